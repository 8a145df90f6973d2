"""Who sees which board, before it is released and after."""

import pytest

from count import boards
from count.boards import (
    UndeclaredBoard,
    board_names,
    kind_of,
    may_see,
    releasable,
    require_declared,
)
from count.ledger.hall_standing import HallStanding, fold_floor
from count.poll.roles import Visitor
from tests.count.halls import (
    ADA,
    COLIN,
    DORA,
    EVERYBODY,
    NED,
    OBI,
    OLIVE,
    ROSE,
    RUTH,
    SAM,
    SCREEN,
    SUE,
    VERA,
    body,
    small_poll,
)
from tests.count.ledger.test_hall_standing import told

HALL = {VERA, SUE, SAM, ADA, ROSE, DORA, OLIVE, RUTH, COLIN, OBI}
BEFORE = {
    "pulse": HALL | {NED},
    "progress": HALL | {NED, SCREEN},
    "verification": HALL,
    "turnout": HALL,
    "announcement": HALL | {NED, SCREEN},
    "recount": HALL | {NED, SCREEN},
    "device-1": set(),
    "result-ward": {DORA, OLIVE, RUTH},
}


def released(board: str) -> HallStanding:
    return fold_floor(told(body("released", board=board)))


@pytest.mark.parametrize("board", sorted(BEFORE))
def test_who_sees_a_board_before_it_is_released(board: str) -> None:
    assert {who for who in EVERYBODY if may_see(who, board, HallStanding())} == BEFORE[board]
    assert not may_see(None, board, HallStanding())


@pytest.mark.parametrize("board", ["progress", "verification", "turnout", "result-ward"])
def test_a_released_board_is_for_everybody_signed_in_but_those_who_see_no_figures(
    board: str,
) -> None:
    release = "result" if board == "result-ward" else board
    see = {who for who in EVERYBODY if may_see(who, board, released(release))}
    assert see == HALL | {SCREEN} | ({NED} if board == "progress" else set())
    assert not may_see(None, board, released(release))


def test_what_a_device_is_told_is_for_nobody_by_role_whatever_is_released() -> None:
    assert not any(may_see(who, "device-1", released("device-1")) for who in EVERYBODY)


def test_the_pulse_is_no_board_to_be_released() -> None:
    assert not may_see(SCREEN, "pulse", released("result"))


def test_every_board_says_who_may_see_it_or_the_server_does_not_start() -> None:
    require_declared([*board_names(small_poll()), boards.PULSE])
    with pytest.raises(UndeclaredBoard, match="backstage"):
        require_declared(["progress", "backstage"])


def test_the_boards_of_a_hall_and_their_titles() -> None:
    assert board_names(small_poll()) == {
        "verification": "Verification",
        "turnout": "Turnout",
        "progress": "Progress",
        "announcement": "Announcement",
        "recount": "Recounts",
        "result-parish": "Result: Hill parish",
        "result-ward": "Result: Hill ward",
    }
    assert (kind_of("result-ward"), kind_of("progress")) == ("result", "progress")


def test_the_boards_that_can_be_released() -> None:
    assert releasable(small_poll()) == (
        "verification", "turnout", "progress", "result", "result-parish", "result-ward",
    )  # fmt: skip


def test_a_visitor_of_a_role_nobody_has_sees_nothing_unreleased() -> None:
    stranger = Visitor("X", "screen")
    assert [b for b in BEFORE if may_see(stranger, b, HallStanding())] == [
        "progress", "announcement", "recount",
    ]  # fmt: skip
