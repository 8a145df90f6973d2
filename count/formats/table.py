"""Tables out of a spreadsheet: one CSV file in, its rows and every fault of its form out.

CSV after RFC 4180 (commas, double quotes), UTF-8 with or without byte order mark. A file in another
encoding is a fault, and is read all the same, so that its other faults are found in the same run.
A row that begins with “# ” is a comment: no id, name or colour begins so.
Rows are numbered as a spreadsheet shows them: the header is row 1.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from count.poll.names import shown

LARGEST_FILE = 8 * 1024 * 1024
"""In bytes. A poll of 500 contests and 10,000 candidates is a tenth of it."""

COMMENT = "# "
"""Begins a row that is a comment."""

_AS_UTF8 = "In the spreadsheet choose Save As, and “CSV UTF-8 (Comma delimited)”"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, or worth a look: where, what, and what to do about it."""

    file: str
    row: int | None
    column: str | None
    words: str
    remedy: str

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row is not None else ""
        column = f", column {self.column}" if self.column is not None else ""
        return f"{self.file}{row}{column}: {self.words}. {self.remedy}."


@dataclass(slots=True)
class Report:
    """Collects what is found while files are read."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def fault(
        self, file: str, row: int | None, column: str | None, words: str, remedy: str
    ) -> None:
        self.faults.append(Fault(file, row, column, words, remedy))

    def warn(self, file: str, row: int | None, column: str | None, words: str, remedy: str) -> None:
        self.warnings.append(Fault(file, row, column, words, remedy))


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number, and its cells by column; absent is a cell the row is too short for."""

    number: int
    cells: Mapping[str, str]


def read_text(path: Path, report: Report) -> str | None:
    """The text of a file, or None where there is no reading it."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            report.fault(
                path.name,
                None,
                None,
                f"is larger than {LARGEST_FILE // 1024 // 1024} MiB",
                "Take out whatever is not the set-up of this poll",
            )
            return None
        return _decoded(path.read_bytes(), path.name, report)
    except FileNotFoundError:
        report.fault(path.name, None, None, "is missing", _like(path))
    except OSError as error:
        report.fault(path.name, None, None, f"cannot be read ({error.strerror})", "Put it right")
    return None


def read_table(
    path: Path, required: Sequence[str], optional: Sequence[str], report: Report
) -> list[TableRow] | None:
    """The rows of a table, or None where they cannot be told. Empty rows are left out."""
    text = read_text(path, report)
    if text is None:
        return None
    records = (
        (number, cells)
        for number, cells in _records(text, path.name, report)
        if not (cells and cells[0].startswith(COMMENT))
    )
    head = next(records, None)
    if head is None:
        report.fault(
            path.name, 1, None, "is empty", f"Begin with the columns {', '.join(required)}"
        )
        return None
    if len(head[1]) == 1 and any(mark in head[1][0] for mark in ";\t"):
        report.fault(
            path.name, 1, None, "has no commas between columns", "Save it as CSV, comma delimited"
        )
        return None
    columns = _header(head[1], path.name, required, optional, report)
    rows = []
    for number, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) == len(head[1]):
            cells = cells[: len(columns)] + [cell for cell in cells[len(columns) :] if cell.strip()]
        if len(cells) != len(columns):
            report.fault(
                path.name,
                number,
                None,
                f"has {len(cells)} cells where the header has {len(columns)}",
                "Put a text that holds a comma between double quotes, and leave no cell out",
            )
            # Cells after a stray comma stand under the wrong columns: only the first is sure.
            cells = cells[:1] if len(cells) > len(columns) else cells
        rows.append(TableRow(number, dict(zip(columns, cells, strict=False))))
    return rows


def _like(path: Path) -> str:
    """The remedy for a missing file, from what lies beside it."""
    others = (".xlsx", ".xls", ".ods", ".numbers")
    near = [p.name for p in sorted(path.parent.glob(f"{path.stem}.*")) if p.suffix in others]
    return f"Save {near[0]} as {path.name}" if near else "Put it into the poll folder"


def _decoded(data: bytes, file: str, report: Report) -> str:
    """The text of these bytes; another encoding than UTF-8 is named, and read all the same."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    # Half the bytes of English in UTF-16 are null; a lone null is a control character, said later.
    if marked or data[:400].count(0) * 4 > len(data[:400]):
        report.fault(file, None, None, "is written in UTF-16, not in UTF-8", _AS_UTF8)
        if marked:
            return data.decode("utf-16", errors="replace")
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        meant = data.decode("cp1252", errors="replace")
        letter = data[error.start : error.start + 1].decode("cp1252", errors="replace")
        report.fault(
            file,
            data.count(b"\n", 0, error.start) + 1,
            None,
            f"is not written in UTF-8 but, it seems, in Windows-1252 (at {shown(letter)})",
            _AS_UTF8,
        )
        return meant


def _records(text: str, file: str, report: Report) -> Iterator[tuple[int, list[str]]]:
    """The records with their row numbers, until one cannot be read."""
    number = 0
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            yield number, record
    except csv.Error as error:
        report.fault(
            file,
            number + 1,
            None,
            f"cannot be read from here on ({error})",
            "Look for a double quote that is not closed, or stands alone inside a text",
        )


def _header(
    record: list[str],
    file: str,
    required: Sequence[str],
    optional: Sequence[str],
    report: Report,
) -> list[str]:
    """The columns that a header names, each once; missing and strange ones are reported.

    Spreadsheets pad every row with commas: nameless columns at the end are no columns.
    """
    columns: list[str] = []
    named = max((at for at, cell in enumerate(record, start=1) if cell.strip()), default=0)
    for place, cell in enumerate(record[:named], start=1):
        column = cell.strip().casefold()
        if not column:
            report.warn(
                file, 1, None, f"column {place} has no name", "Name it, or take the column out"
            )
            column = f"column {place}"
        elif column in columns:
            report.fault(file, 1, column, "stands twice in the header", "Take one of them out")
            column = f"{column} (column {place})"
        elif column not in required and column not in optional:
            report.warn(
                file,
                1,
                shown(column)[1:-1],
                "is a column that is not known here, and not used",
                f"The columns are {', '.join((*required, *optional))}",
            )
        columns.append(column)
    for column in required:
        if column not in columns:
            report.fault(file, 1, column, "is missing", "Add the column, in any place")
    return columns
