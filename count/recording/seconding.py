"""Two people: strikes, and agreeing to what somebody else proposed."""

from collections.abc import Callable
from typing import Any

from count.ledger import acts
from count.ledger.entry import Entry
from count.ledger.fold import units_of
from count.ledger.standing import Standing
from count.poll.roles import Visitor
from count.recording import decisions, scanning, tables
from count.recording.occasion import Occasion, open_contest, present_attempt
from count.recording.permissions import may_record, may_second
from count.recording.proposals import by_another, open_proposal, proposed_once
from count.recording.refusals import NotNow, NotThisPerson, Stale


def two_people(standing: Standing, act: acts.Act) -> bool:
    """Whether this act needs a second person as the count now stands."""
    if isinstance(act, acts.BoxVerified):
        box = standing.boxes[act.box]
        return box.verified is not None or box.expected != act.papers
    assert act.two_people != "depends", f"it is said nowhere when {act.act} needs two people"
    return act.two_people == "always"


def check(occasion: Occasion, act: acts.Act) -> None:
    """Whether this act may be recorded as the count now stands; raises the refusal if not."""
    open_contest(occasion.standing, act)
    if isinstance(act, acts.OfAttempt):
        present_attempt(occasion.standing, act)
    rule = CHECKS.get(type(act))
    if rule is not None:
        rule(occasion, act)


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
    if not what.strikable:
        raise NotNow(f"An act of {what.act} is never struck.", {"strikes": "is never struck"})
    if isinstance(what, acts.Recount) and what.granted and what.kind != "bundle-check":
        raise NotNow("A recount that has begun is not struck: record another.")
    if not may_record(occasion.visitor, what.act, standing.contest.id, *_places(what)) and not (
        occasion.visitor.officer and what.act == "adjudicated"
    ):
        raise NotThisPerson(f"Only somebody who may record {what.act} may strike it.")
    if isinstance(what, acts.OfAttempt):
        present_attempt(standing, what)
    proposed_once(standing.open_proposals(occasion.at), act, occasion.agreeing_to)


def _proposal(occasion: Occasion, to: str) -> Entry:
    """The open proposal that is to be agreed or declined."""
    standing = occasion.standing
    proposal = open_proposal(standing.proposals, to, occasion.at)
    act = _seconded(standing, proposal)
    if not may_second(occasion.visitor, act.act, standing.contest.id, *_places(act)):
        raise NotThisPerson(f"Seconding {proposal.act.act} is not for your role.")
    return proposal


def _seconded(standing: Standing, proposal: Entry) -> acts.Act:
    """The act by which a second person is judged: for a strike, the act that is struck."""
    act = proposal.act
    return standing.entries[act.strikes].act if isinstance(act, acts.Struck) else act


def _places(act: acts.Act) -> tuple[str | None, tuple[str, ...]]:
    """The unit of an act, and both ends of papers handed from table to table."""
    units = units_of(act)
    return next(iter(units), None), units if len(units) > 1 else ()


def may_agree(standing: Standing, visitor: Visitor, proposal: Entry) -> bool:
    """Whether this person may second this proposal: entitled to it, and not the one who made it."""
    act = _seconded(standing, proposal)
    return not visitor.same_person(proposal.by) and may_second(
        visitor, act.act, standing.contest.id, *_places(act)
    )


def _agreed(occasion: Occasion, act: acts.Agreed) -> None:
    proposal = _proposal(occasion, act.to)
    by_another(occasion.visitor, proposal)
    again = Occasion(
        occasion.standing,
        Visitor.seeing_everything(proposal.by),
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
    **tables.CHECKS,
    **scanning.CHECKS,
    **decisions.CHECKS,
    acts.Struck: _struck,
    acts.Agreed: _agreed,
    acts.Declined: _declined,
}
