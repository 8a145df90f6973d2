"""Verification as it is worked: boxes come through the door, teams of two count them and settle the figures."""

import asyncio
from collections.abc import Mapping
from typing import Any

from count.rehearsal.answer import Boxful, Known
from count.rehearsal.people import Person
from count.rehearsal.room import Room

BETWEEN_ARRIVALS = 80
SECONDS_TO_RECORD, SECONDS_A_PAPER = 15, 0.35
MISCOUNTED = 0.05
"""Of boxes: how often the first count is a paper out."""

Job = tuple[str, ...]


def jobs(room: Room) -> list[Job]:
    """Boxes that are settled together because papers of one strayed into another; the rest alone.

    In the order in which they come through the door.
    """
    boxes = dict.fromkeys(b for known in room.night.contests.values() for b in known.boxes)
    group = {box: {box} for box in boxes}
    for known in room.night.contests.values():
        for stray in known.strays:
            both = group[stray.found_in] | group[stray.belongs_to]
            group |= dict.fromkeys(both, both)
    found = list(dict.fromkeys(tuple(sorted(group[box])) for box in boxes))
    room.chance("arrivals").shuffle(found)
    return found


async def verify_all(room: Room) -> None:
    """Bring every box in, and have every team work until none is left."""
    porter, *_ = everybody = room.crew.of("verification")
    teams = list(zip(everybody[::2], everybody[1::2], strict=False))
    brought: asyncio.Queue[Job | None] = asyncio.Queue()

    async def arrive() -> None:
        for job in jobs(room):
            for box in job:
                body = {"act": "box-received", "box": box}
                await porter.record(None, f"{box}/received", body, BETWEEN_ARRIVALS)
            brought.put_nowait(job)
        for _ in teams:
            brought.put_nowait(None)

    async def work(first: Person, second: Person) -> None:
        while (job := await brought.get()) is not None:
            await _Team(room, first, second).settle(job)

    async with asyncio.TaskGroup() as group:
        group.create_task(arrive())
        for first, second in teams:
            group.create_task(work(first, second))


class _Team:
    """Two people at a verification table."""

    def __init__(self, room: Room, first: Person, second: Person) -> None:
        self.room, self.first, self.second = room, first, second

    async def settle(self, job: Job) -> None:
        """Take these boxes from their accounts to their verified figures."""
        contests = self.room.night.contests.values()
        lines = [
            (known, known.boxes[box]) for box in job for known in contests if box in known.boxes
        ]
        for known, box in lines:
            await self._count(known, box)
        for known in contests:
            for stray in known.strays:
                if stray.found_in in job:
                    await self._record(known, f"{stray.found_in}/strayed", {
                        "act": "strayed",
                        "box": stray.found_in,
                        "to_box": stray.belongs_to,
                        "papers": stray.papers,
                        "reason": "found when the box was opened",
                    })  # fmt: skip
        for known, box in lines:
            await self._verify(known, box)
            self.room.verified[known.contest, box.box].set()

    async def _record(
        self, known: Known, what: str, body: Mapping[str, Any], seconds: float = SECONDS_TO_RECORD
    ) -> None:
        await self.first.record(known.contest, what, body, seconds)

    async def _count(self, known: Known, box: Boxful) -> None:
        account: dict[str, Any] = {"act": "account", "box": box.box, "stated": box.stated}
        if box.last >= box.first > 0:
            account |= {
                "ranges": [[box.first, box.last]],
                "unused": box.unused,
                "spoilt": box.spoilt,
            }
        await self._record(known, f"{box.box}/account", account)
        if box.retrieved:
            why = "cancelled: the elector was given a replacement"
            body = {"act": "retrieved", "box": box.box, "papers": box.retrieved, "reason": why}
            await self._record(known, f"{box.box}/retrieved", body)
        chance = self.room.chance(known.contest, box.box, "count")
        counts = [box.found]
        if chance.random() < MISCOUNTED and box.found:
            counts = [box.found - 1, box.found, box.found]
        elif box.note:
            counts = [box.found, box.found]
        for number, papers in enumerate(counts, start=1):
            names = self.room.crew.pair(chance)
            made_by = names.get("made_by", self.first.name)
            checked_by = names.get("checked_by", self.second.name)
            body = {"act": "box-counted", "box": box.box, "papers": papers}
            body |= {"counted_by": made_by, "checked_by": checked_by}
            await self._record(known, f"{box.box}/counted/{number}", body, papers * SECONDS_A_PAPER)

    async def _verify(self, known: Known, box: Boxful) -> None:
        body = {"act": "box-verified", "box": box.box, "papers": box.held}
        if box.note:
            body["note"] = box.note

        async def said() -> Mapping[str, Any]:
            return body

        async def done() -> bool:
            standing = await self.first.look(known.contest)
            return bool(standing["boxes"][box.box]["verified"] == box.held)

        await self.room.together(
            self.first, self.second, known.contest, f"{box.box}/verified", said, done
        )
