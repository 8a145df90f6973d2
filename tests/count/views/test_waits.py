"""The floor page tells an officer which contests wait, and for what."""

import pytest

from count.poll.roles import Visitor
from count.views.waits import waits
from tests.count.halls import (
    DORA,
    OLIVE,
    ROSE,
    SUE,
    Story,
    bringing,
    bundle,
    night,
    shared,
    verification,
)
from tests.count.views.test_may import present


def waiting(story: Story, visitor: Visitor = DORA) -> tuple[int, str]:
    told = waits(present(story, visitor))
    return told["rank"], told["words"]


def test_verification_is_open_until_every_box_is_verified_then_an_officer_closes_it() -> None:
    story = Story()
    assert waiting(story)[0] == 6
    assert waiting(story)[1].startswith("■ ")
    story.tell_all(verification()[:-1])
    assert waiting(story) == (4, "✓ Every box is verified: close verification")


def test_what_blocks_is_said_without_its_list_of_names() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    rank, words = waiting(story)
    assert rank == 6
    assert ": " not in words


def test_a_complete_count_is_ready_to_share_and_then_to_declare() -> None:
    assert waiting(Story().tell_all(night())) == (3, "✓ Ready to share")
    assert waiting(shared()) == (2, "✓ Ready to declare")


def test_equal_votes_wait_for_a_lot() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell_all([(SUE, bundle("mead", 60, bundles=3)), (SUE, bundle("amin", 60, bundles=3))])
    total = {"mead": 60, "amin": 60, "khoo": 0}
    story.tell(ROSE, "unit-total", unit="t1", totals=total, rejected=0)
    story.tell(SUE, "unit-closed", unit="t1")
    assert waiting(story) == (1, "▲ A lot must be drawn")


def test_a_proposal_waits_for_whoever_may_agree_and_not_for_its_maker() -> None:
    story = shared()
    story.tell(OLIVE, "declared", seen=story.seen)
    assert waiting(story, DORA) == (0, "◑ 1 to agree")
    assert waiting(story, OLIVE) == (5, "◐ 1 waiting for somebody else")


@pytest.mark.parametrize("end", ["declared", "cancelled"])
def test_what_is_over_waits_for_nobody(end: str) -> None:
    story = shared()
    fields = {"seen": story.seen} if end == "declared" else {"reason": "a candidate died"}
    story.two(OLIVE, DORA, end, **fields)
    assert waiting(story) == (9, "")
