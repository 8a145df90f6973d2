"""The supplementary vote: the hall's side of it.

The first count is of bundles, like any count with one vote a paper. Where nobody has more than half, the
papers of the eliminated are one parcel, sorted by second preference for those who stay.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from count.ledger import acts
from count.ledger.effects.sorting import SortedParcel, answer_to, parcel_name
from count.ledger.entry import Entry
from count.ledger.standing import Standing
from count.systems.from_acts import sorted_that_stand
from count.systems.system import (
    Counted,
    RuleAnswer,
    RuleOutcome,
    SortingNeeded,
    StageShown,
    lots_drawn,
)
from tally_core.outcome import LotNeeded, LotNotAsked, PapersNeeded, PreferenceCount
from tally_core.plain import supplementary as plain_supplementary
from tally_core.rules.supplementary import AreaCount, count_areas, survivors

PARCEL = "second-preferences"
"""What the name of the parcel begins with."""


class Supplementary:
    """A first and a second preference, and at most two counts."""

    def rule_answer(self, standing: Standing, votes: Sequence[int]) -> RuleAnswer:
        first = list(votes)
        lots = lots_drawn(standing)
        found = count_areas([AreaCount(first)])
        if not isinstance(found, PapersNeeded):
            found = count_areas([AreaCount(first)], lots)
            assert not isinstance(found, PapersNeeded)
            return RuleAnswer(_says(standing, found), _stages(standing, first, found, None))
        asked = _asked(standing, found)
        answer = answer_to(standing, asked.parcel)
        # Corrected figures are held against the papers as they were sorted for the figures declared.
        corrected = tuple(first) != standing.figures().votes
        if not (fits(asked, answer) if corrected else complete(asked, answer)):
            # A lot can only be drawn at the end; one drawn before answers nothing.
            says: RuleOutcome = asked if not lots else LotNotAsked(lots[0], None)
            return RuleAnswer(says, _stages(standing, first, None, None), (asked,))
        second = [answer.next.get(candidate, 0) for candidate in standing.candidates]
        found = count_areas([AreaCount(first, second)], lots)
        assert not isinstance(found, PapersNeeded)
        stages = _stages(standing, first, found, answer)
        return RuleAnswer(_says(standing, found), stages, (asked,))

    def differs(
        self, standing: Standing, votes: tuple[int, ...], entries: Sequence[Entry]
    ) -> Iterator[str]:
        rule_answer = self.rule_answer(standing, standing.figures().votes)
        if rule_answer.asked and len(rule_answer.stages) == 1:
            yield from _goes_on(standing, votes, rule_answer.asked[0])
            return
        parcels = sorted_that_stand(entries)
        answers = [act for asked in rule_answer.asked for act in parcels.get(asked.parcel, [])]
        papers = _papers(standing, votes, answers)
        again = plain_supplementary.two_counts(len(votes), papers, lots_drawn(standing))
        if not isinstance(again, plain_supplementary.TwoCounts):
            if again != rule_answer.says:
                yield "who is elected"
            return
        if rule_answer.says != Counted((standing.candidates[again.elected],)):
            yield "who is elected"
        for title, figures in (("first", again.first), ("second", again.second)):
            stage = 0 if title == "first" else -1
            plain = tuple(figures or again.first)
            if rule_answer.stages[stage].figures != plain:
                yield f"the {title} count: {rule_answer.stages[stage].figures} and {plain}"


def complete(asked: SortingNeeded, answer: SortedParcel) -> bool:
    """Whether a parcel is sorted to the last paper, and into nobody who cannot receive papers."""
    return answer.papers == asked.papers and fits(asked, answer)


def fits(asked: SortingNeeded, answer: SortedParcel) -> bool:
    """Whether a parcel can hold what was sorted, and it went to those who can receive papers."""
    received = {candidate: papers for candidate, papers in answer.next.items() if papers}
    return received.keys() <= set(asked.next_for) and sum(received.values()) <= asked.papers


def _asked(standing: Standing, needed: PapersNeeded) -> SortingNeeded:
    stay = tuple(standing.candidates[c] for c in needed.next_for)
    of = tuple(candidate for candidate in standing.candidates if candidate not in stay)
    name = parcel_name(standing, PARCEL, list(standing.figures().votes))
    return SortingNeeded(name, of, Fraction(needed.value), needed.papers, stay)


def _says(standing: Standing, found: PreferenceCount | LotNeeded | LotNotAsked) -> RuleOutcome:
    if not isinstance(found, PreferenceCount):
        return found
    return Counted(tuple(standing.candidates[c] for c in found.elected))


def _stages(
    standing: Standing,
    first: Sequence[int],
    found: PreferenceCount | LotNeeded | LotNotAsked | None,
    answer: SortedParcel | None,
) -> tuple[StageShown, ...]:
    """The first count, the second preferences and the totals: as they are declared."""
    counted = found if isinstance(found, PreferenceCount) else None
    everybody = standing.candidates
    won = tuple(everybody[c] for c in counted.elected) if counted else ()
    rule = counted.stages[0].rule if counted else "[para 5(3)]"
    shown = tuple(first)
    if answer is None:
        return (StageShown(1, "First count", rule, shown, elected=won),)
    out = tuple(c for c in everybody if c not in _staying(first, everybody))
    second = tuple(None if c in out else answer.next.get(c, 0) for c in everybody)
    totals = tuple(
        None if c in out else n + answer.next.get(c, 0)
        for c, n in zip(everybody, first, strict=True)
    )
    words = {ground.code: ground.words for ground in standing.rules.second_grounds}
    rest = (
        ("no second preference for a candidate who remains", answer.none),
        *((words.get(code, code), n) for code, n in answer.rejected.items() if n),
    )
    last = counted.stages[-1].rule if counted else "[para 5(8)]"
    return (
        StageShown(1, "First count", rule, shown, excluded=out),
        StageShown(2, "Second preferences", "[para 5(7)]", second, rest),
        StageShown(3, "Total of both counts", last, totals, elected=won),
    )


def _staying(first: Sequence[int], everybody: Sequence[str]) -> tuple[str, ...]:
    return tuple(everybody[who] for who in survivors(first))


def _papers(
    standing: Standing, votes: Sequence[int], answers: Sequence[acts.Sorted]
) -> list[tuple[int, list[int]]]:
    """The papers as the plain count reads them: how many, and their preferences.

    Whose papers of the eliminated had which second preference is not recorded, and changes nothing: they are
    dealt out in ballot order.
    """
    wanted = [
        [papers, standing.choice[candidate]]
        for act in answers
        for candidate, papers in act.next.items()
    ]
    lines: list[tuple[int, list[int]]] = []
    for first, held in enumerate(votes):
        eliminated = not _plainly_stays(votes, first)
        left = held
        for line in wanted if eliminated else ():
            taken = min(left, line[0])
            lines.append((taken, [first, line[1]]))
            line[0] -= taken
            left -= taken
        lines.append((left, [first]))
    return lines


def _plainly_stays(votes: Sequence[int], who: int) -> bool:
    """Whether fewer than two others stand above somebody. [para 5(4)] [para 5(5)]"""
    return sum(1 for other in votes if other > votes[who]) < 2


def _goes_on(standing: Standing, votes: Sequence[int], asked: SortingNeeded) -> Iterator[str]:
    """Whether there is a second count at all, and of whom, by the plain votes."""
    if any(2 * figure > sum(votes) for figure in votes):
        yield "whether there is a second count"
    stay = tuple(c for who, c in enumerate(standing.candidates) if _plainly_stays(votes, who))
    if stay != asked.next_for:
        yield f"who goes on: {', '.join(asked.next_for)} and {', '.join(stay)}"


SUPPLEMENTARY = Supplementary()
