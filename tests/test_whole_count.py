"""Whole counts over HTTP, by several people, from the poll folder to the declaration and its release.

A contest of one seat is counted at two tables on a real server, watched by open screens; one of three seats,
recounts, ties and lots in this process.
"""

import contextlib
import json
import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from count.cli import app as counthall
from count.web.control_socket import ask
from tests.count import folders
from tests.count.client import SMALL, House, Person, Server, house

SURNAMES = ("BOLD", "GRANTLY", "HARDING")


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as made:
        yield made


def refused(answer: httpx.Response, kind: str) -> dict[str, Any]:
    """A refusal of this kind."""
    assert answer.status_code == (403 if kind == "who" else 409), answer.text
    said: dict[str, Any] = answer.json()
    assert said["refused"] == kind, said
    return said


def codes(said: dict[str, Any]) -> set[str]:
    """The codes of the findings that stand open."""
    return {
        f["code"] for f in said["findings"] if not f.get("explained") and not f.get("overridden")
    }


def only(standing: dict[str, Any], **expected: object) -> None:
    """The standing says just this of these keys."""
    assert {key: standing[key] for key in expected} == expected


class Wall:
    """An open screen, and every frame that it was sent."""

    def __init__(self, server: Server, person: Person, board: str, query: str = "") -> None:
        address = server.address.replace("http://", "ws://")
        self.frames: list[dict[str, Any]] = []
        self.raw: list[str] = []
        self._changed = threading.Condition()
        self._open = contextlib.ExitStack()
        self._socket: ClientConnection = self._open.enter_context(
            connect(f"{address}/live/{board}{query}", additional_headers=person.bearer)
        )
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            for text in self._socket:
                with self._changed:
                    self.raw.append(str(text))
                    self.frames.append(json.loads(text))
                    self._changed.notify_all()

    def shows(self, words: str) -> dict[str, Any]:
        """Wait for a frame with these words."""
        with self._changed:
            found = self._changed.wait_for(lambda: any(words in raw for raw in self.raw), 20)
            assert found, f"{words} was never shown: {self.raw}"
            return next(f for f, raw in zip(self.frames, self.raw, strict=True) if words in raw)

    def answers(self, beat: int) -> dict[str, Any]:
        """The answer to a beat, which comes after whatever was to be shown before it."""
        self._socket.send(json.dumps({"beat": beat}))
        return self.shows(f'"beat":{beat}')

    @property
    def pictures(self) -> list[dict[str, Any]]:
        """The frames, without answers to beats."""
        return [frame for frame in self.frames if "beat" not in frame]

    def close(self) -> None:
        self._open.close()
        self._reading.join(20)


# ---------------------------------------------------------------------------------- one seat, on a real server


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, House]]:
    """From the poll folder, with the commands of the contract."""
    folder = tmp_path_factory.mktemp("real")
    poll = folders.write(folder / "poll", {**SMALL, "people.csv": None})
    words = ["new", str(poll), "--data", str(folder / "hall"), "--rehearsal"]
    assert CliRunner().invoke(counthall, words).exit_code == 0
    server = Server(folder / "hall")
    server.start()
    with httpx.Client(base_url=server.address, timeout=30) as http:
        yield server, House(http, folder / "hall")
    server.close()


