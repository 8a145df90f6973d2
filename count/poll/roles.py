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

Work = Literal[
    "decide",
    "decide-last",
    "verify",
    "count",
    "adjudicate",
    "total",
    "collate",
    "administer",
    "watch",
]
"""What is done in a hall: officers decide (the last word is the returning officer's), tables count papers,
the results desk keys totals; whoever does anything but administer may watch how the count goes."""

_DECIDING: tuple[Work, ...] = (
    "decide", "verify", "count", "adjudicate", "total", "collate", "administer", "watch",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RoleKind:
    """One role of the hall: the page on which its work begins, and the work it does."""

    home: str
    works: tuple[Work, ...] = ()


KINDS: dict[Role, RoleKind] = {
    "administrator": RoleKind("/boards", ("administer",)),
    "verification": RoleKind("/boxes", ("verify", "watch")),
    "supervisor": RoleKind("/boards", ("count", "watch")),
    "adjudicator": RoleKind("/adjudication", ("adjudicate", "watch")),
    "results": RoleKind("/results", ("total", "watch")),
    "deputy": RoleKind("/floor", _DECIDING),
    "returning-officer": RoleKind("/floor", (*_DECIDING, "decide-last")),
    "collator": RoleKind("/boards", ("collate", "watch")),
    "observer": RoleKind("/boards", ("watch",)),
    "screen": RoleKind("/boards"),
}
"""Every role, each in one row: pages, permissions, boards and documents ask for a kind of work.

A supervisor who has a table begins at it (`count.web.pages.home`).
"""


def who(*works: Work) -> frozenset[str]:
    """The roles that do any of these works."""
    return frozenset(role for role, kind in KINDS.items() if set(works) & set(kind.works))


SIGNED_IN: frozenset[str] = frozenset(ROLES)
OFFICERS = who("decide")
RETURNING_OFFICER = who("decide-last")

# Officers may record whatever supervisors, verification staff and the results desk may.
VERIFICATION = who("verify")
SUPERVISORS = who("count")
FLOOR = VERIFICATION | SUPERVISORS
RESULTS = who("total")
ADJUDICATORS = who("adjudicate")
COLLATORS = who("collate")
RECORDERS = FLOOR | RESULTS | COLLATORS | ADJUDICATORS
"""All who record anything."""

KEEPERS = who("administer")
"""Who looks after people and devices."""
WATCHERS = who("watch")
"""Who sees the figures of verification and how the count goes."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person, in one role, perhaps bound to a unit or a contest."""

    name: str
    role: Role
    unit: str | None = None
    contest: str | None = None

    @classmethod
    def seeing_everything(cls, name: str) -> Self:
        """A visitor who sees everything, as whom a proposal is checked again."""
        return cls(name, "returning-officer")

    @property
    def officer(self) -> bool:
        return self.role in OFFICERS

    def same_person(self, name: str) -> bool:
        return folded(self.name) == folded(name)
