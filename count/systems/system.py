"""The seam between the hall and its voting systems: what is asked of each, and how all of them answer.

A system reads the figures of a standing and says what its rule says of them; it draws no lot and moves no
paper. Everything that an answer needs has been recorded as an act, and the rule is run again from the start
whenever one is. Candidates are known by their ids here; the numbers of the core stay behind the seam.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, runtime_checkable

from count.ledger.entry import Entry
from count.ledger.standing import Standing
from count.systems.stage_words import Figure
from tally_core.margins.margin import Margin
from tally_core.outcome import Lot, LotNeeded, LotNotAsked, Moved


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat and who takes it: the row of the ballot paper, and the person where a list won it.

    place: on the list, from 1; None for somebody who stands alone. name: empty where no list was given.
    """

    candidate: str
    place: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A count that came to its end.

    elected: the rows of the ballot paper that won, in order of election; at a referendum the answer that has
    its majority, or nobody. terms: years, where they differ. seats: every seat in order, where lists win
    them. carried: where a
    question was put, whether a plan is carried, or whether any answer has a majority.
    """

    elected: tuple[str, ...]
    terms: tuple[int, ...] = ()
    seats: tuple[Seat, ...] = ()
    carried: bool | None = None


@dataclass(frozen=True, slots=True)
class SeatsNeeded:
    """The seats won in constituencies, which count against a list, have not been stated yet."""

    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """One stack on a table: whose papers it holds, and the parcel they came from when they were last sorted."""

    candidate: str
    came_from: str
    papers: int


@dataclass(frozen=True, slots=True)
class SortingNeeded:
    """A parcel that people must sort by next preference before the rule can go on.

    parcel: the name by which `sorted` acts answer; it commits to the answers before it. of: whose papers lie
    in it. value: what each of them is worth, in votes. next_for: the candidates who can still receive papers.
    unit: units in a vote by the rules. parts: the stacks it is made up of.
    """

    parcel: str
    of: tuple[str, ...]
    value: Fraction
    papers: int
    next_for: tuple[str, ...]
    unit: int = 1
    parts: tuple[Stack, ...] = ()

    @property
    def first(self) -> bool:
        """Whether these are all papers at the tables, to be sorted by first preference: nobody's yet."""
        return not self.of


@dataclass(frozen=True, slots=True)
class Uncounted:
    """The papers cannot be counted now: why, in words. A finding says so too, and blocks."""

    words: str


@dataclass(frozen=True, slots=True)
class StageShown:
    """One stage of a count as it is shown and printed: every figure exact, in units of which a vote has `unit`.

    title: in words for the reader. rule: the law's tag. figures: one a candidate in ballot order, None for
    those who are out of account. rest: what no candidate has (not transferable, rejected at this stage), as
    words and figure. elected, excluded: candidate ids. of: whose papers moved. changes: what each candidate
    gained or lost at this stage, where the system says. moved: the parcels. quota: where the rule
    has one. lot: on whom a lot fell that decided the stage.
    """

    number: int
    title: str
    rule: str
    figures: tuple[Figure | None, ...]
    rest: tuple[tuple[str, int], ...] = ()
    elected: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    changes: tuple[int, ...] = ()
    moved: tuple[Moved, ...] = ()
    quota: int | None = None
    lot: tuple[str, ...] = ()
    unit: int = 1


RuleQuestion = LotNeeded | SortingNeeded | SeatsNeeded
"""What a rule waits for, to be answered by an act."""
RuleOutcome = Counted | RuleQuestion | LotNotAsked | Uncounted


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """A rule's answer on the figures as they stand, and how it came to it.

    stages: those that are settled, where the system has stages. asked: every parcel the rule asked for on its
    way, the answered ones too.
    """

    says: RuleOutcome
    stages: tuple[StageShown, ...] = ()
    asked: tuple[SortingNeeded, ...] = ()


class System(Protocol):
    """A family of counting rules, as the hall counts by them."""

    def rule_answer(self, standing: Standing, votes: Sequence[int]) -> RuleAnswer:
        """The rule's answer on these votes (first preferences), with the papers sorted and lots drawn since.

        `votes` has one figure a candidate, in ballot order: those of the standing, or corrected ones.
        """

    def differs(
        self, standing: Standing, votes: tuple[int, ...], entries: Sequence[Entry]
    ) -> Iterator[str]:
        """Differences of the plain count, made from `votes` and the acts themselves: each figure in words.

        `votes` are those that the plain count of papers came to, not the fold's.
        """


@runtime_checkable
class TellsMargin(Protocol):
    """A system that knows from the figures of a hall how close they are."""

    def margin(self, standing: Standing, votes: Sequence[int]) -> Margin | None:
        """The margin of these votes: papers that must be wrong to change the result; None if a rule waits."""


def lots_drawn(standing: Standing) -> tuple[Lot, ...]:
    """The lots as the core reads them: candidates as numbers in ballot order, from 0."""
    number = standing.choice
    return tuple(
        Lot(tuple(number[c] for c in lot.among), tuple(number[c] for c in lot.chosen), lot.to)
        for lot in standing.lots
    )
