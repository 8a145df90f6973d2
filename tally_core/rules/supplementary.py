"""The supplementary vote: a first and a second preference, and at most two counts.

Law, in our words: with three candidates or more, the one with more than half of all first
preference votes is returned [para 5(2)]. If nobody has so many [para 5(3)], the two with most
first preferences stay [para 5(4)], and everybody whose equal votes give them as good a claim
[para 5(5)]; the others are eliminated [para 5(6)]. From voters who gave their first preference to
none of those who stay, the second preferences for those who stay are counted [para 5(7)] and added
to their first preferences [para 5(8)]; the greatest total is returned [para 5(9)], and equal totals
are parted by lot [para 5(10)]. With two candidates a simple majority decides [para 4(2)], and a lot
if they are equal [r 51(5)]. A second preference counts only on a paper whose first preference is
valid [r 55(2)].

Paragraphs are those of the Local Democracy, Economic Development and Construction Act 2009,
Sch. 5B, for combined authority mayors, as put in by the Cities and Local Government Devolution Act
2016; paragraphs 2 and 3 of Sch. 2 to the Local Government Act 2000 (mayors of local authorities)
and paragraphs 3 and 4 of Sch. 2 to the Greater London Authority Act 1999 say the same. Rule 55 is of
the Combined Authorities (Mayoral Elections) Order 2017, SI 2017/67 Sch. 1; rule 51 of the Local
Authorities (Mayoral Elections) (England and Wales) Regulations 2007, SI 2007/1024 Sch. 1. Read them
at legislation.gov.uk: ukpga/2009/20/schedule/5B, ukpga/2000/22/schedule/2,
ukpga/1999/29/schedule/2, uksi/2017/67, uksi/2007/1024. The Elections Act 2022 took the system out
of use and the English Devolution and Community Empowerment Act 2026 brings it back; the numbers
above are those before 2022.

Silence
- Where the votes are counted area by area, who stays is found from the first preferences of all
  areas together, and no area's second preferences are asked for before.
- Second preferences beyond those for candidates who stay, and third ones, are not counted; papers of
  eliminated candidates without one that counts are shown as non-transferable.
- A lot among equal totals decides at the second count itself: it is no stage of its own.
- A candidate who stands alone is returned without a count of anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tally_core.exact import check_sum, whole
from tally_core.lots import DrawnLots
from tally_core.outcome import (
    ELECT,
    Lot,
    LotNeeded,
    LotNotAsked,
    PapersNeeded,
    PreferenceCount,
    PreferenceStage,
)
from tally_core.papers import Papers

SECOND_PREFERENCES = "second preferences"
"""The parcel that is asked for: the papers of the eliminated, to be sorted by second preference."""


@dataclass(frozen=True, slots=True)
class AreaCount:
    """The count of one local returning officer: the whole contest, if there is only one.

    first: first preferences, one figure a candidate. second: second preferences on papers whose
    first preference is for somebody eliminated, one figure a candidate and 0 for the eliminated;
    None before they were counted.
    """

    first: Sequence[int]
    second: Sequence[int] | None = None


def survivors(first: Sequence[int]) -> tuple[int, ...]:
    """The candidates who stay for the second count, from the first preferences of all areas."""
    # [para 5(4)], [para 5(5)]: as many votes as the second of all, or more.
    enough = sorted(first, reverse=True)[:2][-1]
    return tuple(who for who, votes in enumerate(first) if votes >= enough)


def count_areas(
    areas: Sequence[AreaCount], lots: Sequence[Lot] = ()
) -> PreferenceCount | PapersNeeded | LotNeeded | LotNotAsked:
    """Count the figures of all areas, or say what must be counted or drawn first.

    lots: those drawn so far, in that order. Raises NotWhole, OutOfBounds, and ValueError for no
    candidate, or for second preferences that those papers cannot hold.
    """
    first = _sum([area.first for area in areas])
    if not first:
        raise ValueError("no candidates")
    drawn = DrawnLots(lots)
    if len(first) <= 2:
        return _simple_majority(first, drawn)
    leader = max(range(len(first)), key=first.__getitem__)
    if 2 * first[leader] > sum(first):  # [para 5(2)]
        stage = PreferenceStage(
            1, "first preferences", "[para 5(2)]", (), None, first, elected=(leader,)
        )
        return drawn.unasked() or PreferenceCount((leader,), (stage,), 1, sum(first))
    stay = survivors(first)
    out = tuple(who for who in range(len(first)) if who not in stay)  # [para 5(6)]
    if any(area.second is None for area in areas):
        papers = sum(first[who] for who in out)
        return PapersNeeded(SECOND_PREFERENCES, Fraction(1), papers, stay)
    for area in areas:
        _check_second(area, out)
    second = _sum([area.second or () for area in areas])
    return _second_count(first, second, stay, drawn)


def count(
    papers: Papers, seats: int = 1, lots: Sequence[Lot] = ()
) -> PreferenceCount | LotNeeded | LotNotAsked:
    """Count papers by their first two preferences. Raises ValueError unless one seat is filled."""
    if seats != 1:
        raise ValueError(f"{seats} seats: the supplementary vote fills one")
    first, second, behind = _two_preferences(papers)
    totals = np.zeros(papers.candidates, dtype=np.int64)
    np.add.at(totals, first, papers.weights)
    area = AreaCount(totals.tolist())
    answer = count_areas([area], lots)
    if not isinstance(answer, PapersNeeded):
        return answer
    stays = np.zeros(papers.candidates, dtype=np.bool_)
    stays[list(answer.next_for)] = True
    moves = ~stays[first[behind]] & stays[second]  # [para 5(7)]
    added = np.zeros(papers.candidates, dtype=np.int64)
    np.add.at(added, second[moves], papers.weights[behind][moves])
    answer = count_areas([AreaCount(area.first, added.tolist())], lots)
    assert not isinstance(answer, PapersNeeded)
    return answer


def _two_preferences(
    papers: Papers,
) -> tuple[np.typing.NDArray[np.int32], np.typing.NDArray[np.int32], np.typing.NDArray[np.bool_]]:
    """First preferences; the second preferences of groups that have one; which groups those are."""
    first = papers.preferences[papers.starts[:-1]]
    behind = np.diff(papers.starts) >= 2
    return first, papers.preferences[papers.starts[:-1][behind] + 1], behind


def _sum(columns: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Add up one figure a candidate over all areas."""
    for column in columns:
        check_sum("votes", whole(list(column), "votes", least=0))
    return tuple(sum(figures) for figures in zip(*columns, strict=True))


