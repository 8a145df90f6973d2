"""An act in a sentence, as a second person reads it before agreeing.

Whoever may second an act may read its sentence. So blind totals, second counts of a box and adjudicators'
decisions are named here without their figures; they are read where they may be seen.
"""

from count.ledger import acts
from count.ledger.fold import units_of
from count.ledger.standing import Standing


def in_words(standing: Standing, act: acts.AnyAct) -> str:
    """A proposal in a sentence."""
    match act:
        case acts.Struck():
            return f"Strike: {in_words(standing, standing.entries[act.strikes].act)} ({act.reason})"
        case acts.BoxNotUsed():
            return f"Box {act.box} was not used ({act.reason})"
        case acts.BoxAdded():
            return f"Add box {act.box}, {act.name} ({act.reason})"
        case acts.UnitAdded():
            return f"Add unit {act.unit}, {act.name}"
        case acts.ConstituencySeats():
            return _seats(standing, act)
        case acts.Overridden():
            found = ", ".join(code.replace("-", " ") for code in act.findings)
            return f"Set aside: {found} ({act.reason})"
        case acts.Declared():
            return f"Declare the result of {standing.contest.name}"
        case acts.Cancelled():
            return f"Cancel {standing.contest.name} ({act.reason})"
        case acts.Corrected():
            votes = ", ".join(f"{standing.names[c]} {n:,}" for c, n in act.votes.items())
            return f"Publish corrected figures: {votes} ({act.reason})"
        case _:
            return _of_boxes(standing, act) or _of_units(standing, act) or _otherwise(standing, act)


def _of_boxes(standing: Standing, act: acts.AnyAct) -> str:
    """What was recorded of boxes; empty for any other act."""
    match act:
        case acts.BoxVerified():
            expected = standing.boxes[act.box].expected
            said = "no account" if expected is None else f"{expected:,} expected"
            return f"Verify box {act.box} at {act.papers:,} papers ({said})"
        case acts.Account():
            return f"the account of box {act.box}"
        case acts.BoxReceived():
            return f"box {act.box} received"
        case acts.BoxCounted():
            return f"the count of box {act.box} by {act.counted_by} and {act.checked_by}"
        case acts.Strayed():
            to = f", belonging to {act.to_box}" if act.to_box else ""
            return f"{act.papers:,} stray papers found in box {act.box}{to}"
        case acts.HandedOver():
            return f"{act.papers:,} papers of box {act.box} handed to {act.to}"
        case acts.Retrieved():
            return f"{act.papers:,} cancelled papers taken out of box {act.box}"
        case acts.Mixed():
            return f"boxes {', '.join(act.boxes)} mixed at {_unit(standing, act.unit)}"
        case _:
            return ""


def _of_units(standing: Standing, act: acts.AnyAct) -> str:
    """What was keyed at a unit or of one; empty for any other act."""
    match act:
        case acts.Handed():
            ends = f"{_unit(standing, act.from_unit)} to {_unit(standing, act.to_unit)}"
            return f"{act.papers:,} papers handed from {ends}"
        case acts.Bundle():
            return (
                f"{act.papers:,} for {standing.names[act.candidate]} at {_unit(standing, act.unit)}"
            )
        case acts.Block():
            names = ", ".join(standing.names[c] for c in act.candidates)
            return f"{act.papers:,} papers for {names} at {_unit(standing, act.unit)}"
        case acts.Sheet():
            return f"sheet {act.serial}, {act.papers:,} papers, at {_unit(standing, act.unit)}"
        case acts.Sorted():
            sorted_papers = sum(act.next.values()) + act.none + sum((act.rejected or {}).values())
            where = _unit(standing, act.unit)
            return f"{sorted_papers:,} papers sorted by next preference at {where}"
        case acts.Doubtful():
            return f"{act.papers:,} doubtful papers of {_unit(standing, act.unit)}"
        case acts.Adjudicated():
            return f"a decision on doubtful papers of {_unit(standing, act.unit)}"
        case acts.UnitTotal():
            return f"a blind total of {_unit(standing, act.unit)}"
        case acts.UnitClosed():
            return f"the closing of {_unit(standing, act.unit)}"
        case _:
            return ""


def _otherwise(standing: Standing, act: acts.AnyAct) -> str:
    match act:
        case acts.VerificationClosed():
            return "the closing of verification"
        case acts.Explained():
            return f"the explanation “{act.words}”"
        case acts.Provisional():
            return "the provisional result"
        case acts.Recount():
            return f"the recount asked for by {act.asked_by}"
        case acts.Lot():
            return f"the lot that fell on {', then '.join(standing.names[c] for c in act.chosen)}"
        case acts.Released():
            return f"the release of the board {act.board}"
        case _:
            where = "".join(f" at {_unit(standing, unit)}" for unit in units_of(act))
            return f"{act.act.replace('-', ' ')}{where}"


def _unit(standing: Standing, unit: str) -> str:
    found = standing.units.get(unit)
    return found.name if found is not None else unit


def _seats(standing: Standing, act: acts.ConstituencySeats) -> str:
    """Seats won in constituencies, and the places of those who left a list or stand no more."""
    won = ", ".join(f"{standing.names[c]} {n}" for c, n in act.seats.items())
    gone = [
        f"{standing.names[c]} {', '.join(f'no. {place}' for place in places)}"
        for c, places in (act.returned or {}).items()
    ]
    left = f"; returned already: {', '.join(gone)}" if gone else ""
    return f"State the seats won in constituencies: {won}{left}"
