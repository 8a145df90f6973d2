"""Two people answer for one act; where the figures change under them, they look again."""

from collections.abc import Mapping
from typing import Any

import pytest

from count.rehearsal.answer import Night
from count.rehearsal.people import Crew, Person, Turned
from count.rehearsal.room import TRIES, Room
from tests.count.rehearsal.conftest import Play, Playing

BOX = "b1"


async def _account(playing: Playing, stated: int) -> None:
    [first, *_] = playing.room.crew.of("verification")
    for body in (
        {"act": "account", "box": BOX, "stated": stated},
        {"act": "box-counted", "box": BOX, "papers": 50, "counted_by": "A", "checked_by": "B"},
    ):
        await first.record("carrow", f"{body['act']}/{stated}", body)


class Busy(Person):
    """Looks at the standing only after the box has been counted once more."""

    counted = 0
    most = 99

    async def look(self, contest: str) -> dict[str, Any]:
        if self.counted < self.most:
            self.counted += 1
            body = {"act": "box-counted", "box": BOX, "papers": 50 - self.counted}
            body |= {"counted_by": "A", "checked_by": "B"}
            await self.record(contest, f"again/{self.counted}", body)
        return await super().look(contest)


async def _verify(room: Room, second: Person) -> dict[str, Any]:
    first = room.crew.of("verification")[0]

    async def said() -> Mapping[str, Any]:
        return {"act": "box-verified", "box": BOX, "papers": 50, "note": "one was taken"}

    async def done() -> bool:
        return bool((await first.look("carrow"))["boxes"][BOX]["verified"] == 50)

    await room.together(first, second, "carrow", "b1/verified", said, done)
    box: dict[str, Any] = (await first.look("carrow"))["boxes"][BOX]
    return box


def _busy(playing: Playing, most: int) -> Busy:
    second = playing.room.crew.of("verification")[1]
    second.__class__ = Busy
    assert isinstance(second, Busy)
    second.most = most
    return second


async def test_what_agrees_with_the_account_needs_nobody_else(play: Play, answer: Night) -> None:
    async with play(answer) as playing:
        await _account(playing, 50)
        assert (await _verify(playing.room, _busy(playing, 99)))["verified"] == 50


async def test_a_second_person_agrees_to_what_they_see(play: Play, answer: Night) -> None:
    async with play(answer) as playing:
        await _account(playing, 51)
        second = playing.room.crew.of("verification")[1]
        assert (await _verify(playing.room, second))["verified"] == 50
        assert playing.room.own == set()


async def test_figures_that_changed_meanwhile_are_proposed_again(play: Play, answer: Night) -> None:
    async with play(answer) as playing:
        await _account(playing, 51)
        assert (await _verify(playing.room, _busy(playing, 2)))["verified"] == 50


async def test_figures_that_never_rest_are_given_up(play: Play, answer: Night) -> None:
    async with play(answer) as playing:
        await _account(playing, 51)
        second = _busy(playing, 99)
        with pytest.raises(Turned):
            await _verify(playing.room, second)
        assert second.counted == TRIES


def test_the_accidents_of_a_night_are_the_same_each_time_it_is_played(answer: Night) -> None:
    room = Room(answer, Crew((), ()))
    assert room.chance("carrow", "t1").random() == room.chance("carrow", "t1").random()
    assert room.chance("carrow", "t1").random() != room.chance("carrow", "t2").random()
