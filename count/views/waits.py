"""The first thing in a contest that waits for an officer, as the floor page says it."""

from typing import Literal

from typing_extensions import TypedDict

from count.findings.gate import blocking
from count.recording import may_agree
from count.systems.system import SeatsNeeded
from count.views.may import Present
from count.views.mending import BY_DECIDING
from tally_core.outcome import LotNeeded

Rank = Literal[0, 1, 2, 3, 4, 5, 6, 7, 9]
"""The order of waiting: up to 4 the contest waits for this officer; 9 is over."""


class WaitsShape(TypedDict):
    """The thing a contest waits for: the lowest rank first; empty words where it waits for nothing."""

    rank: Rank
    words: str


def waits(present: Present) -> WaitsShape:
    """The first thing that this officer, or else the contest, waits for."""
    rank, words = _waits(present)
    return {"rank": rank, "words": words}


def _waits(present: Present) -> tuple[Rank, str]:
    standing = present.standing
    open_now = list(standing.open_proposals(present.at))
    mine = sum(may_agree(standing, present.visitor, proposal) for proposal in open_now)
    if mine:
        return 0, f"◑ {mine} to agree"
    if standing.state in ("declared", "cancelled"):
        return 9, ""
    if isinstance(present.question, LotNeeded):
        return 1, "▲ A lot must be drawn"
    if isinstance(present.question, SeatsNeeded):
        return 1, "▲ Seats won in constituencies must be stated"
    if open_now:
        return 5, f"◐ {len(open_now)} waiting for somebody else"
    return _work(present)


def _work(present: Present) -> tuple[Rank, str]:
    """The work that is still to be done, where nobody's answer is awaited."""
    standing, closed = present.standing, present.standing.verification_closed is not None
    way = [f for f in blocking(present.found) if f.code not in BY_DECIDING]
    if not way and standing.state == "provisional":
        return 2, "✓ Ready to declare"
    if not way and closed:
        return 3, "✓ Ready to share"
    if not closed and all(box.done for box in standing.boxes.values()):
        return 4, "✓ Every box is verified: close verification"
    if way:
        more = f" and {len(way) - 1} more" if len(way) > 1 else ""
        return 6, f"■ {_short(way[0].words)}{more}"
    return 7, "○ Verification is open"


def _short(words: str) -> str:
    """Leave out the list of names, which the contest's own page has."""
    return words.split(": ")[0].removesuffix(".")
