"""The live hub: the newest picture of each board, on every screen, waiting for none of them.

A board has one newest frame. It is rendered, serialised and framed once, when it is first needed,
and the same bytes are written to every screen. A screen has one slot, not a queue: while it has no
room it is passed over, and when it has room again it gets whatever is newest then. A frame is the
whole picture with its place in the ledger (epoch, seq), so a repeat is harmless and nothing that
was passed over is missed.

Everything here runs on the event loop; `show` never waits.
"""

import asyncio
import inspect
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import Any

import orjson
from starlette.requests import HTTPConnection

from display import boards, render
from display.screens import Screen
from display.wire import text_frame

ROUND = 256
"""Screens written to before others get a turn, so that an acknowledgement never waits for all."""

NO_RIGHT = 4403
GOING_AWAY = 1012
FAILED = 1011
"""Close codes: a right withdrawn (ours), the service restarts, a picture that cannot be made."""

MaySee = Callable[[HTTPConnection, str], Awaitable[bool] | bool]
"""Whether a connection may see a board, by its id."""

_log = logging.getLogger("counthall.display")


class Sent(ABC):
    """Something the hub sends, at its place in the ledger.

    `epoch` grows with each restore or change of recorder, `seq` with each entry. What is made of it is made
    when first asked for and kept: what is overtaken before anybody looks costs nothing.
    """

    board: str
    title: str
    lang: str = "en"
    epoch: int
    seq: int

    @property
    @abstractmethod
    def html(self) -> str:
        """The picture as an HTML fragment; empty where there is none."""

    @property
    @abstractmethod
    def data(self) -> dict[str, Any]:
        """The same for machines."""

    @property
    def position(self) -> tuple[int, int]:
        return self.epoch, self.seq

    @cached_property
    def text(self) -> bytes:
        """The frame as JSON: `{"board", "epoch", "seq", "html", "data"}`."""
        return orjson.dumps(
            {
                "board": self.board,
                "epoch": self.epoch,
                "seq": self.seq,
                "html": str(self.html),
                "data": self.data,
            }
        )

    @cached_property
    def wire(self) -> bytes:
        """`text` as one websocket frame, the same bytes for every screen."""
        return text_frame(self.text)


class Frame(Sent):
    """One picture of a board."""

    def __init__(self, picture: boards.Board, epoch: int, seq: int) -> None:
        self.picture, self.epoch, self.seq = picture, epoch, seq
        self.board, self.title, self.lang = picture.board, picture.title, picture.lang

    @cached_property
    def html(self) -> str:
        return render.html(self.picture, self.seq)

    @cached_property
    def data(self) -> dict[str, Any]:
        return boards.data(self.picture)


class Message(Sent):
    """Data sent to a page that listens, without a picture."""

    def __init__(self, board: str, told: dict[str, Any], epoch: int, seq: int) -> None:
        self.board, self.title, self.told = board, board, told
        self.epoch, self.seq = epoch, seq

    @property
    def html(self) -> str:
        return ""

    @property
    def data(self) -> dict[str, Any]:
        return self.told


class Topic:
    """A board as the hub keeps it: the newest frame, and who is looking."""

    __slots__ = ("newest", "screens")

    def __init__(self) -> None:
        self.newest: Sent | None = None
        self.screens: dict[Screen, None] = {}


