"""Northern Ireland counts whose figures the Electoral Office, and other programs, arrived at.

The data stand beside the project, not in it; where they are absent there is nothing to compare. Candidates
are numbered from 1 there and votes are in hundredths. Every figure of every stage is compared, with both
counts. Assembly sheets: ElectionsNI (electionsni.org) and the Electoral Office for Northern Ireland; their
papers are worked out backwards from the sheets.
"""

import pytest

from tally_core.outcome import ELECT, Lot, LotNeeded, PreferenceCount, PreferenceStage
from tally_core.papers import papers
from tally_core.plain import northern_irish_stv as plain_northern_irish
from tally_core.rules import northern_irish_stv
from tests.shared_data import DATA
from tests.tally_core.elections import Groups, counted
from tests.tally_core.test_independent_figures import (
    SCOTTISH,
    Case,
    election_of,
    from_zero,
    lines,
    lots_of,
)

NI = DATA / "ni"

pytestmark = pytest.mark.skipif(
    not (NI.is_dir() and SCOTTISH.is_dir()),
    reason="the counted areas are not beside the project (../shared/data/ni and scottish)",
)
KINDS = {"first preferences": "first", "surplus": "surplus"}
NO_LOT_IN_DATA = {"stress-1692", "stress-3012", "stress-3288", "stress-3996"}
"""Two candidates with equal votes are left there for the last seat: rule 52(2) fits both, a lot must decide."""


def both_counts(case: Case, candidates: int, groups: Groups) -> PreferenceCount:
    lots = lots_of(case)
    if case["id"] in NO_LOT_IN_DATA:
        needed = northern_irish_stv.count(papers(candidates, groups), case["seats"], lots)
        assert isinstance(needed, LotNeeded)
        assert needed.to == ELECT
        (chosen,) = case["stages"][-1]["last"]
        lots.append(Lot(needed.candidates, (chosen - 1,), ELECT))
    count = northern_irish_stv.count(papers(candidates, groups), case["seats"], lots)
    assert count == plain_northern_irish.count(groups, candidates, case["seats"], lots), case["id"]
    assert list(counted(count).lots) == lots, case["id"]
    return counted(count)


def as_given(stage: PreferenceStage) -> Case:
    """A stage as the data write it; those elected in one list, and those who went out."""
    written: Case = {
        "a": KINDS.get(stage.why, "exclude"),
        "c": [who + 1 for who in stage.of],
        "v": list(stage.totals),
        "nt": stage.non_transferable,
        "elected": [who + 1 for who in stage.elected],
        "excluded": [who + 1 for who in stage.excluded],
    }
    if written["a"] == "surplus":
        (moved,) = stage.moved
        written |= {
            "tv": moved.value,
            "papers": moved.papers,
            "transferable": moved.transferable,
        }
    elif written["a"] == "exclude":
        written["sub"] = [moved.value for moved in stage.moved]
    return written


def expected(stage: Case) -> Case:
    given = dict(stage)
    given["elected"] = given.pop("e") + given.pop("last", [])
    given["excluded"] = given["c"] * (given["a"] == "exclude") + given.pop("out", [])
    return given


def compare(case: Case, candidates: int, groups: Groups) -> PreferenceCount:
    count = both_counts(case, candidates, groups)
    assert [as_given(at) for at in count.stages] == [expected(at) for at in case["stages"]], case[
        "id"
    ]
    assert [who + 1 for who in count.elected] == case["winners"], case["id"]
    assert (count.valid, count.stages[0].quota) == (case["valid"], case["quota"] * 100), case["id"]
    assert {stage.quota for stage in count.stages} == {case["quota"] * 100}
    return count


def test_every_figure_of_the_sheets_of_the_electoral_office() -> None:
    """[r 51(12)] [r 52(1)] [r 52(2)] Eleven Assembly counts of 2011, 2016 and 2017."""
    sheets = lines(NI / "official.jsonl")
    assert len(sheets) == 11
    figures = 0
    for sheet in sheets:
        names, groups = sheet["names"], from_zero(sheet["ballots"])
        shared = {key: sheet[key] for key in ("id", "seats", "valid", "quota")}
        count = compare({**shared, **sheet["expected"]}, len(names), groups)
        assert [list(stage.totals) for stage in count.stages] == sheet["official"], sheet["id"]
        gone = [0, *(stage.non_transferable for stage in count.stages)]
        for number, lost in sheet["official_nt"].items():
            assert gone[int(number)] - gone[int(number) - 1] == lost, (sheet["id"], number)
            figures += 1
        assert sorted(count.elected) == [who - 1 for who in sheet["official_elected"]]
        statuses(count, sheet["official_status"])
        figures += sum(len(row) for row in sheet["official"])
    assert figures > 1000


def statuses(count: PreferenceCount, sheet: list[list[str]]) -> None:
    """Nobody is marked elected too early. Some sheets mark late, or mark early who is to go out."""

    def marked(row: list[str], word: str) -> set[int]:
        return {who for who, found in enumerate(row) if found == word}

    elected: set[int] = set()
    for stage, row in zip(count.stages, sheet, strict=True):
        elected |= set(stage.elected)
        assert marked(row, "E") <= elected
    assert marked(sheet[-1], "E") == elected
    assert marked(sheet[-1], "X") == set(range(len(sheet[-1]))) - elected


@pytest.mark.parametrize(("file", "cases"), [("wards-expected", 131), ("stress", 194)])
def test_every_figure_of_every_area(file: str, cases: int) -> None:
    found = lines(NI / f"{file}.jsonl")
    assert len(found) == cases
    for case in found:
        compare(case, *election_of(case))


def test_every_lot_is_asked_for_where_the_data_say_it_fell() -> None:
    """[r 50(1)] [r 51(13)]"""
    found = [case for file in ("wards-expected", "stress") for case in lines(NI / f"{file}.jsonl")]
    asked_for = 0
    for case in found:
        lots = lots_of(case)
        for drawn, (lot, given) in enumerate(zip(lots, case.get("lots", []), strict=True)):
            kept = papers(*election_of(case))
            asked = northern_irish_stv.count(kept, case["seats"], lots[:drawn])
            assert asked == LotNeeded(lot.among, 1, lot.to, given["stage"]), case["id"]
            asked_for += 1
    assert asked_for == 34
