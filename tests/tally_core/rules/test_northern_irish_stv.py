"""Rules 47 to 52 of Part IV, each in a count small enough to do by hand.

Candidates are a, b, c ...; "30 a>b" are thirty papers with first preference a and second b. Votes are
written as on a sheet, with two decimals, the non-transferable ones last.
"""

from collections.abc import Sequence

import pytest

from tally_core.outcome import (
    ELECT,
    EXCLUDE,
    TRANSFER_FIRST,
    Lot,
    LotNeeded,
    LotNotAsked,
    Moved,
    PreferenceStage,
)
from tally_core.papers import papers
from tally_core.rules.northern_irish_stv import count
from tests.tally_core.elections import Answer, Groups, counted

NAMES = "abcdefg"
A, B, C, D, E, F, G = range(7)


def ask(lines: str, seats: int, lots: Sequence[Lot] = (), *, one_at_a_time: bool = False) -> Answer:
    groups: Groups = []
    for line in lines.split(","):
        number, ranked = line.split()
        groups.append((int(number), tuple(NAMES.index(name) for name in ranked.split(">"))))
    candidates = 1 + max(max(ranked) for _, ranked in groups)
    return count(papers(candidates, groups), seats, lots, one_at_a_time=one_at_a_time)


def stages(
    lines: str, seats: int, lots: Sequence[Lot] = (), *, one_at_a_time: bool = False
) -> tuple[PreferenceStage, ...]:
    return counted(ask(lines, seats, lots, one_at_a_time=one_at_a_time)).stages


def votes(stage: PreferenceStage) -> str:
    *totals, nobody = (
        f"{units // 100}.{units % 100:02}" for units in (*stage.totals, stage.non_transferable)
    )
    return f"{' '.join(totals)} | {nobody}"


def test_first_stage_and_quota() -> None:
    """[r 47] [r 47(1)] [r 48(1)] [r 48(2)] 100 papers for two seats: 33 and a third, so 34."""
    first = stages("60 a>b, 20 b, 15 c, 5 d>c", 2)[0]
    assert (first.why, first.rule) == ("first preferences", "[r 47]")
    assert first.quota == 34_00
    assert votes(first) == "60.00 20.00 15.00 5.00 | 0.00"
    assert (first.of, first.elected, first.excluded, first.moved) == ((), (A,), (), ())
    # Divided without remainder it is one more all the same: 99 by 3 is 33.
    assert stages("60 a>b, 20 b, 14 c, 5 d>c", 2)[0].quota == 34_00


def test_exactly_the_quota_elects_and_leaves_no_surplus() -> None:
    """[r 48(3)]"""
    first, second = stages("34 a>b, 30 b, 24 c, 12 d>b", 2)
    assert first.elected == (A,)
    assert (second.of, second.elected) == ((D,), (B,))


def test_a_surplus_goes_by_all_first_preferences_remainder_ignored() -> None:
    """[r 49] [r 49(1)] [r 49(4)] [r 50(2)] a is 26 over; 51 papers go on: 0.5098 becomes 0.50."""
    _, surplus = stages("51 a>b, 9 a, 20 b, 15 c, 5 d>c", 2)
    assert (surplus.why, surplus.rule, surplus.of) == ("surplus", "[r 49]", (A,))
    assert surplus.moved == (Moved(value=50, papers=60, transferable=51),)
    assert votes(surplus) == "34.00 45.50 15.00 5.00 | 0.50"
    assert surplus.rounding == 0  # what the remainder comes to is non-transferable by law


def test_no_paper_gains_value() -> None:
    """[r 49(4)] a is 26 over but only 10 papers go on: at 1.00, and 16 votes go to nobody."""
    surplus = stages("10 a>b, 50 a, 20 b, 15 c, 5 d>c", 2)[1]
    assert surplus.moved == (Moved(100, 60, 10),)
    assert votes(surplus) == "34.00 30.00 15.00 5.00 | 16.00"


def test_a_later_surplus_goes_by_the_sub_parcel_received_last() -> None:
    """[r 49(5)] b had 20 papers and received 60, and only the 60 go on.

    101 papers, three seats, quota 26. a is 34 over: 60 papers at 0.56, which is 33.60, and 0.40 is lost. b
    has 53.60 and is 27.60 over: 60 papers at 0.46, all to c.
    """
    _, first, second = stages("60 a>b>c, 20 b>d, 11 c, 6 d, 4 e>d", 3)
    assert first.moved == (Moved(56, 60, 60),)
    assert votes(first) == "26.00 53.60 11.00 6.00 4.00 | 0.40"
    assert first.elected == (B,)
    assert (second.of, second.moved) == ((B,), (Moved(46, 60, 60),))
    assert votes(second) == "26.00 26.00 38.60 6.00 4.00 | 0.40"