def test_a_night_of_one_seat_from_folder_to_declaration(real: tuple[Server, House]) -> None:
    server, hall = real
    rose, dan, vera, ron, ada = hall.rose, hall.dan, hall.vera, hall.ron, hall.ada
    sue, sam = hall.sue("t1"), hall.sue("t2")
    observer, screen = hall.person("observer"), hall.person("screen")
    walls = [
        Wall(server, screen, "progress"),
        Wall(server, observer, "verification"),
        Wall(server, observer, "progress"),
        Wall(server, rose, "result-one"),
        Wall(server, sue, "pulse"),
    ]
    for wall in walls:
        wall.answers(1)
        assert len(wall.pictures) == 1, "the present frame at once"

    # Verification: the account of b2 says one more than is found, so that a second person must agree.
    only(rose.sees("one"), state="verifying", verified=0, accounted=0, attempt=1)
    hall.verified("one", b1=120)
    vera.does("one", "account", box="b2", stated=81, ranges=[[1, 100]], unused=19, spoilt=0)
    vera.does("one", "box-received", box="b2")
    count = {"papers": 80, "counted_by": "Mary", "checked_by": "Nell"}
    vera.does("one", "box-counted", box="b2", **count)
    vera.does("one", "box-counted", box="b2", **count)
    short = vera.proposes("one", "box-verified", box="b2", papers=80, note="one taken away")
    only(rose.sees("one"), verified=120)
    refused(rose.act("one", "verification-closed"), "state")
    refused(vera.act("one", "agreed", to=short[0], seen=short[1]), "who")
    dan.agrees("one", short)
    only(rose.sees("one"), state="verifying", verified=200, accounted=0, unaccounted=200)
    only(rose.sees("one")["boxes"]["b2"], state="verified", expected=81, verified=80, variance=-1)
    rose.does("one", "verification-closed")
    only(rose.sees("one"), state="counting", verification_closed=True)
    walls[1].shows("2 of 4 boxes verified")

    # The count: a part of each box to t1, the rest of both to t2.
    sue.does("one", "mixed", unit="t1", boxes=["b1", "b2"], papers={"b1": 60, "b2": 40})
    sam.does("one", "mixed", unit="t2", boxes=["b1", "b2"])
    hall.bundled("t1", bold=50, grantly=40)
    sam.does("one", "bundle", unit="t2", candidate="grantly", papers=50, bundles=2)
    sam.does("one", "bundle", unit="t2", candidate="harding", papers=25, slip="H1")
    wrong = str(uuid.uuid4())
    sam.does("one", "bundle", id=wrong, unit="t2", candidate="harding", papers=25, slip="H2")
    only(rose.sees("one"), accounted=190, unaccounted=10)
    only(rose.sees("one"), totals={"bold": 50, "grantly": 90, "harding": 50})

    # H2 was Bold's: struck by the supervisor and a deputy, and keyed anew with the same slip.
    struck = sam.proposes("one", "struck", strikes=wrong, reason="the pile is Bold's")
    (open_one,) = sam.sees("one")["agreements"]
    only(open_one, id=struck[0], act="struck", by="Sue t2", seen=struck[1], may_second=False)
    assert dan.sees("one")["agreements"][0]["may_second"] is True
    assert sue.sees("one")["agreements"] == [], "another table's business"
    refused(sam.act("one", "agreed", to=struck[0], seen=struck[1]), "who")
    refused(dan.act("one", "agreed", to=struck[0], seen="AAAAAAAA"), "stale")
    dan.agrees("one", struck)
    only(rose.sees("one"), accounted=165)
    sam.does("one", "bundle", unit="t2", candidate="bold", papers=25, slip="H2")

    # Doubtful papers of t1: one good, one back to the table, two rejected.
    sue.does("one", "doubtful", unit="t1", papers=4)
    only(rose.sees("one"), doubtful=4, accounted=190)
    ada.does(
        "one", "adjudicated", unit="t1", good=[{"candidates": ["bold"], "papers": 1}], returned=1,
        rejected={"official-mark": 1, "unmarked-or-void": 1}, objections=1,
    )  # fmt: skip
    only(
        rose.sees("one"),
        doubtful=0,
        accounted=193,
        rejected={"official-mark": 1, "unmarked-or-void": 1},
    )
    assert "totals" not in ada.sees("one")
    hall.bundled("t1", harding=7)
    only(rose.sees("one"), accounted=200, unaccounted=0)

    # Blind totals: the first differs, and the unit does not close.
    t1 = {"bold": 51, "grantly": 40, "harding": 7}
    differs = ron.does("one", "unit-total", unit="t1", totals={**t1, "bold": 50}, rejected=2)
    assert differs["agrees"] is False
    assert "totals" not in differs["standing"]["units"]["t1"]
    refused(sue.act("one", "unit-closed", unit="t1"), "state")
    hall.claimed("one", "t1", t1, rejected=2)
    hall.claimed("one", "t2", {"bold": 25, "grantly": 50, "harding": 25})
    assert {u["state"] for u in rose.sees("one")["units"].values()} == {"closed"}

    # The result is shared, declared by two people, and only then released.
    assert codes(rose.sees("one")) == {"provisional-needed"}
    said = refused(rose.act("one", "declared", seen=rose.sees("one")["seen"]), "gate")
    assert codes(said) == {"provisional-needed"}
    hall.shared("one")
    only(rose.sees("one"), state="provisional")
    assert rose.sees("one")["provisional"]["told"] == ["Dr Grantly"]
    declaring = rose.proposes("one", "declared", seen=rose.sees("one")["seen"])
    only(rose.sees("one"), state="provisional")
    refused(rose.act("one", "agreed", to=declaring[0], seen=declaring[1]), "who")
    refused(ron.act("one", "agreed", to=declaring[0], seen=declaring[1]), "who")
    dan.agrees("one", declaring)
    standing = rose.sees("one")
    totals = {"bold": 76, "grantly": 90, "harding": 32}
    only(standing, state="declared", verified=200, accounted=200, totals=totals)
    assert sum(totals.values()) + 2 == 200
    only(standing["result"], elected=["grantly"], declared_by="Rose", seconded_by="Dan")

    # Until now no screen was told anything of a candidate; each got newer frames only.
    for wall in walls:
        wall.answers(2)
        positions = [(frame["epoch"], frame["seq"]) for frame in wall.pictures]
        assert len(positions) > 1 or wall is walls[3]
        assert positions == sorted(set(positions)), "newer only"
        assert not any(name in raw for raw in wall.raw for name in SURNAMES)
    assert "totals" not in observer.sees("one")
    assert not set(screen.sees("one")) & {"totals", "result", "boxes", "findings"}
    assert screen.get("/api/boards/result-one").status_code == 403

    dan.does("", "released", board="result", contest="one")
    shown = walls[3].shows("ELECTED")
    assert all(name in shown["html"] for name in SURNAMES)
    public = Wall(server, screen, "result-one")
    assert "ELECTED" in str(public.shows("ELECTED")["data"])
    only(observer.sees("one"), state="declared", totals=totals)

    # A screen that has the present frame is not sent it again; one that is behind is.
    place = f"?epoch={shown['epoch']}&seq={shown['seq']}"
    current = Wall(server, screen, "result-one", place)
    behind = Wall(server, screen, "result-one", f"?epoch={shown['epoch']}&seq={shown['seq'] - 1}")
    current.answers(3)
    behind.answers(3)
    assert (len(current.pictures), len(behind.pictures)) == (0, 1)

    for wall in (*walls, public, current, behind):
        wall.close()


