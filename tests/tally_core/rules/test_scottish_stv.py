"""Scottish council elections by hand, and as properties of every count.

The rules are those of SSI 2011/399, Schedule 1, unless another instrument is named.
"""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core.exact import OutOfBounds
from tally_core.outcome import (
    EXCLUDE,
    TRANSFER_FIRST,
    Lot,
    LotNeeded,
    LotNotAsked,
    PreferenceCount,
    PreferenceStage,
)
from tally_core.papers import papers
from tally_core.rules import scottish_stv
from tests.tally_core.elections import Groups, counted, nights, small_election

A, B, C, D, E = range(5)


def ward(
    groups: Groups, seats: int, lots: tuple[Lot, ...] = (), *, last_transfer: bool = False
) -> PreferenceCount:
    candidates = 1 + max(candidate for _, ranked in groups for candidate in ranked)
    answer = scottish_stv.count(
        papers(candidates, groups), seats, lots, last_transfer=last_transfer
    )
    return counted(answer)


def needed(groups: Groups, seats: int) -> LotNeeded:
    candidates = 1 + max(candidate for _, ranked in groups for candidate in ranked)
    answer = scottish_stv.count(papers(candidates, groups), seats)
    assert isinstance(answer, LotNeeded)
    return answer


NINETEEN: Groups = [
    (2, (A, C, B)),
    (3, (A, C, D)),
    (3, (A, D)),
    (1, (A,)),
    (2, (B, A, D)),
    (3, (C, D)),
    (1, (C,)),
    (4, (D,)),
]


def test_a_ward_of_nineteen_papers_by_hand() -> None:
    """Two seats: the quota is 19 by 3, which is 6, and one: 7. [r 46] [r 46(1)] [r 46(2)] [r 47(2)]

    A has 9 and is deemed elected [r 48(1)]; the surplus of 2 goes with all 9 papers [r 49] [r 49(2)] at 2 by
    9, 0.22222 [r 49(3)]: 5 to C, 3 to D, 1 to nobody; 0.00002 are ignored. B is lowest and goes out [r 51]
    [r 51(1)]: both papers pass over A, at 1. Then C is lowest: D is left alone with one seat and is deemed
    elected [r 53(1)], and no further transfer is required [r 53(2)].
    """
    count = ward(NINETEEN, 2)
    assert (count.elected, count.unit, count.valid, count.lots) == ((A, D), 100_000, 19, ())
    quota = 7_00000
    before_last = (7_00000, 0, 5_11110, 6_66666)
    assert count.stages == (
        PreferenceStage(
            number=1,
            why="first preferences",
            rule="[r 46]",
            of=(),
            quota=quota,
            totals=(9_00000, 2_00000, 4_00000, 4_00000),
            elected=(A,),
        ),
        PreferenceStage(
            number=2,
            why="surplus",
            rule="[r 49]",
            of=(A,),
            quota=quota,
            totals=(7_00000, 2_00000, 5_11110, 4_66666),
            non_transferable=22222,
            rounding=2,
        ),
        PreferenceStage(
            number=3,
            why="exclusion",
            rule="[r 51]",
            of=(B,),
            quota=quota,
            totals=before_last,
            non_transferable=22222,
            rounding=2,
            excluded=(B,),
        ),
        PreferenceStage(
            number=4,
            why="exclusion: no further transfer is required",
            rule="[r 53(2)]",
            of=(),
            quota=quota,
            totals=before_last,
            non_transferable=22222,
            rounding=2,
            elected=(D,),
            excluded=(C,),
        ),
    )


def test_the_last_transfer_as_electronic_counts_make_it() -> None:
    """C's papers go on at the value they came with [r 51(4)], 3 to D at 1 and 3 at 0.22222.

    That is no breach since SSI 2021/437 [art 2(4)], and the stage says so.
    """
    count = ward(NINETEEN, 2, last_transfer=True)
    assert count.stages[:3] == ward(NINETEEN, 2).stages[:3]
    assert count.stages[3] == PreferenceStage(
        number=4,
        why="exclusion: papers transferred, though it is not required",
        rule="[art 2(4)]",
        of=(C,),
        quota=7_00000,
        totals=(7_00000, 0, 0, 10_33332),
        non_transferable=1_66666,
        rounding=2,
        elected=(D,),
        excluded=(C,),
    )
    assert count.elected == ward(NINETEEN, 2).elected


