"""The officers of a rehearsal: they close verification, share, draw lots, declare and release."""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

from count.rehearsal.answer import Known
from count.rehearsal.people import Turned
from count.rehearsal.room import Room
from count.rehearsal.stacks import Stacks, scanned

SECONDS_TO_LOOK, SECONDS_TO_OBJECT, SECONDS_TO_SORT = 30, 240, 600


class Stuck(Exception):
    """A contest waits for something that nobody in the room is going to do."""


async def see_through(room: Room, known: Known, give_up: float) -> None:
    """One contest, from its first box to the release of its result.

    Raises:
        Stuck: its figures did not change for `give_up` seconds although everybody was done.
    """
    deputy = room.officer(contest=known.contest)
    for box in known.boxes:
        await room.verified[known.contest, box].wait()
    if known.boxes:
        await _close_verification(room, known)
    for unit in known.tables:
        if unit not in room.visiting:
            await room.closed[known.contest, unit].wait()
    await _declare(room, known, give_up)
    board = {"act": "released", "board": f"result-{known.contest}", "contest": known.contest}
    await deputy.record(None, f"released/{known.contest}", board)
    words = f"{room.night.poll.contest(known.contest).name}: the result is declared."
    await deputy.record(None, f"announced/{known.contest}", {"act": "announced", "words": words})
    room.tell(words)


async def _close_verification(room: Room, known: Known) -> None:
    deputy = room.officer(contest=known.contest)
    await deputy.pace.spend(SECONDS_TO_LOOK)
    body = {"act": "verification-closed"}
    answer = await deputy.try_to(known.contest, "verification-closed", body)
    closed = (await deputy.look(known.contest))["verification_closed"]
    if not answer.recorded and not closed:
        raise Turned(body, answer)


async def _declare(room: Room, known: Known, give_up: float) -> None:
    """Look again and again until nothing stands in the way, and take each step that is open."""
    officer = room.officer("returning-officer", known.contest)
    seen, since = "", time.monotonic()
    while True:
        standing = await officer.look(known.contest)
        if standing["state"] in ("declared", "cancelled"):
            return
        if standing["seen"] != seen:
            seen, since = standing["seen"], time.monotonic()
        blocking = {
            finding["code"]: finding["words"]
            for finding in standing["findings"]
            if finding["severity"] == "blocks" and not finding.get("overridden")
        }
        await _step(room, known, standing, set(blocking))
        if blocking and time.monotonic() - since > give_up:
            raise Stuck(f"{known.contest}: {' '.join(blocking.values())}")
        await asyncio.sleep(max(SECONDS_TO_LOOK / officer.pace.speed, 0.05))


async def _step(room: Room, known: Known, standing: Mapping[str, Any], blocking: set[str]) -> None:
    """Draw the lot, have papers sorted, state seats, share, or declare: whichever is next, if any is."""
    officer, seen = room.officer("returning-officer", known.contest), standing["seen"]
    if lot := (standing["needs"] or {}).get("lot"):
        first = sorted(lot["among"], key=known.candidates.index)[: lot.get("seats", 1)]
        body: dict[str, Any] = {
            "act": "lot",
            "among": lot["among"],
            "chosen": first,
            "to": lot["to"],
            "method": "names drawn from a hat, in view of all",
            "witnesses": [officer.name],
        }
        await officer.try_to(known.contest, f"lot/{'+'.join(lot['among'])}/{seen}", body)
    elif known.electronic and "papers-unaccounted" in blocking:
        await _read(room, known)
    elif (asked := (standing["needs"] or {}).get("papers")) and asked["of"]:
        await (_sort_parcel if known.ballots else _sort)(room, known, asked)
    elif (standing["needs"] or {}).get("seats"):
        await _state_seats(room, known, standing)
    elif blocking == {"provisional-needed"}:
        told = [candidate["name"] for candidate in standing["candidates"]]
        body = {"act": "provisional", "told": told, "seen": seen}
        answer = await officer.try_to(known.contest, f"provisional/{seen}", body)
        if answer.status == 201:
            await officer.pace.spend(SECONDS_TO_OBJECT)
    elif not blocking:
        await _declare_together(room, known)


async def _sort(room: Room, known: Known, asked: Mapping[str, Any]) -> None:
    """Every table sorts its papers of the eliminated by second preference."""
    for unit, table in known.tables.items():
        added = sum((table.seconds[first] for first in asked["of"]), Counter[str]())
        received = {candidate: added[candidate] for candidate in asked["next_for"]}
        none = added.total() - sum(received.values())
        supervisors = room.crew.of("supervisor", known.contest, unit)
        who = supervisors[0] if supervisors else room.officer(contest=known.contest)
        body = {"act": "sorted", "unit": unit, "parcel": asked["parcel"]}
        if added.total():
            what = f"{unit}/sorted/{asked['parcel']}"
            sorted_papers = {**body, "next": received, "none": none}
            await who.record(known.contest, what, sorted_papers, SECONDS_TO_SORT)


async def _sort_parcel(room: Room, known: Known, asked: Mapping[str, Any]) -> None:
    """The stacks asked for are sorted by next preference; the first table reports for all."""
    stacks = room.stacks.setdefault(known.contest, Stacks(known.ballots))
    report = stacks.sort(asked)
    unit = next(iter(known.tables))
    supervisors = room.crew.of("supervisor", known.contest, unit)
    who = supervisors[0] if supervisors else room.officer(contest=known.contest)
    body = {"act": "sorted", "unit": unit, "parcel": asked["parcel"], **report}
    await who.record(known.contest, f"sorted/{asked['parcel']}", body, SECONDS_TO_SORT)


async def _read(room: Room, known: Known) -> None:
    """Hand in what the machine read, and record that it was read."""
    desk = room.crew.of("results", known.contest)
    who = desk[0] if desk else room.officer(contest=known.contest)
    names = {
        c.candidate: f"{c.ballot_forenames} {c.ballot_surname}".strip()
        for c in room.night.poll.candidates[known.contest]
    }
    said = await who.hand_in(known.contest, scanned(known.ballots, known.seats, names))
    body = {"act": "papers-read", "file_digest": said["file_digest"], "papers": said["papers"]}
    await who.record(known.contest, f"papers-read/{said['file_digest']}", body, SECONDS_TO_SORT)


async def _state_seats(room: Room, known: Known, standing: Mapping[str, Any]) -> None:
    """State that no constituency was won: in a rehearsal nobody has."""
    lists = standing["needs"]["seats"]["candidates"]

    async def said() -> Mapping[str, Any]:
        return {"act": "constituency-seats", "seats": dict.fromkeys(lists, 0)}

    async def done() -> bool:
        look = await room.officer(contest=known.contest).look(known.contest)
        return "seats" not in (look["needs"] or {})

    first = room.officer("returning-officer", known.contest)
    second = room.officer(contest=known.contest)
    await room.together(first, second, known.contest, "constituency-seats", said, done)


async def _declare_together(room: Room, known: Known) -> None:
    officer = room.officer("returning-officer", known.contest)

    async def said() -> Mapping[str, Any]:
        return {"act": "declared", "seen": (await officer.look(known.contest))["seen"]}

    async def done() -> bool:
        return bool((await officer.look(known.contest))["state"] == "declared")

    try:
        deputy = room.officer(contest=known.contest)
        await room.together(officer, deputy, known.contest, "declared", said, done)
    except Turned as turned:
        # A visitor's act came between: the officers look again.
        if turned.answer.status != 409:
            raise
