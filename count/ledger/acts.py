"""The closed vocabulary of acts: everything that can be recorded in a count hall.

Each act is one small frozen class. To the fold it is a move (papers go from pile to pile), a claim (a figure
that is compared, never added), a strike (an earlier act is withdrawn) or a decision (an officer acts); `sort`
says which. There is no act that sets a value: who meant what would be lost.

Fields common to many acts: `box`, `unit`, `candidate` are ids of the poll; `papers` are whole ballot papers;
`attempt` numbers the count of a unit from 1 and rises with each full recount; `made_by`, `checked_by` and
`counted_by` are free names of counting staff; `reason`, `note` and `words` are free text.
"""

import re
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal, cast, get_args
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from count.ledger.malformed import Malformed
from count.poll.names import faults_of

Sort = Literal["move", "claim", "strike", "decision"]
Ground = Literal[
    "official-mark",
    "too-many",
    "identifiable",
    "unmarked",
    "void",
    "unmarked-or-void",
    "no-first-preference",
    "first-for-more-than-one",
]

MOST_PAPERS = 10_000_000
"""More papers than any contest in the United Kingdom has ever held in one hall."""
_CANONICAL = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _canonical_uuid(text: str) -> str:
    # A ledger's are canonical already, and there are hundreds of thousands to read back.
    return text if _CANONICAL.fullmatch(text) else str(UUID(text))


@lru_cache(maxsize=4096)
def _plain_text(text: str) -> str:
    if faults := faults_of(text):
        raise ValueError("; ".join(faults))
    return text


Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._\-]{1,64}$")]
ActId = Annotated[str, AfterValidator(_canonical_uuid)]
Some = Annotated[int, Field(ge=1, le=MOST_PAPERS)]
Count = Annotated[int, Field(ge=0, le=MOST_PAPERS)]
Serial = Annotated[
    str, StringConstraints(pattern=r"^[^\s+/][^+/]{0,39}$"), AfterValidator(_plain_text)
]
Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=120, strip_whitespace=True),
    AfterValidator(_plain_text),
]
Words = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000, strip_whitespace=True),
    AfterValidator(_plain_text),
]
Range = Annotated[
    list[Annotated[int, Field(ge=0, le=999_999_999)]], Field(min_length=2, max_length=2)
]
Ids = Annotated[list[Id], Field(min_length=1, max_length=2000)]
Attempt = Annotated[int, Field(ge=1, le=1000)]


class Act(BaseModel):
    """What every act carries: the id its maker gave it before sending, and its name."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    sort: ClassVar[Sort]
    hall_wide: ClassVar[bool] = False
    """May be posted for the whole hall, not only for one contest."""
    people: ClassVar[tuple[str, ...]] = ()
    """The fields that name people: the ledger keeps salted references in their place."""

    id: ActId
    act: str

    def content(self) -> dict[str, Any]:
        """The act as it is kept and compared: its fields without its id, unset ones left out."""
        return self.model_dump(mode="json", exclude={"id"}, exclude_none=True)


class OfAttempt(Act):
    """An act of one numbered count of a unit; one for an earlier count is refused."""

    attempt: Attempt = 1


# ---------------------------------------------------------------------------------------------- verification


class Account(Act):
    """The ballot paper account of a box: a claim of what it should hold."""

    sort: ClassVar[Sort] = "claim"
    act: Literal["account"]
    box: Id
    stated: Count
    ranges: Annotated[list[Range], Field(min_length=1, max_length=200)] | None = None
    unused: Count | None = None
    spoilt: Count | None = None
    unused_found: Count | None = None
    spoilt_found: Count | None = None
    tendered_used: Count | None = None
    note: Words | None = None


class BoxReceived(Act):
    """A box is in the hall, for every contest whose papers it holds."""

    sort: ClassVar[Sort] = "claim"
    hall_wide: ClassVar[bool] = True
    act: Literal["box-received"]
    box: Id


class BoxCounted(Act):
    """A count of the papers found in a box, before strays: a claim."""

    sort: ClassVar[Sort] = "claim"
    people: ClassVar[tuple[str, ...]] = ("counted_by", "checked_by")
    act: Literal["box-counted"]
    box: Id
    papers: Count
    counted_by: Name
    checked_by: Name


class Strayed(Act):
    """Papers of this contest found in the wrong box, moved to the box they belong to."""

    sort: ClassVar[Sort] = "move"
    act: Literal["strayed"]
    box: Id
    to_box: Id | None = None
    papers: Some
    reason: Words


class HandedOver(Act):
    """Papers of an area counted elsewhere, handed to that area's officer."""

    sort: ClassVar[Sort] = "move"
    act: Literal["handed-over"]
    box: Id
    papers: Some
    to: Words
    reason: Words


