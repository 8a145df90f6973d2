"""Papers on piles: every one is on one pile, or has no further preference."""

import pytest

from tally_core.exact import LIMIT, OutOfBounds
from tally_core.papers import papers
from tally_core.preference_piles import PreferencePiles

A, B, C, D = range(4)


def test_papers_go_to_the_next_preference_for_somebody_still_in() -> None:
    piles = PreferencePiles(papers(4, [(3, (A, B, C)), (2, (A, D)), (1, (A,)), (5, (B,))]), 100)
    assert piles.votes == (600, 500, 0, 0)
    assert piles.move(A, [C, D]) == 100
    assert piles.votes == (0, 500, 300, 200)
    assert piles.move(C, [D]) == 300
    assert piles.votes == (0, 500, 0, 200)


def test_a_surplus_goes_at_a_value_rounded_down_for_each_paper() -> None:
    piles = PreferencePiles(papers(2, [(2, (A, B)), (1, (A,))]), 100)
    assert piles.move(A, [B], surplus=200, left=100) == 66
    assert piles.votes == (100, 132)
    assert piles.move(B, [], surplus=33) == 2 * 16  # 33 x 66 by 132 is 16.5.


def test_a_pile_is_left_empty() -> None:
    piles = PreferencePiles(papers(2, [(2, (A, B))]), 1)
    piles.move(A, [B])
    assert piles.move(A, [B]) == 0
    assert piles.votes == (0, 2)


def test_no_papers_at_all() -> None:
    piles = PreferencePiles(papers(2, []), 100)
    assert (piles.move(A, [B]), piles.votes) == (0, (0, 0))


def test_a_vote_times_a_value_stays_within_bounds() -> None:
    """The largest product is that of all votes, as a surplus, and the value of a whole paper."""
    most = LIMIT // 100_000**2
    assert (
        PreferencePiles(papers(2, [(most, (A, B))]), 100_000).move(A, [B], surplus=most * 100_000)
        == 0
    )
    with pytest.raises(OutOfBounds):
        PreferencePiles(papers(2, [(most + 1, (A,))]), 100_000)


def test_papers_do_not_pass_to_the_pile_they_lie_on() -> None:
    with pytest.raises(AssertionError):
        PreferencePiles(papers(2, [(1, (A, B))]), 1).move(A, [A, B])


def test_a_value_is_kept_in_half_a_word() -> None:
    assert PreferencePiles(papers(2, []), 2**31 - 1).votes == (0, 0)
    for unit in (0, 2**31):
        with pytest.raises(OutOfBounds, match="units in a vote"):
            PreferencePiles(papers(2, []), unit)


@pytest.mark.parametrize(("pile", "surplus"), [(A, 201), (A, -1), (C, 0), (-1, 0), (B, 1)])
def test_what_would_divide_by_nothing_or_read_elsewhere_cannot_be(pile: int, surplus: int) -> None:
    piles = PreferencePiles(papers(2, [(2, (A, B))]), 100)
    with pytest.raises((AssertionError, IndexError)):
        piles.move(pile, [], surplus=surplus)
