"""A whole night: everybody in the room at work at once, from the first box to the last declaration."""

import asyncio
from collections.abc import Coroutine, Iterable, Sequence
from typing import Any

from count.rehearsal.boxes import verify_all
from count.rehearsal.desks import adjudicate, claim_totals
from count.rehearsal.officers import see_through
from count.rehearsal.room import Room
from count.rehearsal.tables import AtTable


def seats(room: Room) -> list[AtTable]:
    """A supervisor's seat for every contest that a unit counts."""
    return [
        AtTable(room, known, table)
        for known in room.night.contests.values()
        for table in known.tables.values()
    ]


async def play(
    room: Room,
    seated: Sequence[AtTable],
    *more: Coroutine[Any, Any, None],
    give_up: float = 60.0,
) -> None:
    """Play the night in this room until every contest is declared.

    `more` is what else goes on meanwhile, and ends with the night. Acts that the hall has already are
    recognised, so that a night that was broken off is taken up where it was.

    Raises:
        ExceptionGroup: of `Turned` (the hall refused what it should record), `Stuck` (nothing changed
            for `give_up` seconds) or `TimeoutError` (the hall does not answer).
    """
    async with asyncio.TaskGroup() as group:
        staying = [group.create_task(work) for work in more]
        for person in room.crew.of("adjudicator"):
            staying.append(group.create_task(adjudicate(room, person)))
        for person in room.crew.of("results"):
            staying.append(group.create_task(claim_totals(room, person)))
        await _open(room)
        group.create_task(verify_all(room))
        for seat in seated:
            group.create_task(seat.bring())
        for unit in {seat.table.unit for seat in seated} - room.visiting:
            group.create_task(_in_turn([seat for seat in seated if seat.table.unit == unit]))
        await asyncio.gather(
            *(
                group.create_task(see_through(room, known, give_up))
                for known in room.night.contests.values()
            )
        )
        for task in staying:
            task.cancel()


def why(group: ExceptionGroup[Exception]) -> str:
    """The reason why a night stopped, in the words of each fault within."""
    said = [
        why(fault) if isinstance(fault, ExceptionGroup) else str(fault) or repr(fault)
        for fault in group.exceptions
    ]
    return "; ".join(said)


async def _open(room: Room) -> None:
    """The screens may show from the start how far verification and the count have come."""
    deputy = room.officer()
    for board in ("verification", "turnout", "progress"):
        body = {"act": "released", "board": board}
        await deputy.record(None, f"released/{board}", body)


async def _in_turn(seated: Iterable[AtTable]) -> None:
    """A table counts its contests one after the other."""
    for seat in seated:
        await seat.count()
