"""Files of preferences, told apart by what is in them and not by what they are called."""

import codecs
import gzip
import re
import zlib
from pathlib import Path

from count.formats import blt, preflib, scottish_profile
from count.formats.election import Election, LineFault, UnreadableFile
from count.formats.rankings import START, cells_of, lines_from

LARGEST_FILE = 2**31
"""In bytes, unpacked: more than all the papers of the United Kingdom would take."""

_GZIP = b"\x1f\x8b"
_PREFLIB = re.compile(rb"\s*#\s*(FILE NAME|TITLE|DATA TYPE|NUMBER ALTERNATIVES|ALTERNATIVE NAME)\b")
_COMMA_HEAD = re.compile(r"\s*\d+\s*,\s*\d+[\s,]*")


def read(path: Path, largest: int | None = None) -> Election:
    """Read an election from a file, gzip or not, of `largest` bytes unpacked at most (LARGEST_FILE).

    Raises NotRead with every fault in it.
    """
    largest = largest or LARGEST_FILE
    try:
        with path.open("rb") as file:
            packed = file.read(2) == _GZIP
        with gzip.open(path) if packed else path.open("rb") as file:
            data = file.read(largest + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise UnreadableFile(
            LineFault(None, "The gzip file is damaged or cut short", "all of it")
        ) from None
    except OSError as fault:
        words = f"It cannot be opened ({fault.strerror})"
        raise UnreadableFile(LineFault(None, words, "a file of preferences")) from None
    if len(data) > largest:
        raise UnreadableFile(LineFault(None, "It is too large", f"{largest} bytes at most"))
    return election_in(data)


def election_in(data: bytes) -> Election:
    """Read an election from the bytes of a file. Raises NotRead with every fault in it."""
    data = _normal(data)
    if _PREFLIB.match(data):
        return preflib.read(data)
    written = (line.text for line in lines_from(data, START) if line.text.strip(" \t,"))
    numbers = (text for text in written if not text.lstrip().startswith("#"))
    first, second = next(numbers, ""), next(numbers, "")
    if _are_numbers(first):
        cells = cells_of(second)
        closed = cells[-1:] == ["0"] or second.lstrip().startswith("-")
        if _COMMA_HEAD.fullmatch(first) and not closed:
            return scottish_profile.read_csv(data)
        return blt.read(data)
    if not first[:1].isdigit() and _are_numbers(second) and len(cells_of(second)) == 3:
        return scottish_profile.read_heriot_watt(data)
    raise UnreadableFile(
        LineFault(
            None,
            "It is none of the formats that are read here" if first else "It is empty",
            "BLT, a Scottish preference profile (CSV or Heriot-Watt), or PrefLib soi or soc",
        )
    )


def _are_numbers(line: str) -> bool:
    cells = cells_of(line.partition("#")[0])
    return bool(cells) and all(cell.isascii() and cell.isdigit() for cell in cells)


def _normal(data: bytes) -> bytes:
    """The text as UTF-8 with lines that end in one byte; what is not UTF-8 is taken for Windows-1252."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", errors="replace").encode()
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        data.decode()
    except UnicodeDecodeError:
        data = data.decode("cp1252", errors="replace").encode()
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data
