"""Screens and tablets that are joined by a code, without a log-in.

A device asks for a code and shows it; an officer or the administrator types it in and says what the device is
for. Whoever reads the code can do no more than that: what the device then comes back with, for ever and over
restarts of the server, is a secret of its own of 256 random bits, kept here only as its SHA-256. A screen is
a visitor in the role `screen`; a tablet only knows at which table it lies, and everybody signs in at it.
"""

import secrets
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

import orjson
from sqlalchemy import insert, select, update
from sqlmodel import Field, SQLModel, col

from count.access.sessions import hash_of
from count.access.throttle import Throttle
from count.poll.names import folded
from count.poll.poll import Poll
from count.poll.roles import Visitor
from count.storage.database import Database

Kind = Literal["screen", "tablet"]
LETTERS = "34679ACDEFGHJKMNPQRTVWXY"
"""Letters of a code: none looks like another from the other side of a hall, or sounds like it."""
CODE_LETTERS, CODE_SECONDS = 6, 600.0
"""Letters in a code, and seconds for which it is good."""
MAX_WAITING_PER_HOST, MAX_WAITING = 12, 200
"""Devices that may wait for their code to be typed: from one address, and in all."""
TRIES, TRIES_WITHIN_SECONDS = 10, 300.0
"""Wrong codes a person may type in this many seconds."""


class DeviceRow(SQLModel, table=True):
    """A device that was paired, by the hash of its secret. `revoked_at` is empty while it may come back."""

    __tablename__ = "device"
    id: str = Field(primary_key=True)
    hash: str
    kind: str
    name: str
    unit: str
    settings: str
    paired_at: str
    paired_by: str
    revoked_at: str


@dataclass(frozen=True, slots=True)
class Device:
    """A paired device. `settings` is for whoever shows boards to read."""

    id: str
    hash: str
    kind: Kind
    name: str
    unit: str
    settings: dict[str, Any]
    paired_at: str
    paired_by: str
    revoked_at: str = ""

    @property
    def row(self) -> dict[str, str]:
        return {
            "id": self.id, "hash": self.hash, "kind": self.kind, "name": self.name,
            "unit": self.unit, "settings": orjson.dumps(self.settings).decode(),
            "paired_at": self.paired_at, "paired_by": self.paired_by,
            "revoked_at": self.revoked_at,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """A device that shows its code; `until` is by the clock of `Devices`."""

    id: str
    hash: str
    kind: Kind
    code: str
    host: str
    until: float


class TooManyWait(Exception):
    """Too many devices wait for their codes to be typed."""


class Devices:
    """The devices of one hall. `clock` counts on whatever is set."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database, self._clock = database, clock
        self._waiting: dict[str, Waiting] = {}
        self._paired: dict[str, Device] = {}
        self._throttle = Throttle(TRIES, TRIES_WITHIN_SECONDS, clock)
        database.ensure("device")
        table = SQLModel.metadata.tables["device"]
        with database.reading() as connection:
            for row in connection.execute(select(table)).mappings():
                settings = orjson.loads(row["settings"])
                device = Device(**{**row, "kind": cast(Kind, row["kind"]), "settings": settings})
                self._paired[device.hash] = device

    # -- the device's side

    def ask(self, kind: Kind, host: str, before: str = "") -> tuple[str, Waiting]:
        """A new code for a device, and its secret; a code it asked for `before` (by its secret) ends.

        Raises:
            TooManyWait: from this address, or in all.
        """
        self._waiting.pop(hash_of(before), None)
        waiting = self._still_waiting()
        if (
            sum(w.host == host for w in waiting) >= MAX_WAITING_PER_HOST
            or len(waiting) >= MAX_WAITING
        ):
            raise TooManyWait
        codes = {w.code for w in waiting}
        while (code := "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))) in codes:
            pass
        secret = secrets.token_urlsafe(32)
        asked = Waiting(
            str(uuid.uuid4()), hash_of(secret), kind, code, host, self._clock() + CODE_SECONDS
        )
        self._waiting[asked.hash] = asked
        return secret, asked

    def of(self, secret: str) -> Waiting | Device | None:
        """The device with this secret: waiting, paired or taken away; None where it is not known."""
        hashed = hash_of(secret)
        waiting = self._waiting.get(hashed)
        if waiting is not None and waiting.until <= self._clock():
            waiting = None
        return waiting or self._paired.get(hashed)

    def seconds_left(self, waiting: Waiting) -> int:
        """Seconds for which a code is still good."""
        return max(int(waiting.until - self._clock()), 0)

    def visitor(self, secret: str) -> Visitor | None:
        """The screen with this secret, as a visitor; None where it is none, or none any more."""
        device = self._paired.get(hash_of(secret))
        if device is None or device.revoked_at or device.kind != "screen":
            return None
        return Visitor(f"Screen {device.name}", "screen")

    # -- the hall's side

    def pair(
        self, code: str, by: str, at: str, name: str, unit: str, settings: dict[str, Any]
    ) -> Device | None:
        """The device that shows this code is now one of the hall's. None where none shows it.

        Not for the event loop.

        Raises:
            TooManyTries: this person typed too many wrong codes.
        """
        self._throttle.check(folded(by))
        found = self.with_code(code)
        if found is None:
            self._throttle.count(folded(by))
            return None
        self._waiting.pop(found.hash, None)
        device = Device(found.id, found.hash, found.kind, name, unit, settings, at, by)
        self._database.write(lambda c: c.execute(insert(DeviceRow), [device.row]))
        self._paired[device.hash] = device
        return device

    def with_code(self, code: str) -> Waiting | None:
        """The device that shows this code, however it was typed."""
        letters = "".join(c for c in code.upper() if c in LETTERS)
        return next((w for w in self._still_waiting() if w.code == letters), None)

    def change(self, id: str, **changed: Any) -> Device | None:
        """Rename a device, set it anew, or take it away (`revoked_at`). None where there is no such device.

        Not for the event loop.
        """
        device = self.get(id)
        if device is None:
            return None
        device = replace(device, **changed)
        row = device.row
        self._database.write(
            lambda c: c.execute(update(DeviceRow).where(col(DeviceRow.id) == id).values(**row))
        )
        self._paired[device.hash] = device
        return device

    def get(self, id: str) -> Device | None:
        """A paired device that was not taken away."""
        return next((d for d in self.paired if d.id == id), None)

    @property
    def paired(self) -> tuple[Device, ...]:
        """Every device of the hall, in the order of their names."""
        here = [d for d in list(self._paired.values()) if not d.revoked_at]
        return tuple(sorted(here, key=lambda d: (d.kind, folded(d.name), d.id)))

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """Every device that shows a code."""
        return tuple(self._still_waiting())

    def _still_waiting(self) -> list[Waiting]:
        now = self._clock()
        for hashed, waiting in list(self._waiting.items()):
            if waiting.until <= now:
                self._waiting.pop(hashed, None)
        return list(self._waiting.values())


def enrolment(devices: Devices, poll: Poll, secret: str) -> dict[str, Any] | None:
    """The table at which a tablet lies, and who supervises it; None where it lies at none."""
    device = devices.of(secret)
    if not isinstance(device, Device) or device.revoked_at or device.kind != "tablet":
        return None
    unit = poll.units.get(device.unit)
    if unit is None:
        return None
    people = [p.name for p in poll.people if p.unit == unit.unit and p.role == "supervisor"]
    return {"tablet": device.name, "table": unit.name, "people": list(dict.fromkeys(people))}
