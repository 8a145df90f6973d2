"""The adjudicator's desk and the results desk: doubtful papers decided, totals claimed blind."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from count.rehearsal.answer import Known, Table
from count.rehearsal.people import Person, Turned
from count.rehearsal.room import Doubtful, Room

SECONDS_TO_DECIDE, SECONDS_TO_CLAIM = 10, 90
MISCLAIMED = 0.08
"""Of tables: how often the first blind total is a slip of the pen."""


async def adjudicate(room: Room, adjudicator: Person) -> None:
    """Decide doubtful papers as they are brought, for ever."""
    while True:
        doubtful = await room.doubtful.get()
        what = f"{doubtful.table.unit}/adjudicated/{doubtful.start}"
        seconds = SECONDS_TO_DECIDE * doubtful.papers
        await adjudicator.record(doubtful.known.contest, what, decided(doubtful), seconds)
        doubtful.decided.set()


def decided(doubtful: Doubtful) -> dict[str, Any]:
    """The decisions on a batch of doubtful papers, as one act."""
    decisions = doubtful.decisions
    good = Counter(d.candidates for d in decisions if d.candidates)
    body: dict[str, Any] = {
        "act": "adjudicated",
        "unit": doubtful.table.unit,
        "good": [{"candidates": list(c), "papers": n} for c, n in sorted(good.items())],
        "returned": sum(not d.candidates and not d.ground for d in decisions),
        "rejected": dict(sorted(Counter(d.ground for d in decisions if d.ground).items())),
    }
    if in_part := sum(d.in_part for d in decisions):
        body["in_part"] = in_part
    return body


async def claim_totals(room: Room, claimant: Person) -> None:
    """Claim the totals of finished tables, having added up their slips and seen no screen, for ever."""
    while True:
        finished = await room.finished.get()
        known, table = finished.known, finished.table
        chance = room.chance(known.contest, table.unit, "claim")
        what = f"{table.unit}/total"
        if chance.random() < MISCLAIMED:
            wrong = total(known, table, slip=1)
            await claimant.record(known.contest, f"{what}/slip", wrong, SECONDS_TO_CLAIM)
        right = total(known, table)
        answer = await claimant.record(known.contest, what, right, SECONDS_TO_CLAIM)
        if not answer.body["agrees"]:
            raise Turned(right, answer)
        finished.agreed.set()


def total(known: Known, table: Table, slip: int = 0) -> dict[str, Any]:
    """A blind total of one table, `slip` votes out."""
    votes: Mapping[str, int] = table.votes(known.candidates)
    first = known.candidates[0]
    body: dict[str, Any] = {
        "act": "unit-total",
        "unit": table.unit,
        "totals": {**votes, first: votes[first] + slip},
        "rejected": table.rejected.total(),
    }
    if known.votes_a_paper > 1:
        body["unused"] = table.unused(known.votes_a_paper)
    return body
