"""The screens on the walls: websockets held in one process, each noting when it got which frame.

Run as a process of its own, so that what the tablets do is not in its figures. The order comes as one
line of JSON on standard input; `ready` is said when every screen is on; the end of the input ends it,
also when whoever started it is gone.
"""

import asyncio
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import websockets

from loadtests.hall import PATIENCE, HallNotFound, bearer, stop
from loadtests.verdict import Frame

SEQ = re.compile(rb'"seq":(\d+)')
BEFORE_THE_PICTURE = 200
"""A frame begins with its board, epoch and seq: no more of it is looked at, so that looking takes no time."""

SETTLING = 2
"""Seconds in which the last frames may still come."""


class Wall:
    """The screens as whoever plays the night sees them."""

    def __init__(self, process: "subprocess.Popen[str]", notes: Path) -> None:
        self._process = process
        self._notes = notes

    def noted(self) -> list[list[Frame]]:
        """End it; what each screen that was there to the end has noted."""
        time.sleep(SETTLING)
        self._process.communicate(timeout=PATIENCE)
        if self._process.returncode:
            raise HallNotFound("The screens ended with a fault.")
        screens = json.loads(self._notes.read_text())
        return [[Frame(seq, at) for seq, at in frames] for frames in screens]


@contextmanager
def screens(count: int, address: str, token: str, folder: Path) -> Iterator[Wall]:
    """So many screens on the progress board; when this yields, all of them show something."""
    notes = folder / "screens.json"
    order = {
        "count": count,
        "address": address.replace("http://", "ws://") + "/live/progress",
        "token": token,
        "notes": str(notes),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "loadtests.screens"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        if process.stdout.readline().strip() != "ready":
            raise HallNotFound("The screens did not come on.")
        yield Wall(process, notes)
    finally:
        stop(process)


async def _screen(
    address: str, token: str, noted: list[tuple[int, int]], on: asyncio.Event
) -> None:
    """One screen: note the place and the time of every frame."""
    async with websockets.connect(
        address,
        additional_headers=bearer(token),
        compression=None,
        max_queue=None,
        ping_interval=None,
        proxy=None,
    ) as live:
        while True:
            message = await live.recv(decode=False)
            at = time.monotonic_ns()
            seq = SEQ.search(message, 0, BEFORE_THE_PICTURE)
            if seq is not None:
                noted.append((int(seq[1]), at))
                on.set()


async def _hold(count: int, address: str, token: str) -> list[list[tuple[int, int]]]:
    noted: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    on = [asyncio.Event() for _ in range(count)]
    tasks = [asyncio.create_task(_screen(address, token, noted[n], on[n])) for n in range(count)]
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(event.wait() for event in on))
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    still_on = [frames for frames, task in zip(noted, tasks, strict=True) if not task.done()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return still_on


def main() -> None:
    """Hold the screens that are ordered on standard input."""
    order = json.loads(sys.stdin.readline())
    noted = asyncio.run(_hold(order["count"], order["address"], order["token"]))
    Path(order["notes"]).write_text(json.dumps(noted))


if __name__ == "__main__":
    main()
