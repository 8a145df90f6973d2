"""Meek's method: the single transferable vote in which every paper is shared out anew, nine places.

Source: the Reference Meek Rule of the Proportional Representation Foundation (prfound.org), which is B. L.
Meek's method (The Computer Journal 30, 1987, algorithm 123) in decimals of fixed length. It is counted by
machine only. In our words:

- Every candidate has a keep value: 1 to begin with [step A]. A paper gives its first candidate that share of
  itself, rounded up at nine places, what is left of it meets the second candidate, and so on, until nothing is
  left of the paper or nobody [step B.2.a].
- The quota is the sum of all votes divided by one more than the seats, to nine places, the remainder ignored,
  plus 0.000000001: it falls as papers run out [step B.2.b]. Whoever has it is elected [step B.2.c], and the
  round ends [step B.2.e].
- The surplus is what all who are elected have above the quota together, and not less than 0 [step B.2.d]. Is
  it less than 0.000001, or no less than at the iteration before in this round, the keep values have settled,
  and one candidate is excluded [step B.2.e]: the one with fewest votes, but all whose votes are no more than
  the surplus above those are tied [step B.3].
- Otherwise the keep value of each who is elected is multiplied by the quota and divided by the votes, each
  rounded up at nine places [step B.2.f], and the papers are shared out again.
- The keep value of who is excluded is 0: every paper is shared out as if they had never stood [step B.3].
- When the seats are filled, or no more candidates are left than seats [step B.1], those left are elected if a
  seat is free [step C].

Silence
- A tie is parted by a procedure that the rule leaves to be laid down [step T]. Here the candidate who is first
  by number goes out, and the stage says who was tied: no lot is asked for. So count the programs this one is
  held against.
- A round is a stage. Its totals and its quota are those of its last iteration. `of` are those whose keep value
  has fallen since the stage before: whose surplus went on, and who was excluded then.
- Candidates with equal votes for the last seat can both have the quota, because keep values were rounded up.
  Where more have it than seats are free, nobody is elected for it at that iteration: sooner or later one of
  them is excluded as tied. The rule's own words would fill a seat that does not exist.
- What is left of papers that nobody takes is non-transferable. Nothing is lost by rounding, because what a
  candidate keeps of a paper is taken from it exactly.
- No keep value rises above 1. The rounding could push it there by a hair, and a paper cannot give more than
  there is of it; no election is known in which it would.
- No more candidates than seats: all are elected at one stage, with their first preferences. No papers at all:
  the quota is 0.000000001, and candidates go out by number.
- Order of election within a round: most votes first, equal votes by number; so too at the end.
"""

from dataclasses import replace
from typing import Final

from tally_core.exact import divide_down, divide_up
from tally_core.keep_values import SharedPapers
from tally_core.kernels import WHOLE
from tally_core.outcome import KeptShares, PreferenceCount, PreferenceStage
from tally_core.papers import Papers

SETTLED: Final = 1000
"""A surplus below this, 0.000001 of a vote, is as good as none [step B.2.e]."""


def count(papers: Papers, seats: int) -> PreferenceCount:
    """Count an election. Raises ValueError for fewer seats than one, OutOfBounds as `SharedPapers` does."""
    if seats < 1:
        raise ValueError(f"{seats} seats")
    under_way = _Count(papers, seats)
    while not under_way.complete():
        under_way.conduct_round()
    under_way.elect_those_left()
    return PreferenceCount(tuple(under_way.elected), tuple(under_way.stages), WHOLE, papers.valid)


