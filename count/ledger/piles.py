"""The piles of paper of one contest, and every movement between them.

Piles are known by the names the hall uses (`box/b1`, `unit/t1/candidate/khoo`). The moves are kept as columns
of whole numbers; what a pile holds is never kept but added up from all of them.
"""

from array import array
from enum import IntEnum

import numpy as np

from tally_core.balances import pile_balances, vote_totals
from tally_core.kernels import Whole


class Kind(IntEnum):
    """The kind of papers on a pile. From REJECTED on, one kind for each ground of rejection."""

    OUTSIDE = 0
    BOX = 1
    HANDED_OVER = 2
    UNSORTED = 3
    DOUBTFUL = 4
    COUNTED = 5
    REJECTED = 6


NO_UNIT = 0
"""The row of papers that are with no unit; units are numbered from 1."""


class Piles:
    """Piles, moves and the votes on them, for one contest.

    `grounds` are the contest's grounds of rejection; `choices` the columns of votes: one a candidate, in
    ballot order, and one more for unused votes.
    """

    def __init__(self, grounds: tuple[str, ...], candidates: int) -> None:
        self.grounds = grounds
        self.choices = candidates + 1
        self.names = ["outside"]
        self.kinds = array("q", [Kind.OUTSIDE])
        self.units = array("q", [NO_UNIT])
        self._number = {"outside": 0}
        self._source, self._target, self._papers = array("q"), array("q"), array("q")
        self._row, self._column, self._votes = array("q"), array("q"), array("q")

    def pile(self, name: str, kind: int, unit: int = NO_UNIT) -> int:
        """The number of a pile, which is made where it is new."""
        number = self._number.get(name)
        if number is None:
            number = self._number[name] = len(self.names)
            self.names.append(name)
            self.kinds.append(kind)
            self.units.append(unit)
        return number

    def rejected(self, unit: str, row: int, ground: str) -> int:
        """The pile of a unit's papers rejected on one ground."""
        kind = Kind.REJECTED + self.grounds.index(ground)
        return self.pile(f"unit/{unit}/rejected/{ground}", kind, row)

    def move(self, source: int, target: int, papers: int) -> None:
        """Papers go from pile to pile; a correction downwards goes back the way it came."""
        if papers < 0:
            source, target, papers = target, source, -papers
        self._source.append(source)
        self._target.append(target)
        self._papers.append(papers)

    def bundle(self, source: int, target: int, papers: int, unit: int, choice: int) -> None:
        """Papers that each have one vote for the same candidate go from pile to pile."""
        # The commonest act by far, and the one that a refold is made of: no calls for each column.
        self._source.append(source)
        self._target.append(target)
        self._papers.append(papers)
        self._row.append(unit)
        self._column.append(choice)
        self._votes.append(papers)

    def vote(self, unit: int, choice: int, votes: int) -> None:
        """Votes (or unused votes, in the last column) that are on the papers just moved."""
        self._row.append(unit)
        self._column.append(choice)
        self._votes.append(votes)

    @property
    def moved(self) -> tuple[int, int]:
        """The numbers of movements and of votes so far: the same before and after means nothing moved."""
        return len(self._papers), len(self._votes)

    def balances(self) -> Whole:
        """Papers on every pile: int64, one a pile."""
        return pile_balances(
            np.frombuffer(self._source, np.int64),
            np.frombuffer(self._target, np.int64),
            np.frombuffer(self._papers, np.int64),
            len(self.names),
        )

    def by_kind(self, balances: Whole, units: int) -> Whole:
        """Papers by unit and kind of pile: int64 of units + 1 by kinds; row 0 is what no unit holds."""
        return vote_totals(
            np.frombuffer(self.units, np.int64),
            np.frombuffer(self.kinds, np.int64),
            balances,
            units + 1,
            Kind.REJECTED + len(self.grounds),
        )

    def votes(self, units: int) -> Whole:
        """Votes by unit and choice: int64 of units + 1 by candidates + 1, unused votes last."""
        return vote_totals(
            np.frombuffer(self._row, np.int64),
            np.frombuffer(self._column, np.int64),
            np.frombuffer(self._votes, np.int64),
            units + 1,
            self.choices,
        )
