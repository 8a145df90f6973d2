"""Section 5 of the rules of 1997, each paragraph in a count small enough to do by hand.

Candidates are a, b, c ...; "30 a>b" are thirty papers with first preference a and second b. Votes are
written as on a result sheet, with two decimals, the non-transferable ones last.
"""

from collections.abc import Sequence

import pytest

from tally_core.outcome import (
    EXCLUDE,
    TRANSFER_FIRST,
    Lot,
    LotNeeded,
    LotNotAsked,
    Moved,
    PreferenceStage,
)
from tally_core.papers import papers
from tally_core.rules.ers97 import count
from tests.tally_core.elections import Answer, Groups, counted
from tests.tally_core.rules.test_northern_irish_stv import votes

NAMES = "abcdefg"
A, B, C, D, E, F, G = range(7)


def ask(lines: str, seats: int, lots: Sequence[Lot] = ()) -> Answer:
    groups: Groups = []
    for line in lines.split(","):
        number, ranked = line.split()
        groups.append((int(number), tuple(NAMES.index(name) for name in ranked.split(">"))))
    candidates = 1 + max(max(ranked) for _, ranked in groups)
    return count(papers(candidates, groups), seats, lots)


def stages(lines: str, seats: int, lots: Sequence[Lot] = ()) -> tuple[PreferenceStage, ...]:
    return counted(ask(lines, seats, lots)).stages


def test_first_stage_and_quota() -> None:
    """[para 5.1] [para 5.1.2] [para 5.1.6] 100 papers, two places: 33 and a third, so 33.34."""
    first = stages("60 a>b, 20 b, 15 c, 5 d>c", 2)[0]
    assert (first.why, first.rule, first.sheet) == ("first preferences", "[para 5.1]", 1)
    assert first.quota == 33_34
    assert votes(first) == "60.00 20.00 15.00 5.00 | 0.00"
    assert (first.of, first.elected, first.excluded, first.moved) == ((), (A,), (), ())
    # An exact quotient is the quota itself, and who has it is elected.
    exact = stages("40 a>b, 33 b, 17 c, 9 d>c", 2)[0]
    assert (exact.quota, exact.elected) == (33_00, (A, B))


def test_a_surplus_goes_by_all_first_preferences_remainder_ignored() -> None:
    """[para 5.3] [para 5.3.1] [para 5.3.7] [para 5.3.9] a is 26.66 over; 51 papers go on: 0.5227 is 0.52."""
    _, surplus = stages("51 a>b, 9 a, 20 b, 15 c, 5 d>c", 2)
    assert (surplus.why, surplus.rule, surplus.of, surplus.sheet) == (
        "surplus",
        "[para 5.3]",
        (A,),
        2,
    )
    assert surplus.moved == (Moved(value=52, papers=60, transferable=51),)
    assert votes(surplus) == "33.34 46.52 15.00 5.00 | 0.14"


def test_no_paper_gains_value() -> None:
    """[para 5.3.7] a is 26.66 over but only 10 papers go on: at 1.00, and 16.66 votes go to nobody."""
    surplus = stages("10 a>b, 50 a, 20 b, 15 c, 5 d>c", 2)[1]
    assert surplus.moved == (Moved(100, 60, 10),)
    assert votes(surplus) == "33.34 30.00 15.00 5.00 | 16.66"


def test_a_surplus_without_a_paper_that_goes_on() -> None:
    surplus = stages("60 a, 20 b, 15 c, 5 d>c", 2)[1]
    assert surplus.moved == (Moved(100, 60, 0),)
    assert votes(surplus) == "33.34 20.00 15.00 5.00 | 26.66"


def test_a_later_surplus_goes_by_the_batch_received_last() -> None:
    """[para 5.3.2] b had 20 papers and received 60 at 0.57, and only the 60 go on.

    101 papers, three places, quota 25.25. a is 34.75 over: 60 at 0.57 are 34.20, and 0.55 is lost. b has
    54.20 and is 28.95 over: 60 at 0.48 are 28.80.
    """
    _, first, second = stages("60 a>b>c, 20 b>d, 11 c, 6 d, 4 e>d", 3)[:3]
    assert (first.moved, first.elected) == ((Moved(57, 60, 60),), (B,))
    assert votes(first) == "25.25 54.20 11.00 6.00 4.00 | 0.55"
    assert (second.of, second.moved) == ((B,), (Moved(48, 60, 60),))
    assert votes(second) == "25.25 25.25 39.80 6.00 4.00 | 0.70"


def test_a_transfer_value_of_nothing_is_a_stage_all_the_same() -> None:
    """[para 5.3.7] 601 papers, three places, quota 150.25: a has 0.75 too many, over 151 papers."""
    lines = "151 a>d>b, 150 b, 150 c, 150 d"
    assert ask(lines, 3) == LotNeeded((B, C, D), 1, EXCLUDE, stage=3)
    _, surplus = stages(lines, 3, [Lot((B, C, D), (D,), EXCLUDE)])
    assert surplus.moved == (Moved(0, 151, 151),)
    assert votes(surplus) == "150.25 150.00 150.00 150.00 | 0.75"
    assert (surplus.excluded, surplus.elected) == ((D,), (B, C))


