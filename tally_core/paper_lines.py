"""Groups of papers out of lines of digits, as every format for preferences writes them."""

from collections.abc import Iterable

import numpy as np

from tally_core import kernels
from tally_core.papers import Papers


def papers_in(
    text: bytes, at: int, candidates: int, *, zero: bool, withdrawn: Iterable[int] = ()
) -> tuple[Papers, int] | None:
    """Read lines of “papers preference preference ...” from byte `at` on, in one pass.

    Numbers stand apart by blanks, tabs or one comma; a line may end in commas. Candidates are
    written from 1; those withdrawn (from 0) are left out of the papers. zero: every line ends in 0,
    and a line of 0 alone ends the papers; otherwise the first line that holds no digits does.
    Returns the papers and the byte after them; None if any line is not exactly so, for the caller
    to read in another way and to say what is wrong.
    """
    source = np.frombuffer(text, dtype=np.uint8)
    lines = text.count(b"\n", at) + 1
    weights = np.empty(lines, dtype=np.int64)
    starts = np.zeros(lines + 1, dtype=np.int64)
    # A preference takes two bytes at least. What is never written takes no memory.
    preferences = np.empty((len(text) - at >> 1) + 1, dtype=np.int32)
    dropped = np.zeros(candidates, dtype=np.bool_)
    dropped[list(withdrawn)] = True
    seen = np.zeros(candidates, dtype=np.int64)
    groups, end = kernels.paper_lines(source, at, zero, dropped, seen, weights, starts, preferences)
    if end < 0:
        return None
    length = int(starts[groups])
    read = Papers(candidates, starts[: groups + 1], preferences[:length], weights[:groups])
    return read, int(end)
