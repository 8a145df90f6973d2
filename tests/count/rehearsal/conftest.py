"""A small rehearsal: a made-up poll, its known answer, and a hall in this process to play it in."""

import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from count.formats.poll_folder import read
from count.poll.poll import Poll
from count.rehearsal import poll as polls
from count.rehearsal.answer import Night
from count.rehearsal.night import night
from count.rehearsal.people import crew, workers
from count.rehearsal.room import Room
from count.storage.hall_directory import HallDirectory
from count.web.app import make_app

SMALL = polls.Size(stations=6, electors=90, tables=2, ward_tables=2)
FAST = 1e7


@dataclass(frozen=True)
class Playing:
    """A hall that is open, and the people in it."""

    app: Starlette
    client: httpx.AsyncClient
    room: Room

    @property
    def recorded(self) -> int:
        """How many acts the ledger holds."""
        seq: int = self.app.state.hall.chain.seq
        return seq


Play = Callable[..., AbstractAsyncContextManager[Playing]]


@pytest.fixture(scope="session")
def poll(tmp_path_factory: pytest.TempPathFactory) -> Poll:
    """The Carrow Isles, with fewer islanders."""
    reading = read(polls.write(tmp_path_factory.mktemp("poll"), 1, SMALL))
    assert reading.poll is not None, reading.faults
    return reading.poll


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Open the hall of a known answer in this process; again, it is the same hall."""

    @contextlib.asynccontextmanager
    async def opened(
        answer: Night,
        visiting: frozenset[str] = frozenset(),
        transport: Callable[[Starlette], httpx.AsyncBaseTransport] = httpx.ASGITransport,
    ) -> AsyncIterator[Playing]:
        where = tmp_path / "hall"
        there = where.exists()
        hall_directory = (
            HallDirectory.open(where)
            if there
            else HallDirectory.make(where, answer.poll, rehearsal=True)
        )
        app = make_app(hall_directory)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport(app), base_url="http://127.0.0.1") as client,
        ):
            issue = app.state.credentials.issue_token
            people = crew(answer.poll, workers(answer.poll), issue, client, answer.seed, FAST)
            yield Playing(app, client, Room(answer, people, visiting))

    return opened


@pytest.fixture
def answer(poll: Poll) -> Night:
    """One known night of the small poll."""
    return night(poll, 3)
