"""poll.toml: the name of the poll, its day, authority, nation and languages (TOML 1.0)."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from count.formats.columns import KEYS
from count.formats.table import Report, read_text
from count.law.rulebook import NATIONS
from count.poll.names import faults_of, normal, shown, warnings_of
from count.poll.poll import PollFacts

_KEYS = tuple(key.name for key in KEYS)
LANGUAGES = ("en", "cy")
"""Sheets and pages are in English and Welsh."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts that could be read; `row` is there when all of them could."""

    row: PollFacts | None = None
    day: date | None = None
    nation: str | None = None


class _Toml:
    """The values of a TOML file, each asked for once, with the line it stands in."""

    def __init__(self, file: str, text: str, report: Report) -> None:
        self._file, self._text, self._report = file, text, report
        self.values: dict[str, Any] = tomllib.loads(text)

    def _line(self, key: str) -> int | None:
        at = re.search(rf"(?m)^[ \t\"']*{re.escape(key)}[ \t\"']*=", self._text)
        return None if at is None else self._text.count("\n", 0, at.start()) + 1

    def fault(self, key: str, words: str, remedy: str) -> None:
        self._report.fault(self._file, self._line(key), key, words, remedy)

    def warn(self, key: str, words: str, remedy: str) -> None:
        self._report.warn(self._file, self._line(key), key, words, remedy)

    def missing(self, key: str, remedy: str) -> bool:
        if key in self.values:
            return False
        self.fault(key, "is missing", remedy)
        return True

    def text(self, key: str) -> str | None:
        if self.missing(key, f'Add a line {key} = "…"'):
            return None
        value = self.values[key]
        if not isinstance(value, str):
            self.fault(key, "is not a text", "Put it between double quotes")
            return None
        value = normal(value)
        if not value:
            self.fault(key, "is empty", "Fill it in")
            return None
        if faults := faults_of(value):
            self.fault(key, f"{shown(value)} has {'; '.join(faults)}", "Type the text anew")
            return None
        for warning in warnings_of(value):
            self.warn(key, warning, "Make sure that it is meant")
        return value


def read_facts(path: Path, report: Report) -> Facts:
    """The facts of the poll, with every fault of the file."""
    text = read_text(path, report)
    if text is None:
        return Facts()
    try:
        toml = _Toml(path.name, text, report)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        where = int(at[1]) if at else text.rstrip().count("\n") + 1
        report.fault(
            path.name,
            where,
            None,
            f"is no TOML: {str(error).split(' (at ')[0]}",
            'Write each line as key = "text", and the date as date = 2026-05-07',
        )
        return Facts()
    for key in toml.values:
        if key not in _KEYS:
            near = get_close_matches(key.casefold(), _KEYS, n=1)
            meant = f"Write {near[0]}, if that is meant" if near else f"Keys are {', '.join(_KEYS)}"
            toml.warn(key, "is not known here, and not used", meant)
    name, authority = toml.text("name"), toml.text("authority")
    day, nation, languages = _day(toml), _nation(toml), _languages(toml)
    row: PollFacts | None = None
    if name and authority and day and nation and languages:
        row = PollFacts(
            name=name, date=day, authority=authority, nation=nation, languages=languages
        )
    return Facts(row, day, nation)


def _day(toml: _Toml) -> date | None:
    """The day of the poll: a TOML date, or the same as text (RFC 3339, full-date)."""
    if toml.missing("date", "Add a line date = 2026-05-07"):
        return None
    value = toml.values["date"]
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            toml.fault("date", f"{shown(value)} is no day of the calendar", "Look at the day")
            return None
    toml.fault("date", f"{shown(str(value))} is not a day", "Write year, month, day: 2026-05-07")
    return None


def _nation(toml: _Toml) -> str | None:
    nation = toml.text("nation")
    if nation is None or nation in NATIONS:
        return nation
    toml.fault("nation", f"{shown(nation)} is not known here", f"Write one of {', '.join(NATIONS)}")
    return None


def _languages(toml: _Toml) -> list[str] | None:
    """The languages of sheets and pages, the first one first."""
    if toml.missing("languages", 'Add a line languages = ["en"]'):
        return None
    value = toml.values["languages"]
    if not isinstance(value, list) or not value or not all(isinstance(x, str) for x in value):
        toml.fault("languages", "is not a list of languages", 'Write it like ["en", "cy"]')
        return None
    if unknown := [x for x in value if x not in LANGUAGES]:
        toml.fault(
            "languages",
            f"{', '.join(map(shown, unknown))} is no language of the sheets",
            f"Write {' or '.join(LANGUAGES)}",
        )
        return None
    return list(dict.fromkeys(value))
