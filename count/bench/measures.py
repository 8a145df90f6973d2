"""Measurements of the hall: each figure with the machine's own limit, timed in turns."""

import asyncio
import gc
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any, Literal
from uuid import uuid4

import numpy as np

from count.bench.big_hall import big_hall, big_poll, entries
from count.hall.hall import Hall
from count.ledger import acts, store
from count.ledger.fold import fold
from count.poll.roles import Visitor
from count.storage.hall_directory import HallDirectory
from count.storage.system_calls import sync
from tally_core import kernels
from verification.account import Account, work_out
from verification.reconcile import BoxLine, reconcile
from verification.whole_hall import Boxes, HallPiles, Moves
from verification.whole_hall import work_out as work_out_hall


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured: the median, and the machine's limit for the least of it, each in its unit.

    `target` is what the median must stay below, or above for acts in a second; 0 for none.
    """

    figure: str
    what: str
    median: float
    unit: str
    limit: float
    limit_unit: str
    limit_is: str
    target: float = 0
    compared: Literal["<", ">"] = "<"
    per_round: float = 0
    """Where the median is a rate: the time of one round, in the limit's unit."""

    @property
    def ratio(self) -> float:
        """The time of one round as a multiple of the limit."""
        return (self.per_round or self.median) / self.limit if self.limit else 0

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if not self.target:
            return None
        return self.median < self.target if self.compared == "<" else self.median > self.target


