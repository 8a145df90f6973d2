"""The people of a rehearsal: each has a role, a token and a pace, and speaks to the hall only over HTTP.

An act's id follows from the seed and from what the act is about, so that an act sent again (after lost Wi-Fi,
or by a rehearsal that is taken up again) is the same act, and the hall answers what it answered before.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID, uuid5

import httpx

from count.poll.poll import Person as Listed
from count.poll.poll import Poll
from count.poll.roles import Role, Visitor

_IDS = UUID("3f1c36c2-5d0a-5f0e-9c1b-6d1e1a6f7a10")
PATIENCE = 60
"""Times an act is sent again before somebody gives up on the hall."""

Body = Mapping[str, Any]


class Turned(Exception):
    """The hall refused an act that a person had every reason to record."""

    def __init__(self, body: Body, answer: "Reply") -> None:
        super().__init__(
            f"{body.get('act')}: {answer.status} {answer.body.get('words', answer.body)}"
        )
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Reply:
    """The hall's reply to an act with this id."""

    id: str
    status: int
    body: dict[str, Any]

    @property
    def recorded(self) -> bool:
        return self.status in (200, 201, 202)

    @property
    def again(self) -> bool:
        """It was recorded before."""
        return self.status == 200

    @property
    def awaits(self) -> bool:
        return "awaits" in self.body


@dataclass(slots=True)
class Pace:
    """The pace of simulated people: `speed` times as fast as real ones."""

    speed: float
    random: Random

    async def spend(self, seconds: float) -> None:
        """Work for about so many seconds."""
        await asyncio.sleep(seconds * self.random.uniform(0.6, 1.5) / self.speed)


class Person:
    """A simulated person with a token, at a tablet or a desk."""

    def __init__(
        self, visitor: Visitor, token: str, client: httpx.AsyncClient, seed: int, pace: Pace
    ) -> None:
        self.name, self.role, self.unit = visitor.name, visitor.role, visitor.unit
        self.contest = visitor.contest
        self._head = {"Authorization": f"Bearer {token}"}
        self._client = client
        self._seed = seed
        self.pace = pace

    def id(self, contest: str | None, what: str) -> str:
        """The id of an act: the same whenever it is about the same thing."""
        return str(uuid5(_IDS, f"{self._seed}/{contest or ''}/{what}"))

    async def try_to(self, contest: str | None, what: str, body: Body) -> Reply:
        """Record an act, sending it until it is answered; whatever the answer."""
        id = self.id(contest, what)
        address = f"/api/contests/{contest}/acts" if contest else "/api/acts"
        answer = await self._ask("POST", address, {"id": id, **body})
        return Reply(id, answer.status_code, answer.json())

    async def record(self, contest: str | None, what: str, body: Body, seconds: float = 0) -> Reply:
        """Record an act and go on working for so many seconds, unless it was recorded before.

        Raises:
            Turned: the hall refused it.
        """
        answer = await self.try_to(contest, what, body)
        if not answer.recorded:
            raise Turned(body, answer)
        if not answer.again:
            await self.pace.spend(seconds)
        return answer

    async def hand_in(self, contest: str, file: bytes) -> dict[str, Any]:
        """Hand in a file of papers; gives its digest and how many papers it has."""
        answer = await self._client.put(
            f"/api/contests/{contest}/papers", content=file, headers=self._head
        )
        said: dict[str, Any] = answer.json()
        if answer.status_code != 201:
            raise Turned({"act": "papers"}, Reply("", answer.status_code, said))
        return said

    async def look(self, contest: str) -> dict[str, Any]:
        """A contest's standing, as far as this person may see it."""
        answer = await self._ask("GET", f"/api/contests/{contest}")
        standing: dict[str, Any] = answer.json()
        return standing

    async def acts_of(self, contest: str, unit: str) -> list[dict[str, Any]]:
        """The newest acts of a unit, which only its supervisor and officers may read."""
        answer = await self._ask("GET", f"/api/contests/{contest}/units/{unit}/acts")
        acts: list[dict[str, Any]] = answer.json()["acts"]
        return acts

    async def _ask(self, method: str, address: str, body: Body | None = None) -> httpx.Response:
        for wait in range(PATIENCE):
            try:
                answer = await self._client.request(method, address, json=body, headers=self._head)
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.status_code not in (429, 502, 503, 504):
                return answer
            await asyncio.sleep(min(0.05 * 2**wait, 2))
        raise TimeoutError(f"the hall does not answer {method} {address}")


@dataclass(frozen=True, slots=True)
class Crew:
    """Everybody who works at the count."""

    everybody: tuple[Person, ...]
    staff: tuple[str, ...]
    """Counting staff, who record nothing: their names stand on slips. Empty where none are listed."""

    def of(self, role: Role, contest: str | None = None, unit: str | None = None) -> list[Person]:
        """Those with a role who may work on this contest and at this unit."""
        return [
            person
            for person in self.everybody
            if person.role == role
            and (unit is None or person.unit == unit)
            and (contest is None or person.contest in (None, contest))
        ]

    def pair(self, random: Random) -> dict[str, str]:
        """The maker and the checker of a bundle, for its slip."""
        if len(self.staff) < 2:
            return {}
        made_by, checked_by = random.sample(self.staff, 2)
        return {"made_by": made_by, "checked_by": checked_by}


_LEAST: tuple[tuple[Role, int], ...] = (
    ("returning-officer", 1),
    ("deputy", 1),
    ("adjudicator", 1),
    ("results", 1),
    ("verification", 2),
)
"""What a night needs at least, whomever people.csv lists."""


def workers(poll: Poll, resting: Iterable[Listed] = ()) -> list[Visitor]:
    """People who play the night: those in people.csv, and made-up ones where it lists too few.

    `resting` ones are left to whoever watches the rehearsal.
    """
    resting = tuple(resting)
    listed = [
        Visitor(p.name, p.role, p.unit or None, p.contest or None)  # type: ignore[arg-type]
        for p in poll.people
        if p not in resting
    ]
    playing = [v for v in listed if v.role in {role for role, _ in _LEAST}]
    for role, least in _LEAST:
        everywhere = [v for v in playing if v.role == role and v.contest is None]
        for number in range(len(everywhere), least):
            playing.append(Visitor(f"Rehearsal {role} {number + 1}", role))
    for unit in poll.units:
        of_unit = [v for v in listed if v.role == "supervisor" and v.unit == unit]
        at_table = [v for v in of_unit if v.contest is None][:1]
        playing += at_table or [Visitor(f"Rehearsal supervisor {unit}", "supervisor", unit)]
    return playing


def crew(
    poll: Poll,
    visitors: Iterable[Visitor],
    issue: Callable[[Visitor], str],
    client: httpx.AsyncClient,
    seed: int,
    speed: float,
) -> Crew:
    """Give everybody a token (`issue`) and a tablet (`client`)."""
    pace = Pace(speed, Random(f"pace/{seed}"))
    everybody = tuple(Person(v, issue(v), client, seed, pace) for v in visitors)
    staff = tuple(dict.fromkeys(p.name for p in poll.people if p.role == "staff"))
    return Crew(everybody, staff)