class Retrieved(Act):
    """Cancelled postal papers taken out of a sealed postal box."""

    sort: ClassVar[Sort] = "move"
    act: Literal["retrieved"]
    box: Id
    papers: Some
    reason: Words


class BoxVerified(Act):
    """The verified number of papers in a box: from here on every one of them must be accounted for."""

    sort: ClassVar[Sort] = "move"
    act: Literal["box-verified"]
    box: Id
    papers: Count
    note: Words | None = None
    with_: Annotated[Ids | None, Field(alias="with")] = None

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", serialize_by_alias=True)


class BoxAdded(Act):
    """A box that the set-up did not list."""

    sort: ClassVar[Sort] = "decision"
    hall_wide: ClassVar[bool] = True
    act: Literal["box-added"]
    box: Id
    kind: Literal["station", "postal"]
    name: Name
    contests: Ids
    electorate: Count | list[Count]
    reason: Words


class BoxNotUsed(Act):
    """A listed box that was never used: it holds no papers of any contest."""

    sort: ClassVar[Sort] = "decision"
    hall_wide: ClassVar[bool] = True
    act: Literal["box-not-used"]
    box: Id
    reason: Words


class UnitAdded(Act):
    """A table or mini-count that the set-up did not list."""

    sort: ClassVar[Sort] = "decision"
    hall_wide: ClassVar[bool] = True
    act: Literal["unit-added"]
    unit: Id
    name: Name
    contests: Ids


class VerificationClosed(Act):
    """The officer closes verification: the statement as to verification may be issued."""

    sort: ClassVar[Sort] = "decision"
    act: Literal["verification-closed"]
    reason: Words | None = None


# --------------------------------------------------------------------------------------------------- the count


class Mixed(OfAttempt):
    """Verified boxes are mixed together and their papers brought to a unit."""

    sort: ClassVar[Sort] = "move"
    act: Literal["mixed"]
    unit: Id
    boxes: Ids
    papers: dict[Id, Some] | None = None
    reason: Words | None = None


class Handed(OfAttempt):
    """Unsorted papers handed from one unit to another."""

    sort: ClassVar[Sort] = "move"
    act: Literal["handed"]
    from_unit: Id
    to_unit: Id
    papers: Some
    reason: Words


class Bundle(OfAttempt):
    """Papers for one candidate, bundled (one seat)."""

    sort: ClassVar[Sort] = "move"
    people: ClassVar[tuple[str, ...]] = ("made_by", "checked_by")
    act: Literal["bundle"]
    unit: Id
    candidate: Id
    papers: Some
    bundles: Some = 1
    slip: Serial | None = None
    made_by: Name | None = None
    checked_by: Name | None = None


class Block(OfAttempt):
    """Papers that vote for exactly one agreed set of candidates (several seats)."""

    sort: ClassVar[Sort] = "move"
    people: ClassVar[tuple[str, ...]] = ("made_by", "checked_by")
    act: Literal["block"]
    unit: Id
    candidates: Ids
    papers: Some
    bundles: Some = 1
    slip: Serial | None = None
    made_by: Name | None = None
    checked_by: Name | None = None


