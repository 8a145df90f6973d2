"""What belongs to the whole hall: what was said, what is paused, who was there, what screens may show."""

from typing import Any

import pytest

from count.boards import releasable
from count.ledger.entry import Entry
from count.ledger.hall_standing import HallStanding, fold_floor, result_board
from tests.count.halls import PARISH, WARD, body, fresh_id, read_act, small_poll


def told(*said: dict[str, Any], contest: str = "") -> list[Entry]:
    return [
        Entry(
            n, contest, f"2026-05-07T22:{n:02}:00.000000Z", "Dora Kent", "deputy", None, read_act(s)
        )
        for n, s in enumerate(said, start=1)
    ]


def floor(*said: dict[str, Any], contest: str = "") -> HallStanding:
    return fold_floor(told(*said, contest=contest))


def released(board: str, contest: str | None = None) -> dict[str, Any]:
    return body("released", board=board, **({"contest": contest} if contest else {}))


def test_the_board_of_a_result() -> None:
    assert result_board(WARD) == "result-ward"


def test_nothing_is_released_until_an_officer_says_so() -> None:
    assert not any(HallStanding().is_released(board) for board in releasable(small_poll()))


@pytest.mark.parametrize(
    ("release", "shown"),
    [
        (released("verification"), {"verification"}),
        (released("progress"), {"progress"}),
        (released("result"), {"result", "result-ward", "result-parish"}),
        (released("result", WARD), {"result", "result-ward"}),
        (released("result-parish"), {"result-parish"}),
    ],
)
def test_a_release_is_of_one_board_and_of_no_other(
    release: dict[str, Any], shown: set[str]
) -> None:
    result = floor(release)
    assert {board for board in releasable(small_poll()) if result.is_released(board)} - {
        "result"
    } == (shown - {"result"})


def test_a_release_posted_to_a_contest_is_of_that_contest() -> None:
    result = floor(released("result"), contest=PARISH)
    assert result.is_released("result-parish")
    assert not result.is_released("result-ward")


def test_a_release_that_was_struck_is_taken_back() -> None:
    release = released("result")
    strike = body("struck", strikes=release["id"], reason="too early")
    agreed = body("agreed", to=strike["id"], seen="ABCD2345")
    assert floor(release, strike).is_released("result-ward"), "a strike waits for its second person"
    assert not floor(release, strike, agreed).is_released("result-ward")


def test_what_was_said_to_the_hall() -> None:
    result = floor(
        body("announced", words="Ten minutes."),
        body("announced", words="Five minutes."),
        body("attended", who="Agent of Mead", **{"as": "counting agent"}),
    )
    assert [said.words for said in result.announcements] == ["Ten minutes.", "Five minutes."]
    assert result.announcements[1].at == "2026-05-07T22:02:00.000000Z"
    assert result.attended == [("Agent of Mead", "counting agent")]


def test_a_pause_lasts_until_it_is_lifted() -> None:
    alarm = body("paused", scope="the hall", reason="a fire alarm")
    other = body("paused", scope="Table 1", reason="a spilt drink")
    assert floor(alarm, other).paused == {"the hall": "a fire alarm", "Table 1": "a spilt drink"}
    assert floor(alarm, other, body("resumed", scope="the hall")).paused == {
        "Table 1": "a spilt drink"
    }
    assert floor(body("resumed", scope="the hall")).paused == {}


def test_other_acts_are_nothing_to_the_floor() -> None:
    before = vars(HallStanding())
    assert vars(floor(body("box-received", box="b1"), body("declined", to=fresh_id()))) == before
