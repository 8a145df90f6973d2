"""The fold: from the acts of a contest, in order, to how it stands. Pure: no clock, no database.

An act recorded as a proposal takes effect when it is agreed; an act that was struck never takes effect, and
what rested on it is void from the strike on.

To the fold an act is a move, a claim, a strike or a decision (`acts.Sort`). Only moves move papers from pile to
pile (`MOVES_BY_LAW` has the two acts besides), and only claims state figures: the fold asserts both.
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

Effect = Callable[[Standing, Any, Entry], None]
"""The effect of an act on a standing, when the entry takes effect."""


def fold(
    poll: Poll, contest: Contest, entries: Iterable[Entry], kept: PaperSource | None = None
) -> Standing:
    """Fold these acts into a contest's standing. `poll` is the poll as it was sealed."""
    entries = tuple(entries)
    standing = Standing(poll, contest, kept)
    standing.struck = struck = struck_among(entries)
    # The same as `apply` for each, but moves without its calls: a strike folds thousands while people wait.
    for entry in entries:
        act = entry.act
        id = act.id
        standing.entries[id] = entry
        if entry.awaits is not None:
            standing.proposals[id] = entry
        elif id not in struck and (effect := EFFECTS.get(type(act))) is not None:
            if act.sort == "move":
                effect(standing, act, entry)
            else:
                _moving_nothing(effect, standing, act, entry)
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


def _take_effect(standing: Standing, act: acts.Act, entry: Entry) -> None:
    if act.id not in standing.struck:
        effect = EFFECTS.get(type(act))
        if effect is not None:
            _moving_nothing(effect, standing, act, entry)


def _moving_nothing(effect: Effect, standing: Standing, act: acts.Act, entry: Entry) -> None:
    """Have an act take effect, and see that it moves papers only if such an act may."""
    before = standing.piles.moved
    effect(standing, act, entry)
    may_move = act.sort == "move" or type(act) in MOVES_BY_LAW
    assert may_move or standing.piles.moved == before, f"{act.act} is a {act.sort} and moved papers"


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
    """Reopen what rested on the struck act: closes, claims, a shared provisional result."""
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


def units_of(act: acts.Act) -> tuple[str, ...]:
    """The units whose papers an act touches."""
    return acts.ids(act, "unit", "new-unit")


def boxes_of(act: acts.Act) -> tuple[str, ...]:
    """The boxes whose figures an act touches."""
    return acts.ids(act, "box", "box-of-any-contest", "new-box")


def _provisional(standing: Standing, act: acts.Provisional, entry: Entry) -> None:
    standing.shared = Shared(entry.at, entry.by, tuple(act.told))


def _lot(standing: Standing, act: acts.Lot, entry: Entry) -> None:
    standing.lots.append(
        Drawn(act.id, tuple(act.among), tuple(act.chosen), act.to, act.method, entry.at)
    )


def _explained(standing: Standing, act: acts.Explained, entry: Entry) -> None:
    standing.explanations.append(Explanation(act.finding, tuple(act.piles), act.words, entry.by))


def _seats_stated(standing: Standing, act: acts.ConstituencySeats, entry: Entry) -> None:
    standing.only_a_claim(act)
    standing.seats_stated = act
    standing.figures_changed()


def _cancelled(standing: Standing, act: acts.Cancelled, entry: Entry) -> None:
    standing.cancelled = act.reason


def _after(
    standing: Standing, act: acts.OralCorrection | acts.Corrected | acts.FoundAfter, entry: Entry
) -> None:
    standing.after.append((entry.at, act))


MOVES_BY_LAW: dict[type[acts.Act], str] = {
    acts.Recount: "a full recount, once granted, makes the papers in its scope unsorted again",
    acts.BoxCounted: "whether papers handed to another area are among the verified ones follows from it",
    acts.Agreed: "what was proposed takes effect, and is looked at by itself",
}
"""Acts that are no moves and after which papers lie elsewhere, each with its reason."""

EFFECTS: dict[type[acts.Act], Effect] = {
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