class Sheet(OfAttempt):
    """A sheet of mixed papers: every candidate's votes and the unused votes (several seats)."""

    sort: ClassVar[Sort] = "move"
    people: ClassVar[tuple[str, ...]] = ("made_by", "checked_by")
    act: Literal["sheet"]
    unit: Id
    serial: Serial
    papers: Some
    votes: dict[Id, Count]
    unused: Count
    made_by: Name | None = None
    checked_by: Name | None = None


class Doubtful(OfAttempt):
    """Doubtful papers set aside and taken to the adjudicator."""

    sort: ClassVar[Sort] = "move"
    act: Literal["doubtful"]
    unit: Id
    papers: Some


class Good(BaseModel):
    """Papers allowed on adjudication, all voting for the same set of candidates."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
    candidates: Ids
    papers: Some


class Adjudicated(OfAttempt):
    """The decision on a batch of doubtful papers: good, returned to the unit, or rejected by ground."""

    sort: ClassVar[Sort] = "move"
    act: Literal["adjudicated"]
    unit: Id
    good: Annotated[list[Good], Field(max_length=2000)]
    returned: Count
    rejected: dict[Ground, Count]
    in_part: Count | None = None
    objections: Count | None = None


class PapersRead(OfAttempt):
    """Electronically read preferences, kept in a file beside the hall."""

    sort: ClassVar[Sort] = "move"
    act: Literal["papers-read"]
    file_digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    papers: Some


class Sorted(OfAttempt):
    """A parcel sorted by hand to the next preference."""

    sort: ClassVar[Sort] = "move"
    people: ClassVar[tuple[str, ...]] = ("made_by", "checked_by")
    act: Literal["sorted"]
    parcel: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    unit: Id
    next: dict[Id, Count]
    none: Count
    rejected: dict[Ground, Count] | None = None
    made_by: Name | None = None
    checked_by: Name | None = None


class UnitTotal(OfAttempt):
    """A blind claim of a unit's figures by someone who keyed none of them."""

    sort: ClassVar[Sort] = "claim"
    act: Literal["unit-total"]
    unit: Id
    totals: dict[Id, Count]
    rejected: Count
    unused: Count | None = None


class UnitClosed(OfAttempt):
    """The supervisor closes a unit's count."""

    sort: ClassVar[Sort] = "decision"
    act: Literal["unit-closed"]
    unit: Id


class ConstituencySeats(Act):
    """The seats that lists won in constituencies, and who has left a list by winning one, as declared there."""

    sort: ClassVar[Sort] = "claim"
    act: Literal["constituency-seats"]
    seats: dict[Id, Count]
    returned: dict[Id, Annotated[list[Some], Field(min_length=1, max_length=200)]] | None = None
    note: Words | None = None


class Explained(Act):
    """Words that close an *explain* finding and are printed."""

    sort: ClassVar[Sort] = "decision"
    act: Literal["explained"]
    finding: Id
    piles: Annotated[list[Annotated[str, StringConstraints(max_length=200)]], Field(max_length=200)]
    words: Words


class Struck(Act):
    """An earlier act is withdrawn, with a reason, by two people."""

    sort: ClassVar[Sort] = "strike"
    hall_wide: ClassVar[bool] = True
    act: Literal["struck"]
    strikes: ActId
    reason: Words


# --------------------------------------------------------------------------------------------------- decisions


class Provisional(Act):
    """The provisional result is shared with candidates and agents."""

    sort: ClassVar[Sort] = "decision"
    people: ClassVar[tuple[str, ...]] = ("told",)
    act: Literal["provisional"]
    told: Annotated[list[Name], Field(min_length=1, max_length=200)]
    seen: Annotated[str, StringConstraints(max_length=64)]


class WholeContest(BaseModel):
    """The scope of a recount: every unit that counted the contest."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
    contest: Literal[True]


class OneUnit(BaseModel):
    """The scope of a recount: one unit."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
    unit: Id


class Recount(Act):
    """A recount asked for, and granted or refused."""

    sort: ClassVar[Sort] = "decision"
    people: ClassVar[tuple[str, ...]] = ("asked_by",)
    act: Literal["recount"]
    scope: WholeContest | OneUnit
    kind: Literal["bundle-check", "full", "adjudication-too"]
    asked_by: Name
    granted: bool
    reason: Words


