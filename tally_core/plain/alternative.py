"""The second, independent count of an alternative vote: every paper is read afresh at every round.

Written from the rule as `alternative` gives it in words, and not from the compiled count, with which it must
agree on every figure and every word.
"""

from collections.abc import Iterable, Sequence

from tally_core.outcome import Lot, LotNeeded, LotNotAsked, PreferenceCount, PreferenceStage


def count(
    groups: Iterable[tuple[int, Sequence[int]]], candidates: int, lots: Sequence[Lot] = ()
) -> PreferenceCount | LotNeeded | LotNotAsked:
    """Elect one candidate from groups of (papers, preferences from 0), or say which lot is needed."""
    papers = list(groups)
    out: list[int] = []
    used: list[Lot] = []
    stages: list[PreferenceStage] = []
    why, rule, lot = "first preferences", "[r 45A(2)]", None
    while True:
        totals, without = _read(papers, candidates, out)
        winner = _majority(totals, candidates, out)
        stages.append(
            PreferenceStage(
                number=len(stages) + 1,
                why=why,
                rule=rule,
                of=tuple(out[-1:]),
                quota=None,
                totals=tuple(totals),
                non_transferable=without,
                elected=() if winner is None else (winner,),
                excluded=tuple(out[-1:]),
                lot=lot,
            )
        )
        if winner is not None:
            break
        why, rule, lot = "exclusion", "[r 45A(3)]", None
        level = _lowest(stages, [who for who in range(candidates) if who not in out])
        if len(level) > 1:
            question = LotNeeded(tuple(level), 1, "exclude", len(stages) + 1)
            if len(used) == len(lots):
                return question
            lot = lots[len(used)]
            if (lot.to, sorted(lot.among)) != ("exclude", level) or len(lot.chosen) != 1:
                return LotNotAsked(lot, question)
            if lot.chosen[0] not in level:
                return LotNotAsked(lot, question)
            used.append(lot)
            level = [lot.chosen[0]]
        out += level
    if len(used) < len(lots):
        return LotNotAsked(lots[len(used)], None)
    valid = sum(number for number, _ in papers)
    return PreferenceCount((winner,), tuple(stages), 1, valid, tuple(used))


def _read(
    papers: list[tuple[int, Sequence[int]]], candidates: int, out: list[int]
) -> tuple[list[int], int]:
    """Give each paper to its most wanted candidate who remains; count those that have none."""
    totals, without = [0] * candidates, 0
    for number, preferences in papers:
        for candidate in preferences:
            if candidate not in out:  # [r 45A(3)]
                totals[candidate] += number
                break
        else:
            without += number
    return totals, without


def _majority(totals: list[int], candidates: int, out: list[int]) -> int | None:
    for who, votes in enumerate(totals):
        alone = len(out) == candidates - 1 and who not in out
        if alone or votes > sum(totals) - votes:  # [r 45A(2)]
            return who
    return None


def _lowest(stages: list[PreferenceStage], remaining: list[int]) -> list[int]:
    """Find who goes out: fewest votes now; of equal ones, at the latest round at which they differed."""
    figures = {who: [stage.totals[who] for stage in reversed(stages)] for who in remaining}
    return [who for who in remaining if figures[who] == min(figures.values())]
