"""Paper is neither made nor lost, whatever the moves and their order."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core.balances import pile_balances, vote_totals
from tally_core.exact import LIMIT, NotWhole, OutOfBounds

PILES = 6
MOVES = st.lists(
    st.tuples(st.integers(0, PILES - 1), st.integers(0, PILES - 1), st.integers(0, 5000)),
    max_size=40,
)


def balance(moves: list[tuple[int, int, int]]) -> list[int]:
    source, target, papers = ([move[part] for move in moves] for part in range(3))
    return [int(papers) for papers in pile_balances(source, target, papers, PILES)]


@given(MOVES)
@settings(deadline=None, max_examples=300)
def test_all_piles_together_hold_nothing(moves: list[tuple[int, int, int]]) -> None:
    assert sum(balance(moves)) == 0


@given(MOVES, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=200)
def test_the_order_of_moves_does_not_matter(
    moves: list[tuple[int, int, int]], random: object
) -> None:
    shuffled = list(moves)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert balance(shuffled) == balance(moves)


@given(MOVES)
@settings(deadline=None, max_examples=200)
def test_moves_carried_back_leave_nothing_behind(moves: list[tuple[int, int, int]]) -> None:
    back = [(target, source, papers) for source, target, papers in moves]
    assert balance(moves + back) == [0] * PILES


@given(MOVES, MOVES)
@settings(deadline=None, max_examples=200)
def test_two_nights_add_up(
    first: list[tuple[int, int, int]], second: list[tuple[int, int, int]]
) -> None:
    assert balance(first + second) == [
        a + b for a, b in zip(balance(first), balance(second), strict=True)
    ]


def test_a_table_on_a_night() -> None:
    world, unsorted, khoo, patel, doubtful, rejected = range(PILES)
    night = [
        (world, unsorted, 600),  # two boxes mixed
        (unsorted, khoo, 250),
        (unsorted, patel, 300),
        (unsorted, doubtful, 50),
        (doubtful, khoo, 40),
        (doubtful, rejected, 10),
    ]
    assert balance(night) == [-600, 0, 290, 300, 0, 10]


def test_no_move_at_all() -> None:
    assert balance([]) == [0] * PILES
    assert vote_totals([], [], [], 2, 3).tolist() == [[0, 0, 0], [0, 0, 0]]


@given(MOVES)
@settings(deadline=None, max_examples=200)
def test_every_vote_is_in_some_cell(lines: list[tuple[int, int, int]]) -> None:
    row, column, votes = ([line[part] for line in lines] for part in range(3))
    assert int(vote_totals(row, column, votes, PILES, PILES).sum()) == sum(votes)


@pytest.mark.parametrize("add", ["piles", "votes"])
def test_what_a_kernel_may_not_be_given(add: str) -> None:
    def call(first: object, second: object, figures: object) -> object:
        if add == "piles":
            return pile_balances(first, second, figures, 3)  # type: ignore[arg-type]
        return vote_totals(first, second, figures, 3, 3)  # type: ignore[arg-type]

    for wrong in (3, -1):  # would be written outside the array
        with pytest.raises(OutOfBounds):
            call([wrong], [0], [1])
        with pytest.raises(OutOfBounds):
            call([0], [wrong], [1])
    with pytest.raises(ValueError, match="different lengths"):  # would be read outside it
        call([0, 1], [0], [1])
    with pytest.raises(NotWhole):
        call([0], [1], [1.5])
    with pytest.raises(OutOfBounds, match="sum of"):  # would wrap
        call([0, 0], [1, 1], np.array([LIMIT, LIMIT]))