def test_a_surplus_of_papers_that_came_at_different_values() -> None:
    """Three seats, 30 papers, quota 8. A's surplus of 8 by 16 gives B 12 papers at 0.5.

    B then has 13 votes on 19 papers; the surplus of 5 goes with 12 of them at 5 x 0.5 by 13, 0.19230, and with
    7 at 5 by 13, 0.38461: not 0.5 x 0.38461 rounded, nor shared among 19. [r 49(3)]
    """
    groups: Groups = [(12, (A, B, C)), (4, (A, C)), (4, (B, C)), (3, (B, D)), (3, (C,)), (4, (D,))]
    count = ward(groups, 3)
    assert [stage.totals for stage in count.stages] == [
        (16_00000, 7_00000, 3_00000, 4_00000),
        (8_00000, 13_00000, 5_00000, 4_00000),
        (8_00000, 8_00000, 5_00000 + 12 * 19230 + 4 * 38461, 4_00000 + 3 * 38461),
    ]
    assert [stage.elected for stage in count.stages] == [(A,), (B,), (C,)]
    last = count.stages[-1]
    assert (last.non_transferable, last.rounding) == (0, 5_00000 - 12 * 19230 - 7 * 38461)


def test_the_remainder_is_ignored_once_and_only_at_the_end() -> None:
    """Five seats, 48 papers, quota 9. A gives B 10 papers at 21 by 30, which is 0.7; B then has 14.

    The surplus of 5 takes those on at 5 x 0.7 by 14, exactly 0.25. The ratio 5 by 14 cut off first, 0.35714,
    would make it 0.24999. [r 49(3)]
    """
    groups: Groups = [
        (10, (A, B, C)),
        (20, (A,)),
        (7, (B, C)),
        (4, (C,)),
        (3, (D,)),
        (3, (E,)),
        (1, (5,)),
    ]
    third = ward(groups, 5).stages[2]
    assert third.totals[C] == 4_00000 + 10 * 25000 + 7 * 35714
    assert third.rounding == 2


def test_exactly_the_quota_is_elected_and_leaves_no_surplus() -> None:
    """Seven of 19 papers are the quota [r 48(1)], and there is nothing to transfer [r 51(1)]."""
    count = ward([(7, (A, B)), (5, (B,)), (4, (C,)), (3, (D,))], 2)
    assert count.stages[0].elected == (A,)
    assert (count.stages[1].why, count.stages[1].excluded) == ("exclusion", (D,))


def test_no_surplus_moves_once_the_seats_are_filled() -> None:
    count = ward([(12, (A, B)), (4, (A, C)), (8, (B,)), (3, (C,)), (3, (D,))], 2)
    assert count.elected == (A, B)
    assert count.stages[-1].totals == (11_00000, 11_75000, 4_25000, 3_00000)


def test_the_highest_surplus_goes_first_and_one_at_a_time() -> None:
    """[r 50(1)] A and B are both above the quota of 6; B has more. C gains from each in turn."""
    count = ward([(7, (A, C)), (9, (B, C)), (2, (C,)), (3, (D,)), (2, (E,))], 3)
    assert [stage.of for stage in count.stages[:3]] == [(), (B,), (A,)]
    assert count.stages[0].elected == (B, A)
    assert count.stages[1].totals == (7_00000, 6_00000, 2_00000 + 9 * 33333, 3_00000, 2_00000)


def test_equal_surpluses_look_back_to_the_latest_stage_that_parts_them() -> None:
    """[r 50(2)] C's papers bring A and B to 9 each, quota 8; A had more before."""
    groups: Groups = [
        (6, (B,)),
        (7, (A,)),
        (3, (C, B)),
        (2, (C, A)),
        (7, (D,)),
        (6, (E,)),
    ]
    count = ward(groups, 3)
    assert [stage.of for stage in count.stages] == [(), (C,), (A,), (B,), ()]
    assert count.stages[1].elected == (A, B)
    assert count.lots == ()


