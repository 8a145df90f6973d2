"""What a second person reads before agreeing: a sentence for every act, and no figure that is to stay blind."""

import pytest

from count.views.sentences import in_full, in_words
from tests.count.every_act import good
from tests.count.halls import (
    ADA,
    DORA,
    ROSE,
    SUE,
    Story,
    body,
    bringing,
    night,
    read_act,
    shared,
    verification,
)

WORDS = {
    "block": "25 papers for MEAD, AMIN at Table 1",
    "sheet": "sheet S17, 10 papers, at Table 1",
    "box-verified": "Verify box b1 at 60 papers (no account)",
    "box-not-used": "Box b1 was not used (the station stayed shut)",
    "box-added": "Add box b9, Chapel (left off the list)",
    "unit-added": "Add unit t9, Table 9",
    "overridden": "Set aside: verification open (the clock)",
    "declared": "Declare the result of Hill ward",
    "cancelled": "Cancel Hill ward (a candidate died)",
    "corrected": "Publish corrected figures: MEAD 51 (read from the wrong line)",
    "doubtful": "4 doubtful papers of Table 1",
    "sorted": "6 papers sorted by next preference at Table 1",
    "constituency-seats": "State the seats won in constituencies: MEAD 1, AMIN 0, KHOO 0",
    "lot": "the lot that fell on AMIN",
}


@pytest.mark.parametrize("act", sorted(WORDS))
def test_a_proposal_is_said_in_a_sentence(act: str) -> None:
    assert in_words(Story(3).standing, read_act(good(act))) == WORDS[act]


TOTALS = {"mead": 31, "amin": 32, "khoo": 33}


@pytest.fixture(scope="module")
def story() -> Story:
    return shared()


def said(story: Story, act: str) -> str:
    return in_words(story.standing, story.last(act).act)


def test_every_act_of_a_night_has_its_sentence(story: Story) -> None:
    for entry in story.entries:
        words = in_words(story.standing, entry.act)
        assert words
        assert "-" not in entry.act.act or entry.act.act not in words, "a code is no sentence"


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("account", "the account of box p1"),
        ("box-counted", "the count of box p1 by Kit Moss and Lee Dunn"),
        ("mixed", "boxes b1, b2, p1 mixed at Table 1"),
        ("bundle", "1 for KHOO at Table 1"),
        ("doubtful", "5 doubtful papers of Table 1"),
        ("unit-closed", "the closing of Table 1"),
        ("provisional", "the provisional result"),
    ],
)
def test_how_acts_are_called(story: Story, act: str, words: str) -> None:
    assert said(story, act) == words


def test_what_is_to_stay_blind_is_named_without_its_figures() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(SUE, body("doubtful", unit="t1", papers=9))
    decided = {"unit": "t1", "good": [], "returned": 4, "rejected": {"too-many": 5}}
    story.tell(ADA, body("adjudicated", **decided))
    story.tell(ROSE, body("unit-total", unit="t1", totals=TOTALS, rejected=34))
    assert said(story, "adjudicated") == "a decision on doubtful papers of Table 1"
    assert said(story, "unit-total") == "a blind total of Table 1"


def test_a_strike_says_what_is_struck_and_why() -> None:
    story = Story().tell_all(night())
    bundle = story.last("bundle")
    story.tell(DORA, "struck", strikes=bundle.id, reason="misread")
    assert said(story, "struck") == f"Strike: {in_words(story.standing, bundle.act)} (misread)"


def test_corrected_figures_are_read_before_they_are_agreed_to(story: Story) -> None:
    corrected = {"votes": {"khoo": 1027}, "reason": "a bundle was read as 26"}
    act = read_act(body("corrected", **corrected))
    assert in_words(story.standing, act) == (
        "Publish corrected figures: KHOO 1,027 (a bundle was read as 26)"
    )


IN_FULL = {
    "account": "Account of box b1: 60 stated",
    "box-counted": "Count of box b1 by Kit Moss and Lee Dunn",
    "adjudicated": "Decision on doubtful papers of Table 1: 2 good, 1 returned, 1 rejected (1 too many)",
    "unit-total": "Blind total of Table 1: 25 votes and 0 rejected",
    "sorted": "6 papers sorted by next preference at Table 1: MEAD 4, none 2",
    "recount": "Recount asked for by Agent of Mead, granted: close",
    "provisional": "Provisional result, shared with Agent of Mead",
    "found-after": "3 papers found after the declaration: under the stage (a bag)",
    "declared": "Declare the result of Hill ward",
}


@pytest.mark.parametrize("act", sorted(IN_FULL))
def test_those_who_may_read_the_whole_act_read_its_figures_too(act: str) -> None:
    assert in_full(Story(3).standing, read_act(good(act))) == IN_FULL[act]


def test_every_act_of_a_night_is_said_in_full(story: Story) -> None:
    for entry in story.entries:
        words = in_words(story.standing, entry.act).removeprefix("the ").removeprefix("a ")
        told = in_full(story.standing, entry.act)
        assert told[:1].isupper() or told[:1].isdigit()
        assert words[1:] in told
