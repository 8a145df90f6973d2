"""Margins against trying every way in which the papers could have been."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core.exact import OutOfBounds
from tally_core.margins.margin import NOTHING_COULD, exactly
from tally_core.margins.plurality import could_change, margin, of_plurality
from tally_core.plain.plurality import Elected, most_votes
from tests.tally_core.wrong_papers import smallest_change

CANDIDATES = 3
Paper = tuple[int, ...]


def lawful(seats: int) -> list[Paper]:
    """Every way to mark a paper, a blank one too."""
    return [paper for size in range(seats + 1) for paper in combinations(range(CANDIDATES), size)]


def figures(papers: Iterable[Paper]) -> list[int]:
    given = Counter(candidate for paper in papers for candidate in paper)
    return [given[candidate] for candidate in range(CANDIDATES)]


def winners(votes: Sequence[int], seats: int) -> frozenset[int] | None:
    """Who is elected; None where a lot decides."""
    answer = most_votes(votes, seats)
    return frozenset(answer.candidates) if isinstance(answer, Elected) else None


def test_a_count_by_one_vote() -> None:
    # Seat 2 of 2, 559 against 556.
    votes = [700, 559, 556, 90]
    assert margin(votes, 2) == 3
    assert of_plurality(votes, 2).found == 2
    assert [could_change(votes, 2, papers) for papers in (0, 2, 3)] == [False, False, True]


def test_a_lot_is_no_margin_at_all() -> None:
    assert margin([356, 356], 1) == 0
    assert of_plurality([356, 356], 1).found == 0
    assert not could_change([356, 356], 1, 0)
    assert could_change([356, 356], 1, 1)


def test_where_everybody_is_elected_nothing_could_change_it() -> None:
    for votes in ([], [5], [5, 5]):
        assert margin(votes, 2) is None
        assert of_plurality(votes, 2).found is None
        assert not could_change(votes, 2, 10**6)


def test_the_mini_count_left_out_at_plymouth_could_have_changed_the_winner() -> None:
    """Plymouth, Sutton and Devonport 2017 (Plymouth City Council, June 2017): 6,587 votes left out,
    more than lay between the first two without them. They did not change it."""
    corrected = [237, 1_244, 20_476, 1_364, 27_283, 604]
    left_out = [24, 138, 2_670, 216, 3_475, 64]
    without = [all_ - part for all_, part in zip(corrected, left_out, strict=True)]
    assert margin(without, 1) == 6_002
    assert could_change(without, 1, sum(left_out))
    assert winners(without, 1) == winners(corrected, 1)
    assert margin(corrected, 1) == 6_807


def test_impossible_questions() -> None:
    with pytest.raises(ValueError, match="0 seats"):
        margin([1], 0)
    with pytest.raises(ValueError, match="-1 papers"):
        could_change([1, 2], 1, -1)
    with pytest.raises(OutOfBounds):
        margin([-1], 1)


@given(st.integers(1, 2).flatmap(lambda seats: st.tuples(st.just(seats), papers_of(seats))))
@settings(deadline=None, max_examples=60)
def test_papers_left_out_against_every_way_to_mark_them(night: tuple[int, list[Paper]]) -> None:
    seats, papers = night
    votes = figures(papers)
    before = winners(votes, seats)
    for missing in range(4):
        ways = combinations_with_replacement(lawful(seats), missing)
        after = {winners(figures([*papers, *more]), seats) for more in ways}
        assert could_change(votes, seats, missing) == (after != {before})


@given(st.integers(1, 2).flatmap(lambda seats: st.tuples(st.just(seats), papers_of(seats))))
@settings(deadline=None, max_examples=40)
def test_papers_misread_against_every_way_to_read_them(night: tuple[int, list[Paper]]) -> None:
    seats, papers = night
    fewest = of_plurality(figures(papers), seats).found
    assert fewest is not None
    before = winners(figures(papers), seats)
    if before is None:
        assert fewest == 0
        return
    for misread in range(1, min(fewest, 2) + 1):
        results = {
            winners(figures([*rest_of(papers, which), *again]), seats)
            for which in combinations(range(len(papers)), misread)
            for again in product(lawful(seats), repeat=misread)
        }
        assert (results != {before}) == (misread >= fewest)


def papers_of(seats: int) -> st.SearchStrategy[list[Paper]]:
    return st.lists(st.sampled_from(lawful(seats)), min_size=1, max_size=6)


def rest_of(papers: list[Paper], without: tuple[int, ...]) -> list[Paper]:
    return [paper for number, paper in enumerate(papers) if number not in without]


def test_a_margin_of_several_seats_is_that_of_the_last() -> None:
    assert of_plurality([700, 559, 556, 90], 2) == exactly(2)
    assert of_plurality([5, 5], 2) == NOTHING_COULD
    assert of_plurality([], 1) == NOTHING_COULD


def test_of_mixed_terms_the_nearest_line_counts() -> None:
    """[s 89(5)]: A has the long term by 3 votes, B the seat by 41."""
    assert of_plurality([100, 97, 56], 2, terms=[4, 1]) == exactly(2)
    assert of_plurality([100, 97, 56], 2, terms=[4, 4]) == exactly(21)
    assert of_plurality([100, 97], 2, terms=[4, 1]) == exactly(2)
    assert of_plurality([100], 2, terms=[4, 1]) == NOTHING_COULD
    with pytest.raises(ValueError, match="2 seats with terms"):
        of_plurality([1], 2, terms=[1])


@given(
    st.integers(1, 2).flatmap(lambda seats: st.tuples(st.just(seats), papers_of(seats))),
    st.booleans(),
)
@settings(deadline=None, max_examples=25)
def test_most_votes_against_every_way_the_papers_could_have_been(
    night: tuple[int, list[Paper]], mixed: bool
) -> None:
    seats, papers = night
    terms = [4, 1][:seats] if mixed else None

    def elected(pile: tuple[Paper, ...]) -> object:
        answer = most_votes(figures(pile), seats, terms=terms)
        return answer if not isinstance(answer, Elected) else frozenset_of(answer)

    worked_out = of_plurality(figures(papers), seats, terms)
    if not isinstance(most_votes(figures(papers), seats, terms=terms), Elected):
        assert worked_out == exactly(0)
        return
    enough = worked_out.found
    assert enough is not None
    fewest = smallest_change(tuple(papers), lawful(seats), elected, min(enough, 2))
    assert fewest == (enough if enough <= 2 else None)


def frozenset_of(elected: Elected) -> frozenset[tuple[int, int]]:
    terms = elected.terms or (0,) * len(elected.candidates)
    return frozenset(zip(elected.candidates, terms, strict=True))
