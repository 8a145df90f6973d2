"""`counthall demo`: a hall at work on this machine, to watch and to join in."""

import asyncio
import contextlib
import signal
import socket
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import httpx

from count.access.credentials import Credentials
from count.formats import poll_folder
from count.ledger.chain import Tampered
from count.poll.poll import Person, Poll
from count.poll.roles import Visitor
from count.rehearsal import poll as polls
from count.rehearsal import slips
from count.rehearsal.evening import play, seats, why
from count.rehearsal.house import served
from count.rehearsal.night import cannot_play, night
from count.rehearsal.people import crew, workers
from count.rehearsal.room import Room
from count.rehearsal.visitors import attend
from count.storage.database import FILE, HallInUse, HallNotFound
from count.storage.hall_directory import HallDirectory
from count.web.server import listen

SEED = 1832
"""The same night every time: whoever watches it twice can look at something else."""
HOST = "127.0.0.1"
_GUESTS = ("verification", "adjudicator", "results", "deputy", "observer", "screen")
"""Roles whose last listed person is left to visitors. The returning officer is only one person."""


def run(port: int, speed: float, data: Path | None) -> int:
    """Run the demonstration until Ctrl-C; gives the exit code.

    A hall that `data` holds is gone on with, where it is a rehearsal; without `data` all is gone afterwards.
    """
    if speed <= 0:
        return _sorry("--speed must be more than 0.")
    try:
        listening = listen(HOST, port)
    except OSError as fault:
        return _sorry(
            f"Port {port} cannot be used: {fault.strerror}. "
            "End what uses it, or choose another port with --port."
        )
    with listening, contextlib.ExitStack() as stack:
        where = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="counthall-")))
        try:
            hall_directory = _premises(where)
        except (HallNotFound, HallInUse, OSError) as fault:
            return _sorry(f"{fault}.")
        real = (
            []
            if hall_directory.rehearsal
            else ["it is a real hall, and a demonstration makes figures up"]
        )
        if faults := real or cannot_play(hall_directory.poll):
            hall_directory.close()
            return _sorry(f"{where} cannot be played: {'; '.join(faults)}.")
        try:
            asyncio.run(_demonstrate(hall_directory, listening, speed, where))
        except Tampered as fault:
            return _sorry(f"The ledger was tampered with. {fault}.", 1)
    return 0


def _sorry(words: str, code: int = 2) -> int:
    print(words, file=sys.stderr)
    return code


def _premises(where: Path) -> HallDirectory:
    """The hall that is there, or a new one for a synthetic poll."""
    if (where / FILE).exists():
        return HallDirectory.open(where)
    reading = poll_folder.read(polls.write(where / "poll", SEED))
    assert reading.poll is not None, reading.faults
    return HallDirectory.make(where, reading.poll, rehearsal=True)


async def _demonstrate(
    hall_directory: HallDirectory, listening: socket.socket, speed: float, where: Path
) -> None:
    loop = asyncio.get_running_loop()
    here = asyncio.current_task()
    assert here is not None
    stopped = False

    def stop() -> None:
        nonlocal stopped
        stopped = True
        here.cancel()

    # Not the loop's own handlers: Windows has none.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))
    try:
        async with served(hall_directory, listening) as credentials:
            address = f"http://{HOST}:{listening.getsockname()[1]}"
            async with httpx.AsyncClient(base_url=address, timeout=30) as client:
                await _evening(hall_directory.poll, credentials, client, address, speed, where)
    except asyncio.CancelledError:
        if not stopped:
            raise
        print("\nThe demonstration has ended.")


async def _evening(
    poll: Poll,
    credentials: Credentials,
    client: httpx.AsyncClient,
    address: str,
    speed: float,
    where: Path,
) -> None:
    """Seat everybody, say where to look, and play until the last declaration."""
    visiting = visiting_units(poll)
    guests = [person for role in _GUESTS for person in _last(poll, role)]
    resting = [*guests, *(p for unit in visiting for p in _last(poll, "supervisor", unit))]
    known = night(poll, SEED, visiting)
    everybody = workers(poll, guests)
    room = Room(
        known, crew(poll, everybody, credentials.issue_token, client, SEED, speed), visiting, print
    )
    seated = seats(room)
    for seat in seated:
        if seat.table.unit in visiting:
            slips.write(where / f"papers-{seat.table.unit}.txt", poll, seat.known, seat.table)
    officer = [p for p in poll.people if p.role == "returning-officer"][:1]
    # Roles that nobody in the room has, so that there is a code for each.
    idle = [Person(name=f"Visiting {role}", role=role) for role in ("administrator", "collator")]
    _poster(
        poll,
        credentials,
        [*officer, *resting, *idle],
        address,
        speed,
        [where / f"papers-{u}.txt" for u in visiting],
    )
    try:
        await play(room, seated, attend(room, seated), give_up=float("inf"))
    except ExceptionGroup as group:
        print(f"The simulated people stopped: {why(group)}")
        print("The hall stays open: Ctrl-C ends it.", flush=True)
    else:
        print("Everything is declared. The boards stay open: Ctrl-C ends it.", flush=True)
    await asyncio.Event().wait()


def visiting_units(poll: Poll) -> frozenset[str]:
    """The units left to visitors: the last of a contest with one seat, and of one with several."""
    units: dict[bool, str] = {}
    for contest in poll.contests:
        several = len(poll.units_of[contest.id]) > 1 and not contest.uncontested
        alone = [u.unit for u in poll.units_of[contest.id] if len(u.contests) == 1]
        if several and alone:
            units.setdefault(contest.seats > 1, alone[-1])
    return frozenset(units.values())


def _last(poll: Poll, role: str, unit: str = "") -> list[Person]:
    """The last listed person of a role; nobody where the room needs all of them."""
    listed = [p for p in poll.people if p.role == role and p.unit == unit]
    return listed[-1:] if unit or len(listed) > 1 or role in ("observer", "screen") else []


def _poster(
    poll: Poll,
    credentials: Credentials,
    people: Iterable[Person],
    address: str,
    speed: float,
    papers: list[Path],
) -> None:
    """Say where to look and who may come in."""
    print(f"\n  {poll.facts.name}\n  A rehearsal at {speed:g} times real speed, on {address}\n")
    print(f"  Sign in at {address}/sign-in\n")
    for person in people:
        visitor = Visitor(person.name, person.role, person.unit or None, person.contest or None)  # type: ignore[arg-type]
        role = f"{person.role} {person.unit}".strip()
        print(f"    {role:<20} {person.name:<32} {credentials.issue_code(visitor)}")
    print("\n  Boards, once signed in:\n")
    for board in ("verification", "progress", *(f"result-{c}" for c in poll.contest_ids)):
        print(f"    {address}/boards/{board}")
    if papers:
        print("\n  Tables left to you, and what lies on them (or they are counted in the end):\n")
        for file in sorted(papers):
            print(f"    {file}")
    print("\n  Ctrl-C ends the demonstration.\n", flush=True)
