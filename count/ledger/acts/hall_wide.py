"""Acts of the whole hall: what was announced, who was present, when proceedings stood still."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from count.ledger.acts.act import Act, Names
from count.ledger.acts.fields import Name, Words
from count.poll.roles import OFFICERS


class Announced(Act):
    """Words announced to the hall."""

    sort = "decision"
    by = OFFICERS
    two_people = "never"
    reaches = "hall"
    strikable = True
    after_declaring = "too"
    act: Literal["announced"]
    words: Words

    def sentence(self, names: Names) -> str:
        return f"the announcement “{self.words}”"


class Attended(Act):
    """Presence: a person at the count, and in which capacity."""

    sort = "decision"
    by = OFFICERS
    two_people = "never"
    reaches = "hall"
    strikable = True
    after_declaring = "too"
    people = ("who",)
    act: Literal["attended"]
    who: Name
    as_: Annotated[Name, Field(alias="as")]

    model_config = ConfigDict(serialize_by_alias=True)

    def sentence(self, names: Names) -> str:
        return f"{self.who} present as {self.as_}"


class Paused(Act):
    """Proceedings are suspended."""

    sort = "decision"
    by = OFFICERS
    two_people = "never"
    reaches = "hall"
    strikable = True
    after_declaring = "too"
    act: Literal["paused"]
    scope: Words
    reason: Words

    def sentence(self, names: Names) -> str:
        return f"the suspension of {self.scope} ({self.reason})"


class Resumed(Act):
    """Proceedings are resumed."""

    sort = "decision"
    by = OFFICERS
    two_people = "never"
    reaches = "hall"
    strikable = True
    after_declaring = "too"
    act: Literal["resumed"]
    scope: Words

    def sentence(self, names: Names) -> str:
        return f"the resumption of {self.scope}"
