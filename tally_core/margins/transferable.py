"""The margin of a transferable count: bounds on the papers that must be wrong before somebody else wins.

For these rules nobody knows a quick way to the exact margin, so two figures are given. From above: a change
that does it, found by trying many, each counted again from the start (`found`). From below, proved:

- Alternative vote: after so many changes two candidates come at most twice as many votes closer to each
  other in any round. So the candidates can go out in another order only if each who goes out is within that
  of the lowest; the cheapest order in which the winner goes out is looked for among all of them, and no
  fewer changes will do. Where the two figures meet the margin is exact, as it mostly is.
- One transferable vote for one seat is that as well: whoever has the quota would have outlasted the others.
- One transferable vote for several seats (Scottish, Northern Irish, ERS97, Meek): whoever has more first
  preferences than the valid papers divided by one more than the seats is elected under each of them. Where
  all of the elected stand so, fewer changes than bring the weakest down to that cannot unseat anybody.
  Otherwise at least one paper, which says nothing. (`scottish_stv` proves more for Scottish wards.)

The search takes papers from the first preferences of one candidate and reads them as papers for another
alone, and mixtures of two such changes by a seeded chance: the same figure comes out each time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Protocol

from tally_core.exact import divide_down, divide_up
from tally_core.margins.margin import NOTHING_COULD, Change, Margin, Ranked, exactly, smallest
from tally_core.outcome import Lot, LotNeeded, LotNotAsked, PapersNeeded, PreferenceCount
from tally_core.papers import Papers, papers
from tally_core.rules import alternative

MOST_ROUNDS = 4000
"""Sets of candidates that the search for the cheapest order looks at."""
MOST_LOTS = 200
"""Ways in which the lots of one count may fall that are tried."""

Recount = Callable[
    [Papers, Sequence[Lot]], PreferenceCount | LotNeeded | LotNotAsked | PapersNeeded
]
"""A rule with everything but the papers and the lots given."""


class Chance(Protocol):
    """A source of numbers for the search, seeded by the caller: nothing here draws by itself."""

    def randrange(self, below: int, /) -> int:
        """A number from 0 to below - 1."""


def of_alternative(ballot: Papers, chance: Chance, tries: int = 200) -> Margin:
    """The margin of `alternative.count`: exact where the two figures meet.

    chance: a seeded source. tries: random mixtures tried.
    """
    if ballot.candidates == 1:
        return NOTHING_COULD
    elected = _elected(alternative.count, ballot)
    if len(elected.together) > 1:
        return exactly(0)
    (winner,) = elected.only
    at_least = max(1, cheapest_order(ballot, winner))
    return _Search(ballot, alternative.count, chance, elected).margin(at_least, tries)


def of_transferable(
    ballot: Papers, seats: int, recount: Recount, chance: Chance, tries: int = 200, proved: int = 1
) -> Margin:
    """The margin of a rule for several seats, as far as it is known.

    recount: the rule, asked for this many seats. chance, tries: as above. proved: changes below which the
    caller has proved that the same are elected.
    """
    if ballot.candidates <= seats:
        return NOTHING_COULD
    elected = _elected(recount, ballot)
    if len(elected.together) > 1:
        return exactly(0)
    at_least = max(1, proved, above_quota(ballot, seats, elected.only))
    if (
        seats == 1
    ):  # The first elected ends the count, so no paper ever goes on for less than a vote.
        at_least = max(at_least, cheapest_order(ballot, *elected.only))
    return _Search(ballot, recount, chance, elected).margin(at_least, tries)


def above_quota(ballot: Papers, seats: int, elected: frozenset[int]) -> int:
    """Changes below which all elected keep first preferences enough; 0 if one of them has not.

    With so many papers of one of them read otherwise, more first preferences than valid papers divided by
    one more than the seats must be left.
    """
    first = _first_preferences(ballot)
    enough = divide_down(ballot.valid, seats + 1)
    return max(0, min(first[who] for who in elected) - enough)


def cheapest_order(ballot: Papers, winner: int) -> int:
    """Changes below which the winner of an alternative vote cannot go out, whoever goes out before.

    Looks at sets of remaining candidates, those first that need fewest changes to be reached; what it has
    come to when it has looked at MOST_ROUNDS of them is proved too, if less.
    """
    groups = list(ballot)
    everybody = frozenset(range(ballot.candidates))
    waiting: list[tuple[int, tuple[int, ...]]] = [(0, tuple(sorted(everybody)))]
    seen: set[tuple[int, ...]] = set()
    needed = 0
    while waiting:
        needed, remaining = heappop(waiting)
        if winner not in remaining or len(seen) >= MOST_ROUNDS:
            return needed
        if remaining in seen or len(remaining) == 1:
            continue
        seen.add(remaining)
        votes = _votes(groups, frozenset(remaining))
        fewest = min(votes.values())
        for out in remaining:
            left = tuple(who for who in remaining if who != out)
            changes = divide_up(votes[out] - fewest, 2)
            heappush(waiting, (max(needed, changes), left))
    return needed


@dataclass(frozen=True, slots=True)
class _Elected:
    """Sets of candidates elected together, however the lots fall; at most two sets are looked for."""

    together: frozenset[frozenset[int]]
    all_lots: bool

    @property
    def only(self) -> frozenset[int]:
        (only,) = self.together
        return only


@dataclass(frozen=True, slots=True)
class _Reading:
    """So many papers of one candidate's first preferences, read as papers for another alone."""

    papers: int
    of: int
    as_for: int


