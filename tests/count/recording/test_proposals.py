"""What holds of every proposal, in a contest and in the whole hall alike."""

import pytest

from count.recording.proposals import by_another, open_proposal, proposed_once
from count.recording.refusals import NotNow, NotThisPerson
from tests.count.halls import DORA, OLIVE, Story, body, verification


def _waiting() -> Story:
    """A strike of a box's account, proposed and not seconded yet."""
    story = Story().tell_all(verification())
    made = next(e for e in story.standing.entries.values() if e.act.act == "account")
    story.tell(DORA, body("struck", strikes=made.id, reason="another box's account"))
    return story


def test_a_proposal_is_open_for_fifteen_minutes_and_for_somebody_else() -> None:
    story = _waiting()
    proposals = story.standing.proposals
    (id,) = proposals
    assert open_proposal(proposals, id, story.at) is proposals[id]
    for to, at in ((id, "2027-01-01T00:00:00.000000Z"), ("0" * 32, story.at)):
        with pytest.raises(NotNow):
            open_proposal(proposals, to, at)
    by_another(OLIVE, proposals[id])
    with pytest.raises(NotThisPerson):
        by_another(DORA, proposals[id])


def test_a_strike_that_waits_is_not_proposed_again() -> None:
    story = _waiting()
    (proposal,) = story.standing.proposals.values()
    proposed_once([proposal], proposal.act, agreeing_to=proposal.id)  # type: ignore[arg-type]
    with pytest.raises(NotNow):
        proposed_once([proposal], proposal.act)  # type: ignore[arg-type]
