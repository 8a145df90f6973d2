"""Meek counts whose figures other programs arrived at: the reference rule, and the equations solved exactly.

The data stand beside the project, not in it; where they are absent there is nothing to compare. Candidates
are numbered from 1 there and votes are in thousand-millionths. Every figure of every round is compared.
"""

from fractions import Fraction

import pytest

from tally_core.kernels import WHOLE
from tally_core.outcome import PreferenceCount, PreferenceStage
from tally_core.papers import papers
from tally_core.plain import meek as plain_meek
from tally_core.rules import meek
from tests.shared_data import DATA
from tests.tally_core.test_independent_figures import SCOTTISH, Case, election_of, lines

MEEK = DATA / "meek"

pytestmark = pytest.mark.skipif(
    not (MEEK.is_dir() and SCOTTISH.is_dir()),
    reason="the counted elections are not beside the project (../shared/data/meek and scottish)",
)


def as_given(stage: PreferenceStage) -> Case:
    """A round as the data write it. Whoever is elected in a round with an exclusion is left at the end."""
    shares = stage.shares
    assert shares is not None
    round_: Case = {
        "a": "defeat" if stage.excluded else "elect",
        "c": [who + 1 for who in stage.excluded or sorted(stage.elected)],
        "v": list(stage.totals),
        "q": stage.quota,
        "s": shares.surplus,
        "it": shares.iterations,
        "kf": list(shares.keep),
    }
    if shares.tied:
        round_["tied"] = [who + 1 for who in shares.tied]
    if shares.settled:
        round_["stable"] = True
    return round_


def compare(case: Case, count: PreferenceCount) -> None:
    assert [as_given(stage) for stage in count.stages] == case["rounds"], case["id"]
    assert [who + 1 for who in count.elected] == case["winners"], case["id"]
    last = count.stages[-1]
    rest = last.elected if last.excluded else ()
    assert [who + 1 for who in rest] == case["rest"], case["id"]


@pytest.mark.parametrize(("file", "cases"), [("prf-wards-expected", 41), ("prf-stress", 298)])
def test_every_figure_of_every_round(file: str, cases: int) -> None:
    found = lines(MEEK / f"{file}.jsonl")
    assert len(found) == cases
    for number, case in enumerate(found):
        candidates, groups = election_of(case)
        count = meek.count(papers(candidates, groups), case["seats"])
        compare(case, count)
        if number % 10 == 0:  # paper after paper takes its time
            assert plain_meek.count(groups, candidates, case["seats"]) == count, case["id"]


def test_wards_come_close_to_the_exact_solution() -> None:
    """To 0.00001 of a vote before each exclusion; who is elected is the same."""
    near = WHOLE // 100_000
    found = lines(MEEK / "exact-wards-expected.jsonl")
    assert len(found) == 41
    compared = 0
    for case in found:
        count = meek.count(papers(*election_of(case)), case["seats"])
        assert sorted(who + 1 for who in count.elected) == sorted(case["winners"]), case["id"]
        exact = {event["c"][0] - 1: event for event in case["events"] if event["a"] == "defeat"}
        for stage in (stage for stage in count.stages if stage.excluded):
            event = exact.pop(stage.excluded[0])
            due = [event["q"], *event["v"]]
            for ours, theirs in zip((stage.quota or 0, *stage.totals), due, strict=True):
                assert abs(ours - Fraction(str(theirs)) * WHOLE) <= near, case["id"]
                compared += 1
        assert not exact, case["id"]
    assert compared > 1000
