"""What a standing tells of how close a count is, and whom it tells."""

from count.roles import ROLES, Visitor
from count.showing import Showing
from tests.count.halls import DORA, OLIVE, SUE, Story, body, bringing, bundle, night, verification

MISREAD = 5
"""50 for MEAD against 41 for AMIN: five papers read otherwise could put AMIN first."""


def told(story: Story, visitor: Visitor = OLIVE, *, released: bool = False) -> dict[str, object]:
    showing = Showing(story.standing, visitor, story.codes, story.at, released=released)
    return showing.whole(story.poll, (), None)


def test_the_fewest_misread_papers_that_could_change_who_is_elected() -> None:
    assert told(Story().tell_all(night()))["margin"] == {
        "misread": MISREAD,
        "unaccounted_could_change": None,
    }


def test_papers_unaccounted_for_are_held_against_the_margin() -> None:
    """Of 120 papers: 21 behind with 21 left, then 22 behind with 20 left."""
    story = Story().tell_all([*verification(), *bringing()])
    story.tell_all([(SUE, bundle("mead", 60)), (SUE, bundle("amin", 39))])
    margin = {"misread": 11, "unaccounted_could_change": True}
    assert told(story)["margin"] == margin, "21 papers for AMIN would be enough"
    story.tell(SUE, bundle("mead", 1))
    assert told(story)["margin"] == {"misread": 11, "unaccounted_could_change": False}


def test_equal_votes_are_no_margin() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell_all([(SUE, bundle("mead", 60)), (SUE, bundle("amin", 60))])
    assert told(story)["margin"] == {"misread": 0, "unaccounted_could_change": None}


def test_there_is_no_margin_before_a_paper_is_counted_nor_where_everybody_is_elected() -> None:
    assert told(Story().tell_all(verification()))["margin"] is None
    story = Story(5).tell_all([*verification(), *bringing()])
    story.tell(SUE, body("block", unit="t1", candidates=["mead"], papers=25))
    assert told(story)["margin"] is None


def test_the_margin_is_for_those_who_see_all_figures() -> None:
    story = Story().tell_all(night())
    for role in ROLES:
        visitor = Visitor("Somebody", role, "t1" if role == "supervisor" else None)
        assert ("margin" in told(story, visitor)) == visitor.officer, role
    seen = story.seen
    story.tell(DORA, "provisional", told=["Agent of Mead"], seen=seen)
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    observer = Visitor("Obi", "observer")
    assert "margin" not in told(story, observer)
    assert told(story, observer, released=True)["margin"] == {
        "misread": MISREAD,
        "unaccounted_could_change": None,
    }
