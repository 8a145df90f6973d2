"""The proved margin of a Scottish ward: papers that must be wrong before somebody else could win.

A change of so few papers that every decision of the count still falls the same way elects the same. So it is
worked out how far each decision was from falling otherwise, and how far so many papers could move it.

How far they move it. Call the distance of two counts what the papers of the one are worth more or less than
the same papers in the other, all added up. For n papers taken away and n added it begins at 2n votes, and no
difference between two candidates' votes, or between one's and several others' together, is moved by more.
An exclusion moves papers at their value and adds nothing. A surplus goes at a value that depends on it: with
the surplus S of T votes and a distance D among those papers, the distance afterwards is at most
D x S / T + D x quota / T and what the quota has moved, so D and that; and each paper's value is cut at five
places, which adds less than one unit a paper. The quota moves by at most n divided by one more than the seats,
rounded up. (Scottish Local Government Elections Order 2011, SSI 2011/399 Sch. 1, rules 47 to 53.)

The decisions: who has reached the quota [r 48(1)], whose surplus is the highest [r 50(1)], and who has the
fewest votes [r 51(1)]. Several excluded one after another, nobody being elected meanwhile, may go out in any
order, if together they have fewer votes than anybody who stays in: the votes are the same afterwards.

Where a decision was as close as can be, as among candidates without a chance it often is, this proves little.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tally_core.exact import divide_up
from tally_core.margins.margin import NOTHING_COULD, Margin, smallest
from tally_core.margins.transferable import Chance, of_transferable
from tally_core.outcome import Lot, LotNeeded, LotNotAsked, PreferenceCount, PreferenceStage
from tally_core.papers import Papers
from tally_core.rules import scottish_stv
from tally_core.rules.scottish_stv import VOTE


def of_scottish(ballot: Papers, seats: int, chance: Chance, tries: int = 200) -> Margin:
    """The margin of `scottish_stv.count`, as far as it is known; arguments as in `of_transferable`."""

    def recount(papers: Papers, lots: Sequence[Lot]) -> PreferenceCount | LotNeeded | LotNotAsked:
        return scottish_stv.count(papers, seats, lots)

    if ballot.candidates <= seats:
        return NOTHING_COULD
    counted = recount(ballot, ())
    proved = same_course(counted, seats) if isinstance(counted, PreferenceCount) else 0
    return of_transferable(ballot, seats, recount, chance, tries, proved)


def same_course(count: PreferenceCount, seats: int) -> int:
    """Changes below which every decision of a count falls as it did; 1 if the first could turn one."""
    course = _Course(count, seats)
    return smallest(lambda papers: papers > 0 and not course.holds(papers), count.valid + 1)


@dataclass(slots=True)
class _Reach:
    """The most that so many papers can have moved any figure by now, and the quota, in units."""

    quota: int
    distance: int


class _Course:
    """A count's stages, and who was in the contest before each."""

    def __init__(self, count: PreferenceCount, seats: int) -> None:
        self.count = count
        self.seats = seats
        self.stages = count.stages
        self.quota = count.stages[0].quota or 0
        continuing = frozenset(range(len(count.stages[0].totals)))
        self.before: list[frozenset[int]] = []
        for stage in count.stages:
            self.before.append(continuing)
            continuing -= {*stage.elected, *stage.excluded}

    def holds(self, papers: int) -> bool:
        """Whether with so many papers wrong every decision is still the same."""
        quota = VOTE * divide_up(papers, self.seats + 1)
        reach = _Reach(quota, 2 * VOTE * papers)
        if not self._elects_the_same(0, reach):
            return False
        at = 1
        while at < len(self.stages):
            if not self.stages[at].excluded:
                if not self._same_surplus(at, reach):
                    return False
                reach.distance += reach.quota + self.count.valid + papers
                if not self._elects_the_same(at, reach):
                    return False
                at += 1
                continue
            end = self._end_of_exclusions(at)
            if not self._excludes_the_same(at, end, reach):
                return False
            at = end
        return True

    def _end_of_exclusions(self, at: int) -> int:
        end = at
        while end < len(self.stages) and self.stages[end].excluded:
            end += 1
        return end

    def _elects_the_same(self, at: int, reach: _Reach) -> bool:
        """Everybody in the contest is as surely above or below the quota as they were. [r 48(1)]"""
        stage = self.stages[at]
        in_contest = self.before[at] - set(stage.excluded)
        taken = sum(len(earlier.elected) for earlier in self.stages[:at])
        if len(in_contest) <= self.seats - taken:  # [r 53(1)]
            return True
        moved = reach.distance + reach.quota
        return all(
            stage.totals[who] - self.quota > moved
            if who in stage.elected
            else self.quota - stage.totals[who] > moved
            for who in in_contest
        )

    def _same_surplus(self, at: int, reach: _Reach) -> bool:
        """The surplus that was transferred is still the highest. [r 50(1)]"""
        votes = self.stages[at - 1].totals
        (chosen,) = self.stages[at].of
        others = [held for who, held in enumerate(votes) if who != chosen and held > self.quota]
        return all(votes[chosen] - held > reach.distance for held in others)

    def _excludes_the_same(self, begin: int, end: int, reach: _Reach) -> bool:
        """These exclusions, one by one or so many at a time in any order, come to the same. [r 51(1)]"""
        reached = {begin}
        for at in range(begin, end):
            if at in reached:
                reached |= {
                    to for to in range(at + 1, end + 1) if self._go_out_together(at, to, reach)
                }
        return end in reached

    def _go_out_together(self, at: int, to: int, reach: _Reach) -> bool:
        together: list[PreferenceStage] = list(self.stages[at:to])
        if to - at > 1 and any(stage.elected for stage in together):
            return False
        out = {who for stage in together for who in stage.excluded}
        votes = self.stages[at - 1].totals
        stay = self.before[at] - out
        most = sum(votes[who] for who in out)
        clear = all(votes[who] - most > reach.distance for who in stay)
        return clear and self._elects_the_same(to - 1, reach)
