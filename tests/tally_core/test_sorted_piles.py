"""Piles that others sort: the same as piles in memory, and a question where nobody has sorted yet."""

from fractions import Fraction

import pytest

from tally_core.counting_sheet import Waits
from tally_core.exact import LIMIT, OutOfBounds
from tally_core.outcome import Moved, PapersNeeded
from tally_core.papers import papers
from tally_core.parcels import PapersInMemory
from tally_core.sorted_piles import SortedPiles
from tests.tally_core.hand_sorted import Reported

A, B, C, D = range(4)


def test_papers_go_to_the_next_preference_for_somebody_still_in() -> None:
    sorter = PapersInMemory(papers(4, [(3, (A, B, C)), (2, (A, D)), (1, (A,)), (5, (B,))]))
    piles = SortedPiles(sorter, 100)
    assert (piles.votes, piles.valid) == ((600, 500, 0, 0), 11)
    assert piles.move(A, [C, D]) == 100
    assert piles.votes == (0, 500, 300, 200)
    assert piles.moved == (Moved(100, 6, 5),)
    assert piles.move(C, [D]) == 300
    assert piles.votes == (0, 500, 0, 200)
    assert piles.moved == (Moved(100, 3, 0),)


def test_papers_of_one_value_are_sorted_together_the_most_valuable_first() -> None:
    """B has 2 papers of its own, and 2 that came at 0.66; D's papers at 1.00 are apart from those."""
    sorter = PapersInMemory(papers(4, [(2, (A, B, C)), (1, (A,)), (2, (B, C)), (4, (D, C))]))
    piles = SortedPiles(sorter, 100)
    assert piles.move(A, [B, C], surplus=200, left=100) == 66
    assert piles.votes == (100, 200 + 132, 0, 400)
    assert piles.move(B, [C]) == 0
    assert piles.moved == (Moved(100, 2, 2), Moved(66, 2, 2))
    assert piles.votes == (100, 0, 332, 400)


def test_a_value_is_rounded_down_for_each_paper() -> None:
    sorter = PapersInMemory(papers(3, [(2, (A, B, C)), (1, (A,))]))
    piles = SortedPiles(sorter, 100)
    piles.move(A, [B, C], surplus=200, left=100)
    assert piles.move(B, [C], surplus=33) == 0
    assert piles.votes == (100, 0, 2 * 16)  # 33 x 66 by 132 is 16.5.


def test_a_parcel_that_nobody_has_sorted_is_asked_for() -> None:
    piles = SortedPiles(Reported([5, 2, 2], []), 100)
    with pytest.raises(Waits) as waits:
        piles.move(A, [B, C], surplus=100, left=400)
    assert waits.value.question == PapersNeeded("0", Fraction(1), 5, (B, C))


def test_a_pile_without_papers_asks_nobody() -> None:
    piles = SortedPiles(Reported([0, 2, 2], []), 100)
    assert (piles.move(A, [B, C]), piles.moved) == (0, ())


def test_a_vote_times_a_value_stays_within_bounds() -> None:
    with pytest.raises(OutOfBounds):
        SortedPiles(Reported([LIMIT // 100_000**2 + 1, 0], []), 100_000)


def test_papers_do_not_pass_to_the_pile_they_lie_on() -> None:
    with pytest.raises(AssertionError):
        SortedPiles(Reported([1, 0], []), 1).move(A, [A, B])