def in_turns(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The median seconds of each, all measured in turns with the collector at rest."""
    took: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        for work, of in zip(works, took, strict=True):
            begun = time.perf_counter()
            work()
            of.append(time.perf_counter() - begun)
        gc.enable()
    return [median(of) for of in took]


def refold(many: int, rounds: int) -> Figure:
    """One contest folded again from its acts, as after each strike, and its figures worked out."""
    poll = big_poll()
    contest = poll.contests[0]
    acts_of = list(entries(poll, contest.id, many))
    bundles = [entry.act for entry in acts_of if isinstance(entry.act, acts.Bundle)]

    def again() -> None:
        fold(poll, contest, acts_of).figures()

    def only_add() -> None:
        papers = 0
        for bundle in bundles:
            papers += bundle.papers

    again()
    took, limit = in_turns(rounds, again, only_add)
    return Figure(
        "refold",
        f"a contest of {len(acts_of):,} acts folded again",
        took * 1e3,
        "ms",
        limit * 1e3,
        "ms",
        "a loop that only adds the papers",
        target=10,
    )


def opening(where: Path, many: int, lines: int, contests: int, rounds: int) -> Figure:
    """A large hall opened: every digest followed, every act read, every contest folded."""
    hall_directory = big_hall(where, many, lines, contests)

    def open_it() -> None:
        Hall(hall_directory)

    def only_read() -> None:
        head = b""
        with hall_directory.database.reading() as connection:
            for row in store.rows(connection):
                head = sha256(head + row.nonce + row.body).digest()

    took, limit = in_turns(rounds, open_it, only_read)
    recorded = Hall(hall_directory).chain.seq
    hall_directory.close()
    return Figure(
        "opening",
        f"a hall of {lines} lines, {recorded:,} acts opened",
        took,
        "s",
        limit,
        "s",
        "reading and hashing the rows once",
        target=3,
    )


def piles(moves: int, rounds: int) -> Figure:
    """The kernel that moves papers between piles, over everything a large hall moves in a night."""
    piles = 5_000
    random = np.random.default_rng(1)
    source, target = random.integers(0, piles, (2, moves))
    papers = random.integers(1, 100, moves)
    held = np.zeros(piles, dtype=np.int64)
    columns = np.stack((source, target, papers))
    copied = np.zeros_like(columns)
    kernels.piles(source, target, papers, held)
    took, limit = in_turns(
        rounds,
        lambda: kernels.piles(source, target, papers, held),
        lambda: np.copyto(copied, columns),
    )
    return Figure(
        "piles",
        f"{moves:,} moves between {piles:,} piles",
        took * 1e3,
        "ms",
        limit * 1e3,
        "ms",
        "copying the same bytes",
    )


def verification(lines: int, rounds: int) -> Iterator[Figure]:
    """Every account of a hall worked out and every box reconciled: the kernels, and from values to values."""
    starts = np.arange(lines + 1)
    ranges = np.tile(np.array([1, 1000]), (lines, 1))
    account = np.tile(np.array([[600], [398], [2], [398], [2], [0], [600]]), (1, lines))
    boxes = np.tile(np.array([[600], [600], [0], [0], [0], [600]]), (1, lines))
    groups = np.stack((np.arange(lines) % 75, np.arange(lines) // 2, np.zeros(lines, np.int64)))
    into, found = np.zeros((5, lines), np.int64), np.zeros((3, lines), np.int64)
    sums = np.zeros((kernels.SUM_ROWS, lines + 75), np.int64)
    columns = np.concatenate((ranges.T, account, boxes, groups, into, found))
    copied = np.zeros_like(columns)

    def compiled() -> None:
        kernels.accounts(starts, ranges, account, into)
        kernels.reconcile(groups, boxes, found, sums)

    stated = [Account(stated=600, ranges=((1, 1000),), unused=398, spoilt=2)] * lines
    counted = [600] * lines
    of_box = [
        BoxLine(contest=n % 75, box=n, place=n // 2, expected=600, counted=600, verified=600)
        for n in range(lines)
    ]

    def from_values() -> None:
        work_out(stated, counted)
        reconcile(of_box, 75)

    compiled()
    from_values()
    took, whole, limit = in_turns(rounds, compiled, from_values, lambda: np.copyto(copied, columns))
    what = f"{lines} accounts and boxes"
    for name, words, seconds in (
        ("verification", "compiled", took),
        ("statement", "from values", whole),
    ):
        copying = "copying the same figures"
        yield Figure(name, f"{what}, {words}", seconds * 1e6, "µs", limit * 1e6, "µs", copying)


def whole_hall(lines: int, contests: int, moves: int, rounds: int) -> Figure:
    """Accounts, boxes, strays, piles and reconciliation of every contest in one call, from columns."""
    random = np.random.default_rng(2)
    number = np.arange(lines)
    nothing = np.zeros(lines, np.int64)
    boxes = Boxes(
        contest=number % contests,
        place=number // 2,
        starts=np.arange(lines + 1),
        ranges=np.tile(np.array([1, 1000]), (lines, 1)),
        account=np.tile(np.array([[600], [398], [2], [398], [2], [0]]), (1, lines)),
        counted=nothing + 600,
        handed_over=nothing,
        verified=nothing + 600,
    )
    strays = Moves(number, np.roll(number, 1), random.integers(0, 3, lines))
    # The piles of a contest are so far apart as there are contests, and papers stay within it.
    heaps = 66
    piles = HallPiles(
        np.arange(heaps * contests) % contests, np.arange(heaps * contests) // contests % 7, kinds=7
    )
    within = random.integers(0, contests, moves)
    source, target = within + contests * random.integers(0, heaps, (2, moves))
    carried = Moves(source, target, random.integers(1, 100, moves))
    columns = np.stack((carried.source, carried.target, carried.papers))
    copied = np.zeros_like(columns)
    work_out_hall(boxes, strays, piles, carried, contests)
    took, limit = in_turns(
        rounds,
        lambda: work_out_hall(boxes, strays, piles, carried, contests),
        lambda: np.copyto(copied, columns),
    )
    return Figure(
        "whole-hall",
        f"{lines} lines, {moves:,} moves, checked, in one call",
        took * 1e3,
        "ms",
        limit * 1e3,
        "ms",
        "copying the bytes of the moves",
    )


def durable(where: Path, waiting: Iterable[int], rounds: int) -> Iterator[Figure]:
    """Acts recorded and durable in a second, while so many wait at a time."""
    poll = big_poll(lines=4, contests=2)
    for many in waiting:
        hall_directory = HallDirectory.make(where / str(many), poll, rehearsal=True)
        round_took, sync_took = asyncio.run(_record_in_rounds(hall_directory, many, rounds))
        yield Figure(
            f"durable-{many}",
            f"acts recorded, {many} waiting",
            many / round_took,
            "/s",
            sync_took * 1e3,
            "ms",
            "one fdatasync of 4 KiB",
            per_round=round_took * 1e3,
        )


async def _record_in_rounds(
    hall_directory: HallDirectory, many: int, rounds: int
) -> tuple[float, float]:
    """Median seconds of a round of so many acts, and of one sync on the same disk."""
    hall = Hall(hall_directory)
    await hall.open()
    contest = hall_directory.poll.contests[0].id
    officer = Visitor("Bench", "deputy")
    unit = hall_directory.poll.units_of[contest][0].unit

    async def record(body: dict[str, Any]) -> None:
        await hall.record(officer, contest, {"id": str(uuid4()), **body})

    for body in _ready(hall_directory, contest, unit):
        await record(body)
    bundle = {"act": "bundle", "unit": unit, "candidate": "n1", "papers": 25}
    of_round, of_sync = [], []
    with tempfile.NamedTemporaryFile(dir=hall_directory.database.directory) as file:
        for _ in range(rounds):
            begun = time.perf_counter()
            os.write(file.fileno(), bytes(4096))
            sync(file.fileno())
            of_sync.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            await asyncio.gather(*(record(bundle) for _ in range(many)))
            of_round.append(time.perf_counter() - begun)
    await hall.close()
    await asyncio.to_thread(hall_directory.close)
    return median(of_round), median(of_sync)


def _ready(hall_directory: HallDirectory, contest: str, unit: str) -> Iterator[dict[str, Any]]:
    """Acts that are recorded before the first bundle can be."""
    for box in hall_directory.poll.boxes_of[contest]:
        yield {"act": "account", "box": box.box, "stated": 1_000_000}
        yield {"act": "box-verified", "box": box.box, "papers": 1_000_000}
    boxes = [box.box for box in hall_directory.poll.boxes_of[contest]]
    yield {"act": "mixed", "unit": unit, "boxes": boxes}
