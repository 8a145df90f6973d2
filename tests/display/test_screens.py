"""A screen on a server that is not ours: one slot, newest only, never waited for."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from starlette.websockets import WebSocket

from display.screens import SlotScreen, screen_of
from tests.display.made_up import frame

Sent = list[dict[str, Any]]


def connected(send: Callable[[Any], Awaitable[None]]) -> WebSocket:
    async def receive() -> Any:
        return {"type": "websocket.connect"}

    scope = {"type": "websocket", "path": "/live/progress", "headers": [], "query_string": b""}
    return WebSocket(scope, receive, send)


async def listening() -> None:
    await asyncio.Event().wait()


async def accepted(send: Callable[[Any], Awaitable[None]]) -> WebSocket:
    websocket = connected(send)
    await websocket.accept()
    return websocket


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_slow_screen_is_sent_the_newest_after_what_it_was_being_sent() -> None:
    sent: Sent = []
    room = asyncio.Event()

    async def send(message: Any) -> None:
        if message["type"] == "websocket.send":
            await room.wait()
        sent.append(message)

    screen = SlotScreen(await accepted(send), "progress")
    attending = asyncio.create_task(screen.attend(listening()))
    frames = [frame(seq) for seq in range(1, 6)]
    for shown in frames:
        screen.offer(shown)
        await settle()
    screen.answer(b'{"beat":1}')
    room.set()
    await settle()
    screen.hang_up(4403)
    await attending

    texts = [message["text"] for message in sent if message["type"] == "websocket.send"]
    assert texts == [frames[0].text.decode(), frames[-1].text.decode(), '{"beat":1}']
    assert sent[-1]["code"] == 4403


async def test_what_a_screen_already_has_is_not_sent_again() -> None:
    sent: Sent = []

    async def send(message: Any) -> None:
        sent.append(message)

    screen = SlotScreen(await accepted(send), "progress")
    attending = asyncio.create_task(screen.attend(listening()))
    had = frame(1)
    screen.has(had)
    screen.offer(had)
    await settle()
    screen.hang_up(1000)
    await attending

    assert [message["type"] for message in sent] == ["websocket.accept", "websocket.close"]


async def test_a_screen_that_takes_nothing_is_let_go() -> None:
    async def send(message: Any) -> None:
        if message["type"] == "websocket.send":
            await asyncio.Event().wait()

    screen = SlotScreen(await accepted(send), "progress", patience=0.01)
    screen.offer(frame(1))

    await asyncio.wait_for(screen.attend(listening()), 5)


async def test_a_screen_that_went_away_ends_its_sending() -> None:
    async def send(message: Any) -> None:
        if message["type"] == "websocket.send":
            raise OSError("gone")

    screen = SlotScreen(await accepted(send), "progress")
    screen.offer(frame(1))

    await asyncio.wait_for(screen.attend(listening()), 5)


async def test_a_fault_of_ours_is_not_taken_for_a_screen_that_went_away() -> None:
    async def broken() -> None:
        raise ZeroDivisionError

    async def send(message: Any) -> None: ...

    with pytest.raises(ZeroDivisionError):
        await SlotScreen(await accepted(send), "progress").attend(broken())


async def test_any_other_server_gets_a_slot() -> None:
    async def send(message: Any) -> None: ...

    assert isinstance(screen_of(await accepted(send), "progress"), SlotScreen)
