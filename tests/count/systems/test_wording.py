"""What is said of a result: names of those elected, persons on lists, answers."""

from count.documents.sheet import ResultSheet, sheet_of
from count.systems.wording import opening
from tests.count.halls import DORA, OLIVE, Story, second_counted
from tests.count.systems.list_polls import NONE_BEFORE, counted, list_poll, state
from tests.count.systems.test_referendum import PLAN, asked
from tests.count.systems.test_referendum import night as asked_night


def declared(story: Story) -> ResultSheet:
    story.tell(DORA, "provisional", told=["the agents"], seen=story.seen)
    assert "On these figures" in sheet_of(story.standing, story.poll, story.at).result
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    return sheet_of(story.standing, story.poll, story.at, "d" * 64)


def test_a_mayor_after_a_second_count_is_duly_elected() -> None:
    said = declared(second_counted())
    assert said.result == "And I declare that MEAD is duly elected for Hill ward."
    assert said.first_preferences
    assert [line.mark for line in said.lines] == ["Elected", "", ""]


def test_of_lists_the_persons_are_named_who_take_the_seats() -> None:
    story = counted(list_poll())
    state(story, {"red": 4, "blue": 0, "green": 0}, returned={"blue": [2]})
    said = declared(story)
    assert said.result == (
        "And I declare that A BLUE1 (BLUE), A BLUE3 (BLUE), A RED1 (RED), A RED2 (RED), QUILL, "
        "A RED3 (RED) and A RED4 (RED) are duly elected for The Region."
    )
    assert [line.mark for line in said.lines] == ["4 seats", "2 seats", "", "1 seat"]
    assert "for each party and each individual candidate" in said.opening
    assert said.vacant == 0
    assert not said.first_preferences


def test_seats_that_nobody_is_left_to_fill_are_vacant() -> None:
    story = counted(list_poll(names={"red": 1, "blue": 1, "green": 1}))
    state(story, NONE_BEFORE)
    assert declared(story).vacant == 3


def test_where_nobody_is_named_the_place_on_the_list_is() -> None:
    said = declared(counted(list_poll("senedd", "wales", 6, {})))
    assert "no. 1 on the list of RED" in said.result


def test_a_plan_is_answered_and_nobody_is_elected() -> None:
    for yes, half in ((61, "more than half"), (60, "not more than half")):
        said = declared(asked_night(PLAN, yes=yes, no=120 - yes))
        assert (
            said.result
            == f"And I declare that {half} of those voting voted in favour, for Hill ward."
        )
        assert said.question
        assert said.vacant == 0
        assert "elected" not in said.result + said.opening


def test_a_referendum_names_its_answer_or_says_that_there_is_none() -> None:
    poll = asked("referendum", "Leave", "Stay")
    said = declared(asked_night(poll, leave=100, stay=20))
    assert "the answer Leave has the majority of the votes cast" in said.result
    assert [line.mark for line in said.lines] == ["Majority", ""]
    assert "at the referendum for" in opening(Story(poll=poll).standing)
    none = declared(asked_night(poll, leave=60, stay=60))
    assert "no answer has a majority" in none.result
