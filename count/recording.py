"""What may be recorded now: the checks that depend on how the count stands.

Each raises a refusal that says what to do instead. They are asked when an act is recorded and, for an act
that needs two people, once more when the second agrees.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from count.declaration import gate
from count.declaration.in_count import claim_agrees
from count.declaration.result import elected
from count.ledger import acts
from count.ledger.entry import Entry
from count.ledger.fold import units_of
from count.ledger.seen import Codes
from count.ledger.standing import Standing, UnitStanding
from count.refusals import AtTheGate, NotNow, NotThisPerson, OtherAttempt, Stale
from count.roles import Visitor, may_record, may_second

ALWAYS_TWO = frozenset(
    {
        "box-added",
        "box-not-used",
        "unit-added",
        "struck",
        "overridden",
        "declared",
        "corrected",
        "cancelled",
    }
)
"""Acts that take effect only when a second person agrees."""

AFTER_DECLARING = frozenset({"oral-correction", "corrected", "found-after"})
HALL_ONLY = frozenset({"announced", "attended", "paused", "resumed", "released"})
NEVER_STRUCK = frozenset({"struck", "agreed", "declined", "declared", "cancelled", "corrected"})


@dataclass(frozen=True, slots=True)
class Occasion:
    """An act about to be recorded: whose, when, in what standing, and the proposal it agrees to, if any."""

    standing: Standing
    visitor: Visitor
    at: str
    codes: Codes
    agreeing_to: str | None = None


def two_people(standing: Standing, act: acts.AnyAct) -> bool:
    """Whether this act needs a second person as the count now stands."""
    if isinstance(act, acts.BoxVerified):
        box = standing.boxes[act.box]
        return box.verified is not None or box.expected != act.papers
    return act.act in ALWAYS_TWO


def check(occasion: Occasion, act: acts.AnyAct) -> None:
    """Whether this act may be recorded as the count now stands; raises the refusal if not."""
    _open_contest(occasion.standing, act)
    if isinstance(act, acts.OfAttempt):
        _attempt(occasion.standing, act)
    rule = CHECKS.get(type(act))
    if rule is not None:
        rule(occasion, act)


def _open_contest(standing: Standing, act: acts.AnyAct) -> None:
    if act.act in HALL_ONLY:
        return
    if standing.cancelled is not None:
        raise NotNow("This contest was cancelled: nothing more is recorded in it.")
    declared = standing.declaration is not None
    if act.act in AFTER_DECLARING and not declared:
        raise NotNow("This contest is not declared yet: strike the wrong act instead.")
    if declared and act.act not in AFTER_DECLARING | {"agreed", "declined"}:
        raise NotNow(
            "This contest is declared, and a declaration is final: "
            "record an oral correction, corrected figures or papers found after."
        )


def _attempt(standing: Standing, act: acts.OfAttempt) -> None:
    units = units_of(act)  # type: ignore[arg-type]
    present = standing.units[units[0]].attempt if units else standing.attempt
    if act.attempt != present:
        raise OtherAttempt(
            f"This belongs to count {act.attempt}; the unit is now at count {present}. "
            "Reload the page and key it again if the paper is still in front of you.",
            {"attempt": f"must be {present}"},
        )


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


def _struck(occasion: Occasion, act: acts.Struck) -> None:
    standing = occasion.standing
    target = standing.entries.get(act.strikes)
    if target is None or act.strikes in standing.struck:
        raise NotNow(
            "There is no such act here to strike, or it is struck already.",
            {"strikes": "is not an act that stands in this contest"},
        )
    if act.strikes in standing.proposals:
        raise NotNow("That act waits for its second person: decline it instead.")
    what = target.act
    if what.act in NEVER_STRUCK or what.act in ("box-added", "unit-added"):
        raise NotNow(f"An act of {what.act} is never struck.", {"strikes": "is never struck"})
    if isinstance(what, acts.Recount) and what.granted and what.kind != "bundle-check":
        raise NotNow("A recount that has begun is not struck: record another.")
    unit = next(iter(units_of(what)), None)
    if not may_record(occasion.visitor, what.act, standing.contest.id, unit) and not (
        occasion.visitor.officer and what.act == "adjudicated"
    ):
        raise NotThisPerson(f"Only somebody who may record {what.act} may strike it.")
    if isinstance(what, acts.OfAttempt):
        _attempt(standing, what)
    rivals = standing.open_proposals(occasion.at)
    if any(
        isinstance(rival.act, acts.Struck)
        and rival.act.strikes == act.strikes
        and rival.id != occasion.agreeing_to
        for rival in rivals
    ):
        raise NotNow("Striking that act is proposed already: agree to it or decline it.")


def _explained(occasion: Occasion, act: acts.Explained) -> None:
    found = gate.findings(occasion.standing, occasion.at)
    if not any(f.code == act.finding and f.severity == "explain" for f in found):
        raise NotNow(
            f"There is no finding {act.finding} that words could explain.",
            {"finding": "is not open, or blocks until it is put right"},
        )


def _provisional(occasion: Occasion, act: acts.Provisional) -> None:
    way = gate.in_the_way(occasion.standing, occasion.at, of_provisional=True)
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
    if isinstance(act.scope, acts.OneUnit):
        if not standing.units[act.scope.unit].had_papers:
            raise NotNow("That unit has counted no papers.", {"scope": "has no papers"})
    elif not any(unit.had_papers for unit in standing.units.values()):
        raise NotNow("Nothing has been counted yet.", {"scope": "has no papers"})


def _lot(occasion: Occasion, act: acts.Lot) -> None:
    standing = occasion.standing
    needed = gate.lot_needed(standing, occasion.at)
    if needed is None:
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
    blocking = {f.code: f for f in found if f.severity == "blocks"}
    never = [f for code, f in blocking.items() if code in act.findings and not f.overridable]
    if never:
        raise AtTheGate(
            "The completeness of the count is never set aside: put these right instead.",
            findings=never,
        )
    if unknown := [code for code in act.findings if code not in blocking]:
        raise NotNow(
            f"Nothing of the kind stands in the way: {', '.join(unknown)}.",
            {"findings": "names what is not open"},
        )


def _declared(occasion: Occasion, act: acts.Declared) -> None:
    way = gate.in_the_way(occasion.standing, occasion.at, but=occasion.agreeing_to)
    if way:
        raise AtTheGate("This contest cannot be declared yet.", findings=way)
    _seen(occasion, act.seen)


def _corrected(occasion: Occasion, act: acts.Corrected) -> None:
    standing = occasion.standing
    votes = dict(zip(standing.candidates, standing.figures().votes, strict=True)) | act.votes
    ranked = sorted(votes.values(), reverse=True)
    seats = standing.contest.seats
    once = elected(standing)
    seated = set(once.candidates) if once is not None else set()
    least = min((votes[c] for c in seated), default=0)
    if len(ranked) > seats and least < max(v for c, v in votes.items() if c not in seated):
        raise NotNow(
            "Corrected figures never change who is elected: that is for an election petition.",
            {"votes": "would elect somebody else"},
        )


def _proposal(occasion: Occasion, to: str) -> Entry:
    """The open proposal that is to be agreed or declined."""
    standing = occasion.standing
    proposal = standing.proposals.get(to)
    if proposal is None or proposal.lapsed(occasion.at):
        raise NotNow(
            "Nothing waits for agreement here, or it has lapsed: propose it again.",
            {"to": "is not an open proposal"},
        )
    unit = _second_unit(standing, proposal)
    act = _seconded(standing, proposal)
    if not may_second(occasion.visitor, act, standing.contest.id, unit):
        raise NotThisPerson(f"Seconding {proposal.act.act} is not for your role.")
    return proposal


def _seconded(standing: Standing, proposal: Entry) -> str:
    """The act by which a second person is judged: for a strike, the act that is struck."""
    if isinstance(proposal.act, acts.Struck):
        return standing.entries[proposal.act.strikes].act.act
    return proposal.act.act


def _second_unit(standing: Standing, proposal: Entry) -> str | None:
    act = proposal.act
    if isinstance(act, acts.Struck):
        act = standing.entries[act.strikes].act
    return next(iter(units_of(act)), None)


def may_agree(standing: Standing, visitor: Visitor, proposal: Entry) -> bool:
    """Whether this person may second this proposal: entitled to it, and not the one who made it."""
    return not visitor.same_person(proposal.by) and may_second(
        visitor,
        _seconded(standing, proposal),
        standing.contest.id,
        _second_unit(standing, proposal),
    )


def _agreed(occasion: Occasion, act: acts.Agreed) -> None:
    proposal = _proposal(occasion, act.to)
    if occasion.visitor.same_person(proposal.by):
        raise NotThisPerson("Nobody seconds themselves: another person must agree.")
    again = Occasion(
        occasion.standing,
        Visitor(proposal.by, "returning-officer"),
        occasion.at,
        occasion.codes,
        agreeing_to=proposal.id,
    )
    check(again, proposal.act)
    now = occasion.codes.of_act(occasion.standing, proposal.act)
    # The contest's own code covers every pile of it, so it proves at least as much as the proposal's.
    if now != proposal.awaits or act.seen not in (
        now,
        occasion.codes.of_contest(occasion.standing),
    ):
        raise Stale(
            "The figures changed since the proposal, or you saw others: look at them again.",
            {"seen": "is not the code of these figures"},
        )


def _declined(occasion: Occasion, act: acts.Declined) -> None:
    proposal = occasion.standing.proposals.get(act.to)
    if proposal is None or not occasion.visitor.same_person(proposal.by):
        _proposal(occasion, act.to)


CHECKS: dict[type[acts.Act], Callable[[Occasion, Any], None]] = {
    acts.BoxCounted: _box_counted,
    acts.BoxNotUsed: _box_not_used,
    acts.VerificationClosed: _verification_closed,
    acts.Mixed: _mixed,
    acts.Handed: _handed,
    acts.Bundle: _bundle,
    acts.Block: _bundle,
    acts.Sheet: _sheet,
    acts.Doubtful: _doubtful,
    acts.Adjudicated: _adjudicated,
    acts.UnitTotal: _unit_total,
    acts.UnitClosed: _unit_closed,
    acts.Explained: _explained,
    acts.Struck: _struck,
    acts.Provisional: _provisional,
    acts.Recount: _recount,
    acts.Lot: _lot,
    acts.Overridden: _overridden,
    acts.Declared: _declared,
    acts.Corrected: _corrected,
    acts.Agreed: _agreed,
    acts.Declined: _declined,
}