def test_no_paper_goes_on_at_more_than_it_came_with() -> None:
    """[r 49(7)] The same, but 12 of the 60 go on: 27.60 by 12 is 2.30, and they came at 0.56.

    12 at 0.56 are 6.72 for c; the other 20.88 are lost, with the 0.40 of before.
    """
    second = stages("12 a>b>c, 48 a>b, 20 b>d, 11 c, 6 d, 4 e>d", 3)[2]
    assert second.moved == (Moved(56, 60, 12),)
    assert votes(second) == "26.00 26.00 17.72 6.00 4.00 | 21.28"


def test_a_transfer_value_of_nothing_is_a_stage_all_the_same() -> None:
    """[r 50(2)] 201 papers share one vote: 0.00 each, and the vote is lost."""
    _, surplus, exclusion = stages("201 a>b, 134 b, 132 c, 131 d>b", 2)
    assert surplus.moved == (Moved(0, 201, 201),)
    assert votes(surplus) == "200.00 134.00 132.00 131.00 | 1.00"
    assert (exclusion.of, exclusion.elected) == ((D,), (B,))


def test_papers_of_no_value_are_a_sub_parcel_too() -> None:
    exclusion = stages("201 a>d>c, 134 b, 132 c, 131 d", 2)[2]
    assert exclusion.moved == (Moved(100, 131, 0), Moved(0, 201, 201))


def test_a_surplus_without_a_paper_that_goes_on() -> None:
    surplus = stages("60 a, 20 b, 15 c, 5 d>c", 2)[1]
    assert surplus.moved == (Moved(0, 60, 0),)
    assert votes(surplus) == "34.00 20.00 15.00 5.00 | 26.00"


def test_the_largest_surplus_goes_first() -> None:
    """[r 50(1)]"""
    first, second, third = stages("35 a>d, 45 b>c, 12 c, 12 d, 11 e", 3)[:3]
    assert first.elected == (B, A)
    assert (second.of, third.of) == ((B,), (A,))


def test_of_equal_surpluses_whose_candidate_was_ahead_at_the_earliest_difference() -> None:
    """[r 50(1)] 77 papers, three seats, quota 20. d and e go out together: 3 to a, 2 to b.

    Both have 21 then and are elected, one over. b was ahead at the first stage.
    """
    lines = "18 a>c, 19 b>c, 17 c, 18 f>c, 3 d>a, 2 e>b"
    _, exclusion, surplus = stages(lines, 3)
    assert votes(exclusion) == "21.00 21.00 17.00 0.00 0.00 18.00 | 0.00"
    assert exclusion.elected == (A, B)
    assert (surplus.of, surplus.lot) == ((B,), None)


def test_surpluses_always_equal_are_parted_by_lot() -> None:
    """[r 50(1)]"""
    lines = "50 a>c, 50 b>d, 9 c, 8 d, 7 e"
    assert ask(lines, 3) == LotNeeded((A, B), 1, TRANSFER_FIRST, stage=2)
    for first, second in ((A, B), (B, A)):
        lot = Lot((B, A), (first,), TRANSFER_FIRST)
        drawn = counted(ask(lines, 3, [lot]))
        assert [stage.of for stage in drawn.stages[1:3]] == [(first,), (second,)]
        assert [stage.lot for stage in drawn.stages[1:3]] == [lot, None]
        assert drawn.lots == (lot,)


def test_a_surplus_smaller_than_the_gap_between_the_two_lowest_is_put_off() -> None:
    """[r 49(10)] Smaller, not as large as: quota 33, a is 3 over."""
    assert stages("36 a>b, 28 b, 19 c, 15 d>b", 2)[1].of == (D,)  # c is 4 above d
    assert stages("36 a>b, 29 b, 18 c, 15 d>b", 2)[1].of == (A,)  # c is 3 above d


def test_several_are_excluded_in_one_operation() -> None:
    """[r 51(12)] [r 49(10)] d and e have 7 together, and a is 1 over: fewer than the 28 of c."""
    exclusion = stages("34 a>b, 29 b, 28 c, 4 d>e>c, 3 e", 2)[1]
    assert (exclusion.of, exclusion.excluded) == ((D, E), (D, E))
    assert (exclusion.why, exclusion.rule) == ("exclusion of several", "[r 51(12)] [r 52(2)]")
    assert exclusion.moved == (Moved(100, 7, 4),)  # no paper to e, who goes out too
    assert votes(exclusion) == "34.00 29.00 32.00 0.00 0.00 | 3.00"


