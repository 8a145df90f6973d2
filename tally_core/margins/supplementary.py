"""The margin of the supplementary vote: papers that must be wrong before somebody else could win.

Exact. Somebody other than the winner could be elected in three ways only, and each is a few inequalities
between whole numbers, so the smallest number of papers for each can be worked out and the least of all taken:

- another has more than half of all first preferences (2009 Act Sch. 5B [para 5(2)]);
- two others have more first preferences than the winner, who is out [para 5(6)];
- both the winner and another stay in the contest, and the other's total is as high or higher [para 5(9)].

The third depends on who stays. Either the two alone, or, since those equal to the second stay as well
[para 5(5)], others with them; then all but one at most have equally many first preferences. Every such
company is tried that could be had with fewer papers than are known to be enough.

With so many papers wrong, so many may have been taken away and so many added: a paper read differently is
both. What helps the other most is plain each time: added papers are first preferences for them (or second
ones, where their first preferences may not rise), papers taken away are first preferences for the winner or
second ones that went to the winner. That nobody has more than half in the first count need not be asked
for in the third way: the totals of two who are level are at most half each.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from tally_core.exact import divide_down, divide_up
from tally_core.kernels import Whole
from tally_core.margins.margin import NOTHING_COULD, Margin, exactly, smallest
from tally_core.outcome import PreferenceCount
from tally_core.papers import Papers
from tally_core.rules import supplementary

MOST_COMPANIES = 3000
"""Tried at most; real contests have a handful."""


def of_supplementary(papers: Papers) -> Margin:
    """The margin of `supplementary.count`; raises OutOfBounds as `papers` does.

    Exact, unless more than MOST_COMPANIES companies of equal candidates could stay in the contest, for
    which nearly everybody would have to be equal: then at least one paper, and as many as were found.
    """
    if papers.candidates == 1:
        return NOTHING_COULD
    counted = supplementary.count(papers)
    if not isinstance(counted, PreferenceCount):
        return exactly(0)
    contest = _Contest(papers, counted.elected[0])
    if papers.candidates == 2:
        return exactly(divide_up(2 * max(contest.first) - contest.total, 2))
    best = min(contest.outright(), contest.out())
    for other in contest.others:
        best = _fewer(contest.alone, other, best)
    for tried, company in enumerate(contest.companies(best)):
        if tried == MOST_COMPANIES:
            return Margin(1, best)
        best = _fewer(contest.together, company, best)
    return exactly(best)


Way = TypeVar("Way")


def _fewer(possible: Callable[[Way, int], bool], way: Way, best: int) -> int:
    """The fewest papers this way takes, if fewer than `best`."""
    if not best or not possible(way, best - 1):
        return best
    return smallest(lambda papers: possible(way, papers), best - 1)


@dataclass(frozen=True, slots=True)
class _Company:
    """Candidates who stay for the second count: those equal in first preferences, and at most one above them.

    other: who is to have as high a total as the winner.
    """

    tied: tuple[int, ...]
    top: int | None
    other: int


@dataclass(frozen=True, slots=True)
class _Lowered:
    """Those who do not stay, brought down to a number of first preferences each: a figure for each number.

    papers: taken away for it. gain: what the winner's total loses by that, less what the other's does.
    for_winner, for_none: papers left whose second preference is for the winner, or for neither. room: first
    preferences that could be added to them again.
    """

    papers: Whole
    gain: Whole
    for_winner: Whole
    for_none: Whole
    room: Whole


class _Contest:
    """First preferences, and second ones by first, of papers that elect `winner`."""

    def __init__(self, papers: Papers, winner: int) -> None:
        self.winner = winner
        self.everybody = range(papers.candidates)
        self.others = [who for who in self.everybody if who != winner]
        second = [[0] * papers.candidates for _ in self.everybody]
        self.first = [0] * papers.candidates
        for number, ranked in papers:
            self.first[ranked[0]] += number
            if len(ranked) > 1:
                second[ranked[0]][ranked[1]] += number
        self.second = second
        self.total = sum(self.first)

    def outright(self) -> int:
        """Papers until another has more than half of all first preferences."""
        most = max(self.first[who] for who in self.others)
        return divide_down(self.total, 2) - most + 1

    def out(self) -> int:
        """Papers until two others have more first preferences than the winner."""
        votes = self.first[self.winner]
        ahead = sorted((self.first[who] for who in self.others), reverse=True)[:2]

        def enough(papers: int) -> bool:
            needed = votes - min(papers, votes) + 1
            return sum(max(needed - figure, 0) for figure in ahead) <= papers

        return smallest(enough, 2 * votes + 2)

    def alone(self, other: int, papers: int) -> bool:
        """Whether the winner and this one could alone stay, and this one have as high a total.

        Tried for every number of first preferences that the winner may lose. Gaining some never helps: where
        the winner must pass somebody to stay, one paper for that candidate puts the winner out instead.
        """
        lost = np.arange(min(papers, self.first[self.winner]) + 1, dtype=np.int64)
        of_winner, of_other = self.first[self.winner] - lost, self.first[other] + papers
        most = np.minimum(of_winner, of_other) - 1
        stays = {self.winner, other}
        lowered = self._lower(stays, other, most)
        behind = of_winner - of_other + self._seconds(stays, other) - lowered.gain
        further = np.maximum(behind, 0)
        good = (most >= 0) & (further <= lowered.for_winner)
        good &= lost + lowered.papers + further <= papers
        return bool(good.any())

    def together(self, company: _Company, papers: int) -> bool:
        """Whether these could stay together, and the other of them have as high a total as the winner.

        Tried for every number of first preferences at which they could be equal.
        """
        firsts = [self.first[who] for who in company.tied]
        low, high = max(max(firsts) - papers, 0), min(firsts) + papers
        level = np.arange(low, high + 1, dtype=np.int64)
        stays = {*company.tied, *(() if company.top is None else (company.top,))}
        added, away = np.zeros_like(level), np.zeros_like(level)
        for votes in firsts:
            added += np.maximum(level - votes, 0)
            away += np.maximum(votes - level, 0)
        above = level + 1
        if company.top is not None:
            above = np.maximum(self.first[company.top], level + 1)
            added += above - self.first[company.top]
        lowered = self._lower(stays, company.other, level - 1)
        away += lowered.papers
        of_winner = above if company.top == self.winner else level
        of_other = above if company.top == company.other else level
        behind = of_winner - of_other + self._seconds(stays, company.other) - lowered.gain
        good = (added <= papers) & (away <= papers)
        if len(stays) < len(self.everybody):
            good &= level >= 1
        level, behind = level[good], behind[good]
        spare = _Spare(
            papers - added[good],
            papers - away[good],
            lowered.for_winner[good],
            lowered.for_none[good],
            lowered.room[good],
        )
        if company.top == company.other:
            return spare.raises_other(behind)
        if company.top != self.winner:
            return spare.keeps_level(behind)
        return spare.lowers_winner(behind, above[good] - level - 1)

    def companies(self, below: int) -> Iterator[_Company]:
        """Every company of three or more that could stay with fewer papers than this."""
        for tied in self._level(below):
            tops: list[int | None] = [self.winner]
            if self.winner in tied:
                tops = [who for who in self.everybody if who not in tied]
                tops += [None] if len(tied) > 2 else []
            for top in tops:
                for other in (*tied, *(() if top is None else (top,))):
                    if other != self.winner:
                        yield _Company(tied, top, other)

    def _level(self, below: int) -> Iterator[tuple[int, ...]]:
        """Two or more whose first preferences could be made equal with fewer papers than this.

        Everybody else with as many, but one, would have to be brought below them.
        """
        falling = sorted(self.everybody, key=lambda who: -self.first[who])

        def grow(place: int, tied: tuple[int, ...], passed: tuple[int, ...]) -> _Ties:
            if not self._could_be_level(tied, passed, below - 1):
                return
            if len(tied) > 1:
                yield tied
            for following in range(place, len(falling)):
                skipped = passed + tuple(falling[place:following])
                yield from grow(following + 1, (*tied, falling[following]), skipped)

        yield from grow(0, (), ())

    def _could_be_level(self, tied: tuple[int, ...], passed: tuple[int, ...], papers: int) -> bool:
        """Whether so many papers might do; if not, they do not for more candidates either."""
        if not tied:
            return papers >= 0
        firsts = [self.first[who] for who in tied]

        def too_high(level: int) -> bool:
            return sum(max(level - votes, 0) for votes in firsts) > papers

        highest = smallest(too_high, max(firsts) + papers + 1) - 1
        away = sum(max(votes - highest, 0) for votes in firsts)
        away += sum(max(self.first[who] - highest + 1, 0) for who in passed[1:])
        return highest >= 0 and away <= papers

    def _lower(self, stays: set[int], other: int, most: Whole) -> _Lowered:
        """Bring down whoever does not stay, taking first what went on to the winner, last to the other."""
        papers, gain, for_winner, for_none, room = (np.zeros_like(most) for _ in range(5))
        for who in self.everybody:
            if who in stays:
                continue
            winners, others = self.second[who][self.winner], self.second[who][other]
            neither = self.first[who] - winners - others
            away = np.maximum(self.first[who] - most, 0)
            papers += away
            from_winner = np.minimum(away, winners)
            from_none = np.minimum(away - from_winner, neither)
            gain += from_winner - (away - from_winner - from_none)
            for_winner += winners - from_winner
            for_none += neither - from_none
            room += most - self.first[who] + away
        return _Lowered(papers, gain, for_winner, for_none, room)

    def _seconds(self, stays: set[int], other: int) -> int:
        """The winner's lead from second preferences."""
        out = [self.second[who] for who in self.everybody if who not in stays]
        return sum(given[self.winner] - given[other] for given in out)


