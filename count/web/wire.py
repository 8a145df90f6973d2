"""The shapes of what the interface takes and answers; machines are told of them, and handlers are held to them.

How a contest stands is described in `count.views`, an act by its own class.
"""

from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

from count.findings.finding import FindingShape
from count.ledger.acts import VOCABULARY, Agreed, Declined
from count.poll.roles import Role
from count.views.shapes import StandingShape

Uuid = Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]

# ------------------------------------------------------------------------------------------------ refusals


class NotDone(TypedDict):
    """Something could not be done; the words are for people."""

    words: str


class Refusal(TypedDict):
    """An act that was not recorded: its kind, words for people, and each fault by its field."""

    refused: Literal["who", "malformed", "id-reused", "state", "attempt", "stale", "gate"]
    words: str
    fields: dict[str, str]
    findings: list[FindingShape]
    faults: NotRequired[list[str]]


# ------------------------------------------------------------------------------------------- acts and ledger

AnyAct: Any = Annotated[reduce(or_, VOCABULARY.values()), Field(discriminator="act")]
"""Every act of the vocabulary."""


class Recorded(TypedDict):
    """An act is recorded and durable; `standing` is empty for an act of the whole hall."""

    seq: int
    digest: str
    findings: list[FindingShape]
    standing: "StandingShape | Nothing"
    agrees: NotRequired[bool | None]


class Nothing(TypedDict):
    """No content."""


class Awaits(TypedDict):
    """An act is recorded as a proposal: another person must agree, having seen what `seen` stands for."""

    awaits: Literal["agreement"]
    seq: int
    digest: str
    seen: str


class Seconded(TypedDict):
    """A second person's act is recorded; figures are told at that person's own desk."""

    seq: int
    digest: str


class LedgerAct(TypedDict):
    """An act as it was recorded, with its place; the fields of the act itself stand beside these."""

    seq: int
    id: Uuid
    act: str
    contest: str | None
    at: str
    by: str
    digest: str


class OwnAct(TypedDict):
    """An act that may be corrected; the fields of the act itself stand beside these."""

    seq: int
    id: Uuid
    act: str
    contest: str | None
    at: str
    by: str
    sentence: str
    struck: bool


class LedgerPage(TypedDict):
    """Acts in the order of the ledger; none at its end."""

    acts: list[LedgerAct]


class OwnActs(TypedDict):
    """Acts, the newest first."""

    acts: list[OwnAct]


# -------------------------------------------------------------------------------------------------- contests


class ContestLine(TypedDict):
    """One contest of the hall."""

    contest: str
    name: str
    state: Literal["verifying", "counting", "provisional", "declared", "cancelled"]
    units: list[str]


class Contests(TypedDict):
    """Every contest of the hall."""

    contests: list[ContestLine]


class StatementRow(TypedDict):
    """One box of the statement as to verification."""

    box: str
    expected: int | None
    counted: int | None
    strays: int
    verified: int | None
    variance: int | None
    explanation: str


class StatementTotal(TypedDict):
    """All boxes of the statement together."""

    expected: int
    counted: int
    verified: int
    variance: int
    boxes: int
    not_verified: int


class VerificationStatement(TypedDict):
    """The statement as to verification; `text` is the same for people."""

    title: str
    provisional: bool
    electorate: int
    turnout: str | None
    rows: list[StatementRow]
    total: StatementTotal
    text: str


class FileKept(TypedDict):
    """A file of papers that was read through and kept beside the hall."""

    file_digest: str
    papers: int
    names_differ: list[str]


# ---------------------------------------------------------------------------------------------- the whole hall


class Suspended(TypedDict):
    """Something that is suspended, and why."""

    scope: str
    reason: str


class Announcement(TypedDict):
    """An announcement, and its time."""

    at: str
    words: str


Attending = TypedDict("Attending", {"who": str, "as": str})
Attending.__doc__ = "Somebody who attends, and as what."


class Floor(TypedDict):
    """Records of the whole hall."""

    paused: list[Suspended]
    announced: list[Announcement]
    attended: list[Attending]


# ---------------------------------------------------------------------------------------------------- people


class SignIn(TypedDict):
    """A person's name and code."""

    name: str
    code: str


class Me(TypedDict):
    """The person signed in, and the page on which their work begins."""

    name: str
    role: Role
    unit: str | None
    contest: str | None
    home: str


class SecondPerson(TypedDict):
    """A second person signs one act, as themselves, at somebody else's desk."""

    name: str
    code: str
    act: Agreed | Declined
    contest: NotRequired[str | None]
