"""Checks of acts at the tables: verification and the count."""

from collections.abc import Callable
from typing import Any

from count.findings.gate import open_to_sorting
from count.findings.of_count import claim_agrees
from count.ledger import acts
from count.ledger.standing import Standing, UnitStanding
from count.recording.occasion import Occasion
from count.recording.refusals import NotNow, NotThisPerson


def _open_unit(occasion: Occasion, name: str) -> UnitStanding:
    unit = occasion.standing.units[name]
    if unit.closed:
        raise NotNow(f"{unit.name} is closed: strike its closing to go on.", {"unit": "is closed"})
    return unit


def _counting(occasion: Occasion, name: str) -> UnitStanding:
    unit = _open_unit(occasion, name)
    if not unit.had_papers:
        raise NotNow(
            f"{unit.name} has no papers: verify its boxes and mix them here first.",
            {"unit": "has no papers yet"},
        )
    return unit


def _bundle(occasion: Occasion, act: acts.Bundle | acts.Block) -> None:
    _counting(occasion, act.unit)
    if act.slip is not None:
        _unused(occasion.standing, "slip", act.attempt, act.slip)


def _sheet(occasion: Occasion, act: acts.Sheet) -> None:
    _counting(occasion, act.unit)
    _unused(occasion.standing, "serial", act.attempt, act.serial)


def _unused(standing: Standing, what: str, attempt: int, text: str) -> None:
    if (what, attempt, text) in standing.papers_in_use:
        raise NotNow(
            f"{what.capitalize()} {text} is in the count already. If its figures were wrong, "
            "strike the first entry and key it anew; never key it twice.",
            {what: "is in use"},
        )


def _doubtful(occasion: Occasion, act: acts.Doubtful) -> None:
    _counting(occasion, act.unit)


def _adjudicated(occasion: Occasion, act: acts.Adjudicated) -> None:
    unit = occasion.standing.units[act.unit]
    if not unit.had_papers:
        raise NotNow(f"{unit.name} has no papers.", {"unit": "has no papers yet"})


def _mixed(occasion: Occasion, act: acts.Mixed) -> None:
    unit = _open_unit(occasion, act.unit)
    faults: list[str] = []
    for name in act.boxes:
        box = occasion.standing.boxes[name]
        if box.verified is None:
            faults.append(f"box {name} is not verified")
        elif box.mixed_into is not None or (box.inflow and box.taken >= box.inflow):
            faults.append(f"box {name} has been mixed already")
    if faults:
        words = "; ".join(faults)
        raise NotNow(f"Not yet for {unit.name}: {words}.", {"boxes": words})


def _handed(occasion: Occasion, act: acts.Handed) -> None:
    _counting(occasion, act.from_unit)
    _open_unit(occasion, act.to_unit)


def _sorted(occasion: Occasion, act: acts.Sorted) -> None:
    """A parcel is sorted when the rule asked for it: units are closed by then, and stay so."""
    parcels = open_to_sorting(occasion.standing)
    asked = parcels.get(act.parcel)
    if asked is None:
        now = ", ".join(parcels) or "no papers to be sorted now"
        raise NotNow(
            f"The count does not ask for parcel {act.parcel}. It asks for: {now}.",
            {"parcel": "is not what the count asks for"},
        )
    if asked.first:
        _sorted_first(occasion, act)
        return
    again = {ground.code for ground in occasion.standing.rules.second_grounds}
    if strange := [g for g, papers in (act.rejected or {}).items() if papers and g not in again]:
        raise NotNow(
            "Papers are rejected at the first count only: later they have no next preference at worst.",
            {"rejected": f"{', '.join(strange)} is no ground here"},
        )
    out = [c for c, papers in act.next.items() if papers and c not in asked.next_for]
    if out:
        names = ", ".join(occasion.standing.names[c] for c in out)
        raise NotNow(
            f"No more papers go to {names}: count those as having no next preference.",
            {"next": f"{', '.join(out)} can receive no papers"},
        )


def _sorted_first(occasion: Occasion, act: acts.Sorted) -> None:
    """Papers sorted by first preference come from a table that is counting, like bundles."""
    _counting(occasion, act.unit)
    if act.none:
        raise NotNow(
            "A paper without a first preference is rejected: record it under its ground.",
            {"none": "must be 0 at the first count"},
        )


def _unit_total(occasion: Occasion, act: acts.UnitTotal) -> None:
    unit = occasion.standing.units[act.unit]
    if any(occasion.visitor.same_person(name) for name in unit.keyed_by):
        raise NotThisPerson(
            f"You keyed figures of {unit.name}: its second total is for somebody who keyed none.",
            {"unit": "was keyed by you"},
        )
    _counting(occasion, act.unit)


def _unit_closed(occasion: Occasion, act: acts.UnitClosed) -> None:
    unit = _open_unit(occasion, act.unit)
    if unit.had_papers and claim_agrees(occasion.standing, unit) is not True:
        raise NotNow(
            f"{unit.name} closes when its newest second total agrees with what was keyed: "
            + ("the newest differs." if unit.claims else "nobody has claimed one yet."),
            {"unit": "has no second total that agrees"},
        )


def _box_counted(occasion: Occasion, act: acts.BoxCounted) -> None:
    box = occasion.standing.boxes[act.box]
    if box.not_used is not None:
        raise NotNow(f"Box {box.box} is recorded as not used: strike that first.")


def _box_not_used(occasion: Occasion, act: acts.BoxNotUsed) -> None:
    box = occasion.standing.boxes.get(act.box)
    if box is not None and (box.verified or box.counts):
        raise NotNow(
            f"Box {act.box} was counted: it was used.", {"box": "was counted or verified already"}
        )


CHECKS: dict[type[acts.Act], Callable[[Occasion, Any], None]] = {
    acts.BoxCounted: _box_counted,
    acts.BoxNotUsed: _box_not_used,
    acts.Mixed: _mixed,
    acts.Handed: _handed,
    acts.Bundle: _bundle,
    acts.Block: _bundle,
    acts.Sheet: _sheet,
    acts.Doubtful: _doubtful,
    acts.Adjudicated: _adjudicated,
    acts.Sorted: _sorted,
    acts.UnitTotal: _unit_total,
    acts.UnitClosed: _unit_closed,
}
