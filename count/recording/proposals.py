"""Proposals that wait for a second person: what holds of them in a contest and in the whole hall alike."""

from collections.abc import Iterable, Mapping

from count.ledger import acts
from count.ledger.entry import Entry
from count.poll.roles import Visitor
from count.recording.refusals import NotNow, NotThisPerson


def open_proposal(proposals: Mapping[str, Entry], to: str, at: str) -> Entry:
    """The proposal that is to be agreed or declined, while it is open at this time."""
    proposal = proposals.get(to)
    if proposal is None or proposal.lapsed(at):
        raise NotNow(
            "Nothing waits for agreement here, or it has lapsed: propose it again.",
            {"to": "is not an open proposal"},
        )
    return proposal


def by_another(visitor: Visitor, proposal: Entry) -> None:
    """Two people are two: nobody seconds themselves."""
    if visitor.same_person(proposal.by):
        raise NotThisPerson("Nobody seconds themselves: another person must agree.")


def proposed_once(
    waiting: Iterable[Entry], act: acts.Struck, agreeing_to: str | None = None
) -> None:
    """A strike that waits already is agreed or declined, and not proposed again."""
    if any(
        isinstance(rival.act, acts.Struck)
        and rival.act.strikes == act.strikes
        and rival.id != agreeing_to
        for rival in waiting
    ):
        raise NotNow("Striking that act is proposed already: agree to it or decline it.")
