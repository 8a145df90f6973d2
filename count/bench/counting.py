"""Measurements of counting preferences: reading, counting, the whole command, other libraries."""

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from count.bench import peers
from count.bench.elections import papers_of, write_blt
from count.bench.measures import Figure, in_turns
from count.formats import preference_file
from tally_core.outcome import Lot, LotNeeded, PreferenceCount
from tally_core.papers import Papers
from tally_core.rules import scottish_stv
from tally_core.warming import warm_preferences

SEATS, WARD_SEATS = 6, 4
PEER_SECONDS = 300
"""A library that takes longer than this is said not to have finished."""


@dataclass(frozen=True, slots=True)
class Made:
    """The elections that are counted, as papers and as files."""

    big: Papers
    ward: Papers
    big_file: Path
    ward_file: Path


def make(where: Path, number: int, candidates: int) -> Made:
    """A large election and an ordinary ward, the same each time."""
    big, ward = papers_of(number, candidates, 5), papers_of(8_520, 10, 5)
    made = Made(big, ward, where / "big.blt", where / "ward.blt")
    write_blt(made.big_file, big, SEATS)
    write_blt(made.ward_file, ward, WARD_SEATS)
    return made


def _count(papers: Papers, seats: int) -> PreferenceCount:
    """Count, with every lot falling on the first it is drawn among: small made elections have ties."""
    lots: list[Lot] = []
    while True:
        answer = scottish_stv.count(papers, seats, lots)
        if isinstance(answer, PreferenceCount):
            return answer
        assert isinstance(answer, LotNeeded), "each lot is one that was asked for"
        lots.append(Lot(answer.candidates, answer.candidates[:1], answer.to))


def counting(made: Made, rounds: int) -> Iterator[Figure]:
    """A count alone, warm, beside a copy of the arrays it reads; and reading, beside reading the bytes."""
    warm_preferences()
    for name, papers, seats in (("big", made.big, SEATS), ("ward", made.ward, WARD_SEATS)):
        took, copied = in_turns(rounds, partial(_count, papers, seats), partial(_copy, papers))
        yield Figure(
            f"count-{name}",
            f"{papers.valid:,} papers, {papers.candidates} candidates, {seats} seats counted",
            took * 1e3,
            "ms",
            copied * 1e3,
            "ms",
            "copying the papers' arrays",
        )
    data = made.big_file.read_bytes()
    read, bytes_read = in_turns(
        rounds,
        lambda: preference_file.election_in(data),
        lambda: made.big_file.read_bytes(),
    )
    yield Figure(
        "read",
        f"a BLT of {len(data) / 1e6:.0f} MB read",
        read * 1e3,
        "ms",
        bytes_read * 1e3,
        "ms",
        "reading its bytes",
    )


def _copy(papers: Papers) -> None:
    for column in (papers.starts, papers.preferences, papers.weights):
        column.copy()


def transfers(sizes: Iterable[int], rounds: int) -> Iterator[Figure]:
    """The cost of one paper's transfer, as papers grow, beside copying the bytes of that paper."""
    for size in sizes:
        # Single papers, none grouped: each transfer is one paper's.
        papers = _ungrouped(papers_of(size, 20, 7))
        moves = size + _moved(papers, _count(papers, SEATS))
        took, copied = in_turns(rounds, partial(_count, papers, SEATS), partial(_copy, papers))
        moved = papers.starts.nbytes + papers.preferences.nbytes + papers.weights.nbytes
        yield Figure(
            f"transfer-{size}",
            f"a transfer, of {moves:,} in a count of {size:,} papers",
            took / moves * 1e9,
            "ns",
            copied / size * 1e9,
            "ns",
            f"copying the {moved // size} bytes of one paper",
        )


def _moved(papers: Papers, count: PreferenceCount) -> int:
    """Papers that went from pile to pile, over all stages: followed here by their preferences alone."""
    ends, place = papers.starts[1:], papers.starts[:-1].copy()
    held = papers.preferences[place]
    takes = np.ones(papers.candidates + 1, dtype=np.bool_)
    takes[-1] = False
    moved = 0
    for stage in count.stages:
        takes[list(stage.excluded)] = False
        walking = np.flatnonzero(np.isin(held, stage.of))
        moved += len(walking)
        while len(walking):
            place[walking] += 1
            held[walking] = -1
            walking = walking[place[walking] < ends[walking]]
            held[walking] = papers.preferences[place[walking]]
            walking = walking[~takes[held[walking]]]
        takes[list(stage.elected)] = False
    return moved


