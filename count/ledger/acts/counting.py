"""Acts of the count: papers brought to tables, bundled, keyed, set aside, decided, claimed."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from count.ledger.acts.act import Names, OfAttempt
from count.ledger.acts.fields import (
    BoxId,
    BoxIds,
    CandidateId,
    CandidateIds,
    Count,
    Ground,
    Name,
    Serial,
    Some,
    UnitId,
    Words,
)
from count.poll.roles import FLOOR, RESULTS, SUPERVISORS

_MADE = ("made_by", "checked_by")


class Mixed(OfAttempt):
    """Verified boxes are mixed together and their papers brought to a unit."""

    sort = "move"
    by = FLOOR
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    needs = ("papers",)
    act: Literal["mixed"]
    unit: UnitId
    boxes: BoxIds
    papers: dict[BoxId, Some] | None = None
    reason: Words | None = None

    def sentence(self, names: Names) -> str:
        return f"boxes {', '.join(self.boxes)} mixed at {names.unit(self.unit)}"


class Handed(OfAttempt):
    """Unsorted papers handed from one unit to another."""

    sort = "move"
    by = SUPERVISORS
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    act: Literal["handed"]
    from_unit: UnitId
    to_unit: UnitId
    papers: Some
    reason: Words

    def sentence(self, names: Names) -> str:
        ends = f"{names.unit(self.from_unit)} to {names.unit(self.to_unit)}"
        return f"{self.papers:,} papers handed from {ends}"


class Bundle(OfAttempt):
    """Papers for one candidate, bundled (one seat)."""

    sort = "move"
    by = SUPERVISORS
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    needs = ("papers", "one-vote")
    people = _MADE
    act: Literal["bundle"]
    unit: UnitId
    candidate: CandidateId
    papers: Some
    bundles: Some = 1
    slip: Serial | None = None
    made_by: Name | None = None
    checked_by: Name | None = None

    def sentence(self, names: Names) -> str:
        return f"{self.papers:,} for {names.candidate(self.candidate)} at {names.unit(self.unit)}"


class Block(OfAttempt):
    """Papers that vote for exactly one agreed set of candidates (several seats)."""

    sort = "move"
    by = SUPERVISORS
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    needs = ("papers", "several-votes")
    people = _MADE
    act: Literal["block"]
    unit: UnitId
    candidates: CandidateIds
    papers: Some
    bundles: Some = 1
    slip: Serial | None = None
    made_by: Name | None = None
    checked_by: Name | None = None

    def sentence(self, names: Names) -> str:
        candidates = ", ".join(map(names.candidate, self.candidates))
        return f"{self.papers:,} papers for {candidates} at {names.unit(self.unit)}"


class Sheet(OfAttempt):
    """A sheet of mixed papers: every candidate's votes and the unused votes (several seats)."""

    sort = "move"
    by = SUPERVISORS
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    needs = ("papers", "several-votes")
    people = _MADE
    act: Literal["sheet"]
    unit: UnitId
    serial: Serial
    papers: Some
    votes: dict[CandidateId, Count]
    unused: Count
    made_by: Name | None = None
    checked_by: Name | None = None

    def sentence(self, names: Names) -> str:
        return f"sheet {self.serial}, {self.papers:,} papers, at {names.unit(self.unit)}"


class Doubtful(OfAttempt):
    """Doubtful papers set aside and taken to the adjudicator."""

    sort = "move"
    by = SUPERVISORS
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    needs = ("papers",)
    act: Literal["doubtful"]
    unit: UnitId
    papers: Some

    def sentence(self, names: Names) -> str:
        return f"{self.papers:,} doubtful papers of {names.unit(self.unit)}"


class Good(BaseModel):
    """Papers allowed on adjudication, all voting for the same set of candidates."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
    candidates: CandidateIds
    papers: Some


class Adjudicated(OfAttempt):
    """The decision on a batch of doubtful papers: good, returned to the unit, or rejected by ground."""

    sort = "move"
    # A deputy needs an appointment for it (rule 47(3), RPA 1983 Sch. 1), and signs in as what they are then.
    by = frozenset({"adjudicator"})
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    act: Literal["adjudicated"]
    unit: UnitId
    good: Annotated[list[Good], Field(max_length=2000)]
    returned: Count
    rejected: dict[Ground, Count]
    in_part: Count | None = None
    objections: Count | None = None

    def sentence(self, names: Names) -> str:
        return f"a decision on doubtful papers of {names.unit(self.unit)}"


class PapersRead(OfAttempt):
    """Electronically read preferences, kept in a file beside the hall."""

    sort = "move"
    by = RESULTS
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    needs = ("preferences", "transfers")
    act: Literal["papers-read"]
    file_digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    papers: Some

    def sentence(self, names: Names) -> str:
        return f"{self.papers:,} papers read from a file"


class Sorted(OfAttempt):
    """A parcel sorted by hand to the next preference."""

    sort = "move"
    by = SUPERVISORS
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    needs = ("preferences",)
    people = _MADE
    act: Literal["sorted"]
    parcel: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    unit: UnitId
    next: dict[CandidateId, Count]
    none: Count
    rejected: dict[Ground, Count] | None = None
    made_by: Name | None = None
    checked_by: Name | None = None

    def sentence(self, names: Names) -> str:
        papers = sum(self.next.values()) + self.none + sum((self.rejected or {}).values())
        return f"{papers:,} papers sorted by next preference at {names.unit(self.unit)}"


class UnitTotal(OfAttempt):
    """A blind claim of a unit's figures by someone who keyed none of them."""

    sort = "claim"
    by = RESULTS | SUPERVISORS
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    needs = ("papers",)
    act: Literal["unit-total"]
    unit: UnitId
    totals: dict[CandidateId, Count]
    rejected: Count
    unused: Count | None = None

    def sentence(self, names: Names) -> str:
        return f"a blind total of {names.unit(self.unit)}"


class UnitClosed(OfAttempt):
    """The supervisor closes a unit's count."""

    sort = "decision"
    by = SUPERVISORS
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    act: Literal["unit-closed"]
    unit: UnitId

    def sentence(self, names: Names) -> str:
        return f"the closing of {names.unit(self.unit)}"
