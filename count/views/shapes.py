"""The shapes in which the interface tells how a contest stands: every key, and what it holds.

A key that some role may not see is not required: it is absent where it may not be seen. The description of
the interface and the types of the pages' JavaScript are made from these. (`typing_extensions` because
pydantic, which describes them, cannot read Python 3.11's own `TypedDict`.)
"""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from count.findings.finding import FindingShape
from count.views.box import BoxShape
from count.views.equation import EquationShape
from count.views.needs import ElectedShape, Figures, GroundShape, NeedsShape, StageShape
from count.views.waits import WaitsShape


class CandidateShape(TypedDict):
    """A row of the ballot paper."""

    candidate: str
    ballot_order: int
    name: str
    party: str
    description: str
    colour: str


class TurnoutShape(TypedDict):
    """Papers verified by electorate, the percentage as decimal text."""

    papers: int
    electorate: int
    percent: str


class AgreementShape(TypedDict):
    """A proposal that waits for a second person."""

    id: str
    act: str
    by: str
    at: str
    seen: str | None
    words: str
    may_second: bool


class DoubtfulShape(TypedDict):
    """Papers sent to the adjudicator, and since when."""

    at: str
    papers: int


class UnitFiguresShape(TypedDict):
    """Papers at a unit; candidates' figures only for those who may see them."""

    papers: int
    accounted: int
    rejected: Figures
    totals: NotRequired[Figures]
    unused: NotRequired[int]
    in_part: NotRequired[int]


class UnitAttemptShape(UnitFiguresShape):
    """A unit as it stood at an earlier count."""

    attempt: int


UnitState = Literal["waiting", "open", "closed"]


class UnitShape(UnitFiguresShape):
    """A unit as it stands."""

    unit: str
    name: str
    state: UnitState
    attempt: int
    boxes: list[str]
    unsorted: int
    doubtful: int
    doubtful_since: list[DoubtfulShape]
    last_at: str | None
    claim: Literal["agrees", "differs"] | None
    attempts: list[UnitAttemptShape]


class UnitProgressShape(TypedDict):
    """A unit on a screen: papers only."""

    papers: int
    accounted: int
    closed: bool


class ProvisionalShape(TypedDict):
    """The provisional result as it was shared."""

    at: str
    by: str
    told: list[str]


class OverrideShape(TypedDict):
    """Findings that the returning officer set aside."""

    findings: list[str]
    reason: str
    by: str
    second: str


class LotShape(TypedDict):
    """A lot that was drawn."""

    among: list[str]
    chosen: list[str]
    to: str
    method: str
    sentence: str


class MarginShape(TypedDict):
    """The margin, in misread papers."""

    misread: int
    unaccounted_could_change: bool | None


class ResultShape(ElectedShape):
    """A declared result."""

    declared_at: str
    declared_by: str
    seconded_by: str


class AttemptShape(TypedDict):
    """The whole contest at one count of it."""

    attempt: int
    totals: Figures
    rejected: int
    unused: int
    accounted: int


class FiguresShape(TypedDict):
    """Candidates' figures of the whole contest, and all that follows from them."""

    totals: Figures
    unused: int
    provisional: ProvisionalShape | None
    overridden: list[OverrideShape]
    lots: list[LotShape]
    recounts: list[dict[str, Any]]
    after: list[dict[str, Any]]
    margin: MarginShape | None
    stages: list[StageShape]
    result: ResultShape | None
    attempts: list[AttemptShape]


class ProgressShape(TypedDict):
    """The progress of a contest, which everybody in the hall may watch."""

    verified: int
    accounted: int
    turnout: TurnoutShape | None
    units: dict[str, UnitProgressShape]


class GuidanceShape(TypedDict):
    """The acts a visitor may record now; for officers what waits, and whether the figures are complete."""

    may: list[str]
    waits: NotRequired[WaitsShape]
    complete: NotRequired[bool]


class StandingShape(TypedDict):
    """A contest's standing, less whatever this role may not see."""

    contest: str
    name: str
    kind: str
    system: str
    seats: int
    votes_a_paper: int
    state: Literal["verifying", "counting", "provisional", "declared", "cancelled"]
    attempt: int
    electorate: int
    bundle_size: int
    uncontested: bool
    candidates: list[CandidateShape]
    grounds: list[GroundShape]
    rehearsal: NotRequired[bool]
    verified: NotRequired[int]
    accounted: NotRequired[int]
    unaccounted: NotRequired[int]
    doubtful: NotRequired[int]
    handed_over: NotRequired[int]
    turnout: NotRequired[TurnoutShape | None]
    verification_closed: NotRequired[bool]
    rejected: NotRequired[Figures]
    in_part: NotRequired[int]
    findings: NotRequired[list[FindingShape]]
    needs: NotRequired[NeedsShape | None]
    seen: NotRequired[str]
    agreements: NotRequired[list[AgreementShape]]
    units: NotRequired[dict[str, UnitShape] | dict[str, UnitProgressShape]]
    boxes: NotRequired[dict[str, BoxShape]]
    equation: NotRequired[EquationShape]
    may: NotRequired[list[str]]
    waits: NotRequired[WaitsShape]
    complete: NotRequired[bool]
    totals: NotRequired[Figures]
    unused: NotRequired[int]
    provisional: NotRequired[ProvisionalShape | None]
    overridden: NotRequired[list[OverrideShape]]
    lots: NotRequired[list[LotShape]]
    recounts: NotRequired[list[dict[str, Any]]]
    after: NotRequired[list[dict[str, Any]]]
    margin: NotRequired[MarginShape | None]
    stages: NotRequired[list[StageShape]]
    result: NotRequired[ResultShape | None]
    attempts: NotRequired[list[AttemptShape]]
