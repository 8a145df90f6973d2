"""The standing of the whole hall: announcements, pauses, presence, released boards."""

from collections.abc import Iterable
from dataclasses import dataclass

from count.ledger import acts
from count.ledger.entry import Entry
from count.ledger.fold import struck_among

RESULT = "result"
"""The name under which the result boards of all contests are released; every other board has only its own."""


def result_board(contest: str) -> str:
    """The board of one contest's declared result."""
    return f"{RESULT}-{contest}"


@dataclass(frozen=True, slots=True)
class Announcement:
    """Words said to the hall."""

    at: str
    words: str


class HallStanding:
    """The hall, folded: pure, like the standing of a contest."""

    def __init__(self) -> None:
        self.released: set[tuple[str, str | None]] = set()
        """Boards that screens and observers may be shown, each for one contest or for all."""
        self.released_at: dict[tuple[str, str | None], str] = {}
        """When each was first released."""
        self.announcements: list[Announcement] = []
        self.paused: dict[str, str] = {}
        self.attended: list[tuple[str, str]] = []
        self.proposals: dict[str, Entry] = {}
        """Strikes that wait for a second person."""
        self.struck: set[str] = set()

    def apply(self, entry: Entry) -> None:
        """Fold one more act."""
        if entry.awaits is not None:
            self.proposals[entry.id] = entry
            return
        match entry.act:
            case acts.Agreed(to=to) | acts.Declined(to=to):
                self.proposals.pop(to, None)
            case acts.Released(board=board, contest=contest):
                self.released.add((board, contest or entry.contest or None))
                self.released_at.setdefault((board, contest or entry.contest or None), entry.at)
            case acts.Announced(words=words):
                self.announcements.append(Announcement(entry.at, words))
            case acts.Attended(who=who, as_=role):
                self.attended.append((who, role))
            case acts.Paused(scope=scope, reason=reason):
                self.paused[scope] = reason
            case acts.Resumed(scope=scope):
                self.paused.pop(scope, None)
            case _:
                pass

    def is_released(self, board: str) -> bool:
        """Whether a board may be shown to those who see released boards only."""
        return self.released_since(board) is not None

    def released_since(self, board: str) -> str | None:
        """When a board was first released, by its own name or with all its kind; None where it is not."""
        since = (
            at for (name, contest), at in self.released_at.items() if _covers(name, contest, board)
        )
        return min(since, default=None)


def _covers(name: str, contest: str | None, board: str) -> bool:
    """Whether the release of `name`, for one contest or for all, is also one of `board`."""
    if name != RESULT:
        return name == board
    return board.startswith(f"{RESULT}-") if contest is None else board == result_board(contest)


def fold_floor(entries: Iterable[Entry]) -> HallStanding:
    """The hall after these acts."""
    entries = tuple(entries)
    struck = struck_among(entries)
    hall_standing = HallStanding()
    hall_standing.struck = struck
    for entry in entries:
        if entry.id not in struck:
            hall_standing.apply(entry)
    return hall_standing