def test_as_many_votes_as_the_next_has_are_not_fewer() -> None:
    """[r 51(12)] [r 49(10)] d and e have 27 and a is 1 over: not fewer than 28, but than 29."""
    assert stages("45 a>b, 29 b, 28 c, 14 d, 13 e", 2)[1].of == (A,)
    assert stages("45 a>b, 29 b, 29 c, 14 d, 13 e", 2)[1].of == (D, E)


def test_as_many_as_can_go_out_together() -> None:
    """[r 51(12)] f and g have no fewer than e; e, f and g have fewer than d."""
    assert stages("30 a, 29 b, 28 c, 27 d, 3 e, 2 f, 1 g", 3)[1].of == (E, F, G)


def test_not_so_many_that_too_few_are_left() -> None:
    """[r 51(12)] c, d and e have fewer than b too, but two seats are still to be filled."""
    surplus = stages("80 a, 12 b, 5 c, 3 d, 1 e", 3)[-1]
    assert surplus.excluded == (D, E)
    assert surplus.elected == (B, C)
    assert surplus.rule == "[r 49] [r 51(12)] [r 52(1)]"


def test_one_at_a_time_is_written_down() -> None:
    """As in North Antrim in 2017."""
    lines = "34 a>b, 29 b, 28 c, 4 d>e>c, 3 e"
    first, second = stages(lines, 2, one_at_a_time=True)[1:]
    assert (first.of, first.rule) == ((E,), "[r 51(1)]")
    assert first.why == "exclusion of one, where rule 51(12) excludes 2 together"
    assert (second.of, second.why) == ((D,), "exclusion")


def test_who_reaches_the_quota_during_an_exclusion_takes_no_more() -> None:
    """[r 51(2)] [r 51(5)] [r 51(7)] First preferences go first.

    160 papers, three seats, quota 41. a is 19 over: 60 papers at 0.31 are 18.60 for d, 0.40 is lost. d goes
    out with 28.60: the ten of first preference bring b to 41; the sixty pass over b to c.
    """
    _, surplus, exclusion = stages("60 a>d>b>c, 31 b, 30 c, 29 e, 10 d>b", 3)
    assert votes(surplus) == "41.00 31.00 30.00 28.60 29.00 | 0.40"
    assert exclusion.moved == (Moved(100, 10, 10), Moved(31, 60, 60))
    assert votes(exclusion) == "41.00 41.00 48.60 0.00 29.00 | 0.40"
    assert exclusion.elected == (B, C)  # in that order, though c has more votes


def test_what_was_received_goes_by_falling_value() -> None:
    """[r 51(5)] Papers received at 1.00 apart from first preferences, and after them.

    184 papers, two seats, quota 62. e goes out: 6 to d at 1.00. a is 8 over: 70 papers to d at 0.11.
    """
    exclusion = stages("70 a>d>b, 40 b, 42 c, 13 d>c, 13 d>b, 6 e>d>b", 2)[3]
    assert exclusion.of == (D,)
    assert exclusion.moved == (Moved(100, 26, 26), Moved(100, 6, 6), Moved(11, 70, 70))
    assert votes(exclusion) == "62.00 66.70 55.00 0.00 0.00 | 0.30"


def test_when_all_seats_are_filled_the_rest_of_an_exclusion_stays() -> None:
    """141 papers, two seats, quota 48. a is 12 over: 4 to d, 8 to c. d goes out; 20 papers elect b."""
    _, surplus, exclusion = stages("20 a>d>c, 40 a>c, 28 b, 33 c, 20 d>b", 2)
    assert votes(surplus) == "48.00 28.00 41.00 24.00 | 0.00"
    assert exclusion.moved == (Moved(100, 20, 20),)
    assert votes(exclusion) == "48.00 48.00 41.00 4.00 | 0.00"
    assert (exclusion.elected, exclusion.excluded) == ((B,), (D,))


def test_of_the_lowest_who_was_behind_at_the_earliest_difference() -> None:
    """[r 51(1)] [r 51(13)] e brings d level with c, who was ahead at the first stage."""
    _, first, second = stages("25 a, 23 b, 12 c, 10 d, 2 e>d", 2)
    assert votes(first) == "25.00 23.00 12.00 12.00 0.00 | 0.00"
    assert (second.of, second.lot) == ((D,), None)


