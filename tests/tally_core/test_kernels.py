"""The compiled loops against slow and obvious ones.

Those behind accounts and reconciliation are held against theirs in tests/verification, the one
behind plurality also against the plain count in test_plurality.
"""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core import kernels
from tally_core.exact import LIMIT
from tests.tally_core import naive

LINES = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(-(10**9), 10**9)), max_size=30
)


def columns(lines: list[tuple[int, int, int]]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    return np.array(lines, dtype=np.int64).reshape(len(lines), 3).T.copy()


@given(LINES)
@settings(deadline=None, max_examples=300)
def test_piles_balance_as_plain_sums_do(moves: list[tuple[int, int, int]]) -> None:
    into = np.zeros(5, dtype=np.int64)
    source, target, papers = columns(moves)
    kernels.piles(source, target, papers, into)
    assert into.tolist() == naive.balances(moves, 5)


@given(LINES)
@settings(deadline=None, max_examples=300)
def test_votes_add_as_plain_sums_do(lines: list[tuple[int, int, int]]) -> None:
    into = np.zeros((5, 5), dtype=np.int64)
    row, column, votes = columns(lines)
    kernels.votes(row, column, votes, into)
    assert into.tolist() == naive.totals(lines, 5, 5)


@given(st.lists(st.integers(0, 6), max_size=12), st.integers(1, 14))
@settings(deadline=None, max_examples=500)
def test_candidates_are_ranked_by_votes_then_number(votes: list[int], seats: int) -> None:
    order = np.zeros(len(votes), dtype=np.int64)
    first, past = kernels.plurality(np.array(votes, dtype=np.int64), seats, order)

    ranked = sorted(range(len(votes)), key=lambda who: (-votes[who], who))
    assert order.tolist() == ranked
    level = []
    if seats < len(votes) and votes[ranked[seats - 1]] == votes[ranked[seats]]:
        level = [who for who in ranked if votes[who] == votes[ranked[seats]]]
    assert ranked[first:past] == level


def test_the_largest_figures_that_are_let_through_do_not_wrap() -> None:
    into = np.zeros(2, dtype=np.int64)
    one, other = np.array([0], dtype=np.int64), np.array([1], dtype=np.int64)
    kernels.piles(one, other, np.array([LIMIT], dtype=np.int64), into)
    assert into.tolist() == [-LIMIT, LIMIT]
    # The longest expression of a kernel has four terms, each at most LIMIT, and one sum beside it.
    assert 7 * LIMIT < 2**63
