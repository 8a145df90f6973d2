"""Halls that count preferences, from outside: an e-counted ward, a hand-sorted one, and what stops each."""

import contextlib
import gzip
import hashlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from count.storage.paper_store import FOLDER
from count.web.control_socket import ask
from tests.count.client import COUNTHALL, SMALL, House, house, served
from tests.count.transferable import Sorters
from tests.shared_data import DATA
from tests.test_twin_halls import Twin, same

BALLOTS = [
    (60, ("a", "b")),
    (14, ("a",)),
    (20, ("b",)),
    (15, ("c", "d")),
    (9, ("d", "c")),
    (9, ("e", "d")),
]
"""127 papers for three seats: A's surplus elects B, whose own goes nowhere; then D and E are level."""
FIRST = {"a": 74, "b": 20, "c": 15, "d": 9, "e": 9}
SEATS = 3


def blt(ballots: list[tuple[int, tuple[str, ...]]] = BALLOTS, names: str = "ABCDE") -> bytes:
    """The file that a scanner makes."""
    lines = [f"5 {SEATS}"]
    lines += [
        f"{n} {' '.join(str('abcde'.index(w) + 1) for w in ranked)} 0" for n, ranked in ballots
    ]
    lines += ["0", *(f'"Given{name} NAME{name}"' for name in names), '"Ward 4"']
    return "\n".join(lines).encode() + b"\n"


def poll(nation: str, kind: str) -> dict[str, str]:
    paper = "".join(
        f"one,{name},{order},NAME{name.upper()},Given{name.upper()}\n"
        for order, name in enumerate("abcde", start=1)
    )
    return {
        "poll": SMALL["poll.toml"].replace('"england"', f'"{nation}"'),
        "contests": "contest,name,kind,seats,electorate,bundle_size\n"
        f"one,Ward 4,{kind},{SEATS},400,25\ntwo,Ward 5,{kind},{SEATS},400,25\n",
        "candidates": "contest,candidate,ballot_order,ballot_surname,ballot_forenames\n"
        + paper
        + paper.replace("one,", "two,").replace("NAME", "OTHER"),
        "boxes": "box,kind,name,place,contests,electorate\nb1,station,Hall,Hall,one,400\n"
        "b2,station,School,School,two,400\n",
        "units": "unit,name,contests\nt1,Table 1,one\nt2,Table 2,one\nt3,Table 3,two\n",
    }


SCOTLAND: dict[str, Any] = poll("scotland", "scottish-local")
NORTHERN_IRELAND: dict[str, Any] = poll("northern-ireland", "ni-local")


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, **SCOTLAND) as hall:
        yield hall


@pytest.fixture
def area(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, **NORTHERN_IRELAND) as hall:
        yield hall


def hand_in(hall: House, data: bytes, contest: str = "one") -> dict[str, Any]:
    answer = hall.ron.http.post(
        f"/api/contests/{contest}/papers", content=data, headers=hall.ron.bearer
    )
    assert answer.status_code == 201, answer.text
    said: dict[str, Any] = answer.json()
    return said


def read(hall: House, data: bytes, **fields: Any) -> dict[str, Any]:
    """Hand a file in and record that it was read."""
    said = hand_in(hall, data)
    act = {"file_digest": said["file_digest"], "papers": said["papers"], **fields}
    return hall.ron.does("one", "papers-read", **act)


def brought(hall: House, papers: int) -> None:
    hall.mixed("one", "t1", b1=papers)
    hall.dan.does("one", "verification-closed")


def codes(hall: House) -> set[str]:
    found = hall.rose.sees("one")["findings"]
    return {f["code"] for f in found if f["severity"] == "blocks" and not f.get("overridden")}


def test_an_electronic_ward_from_verification_to_the_declaration(ward: House) -> None:
    """127 papers and 3 rejected; D and E are level, and the returning officer draws the lot."""
    brought(ward, 130)
    ward.sue().does("one", "doubtful", unit="t1", papers=3)
    rejected = {"unmarked-or-void": 3}
    ward.ada.does("one", "adjudicated", unit="t1", good=[], returned=0, rejected=rejected)
    standing = read(ward, gzip.compress(blt()))["standing"]
    assert "totals" not in standing, "the results desk sees no figure"
    ward.claimed("one", "t1", {}, rejected=3)
    seen = ward.rose.sees("one")
    assert seen["totals"] == FIRST
    assert seen["needs"] == {"lot": {"among": ["d", "e"], "to": "exclude", "seats": 1}}
    assert [stage["stage"] for stage in seen["stages"]] == [1, 2, 3]
    assert seen["stages"][0]["quota"] == "32.00000"
    drawn = {"among": ["d", "e"], "chosen": ["e"], "to": "exclude", "method": "straws"}
    ward.rose.does("one", "lot", witnesses="Agent of D", **drawn)
    assert ward.rose.sees("one")["needs"] is None
    ward.shared("one")
    ward.declared("one")
    result = ward.rose.sees("one")["result"]
    assert result["elected"][0] == "a"
    assert len(result["elected"]) == SEATS