def test_the_lowest_always_equal_are_parted_by_lot() -> None:
    """[r 51(13)]"""
    lines = "25 a, 23 b, 12 c, 12 d>c"
    needed = LotNeeded((C, D), 1, EXCLUDE, stage=2)
    assert ask(lines, 2) == needed
    for out in (C, D):
        lot = Lot((C, D), (out,), EXCLUDE)
        stage = stages(lines, 2, [lot])[1]
        assert (stage.of, stage.lot) == ((out,), lot)
    wrong = Lot((B, D), (B,), EXCLUDE)
    assert ask(lines, 2, [wrong]) == LotNotAsked(wrong, needed)
    assert ask("9 a, 5 b", 2, [wrong]) == LotNotAsked(wrong, None)


def test_of_three_equal_only_those_once_behind_are_in_the_lot() -> None:
    """[r 51(13)] f and g go out and bring c and d from 10 to the 12 of e."""
    one_behind = stages("34 a, 30 b, 12 d, 12 e, 10 c, 2 f>c", 2)
    assert (one_behind[2].of, one_behind[2].lot) == ((C,), None)
    two_behind = ask("34 a, 30 b, 12 e, 10 c, 10 d, 2 f>c, 2 g>d", 2)
    assert two_behind == LotNeeded((C, D), 1, EXCLUDE, stage=3)


def test_an_exclusion_that_leaves_as_many_as_vacancies_is_no_stage() -> None:
    """[r 52(1)] [r 52(3)] e goes out, with nobody next; then d, and three are left for three seats."""
    _, last = stages("24 a, 23 b, 22 c, 21 d>a, 20 e", 3)
    assert votes(last) == "24.00 23.00 22.00 21.00 0.00 | 20.00"
    assert (last.of, last.excluded, last.elected) == ((E,), (E, D), (A, B, C))
    assert last.rule == "[r 51(1)] [r 51(1)] [r 52(1)]"


def test_no_more_candidates_than_seats() -> None:
    """[r 52(1)]"""
    for lines, seats, elected in (
        ("3 a, 9 b", 2, (B, A)),
        ("3 a, 9 b", 5, (B, A)),
        ("3 a", 1, (A,)),
    ):
        everybody = counted(ask(lines, seats))
        assert everybody.elected == elected
        assert len(everybody.stages) == 1
    assert counted(count(papers(2, []), 2)).elected == (A, B)


def test_the_last_vacancy_goes_to_who_cannot_be_overtaken() -> None:
    """[r 52(2)] [r 52(3)] 106 papers, three seats, quota 27: c has 26; d has 25, and a is 1 over."""
    (only,) = stages("28 a, 27 b, 26 c, 25 d>c", 3)
    assert only.elected == (A, B, C)
    assert only.rule == "[r 47] [r 52(2)]"
    assert votes(only) == "28.00 27.00 26.00 25.00 | 0.00"


def test_two_who_cannot_be_overtaken_are_parted_by_lot() -> None:
    """[r 52(2)] 25 each; once the surplus of a is gone each has as many as the other."""
    lines = "28 a, 27 b, 25 c, 25 d"
    assert ask(lines, 3) == LotNeeded((C, D), 1, ELECT, stage=3)
    lot = Lot((D, C), (D,), ELECT)
    last = stages(lines, 3, [lot])[-1]
    assert (last.of, last.elected, last.lot) == ((A,), (D,), lot)
    assert last.rule == "[r 49] [r 52(2)]"


def test_a_single_vacancy_waits_for_the_first_exclusion() -> None:
    """[r 48(3)] [r 49(11)] a has more than half, but nobody is elected before b and c are out."""
    first, second = stages("60 a, 25 b>a, 5 b, 10 c>b", 1)
    assert (first.quota, first.elected) == (51_00, ())
    assert (second.of, second.rule) == ((B, C), "[r 51(12)]")
    assert votes(second) == "85.00 0.00 0.00 | 15.00"
    assert second.elected == (A,)


def test_a_single_vacancy_between_two() -> None:
    """[r 48(3)] The papers move, though one is left for one seat."""
    _, second = stages("60 a, 40 b>a", 1)
    assert votes(second) == "100.00 0.00 | 0.00"
    assert (second.excluded, second.elected) == ((B,), (A,))
    assert ask("5 a, 5 b>a", 1) == LotNeeded((A, B), 1, EXCLUDE, stage=2)


def test_a_single_vacancy_won_from_behind() -> None:
    """[r 52(2)] Quota 51; c goes out and b has 50 against 45."""
    _, second = stages("40 a, 35 b, 15 c>b, 5 c>a, 5 c", 1)
    assert votes(second) == "45.00 50.00 0.00 | 5.00"
    assert (second.elected, second.rule) == ((B,), "[r 51(1)] [r 52(2)]")


@pytest.mark.parametrize("seats", [0, -1])
def test_impossible_seats(seats: int) -> None:
    with pytest.raises(ValueError, match="seats"):
        ask("3 a", seats)
