"""Strikes of what was said to the whole hall: an announcement, a pause, a release of all results.

Such an act belongs to no contest, so no contest's standing can hold the proposal: the hall's own fold does.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from count.ledger import acts
from count.ledger.entry import Entry
from count.ledger.hall_standing import HallStanding
from count.poll.roles import Visitor
from count.recording.permissions import may_record, may_second
from count.recording.proposals import by_another, open_proposal, proposed_once
from count.recording.refusals import NotNow, NotThisPerson, Stale


@dataclass(frozen=True, slots=True)
class HallOccasion:
    """A strike of a hall's act, or its second person: who, when, and the hall as it stands."""

    hall_standing: HallStanding
    entries: Mapping[str, Entry]
    visitor: Visitor
    at: str


def check_hall_wide(occasion: HallOccasion, act: acts.Struck | acts.Agreed | acts.Declined) -> None:
    """Whether this may be recorded of the whole hall now; raises the refusal if not."""
    match act:
        case acts.Struck():
            _struck(occasion, act)
        case acts.Agreed():
            proposal = _proposal(occasion, act.to)
            by_another(occasion.visitor, proposal)
            if act.seen != proposal.awaits:
                raise Stale(
                    "That is not the code of the proposal: look at it again.",
                    {"seen": "is not the code of this proposal"},
                )
        case acts.Declined():
            _proposal(occasion, act.to, own=True)


def _of_the_hall(act: acts.Act) -> bool:
    """Whether an act was said to the whole hall and may be withdrawn."""
    return act.hall_wide and act.strikable and act.after_declaring == "too"


def _struck(occasion: HallOccasion, act: acts.Struck) -> None:
    target = occasion.entries.get(act.strikes)
    if (
        target is None
        or not _of_the_hall(target.act)
        or act.strikes in occasion.hall_standing.struck
    ):
        raise NotNow(
            "There is no such act in this hall to strike, or it is struck already.",
            {"strikes": "is not an act that stands in this hall"},
        )
    if not may_record(occasion.visitor, target.act.act, None, None):
        raise NotThisPerson(f"Only somebody who may record {target.act.act} may strike it.")
    waiting = occasion.hall_standing.proposals.values()
    proposed_once((rival for rival in waiting if not rival.lapsed(occasion.at)), act)


def _proposal(occasion: HallOccasion, to: str, *, own: bool = False) -> Entry:
    """The open proposal that is to be agreed or declined by somebody entitled to it."""
    proposal = open_proposal(occasion.hall_standing.proposals, to, occasion.at)
    assert isinstance(proposal.act, acts.Struck), (
        "nothing else that touches no contest needs two people"
    )
    struck = occasion.entries[proposal.act.strikes].act.act
    if not may_second(occasion.visitor, struck, None, None) and not (
        own and occasion.visitor.same_person(proposal.by)
    ):
        raise NotThisPerson(f"Seconding the strike of {struck} is not for your role.")
    return proposal
