"""Groups of papers out of lines of digits, as every format for preferences writes them."""

from collections.abc import Iterable, Sequence

import numpy as np

from tally_core import kernels
from tally_core.papers import Papers


class PaperLines:
    """Groups of papers, read from byte `at` of a text on.

    A line says how many papers, then their preferences; numbers stand apart by blanks, tabs or one comma, and a
    line may end in commas. Candidates are written from 1; those withdrawn (from 0) are left out of the
    papers. zero: every line ends in 0.
    """

    def __init__(
        self, text: bytes, at: int, candidates: int, *, zero: bool, withdrawn: Iterable[int] = ()
    ) -> None:
        lines = text.count(b"\n", at) + 1
        self.at = at
        self.candidates = candidates
        self._text = np.frombuffer(text, dtype=np.uint8)
        self._zero = zero
        self._dropped = np.zeros(candidates, dtype=np.bool_)
        self._dropped[list(withdrawn)] = True
        self._seen = np.zeros(candidates, dtype=np.int64)
        self._groups = 0
        self._weights = np.empty(lines, dtype=np.int64)
        self._starts = np.zeros(lines + 1, dtype=np.int64)
        # A preference takes two bytes at least. What is never written takes no memory.
        self._preferences = np.empty((len(text) - at >> 1) + 1, dtype=np.int32)

    def read_on(self) -> None:
        """Read every line up to one that is not exactly so; `at` is its first byte then, or the end."""
        groups, at = kernels.paper_lines(
            self._text,
            self.at,
            self._zero,
            self._dropped,
            self._seen,
            self._groups,
            self._weights,
            self._starts,
            self._preferences,
        )
        self._groups, self.at = int(groups), int(at)

    def add(self, papers: int, ranked: Sequence[int]) -> None:
        """Add the group of a line that was read in another way; nothing if it has no preference."""
        if not ranked:
            return
        start = int(self._starts[self._groups])
        self._preferences[start : start + len(ranked)] = ranked
        self._weights[self._groups] = papers
        self._groups += 1
        self._starts[self._groups] = start + len(ranked)

    def papers(self) -> Papers:
        """The papers read so far."""
        length = int(self._starts[self._groups])
        return Papers(
            self.candidates,
            self._starts[: self._groups + 1],
            self._preferences[:length],
            self._weights[: self._groups],
        )
