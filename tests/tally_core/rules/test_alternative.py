"""The alternative vote by hand, and as properties of every count."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core.outcome import EXCLUDE, Lot, LotNeeded, LotNotAsked, PreferenceStage
from tally_core.papers import papers
from tally_core.rules import alternative
from tests.tally_core.elections import counted, nights, small_election

A, B, C, D, E = range(5)


def test_a_count_by_hand() -> None:
    """13 papers. D goes out with 1, then C with 3, and B has 6 of the 11 still in play.

    [r 45A(2)] nobody has more than all others at first; [r 45A(3)] papers go to the next who remains or out of
    the count; until somebody has a majority of what is left: 6 of 11, and not of 13.
    """
    count = counted(
        alternative.count(
            papers(4, [(5, (A, C)), (4, (B,)), (1, (C, D, B)), (2, (C,)), (1, (D, B))])
        )
    )
    assert (count.elected, count.unit, count.valid, count.lots) == ((B,), 1, 13, ())
    assert count.stages == (
        PreferenceStage(1, "first preferences", "[r 45A(2)]", (), None, (5, 4, 3, 1)),
        PreferenceStage(2, "exclusion", "[r 45A(3)]", (D,), None, (5, 5, 3, 0), excluded=(D,)),
        PreferenceStage(
            3, "exclusion", "[r 45A(3)]", (C,), None, (5, 6, 0, 0), 2, elected=(B,), excluded=(C,)
        ),
    )


def test_a_majority_at_once() -> None:
    count = counted(alternative.count(papers(3, [(4, (A,)), (2, (B,)), (1, (C,))])))
    assert (count.elected, len(count.stages)) == ((A,), 1)


def test_half_of_the_votes_is_no_majority() -> None:
    count = counted(alternative.count(papers(3, [(4, (A,)), (3, (B,)), (1, (C,))])))
    assert [stage.elected for stage in count.stages] == [(), (A,)]


def test_equal_votes_look_back_to_the_latest_round_that_parts_them() -> None:
    """B had more than C at first, C more than B when D was out; level when E is out, B goes."""
    groups = [(15, (A,)), (6, (B,)), (5, (C,)), (2, (D, C)), (2, (E, B)), (1, (E, C))]
    count = counted(alternative.count(papers(5, groups)))
    at = [(stage.totals[B], stage.totals[C]) for stage in count.stages[:3]]
    assert at == [(6, 5), (6, 7), (8, 8)]
    assert (count.stages[3].excluded, count.lots) == ((B,), ())


def test_equal_in_every_round_they_need_a_lot() -> None:
    """Of the last two as well: one goes out, the other is elected."""
    two = papers(2, [(3, (A,)), (3, (B,))])
    question = LotNeeded((A, B), 1, EXCLUDE, stage=2)
    assert alternative.count(two) == question
    lot = Lot((B, A), (A,), EXCLUDE)
    count = counted(alternative.count(two, [lot]))
    assert (count.elected, count.lots, count.stages[1].lot) == ((B,), (lot,), lot)
    assert (count.stages[1].totals, count.stages[1].non_transferable) == ((0, 3), 3)
    wrong = Lot((A, B), (A,), "elect")
    assert alternative.count(two, [wrong]) == LotNotAsked(wrong, question)
    assert alternative.count(two, [lot, wrong]) == LotNotAsked(wrong, None)


def test_of_three_level_those_who_were_lower_before_are_in_the_lot() -> None:
    groups = [(9, (A,)), (3, (B,)), (3, (C,)), (4, (D,)), (1, (E, B)), (1, (E, C))]
    assert alternative.count(papers(5, groups)) == LotNeeded((B, C), 1, EXCLUDE, stage=3)


def test_a_candidate_left_alone_is_elected_even_without_papers() -> None:
    assert counted(alternative.count(papers(1, []))).elected == (A,)
    lots = [Lot((A, B, C), (B,), EXCLUDE), Lot((A, C), (A,), EXCLUDE)]
    assert counted(alternative.count(papers(3, []), lots)).elected == (C,)


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=150)
def test_every_paper_is_somewhere_and_the_winner_has_a_majority(seed: int) -> None:
    random = Random(seed)
    election = small_election(random)
    the_papers = election.papers
    *_, (_, answer) = nights(lambda lots: alternative.count(the_papers, lots), random)
    count = counted(answer)
    (winner,) = count.elected
    out: set[int] = set()
    for stage in count.stages:
        out |= set(stage.excluded)
        assert sum(stage.totals) + stage.non_transferable == count.valid
        assert all(stage.totals[who] == 0 for who in out)
        assert stage.rounding == 0
        in_play = sum(stage.totals)
        has_majority = any(2 * votes > in_play for votes in stage.totals)
        assert bool(stage.elected) == (has_majority or len(out) == election.candidates - 1)
    assert winner not in out
    assert count.stages[-1].totals[winner] == max(count.stages[-1].totals)


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=150)
def test_neither_the_order_of_papers_nor_how_they_are_grouped_matters(seed: int) -> None:
    random = Random(seed)
    election = small_election(random)
    few = [(1 + number % 7, ranked) for number, ranked in election.groups]
    single = [(1, ranked) for number, ranked in few for _ in range(number)]
    random.shuffle(single)
    grouped, one_by_one = (papers(election.candidates, groups) for groups in (few, single))
    for lots, answer in nights(lambda lots: alternative.count(grouped, lots), random):
        assert alternative.count(one_by_one, lots) == answer


@pytest.mark.parametrize("seed", range(20))
def test_a_second_preference_helps_nobody_while_the_first_is_in(seed: int) -> None:
    """Of two candidates the alternative vote is plurality."""
    random = Random(seed)
    first, second = random.randint(0, 9), random.randint(10, 19)
    count = counted(alternative.count(papers(2, [(first, (A, B)), (second, (B, A))])))
    assert (count.elected, len(count.stages)) == ((B,), 1)
