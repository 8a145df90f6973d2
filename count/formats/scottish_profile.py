"""Preference profiles of Scottish council wards: as CSV, and in the form kept at Heriot-Watt University.

CSV (the collection scot-elex):

    10,4,                                   candidates, seats
    126,1,3,                                126 papers that prefer candidate 1, then 3
    "Candidate 1","Jane Roe","Party (P)",   every candidate, in order
    "Ward 4",                               the ward, last

Heriot-Watt:

    Ward 4                                  the ward
    4 10 1352                               seats, candidates, lines of papers
    Jane Roe,Party                          every candidate, in order
    126 1 3 0                               the papers; the 0 at the end may be left out
    0                                       the end

Parties are not kept. Councils also publish the profile as BLT, with blanks or commas: see `blt`.
"""

import csv
from collections.abc import Iterator

from count.formats.election import BadLine, Election, Faults
from count.formats.rankings import (
    START,
    Place,
    RankingLine,
    cells_of,
    group_of,
    lines_from,
    lines_left,
    read_head,
    whole,
)
from tally_core.kernels import MOST_PAPERS
from tally_core.paper_lines import PaperLines
from tally_core.papers import MOST_CANDIDATES, Papers

FAST_FROM = 200_000
"""In bytes. A smaller file is read before the fast way is even loaded."""


def read_csv(data: bytes) -> Election:
    """Read the CSV form, of UTF-8. Raises NotRead with every fault in it."""
    faults = Faults()
    candidates, seats, place = read_head(data, faults)
    found, place = _papers(data, place, candidates, faults)
    names: list[str] = []
    title = None
    for line in _written(data, place):
        place = line.after
        row = [cell.strip(' "') for cell in next(csv.reader([line.text]))]
        number = len(names) + 1
        if number <= candidates:
            name = row[1] if len(row) > 1 and row[0] == f"Candidate {number}" else ""
            if not name:
                wanted = f"“Candidate {number}”, the name and the party, in quotes"
                faults.misread(line.number, line.text, BadLine("not the next candidate", wanted))
            names.append(name)
        elif title is None:
            title = ", ".join(cell for cell in row if cell)
        else:
            fault = BadLine("something after the ward", "the ward in the last line")
            faults.misread(line.number, line.text, fault)
    if title is None:
        wanted = f"{candidates} candidates and the ward"
        faults.add(place.line, f"the file ends after {len(names)} candidates", wanted)
    faults.refuse()
    return Election(title or "", tuple(names), seats, found)


def _papers(data: bytes, place: Place, candidates: int, faults: Faults) -> tuple[Papers, Place]:
    """The papers, and where the line after them begins."""
    found = PaperLines(data, place.at, candidates, zero=False)
    for line in lines_left(data, place, found, fast=len(data) >= FAST_FROM):
        if _names_begin(line.text):
            faults.refuse()
            return found.papers(), line.place
        cells = cells_of(line.text)
        if cells:
            _add(found, cells, candidates, line, faults)
    end = place.line + data.count(b"\n", place.at)
    faults.add(end, "the file ends after 0 candidates", f"{candidates} candidates and the ward")
    raise faults.refusal()


def _names_begin(text: str) -> bool:
    return text.lstrip(' "').startswith("Candidate")


def _add(
    found: PaperLines, cells: list[str], candidates: int, line: RankingLine, faults: Faults
) -> None:
    try:
        if len(cells) == 1:
            raise BadLine("no preference", "a number of papers, then preferences")
        found.add(*group_of(cells, candidates))
    except BadLine as fault:
        faults.misread(line.number, line.text, fault)


def _written(data: bytes, place: Place) -> Iterator[RankingLine]:
    """The lines from here on that have anything in them."""
    return (line for line in lines_from(data, place) if line.text.strip(" \t,"))


def read_heriot_watt(data: bytes) -> Election:
    """Read the Heriot-Watt form, of UTF-8. Raises NotRead with every fault in it."""
    faults = Faults()
    lines = list(_written(data, START))
    title = lines[0].text.strip(' \t,"')
    seats, candidates, count = _counts(lines[1], faults)
    named, voted = lines[2 : 2 + candidates], lines[2 + candidates :]
    names = [_name(line, faults) for line in named]
    found = PaperLines(data, 0, candidates, zero=False)
    for line in voted[:count]:
        cells = cells_of(line.text)
        if len(cells) > 1 and cells[-1] == "0":
            cells.pop()
        _add(found, cells, candidates, line, faults)
    ends = voted[count:]
    if len(voted) < count:
        wanted = f"{candidates} candidates, then {count} lines of papers"
        faults.add(
            lines[-1].after.line, f"the file ends after {len(voted)} lines of papers", wanted
        )
    elif not ends or cells_of(ends[0].text) != ["0"] or len(ends) > 1:
        at = ends[-1].number if ends else lines[-1].after.line
        faults.add(
            at, f"something else than an end after {count} lines of papers", "0, and no more"
        )
    faults.refuse()
    return Election(title, tuple(names), seats, found.papers())


def _counts(line: RankingLine, faults: Faults) -> tuple[int, int, int]:
    """Seats, candidates and lines of papers. Raises NotRead."""
    cells = cells_of(line.text)
    try:
        if len(cells) != 3:
            raise BadLine(f"{len(cells)} cells", "seats, candidates, lines of papers")
        return (
            whole(cells[0], "the number of seats", 1, MOST_CANDIDATES),
            whole(cells[1], "the number of candidates", 1, MOST_CANDIDATES),
            whole(cells[2], "the number of lines of papers", 0, MOST_PAPERS),
        )
    except BadLine as fault:
        faults.misread(line.number, line.text, fault)
        raise faults.refusal() from None


def _name(line: RankingLine, faults: Faults) -> str:
    """A candidate's name: what stands before the last comma, which the party follows."""
    row = next(csv.reader([line.text.strip(" \t,")]))
    name = ",".join(row[:-1] or row).strip(' "')
    if not name or name.replace(" ", "").isdigit():
        faults.misread(line.number, line.text, BadLine("no name", "a name, a comma, the party"))
    return name