def test_a_screen_goes_dark_when_the_session_ends(real: tuple[Server, House]) -> None:
    """A revoked session closes its sockets, whatever they were showing."""
    server, hall = real
    who = {"role": "observer", "unit": "", "contest": "", "name": "Olive"}
    code = ask(server.data, {"do": "code", **who})["secret"]
    with httpx.Client(base_url=server.address) as browser:
        assert browser.post("/api/sign-in", json={"name": "Olive", "code": code}).status_code == 200
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        address = server.address.replace("http://", "ws://")
        with connect(
            f"{address}/live/progress",
            origin=Origin(server.address),
            additional_headers={"Cookie": cookie},
        ) as screen:
            assert json.loads(screen.recv(20))["board"] == "progress"
            assert browser.post("/api/sign-out").status_code == 200
            with pytest.raises(ConnectionClosed) as closed:
                screen.recv(20)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4403
    assert hall.http.get("/readyz").status_code == 200


# ------------------------------------------------------------------------------------------------ three seats

EVERYBODY_0 = {"arabin": 0, "crawley": 0, "dumbello": 0, "slope": 0, "thorne": 0}


def three_seats(hall: House) -> dict[str, int]:
    """100 papers for three seats: blocks, sheets, adjudication; gives the totals."""
    hall.mixed("three", "t3", b3=60, b4=40)
    sue = hall.sue("t3")
    sue.does(
        "three", "block", unit="t3", candidates=["arabin", "crawley", "slope"], papers=50, bundles=2
    )
    sue.does("three", "block", unit="t3", candidates=["thorne"], papers=10)
    votes = {"arabin": 20, "crawley": 5, "dumbello": 13, "slope": 0, "thorne": 25}
    sue.does("three", "sheet", unit="t3", serial="S1", papers=25, votes=votes, unused=12)
    sue.does("three", "sheet", unit="t3", serial="S2", papers=9,
             votes={**EVERYBODY_0, "dumbello": 9}, unused=18)  # fmt: skip
    sue.does("three", "doubtful", unit="t3", papers=6)
    hall.ada.does(
        "three", "adjudicated", unit="t3", returned=1, in_part=1, rejected={"too-many": 2},
        good=[{"candidates": ["arabin", "thorne"], "papers": 2}, {"candidates": ["slope"], "papers": 1}],
    )  # fmt: skip
    sue.does("three", "block", unit="t3", candidates=["slope", "thorne", "dumbello"], papers=1)
    return {"arabin": 72, "crawley": 55, "dumbello": 23, "slope": 52, "thorne": 38}


