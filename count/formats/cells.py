"""The cells of one row, each read as what it should be: an id, a name, a number, one of a list.

A faulty cell is reported and read as None, and the row is read on: one fault hides no other. A cell
whose column is missing, or that its row is too short for, has been reported already.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from count.formats.table import Report, TableRow
from count.formats.times import moment
from count.poll.names import faults_of, normal, shown, warnings_of

LARGEST_NUMBER = 10_000_000
"""More than the electors of any contest: what is larger was mistyped."""
A_COUNT_LASTS = timedelta(days=7)
"""From the day of the poll: a time further off was mistyped."""
LONGEST_TEXT = 200
LONGEST_ID = 64

_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_GSS = re.compile(r"[A-Z][0-9]{8}")
_ID_REMEDY = (
    f"Use letters without accents, digits, “-”, “_” and “.”, and {LONGEST_ID} of them at most"
)


class CellLine:
    """One row, and where its faults are reported."""

    def __init__(self, file: str, row: TableRow, optional: Collection[str], report: Report) -> None:
        self.file = file
        self.number = row.number
        self._cells = row.cells
        self._optional = optional
        self._report = report

    def fault(self, column: str | None, words: str, remedy: str) -> None:
        self._report.fault(self.file, self.number, column, words, remedy)

    def warn(self, column: str | None, words: str, remedy: str) -> None:
        self._report.warn(self.file, self.number, column, words, remedy)

    def raw(self, column: str) -> str | None:
        """The cell in its one form; empty where an optional column is left out."""
        cell = self._cells.get(column)
        if cell is None:
            return "" if column in self._optional else None
        return normal(cell)

    def text(self, column: str, empty: bool = False) -> str | None:
        """A name or a description, as typed."""
        cell = self.raw(column)
        if cell is None:
            return None
        if not cell and not empty:
            self.fault(column, "is empty", "Fill it in")
            return None
        if faults := faults_of(cell):
            self.fault(column, f"{shown(cell)} has {'; '.join(faults)}", "Type the text anew")
            return None
        if len(cell) > LONGEST_TEXT:
            self.fault(column, f"has {len(cell)} characters", f"Use {LONGEST_TEXT} at most")
            return None
        for warning in warnings_of(cell):
            self.warn(column, warning, "Make sure that it is written as on the nomination paper")
        return cell

    def id(self, column: str, empty: bool = False) -> str | None:
        """An id: what piles, addresses and acts call the thing."""
        cell = self.raw(column)
        if cell is None or (empty and not cell):
            return cell
        if not cell:
            self.fault(column, "is empty", "Give it an id that nothing else here has")
            return None
        return self._id(column, cell)

    def ids(self, column: str, empty: bool = False) -> list[str] | None:
        """Several ids with “;” between, each once."""
        cell = self.raw(column)
        if cell is None:
            return None
        if not cell:
            if not empty:
                self.fault(column, "is empty", "Write the ids, with “;” between them")
            return [] if empty else None
        found = [self._id(column, part.strip()) for part in cell.split(";")]
        ids = [each for each in found if each is not None]
        if twice := sorted({each for each in ids if ids.count(each) > 1}):
            self.fault(column, f"names {', '.join(twice)} twice", "Name each once")
        return ids if len(ids) == len(found) and not twice else None

    def whole(self, column: str, least: int = 0) -> int | None:
        """A whole number, in digits."""
        cell = self.raw(column)
        return None if cell is None else self._whole(column, cell, least)

    def wholes(self, column: str, least: int = 0) -> list[int] | None:
        """Several whole numbers with “;” between; none where the cell is empty and may be."""
        cell = self.raw(column)
        if cell is None:
            return None
        if not cell and column in self._optional:
            return []
        found = [self._whole(column, part.strip(), least) for part in cell.split(";")]
        return None if None in found else [number for number in found if number is not None]

    def choice(
        self, column: str, of: Sequence[str], otherwise: str = "", name_all: bool = False
    ) -> str | None:
        """One of a list; `otherwise` where the cell is empty and the column may be left out.

        A cell that is none of them is told the nearest, and with `name_all` the others too.
        """
        cell = self.raw(column)
        if cell is None:
            return None
        if not cell and column in self._optional:
            return otherwise
        if cell in of:
            return cell
        near = get_close_matches(cell.casefold(), of, n=1)
        every = f"Write one of {', '.join(of)}"
        meant = f"Write {near[0]}, if that is meant" if near else every
        remedy = f"{meant}; else write one of {', '.join(of)}" if near and name_all else meant
        self.fault(column, "is empty" if not cell else f"{shown(cell)} is not known here", remedy)
        return None

    def moment(self, column: str, day: date | None) -> str | None:
        """A moment of the night after `day`, in RFC 3339 UTC, or nothing; unread where no day is known."""
        cell = self.raw(column)
        if not cell or day is None:
            return "" if cell is not None else None
        read = moment(cell, day)
        if read is None:
            self.fault(
                column,
                f"{shown(cell)} is no time",
                "Write a time of day like 22:45, or a whole one like 2026-05-08T09:30:00+01:00",
            )
            return None
        if not day.isoformat() <= read[:10] <= (day + A_COUNT_LASTS).isoformat():
            self.warn(column, f"{shown(cell)} is not at this poll's count", "Look at the day")
        return read

    def gss(self, column: str) -> str | None:
        """The official code of an area, kept as typed."""
        cell = self.text(column, empty=True)
        if cell and not _GSS.fullmatch(cell):
            remedy = "Write it like E05000932, or leave it"
            self.warn(column, f"{shown(cell)} is no official code of an area", remedy)
        return cell

    def colour(self, column: str) -> str | None:
        """A colour as screens write it, or nothing."""
        cell = self.raw(column)
        if cell and not _COLOUR.fullmatch(cell):
            self.fault(column, f"{shown(cell)} is no colour", "Write it like #1b4f9c, or leave it")
            return None
        return cell

    def _id(self, column: str, cell: str) -> str | None:
        if len(cell) <= LONGEST_ID and _ID.fullmatch(cell):
            return cell
        words = f"{shown(cell)} cannot be an id" if cell else "has an empty id in its list"
        self.fault(column, words, _ID_REMEDY)
        return None

    def _whole(self, column: str, cell: str, least: int) -> int | None:
        if not (cell.isascii() and cell.isdigit()):
            words, remedy = _why_not_whole(cell)
            self.fault(column, words, remedy)
            return None
        number = int(cell[:20])
        if number > LARGEST_NUMBER or len(cell) > 20:
            self.fault(
                column, f"{shown(cell)} is too large to be true", "Look for a slip of the key"
            )
            return None
        if number < least:
            self.fault(column, f"{shown(cell)} is less than {least}", f"Write {least} or more")
            return None
        return number


@dataclass(frozen=True, slots=True)
class Draft:
    """One row as far as it could be read, by field: None stands for what was faulty."""

    line: CellLine
    values: dict[str, Any]


def _why_not_whole(cell: str) -> tuple[str, str]:
    """Why a cell is no whole number, and what to do."""
    if not cell:
        return "is empty", "Write a whole number, 0 where there is none"
    if re.fullmatch(r"[-−–]\s*\d+", cell):
        return f"{shown(cell)} is negative", "Write 0 or more"
    if re.fullmatch(r"\d{1,3}([,. '’]\d{3})+", cell):
        return f"{shown(cell)} has marks between its digits", "Write digits only, like 1200"
    if re.fullmatch(r"\d+[.,]\d+", cell):
        return f"{shown(cell)} is not a whole number", "Write digits only, without a point"
    return f"{shown(cell)} is not a number", "Write digits only, like 1200"
