"""Lists and individuals in the hall: seats before, names in order, ties, and the plain count beside."""

from fractions import Fraction
from typing import Any

import pytest

from count.findings.gate import findings, needs
from count.findings.second_count import disagreement
from count.ledger import acts
from count.ledger.fold import fold
from count.systems import lists
from count.systems.result import elected, margin, outcome, rule_answer
from count.systems.system import Counted, Seat, SeatsNeeded
from tally_core.margins.margin import exactly
from tally_core.outcome import LotNeeded
from tests.count.halls import DORA, OLIVE, Story, plant
from tests.count.systems.list_polls import NAMES, NONE_BEFORE, VOTES, counted, list_poll, state


def senedd(**fields: Any) -> Story:
    return counted(list_poll("senedd", "wales", 6), **fields)


def seats(story: Story) -> list[str]:
    found = elected(story.standing)
    assert found is not None
    return [f"{seat.candidate} {seat.place or ''}".strip() for seat in found.seats]


def test_a_senedd_constituency_has_no_seats_before() -> None:
    story = senedd()
    assert seats(story) == ["red 1", "blue 1", "red 2", "red 3", "blue 2", "red 4"]
    found = elected(story.standing)
    assert found is not None
    assert found.elected == ("red", "blue")
    assert found.seats[0] == Seat("red", 1, "RED1 A")
    assert disagreement(story.standing) is None


def test_each_step_shows_what_was_compared() -> None:
    stages = rule_answer(senedd().standing).stages
    assert [stage.figures for stage in stages[:3]] == [
        (1000, 600, 100, 150),
        (500, 600, 100, 150),
        (500, 300, 100, 150),
    ]
    assert stages[3].figures[0] == Fraction(1000, 3), "as exact as it was compared"
    assert [stage.elected for stage in stages] == [
        ("red",), ("blue",), ("red",), ("red",), ("blue",), ("red",),
    ]  # fmt: skip
    assert stages[0].title == "Seat 1"


def test_where_seats_were_won_before_they_must_be_stated_first() -> None:
    story = counted(list_poll())
    assert outcome(story.standing) == SeatsNeeded(("red", "blue", "green"))
    assert needs(story.standing, story.at) == SeatsNeeded(("red", "blue", "green"))
    found = {f.code: f for f in findings(story.standing, story.at)}
    assert not found["seats-needed"].overridable
    state(story, {"red": 4, "blue": 0, "green": 0})
    assert seats(story) == ["blue 1", "blue 2", "red 1", "blue 3", "red 2", "quill", "red 3"]
    assert rule_answer(story.standing).stages[2].title == "Seats 3 to 4", (
        "equal figures each have a seat"
    )
    assert disagreement(story.standing) is None


def test_a_list_that_runs_out_of_names_and_an_individual_with_a_seat_drop_out() -> None:
    story = counted(list_poll(names={"red": 1, "blue": 1, "green": 1}))
    state(story, NONE_BEFORE)
    assert seats(story) == ["red 1", "blue 1", "quill", "green 1"]
    found = elected(story.standing)
    assert found is not None
    assert len(found.seats) < story.contest.seats, "three seats are left unfilled"
    assert disagreement(story.standing) is None


def test_whoever_won_a_constituency_has_left_the_list() -> None:
    story = counted(list_poll())
    state(story, {"red": 1, "blue": 0, "green": 0}, returned={"red": [2], "quill": [1]})
    assert seats(story) == ["blue 1", "red 1", "red 3", "blue 2", "red 4", "red 5", "blue 3"]
    assert disagreement(story.standing) is None


def test_nobody_with_five_per_cent_or_less_is_a_london_member() -> None:
    poll = list_poll("gla-list", "england", 11, {"red": 2, "blue": 2, "green": 2})
    votes = {"red": 1000, "blue": 600, "green": 84, "quill": 0}
    story = counted(poll, votes)
    state(story, NONE_BEFORE)
    assert seats(story) == ["red 1", "blue 1", "red 2", "blue 2"], (
        "84 of 1,684 is less than a twentieth"
    )
    assert disagreement(story.standing) is None


