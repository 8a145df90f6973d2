"""One screen, as the hub sees it: it is offered the newest frame, and never waited for.

`WireScreen` writes prebuilt frames to the transport of our own server. `SlotScreen` is for every
other server (and the test client): a slot for the newest frame and a task of its own that sends it.
"""

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any, Protocol

from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket, WebSocketDisconnect

from display.wire import EXTENSION, PATIENCE, ScreenProtocol, text_frame


class Picture(Protocol):
    """The newest frame of a board, as it is offered to a screen."""

    @property
    def text(self) -> bytes: ...
    @property
    def wire(self) -> bytes: ...


class Newest(Protocol):
    """The slot in which a screen finds the newest frame when it has room again."""

    @property
    def newest(self) -> Picture | None: ...


class Screen(Protocol):
    """A screen that looks at one board."""

    board: str

    @property
    def connection(self) -> HTTPConnection: ...

    def follow(self, board: Newest) -> None:
        """From now on, this is what to show."""

    def unfollow(self) -> None:
        """Show nothing more, whatever room there is."""

    def has(self, frame: Picture) -> None:
        """The screen already shows this frame."""

    def offer(self, frame: Picture) -> bool:
        """Show the newest frame, unless shown; False when there is no room now."""

    def answer(self, text: bytes) -> None:
        """Answer a beat, after the newest frame; where there is no room, not at all."""

    def hang_up(self, code: int) -> None:
        """Close the connection with this code (RFC 6455 section 7.4), without waiting."""

    async def attend(self, reading: Coroutine[Any, Any, None]) -> None:
        """Read what the screen says until either side closes."""


class WireScreen:
    """A screen on our own server: the hub's bytes go straight to its transport."""

    __slots__ = ("_following", "_protocol", "_shown", "board", "connection")

    def __init__(self, websocket: WebSocket, board: str, protocol: ScreenProtocol) -> None:
        self.board = board
        self.connection: HTTPConnection = websocket
        self._protocol = protocol
        self._following: Newest | None = None
        self._shown: Picture | None = None

    def follow(self, board: Newest) -> None:
        self._following = board
        self._protocol.on_room = self._room

    def unfollow(self) -> None:
        self._following = None
        self._protocol.on_room = None

    def has(self, frame: Picture) -> None:
        self._shown = frame

    def offer(self, frame: Picture) -> bool:
        if frame is self._shown:
            return True
        # What write_frame does, without the call: this is the line that thousands wait for.
        protocol = self._protocol
        transport = protocol.transport
        if protocol.stalled or transport.is_closing():
            return False
        transport.write(frame.wire)
        self._shown = frame
        return True

    def answer(self, text: bytes) -> None:
        self._room()
        self._protocol.write_frame(text_frame(text))

    def hang_up(self, code: int) -> None:
        self._protocol.hang_up(code)

    async def attend(self, reading: Coroutine[Any, Any, None]) -> None:
        await reading

    def _room(self) -> None:
        if self._following is not None and self._following.newest is not None:
            self.offer(self._following.newest)


class SlotScreen:
    """A screen on any ASGI server: one slot for the newest frame, one for the newest answer."""

    __slots__ = ("_answer", "_code", "_frame", "_news", "_shown", "_websocket", "board", "patience")

    def __init__(self, websocket: WebSocket, board: str, patience: float = PATIENCE) -> None:
        self.board = board
        self.patience = patience
        self._websocket = websocket
        self._news = asyncio.Event()
        self._frame: Picture | None = None
        self._answer: bytes | None = None
        self._code: int | None = None
        self._shown: Picture | None = None

    @property
    def connection(self) -> HTTPConnection:
        return self._websocket

    def follow(self, board: Newest) -> None:
        """Nothing to keep: every newer frame is put into the slot."""

    def unfollow(self) -> None:
        self._frame = None

    def has(self, frame: Picture) -> None:
        self._shown = frame

    def offer(self, frame: Picture) -> bool:
        if frame is not self._shown:
            self._frame = self._shown = frame
            self._news.set()
        return True

    def answer(self, text: bytes) -> None:
        self._answer = text
        self._news.set()

    def hang_up(self, code: int) -> None:
        self._code = code
        self._news.set()

    async def attend(self, reading: Coroutine[Any, Any, None]) -> None:
        tasks = [asyncio.ensure_future(reading), asyncio.ensure_future(self._send())]
        try:
            ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                task.result()
        finally:
            for task in tasks:
                task.cancel()

    async def _send(self) -> None:
        """Send what is in the slots, frame before answer, until the screen is to be closed."""
        # A screen that went away, or that takes nothing for too long, is simply no longer attended.
        with contextlib.suppress(TimeoutError, WebSocketDisconnect):
            while self._code is None:
                await self._news.wait()
                self._news.clear()
                frame, self._frame = self._frame, None
                answer, self._answer = self._answer, None
                for text in (None if frame is None else frame.text, answer):
                    if text is not None:
                        async with asyncio.timeout(self.patience):
                            await self._websocket.send_text(text.decode())
            await self._websocket.close(self._code)


def screen_of(websocket: WebSocket, board: str) -> Screen:
    """The right kind of screen for this connection, once it is accepted."""
    protocol = websocket.scope.get("extensions", {}).get(EXTENSION)
    if isinstance(protocol, ScreenProtocol) and protocol.takes_frames:
        return WireScreen(websocket, board, protocol)
    return SlotScreen(websocket, board)
