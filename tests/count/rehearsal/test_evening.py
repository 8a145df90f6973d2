"""A night that is broken off is taken up where it was, and ends as it would have."""

import asyncio

import pytest

from count.poll.poll import ListPlace, Poll
from count.rehearsal.answer import Night
from count.rehearsal.evening import play as play_it
from count.rehearsal.evening import seats
from count.rehearsal.night import night
from count.rehearsal.verdict import against
from tests.count.rehearsal.conftest import Play


@pytest.mark.parametrize("acts", [40, 180])
async def test_a_night_broken_off_is_taken_up_where_it_was(
    play: Play, answer: Night, acts: int
) -> None:
    async with play(answer) as playing:
        late = asyncio.Event()
        hall = playing.app.state.hall
        hall.watch(lambda *_: late.set() if hall.chain.seq >= acts else None)
        evening = asyncio.create_task(play_it(playing.room, seats(playing.room)))
        await late.wait()
        evening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await evening
        officer = playing.room.officer("returning-officer")
        assert await against(answer.contests["carrow"], officer) != []
    async with play(answer) as again:
        await play_it(again.room, seats(again.room))
        officer = again.room.officer("returning-officer")
        assert [await against(known, officer) for known in answer.contests.values()] == [[]] * 5


async def test_what_else_goes_on_ends_with_the_night(play: Play, answer: Night) -> None:
    ended = asyncio.Event()

    async def hum() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with play(answer) as playing:
        await play_it(playing.room, seats(playing.room), hum())
    assert ended.is_set()


async def test_every_table_has_a_seat_for_each_contest_it_counts(play: Play, answer: Night) -> None:
    async with play(answer) as playing:
        taken = [(seat.known.contest, seat.table.unit) for seat in seats(playing.room)]
        pairs = {(k.contest, unit) for k in answer.contests.values() for unit in k.tables}
        assert sorted(taken) == sorted(pairs)
        assert all(seat.supervisor.unit == seat.table.unit for seat in seats(playing.room))


async def test_a_mayor_with_a_second_count_lists_and_a_question_are_played_to_the_end(
    play: Play, poll: Poll
) -> None:
    """The same islands elect a mayor by two counts, London members from lists, and answer a question."""
    kinds: dict[str, dict[str, object]] = {
        "carrow": {"kind": "mayor", "system": "supplementary"},
        "harbour": {"kind": "gla-list", "seats": 4},
        "middle": {"kind": "referendum", "seats": 1},
        "skerries": {"kind": "gla-list", "seats": 5},
    }
    contests = [c.model_copy(update=kinds.get(c.id, {})) for c in poll.contests]
    candidates = [c for of in poll.candidates.values() for c in of]
    one, other = poll.candidate_ids["harbour"][:2]
    lists = [
        ListPlace(contest="harbour", candidate=of, position=n, surname=f"{of}{n}")
        for of in (one, other)
        for n in (1, 2, 3)
    ]
    boxes, units = poll.boxes.values(), poll.units.values()
    mixed = Poll.of(poll.facts, contests, candidates, boxes, units, poll.people, lists)
    known = night(mixed, 5)
    assert len(known.contests["carrow"].elected) == 1
    assert not any(
        2 * n > known.contests["carrow"].verified for n in known.contests["carrow"].votes.values()
    )
    assert sum(known.contests["harbour"].seats_won.values()) == 4
    async with play(known) as playing:
        await play_it(playing.room, seats(playing.room))
        officer = playing.room.officer("returning-officer")
        said = {c: await against(answer, officer) for c, answer in known.contests.items()}
        acts = {e.act.act for e in playing.app.state.hall.books.entries.values()}
    assert said == {contest: [] for contest in known.contests}
    assert {"sorted", "constituency-seats"} <= acts
