"""The compiled loops against slow and obvious ones.

Those behind accounts and reconciliation are held against theirs in tests/verification, the one
behind plurality also against the plain count in test_plurality.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core import kernels
from tally_core.balances import pile_balances, vote_totals
from tally_core.exact import LIMIT, OutOfBounds
from tally_core.outcome import Outcome, PreferenceCount
from tally_core.papers import papers
from tally_core.plain import scottish_stv as plain_scottish
from tally_core.rules import plurality, scottish_stv, supplementary
from tests.tally_core import naive
from verification.account import Account, work_out
from verification.reconcile import BoxLine, reconcile

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


# -------------------------------------------------- every kernel at its bound, and one beyond it: refused


def test_piles_and_votes_at_the_bound() -> None:
    assert pile_balances([0, 0], [1, 1], [LIMIT - 1, 1], 2).tolist() == [-LIMIT, LIMIT]
    assert vote_totals([0, 0], [0, 0], [LIMIT - 1, 1], 1, 1).tolist() == [[LIMIT]]
    with pytest.raises(OutOfBounds, match="sum of papers"):
        pile_balances([0, 0], [1, 1], [LIMIT, 1], 2)
    with pytest.raises(OutOfBounds, match="sum of votes"):
        vote_totals([0, 0], [0, 0], [LIMIT, 1], 1, 1)


def test_accounts_at_the_bound() -> None:
    """The longest sum: papers handed out, less unused, spoilt and retrieved, against the count."""
    most = Account(0, ((0, LIMIT),), unused=LIMIT, spoilt=LIMIT, retrieved=LIMIT)
    (worked,) = work_out([most], [LIMIT])
    assert worked.expected == LIMIT + 1 - 3 * LIMIT
    assert worked.variance == LIMIT - worked.expected
    assert worked.arithmetic == 0 - (LIMIT + 1 - 2 * LIMIT)
    with pytest.raises(OutOfBounds, match="sum of numbers"):
        work_out([Account(0, ((1, LIMIT),))], [0])
    for field in ("stated", "unused", "spoilt", "unused_found", "spoilt_found", "retrieved"):
        with pytest.raises(OutOfBounds, match=field):
            work_out([Account(**{"stated": 0, field: LIMIT + 1})], [0])  # type: ignore[arg-type]
    with pytest.raises(OutOfBounds, match="counted"):
        work_out([Account(0)], [LIMIT + 1])


def test_reconciliation_at_the_bound() -> None:
    lines = [BoxLine(0, 0, counted=LIMIT - 1), BoxLine(0, 1, counted=1)]
    assert reconcile(lines, 1).hall.counted == LIMIT
    with pytest.raises(OutOfBounds, match="sum of all figures"):
        reconcile([*lines, BoxLine(0, 2, counted=1)], 1)
    with pytest.raises(OutOfBounds, match="contest"):
        reconcile([BoxLine(1, 0, counted=1)], 1)


def test_most_votes_at_the_bound() -> None:
    outcome = plurality.count([LIMIT - 1, 1], 1)
    assert isinstance(outcome, Outcome)
    assert outcome.elected == (0,)
    with pytest.raises(OutOfBounds, match="sum of votes"):
        plurality.count([LIMIT, 1], 1)
    everybody = plurality.count([3, 4], 2**80)
    assert isinstance(everybody, Outcome)
    assert everybody.elected == (1, 0)


def test_preferences_at_the_bound() -> None:
    """Five places: a vote times a value may be the largest figure, some 115 million papers."""
    most = LIMIT // 10**10
    groups = [(most - 1, (0, 1)), (1, (2,))]
    # The plain count has Python's own whole numbers, which know no bound.
    assert scottish_stv.count(papers(3, groups), 2) == plain_scottish.count(groups, 3, 2)
    with pytest.raises(OutOfBounds, match="papers"):
        scottish_stv.count(papers(3, [(most, (0, 1)), (1, (2,))]), 2)


def test_first_and_second_preferences_at_the_bound() -> None:
    count = supplementary.count(papers(3, [(LIMIT - 3, (0,)), (3, (1, 2))]))
    assert isinstance(count, PreferenceCount)
    assert count.elected == (0,)
    with pytest.raises(OutOfBounds, match="sum of votes"):
        supplementary.count_areas([supplementary.AreaCount((LIMIT, 1, 0))])