def _ungrouped(papers: Papers) -> Papers:
    each = np.repeat(np.arange(papers.groups), papers.weights)
    lengths = np.diff(papers.starts)[each]
    starts = np.concatenate(([0], np.cumsum(lengths)))
    at = np.arange(int(starts[-1])) - np.repeat(starts[:-1], lengths)
    preferences = papers.preferences[np.repeat(papers.starts[:-1][each], lengths) + at]
    ones = np.ones(len(each), dtype=np.int64)
    return Papers(papers.candidates, starts.astype(np.int64), preferences, ones)


def made_wards(where: Path, number: int) -> list[Path]:
    """Files of ordinary wards, each of its own papers."""
    files = [where / f"ward-{seed}.blt" for seed in range(number)]
    for seed, path in enumerate(files):
        write_blt(path, papers_of(3_000 + 150 * seed, 5 + seed % 8, seed), 3 + seed % 2)
    return files


def wards(files: list[Path]) -> Figure:
    """Whole wards a minute in one process, each read from its file and counted."""
    warm_preferences()

    def read_and_count() -> None:
        for path in files:
            election = preference_file.read(path)
            scottish_stv.count(election.papers, election.seats or 1)

    took, only_read = in_turns(3, read_and_count, lambda: [path.read_bytes() for path in files])
    return Figure(
        "wards",
        f"wards a minute, of {len(files)} files read and counted",
        len(files) * 60 / took,
        "a minute",
        only_read,
        "s",
        "reading their bytes",
        target=2_000,
        compared=">",
        per_round=took,
    )


def commands(made: Made, rounds: int) -> Iterator[Figure]:
    """The whole command from the shell: start, imports, reading, counting, printing; beside Python alone."""
    tally = ["-c", "from count.cli import main; main()", "tally", "--rules", "scotland", "--json"]
    parts = (
        ("start-numba", "Python with numba imported", ["-c", "import numba"], 0.0),
        ("start-cli", "the command line, doing nothing", [*tally[:2], "tally", "--help"], 0.0),
        ("tally-ward", "counthall tally of one ward", [*tally, str(made.ward_file)], 1.5),
        ("tally-big", "counthall tally of a million papers", [*tally, str(made.big_file)], 1.5),
    )
    for figure, what, arguments, target in parts:
        took, bare = [], []
        for _ in range(rounds):
            took.append(_run(arguments))
            bare.append(_run(["-c", ""]))
        limit = median(bare)
        yield Figure(
            figure, what, median(took), "s", limit, "s", "Python started and ended", target=target
        )
    peak = _peak([*tally, str(made.big_file)])
    size = made.big_file.stat().st_size / 1e6
    yield Figure(
        "memory", "the most memory of that", peak, "MB", size, "MB", "the file", target=400
    )


def _run(arguments: list[str]) -> float:
    """Seconds that a Python process of our own took, ended well."""
    begun = time.perf_counter()
    process = subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=False)
    took = time.perf_counter() - begun
    assert process.returncode == 0, f"{arguments} ended with {process.returncode}"
    return took


_MEASURES = """
import resource, subprocess, sys
subprocess.run([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _peak(arguments: list[str]) -> float:
    """The most memory of a process, in megabytes.

    A small process starts it: what is begun from here would count this one's memory as its own at first.
    """
    said = subprocess.run(
        [sys.executable, "-c", _MEASURES, *arguments], capture_output=True, check=True
    )
    return int(said.stdout) / 1024


def beside_peers(made: Made, interpreter: Path, rounds: int) -> Iterator[Figure]:
    """The speed of the count alone as a multiple of each library's, on the same papers in the same run."""
    warm_preferences()
    for name, papers, seats, path, target in (
        ("big", made.big, SEATS, made.big_file, 200),
        ("ward", made.ward, WARD_SEATS, made.ward_file, 20),
    ):
        (ours,) = in_turns(rounds, partial(_count, papers, seats))
        for engine in peers.ENGINES:
            theirs = _peer(interpreter, engine, path)
            what = f"times {engine} on {papers.valid:,} papers"
            if theirs is None:
                yield Figure(f"{name}-{engine}", what, PEER_SECONDS / ours, "×", PEER_SECONDS, "s",
                             "gave up: at least", target, ">", ours)  # fmt: skip
                continue
            elected = sorted(who + 1 for who in _count(papers, seats).elected)
            same = sorted(theirs.elected) == elected
            said = f"{peers.RULES[engine]}; {'the same' if same else 'OTHER'} winners"
            yield Figure(f"{name}-{engine}", what, theirs.count / ours, "×", theirs.count, "s",
                         said, target, ">", ours)  # fmt: skip


def _peer(interpreter: Path, engine: str, path: Path) -> peers.PeerCount | None:
    try:
        ended = subprocess.run(
            [str(interpreter), peers.__file__, engine, str(path)],
            capture_output=True, text=True, timeout=PEER_SECONDS, check=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    return peers.PeerCount(**json.loads(ended.stdout.splitlines()[-1]))
