"""Rotation of a screen's boards, and what interrupts it: pure, from settings and standings.

A screen turns its boards over one after the other. An announcement, a recount that was granted, and a result
that is declared and released take every screen for a set time; then the boards go on. A board that an officer
pins stays until it is let go.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from count.boards.announcements import ANNOUNCEMENT, RECOUNT, open_recounts
from count.boards.audience import kind_of, may_see
from count.boards.kinds import BoardKind, kinds
from count.boards.result import RESULTS
from count.ledger.hall_standing import HallStanding, result_board
from count.ledger.standing import Standing
from count.poll.roles import Visitor

TAKEOVER_SECONDS = {ANNOUNCEMENT.name: 30, RECOUNT.name: 30, RESULTS.name: 60}
"""Seconds for which each kind takes the wall."""
TAKEOVER_EXPIRES_SECONDS = 180
"""Seconds after which what had to wait for its turn no longer takes the wall: the boards show it anyway."""
ANNOUNCEMENT_SECONDS = 900
"""Seconds for which an announcement stays among the boards that are turned over."""
HISTORY_SECONDS = 3600
"""Seconds of which anything could still be on the wall."""

HOLD_SECONDS_RANGE = (10, 600)
"""Seconds a board stands, at least and at most (WCAG 2.2, 2.2.2 asks besides that it can be paused)."""

_SCREEN = Visitor("", "screen")


def turned() -> tuple[str, ...]:
    """The boards that a screen turns over; `result` is every result that is declared and released."""
    return tuple(kind.name for kind in kinds() if kind.turned)


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one screen. `distance` is of the back row in metres, `diagonal` of the screen in inches."""

    boards: tuple[str, ...] = field(default_factory=turned)
    hold: int = 20
    distance: float = 0
    diagonal: float = 0
    theme: str = ""
    pinned: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def read_settings(said: Mapping[str, Any], known: Iterable[str]) -> tuple[Settings, dict[str, str]]:
    """Settings as they were sent, with every fault by its field; what is left out is as it is usually."""
    usual, of_all = Settings(), {kind.name for kind in kinds() if kind.of_contest}
    names = {*turned(), *of_all, *known}
    faults: dict[str, str] = {}
    boards = said.get("boards", usual.boards)
    if not isinstance(boards, list | tuple) or not boards or not names.issuperset(map(str, boards)):
        faults["boards"] = f"must be one or more of {', '.join(turned())}, or a result board"
    hold = said.get("hold", usual.hold)
    if type(hold) is not int or not HOLD_SECONDS_RANGE[0] <= hold <= HOLD_SECONDS_RANGE[1]:
        faults["hold"] = f"must be {HOLD_SECONDS_RANGE[0]} to {HOLD_SECONDS_RANGE[1]} seconds"
    sizes = {"distance": (1, 200), "diagonal": (5, 1000)}
    for field_name, (least, most) in sizes.items():
        size = said.get(field_name, 0)
        if type(size) not in (int, float) or not (size == 0 or least <= size <= most):
            faults[field_name] = f"must be {least} to {most}, or 0 where nobody measured it"
    if said.get("theme", "") not in ("", "light", "dark"):
        faults["theme"] = "must be light, dark or empty"
    if said.get("pinned", "") not in ("", *(names - of_all)):
        faults["pinned"] = "must be a board, or empty"
    if faults:
        return usual, faults
    read = {name: said[name] for name in usual.as_dict() if name in said}
    return Settings(**{**read, "boards": tuple(dict.fromkeys(boards))}), {}


# -------------------------------------------------------------------------------------- what takes the wall


@dataclass(frozen=True, slots=True)
class Interrupt:
    """Something that takes every screen for a while: its board, and since when it may."""

    board: str
    at: datetime

    @property
    def kind(self) -> str:
        return kind_of(self.board)

    @property
    def rank(self) -> tuple[bool, datetime]:
        """Announcements go before what waits; else first come, first shown."""
        return self.kind != ANNOUNCEMENT.name, self.at


def interrupts(hall_standing: HallStanding, standings: Iterable[Standing]) -> list[Interrupt]:
    """Everything that takes or took the wall, from what stands: what was withdrawn is not among it."""
    found = [Interrupt(ANNOUNCEMENT.name, _time(said.at)) for said in hall_standing.announcements]
    for standing in standings:
        found += [Interrupt(RECOUNT.name, _time(at)) for at, _ in open_recounts(standing)]
        board = result_board(standing.contest.id)
        released, declared = hall_standing.released_since(board), standing.declaration
        if declared is not None and released is not None and standing.state == "declared":
            found.append(Interrupt(board, _time(max(declared.at, released))))
    return found