class Hub:
    """Newest frames in, the same bytes out. `min_interval` is the least time between two rounds, in s."""

    def __init__(self, min_interval: float = 0.0) -> None:
        self._min_interval = min_interval
        self._topics: dict[str, Topic] = {}
        self._dirty: dict[str, None] = {}
        self._flushing: asyncio.Task[None] | None = None
        self._closed = False
        self._shown = self._written = self._passed_over = 0
        self._came_or_went: Callable[[str], None] = lambda board: None

    def watch_screens(self, came_or_went: Callable[[str], None]) -> None:
        """Have somebody told of each board to which a screen came, or from which one went."""
        self._came_or_went = came_or_went

    def show(self, frame: Sent) -> bool:
        """Make this the newest frame of its board, unless there is one as new; whether it was."""
        topic = self._topic(frame.board)
        if topic.newest is not None and frame.position <= topic.newest.position:
            return False
        topic.newest = frame
        self._shown += 1
        if topic.screens and not self._closed:
            self._dirty[frame.board] = None
            if self._flushing is None or self._flushing.done():
                self._flushing = asyncio.get_running_loop().create_task(self._flush())
        return True

    def newest(self, board: str) -> Sent | None:
        """The newest frame of a board; None before the first."""
        topic = self._topics.get(board)
        return None if topic is None else topic.newest

    def join(self, screen: Screen, seen: tuple[int, int] | None = None) -> None:
        """Give a screen the present frame, unless it has `seen` just that, and every newer one."""
        if self._closed:
            screen.hang_up(GOING_AWAY)
            return
        topic = self._topic(screen.board)
        topic.screens[screen] = None
        screen.follow(topic)
        if topic.newest is not None:
            if topic.newest.position == seen:
                screen.has(topic.newest)
            else:
                screen.offer(topic.newest)
        self._came_or_went(screen.board)

    def leave(self, screen: Screen) -> None:
        """Show this screen nothing more."""
        screen.unfollow()
        topic = self._topics.get(screen.board)
        if topic is not None and screen in topic.screens:
            del topic.screens[screen]
            self._came_or_went(screen.board)

    def forget(self, board: str) -> None:
        """This board is no more: whoever looks at it is sent away."""
        topic = self._topics.get(board)
        for screen in () if topic is None else tuple(topic.screens):
            self._close(screen, NO_RIGHT)
        self._dirty.pop(board, None)
        self._topics.pop(board, None)

    def looked_at(self, board: str) -> bool:
        """Whether anybody looks at a board now."""
        topic = self._topics.get(board)
        return topic is not None and bool(topic.screens)

    @property
    def screens(self) -> tuple[Screen, ...]:
        """Everyone who is looking."""
        return tuple(screen for topic in self._topics.values() for screen in topic.screens)

    async def recheck(self, may_still_see: MaySee) -> int:
        """Close every screen that may no longer see its board; how many.

        A check that fails is no answer: that screen stays, and the failure is logged.
        """
        dropped = 0
        for number, screen in enumerate(self.screens, 1):
            try:
                answer = may_still_see(screen.connection, screen.board)
                allowed = await answer if inspect.isawaitable(answer) else answer
            except Exception:
                _log.exception("Could not ask whether a screen may still see %s", screen.board)
                continue
            if not allowed:
                self._close(screen, NO_RIGHT)
                dropped += 1
            if number % ROUND == 0:
                await asyncio.sleep(0)
        return dropped

    async def close(self) -> None:
        """Close every screen and show no more."""
        self._closed = True
        if self._flushing is not None:
            self._flushing.cancel()
            await asyncio.gather(self._flushing, return_exceptions=True)
        for screen in self.screens:
            self._close(screen, GOING_AWAY)

    def figures(self) -> dict[str, int]:
        """Figures for the operator: screens now, and frames shown, written and passed over since start."""
        return {
            "screens": sum(len(topic.screens) for topic in self._topics.values()),
            "shown": self._shown,
            "written": self._written,
            "passed_over": self._passed_over,
        }

    async def _flush(self) -> None:
        """The one task that writes: rounds until nothing is newer than what was written."""
        while self._dirty:
            board = next(iter(self._dirty))
            del self._dirty[board]
            topic = self._topic(board)
            try:
                await self._round(topic)
            except Exception:
                # A screen must not go on showing what the ledger no longer says: better dark.
                _log.exception("Could not show %s", board)
                for screen in tuple(topic.screens):
                    self._close(screen, FAILED)
            if self._min_interval:
                await asyncio.sleep(self._min_interval)

    async def _round(self, topic: Topic) -> None:
        screens = tuple(topic.screens)
        for start in range(0, len(screens), ROUND):
            turn = screens[start : start + ROUND]
            # Read anew in each turn: a picture that has grown old meanwhile goes no further.
            frame = topic.newest
            assert frame is not None
            written = sum([screen.offer(frame) for screen in turn])
            self._written += written
            self._passed_over += len(turn) - written
            await asyncio.sleep(0)

    def _topic(self, board: str) -> Topic:
        return self._topics.setdefault(board, Topic())

    def _close(self, screen: Screen, code: int) -> None:
        self.leave(screen)
        screen.hang_up(code)
