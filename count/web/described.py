"""The description of one operation for machines: a value that stands beside its handler."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

JSON, TEXT = "application/json", "text/plain"

Tag = Literal[
    "acts", "contests", "papers", "documents", "hall", "boards", "devices", "people", "server"
]

NOT_FOR_MACHINES: Final = "not for machines"
"""The mark of pages and static files, which the description of the interface leaves out."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its words, the shape of its body (none where it has none), and its media type."""

    words: str
    shape: Any = None
    media: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    """Headers that carry something, each with its words."""


@dataclass(frozen=True, slots=True)
class Query:
    """A parameter after the question mark."""

    name: str
    words: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a request: its JSON shape, or a file's bytes where there is no shape."""

    shape: Any = None
    media: str = JSON


@dataclass(frozen=True, slots=True)
class Described:
    """The description of an operation for machines; who may use it is said beside it, by the route.

    What every operation answers alike (not signed in, not for this role, a body too long or malformed) is
    derived from the route and the body, and need not be listed in `answers`.
    """

    id: str
    tag: Tag
    words: str
    answers: Mapping[int, Answer]
    query: tuple[Query, ...] = ()
    body: Body | None = None