def test_a_night_of_three_seats(hall: House) -> None:
    totals = three_seats(hall)
    standing = hall.rose.sees("three")
    only(standing, verified=100, accounted=100, rejected={"too-many": 2}, totals=totals, in_part=1)
    # Every paper for three seats has three votes, cast, unused or rejected.
    assert sum(totals.values()) + standing["unused"] + 3 * 2 == 3 * 100
    hall.rose.does("three", "verification-closed")
    unused = standing["unused"]
    said = hall.ron.does(
        "three", "unit-total", unit="t3", totals=totals, rejected=2, unused=unused - 1
    )
    assert said["agrees"] is False
    hall.claimed("three", "t3", totals, rejected=2, unused=unused)
    hall.shared("three")
    hall.declared("three")
    result = hall.rose.sees("three")["result"]
    assert result["elected"] == ["arabin", "crawley", "slope"]
    only(hall.rose.sees("one"), state="verifying")


def test_declaring_one_contest_says_nothing_of_another(hall: House) -> None:
    totals = three_seats(hall)
    hall.rose.does("three", "verification-closed")
    hall.claimed("three", "t3", totals, rejected=2)
    hall.shared("three")
    hall.declared("three")
    hall.rose.does("", "released", board="result", contest="three")
    only(hall.person("observer").sees("three"), totals=totals)
    hall.mixed("one", "t1", b1=20, b2=20)
    hall.bundled("t1", bold=40)
    assert "totals" not in hall.person("observer").sees("one")
    hall.claimed("one", "t1", {"bold": 40})


# ------------------------------------------------------------------------------------------------- recounts

RECOUNT = {"asked_by": "Dr Grantly", "granted": True, "reason": "ten votes between them"}


def counted(hall: House, **votes: int) -> None:
    """Contest one, all at t1, as far as its provisional result; 100 papers, 2 of them rejected."""
    hall.mixed("one", "t1", b1=60, b2=40)
    hall.bundled("t1", **votes)
    hall.sue().does("one", "doubtful", unit="t1", papers=2)
    rejected = {"official-mark": 2}
    hall.ada.does("one", "adjudicated", unit="t1", good=[], returned=0, rejected=rejected)
    hall.rose.does("one", "verification-closed")
    hall.claimed("one", "t1", votes, rejected=2)
    hall.shared("one")


