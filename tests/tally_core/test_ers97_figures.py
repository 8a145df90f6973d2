"""Counts by the 1997 rules of the Electoral Reform Society whose figures other programs arrived at.

The data stand beside the project, not in it; where they are absent there is nothing to compare. Candidates
are numbered from 1 there and votes are in hundredths. Every figure after every batch is compared, with both
counts.
"""

import pytest

from tally_core.outcome import LotNeeded, PreferenceCount, PreferenceStage
from tally_core.papers import papers
from tally_core.plain import ers97 as plain_ers97
from tally_core.rules import ers97
from tests.shared_data import DATA
from tests.tally_core.elections import counted
from tests.tally_core.test_independent_figures import (
    SCOTTISH,
    Case,
    election_of,
    lines,
    lots_of,
)

ERS97 = DATA / "ers97"

pytestmark = pytest.mark.skipif(
    not (ERS97.is_dir() and SCOTTISH.is_dir()),
    reason="the counted elections are not beside the project (../shared/data/ers97 and scottish)",
)
KINDS = {"first preferences": "first", "surplus": "surplus", "exclusion": "exclude"}


def both_counts(case: Case) -> PreferenceCount:
    candidates, groups = election_of(case)
    lots, seats = lots_of(case), case["seats"]
    count = ers97.count(papers(candidates, groups), seats, lots)
    assert count == plain_ers97.count(groups, candidates, seats, lots), case["id"]
    assert list(counted(count).lots) == lots, case["id"]
    return counted(count)


def as_given(stage: PreferenceStage) -> Case:
    """A stage as the data write a point."""
    written: Case = {
        "stage": stage.sheet,
        "a": KINDS[stage.why],
        "c": [who + 1 for who in stage.of],
        "v": list(stage.totals),
        "nt": stage.non_transferable,
        "q": stage.quota,
        "e": [who + 1 for who in stage.elected],
    }
    if stage.moved:
        (moved,) = stage.moved
        written["tv"] = moved.value
    return written


@pytest.mark.parametrize(("file", "cases"), [("wards-expected", 154), ("stress", 305)])
def test_every_figure_after_every_batch(file: str, cases: int) -> None:
    found = lines(ERS97 / f"{file}.jsonl")
    assert len(found) == cases
    for case in found:
        count = both_counts(case)
        assert [as_given(stage) for stage in count.stages] == case["points"], case["id"]
        assert [who + 1 for who in count.elected] == case["winners"], case["id"]
        assert (count.valid, count.stages[-1].quota) == (case["valid"], case["quota"]), case["id"]


def test_every_lot_is_asked_for_where_the_data_say_it_fell() -> None:
    """[para 5.2.3] [para 5.2.5]"""
    found = [
        case for file in ("wards-expected", "stress") for case in lines(ERS97 / f"{file}.jsonl")
    ]
    asked_for = 0
    for case in found:
        lots, kept = lots_of(case), papers(*election_of(case))
        on_sheet = [stage.sheet for stage in both_counts(case).stages]
        for drawn, (lot, given) in enumerate(zip(lots, case.get("lots", []), strict=True)):
            asked = ers97.count(kept, case["seats"], lots[:drawn])
            assert isinstance(asked, LotNeeded), case["id"]
            assert asked == LotNeeded(lot.among, 1, lot.to, asked.stage), case["id"]
            assert on_sheet[asked.stage - 2] == given["stage"] - 1, case["id"]
            asked_for += 1
    assert asked_for == 52
