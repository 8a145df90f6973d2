"""An example poll folder for each kind of poll: filled, commented, and accepted as it is.

Every name in it is made up. Comments are rows that begin with “# ”, and say what each column means.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from count.formats.columns import COLUMNS, KEYS, MEANS
from count.formats.poll_folder import STAFF
from count.formats.table import COMMENT
from count.law.kind_names import KIND_ALIASES, KIND_WORDS, kind_named
from count.law.rulebook import BOOK, KINDS, Rules, rules_for
from count.poll.roles import ROLES

DAY = date(2027, 5, 6)
"""The day of the example poll: the first Thursday of a May."""
SEATS: Mapping[str, int] = {
    "principal-area": 2,
    "parish": 3,
    "community": 3,
    "gla-list": 11,
    "scottish-parliament-list": 7,
    "scottish-local": 4,
    "senedd": 6,
    "ni-assembly": 5,
    "ni-local": 6,
}
"""Seats of a usual contest of each kind; every other kind fills one."""
_NAMES = (
    ("ARABIN", "Francis"),
    ("BOLD", "Mary"),
    ("CRAWLEY", "Josiah"),
    ("DUMBELLO", "Griselda"),
    ("GRANTLY", "Theophilus"),
    ("HARDING", "Septimus"),
    ("PROUDIE", "Vera"),
    ("QUIVERFUL", "Letitia"),
    ("SLOPE", "Obadiah"),
)
_PARTIES = (
    ("Church and Crown", "#5b2a86"),
    ("Reform League", "#1b4f9c"),
    ("Barset First", "#0b6e4f"),
    ("", ""),
)
_GIVEN = ("Ann", "Ben", "Cath", "Dev", "Ewa", "Finn", "Grace")

Row = Mapping[str, object]


class UnknownKindError(LookupError):
    """No kind of poll has this name; the words list those there are."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """Requirements on the files of one kind of poll."""

    kind: str
    nation: str
    seats: int
    rules: Rules


def write(folder: Path, kind: str = "principal-area") -> Path:
    """Write the example folder of a kind of poll, given under any of its names.

    Raises:
        UnknownKindError: there is no such kind.
        FileExistsError: the folder is there and has something in it.
    """
    shape = _shape(kind)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} is there already and is not empty: name a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "poll.toml").write_text(_toml(shape), encoding="utf-8")
    for file, rows in _tables(shape).items():
        _write_table(folder / file, rows)
    return folder


def _shape(name: str) -> _Shape:
    """The shape of a kind of poll in the first nation that has it."""
    if name not in KINDS and name not in KIND_ALIASES:
        words = [f"  {kind}: {KIND_WORDS[kind]}" for kind in KINDS]
        also = f"Other names: {', '.join(KIND_ALIASES)}."
        raise UnknownKindError(
            "\n".join((f"There is no kind of poll {name}. The kinds are:", *words, also))
        )
    meant = KIND_ALIASES.get(name, (name,))[0]
    nation = next(nation for kind, nation in BOOK if kind == meant)
    kind = kind_named(name, nation)
    assert kind is not None, "a nation tells what is meant"
    return _Shape(name, nation, SEATS.get(kind, 1), rules_for(kind, nation, DAY))


def _toml(shape: _Shape) -> str:
    """The text of poll.toml, each key with its meaning above it."""
    values = {
        "name": '"Barchester elections"',
        "date": DAY.isoformat(),
        "authority": '"Barchester Council"',
        "nation": f'"{shape.nation}"',
        "languages": '["en", "cy"]' if shape.nation == "wales" else '["en"]',
    }
    lines = [
        f"# {MEANS['poll.toml']} Every name in this folder is made up: put yours in its place."
    ]
    for key in KEYS:
        lines += ["", f"# {key.means}", f"{key.name} = {values[key.name]}"]
    return "\n".join(lines) + "\n"


def _tables(shape: _Shape) -> dict[str, list[Row]]:
    """The rows of each table."""
    station = {"contests": "hill", "electorate": 1560, "kind": "station"}
    postal = {"contests": "hill", "electorate": 0, "kind": "postal"}
    welsh = shape.nation == "wales"
    tables: dict[str, list[Row]] = {
        "contests.csv": [
            {
                "contest": "hill",
                "name": "Barchester Hill",
                "name_cy": "Bryn Barchester" if welsh else "",
                "kind": shape.kind,
                "seats": shape.seats,
                "electorate": 3120,
                "bundle_size": 25,
                # Where it is in doubt which law is in force, the folder says it.
                "system": shape.rules.system if shape.rules.doubt else "",
            }
        ],
        "candidates.csv": list(_candidates(shape)),
        "boxes.csv": [
            {"box": "b1", "name": "Close Hall", "place": "Close Hall", **station},
            {"box": "b2", "name": "Framley School", "place": "Framley School", **station},
            {"box": "p1", "name": "Postal box 1", **postal},
        ],
        "units.csv": [
            {"unit": "t1", "name": "Table 1", "contests": "hill"},
            {"unit": "t2", "name": "Table 2", "contests": "hill"},
        ],
        "people.csv": list(_people()),
    }
    if shape.rules.system == "dhondt":
        tables["lists.csv"] = list(_lists())
    return tables


def _candidates(shape: _Shape) -> Iterable[Row]:
    """A ballot paper with a real choice: answers, lists, or more candidates than seats."""
    if shape.rules.system == "referendum":
        for line, answer in enumerate(("Yes", "No"), start=1):
            yield _on_paper(line, answer.lower(), ballot_surname=answer)
    elif shape.rules.system == "dhondt":
        for line, (party, colour) in enumerate(_PARTIES[:3], start=1):
            yield _on_paper(line, f"list{line}", ballot_surname=party, party=party, colour=colour)
    else:
        for line, (surname, forenames) in enumerate(_NAMES[: shape.seats + 2], start=1):
            party, colour = _PARTIES[line % len(_PARTIES)]
            yield _on_paper(
                line,
                surname.lower(),
                ballot_surname=surname,
                ballot_forenames=forenames,
                party=party,
                description=f"{party} Candidate" if party else "Independent",
                colour=colour,
            )


def _on_paper(line: int, candidate: str, **columns: str) -> Row:
    return {"contest": "hill", "candidate": candidate, "ballot_order": line, **columns}


def _lists() -> Iterable[Row]:
    """Three people on each list."""
    for number, (surname, forenames) in enumerate(_NAMES):
        yield {
            "contest": "hill",
            "candidate": f"list{number % 3 + 1}",
            "position": number // 3 + 1,
            "surname": surname,
            "forenames": forenames,
        }


def _people() -> Iterable[Row]:
    """One person in each role that somebody signs in to, a supervisor a table, and two of the staff."""
    roles = [role for role in ROLES if role not in ("supervisor", "screen", "collator")]
    for number, role in enumerate(roles, start=1):
        yield {"name": f"{_GIVEN[number % len(_GIVEN)]} {role.title()}", "role": role}
    for table, name in (("t1", "Clara Bell"), ("t2", "Dan Bell")):
        yield {"name": name, "role": "supervisor", "unit": table}
    for name in ("Eve Bell", "Finn Bell"):
        yield {"name": name, "role": STAFF}


def _write_table(path: Path, rows: Iterable[Row]) -> None:
    """One table: what it holds and what its columns mean, then its header and rows."""
    columns = COLUMNS[path.name]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow([f"{COMMENT}{MEANS[path.name]} Rows that begin so are comments."])
        for column in columns:
            may = "" if column.required else " (may be left empty, or out)"
            said = f"{COMMENT}{column.name}{may}: {column.means} Like {column.example}"
            table.writerow([said])
        table.writerow([column.name for column in columns])
        for row in rows:
            table.writerow([row.get(column.name, "") for column in columns])
