"""Most votes: one seat or several, each paper with at most as many votes as there are seats.

Law, in our words: the candidates with more votes than the others are elected, up to the number of
seats (Parliamentary Elections Rules, rule 18, RPA 1983 Sch. 1 [r 18]; for councillors the rule
"Poll to be taken by ballot" in Sch. 2 to the Local Elections (Principal Areas) and to the Local
Elections (Parishes and Communities) (England and Wales) Rules 2006, SI 2006/3304 and 2006/3305).
Where candidates have equal votes and one more vote would elect any of them, the returning officer
at once decides between them by lot, and goes on as if the one on whom the lot falls had one vote
more (rule 49 [r 49]; in SI 2006/3304 and 3305 the rule "Equality of votes"). Where seats of
different terms are filled together, those elected by the fewest votes take the shortest terms, and
equal votes are again parted by lot (Local Government Act 1972 s. 89(4) to (6) [s 89(5)]). Read
them at legislation.gov.uk: ukpga/1983/2/schedule/1, uksi/2006/3304, uksi/2006/3305,
ukpga/1972/70/section/89.

Silence
- The figures shown and declared stay as counted: the additional vote is in no total, only in the
  transcript's account of the lot.
- The additional vote decides the seat, not the term: terms follow the votes as counted. Otherwise
  a candidate who won a seat by lot would draw level with the one above and need a second lot.
- Order of election: votes falling, equal votes by number, whether or not a lot parted them.
- With fewer candidates than seats all are elected, and they take the longest of the terms.
- A lot that falls on fewer candidates than there are seats at stake is good: the rest are asked
  about again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tally_core import kernels
from tally_core.exact import check_sum, whole
from tally_core.kernels import Whole
from tally_core.lots import DrawnLots
from tally_core.outcome import ELECT, LONGER_TERM, Lot, LotNeeded, LotNotAsked, Outcome, Stage


def count(
    votes: Sequence[int] | Whole,
    seats: int,
    lots: Sequence[Lot] = (),
    terms: Sequence[int] | None = None,
) -> Outcome | LotNeeded | LotNotAsked:
    """Elect the candidates with most votes, or say which lot must be drawn first.

    votes: one figure a candidate; none and zero are allowed. seats: 1 or more. lots: those drawn
    so far, in that order. terms: the years of each seat, in any order, where they are not all
    alike. Raises NotWhole, OutOfBounds, and ValueError for impossible seats or terms.
    """
    if seats < 1 or (terms is not None and len(terms) != seats):
        raise ValueError(f"{seats} seats with terms {terms}")
    column = whole(votes, "votes", least=0)
    check_sum("votes", column)
    under_way = _Count(tuple(int(figure) for figure in column), DrawnLots(lots))

    ranking = _rank(column, seats)
    under_way.add("most votes", "[r 18]", elected=ranking.sure)  # [r 18]
    by_lot = under_way.part(ranking.level, ranking.at_stake, ELECT)  # [r 49]
    if not isinstance(by_lot, tuple):
        return by_lot
    elected = tuple(who for who in ranking.order if who in ranking.sure or who in by_lot)

    held: dict[int, int] = {}
    for term in sorted(set(terms or ()), reverse=True):  # [s 89(5)]
        left = tuple(who for who in elected if who not in held)
        ranking = _rank(column[list(left)], list(terms or ()).count(term))
        level = tuple(left[place] for place in ranking.level)
        by_lot = under_way.part(level, ranking.at_stake, LONGER_TERM)
        if not isinstance(by_lot, tuple):
            return by_lot
        held |= dict.fromkeys((*(left[place] for place in ranking.sure), *by_lot), term)
    of_elected = tuple(held[who] for who in elected) if len(set(terms or ())) > 1 else ()
    return under_way.lots.unasked() or Outcome(elected, tuple(under_way.stages), of_elected)


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Candidates by votes: those sure of a seat, and those level for the seats still at stake."""

    order: tuple[int, ...]
    sure: tuple[int, ...]
    level: tuple[int, ...]
    at_stake: int


def _rank(votes: Whole, seats: int) -> _Ranking:
    order = np.zeros(votes.size, dtype=np.int64)
    # More seats than candidates are as many to the kernel, however large the number.
    first, past = kernels.plurality(votes, min(seats, votes.size), order)
    ranked = tuple(int(who) for who in order)
    if first == past:
        return _Ranking(ranked, ranked[:seats], (), 0)
    return _Ranking(ranked, ranked[:first], ranked[first:past], seats - int(first))


class _Count:
    """A count under way: every candidate's votes, the transcript so far, the lots not yet used."""

    def __init__(self, figures: tuple[int, ...], lots: DrawnLots) -> None:
        self.figures = figures
        self.lots = lots
        self.stages: list[Stage] = []

    def add(
        self, why: str, rule: str, elected: tuple[int, ...] = (), lot: Lot | None = None
    ) -> None:
        """Write the next stage of the transcript."""
        number = len(self.stages) + 1
        self.stages.append(Stage(number, why, rule, self.figures, elected, lot))

    def part(
        self, level: tuple[int, ...], at_stake: int, to: str
    ) -> tuple[int, ...] | LotNeeded | LotNotAsked:
        """Choose `at_stake` of these level candidates by the lots drawn, with a stage for each."""
        chosen: tuple[int, ...] = ()
        while len(chosen) < at_stake:
            left = tuple(who for who in level if who not in chosen)
            question = LotNeeded(left, at_stake - len(chosen), to, len(self.stages) + 1)
            lot = self.lots.answer(question)
            if not isinstance(lot, Lot):
                return lot
            if to == ELECT:
                self.add("equal votes: lot", "[r 49]", tuple(sorted(lot.chosen)), lot)
            else:
                self.add("equal votes, different terms: lot", "[s 89(5)]", lot=lot)
            chosen += lot.chosen
        return chosen
