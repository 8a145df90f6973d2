"""The roles of the hall, and somebody who is signed in as one of them."""

from dataclasses import dataclass
from typing import Literal, Self, get_args

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
RETURNING_OFFICER: frozenset[str] = frozenset({"returning-officer"})

# Officers may record whatever supervisors, verification staff and the results desk may.
VERIFICATION: frozenset[str] = OFFICERS | {"verification"}
SUPERVISORS: frozenset[str] = OFFICERS | {"supervisor"}
FLOOR: frozenset[str] = VERIFICATION | SUPERVISORS
RESULTS: frozenset[str] = OFFICERS | {"results"}
COLLATORS: frozenset[str] = OFFICERS | {"collator"}
RECORDERS: frozenset[str] = FLOOR | RESULTS | COLLATORS | {"adjudicator"}
"""All who record anything."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person, in one role, perhaps bound to a unit or a contest."""

    name: str
    role: Role
    unit: str | None = None
    contest: str | None = None

    @classmethod
    def seeing_everything(cls, name: str) -> Self:
        """Somebody as whom a proposal is checked again: what is found does not hang on what they may see."""
        return cls(name, "returning-officer")

    @property
    def officer(self) -> bool:
        return self.role in OFFICERS

    def same_person(self, name: str) -> bool:
        return folded(self.name) == folded(name)
