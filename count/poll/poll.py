"""The poll as it was set up: contests, candidates, boxes, units, people; sealed by the first act.

Tables hold it (SQLModel); the hall works with one frozen `Poll`, whose look-ups are dictionaries
built once. Whatever is listed is listed in one order everywhere: candidates in the order of the
ballot paper (Parliamentary Elections Rules, rule 19(3), RPA 1983 Sch. 1: the order of the statement
of persons nominated), everything else by id with its numbers read as numbers. A result that is
copied between two orders goes to the wrong candidates.

After sealing, the poll grows only by acts: `with_box` and `with_unit` give a new `Poll`.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Self

import orjson
from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from count.poll.names import folded


class PollFacts(SQLModel, table=True):
    """The poll itself: one row."""

    __tablename__ = "poll"
    __table_args__ = (CheckConstraint("id = 1", name="one_poll_a_hall"),)

    id: int = Field(default=1, primary_key=True)
    name: str
    date: date
    authority: str
    nation: str
    languages: list[str] = Field(sa_column=Column(JSON, nullable=False))


class Contest(SQLModel, table=True):
    """One election or referendum.

    `ballot_paper_id` is Democracy Club's id, `gss` the official code of the area. `bundle_size` is
    in papers. `system` is empty where the law of its kind gives it, `part` is
    whole, area or collated, `areas` are the ids a collated contest adds up, `terms` the years of
    the seats where they are filled for different terms, longest first.
    """

    __table_args__ = (
        CheckConstraint("seats >= 1", name="a_seat_at_least"),
        CheckConstraint("electorate >= 0", name="electors_are_counted"),
        CheckConstraint("bundle_size >= 1", name="a_bundle_holds_paper"),
    )

    id: str = Field(primary_key=True)
    ballot_paper_id: str = ""
    gss: str = ""
    name: str
    name_cy: str = ""
    kind: str
    seats: int
    electorate: int
    bundle_size: int
    system: str = ""
    part: str = "whole"
    areas: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    terms: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    uncontested: bool = False


class Candidate(SQLModel, table=True):
    """A name on the ballot paper: a candidate, a list, or an answer of a referendum.

    `person_id` is Democracy Club's number, `party_id` the Electoral Commission's.
    """

    __table_args__ = (
        CheckConstraint("ballot_order >= 1", name="ballot_order_from_one"),
        UniqueConstraint("contest", "ballot_order", name="one_candidate_a_line"),
    )

    contest: str = Field(primary_key=True)
    candidate: str = Field(primary_key=True)
    ballot_order: int
    ballot_surname: str
    ballot_forenames: str = ""
    legal_surname: str = ""
    legal_forenames: str = ""
    person_id: str = ""
    party: str = ""
    party_id: str = ""
    description: str = ""
    colour: str = ""

    @property
    def display_name(self) -> str:
        """The name as on the ballot paper: surname first, then the other names, each exactly as typed.

        Capitals are what the poll folder has: changing case would spoil MacLean and ffoulkes.
        """
        return f"{self.ballot_surname} {self.ballot_forenames}".strip()

    @property
    def full_name(self) -> str:
        """Forenames first, the full name where one is given beside a commonly used one."""
        forenames = self.legal_forenames or self.ballot_forenames
        return f"{forenames} {self.legal_surname or self.ballot_surname}".strip()


class ListPlace(SQLModel, table=True):
    """A person on a party's list, whose place (from 1) is the order in which the list wins seats."""

    __tablename__ = "list_place"
    __table_args__ = (CheckConstraint("position >= 1", name="list_places_from_one"),)

    contest: str = Field(primary_key=True)
    candidate: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    surname: str
    forenames: str = ""

    @property
    def display_name(self) -> str:
        return f"{self.surname} {self.forenames}".strip()


class Box(SQLModel, table=True):
    """A ballot box of a polling station, or a box of postal papers.

    `electorate` has one number for each of `contests`, in the same order; 0 for a postal box.
    `expected_by` is when it should be in the hall (RFC 3339 UTC), empty where nobody said.
    """

    # The numbers stand in a JSON list: a minus sign anywhere in it is a negative number.
    __table_args__ = (
        CheckConstraint(
            "replace(CAST(electorate AS TEXT), '-', '') = CAST(electorate AS TEXT)",
            name="electors_of_a_box_are_counted",
        ),
    )

    box: str = Field(primary_key=True)
    kind: str
    name: str
    name_cy: str = ""
    place: str = ""
    expected_by: str = ""
    contests: list[str] = Field(sa_column=Column(JSON, nullable=False))
    electorate: list[int] = Field(sa_column=Column(JSON, nullable=False))


class Unit(SQLModel, table=True):
    """A table or mini-count at which papers are counted."""

    unit: str = Field(primary_key=True)
    name: str
    name_cy: str = ""
    contests: list[str] = Field(sa_column=Column(JSON, nullable=False))
    parent: str = ""


class Person(SQLModel, table=True):
    """One person in one role at the count; a person with two roles is listed twice."""

    name: str = Field(primary_key=True)
    role: str = Field(primary_key=True)
    unit: str = Field(default="", primary_key=True)
    contest: str = Field(default="", primary_key=True)


