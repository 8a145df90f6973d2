"""At a table every paper is keyed once, whatever was keyed wrongly before."""

import asyncio

from count.rehearsal.answer import Mixture, Night, Pile
from count.rehearsal.boxes import verify_all
from count.rehearsal.desks import adjudicate, claim_totals
from count.rehearsal.evening import seats
from count.rehearsal.room import Doubtful
from count.rehearsal.tables import AtTable
from tests.count.rehearsal.conftest import Play


async def test_everything_on_the_table_is_in_hand_once(play: Play, answer: Night) -> None:
    async with play(answer) as playing:
        for seat in seats(playing.room):
            items, table = list(seat.items()), seat.table
            assert {i.slip for i in items if isinstance(i, Pile)} == {p.slip for p in table.piles}
            serials = [i.serial for i in items if isinstance(i, Mixture)]
            assert sorted(serials) == sorted(sheet.serial for sheet in table.sheets)
            batches = [i for i in items if isinstance(i, Doubtful)]
            assert tuple(d for batch in batches for d in batch.decisions) == table.doubtful
            assert len(items) == len(table.piles) + len(serials) + len(batches)


async def test_part_bundles_are_made_up_last_when_returned_papers_are_back(
    play: Play, answer: Night
) -> None:
    async with play(answer) as playing:
        for seat in seats(playing.room):
            size = answer.poll.contest(seat.known.contest).bundle_size
            part = [isinstance(i, Pile) and i.papers < size for i in seat.items()]
            assert any(part)
            assert part == sorted(part)


async def test_a_wrong_bundle_is_struck_by_two_people_and_the_table_ends_as_known(
    play: Play, answer: Night
) -> None:
    async with play(answer) as playing:
        room = playing.room
        await verify_all(room)
        deciding = asyncio.create_task(adjudicate(room, room.crew.of("adjudicator")[0]))
        claiming = asyncio.create_task(claim_totals(room, room.crew.of("results")[0]))
        struck = 0
        for seat in seats(room):
            bringing = asyncio.create_task(seat.bring())
            await seat.count()
            await bringing
            unit = (await room.officer().look(seat.known.contest))["units"][seat.table.unit]
            assert unit["state"] == "closed"
            assert unit["totals"] == seat.table.votes(seat.known.candidates)
            assert unit["rejected"] == dict(seat.table.rejected)
            struck += await _struck(seat)
        assert struck
        deciding.cancel()
        claiming.cancel()


async def _struck(seat: AtTable) -> int:
    acts = await seat.supervisor.acts_of(seat.known.contest, seat.table.unit)
    return sum(act["struck"] for act in acts)


async def test_a_supervisor_knows_what_was_keyed_by_the_supervisor(
    play: Play, answer: Night
) -> None:
    async with play(answer) as playing:
        [seat] = [s for s in seats(playing.room) if s.table.unit == "k1"]
        assert len(seat.ids()) == 2 * len(seat.table.piles) + len(seat.table.sheets) + len(
            [i for i in seat.items() if isinstance(i, Doubtful)]
        )
