"""Parcels that people sorted by next preference: what the acts that stand come to, parcel by parcel.

Acts for one parcel add up, whichever table recorded them. An act of an earlier count of its unit answers
nothing any more: the papers are sorted again.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from count.ledger import acts
from count.ledger.chain import canonical
from count.ledger.effects.count import candidate_pile
from count.ledger.effects.verification import know
from count.ledger.entry import Entry
from count.ledger.standing import Standing

FIRST = "first-preferences"
"""What the name of the first parcel begins with: all papers at the tables, sorted by first preference."""


@dataclass(frozen=True, slots=True)
class SortedParcel:
    """A parcel as far as it was sorted: papers by next candidate, for nobody, and rejected."""

    next: Mapping[str, int]
    none: int
    rejected: Mapping[str, int]

    @property
    def papers(self) -> int:
        """All the papers sorted so far."""
        return sum(self.next.values()) + self.none + sum(self.rejected.values())


def sorted_papers(standing: Standing, act: acts.Sorted, entry: Entry) -> None:
    """The effect of an act: it is kept beside the others for its parcel.

    First preferences are counted by it, as by so many bundles.
    """
    if is_first(act):
        _first_preferences(standing, act, entry)
    standing.sorted.setdefault(act.parcel, []).append(act)
    standing.figures_changed()
    know(standing, standing.units[act.unit].pile_prefix, act.made_by, act.checked_by)


def is_first(act: acts.Act) -> bool:
    """Whether an act sorts papers by first preference, and so moves them from their table."""
    return isinstance(act, acts.Sorted) and act.parcel.startswith(FIRST)


def _first_preferences(standing: Standing, act: acts.Sorted, entry: Entry) -> None:
    unit = standing.units[act.unit]
    for candidate, papers in act.next.items():
        if papers:
            pile = candidate_pile(standing, unit, candidate)
            choice = standing.choice[candidate]
            standing.piles.bundle(unit.unsorted, pile, papers, unit.row, choice)
    for ground, papers in (act.rejected or {}).items():
        standing.move(unit.unsorted, standing.piles.rejected(act.unit, unit.row, ground), papers)
    unit.keyed_by.add(entry.by)


def in_force(standing: Standing, parcel: str) -> list[acts.Sorted]:
    """The acts that answer a parcel: those of the present count of their unit, as they were recorded."""
    kept = standing.sorted.get(parcel, [])
    return [act for act in kept if act.attempt == standing.units[act.unit].attempt]


def answered(standing: Standing) -> tuple[str, ...]:
    """Every parcel for which something is recorded that still counts, in the order first recorded."""
    return tuple(parcel for parcel in standing.sorted if in_force(standing, parcel))


def answer_to(standing: Standing, parcel: str, unit: str | None = None) -> SortedParcel:
    """The sum of all acts for one parcel, everywhere or at one unit."""
    found = [act for act in in_force(standing, parcel) if unit in (None, act.unit)]
    return SortedParcel(
        _added([act.next for act in found]),
        sum(act.none for act in found),
        _added([dict(act.rejected or {}) for act in found]),
    )


def parcel_name(standing: Standing, what: str, *rests_on: Any) -> str:
    """The name of a parcel: what it is, and a digest over the figures and answers that it rests on.

    Supervisors see the name, and may not learn figures by trying some out: the id of the contest's first
    act, random and never shown to them, is digested too.
    """
    first = next(iter(standing.entries), "")
    digest = hashlib.sha256(canonical([first, standing.contest.id, what, *rests_on]))
    return f"{what}-{digest.hexdigest()[:16]}"


def _added(columns: list[dict[str, int]] | list[dict[acts.Ground, int]]) -> dict[str, int]:
    whole: dict[str, int] = {}
    for column in columns:
        for key, papers in column.items():
            whole[key] = whole.get(key, 0) + papers
    return whole
