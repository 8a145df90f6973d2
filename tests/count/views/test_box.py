"""A box as verification sees it: late by the hall's clock, and its account as it was keyed."""

from count.ledger.boxes import BoxStanding
from count.recording import two_people
from count.views.box import box_view
from tests.count.halls import DORA, VERA, Story, body, read_act

DUE = "2026-05-07T21:45:00Z"
BEFORE, AFTER = "2026-05-07T21:44:59.9Z", "2026-05-07T22:02:00Z"


def box(**said: str) -> BoxStanding:
    return BoxStanding("b1", "station", "School", "School", 200, 1, **said)  # type: ignore[arg-type]


def test_a_box_is_late_once_its_time_has_passed_and_until_it_is_here() -> None:
    due = box(expected_by=DUE)
    assert not box_view(due, BEFORE)["late"]
    assert box_view(due, AFTER)["late"]
    assert box_view(due, AFTER)["expected_by"] == DUE
    due.received_at = AFTER
    assert not box_view(due, AFTER)["late"]


def test_a_box_that_was_not_used_is_never_late() -> None:
    due = box(expected_by=DUE)
    due.not_used = "No postal vote came back"
    assert not box_view(due, AFTER)["late"]


def test_a_box_of_which_nobody_said_when_is_never_late() -> None:
    said = box_view(box(), AFTER)
    assert said["expected_by"] is None
    assert not said["late"]


def test_an_account_is_shown_as_it_was_keyed_and_a_blank_is_not_a_zero() -> None:
    story = Story()
    assert box_view(story.standing.boxes["b1"], AFTER)["account"] is None
    keyed = {"stated": 90, "ranges": [[1, 100]], "unused": 10, "spoilt": 0}
    story.tell_all([(VERA, body("account", box="b1", **keyed))])
    assert box_view(story.standing.boxes["b1"], AFTER)["account"] == keyed


def test_one_person_verifies_a_box_only_at_the_figure_that_is_said() -> None:
    story = Story()
    for step in (
        None,
        (VERA, body("account", box="b1", stated=3)),
        (VERA, body("box-received", box="b1")),
        (
            VERA,
            body("box-counted", box="b1", papers=3, counted_by="Kit Moss", checked_by="Lee Dunn"),
        ),
        (VERA, body("box-verified", box="b1", papers=3)),
        (DORA, body("struck", strikes="the box", reason="wrong box")),
    ):
        if step and step[1]["act"] == "struck":
            story.strike(story.last("box-verified"))
        elif step:
            story.tell_all([step])
        alone = box_view(story.standing.boxes["b1"], AFTER)["one_person_at"]
        for papers in range(6):
            act = read_act(body("box-verified", box="b1", papers=papers))
            assert two_people(story.standing, act) == (papers != alone)