@dataclass(slots=True)
class _Turn:
    interrupt: Interrupt
    left: float = field(init=False)
    begun: bool = False

    def __post_init__(self) -> None:
        self.left = float(TAKEOVER_SECONDS[self.interrupt.kind])


def on_the_wall(found: Iterable[Interrupt], now: datetime) -> tuple[str, datetime | None]:
    """The board that has the wall now (empty for none), and when that may change by itself.

    Each stands for its whole time in all. An announcement comes at once, and what it broke into goes on
    after it. What could not begin within `TAKEOVER_EXPIRES_SECONDS` seconds does not begin at all.
    """
    since = now - timedelta(seconds=HISTORY_SECONDS)
    coming = sorted((i for i in found if since <= i.at <= now), key=lambda i: i.at)
    waiting: list[_Turn] = []
    clock = since
    for interrupt in coming:
        waiting = _pass(waiting, clock, interrupt.at)
        waiting.append(_Turn(interrupt))
        clock = interrupt.at
    waiting = _pass(waiting, clock, now)
    if not waiting:
        return "", None
    first = waiting[0]
    return first.interrupt.board, now + timedelta(seconds=first.left)


def _pass(waiting: list[_Turn], clock: datetime, until: datetime) -> list[_Turn]:
    """Interruptions that still wait, in order, after the time until then was spent on earlier ones."""
    while True:
        latest = clock - timedelta(seconds=TAKEOVER_EXPIRES_SECONDS)
        waiting = [turn for turn in waiting if turn.begun or turn.interrupt.at >= latest]
        waiting.sort(key=lambda turn: turn.interrupt.rank)
        if not waiting:
            return []
        first, spend = waiting[0], (until - clock).total_seconds()
        # One that comes at this very moment has begun only if time is spent on it.
        first.begun = first.begun or spend > 0
        if first.left > spend:
            first.left -= spend
            return waiting
        clock += timedelta(seconds=first.left)
        waiting = waiting[1:]


# ---------------------------------------------------------------------------------- what one screen is told


@dataclass(frozen=True, slots=True)
class Wall:
    """The hall as the wall sees it at one time."""

    hall_standing: HallStanding
    standings: Sequence[Standing]
    now: datetime

    def sees(self, board: str) -> bool:
        return may_see(_SCREEN, board, self.hall_standing)

    def programme(self, settings: Settings, taken: str) -> dict[str, Any]:
        """The programme of a screen: the board that it shows `now`, or those that it turns over.

        Only boards that a screen may see are among them. A pinned board stays whatever else happens.
        """
        pinned = settings.pinned if settings.pinned and self.sees(settings.pinned) else ""
        return {
            "now": pinned or taken,
            "pinned": bool(pinned),
            "boards": [board for board in self._expanded(settings.boards) if self.sees(board)],
            "hold": settings.hold,
            "distance": settings.distance,
            "diagonal": settings.diagonal,
            "theme": settings.theme,
        }

    def _expanded(self, boards: Iterable[str]) -> Iterable[str]:
        of_contest = {kind.name: kind for kind in kinds() if kind.of_contest}
        for board in boards:
            if board in of_contest:
                yield from self._of_contests(of_contest[board])
            elif board == ANNOUNCEMENT.name:
                if self.stale_at is not None:
                    yield board
            elif board != RECOUNT.name or any(open_recounts(s) for s in self.standings):
                yield board

    def _of_contests(self, kind: BoardKind) -> Iterable[str]:
        for standing in self.standings:
            if kind is not RESULTS or standing.state == "declared":
                yield kind.board(standing.contest.id)

    @property
    def stale_at(self) -> datetime | None:
        """When the newest announcement leaves the boards; None where there is none, or it has left."""
        if not self.hall_standing.announcements:
            return None
        leaves = _time(self.hall_standing.announcements[-1].at) + timedelta(
            seconds=ANNOUNCEMENT_SECONDS
        )
        return leaves if leaves > self.now else None


def _time(at: str) -> datetime:
    return datetime.fromisoformat(at)
