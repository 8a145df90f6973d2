"""The papers and votes on every pile, from every movement of paper in the hall at once."""

from collections.abc import Sequence

import numpy as np

from tally_core import kernels
from tally_core.exact import check_sum, indexes, same_length, whole
from tally_core.kernels import Whole


def pile_balances(
    source: Sequence[int] | Whole,
    target: Sequence[int] | Whole,
    papers: Sequence[int] | Whole,
    piles: int,
) -> Whole:
    """Balance every pile after all moves, in one pass.

    source, target: piles from 0 to `piles` - 1. papers: how many went from one to the other; a
    move that was struck is left out by the caller. Returns int64 of `piles`, which sums to zero:
    paper is neither made nor lost, and the pile that stands for the world outside is as far below
    zero as the hall is above. Raises NotWhole, OutOfBounds, and ValueError for columns of
    different lengths.
    """
    moves = {
        "source": indexes(source, "source", below=piles),
        "target": indexes(target, "target", below=piles),
        "papers": whole(papers, "papers"),
    }
    same_length(**moves)
    check_sum("papers", moves["papers"])
    balances = np.zeros(piles, dtype=np.int64)
    kernels.piles(moves["source"], moves["target"], moves["papers"], balances)
    assert int(balances.sum()) == 0
    return balances


def vote_totals(
    row: Sequence[int] | Whole,
    column: Sequence[int] | Whole,
    votes: Sequence[int] | Whole,
    rows: int,
    columns: int,
) -> Whole:
    """Add every line of votes to its row (a unit, a contest) and column (a candidate), in one pass.

    Returns int64 of `rows` by `columns`. Raises as `pile_balances` does.
    """
    lines = {
        "row": indexes(row, "row", below=rows),
        "column": indexes(column, "column", below=columns),
        "votes": whole(votes, "votes"),
    }
    same_length(**lines)
    check_sum("votes", lines["votes"])
    totals = np.zeros((rows, columns), dtype=np.int64)
    kernels.votes(lines["row"], lines["column"], lines["votes"], totals)
    return totals