def _check_second(area: AreaCount, out: tuple[int, ...]) -> None:
    second = list(area.second or ())
    if len(second) != len(area.first) or any(second[who] for who in out):
        raise ValueError("second preferences for candidates who do not stay in the contest")
    if sum(second) > sum(area.first[who] for who in out):
        raise ValueError("more second preferences than papers of those eliminated")


def _simple_majority(
    first: tuple[int, ...], drawn: DrawnLots
) -> PreferenceCount | LotNeeded | LotNotAsked:
    most = tuple(who for who, votes in enumerate(first) if votes == max(first))
    lot = None
    if len(most) > 1:  # [r 51(5)]
        answer = drawn.answer(LotNeeded(most, 1, ELECT, 1))
        if not isinstance(answer, Lot):
            return answer
        lot, most = answer, answer.chosen
    rule = "[para 4(2)]" if lot is None else "[r 51(5)]"
    stage = PreferenceStage(1, "most votes", rule, (), None, first, elected=most, lot=lot)
    lots = () if lot is None else (lot,)
    return drawn.unasked() or PreferenceCount(most, (stage,), 1, sum(first), lots)


def _second_count(
    first: tuple[int, ...], second: tuple[int, ...], stay: tuple[int, ...], drawn: DrawnLots
) -> PreferenceCount | LotNeeded | LotNotAsked:
    out = tuple(who for who in range(len(first)) if who not in stay)
    totals = tuple(  # [para 5(8)]
        votes + second[who] if who in stay else 0 for who, votes in enumerate(first)
    )
    most = tuple(who for who in stay if totals[who] == max(totals))  # [para 5(9)]
    lot = None
    if len(most) > 1:  # [para 5(10)]
        answer = drawn.answer(LotNeeded(most, 1, ELECT, 2))
        if not isinstance(answer, Lot):
            return answer
        lot, most = answer, answer.chosen
    stages = (
        PreferenceStage(1, "first preferences", "[para 5(3)]", (), None, first),
        PreferenceStage(
            2,
            "second preferences",
            "[para 5(9)]" if lot is None else "[para 5(10)]",
            out,
            None,
            totals,
            non_transferable=sum(first) - sum(totals),
            elected=most,
            excluded=out,
            lot=lot,
        ),
    )
    lots = () if lot is None else (lot,)
    return drawn.unasked() or PreferenceCount(most, stages, 1, sum(first), lots)
