"""Devices joined by a code: what a code is good for, what it is not, and what survives a restart."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from count.access.devices import (
    CODE_LETTERS,
    CODE_SECONDS,
    LETTERS,
    MAX_WAITING_PER_HOST,
    TRIES,
    TRIES_WITHIN_SECONDS,
    Device,
    Devices,
    TooManyWait,
    Waiting,
    enrolment,
)
from count.access.throttle import TooManyTries
from count.storage.database import Database
from tests.count.halls import make_premises

AT = "2026-05-07T22:31:07Z"


class Ticking:
    """A clock that is set by the test."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    hall_directory = make_premises(tmp_path / "hall")
    yield hall_directory.database
    hall_directory.close()


@pytest.fixture
def devices(database: Database, clock: Ticking) -> Devices:
    return Devices(database, clock)


def joined(devices: Devices, name: str = "North wall", unit: str = "") -> tuple[str, Device]:
    secret, waiting = devices.ask("tablet" if unit else "screen", "10.0.0.7")
    device = devices.pair(waiting.code, "Dora Kent", AT, name, unit, {"hold": 30})
    assert device is not None
    return secret, device


def test_a_code_is_short_and_has_no_letter_that_looks_like_another(devices: Devices) -> None:
    _, waiting = devices.ask("screen", "10.0.0.7")
    assert len(waiting.code) == CODE_LETTERS
    assert set(waiting.code) <= set(LETTERS)
    assert not set(LETTERS) & set("0O1IL5S8B2ZU")


def test_whoever_reads_the_code_does_not_become_the_screen(devices: Devices) -> None:
    secret, waiting = devices.ask("screen", "10.0.0.7")
    assert len(secret) >= 43, "256 bits"
    assert waiting.code not in secret
    assert devices.visitor(secret) is None, "nobody typed its code yet"
    devices.pair(waiting.code, "Dora Kent", AT, "North wall", "", {})
    assert devices.visitor(waiting.code) is None
    assert devices.visitor(waiting.id) is None
    visitor = devices.visitor(secret)
    assert visitor is not None
    assert (visitor.role, visitor.unit, visitor.contest) == ("screen", None, None)


def test_nothing_that_opens_is_kept(devices: Devices, database: Database) -> None:
    secret, device = joined(devices)
    with database.reading() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM device").all())
    assert secret not in kept
    assert device.hash in kept


def test_a_code_is_typed_once_however_it_is_written(devices: Devices) -> None:
    secret, waiting = devices.ask("screen", "10.0.0.7")
    typed = f" {waiting.code[:3].lower()}-{waiting.code[3:]} "
    assert devices.pair(typed, "Dora Kent", AT, "North wall", "", {}) is not None
    assert devices.pair(waiting.code, "Dora Kent", AT, "South wall", "", {}) is None
    known = devices.of(secret)
    assert isinstance(known, Device)
    assert known.name == "North wall"


def test_a_code_ends(devices: Devices, clock: Ticking) -> None:
    secret, waiting = devices.ask("screen", "10.0.0.7")
    clock.now += CODE_SECONDS - 1
    assert isinstance(devices.of(secret), Waiting)
    assert devices.seconds_left(waiting) == 1
    clock.now += 1
    assert devices.of(secret) is None
    assert devices.pair(waiting.code, "Dora Kent", AT, "North wall", "", {}) is None
    assert devices.waiting == ()


def test_a_device_that_asks_again_has_one_code(devices: Devices) -> None:
    secret, first = devices.ask("screen", "10.0.0.7")
    again, second = devices.ask("screen", "10.0.0.7", secret)
    assert devices.waiting == (second,)
    assert devices.of(secret) is None
    assert first.code != second.code
    assert again != secret


def test_guessing_codes_is_slowed_for_the_person_who_guesses(
    devices: Devices, clock: Ticking
) -> None:
    _, waiting = devices.ask("screen", "10.0.0.7")
    wrong = "".join(LETTERS[(LETTERS.index(c) + 1) % len(LETTERS)] for c in waiting.code)
    for _ in range(TRIES):
        assert devices.pair(wrong, "Dora Kent", AT, "X", "", {}) is None
    with pytest.raises(TooManyTries) as many:
        devices.pair(waiting.code, "dora  KENT", AT, "X", "", {})
    assert 0 < many.value.wait <= TRIES_WITHIN_SECONDS + 1
    assert devices.pair(waiting.code, "Olive Reed", AT, "Mine", "", {}) is not None, "others may"
    clock.now += TRIES_WITHIN_SECONDS + 1
    assert devices.pair(wrong, "Dora Kent", AT, "X", "", {}) is None, "and so may she, later"


def test_one_address_cannot_take_every_code(devices: Devices, clock: Ticking) -> None:
    for _ in range(MAX_WAITING_PER_HOST):
        devices.ask("screen", "10.0.0.7")
    with pytest.raises(TooManyWait):
        devices.ask("screen", "10.0.0.7")
    devices.ask("screen", "10.0.0.8")
    clock.now += CODE_SECONDS
    devices.ask("screen", "10.0.0.7")


def test_a_screen_outlives_the_server_and_what_only_waits_does_not(
    devices: Devices, database: Database
) -> None:
    secret, device = joined(devices)
    waiting, _ = devices.ask("screen", "10.0.0.7")
    after = Devices(database)
    assert after.of(secret) == device
    assert after.visitor(secret) == devices.visitor(secret)
    assert after.of(waiting) is None


def test_a_screen_that_was_taken_away_is_nobody_before_and_after_a_restart(
    devices: Devices, database: Database
) -> None:
    secret, device = joined(devices)
    assert devices.change(device.id, revoked_at=AT) is not None
    for known in (devices, Devices(database)):
        assert known.visitor(secret) is None
        assert known.get(device.id) is None
        assert known.paired == ()
        gone = known.of(secret)
        assert isinstance(gone, Device)
        assert gone.revoked_at == AT
    assert devices.change(device.id, revoked_at="", name="Back again") is None


def test_a_screen_is_renamed_and_set_anew(devices: Devices, database: Database) -> None:
    secret, device = joined(devices)
    devices.change(device.id, name="South wall", settings={"hold": 60})
    for known in (devices, Devices(database)):
        again = known.of(secret)
        assert isinstance(again, Device)
        assert (again.name, again.settings, again.id) == ("South wall", {"hold": 60}, device.id)


def test_a_tablet_lies_at_a_table_and_is_nobody(devices: Devices, tmp_path: Path) -> None:
    poll = make_premises(tmp_path / "other").poll
    secret, device = joined(devices, "Tablet 1", "t1")
    assert devices.visitor(secret) is None
    table = enrolment(devices, poll, secret)
    assert table is not None
    assert (table["tablet"], table["table"]) == ("Tablet 1", "Table 1")
    devices.change(device.id, unit="t2")
    moved = enrolment(devices, poll, secret)
    assert moved is not None
    assert moved["table"] == "Table 2"
    screen, _ = joined(devices)
    assert enrolment(devices, poll, screen) is None
    assert enrolment(devices, poll, "") is None
    devices.change(device.id, revoked_at=AT)
    assert enrolment(devices, poll, secret) is None