class _Count:
    """A count under way. keep: the keep values, out of WHOLE. votes, quota: of the latest iteration."""

    def __init__(self, papers: Papers, seats: int) -> None:
        self.seats = seats
        self.candidates = papers.candidates
        self.valid = papers.valid
        self.elected: list[int] = []
        self.excluded: list[int] = []
        self.stages: list[PreferenceStage] = []
        self.keep = [WHOLE] * papers.candidates  # [step A]
        self.votes: list[int] = []
        self.quota = 0
        self._shown = list(self.keep)
        self._papers = SharedPapers(papers)

    @property
    def hopeful(self) -> list[int]:
        """Candidates neither elected nor excluded."""
        gone = {*self.elected, *self.excluded}
        return [who for who in range(self.candidates) if who not in gone]

    @property
    def surplus(self) -> int:
        return max(0, sum(self.votes[who] - self.quota for who in self.elected))  # [step B.2.d]

    def complete(self) -> bool:
        left = self.candidates - len(self.excluded)
        return len(self.elected) >= self.seats or left <= self.seats  # [step B.1]

    def conduct_round(self) -> None:
        """Share the papers out until somebody is elected, or the keep values have settled."""
        self._papers.find_ways(self.excluded, self.elected)
        iterations, before = 0, None
        while True:
            iterations += 1
            self._share_out()
            if self._elect():
                self._end_round(KeptShares(tuple(self.keep), self.surplus, iterations))
                return
            surplus = self.surplus
            falls = before is None or surplus < before
            if surplus < SETTLED or not falls:  # [step B.2.e]
                self._exclude(surplus, iterations, settled=surplus >= SETTLED)
                return
            before = surplus
            self._set_keep_values()

    def _share_out(self) -> None:
        self.votes = self._papers.votes(self.keep)  # [step B.2.a]
        self.quota = divide_down(sum(self.votes), self.seats + 1) + 1  # [step B.2.b]

    def _elect(self) -> bool:
        """Elect those who have the quota; whether anybody has."""
        have_quota = [who for who in self.hopeful if self.votes[who] >= self.quota]  # [step B.2.c]
        if not 0 < len(have_quota) <= self.seats - len(self.elected):
            return False
        self.elected += self._by_votes(have_quota)
        return True

    def _set_keep_values(self) -> None:
        for who in self.elected:  # [step B.2.f]
            product = divide_up(self.keep[who] * self.quota, WHOLE)
            self.keep[who] = min(divide_up(product * WHOLE, self.votes[who]), WHOLE)

    def _exclude(self, surplus: int, iterations: int, *, settled: bool) -> None:
        hopeful = self.hopeful
        reach = min(self.votes[who] for who in hopeful) + surplus
        tied = [who for who in hopeful if self.votes[who] <= reach]
        out = tied[0]  # [step B.3] [step T]
        self.excluded.append(out)
        after = [0 if who == out else keep for who, keep in enumerate(self.keep)]
        several = tuple(tied) if len(tied) > 1 else ()
        self._end_round(KeptShares(tuple(after), surplus, iterations, settled, several), out=(out,))
        self.keep[out] = 0

    def _end_round(self, shares: KeptShares, out: tuple[int, ...] = ()) -> None:
        of = [who for who in range(self.candidates) if self.keep[who] < self._shown[who]]
        self._shown = list(self.keep)
        why = "papers shared out again" if self.stages else "first preferences"
        if shares.tied:
            why += f", {len(shares.tied)} tied for exclusion, the first by number goes"
        rule = "[step B.3]" if out else "[step B.2.c]"
        new = self.elected[sum(len(stage.elected) for stage in self.stages) :]
        self.stages.append(
            PreferenceStage(
                len(self.stages) + 1,
                why,
                rule,
                tuple(of),
                self.quota,
                tuple(self.votes),
                WHOLE * self.valid - sum(self.votes),
                elected=tuple(new),
                excluded=out,
                shares=shares,
            )
        )

    def elect_those_left(self) -> None:
        """Fill the seats that are still free, if any."""
        if not self.stages:
            self._papers.find_ways((), ())
            self._share_out()
            self._end_round(KeptShares(tuple(self.keep), 0, 1))
        left = self._by_votes(self.hopeful) if len(self.elected) < self.seats else []
        if left:  # [step C]
            last = self.stages[-1]
            self.elected += left
            self.stages[-1] = replace(
                last, rule=f"{last.rule} [step C]", elected=last.elected + tuple(left)
            )

    def _by_votes(self, candidates: list[int]) -> list[int]:
        return sorted(candidates, key=lambda who: (-self.votes[who], who))
