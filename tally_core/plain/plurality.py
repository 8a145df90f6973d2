"""The second count: slow, plain, and written from the law, not from the kernels.

It shares nothing with the compiled count but the values that go in and come out, so that a fault
in one is seen as a disagreement with the other. Loops and whole numbers of Python only; run when a
result is about to be shared or declared, off the recording path.

Law, in our words: every ballot paper is either good for one or more votes or wholly rejected on
one ground (Parliamentary Elections Rules, rules 45 and 47, RPA 1983 Sch. 1 [r 47]); at an election
of several councillors a vote as to which there is doubt is not counted, while the paper's other
votes are (the rule "Rejected ballot papers" in SI 2006/3304 and 2006/3305 Sch. 2). Most votes win
[r 18]; a lot parts equal votes and counts as one vote more [r 49]; the fewest votes take the
shortest term (Local Government Act 1972 s. 89 [s 89(5)]).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tally_core.outcome import Lot, LotNeeded, LotNotAsked


@dataclass(frozen=True, slots=True)
class Straight:
    """Papers that all vote for exactly these candidates: a bundle, a block, papers allowed."""

    unit: int
    candidates: tuple[int, ...]
    papers: int


@dataclass(frozen=True, slots=True)
class MixedSheet:
    """Papers with mixed votes on one sheet: votes for every candidate, and votes not used."""

    unit: int
    papers: int
    votes: tuple[int, ...]
    unused: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """Papers wholly rejected on one ground."""

    unit: int
    papers: int
    ground: str


PaperLine = Straight | MixedSheet | Rejected


class ImpossibleLine(ValueError):
    """Raised when a line is not what the law lets papers be; holds the line and why."""

    def __init__(self, line: PaperLine, why: str) -> None:
        super().__init__(f"{why}: {line}")
        self.line = line
        self.why = why


@dataclass(frozen=True, slots=True)
class PlainCount:
    """Votes by candidate, votes not used, papers rejected by ground, and all papers, good or not.

    by_unit: the same for each unit that has a line.
    """

    votes: tuple[int, ...]
    unused: int
    rejected: Mapping[str, int]
    papers: int
    by_unit: Mapping[int, "PlainCount"] = field(default_factory=dict)

    @property
    def good(self) -> int:
        """Papers with at least one vote that was counted or could have been."""
        return self.papers - sum(self.rejected.values())


@dataclass(frozen=True, slots=True)
class Elected:
    """The elected by falling votes, equal votes by number; with their terms where these differ."""

    candidates: tuple[int, ...]
    terms: tuple[int, ...] = ()


def count_papers(lines: Sequence[PaperLine], candidates: int, seats: int) -> PlainCount:
    """Count every paper of a contest from its lines, and each unit's on the way.

    candidates: how many stand; seats: the votes a paper may have. Raises ImpossibleLine.
    """
    by_unit = {}
    for unit in sorted({line.unit for line in lines}):
        by_unit[unit] = _count([line for line in lines if line.unit == unit], candidates, seats)
    everywhere = _count(lines, candidates, seats)
    for candidate in range(candidates):
        there = sum(count.votes[candidate] for count in by_unit.values())
        assert everywhere.votes[candidate] == there
    assert everywhere.papers == sum(count.papers for count in by_unit.values())
    return PlainCount(
        everywhere.votes, everywhere.unused, everywhere.rejected, everywhere.papers, by_unit
    )


def _count(lines: Sequence[PaperLine], candidates: int, seats: int) -> PlainCount:
    votes = [0] * candidates
    unused = papers = 0
    rejected: dict[str, int] = {}
    for line in lines:
        _check(line, candidates, seats)
        papers += line.papers
        if isinstance(line, Rejected):  # [r 47]
            rejected[line.ground] = rejected.get(line.ground, 0) + line.papers
        elif isinstance(line, Straight):
            for candidate in line.candidates:
                votes[candidate] += line.papers
            unused += (seats - len(line.candidates)) * line.papers
        else:
            for candidate in range(candidates):
                votes[candidate] += line.votes[candidate]
            unused += line.unused
    # Every good paper has `seats` votes, and each of them was given to somebody or not used.
    good = papers - sum(rejected.values())
    assert sum(votes) + unused == seats * good
    assert all(figure <= good for figure in votes)
    return PlainCount(tuple(votes), unused, rejected, papers)


def _check(line: PaperLine, candidates: int, seats: int) -> None:
    if line.papers < 0:
        raise ImpossibleLine(line, "fewer than no papers")
    if isinstance(line, Straight):
        if len(set(line.candidates)) != len(line.candidates):
            raise ImpossibleLine(line, "two votes for one candidate")
        if not 1 <= len(line.candidates) <= seats:
            raise ImpossibleLine(line, f"votes for none or for more than {seats}")
        if not all(0 <= candidate < candidates for candidate in line.candidates):
            raise ImpossibleLine(line, "a vote for nobody who stands")
    elif isinstance(line, MixedSheet):
        if len(line.votes) != candidates:
            raise ImpossibleLine(line, f"not one figure for each of {candidates} candidates")
        if not all(0 <= figure <= line.papers for figure in (*line.votes, 0)):
            raise ImpossibleLine(line, "more votes for a candidate than papers, or fewer than none")
        if line.unused < 0 or sum(line.votes) + line.unused != seats * line.papers:
            raise ImpossibleLine(line, "votes and unused votes are not seats times papers")


def most_votes(
    votes: Sequence[int], seats: int, lots: Sequence[Lot] = (), terms: Sequence[int] | None = None
) -> Elected | LotNeeded | LotNotAsked:
    """Elect the candidates with most votes, or say which lot must be drawn first.

    Arguments as in `plurality.count`, whose answers these must equal.
    """
    used: list[Lot] = []
    winners = _highest(dict(enumerate(votes)), seats, "elect", lots, used)  # [r 18]
    if not isinstance(winners, set):
        return winners
    elected = sorted(winners, key=lambda candidate: (-votes[candidate], candidate))

    differ = terms is not None and len(set(terms)) > 1
    held: dict[int, int] = {}
    for term in sorted(set(terms or ()), reverse=True) if differ else ():  # [s 89(5)]
        # Those who hold this term or a longer one have most votes among the elected. In half
        # votes, so that whoever won a longer one by lot stands above their equals and below
        # everybody else.
        halves = {candidate: 2 * votes[candidate] + (candidate in held) for candidate in elected}
        places = sum(1 for other in terms or () if other >= term)
        placed = _highest(halves, places, "longer-term", lots, used)
        if not isinstance(placed, set):
            return placed
        for candidate in placed:
            held.setdefault(candidate, term)
    if len(used) < len(lots):
        return LotNotAsked(lots[len(used)], None)
    return Elected(tuple(elected), tuple(held[candidate] for candidate in elected if differ))


def _highest(
    figures: dict[int, int], places: int, to: str, lots: Sequence[Lot], used: list[Lot]
) -> set[int] | LotNeeded | LotNotAsked:
    """Find who has the highest figures, one more for each lot won; `used` grows by those lots."""
    while True:
        sure, doubt = set(), []
        for candidate, figure in figures.items():
            above = sum(1 for other in figures if figures[other] > figure)
            not_below = sum(1 for other in figures if figures[other] >= figure)
            if not_below <= places:
                sure.add(candidate)
            elif above < places:
                doubt.append(candidate)
        if not doubt:
            return sure
        question = LotNeeded(tuple(doubt), places - len(sure), to, 2 + len(used))
        if len(used) == len(lots):
            return question
        lot = lots[len(used)]
        asked = {lot.to == to, set(lot.among) == set(doubt), len(lot.among) == len(doubt)}
        fell = set(lot.chosen)
        fits = 0 < len(fell) == len(lot.chosen) <= question.seats and fell <= set(doubt)
        if False in asked or not fits:
            return LotNotAsked(lot, question)
        for candidate in lot.chosen:
            figures[candidate] += 1  # [r 49]
        used.append(lot)
