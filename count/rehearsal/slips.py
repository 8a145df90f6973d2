"""The papers on a visitor's table, as text: bundles, sheets and doubtful papers that a visitor may key."""

from collections.abc import Iterator
from pathlib import Path

from count.poll.poll import Poll
from count.rehearsal.answer import Known, Mixture, Pile, Table


def write(file: Path, poll: Poll, known: Known, table: Table) -> None:
    """Write the papers of one table for whoever sits down at it."""
    file.write_text("\n".join(_lines(poll, known, table)) + "\n", encoding="utf-8")


def _lines(poll: Poll, known: Known, table: Table) -> Iterator[str]:
    names = {c.candidate: c.display_name for c in poll.candidates[known.contest]}
    unit = poll.units[table.unit]
    yield f"{unit.name} ({unit.unit}): {poll.contest(known.contest).name}"
    yield f"{table.papers} papers are brought to this table: {_boxes(table)}."
    yield ""
    yield "Key any of it, rightly or wrongly: the others in the hall will find out."
    yield ""
    for pile in table.piles:
        yield _pile(pile, names)
    for sheet in table.sheets:
        yield _sheet(sheet, names)
    if table.doubtful:
        yield f"{len(table.doubtful)} doubtful papers: take them to the adjudicator."


def _boxes(table: Table) -> str:
    return ", ".join(f"{papers} of {box}" for box, papers in table.brought.items())


def _pile(pile: Pile, names: dict[str, str]) -> str:
    who = " + ".join(names[candidate] for candidate in pile.candidates)
    return f"{pile.slip:<10} {pile.papers:>4} papers  {who}"


def _sheet(sheet: Mixture, names: dict[str, str]) -> str:
    votes = ", ".join(f"{names[c]} {n}" for c, n in sheet.votes.items())
    return f"{sheet.serial:<10} {sheet.papers:>4} papers  {votes}; unused {sheet.unused}"
