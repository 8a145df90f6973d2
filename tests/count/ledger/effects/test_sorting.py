"""Parcels sorted by hand: acts for one parcel add up, table by table and count by count."""

from count.ledger.effects.sorting import SortedParcel, answer_to, answered, in_force, parcel_name
from count.systems.result import rule_answer
from tests.count.halls import DORA, SUE, SecondCount, Story, second_counted
from tests.count.transferable import brought, stv_poll


def test_acts_for_one_parcel_add_up() -> None:
    story = second_counted()
    assert answer_to(story.standing, story.parcel) == SortedParcel({"mead": 1, "amin": 9}, 16, {})
    assert answer_to(story.standing, story.parcel).papers == 26
    assert answer_to(story.standing, story.parcel, "t2") == SortedParcel({"amin": 4}, 6, {})
    assert answered(story.standing) == (story.parcel,)


def test_an_unknown_parcel_has_no_answer() -> None:
    story = SecondCount()
    assert answer_to(story.standing, "second-preferences-0").papers == 0
    assert answered(story.standing) == ()


def test_a_strike_takes_its_papers_back() -> None:
    story = second_counted()
    story.strike(story.last("sorted"))
    assert answer_to(story.standing, story.parcel) == SortedParcel({"mead": 1, "amin": 5}, 10, {})


def test_what_an_earlier_count_of_a_table_sorted_answers_nothing() -> None:
    story = second_counted()
    parcel = story.parcel
    story.tell(DORA, "recount", scope={"contest": True}, kind="full", granted=True,
               asked_by="Agent", reason="close")  # fmt: skip
    assert in_force(story.standing, parcel) == []
    assert answered(story.standing) == ()


def test_what_is_sorted_changes_the_figures_that_are_seen() -> None:
    story = SecondCount()
    before = story.seen
    story.sort(amin=5)
    assert story.seen != before


def test_whoever_sorted_is_looked_up_among_the_people() -> None:
    story = SecondCount()
    story.tell(
        SUE, "sorted", parcel=story.parcel, unit="t1", next={}, none=1, made_by="Nobody Known"
    )
    assert story.standing.unlisted_names == {"Nobody Known": {"unit/t1"}}


def test_the_name_of_a_parcel_cannot_be_guessed_from_its_figures() -> None:
    """Another hall with the same figures has other names, for its first act has another id."""
    one, other = Story(), Story()
    assert one.standing.contest.id == other.standing.contest.id
    assert parcel_name(one.standing, "p", [1, 2]) == parcel_name(other.standing, "p", [1, 2])
    one.tell(DORA, "box-received", box="b1")
    other.tell(DORA, "box-received", box="b1")
    assert parcel_name(one.standing, "p", [1, 2]) != parcel_name(other.standing, "p", [1, 2])
    assert parcel_name(one.standing, "p", [1, 2]) != parcel_name(one.standing, "p", [2, 1])
    assert parcel_name(one.standing, "p", [1, 2]).startswith("p-")


def test_papers_sorted_by_first_preference_are_counted_as_bundles_are() -> None:
    story = Story(poll=stv_poll(3, 1)).tell_all(brought(100))
    (asked,) = rule_answer(story.standing).asked
    said = {"parcel": asked.parcel, "unit": "t1", "none": 0}
    story.tell(
        SUE, "sorted", next={"a": 50, "b": 30, "c": 0}, rejected={"unmarked-or-void": 4}, **said
    )
    figures = story.standing.figures()
    assert figures.votes == (50, 30, 0)
    assert figures.rejected["unmarked-or-void"] == 4
    assert figures.units["t1"].unsorted == 16
    assert story.standing.units["t1"].keyed_by == {SUE.name}
    assert answer_to(story.standing, asked.parcel).papers == 84
    story.tell(SUE, "sorted", next={"c": 16}, **said)
    assert story.standing.figures().votes == (50, 30, 16)
