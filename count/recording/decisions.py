"""Checks of officers' decisions: from closing verification to the declaration, and after it."""

from collections.abc import Callable
from typing import Any

from count.findings import gate
from count.ledger import acts
from count.recording.occasion import Occasion
from count.recording.refusals import AtTheGate, NotNow, Stale
from count.systems.result import elected, rule_answer
from count.systems.system import Counted
from tally_core.outcome import LotNeeded

NEVER_CHANGES = "Corrected figures never change who is elected: that is for an election petition."


def _verification_closed(occasion: Occasion, act: acts.VerificationClosed) -> None:
    standing = occasion.standing
    if standing.verification_closed is not None:
        raise NotNow("Verification of this contest is closed already.")
    open_boxes = [box.box for box in standing.boxes.values() if not box.done]
    if open_boxes and act.reason is None:
        raise NotNow(
            f"{len(open_boxes)} boxes that could hold a stray paper are still open "
            f"({', '.join(open_boxes[:8])}): finish them, or give a reason.",
            {"reason": "is needed while a box is open"},
        )


def _explained(occasion: Occasion, act: acts.Explained) -> None:
    found = gate.findings(occasion.standing, occasion.at)
    # Whoever may not know of a finding is told what they would be told if there were none.
    known = [f for f in found if f.may_be_told(occasion.visitor)]
    if not any(f.code == act.finding and f.severity == "explain" for f in known):
        raise NotNow(
            f"There is no finding {act.finding} that words could explain.",
            {"finding": "is not open, or blocks until it is put right"},
        )


def _provisional(occasion: Occasion, act: acts.Provisional) -> None:
    way = gate.in_the_way(occasion.standing, occasion.at, for_provisional=True)
    if way:
        raise AtTheGate("The provisional result cannot be shared yet.", findings=way)
    _seen(occasion, act.seen)


def _seen(occasion: Occasion, seen: str) -> None:
    if seen != occasion.codes.of_contest(occasion.standing):
        raise Stale(
            "The figures changed since you saw them: look at them again.",
            {"seen": "is no longer the code of these figures"},
        )


def _recount(occasion: Occasion, act: acts.Recount) -> None:
    standing = occasion.standing
    if standing.read and isinstance(act.scope, acts.OneUnit) and act.kind != "bundle-check":
        raise NotNow(
            "Papers of all units are in one file: recount the whole contest.",
            {"scope": "must be the whole contest"},
        )
    if isinstance(act.scope, acts.OneUnit):
        if not standing.units[act.scope.unit].had_papers:
            raise NotNow("That unit has counted no papers.", {"scope": "has no papers"})
    elif not standing.read and not any(unit.had_papers for unit in standing.units.values()):
        raise NotNow("Nothing has been counted yet.", {"scope": "has no papers"})


def _lot(occasion: Occasion, act: acts.Lot) -> None:
    standing = occasion.standing
    needed = gate.needs(standing, occasion.at)
    if not isinstance(needed, LotNeeded):
        raise NotNow("The count asks for no lot.")
    tied = {standing.candidates[c] for c in needed.candidates}
    if set(act.among) != tied or act.to != needed.to or not 1 <= len(act.chosen) <= needed.seats:
        raise NotNow(
            f"The count asks for a lot among {', '.join(sorted(tied))} "
            f"for {needed.seats} to {needed.to}.",
            {"among": "is not what the count asks for"},
        )


def _overridden(occasion: Occasion, act: acts.Overridden) -> None:
    found = gate.findings(occasion.standing, occasion.at)
    blocking = [f for f in found if f.severity == "blocks"]
    never = [f for f in blocking if f.code in act.findings and not f.overridable]
    if never:
        raise AtTheGate(
            "The completeness of the count is never set aside: put these right instead.",
            findings=never,
        )
    codes = {f.code for f in blocking}
    if unknown := [code for code in act.findings if code not in codes]:
        raise NotNow(
            f"Nothing of the kind stands in the way: {', '.join(unknown)}.",
            {"findings": "names what is not open"},
        )


def _declared(occasion: Occasion, act: acts.Declared) -> None:
    way = gate.in_the_way(occasion.standing, occasion.at, except_proposal=occasion.agreeing_to)
    if way:
        raise AtTheGate("This contest cannot be declared yet.", findings=way)
    _seen(occasion, act.seen)


def _corrected(occasion: Occasion, act: acts.Corrected) -> None:
    standing = occasion.standing
    votes = dict(zip(standing.candidates, standing.figures().votes, strict=True)) | act.votes
    ranked = sorted(votes.values(), reverse=True)
    once = elected(standing)
    if not standing.rules.voting_system.most_votes:
        again = rule_answer(standing, tuple(votes.values())).says
        if standing.rules.transferable and not isinstance(again, Counted):
            return  # First preferences alone do not tell: no rule can say that somebody else is elected.
        if once is None or not isinstance(again, Counted) or again != once:
            raise NotNow(NEVER_CHANGES, {"votes": "would change the result"})
        return
    seats = standing.contest.seats
    seated = set(once.elected) if once is not None else set()
    least = min((votes[c] for c in seated), default=0)
    if len(ranked) > seats and least < max(v for c, v in votes.items() if c not in seated):
        raise NotNow(NEVER_CHANGES, {"votes": "would elect somebody else"})


CHECKS: dict[type[acts.Act], Callable[[Occasion, Any], None]] = {
    acts.VerificationClosed: _verification_closed,
    acts.Explained: _explained,
    acts.Provisional: _provisional,
    acts.Recount: _recount,
    acts.Lot: _lot,
    acts.Overridden: _overridden,
    acts.Declared: _declared,
    acts.Corrected: _corrected,
}
