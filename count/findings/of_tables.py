"""Findings of the work at tables: boxes not mixed, part bundles, unknown names, no second person checking."""

from collections.abc import Iterable

from count.findings.finding import Finding, FindingKind, Rule, listed
from count.ledger.standing import Standing

NOT_MIXED = FindingKind(
    "not-mixed",
    "explain",
    means="A ballot box's papers were counted at a table without another ballot box's among them, "
    "so that one area's votes could be told.",
    remedy="Mix them with another ballot box before the votes are counted, or say why not.",
    law="mixing",
)


def mixing_rule(standing: Standing) -> Iterable[Finding]:
    """A box's papers are mixed with another ballot box's before votes are counted."""
    together = standing.rules.mixing.kind == "all-together"
    for unit in standing.units.values():
        kinds = [standing.boxes[box].kind for box in dict.fromkeys(unit.boxes)]
        if not kinds:
            continue
        stations = kinds.count("station")
        short = stations < 2 and not (stations == 1 and "postal" in kinds)
        if together or not short:
            continue
        yield NOT_MIXED.found(
            standing.rules,
            f"{unit.name} got papers of {listed(dict.fromkeys(unit.boxes))} only: "
            "they are not mixed with another ballot box's.",
            piles=(f"unit/{unit.unit}",),
            numbers={"boxes": len(kinds)},
        )


PART_BUNDLES = FindingKind(
    "part-bundles",
    "explain",
    means="A table has two bundles for one candidate that are not full: one of them may have a wrong number.",
    remedy="Make full bundles of them, or say that they were checked as they are.",
    law="reconcile",
    secret=True,
)


def part_bundles(standing: Standing) -> Iterable[Finding]:
    """One part bundle a candidate and unit: a second is a bundle of a wrong size."""
    for unit in standing.units.values():
        parts = {c: n for c, n in unit.part_bundles.items() if n > 1}
        if parts:
            yield PART_BUNDLES.found(
                standing.rules,
                f"{unit.name} has more than one part bundle for "
                f"{listed(standing.names[c] for c in parts)}.",
                piles=tuple(f"unit/{unit.unit}/candidate/{c}" for c in parts),
                numbers={"bundles": sum(parts.values())},
            )


PERSON_UNKNOWN = FindingKind(
    "person-unknown",
    "explain",
    means="Somebody who made or checked something is not in people.csv.",
    remedy="Look for a misspelt name, or say who this is.",
    law="reconcile",
)


def strangers(standing: Standing) -> Iterable[Finding]:
    """Names of makers and checkers that are not on the list of people."""
    for name, where in standing.unlisted_names.items():
        yield PERSON_UNKNOWN.found(
            standing.rules,
            f"{name} is not on the list of people ({listed(sorted(where))}).",
            piles=tuple(sorted(where)),
        )


NOT_CHECKED_BY_ANOTHER = FindingKind(
    "not-checked-by-another",
    "explain",
    means="The same person made and checked a bundle or a count.",
    remedy="Have somebody else check it, or say why not.",
    law="reconcile",
)


def checked_by_another(standing: Standing) -> Iterable[Finding]:
    """Every figure is checked by somebody else."""
    if standing.unchecked:
        places = tuple(dict.fromkeys(standing.unchecked))
        yield NOT_CHECKED_BY_ANOTHER.found(
            standing.rules,
            f"Made and checked by the same person at {listed(places)}.",
            piles=places,
            numbers={"times": len(standing.unchecked)},
        )


RULES: tuple[Rule, ...] = (mixing_rule, part_bundles, strangers, checked_by_another)