class Lot(Act):
    """A lot drawn by the returning officer. The software never draws it."""

    sort: ClassVar[Sort] = "decision"
    people: ClassVar[tuple[str, ...]] = ("witnesses",)
    act: Literal["lot"]
    among: Ids
    chosen: Ids
    to: Literal["elect", "exclude", "transfer-first", "longer-term"]
    method: Words
    witnesses: Annotated[list[Name], Field(max_length=50)] | Name


class Overridden(Act):
    """Blocking findings set aside by the returning officer, for a printed reason."""

    sort: ClassVar[Sort] = "decision"
    act: Literal["overridden"]
    findings: Ids
    reason: Words


class Declared(Act):
    """The declaration of the result: final."""

    sort: ClassVar[Sort] = "decision"
    act: Literal["declared"]
    seen: Annotated[str, StringConstraints(max_length=64)]


class Released(Act):
    """What screens and observers may now be shown."""

    sort: ClassVar[Sort] = "decision"
    hall_wide: ClassVar[bool] = True
    act: Literal["released"]
    board: Id
    contest: Id | None = None


class OralCorrection(Act):
    """A slip of the tongue at the declaration, put right at once."""

    sort: ClassVar[Sort] = "decision"
    act: Literal["oral-correction"]
    words: Words


class Corrected(Act):
    """A notice of corrected figures after the declaration: who is elected never changes."""

    sort: ClassVar[Sort] = "decision"
    act: Literal["corrected"]
    votes: dict[Id, Count]
    reason: Words


class FoundAfter(Act):
    """Papers found after the declaration."""

    sort: ClassVar[Sort] = "decision"
    act: Literal["found-after"]
    papers: Some
    where: Words
    reason: Words


class Cancelled(Act):
    """The poll in this contest is countermanded or abandoned."""

    sort: ClassVar[Sort] = "decision"
    act: Literal["cancelled"]
    reason: Words


# ------------------------------------------------------------------------------------------- collation of areas


class Survivors(Act):
    """Which candidates go to a second count, decided over all areas."""

    sort: ClassVar[Sort] = "decision"
    act: Literal["survivors"]
    candidates: Ids


class Submitted(Act):
    """An area's local totals are submitted to the collating officer."""

    sort: ClassVar[Sort] = "decision"
    act: Literal["submitted"]
    seen: Annotated[str, StringConstraints(max_length=64)]


class ReadBack(Act):
    """An area's figures are read back and their code confirmed."""

    sort: ClassVar[Sort] = "claim"
    act: Literal["read-back"]
    area: Id
    code: Annotated[str, StringConstraints(max_length=64)]


class Accepted(Act):
    """An area's local totals are accepted."""

    sort: ClassVar[Sort] = "decision"
    act: Literal["accepted"]
    area: Id


class Directed(Act):
    """An area is directed to recount."""

    sort: ClassVar[Sort] = "decision"
    act: Literal["directed"]
    area: Id
    reason: Words


class Published(Act):
    """An area may publish its local totals."""

    sort: ClassVar[Sort] = "decision"
    act: Literal["published"]
    area: Id


# -------------------------------------------------------------------------------------------- the whole hall


class Announced(Act):
    """Words announced to the hall."""

    sort: ClassVar[Sort] = "decision"
    hall_wide: ClassVar[bool] = True
    act: Literal["announced"]
    words: Words


class Attended(Act):
    """Who was present, and as what."""

    sort: ClassVar[Sort] = "decision"
    hall_wide: ClassVar[bool] = True
    people: ClassVar[tuple[str, ...]] = ("who",)
    act: Literal["attended"]
    who: Name
    as_: Annotated[Name, Field(alias="as")]

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", serialize_by_alias=True)


class Paused(Act):
    """Proceedings are suspended."""

    sort: ClassVar[Sort] = "decision"
    hall_wide: ClassVar[bool] = True
    act: Literal["paused"]
    scope: Words
    reason: Words


