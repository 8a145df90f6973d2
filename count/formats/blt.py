"""BLT: papers as numbers, then the candidates' names (Hill, Wichmann and Woodall, Algorithm 123).

    4 2               candidates, seats
    -3                candidate 3 has withdrawn: as many lines and numbers as there are
    12 4 1 0          12 papers that prefer candidate 4, then 1
    0                 no more papers
    "Jane Roe"        every candidate, in order
    "Ward 4"          the title

Read so as the files in use are written. Numbers stand apart by blanks, tabs or commas; commas at the
end of a line are nothing; “#” begins a comment before the names, and a line of comment among them; empty
lines are passed over. Names are quoted, with a quote in them doubled, one a line or several; or not
quoted, one a line. The title may be missing, and two more texts (source, comment) may follow it.
A preference for somebody withdrawn is left out, and the next moves up. Equal preferences (2=3) and
those left out (-) end a paper: see `rankings`. Papers are whole: no weights with a fraction.
"""

import re
from collections.abc import Iterator

from count.formats.election import BadLine, Election, Faults
from count.formats.rankings import (
    Group,
    Place,
    cells_of,
    group_of,
    lines_from,
    lines_left,
    read_head,
    whole,
    without_comment,
)
from tally_core.paper_lines import PaperLines
from tally_core.papers import Papers

FAST_FROM = 200_000
"""In bytes. A smaller file is read before the fast way is even loaded."""

_QUOTED = re.compile(r'"((?:[^"]|"")*)"[ \t,]*')
_MORE_TEXTS = 2


def read(data: bytes) -> Election:
    """Read a file of UTF-8. Raises NotRead with every fault in it."""
    faults = Faults()
    candidates, seats, place = read_head(data, faults)
    withdrawn, place = _withdrawn(data, place, candidates, faults)
    found, place = _papers(data, place, candidates, withdrawn, faults)
    names, title = _names(data, place, candidates, faults)
    faults.refuse()
    return Election(title, names, seats, found, withdrawn)


def _withdrawn(
    data: bytes, place: Place, candidates: int, faults: Faults
) -> tuple[tuple[int, ...], Place]:
    """The withdrawn candidates, from 0, and the place where the papers begin."""
    gone: set[int] = set()
    for line in lines_from(data, place):
        cells = cells_of(without_comment(line.text))
        if cells and not cells[0].startswith("-"):
            break
        place = line.after
        for cell in cells:
            try:
                if not cell.startswith("-"):
                    raise BadLine(f"{cell} has no minus", "withdrawn candidates, each with a minus")
                gone.add(whole(cell[1:], "a candidate", 1, candidates) - 1)
            except BadLine as fault:
                faults.misread(line.number, line.text, fault)
    return tuple(sorted(gone)), place


def _papers(
    data: bytes, place: Place, candidates: int, withdrawn: tuple[int, ...], faults: Faults
) -> tuple[Papers, Place]:
    """The papers, and where the line after them begins."""
    found = PaperLines(data, place.at, candidates, zero=True, withdrawn=withdrawn)
    for line in lines_left(data, place, found, fast=len(data) >= FAST_FROM):
        cells = cells_of(without_comment(line.text))
        if cells == ["0"]:
            faults.refuse()
            return found.papers(), line.after
        if line.text.lstrip().startswith('"'):
            faults.add(line.number, "the names begin", "0 alone in a line, before them")
            raise faults.refusal()
        try:
            if cells:
                found.add(*_group(cells, candidates, withdrawn))
        except BadLine as fault:
            faults.misread(line.number, line.text, fault)
    end = place.line + data.count(b"\n", place.at)
    faults.add(end, "the file ends among the papers", "0 alone in a line after the last")
    raise faults.refusal()


def _group(cells: list[str], candidates: int, withdrawn: tuple[int, ...]) -> Group:
    if len(cells) == 1 or cells[-1] != "0":
        raise BadLine("the line does not end in 0", "a number of papers, preferences, 0")
    return group_of(cells[:-1], candidates, withdrawn)


def _names(
    data: bytes, place: Place, candidates: int, faults: Faults
) -> tuple[tuple[str, ...], str]:
    """The candidates' names and the title."""
    texts: list[tuple[int, str]] = []
    for line in lines_from(data, place):
        place = line.after
        try:
            texts += [(line.number, text) for text in _texts(line.text.strip(" \t,"))]
        except BadLine as fault:
            faults.misread(line.number, line.text, fault)
    names = tuple(text for _, text in texts[:candidates])
    for candidate, (number, text) in enumerate(texts[:candidates], start=1):
        if not text:
            faults.add(number, "the name is empty", f"the name of candidate {candidate}")
    if len(names) < candidates:
        wanted = f"the name of candidate {len(names) + 1} of {candidates}"
        faults.add(place.line, f"the file ends after {len(names)} names", wanted)
    for number, text in texts[candidates + 1 + _MORE_TEXTS :]:
        faults.misread(number, text, BadLine("one text more", "nothing after title and source"))
    return names, texts[candidates][1] if len(texts) > candidates else ""


def _texts(line: str) -> Iterator[str]:
    """The texts in a line: quoted ones, or one that is not quoted."""
    if not line or line.startswith("#"):
        return
    if not line.startswith('"'):
        yield line
        return
    at = 0
    while at < len(line) and line[at] != "#":
        match = _QUOTED.match(line, at)
        if match is None:
            raise BadLine("a double quote is not closed, or stands alone in a text", "it doubled")
        text = match[1].replace('""', '"').strip()
        # A text that was quoted twice over.
        yield text[1:-1].strip() if _QUOTED.fullmatch(text) else text
        at = match.end()
