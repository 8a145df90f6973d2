"""From standings to what the screens show. What a board holds may be seen by everybody who may see that board,
so none holds a candidate's figure before the result is declared and the board released."""

from count.boards.announcements import announcement, recounts
from count.boards.audience import (
    DEVICE,
    DEVICES,
    MAY_SEE,
    PULSE,
    UndeclaredBoard,
    board_names,
    kind_of,
    may_see,
    require_declared,
)
from count.boards.progress import Pulse, progress, turnout, verification
from count.boards.result import result

__all__ = [
    "DEVICE",
    "DEVICES",
    "MAY_SEE",
    "PULSE",
    "Pulse",
    "UndeclaredBoard",
    "announcement",
    "board_names",
    "kind_of",
    "may_see",
    "progress",
    "recounts",
    "require_declared",
    "result",
    "turnout",
    "verification",
]