class _Search:
    """The papers of a contest, and who is elected by them whatever lots fall."""

    def __init__(self, ballot: Papers, recount: Recount, chance: Chance, elected: _Elected) -> None:
        self.candidates = ballot.candidates
        self.recount = recount
        self.chance = chance
        self.groups = _shuffled(list(ballot), chance)
        self.elected = elected
        self.first = _first_preferences(ballot)

    def margin(self, at_least: int, tries: int) -> Margin:
        """Look for ever smaller changes until one is as small as it can be, or all were tried."""
        how: tuple[Change, ...] = ()
        for reading in self._single_readings():
            how = self._better((reading,), at_least, how)
        for _ in range(tries if how else 0):
            fewest = _papers_in(how)
            if fewest == at_least:
                break
            how = self._better(self._mixture(fewest - 1), at_least, how)
        found = _papers_in(how) if how else None
        return Margin(at_least if self.elected.all_lots else 0, found, how)

    def _better(
        self, readings: tuple[_Reading, ...], at_least: int, how: tuple[Change, ...]
    ) -> tuple[Change, ...]:
        """The better of this change, with as few papers as it can do, and the best so far."""
        found = self._fewest(readings, at_least, _papers_in(how) if how else None)
        return self._changed(found)[1] if found else how

    def _single_readings(self) -> Iterator[_Reading]:
        """Every pair, losers' gains from winners first: these are likeliest to do it with few."""
        winners = self.elected.only
        pairs = [
            (of, as_for)
            for of in range(self.candidates)
            for as_for in range(self.candidates)
            if of != as_for and self.first[of]
        ]
        pairs.sort(key=lambda pair: (pair[0] not in winners) + (pair[1] in winners))
        for of, as_for in pairs:
            yield _Reading(self.first[of], of, as_for)

    def _mixture(self, papers_: int) -> tuple[_Reading, ...]:
        """Two changes by chance, of so many papers together."""
        part = self.chance.randrange(papers_ + 1)
        readings = []
        for number in (part, papers_ - part):
            of = self.chance.randrange(self.candidates)
            as_for = self.chance.randrange(self.candidates)
            if number and of != as_for and self.first[of]:
                readings.append(_Reading(min(number, self.first[of]), of, as_for))
        return tuple(readings)

    def _fewest(
        self, readings: tuple[_Reading, ...], at_least: int, below: int | None
    ) -> tuple[_Reading, ...]:
        """The same change with fewer papers, if with some number below the best it elects another."""
        whole = sum(each.papers for each in readings)
        most = whole if below is None else min(whole, below - 1)
        if not readings or most < at_least or not self._elects_another(_scaled(readings, most)):
            return ()
        fewest = at_least + smallest(
            lambda more: self._elects_another(_scaled(readings, at_least + more)), most - at_least
        )
        return _scaled(readings, fewest)

    def _elects_another(self, readings: tuple[_Reading, ...]) -> bool:
        after = _elected(self.recount, self._changed(readings)[0])
        return after.together != self.elected.together

    def _changed(self, readings: tuple[_Reading, ...]) -> tuple[Papers, tuple[Change, ...]]:
        """The papers after a change, and the change paper by paper."""
        left = [number for number, _ in self.groups]
        changes = []
        for reading in readings:
            wanted = reading.papers
            for place, (_, ranked) in enumerate(self.groups):
                if ranked[0] == reading.of and wanted and left[place]:
                    taken = min(wanted, left[place])
                    left[place] -= taken
                    wanted -= taken
                    changes.append(Change(taken, ranked, (reading.as_for,)))
        after = [(n, ranked) for n, (_, ranked) in zip(left, self.groups, strict=True)]
        after += [(change.papers, change.after or ()) for change in changes]
        return papers(self.candidates, after), tuple(changes)


def _papers_in(how: tuple[Change, ...]) -> int:
    return sum(change.papers for change in how)


def _scaled(readings: tuple[_Reading, ...], papers_: int) -> tuple[_Reading, ...]:
    """The same change with so many papers in all: of the last part first as many as it has."""
    scaled, left = [], papers_
    for reading in readings:
        number = min(left, reading.papers)
        left -= number
        if number:
            scaled.append(_Reading(number, reading.of, reading.as_for))
    return tuple(scaled)


def _elected(recount: Recount, ballot: Papers) -> _Elected:
    """Count with every way the lots may fall, up to MOST_LOTS of them."""
    found: set[frozenset[int]] = set()
    waiting: list[tuple[Lot, ...]] = [()]
    tried = 0
    while waiting and len(found) < 2 and tried < MOST_LOTS:
        tried += 1
        lots = waiting.pop()
        answer = recount(ballot, lots)
        if isinstance(answer, LotNeeded):
            among = answer.candidates
            waiting += [(*lots, Lot(among, (who,), answer.to)) for who in among]
        else:
            assert isinstance(answer, PreferenceCount), answer
            found.add(frozenset(answer.elected))
    return _Elected(frozenset(found), not waiting)


def _votes(groups: list[tuple[int, Ranked]], remaining: frozenset[int]) -> dict[int, int]:
    """Each remaining candidate's votes once everybody else is out."""
    votes = dict.fromkeys(sorted(remaining), 0)
    for number, ranked in groups:
        for who in ranked:
            if who in remaining:
                votes[who] += number
                break
    return votes


def _first_preferences(ballot: Papers) -> list[int]:
    first = [0] * ballot.candidates
    for number, ranked in ballot:
        first[ranked[0]] += number
    return first


def _shuffled(groups: list[tuple[int, Ranked]], chance: Chance) -> list[tuple[int, Ranked]]:
    for place in range(len(groups) - 1, 0, -1):
        other = chance.randrange(place + 1)
        groups[place], groups[other] = groups[other], groups[place]
    return groups
