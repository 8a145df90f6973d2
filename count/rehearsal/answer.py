"""A known answer as values: every paper of a night in its box, its pile and its outcome.

What is derived here is derived by plain sums, from the papers alone: nothing of the hall's own counting is
used, since a rehearsal holds the hall against it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from count.poll.poll import Poll
from count.rehearsal import winners
from tally_core.outcome import PreferenceCount


@dataclass(frozen=True, slots=True)
class Boxful:
    """One box's papers of one contest, and what its account says.

    `held` papers belong to it; `found` are in it when it is opened (the others strayed). A postal box has no
    ranges, unused or spoilt papers; `retrieved` ones were cancelled and are taken out before it is counted.
    """

    box: str
    postal: bool
    held: int
    found: int
    stated: int
    first: int = 0
    last: int = 0
    unused: int = 0
    spoilt: int = 0
    retrieved: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stray:
    """Papers found in one box that belong to another."""

    found_in: str
    belongs_to: str
    papers: int


@dataclass(frozen=True, slots=True)
class Pile:
    """Papers that vote alike, as they are bundled: for one candidate, or for exactly one set."""

    candidates: tuple[str, ...]
    papers: int
    slip: str


@dataclass(frozen=True, slots=True)
class Mixture:
    """A sheet of mixed papers: the votes of every candidate, in ballot order."""

    serial: str
    papers: int
    votes: Mapping[str, int]
    unused: int


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision on one doubtful paper: rejected on a ground, good for a set, or returned."""

    ground: str = ""
    candidates: tuple[str, ...] = ()
    in_part: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Everything that one unit counts of one contest.

    `brought` are the papers of each box that come to it. `doubtful` are decided in this order; papers that
    are returned are in a pile or a sheet, good ones stay with the adjudicator.
    """

    unit: str
    brought: Mapping[str, int]
    piles: tuple[Pile, ...]
    sheets: tuple[Mixture, ...]
    doubtful: tuple[Decision, ...]
    seconds: Mapping[str, Counter[str]] = field(default_factory=dict)
    """Where papers have second preferences: by first preference, how many put whom second ("" for nobody)."""

    ballots: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    """Where votes are transferable: the preferences on its good papers, the most wanted first."""

    @property
    def papers(self) -> int:
        return sum(self.brought.values())

    @property
    def rejected(self) -> Counter[str]:
        return Counter(decision.ground for decision in self.doubtful if decision.ground)

    def votes(self, candidates: Iterable[str]) -> dict[str, int]:
        """Every candidate's votes at this table, in the order given."""
        votes = dict.fromkeys(candidates, 0)
        for pile in self.piles:
            for candidate in pile.candidates:
                votes[candidate] += pile.papers
        for sheet in self.sheets:
            for candidate, n in sheet.votes.items():
                votes[candidate] += n
        for decision in self.doubtful:
            for candidate in decision.candidates:
                votes[candidate] += 1
        return votes

    def unused(self, each: int) -> int:
        """Votes that papers with a good vote did not use, each of which may give so many."""
        return (
            sum(pile.papers * (each - len(pile.candidates)) for pile in self.piles)
            + sum(sheet.unused for sheet in self.sheets)
            + sum(each - len(d.candidates) for d in self.doubtful if d.candidates)
        )


@dataclass(frozen=True, slots=True)
class Known:
    """The answer of one contest. `candidates` are in ballot order."""

    contest: str
    seats: int
    candidates: tuple[str, ...]
    boxes: Mapping[str, Boxful] = field(default_factory=dict)
    strays: tuple[Stray, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    """Boxes that go to one table whole; the others are parted."""
    system: str = "plurality"
    names: Mapping[str, int] = field(default_factory=dict)
    """Of a contest of lists: how many seats each row of the ballot paper can fill."""
    floor: Fraction = Fraction(0)
    electronic: bool = False
    """Its papers are read by a machine, not bundled at tables."""

    @property
    def votes_a_paper(self) -> int:
        return self.seats if self.system == "plurality" else 1

    @property
    def verified(self) -> int:
        return sum(box.held for box in self.boxes.values())

    @property
    def votes(self) -> dict[str, int]:
        votes = Counter(dict.fromkeys(self.candidates, 0))
        for ranked, papers in self.ballots.items() if self.electronic else ():
            votes[ranked[0]] += papers
        for table in self.tables.values():
            votes.update(table.votes(self.candidates))
        return dict(votes)

    @property
    def unused(self) -> int:
        return sum(table.unused(self.votes_a_paper) for table in self.tables.values())

    @property
    def rejected(self) -> dict[str, int]:
        return dict(sum((table.rejected for table in self.tables.values()), Counter[str]()))

    @property
    def seconds(self) -> dict[str, Counter[str]]:
        """Second preferences, by first ones."""
        added: dict[str, Counter[str]] = {}
        for table in self.tables.values():
            for first, behind in table.seconds.items():
                added[first] = added.get(first, Counter()) + behind
        return added

    @property
    def ballots(self) -> dict[tuple[str, ...], int]:
        """Every good paper by its preferences, where votes are transferable."""
        return dict(sum((Counter(table.ballots) for table in self.tables.values()), Counter()))

    @property
    def transferred(self) -> PreferenceCount:
        """The count of a contest whose votes are transferable, stage by stage."""
        return winners.transferable(self.system, self.candidates, self.seats, self.ballots)

    @property
    def seats_won(self) -> dict[str, int]:
        """Seats that each row wins in a contest of lists."""
        return dict(winners.seats_won(self.votes, self.seats, self.names, self.floor))

    @property
    def elected(self) -> frozenset[str]:
        """The winners; in a rehearsal every lot falls on whoever stands higher on the ballot paper."""
        match self.system:
            case "supplementary":
                return winners.most_votes(winners.two_counts(self.votes, self.seconds), 1)
            case "dhondt":
                return frozenset(self.seats_won)
            case system if system in winners.TRANSFERABLE:
                return frozenset(self.candidates[who] for who in self.transferred.elected)
            case "referendum":
                return winners.majority(self.votes)
            case _:
                return winners.most_votes(self.votes, self.seats)


@dataclass(frozen=True, slots=True)
class Night:
    """The answer of every contest of a poll, from one seed."""

    poll: Poll
    seed: int
    contests: Mapping[str, Known]
