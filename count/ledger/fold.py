"""The fold: from the acts of a contest, in order, to how it stands. Pure: no clock, no database.

An act recorded as a proposal takes effect when it is agreed; an act that was struck never takes effect, and
what rested on it is void from the strike on.
"""

from collections.abc import Callable, Iterable
from typing import Any

from count.ledger import acts
from count.ledger.effects import (
    count,
    scanning,
    sorting,
    verification,
)
from count.ledger.entry import Entry
from count.ledger.paper_source import PaperSource
from count.ledger.standing import (
    Declaration,
    Drawn,
    Explanation,
    Override,
    Shared,
    Standing,
)
from count.poll.poll import Contest, Poll


def fold(
    poll: Poll, contest: Contest, entries: Iterable[Entry], kept: PaperSource | None = None
) -> Standing:
    """How a contest stands after these acts. `poll` is the poll as it was sealed."""
    entries = tuple(entries)
    standing = Standing(poll, contest, kept)
    standing.struck = struck = struck_among(entries)
    # The same as `apply` for each, without its calls: a strike folds thousands of acts while people wait.
    for entry in entries:
        act = entry.act
        id = act.id
        standing.entries[id] = entry
        if entry.awaits is not None:
            standing.proposals[id] = entry
        elif id not in struck and (effect := EFFECTS.get(type(act))) is not None:
            effect(standing, act, entry)
    return standing


def struck_among(entries: Iterable[Entry]) -> set[str]:
    """The ids of acts that were struck: a strike counts once it was agreed."""
    strikes: dict[str, str] = {}
    struck: set[str] = set()
    for entry in entries:
        act = entry.act
        if not act.hall_wide:
            continue
        if isinstance(act, acts.Struck):
            strikes[act.id] = act.strikes
        elif isinstance(act, acts.Agreed) and act.to in strikes:
            struck.add(strikes[act.to])
    return struck


def apply(standing: Standing, entry: Entry) -> None:
    """Fold one more act into a standing."""
    act = entry.act
    standing.entries[act.id] = entry
    if entry.awaits is not None:
        standing.proposals[act.id] = entry
        return
    _take_effect(standing, act, entry)


def _take_effect(standing: Standing, act: acts.AnyAct, entry: Entry) -> None:
    if act.id not in standing.struck:
        effect = EFFECTS.get(type(act))
        if effect is not None:
            effect(standing, act, entry)


def _agreed(standing: Standing, act: acts.Agreed, entry: Entry) -> None:
    """The proposal takes effect, now, by two people."""
    proposal = standing.proposals.pop(act.to, None)
    if proposal is None or proposal.id in standing.struck:
        return
    match proposal.act:
        case acts.Overridden(findings=findings, reason=reason):
            standing.overrides.append(
                Override(tuple(findings), reason, entry.at, proposal.by, entry.by)
            )
            standing.forget_figures()
        case acts.Declared():
            standing.declaration = Declaration(entry.at, proposal.by, entry.by)
        case _:
            _take_effect(standing, proposal.act, proposal)


def _declined(standing: Standing, act: acts.Declined, entry: Entry) -> None:
    standing.proposals.pop(act.to, None)


def _struck(standing: Standing, act: acts.Struck, entry: Entry) -> None:
    """What rested on the struck act is open again: closes, claims, a shared provisional result."""
    target = standing.entries[act.strikes].act
    if isinstance(target, acts.Released):
        return
    standing.figures_changed()
    # What is sorted after the first count rests on no unit's total.
    later = isinstance(target, acts.Sorted) and not sorting.is_first(target)
    for unit in () if later else units_of(target):
        if unit in standing.units:
            standing.units[unit].reopen()
    if boxes_of(target):
        standing.verification_closed = None


def units_of(act: acts.AnyAct) -> tuple[str, ...]:
    """The units whose papers an act touches."""
    if isinstance(act, acts.Handed):
        return (act.from_unit, act.to_unit)
    if isinstance(act, acts.Recount):
        return (act.scope.unit,) if isinstance(act.scope, acts.OneUnit) else ()
    unit = getattr(act, "unit", None)
    return (unit,) if unit is not None else ()


def boxes_of(act: acts.AnyAct) -> tuple[str, ...]:
    """The boxes whose figures an act touches."""
    if isinstance(act, acts.Strayed):
        return (act.box, act.to_box) if act.to_box else (act.box,)
    box = getattr(act, "box", None)
    return (box,) if box is not None else ()


def _provisional(standing: Standing, act: acts.Provisional, entry: Entry) -> None:
    standing.shared = Shared(entry.at, entry.by, tuple(act.told))


def _lot(standing: Standing, act: acts.Lot, entry: Entry) -> None:
    standing.lots.append(
        Drawn(act.id, tuple(act.among), tuple(act.chosen), act.to, act.method, entry.at)
    )


def _explained(standing: Standing, act: acts.Explained, entry: Entry) -> None:
    standing.explanations.append(Explanation(act.finding, tuple(act.piles), act.words, entry.by))


def _seats_stated(standing: Standing, act: acts.ConstituencySeats, entry: Entry) -> None:
    standing.seats_stated = act
    standing.figures_changed()


def _cancelled(standing: Standing, act: acts.Cancelled, entry: Entry) -> None:
    standing.cancelled = act.reason


def _after(
    standing: Standing, act: acts.OralCorrection | acts.Corrected | acts.FoundAfter, entry: Entry
) -> None:
    standing.after.append((entry.at, act))


EFFECTS: dict[type[acts.Act], Callable[[Standing, Any, Entry], None]] = {
    **verification.EFFECTS,
    **count.EFFECTS,
    acts.Agreed: _agreed,
    acts.Declined: _declined,
    acts.Struck: _struck,
    acts.Provisional: _provisional,
    acts.ConstituencySeats: _seats_stated,
    acts.Sorted: sorting.sorted_papers,
    acts.PapersRead: scanning.papers_read,
    acts.Lot: _lot,
    acts.Explained: _explained,
    acts.Cancelled: _cancelled,
    acts.OralCorrection: _after,
    acts.Corrected: _after,
    acts.FoundAfter: _after,
}
