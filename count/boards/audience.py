"""The boards a hall has, and who may see each."""

from collections.abc import Iterable

from count.ledger.hall_standing import (
    ANNOUNCEMENT,
    PROGRESS,
    RECOUNT,
    RESULT,
    TURNOUT,
    VERIFICATION,
    HallStanding,
    result_board,
)
from count.poll.poll import Poll
from count.poll.roles import ROLES, Visitor

PULSE = "pulse"
"""Not a picture: tells pages which contests changed, so that they need not ask again and again."""
DEVICE = "device"
"""Not a picture: tells one screen or tablet what it is to do. Its name is the device's own."""

DEVICES = "devices"
"""Not a picture: the list of all devices, for those who look after them."""

_STAFF = frozenset(ROLES) - {"administrator", "screen"}

MAY_SEE: dict[str, frozenset[str]] = {
    PULSE: _STAFF | {"administrator"},
    # What was said aloud to the hall is for everybody in it, and so is how far the papers have come.
    ANNOUNCEMENT: frozenset(ROLES),
    RECOUNT: frozenset(ROLES),
    PROGRESS: frozenset(ROLES),
    VERIFICATION: _STAFF,
    TURNOUT: _STAFF,
    RESULT: frozenset({"deputy", "returning-officer"}),
    # Nobody by role: a device shows that it is the one.
    DEVICE: frozenset(),
    DEVICES: frozenset({"administrator", "deputy", "returning-officer"}),
}
"""Who may see each kind of board before it is released; released ones are for everybody signed in."""


class UndeclaredBoard(RuntimeError):
    """A board does not say who may see it: the server does not start."""


def kind_of(board: str) -> str:
    """The kind of a board: result boards are of one kind, one a contest; so are those of devices."""
    for kind in (RESULT, DEVICE):
        if board.startswith(f"{kind}-"):
            return kind
    return board


def require_declared(boards: Iterable[str]) -> None:
    """Refuse to start with a board that does not say who may see it.

    Raises:
        UndeclaredBoard: naming it.
    """
    for board in boards:
        if kind_of(board) not in MAY_SEE:
            raise UndeclaredBoard(f"the board {board} does not say who may see it")


def board_names(poll: Poll) -> dict[str, str]:
    """Every board with a picture, and its title."""
    titles = {
        VERIFICATION: "Verification",
        TURNOUT: "Turnout",
        PROGRESS: "Progress",
        ANNOUNCEMENT: "Announcement",
        RECOUNT: "Recounts",
    }
    return titles | {result_board(c.id): f"Result: {c.name}" for c in poll.contests}


def may_see(visitor: Visitor | None, board: str, hall_standing: HallStanding) -> bool:
    """Whether this visitor may see a board now."""
    if visitor is None:
        return False
    kind = kind_of(board)
    if visitor.role in MAY_SEE[kind]:
        return True
    private = kind in (PULSE, DEVICE, DEVICES) or visitor.role == "administrator"
    return not private and hall_standing.is_released(board)
