"""Types of the fields of acts: ids that say what they name, papers, people, words."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from count.law.rules import GroundCode
from count.poll.names import faults_of

MOST_PAPERS = 10_000_000
"""More papers than any contest in the United Kingdom has ever held in one hall."""
_CANONICAL = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Named = Literal[
    "box",
    "box-of-any-contest",
    "new-box",
    "unit",
    "new-unit",
    "candidate",
    "contest",
    "board",
    "act",
]


@dataclass(frozen=True, slots=True)
class IdOf:
    """Says of an id what it names: validation looks it up, and the fold finds it by this."""

    what: Named


def _canonical_uuid(text: str) -> str:
    # A ledger's are canonical already, and there are hundreds of thousands to read back.
    return text if _CANONICAL.fullmatch(text) else str(UUID(text))


@lru_cache(maxsize=4096)
def _plain_text(text: str) -> str:
    if faults := faults_of(text):
        raise ValueError("; ".join(faults))
    return text


Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._\-]{1,64}$")]
BoxId = Annotated[Id, IdOf("box")]
AnyBoxId = Annotated[Id, IdOf("box-of-any-contest")]
NewBoxId = Annotated[Id, IdOf("new-box")]
UnitId = Annotated[Id, IdOf("unit")]
NewUnitId = Annotated[Id, IdOf("new-unit")]
CandidateId = Annotated[Id, IdOf("candidate")]
ContestId = Annotated[Id, IdOf("contest")]
BoardId = Annotated[Id, IdOf("board")]
ActId = Annotated[
    str, AfterValidator(_canonical_uuid), WithJsonSchema({"type": "string", "format": "uuid"})
]
EarlierActId = Annotated[ActId, IdOf("act")]

Ground = GroundCode
"""A ground of rejection, by its stable code: the closed list of the law."""

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
Code = Annotated[str, StringConstraints(max_length=64)]
Range = Annotated[
    list[Annotated[int, Field(ge=0, le=999_999_999)]], Field(min_length=2, max_length=2)
]
_Several = Field(min_length=1, max_length=2000)
Ids = Annotated[list[Id], _Several]
BoxIds = Annotated[list[BoxId], _Several]
CandidateIds = Annotated[list[CandidateId], _Several]
ContestIds = Annotated[list[ContestId], _Several]
Attempt = Annotated[int, Field(ge=1, le=1000)]
