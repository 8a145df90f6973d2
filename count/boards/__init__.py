"""From standings to what the screens show. What a board holds may be seen by everybody who may see that board,
so none holds a candidate's figure before the result is declared and the board released."""

from count.boards.announcements import announcement, recounts
from count.boards.audience import (
    DEVICE,
    DEVICES,
    PULSE,
    UndeclaredBoard,
    board_names,
    kind_of,
    may_see,
    releasable,
    require_declared,
)
from count.boards.kinds import BoardKind, HallNow, kinds
from count.boards.progress import Pulse, progress, turnout, verification
from count.boards.result import result

__all__ = [
    "DEVICE",
    "DEVICES",
    "PULSE",
    "BoardKind",
    "HallNow",
    "Pulse",
    "UndeclaredBoard",
    "announcement",
    "board_names",
    "kind_of",
    "kinds",
    "may_see",
    "progress",
    "recounts",
    "releasable",
    "require_declared",
    "result",
    "turnout",
    "verification",
]
