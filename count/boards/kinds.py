"""Kinds of board: each is one value that says everything of it, beside the function that makes its picture.

Every module of this folder is looked through for such values, so a board that is added is in no list anywhere.
"""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from count.ledger.hall_standing import HallStanding
from count.ledger.standing import Standing
from count.poll.local_time import clock
from count.poll.poll import Poll
from display.boards import Board


@dataclass(frozen=True, slots=True)
class HallNow:
    """The hall at the moment for which a board is made."""

    poll: Poll
    hall_standing: HallStanding
    standings: tuple[Standing, ...]
    marks: tuple[str, ...] = ()
    at: str = ""
    """When the last act was recorded; empty where there is none."""

    @property
    def updated(self) -> str:
        return clock(self.at) if self.at else ""


@dataclass(frozen=True, slots=True)
class BoardKind:
    """A board of the hall, or one for each contest: its name, who may see it, and how it is made."""

    name: str
    title: str
    place: int
    """Where it stands among the boards, in lists and in the turn of a screen."""
    who: frozenset[str]
    """The roles that may see it before it is released; a released one is for everybody signed in."""
    make: Callable[[HallNow], Board] | None = None
    make_of: Callable[[HallNow, Standing], Board] | None = None
    """Makes the board of one contest, where there is one for each contest."""
    title_of_all: str = ""
    """How the boards of all contests are called together."""
    releasable: bool = True
    """Whether an officer may release it: one that everybody sees from the start needs no release."""
    turned: bool = True
    """Whether screens turn it over with the others unless they are told otherwise."""

    def __post_init__(self) -> None:
        if (self.make is None) == (self.make_of is None):
            raise TypeError(f"the board {self.name} is made of the hall or of a contest: say one")

    @property
    def of_contest(self) -> bool:
        return self.make_of is not None

    def board(self, contest: str) -> str:
        """The name of this kind's board of one contest."""
        return f"{self.name}-{contest}"


@cache
def kinds() -> tuple[BoardKind, ...]:
    """Every kind of board in its place, found in the modules of this folder.

    Raises:
        TypeError: where two boards have one name.
    """
    found: dict[str, BoardKind] = {}
    for module in pkgutil.iter_modules(import_module("count.boards").__path__):
        for value in vars(import_module(f"count.boards.{module.name}")).values():
            if isinstance(value, BoardKind) and found.setdefault(value.name, value) is not value:
                raise TypeError(f"two boards are called {value.name}: give one another name")
    return tuple(sorted(found.values(), key=lambda kind: (kind.place, kind.name)))