def test_a_hand_sorted_area_answers_parcel_by_parcel(area: House) -> None:
    brought(area, 130)
    sue, people = area.sue(), Sorters(BALLOTS)
    first = sue.sees("one")["needs"]["papers"]
    assert (first["value"], first["papers"]) == ("1.00", 130)
    assert first["next_for"] == list("abcde")
    rejected = {"unmarked-or-void": 3}
    sorted_first = {"parcel": first["parcel"], "unit": "t1", "next": FIRST, "none": 0}
    sue.does("one", "sorted", rejected=rejected, **sorted_first)
    area.claimed("one", "t1", FIRST, rejected=3)
    values, lots = [], 0
    while needs := area.rose.sees("one")["needs"]:
        if "lot" in needs:
            lots += 1
            drawn = {**needs["lot"], "chosen": needs["lot"]["among"][:1], "method": "straws"}
            drawn.pop("seats")
            area.rose.does("one", "lot", witnesses="Agent of D", **drawn)
            continue
        asked = sue.sees("one")["needs"]["papers"]
        assert asked["parcel"] == needs["papers"]["parcel"]
        values.append(asked["value"])
        sue.does("one", "sorted", unit="t1", **people.sort(asked))
    assert values[0] == "1.00"
    assert lots == 1
    area.shared("one")
    area.declared("one")
    stages = area.rose.sees("one")["stages"]
    assert stages[1]["moved"] == [{"value": "0.70", "papers": 74, "transferable": 60}]


def test_an_over_sorted_parcel_is_found_and_struck(area: House) -> None:
    people = _first_counted(area)
    asked = area.sue().sees("one")["needs"]["papers"]
    report = people.sort(asked)
    wrong = {**report, "next": {**report["next"], "b": report["next"]["b"] + 5}}
    area.sue().does("one", "sorted", unit="t1", id="0" * 8 + "-0000-4000-8000-" + "0" * 12, **wrong)
    assert "parcel-over" in codes(area)
    assert area.rose.sees("one")["needs"]["papers"]["parcel"] == asked["parcel"]
    strike = {"strikes": "0" * 8 + "-0000-4000-8000-" + "0" * 12, "reason": "keyed wrongly"}
    area.dan.agrees("one", area.sue().proposes("one", "struck", **strike))
    assert "parcel-over" not in codes(area)
    area.sue().does("one", "sorted", unit="t1", **report)
    assert area.rose.sees("one")["needs"] != {"papers": asked}


def test_an_answer_whose_question_is_gone_blocks_until_it_is_struck(area: House) -> None:
    """A bundle keyed to the wrong candidate is found after the surplus was sorted."""
    people = _first_counted(area, by_bundle=True)
    asked = area.sue().sees("one")["needs"]["papers"]
    answer = "1" * 8 + "-0000-4000-8000-" + "0" * 12
    area.sue().does("one", "sorted", unit="t1", id=answer, **people.sort(asked))
    strike = {"strikes": _bundle_id("e"), "reason": "these nine are D's"}
    area.dan.agrees("one", area.sue().proposes("one", "struck", **strike))
    assert "sorted-not-asked" in codes(area)
    area.sue().does("one", "bundle", unit="t1", candidate="d", papers=9)
    area.claimed("one", "t1", {**FIRST, "d": 18, "e": 0})
    assert "sorted-not-asked" in codes(area)
    refused = area.rose.act("one", "provisional", told=["A"], seen=area.rose.sees("one")["seen"])
    assert refused.status_code == 409
    strike = {"strikes": answer, "reason": "sorted for other figures"}
    area.dan.agrees("one", area.sue().proposes("one", "struck", **strike))
    assert "sorted-not-asked" not in codes(area)
    unit = area.rose.sees("one")["units"]["t1"]
    assert unit["state"] == "closed", (
        "what is sorted after the first count rests on no unit's total"
    )
    assert area.rose.sees("one")["needs"]["papers"]["of"] == ["a"]