def test_a_full_recount_is_a_second_attempt(hall: House) -> None:
    counted(hall, bold=50, grantly=48)
    asked = {**RECOUNT, "scope": {"contest": True}, "kind": "full"}
    hall.rose.does("one", "recount", **{**asked, "granted": False, "reason": "the third"})
    only(hall.rose.sees("one"), state="provisional", attempt=1)
    hall.rose.does("one", "recount", **asked)

    standing = hall.rose.sees("one")
    only(standing, state="counting", attempt=2, accounted=2, provisional=None)
    only(standing, totals={"bold": 0, "grantly": 0, "harding": 0}, rejected={"official-mark": 2})
    unit = standing["units"]["t1"]
    only(unit, state="open", attempt=2, unsorted=98, accounted=2, claim=None)
    (first,) = unit["attempts"]
    only(first, attempt=1, accounted=100, totals={"bold": 50, "grantly": 48, "harding": 0})

    # A tablet back from the dead posts into no recount; the attempt is asked of every act of it.
    sue = hall.sue()
    for act, fields in (
        ("bundle", {"candidate": "bold", "papers": 25}),
        ("doubtful", {"papers": 1}),
        ("unit-closed", {}),
    ):
        for attempt in ({}, {"attempt": 1}, {"attempt": 3}):
            refused(sue.act("one", act, unit="t1", **fields, **attempt), "attempt")
    total = {"unit": "t1", "totals": {"bold": 50, "grantly": 48}, "rejected": 2}
    refused(hall.ron.act("one", "unit-total", **total), "attempt")
    for candidate, papers in (("bold", 25), ("bold", 24), ("grantly", 25), ("grantly", 24)):
        bundle = {"candidate": candidate, "papers": papers, "attempt": 2}
        sue.does("one", "bundle", unit="t1", **bundle)
    hall.claimed("one", "t1", {"bold": 49, "grantly": 49}, rejected=2, attempt=2)
    assert hall.rose.sees("one")["needs"]["lot"]["to"] == "elect"
    only(hall.rose.sees("one"), attempt=2, accounted=100)
    assert hall.rose.sees("one")["units"]["t1"]["attempts"] == [first], "it stays readable"


def test_a_recount_of_one_unit_leaves_the_others_alone(hall: House) -> None:
    hall.verified("one", b1=60, b2=40)
    hall.sue("t1").does("one", "mixed", unit="t1", boxes=["b1", "b2"], papers={"b1": 30, "b2": 20})
    hall.sue("t2").does("one", "mixed", unit="t2", boxes=["b1", "b2"])
    hall.bundled("t1", bold=50)
    hall.bundled("t2", grantly=50)
    hall.claimed("one", "t1", {"bold": 50})
    hall.claimed("one", "t2", {"grantly": 50})
    hall.dan.does("one", "recount", **RECOUNT, scope={"unit": "t2"}, kind="full")
    standing = hall.rose.sees("one")
    only(standing, attempt=2, accounted=50, totals={"bold": 50, "grantly": 0, "harding": 0})
    only(standing["units"]["t1"], attempt=1, state="closed")
    only(standing["units"]["t2"], attempt=2, state="open", unsorted=50)


def test_a_recount_with_adjudication_begins_with_every_paper(hall: House) -> None:
    counted(hall, bold=50, grantly=48)
    asked = {**RECOUNT, "scope": {"contest": True}}
    hall.rose.does("one", "recount", **asked, kind="bundle-check")
    only(hall.rose.sees("one"), attempt=1, accounted=100, state="provisional")
    hall.rose.does("one", "recount", **asked, kind="adjudication-too")
    only(hall.rose.sees("one"), attempt=2, accounted=0, rejected={})
    only(hall.rose.sees("one")["units"]["t1"], unsorted=100)


def test_a_sheet_and_a_slip_of_the_first_count_may_lie_in_the_second(hall: House) -> None:
    three_seats(hall)
    hall.dan.does("three", "recount", **RECOUNT, scope={"contest": True}, kind="full")
    votes = {**EVERYBODY_0, "dumbello": 9}
    sheet = {"unit": "t3", "serial": "S2", "papers": 9, "votes": votes, "unused": 18, "attempt": 2}
    hall.sue("t3").does("three", "sheet", **sheet)
    refused(hall.sue("t3").act("three", "sheet", **sheet), "state")
    only(hall.rose.sees("three"), accounted=11, totals=votes)


# ------------------------------------------------------------------------------------------------- ties, lots

LOT = {
    "among": ["bold", "grantly"],
    "to": "elect",
    "method": "slips in a hat",
    "witnesses": ["Dr Grantly"],
}


def tied(hall: House) -> None:
    """Contest one, counted: 50 for Bold, 50 for Grantly."""
    hall.mixed("one", "t1", b1=60, b2=40)
    hall.bundled("t1", bold=50, grantly=50)
    hall.rose.does("one", "verification-closed")
    hall.claimed("one", "t1", {"bold": 50, "grantly": 50})


