"""Acts of verification: what boxes should hold and what was found in them; boxes and tables added."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from count.ledger.acts.act import Act, Names
from count.ledger.acts.fields import (
    AnyBoxId,
    BoxId,
    BoxIds,
    ContestIds,
    Count,
    Name,
    NewBoxId,
    NewUnitId,
    Range,
    Some,
    Words,
)
from count.poll.roles import OFFICERS, VERIFICATION


class Account(Act):
    """The ballot paper account of a box: a claim of what it should hold."""

    sort = "claim"
    by = VERIFICATION
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    document = "verification"
    act: Literal["account"]
    box: BoxId
    stated: Count
    ranges: Annotated[list[Range], Field(min_length=1, max_length=200)] | None = None
    unused: Count | None = None
    spoilt: Count | None = None
    unused_found: Count | None = None
    spoilt_found: Count | None = None
    tendered_used: Count | None = None
    note: Words | None = None

    def sentence(self, names: Names) -> str:
        return f"the account of box {self.box}"


class BoxReceived(Act):
    """A box is in the hall, for every contest whose papers it holds."""

    sort = "claim"
    by = VERIFICATION
    two_people = "never"
    reaches = "box"
    strikable = True
    after_declaring = "never"
    after_cancelling = True
    document = "none"
    act: Literal["box-received"]
    box: BoxId

    def sentence(self, names: Names) -> str:
        return f"box {self.box} received"


class BoxCounted(Act):
    """A count of the papers found in a box, before strays: a claim."""

    sort = "claim"
    by = VERIFICATION
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    document = "verification"
    people = ("counted_by", "checked_by")
    act: Literal["box-counted"]
    box: BoxId
    papers: Count
    counted_by: Name
    checked_by: Name

    def sentence(self, names: Names) -> str:
        return f"the count of box {self.box} by {self.counted_by} and {self.checked_by}"


class Strayed(Act):
    """Papers of this contest found in the wrong box, moved to the box they belong to."""

    sort = "move"
    by = VERIFICATION
    two_people = "never"
    reaches = "box-elsewhere"
    strikable = True
    after_declaring = "never"
    document = "verification"
    act: Literal["strayed"]
    box: AnyBoxId
    to_box: BoxId | None = None
    papers: Some
    reason: Words

    def sentence(self, names: Names) -> str:
        to = f", belonging to {self.to_box}" if self.to_box else ""
        return f"{self.papers:,} stray papers found in box {self.box}{to}"


class HandedOver(Act):
    """Papers of an area counted elsewhere, handed to that area's officer."""

    sort = "move"
    by = VERIFICATION
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    document = "verification"
    act: Literal["handed-over"]
    box: BoxId
    papers: Some
    to: Words
    reason: Words

    def sentence(self, names: Names) -> str:
        return f"{self.papers:,} papers of box {self.box} handed to {self.to}"


class Retrieved(Act):
    """Cancelled postal papers taken out of a sealed postal box."""

    sort = "move"
    by = VERIFICATION
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    document = "verification"
    act: Literal["retrieved"]
    box: BoxId
    papers: Some
    reason: Words

    def sentence(self, names: Names) -> str:
        return f"{self.papers:,} cancelled papers taken out of box {self.box}"


class BoxVerified(Act):
    """The verified number of papers in a box: from here on every one of them must be accounted for."""

    sort = "move"
    by = VERIFICATION
    two_people = "depends"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    document = "verification"
    act: Literal["box-verified"]
    box: BoxId
    papers: Count
    note: Words | None = None
    with_: Annotated[BoxIds | None, Field(alias="with")] = None

    model_config = ConfigDict(serialize_by_alias=True)

    def sentence(self, names: Names) -> str:
        expected = names.expected(self.box)
        said = "no account" if expected is None else f"{expected:,} expected"
        return f"Verify box {self.box} at {self.papers:,} papers ({said})"


class BoxAdded(Act):
    """A box that the set-up did not list."""

    sort = "decision"
    by = OFFICERS
    two_people = "always"
    reaches = "contests-listed"
    strikable = False
    after_declaring = "never"
    after_cancelling = True
    document = "verification"
    code_over_content = True
    act: Literal["box-added"]
    box: NewBoxId
    kind: Literal["station", "postal"]
    name: Name
    contests: ContestIds
    electorate: Count | list[Count]
    reason: Words

    def sentence(self, names: Names) -> str:
        return f"Add box {self.box}, {self.name} ({self.reason})"


class BoxNotUsed(Act):
    """A listed box that was never used: it holds no papers of any contest."""

    sort = "decision"
    by = OFFICERS
    two_people = "always"
    reaches = "box"
    strikable = True
    after_declaring = "never"
    after_cancelling = True
    document = "verification"
    act: Literal["box-not-used"]
    box: BoxId
    reason: Words

    def sentence(self, names: Names) -> str:
        return f"Box {self.box} was not used ({self.reason})"


class UnitAdded(Act):
    """A table or mini-count that the set-up did not list."""

    sort = "decision"
    by = OFFICERS
    two_people = "never"
    reaches = "contests-listed"
    strikable = False
    after_declaring = "never"
    after_cancelling = True
    code_over_content = True
    act: Literal["unit-added"]
    unit: NewUnitId
    name: Name
    contests: ContestIds

    def sentence(self, names: Names) -> str:
        return f"Add unit {self.unit}, {self.name}"


class VerificationClosed(Act):
    """The officer closes verification: the statement as to verification may be issued."""

    sort = "decision"
    by = OFFICERS
    two_people = "never"
    reaches = "contest"
    strikable = True
    after_declaring = "never"
    document = "verification"
    act: Literal["verification-closed"]
    reason: Words | None = None

    def sentence(self, names: Names) -> str:
        return "the closing of verification"