def test_papers_of_no_value_are_a_batch_too() -> None:
    """403 papers, three places, quota 100.75: a is 0.25 over. d goes out by lot, and elects e at once."""
    lots = [Lot((D, E), (D,), EXCLUDE), Lot((B, C), (C,), EXCLUDE)]
    sheet = stages("101 a>d>b, 99 b, 99 c, 52 d>e, 52 e", 3, lots)
    assert [at.of for at in sheet[2:4]] == [(D,), (D,)]
    assert [at.moved for at in sheet[2:4]] == [(Moved(100, 52, 52),), (Moved(0, 101, 101),)]
    assert [at.elected for at in sheet[2:4]] == [(E,), ()]


def test_the_total_active_vote_elects_below_the_quota() -> None:
    """[para 5.1.7] [para 5.6.1] Quota 33.34. Without the 33.34 of a and the 26.66 lost, 40 are active."""
    _, surplus = stages("60 a, 20 b, 15 c, 5 d>c", 2)
    assert surplus.elected == (B,)  # 20 of 40, for one place
    # By a hair: c and d have 20.01 between them.
    assert stages("60 a>c, 20 b, 15 c, 5 d>c", 2)[1].elected == (C,)


def test_papers_of_the_excluded_that_have_yet_to_move_are_active() -> None:
    """[para 5.4.9] [para 5.6.1] 188 papers, two places, quota 62.67. a is 7.33 over: 70 papers at 0.10.

    After d's own 36 papers b has 62 and c 61: more than half, but d still has 2.00, and they elect c.
    """
    _, surplus, batch, last = stages("20 a>d>c, 50 a>c, 42 b, 40 c, 20 d>b, 16 d>c", 2)
    assert votes(surplus) == "62.67 42.00 45.00 38.00 | 0.33"
    assert votes(batch) == "62.67 62.00 61.00 2.00 | 0.33"
    assert votes(last) == "62.67 62.00 63.00 0.00 | 0.33"
    assert (batch.elected, last.elected) == ((), (C,))


def test_an_exclusion_moves_batch_after_batch() -> None:
    """[para 5.4] [para 5.4.1] [para 5.4.10] First preferences and other papers at 1.00 are one batch.

    The same, but six of d's papers come from e first. Each batch is a stage, and both are one on the sheet.
    """
    sheet = stages("20 a>d>c, 50 a>c, 42 b, 40 c, 14 d>b, 16 d>c, 6 e>d>b", 2)
    assert [at.of for at in sheet] == [(), (E,), (A,), (D,), (D,)]
    assert [at.moved for at in sheet[3:]] == [(Moved(100, 36, 36),), (Moved(10, 20, 20),)]
    assert [at.excluded for at in sheet[3:]] == [(D,), ()]
    assert [at.sheet for at in sheet] == [1, 2, 3, 4, 4]
    assert [at.number for at in sheet] == [1, 2, 3, 4, 5]


def test_when_all_places_are_filled_the_other_batches_stay() -> None:
    """[para 5.5.2] The same, but d's 36 papers all elect b."""
    last = stages("20 a>d>c, 50 a>c, 42 b, 40 c, 36 d>b", 2)[-1]
    assert (last.moved, last.elected, last.of) == ((Moved(100, 36, 36),), (B,), (D,))
    assert votes(last) == "62.67 78.00 45.00 2.00 | 0.33"


def test_the_quota_falls_until_somebody_is_elected() -> None:
    """[para 5.4.8] 100 papers, two places: 33.34; without the 9 of e 30.34; then it stays."""
    sheet = stages("31 a>b, 30 b, 16 c, 14 d>c, 9 e", 2)
    assert [at.quota for at in sheet][:2] == [33_34, 30_34]
    assert sheet[1].elected == (A,)
    later = stages("32 a>b, 28 b, 21 c, 13 d, 6 e", 3)
    assert {at.quota for at in later} == {25_00}


def test_a_surplus_is_put_off_while_it_does_not_exceed_the_gap() -> None:
    """[para 5.2.2] As large as the gap is put off too: quota 33, a is 3 over."""
    assert stages("36 a>b, 28 b, 19 c, 16 d>b", 2)[1].of == (D,)  # c is 3 above d
    assert stages("36 a>b, 28 b, 18 c, 17 d>b", 2)[1].of == (A,)  # c is 1 above d


def test_as_many_as_possible_go_out_together() -> None:
    """[para 5.2.5] [para 5.2.2] a is 1 over. e and f have 14: with it no more than the 15 of d."""
    together = stages("26 a>b, 22 b, 23 c, 15 d, 8 e, 6 f", 3)[1]
    assert (together.of, together.excluded, together.why) == ((E, F), (E, F), "exclusion")
    assert stages("26 a>b, 21 b, 23 c, 15 d, 9 e, 6 f", 3)[1].of == (F,)


