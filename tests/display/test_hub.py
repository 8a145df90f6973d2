"""The hub: the newest picture on every screen, the same bytes for all, waiting for none."""

import asyncio
from collections.abc import Coroutine
from typing import Any, cast

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import HTTPConnection

from display import render
from display.boards import Board
from display.hub import FAILED, GOING_AWAY, NO_RIGHT, ROUND, Frame, Hub, Message
from display.screens import Newest, Picture, Screen
from display.wire import text_frame
from tests.display.made_up import frame, picture


class Wall:
    """A screen that keeps what it was given, and has room or not."""

    def __init__(self, name: str = "", board: str = "progress", room: bool = True) -> None:
        self.name, self.board, self.room = name, board, room
        self.given: list[Picture] = []
        self.closed: int | None = None
        self.following: Newest | None = None
        self.shown: Picture | None = None

    @property
    def connection(self) -> HTTPConnection:
        return cast(HTTPConnection, self.name)

    @property
    def wires(self) -> list[bytes]:
        return [picture.wire for picture in self.given]

    def follow(self, board: Newest) -> None:
        self.following = board

    def unfollow(self) -> None:
        self.following = None

    def has(self, frame: Picture) -> None:
        self.shown = frame

    def offer(self, frame: Picture) -> bool:
        if frame is not self.shown:
            if not self.room:
                return False
            self.shown = frame
            self.given.append(frame)
            assert frame.wire
        return True

    def resume(self) -> None:
        self.room = True
        if self.following is not None and self.following.newest is not None:
            self.offer(self.following.newest)

    def answer(self, text: bytes) -> None: ...

    def hang_up(self, code: int) -> None:
        self.closed = code

    async def attend(self, reading: Coroutine[Any, Any, None]) -> None: ...


_: Screen = Wall()


