"""What a contest needs next, and who may know it."""

import pytest

from count.poll.roles import Visitor
from count.systems.result import outcome, rule_answer
from count.systems.system import Counted, Seat, SeatsNeeded
from count.views.needs import needs, result, sorts, stages
from tally_core.outcome import LotNeeded
from tests.count.halls import (
    ADA,
    DORA,
    EVERYBODY,
    OLIVE,
    ROSE,
    SAM,
    SUE,
    SecondCount,
    second_counted,
)
from tests.count.systems.test_result import tied


def test_a_lot_is_for_officers() -> None:
    standing = tied().standing
    question = outcome(standing)
    assert isinstance(question, LotNeeded)
    for visitor in EVERYBODY:
        said = needs(standing, visitor, question)
        asked = {"lot": {"among": ["mead", "amin"], "to": "elect", "seats": 1}}
        assert said == (asked if visitor.officer else None), visitor.role


def test_papers_are_for_officers_and_for_those_who_sort_them() -> None:
    story = SecondCount()
    question = outcome(story.standing)
    assert not isinstance(question, Counted)
    for visitor in EVERYBODY:
        said = needs(story.standing, visitor, question)  # type: ignore[arg-type]
        assert (said is not None) == (visitor.officer or visitor.role == "supervisor"), visitor.role
    assert needs(story.standing, Visitor("Pam Elsewhere", "supervisor", "t7"), question) is None  # type: ignore[arg-type]


def test_each_table_is_told_what_it_sorted_itself_and_officers_all_of_it() -> None:
    story = SecondCount()
    story.sort(SUE, amin=5, none=2)
    story.sort(SAM, mead=3)
    question = outcome(story.standing)
    asked = {
        visitor.name: needs(story.standing, visitor, question)["papers"]  # type: ignore[index, arg-type]
        for visitor in (SUE, SAM, OLIVE)
    }
    one = asked[SUE.name]
    assert {k: one[k] for k in ("parcel", "value", "papers", "next_for", "of", "sorted")} == {
        "parcel": story.parcel, "value": "1", "papers": 26, "next_for": ["mead", "amin"],
        "of": ["khoo"], "sorted": 10,
    }  # fmt: skip
    assert one["so_far"] == {"next": {"amin": 5}, "none": 2, "rejected": {}, "papers": 7}
    assert asked[SAM.name]["so_far"]["next"] == {"mead": 3}
    assert asked[OLIVE.name]["so_far"]["next"] == {"amin": 5, "mead": 3}
    assert [g["ground"] for g in one["grounds"]] == ["too-many", "unmarked-or-void"]


@pytest.mark.parametrize("visitor", [SUE, ROSE, ADA, DORA])
def test_whoever_supervises_a_table_of_the_contest_sorts(visitor: Visitor) -> None:
    assert sorts(SecondCount().standing, visitor) == (visitor is SUE)


def test_the_stages_and_the_result_as_the_wire_has_them() -> None:
    now = rule_answer(second_counted().standing)
    said = stages(now.stages)
    assert [stage["stage"] for stage in said] == [1, 2, 3]
    assert said[1]["figures"] == ["1", "9", ""]
    assert said[1]["rest"] == [["no second preference for a candidate who remains", "16"]]
    assert dict(result(Counted(("mead",)))) == {"elected": ["mead"], "terms": []}
    listed = Counted(("red",), seats=(Seat("red", 1, "ROE Jane"),))
    assert result(listed)["seats"] == [{"candidate": "red", "place": 1, "name": "ROE Jane"}]
    assert result(Counted((), carried=False))["carried"] is False


def test_seats_that_are_needed_are_for_officers_to_state() -> None:
    standing = SecondCount().standing
    assert needs(standing, DORA, SeatsNeeded(("red",))) == {"seats": {"candidates": ["red"]}}
    assert needs(standing, SUE, SeatsNeeded(("red",))) is None
