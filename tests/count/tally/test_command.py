"""`counthall tally`: files of preferences in, one answer a file out."""

import io
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from count.formats.preference_file import election_in
from count.law.systems import tally_names
from count.tally.command import BadOrder, count_election, order, run, watched
from tests.shared_data import DATA

WARD = """5 2
28 1 2 0
14 2 3 0
9 3 4 0
6 4 0
3 5 1 0
0
"Ann"
"Bob"
"Cyd"
"Dee"
"Eve"
"Ward 1"
"""
TIED = """4 1
9 1 0
5 2 1 0
5 3 1 0
3 4 2 0
3 4 3 0
0
"Ann"
"Bob"
"Cyd"
"Dee"
"Ward 2"
"""


def files(tmp_path: Path, *texts: str) -> list[Path]:
    paths = []
    for number, text in enumerate(texts, start=1):
        paths.append(tmp_path / f"{number}.blt")
        paths[-1].write_text(text)
    return paths


def lots_in(tmp_path: Path, *lots: tuple[list[int], int]) -> Path:
    path = tmp_path / "lots.json"
    path.write_text(json.dumps([{"among": among, "chosen": chosen} for among, chosen in lots]))
    return path


class Said:
    """What a run printed, line by line, what it complained of, and how it ended."""

    def __init__(
        self,
        paths: list[Path],
        rules: str,
        *,
        seats: int | None = None,
        lots: Path | None = None,
        last_transfer: bool = False,
        as_json: bool = True,
        report: Path | None = None,
    ) -> None:
        out, err = io.StringIO(), io.StringIO()
        asked = order(rules, seats, lots, last_transfer)
        self.code = run(paths, asked, as_json, out, err, report)
        self.out, self.err = out.getvalue(), err.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def line(self) -> dict[str, Any]:
        (line,) = self.lines
        return line


def balanced(line: dict[str, Any]) -> bool:
    """Every paper and every fraction of it is somewhere at each stage."""
    return all(
        sum(map(Fraction, stage["totals"]))
        + Fraction(stage["non_transferable"])
        + Fraction(stage["rounding"])
        == line["valid"]
        for stage in line["stages"]
    )


# ------------------------------------------------------------------------------------------ what is said


def test_a_scottish_ward(tmp_path: Path) -> None:
    (path,) = files(tmp_path, WARD)
    said = Said([path], "scotland")
    assert (said.code, said.err) == (0, "")
    line = said.line
    assert list(line) == [
        "file", "rules", "valid", "seats", "candidates", "stages", "elected", "lots"
    ]  # fmt: skip
    assert line["file"] == str(path)
    assert (line["rules"], line["valid"], line["seats"]) == ("scotland", 60, 2)
    assert line["candidates"] == ["Ann", "Bob", "Cyd", "Dee", "Eve"]
    assert (line["elected"], line["lots"]) == ([1, 2], [])
    first, second, *_ = line["stages"]
    assert first == {
        "stage": 1,
        "why": "first preferences",
        "of": [],
        "quota": "21.00000",
        "totals": ["28.00000", "14.00000", "9.00000", "6.00000", "3.00000"],
        "non_transferable": "0.00000",
        "rounding": "0.00000",
        "elected": [1],
        "excluded": [],
    }
    # 28 papers at 7/28, cut off after five places.
    assert (second["of"], second["totals"][:2]) == ([1], ["21.00000", "21.00000"])
    assert balanced(line)


@pytest.mark.parametrize(
    ("rules", "quota", "total"),
    [
        ("scotland", "21.00000", "28.00000"),
        ("northern-ireland", "21.00", "28.00"),
        ("ers97", "20.00", "28.00"),
        ("meek", "20.000000001", "28.000000000"),
        ("plurality", None, None),
        ("alternative", None, 28),
        ("supplementary", None, 28),
    ],
)
def test_votes_have_the_places_of_their_rules(
    tmp_path: Path, rules: str, quota: str | None, total: int | str | None
) -> None:
    line = Said(files(tmp_path, WARD), rules).line
    first = line["stages"][0]
    assert first["quota"] == quota
    assert first["totals"][0] == (28 + 3 if total is None else total)
    assert rules == "plurality" or balanced(line)


def test_plurality_takes_as_many_preferences_as_there_are_seats(tmp_path: Path) -> None:
    paths = files(tmp_path, WARD)
    line = Said(paths, "plurality").line
    assert line["stages"][0]["totals"] == [31, 42, 23, 15, 3]
    assert (line["seats"], line["elected"]) == (2, [2, 1])
    one = Said(paths, "plurality", seats=1).line
    assert one["stages"][0]["totals"] == [28, 14, 9, 6, 3]
    assert (one["seats"], one["elected"]) == (1, [1])
    assert balanced(one)


