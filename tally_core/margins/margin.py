"""A margin as a value: the papers that must be wrong before somebody else could be elected.

The measure, for every rule: a change is one paper that is added, taken away or read differently. Who is
elected "could change" as soon as, after so many changes, the rule elects somebody else or asks for a lot on
which it depends. A margin is the smallest number of such changes, or what is known of it: below `at_least`
is proved to be too few, and `found` is proved to be enough by a change that does it. Where the two are one,
it is exact. Each rule has a module of this folder that finds its margin.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from tally_core.exact import divide_down

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
    """The papers that must be wrong before somebody else could be elected.

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
        """The quality of the figure: exact, only a bound from below, or bounds from both sides."""
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
