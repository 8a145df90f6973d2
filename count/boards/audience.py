"""The boards a hall has, and who may see each."""

from collections.abc import Iterable

from count.boards.kinds import kinds
from count.ledger.hall_standing import HallStanding
from count.poll.poll import Poll
from count.poll.roles import KEEPERS, WATCHERS, Visitor

PULSE = "pulse"
"""Not a picture: tells pages which contests changed, so that they need not ask again and again."""
DEVICE = "device"
"""Not a picture: tells one screen or tablet what it is to do. Its name is the device's own."""

DEVICES = "devices"
"""Not a picture: the list of all devices, for those who look after them."""

MESSAGES: dict[str, frozenset[str]] = {
    PULSE: WATCHERS | KEEPERS,
    # Nobody by role: a device shows that it is the one.
    DEVICE: frozenset(),
    DEVICES: KEEPERS,
}
"""Who may hear what is not a picture; none of it is ever released."""


class UndeclaredBoard(RuntimeError):
    """A board does not say who may see it: the server does not start."""


def seen_by() -> dict[str, frozenset[str]]:
    """The roles that may see each kind of board before it is released."""
    return {kind.name: kind.who for kind in kinds()} | MESSAGES


def kind_of(board: str) -> str:
    """The kind of a board: result boards are of one kind, one a contest; so are those of devices."""
    for kind in (*(kind.name for kind in kinds() if kind.of_contest), DEVICE):
        if board.startswith(f"{kind}-"):
            return kind
    return board


def require_declared(boards: Iterable[str]) -> None:
    """Refuse to start with a board that does not say who may see it.

    Raises:
        UndeclaredBoard: naming it.
    """
    declared = seen_by()
    for board in boards:
        if kind_of(board) not in declared:
            raise UndeclaredBoard(f"the board {board} does not say who may see it")


def board_names(poll: Poll) -> dict[str, str]:
    """Every board with a picture, and its title: those of the hall, then those of each contest."""
    titles = {kind.name: kind.title for kind in kinds() if not kind.of_contest}
    return titles | {
        kind.board(contest.id): f"{kind.title}: {contest.name}"
        for kind in kinds()
        if kind.of_contest
        for contest in poll.contests
    }


def releasable(poll: Poll) -> tuple[str, ...]:
    """Every board that can be released, by the name under which it is.

    `result` stands for the result boards: of the contest it is released for, or of all of them.
    """
    names = tuple(kind.name for kind in kinds() if kind.releasable)
    of_contests = (kind for kind in kinds() if kind.releasable and kind.of_contest)
    return names + tuple(kind.board(c) for kind in of_contests for c in poll.contest_ids)


def may_see(visitor: Visitor | None, board: str, hall_standing: HallStanding) -> bool:
    """Whether this visitor may see a board now."""
    if visitor is None:
        return False
    kind = kind_of(board)
    if visitor.role in seen_by()[kind]:
        return True
    private = kind in MESSAGES or visitor.role == "administrator"
    return not private and hall_standing.is_released(board)