def test_equals_are_not_parted_by_going_out_together() -> None:
    """[para 5.2.5] a, b and c have no paper, d and e three each: d does not go with them and leave e."""
    lines = "3 d>g, 3 e>g, 5 f, 6 g"
    assert ask(lines, 1) == LotNeeded((D, E), 1, EXCLUDE, stage=3)
    exclusion = stages(lines, 1, [Lot((D, E), (D,), EXCLUDE)])[1]
    assert (exclusion.moved, exclusion.excluded) == ((), (A, B, C))


def test_the_largest_surplus_goes_first() -> None:
    """[para 5.2.3]"""
    first, second, third = stages("35 a>d, 45 b>c, 12 c, 12 d, 11 e", 3)[:3]
    assert first.elected == (B, A)
    assert (second.of, third.of) == ((B,), (A,))


def test_surpluses_always_equal_are_parted_by_lot() -> None:
    """[para 5.2.3] [para 5.6.3]"""
    lines = "50 a>c, 50 b>d, 9 c, 8 d, 7 e"
    assert ask(lines, 3) == LotNeeded((A, B), 1, TRANSFER_FIRST, stage=2)
    for first, second in ((A, B), (B, A)):
        lot = Lot((B, A), (first,), TRANSFER_FIRST)
        drawn = counted(ask(lines, 3, [lot]))
        assert drawn.stages[1].of == (first,)
        assert drawn.lots == (lot,)
        assert drawn == counted(ask(lines, 3, [lot])), second


def test_of_the_lowest_who_was_behind_at_the_earliest_point() -> None:
    """[para 5.2.5] e brings d level with c, who was ahead at the first stage."""
    _, first, second = stages("25 a, 21 b, 12 c, 10 d, 2 e>d, 2 e>a", 1)[:3]
    assert votes(first) == "27.00 21.00 12.00 12.00 0.00 | 0.00"
    assert (second.of, second.lot) == ((D,), None)


def test_the_lowest_always_equal_are_parted_by_lot() -> None:
    """[para 5.2.5]"""
    lines = "25 a, 23 b, 12 c, 12 d>c"
    needed = LotNeeded((C, D), 1, EXCLUDE, stage=2)
    assert ask(lines, 1) == needed
    for out in (C, D):
        lot = Lot((C, D), (out,), EXCLUDE)
        stage = stages(lines, 1, [lot])[1]
        assert (stage.of, stage.lot) == ((out,), lot)
    wrong = Lot((B, D), (B,), EXCLUDE)
    assert ask(lines, 1, [wrong]) == LotNotAsked(wrong, needed)
    assert ask("9 a, 5 b", 1, [wrong]) == LotNotAsked(wrong, None)


def test_of_equals_for_the_last_place_who_was_ahead_at_the_earliest_point() -> None:
    """[para 5.6.2] c and d go out and bring b to the 8 of a, both half of all; a was ahead before."""
    _, last = stages("8 a, 6 b, 2 c>b, 3 d", 1)
    assert votes(last) == "8.00 8.00 0.00 0.00 | 3.00"
    assert (last.elected, last.lot) == ((A,), None)


def test_equals_that_no_point_parts_are_not_elected_by_their_votes() -> None:
    """[para 5.6.2] [para 5.5.1] Half of the votes each: one goes out by lot, and nothing moves."""
    lines = "5 a, 5 b>a"
    assert ask(lines, 1) == LotNeeded((A, B), 1, EXCLUDE, stage=2)
    lot = Lot((A, B), (A,), EXCLUDE)
    (only,) = stages(lines, 1, [lot])
    assert (only.elected, only.excluded, only.lot) == ((B,), (A,), lot)
    assert only.rule == "[para 5.1] [para 5.2.5] [para 5.5.1]"
    assert votes(only) == "5.00 5.00 | 0.00"


def test_nobody_is_elected_without_a_vote() -> None:
    """[para 5.3.13] All active votes are those of a and b; there is a third place."""
    (only,) = stages("6 a, 5 b", 3)
    assert only.elected == (A, B)
    lot = Lot((A, B, C), (C,), EXCLUDE)
    answer = count(papers(4, [(6, (D,))]), 2)
    assert answer == LotNeeded((A, B, C), 1, EXCLUDE, stage=3)
    assert isinstance(count(papers(4, [(6, (D,))]), 2, [lot]), LotNeeded)


def test_no_more_candidates_than_places() -> None:
    """[para 5.5.1]"""
    for lines, seats, elected in (
        ("3 a, 9 b", 2, (B, A)),
        ("3 a, 9 b", 5, (B, A)),
        ("3 a", 1, (A,)),
    ):
        everybody = counted(ask(lines, seats))
        assert everybody.elected == elected
        assert len(everybody.stages) == 1
    nobody_voted = counted(count(papers(2, []), 2))
    assert (nobody_voted.elected, nobody_voted.stages[0].quota) == ((A, B), 0)


@pytest.mark.parametrize("seats", [0, -1])
def test_impossible_seats(seats: int) -> None:
    with pytest.raises(ValueError, match="seats"):
        ask("3 a", seats)
