"""Papers shared out by keep values: what each candidate keeps of every paper, and what goes on to the next."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from tally_core import kernels
from tally_core.exact import LIMIT, OutOfBounds
from tally_core.kernels import WHOLE, Open, Whole
from tally_core.papers import Papers

MOST_WAYS: Final = 2**31 - 1
"""Their numbers are kept in 32 bits."""


class SharedPapers:
    """The papers of a contest, each shared out among the candidates it names.

    Papers that meet the same candidates until nothing is left of them are one way, shared out together:
    exactly as one by one, because what is left of a paper is rounded for the paper and not for a sum.
    Raises OutOfBounds for so many papers that their votes could pass LIMIT (over 1,150 million), or so many
    preferences that a way has no number.
    """

    def __init__(self, papers: Papers) -> None:
        # A share of a paper times a keep value, the largest product, is at most WHOLE * WHOLE.
        assert WHOLE * WHOLE + WHOLE <= LIMIT
        if papers.valid * WHOLE > LIMIT:
            raise OutOfBounds("papers", papers.valid, 0, LIMIT)
        self._papers = papers
        if papers.preferences.size >= MOST_WAYS:
            raise OutOfBounds("preferences", papers.preferences.size, 0, MOST_WAYS - 1)
        most = papers.preferences.size + 1  # A way for every preference, and the one of no step.
        self._who, self._before, self._longer, self._other = (
            np.empty(most, dtype=np.int32) for _ in range(4)
        )
        self._ways_papers: Whole = np.empty(most, dtype=np.int64)
        self._left: Whole = np.empty(most, dtype=np.int64)
        self._found = 1

    def find_ways(self, out: Iterable[int], sharing: Iterable[int]) -> None:
        """Set whom papers pass over, and who passes some of each paper on. All others keep all they get."""
        self._found = kernels.ways(
            self._papers.starts,
            self._papers.preferences,
            self._papers.weights,
            self._marked(out),
            self._marked(sharing),
            self._who,
            self._before,
            self._ways_papers,
            self._longer,
            self._other,
        )

    @property
    def ways(self) -> int:
        """The number of ways, of one step or more, that the papers take."""
        return self._found - 1

    def votes(self, keeps: Sequence[int]) -> list[int]:
        """Each candidate's votes, when each keeps that much, out of WHOLE, of whatever comes to them."""
        assert all(0 <= keep <= WHOLE for keep in keeps)
        votes = np.zeros(self._papers.candidates, dtype=np.int64)
        kernels.keep(
            self._found,
            self._who,
            self._before,
            self._ways_papers,
            np.array(keeps, dtype=np.int64),
            self._left,
            votes,
        )
        whole: list[int] = votes.tolist()
        return whole

    def _marked(self, candidates: Iterable[int]) -> Open:
        marked = np.zeros(self._papers.candidates, dtype=np.bool_)
        marked[list(candidates)] = True
        return marked
