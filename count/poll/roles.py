"""The roles of the hall, and somebody who is signed in as one of them."""

from dataclasses import dataclass
from typing import Literal, get_args

from count.poll.names import folded

Role = Literal[
    "administrator",
    "verification",
    "supervisor",
    "adjudicator",
    "results",
    "deputy",
    "returning-officer",
    "collator",
    "observer",
    "screen",
]
ROLES: tuple[Role, ...] = get_args(Role)
OFFICERS: frozenset[str] = frozenset({"deputy", "returning-officer"})


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person, in one role, perhaps bound to a unit or a contest."""

    name: str
    role: Role
    unit: str | None = None
    contest: str | None = None

    @property
    def officer(self) -> bool:
        return self.role in OFFICERS

    def same_person(self, name: str) -> bool:
        return folded(self.name) == folded(name)
