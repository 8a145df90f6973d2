"""The law of one kind of poll, as values: heads of rejection, mixing, deposit, citations.

The words are those that are printed. What was not seen in the instrument itself is marked
`confirmed=False`, and an officer may be told so; what is not known is empty, never made up.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from count.law.systems import SYSTEMS, VotingSystem

GroundCode = Literal[
    "official-mark",
    "too-many",
    "identifiable",
    "unmarked",
    "void",
    "unmarked-or-void",
    "no-first-preference",
    "first-for-more-than-one",
]
GROUNDS: tuple[GroundCode, ...] = get_args(GroundCode)
"""Every ground of rejection any kind of poll has, by its stable code."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One head of the statement of rejected ballot papers; Welsh words where they are known."""

    code: str
    words: str
    law: str
    words_cy: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Mixing:
    """The mixing a box's papers need before the votes on them are counted.

    "with-another-ballot-box": postal papers with those of one ballot box at least, a ballot box's
    with those of one other. "all-together": all the papers of the contest. A breach is explained.
    """

    kind: Literal["with-another-ballot-box", "all-together"]
    law: str
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Deposit:
    """Money returned to whoever polls *more than* a fraction of the valid votes or of the quota."""

    pounds: int
    numerator: int
    denominator: int
    law: str
    of: Literal["votes", "quota"] = "votes"
    confirmed: bool = True

    def returned(self, votes: int, whole: int) -> bool:
        """Whether these votes save the deposit; `whole` is the valid votes, or the quota."""
        return votes * self.denominator > whole * self.numerator


@dataclass(frozen=True, slots=True)
class Instrument:
    """The statute or statutory instrument that governs a poll."""

    name: str
    number: str
    confirmed: bool = True

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


@dataclass(frozen=True, slots=True)
class Citations:
    """Citations of the law; `unconfirmed` are those whose rule was not seen."""

    account: str
    reconcile: str
    recount: str
    lot: str
    declaration: str
    unconfirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rules:
    """The law of one contest.

    `in_part`: papers rejected in part are a printed head where there are several seats (with one
    seat there is no such paper). `second_grounds` are the heads of papers whose second preference is not
    counted at a second count. `area_signed_by` certifies the figures of one area of a contest
    that is collated. `allocation` names the statute by which lists share out their seats. `note` is for
    whoever uses the rules; `doubt` is what a returning officer must settle before the night.
    """

    system: str
    instrument: Instrument
    grounds: tuple[Ground, ...]
    mixing: Mixing
    cited: Citations
    signed_by: str
    signed_by_cy: str = ""
    area_signed_by: str = ""
    area_signed_by_cy: str = ""
    deposit: Deposit | None = None
    in_part: bool = False
    in_part_words: str = ""
    second_grounds: tuple[Ground, ...] = ()
    in_part_words_cy: str = ""
    one_seat: bool = False
    allocation: str = ""
    note: str = ""
    doubt: str = ""

    @property
    def account_law(self) -> str:
        """The ballot paper account."""
        return self.cited.account

    @property
    def reconcile_law(self) -> str:
        """Verification, the count, and that the two agree."""
        return self.cited.reconcile

    @property
    def recount_law(self) -> str:
        """The law of recounts: who may ask for one, and when it may be refused."""
        return self.cited.recount

    @property
    def lot_law(self) -> str:
        """The law of equal votes."""
        return self.cited.lot

    @property
    def declaration_law(self) -> str:
        """The law of the declaration: its words, and who makes it."""
        return self.cited.declaration

    @property
    def voting_system(self) -> VotingSystem:
        """The system as such."""
        return SYSTEMS[self.system]

    @property
    def counted_here(self) -> bool:
        """Whether this version counts such a poll itself, from the first bundle to the declaration."""
        return bool(self.voting_system.hall)

    @property
    def preferential(self) -> bool:
        """Whether papers may have to be sorted by a further preference."""
        return self.voting_system.preferential

    @property
    def seats_before(self) -> bool:
        """Whether seats won in constituencies count against a list."""
        return self.allocation in ("scottish-region", "london-members")

    @property
    def transferable(self) -> bool:
        """Whether votes are transferable, and papers may be read electronically."""
        return self.voting_system.transferable

    def votes_a_paper(self, seats: int) -> int:
        """Votes that one paper may give at the count of first preferences."""
        return self.voting_system.votes_a_paper(seats)

    @property
    def ground_codes(self) -> tuple[str, ...]:
        """The codes of the grounds, in the order of the statement."""
        return tuple(ground.code for ground in self.grounds)

    def ground(self, code: str) -> Ground:
        """The ground with this code; KeyError where this kind of poll has none such."""
        for ground in self.grounds:
            if ground.code == code:
                return ground
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Era:
    """The law of one kind of poll in one nation, for polls held on `first` and before `until`.

    `of_two` governs a poll with two candidates where the law makes a difference, `combined` the
    mixing where the poll is taken together with another.
    """

    first: date
    until: date | None
    rules: Rules
    of_two: Rules | None = None
    combined: Mixing | None = None

    def holds(self, day: date) -> bool:
        """Whether a poll on this day falls in this era (half-open: not on `until`)."""
        return self.first <= day and (self.until is None or day < self.until)
