"""Decisions of officers on a contest: explained, recounted, drawn by lot, declared, corrected; and strikes."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from count.ledger.acts.act import Act, Names
from count.ledger.acts.fields import (
    BoardId,
    CandidateId,
    CandidateIds,
    Code,
    ContestId,
    Count,
    EarlierActId,
    Id,
    Ids,
    Name,
    Some,
    UnitId,
    Words,
)
from count.poll.roles import FLOOR, OFFICERS, RECORDERS, RETURNING_OFFICER


class ConstituencySeats(Act):
    """The seats that lists won in constituencies, and who has left a list by winning one, as declared there."""

    sort = "claim"
    by = OFFICERS
    two_people = "always"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    needs = ("seats-before",)
    code_over_content = True
    act: Literal["constituency-seats"]
    seats: dict[CandidateId, Count]
    returned: (
        dict[CandidateId, Annotated[list[Some], Field(min_length=1, max_length=200)]] | None
    ) = None
    note: Words | None = None

    def sentence(self, names: Names) -> str:
        won = ", ".join(f"{names.candidate(c)} {n}" for c, n in self.seats.items())
        gone = [
            f"{names.candidate(c)} {', '.join(f'no. {place}' for place in places)}"
            for c, places in (self.returned or {}).items()
        ]
        left = f"; returned already: {', '.join(gone)}" if gone else ""
        return f"State the seats won in constituencies: {won}{left}"


class Explained(Act):
    """Words that close an *explain* finding and are printed."""

    sort = "decision"
    by = FLOOR
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    document = "verification"
    act: Literal["explained"]
    finding: Id
    piles: Annotated[list[Annotated[str, StringConstraints(max_length=200)]], Field(max_length=200)]
    words: Words

    def sentence(self, names: Names) -> str:
        return f"the explanation “{self.words}”"


class Struck(Act):
    """An earlier act is withdrawn, with a reason, by two people."""

    sort = "strike"
    by = RECORDERS
    two_people = "always"
    reaches = "earlier-act"
    strikable = False
    after_declaring = "never"
    document = "verification"
    act: Literal["struck"]
    strikes: EarlierActId
    reason: Words

    def sentence(self, names: Names) -> str:
        return f"Strike: {names.act(self.strikes).sentence(names)} ({self.reason})"


class Provisional(Act):
    """The provisional result is shared with candidates and agents."""

    sort = "decision"
    by = OFFICERS
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    people = ("told",)
    act: Literal["provisional"]
    told: Annotated[list[Name], Field(min_length=1, max_length=200)]
    seen: Code

    def sentence(self, names: Names) -> str:
        return "the provisional result"


class WholeContest(BaseModel):
    """The scope of a recount: every unit that counted the contest."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
    contest: Literal[True]


class OneUnit(BaseModel):
    """The scope of a recount: one unit."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
    unit: UnitId


class Recount(Act):
    """A recount asked for, and granted or refused."""

    sort = "decision"
    by = OFFICERS
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    people = ("asked_by",)
    act: Literal["recount"]
    scope: WholeContest | OneUnit
    kind: Literal["bundle-check", "full", "adjudication-too"]
    asked_by: Name
    granted: bool
    reason: Words

    def sentence(self, names: Names) -> str:
        return f"the recount asked for by {self.asked_by}"


class Lot(Act):
    """A lot drawn by the returning officer. The software never draws it."""

    sort = "decision"
    by = RETURNING_OFFICER
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    people = ("witnesses",)
    act: Literal["lot"]
    among: CandidateIds
    chosen: CandidateIds
    to: Literal["elect", "exclude", "transfer-first", "longer-term"]
    method: Words
    witnesses: Annotated[list[Name], Field(max_length=50)] | Name

    def sentence(self, names: Names) -> str:
        return f"the lot that fell on {', then '.join(map(names.candidate, self.chosen))}"


class Overridden(Act):
    """Blocking findings set aside by the returning officer, for a printed reason."""

    sort = "decision"
    by = RETURNING_OFFICER
    two_people = "always"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    act: Literal["overridden"]
    findings: Ids
    reason: Words

    def sentence(self, names: Names) -> str:
        found = ", ".join(code.replace("-", " ") for code in self.findings)
        return f"Set aside: {found} ({self.reason})"


class Declared(Act):
    """The declaration of the result: final."""

    sort = "decision"
    by = RETURNING_OFFICER
    two_people = "always"
    reaches = "contest"
    strikable = False
    after_declaring = "never"
    act: Literal["declared"]
    seen: Code

    def sentence(self, names: Names) -> str:
        return f"Declare the result of {names.contest}"


class Released(Act):
    """A release: screens and observers may now be shown this board."""

    sort = "decision"
    by = OFFICERS
    two_people = "never"
    reaches = "contests-named"
    strikable = True
    after_declaring = "too"
    document = "none"
    act: Literal["released"]
    board: BoardId
    contest: ContestId | None = None

    def sentence(self, names: Names) -> str:
        return f"the release of the board {self.board}"


class OralCorrection(Act):
    """A slip of the tongue at the declaration, put right at once."""

    sort = "decision"
    by = RETURNING_OFFICER
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "only"
    act: Literal["oral-correction"]
    words: Words

    def sentence(self, names: Names) -> str:
        return f"the oral correction “{self.words}”"


class Corrected(Act):
    """A notice of corrected figures after the declaration: who is elected never changes."""

    sort = "decision"
    by = RETURNING_OFFICER
    two_people = "always"
    reaches = "contest"
    strikable = False
    after_declaring = "only"
    act: Literal["corrected"]
    votes: dict[CandidateId, Count]
    reason: Words

    def sentence(self, names: Names) -> str:
        votes = ", ".join(f"{names.candidate(c)} {n:,}" for c, n in self.votes.items())
        return f"Publish corrected figures: {votes} ({self.reason})"


class FoundAfter(Act):
    """Papers found after the declaration."""

    sort = "decision"
    by = RETURNING_OFFICER
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "only"
    act: Literal["found-after"]
    papers: Some
    where: Words
    reason: Words

    def sentence(self, names: Names) -> str:
        return f"{self.papers:,} papers found after the declaration: {self.where}"


class Cancelled(Act):
    """The poll in this contest is countermanded or abandoned."""

    sort = "decision"
    by = RETURNING_OFFICER
    two_people = "always"
    reaches = "contest"
    strikable = False
    after_declaring = "never"
    act: Literal["cancelled"]
    reason: Words

    def sentence(self, names: Names) -> str:
        return f"Cancel {names.contest} ({self.reason})"


class Agreed(Act):
    """A second person agrees to an act that needs two, having seen the same figures."""

    sort = "decision"
    by = RECORDERS
    two_people = "never"
    reaches = "earlier-act"
    strikable = False
    after_declaring = "too"
    document = "verification"
    act: Literal["agreed"]
    to: EarlierActId
    seen: Code

    def sentence(self, names: Names) -> str:
        return f"agreement to: {names.act(self.to).sentence(names)}"


class Declined(Act):
    """A second person declines to agree: the proposal is closed."""

    sort = "decision"
    by = RECORDERS
    two_people = "never"
    reaches = "earlier-act"
    strikable = False
    after_declaring = "too"
    act: Literal["declined"]
    to: EarlierActId
    reason: Words | None = None

    def sentence(self, names: Names) -> str:
        return f"refusal to agree to: {names.act(self.to).sentence(names)}"
