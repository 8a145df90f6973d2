"""A document is as old as the last act that it rests on."""

from count.documents.as_of import of_count, of_verification
from tests.count.documents.test_sheet import declared
from tests.count.halls import (
    DORA,
    OLIVE,
    SUE,
    VERA,
    Story,
    body,
    bundle,
    night,
    shared,
    verification,
)


def test_before_the_first_act_it_is_the_day_of_the_poll() -> None:
    story = Story()
    for moment in (of_count, of_verification):
        assert moment(story.standing, story.poll.facts) == "2026-05-07T00:00:00.000000Z"


def test_the_statement_is_as_old_as_verification_and_the_figures_as_the_count() -> None:
    story = Story().tell_all(verification())
    closed = story.at
    story.tell(VERA, body("mixed", unit="t1", boxes=["b1", "b2", "p1"]))
    story.tell(SUE, bundle("mead", 25))
    assert of_verification(story.standing, story.poll.facts) == closed
    assert of_count(story.standing, story.poll.facts) == story.at


def test_a_declared_result_is_as_old_as_its_declaration_and_what_followed_it() -> None:
    story = declared(shared(1))
    at = story.at
    story.tell(DORA, "released", board="result-ward")
    assert of_count(story.standing, story.poll.facts) == at
    story.tell(OLIVE, "oral-correction", words="AMIN has 41 votes, not 14")
    assert of_count(story.standing, story.poll.facts) == story.at > at


def test_a_box_that_is_only_received_changes_no_document() -> None:
    story = Story()
    for who, said in night():
        story.tell(who, said)
        if said["act"] == "box-received":
            assert of_count(story.standing, story.poll.facts) < story.at
