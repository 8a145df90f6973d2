"""Preference papers as arrays: the whole ballot of a contest in three columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tally_core.exact import NotWhole, OutOfBounds, check_sum, whole
from tally_core.kernels import Whole

MOST_CANDIDATES = 1000
MOST_GROUPS = 2**31 - 1
"""Piles keep the numbers of groups in half words."""


@dataclass(frozen=True, slots=True, eq=False)
class Papers:
    """Groups of papers with equal preferences.

    preferences: candidates from 0, most wanted first, group after group. starts: groups + 1; group i has the
    preferences from starts[i] to starts[i + 1]. weights: papers in each group. A group has a first preference
    and names nobody twice.

    Kernels do not look where they read, so what they would go astray on is refused here, once: NotWhole for
    columns of another type, OutOfBounds for a preference for nobody who stands, too many groups or more
    papers than add up, ValueError for groups that do not fit the preferences.
    """

    candidates: int
    starts: Whole
    preferences: npt.NDArray[np.int32]
    weights: Whole

    def __post_init__(self) -> None:
        starts, preferences, weights = self.starts, self.preferences, self.weights
        types = (("starts", starts, np.int64), ("preferences", preferences, np.int32),
                 ("papers", weights, np.int64))  # fmt: skip
        for name, column, kind in types:
            if column.dtype != kind or column.ndim != 1:
                raise NotWhole(name, column)
        if weights.size > MOST_GROUPS:
            raise OutOfBounds("groups of papers", weights.size, 0, MOST_GROUPS)
        check_sum("papers", weights)
        if starts.size != weights.size + 1 or starts[0] != 0 or starts[-1] != preferences.size:
            raise ValueError("groups do not begin and end where the preferences do")
        if weights.size and (int(np.diff(starts).min()) < 1 or int(weights.min()) < 1):
            raise ValueError("a group without a paper or without a preference")
        if preferences.size:
            for extreme in (int(preferences.min()), int(preferences.max())):
                if not 0 <= extreme < self.candidates:
                    raise OutOfBounds("preferences", extreme, 0, self.candidates - 1)

    @property
    def groups(self) -> int:
        return len(self.weights)

    @property
    def valid(self) -> int:
        """Papers in all."""
        return int(self.weights.sum())

    def __iter__(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        for group in range(self.groups):
            ranked = self.preferences[self.starts[group] : self.starts[group + 1]]
            yield int(self.weights[group]), tuple(int(candidate) for candidate in ranked)


def papers(candidates: int, groups: Iterable[tuple[int, Sequence[int]]]) -> Papers:
    """Papers from groups of (how many, preferences from 0, most wanted first).

    Groups of no paper and papers without a preference are left out: neither is valid. Raises NotWhole,
    OutOfBounds, and ValueError for a candidate who does not stand or is named twice on a paper.
    """
    if not 1 <= candidates <= MOST_CANDIDATES:
        raise OutOfBounds("candidates", candidates, 1, MOST_CANDIDATES)
    kept = [(number, tuple(ranked)) for number, ranked in groups if number and ranked]
    for _, ranked in kept:
        if len(set(ranked)) != len(ranked):
            raise ValueError(f"a paper names a candidate twice: {ranked}")
        if not all(0 <= candidate < candidates for candidate in ranked):
            raise ValueError(f"a paper names somebody who does not stand: {ranked}")
    weights = whole([number for number, _ in kept], "papers", least=1)
    check_sum("papers", weights)
    starts = np.zeros(len(kept) + 1, dtype=np.int64)
    np.cumsum([len(ranked) for _, ranked in kept], out=starts[1:])
    flat = np.array([candidate for _, ranked in kept for candidate in ranked], dtype=np.int32)
    return Papers(candidates, starts, flat, weights)
