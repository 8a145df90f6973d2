"""Files of preferences counted at the command line: which rules there are, which lots, what is said.

Candidates are numbered from 1 in what is read and written here, as in the files. Those who have withdrawn
take no part in the count; their totals are 0 at every stage.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

import numpy as np

from count.formats import lots_file, preference_file
from count.formats.election import Election, UnreadableFile
from count.formats.lots_file import WrittenLot
from count.law.systems import VotingSystem, find, tally_names
from count.tally import table
from count.tally.result import Tally, TallyCount
from count.tally.rules import file_rule, with_last_transfer
from tally_core.outcome import Lot, LotNeeded, LotNotAsked
from tally_core.papers import Papers

NO, BAD_INPUT = 1, 2
"""Exit codes: somebody must draw a lot first; something cannot be read."""


class BadOrder(ValueError):
    """An order that cannot be carried out, in plain words."""


@dataclass(slots=True)
class Order:
    """An order for every file. lots: those not used yet, in the order drawn."""

    system: VotingSystem
    seats: int | None
    lots: list[WrittenLot]
    last_transfer: bool = False
    margin: bool = False


def order(
    rules: str, seats: int | None, lots: Path | None, last_transfer: bool, margin: bool = False
) -> Order:
    """Make an order out of what was typed. Raises BadOrder."""
    system = find(rules)
    if system is None or not system.files:
        raise BadOrder(f"There are no rules called {rules}. There are {', '.join(tally_names())}.")
    if seats is not None and seats < 1:
        raise BadOrder(f"--seats {seats}: there is one seat at least.")
    if system.one_seat and seats not in (None, 1):
        raise BadOrder(f"--seats {seats}: by the rules {rules} there is one seat.")
    if last_transfer and file_rule(system).last_transfer is None:
        names = ", ".join(with_last_transfer())
        raise BadOrder(f"--last-transfer is a choice of the rules {names} only.")
    try:
        drawn = lots_file.read(lots) if lots else []
    except lots_file.BadLotsFile as fault:
        raise BadOrder(str(fault)) from None
    return Order(system, seats, drawn, last_transfer, margin)


def run(
    files: Iterable[Path],
    order: Order,
    as_json: bool,
    out: TextIO,
    err: TextIO,
    report: Path | None = None,
) -> int:
    """Count every file in the order given: what to print, and the exit code.

    A file that cannot be read or counted is explained on `err`, and the others are counted; `report` is a
    page that is written about those.
    """
    code = 0
    counted: list[Tally] = []
    for path in files:
        try:
            tally = count_election(str(path), preference_file.read(path), order)
        except UnreadableFile as fault:
            err.writelines(f"{path}: {each}\n" for each in fault.faults)
            code = BAD_INPUT
        except BadOrder as fault:
            err.write(f"{path}: {fault}.\n")
            code = BAD_INPUT
        else:
            out.write(tally.line() + "\n" if as_json else table.of(tally))
            out.flush()
            if report is not None:
                counted.append(tally)
            code = max(code, NO if isinstance(tally.answer, LotNeeded) else 0)
    if order.lots:
        left = len(order.lots)
        err.write(f"{left} of the lots {'was' if left == 1 else 'were'} not asked for.\n")
    if report is not None and counted:
        code = max(code, _write_report(report, counted, err))
    return code


def _write_report(path: Path, counted: Iterable[Tally], err: TextIO) -> int:
    """Write the page, whole or not at all: the exit code."""
    from count.tally.report import page

    part = path.with_name(path.name + ".part")
    try:
        part.write_text(page.write(map(page.part, counted)), encoding="utf-8")
        part.replace(path)
    except OSError as fault:
        err.write(f"{path} cannot be written: {fault.strerror}.\n")
        return BAD_INPUT
    finally:
        with suppress(OSError):
            part.unlink()
    return 0


def watched(files: Sequence[Path], err: TextIO) -> Iterator[Path]:
    """The files, with a bar that moves while they are counted; none for one file or off a terminal."""
    if len(files) < 2 or not err.isatty():
        yield from files
        return
    from rich.console import Console
    from rich.progress import Progress

    # Standard output belongs to the answers, and goes on untouched.
    with Progress(
        console=Console(file=err), transient=True, redirect_stdout=False, redirect_stderr=False
    ) as bar:
        yield from bar.track(files, description="Counting")


def count_election(file: str, election: Election, order: Order) -> Tally:
    """Count an election, with the lots of the order as far as they answer. Raises BadOrder."""
    seats = order.seats or (1 if order.system.one_seat else election.seats)
    if seats is None:
        raise BadOrder("the file does not say how many seats there are: add --seats")
    standing = tuple(
        who for who in range(len(election.candidates)) if who not in election.withdrawn
    )
    if not standing:
        raise BadOrder("every candidate has withdrawn")
    papers = _of_standing(election.papers, standing)
    rule = file_rule(order.system)
    count = (rule.last_transfer if order.last_transfer else None) or rule.count
    lots: list[Lot] = []
    while True:
        try:
            answer = count(papers, seats, lots)
        except ValueError as fault:
            raise BadOrder(str(fault)) from None
        assert not isinstance(answer, LotNotAsked), "only lots that were asked for are passed on"
        tally = Tally(file, order.system, election, seats, standing, answer)
        if isinstance(answer, TallyCount):
            margin = rule.margin(papers, seats) if order.margin else None
            return replace(tally, margin=margin)
        lot = _answering(answer, tally, order.lots)
        if lot is None:
            return tally
        lots.append(lot)


def _answering(question: LotNeeded, tally: Tally, written: list[WrittenLot]) -> Lot | None:
    """The next lot, if it was drawn among those candidates; it is used up then."""
    among = frozenset(tally.numbers(question.candidates))
    if not written or written[0].among != among or len(written[0].chosen) > question.seats:
        return None
    lot = written.pop(0)
    chosen = tuple(tally.standing.index(number - 1) for number in lot.chosen)
    return Lot(question.candidates, chosen, question.to)


def _of_standing(papers: Papers, standing: tuple[int, ...]) -> Papers:
    """The same papers with only those standing, numbered anew."""
    if len(standing) == papers.candidates:
        return papers
    number = np.full(papers.candidates, -1, dtype=np.int32)
    number[list(standing)] = np.arange(len(standing), dtype=np.int32)
    return Papers(len(standing), papers.starts, number[papers.preferences], papers.weights)
