"""Knowledge in the room without any software: what was brought to whom, and who waits for it.

Papers are carried by hand here (events and queues); figures go through the hall's own doors only.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from count.rehearsal.answer import Decision, Known, Night, Table
from count.rehearsal.people import Crew, Person, Reply, Turned
from count.rehearsal.stacks import Stacks

SECONDS_TO_AGREE = 20
TRIES = 8
"""Times two people try to record one act while figures keep changing under them."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Doubtful papers (from `start` among the table's) on their way; `decided` when they are."""

    known: Known
    table: Table
    start: int
    papers: int
    decided: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Decide these papers. More than the known answer holds (a visitor's own) are returned."""
        known = self.table.doubtful[self.start : self.start + self.papers]
        return known + (Decision(),) * (self.papers - len(known))


@dataclass(frozen=True, slots=True)
class Finished:
    """A table that has sorted everything and waits for a blind total that agrees."""

    known: Known
    table: Table
    agreed: asyncio.Event = field(default_factory=asyncio.Event)


class Room:
    """The room of one night. `visiting` units are keyed by whoever watches; `tell` hears what happens."""

    def __init__(
        self,
        night: Night,
        crew: Crew,
        visiting: frozenset[str] = frozenset(),
        tell: Callable[[str], None] = lambda words: None,
    ) -> None:
        self.night = night
        self.crew = crew
        self.visiting = visiting
        self.tell = tell
        self.verified = {
            (known.contest, box): asyncio.Event()
            for known in night.contests.values()
            for box in known.boxes
        }
        self.closed = {
            (known.contest, unit): asyncio.Event()
            for known in night.contests.values()
            for unit in known.tables
        }
        self.doubtful: asyncio.Queue[Doubtful] = asyncio.Queue()
        self.finished: asyncio.Queue[Finished] = asyncio.Queue()
        self.stacks: dict[str, Stacks] = {}
        """Where votes are transferable: the papers of each contest, as they lie."""
        self.own: set[str] = set()
        """Proposals that the room's own people are seeing through."""

    def chance(self, *what: object) -> Random:
        """The accidents of one thing: the same whenever this night is played."""
        return Random("/".join(map(str, (self.night.seed, *what))))

    def officer(self, role: str = "deputy", contest: str | None = None) -> Person:
        """The officer whom people call: by default the deputy."""
        return self.crew.of("deputy" if role == "deputy" else "returning-officer", contest)[0]

    async def together(
        self,
        first: Person,
        second: Person,
        contest: str,
        what: str,
        body: Callable[[], Awaitable[Mapping[str, Any]]],
        done: Callable[[], Awaitable[bool]],
    ) -> None:
        """Record an act that two people answer for: one proposes, the other looks and agrees.

        Raises:
            Turned: it was refused, or the figures changed each time they tried.
        """
        answer: Reply | None = None
        for number in range(1, TRIES + 1):
            said = await body()
            answer = await first.try_to(contest, f"{what}/{number}", said)
            if answer.status == 201 or await done():
                return
            if not answer.recorded:
                raise Turned(said, answer)
            if not answer.awaits:
                continue
            self.own.add(answer.id)
            try:
                await second.pace.spend(SECONDS_TO_AGREE)
                if await self._agree(second, contest, answer) or await done():
                    return
                close = {"act": "declined", "to": answer.id, "reason": "the figures changed"}
                await first.try_to(contest, f"{what}/{number}/declined", close)
            finally:
                self.own.discard(answer.id)
        assert answer is not None
        raise Turned({"act": what}, answer)

    @staticmethod
    async def _agree(second: Person, contest: str, proposed: Reply) -> bool:
        """Agree to what the second person sees with their own eyes."""
        for waiting in (await second.look(contest))["agreements"]:
            if waiting["id"] == proposed.id:
                body = {"act": "agreed", "to": proposed.id, "seen": waiting["seen"]}
                said = await second.try_to(contest, f"agreed/{proposed.id}/{waiting['seen']}", body)
                return said.recorded
        return False