async def settle() -> None:
    """Let the hub write what it has."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_every_screen_is_given_the_very_same_bytes() -> None:
    hub, walls = Hub(), [Wall() for _ in range(300)]
    for wall in walls:
        hub.join(wall)
    hub.show(frame(1))
    await settle()

    (wire,) = walls[0].wires
    assert all(wall.wires[0] is wire for wall in walls)
    assert len({id(wall.given[0]) for wall in walls}) == 1
    assert hub.figures() == {"screens": 300, "shown": 1, "written": 300, "passed_over": 0}


async def test_a_frame_is_json_framed_once() -> None:
    shown = frame(1204, 3, "Castle <b>")

    assert orjson.loads(shown.text) == {
        "board": "progress",
        "epoch": 3,
        "seq": 1204,
        "html": render.html(shown.picture, 1204),
        "data": {
            "title": "Castle <b>", "subtitle": "", "marks": [], "updated": "", "lang": "en",
            "parts": [],
        },
    }  # fmt: skip
    assert shown.wire == text_frame(shown.text)
    assert shown.wire is shown.wire


async def test_who_joins_gets_the_present_picture_at_once() -> None:
    hub, wall = Hub(), Wall()
    hub.show(frame(7))
    hub.join(wall)

    assert wall.given == [hub.newest("progress")]


@pytest.mark.parametrize("seen", [None, (1, 6), (1, 8), (0, 7), (2, 7)])
async def test_who_comes_back_with_another_place_gets_the_present_picture(
    seen: tuple[int, int] | None,
) -> None:
    hub, wall = Hub(), Wall()
    hub.show(frame(7))
    hub.join(wall, seen)

    assert wall.given == [hub.newest("progress")]


async def test_who_comes_back_with_the_present_place_gets_only_what_is_newer() -> None:
    hub, wall = Hub(), Wall()
    hub.show(frame(7))
    hub.join(wall, (1, 7))
    hub.show(frame(7))
    await settle()
    assert wall.given == []

    hub.show(frame(8))
    await settle()
    assert wall.given == [hub.newest("progress")]


@settings(deadline=None, max_examples=80)
@given(
    places=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), min_size=1, max_size=20),
    pauses=st.sets(st.integers(0, 19)),
)
async def test_pictures_only_ever_grow_newer_and_the_newest_arrives(
    places: list[tuple[int, int]], pauses: set[int]
) -> None:
    hub, wall = Hub(), Wall()
    hub.join(wall)
    for step, (epoch, seq) in enumerate(places):
        hub.show(frame(seq, epoch))
        if step in pauses:
            await settle()
    await settle()

    seen = [(given.epoch, given.seq) for given in wall.given if isinstance(given, Frame)]
    assert seen == sorted(set(seen))
    assert seen[-1] == max(places)


async def test_a_paused_screen_later_gets_the_newest_and_only_that() -> None:
    hub, slow, quick = Hub(), Wall(), Wall()
    hub.join(slow)
    hub.join(quick)
    slow.room = False
    for seq in range(1, 6):
        hub.show(frame(seq))
        await settle()
    slow.resume()

    assert [given.seq for given in quick.given if isinstance(given, Frame)] == [1, 2, 3, 4, 5]
    assert slow.given == [hub.newest("progress")]
    assert hub.figures()["passed_over"] == 5


async def test_stalled_screens_hold_up_nobody() -> None:
    hub, stalled, live = Hub(), [Wall(room=False) for _ in range(50)], [Wall() for _ in range(5)]
    for wall in (*stalled, *live):
        hub.join(wall)
    hub.show(frame(1))
    await settle()

    assert all(wall.given == [hub.newest("progress")] for wall in live)
    assert all(wall.given == [] for wall in stalled)


async def test_an_acknowledgement_does_not_wait_for_thousands_of_screens() -> None:
    hub, walls = Hub(), [Wall() for _ in range(4 * ROUND)]
    for wall in walls:
        hub.join(wall)
    hub.show(frame(1))
    done_when_others_ran: list[int] = []

    async def acknowledge() -> None:
        while len(done_when_others_ran) < 3:
            await asyncio.sleep(0)
            done_when_others_ran.append(sum(len(wall.given) for wall in walls))

    await acknowledge()
    assert done_when_others_ran == [ROUND, 2 * ROUND, 3 * ROUND]


async def test_a_picture_that_grows_old_within_a_round_goes_no_further() -> None:
    hub, walls = Hub(), [Wall() for _ in range(2 * ROUND)]
    for wall in walls:
        hub.join(wall)
    hub.show(frame(1))
    await asyncio.sleep(0)
    hub.show(frame(2))
    await settle()

    newest = hub.newest("progress")
    assert all(wall.given[-1] is newest for wall in walls)
    assert [len(wall.given) for wall in walls] == [2] * ROUND + [1] * ROUND


async def test_a_picture_overtaken_before_anybody_looks_costs_nothing() -> None:
    hub, wall, first, second = Hub(), Wall(), frame(1), frame(2)
    hub.join(wall)
    hub.show(first)
    hub.show(second)
    await settle()

    assert wall.given == [second]
    assert "html" not in vars(first)
    assert "html" in vars(second)


async def test_boards_do_not_meet() -> None:
    hub, here, there = Hub(), Wall(), Wall(board="result")
    hub.join(here)
    hub.join(there)
    hub.show(Frame(picture("result"), 1, 1))
    await settle()

    assert here.given == []
    assert there.given == [hub.newest("result")]
    assert hub.newest("progress") is None


async def test_who_left_is_shown_nothing_more() -> None:
    hub, wall = Hub(), Wall()
    hub.join(wall)
    hub.show(frame(1))
    hub.leave(wall)
    await settle()

    assert wall.given == []
    assert wall.following is None
    assert hub.screens == ()


async def test_a_picture_that_cannot_be_made_darkens_its_screens(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hub, wall, other = Hub(), Wall(), Wall(board="result")
    hub.join(wall)
    hub.join(other)
    broken = Board("progress", "Progress", "", (cast(Any, object()),))
    hub.show(Frame(broken, 1, 1))
    hub.show(Frame(picture("result"), 1, 1))
    await settle()

    assert wall.closed == FAILED
    assert other.given == [hub.newest("result")]
    assert "Could not show progress" in caplog.text


@pytest.mark.parametrize("awaited", [False, True])
async def test_every_screen_is_asked_about_again(awaited: bool) -> None:
    hub, kept, dropped = Hub(), Wall("kept"), Wall("dropped")
    hub.join(kept)
    hub.join(dropped)

    def known(connection: HTTPConnection, board: str) -> bool:
        return cast(str, connection) == "kept" and board == "progress"

    async def asked(connection: HTTPConnection, board: str) -> bool:
        return known(connection, board)

    assert await hub.recheck(asked if awaited else known) == 1
    assert (kept.closed, dropped.closed) == (None, NO_RIGHT)


async def test_a_question_that_fails_darkens_nobody(caplog: pytest.LogCaptureFixture) -> None:
    hub, walls = Hub(), [Wall("unknown"), Wall("dropped")]
    for wall in walls:
        hub.join(wall)

    def asked(connection: HTTPConnection, board: str) -> bool:
        if cast(str, connection) == "unknown":
            raise OSError("no database")
        return False

    assert await hub.recheck(asked) == 1
    assert [wall.closed for wall in walls] == [None, NO_RIGHT]
    assert "no database" in caplog.text


async def test_a_closed_hub_lets_everyone_go_and_takes_nobody() -> None:
    hub, wall, late = Hub(min_interval=60), Wall(), Wall()
    hub.join(wall)
    hub.show(frame(1))
    await settle()
    await hub.close()
    hub.join(late)
    hub.show(frame(2))
    await settle()

    assert (wall.closed, late.closed) == (GOING_AWAY, GOING_AWAY)
    assert late.given == []
    assert hub.screens == ()


async def test_what_a_page_is_told_has_no_picture() -> None:
    told = Message("device-1", {"now": "progress"}, 1, 7)
    said = orjson.loads(told.text)
    assert said == {
        "board": "device-1", "epoch": 1, "seq": 7, "html": "", "data": {"now": "progress"},
    }  # fmt: skip
    hub, screen = Hub(), Wall(board="device-1")
    hub.join(screen)
    hub.show(told)
    await settle()
    assert screen.wires == [told.wire]


async def test_a_board_that_is_no_more_sends_its_screens_away() -> None:
    hub, screen, other = Hub(), Wall(board="device-1"), Wall()
    hub.join(screen)
    hub.join(other)
    hub.show(Message("device-1", {}, 1, 1))
    hub.forget("device-1")
    await settle()
    assert (screen.closed, screen.given, screen.following) == (NO_RIGHT, [], None)
    assert other.closed is None
    assert hub.newest("device-1") is None
    assert not hub.looked_at("device-1")
    hub.forget("device-1")
    hub.leave(screen)


async def test_somebody_may_be_told_who_comes_and_goes() -> None:
    hub, screen, seen = Hub(), Wall(), list[tuple[str, bool]]()
    hub.watch_screens(lambda board: seen.append((board, hub.looked_at(board))))
    hub.join(screen)
    hub.leave(screen)
    hub.leave(screen)
    assert seen == [("progress", True), ("progress", False)]
