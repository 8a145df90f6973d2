"""Boards of words to the whole hall: announcements, and recounts that were granted."""

from collections.abc import Iterable

from count.boards.kinds import BoardKind
from count.ledger import acts
from count.ledger.hall_standing import Announcement, HallStanding
from count.ledger.standing import Standing
from count.poll.local_time import clock
from count.poll.poll import Poll
from count.poll.roles import SIGNED_IN
from display.boards import Board, Notice, Words

OLDER = 3
"""Announcements that stand below the newest."""

_KINDS = {
    "bundle-check": "The bundles are checked.",
    "full": "All papers are sorted and counted again.",
    "adjudication-too": "All papers are sorted and counted again; rejected papers are looked at again.",
}


def announcement(
    hall_standing: HallStanding, poll: Poll, updated: str, marks: tuple[str, ...]
) -> Board:
    """The newest words large, with their time; a few older ones below."""
    newest = hall_standing.announcements[: -OLDER - 2 : -1]
    parts = tuple(_said(one) for one in newest) or (Words(("Nothing has been announced yet.",)),)
    return Board(ANNOUNCEMENT.name, "Announcement", poll.facts.name, parts, marks, updated)


def _said(one: Announcement) -> Notice:
    return Notice(one.words, clock(one.at, seconds=False))


# Said aloud to the hall: for everybody in it, and nobody has to release it.
ANNOUNCEMENT = BoardKind(
    "announcement",
    "Announcement",
    place=40,
    who=SIGNED_IN,
    make=lambda now: announcement(now.hall_standing, now.poll, now.updated, now.marks),
    releasable=False,
)


def recounts(
    standings: Iterable[Standing], poll: Poll, updated: str, marks: tuple[str, ...]
) -> Board:
    """Recounts that were granted of contests not declared yet, the newest first.

    What everybody in the hall may know of one: of what, how, and when; never a figure, nor who asked and why.
    """
    granted = sorted(
        ((at, standing, act) for standing in standings for at, act in open_recounts(standing)),
        key=lambda one: one[0],
        reverse=True,
    )
    parts = tuple(
        Notice(
            f"Recount: {standing.contest.name}",
            clock(at, seconds=False),
            (_scope(standing, act), _KINDS[act.kind], f"Granted at {clock(at, seconds=False)}."),
        )
        for at, standing, act in granted
    )
    nothing = (Words(("No recount is under way.",)),)
    return Board(RECOUNT.name, "Recounts", poll.facts.name, parts or nothing, marks, updated)


RECOUNT = BoardKind(
    "recount",
    "Recounts",
    place=50,
    who=SIGNED_IN,
    make=lambda now: recounts(now.standings, now.poll, now.updated, now.marks),
    releasable=False,
)


def open_recounts(standing: Standing) -> list[tuple[str, acts.Recount]]:
    """The recounts of a contest that were granted and whose result is still to come, with their times."""
    if standing.state in ("declared", "cancelled"):
        return []
    return [(at, act) for at, act in standing.recounts if act.granted]


def _scope(standing: Standing, act: acts.Recount) -> str:
    if isinstance(act.scope, acts.OneUnit):
        unit = standing.units.get(act.scope.unit)
        return f"At {unit.name if unit is not None else act.scope.unit} only."
    return "At every table."