_Ties = Iterator[tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Spare:
    """Changes left to make once a company stays, one figure for each number at which they are equal.

    add, away: papers that may still be added, and taken away. for_winner, for_none, room: as in `_Lowered`.
    """

    add: Whole
    away: Whole
    for_winner: Whole
    for_none: Whole
    room: Whole

    def raises_other(self, behind: Whole) -> bool:
        """The other stands above the equal ones: whatever is added is a first preference for them."""
        return bool((self.add + np.minimum(self.away, self.for_winner) >= behind).any())

    def keeps_level(self, behind: Whole) -> bool:
        """Neither may rise or fall: only second preferences can be added, where there is room."""
        most = np.minimum(self.away, self.for_winner + self.for_none)
        return bool((self._of_second(most) >= behind).any())

    def lowers_winner(self, behind: Whole, above: Whole) -> bool:
        """The winner stands so far above the equal ones, and may be brought down to one above them.

        What is reached by taking away more of those who are out, and so fewer of the winner's, rises and
        then falls, and turns only where something runs out.
        """
        most = np.minimum(self.away, self.for_winner + self.for_none)
        reached = np.zeros_like(most)
        for turn in (0 * most, self.away - above, self.for_winner, self.add - self.room, most):
            out = np.clip(turn, 0, most)
            reached = np.maximum(reached, np.minimum(above, self.away - out) + self._of_second(out))
        return bool((reached >= behind).any())

    def _of_second(self, out: Whole) -> Whole:
        """Won by taking away so many papers of those who are out, and adding as many as there is room for."""
        won: Whole = np.minimum(out, self.for_winner) + np.minimum(self.add, self.room + out)
        return won
