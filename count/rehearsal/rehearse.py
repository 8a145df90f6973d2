"""`counthall rehearse`: a whole night of somebody's own poll, played from a known answer."""

import asyncio
import contextlib
import sys
from pathlib import Path

import httpx

from count.formats import poll_folder
from count.ledger.chain import Tampered
from count.poll.poll import Poll
from count.rehearsal.evening import play, seats, why
from count.rehearsal.house import served
from count.rehearsal.night import cannot_play, night
from count.rehearsal.people import crew, workers
from count.rehearsal.room import Room
from count.rehearsal.verdict import against
from count.storage.database import FILE, HallInUse, HallNotFound
from count.storage.hall_directory import HallDirectory
from count.web.server import listen

HOST = "127.0.0.1"
NO, BAD_INPUT = 1, 2
GIVE_UP = 60.0
"""Seconds without any change after which a contest is stuck."""


def run(folder: Path, data: Path, seed: int, speed: float) -> int:
    """Play the night; 0 only if every declaration equals the known answer. 2: bad input, nothing made."""
    if speed <= 0:
        return _sorry("--speed must be more than 0.", BAD_INPUT)
    reading = poll_folder.read(folder)
    for fault in (*reading.warnings, *reading.faults):
        print(fault, file=sys.stderr)
    if reading.poll is None:
        return _sorry(f"{len(reading.faults)} faults: nothing was played.", BAD_INPUT)
    if faults := cannot_play(reading.poll):
        return _sorry("This poll cannot be played:\n" + "\n".join(faults), BAD_INPUT)
    try:
        hall_directory = _premises(data, reading.poll)
    except (HallNotFound, HallInUse, OSError) as fault:
        return _sorry(f"{fault}.", BAD_INPUT)
    try:
        return asyncio.run(_rehearse(hall_directory, seed, speed))
    except Tampered as fault:
        return _sorry(f"The ledger was tampered with. {fault}.", NO)
    except KeyboardInterrupt:
        return _sorry("\nThe rehearsal was broken off. The same command goes on with it.", NO)


def _sorry(words: str, code: int) -> int:
    print(words, file=sys.stderr)
    return code


def _premises(data: Path, poll: Poll) -> HallDirectory:
    """A new hall, or the one that a rehearsal of the same poll was broken off in."""
    if not (data / FILE).exists():
        return HallDirectory.make(data, poll, rehearsal=True)
    hall_directory = HallDirectory.open(data)
    if hall_directory.rehearsal and hall_directory.poll.seal() == poll.seal():
        return hall_directory
    hall_directory.close()
    raise HallNotFound(f"{data} holds a hall that is not a rehearsal of this poll")


async def _rehearse(hall_directory: HallDirectory, seed: int, speed: float) -> int:
    poll = hall_directory.poll
    known = night(poll, seed)
    with listen(HOST, 0) as listening:
        address = f"http://{HOST}:{listening.getsockname()[1]}"
        async with (
            served(hall_directory, listening) as credentials,
            httpx.AsyncClient(base_url=address, timeout=60) as client,
        ):
            everybody = crew(poll, workers(poll), credentials.issue_token, client, seed, speed)
            room = Room(known, everybody, tell=lambda words: print(words, flush=True))
            showing = _show_progress(room) if sys.stderr.isatty() else _nothing()
            try:
                await play(room, seats(room), showing, give_up=GIVE_UP)
            except ExceptionGroup as group:
                return _sorry(f"The night stopped: {why(group)}", NO)
            return await _verdict(room)


async def _verdict(room: Room) -> int:
    """Say of every contest whether it was declared as it is known to be."""
    officer = room.officer("returning-officer")
    wrong = 0
    for contest, known in room.night.contests.items():
        differences = await against(known, officer)
        wrong += bool(differences)
        name = room.night.poll.contest(contest).name
        print(f"{name}: {'; '.join(differences) or f'as known, {known.verified:,} papers'}")
    print(
        f"{len(room.night.contests) - wrong} of {len(room.night.contests)} declarations are the known answer."
    )
    return NO if wrong else 0


async def _show_progress(room: Room) -> None:
    """One line on a terminal: boxes verified and tables closed."""
    with contextlib.suppress(asyncio.CancelledError):
        while True:
            boxes = sum(event.is_set() for event in room.verified.values())
            tables = sum(event.is_set() for event in room.closed.values())
            line = f"boxes {boxes} of {len(room.verified)}, tables {tables} of {len(room.closed)}"
            print(f"\r{line}", end="", file=sys.stderr, flush=True)
            await asyncio.sleep(0.5)


async def _nothing() -> None:
    """Show nothing, for a night that nobody watches."""
