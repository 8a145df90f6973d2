"""How close a plurality count was, and what a given number of wrong papers could change.

The margin is the number of votes between the last candidate elected and the first not elected. A
paper has at most one vote for a candidate, so one missing paper (or one counted twice) moves two
candidates at most one vote closer, and one paper read wrongly at most two. Who is elected "could
change" as soon as those two could be level, for then a lot decides. Where everybody is elected
nothing could change it.

All of this is exact, not a bound: papers that vote only for the first not elected are lawful, and
at least as many papers as the margin vote for the last elected and not for the first not elected.
"""

from collections.abc import Sequence

from tally_core.exact import divide_up, whole
from tally_core.kernels import Whole


def margin(votes: Sequence[int] | Whole, seats: int) -> int | None:
    """Votes between the last elected and the first not elected; 0 if a lot parted them.

    None if there are no more candidates than seats. Raises NotWhole, OutOfBounds, and ValueError
    for no seats.
    """
    if seats < 1:
        raise ValueError(f"{seats} seats")
    falling = sorted((int(figure) for figure in whole(votes, "votes", least=0)), reverse=True)
    return falling[seats - 1] - falling[seats] if len(falling) > seats else None


def fewest_misread(votes: Sequence[int] | Whole, seats: int) -> int | None:
    """The fewest counted papers that, read otherwise, could change who is elected.

    0 if a lot already decided; None if no number could. Raises as `margin` does.
    """
    between = margin(votes, seats)
    return None if between is None else divide_up(between, 2)


def could_change(votes: Sequence[int] | Whole, seats: int, papers: int) -> bool:
    """Whether so many papers left out, or counted twice, could change who is elected.

    papers: 0 or more. Raises as `margin` does.
    """
    if papers < 0:
        raise ValueError(f"{papers} papers")
    between = margin(votes, seats)
    return between is not None and papers >= max(between, 1)