def test_rules_for_one_seat_fill_one_whatever_the_file_says(tmp_path: Path) -> None:
    for rules in ("alternative", "supplementary"):
        line = Said(files(tmp_path, WARD), rules).line
        assert (line["seats"], line["elected"]) == (1, [1])


def test_files_are_told_in_the_order_given(tmp_path: Path) -> None:
    first, second = files(tmp_path, WARD, WARD.replace("Ward 1", "Ward 2"))
    said = Said([second, first, second], "scotland")
    assert [line["file"] for line in said.lines] == [str(second), str(first), str(second)]


def test_withdrawn_candidates_have_a_number_and_no_votes(tmp_path: Path) -> None:
    (path,) = files(tmp_path, WARD.replace("5 2\n", "5 2\n-2\n"))
    line = Said([path], "scotland").line
    assert line["candidates"] == ["Ann", "Bob", "Cyd", "Dee", "Eve"]
    # Nobody's 28 have only a preference for Bob behind them; his own 14 go to Cyd at once.
    assert line["stages"][0]["totals"] == [
        "28.00000", "0.00000", "23.00000", "6.00000", "3.00000"
    ]  # fmt: skip
    assert line["elected"] == [1, 3]
    assert all(stage["totals"][1] == "0.00000" for stage in line["stages"])
    assert not any(2 in stage["excluded"] for stage in line["stages"])
    assert balanced(line)


def test_the_last_transfer_may_be_made(tmp_path: Path) -> None:
    ward = '3 1\n9 1 0\n8 2 3 0\n6 3 2 0\n0\n"Ann"\n"Bob"\n"Cyd"\n"Ward"\n'
    paths = files(tmp_path, ward)
    by_order, by_machine = (
        Said(paths, "scotland", last_transfer=last).line for last in (False, True)
    )
    assert by_order["elected"] == by_machine["elected"] == [2]
    assert by_machine["stages"][-1]["totals"] == ["9.00000", "14.00000", "0.00000"]


# ------------------------------------------------------------------------------------------------ lots


def test_a_tie_that_no_lot_answers_is_the_answer(tmp_path: Path) -> None:
    said = Said(files(tmp_path, TIED, WARD), "scotland", seats=1)
    waiting, counted = said.lines
    assert list(waiting) == ["file", "lot_needed"]
    assert waiting["lot_needed"] == {"candidates": [2, 3], "to": "exclude", "stage": 2}
    assert counted["elected"] == [1]
    assert (said.code, said.err) == (1, "")


@pytest.mark.parametrize(("drawn", "left"), [(2, 3), (3, 2)])
def test_a_lot_is_told_as_it_was_given(tmp_path: Path, drawn: int, left: int) -> None:
    lots = lots_in(tmp_path, ([3, 2], drawn))
    said = Said(files(tmp_path, TIED), "scotland", lots=lots)
    assert said.code == 0
    assert said.line["lots"] == [{"among": [2, 3], "chosen": drawn}]
    assert said.line["stages"][1]["excluded"] == [drawn]
    assert Fraction(said.line["stages"][1]["totals"][left - 1]) == 5


def test_lots_are_used_in_order_through_all_files(tmp_path: Path) -> None:
    paths = files(tmp_path, TIED, WARD, TIED, TIED)
    lots = lots_in(tmp_path, ([2, 3], 2), ([2, 3], 3))
    said = Said(paths, "scotland", seats=1, lots=lots)
    first, _, third, fourth = said.lines
    assert first["lots"] == [{"among": [2, 3], "chosen": 2}]
    assert third["lots"] == [{"among": [2, 3], "chosen": 3}]
    assert "lot_needed" in fourth
    assert said.code == 1


def test_a_lot_among_others_answers_nothing(tmp_path: Path) -> None:
    said = Said(files(tmp_path, TIED), "scotland", lots=lots_in(tmp_path, ([2, 4], 2)))
    assert said.line["lot_needed"]["candidates"] == [2, 3]
    assert (said.code, said.err) == (1, "1 of the lots was not asked for.\n")


