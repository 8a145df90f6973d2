"""The margin of a count by most votes: papers that must be wrong before somebody else could win.

The margin in votes lies between the last candidate elected and the first not elected. A paper
has at most one vote for a candidate, so one missing paper (or one counted twice) moves two candidates at
most one vote closer, and one paper read wrongly at most two. Where everybody is elected nothing could
change it. All of this is exact, not a bound: papers that vote only for the first not elected are lawful,
and at least as many papers as the margin vote for the last elected and not for the first not elected. The
same holds between the last of a longer term and the first of a shorter one.
"""

from collections.abc import Sequence

from tally_core.exact import divide_up, whole
from tally_core.kernels import Whole
from tally_core.margins.margin import NOTHING_COULD, Margin, exactly


def of_plurality(
    votes: Sequence[int] | Whole, seats: int, terms: Sequence[int] | None = None
) -> Margin:
    """The exact margin of a count by most votes, and of who has which term where terms differ.

    Arguments as in `plurality.count`, and raises as that does.
    """
    if seats < 1 or (terms is not None and len(terms) != seats):
        raise ValueError(f"{seats} seats with terms {terms}")
    falling = _falling(votes)
    longest_first = sorted(terms or (), reverse=True)
    lines = [seats] + [
        place for place in range(1, seats) if terms and _differ(longest_first, place)
    ]
    gaps = [falling[line - 1] - falling[line] for line in lines if line < len(falling)]
    return exactly(divide_up(min(gaps), 2)) if gaps else NOTHING_COULD


def margin(votes: Sequence[int] | Whole, seats: int) -> int | None:
    """Votes between the last elected and the first not elected; 0 if a lot parted them.

    None if there are no more candidates than seats. Raises NotWhole, OutOfBounds, and ValueError
    for no seats.
    """
    if seats < 1:
        raise ValueError(f"{seats} seats")
    falling = _falling(votes)
    return falling[seats - 1] - falling[seats] if len(falling) > seats else None


def could_change(votes: Sequence[int] | Whole, seats: int, papers: int) -> bool:
    """Whether so many papers left out, or counted twice, could change who is elected.

    papers: 0 or more. Raises as `margin` does.
    """
    if papers < 0:
        raise ValueError(f"{papers} papers")
    between = margin(votes, seats)
    return between is not None and papers >= max(between, 1)


def _falling(votes: Sequence[int] | Whole) -> list[int]:
    return sorted((int(figure) for figure in whole(votes, "votes", least=0)), reverse=True)


def _differ(longest_first: list[int], place: int) -> bool:
    """Whether a longer term ends before this place and a shorter one begins."""
    return longest_first[place - 1] != longest_first[place]