def test_surpluses_equal_at_every_stage_need_a_lot() -> None:
    """[r 50(3)] The count asks, and takes the lot as it fell."""
    groups: Groups = [(9, (A, C)), (9, (B, D)), (2, (C,)), (1, (D,))]
    assert needed(groups, 3) == LotNeeded((A, B), 1, TRANSFER_FIRST, stage=2)
    lot = Lot((B, A), (B,), TRANSFER_FIRST)
    count = ward(groups, 3, (lot,))
    assert (count.stages[1].of, count.stages[1].lot, count.lots) == ((B,), lot, (lot,))
    assert count.stages[0].elected == (A, B)


def test_of_the_equally_low_the_one_lower_at_the_latest_unequal_stage_goes_out() -> None:
    """[r 52(2)(a)] B and C have 4 each after D's paper; B had 3 before."""
    count = ward([(8, (A,)), (3, (B,)), (4, (C, A)), (1, (D, B))], 1)
    assert [stage.excluded for stage in count.stages[:3]] == [(), (D,), (B,)]


def test_the_latest_stage_that_parts_them_decides_and_not_the_earliest() -> None:
    """[r 52(2)(a)] B is above C at first, below when D is out, level when E is: B goes."""
    groups: Groups = [(15, (A,)), (6, (B,)), (5, (C,)), (2, (D, C)), (2, (E, B)), (1, (E, C))]
    count = ward(groups, 1)
    at = [(stage.totals[B], stage.totals[C]) for stage in count.stages[:3]]
    assert at == [(6_00000, 5_00000), (6_00000, 7_00000), (8_00000, 8_00000)]
    assert count.stages[3].excluded == (B,)


def test_equal_at_every_stage_they_need_a_lot() -> None:
    """[r 52(2)(b)]"""
    groups: Groups = [(8, (A,)), (4, (B,)), (4, (C,))]
    assert needed(groups, 1) == LotNeeded((B, C), 1, EXCLUDE, stage=2)
    for out in (B, C):
        lot = Lot((B, C), (out,), EXCLUDE)
        count = ward(groups, 1, (lot,))
        assert (count.stages[1].excluded, count.stages[1].lot) == ((out,), lot)


def test_of_three_level_those_who_were_lower_before_are_in_the_lot() -> None:
    """Silence: B, C and D have 4 each after E's papers, but D had more than B and C before."""
    groups: Groups = [(9, (A,)), (3, (B,)), (3, (C,)), (4, (D,)), (1, (E, B)), (1, (E, C))]
    assert needed(groups, 1) == LotNeeded((B, C), 1, EXCLUDE, stage=3)


def test_a_lot_that_nobody_asked_for_is_not_passed_over() -> None:
    asked = LotNeeded((B, C), 1, EXCLUDE, stage=2)
    three = papers(3, [(8, (A,)), (4, (B,)), (4, (C,))])
    for lot in (Lot((A, B), (A,), EXCLUDE), Lot((B, C), (B,), TRANSFER_FIRST)):
        assert scottish_stv.count(three, 1, [lot]) == LotNotAsked(lot, asked)
    right, more = Lot((B, C), (B,), EXCLUDE), Lot((A, C), (A,), EXCLUDE)
    assert scottish_stv.count(three, 1, [right, more]) == LotNotAsked(more, None)


def test_a_transfer_value_may_be_nothing() -> None:
    """A surplus of one vote over 150,001 papers: 0.00000 each, and the whole vote is ignored."""
    count = ward([(150_001, (A, B)), (149_999, (B,)), (149_998, (C, B))], 2)
    second = count.stages[1]
    assert second.totals == (150_000_00000, 149_999_00000, 149_998_00000)
    assert (second.of, second.rounding) == ((A,), 1_00000)
    assert count.elected == (A, B)


@pytest.mark.parametrize("seats", [2, 3, 7])
def test_no_more_candidates_than_seats_are_all_elected_at_once(seats: int) -> None:
    """[r 53(1)] Even with no votes; most votes first, equal votes by number."""
    count = counted(scottish_stv.count(papers(2, [(5, (B,))]), seats))
    assert count.elected == (B, A)
    assert len(count.stages) == 1


