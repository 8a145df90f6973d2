"""Keeps every board showing what the ledger says."""

from dataclasses import replace

from count import boards
from count.hall.hall import Hall
from count.poll.local_time import clock
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
        marks = ("REHEARSAL",) if hall.rehearsal else ()
        updated = clock(hall.last_at) if hall.last_at else ""
        standings = list(hall.standings.values())
        shown = [
            boards.verification(standings, updated, marks, hall.last_at),
            boards.turnout(standings, updated, marks),
            boards.progress(standings, hall.hall_standing, updated, marks),
            boards.announcement(hall.hall_standing, hall.poll, updated, marks),
            boards.recounts(standings, hall.poll, updated, marks),
        ]
        for contest in contests:
            shown.append(
                boards.result(
                    hall.standings[contest], hall.poll, contest in released, updated, marks
                )
            )
        for board in shown:
            # A picture that did not change is not sent again: a screen is silent until something happens.
            if self._shown.get(board.board) != replace(board, updated=""):
                self._shown[board.board] = replace(board, updated="")
                self.hub.show(Frame(board, epoch, seq))
        self._changed |= dict.fromkeys(contests, seq)
        self.hub.show(boards.Pulse(dict(self._changed), epoch, seq))
