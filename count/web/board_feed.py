"""Keeps every board showing what the ledger says."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from count import boards
from count.hall.hall import Hall
from display.boards import Board
from display.hub import Frame, Hub


class BoardFeed:
    """Keeps every board showing what the ledger says."""

    def __init__(self, hall: Hall, hub: Hub) -> None:
        self.hub = hub
        self._changed: dict[str, int] = {}
        self._shown: dict[str, Board] = {}
        self._released: frozenset[str] = frozenset()
        hall.watch(self.changed)
        self.changed(hall, frozenset(hall.standings))

    def changed(self, hall: Hall, contests: frozenset[str]) -> None:
        """Make anew the boards that a batch of acts touches, and show them."""
        # A release for the whole hall touches no contest, yet every result may now be shown.
        released = frozenset(filter(hall.result_released, hall.standings))
        contests |= released ^ self._released
        self._released = released
        seq, epoch = hall.chain.seq, hall.epoch
        for board in _made(hall, contests):
            # A picture that did not change is not sent again: a screen is silent until something happens.
            if self._shown.get(board.board) != replace(board, updated=""):
                self._shown[board.board] = replace(board, updated="")
                self.hub.show(Frame(board, epoch, seq))
        self._changed |= dict.fromkeys(contests, seq)
        self.hub.show(boards.Pulse(dict(self._changed), epoch, seq))


def _made(hall: Hall, contests: Iterable[str]) -> Iterator[Board]:
    """Every board of the hall, and those of these contests, as they are now."""
    standings = tuple(hall.standings.values())
    marks = ("REHEARSAL",) if hall.rehearsal else ()
    now = boards.HallNow(hall.poll, hall.hall_standing, standings, marks, hall.last_at)
    for kind in boards.kinds():
        if kind.make is not None:
            yield kind.make(now)
        if kind.make_of is not None:
            for contest in contests:
                yield kind.make_of(now, hall.standings[contest])
