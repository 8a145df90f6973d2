"""Every candidate's pile of preference papers, where a sorter says which paper goes where.

The same moves as `preference_piles`, for papers that lie in people's hands: a pile is kept as the parcels it
was received in, and those of one value are sorted together. Papers in memory are sorted at once, and the
number of papers in each parcel and its transfer value are then known too, as a declaration has to give them.
"""

from collections.abc import Iterable
from fractions import Fraction

from tally_core.counting_sheet import Waits
from tally_core.exact import LIMIT, OutOfBounds, divide_down
from tally_core.outcome import Moved, PapersNeeded
from tally_core.parcels import Parcel, Sorter


class SortedPiles:
    """The piles of a contest, at first those of first preferences.

    unit: what a paper is worth there, in the smallest unit of the rules. Raises OutOfBounds as `Piles` does.
    """

    def __init__(self, sorter: Sorter, unit: int) -> None:
        first = sorter.first_preferences()
        self.valid = sum(parcel.papers for parcel in first)
        if self.valid * unit * unit > LIMIT:
            raise OutOfBounds("papers", self.valid, 0, LIMIT)
        self._sorter = sorter
        self._unit = unit
        self._held: list[list[tuple[int, Parcel]]] = [[(unit, parcel)] for parcel in first]
        self._votes = [unit * parcel.papers for parcel in first]
        self.moved: tuple[Moved, ...] = ()
        """The parcels of the latest move, most valuable first."""

    @property
    def votes(self) -> tuple[int, ...]:
        return tuple(self._votes)

    def move(self, pile: int, continuing: Iterable[int], *, surplus: int = 0, left: int = 0) -> int:
        """Pass all papers of a pile to their next preferences; returns the votes that have none.

        Arguments as of `Piles.move`. Raises Waits for a parcel that nobody has sorted yet.
        """
        takers = list(continuing)
        assert pile not in takers
        whole = self._votes[pile]
        held, self._held[pile] = [each for each in self._held[pile] if each[1].papers], []
        non_transferable, moved = 0, []
        for value in sorted({value for value, _ in held}, reverse=True):
            together = [parcel for of, parcel in held if of == value]
            answer = self._sorter.sort(together, Fraction(value, self._unit), takers)
            if isinstance(answer, PapersNeeded):
                raise Waits(answer)
            worth = divide_down(surplus * value, whole) if surplus else value
            transferable = 0
            for who, parcel in answer.received:
                self._held[who].append((worth, parcel))
                self._votes[who] += parcel.papers * worth
                transferable += parcel.papers
            non_transferable += answer.non_transferable * worth
            moved.append(Moved(worth, transferable + answer.non_transferable, transferable))
        self._votes[pile] = left
        self.moved = tuple(moved)
        return non_transferable
