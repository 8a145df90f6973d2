"""Most votes win [r 18]; a lot parts equal votes [r 49]; more votes, longer term [s 89(5)]."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core.exact import LIMIT, NotWhole, OutOfBounds
from tally_core.outcome import ELECT, LONGER_TERM, Lot, LotNeeded, LotNotAsked, Outcome
from tally_core.plain.plurality import Elected, most_votes
from tally_core.rules.plurality import count

VOTES = st.lists(st.integers(0, 5), max_size=9)
SEATS = st.integers(1, 6)


def outcome(*arguments: object, **named: object) -> Outcome:
    answer = count(*arguments, **named)  # type: ignore[arg-type]
    assert isinstance(answer, Outcome)
    return answer


def test_the_candidate_with_most_votes_is_elected() -> None:
    """[r 18] Plymouth, Sutton and Devonport 2017, corrected (Plymouth City Council, June 2017)."""
    votes = [237, 1_244, 20_476, 1_364, 27_283, 604]
    declared = outcome(votes, 1)
    assert declared.elected == (4,)
    (stage,) = declared.stages
    assert stage.rule == "[r 18]"
    assert stage.totals == tuple(votes)
    assert sum(stage.totals) == 51_208


def test_without_the_missing_mini_count_the_figures_are_wrong_and_the_winner_is_not() -> None:
    votes = [237, 1_244, 20_476, 1_364, 27_283, 604]
    left_out = [24, 138, 2_670, 216, 3_475, 64]
    declared_at_first = [all_ - part for all_, part in zip(votes, left_out, strict=True)]
    assert sum(left_out) == 6_587
    assert outcome(declared_at_first, 1).elected == outcome(votes, 1).elected


def test_several_seats_are_filled_votes_falling() -> None:
    """[r 18] Chorleywood West 1991, first recount, were the seats alike."""
    cavill, kemp, frankland, downing, bird, stone = 1023, 1023, 1018, 1003, 144, 134
    assert outcome([cavill, kemp, frankland, downing, bird, stone], 3).elected == (0, 1, 2)


def test_equal_votes_for_the_last_seat_need_a_lot() -> None:
    """[r 49] South Blyth 2017: 356 each, one seat."""
    needed = count([356, 210, 356], 1)
    assert needed == LotNeeded((0, 2), seats=1, to=ELECT, stage=2)

    lot = Lot((0, 2), (2,), ELECT)
    decided = outcome([356, 210, 356], 1, [lot])
    assert decided.elected == (2,)
    assert [stage.rule for stage in decided.stages] == ["[r 18]", "[r 49]"]
    assert decided.lots == (lot,)
    # What is declared stays as counted: the additional vote is in no total.
    assert decided.stages[1].totals == (356, 210, 356)


def test_equal_votes_that_decide_no_seat_need_no_lot() -> None:
    assert outcome([500, 500, 10, 10], 2).elected == (0, 1)
    assert outcome([500, 30, 30], 1).elected == (0,)


def test_a_lot_for_two_seats_may_be_drawn_at_once_or_one_by_one() -> None:
    at_once = [Lot((1, 2, 3), (3, 1), ELECT)]
    one_by_one = [Lot((1, 2, 3), (3,), ELECT), Lot((1, 2), (1,), ELECT)]
    votes = [9, 5, 5, 5]
    assert count(votes, 3, one_by_one[:1]) == LotNeeded((1, 2), seats=1, to=ELECT, stage=3)
    assert outcome(votes, 3, at_once).elected == outcome(votes, 3, one_by_one).elected == (0, 1, 3)


def test_no_more_candidates_than_seats_elects_them_all() -> None:
    assert outcome([3, 7], 2).elected == (1, 0)
    assert outcome([3, 7], 5).elected == (1, 0)
    assert outcome([0], 1).elected == (0,)
    assert outcome([], 3).elected == ()


def test_no_votes_at_all_are_equal_votes() -> None:
    assert count([0, 0], 1) == LotNeeded((0, 1), 1, ELECT, 2)


def test_a_lot_nobody_asked_for_is_named() -> None:
    lot = Lot((0, 1), (0,), ELECT)
    assert count([6, 5], 1, [lot]) == LotNotAsked(lot, None)
    # It was drawn between these two, and then a third was found level with them.
    assert count([5, 5, 5], 1, [lot]) == LotNotAsked(lot, LotNeeded((0, 1, 2), 1, ELECT, 2))
    assert count([5, 5], 1, [lot, lot]) == LotNotAsked(lot, None)


def test_the_longer_term_goes_to_more_votes() -> None:
    """[s 89(5)] Whatever the order in which the terms are given."""
    for terms in ([4, 1], [1, 4]):
        filled = outcome([10, 30, 20], 2, terms=terms)
        assert (filled.elected, filled.terms) == ((1, 2), (4, 1))
    assert outcome([10, 30, 20], 2, terms=[4, 4]).terms == ()


def test_equal_votes_for_seats_of_different_terms_need_a_lot() -> None:
    """[s 89(5)] Chorleywood West 1991: 1,023 each, both elected, for four years and for one."""
    votes = [1023, 1023, 1018, 1003, 144, 134]
    needed = count(votes, 2, terms=[4, 1])
    assert needed == LotNeeded((0, 1), seats=1, to=LONGER_TERM, stage=2)
    decided = outcome(votes, 2, [Lot((0, 1), (1,), LONGER_TERM)], terms=[4, 1])
    assert (decided.elected, decided.terms) == ((0, 1), (1, 4))
    assert decided.stages[1].rule == "[s 89(5)]"
    # The same votes for seats alike part nobody.
    assert outcome(votes, 2).elected == (0, 1)


def test_the_additional_vote_decides_the_seat_and_not_the_term() -> None:
    """501 stands above 500, though the lot made that 500 good for 501. [r 49] [s 89(5)]"""
    decided = outcome([500, 501, 500], 2, [Lot((0, 2), (2,), ELECT)], terms=[4, 1])
    assert (decided.elected, decided.terms) == ((1, 2), (4, 1))


def test_both_elected_by_lot_still_need_one_for_the_term() -> None:
    first = Lot((0, 1, 2), (2, 0), ELECT)
    assert count([7, 7, 7], 2, [first], [1, 4]) == LotNeeded((0, 2), 1, LONGER_TERM, 3)
    second = Lot((0, 2), (2,), LONGER_TERM)
    decided = outcome([7, 7, 7], 2, [first, second], terms=[1, 4])
    assert (decided.elected, decided.terms) == ((0, 2), (1, 4))


def test_fewer_candidates_than_seats_take_the_longest_terms() -> None:
    filled = outcome([5, 8], 3, terms=[1, 4, 2])
    assert (filled.elected, filled.terms) == ((1, 0), (4, 2))


@pytest.mark.parametrize(
    ("votes", "seats", "terms"), [([1], 0, None), ([1], -1, None), ([1, 2], 2, [4])]
)
def test_impossible_seats(votes: list[int], seats: int, terms: list[int] | None) -> None:
    with pytest.raises(ValueError, match="seats"):
        count(votes, seats, terms=terms)


def test_votes_are_whole_and_not_below_nothing() -> None:
    with pytest.raises(NotWhole):
        count([1.0], 1)  # type: ignore[list-item]
    with pytest.raises(OutOfBounds):
        count([-1], 1)
    with pytest.raises(OutOfBounds, match="sum of votes"):
        count([LIMIT, LIMIT], 1)


@given(VOTES, SEATS)
@settings(deadline=None, max_examples=300)
def test_nobody_left_out_has_more_votes_than_somebody_elected(votes: list[int], seats: int) -> None:
    answer = count(votes, seats)
    if isinstance(answer, LotNeeded):
        (level,) = {votes[who] for who in answer.candidates}
        above = [who for who, figure in enumerate(votes) if figure > level]
        assert len(above) + answer.seats == seats < len(above) + len(answer.candidates)
        return
    assert isinstance(answer, Outcome)
    assert len(answer.elected) == min(seats, len(votes))
    out = [figure for who, figure in enumerate(votes) if who not in answer.elected]
    assert all(votes[who] > figure for who in answer.elected for figure in out)


@given(VOTES, SEATS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=200)
def test_the_order_of_the_ballot_paper_elects_nobody(
    votes: list[int], seats: int, random: object
) -> None:
    numbers = list(range(len(votes)))
    random.shuffle(numbers)  # type: ignore[attr-defined]
    here, there = count(votes, seats), count([votes[number] for number in numbers], seats)
    if isinstance(here, LotNeeded):
        assert isinstance(there, LotNeeded)
        assert {numbers[who] for who in there.candidates} == set(here.candidates)
    else:
        assert isinstance(here, Outcome)
        assert isinstance(there, Outcome)
        assert {numbers[who] for who in there.elected} == set(here.elected)


def nights(
    votes: Sequence[int], seats: int, terms: Sequence[int] | None, lots: tuple[Lot, ...] = ()
) -> Iterator[tuple[Lot, ...]]:
    """Every series of lots that could be drawn for these votes, finished or not."""
    yield lots
    needed = count(votes, seats, lots, terms)
    if isinstance(needed, LotNeeded):
        for size in {1, needed.seats}:
            for chosen in combinations(needed.candidates, size):
                lot = Lot(needed.candidates, chosen, needed.to)
                yield from nights(votes, seats, terms, (*lots, lot))


@pytest.mark.parametrize("terms", [None, (4,), (1, 4), (4, 4, 1), (4, 2, 1)])
def test_the_plain_count_says_the_same_of_every_small_election(
    terms: tuple[int, ...] | None,
) -> None:
    """Every way of giving up to five candidates 0 to 2 votes, and every way the lots could fall."""
    cases = 0
    for candidates in range(6 if terms is None else 5):
        for votes in product(range(3), repeat=candidates):
            for seats in range(1, 6) if terms is None else [len(terms)]:
                for lots in nights(votes, seats, terms):
                    cases += 1
                    compiled = count(votes, seats, lots, terms)
                    if isinstance(compiled, Outcome):
                        plain = Elected(compiled.elected, compiled.terms)
                    else:
                        plain = compiled  # type: ignore[assignment]
                    assert most_votes(votes, seats, lots, terms) == plain
    assert cases > 100
