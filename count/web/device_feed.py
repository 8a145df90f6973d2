"""Tells each joined device what it is to do, when that changes: nothing is asked for again and again.

Each device has a board of its own without a picture (`device-<id>`), and those who look after devices have
one that lists them all. What they are told is absolute, so a repeat is harmless.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from count.access.devices import Device, Devices, Waiting
from count.boards.audience import DEVICE, DEVICES, board_names
from count.boards.rotation import Settings, Wall, interrupts, on_the_wall, read_settings
from count.hall.hall import Hall
from display.hub import Hub, Message


def device_board(id: str) -> str:
    """The board on which one device is told what to do."""
    return f"{DEVICE}-{id}"


class DeviceFeed:
    """Keeps every device told. Everything here runs on the event loop."""

    def __init__(
        self,
        hall: Hall,
        hub: Hub,
        devices: Devices,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._hall, self._hub, self._devices, self._clock = hall, hub, devices, clock
        self._told: dict[str, dict[str, Any]] = {}
        self._number = 0
        self._alarm: asyncio.TimerHandle | None = None
        self._listing: asyncio.Handle | None = None
        hall.watch(lambda _hall, _contests: self.tell())
        hub.watch_screens(self._came_or_went)
        self.tell()

    def tell(self) -> None:
        """Tell every device what it is to do now, where that is not what it was told; then set the alarm."""
        hall, now = self._hall, self._clock()
        wall = Wall(hall.hall_standing, tuple(hall.standings.values()), now)
        taken, until = on_the_wall(interrupts(hall.hall_standing, wall.standings), now)
        taken = taken if taken and wall.sees(taken) else ""
        for device in self._devices.paired:
            self._say(device_board(device.id), self.said(device, wall, taken))
        self._list()
        self._set_alarm(now, [at for at in (until, wall.stale_at) if at is not None])

    def said(self, device: Device, wall: Wall, taken: str) -> dict[str, Any]:
        """The message to one device."""
        about = {"state": "paired", "kind": device.kind, "name": device.name, "unit": device.unit}
        if device.kind == "tablet":
            return about
        return about | wall.programme(settings_of(device, self._hall), taken)

    def wait(self, waiting: Waiting) -> None:
        """A device shows a code and waits."""
        self._say(device_board(waiting.id), {"state": "waiting", "kind": waiting.kind})
        self._list()

    def gone(self, id: str) -> None:
        """A device was taken away: nothing more is told there."""
        self._told.pop(device_board(id), None)
        self._hub.forget(device_board(id))
        self.tell()

    def listed(self) -> list[dict[str, Any]]:
        """Every device for those who look after them, and whether it is in touch."""
        return [
            {
                "id": d.id,
                "kind": d.kind,
                "name": d.name,
                "unit": d.unit,
                "settings": settings_of(d, self._hall).as_dict() if d.kind == "screen" else None,
                "paired_at": d.paired_at,
                "paired_by": d.paired_by,
                "in_touch": self._hub.looked_at(device_board(d.id)),
            }
            for d in self._devices.paired
        ]

    def close(self) -> None:
        """Tell nobody anything more."""
        for handle in (self._alarm, self._listing):
            if handle is not None:
                handle.cancel()

    def _say(self, board: str, said: dict[str, Any]) -> None:
        if self._told.get(board) != said:
            self._told[board] = said
            # Numbered by the time of day: what a device heard before a restart is older than this.
            self._number = max(self._number + 1, time.time_ns() // 1_000_000)
            self._hub.show(Message(board, said, self._hall.epoch, self._number))

    def _came_or_went(self, board: str) -> None:
        # Told soon and not at once: a hall of screens that comes back together is one piece of news.
        if board.startswith(f"{DEVICE}-") and self._listing is None:
            self._listing = asyncio.get_running_loop().call_later(0.2, self._list)

    def _list(self) -> None:
        self._listing = None
        self._say(DEVICES, {"devices": self.listed()})

    def _set_alarm(self, now: datetime, times: list[datetime]) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if times:
            wait = max(min(times) - now, timedelta(milliseconds=50)).total_seconds()
            self._alarm = asyncio.get_running_loop().call_later(wait, self.tell)


def settings_of(device: Device, hall: Hall) -> Settings:
    """A screen's settings as they were kept; the usual ones where a later version cannot read them."""
    return read_settings(device.settings, board_names(hall.sealed))[0]