def test_the_newest_statement_that_stands_counts() -> None:
    story = counted(list_poll())
    state(story, {"red": 9, "blue": 0, "green": 0})
    before = story.seen
    state(story, NONE_BEFORE)
    assert story.seen != before
    assert story.standing.seats_stated is not None
    assert story.standing.seats_stated.seats["red"] == 0
    story.strike(story.last("constituency-seats"))
    assert story.standing.seats_stated.seats["red"] == 9
    assert disagreement(story.standing) is None


def test_equal_figures_that_a_vote_more_does_not_part_are_parted_by_lot() -> None:
    votes = {"red": 300, "blue": 300, "green": 0, "quill": 0}
    story = counted(list_poll("senedd", "wales", 1), votes)
    assert outcome(story.standing) == LotNeeded((0, 1), 1, "elect", 1)
    assert disagreement(story.standing) is None
    story.tell(OLIVE, "lot", among=["red", "blue"], chosen=["blue"], to="elect", method="straws",
               witnesses=["Agent"])  # fmt: skip
    assert seats(story) == ["blue 1"]
    assert disagreement(story.standing) is None


def test_where_nobody_is_named_the_lists_are_counted_all_the_same() -> None:
    story = counted(list_poll("senedd", "wales", 6, {}))
    assert seats(story) == ["red 1", "blue 1", "red 2", "red 3", "blue 2", "red 4"]
    found = elected(story.standing)
    assert found is not None
    assert found.seats[0].name == ""
    assert disagreement(story.standing) is None


def test_a_provisional_result_rests_on_the_seats_stated() -> None:
    story = counted(list_poll())
    state(story, NONE_BEFORE)
    story.tell(DORA, "provisional", told=["agents"], seen=story.seen)
    state(story, {"red": 1, "blue": 0, "green": 0})
    assert story.standing.shared is None


# ------------------------------------------------------------------------------------ planted faults


def test_an_allocation_that_errs_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    story = senedd()
    wrong = dict(lists.ALLOCATE)
    wrong["senedd"] = lambda contenders, n, lots: lists.ALLOCATE_TRUE(contenders[::-1], n, lots)  # type: ignore[attr-defined]
    monkeypatch.setattr(lists, "ALLOCATE_TRUE", lists.ALLOCATE["senedd"], raising=False)
    monkeypatch.setattr(lists, "ALLOCATE", wrong)
    finding = disagreement(story.standing)
    assert finding is not None
    assert finding.code == "second-count-differs"


def test_a_statement_that_the_fold_forgets_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    story = counted(list_poll())
    state(story, NONE_BEFORE)
    plant(monkeypatch, acts.ConstituencySeats, lambda s, a, e: None)
    assert disagreement(fold(story.poll, story.contest, story.entries)) is not None


def test_a_list_that_is_read_in_the_wrong_order_is_seen() -> None:
    story = senedd()
    standing = story.standing
    assert disagreement(standing) is None
    once = elected(standing)
    misread = fold(story.poll, story.contest, story.entries)
    misread.lists["red"] = tuple(reversed(misread.lists["red"] or ()))
    assert elected(misread) != once
    assert isinstance(once, Counted)
    assert sum(NAMES.values()) == 11
    assert sum(VOTES.values()) == 1850


def test_how_close_the_last_seat_was() -> None:
    """Red has the sixth seat at 1000 / 4; the individual's 150 come level with it by 80 of Red's papers."""
    assert margin(senedd().standing) == exactly(80)


def test_there_is_no_margin_before_the_seats_before_are_stated() -> None:
    story = counted(list_poll())
    assert margin(story.standing) is None
    state(story, NONE_BEFORE)
    found = margin(story.standing)
    assert found is not None
    assert found.kind == "exact"
