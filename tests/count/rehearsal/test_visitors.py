"""Visitors at a table: the room does for them what it does for anybody, and counts what nobody touches."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from count.poll.poll import Poll
from count.poll.roles import Visitor
from count.rehearsal import visitors
from count.rehearsal.answer import Night
from count.rehearsal.evening import play as play_it
from count.rehearsal.evening import seats, why
from count.rehearsal.night import night
from count.rehearsal.people import Person
from count.rehearsal.room import Doubtful
from count.rehearsal.tables import AtTable
from count.rehearsal.verdict import against
from tests.count.rehearsal.conftest import FAST, Play, Playing

VISITING = frozenset({"t2"})


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in {"LOOK": 0.02, "AGREE": 0.05, "CLOSE": 0.3, "TAKE_OVER": 0.3}.items():
        monkeypatch.setattr(visitors, name, seconds)


@pytest.fixture
def answer(poll: Poll) -> Night:
    return night(poll, 3, VISITING)


class Guest(Person):
    """Somebody who came to watch: the ids of their acts are nobody else's."""

    def id(self, contest: str | None, what: str) -> str:
        return str(uuid4())


def _guest(playing: Playing) -> Guest:
    visitor = Visitor("Guest", "supervisor", "t2")
    token = playing.app.state.credentials.issue_token(visitor)
    return Guest(
        visitor, token, playing.client, 0, replace(playing.room.officer().pace, speed=FAST)
    )


async def _sit_down(guest: Guest, seat: AtTable) -> None:
    """Key everything on the table as it lies there, one bundle wrong at first."""
    await seat.bring()
    for number, item in enumerate(seat.items()):
        if isinstance(item, Doubtful):
            body = {"act": "doubtful", "unit": "t2", "papers": item.papers}
            await guest.record("carrow", "", body)
            await _until(guest, lambda unit: unit["doubtful"] == 0)
        else:
            if number == 2:
                wrong = await guest.record("carrow", "", {**seat._body(item), "papers": 1})
                strike = {"act": "struck", "strikes": wrong.id, "reason": "a slip of the finger"}
                await guest.record("carrow", "", strike)
                await _until(guest, lambda unit, n=wrong.id: n in unit["struck"])
            await guest.record("carrow", "", seat._body(item))


async def _until(guest: Guest, holds: Any) -> None:
    for _ in range(200):
        unit = (await guest.look("carrow"))["units"]["t2"]
        acts = await guest.acts_of("carrow", "t2")
        if holds({**unit, "struck": {act["id"] for act in acts if act["struck"]}}):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("nobody helped")


async def test_a_visitor_is_seconded_decided_for_claimed_and_closed(
    play: Play, answer: Night
) -> None:
    async with play(answer, VISITING) as playing:
        seated = seats(playing.room)
        [seat] = [s for s in seated if s.table.unit == "t2"]
        guest = _guest(playing)
        room = playing.room
        await asyncio.gather(
            play_it(room, seated, visitors.attend(room, seated), give_up=9),
            _sit_down(guest, seat),
        )
        officer = room.officer("returning-officer")
        assert await against(answer.contests["carrow"], officer) == []
        acts = await officer.acts_of("carrow", "t2")
        assert {act["by"] for act in acts if act["act"] == "bundle"} == {"Guest"}


async def test_a_table_that_nobody_touches_is_counted_in_the_end(play: Play, answer: Night) -> None:
    async with play(answer, VISITING) as playing:
        seated, room = seats(playing.room), playing.room
        await play_it(room, seated, visitors.attend(room, seated), give_up=9)
        officer = room.officer("returning-officer")
        assert [await against(known, officer) for known in answer.contests.values()] == [[]] * 5


async def test_a_table_that_a_visitor_has_begun_is_left_to_them(play: Play, answer: Night) -> None:
    async with play(answer, VISITING) as playing:
        seated, room = seats(playing.room), playing.room
        [seat] = [s for s in seated if s.table.unit == "t2"]
        guest = _guest(playing)

        async def begin() -> None:
            await _until(guest, lambda unit: unit["papers"] > 30)
            await guest.record("carrow", "", seat._body(seat.table.piles[-1]))

        with pytest.raises(ExceptionGroup) as stopped:
            await play_it(room, seated, visitors.attend(room, seated), begin(), give_up=1)
        assert "carrow: " in why(stopped.value)
        unit = (await guest.look("carrow"))["units"]["t2"]
        assert unit["accounted"] == seat.table.piles[-1].papers
