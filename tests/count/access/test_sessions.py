"""Who is signed in: for how long, over which restarts, and nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.requests import HTTPConnection

from count.access.credentials import Credentials
from count.access.sessions import ABSOLUTE, IDLE
from count.poll.roles import Visitor
from count.storage.hall_directory import HallDirectory
from count.web.guard import COOKIE, Guard
from tests.count.client import Clock, small_poll

ROSE = Visitor("Rose", "returning-officer")
DAN = Visitor("Dan", "deputy")
SUE = Visitor("Sue", "supervisor", "t1")
RON = Visitor("Ron", "results", None, "one")
MINUTE = 60.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def wall() -> Clock:
    return Clock()


@pytest.fixture
def hall_directory(tmp_path: Path) -> Iterator[HallDirectory]:
    made = HallDirectory.make(tmp_path / "hall", small_poll(tmp_path / "poll"), rehearsal=True)
    yield made
    made.close()


@pytest.fixture
def credentials(hall_directory: HallDirectory, clock: Clock, wall: Clock) -> Iterator[Credentials]:
    opened = Credentials(hall_directory.database, clock, wall)
    yield opened
    opened.close()


# ----------------------------------------------------------------------------------- while the server runs


def test_sessions_end_after_twelve_hours_used_or_not(
    credentials: Credentials, clock: Clock
) -> None:
    cookie = credentials.begin_session(SUE)
    for _ in range(12):
        assert credentials.by_cookie(cookie) == SUE
        clock.passes(ABSOLUTE / 12)
    assert credentials.by_cookie(cookie) == SUE
    clock.passes(1)
    assert credentials.by_cookie(cookie) is None
    clock.passes(-ABSOLUTE)
    assert credentials.by_cookie(cookie) is None, "what has ended stays ended"


def test_an_officers_session_ends_when_it_is_not_used(
    credentials: Credentials, clock: Clock
) -> None:
    assert IDLE["returning-officer"] == IDLE["deputy"] == 30 * MINUTE
    used, idle, table = (
        credentials.begin_session(ROSE),
        credentials.begin_session(DAN),
        credentials.begin_session(SUE),
    )
    for _ in range(4):
        clock.passes(20 * MINUTE)
        assert credentials.by_cookie(used) == ROSE
    assert credentials.by_cookie(idle) is None
    assert credentials.by_cookie(table) == SUE, "a table may wait an hour for its next box"


def test_a_screen_left_open_does_not_keep_an_officer_signed_in(
    credentials: Credentials, clock: Clock
) -> None:
    """Open screens are asked about again every second: that is not somebody at work."""
    cookie = credentials.begin_session(ROSE)
    headers = [(b"cookie", f"{COOKIE}={cookie}".encode())]
    screen = HTTPConnection({"type": "websocket", "headers": headers})
    for _ in range(3):
        clock.passes(10 * MINUTE)
        assert Guard.visitor_of(screen, credentials) == ROSE
    clock.passes(MINUTE)
    assert Guard.visitor_of(screen, credentials) is None
    assert credentials.by_cookie(cookie) is None


def test_a_cookie_that_is_not_ours_is_nobodys(credentials: Credentials) -> None:
    cookie = credentials.begin_session(ROSE)
    for other in ("", cookie[:-1], cookie + "A", "A" * 43, credentials.issue_token(ROSE)):
        assert credentials.by_cookie(other) is None
    assert credentials.by_token(cookie) is None, "a session is no token"


# ---------------------------------------------------------------------------------------- over its restart


def kept(hall_directory: HallDirectory) -> int:
    with hall_directory.database.reading() as connection:
        found: int = connection.exec_driver_sql("SELECT count(*) FROM session").scalar_one()
    return found


def test_a_tables_session_outlives_the_server_and_an_officers_does_not(
    hall_directory: HallDirectory, credentials: Credentials, wall: Clock
) -> None:
    """Twenty supervisors do not key their codes again at three in the morning; who decides, does."""
    sue, ron, rose = (credentials.begin_session(visitor) for visitor in (SUE, RON, ROSE))
    after = Credentials(hall_directory.database, Clock(), wall)
    assert after.by_cookie(sue) == SUE
    assert after.by_cookie(ron) == RON
    assert after.by_cookie(rose) is None
    assert after.by_cookie(sue[:-1]) is None
    after.close()


def test_twelve_hours_are_counted_over_restarts(
    hall_directory: HallDirectory, credentials: Credentials, wall: Clock
) -> None:
    cookie = credentials.begin_session(SUE)
    wall.passes(ABSOLUTE - MINUTE)
    clock = Clock()
    after = Credentials(hall_directory.database, clock, wall)
    assert after.by_cookie(cookie) == SUE
    clock.passes(2 * MINUTE)
    assert after.by_cookie(cookie) is None
    after.close()
    wall.passes(2 * MINUTE)
    again = Credentials(hall_directory.database, Clock(), wall)
    assert again.by_cookie(cookie) is None
    again.close()


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_was_set_wrong_makes_no_session_immortal(
    hall_directory: HallDirectory, credentials: Credentials, wall: Clock, years: int
) -> None:
    cookie = credentials.begin_session(SUE)
    wall.passes(years * 365 * 24 * 3600.0)
    clock = Clock()
    after = Credentials(hall_directory.database, clock, wall)
    assert (after.by_cookie(cookie) == SUE) == (years < 0)
    clock.passes(ABSOLUTE + 1)
    assert after.by_cookie(cookie) is None
    after.close()


def test_what_was_ended_stays_ended_after_a_restart(
    hall_directory: HallDirectory, credentials: Credentials, wall: Clock
) -> None:
    """Signed out; or given a new code, because the old slip was lost."""
    credentials.issue_code(SUE)
    out, lost, other = (credentials.begin_session(v) for v in (RON, SUE, RON))
    credentials.end_session(out)
    credentials.issue_code(SUE)
    after = Credentials(hall_directory.database, Clock(), wall)
    assert [after.by_cookie(cookie) for cookie in (out, lost, other)] == [None, None, RON]
    after.close()


def test_sessions_that_have_ended_are_not_kept_for_ever(
    hall_directory: HallDirectory, credentials: Credentials, wall: Clock
) -> None:
    for _ in range(5):
        credentials.begin_session(SUE)
    assert kept(hall_directory) == 5
    wall.passes(ABSOLUTE + MINUTE)
    credentials.begin_session(SUE)
    assert kept(hall_directory) == 1


def test_a_hall_made_before_sessions_were_kept_opens(hall_directory: HallDirectory) -> None:
    hall_directory.database.write(lambda connection: connection.execute(text("DROP TABLE session")))
    credentials = Credentials(hall_directory.database)
    assert credentials.by_cookie(credentials.begin_session(SUE)) == SUE
    assert kept(hall_directory) == 1
    credentials.close()
