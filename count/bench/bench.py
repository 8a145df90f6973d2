"""`counthall bench`: how fast the hall and its core are, each against a limit measured in the same run.

A figure alone says more about the machine than about the software, so each stands beside what the machine
needs for the least that could be done: reading the same bytes, copying them, syncing once. The two are
measured in turns, and medians are given, so that a neighbour's noise falls on both.
"""

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from count.bench import counting, measures
from count.bench.measures import Figure
from tally_core.warming import warm


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of what is measured: acts refolded and opened, box lines, moves, acts waiting, rounds of each."""

    refold: int = 5_000
    acts: int = 200_000
    lines: int = 750
    contests: int = 75
    moves: int = 3_000_000
    waiting: tuple[int, ...] = (1, 32, 128)
    rounds: int = 15
    openings: int = 3
    papers: int = 1_000_000
    candidates: int = 20
    growing: tuple[int, ...] = (10_000, 100_000, 1_000_000, 10_000_000)
    wards: int = 40


def run(
    as_json: bool,
    sizes: Sizes | None = None,
    peers: Path | None = None,
    wards: Path | None = None,
) -> None:
    """Measure everything and print it: a table for people, or one JSON object.

    peers: the interpreter of an environment with other libraries, to be measured beside them. wards: a
    folder of preference files to be counted one after the other; made ones without it.
    """
    machine = _machine()
    if not as_json:
        print(f"{machine['processor']}, {machine['cores']} cores, Python {machine['python']}")
        print(f"{'':<44}{'median':>12}  {'limit':>12}  {'ratio':>7}  target")
    figures = []
    for figure in measure(sizes or Sizes(), peers, wards):
        figures.append(figure)
        if not as_json:
            print(_line(figure), flush=True)
    if as_json:
        said = {"machine": machine, "figures": [_said(figure) for figure in figures]}
        sys.stdout.write(orjson.dumps(said, option=orjson.OPT_INDENT_2).decode() + "\n")


def measure(sizes: Sizes, peers: Path | None = None, wards: Path | None = None) -> Iterator[Figure]:
    """Every figure, one after the other; the halls they need are made where temporary files are (TMPDIR)."""
    warm()
    with tempfile.TemporaryDirectory(prefix="counthall-bench-") as directory:
        where = Path(directory)
        yield measures.refold(sizes.refold, sizes.rounds)
        yield measures.opening(
            where / "big", sizes.acts, sizes.lines, sizes.contests, sizes.openings
        )
        yield measures.piles(sizes.moves, sizes.rounds)
        yield measures.whole_hall(sizes.lines, sizes.contests, sizes.moves, sizes.rounds)
        yield from measures.verification(sizes.lines, sizes.rounds)
        yield from measures.durable(where / "small", sizes.waiting, sizes.rounds)
        made = counting.make(where, sizes.papers, sizes.candidates)
        yield from counting.counting(made, sizes.rounds)
        yield from counting.transfers(sizes.growing, 3)
        yield counting.wards(
            sorted(wards.glob("*.blt")) if wards else counting.made_wards(where, sizes.wards)
        )
        yield from counting.commands(made, sizes.openings)
        if peers is not None:
            yield from counting.beside_peers(made, peers, sizes.rounds)


def _machine() -> dict[str, str | int]:
    """The machine that this was measured on."""
    return {
        "processor": _processor(),
        "system": f"{platform.system()} {platform.release()}",
        "cores": os.cpu_count() or 1,
        "python": platform.python_version(),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _said(figure: Figure) -> dict[str, object]:
    said = {**asdict(figure), "ratio": figure.ratio, "met": figure.met}
    return {name: _rounded(value) for name, value in said.items()}


def _rounded(value: object) -> object:
    """Round to four figures: more would be noise."""
    return float(f"{value:.4g}") if isinstance(value, float) else value


def _line(figure: Figure) -> str:
    target = f"{figure.compared} {figure.target:g} {figure.unit}" if figure.target else ""
    met = {True: "met", False: "MISSED", None: ""}[figure.met]
    value, limit = f"{figure.median:,.3g} {figure.unit}", f"{figure.limit:,.3g} {figure.limit_unit}"
    return (
        f"{figure.what:<44}{value:>12}  {limit:>12}  {figure.ratio:>7.1f}  {target} {met}".rstrip()
    )