def test_a_single_candidate_and_no_papers_at_all() -> None:
    assert counted(scottish_stv.count(papers(1, []), 1)).elected == (A,)
    empty = papers(2, [])
    assert scottish_stv.count(empty, 1) == LotNeeded((A, B), 1, EXCLUDE, stage=2)
    lot = Lot((A, B), (A,), EXCLUDE)
    count = counted(scottish_stv.count(empty, 1, [lot]))
    assert (count.elected, count.valid, count.stages[0].quota) == ((B,), 0, 1_00000)


def test_one_seat_is_a_quota_of_all_valid_papers() -> None:
    """A by-election: more than half of all papers, or alone at the end. [r 47(2)] [r 53(1)]"""
    count = ward([(5, (A,)), (4, (B,)), (3, (C,))], 1)
    assert count.stages[0].quota == 7_00000
    assert [stage.excluded for stage in count.stages] == [(), (C,), (B,)]
    assert count.elected == (A,)


def test_impossible_counts() -> None:
    with pytest.raises(ValueError, match="seats"):
        scottish_stv.count(papers(1, []), 0)
    with pytest.raises(OutOfBounds):
        scottish_stv.count(papers(1, [(2**59, (A,))]), 1)


SEEDS = st.integers(0, 2**32)


@given(SEEDS, st.booleans())
@settings(deadline=None, max_examples=150)
def test_every_paper_and_every_fraction_is_somewhere(seed: int, last: bool) -> None:
    """And nobody elected loses a vote but the surplus, nobody excluded comes back, seats are filled."""
    random = Random(seed)
    election = small_election(random)
    the_papers, seats = election.papers, election.seats
    *_, (_, answer) = nights(
        lambda lots: scottish_stv.count(the_papers, seats, lots, last_transfer=last), random
    )
    count = counted(answer)
    assert len(count.elected) == min(seats, election.candidates)
    gone: set[int] = set()
    for before, stage in zip((None, *count.stages), count.stages, strict=False):
        held = sum(stage.totals) + stage.non_transferable + stage.rounding
        assert held == sum(number for number, _ in election.groups) * count.unit
        assert min(stage.totals) >= 0
        if before is not None:
            assert stage.non_transferable >= before.non_transferable
            assert before.rounding <= stage.rounding
            for who in range(election.candidates):
                if stage.of != (who,):
                    assert stage.totals[who] >= before.totals[who]
                elif stage.why == "surplus":
                    assert stage.totals[who] == stage.quota
        gone |= set(stage.excluded)
        assert not gone & set(stage.elected)
        assert all(stage.totals[who] == 0 for who in gone if stage.rule != "[r 53(2)]")
    # A paper loses less than a hundred-thousandth at each surplus.
    surpluses = sum(stage.why == "surplus" for stage in count.stages)
    assert count.stages[-1].rounding <= surpluses * count.valid


@given(SEEDS, st.booleans())
@settings(deadline=None, max_examples=150)
def test_neither_the_order_of_papers_nor_how_they_are_grouped_matters(
    seed: int, last: bool
) -> None:
    random = Random(seed)
    election = small_election(random)
    few = [(1 + number % 7, ranked) for number, ranked in election.groups]
    single = [(1, ranked) for number, ranked in few for _ in range(number)]
    random.shuffle(single)
    grouped, one_by_one = (papers(election.candidates, groups) for groups in (few, single))
    for lots, answer in nights(
        lambda lots: scottish_stv.count(grouped, election.seats, lots, last_transfer=last), random
    ):
        again = scottish_stv.count(one_by_one, election.seats, lots, last_transfer=last)
        assert again == answer


@given(SEEDS)
@settings(deadline=None, max_examples=100)
def test_the_last_transfer_elects_nobody_else(seed: int) -> None:
    random = Random(seed)
    election = small_election(random)
    the_papers, seats = election.papers, election.seats
    for lots, answer in nights(lambda lots: scottish_stv.count(the_papers, seats, lots), random):
        moved = scottish_stv.count(the_papers, seats, lots, last_transfer=True)
        if isinstance(answer, PreferenceCount):
            assert set(counted(moved).elected) == set(answer.elected)
            assert counted(moved).stages[:-1] == answer.stages[:-1]
        else:
            assert moved == answer