class Resumed(Act):
    """Proceedings are resumed."""

    sort: ClassVar[Sort] = "decision"
    hall_wide: ClassVar[bool] = True
    act: Literal["resumed"]
    scope: Words


# -------------------------------------------------------------------------------------------- second persons


class Agreed(Act):
    """A second person agrees to an act that needs two, having seen the same figures."""

    sort: ClassVar[Sort] = "decision"
    hall_wide: ClassVar[bool] = True
    act: Literal["agreed"]
    to: ActId
    seen: Annotated[str, StringConstraints(max_length=64)]


class Declined(Act):
    """A second person declines to agree: the proposal is closed."""

    sort: ClassVar[Sort] = "decision"
    hall_wide: ClassVar[bool] = True
    act: Literal["declined"]
    to: ActId
    reason: Words | None = None


AnyAct = Annotated[
    Account | BoxReceived | BoxCounted | Strayed | HandedOver | Retrieved | BoxVerified | BoxAdded
    | BoxNotUsed | UnitAdded | VerificationClosed | Mixed | Handed | Bundle | Block | Sheet | Doubtful
    | Adjudicated | PapersRead | Sorted | UnitTotal | UnitClosed | ConstituencySeats | Explained | Struck
    | Provisional | Recount | Lot | Overridden | Declared | Released | OralCorrection | Corrected | FoundAfter
    | Cancelled | Survivors | Submitted | ReadBack | Accepted | Directed | Published | Announced
    | Attended | Paused | Resumed | Agreed | Declined,
    Field(discriminator="act"),
]  # fmt: skip

_reader: TypeAdapter[AnyAct] = TypeAdapter(AnyAct)


def _name_of(kind: type[Act]) -> str:
    return str(get_args(kind.model_fields["act"].annotation)[0])


VOCABULARY: dict[str, type[Act]] = {_name_of(kind): kind for kind in get_args(get_args(AnyAct)[0])}
"""Every act there is, by its name."""


def read(body: dict[str, Any]) -> AnyAct:
    """An act from a body that came in over the wire.

    Raises:
        Malformed: with every fault of its form. What depends on the poll (unknown boxes, units,
            candidates, seats) is checked where the poll is known, in `form`.
    """
    name = str(body.get("act", ""))
    try:
        return _reader.validate_python(body, by_alias=True)
    except ValidationError as error:
        raise Malformed.of(error, name) from None


def checked(content: dict[str, Any]) -> AnyAct:
    """An act read back from the ledger, its id put back among its fields; checked as when it came in."""
    return _reader.validate_python(content, by_alias=True)


_SHAPES: dict[tuple[str, ...], tuple[type[Act], dict[str, None]]] = {}
"""Shapes of acts (a name and the fields that are given) with the fields that are not, once one was checked."""
_NO_FIELDS: set[str] = set()


def trusted(content: dict[str, Any]) -> AnyAct:
    """The same, where a followed digest says that these are the bytes of an act that was checked.

    Only the first act of each shape is checked again: a large hall reads hundreds of thousands before it
    opens. Acts with values within values always are.
    """
    shape = (content["act"], *content)
    known = _SHAPES.get(shape)
    if known is None:
        act = checked(content)
        unset = {field: None for field, value in act.__dict__.items() if value is None}
        nested = "$defs" in type(act).model_json_schema()
        if not nested and act.__dict__ == {**unset, **content}:
            _SHAPES[shape] = type(act), unset
        return act
    kind, unset = known
    made = cast(AnyAct, kind.__new__(kind))
    fill = object.__setattr__
    fill(made, "__dict__", {**unset, **content})
    fill(made, "__pydantic_fields_set__", _NO_FIELDS)
    fill(made, "__pydantic_extra__", None)
    fill(made, "__pydantic_private__", None)
    return made


def schema() -> dict[str, Any]:
    """The JSON schema of every act, by name."""
    return {
        name: kind.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
        for name, kind in VOCABULARY.items()
    }
