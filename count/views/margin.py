"""The margin of a contest, in papers that could have been misread."""

from count.ledger.standing import Standing
from count.systems.result import margin
from count.views.shapes import MarginShape
from tally_core.margins.margin import Margin, could_matter
from tally_core.margins.plurality import could_change


def margin_view(standing: Standing) -> MarginShape | None:
    """The fewest misread papers that could decide otherwise (0 where a lot decides).

    `unaccounted_could_change` is None while every verified paper is accounted for, and where it cannot
    be told. No margin while a box is open, where nothing could change the result, or where the votes by
    themselves do not tell (where preferences decide).
    """
    figures = standing.figures()
    # While a box is open nobody knows how many papers are still to come.
    if not all(box.done for box in standing.boxes.values()) or not figures.accounted:
        return None
    found = margin(standing)
    if found is None or found.found is None:
        return None
    astray = abs(figures.verified - figures.accounted - figures.handed_over)
    return {"misread": found.found, "unaccounted_could_change": _could(standing, found, astray)}


def _could(standing: Standing, found: Margin, astray: int) -> bool | None:
    """Whether so many papers, left out or counted twice, could decide otherwise."""
    if not astray:
        return None
    if standing.rules.voting_system.most_votes:
        return could_change(standing.figures().votes, standing.contest.seats, astray)
    # A missing paper does no more than a misread one: what is too few of these is too few of those.
    return False if could_matter(found, astray) == "no" else None
