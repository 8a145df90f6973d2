"""What is on the wall: boards in turn, what takes it for a while, and what an officer pins."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from count.boards.rotation import (
    ANNOUNCEMENT_SECONDS,
    TAKEOVER_EXPIRES_SECONDS,
    TAKEOVER_SECONDS,
    Interrupt,
    Settings,
    Wall,
    interrupts,
    on_the_wall,
    read_settings,
    turned,
)
from count.ledger.hall_standing import HallStanding, fold_floor
from tests.count.boards.test_announcements import recount
from tests.count.boards.test_result import declared
from tests.count.halls import Story, body
from tests.count.ledger.test_hall_standing import told

T = datetime(2026, 5, 7, 22, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return T + timedelta(seconds=seconds)


def board_at(found: list[Interrupt], seconds: float) -> str:
    return on_the_wall(found, at(seconds))[0]


# -------------------------------------------------------------------------------------- what takes the wall


def test_an_announcement_takes_the_wall_for_its_time_and_then_the_boards_go_on() -> None:
    found = [Interrupt("announcement", T)]
    assert [board_at(found, s) for s in (-1, 0, 29.9, 30, 31)] == [
        "",
        *["announcement"] * 2,
        "",
        "",
    ]
    assert on_the_wall(found, at(10)) == ("announcement", at(30))


def test_results_declared_together_have_their_time_one_after_the_other() -> None:
    found = [Interrupt("result-a", T), Interrupt("result-b", at(5))]
    shown = [board_at(found, s) for s in (0, 59, 60, 119, 120)]
    assert shown == ["result-a", "result-a", "result-b", "result-b", ""]


def test_an_announcement_breaks_in_and_the_result_then_has_the_rest_of_its_time() -> None:
    found = [Interrupt("result-a", T), Interrupt("announcement", at(20))]
    shown = [board_at(found, s) for s in (19, 20, 49, 50, 89, 90)]
    assert shown == ["result-a", "announcement", "announcement", "result-a", "result-a", ""]


def test_forty_results_at_once_do_not_hold_the_wall_for_an_hour() -> None:
    found = [Interrupt(f"result-{n}", T) for n in range(40)]
    shown = {board_at(found, s) for s in range(0, 3600, 10)} - {""}
    assert len(shown) == TAKEOVER_EXPIRES_SECONDS // TAKEOVER_SECONDS["result"] + 1
    assert board_at(found, TAKEOVER_EXPIRES_SECONDS + TAKEOVER_SECONDS["result"]) == ""


KINDS = st.sampled_from(["announcement", "recount", "result-a", "result-b"])


@given(st.lists(st.tuples(KINDS, st.integers(0, 100)), max_size=3, unique_by=lambda one: one[0]))
def test_each_has_its_whole_time_and_the_alarm_is_never_late(
    told_at: list[tuple[str, int]],
) -> None:
    """Second by second; three at most, so that none lapses while it waits."""
    found = [Interrupt(board, at(second)) for board, second in told_at]
    shown = [on_the_wall(found, at(second)) for second in range(400)]
    for interrupt in found:
        stood = sum(board == interrupt.board for board, _ in shown)
        assert stood == TAKEOVER_SECONDS[interrupt.kind], interrupt
    arrivals = {second for _, second in told_at}
    for second in range(1, 400):
        (before, until), (now, _) = shown[second - 1], shown[second]
        if before != now:
            assert second in arrivals or (until is not None and until <= at(second))


def test_what_takes_the_wall_is_what_stands_in_the_ledger() -> None:
    hall_standing = fold_floor(told(body("announced", words="Ten minutes.")))
    assert interrupts(hall_standing, []) == [Interrupt("announcement", at(60))]
    granted = interrupts(HallStanding(), [recount(True).standing])
    assert [one.board for one in granted] == ["recount"]
    assert interrupts(HallStanding(), [recount(False).standing]) == []


def test_a_result_takes_the_wall_when_it_is_both_declared_and_released() -> None:
    story = declared()
    released = fold_floor(told(body("released", board="result-ward")))
    assert interrupts(HallStanding(), [story.standing]) == []
    assert interrupts(released, [Story().standing]) == []
    (result,) = interrupts(released, [story.standing])
    assert story.standing.declaration is not None
    later = max(story.standing.declaration.at, "2026-05-07T22:01:00.000000Z")
    assert result == Interrupt("result-ward", datetime.fromisoformat(later))


# ---------------------------------------------------------------------------------------- boards in turn


def programme(
    settings: Settings,
    hall_standing: HallStanding,
    *stories: Story,
    taken: str = "",
    now: float = 61,
) -> Any:
    wall = Wall(hall_standing, [story.standing for story in stories], at(now))
    return wall.programme(settings, taken)


def test_a_screen_turns_over_what_it_may_see_and_nothing_else() -> None:
    assert programme(Settings(), HallStanding(), declared())["boards"] == ["progress"]
    released = fold_floor(told(body("released", board="turnout"), body("released", board="result")))
    said = programme(Settings(), released, declared(), Story())
    assert said["boards"] == ["turnout", "progress", "result-ward"]


def test_an_announcement_stays_among_the_boards_for_a_while_and_a_recount_while_it_lasts() -> None:
    hall_standing = fold_floor(told(body("announced", words="Ten minutes.")))
    chosen = Settings(boards=("announcement", "recount"))
    assert programme(chosen, hall_standing, now=60 + ANNOUNCEMENT_SECONDS - 1)["boards"] == [
        "announcement"
    ]
    assert programme(chosen, hall_standing, now=60 + ANNOUNCEMENT_SECONDS)["boards"] == []
    assert programme(chosen, HallStanding(), recount(True))["boards"] == ["recount"]


def test_a_pinned_board_stays_whatever_else_happens() -> None:
    pinned = Settings(pinned="progress")
    assert programme(pinned, HallStanding(), taken="announcement")["now"] == "progress"
    assert programme(Settings(), HallStanding(), taken="announcement")["now"] == "announcement"
    assert programme(Settings(), HallStanding())["now"] == ""


def test_what_is_not_released_cannot_be_pinned_onto_a_screen() -> None:
    said = programme(Settings(pinned="result-ward"), HallStanding(), declared())
    assert (said["now"], said["pinned"]) == ("", False)


# ----------------------------------------------------------------------------------------------- settings


def test_settings_as_they_were_sent() -> None:
    sent = {"boards": ["turnout", "result-ward", "turnout"], "hold": 45, "distance": 12.5,
            "diagonal": 70, "theme": "dark", "pinned": "progress"}  # fmt: skip
    settings, faults = read_settings(sent, ["result-ward"])
    assert faults == {}
    assert settings == Settings(("turnout", "result-ward"), 45, 12.5, 70, "dark", "progress")
    assert read_settings(settings.as_dict(), ["result-ward"]) == (settings, {})
    assert read_settings({}, []) == (Settings(), {})
    assert Settings().boards == turned()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("boards", []), ("boards", "progress"), ("boards", ["pulse"]), ("boards", [["progress"]]),
        ("boards", ["device-1"]), ("hold", 9), ("hold", 601), ("hold", 20.5), ("hold", True),
        ("hold", "20"), ("distance", 0.5), ("distance", 1e9), ("distance", None),
        ("distance", float("nan")), ("diagonal", 3), ("diagonal", "70"), ("theme", "pink"),
        ("theme", ["dark"]), ("pinned", "result"), ("pinned", "pulse"), ("pinned", None),
        ("pinned", ["progress"]),
    ],
)  # fmt: skip
def test_every_fault_is_named(field: str, wrong: Any) -> None:
    settings, faults = read_settings({field: wrong}, ["result-ward"])
    assert set(faults) == {field}
    assert settings == Settings()
