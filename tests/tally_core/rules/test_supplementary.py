"""The supplementary vote: more than half, or the two with most and the second preferences."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core.exact import NotWhole, OutOfBounds
from tally_core.outcome import ELECT, Lot, LotNeeded, LotNotAsked, PapersNeeded, PreferenceCount
from tally_core.papers import papers
from tally_core.plain.supplementary import TwoCounts, two_counts
from tally_core.rules.supplementary import (
    SECOND_PREFERENCES,
    AreaCount,
    count,
    count_areas,
    survivors,
)

# West Midlands, 6 May 2021: Byrne, Caudwell, Durnell, Street, Wilkinson (Coventry City Council, results
# page; Express and Star, 8 May 2021).
FIRST = (244_009, 35_559, 13_568, 299_318, 21_836)
SECOND = (23_617, 0, 0, 15_351, 0)
BYRNE, STREET = 0, 3


def counted(answer: object) -> PreferenceCount:
    assert isinstance(answer, PreferenceCount)
    return answer


def test_more_than_half_of_the_first_preferences_elects() -> None:
    """[para 5(2)]"""
    result = counted(count_areas([AreaCount((51, 30, 19))]))
    assert result.elected == (0,)
    (stage,) = result.stages
    assert (stage.rule, stage.totals, stage.quota) == ("[para 5(2)]", (51, 30, 19), None)


def test_exactly_half_is_not_more_than_half() -> None:
    """[para 5(3)]"""
    needed = count_areas([AreaCount((50, 30, 20))])
    assert needed == PapersNeeded(SECOND_PREFERENCES, Fraction(1), 20, (0, 1))


def test_west_midlands_2021() -> None:
    """[para 5(3)] [para 5(4)] [para 5(6)] [para 5(7)] [para 5(8)] [para 5(9)]"""
    assert sum(FIRST) == 614_290
    assert 2 * max(FIRST) < sum(FIRST)
    assert survivors(FIRST) == (BYRNE, STREET)
    result = counted(count_areas([AreaCount(FIRST, SECOND)]))
    assert result.elected == (STREET,)
    first, second = result.stages
    assert (first.rule, second.rule) == ("[para 5(3)]", "[para 5(9)]")
    assert second.excluded == second.of == (1, 2, 4)
    assert second.totals == (267_626, 0, 0, 314_669, 0)
    # Papers of the three eliminated: those that moved, and those without a second that counts.
    assert second.non_transferable == 35_559 + 13_568 + 21_836 - 23_617 - 15_351


def test_who_stays_is_found_over_all_areas_together() -> None:
    """Ayr would have kept 2 and not 1; no area may assume. [para 5(4)]"""
    ayr, bute = AreaCount((40, 20, 30)), AreaCount((40, 35, 20))
    assert survivors(ayr.first) == (0, 2)
    needed = count_areas([ayr, bute])
    assert needed == PapersNeeded(SECOND_PREFERENCES, Fraction(1), 50, (0, 1))
    # One area has counted its second preferences, the other has not.
    assert count_areas([AreaCount((40, 20, 30), (5, 20, 0)), bute]) == needed
    result = counted(
        count_areas([AreaCount((40, 20, 30), (5, 20, 0)), AreaCount(bute.first, (0, 20, 0))])
    )
    assert result.elected == (1,)
    assert result.stages[1].totals == (85, 95, 0)


def test_all_who_are_equal_second_stay() -> None:
    """[para 5(5)]"""
    assert survivors((30, 20, 20, 10)) == (0, 1, 2)
    assert survivors((20, 20, 20, 10)) == (0, 1, 2)
    assert survivors((30, 30, 20, 20)) == (0, 1)
    # Nobody is left to eliminate, so the most first preferences win.
    assert counted(count_areas([AreaCount((40, 30, 30), (0, 0, 0))])).elected == (0,)


def test_equal_totals_are_parted_by_lot() -> None:
    """[para 5(10)]"""
    areas = [AreaCount((40, 30, 20, 10), (5, 15, 0, 0))]
    assert count_areas(areas) == LotNeeded((0, 1), 1, ELECT, 2)
    lot = Lot((0, 1), (1,), ELECT)
    result = counted(count_areas(areas, [lot]))
    assert (result.elected, result.lots) == ((1,), (lot,))
    assert (result.stages[1].rule, result.stages[1].lot) == ("[para 5(10)]", lot)


def test_two_candidates_need_no_second_preferences() -> None:
    """[para 4(2)] [r 51(5)]"""
    simple = counted(count_areas([AreaCount((30, 31))]))
    assert (simple.elected, simple.stages[0].rule) == ((1,), "[para 4(2)]")
    assert count_areas([AreaCount((30, 30))]) == LotNeeded((0, 1), 1, ELECT, 1)
    by_lot = counted(count_areas([AreaCount((30, 30))], [Lot((0, 1), (0,), ELECT)]))
    assert (by_lot.elected, by_lot.stages[0].rule) == ((0,), "[r 51(5)]")
    assert counted(count_areas([AreaCount((0,))])).elected == (0,)


def test_a_second_preference_counts_only_behind_a_first_for_somebody_eliminated() -> None:
    """[para 5(7)] [r 55(2)]"""
    result = counted(
        count(
            papers(
                4,
                [
                    (40, (0, 1)),  # their first preference stays in the contest
                    (35, (1, 0)),
                    (15, (2, 1, 0)),  # moves
                    (6, (2, 3, 0)),  # the second is for somebody eliminated; the third never counts
                    (4, (3,)),
                ],
            )
        )
    )
    assert result.stages[0].totals == (40, 35, 21, 4)
    assert result.stages[1].totals == (40, 50, 0, 0)
    assert result.stages[1].non_transferable == 10
    assert result.elected == (1,)


def test_a_lot_nobody_asked_for_is_named() -> None:
    lot = Lot((0, 1), (0,), ELECT)
    for areas in (
        [AreaCount((51, 30, 19))],
        [AreaCount((31, 30))],
        [AreaCount(FIRST, SECOND)],
    ):
        assert count_areas(areas, [lot]) == LotNotAsked(lot, None)
    tied = [AreaCount((30, 30, 20), (0, 0, 0))]
    stranger = Lot((0, 2), (0,), ELECT)
    assert count_areas(tied, [stranger]) == LotNotAsked(stranger, LotNeeded((0, 1), 1, ELECT, 2))


@pytest.mark.parametrize(
    ("areas", "words"),
    [
        ([AreaCount((40, 30, 20), (0, 5, 5))], "do not stay"),
        ([AreaCount((40, 30, 20), (0, 5))], "do not stay"),
        ([AreaCount((40, 30, 20), (20, 1, 0))], "more second preferences"),
        ([AreaCount((40, 30)), AreaCount((40, 30, 20))], "shorter|longer"),
        ([AreaCount(())], "no candidates"),
    ],
)
def test_figures_that_cannot_be(areas: list[AreaCount], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        count_areas(areas)


def test_votes_are_whole_and_there_is_one_seat() -> None:
    with pytest.raises(NotWhole):
        count_areas([AreaCount((1.0, 2, 3))])  # type: ignore[arg-type]
    with pytest.raises(OutOfBounds):
        count_areas([AreaCount((-1, 2, 3))])
    with pytest.raises(ValueError, match="2 seats"):
        count(papers(3, [(1, (0,))]), 2)


@st.composite
def elections(draw: st.DrawFn) -> tuple[int, list[tuple[int, tuple[int, ...]]]]:
    candidates = draw(st.integers(1, 5))
    ranking = st.permutations(range(candidates)).flatmap(
        lambda order: st.integers(1, candidates).map(lambda length: tuple(order[:length]))
    )
    return candidates, draw(st.lists(st.tuples(st.integers(1, 3), ranking), max_size=8))


@given(elections())
@settings(deadline=None, max_examples=300)
def test_the_plain_count_says_the_same(
    election: tuple[int, list[tuple[int, tuple[int, ...]]]],
) -> None:
    candidates, groups = election
    series: list[tuple[Lot, ...]] = [()]
    while series:
        lots = series.pop()
        here = count(papers(candidates, groups), 1, lots)
        there = two_counts(candidates, groups, lots)
        if isinstance(here, LotNeeded):
            assert here == there
            series += [
                (*lots, Lot(here.candidates, (who,), ELECT)) for who in (*here.candidates, 99)
            ]
            series.append((*lots, Lot((*here.candidates, 99), (99,), ELECT)))
        elif isinstance(here, LotNotAsked):
            assert here == there
        else:
            assert isinstance(there, TwoCounts)
            assert here.elected == (there.elected,)
            assert here.stages[0].totals == there.first
            if there.second is None:
                assert len(here.stages) == 1
            else:
                second = here.stages[1]
                assert second.totals == tuple(votes or 0 for votes in there.second)
                out = tuple(who for who, votes in enumerate(there.second) if votes is None)
                assert second.excluded == out
            series += [(*lots, Lot((0, 1), (0,), ELECT))] if len(lots) < 2 else []
