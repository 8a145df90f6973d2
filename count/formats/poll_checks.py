"""Checks that the rows and files of a poll folder fit each other, and the law."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from count.formats.ballot_paper import check_ballot_paper
from count.formats.cells import CellLine, Draft
from count.formats.party_lists import check_lists
from count.formats.poll_facts import Facts
from count.formats.table import Report
from count.law.rulebook import NoLawError, Rules, lawful_systems, rules_for
from count.law.systems import SYSTEMS
from count.poll.names import folded, shown


@dataclass(frozen=True, slots=True)
class Drafts:
    """The six tables; None for one that could not be read."""

    contests: list[Draft] | None
    candidates: list[Draft] | None
    boxes: list[Draft] | None
    units: list[Draft] | None
    people: list[Draft] | None
    lists: list[Draft] | None


def check(facts: Facts, drafts: Drafts, report: Report) -> None:
    """Reports what does not fit, and marks in the drafts which contests are uncontested."""
    contests = _known(drafts.contests, "id")
    units = _known(drafts.units, "unit")
    _once(drafts.contests, "contest", "id")
    _once(drafts.candidates, "candidate", "contest", "candidate")
    _once(drafts.boxes, "box", "box")
    _once(drafts.units, "unit", "unit")
    _once(drafts.lists, "position", "contest", "candidate", "position")
    _once(drafts.people, "name", "name", "role", "unit", "contest")
    if drafts.contests == []:
        report.fault("contests.csv", None, None, "has no contest", "Add one row for each contest")
    for of, column in (
        (drafts.candidates, "contest"),
        (drafts.boxes, "contests"),
        (drafts.units, "contests"),
        (drafts.people, "contest"),
        (drafts.lists, "contest"),
    ):
        _listed(of, column, contests, "contests.csv")
    _listed(drafts.units, "parent", units, "units.csv")
    _listed(drafts.people, "unit", units, "units.csv")
    _no_circle(drafts.units or [])
    systems = _law(facts, drafts)
    for contest, names in _by_contest(drafts.candidates or []).items():
        if contests is not None and contest not in contests:
            continue
        system = SYSTEMS.get(systems.get(contest, ""))
        check_ballot_paper(names, system is None or not (system.lists or system.question))
    if contests is not None and drafts.candidates is not None and drafts.lists is not None:
        by_lists = _by_lists(drafts, systems)
        # A contest whose law was not found has a fault of its own.
        known = [draft for draft in drafts.lists if draft.values["contest"] in systems]
        check_lists(known, drafts.candidates, by_lists)
    _covered(drafts, report)
    _electors(drafts)


def _by_lists(drafts: Drafts, systems: dict[str, str]) -> dict[str, CellLine | None]:
    """The contests counted by lists, each with its row."""
    rows = {draft.values["id"]: draft.line for draft in drafts.contests or []}
    return {contest: rows.get(contest) for contest, of in systems.items() if SYSTEMS[of].lists}


def _known(drafts: Sequence[Draft] | None, column: str) -> set[str] | None:
    """The ids of a table, those of faulty rows too; None where the table could not be read."""
    if drafts is None:
        return None
    return {draft.values[column] for draft in drafts if draft.values[column]}


def _once(drafts: Sequence[Draft] | None, column: str, *key: str) -> None:
    """Reports what stands twice, capitals aside: b1 and B1 are one on a label in the night."""
    first: dict[tuple[str, ...], int] = {}
    for draft in drafts or []:
        values = [draft.values[part] for part in key]
        if None in values:
            continue
        row = first.setdefault(tuple(folded(str(v)) for v in values), draft.line.number)
        if row != draft.line.number:
            which = shown(draft.line.raw(column) or "")
            draft.line.fault(column, f"{which} stands in row {row} already", "Take one of them out")


def _listed(drafts: Sequence[Draft] | None, column: str, known: set[str] | None, file: str) -> None:
    """Reports ids that the other file does not have."""
    if known is None:
        return
    as_written = {each.casefold(): each for each in known}
    for draft in drafts or []:
        value = draft.values[column]
        for each in [value] if isinstance(value, str) else value or []:
            if not each or each in known:
                continue
            meant = as_written.get(each.casefold())
            remedy = f"Write {meant}" if meant else f"Write an id of {file}, or add it there"
            draft.line.fault(column, f"{shown(each)} is not in {file}", remedy)


def _no_circle(units: Sequence[Draft]) -> None:
    """Reports units that stand above themselves."""
    above = {draft.values["unit"]: draft.values["parent"] for draft in units}
    for draft in units:
        unit, passed = draft.values["unit"], set[str]()
        at = above.get(unit)
        while at and at not in passed and at != unit:
            passed.add(at)
            at = above.get(at)
        if unit and at == unit:
            draft.line.fault(
                "parent", f"{shown(unit)} stands above itself", "Leave the topmost one empty"
            )


def _by_contest(candidates: Sequence[Draft]) -> dict[str, list[Draft]]:
    """The rows of each contest, in the order of the file."""
    of: dict[str, list[Draft]] = {}
    for draft in candidates:
        if contest := draft.values["contest"]:
            of.setdefault(contest, []).append(draft)
    return of


def _law(facts: Facts, drafts: Drafts) -> dict[str, str]:
    """Finds the law of each contest, and marks those with no more candidates than seats.

    Returns the system of each contest whose law was found.
    """
    standing = Counter(draft.values["contest"] for draft in drafts.candidates or [])
    systems: dict[str, str] = {}
    for draft in drafts.contests or []:
        contest, seats = draft.values["id"], draft.values["seats"]
        rules = _rules(facts, draft, standing[contest])
        if rules is None or contest is None:
            continue
        systems[contest] = rules.system
        if rules.one_seat and seats not in (1, None):
            draft.line.warn("seats", f"{seats} seats at such a poll?", "Such a poll fills one seat")
        if drafts.candidates is not None and seats is not None:
            draft.values["uncontested"] = _uncontested(draft, rules, standing[contest], seats)
    return systems


def _rules(facts: Facts, draft: Draft, candidates: int) -> Rules | None:
    """The law of one contest; where there is none, that is reported."""
    kind, system, line = draft.values["kind"], draft.values["system"], draft.line
    if not (facts.nation and facts.day and kind) or system is None:
        return None
    try:
        lawful = lawful_systems(kind, facts.nation, facts.day)
    except NoLawError as none:
        line.fault("kind", str(none), "Look at the kind, and at nation and date in poll.toml")
        return None
    try:
        rules = rules_for(kind, facts.nation, facts.day, candidates, system)
    except NoLawError as none:
        line.fault("system", str(none), "Leave it empty: the law says it")
        return None
    if system and system not in lawful:
        line.warn(
            "system",
            f"the law on {facts.day.isoformat()} is {lawful[0]}, not {system}",
            "Leave it empty, unless the returning officer knows better",
        )
    if rules.doubt and not system and candidates > 2:
        remedy = "Write plurality or supplementary in the column system"
        line.warn("system", f"counted by {rules.system}, but: {rules.doubt}", remedy)
    if not rules.counted_here:
        line.warn(
            "kind",
            f"is counted by {rules.system}, for which this version records no bundles",
            "Verify it here; for its votes see what this version can do",
        )
    return rules


def _uncontested(draft: Draft, rules: Rules, candidates: int, seats: int) -> bool:
    """Whether no papers are counted, because there are no more candidates than seats."""
    if rules.voting_system.question:
        if candidates < 2:
            draft.line.fault(
                "contest",
                f"has {candidates} answers to choose from",
                "Add its answers to candidates.csv, each as a candidate",
            )
        return False
    # A list may win several seats, so that few lists may still contest many seats.
    if candidates > (0 if rules.voting_system.lists else seats):
        return False
    stand = "1 candidate stands" if candidates == 1 else f"{candidates} candidates stand"
    draft.line.warn(
        "seats",
        f"{stand} for {seats} {'seat' if seats == 1 else 'seats'}: uncontested, no papers counted",
        "If there is a poll, add its candidates to candidates.csv",
    )
    return True


def _contested(drafts: Drafts) -> Iterator[tuple[CellLine, str]]:
    """The contests that papers are counted for here."""
    for draft in drafts.contests or []:
        here = draft.values["part"] != "collated" and not draft.values.get("uncontested")
        if here and draft.values["id"]:
            yield draft.line, draft.values["id"]


def _covered(drafts: Drafts, report: Report) -> None:
    """Reports contests that no box brings papers of, or that no unit counts."""
    if drafts.candidates is None:
        return
    for of, file, words in (
        (drafts.boxes, "boxes.csv", "no box holds papers of contest {}"),
        (drafts.units, "units.csv", "no unit counts contest {}"),
    ):
        # Where one row's contests could not be read, it may be the one that is missed.
        if of is None or any(draft.values["contests"] is None for draft in of):
            continue
        named = {contest for draft in of for contest in draft.values["contests"]}
        for line, contest in _contested(drafts):
            if contest not in named:
                report.fault(
                    file,
                    None,
                    "contests",
                    words.format(f"{shown(contest)} (contests.csv, row {line.number})"),
                    "Add a row, or add the contest to a row",
                )


def _electors(drafts: Drafts) -> None:
    """Warns where the stations of a contest have more electors than the contest."""
    total: Counter[str] = Counter()
    for draft in drafts.boxes or []:
        contests, electorate = draft.values["contests"], draft.values["electorate"]
        if contests and electorate and len(contests) == len(electorate):
            total.update(dict(zip(contests, electorate, strict=True)))
    for draft in drafts.contests or []:
        electorate = draft.values["electorate"]
        if electorate is not None and total[draft.values["id"]] > electorate:
            draft.line.warn(
                "electorate",
                f"is {electorate}, but its boxes have {total[draft.values['id']]} electors",
                "Look at the electorate here and in boxes.csv",
            )
