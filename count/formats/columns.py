"""The files of a poll folder and their columns: what each means, an example, and whether it may be left out.

The reader, the example folder and the manual are all made from these tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file, or one key of `poll.toml`."""

    name: str
    means: str
    example: str
    required: bool = True


def _optional(name: str, means: str, example: str) -> Column:
    return Column(name, means, example, required=False)


KEYS: tuple[Column, ...] = (
    Column("name", "The poll, as pages and sheets call it.", '"Barchester borough elections"'),
    Column("date", "The day of the poll: it decides which law applies.", "2027-05-06"),
    Column("authority", "The council or officer who runs the count.", '"Barchester City Council"'),
    Column("nation", "The part of the United Kingdom: it decides which law applies.", '"england"'),
    Column("languages", "The languages of sheets: `en`, and `cy` for Welsh.", '["en"]'),
)
"""The keys of `poll.toml`."""

_CONTESTS = (
    Column("contest", "A short id that other files and addresses use.", "close"),
    _optional("ballot_paper_id", "Democracy Club's id of the ballot.", "local.close.2027-05-06"),
    _optional("gss", "The official code of the area: a letter and eight digits.", "E05000932"),
    Column("name", "The contest, as pages and sheets call it.", "Cathedral Close"),
    _optional("name_cy", "The name in Welsh.", "Clos y Gadeirlan"),
    Column("kind", "The kind of poll: see the list of kinds.", "principal-area"),
    Column("seats", "How many are to be elected; 1 for a referendum.", "1"),
    Column("electorate", "Electors entitled to vote in this contest.", "3120"),
    Column("bundle_size", "Papers in a full bundle: usually 10, 20, 25, 50 or 100.", "25"),
    _optional("system", "The voting system, only where the law leaves it open.", "plurality"),
    _optional(
        "part",
        "`whole`; `area` where this hall counts one area of a larger contest; "
        "`collated` where this hall adds up the areas. Empty is `whole`.",
        "whole",
    ),
    _optional("areas", "For a collated contest: the ids of its areas, `;` between.", "north;south"),
    _optional("terms", "The years of each seat, longest first, where they differ.", "4;4;1"),
)
_CANDIDATES = (
    Column("contest", "The contest's id.", "close"),
    Column("candidate", "A short id, unique within the contest.", "bold"),
    Column("ballot_order", "The line of the ballot paper, from 1.", "1"),
    Column("ballot_surname", "The surname, list or answer as on the ballot paper.", "BOLD"),
    _optional("ballot_forenames", "The other names as on the ballot paper.", "John"),
    _optional("legal_surname", "The full surname, where a commonly used one is printed.", "BOLD"),
    _optional("legal_forenames", "The full forenames, where others are printed.", "John Eustace"),
    _optional("person_id", "Democracy Club's number of the person.", "12345"),
    _optional("party", "The party; empty for an independent.", "Reform League"),
    _optional("party_id", "The Electoral Commission's id of the party.", "PP9001"),
    _optional("description", "The description printed under the name.", "Reform League Candidate"),
    _optional("colour", "The colour of the party on boards.", "#1b4f9c"),
)
_BOXES = (
    Column("box", "A short id, as on the label of the box.", "b1"),
    Column("kind", "`station`, or `postal` for a box of postal papers.", "station"),
    Column("name", "The box, as people call it.", "Close Hall"),
    _optional("name_cy", "The name in Welsh.", "Neuadd y Clos"),
    _optional("place", "The building: boxes of one place may net out.", "Close Hall"),
    _optional("expected_by", "When it should be in the hall.", "22:45"),
    Column("contests", "The contests whose papers are in it, `;` between.", "close;hill"),
    Column(
        "electorate",
        "Electors of the station: one number, or one for each contest in the same order; "
        "0 for a postal box.",
        "1560",
    ),
)
_UNITS = (
    Column("unit", "A short id of the table.", "t1"),
    Column("name", "The table, as people call it.", "Table 1"),
    _optional("name_cy", "The name in Welsh.", "Bwrdd 1"),
    Column("contests", "The contests that are counted there, `;` between.", "close"),
    _optional("parent", "The unit that this one belongs to.", "hall-a"),
)
_PEOPLE = (
    Column("name", "The person's name, as on slips.", "Mary Bold"),
    Column("role", "The person's role; `staff` records nothing and may sign slips.", "supervisor"),
    _optional("unit", "The supervisor's table.", "t1"),
    _optional("contest", "The contest the person is bound to; empty is all of them.", "close"),
)
_LISTS = (
    Column("contest", "The contest's id.", "region"),
    Column("candidate", "The list's id in candidates.csv.", "league"),
    Column("position", "The place on the list, from 1.", "1"),
    Column("surname", "The person's surname.", "BOLD"),
    _optional("forenames", "The person's other names.", "Mary"),
)

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "contests.csv": _CONTESTS,
    "candidates.csv": _CANDIDATES,
    "boxes.csv": _BOXES,
    "units.csv": _UNITS,
    "people.csv": _PEOPLE,
    "lists.csv": _LISTS,
}
"""The columns of each table, in the order in which the example folder writes them."""

MEANS: Mapping[str, str] = {
    "poll.toml": "The poll itself.",
    "contests.csv": "A row for each election or referendum.",
    "candidates.csv": "A row for each line of a ballot paper: a candidate, a list or an answer.",
    "boxes.csv": "A row for each ballot box, postal boxes too.",
    "units.csv": "A row for each table at which papers are counted.",
    "people.csv": "A row for each person and role. The file may be left out.",
    "lists.csv": "A row for each person on a party's list, where seats go to lists. "
    "The file may be left out.",
}
"""What each file holds."""


def required(file: str) -> tuple[str, ...]:
    """The columns that a file must have."""
    return tuple(column.name for column in COLUMNS[file] if column.required)


def optional(file: str) -> tuple[str, ...]:
    """The columns that a file may leave out."""
    return tuple(column.name for column in COLUMNS[file] if not column.required)
