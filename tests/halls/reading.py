"""Recorded halls: text that a returning officer could follow, read into a poll, its people and their night.

The text opens with its story (lines that start with `#`) and sets up the poll: `poll`, `authority`,
`nation`, `date`, `contest` with its candidates beneath in the order of the ballot paper, `box`, `unit`,
`person`. Then it tells the night. `22:41 Sue: bundle khoo 100` is something done; `Rose and Dan: declare`
is done by the first and agreed to by the second. `at t1` says at which unit, `in close` in which contest
(`in hall` for the whole hall), `count 2` in which count of the unit. Lines beneath it, set in, are what the
hall must answer; without any it must take the act. `as "first"` gives an act a name by which it can be
struck, agreed to or sent again. `expect` lines hold the standing against figures. A line in no known form
is an error that names the file and the line.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from count.poll.roles import ROLES, Visitor
from tests.halls.sentences import (
    CHECKER,
    COUNTER,
    Body,
    NotUnderstood,
    Place,
    acts_of,
    listed,
    match,
    number,
)


class NotAHall(Exception):
    """A line that cannot be read: names the file, the line and what is wrong."""

    def __init__(self, file: str, line: int, words: str) -> None:
        super().__init__(f"{file}, line {line}: {words}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text, with the lines set in beneath it."""

    number: int
    words: str
    beneath: tuple["Line", ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done: by whom, when, and in which contest (None for the whole hall)."""

    line: Line
    at: datetime
    first: str
    second: str | None
    contest: str | None
    bodies: tuple[Body, ...]
    label: str | None
    again: str | None = None
    """The name of an act that is sent a second time, unchanged."""
    look: bool = False
    """Nothing is recorded: the code of the present figures is noted under `label`."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the standing of a contest must be at this point of the night."""

    line: Line
    contest: str
    words: str


@dataclass
class Night:
    """A hall as it was read. `tables` are the files of its poll folder, each with its header first."""

    file: str
    story: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    people: dict[str, Visitor] = field(default_factory=dict)
    steps: list[Deed | Expectation] = field(default_factory=list)
    bundle_sizes: dict[str, int] = field(default_factory=dict)
    files: dict[str, list[tuple[int, list[str]]]] = field(default_factory=dict)
    """Files of electronically read papers: how many papers, and their preferences."""

    def write_poll(self, folder: Path) -> Path:
        """The poll folder of this hall, as the returning officer's office would make it."""
        folder.mkdir(parents=True)
        text = "".join(f'{name} = "{value}"\n' for name, value in self.facts.items())
        (folder / "poll.toml").write_text(f'{text}languages = ["en"]\n', encoding="utf-8")
        written = {n: rows for n, rows in self.tables.items() if n != "lists" or len(rows) > 1}
        for name, rows in written.items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
        return folder

    def write_file(self, name: str, folder: Path) -> Path:
        """A file of papers as a scanner makes it: its candidates in the order of the ballot paper (BLT)."""
        head, *rows = self.tables["candidates"]
        every = [dict(zip(head, row, strict=False)) for row in rows]
        ids = [each["candidate"] for each in every]
        lines = [f"{len(ids)} {self.tables['contests'][1][3]}"]
        for papers, ranked in self.files[name]:
            lines.append(f"{papers} {' '.join(str(ids.index(who) + 1) for who in ranked)} 0")
        lines.append("0")
        lines += [f'"{each["ballot_forenames"]} {each["ballot_surname"]}"' for each in every]
        path = folder / f"{name}.blt"
        path.write_text("\n".join([*lines, f'"{name}"', ""]), encoding="utf-8")
        return path


_COLUMNS = {
    "contests": "contest name kind seats electorate bundle_size terms system",
    "candidates": "contest candidate ballot_order ballot_surname ballot_forenames party "
    "legal_surname legal_forenames",
    "boxes": "box kind name place contests electorate",
    "units": "unit name contests",
    "people": "name role unit contest",
    "lists": "contest candidate position surname forenames",
}
_NAME = r"[^\W\d]\w*"
_WHO = re.compile(
    rf"(?P<first>{_NAME})(?: and (?P<second>{_NAME}))?(?: at (?P<unit>[\w.-]+))?"
    r"(?: in (?P<contest>[\w.-]+))?(?:, count (?P<attempt>\d+))?"
)
_DEED = re.compile(
    r"(?:(?P<at>\d\d:\d\d) )?(?P<who>[^:]+): (?P<words>.+?)(?: as \"(?P<label>[^\"]+)\")?"
)


def read(path: Path) -> Night:
    """The hall that a file tells.

    Raises:
        NotAHall: naming the line.
    """
    return Reader(path.name, path.read_text(encoding="utf-8")).night


def lines_of(file: str, text: str) -> Iterator[Line]:
    """The lines that say something, each with those set in beneath it."""
    top: Line | None = None
    for at, raw in enumerate(text.splitlines(), start=1):
        words = re.sub(r"(^|\s+)#.*", "", raw).rstrip()
        if not words:
            continue
        if not words.startswith(" "):
            if top is not None:
                yield top
            top = Line(at, words)
        elif top is None:
            raise NotAHall(file, at, "is set in beneath nothing")
        else:
            top = replace(top, beneath=(*top.beneath, Line(at, words.strip())))
    if top is not None:
        yield top


class Reader:
    """Reads one hall's text, line by line, into `night`."""

    def __init__(self, file: str, text: str) -> None:
        self.night = Night(file)
        self.night.story = [line for line in text.splitlines() if line.startswith("#")]
        self.night.tables = {name: [columns.split()] for name, columns in _COLUMNS.items()}
        self.night.tables["people"] += [[COUNTER, "staff", "", ""], [CHECKER, "staff", "", ""]]
        self.now: datetime | None = None
        for line in lines_of(file, text):
            try:
                self._line(line)
            except NotUnderstood as fault:
                raise NotAHall(file, line.number, str(fault)) from None

    def _line(self, line: Line) -> None:
        first = line.words.split()[0]
        if first in ("poll", "authority", "nation", "date"):
            key = "name" if first == "poll" else first
            self.night.facts[key] = line.words.removeprefix(first).strip()
        elif first in ("contest", "box", "unit", "person", "list"):
            getattr(self, f"_{first}")(line)
        elif first == "file":
            self._file(line)
        elif first == "on":
            self.now = datetime.combine(_day(line.words.removeprefix("on ")), time())
        elif first == "expect":
            self._expect(line)
        else:
            self._deed(line)

    # -- the poll

    def _add(self, table: str, *cells: str) -> None:
        self.night.tables[table].append(list(cells))

    @property
    def _contests(self) -> list[str]:
        return list(self.night.bundle_sizes)

    def _contest(self, line: Line) -> None:
        said = match(
            "contest <id:id>: <name>; <kind:id>; <seats:number> <word:id>; <electors:number> electors; "
            "bundles of <size:number>[; terms of <terms> years][; by <system:id>]",
            line.words,
        )
        if said is None:
            raise NotUnderstood("a contest has id: name; kind; seats; electors; bundles of a size")
        self.night.bundle_sizes[said["id"]] = number(said["size"])
        electors, terms = str(number(said["electors"])), said.get("terms", "").replace(" and ", ";")
        self._add(
            "contests", said["id"], said["name"], said["kind"], said["seats"], electors, said["size"], terms,
            said.get("system", ""),
        )  # fmt: skip
        for place, beneath in enumerate(line.beneath, start=1):
            self._candidate(said["id"], place, beneath)

    def _candidate(self, contest: str, place: int, line: Line) -> None:
        said = match(
            "<id:id> <surname>[, <names>][ (<party>)][ legally <legal>, <forenames>]", line.words
        )
        if said is None:
            words = "a candidate has id SURNAME, Forenames (Party)"
            raise NotAHall(self.night.file, line.number, words)
        more = [said.get(name, "") for name in ("party", "legal", "forenames")]
        paper = (str(place), said["surname"], said.get("names", ""))
        self._add("candidates", contest, said["id"], *paper, *more)

    def _list(self, line: Line) -> None:
        said = match("list <candidate:id>[ in <contest:id>]: <names>", line.words)
        if said is None:
            raise NotUnderstood("a list has id in contest: SURNAME, Forenames; SURNAME, Forenames")
        contest = said.get("contest", self._contests[-1])
        for place, name in enumerate(said["names"].split(";"), start=1):
            surname, _, forenames = name.partition(",")
            row = (contest, said["candidate"], str(place), surname.strip(), forenames.strip())
            self._add("lists", *row)

    def _box(self, line: Line) -> None:
        said = match(
            "box <id:id>: <kind:id>; <name>[; <electors> electors][; at <place>][; for <contests>]", line.words
        )  # fmt: skip
        if said is None:
            raise NotUnderstood("a box has id: kind; name; electors; at place; for contests")
        contests = listed(said["contests"]) if "contests" in said else self._contests
        electors = [str(number(n)) for n in said.get("electors", "0").split(" and ")]
        row = (said["id"], said["kind"], said["name"], said.get("place", ""))
        self._add("boxes", *row, ";".join(contests), ";".join(electors))

    def _unit(self, line: Line) -> None:
        said = match("unit <id:id>: <name>[; for <contests>]", line.words)
        if said is None:
            raise NotUnderstood("a unit has id: name; for contests")
        contests = listed(said["contests"]) if "contests" in said else self._contests
        self._add("units", said["id"], said["name"], ";".join(contests))

    def _file(self, line: Line) -> None:
        said = match("file <id:id>", line.words)
        if said is None:
            raise NotUnderstood("a file has a name, and its papers beneath it")
        papers = self.night.files.setdefault(said["id"], [])
        for beneath in line.beneath:
            many, *ranked = beneath.words.split()
            papers.append((number(many), ranked))

    def _person(self, line: Line) -> None:
        said = match("person <name:id>: <role>[ at <unit:id>]", line.words)
        role = said["role"].replace(" ", "-") if said else ""
        if said is None or role not in (*ROLES, "staff"):
            raise NotUnderstood("a person has name: role, and at which unit")
        unit = said.get("unit", "")
        self._add("people", said["name"], role, unit, "")
        for known in ROLES:
            if role == known:
                self.night.people[said["name"]] = Visitor(said["name"], known, unit or None)

    # -- the night

    def _expect(self, line: Line) -> None:
        words = line.words.removeprefix("expect ")
        said = match("in <contest:id> <words>", words)
        if said is not None and said["contest"] not in self._contests:
            said = None
        contest = said["contest"] if said else self._contests[0]
        if said is None and len(self._contests) != 1:
            raise NotUnderstood("there are several contests: expect in which?")
        if line.beneath:
            raise NotUnderstood("an expectation is one line")
        self.night.steps.append(Expectation(line, contest, said["words"] if said else words))

    def _deed(self, line: Line) -> None:
        deed = _DEED.fullmatch(line.words)
        who = _WHO.fullmatch(deed["who"]) if deed else None
        if deed is None or who is None:
            raise NotUnderstood(f"“{line.words}” is nothing that is said in a hall")
        for name in (who["first"], who["second"]):
            if name is not None and name not in self.night.people:
                raise NotUnderstood(f"nobody is called {name}")
        at = self._clock(deed["at"])
        if who["contest"] is None and len(self._contests) != 1:
            raise NotUnderstood("there are several contests: in which is this done?")
        contest = who["contest"] or self._contests[0]
        if contest not in (*self._contests, "hall"):
            raise NotUnderstood(f"there is no contest {contest}")
        unit = who["unit"] or self.night.people[who["first"]].unit
        place = Place(unit, int(who["attempt"] or 1), self.night.bundle_sizes.get(contest, 1))
        again = match('send "<label>" again', deed["words"])
        look = deed["words"] == "look at the figures"
        bodies = () if again or look else tuple(acts_of(deed["words"], place))
        if len(bodies) > 1 and (line.beneath or who["second"] or deed["label"]):
            raise NotUnderstood("several acts at once are neither named, seconded nor answered")
        self.night.steps.append(
            Deed(
                line,
                at,
                who["first"],
                who["second"],
                None if contest == "hall" else contest,
                bodies,
                deed["label"],
                again["label"] if again else None,
                look,
            )
        )

    def _clock(self, said: str | None) -> datetime:
        """The time goes on: an earlier hour than the last is one of the next day."""
        if self.now is None:
            self.now = datetime.combine(_day(self.night.facts.get("date", "")), time())
        if said is not None:
            then = datetime.combine(self.now.date(), _hour(said))
            self.now = then if then >= self.now else then + timedelta(days=1)
        else:
            self.now += timedelta(seconds=10)
        return self.now


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotUnderstood(f"“{text}” is no day: write it as 2024-07-04") from None


def _hour(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise NotUnderstood(f"{text} is no time of day") from None
