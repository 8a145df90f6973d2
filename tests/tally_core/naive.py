"""Slow and obvious versions of the kernels, written from what each is to do, not from its code."""

from collections.abc import Sequence

from verification.reconcile import BoxLine, Found, Sum


def balances(moves: Sequence[tuple[int, int, int]], piles: int) -> list[int]:
    """What each pile gained less what it gave: moves are (source, target, papers)."""
    return [
        sum(papers for _, target, papers in moves if target == pile)
        - sum(papers for source, _, papers in moves if source == pile)
        for pile in range(piles)
    ]


def totals(lines: Sequence[tuple[int, int, int]], rows: int, columns: int) -> list[list[int]]:
    """The votes of each cell: lines are (row, column, votes)."""
    return [
        [sum(votes for *cell, votes in lines if cell == [row, column]) for column in range(columns)]
        for row in range(rows)
    ]


def found(line: BoxLine) -> Found:
    """What one box comes to."""
    settled = None
    if line.counted is not None:
        settled = line.counted - line.strays_out + line.strays_in - line.handed_over
    held = settled if line.verified is None else line.verified
    variance = None if held is None or line.expected is None else held - line.expected
    if line.verified is None or settled is None:
        return Found(settled, variance, None)
    return Found(settled, variance, line.verified - settled)


def added(lines: Sequence[BoxLine]) -> Sum:
    """What several boxes come to together."""
    return Sum(
        expected=sum(line.expected or 0 for line in lines),
        counted=sum(line.counted or 0 for line in lines),
        strays_out=sum(line.strays_out for line in lines),
        strays_in=sum(line.strays_in for line in lines),
        handed_over=sum(line.handed_over for line in lines),
        verified=sum(line.verified or 0 for line in lines),
        variance=sum(found(line).variance or 0 for line in lines),
        lines=len(lines),
        no_account=sum(line.expected is None for line in lines),
        not_counted=sum(line.counted is None for line in lines),
        not_verified=sum(line.verified is None for line in lines),
    )
