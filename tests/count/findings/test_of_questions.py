"""What the rule waits for, and answers that nobody asked for."""

from count.findings.gate import findings, in_the_way, needs, open_to_sorting
from count.findings.of_questions import QUESTIONS, not_asked, questions
from count.systems.system import SortingNeeded
from tests.count.halls import SAM, SUE, SecondCount, Story, night, second_counted
from tests.count.systems.list_polls import NONE_BEFORE, counted, list_poll, state
from tests.count.systems.test_result import draw, tied
from tests.count.transferable import brought, stv_poll


def codes(story: Story) -> list[str]:
    return [f.code for f in findings(story.standing, story.at) if f.stands_in_the_way]


def test_nothing_is_waited_for_when_most_votes_decide() -> None:
    standing = Story().tell_all(night()).standing
    assert [*questions(standing), *not_asked(standing)] == []


def test_a_lot_is_waited_for_and_one_too_many_is_not_asked() -> None:
    story = tied()
    assert [f.code for f in questions(story.standing)] == ["lot-needed"]
    draw(story, "amin")
    assert [*questions(story.standing), *not_asked(story.standing)] == []
    story.strike(next(e for e in story.entries if e.act.act == "bundle"))
    assert "lot-not-asked" in codes(story)


def test_papers_to_sort_are_waited_for_and_said_to_officers_only() -> None:
    story = SecondCount()
    (finding,) = [f for f in findings(story.standing, story.at) if f.code in QUESTIONS]
    assert finding.code == "papers-to-sort"
    assert finding.numbers == {"papers": 26, "sorted": 0}
    assert finding.piles == (f"parcel/{story.parcel}",)
    assert not finding.overridable
    assert not finding.may_be_told(SUE)
    story.sort(amin=6)
    assert [f.numbers for f in questions(story.standing)] == [{"papers": 26, "sorted": 6}]
    story.sort(SAM, none=20)
    assert codes(story) == ["provisional-needed"]


def test_the_question_comes_when_the_first_count_is_done() -> None:
    story = SecondCount()
    assert isinstance(needs(story.standing, story.at), SortingNeeded)
    assert list(open_to_sorting(story.standing)) == [story.parcel]
    story.strike(story.last("unit-closed"))
    assert needs(story.standing, story.at) is None
    assert open_to_sorting(story.standing) == {}
    assert codes(story) == ["unit-open", "provisional-needed"]


def test_more_papers_sorted_than_the_parcel_has_block_until_one_act_is_struck() -> None:
    story = SecondCount()
    story.sort(amin=20)
    story.sort(SAM, none=7)
    assert {"parcel-over"} <= set(codes(story))
    (over,) = [f for f in not_asked(story.standing) if f.code == "parcel-over"]
    assert (over.numbers, over.secret, over.overridable) == ({"papers": 1}, True, False)
    story.strike(story.last("sorted"))
    assert "parcel-over" not in codes(story)
    story.sort(SAM, none=6)
    assert codes(story) == ["provisional-needed"]


def test_a_strike_at_the_first_count_leaves_answers_that_nobody_asked_for() -> None:
    story = second_counted()
    assert in_the_way(story.standing, story.at, for_provisional=True) == ()
    story.strike(story.last("bundle"))
    assert "sorted-not-asked" in codes(story)
    (finding,) = [f for f in not_asked(story.standing) if f.code == "sorted-not-asked"]
    assert (finding.severity, finding.overridable) == ("blocks", False)


def test_seats_won_in_constituencies_are_waited_for() -> None:
    story = counted(list_poll())
    (finding,) = questions(story.standing)
    assert (finding.code, finding.numbers, finding.overridable) == (
        "seats-needed",
        {"lists": 3},
        False,
    )
    state(story, NONE_BEFORE)
    assert [*questions(story.standing)] == []


def test_papers_that_may_be_sorted_by_first_preference_are_asked_for_while_tables_count() -> None:
    story = Story(poll=stv_poll(3, 1)).tell_all(brought(100))
    asked = needs(story.standing, story.at)
    assert isinstance(asked, SortingNeeded)
    assert (asked.first, asked.papers) == (True, 100)
    story.tell(SUE, "sorted", parcel=asked.parcel, unit="t1", next={"a": 60, "b": 40}, none=0)
    assert needs(story.standing, story.at) is None