@dataclass(frozen=True, slots=True, eq=False)
class Poll:
    """The set-up of a hall, made with `Poll.of`. Every contest has a key in every look-up."""

    facts: PollFacts
    contests: tuple[Contest, ...]
    contest_ids: tuple[str, ...]
    candidates: Mapping[str, tuple[Candidate, ...]]
    candidate_ids: Mapping[str, tuple[str, ...]]
    boxes: Mapping[str, Box]
    boxes_of: Mapping[str, tuple[Box, ...]]
    units: Mapping[str, Unit]
    units_of: Mapping[str, tuple[Unit, ...]]
    people: tuple[Person, ...]
    listed: Mapping[tuple[str, str], tuple[ListPlace, ...]]
    """Who is on each list, by contest and candidate, in the order of the list; a list nobody named has none."""
    _contests: Mapping[str, Contest]
    _electorates: Mapping[tuple[str, str], int]
    _known: frozenset[str]

    @classmethod
    def of(
        cls,
        facts: PollFacts,
        contests: Iterable[Contest],
        candidates: Iterable[Candidate],
        boxes: Iterable[Box],
        units: Iterable[Unit],
        people: Iterable[Person] = (),
        lists: Iterable[ListPlace] = (),
    ) -> Self:
        """The poll of these rows, in any order. They must fit one another: `read` sees to that."""
        contests = tuple(sorted(contests, key=lambda c: by_number(c.id)))
        boxes = tuple(sorted(boxes, key=lambda b: by_number(b.box)))
        units = tuple(sorted(units, key=lambda u: by_number(u.unit)))
        on_paper: dict[str, list[Candidate]] = {contest.id: [] for contest in contests}
        for candidate in sorted(candidates, key=lambda c: c.ballot_order):
            on_paper[candidate.contest].append(candidate)
        listed: dict[tuple[str, str], tuple[ListPlace, ...]] = {}
        for place in sorted(lists, key=lambda p: (p.contest, p.candidate, p.position)):
            key = place.contest, place.candidate
            listed[key] = (*listed.get(key, ()), place)
        return cls(
            facts=facts,
            contests=contests,
            contest_ids=tuple(contest.id for contest in contests),
            candidates={contest: tuple(names) for contest, names in on_paper.items()},
            candidate_ids={c: tuple(n.candidate for n in names) for c, names in on_paper.items()},
            boxes={box.box: box for box in boxes},
            boxes_of={c.id: tuple(b for b in boxes if c.id in b.contests) for c in contests},
            units={unit.unit: unit for unit in units},
            units_of={c.id: tuple(u for u in units if c.id in u.contests) for c in contests},
            people=tuple(sorted(people, key=lambda p: (p.name, p.role, p.unit, p.contest))),
            listed=listed,
            _contests={contest.id: contest for contest in contests},
            _electorates={
                (box.box, contest): electors
                for box in boxes
                for contest, electors in zip(box.contests, box.electorate, strict=True)
            },
            _known=frozenset(folded(person.name) for person in people),
        )

    @property
    def list_places(self) -> tuple[ListPlace, ...]:
        """Everybody on any list."""
        return tuple(place for places in self.listed.values() for place in places)

    def list_of(self, contest: str, candidate: str) -> tuple[ListPlace, ...] | None:
        """The list of one row of a ballot paper of lists; None for an individual.

        Where nobody is named on any list of the contest, all its rows are lists whose names are not known.
        """
        places = self.listed.get((contest, candidate), ())
        return places if places or not any(of == contest for of, _ in self.listed) else None

    def contest(self, contest: str) -> Contest:
        """The contest with this id; KeyError where there is none."""
        return self._contests[contest]

    def electorate(self, box: str, contest: str) -> int:
        """Electors of this contest whose papers go into this box; 0 for a postal box."""
        return self._electorates[box, contest]

    def knows(self, name: str) -> bool:
        """Whether the list of people has this name; every name is known where there is no list."""
        return not self._known or folded(name) in self._known

    def with_box(self, box: Box) -> Self:
        """This poll and one more box, added in the night."""
        assert box.box not in self.boxes, "a box is added once"
        return self._grown(boxes=(*self.boxes.values(), box))

    def with_unit(self, unit: Unit) -> Self:
        """This poll and one more unit, added in the night."""
        assert unit.unit not in self.units, "a unit is added once"
        return self._grown(units=(*self.units.values(), unit))

    def _grown(
        self, boxes: Iterable[Box] | None = None, units: Iterable[Unit] | None = None
    ) -> Self:
        return self.of(
            self.facts,
            self.contests,
            (candidate for names in self.candidates.values() for candidate in names),
            self.boxes.values() if boxes is None else boxes,
            self.units.values() if units is None else units,
            self.people,
            self.list_places,
        )

    def seal(self) -> str:
        """The SHA-256, in hex, of everything that decides how papers are counted.

        The same poll has the same seal, whatever order its files were written in. People are left
        out: staff come and go without changing what is counted, and a digest that is published
        must not be a way to try out names. So is when a box should arrive, which counts no paper.
        """
        tables: dict[str, Iterable[SQLModel]] = {
            "poll": [self.facts],
            "contests": self.contests,
            "candidates": [name for names in self.candidates.values() for name in names],
            "boxes": self.boxes.values(),
            "units": self.units.values(),
        }
        if self.listed:  # A poll without lists keeps the seal that it always had.
            tables["lists"] = self.list_places
        form = {name: [_sealed(row) for row in rows] for name, rows in tables.items()}
        return hashlib.sha256(orjson.dumps(form, option=orjson.OPT_SORT_KEYS)).hexdigest()


ADDED_LATER = frozenset({"ballot_paper_id", "gss", "name_cy", "person_id", "party_id"})
"""Columns that polls had no word of at first: a poll without them keeps the seal that it always had."""


def _sealed(row: SQLModel) -> dict[str, Any]:
    """The fields of a row that are under the seal."""
    values = row.model_dump(exclude={"expected_by"})
    return {name: value for name, value in values.items() if value or name not in ADDED_LATER}


@cache
def by_number(text: str) -> tuple[Any, ...]:
    """Sorts ids as people do: ward-2 before ward-10, capitals aside."""
    parts = re.split(r"(\d+)", text.casefold())
    return (tuple((1, int(p), "") if p.isdigit() else (0, 0, p) for p in parts), text)
