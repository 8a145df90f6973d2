"""How close a count is, in misread papers."""

from count.views.margin import margin_view
from tests.count.halls import (
    DORA,
    OLIVE,
    SUE,
    Story,
    body,
    bringing,
    bundle,
    counting,
    night,
    second_counted,
    verification,
)
from tests.count.systems.test_referendum import asked

MISREAD = 5
"""50 for MEAD against 41 for AMIN: five papers read otherwise could put AMIN first."""


def test_the_fewest_misread_papers_that_could_change_who_is_elected() -> None:
    assert margin_view(Story().tell_all(night()).standing) == {
        "misread": MISREAD,
        "unaccounted_could_change": None,
    }


def test_papers_unaccounted_for_are_held_against_the_margin() -> None:
    """Of 120 papers: 21 behind with 21 left, then 22 behind with 20 left."""
    story = Story().tell_all([*verification(), *bringing()])
    story.tell_all([(SUE, bundle("mead", 60)), (SUE, bundle("amin", 39))])
    margin = {"misread": 11, "unaccounted_could_change": True}
    assert margin_view(story.standing) == margin, "21 papers for AMIN would be enough"
    story.tell(SUE, bundle("mead", 1))
    assert margin_view(story.standing) == {"misread": 11, "unaccounted_could_change": False}


def test_a_question_has_its_margin_and_says_only_what_is_proved_of_missing_papers() -> None:
    story = Story(poll=asked("referendum", "Leave", "Stay"))
    story.tell_all([*verification(), *bringing()])
    story.tell_all([(SUE, bundle("leave", 80)), (SUE, bundle("stay", 20))])
    margin = {"misread": 30, "unaccounted_could_change": False}
    assert margin_view(story.standing) == margin, "20 papers are missing: too few"
    story.tell(SUE, bundle("stay", 20))
    assert margin_view(story.standing) == {"misread": 20, "unaccounted_could_change": None}


def test_where_preferences_decide_the_votes_tell_no_margin() -> None:
    assert margin_view(second_counted().standing) is None


def test_nothing_is_said_of_a_margin_while_a_box_is_open() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    story.two(DORA, OLIVE, "box-added", box="b9", kind="station", name="Late",
              contests=["ward"], electorate=40, reason="found in the van")  # fmt: skip
    assert margin_view(story.standing) is None, "nobody knows what is in it"


def test_equal_votes_are_no_margin() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell_all([(SUE, bundle("mead", 60)), (SUE, bundle("amin", 60))])
    assert margin_view(story.standing) == {"misread": 0, "unaccounted_could_change": None}


def test_there_is_no_margin_before_a_paper_is_counted_nor_where_everybody_is_elected() -> None:
    assert margin_view(Story().tell_all(verification()).standing) is None
    story = Story(5).tell_all([*verification(), *bringing()])
    story.tell(SUE, body("block", unit="t1", candidates=["mead"], papers=25))
    assert margin_view(story.standing) is None
