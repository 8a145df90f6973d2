"""The supplementary vote counted a second time: paper by paper, from the law and nothing else.

Law, in our words: more than half of the first preferences elects [para 5(2)]; otherwise the two
with most of them, and those equal to the second, go on [para 5(4)] [para 5(5)], and the second
preferences of everybody else's voters are added [para 5(7)]; the greatest total wins [para 5(9)]
(Local Democracy, Economic Development and Construction Act 2009 Sch. 5B).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tally_core.outcome import Lot, LotNeeded, LotNotAsked


@dataclass(frozen=True, slots=True)
class TwoCounts:
    """The elected, the first count, and the second if there was one (None: out of it)."""

    elected: int
    first: tuple[int, ...]
    second: tuple[int | None, ...] | None = None


def two_counts(
    candidates: int, papers: Iterable[tuple[int, Sequence[int]]], lots: Sequence[Lot] = ()
) -> TwoCounts | LotNeeded | LotNotAsked:
    """Count papers given as (how many, preferences from 0), which the other count must equal."""
    voted = [(number, list(ranked)) for number, ranked in papers if ranked]
    first = [0] * candidates
    for number, ranked in voted:
        first[ranked[0]] += number
    if candidates <= 2:
        return _winner(dict(enumerate(first)), 1, tuple(first), None, lots)
    for candidate in range(candidates):
        others = sum(first) - first[candidate]
        if first[candidate] > others:  # [para 5(2)]
            if lots:
                return LotNotAsked(lots[0], None)
            return TwoCounts(candidate, tuple(first))
    # Somebody goes on unless two others, or more, stand above them. [para 5(4)] [para 5(5)]
    ahead = [sum(1 for other in first if other > mine) for mine in first]
    total = {candidate: first[candidate] for candidate in range(candidates) if ahead[candidate] < 2}
    for number, ranked in voted:  # [para 5(7)]
        if ranked[0] not in total and len(ranked) > 1 and ranked[1] in total:
            total[ranked[1]] += number
    second = tuple(total.get(candidate) for candidate in range(candidates))
    return _winner(total, 2, tuple(first), second, lots)


def _winner(
    total: dict[int, int],
    stage: int,
    first: tuple[int, ...],
    second: tuple[int | None, ...] | None,
    lots: Sequence[Lot],
) -> TwoCounts | LotNeeded | LotNotAsked:
    best = [who for who in total if not any(other > total[who] for other in total.values())]
    if len(best) == 1:  # [para 5(9)]
        return LotNotAsked(lots[0], None) if lots else TwoCounts(best[0], first, second)
    question = LotNeeded(tuple(best), 1, "elect", stage)
    if not lots:
        return question
    lot = lots[0]
    if lot.to != "elect" or set(lot.among) != set(best) or len(lot.among) != len(best):
        return LotNotAsked(lot, question)
    if len(lot.chosen) != 1 or lot.chosen[0] not in best:
        return LotNotAsked(lot, question)
    if lots[1:]:
        return LotNotAsked(lots[1], None)
    return TwoCounts(lot.chosen[0], first, second)
