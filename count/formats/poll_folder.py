"""The poll folder: one TOML and five CSV files in, a poll or every fault of it out.

Nothing is guessed and nothing is skipped: a fault in one row hides no other, and what does not fit
between two files is reported in the file that must change. Warnings are for what is lawful and
rarely meant; a poll with warnings only can be counted.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from count.formats import party_lists
from count.formats.cells import CellLine, Draft
from count.formats.columns import COLUMNS, optional, required
from count.formats.poll_checks import Drafts, check
from count.formats.poll_facts import Facts, read_facts
from count.formats.table import Fault, Report, read_table
from count.law.kind_names import KIND_NAMES, kind_named
from count.law.rulebook import system_named
from count.law.systems import prescribed_names
from count.poll.poll import Box, Candidate, Contest, ListPlace, Person, Poll, Unit
from count.poll.roles import ROLES

__all__ = ["Fault", "PollFolder", "read"]

FILES = ("poll.toml", *COLUMNS)
BUNDLE_SIZES = (10, 20, 25, 50, 100)
STAFF = "staff"
"""The role of counting staff who record nothing: their names stand on slips and sheets."""


@dataclass(frozen=True, slots=True)
class PollFolder:
    """A poll folder as it was read. It has a poll exactly when it has no fault."""

    poll: Poll | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def read(folder: Path) -> PollFolder:
    """The poll in this folder, or all of its faults, in the order of the files and their rows."""
    report = Report()
    if not folder.is_dir():
        report.fault(str(folder), None, None, "is no folder", "Name the folder of the poll")
        return PollFolder(None, tuple(report.faults), ())
    facts = read_facts(folder / "poll.toml", report)
    contests = _drafts(folder, "contests.csv", report, lambda line: _contest(line, facts.nation))
    candidates = _drafts(folder, "candidates.csv", report, _candidate)
    boxes = _drafts(folder, "boxes.csv", report, lambda line: _box(line, facts.day))
    units = _drafts(folder, "units.csv", report, _unit)
    people: list[Draft] | None = []
    if (folder / "people.csv").exists():
        people = _drafts(folder, "people.csv", report, _person)
    lists: list[Draft] | None = []
    if (folder / party_lists.FILE).exists():
        lists = _drafts(folder, party_lists.FILE, report, party_lists.place)
    drafts = Drafts(contests, candidates, boxes, units, people, lists)
    check(facts, drafts, report)
    return PollFolder(
        None if report.faults else _poll(facts, drafts),
        _in_order(report.faults),
        _in_order(report.warnings),
    )


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda f: (FILES.index(f.file), f.row or 0)))


def _drafts(
    folder: Path, file: str, report: Report, of: Callable[[CellLine], dict[str, Any]]
) -> list[Draft] | None:
    """The rows of one file, each as far as it could be read; None where the file could not."""
    rows = read_table(folder / file, required(file), optional(file), report)
    if rows is None:
        return None
    drafts = []
    for row in rows:
        line = CellLine(file, row, optional(file), report)
        drafts.append(Draft(line, of(line)))
    return drafts


def _contest(line: CellLine, nation: str | None) -> dict[str, Any]:
    kind = line.choice("kind", KIND_NAMES, name_all=True)
    found: dict[str, Any] = {
        "id": line.id("contest"),
        "ballot_paper_id": line.text("ballot_paper_id", empty=True),
        "gss": line.gss("gss"),
        "name": line.text("name"),
        "name_cy": line.text("name_cy", empty=True),
        "kind": None if kind is None else kind_named(kind, nation),
        "seats": line.whole("seats", least=1),
        "electorate": line.whole("electorate"),
        "bundle_size": line.whole("bundle_size", least=1),
        "system": line.choice("system", prescribed_names()),
        "part": line.choice("part", ("whole", "area", "collated"), otherwise="whole"),
        "areas": line.ids("areas", empty=True),
        "terms": line.wholes("terms", least=1),
    }
    size, seats, terms = found["bundle_size"], found["seats"], found["terms"]
    if size is not None and size not in BUNDLE_SIZES:
        usual = ", ".join(map(str, BUNDLE_SIZES))
        line.warn("bundle_size", f"bundles of {size} papers are not usual", f"Usual are {usual}")
    if terms and seats is not None and len(terms) != seats:
        line.fault(
            "terms", f"has {len(terms)} terms for {seats} seats", "Write the years of every seat"
        )
    if found["part"] == "collated" and found["areas"] == []:
        line.fault(
            "areas", "is empty", "Write the ids of the areas whose local totals are collated"
        )
    if found["system"]:
        found["system"] = system_named(found["system"])
    return found


def _candidate(line: CellLine) -> dict[str, Any]:
    return {
        "contest": line.id("contest"),
        "candidate": line.id("candidate"),
        "ballot_order": line.whole("ballot_order", least=1),
        "ballot_surname": line.text("ballot_surname"),
        "ballot_forenames": line.text("ballot_forenames", empty=True),
        "legal_surname": line.text("legal_surname", empty=True),
        "legal_forenames": line.text("legal_forenames", empty=True),
        "person_id": line.text("person_id", empty=True),
        "party": line.text("party", empty=True),
        "party_id": line.text("party_id", empty=True),
        "description": line.text("description", empty=True),
        "colour": line.colour("colour"),
    }


def _box(line: CellLine, day: date | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "box": line.id("box"),
        "kind": line.choice("kind", ("station", "postal")),
        "name": line.text("name"),
        "name_cy": line.text("name_cy", empty=True),
        "place": line.text("place", empty=True),
        "expected_by": line.moment("expected_by", day),
        "contests": line.ids("contests"),
        "electorate": line.wholes("electorate"),
    }
    contests, electorate = found["contests"], found["electorate"]
    if contests and electorate:
        if len(electorate) == 1:
            found["electorate"] = electorate * len(contests)
        elif len(electorate) != len(contests):
            line.fault(
                "electorate",
                f"has {len(electorate)} numbers for {len(contests)} contests",
                "Write one number, or one for each contest in the same order",
            )
    if found["kind"] == "postal" and electorate and any(electorate):
        line.warn(
            "electorate",
            "a postal box has no electors of its own",
            "Write 0: postal voters count where they are registered",
        )
    return found


def _unit(line: CellLine) -> dict[str, Any]:
    return {
        "unit": line.id("unit"),
        "name": line.text("name"),
        "name_cy": line.text("name_cy", empty=True),
        "contests": line.ids("contests"),
        "parent": line.id("parent", empty=True),
    }


def _person(line: CellLine) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": line.text("name"),
        "role": line.choice("role", (*ROLES, STAFF)),
        "unit": line.id("unit", empty=True),
        "contest": line.id("contest", empty=True),
    }
    if found["role"] == "supervisor" and found["unit"] == "":
        line.fault("unit", "is empty", "Write the unit that this supervisor supervises")
    return found


def _poll(facts: Facts, drafts: Drafts) -> Poll:
    """The poll of drafts without a fault."""

    def rows(drafts: Sequence[Draft] | None) -> list[dict[str, Any]]:
        assert drafts is not None, "a file that could not be read is a fault"
        return [draft.values for draft in drafts]

    assert facts.row is not None
    return Poll.of(
        facts.row,
        [Contest(**row) for row in rows(drafts.contests)],
        [Candidate(**row) for row in rows(drafts.candidates)],
        [Box(**row) for row in rows(drafts.boxes)],
        [Unit(**row) for row in rows(drafts.units)],
        [Person(**row) for row in rows(drafts.people)],
        [ListPlace(**row) for row in rows(drafts.lists)],
    )
