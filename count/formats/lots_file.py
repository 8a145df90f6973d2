"""Lots drawn in the hall, written down for a count of files: a JSON list, used in its order.

    [{"among": [2, 5], "chosen": 5}]

Candidates are numbered from 1. Whether it was drawn for a seat or an exclusion is not written: a lot
answers the question that is open when its turn comes. `chosen` may be a list where it fell on several.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_NEEDED = {"among", "chosen"}
_ALSO = {"to", "stage", "kind", "method", "witnesses"}
"""What else may be written down of a lot; the count does not look at it."""
_EXAMPLE = '[{"among": [2, 5], "chosen": 5}]'


class BadLotsFile(ValueError):
    """A file that is not a list of lots, in plain words."""


@dataclass(frozen=True, slots=True)
class WrittenLot:
    """A lot as the file has it, with candidates from 1."""

    among: frozenset[int]
    chosen: tuple[int, ...]


def read(path: Path) -> list[WrittenLot]:
    """Read the lots of a file. Raises NotLots."""
    try:
        written = json.loads(path.read_bytes())
    except OSError as fault:
        raise BadLotsFile(f"{path} cannot be opened ({fault.strerror}).") from None
    except ValueError as fault:
        raise BadLotsFile(f"{path} is not JSON ({fault}).") from None
    if not isinstance(written, list):
        raise BadLotsFile(f"{path}: expected a list of lots, like {_EXAMPLE}.")
    return [_lot(lot, f"{path}, lot {number}") for number, lot in enumerate(written, start=1)]


def _lot(lot: Any, where: str) -> WrittenLot:
    if not isinstance(lot, dict) or not _NEEDED <= set(lot) <= _NEEDED | _ALSO:
        raise BadLotsFile(f"{where}: expected “among” and “chosen”, as in {_EXAMPLE}.")
    among, chosen = lot["among"], lot["chosen"]
    among = among if isinstance(among, list) else [among]
    chosen = chosen if isinstance(chosen, list) else [chosen]
    if not all(type(number) is int and number > 0 for number in (*among, *chosen)):
        raise BadLotsFile(f"{where}: candidates are numbers from 1.")
    if len(set(among)) < 2 or len(set(among)) < len(among) or len(set(chosen)) < len(chosen):
        raise BadLotsFile(f"{where}: a lot is drawn among two candidates or more, each named once.")
    if not chosen or not set(chosen) <= set(among):
        raise BadLotsFile(f"{where}: it falls on one of those it is drawn among.")
    return WrittenLot(frozenset(among), tuple(chosen))
