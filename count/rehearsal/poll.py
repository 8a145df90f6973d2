"""A synthetic poll, written to disk as the folder that a council would bring.

The Carrow Isles never were. On one day they elect their member of Parliament, nine councillors in three
wards and the council of one parish, all at the same stations (a combined poll). The law that governs such
polls is real; every name and number is made up from a seed.
"""

import csv
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from count.poll.names import letters
from count.rehearsal import register

SEATS, PARISH_SEATS, POSTAL_BOXES = 3, 5, 3
MEMBER, PARISH = "carrow", "tolwick"

PARTIES: dict[str, str] = {
    "Islands First": "#0b6e4f",
    "Civic Union": "#1d4e89",
    "Working People": "#b3202a",
    "Liberal Reform": "#d97f0a",
    "Green Tide": "#5a9e2f",
    "Heritage": "#5b2a86",
    "": "",
}
"""Made-up parties and their colours; the empty one is of independents."""
_WARDS: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    # Candidates of each party, in the order above: fewer, as many, and more than there are seats.
    ("harbour", "Harbour", (3, 3, 2, 0, 1, 0, 1)),
    ("middle", "Middle Carrow", (3, 3, 1, 2, 1, 0, 2)),
    ("skerries", "St Brannoc and the Skerries", (2, 3, 4, 0, 0, 0, 0)),
)
_PEOPLE = (
    ("returning-officer", 1),
    ("deputy", 2),
    ("adjudicator", 2),
    ("results", 3),
    ("verification", 11),
    ("observer", 2),
    ("screen", 1),
    ("staff", 48),
)

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a poll: stations in all (a multiple of three), electors a station, tables.

    `tables` count the parliamentary contest; each ward has `ward_tables` of its own.
    """

    stations: int = 24
    electors: int = 1000
    tables: int = 8
    ward_tables: int = 3


@dataclass(slots=True)
class _Folder:
    """The rows of the five files."""

    contests: Rows = field(default_factory=list)
    candidates: Rows = field(default_factory=list)
    boxes: Rows = field(default_factory=list)
    units: Rows = field(default_factory=list)
    people: Rows = field(default_factory=list)


def write(folder: Path, seed: int, size: Size | None = None) -> Path:
    """Write a poll folder; the same seed and size write the same folder."""
    size = size or Size()
    random = Random(f"poll/{seed}")
    names = register.people(random)
    made = _Folder()
    electors = _boxes(made, size, random)
    _contests(made, electors)
    for contest, party, surname, forenames in _candidates(names):
        _candidate(made, contest, party, surname, forenames)
    _units(made, size)
    _staff(made, names)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "poll.toml").write_text(
        'name = "Carrow Isles: Parliament, wards and Tolwick parish"\ndate = 2027-05-06\n'
        'authority = "Carrow Isles Council"\nnation = "england"\nlanguages = ["en"]\n',
        encoding="utf-8",
    )
    for name in ("contests", "candidates", "boxes", "units", "people"):
        _csv(folder / f"{name}.csv", getattr(made, name))
    return folder


def _csv(file: Path, rows: Rows) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _boxes(made: _Folder, size: Size, random: Random) -> dict[str, int]:
    """Stations and postal boxes; gives the electors of each contest, postal voters among them."""
    electors = dict.fromkeys((MEMBER, *(ward for ward, _, _ in _WARDS), PARISH), 0)
    places = iter(register.PLACES * (size.stations // len(register.PLACES) + 1))
    place, stations, station = "", 0, 0
    a_ward = size.stations // len(_WARDS)
    for number in range(size.stations):
        ward = _WARDS[number // a_ward][0]
        if station == stations or not number % a_ward:
            # About every third polling place has two stations.
            last = number % a_ward == a_ward - 1
            place, stations, station = next(places), 1 if last else random.choice((1, 1, 2)), 0
        station += 1
        here = round(size.electors * random.uniform(0.6, 1.4))
        # Citizens of other countries may vote for councillors and not for Parliament.
        of = {MEMBER: here, ward: here + random.randint(0, here // 40)}
        if ward == "middle" and number % a_ward < 3:
            of[PARISH] = of[ward]
        # A fifth of the electors have asked to vote by post: they are in no station's figure.
        for contest, n in of.items():
            electors[contest] += n + n // 4 + random.randint(0, 9)
        made.boxes.append(
            {
                "box": f"b{number + 1}",
                "kind": "station",
                "name": f"{place}, station {station}" if stations > 1 else place,
                "place": place,
                "contests": ";".join(of),
                "electorate": ";".join(map(str, of.values())),
            }
        )
    for number in range(1, POSTAL_BOXES + 1):
        made.boxes.append(
            {
                "box": f"p{number}",
                "kind": "postal",
                "name": f"Postal box {number}",
                "place": "",
                "contests": ";".join(electors),
                "electorate": 0,
            }
        )
    return electors


def _contests(made: _Folder, electors: dict[str, int]) -> None:
    def add(contest: str, name: str, kind: str, seats: int, bundle_size: int) -> None:
        made.contests.append(
            {
                "contest": contest,
                "name": name,
                "kind": kind,
                "seats": seats,
                "electorate": electors[contest],
                "bundle_size": bundle_size,
            }
        )

    add(MEMBER, "Carrow Isles constituency", "parliamentary", 1, 50)
    for ward, name, _ in _WARDS:
        add(ward, f"{name} ward", "principal-area", SEATS, 25)
    add(PARISH, "Tolwick parish council", "parish", PARISH_SEATS, 25)


def _candidates(names: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """Contest, party and name of everybody who stands."""
    for party in PARTIES:
        yield (MEMBER, party, *next(names))
    yield (MEMBER, "", *next(names))
    for ward, _, stand in _WARDS:
        for party, many in zip(PARTIES, stand, strict=True):
            for _ in range(many):
                yield (ward, party, *next(names))
    for party in ("Islands First",) * 3 + ("",) * 6:
        yield (PARISH, party, *next(names))


def _candidate(made: _Folder, contest: str, party: str, surname: str, forenames: str) -> None:
    """One name, put where surnames stand in order on its ballot paper."""
    rows = [row for row in made.candidates if row["contest"] == contest]
    others = {row["candidate"] for row in rows}
    # Letters outside ASCII are for names; an id is typed and read aloud.
    short = "".join(c for c in letters(surname) if c.isascii())
    same = next(n for n in range(1, 99) if f"{short}{n if n > 1 else ''}" not in others)
    row = {
        "contest": contest,
        "candidate": f"{short}{same if same > 1 else ''}",
        "ballot_order": 0,
        # In capitals, as on ballot papers, but for names that capitals would spoil.
        "ballot_surname": surname
        if surname.startswith(("ff", "Mac", "Mc", "Nic"))
        else surname.upper(),
        "ballot_forenames": forenames,
        "party": party or "Independent",
        "description": party or "Independent",
        "colour": PARTIES[party],
    }
    made.candidates.append(row)
    ordered = sorted([*rows, row], key=_by_surname)
    for place, each in enumerate(ordered, start=1):
        each["ballot_order"] = place


def _by_surname(row: dict[str, Any]) -> tuple[str, str]:
    return letters(row["ballot_surname"]), letters(row["ballot_forenames"])


def _units(made: _Folder, size: Size) -> None:
    def add(unit: str, name: str, contest: str) -> None:
        made.units.append({"unit": unit, "name": name, "contests": contest})

    for number in range(1, size.tables + 1):
        add(f"t{number}", f"Table {number}", MEMBER)
    for ward, _ in itertools.product((ward for ward, _, _ in _WARDS), range(size.ward_tables)):
        number = len(made.units) + 1
        add(f"w{number - size.tables}", f"Table {number}", ward)
    add("k1", f"Table {len(made.units) + 1}", PARISH)


def _staff(made: _Folder, names: Iterable[tuple[str, str]]) -> None:
    names = iter(names)

    def add(role: str, unit: str = "") -> None:
        surname, forenames = next(names)
        made.people.append({"name": f"{forenames} {surname}", "role": role, "unit": unit})

    for role, many in _PEOPLE:
        for _ in range(many):
            add(role)
    for row in made.units:
        add("supervisor", row["unit"])