def _bundle_id(candidate: str) -> str:
    return f"{'abcde'.index(candidate):08d}-0000-4000-8000-{1:012d}"


def _first_counted(hall: House, *, by_bundle: bool = False) -> Sorters:
    brought(hall, 127)
    if by_bundle:
        for candidate, papers in FIRST.items():
            many = {"papers": papers, "bundles": -(-papers // 25)}
            who = {"unit": "t1", "candidate": candidate}
            hall.sue().does("one", "bundle", id=_bundle_id(candidate), **who, **many)
    else:
        parcel = hall.sue().sees("one")["needs"]["papers"]["parcel"]
        hall.sue().does("one", "sorted", unit="t1", parcel=parcel, next=FIRST, none=0)
    hall.claimed("one", "t1", FIRST)
    return Sorters(BALLOTS)


def test_more_papers_than_were_verified_and_another_contests_file(ward: House) -> None:
    brought(ward, 120)
    read(ward, blt())
    assert {"papers-over"} <= codes(ward)
    (over,) = [f for f in ward.rose.sees("one")["findings"] if f["code"] == "papers-over"]
    assert over["numbers"] == {"papers": 7}
    wrong = ward.ron.http.post("/api/contests/two/papers", content=blt(), headers=ward.ron.bearer)
    assert wrong.status_code == 422
    assert "nobody whom the file names" in wrong.text


def test_a_file_changed_on_the_disk_blocks_until_it_is_handed_in_again(ward: House) -> None:
    easy = [(100, ("a", "b", "c")), (20, ("b",)), (7, ("c",))]
    brought(ward, 127)
    data = blt(easy)
    read(ward, data)
    ward.claimed("one", "t1", {})
    kept = ward.data / FOLDER / hashlib.sha256(data).hexdigest()
    kept.write_bytes(data.replace(b"100 1 2 3", b"100 2 1 3"))
    seen = ward.rose.sees("one")["seen"]
    refused = ward.rose.act("one", "provisional", told=["A"], seen=seen)
    assert refused.status_code == 409
    found = {f["code"] for f in refused.json()["findings"]}
    assert {"papers-file-astray", "second-count-differs"} <= found
    assert "papers-file-astray" in codes(ward), "from then on everybody is told"
    hand_in(ward, data)
    assert "papers-file-astray" not in codes(ward)
    ward.shared("one")
    # Between the provisional result and the declaration it is looked at again.
    kept.unlink()
    refused = ward.rose.act("one", "declared", seen=ward.rose.sees("one")["seen"])
    assert refused.status_code == 409
    hand_in(ward, data)
    ward.shared("one")
    ward.declared("one")


def test_a_recount_reads_the_papers_again(ward: House) -> None:
    brought(ward, 127)
    read(ward, blt())
    again = {"kind": "full", "asked_by": "Agent of E", "granted": True, "reason": "a lot"}
    ward.dan.does("one", "recount", scope={"contest": True}, **again)
    assert ward.rose.sees("one")["attempt"] == 2
    assert ward.ron.act("one", "papers-read", file_digest="0" * 64, papers=1).status_code == 409
    read(ward, blt(), attempt=2)
    assert ward.rose.sees("one")["totals"] == FIRST


def test_a_served_hall_takes_a_file_from_the_command_line_and_is_loud_about_one_that_is_lost(
    tmp_path: Path,
) -> None:
    with served(tmp_path, **SCOTLAND) as (server, hall):
        file = tmp_path / "ward.blt"
        file.write_bytes(blt())
        command = [*COUNTHALL, "papers", str(file), "--contest", "one", "--data", str(hall.data)]
        said = subprocess.run(command, capture_output=True, text=True, check=True)
        digest, papers = said.stdout.split()
        assert (digest, papers) == (hashlib.sha256(blt()).hexdigest(), "127")
        wrong = subprocess.run(
            [*command[:-3], "two", *command[-2:]], capture_output=True, text=True
        )
        assert wrong.returncode == 2
        assert "nobody whom the file names" in wrong.stderr
        assert ask(hall.data, {"do": "papers", "contest": "x", "name": str(file)})["error"]
        hall.mixed("one", "t1", b1=127)
        hall.ron.does("one", "papers-read", file_digest=digest, papers=127)
        for words in (["check"], ["export", "--out", str(tmp_path / "ledger.txt")]):
            done = subprocess.run(
                [*COUNTHALL, *words, "--data", str(hall.data)], capture_output=True
            )
            assert done.returncode == 0, done.stderr
        assert (tmp_path / "ledger.txt.papers" / digest).read_bytes() == blt()
        server.kill()
        (hall.data / FOLDER / digest).unlink()
        gone = subprocess.run(
            [*COUNTHALL, "check", "--data", str(hall.data)], capture_output=True, text=True
        )
        assert gone.returncode == 1
        assert f"Contest one: the file of papers {digest} is not kept" in gone.stderr
        server.start()
        assert "It cannot be declared until that is mended" in server.log.read_text()
        assert "papers-file-astray" in codes(hall)
        assert not any(hall.rose.sees("one")["totals"].values())
        hand_in(hall, blt())
        assert "papers-file-astray" not in codes(hall)
        assert hall.rose.sees("one")["totals"] == FIRST
    again = tmp_path / "again"
    command = [*COUNTHALL, "replay", str(tmp_path / "ledger.txt"), "--data", str(again)]
    assert subprocess.run(command).returncode == 0
    assert (again / FOLDER / digest).read_bytes() == blt()
    (tmp_path / "ledger.txt.papers" / digest).unlink()
    command[-1] = str(tmp_path / "third")
    refused = subprocess.run(command, capture_output=True, text=True)
    assert refused.returncode == 2
    assert f"the file of papers {digest} is not kept" in refused.stderr
    assert not (tmp_path / "third").exists()


REAL = DATA / "scottish"
"""Wards of Scottish councils as they published them, where this checkout lies beside them."""


@pytest.mark.skipif(not REAL.is_dir(), reason=f"real wards are not beside this checkout ({REAL})")
@pytest.mark.parametrize("ward", ["glasgow_2012_ward5", "aberdeen_2012_ward1"])
def test_a_real_ward_is_declared_as_independent_programs_count_it(
    ward: str, tmp_path: Path
) -> None:
    lines = (REAL / "wards.jsonl").read_text(encoding="utf-8").splitlines()
    (facts,) = [fact for fact in map(json.loads, lines) if fact["id"] == ward]
    cases = map(json.loads, (REAL / "expected.jsonl").read_text(encoding="utf-8").splitlines())
    (expected,) = [case for case in cases if case["id"] == ward]
    names = [name.rpartition(" ") for name in facts["names"]]
    paper = "".join(
        f"one,c{order},{order},{surname},{forenames}\n"
        for order, (forenames, _, surname) in enumerate(names, start=1)
    )
    changed: dict[str, Any] = {
        **SCOTLAND,
        "contests": "contest,name,kind,seats,electorate,bundle_size\n"
        f"one,{ward},scottish-local,{facts['seats']},99999,100\n",
        "candidates": "contest,candidate,ballot_order,ballot_surname,ballot_forenames\n" + paper,
        "boxes": "box,kind,name,place,contests,electorate\nb1,station,Hall,Hall,one,99999\n",
        "units": "unit,name,contests\nt1,Scanners,one\n",
    }
    with house(tmp_path, **changed) as hall:
        brought(hall, expected["valid"])
        read(hall, (REAL / "wards" / f"{ward}.blt").read_bytes())
        hall.claimed("one", "t1", {})
        hall.shared("one")
        hall.declared("one")
        shown = hall.rose.sees("one")
    first = [units // 100_000 for units in expected["stages"][0]["v"]]
    assert list(shown["totals"].values()) == first
    assert {int(who[1:]) for who in shown["result"]["elected"]} == set(expected["winners"])
    assert shown["stages"][0]["quota"] == f"{expected['quota']}.00000"


def test_what_is_read_electronically_tells_nobody_whom_the_papers_are_for(tmp_path: Path) -> None:
    """Two wards alike but for the candidates: whoever may not know gets the same bytes from both."""
    other = [(n, tuple("badce"["abcde".index(who)] for who in ranked)) for n, ranked in BALLOTS]
    with contextlib.ExitStack() as open_halls:
        twins = []
        for name, ballots in (("a", BALLOTS), ("b", other)):
            (tmp_path / name).mkdir()
            hall = open_halls.enter_context(house(tmp_path / name, **SCOTLAND))
            twin = Twin(hall, {})
            brought(hall, 127)
            read(hall, blt(ballots))
            hall.claimed("one", "t1", {})
            twin.tries(hall.ron, "one", "lot", among=["d", "e"], chosen=["e"], to="exclude")
            twin.tries(hall.sue("t2"), "one", "struck", strikes="0" * 36, reason="let me see")
            twins.append(twin)
        one, two = twins
        assert one.hall.rose.sees("one")["totals"] != two.hall.rose.sees("one")["totals"]
        same((one, two), "ron")
