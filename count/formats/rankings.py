"""Lines of papers read one by one: slower than `tally_core.paper_lines`, and says what is wrong.

A ranking may hold two marks that BLT has for papers which are not marked 1, 2, 3 ...: “2=3” for
candidates ranked equally, “-” for a preference left out. British rules for the single transferable
vote call a paper non-transferable where the next names are marked equal or where a number is
missing (Scottish Local Government Elections Order 2011, SSI 2011/399 Sch. 1, and Electoral Law Act
(NI) 1962 Sch. 5, in the definition of that word): so a ranking ends there, what stands before
counts, and a paper with nothing before it has no first preference and is not valid. What stands
behind must be well formed all the same.
"""

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from count.formats.election import BadLine, Faults
from count.poll.names import shown
from tally_core.kernels import MOST_PAPERS
from tally_core.paper_lines import PaperLines
from tally_core.papers import MOST_CANDIDATES

_APART = re.compile(r"[ \t]*,[ \t]*|[ \t]+")

Group = tuple[int, tuple[int, ...]]


class Place(NamedTuple):
    """A place in a file: the number of a line and its first byte."""

    line: int
    at: int


START = Place(1, 0)


class RankingLine(NamedTuple):
    """A line, where it stands, and where the next one does."""

    text: str
    place: Place
    after: Place

    @property
    def number(self) -> int:
        return self.place.line


def lines_from(data: bytes, place: Place) -> Iterator[RankingLine]:
    """The lines from here on."""
    while place.at < len(data):
        end = data.find(b"\n", place.at)
        end = len(data) if end < 0 else end
        after = Place(place.line + 1, min(end + 1, len(data)))
        yield RankingLine(data[place.at : end].decode(errors="replace").rstrip("\r"), place, after)
        place = after


def lines_left(
    data: bytes, place: Place, found: PaperLines, *, fast: bool
) -> Iterator[RankingLine]:
    """The lines from here on that `found` did not read itself: all of them, if it is not to be fast."""
    while True:
        found.at = place.at
        if fast:
            found.read_on()
        place = Place(place.line + data.count(b"\n", place.at, found.at), found.at)
        line = next(lines_from(data, place), None)
        if line is None:
            return
        yield line
        place = line.after


def cells_of(line: str) -> list[str]:
    """The cells of a line, apart by blanks or commas; commas at the end are nothing."""
    line = line.strip(" \t,") if not line.lstrip().startswith(",") else line.rstrip(" \t,")
    return _APART.split(line) if line else []


def whole(cell: str, what: str, least: int, most: int) -> int:
    """A number in digits. Raises Misread."""
    if not (cell.isascii() and cell.isdigit()):
        words = f"{shown(cell)} is no number" if cell else "a cell is empty"
        raise BadLine(words, f"{what}, in digits")
    number = int(cell[:20])
    if len(cell) > 20 or not least <= number <= most:
        raise BadLine(f"{shown(cell)} is not {what}", f"a number from {least} to {most}")
    return number


def head_of(line: str) -> tuple[int, int]:
    """Candidates and seats of a first line. Raises Misread."""
    cells = cells_of(line)
    if len(cells) != 2:
        raise BadLine(f"{len(cells)} cells", "the number of candidates and the number of seats")
    return (
        whole(cells[0], "the number of candidates", 1, MOST_CANDIDATES),
        whole(cells[1], "the number of seats", 1, MOST_CANDIDATES),
    )


def group_of(cells: Sequence[str], candidates: int, withdrawn: Container[int] = ()) -> Group:
    """Read a line as papers and their preferences from 0; cells hold no closing 0. Raises BadLine."""
    if not cells:
        raise BadLine("nothing", "a number of papers, then preferences")
    papers = whole(cells[0], "how many papers", 1, MOST_PAPERS)
    ranked: list[int] = []
    seen: set[int] = set()
    ended = False
    for cell in cells[1:]:
        if cell == "-":
            ended = True
            continue
        equal = [whole(part, "a candidate", 1, candidates) - 1 for part in cell.split("=")]
        ended = ended or len(equal) > 1
        for candidate in equal:
            if candidate in seen:
                raise BadLine(f"names candidate {candidate + 1} twice", "each once")
            seen.add(candidate)
        if not ended:
            ranked += equal
    return papers, tuple(who for who in ranked if who not in withdrawn)


def without_comment(line: str) -> str:
    """A line of numbers up to the “#” that begins a comment."""
    return line.partition("#")[0]


def read_head(data: bytes, faults: Faults) -> tuple[int, int, Place]:
    """Candidates, seats, and where the line after them begins.

    Lines that are empty or comments may come before. Raises NotRead.
    """
    for line in lines_from(data, START):
        text = without_comment(line.text)
        if not text.strip(" \t,"):
            continue
        try:
            return *head_of(text), line.after
        except BadLine as fault:
            faults.misread(line.number, line.text, fault)
            raise faults.refusal() from None
    faults.add(None, "The file is empty", "the number of candidates and the number of seats")
    raise faults.refusal()
