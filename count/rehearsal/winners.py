"""Winners of a known night by each system: plain sums over the known papers.

Nothing of the hall's own counting is used. Whatever a lot would decide falls on whoever stands higher on the
ballot paper, as the officers of a rehearsal draw it.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from tally_core.outcome import Lot, LotNeeded, LotNotAsked, PreferenceCount
from tally_core.plain import (
    northern_irish_stv as plain_northern_irish,
)
from tally_core.plain import (
    scottish_stv as plain_scottish,
)

PlainCount = Callable[
    [Sequence[tuple[int, tuple[int, ...]]], int, int, Sequence[Lot]],
    PreferenceCount | LotNeeded | LotNotAsked,
]
PLAIN_COUNTS: Mapping[str, PlainCount] = {
    "scottish-stv": plain_scottish.count,
    "northern-irish-stv": plain_northern_irish.count,
}
TRANSFERABLE = frozenset(PLAIN_COUNTS)
PLAYED = frozenset({"plurality", "supplementary", "dhondt", "referendum", *TRANSFERABLE})
"""The systems of which a night can be played."""
FLOORS = {"gla-list": Fraction(1, 20)}
"""Of all votes: a list or individual with no more of them has no seat."""


def most_votes(votes: Mapping[str, int], seats: int) -> frozenset[str]:
    """Most votes; equal ones in the order of the ballot paper, which is that of `votes`."""
    order = list(votes)
    return frozenset(sorted(order, key=lambda c: (-votes[c], order.index(c)))[:seats])


def majority(votes: Mapping[str, int]) -> frozenset[str]:
    """The answer that more than half of the votes are for, if there is one."""
    return frozenset(answer for answer, n in votes.items() if 2 * n > sum(votes.values()))


def staying(votes: Mapping[str, int]) -> tuple[str, ...]:
    """Candidates who go on to a second count: the two with most, and all with as many as the second."""
    second = sorted(votes.values(), reverse=True)[:2][-1]
    return tuple(candidate for candidate, n in votes.items() if n >= second)


def two_counts(votes: Mapping[str, int], seconds: Mapping[str, Counter[str]]) -> dict[str, int]:
    """The totals that decide: of the first count where somebody has more than half, else of both.

    seconds: by first preference, the papers for each second one.
    """
    if majority(votes) or len(votes) < 3:
        return dict(votes)
    stay = staying(votes)
    totals = {candidate: votes[candidate] for candidate in stay}
    for first, behind in seconds.items():
        for second in stay if first not in stay else ():
            totals[second] += behind[second]
    return totals


def transferable(
    system: str, candidates: Sequence[str], seats: int, ballots: Mapping[tuple[str, ...], int]
) -> PreferenceCount:
    """The plain count of known papers, by their preferences; each lot falls as the officers draw it."""
    number = {candidate: at for at, candidate in enumerate(candidates)}
    groups = [(n, tuple(number[who] for who in ranked)) for ranked, n in ballots.items()]
    count = PLAIN_COUNTS[system]
    lots: list[Lot] = []
    while True:
        answer = count(groups, len(candidates), seats, lots)
        if isinstance(answer, PreferenceCount):
            return answer
        assert isinstance(answer, LotNeeded), "only lots that were asked for are drawn"
        lots.append(Lot(answer.candidates, (min(answer.candidates),), answer.to))


def seats_won(
    votes: Mapping[str, int], seats: int, names: Mapping[str, int], floor: Fraction = Fraction(0)
) -> Counter[str]:
    """d'Hondt with no seats before: each seat to the highest average; `names` can fill so many each.

    Equal averages are parted by one vote more for each, then by the ballot paper.
    """
    order: Sequence[str] = list(votes)
    won: Counter[str] = Counter()
    enough = floor * sum(votes.values())
    while won.total() < seats:
        open_to = [c for c in order if won[c] < names[c] and (not floor or votes[c] > enough)]
        if not open_to:
            break
        won[
            max(
                open_to,
                key=lambda c: (
                    Fraction(votes[c], won[c] + 1),
                    Fraction(votes[c] + 1, won[c] + 1),
                    -order.index(c),
                ),
            )
        ] += 1
    return won
