"""The count as it is worked at tables: papers are brought, sorted, bundled, claimed by others and closed."""

import asyncio
from collections.abc import Awaitable, Iterator, Mapping
from typing import Any

from count.rehearsal.answer import Known, Mixture, Pile, Table
from count.rehearsal.boxes import jobs
from count.rehearsal.people import Turned
from count.rehearsal.room import Doubtful, Finished, Room

SECONDS_TO_BUNDLE, SECONDS_TO_SHEET = 35, 55
MISKEYED = 0.4
"""Of tables: how often a bundle is keyed wrong."""

Item = Pile | Mixture | Doubtful
"""What a supervisor has in hand: a bundle, a sheet, or doubtful papers."""


class AtTable:
    """One supervisor and one table, for one contest."""

    def __init__(self, room: Room, known: Known, table: Table) -> None:
        self.room, self.known, self.table = room, known, table
        supervisors = room.crew.of("supervisor", known.contest, table.unit)
        self.supervisor = supervisors[0] if supervisors else room.officer(contest=known.contest)
        self._unsorted = 0
        self._more = asyncio.Event()
        self._all_here = asyncio.Event()
        self._chance = room.chance(known.contest, table.unit, "table")

    def __repr__(self) -> str:
        return f"{self.known.contest} at {self.table.unit}"

    def ids(self) -> set[str]:
        """The ids of everything that this supervisor keys here, right or wrong."""
        what = {_name(item) for item in self.items()}
        what |= {f"{pile.slip}/wrong" for pile in self.table.piles}
        return {self.supervisor.id(self.known.contest, f"{self.table.unit}/{w}") for w in what}

    # -- papers come

    async def bring(self) -> None:
        """Mix the first two of this table's boxes when both are verified, and then each further one."""
        boxes = [box for job in jobs(self.room) for box in job if box in self.table.brought]
        for load in (boxes[:2], *([box] for box in boxes[2:])):
            for box in load:
                await self.room.verified[self.known.contest, box].wait()
            body: dict[str, Any] = {"act": "mixed", "unit": self.table.unit, "boxes": load}
            part = {box: self.table.brought[box] for box in load if box not in self.known.whole}
            if part:
                body["papers"] = part
            await self._record(f"mixed/{load[0]}", body, SECONDS_TO_BUNDLE)
            self._got(sum(self.table.brought[box] for box in load))
        self._all_here.set()

    def _got(self, papers: int) -> None:
        self._unsorted += papers
        self._more.set()

    async def _take(self, papers: int) -> None:
        """Wait until there are so many unsorted papers, and take them."""
        while self._unsorted < papers:
            self._more.clear()
            await self._more.wait()
        self._unsorted -= papers

    # -- papers are sorted

    async def count(self) -> None:
        """Sort and key every paper, then have the total claimed, and close."""
        waiting: list[Awaitable[None]] = []
        wrong = self._miskeyed()
        for number, item in enumerate(self.items()):
            await self._take(item.papers)
            if isinstance(item, Doubtful):
                waiting.append(await self._hand_over(item))
                continue
            if number == wrong and isinstance(item, Pile):
                await self._key_wrongly(item)
            seconds = SECONDS_TO_BUNDLE if isinstance(item, Pile) else SECONDS_TO_SHEET
            await self._record(_name(item), self._body(item), seconds)
        await asyncio.gather(*waiting)
        await (
            self._all_here.wait()
        )  # Where a machine reads the papers, nothing else waits for the last box.
        finished = Finished(self.known, self.table)
        self.room.finished.put_nowait(finished)
        await finished.agreed.wait()
        await self.close()

    async def close(self) -> None:
        """Close the unit, whose total was claimed and agrees."""
        body = {"act": "unit-closed", "unit": self.table.unit}
        answer = await self.supervisor.try_to(self.known.contest, f"{self.table.unit}/closed", body)
        standing = await self.supervisor.look(self.known.contest)
        if not answer.recorded and standing["units"][self.table.unit]["state"] != "closed":
            raise Turned(body, answer)
        self.room.closed[self.known.contest, self.table.unit].set()

    def items(self) -> Iterator[Item]:
        """Everything to be keyed: full bundles and sheets as they come, doubtful papers, part bundles last."""
        size = self.room.night.poll.contest(self.known.contest).bundle_size
        full = [pile for pile in self.table.piles if pile.papers == size]
        first: list[Item] = [*full, *self.table.sheets]
        self.room.chance(self.known.contest, self.table.unit, "order").shuffle(first)
        doubtful = len(self.table.doubtful)
        early = doubtful - doubtful // 2
        for start, end, place in ((early, doubtful, len(first)), (0, early, len(first) // 3)):
            if end > start:
                first.insert(place, Doubtful(self.known, self.table, start, end - start))
        yield from first
        yield from (pile for pile in self.table.piles if pile not in full)

    def _miskeyed(self) -> int:
        """The item that is keyed wrong; -1 for none."""
        many = len(self.table.piles)
        return self._chance.randrange(many) if self._chance.random() < MISKEYED and many else -1

    async def _record(self, what: str, body: Mapping[str, Any], seconds: float) -> None:
        name = f"{self.table.unit}/{what}"
        await self.supervisor.record(self.known.contest, name, body, seconds)

    def _body(self, item: Pile | Mixture) -> dict[str, Any]:
        body: dict[str, Any] = {"unit": self.table.unit, "papers": item.papers}
        body |= self.room.crew.pair(self.room.chance(self.known.contest, _name(item)))
        match item:
            case Mixture():
                votes = dict(item.votes)
                body |= {
                    "act": "sheet",
                    "serial": item.serial,
                    "votes": votes,
                    "unused": item.unused,
                }
            case Pile() if self.known.votes_a_paper == 1:
                body |= {"act": "bundle", "candidate": item.candidates[0], "slip": item.slip}
            case Pile():
                body |= {"act": "block", "candidates": list(item.candidates), "slip": item.slip}
        return body

    async def _key_wrongly(self, pile: Pile) -> None:
        """Key a bundle for the wrong candidate, see it, and strike it with the deputy."""
        body, candidates = self._body(pile), self.known.candidates
        other = candidates[candidates.index(pile.candidates[0]) - 1]
        body |= {"candidate": other} if self.known.votes_a_paper == 1 else {"candidates": [other]}
        contest, unit = self.known.contest, self.table.unit
        wrong = await self.supervisor.record(contest, f"{unit}/{pile.slip}/wrong", body, 30)
        strike = {"act": "struck", "strikes": wrong.id, "reason": "keyed to the wrong candidate"}

        async def said() -> Mapping[str, Any]:
            return strike

        async def done() -> bool:
            acts = await self.supervisor.acts_of(contest, unit)
            return any(act["id"] == wrong.id and act["struck"] for act in acts)

        deputy = self.room.officer(contest=contest)
        await self.room.together(
            self.supervisor, deputy, contest, f"{unit}/{pile.slip}/strike", said, done
        )

    async def _hand_over(self, doubtful: Doubtful) -> Awaitable[None]:
        """Take doubtful papers to the adjudicator; gives what to wait for."""
        body = {"act": "doubtful", "unit": self.table.unit, "papers": doubtful.papers}
        await self._record(_name(doubtful), body, 10)
        self.room.doubtful.put_nowait(doubtful)

        async def come_back() -> None:
            await doubtful.decided.wait()
            self._got(sum(not d.ground and not d.candidates for d in doubtful.decisions))

        return asyncio.create_task(come_back())


def _name(item: Item) -> str:
    match item:
        case Pile():
            return item.slip
        case Mixture():
            return item.serial
        case Doubtful():
            return f"doubtful/{item.start}"
