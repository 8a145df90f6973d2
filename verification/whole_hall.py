"""A whole hall in one pass: every account, every box and every pile of every contest, from columns of figures.

What a statement and a contest's page show is worked out contest by contest as it is asked for. This is the
same for all of them at once, 750 boxes and millions of moves in a few milliseconds, for whoever holds a whole
ledger in columns. The steps are the law's (Parliamentary Elections Rules, rules 43(3) and 45(5), RPA 1983
Sch. 1 [r 43(3)] [r 45(5)]): what each box should hold, what it does, strays carried home, papers carried
from pile to pile; and at the end, for each contest, the verified papers against all that is held anywhere.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tally_core import kernels
from tally_core.balances import pile_balances, vote_totals
from tally_core.exact import check_sum, indexes, same_length, whole
from tally_core.kernels import NOT_ENTERED, Whole

OUTSIDE: Final = 0
"""The kind of the piles that stand for the world outside; every contest has one of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Boxes:
    """Every box for every contest, a line each; NOT_ENTERED for a figure that is not in yet.

    contest, place: numbers from 0, a place of one contest being another than that of the next. starts: lines
    + 1; line i has the number ranges starts[i] to starts[i + 1]. ranges: ranges by 2, first and last number.
    account: 6 by lines, the rows STATED to RETRIEVED of `kernels.accounts`. counted, handed_over, verified:
    as in `verification.reconcile.Line`.
    """

    contest: Whole
    place: Whole
    starts: Whole
    ranges: Whole
    account: Whole
    counted: Whole
    handed_over: Whole
    verified: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """Papers that went from one number to another: strays between lines of boxes, or papers between piles."""

    source: Whole
    target: Whole
    papers: Whole


@dataclass(frozen=True, slots=True, eq=False)
class HallPiles:
    """Every pile: its contest, and what lies on it, kinds being numbers from 0 (OUTSIDE)."""

    contest: Whole
    kind: Whole
    kinds: int


@dataclass(frozen=True, slots=True, eq=False)
class WholeHall:
    """The result of the whole hall.

    accounts: 5 by lines, rows of `kernels.accounts`; found: 3 by lines, rows of `kernels.reconcile`. contests,
    places: SUM_ROWS by their numbers. hall: the same for all. balances: one a pile. held: contests by kinds.
    """

    accounts: Whole
    found: Whole
    contests: Whole
    places: Whole
    hall: Whole
    balances: Whole
    held: Whole

    @property
    def unreconciled(self) -> Whole:
        """Verified papers of each contest less all papers that any of its piles holds: 0 when all is well."""
        verified: Whole = self.contests[kernels.HAS_VERIFIED] - self.held[:, OUTSIDE + 1 :].sum(1)
        return verified


def work_out(
    boxes: Boxes, strays: Moves, piles: HallPiles, moves: Moves, contests: int
) -> WholeHall:
    """Work out a whole hall.

    Raises NotWhole, OutOfBounds, and ValueError for columns that do not fit together or a move that would
    carry papers from one contest to another.
    """
    lines = len(boxes.contest)
    accounts = _accounts(boxes, lines)
    out, into = _strays(strays, lines)
    figures = np.stack(
        (accounts[kernels.EXPECTED], boxes.counted, out, into, boxes.handed_over, boxes.verified)
    )
    for row in figures:
        _figures(row, "a box's figures")
    check_sum("all figures", figures[figures != NOT_ENTERED])
    contest = indexes(boxes.contest, "contest", below=contests)
    places = int(boxes.place.max()) + 1 if lines else 0
    place = indexes(boxes.place, "place", below=places)
    groups = np.stack((contest, contests + 1 + place, np.full(lines, contests, dtype=np.int64)))
    found = np.zeros((3, lines), dtype=np.int64)
    sums = np.zeros((kernels.SUM_ROWS, contests + 1 + places), dtype=np.int64)
    kernels.reconcile(groups, figures, found, sums)

    of_contest = indexes(piles.contest, "contest of a pile", below=contests)
    balances = pile_balances(moves.source, moves.target, moves.papers, of_contest.size)
    crossing = np.flatnonzero(of_contest[moves.source] != of_contest[moves.target])
    if crossing.size:
        raise ValueError(f"move {int(crossing[0])} goes from one contest to another")
    held = vote_totals(of_contest, piles.kind, balances, contests, piles.kinds)
    assert not held.sum(1).any(), "papers of a contest were made or lost"
    return WholeHall(
        accounts,
        found,
        sums[:, :contests],
        sums[:, contests + 1 :],
        sums[:, contests],
        balances,
        held,
    )


def _accounts(boxes: Boxes, lines: int) -> Whole:
    """The papers each box should hold, and the variance of its count. [r 43(3)] [r 45(5)]"""
    starts = whole(boxes.starts, "starts", least=0, most=len(boxes.ranges))
    ends_fit = starts.size == lines + 1 and starts[0] == 0 and starts[-1] == len(boxes.ranges)
    if not ends_fit or boxes.account.shape != (6, lines) or boxes.ranges.shape[1:] != (2,):
        raise ValueError("accounts that do not fit the lines of the boxes")
    if lines and int(np.diff(starts).min()) < 0:
        raise ValueError("number ranges that run backwards from line to line")
    check_sum("numbers", whole(boxes.ranges.reshape(-1), "numbers", least=0))
    figures = np.concatenate((boxes.account, boxes.counted.reshape(1, -1)))
    for row in figures:
        _figures(row, "an account")
    into = np.zeros((5, lines), dtype=np.int64)
    kernels.accounts(starts, np.ascontiguousarray(boxes.ranges), figures, into)
    return into


def _strays(strays: Moves, lines: int) -> tuple[Whole, Whole]:
    """Strays out of each line and into each: the same papers, once on either side."""
    columns = {
        "source": indexes(strays.source, "stray from", below=lines),
        "target": indexes(strays.target, "stray to", below=lines),
        "papers": whole(strays.papers, "strays", least=0),
    }
    same_length(**columns)
    out = vote_totals(columns["source"], np.zeros_like(columns["source"]), strays.papers, lines, 1)
    into = vote_totals(columns["target"], np.zeros_like(columns["target"]), strays.papers, lines, 1)
    assert int(out.sum()) == int(into.sum())
    return out[:, 0], into[:, 0]


def _figures(row: Whole, column: str) -> None:
    """Refuse what is neither a figure within bounds nor one that was not entered."""
    whole(row[row != NOT_ENTERED], column)
