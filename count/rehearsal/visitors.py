"""Care for visitors who watch a demonstration and join in at a table.

Visitors key what they like. The room's people do the rest as they would for anybody: a deputy agrees to what
waits for a second person, the adjudicator decides, the results desk claims, and where nobody sits down at a
table its own supervisor counts it in the end.
"""

import asyncio
import time
from collections.abc import Iterable, Mapping
from typing import Any

from count.rehearsal.answer import Known, Table
from count.rehearsal.desks import decided, total
from count.rehearsal.room import Doubtful, Room
from count.rehearsal.tables import AtTable

LOOK, AGREE, CLOSE, TAKE_OVER = 2.0, 6.0, 45.0, 60.0
"""Seconds, at a visitor's speed and not the demonstration's: between looks, and before somebody helps."""
KEYED = frozenset({"bundle", "block", "sheet", "doubtful"})


async def attend(room: Room, seated: Iterable[AtTable]) -> None:
    """Look after the visiting tables, and after whatever visitors propose, for ever."""
    since = _Since()
    seated = [seat for seat in seated if seat.table.unit in room.visiting]
    async with asyncio.TaskGroup() as group:
        for seat in seated:
            group.create_task(_attend_table(room, seat, since))
        while True:
            for contest in room.night.contests:
                await _second(room, contest, since)
            await asyncio.sleep(LOOK)


class _Since:
    """A watch on how long something has been so."""

    def __init__(self) -> None:
        self._began: dict[str, float] = {}

    def lasts(self, what: str, holds: bool, seconds: float) -> bool:
        """Whether this holds now and has for so many seconds."""
        if not holds:
            self._began.pop(what, None)
            return False
        return time.monotonic() - self._began.setdefault(what, time.monotonic()) >= seconds


async def _second(room: Room, contest: str, since: _Since) -> None:
    """A deputy agrees to what has waited a while."""
    deputy = room.officer(contest=contest)
    for waiting in (await deputy.look(contest)).get("agreements", ()):
        id = waiting["id"]
        theirs = waiting["may_second"] and id not in room.own
        if since.lasts(id, theirs, AGREE):
            body = {"act": "agreed", "to": id, "seen": waiting["seen"]}
            await deputy.try_to(contest, f"agreed/{id}/{waiting['seen']}", body)


async def _attend_table(room: Room, seat: AtTable, since: _Since) -> None:
    """Do for one visiting table what others would, until it is closed."""
    known, table = seat.known, seat.table
    while True:
        await asyncio.sleep(LOOK)
        standing = await room.officer(contest=known.contest).look(known.contest)
        unit = standing["units"][table.unit]
        if unit["state"] == "closed":
            room.closed[known.contest, table.unit].set()
            return
        others = [u for u in known.tables if u != table.unit]
        alone = all(room.closed[known.contest, u].is_set() for u in others)
        untouched = alone and await _untouched(seat)
        if since.lasts(repr(seat), untouched, TAKE_OVER):
            await seat.count()
            return
        if not untouched:
            await _help(room, known, table, unit)
            ready = unit["claim"] == "agrees" and not unit["unsorted"] and not unit["doubtful"]
            if since.lasts(f"{seat} ready", ready, CLOSE):
                await seat.close()


async def _untouched(seat: AtTable) -> bool:
    """Whether nobody but the table's own supervisor has keyed anything there."""
    contest, unit = seat.known.contest, seat.table.unit
    own = seat.ids()
    acts = await seat.supervisor.acts_of(contest, unit)
    return all(act["id"] in own for act in acts if act["act"] in KEYED)


async def _help(room: Room, known: Known, table: Table, unit: Mapping[str, Any]) -> None:
    """Decide the doubtful papers that were brought; claim the total once everything is sorted."""
    if unit["doubtful"] > 0:
        adjudicator = room.crew.of("adjudicator", known.contest)[0]
        decisions = [
            act
            for act in await adjudicator.acts_of(known.contest, table.unit)
            if act["act"] == "adjudicated" and not act["struck"]
        ]
        start = sum(
            sum(good["papers"] for good in act["good"])
            + act["returned"]
            + sum(act["rejected"].values())
            for act in decisions
        )
        body = decided(Doubtful(known, table, start, unit["doubtful"]))
        what = f"{table.unit}/visitor/{start}/{unit['doubtful']}"
        await adjudicator.try_to(known.contest, what, body)
    elif unit["unsorted"] == 0 and unit["papers"] and unit["claim"] is None:
        claimant = room.crew.of("results", known.contest)[0]
        what = f"{table.unit}/visitor/total/{time.monotonic_ns()}"
        await claimant.try_to(known.contest, what, total(known, table))
