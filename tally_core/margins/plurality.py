"""How close a count was, and what a given number of wrong papers could change.

The measure, for every rule: a change is one paper that is added, taken away or read differently. Who is
elected "could change" as soon as, after so many changes, the rule elects somebody else or asks for a lot on
which it depends. A margin is the smallest number of such changes, or what is known of it: below `at_least`
is proved to be too few, and `found` is proved to be enough by a change that does it. Where the two are one,
it is exact.

This module has the margin as a value, and those of counts by most votes and of polls on a question; the
supplementary vote, lists, and counts of preferences have their own.

Most votes: the margin in votes lies between the last candidate elected and the first not elected. A paper
has at most one vote for a candidate, so one missing paper (or one counted twice) moves two candidates at
most one vote closer, and one paper read wrongly at most two. Where everybody is elected nothing could
change it. All of this is exact, not a bound: papers that vote only for the first not elected are lawful,
and at least as many papers as the margin vote for the last elected and not for the first not elected. The
same holds between the last of a longer term and the first of a shorter one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tally_core.exact import divide_down, divide_up, whole
from tally_core.kernels import Whole
from tally_core.outcome import Threshold

Ranked = tuple[int, ...]
"""A paper by its preferences from 0, most wanted first."""


@dataclass(frozen=True, slots=True)
class Change:
    """So many papers read as `after` in place of `before`; None where a paper is added or taken away."""

    papers: int
    before: Ranked | None
    after: Ranked | None


@dataclass(frozen=True, slots=True)
class Margin:
    """How many papers must be wrong before somebody else could be elected.

    at_least: fewer cannot do it; None if no number can. found: so many can; None if no change is known that
    does it. how: a change that does it, where it was found by search and recount.
    """

    at_least: int | None
    found: int | None
    how: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        if self.found is not None:
            assert self.at_least is not None
            assert self.at_least <= self.found

    @property
    def kind(self) -> Literal["exact", "at least", "found"]:
        """How good the figure is: exact; only a bound from below; or one from above as well."""
        if self.at_least == self.found:
            return "exact"
        return "at least" if self.found is None else "found"


NOTHING_COULD: Final = Margin(None, None)
"""Whatever the papers say, the same are elected."""


def exactly(papers: int) -> Margin:
    """A margin that is known."""
    return Margin(papers, papers)


def could_matter(margin: Margin, papers: int) -> Literal["no", "yes", "unknown"]:
    """Whether so many papers, wrong in whatever way, could change who is elected.

    "unknown" only where the margin is not exact and the number lies between what is proved too few and what
    is found to be enough. Raises ValueError for fewer than no papers.
    """
    if papers < 0:
        raise ValueError(f"{papers} papers")
    if margin.at_least is None or papers < max(margin.at_least, 1):
        return "no"
    return "yes" if margin.found is not None and papers >= margin.found else "unknown"


def smallest(enough: Callable[[int], bool], most: int) -> int:
    """The smallest number from 0 to `most` that is enough, where every larger one is too and `most` is."""
    least = 0
    while least < most:
        middle = divide_down(least + most, 2)
        least, most = (least, middle) if enough(middle) else (middle + 1, most)
    return most


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


def of_threshold(test: Threshold) -> Margin:
    """How many papers must be wrong before a test of a poll on a question comes out otherwise.

    A vote read differently goes from one side to the other; a signature is on one side or nowhere. Raises
    ValueError for a test of rateable values, since a paper there counts for what its property is worth.
    """
    if test.of == "rateable value":
        raise ValueError("a margin in papers of a test of values")
    if test.of == "signatures":
        return exactly(test.figure - test.needed + 1 if test.met else test.short)
    if test.met:
        return exactly(divide_up(2 * test.figure - test.among, 2))
    return exactly(test.short)


def margin(votes: Sequence[int] | Whole, seats: int) -> int | None:
    """Votes between the last elected and the first not elected; 0 if a lot parted them.

    None if there are no more candidates than seats. Raises NotWhole, OutOfBounds, and ValueError
    for no seats.
    """
    if seats < 1:
        raise ValueError(f"{seats} seats")
    falling = _falling(votes)
    return falling[seats - 1] - falling[seats] if len(falling) > seats else None


def fewest_misread(votes: Sequence[int] | Whole, seats: int) -> int | None:
    """The fewest counted papers that, read otherwise, could change who is elected.

    0 if a lot already decided; None if no number could. Raises as `margin` does.
    """
    return of_plurality(votes, seats).found


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
