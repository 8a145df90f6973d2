"""The last gate: what stands in the way of a provisional result and of the declaration.

A declared result is final; nothing after it can be recounted. So everything is asked here, at once, and
every answer that stands in the way is given with its remedy.
"""

from collections.abc import Iterable

from count.declaration import in_count, in_verification
from count.declaration.findings import Finding, Rule, closed_by_words, listed, several
from count.declaration.result import outcome
from count.declaration.second_count import disagreement
from count.ledger.standing import Standing
from tally_core.outcome import LotNeeded, LotNotAsked


def equation(standing: Standing) -> Iterable[Finding]:
    """Votes and rejected papers are the verified papers; with several seats, times the seats.

    Votes + unused votes + seats × rejected = seats × verified, less papers handed to other areas. Asked
    only where the piles balance, since then it cannot fail unless an act was folded wrongly.
    """
    figures, seats = standing.figures(), standing.contest.seats
    entered = sum(box.inflow for box in standing.boxes.values())
    if figures.below_zero or figures.accounted + figures.handed_over != entered:
        return
    cast = sum(figures.votes) + figures.unused + seats * figures.all_rejected
    owed = seats * (entered - figures.handed_over)
    if cast != owed:
        yield Finding(
            "equation-fails",
            "blocks",
            f"Votes and rejected papers come to {cast:,}, but the verified papers make {owed:,}.",
            "Declare nothing. Print the unit figures and have the software examined.",
            standing.rules.reconcile_law,
            numbers={"cast": cast, "owed": owed},
            secret=True,
            overridable=False,
        )


def not_counted_here(standing: Standing) -> Iterable[Finding]:
    """A voting system that this version does not count is never declared by it."""
    if not standing.counted_here:
        yield Finding(
            "system-not-counted",
            "blocks",
            f"This version does not count by {standing.rules.system}.",
            "Verify the papers here; count and declare this contest by the paper procedure.",
            standing.rules.reconcile_law,
            overridable=False,
        )


WHILE_COUNTING: tuple[Rule, ...] = (
    *in_verification.RULES,
    *in_count.RULES,
    equation,
    not_counted_here,
)


def _lots(standing: Standing) -> Iterable[Finding]:
    """A tie that decides a seat is decided by lot, and no lot is kept that nothing asked for."""
    found = outcome(standing)
    if isinstance(found, LotNeeded):
        names = listed(standing.names[standing.candidates[c]] for c in found.candidates)
        what = "the longer term" if found.to == "longer-term" else "a seat"
        yield Finding(
            "lot-needed",
            "blocks",
            f"Equal votes: {names}, with {found.seats} to be decided for {what}.",
            "Consider a recount; then the returning officer draws the lot in view and records it.",
            standing.rules.lot_law,
            piles=tuple(f"candidate/{standing.candidates[c]}" for c in found.candidates),
            numbers={"seats": found.seats},
            secret=True,
            overridable=False,
        )
    elif isinstance(found, LotNotAsked):
        yield Finding(
            "lot-not-asked",
            "blocks",
            "A lot is recorded that the figures no longer ask for.",
            "Strike the lot.",
            standing.rules.lot_law,
            secret=True,
            overridable=False,
        )


def _agreements(standing: Standing, at: str, but: str | None) -> Iterable[Finding]:
    """No proposal waits for its second person."""
    waiting = [entry for entry in standing.open_proposals(at) if entry.id != but]
    if waiting:
        names = listed(f"{entry.act.act} (by {entry.by})" for entry in waiting)
        yield Finding(
            "agreement-open",
            "blocks",
            f"{several(len(waiting), 'proposal waits', 'proposals wait')} for a second person: {names}.",
            "Have a second person agree or decline each of them.",
            standing.rules.reconcile_law,
            numbers={"proposals": len(waiting)},
            unfinished=True,
            overridable=False,
        )


def _provisional(standing: Standing) -> Iterable[Finding]:
    """The provisional result is shared before the declaration, and is what is declared."""
    if standing.shared is None:
        yield Finding(
            "provisional-needed",
            "blocks",
            "The provisional result has not been shared, or the figures changed since it was.",
            "Share it with the candidates and agents, and give them time to ask for a recount.",
            standing.rules.recount_law,
            unfinished=True,
            overridable=False,
        )


def findings(
    standing: Standing, at: str, *, but: str | None = None, counted_twice: bool = False
) -> tuple[Finding, ...]:
    """Everything found about a contest, as it stands at this time.

    `but` is the proposal that is itself being decided. With `counted_twice` the second count is run too.
    """
    if standing.contest.uncontested:
        return tuple(_agreements(standing, at, but))
    found = [
        closed_by_words(standing, finding) for rule in WHILE_COUNTING for finding in rule(standing)
    ]
    if not any(finding.severity == "blocks" and not finding.overridden for finding in found):
        # Equal votes mean something only once every paper has its place.
        found += _lots(standing)
    elif standing.lots:
        found += (lot for lot in _lots(standing) if lot.code == "lot-not-asked")
    found += _agreements(standing, at, but)
    if counted_twice:
        differ = disagreement(standing)
        found += [differ] if differ is not None else []
    found += _provisional(standing)
    return tuple(found)


def in_the_way(
    standing: Standing, at: str, *, but: str | None = None, of_provisional: bool = False
) -> tuple[Finding, ...]:
    """What stands in the way of declaring, or of sharing the provisional result: empty, or it may be done."""
    found = findings(standing, at, but=but, counted_twice=True)
    return tuple(
        finding
        for finding in found
        if finding.stands_in_the_way
        and not (of_provisional and finding.code == "provisional-needed")
    )


def lot_needed(standing: Standing, at: str) -> LotNeeded | None:
    """The lot that the count waits for, once nothing else is in its way."""
    if standing.contest.uncontested:
        return None
    if not any(finding.code == "lot-needed" for finding in findings(standing, at)):
        return None
    found = outcome(standing)
    return found if isinstance(found, LotNeeded) else None
