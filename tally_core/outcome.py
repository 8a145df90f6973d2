"""Answers of a counting rule: an outcome with its transcript, or a question it needs answered first.

A rule is run again from the start whenever an answer arrives; these values are all it says.
Candidates are numbers from 0 in the order of the ballot paper.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

ELECT: Final = "elect"
"""What a lot is drawn for: a seat."""
LONGER_TERM: Final = "longer-term"
"""What a lot is drawn for: the longer of the terms of office of seats filled together."""
EXCLUDE: Final = "exclude"
"""What a lot is drawn for: who goes out, in a count of preferences."""
TRANSFER_FIRST: Final = "transfer-first"
"""What a lot is drawn for: whose surplus is transferred before the others'."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot as it was drawn in the hall. Nothing in the core draws one.

    among: the candidates it was drawn among. chosen: on whom it fell, in the order drawn. to:
    ELECT, LONGER_TERM, or what another rule asks for.
    """

    among: tuple[int, ...]
    chosen: tuple[int, ...]
    to: str


@dataclass(frozen=True, slots=True)
class LotNeeded:
    """Candidates whom the votes do not part: a lot must be drawn, and the rule run again with it.

    seats: how many of the candidates it is to fall on. stage: the stage of the count that waits
    for it.
    """

    candidates: tuple[int, ...]
    seats: int
    to: str
    stage: int


@dataclass(frozen=True, slots=True)
class LotNotAsked:
    """A lot that answers no question of this count (it may have, before a correction).

    asked: the question open when the rule came to this lot; None if there was none.
    """

    lot: Lot
    asked: LotNeeded | None


@dataclass(frozen=True, slots=True)
class PapersNeeded:
    """A parcel whose papers must be sorted by their next preference before the rule can go on.

    value: what each paper is worth. papers: how many there are. next_for: the candidates still in
    the count.
    """

    parcel: str
    value: Fraction
    papers: int
    next_for: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a count: what was done, under which rule, and every candidate's votes after it.

    number: from 1. rule: the law's tag. totals: one figure a candidate, in the order of their
    numbers. elected: who was elected at this stage, in order of election. lot: the lot that
    decided it.
    """

    number: int
    why: str
    rule: str
    totals: tuple[int, ...]
    elected: tuple[int, ...] = ()
    lot: Lot | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished count: the elected in order of election, and every stage that led there.

    terms: the term of office of each of `elected`, in the same order; empty where all terms are
    alike.
    """

    elected: tuple[int, ...]
    stages: tuple[Stage, ...]
    terms: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        assert [stage.number for stage in self.stages] == list(range(1, len(self.stages) + 1))
        assert sorted(self.elected) == sorted(who for stage in self.stages for who in stage.elected)
        assert len(set(self.elected)) == len(self.elected)
        assert len(self.terms) in (0, len(self.elected))

    @property
    def lots(self) -> tuple[Lot, ...]:
        """The lots that decided something, in the order drawn."""
        return tuple(stage.lot for stage in self.stages if stage.lot is not None)


@dataclass(frozen=True, slots=True)
class Moved:
    """A parcel of papers of one value that was sorted and passed on in one go.

    value: of each paper to whoever received it, in the smallest unit of the rules. papers: in the parcel.
    transferable: those of them with a further preference.
    """

    value: int
    papers: int
    transferable: int


@dataclass(frozen=True, slots=True)
class KeptShares:
    """The end of a round in which every candidate keeps a share of each paper (Meek's method).

    keep: each candidate's keep value after it, in the smallest unit. surplus: all surpluses together.
    iterations: how often the keep values were applied. settled: the surplus had stopped falling. tied: the
    candidates of whom one was excluded, if more than one.
    """

    keep: tuple[int, ...]
    surplus: int
    iterations: int
    settled: bool = False
    tied: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PreferenceStage:
    """One stage of a count of preferences, in the smallest unit of the rules (`PreferenceCount.unit`).

    of: whose papers moved, none at the first stage. quota: None where the rule has none. totals: one a
    candidate, 0 for the excluded unless their papers did not move. non_transferable: papers without a further
    preference, at their value. rounding: what truncation has lost so far. elected: deemed elected at this
    stage, most votes first, equal votes by number; where parcels moved one after another, by parcel first.
    excluded: from this stage on. lot: the lot that decided it. moved: the parcels, in the order they moved,
    where the rules deal in parcels. sheet: where several such stages are one on the result sheet, its number.
    shares: where candidates keep shares of papers.
    """

    number: int
    why: str
    rule: str
    of: tuple[int, ...]
    quota: int | None
    totals: tuple[int, ...]
    non_transferable: int = 0
    rounding: int = 0
    elected: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()
    lot: Lot | None = None
    moved: tuple[Moved, ...] = ()
    sheet: int | None = None
    shares: KeptShares | None = None


@dataclass(frozen=True, slots=True)
class PreferenceCount:
    """A whole count of preferences: every paper and every fraction of it is somewhere at each stage.

    unit: units in one vote (100,000 for five places). valid: papers with a first preference. elected: in
    order of election. lots: those that decided something, in the order drawn.
    """

    elected: tuple[int, ...]
    stages: tuple[PreferenceStage, ...]
    unit: int
    valid: int
    lots: tuple[Lot, ...] = ()

    def __post_init__(self) -> None:
        for stage in self.stages:
            held = sum(stage.totals) + stage.non_transferable + stage.rounding
            assert held == self.valid * self.unit, f"stage {stage.number} holds {held}"
        assert [stage.number for stage in self.stages] == list(range(1, len(self.stages) + 1))
        assert list(self.elected) == [who for stage in self.stages for who in stage.elected]


@dataclass(frozen=True, slots=True)
class Threshold:
    """One test that a poll on a question must pass.

    rule: the law's tag. of: what is counted: "votes", "signatures", "rateable value". figure: what was
    reached, among so much in all. needed: the smallest figure that would pass among as much.
    """

    rule: str
    of: str
    figure: int
    among: int
    needed: int

    @property
    def met(self) -> bool:
        """Whether the test is passed."""
        return self.figure >= self.needed

    @property
    def short(self) -> int:
        """The shortfall below the figure that is needed; 0 if the test is passed."""
        return max(0, self.needed - self.figure)


@dataclass(frozen=True, slots=True)
class ReferendumResult:
    """The result of a referendum.

    votes: one figure an answer. most: the answers with most votes, in the order of their numbers. answer:
    the one that has it; None if none has more than half and the law does not say what then. majority: the
    test of the first answer of `most`.
    """

    votes: tuple[int, ...]
    most: tuple[int, ...]
    answer: int | None
    majority: Threshold

    @property
    def equal(self) -> bool:
        """Whether several answers have most votes."""
        return len(self.most) > 1


@dataclass(frozen=True, slots=True)
class PlanResult:
    """The result of the referendums on a neighbourhood plan or order.

    residents: the test of the referendum of residents. business: that of the additional one in a business
    area, None without one. outcome: PLAN_MADE, PLAN_FOR_AUTHORITY or PLAN_NOT_MADE.
    """

    residents: Threshold
    business: Threshold | None
    outcome: str


PLAN_MADE: Final = "made"
"""The authority must make the plan: every referendum on it said yes."""
PLAN_FOR_AUTHORITY: Final = "for-authority"
"""The authority may make the plan: of two referendums one said yes."""
PLAN_NOT_MADE: Final = "not-made"
"""The plan is not made: no referendum said yes."""


@dataclass(frozen=True, slots=True)
class PetitionResult:
    """The result of a recall petition: the test that its signatures must pass."""

    signatures: Threshold

    @property
    def successful(self) -> bool:
        """Whether so many signed that the member loses the seat."""
        return self.signatures.met


@dataclass(frozen=True, slots=True)
class BidResult:
    """The result of a ballot on a business improvement district: the two tests it must pass."""

    by_votes: Threshold
    by_value: Threshold

    @property
    def approved(self) -> bool:
        """Whether both tests are passed."""
        return self.by_votes.met and self.by_value.met
