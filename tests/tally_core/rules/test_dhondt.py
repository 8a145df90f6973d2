"""The method of d'Hondt in its three British forms."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core.exact import NotWhole, OutOfBounds
from tally_core.outcome import ELECT, Lot, LotNeeded, LotNotAsked
from tally_core.plain.dhondt import Claim, seats_won
from tally_core.rules.dhondt import (
    Individual,
    ListCount,
    PartyList,
    london_members,
    scottish_region,
    senedd,
)


def whole(*figures: int) -> tuple[Fraction, ...]:
    """Figures that come out without a remainder."""
    return tuple(map(Fraction, figures))


def allocated(answer: object) -> ListCount:
    assert isinstance(answer, ListCount)
    return answer


def winners(answer: object) -> list[int]:
    return [who for who, _ in allocated(answer).seats]


# ------------------------------------------------------------------------------- published allocations


def test_north_east_scotland_1999() -> None:
    """The worked example in the explanatory notes to the Scotland Act 1998, on section 8.

    [s 7(2)] [s 7(3)] [s 8(1)] [s 8(2)] [s 8(4)]
    """
    labour, liberal, snp, conservative, green, individual = range(6)
    region: list[PartyList | Individual] = [
        PartyList(72_666, 12, constituencies=4),
        PartyList(49_843, 12, constituencies=3),
        PartyList(92_329, 12, constituencies=2),
        PartyList(52_149, 12),
        PartyList(8_067, 12),
        Individual(2_303),
    ]
    count = allocated(scottish_region(region))
    assert [who for who, _ in count.seats] == [
        conservative, snp, conservative, snp, snp, conservative, snp
    ]  # fmt: skip
    assert [place for who, place in count.seats if who == snp] == [0, 1, 2, 3]
    assert [step.rule for step in count.steps] == ["[s 8(1)]"] + 6 * ["[s 8(2)]"]
    # Printed in whole votes; the last seat went for 15,388.
    first, last = count.steps[0].figures, count.steps[-1].figures
    assert [int(figure or 0) for figure in first[:5]] == [14_533, 12_460, 30_776, 52_149, 8_067]
    assert last[snp] == Fraction(92_329, 6)
    assert int(last[snp] or 0) == 15_388
    assert last[individual] == 2_303
    assert {labour, liberal, green}.isdisjoint(who for who, _ in count.seats)


@pytest.mark.parametrize("liberal_democrat", [189_522, 189_622])
def test_london_2021(liberal_democrat: int) -> None:
    """Eleven seats: Conservative 4, Green 3, Labour 2, Liberal Democrat 2 (onlondon.co.uk, May 2021).

    Votes of the lists above five per cent as printed in 2021; the last figure is printed both ways. The
    others had some 312,600 together, here as three lists of as many: each polled too little.
    [para 6(1)] [para 7(1)] [para 8(1)] [para 8(2)] [para 8(3)]
    """
    lists = [
        PartyList(986_609, 25, constituencies=9),  # Labour
        PartyList(795_081, 25, constituencies=5),  # Conservative
        PartyList(305_452, 25),  # Green
        PartyList(liberal_democrat, 25),
        *3 * (PartyList(104_200, 25),),
    ]
    count = allocated(london_members(lists))
    assert Counter(winners(count)) == {0: 2, 1: 4, 2: 3, 3: 2}
    assert winners(count)[:3] == [2, 3, 2]
    assert all(step.figures[4:] == (None, None, None) for step in count.steps)
    # Were there no floor, the small lists would each have a seat.
    assert Counter(winners(scottish_region(lists, 11)))[4] == 1


# ---------------------------------------------------------------------------------------------- the law


def test_senedd_seats_go_down_closed_lists() -> None:
    """[s 8(3)] [s 9(1)] [s 9(2)] [s 9(3)] [s 9(5)]"""
    count = allocated(senedd([PartyList(100, 8), PartyList(60, 8), PartyList(35, 8)]))
    assert count.seats == ((0, 0), (1, 0), (0, 1), (2, 0), (0, 2), (1, 1))
    assert [step.rule for step in count.steps] == ["[s 9(1)]"] + 5 * ["[s 9(2)]"]
    assert count.steps[4].figures == (Fraction(100, 3), Fraction(30), Fraction(35, 2))


def test_an_individual_has_one_seat_at_most() -> None:
    """[s 9(4)]"""
    count = allocated(senedd([Individual(1_000), PartyList(10, 8)]))
    assert count.seats == ((0, None), *((1, place) for place in range(5)))
    assert count.steps[1].figures == (None, Fraction(10))


def test_a_list_that_runs_out_drops_out() -> None:
    """[s 9(6)] [s 8(6)] [para 8(6)]"""
    for form in (senedd, scottish_region, london_members):
        count = allocated(form([PartyList(1_000, 2), PartyList(100, 8)], 6))
        assert winners(count) == [0, 0, 1, 1, 1, 1]


def test_nobody_left_leaves_seats_unfilled() -> None:
    count = allocated(senedd([PartyList(1_000, 2), Individual(5)]))
    assert (winners(count), count.unfilled) == ([0, 0, 1], 3)


def test_those_returned_for_a_constituency_have_left_the_list() -> None:
    """[s 8(3)] [s 8(5)] [para 8(4)] [para 8(5)] [para 8(10)]"""
    contenders: list[PartyList | Individual] = [
        PartyList(100, 4, returned=frozenset({0, 2}), constituencies=2),
        Individual(90, returned=True),
        PartyList(20, 4),
    ]
    for form in (scottish_region, london_members):
        count = allocated(form(contenders, 3))
        assert count.seats == ((0, 1), (0, 3), (2, 0))
        assert all(step.figures[1] is None for step in count.steps)


def test_the_divisor_counts_constituencies_and_not_the_mayor() -> None:
    """[para 6(4)] [para 8(10)] The second on the list is Mayor: off the list, not in the divisor."""
    labour = PartyList(100, 5, returned=frozenset({0, 1}), constituencies=1)
    first = allocated(london_members([labour, PartyList(49, 5)], 1)).steps[0]
    assert first.figures == whole(50, 49)
    assert first.places == (2,)


def test_exactly_five_per_cent_is_not_more_than_five_per_cent() -> None:
    """[para 7(1)]"""
    assert winners(london_members([PartyList(95, 1), PartyList(5, 9)], 3)) == [0]
    assert winners(london_members([PartyList(94, 1), PartyList(6, 9)], 3)) == [0, 1, 1]
    # An individual's votes are measured alike, and all votes polled are what they are measured by.
    assert winners(london_members([PartyList(95, 1), Individual(5)], 3)) == [0]


@pytest.mark.parametrize(
    ("form", "equal", "added", "lot"),
    [
        (senedd, "[s 9(7)]", "[s 9(8)]", "[s 9(9)]"),
        (scottish_region, "[s 8(7)]", "[s 8(8)]", "[s 8(9)]"),
        (london_members, "[para 8(7)]", "[para 8(8)]", "[para 8(9)]"),
    ],
)
def test_equal_figures(form: object, equal: str, added: str, lot: str) -> None:
    assert callable(form)
    two = [PartyList(60, 8), PartyList(60, 8), PartyList(50, 8)]
    # Seats enough: one each, in one step.
    (step,) = allocated(form(two, 2)).steps
    assert (step.rule, step.to, step.places) == (equal, (0, 1), (0, 0))
    # One seat for two: a vote more for each does not part them, since their divisors are alike.
    needed = LotNeeded((0, 1), 1, ELECT, 1)
    assert form(two, 1) == needed
    drawn = Lot((0, 1), (1,), ELECT)
    count = allocated(form(two, 1, [drawn]))
    assert (winners(count), count.lots) == ([1], (drawn,))
    assert count.steps[0].rule == lot
    assert count.steps[0].figures == whole(61, 61, 50)
    # A vote more weighs more with a smaller divisor: 60 and 120/2, then 61 and 121/2.
    three = [PartyList(120, 8), PartyList(60, 8), Individual(30)]
    seats = allocated(form(three, 2))
    assert winners(seats) == [0, 1]
    assert seats.steps[1].rule == added
    assert seats.steps[1].figures == (Fraction(121, 2), *whole(61, 30))


def test_with_a_vote_added_those_still_equal_get_a_seat_each_if_enough_are_left() -> None:
    """[s 9(8)] 60, 60 and 120/2 for the last two seats: the lists without a seat have them."""
    count = allocated(senedd([PartyList(120, 8), PartyList(60, 8), PartyList(60, 8)], 3))
    assert winners(count) == [0, 1, 2]
    assert count.steps[1].rule == "[s 9(8)]"
    assert allocated(london_members([*(PartyList(60, 8),) * 3], 3)).steps[0].rule == "[para 8(7)]"


def test_lots_may_be_drawn_one_by_one() -> None:
    lists = [PartyList(60, 8), PartyList(60, 8), PartyList(60, 8)]
    first = Lot((0, 1, 2), (1,), ELECT)
    assert senedd(lists, 2) == LotNeeded((0, 1, 2), 2, ELECT, 1)
    assert senedd(lists, 2, [first]) == LotNeeded((0, 2), 1, ELECT, 2)
    one_by_one = allocated(senedd(lists, 2, [first, Lot((0, 2), (2,), ELECT)]))
    at_once = allocated(senedd(lists, 2, [Lot((0, 1, 2), (2, 1), ELECT)]))
    assert sorted(winners(one_by_one)) == sorted(winners(at_once)) == [1, 2]


def test_a_lot_nobody_asked_for_is_named() -> None:
    lot = Lot((0, 1), (0,), ELECT)
    assert senedd([PartyList(5, 8), PartyList(4, 8)], 1, [lot]) == LotNotAsked(lot, None)
    assert senedd([*(PartyList(5, 8),) * 3], 1, [lot]) == LotNotAsked(
        lot, LotNeeded((0, 1, 2), 1, ELECT, 1)
    )


def test_what_cannot_be() -> None:
    for contender in (PartyList(5, 3, constituencies=1), PartyList(5, 3, frozenset({0}))):
        with pytest.raises(ValueError, match="Senedd"):
            senedd([contender])
    with pytest.raises(ValueError, match="Senedd"):
        senedd([Individual(5, returned=True)])
    with pytest.raises(ValueError, match="cannot be"):
        scottish_region([PartyList(5, 3, frozenset({3}))])
    with pytest.raises(ValueError, match="cannot be"):
        scottish_region([PartyList(5, 3, constituencies=-1)])
    with pytest.raises(ValueError, match="0 seats"):
        senedd([], 0)
    with pytest.raises(NotWhole):
        senedd([Individual(5.0)])  # type: ignore[arg-type]
    with pytest.raises(OutOfBounds):
        senedd([Individual(-1)])


# ------------------------------------------------------------------------------------------- properties

LISTS = st.builds(
    PartyList,
    votes=st.integers(0, 40),
    names=st.integers(1, 4),
    returned=st.just(frozenset[int]()),
    constituencies=st.integers(0, 2),
)
CONTENDERS = st.lists(st.one_of(LISTS, st.builds(Individual, st.integers(0, 40))), max_size=6)


def claims(contenders: Sequence[PartyList | Individual]) -> list[Claim]:
    return [
        Claim(one.votes, one.constituencies, one.names - len(one.returned))
        if isinstance(one, PartyList)
        else Claim(one.votes, 0, 1)
        for one in contenders
    ]


@given(CONTENDERS, st.integers(1, 8), st.booleans())
@settings(deadline=None, max_examples=400)
def test_the_plain_count_says_the_same_however_the_lots_fall(
    contenders: list[PartyList | Individual], seats: int, london: bool
) -> None:
    form, floor = (london_members, 5) if london else (scottish_region, 0)
    series: list[tuple[Lot, ...]] = [()]
    while series:
        lots = series.pop()
        here = form(contenders, seats, lots)
        there = seats_won(claims(contenders), seats, lots, floor)
        if isinstance(here, ListCount):
            won = Counter(who for who, _ in here.seats)
            assert there == tuple(won[who] for who in range(len(contenders)))
            continue
        assert here == there
        if isinstance(here, LotNeeded) and len(lots) < 3:
            drawn = [*list(combinations(here.candidates, here.seats))[:3], here.candidates[:1]]
            series += [(*lots, Lot(here.candidates, chosen, ELECT)) for chosen in drawn]
            for chosen in ((98, 99), (here.candidates[0],) * 2):
                series.append((*lots, Lot(here.candidates, chosen, ELECT)))


@given(CONTENDERS, st.integers(1, 8))
@settings(deadline=None, max_examples=300)
def test_no_figure_left_behind_is_higher_than_one_that_won(
    contenders: list[PartyList | Individual], seats: int
) -> None:
    count = scottish_region(contenders, seats)
    if not isinstance(count, ListCount) or count.unfilled:
        return
    won = Counter(who for who, _ in count.seats)
    cheapest = min(
        Fraction(one.votes, one.constituencies + won[who] if isinstance(one, PartyList) else 1)
        for who, one in enumerate(contenders)
        if won[who]
    )
    for who, one in enumerate(contenders):
        left = isinstance(one, PartyList) and won[who] < one.names
        if left or (isinstance(one, Individual) and not won[who]):
            held = one.constituencies if isinstance(one, PartyList) else 0
            assert Fraction(one.votes, held + won[who] + 1) <= cheapest


@given(CONTENDERS, st.integers(1, 8))
@settings(deadline=None, max_examples=200)
def test_one_seat_more_takes_none_away(
    contenders: list[PartyList | Individual], seats: int
) -> None:
    fewer, more = scottish_region(contenders, seats), scottish_region(contenders, seats + 1)
    if isinstance(fewer, ListCount) and isinstance(more, ListCount):
        assert not Counter(who for who, _ in fewer.seats) - Counter(who for who, _ in more.seats)
