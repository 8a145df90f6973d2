"""People of a rehearsal: they speak HTTP only, and send an act again until the hall has answered it."""

from random import Random

import httpx
import pytest
from starlette.applications import Starlette

from count.poll.poll import Poll
from count.poll.roles import Visitor
from count.rehearsal.answer import Night
from count.rehearsal.evening import play as play_it
from count.rehearsal.evening import seats
from count.rehearsal.people import Crew, Pace, Person, Turned, workers
from count.rehearsal.verdict import against
from tests.count.rehearsal.conftest import Play


class Wifi(httpx.AsyncBaseTransport):
    """A tired hall's Wi-Fi: now and then a question does not arrive, or its answer does not."""

    def __init__(self, app: Starlette) -> None:
        self._hall = httpx.ASGITransport(app)
        self._chance = Random(5)
        self.lost = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        chance = self._chance.random()
        if chance < 0.02:
            self.lost += 1
            raise httpx.ConnectError("not in reach", request=request)
        answer = await self._hall.handle_async_request(request)
        if chance > 0.98:
            self.lost += 1
            raise httpx.ReadTimeout("no answer came", request=request)
        return answer


async def test_a_whole_night_ends_with_declarations_equal_to_the_known_answer(
    play: Play, answer: Night
) -> None:
    async with play(answer) as playing:
        await play_it(playing.room, seats(playing.room))
        officer = playing.room.officer("returning-officer")
        for known in answer.contests.values():
            assert await against(known, officer) == []
            standing = await officer.look(known.contest)
            assert not any(finding["severity"] == "blocks" for finding in standing["findings"])


async def test_on_bad_wifi_every_act_is_recorded_once(play: Play, answer: Night) -> None:
    wifi: list[Wifi] = []

    def bad(app: Starlette) -> httpx.AsyncBaseTransport:
        wifi.append(Wifi(app))
        return wifi[0]

    async with play(answer, transport=bad) as playing:
        await play_it(playing.room, seats(playing.room))
        officer = playing.room.officer("returning-officer")
        assert [await against(known, officer) for known in answer.contests.values()] == [[]] * 5
        assert wifi[0].lost > 5
        spoiled = playing.recorded
    async with play(answer) as again:
        # Played once more from the start, the same night adds not one act to the ledger.
        await play_it(again.room, seats(again.room))
        assert again.recorded == spoiled


async def test_an_id_follows_from_what_the_act_is_about(play: Play, answer: Night) -> None:
    async with play(answer) as playing:
        deputy, other = playing.room.officer(), playing.room.officer("returning-officer")
        assert deputy.id("carrow", "t1/closed") == other.id("carrow", "t1/closed")
        assert deputy.id("carrow", "t1/closed") != deputy.id("harbour", "t1/closed")
        assert deputy.id(None, "released/progress") != deputy.id("carrow", "released/progress")


async def test_what_the_hall_refuses_is_not_passed_over(play: Play, answer: Night) -> None:
    async with play(answer) as playing:
        [supervisor] = playing.room.crew.of("supervisor", unit="t1")
        body = {"act": "doubtful", "unit": "t1", "papers": 3}
        with pytest.raises(Turned, match="verify its boxes"):
            await supervisor.record("carrow", "too early", body)
        assert playing.recorded == 0


async def test_a_hall_that_is_gone_is_given_up_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no such hall", request=request)

    monkeypatch.setattr("count.rehearsal.people.PATIENCE", 2)
    async with httpx.AsyncClient(transport=httpx.MockTransport(gone)) as client:
        pace = Pace(1e9, Random(1))
        ann = Person(Visitor("Ann", "deputy"), "t", client, 1, pace)
        with pytest.raises(TimeoutError, match="/api/contests/carrow"):
            await ann.look("carrow")


def test_listed_people_play_and_where_too_few_are_listed_others_are_made_up(poll: Poll) -> None:
    listed = {person.name for person in poll.people}
    playing = workers(poll)
    assert {visitor.name for visitor in playing} <= listed
    assert {v.unit for v in playing if v.role == "supervisor"} == set(poll.units)
    nobody = Poll.of(
        poll.facts,
        poll.contests,
        (name for names in poll.candidates.values() for name in names),
        poll.boxes.values(),
        poll.units.values(),
    )
    made_up = workers(nobody)
    assert len([v for v in made_up if v.role == "verification"]) == 2
    assert len({visitor.name for visitor in made_up}) == len(made_up)


def test_whoever_rests_does_not_play(poll: Poll) -> None:
    resting = [person for person in poll.people if person.role == "deputy"][-1:]
    assert resting[0].name in {v.name for v in workers(poll)}
    assert resting[0].name not in {v.name for v in workers(poll, resting)}


def test_nobody_checks_their_own_bundle() -> None:
    crew = Crew((), ("Ann", "Ben", "Cai"))
    for seed in range(30):
        pair = crew.pair(Random(seed))
        assert pair["made_by"] != pair["checked_by"]
    assert Crew((), ("Ann",)).pair(Random(1)) == {}