@pytest.mark.parametrize("chosen", ["bold", "grantly"])
def test_equal_votes_wait_for_the_lot_and_the_lot_decides(hall: House, chosen: str) -> None:
    tied(hall)
    standing = hall.rose.sees("one")
    lot = standing["needs"]["lot"]
    assert (set(lot["among"]), lot["to"]) == ({"bold", "grantly"}, "elect")
    assert {"lot-needed", "provisional-needed"} <= codes(standing)
    assert hall.ron.sees("one")["needs"] is None, "that there is a tie is a figure of candidates"
    for act in ("provisional", "declared"):
        told = {"told": ["A"]} if act == "provisional" else {}
        said = refused(hall.rose.act("one", act, seen=standing["seen"], **told), "gate")
        assert "lot-needed" in codes(said)
    said = refused(
        hall.rose.act("one", "overridden", findings=["lot-needed"], reason="no hat"), "gate"
    )
    refused(hall.dan.act("one", "lot", chosen=[chosen], **LOT), "who")
    refused(hall.rose.act("one", "lot", chosen=["bold"], **{**LOT, "to": "exclude"}), "state")
    three = {**LOT, "among": ["bold", "grantly", "harding"]}
    refused(hall.rose.act("one", "lot", chosen=[chosen], **three), "state")
    hall.rose.does("one", "lot", chosen=[chosen], **LOT)
    assert hall.rose.sees("one")["needs"] is None
    refused(hall.rose.act("one", "lot", chosen=[chosen], **LOT), "state")
    hall.shared("one")
    hall.declared("one")
    assert hall.rose.sees("one")["result"]["elected"] == [chosen]


def test_a_lot_that_is_no_longer_asked_for_stands_in_the_way(hall: House) -> None:
    tied(hall)
    drawn = str(uuid.uuid4())
    hall.rose.does("one", "lot", id=drawn, chosen=["bold"], **LOT)
    bundle = next(
        e["id"] for e in hall.ledger() if e["act"] == "bundle" and e["candidate"] == "grantly"
    )
    hall.dan.agrees(
        "one", hall.sue().proposes("one", "struck", strikes=bundle, reason="a wrong pile")
    )
    hall.bundled("t1", harding=25)
    hall.claimed("one", "t1", {"bold": 50, "grantly": 25, "harding": 25})
    assert "lot-not-asked" in codes(hall.rose.sees("one"))
    hall.dan.agrees(
        "one", hall.rose.proposes("one", "struck", strikes=drawn, reason="no tie any more")
    )
    assert codes(hall.rose.sees("one")) == {"provisional-needed"}
    hall.shared("one")
    hall.declared("one")


# -------------------------------------------------------------------------------- between sharing and declaring


def test_a_change_of_figures_voids_what_was_shared(hall: House) -> None:
    counted(hall, bold=50, grantly=48)
    bundle = next(
        e["id"] for e in hall.ledger() if e["act"] == "bundle" and e["candidate"] == "grantly"
    )
    declaring = hall.rose.proposes("one", "declared", seen=hall.rose.sees("one")["seen"])
    striking = hall.sue().proposes("one", "struck", strikes=bundle, reason="a wrong pile")
    # Each waits for the other: an open proposal stands in the way of a declaration.
    said = refused(hall.dan.act("one", "agreed", to=declaring[0], seen=declaring[1]), "gate")
    assert codes(said) == {"agreement-open"}
    hall.dan.agrees("one", striking)
    only(hall.rose.sees("one"), state="counting", accounted=75, provisional=None)
    only(hall.rose.sees("one")["units"]["t1"], state="open", claim=None)
    said = refused(hall.dan.act("one", "agreed", to=declaring[0], seen=declaring[1]), "gate")
    assert {"papers-unaccounted", "unit-open", "provisional-needed"} <= codes(said)
    hall.bundled("t1", bold=25)
    hall.claimed("one", "t1", {"bold": 75, "grantly": 23}, rejected=2)
    # The old proposal rested on other figures: it is declined, and made again.
    assert "agreement-open" in codes(hall.rose.sees("one"))
    hall.dan.does("one", "declined", to=declaring[0], reason="other figures")
    hall.shared("one")
    hall.declared("one")
    only(hall.rose.sees("one"), totals={"bold": 75, "grantly": 23, "harding": 0})


