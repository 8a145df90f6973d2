"""Verification: boxes come in, are counted, give and take strays, and are verified at a number."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.ledger import acts
from count.ledger.boxes import BoxStanding
from count.ledger.effects.verification import box_of
from tests.count.halls import (
    DORA,
    OLIVE,
    PARISH,
    STAFF,
    SUE,
    VERA,
    Story,
    body,
    bundle,
    read_act,
    small_poll,
    verification,
    verifying,
)


def box(story: Story, name: str = "b1") -> BoxStanding:
    return story.standing.boxes[name]


def count(papers: int, box: str = "b1", **fields: Any) -> dict[str, Any]:
    people = {"counted_by": STAFF[0], "checked_by": STAFF[1]}
    return body("box-counted", box=box, papers=papers, **{**people, **fields})


def test_a_box_comes_in_once_whatever_is_said_later() -> None:
    story = Story()
    first = story.tell(VERA, "box-received", box="b1")
    story.tell(VERA, "box-received", box="b1")
    assert box(story).received_at == first.at


def test_the_newest_account_is_the_account() -> None:
    story = Story()
    story.tell(VERA, "account", box="b1", stated=61)
    story.tell(VERA, "account", box="b1", stated=60)
    assert box(story).expected == 60


def test_every_count_of_a_box_is_kept_and_the_last_is_what_was_found() -> None:
    story = Story()
    for papers in (59, 60, 60):
        story.tell(VERA, count(papers))
    assert [kept.papers for kept in box(story).counts] == [59, 60, 60]
    assert box(story).settled == 60


def test_a_verified_box_brings_its_papers_into_the_count() -> None:
    story = Story()
    assert story.standing.figures().verified == 0
    story.tell_all(verifying("b1", 60))
    assert story.standing.figures().verified == 60
    assert story.standing.figures().in_boxes == {"b1": 60}
    assert box(story).verified_by == VERA.name


def test_a_count_of_a_box_alone_brings_nothing_in() -> None:
    story = Story()
    story.tell(VERA, count(60))
    assert story.standing.figures().verified == 0
    assert story.standing.figures().in_boxes == {}


def test_a_box_verified_anew_brings_the_new_number() -> None:
    story = Story().tell_all(verifying("b1", 60))
    story.tell(VERA, count(62))
    story.two(VERA, DORA, "box-verified", box="b1", papers=62, note="two stuck together")
    assert story.standing.figures().verified == 62
    assert story.standing.figures().in_boxes == {"b1": 62}


@pytest.mark.parametrize("again", [57, 63, 0])
def test_a_correction_of_a_box_goes_where_its_papers_went(again: int) -> None:
    story = Story().tell_all(verification())
    story.tell(VERA, "mixed", unit="t1", boxes=["b1", "b2"])
    story.two(VERA, DORA, "box-verified", box="b1", papers=again)
    figures = story.standing.figures()
    assert figures.verified == again + 60
    assert figures.units["t1"].papers == again + 40
    assert figures.in_boxes == {"p1": 20}


# -------------------------------------------------------------------------------------------- strays


def test_a_stray_paper_leaves_one_box_and_arrives_in_another_in_one_act() -> None:
    story = Story()
    story.tell(VERA, count(62, "b1"))
    story.tell(VERA, count(38, "b2"))
    story.tell(VERA, "strayed", box="b1", to_box="b2", papers=2, reason="one place, two boxes")
    assert (box(story, "b1").settled, box(story, "b2").settled) == (60, 40)
    assert box(story, "b1").strays_out == box(story, "b2").strays_in == 2


def test_a_stray_into_a_box_not_yet_counted_waits_there() -> None:
    story = Story()
    story.tell(VERA, count(62, "b1"))
    story.tell(VERA, "strayed", box="b1", to_box="b2", papers=2, reason="one place")
    story.tell(VERA, count(38, "b2"))
    assert box(story, "b2").settled == 40


def test_a_stray_of_this_contest_in_another_contests_box() -> None:
    """Found in the parish's box: the ward's line of that box held just these, and passed them on."""
    story = Story()
    story.tell(VERA, count(39, "b2"))
    story.tell(VERA, "strayed", box="x1", to_box="b2", papers=1, reason="in the wrong box")
    assert box(story, "b2").settled == 40
    assert box(story, "x1").settled == 0
    assert not box(story, "x1").listed
    assert box(story, "x1").done


def test_papers_of_another_contest_found_in_a_box_are_that_boxs_foreign_papers() -> None:
    """The parish's box x1 held two of the ward's papers: the count of it may or may not have them."""
    poll = small_poll()
    ward, parish = Story(poll=poll), Story(contest=PARISH, poll=poll)
    stray = ward.tell(VERA, "strayed", box="x1", to_box="b1", papers=2, reason="wrong box")
    parish.entries.append(stray)
    parish.tell(VERA, count(12, "x1"))
    assert parish.standing.boxes["x1"].foreign == 2
    assert parish.standing.boxes["x1"].settled == 12
    assert parish.standing.figures().verified == 0


@pytest.mark.sweep
@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["b1", "b2", "p1", "x1"]),
            st.sampled_from(["b1", "b2", "p1"]),
            st.integers(1, 9),
        ),
        max_size=12,
    )
)
def test_strays_are_conserved_over_the_hall(strays: list[tuple[str, str, int]]) -> None:
    story = Story()
    for name, papers in (("b1", 60), ("b2", 40), ("p1", 20)):
        story.tell(VERA, count(papers, name))
    for found, to, papers in strays:
        story.tell(VERA, "strayed", box=found, to_box=to, papers=papers, reason="wrong box")
    boxes = story.standing.boxes.values()
    assert sum(b.strays_out for b in boxes) == sum(b.strays_in for b in boxes)
    elsewhere = sum(papers for found, _, papers in strays if found == "x1")
    assert sum(b.settled or 0 for b in boxes) == 120 + elsewhere


# ------------------------------------------------------------------------------ handed over, retrieved


def test_papers_of_an_area_counted_elsewhere_leave_the_verified_ones() -> None:
    story = Story().tell_all(verifying("b1", 60))
    story.tell(VERA, "handed-over", box="b1", papers=7, to="Marsh borough", reason="their area")
    figures = story.standing.figures()
    assert (figures.verified, figures.handed_over) == (60, 7)
    assert figures.in_boxes == {"b1": 53}


def test_papers_handed_over_before_the_box_is_verified_come_in_and_go_out_again() -> None:
    story = Story()
    story.tell(VERA, "account", box="b1", stated=53)
    story.tell(VERA, count(60))
    story.tell(VERA, "handed-over", box="b1", papers=7, to="Marsh borough", reason="their area")
    story.tell(VERA, "box-verified", box="b1", papers=53)
    figures = story.standing.figures()
    assert (figures.verified, figures.handed_over) == (53, 7)
    assert figures.in_boxes == {"b1": 53}
    assert figures.below_zero == {}


def test_retrieved_papers_lower_what_a_postal_box_should_hold() -> None:
    story = Story()
    story.tell(VERA, "account", box="p1", stated=22)
    story.tell(VERA, "retrieved", box="p1", papers=2, reason="cancelled and reissued")
    assert box(story, "p1").expected == 20


# ----------------------------------------------------------------------- accounts and what they expect


def account(**fields: Any) -> int | None:
    story = Story()
    story.tell(VERA, "account", box="b1", **fields)
    return box(story).expected


def test_what_a_box_should_hold() -> None:
    """Issued less spoilt, from the figures found at the count where there are any (rule 45(5))."""
    ranges = {"ranges": [[1, 100]], "stated": 60}
    assert account(stated=60) == 60
    assert account(unused=38, spoilt=1, **ranges) == 61
    assert account(unused=38, spoilt=1, unused_found=39, spoilt_found=1, **ranges) == 60
    assert account(unused=38, spoilt=1, unused_found=39, **ranges) == 60
    assert account(unused_found=40, **ranges) == 60
    assert account(ranges=[[1, 50], [201, 250]], stated=60, unused=40) == 60


def test_an_account_without_its_unused_papers_is_taken_at_its_word() -> None:
    """A blank is not a zero: with no unused papers keyed, 100 handed out do not mean 100 issued."""
    assert account(stated=60, ranges=[[1, 100]]) == 60
    assert account(stated=60, ranges=[[1, 100]], unused=0) == 100


def test_a_box_without_an_account_expects_nothing_in_particular() -> None:
    assert box(Story()).expected is None


# --------------------------------------------------------------------------- added, not used, closed


def test_a_box_that_was_never_used_is_done_and_holds_nothing() -> None:
    story = Story()
    story.two(DORA, OLIVE, "box-not-used", box="b1", reason="the station stayed shut")
    assert box(story).done
    assert story.standing.figures().verified == 0


def test_a_box_recorded_as_not_used_and_then_verified_was_used() -> None:
    story = Story()
    story.two(DORA, OLIVE, "box-not-used", box="b1", reason="the station stayed shut")
    story.two(VERA, DORA, "box-verified", box="b1", papers=3)
    assert box(story).not_used is None
    assert story.standing.figures().verified == 3


def test_a_box_added_in_the_night_has_an_electorate_for_each_contest() -> None:
    said = {
        "box": "b9", "kind": "station", "name": "Chapel", "reason": "left off",
        "contests": ["ward", "parish"],
    }  # fmt: skip
    each = read_act(body("box-added", electorate=[80, 20], **said))
    alike = read_act(body("box-added", electorate=0, **said))
    assert isinstance(each, acts.BoxAdded)
    assert isinstance(alike, acts.BoxAdded)
    assert box_of(each).electorate == [80, 20]
    assert box_of(alike).electorate == [0, 0]
    story = Story()
    story.two(DORA, OLIVE, "box-added", electorate=[80, 20], **said)
    assert box(story, "b9").electorate == 80
    assert not box(story, "b9").done


def test_verification_is_closed_at_a_moment() -> None:
    story = Story().tell_all(verification())
    assert story.standing.verification_closed == story.last("verification-closed").at


# ----------------------------------------------------------------------------------------- who did it


def test_whoever_is_on_no_list_is_noted_with_the_place() -> None:
    story = Story()
    story.tell(VERA, count(60, counted_by="Ken Stranger", checked_by="Lee Dunn"))
    assert story.standing.unlisted_names == {"Ken Stranger": {"box/b1"}}


@pytest.mark.parametrize("name", ["Kit Moss", "kit moss", "KIT  MOSS", " Kit Moss "])
def test_one_name_typed_in_two_ways_is_one_person(name: str) -> None:
    story = Story()
    story.tell(VERA, count(60, counted_by="Kit Moss", checked_by=name))
    assert story.standing.unlisted_names == {}
    assert story.standing.unchecked == ["box/b1"]


def test_every_name_is_known_where_there_is_no_list() -> None:
    story = Story(poll=small_poll(people=False))
    story.tell(VERA, count(60, counted_by="Ken Stranger"))
    assert story.standing.unlisted_names == {}


def test_verification_goes_on_while_a_table_counts() -> None:
    story = Story().tell_all(verifying("b1", 60)).tell_all(verifying("p1", 20))
    story.tell(VERA, "mixed", unit="t1", boxes=["b1", "p1"])
    story.tell(SUE, bundle("mead", 25))
    story.tell_all(verifying("b2", 40))
    assert story.standing.figures().verified == 120
