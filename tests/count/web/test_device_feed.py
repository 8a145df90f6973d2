"""What joined devices are told, and when: at once, and by the clock, and only what changed."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from count.access.devices import Device, Devices
from count.boards.rotation import ANNOUNCEMENT_SECONDS, TAKEOVER_SECONDS
from count.web.device_feed import DeviceFeed, device_board
from display.hub import Hub, Sent
from tests.count.halls import DORA, OpenHall, open_hall

AT = "2026-05-07T22:31:07Z"


class Evening:
    """An open hall with one screen; the test moves the one clock of both."""

    def __init__(self, opened: OpenHall) -> None:
        self.opened, self.hub = opened, Hub()
        self.devices = Devices(opened.hall_directory.database)
        self.screen = self.join("North wall")
        self.master = DeviceFeed(opened.hall, self.hub, self.devices, opened.clock)

    def join(self, name: str) -> Device:
        _, waiting = self.devices.ask("screen", "10.0.0.7")
        device = self.devices.pair(waiting.code, "Dora Kent", AT, name, "", {})
        assert device is not None
        return device

    @property
    def frame(self) -> Sent:
        frame = self.hub.newest(device_board(self.screen.id))
        assert frame is not None
        return frame

    @property
    def told(self) -> dict[str, Any]:
        return self.frame.data


@pytest.fixture
async def evening(tmp_path: Path) -> AsyncIterator[Evening]:
    async with open_hall(tmp_path) as opened:
        made = Evening(opened)
        yield made
        made.master.close()


async def test_a_screen_is_told_what_to_show_and_again_only_when_that_changes(
    evening: Evening,
) -> None:
    first = evening.frame
    assert evening.told["boards"] == ["progress"]
    evening.master.tell()
    assert evening.frame is first
    evening.devices.change(evening.screen.id, settings={"hold": 45})
    evening.master.tell()
    assert evening.told["hold"] == 45
    assert evening.frame.seq > first.seq


async def test_the_wall_is_given_back_when_the_time_is_over(evening: Evening) -> None:
    await evening.opened.tell(DORA, "announced", None, words="Ten minutes.")
    assert evening.told["now"] == "announcement", "told with the act itself"
    evening.opened.clock.forward(seconds=TAKEOVER_SECONDS["announcement"])
    evening.master.tell()
    assert (evening.told["now"], evening.told["boards"]) == ("", ["progress", "announcement"])
    evening.opened.clock.forward(seconds=ANNOUNCEMENT_SECONDS)
    evening.master.tell()
    assert evening.told["boards"] == ["progress"]


async def test_the_alarm_rings_by_itself(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TAKEOVER_SECONDS, "announcement", 0.05)
    await evening.opened.tell(DORA, "announced", None, words="Ten minutes.")
    assert evening.told["now"] == "announcement"
    evening.opened.clock.forward(seconds=1)
    told_next = asyncio.Event()

    def told_now(frame: Sent) -> bool:
        told_next.set()
        return True

    monkeypatch.setattr(evening.hub, "show", told_now)
    async with asyncio.timeout(10):
        await told_next.wait()


async def test_who_was_taken_away_is_told_nothing_more(evening: Evening) -> None:
    evening.devices.change(evening.screen.id, revoked_at=AT)
    evening.master.gone(evening.screen.id)
    assert evening.hub.newest(device_board(evening.screen.id)) is None
    listed = evening.hub.newest("devices")
    assert listed is not None
    assert listed.data == {"devices": []}


async def test_the_numbers_of_what_is_told_rise_over_a_restart(evening: Evening) -> None:
    before, hub = evening.frame, Hub()
    again = DeviceFeed(evening.opened.hall, hub, evening.devices, evening.opened.clock)
    after = hub.newest(device_board(evening.screen.id))
    assert after is not None
    assert after.position >= before.position
    assert after.data == before.data
    again.close()
