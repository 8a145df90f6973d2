"""Every candidate's pile of preference papers, and the votes on it."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from tally_core import kernels
from tally_core.exact import LIMIT, OutOfBounds
from tally_core.papers import Papers

MOST_UNITS: Final = 2**31 - 1
"""The value of a paper is kept in half a word."""


class PreferencePiles:
    """The papers of a contest on piles, one a candidate: at first on those of their first preferences.

    unit: what a paper is worth there, in the smallest unit of the rules. votes: on each pile, in that unit.
    Raises OutOfBounds for so many papers that a vote times a value could pass LIMIT (over 100 million papers
    at five places).
    """

    def __init__(self, papers: Papers, unit: int) -> None:
        if not 1 <= unit <= MOST_UNITS:
            raise OutOfBounds("units in a vote", unit, 1, MOST_UNITS)
        if papers.valid * unit * unit > LIMIT:
            raise OutOfBounds("papers", papers.valid, 0, LIMIT)
        self._papers = papers
        self._place = np.empty(papers.groups, dtype=np.int64)
        self._value = np.full(papers.groups, unit, dtype=np.int32)
        self._under = np.empty(papers.groups, dtype=np.int32)
        self._top = np.full(papers.candidates, kernels.NO_GROUP, dtype=np.int64)
        self._votes = np.zeros(papers.candidates, dtype=np.int64)
        kernels.first_preferences(
            papers.starts,
            papers.preferences,
            papers.weights,
            self._place,
            self._under,
            self._top,
            self._votes,
        )
        self._votes *= unit

    @property
    def votes(self) -> tuple[int, ...]:
        return tuple(self._votes.tolist())

    def move(self, pile: int, continuing: Iterable[int], *, surplus: int = 0, left: int = 0) -> int:
        """Pass all papers of a pile to their next preferences; returns the votes that have none.

        surplus: 0 if the papers keep their values, else each is worth value x surplus / votes of the
        pile, rounded down. left: what the pile's candidate is credited with afterwards.
        """
        takers = np.zeros(self._papers.candidates, dtype=np.bool_)
        takers[list(continuing)] = True
        assert 0 <= pile < takers.size
        assert not takers[pile]
        assert 0 <= surplus <= self._votes[pile]
        non_transferable = kernels.transfer(
            pile,
            surplus,
            takers,
            self._papers.starts,
            self._papers.preferences,
            self._papers.weights,
            self._place,
            self._value,
            self._under,
            self._top,
            self._votes,
        )
        self._votes[pile] = left
        return int(non_transferable)