def test_a_lot_for_a_seat(tmp_path: Path) -> None:
    ward = '4 2\n5 1 0\n5 2 0\n5 3 0\n1 4 0\n0\n"A" "B" "C" "D" "Ward"\n'
    paths = files(tmp_path, ward)
    needed = Said(paths, "plurality", seats=2).line["lot_needed"]
    assert needed == {"candidates": [1, 2, 3], "to": "elect", "stage": 2}
    at_once = tmp_path / "lots.json"
    at_once.write_text('[{"among": [1, 2, 3], "chosen": [3, 1]}]')
    line = Said(paths, "plurality", lots=at_once).line
    assert line["elected"] == [1, 3]
    assert line["lots"] == [{"among": [1, 2, 3], "chosen": [3, 1]}]
    one_by_one = lots_in(tmp_path, ([1, 2, 3], 3), ([1, 2], 1))
    assert Said(paths, "plurality", lots=one_by_one).line["elected"] == [1, 3]


def test_lots_name_candidates_as_the_file_numbers_them(tmp_path: Path) -> None:
    """The first has withdrawn, so that the count knows the two as its second and third."""
    names = '"Gone"\n"Ann"\n"Bob"\n"Cyd"\n"Dee"\n"Ward 3"\n'
    ward = f"5 1\n-1\n9 2 0\n5 3 1 2 0\n5 4 1 2 0\n3 1 5 0\n3 5 4 0\n0\n{names}"
    paths = files(tmp_path, ward)
    assert Said(paths, "scotland", seats=1).line["lot_needed"]["candidates"] == [3, 4]
    line = Said(paths, "scotland", seats=1, lots=lots_in(tmp_path, ([3, 4], 4))).line
    assert line["lots"] == [{"among": [3, 4], "chosen": 4}]
    assert line["stages"][1]["excluded"] == [4]


# ------------------------------------------------------------------------------------------- bad input


def test_a_bad_file_is_explained_and_the_others_are_counted(tmp_path: Path) -> None:
    bad, good = files(tmp_path, WARD.replace("9 3 4 0", "9 3 4"), WARD)
    said = Said([bad, tmp_path / "missing", good], "scotland")
    assert said.code == 2
    assert [line["file"] for line in said.lines] == [str(good)]
    faults = said.err.splitlines()
    assert faults[0].startswith(f"{bad}: line 4: “9 3 4”: the line does not end in 0. Expected")
    assert faults[1].startswith(f"{tmp_path / 'missing'}: It cannot be opened")


def test_seats_are_asked_for_where_the_file_has_none(tmp_path: Path) -> None:
    from tests.count.formats.test_preflib import SOI

    paths = files(tmp_path, SOI)
    said = Said(paths, "scotland")
    assert (said.code, said.out) == (2, "")
    assert "add --seats" in said.err
    assert Said(paths, "scotland", seats=1).line["elected"] == [3]
    assert Said(paths, "alternative").line["elected"] == [3]


def test_what_a_rule_cannot_count_is_explained(tmp_path: Path) -> None:
    nine_places = WARD.replace("28 1 2 0", "999999999 1 2 0\n999999998 1 2 0")
    refused = Said(files(tmp_path, nine_places), "meek")
    assert (refused.code, refused.out) == (2, "")
    assert "papers: 2000000029 is not between" in refused.err
    everyone_gone = WARD.replace("5 2\n", "5 2\n-1 -2 -3 -4 -5\n")
    too_many = WARD.replace("28 1 2 0", "999999999 1 2 0")
    for text in (everyone_gone, too_many):
        said = Said(files(tmp_path, text), "scotland")
        assert (said.code, said.out) == (2, "")
        assert said.err.endswith(".\n")


@pytest.mark.parametrize(
    ("rules", "seats", "last_transfer", "words"),
    [
        ("borda", None, False, "no rules called borda"),
        ("scotland", 0, False, "one seat at least"),
        ("alternative", 2, False, "there is one seat"),
        ("supplementary", 3, False, "there is one seat"),
        ("northern-ireland", None, True, "scotland only"),
    ],
)
def test_an_order_that_cannot_be(
    rules: str, seats: int | None, last_transfer: bool, words: str
) -> None:
    with pytest.raises(BadOrder, match=words):
        order(rules, seats, None, last_transfer)


def test_bad_lots_stop_before_anything_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "lots.json"
    path.write_text("{}")
    with pytest.raises(BadOrder, match="a list of lots"):
        order("scotland", None, path, False)


# -------------------------------------------------------------------------------------------- progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_shown_on_a_terminal_for_several_files_only(tmp_path: Path) -> None:
    paths = files(tmp_path, WARD, TIED)
    for err, given, shown in (
        (Terminal(), paths, True),
        (Terminal(), paths[:1], False),
        (io.StringIO(), paths, False),
    ):
        assert list(watched(given, err)) == given
        assert ("Counting" in err.getvalue()) == shown