def test_an_agreement_is_to_the_figures_as_they_were_proposed(hall: House) -> None:
    """The box was counted again meanwhile: whatever code the second person shows, it is another box now."""
    hall.verified("one", b2=40)
    proposed = hall.vera.proposes("one", "box-verified", box="b1", papers=59)
    again = {"box": "b1", "papers": 60, "counted_by": "Mary", "checked_by": "Nell"}
    hall.vera.does("one", "box-counted", **again)
    for seen in (proposed[1], hall.dan.sees("one")["seen"]):
        refused(hall.dan.act("one", "agreed", to=proposed[0], seen=seen), "stale")
    only(hall.rose.sees("one"), verified=40)


def test_a_proposal_lapses_after_a_quarter_of_an_hour(
    hall: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = hall.http.app.state.hall.recorder  # type: ignore[attr-defined]
    began = datetime.now(UTC) + timedelta(minutes=1)
    monkeypatch.setattr(recorder, "clock", lambda: began)
    early = hall.vera.proposes("one", "box-verified", box="b1", papers=59)
    late = hall.vera.proposes("one", "box-verified", box="b2", papers=41)
    monkeypatch.setattr(recorder, "clock", lambda: began + timedelta(minutes=14, seconds=59))
    hall.dan.agrees("one", early)
    monkeypatch.setattr(recorder, "clock", lambda: began + timedelta(minutes=15))
    refused(hall.dan.act("one", "agreed", to=late[0], seen=late[1]), "state")
    assert hall.dan.sees("one")["agreements"] == []
    only(hall.rose.sees("one"), verified=59)


def test_what_may_be_set_aside_is_set_aside_by_two_and_printed(hall: House) -> None:
    """Box b1 was found to hold 60 and verified at 59: an officer may say why; papers missing, never."""
    hall.verified("one", b2=40)
    hall.vera.does("one", "account", box="b1", stated=59, ranges=[[1, 69]], unused=10, spoilt=0)
    people = {"counted_by": "Mary", "checked_by": "Nell"}
    hall.vera.does("one", "box-counted", box="b1", papers=60, **people)
    hall.vera.does("one", "box-verified", box="b1", papers=59)
    hall.sue().does("one", "mixed", unit="t1", boxes=["b1", "b2"])
    hall.bundled("t1", bold=50, grantly=49)
    hall.rose.does("one", "verification-closed")
    hall.claimed("one", "t1", {"bold": 50, "grantly": 49})
    seen = hall.rose.sees("one")["seen"]
    said = refused(hall.rose.act("one", "provisional", told=["A"], seen=seen), "gate")
    assert "box-figures-differ" in codes(said)
    why = {"findings": ["box-figures-differ"], "reason": "sixty was a slip of the pen"}
    refused(hall.dan.act("one", "overridden", **why), "who")
    hall.dan.agrees("one", hall.rose.proposes("one", "overridden", **why))
    assert hall.rose.sees("one")["overridden"][0]["reason"] == why["reason"]
    hall.shared("one")
    hall.declared("one")


def test_after_declaring_corrections_are_notices_and_the_result_stands(hall: House) -> None:
    counted(hall, bold=50, grantly=48)
    hall.declared("one")
    hall.rose.does("one", "oral-correction", words="fifty, not fifteen")
    hall.rose.does("one", "found-after", papers=1, where="under a table", reason="a torn paper")
    notice = hall.rose.proposes("one", "corrected", votes={"grantly": 49}, reason="one more")
    hall.dan.agrees("one", notice)
    standing = hall.rose.sees("one")
    assert standing["result"]["elected"] == ["bold"]
    assert [said["act"] for said in standing["after"]] == [
        "oral-correction",
        "found-after",
        "corrected",
    ]
    only(standing, state="declared", totals={"bold": 50, "grantly": 48, "harding": 0})


def test_a_poll_that_is_abandoned_is_cancelled_by_two(hall: House) -> None:
    hall.mixed("one", "t1", b1=60, b2=40)
    hall.dan.agrees("one", hall.rose.proposes("one", "cancelled", reason="a candidate has died"))
    only(hall.rose.sees("one"), state="cancelled")
    bundle = {"unit": "t1", "candidate": "bold", "papers": 25}
    refused(hall.sue().act("one", "bundle", **bundle), "state")
    only(hall.rose.sees("three"), state="verifying")
