"""Papers in the hands of people: parcels are sorted at tables, and the rule knows what was reported of each.

The rule names each parcel by what it rests on, so that an answer is never taken for that to another question.
Parcels are asked for one at a time, each when the one before is sorted: only then is it known what the next
one is, and what its papers are worth.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from count.ledger.effects.sorting import FIRST, SortedParcel, answer_to, parcel_name
from count.ledger.standing import Standing
from count.systems.system import SortingNeeded, Stack
from tally_core.outcome import PapersNeeded
from tally_core.parcels import Parcel, Sorted

Path = tuple[int, tuple[int, ...]]
"""Papers, and the candidates whose piles they came to in turn: all that is known of their preferences."""


def complete(asked: SortingNeeded, answer: SortedParcel) -> bool:
    """Whether a parcel is sorted to the last paper, and into nobody who cannot receive papers."""
    return (
        answer.papers == asked.papers
        and not answer.rejected
        and all(who in asked.next_for for who, papers in answer.next.items() if papers)
    )


class Tables:
    """The sorter of a contest whose papers people sort.

    votes: first preferences, one figure a candidate. unit: units in a vote. asked: every parcel the rule asked
    for, in order.
    """

    def __init__(self, standing: Standing, votes: Sequence[int], unit: int) -> None:
        self.asked: list[SortingNeeded] = []
        self._standing = standing
        self._unit = unit
        self._votes = tuple(votes)
        self._holder = dict(enumerate(range(len(votes))))
        self._came_from = dict.fromkeys(self._holder, FIRST)
        self._paths: dict[int, list[Path]] = {
            who: [(papers, (who,))] for who, papers in enumerate(votes)
        }
        self._ended: list[Path] = []
        self._before: list[object] = [list(votes)]

    def first_preferences(self) -> tuple[Parcel, ...]:
        return tuple(Parcel(number, papers) for number, papers in enumerate(self._votes))

    def sort(
        self, parcels: Sequence[Parcel], value: Fraction, available: Sequence[int]
    ) -> Sorted | PapersNeeded:
        asked = self._ask(parcels, value, available)
        answer = answer_to(self._standing, asked.parcel)
        if not complete(asked, answer):
            return PapersNeeded(asked.parcel, value, asked.papers, tuple(available))
        self._before = [asked.parcel, sorted(answer.next.items()), answer.none]
        return self._laid(parcels, answer)

    def paths(self) -> list[Path]:
        """Papers as far as the reports tell of them, for a count that knows nothing of parcels.

        Which paper of a parcel went to whom is not recorded, and changes nothing: papers that are sorted
        together have holders who are all out of the count.
        """
        lying = [path for paths in self._paths.values() for path in paths]
        return [(papers, path) for papers, path in (*lying, *self._ended) if papers]

    def _ask(
        self, parcels: Sequence[Parcel], value: Fraction, available: Sequence[int]
    ) -> SortingNeeded:
        """The question, under a name that commits to all answers before it."""
        everybody = self._standing.candidates
        parts = tuple(
            Stack(everybody[self._holder[p.number]], self._came_from[p.number], p.papers)
            for p in parcels
        )
        of = tuple(dict.fromkeys(part.candidate for part in parts))
        next_for = tuple(everybody[who] for who in available)
        papers = sum(parcel.papers for parcel in parcels)
        rests_on = (*self._before, of, str(value), papers, next_for)
        name = parcel_name(self._standing, f"parcel-{len(self.asked) + 1}", *rests_on)
        self.asked.append(SortingNeeded(name, of, value, papers, next_for, self._unit, parts))
        return self.asked[-1]

    def _laid(self, parcels: Sequence[Parcel], answer: SortedParcel) -> Sorted:
        """The papers as they were sorted: a new parcel for each candidate who received any."""
        taken = [path for parcel in parcels for path in self._paths.pop(parcel.number)]
        received: list[tuple[int, Parcel]] = []
        for who, candidate in enumerate(self._standing.candidates):
            papers = answer.next.get(candidate, 0)
            if papers:
                number = max(self._holder) + 1
                self._holder[number] = who
                self._came_from[number] = self.asked[-1].parcel
                self._paths[number] = [(n, (*path, who)) for n, path in _take(taken, papers)]
                received.append((who, Parcel(number, papers)))
        self._ended += taken
        return Sorted(tuple(received), answer.none)


def _take(lying: list[Path], papers: int) -> list[Path]:
    """Take so many papers off the front."""
    taken: list[Path] = []
    while papers:
        held, path = lying.pop(0)
        if held > papers:
            lying.insert(0, (held - papers, path))
            held = papers
        if held:
            taken.append((held, path))
        papers -= held
    return taken


def first_parcel(standing: Standing, unsorted: Mapping[str, int], unit: int) -> SortingNeeded:
    """All papers that lie at the tables, to be sorted by first preference; unsorted: how many, by table."""
    name = parcel_name(standing, FIRST)
    done = answer_to(standing, name).papers
    papers = done + sum(papers for papers in unsorted.values() if papers > 0)
    return SortingNeeded(name, (), Fraction(1), papers, standing.candidates, unit)