# ----------------------------------------------------------------------------------------- the command


def counthall(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from count.cli import main; main()", "tally", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command(tmp_path: Path) -> None:
    paths = files(tmp_path, WARD, TIED)
    done = counthall(*paths, "--rules", "scotland", "--seats", 1, "--json")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == Said(paths, "scotland", seats=1).out
    unknown = counthall(*paths, "--rules", "borda")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "no rules called borda" in unknown.stderr


def test_no_rule_is_loaded_that_is_not_asked_for(tmp_path: Path) -> None:
    """So that one ward is counted as fast as the command starts."""
    (path,) = files(tmp_path, WARD)
    program = (
        "import sys, io; from pathlib import Path; from count.tally.command import order, run;"
        f"run([Path({str(path)!r})], order('scotland', None, None, False), True, sys.stdout, sys.stderr);"
        "print([name for name in sys.modules if name.startswith(('pydantic', 'sqlalchemy', 'rich',"
        " 'starlette', 'tally_core.rules.northern', 'tally_core.rules.alternative', 'tally_core.plain.',"
        " 'tally_core.rules.ers97',"
        " 'tally_core.rules.meek', 'tally_core.keep', 'tally_core.warming'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


# -------------------------------------------------------------------------------------------- real wards

real = pytest.mark.skipif(
    not DATA.is_dir(), reason="the counted wards are not beside the project (../shared/data)"
)
SOME = ("aberdeen_2012_ward1", "edinburgh_2022_ward11", "shetland_2017_ward7", "fife_2022_ward4")


def expected(path: str) -> dict[str, dict[str, Any]]:
    return {case["id"]: case for case in map(json.loads, (DATA / path).read_text().splitlines())}


@real
@pytest.mark.parametrize("ward", SOME)
def test_real_wards_by_the_scottish_rules(ward: str) -> None:
    case = expected("scottish/expected.jsonl")[ward]
    path = DATA / "scottish" / "wards" / f"{ward}.blt"
    line = Said([path], "scotland", last_transfer=True).line
    assert (line["valid"], line["elected"]) == (case["valid"], case["winners"])
    assert len(line["stages"]) == len(case["stages"])
    for stage, due in zip(line["stages"], case["stages"], strict=True):
        assert [Fraction(total) * 100_000 for total in stage["totals"]] == due["v"]
        assert Fraction(stage["non_transferable"]) * 100_000 == due["nt"]
        assert Fraction(stage["rounding"]) * 100_000 == due["lost"]
        assert stage["elected"] == due["e"] + due.get("last", [])
    assert balanced(line)
    # By the Order the papers of the last exclusion need not move; the winners are the same.
    assert sorted(Said([path], "scotland").line["elected"]) == sorted(case["winners"])


@real
def test_real_wards_by_the_other_rules() -> None:
    paths = [DATA / "scottish" / "wards" / f"{ward}.blt" for ward in SOME]
    rounds = expected("av/wards-expected.jsonl")
    for ward, line in zip(SOME, Said(paths, "alternative").lines, strict=True):
        assert line["elected"] == [rounds[ward]["winner"]]
        assert [s["totals"] for s in line["stages"]] == [r["v"] for r in rounds[ward]["rounds"]]
    sheets = expected("ni/wards-expected.jsonl")
    for ward, path in zip(SOME, paths, strict=True):
        for case in (case for case in sheets.values() if case["id"] in (ward, f"{ward}@3")):
            line = Said([path], "northern-ireland", seats=case["seats"]).line
            assert line["elected"] == case["winners"]
            for stage, due in zip(line["stages"], case["stages"], strict=True):
                assert [Fraction(total) * 100 for total in stage["totals"]] == due["v"]


@real
def test_real_wards_by_the_rules_of_the_electoral_reform_society() -> None:
    """A stage for each batch; on the result sheet the batches of an exclusion are one."""
    sheets = expected("ers97/wards-expected.jsonl")
    later_batches = 0
    for ward in SOME:
        path = DATA / "scottish" / "wards" / f"{ward}.blt"
        for case in (case for case in sheets.values() if case["id"] in (ward, f"{ward}@3")):
            line = Said([path], "ers97", seats=case["seats"]).line
            assert line["elected"] == case["winners"]
            for stage, due in zip(line["stages"], case["points"], strict=True):
                assert [Fraction(total) * 100 for total in stage["totals"]] == due["v"]
                assert Fraction(stage["non_transferable"]) * 100 == due["nt"]
                assert Fraction(stage["quota"]) * 100 == due["q"]
                assert (stage["of"], stage["elected"]) == (due["c"], due["e"])
                assert stage["sheet"] == due["stage"]
                later_batches += stage["sheet"] < stage["stage"]
            assert balanced(line)
    assert later_batches > 10


def test_a_lot_between_surpluses_by_the_rules_of_the_electoral_reform_society(
    tmp_path: Path,
) -> None:
    ward = '4 3\n50 1 3 0\n50 2 4 0\n9 3 0\n8 4 0\n0\n"Ann" "Bob" "Cyd" "Dee" "Ward"\n'
    paths = files(tmp_path, ward)
    waiting = Said(paths, "ers97")
    assert waiting.line["lot_needed"] == {"candidates": [1, 2], "to": "transfer-first", "stage": 2}
    assert waiting.code == 1
    line = Said(paths, "ers97", lots=lots_in(tmp_path, ([1, 2], 2))).line
    assert line["lots"] == [{"among": [1, 2], "chosen": 2}]
    assert (line["stages"][1]["of"], line["elected"][:2]) == ([2], [1, 2])
    assert balanced(line)


@real
@pytest.mark.parametrize("ward", SOME)
def test_real_wards_by_meeks_method(ward: str) -> None:
    """A stage for each round, and whatever another program needs to check it."""
    case = expected("meek/prf-wards-expected.jsonl")[ward]
    line = Said([DATA / "scottish" / "wards" / f"{ward}.blt"], "meek").line
    assert (line["seats"], line["elected"], line["lots"]) == (case["seats"], case["winners"], [])
    unit = 10**9
    for stage, due in zip(line["stages"], case["rounds"], strict=True):
        assert [Fraction(total) * unit for total in stage["totals"]] == due["v"]
        assert Fraction(stage["quota"]) * unit == due["q"]
        assert [Fraction(kept) * unit for kept in stage["keep"]] == due["kf"]
        assert Fraction(stage["surplus"]) * unit == due["s"]
        assert stage["iterations"] == due["it"]
        assert stage["excluded"] == (due["c"] if due["a"] == "defeat" else [])
        assert stage["rounding"] == "0.000000000"
    assert balanced(line)


def test_a_tie_by_meeks_method_asks_for_no_lot(tmp_path: Path) -> None:
    """The rule leaves a tie to a procedure; here the first by number goes out, and the stage says so."""
    said = Said(files(tmp_path, TIED), "meek", lots=lots_in(tmp_path, ([2, 3], 3)))
    assert said.code == 0
    assert said.line["stages"][0]["excluded"] == [2]
    assert "2 tied for exclusion" in said.line["stages"][0]["why"]
    assert said.err == "1 of the lots was not asked for.\n"


def test_withdrawn_candidates_keep_nothing_by_meeks_method(tmp_path: Path) -> None:
    line = Said(files(tmp_path, WARD.replace("5 2\n", "5 2\n-2\n")), "meek").line
    assert all(stage["keep"][1] == "0.000000000" for stage in line["stages"])
    assert all(stage["totals"][1] == "0.000000000" for stage in line["stages"])
    assert balanced(line)


@real
@pytest.mark.parametrize("tie", ["argyll_bute_2017_ward7~x2", "argyll_bute_2017_ward7~x2L"])
def test_a_real_tie_and_its_lot(tmp_path: Path, tie: str) -> None:
    case = expected("scottish/expected.jsonl")[tie]
    text = (DATA / "scottish" / "wards" / f"{case['base']}.blt").read_text()
    for papers, ranked in case["removed"]:
        *before, line = [
            each for each in text.splitlines() if each.split()[1:] == [*map(str, ranked), "0"]
        ]
        assert not before
        left = int(line.split()[0]) - papers
        text = text.replace(
            f"\n{line}\n", f"\n{left} {line.split(maxsplit=1)[1]}\n" if left else "\n", 1
        )
    paths = files(tmp_path, text)
    (lot,) = case["lots"]
    needed = Said(paths, "scotland", seats=case["seats"]).line["lot_needed"]
    assert needed == {"candidates": lot["among"], "to": "exclude", "stage": lot["stage"]}
    drawn = lots_in(tmp_path, (lot["among"], lot["chosen"]))
    told = Said(paths, "scotland", seats=case["seats"], lots=drawn, last_transfer=True).line
    assert told["elected"] == case["winners"]
    assert told["stages"][lot["stage"] - 1]["excluded"] == [lot["chosen"]]


def test_every_rule_of_the_command_counts_something() -> None:
    for rules in tally_names():
        election = election_in(WARD.encode())
        assert count_election("ward", election, order(rules, None, None, False)).as_dict()[
            "elected"
        ]
