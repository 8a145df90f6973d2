"""People at tables who sort real stacks of papers, and the sorter that only knows what they reported.

It shows that a rule which deals in parcels needs nothing else from a hall: run from the start, it stops at
the first parcel nobody has sorted yet.
"""

from collections.abc import Sequence
from fractions import Fraction

from tally_core.outcome import PapersNeeded
from tally_core.parcels import Parcel, Sorted
from tests.tally_core.elections import Election, Groups

Report = tuple[tuple[tuple[int, int], ...], int]
"""How many papers each candidate received, and how many nobody did."""


class Reported:
    """A sorter that has no paper, only the people's reports in the order in which they came in."""

    def __init__(self, first: Sequence[int], reports: Sequence[Report]) -> None:
        self._first = [Parcel(number, papers) for number, papers in enumerate(first)]
        self._made = len(self._first)
        self._reports = list(reports)

    def first_preferences(self) -> tuple[Parcel, ...]:
        return tuple(self._first)

    def sort(
        self, parcels: Sequence[Parcel], value: Fraction, available: Sequence[int]
    ) -> Sorted | PapersNeeded:
        papers = sum(parcel.papers for parcel in parcels)
        if not self._reports:
            name = "+".join(str(parcel.number) for parcel in parcels)
            return PapersNeeded(name, value, papers, tuple(available))
        received, nobody = self._reports.pop(0)
        assert sum(number for _, number in received) + nobody == papers
        handed = []
        for candidate, number in received:
            handed.append((candidate, Parcel(self._made, number)))
            self._made += 1
        return Sorted(tuple(handed), nobody)


class People:
    """The tables: stacks of papers, under the numbers of their parcels."""

    def __init__(self, election: Election) -> None:
        self._stacks: list[Groups] = [
            [paper for paper in election.groups if paper[1][0] == candidate]
            for candidate in range(election.candidates)
        ]
        self.first = [sum(number for number, _ in stack) for stack in self._stacks]
        self.reports: list[Report] = []

    def sort(self, asked: PapersNeeded) -> None:
        """Take the stacks asked for, lay each paper on its next preference, and report."""
        taken = []
        for number in map(int, asked.parcel.split("+")):
            taken += self._stacks[number]
            self._stacks[number] = []
        assert sum(papers for papers, _ in taken) == asked.papers
        laid: dict[int, Groups] = {}
        nobody = 0
        for papers, ranked in taken:
            left = [candidate for candidate in ranked if candidate in asked.next_for]
            if left:
                laid.setdefault(left[0], []).append((papers, ranked))
            else:
                nobody += papers
        self._stacks += [laid[candidate] for candidate in sorted(laid)]
        received = [(who, sum(papers for papers, _ in laid[who])) for who in sorted(laid)]
        self.reports.append((tuple(received), nobody))
