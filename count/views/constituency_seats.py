"""Seats won in the constituencies that this hall itself declared, beside what officers state of a region's.

A help and no source: the region's other constituencies are declared in other halls, so that two officers state
all of them. A candidate counts for the list whose party, as the poll folder writes it, is the candidate's.
"""

from collections import Counter
from collections.abc import Mapping

from count.ledger.standing import Standing
from count.poll.names import folded
from count.poll.poll import Poll
from count.systems.result import elected

CONSTITUENCIES: Mapping[str, str] = {
    "gla-list": "gla-constituency",
    "scottish-parliament-list": "scottish-parliament-constituency",
}
"""The kind of contest whose seats count against the lists of another kind."""


def declared_here(
    poll: Poll, standings: Mapping[str, Standing], contest: str
) -> tuple[dict[str, int], tuple[str, ...]]:
    """The seats of each list in constituencies declared in this hall, and the ids of those constituencies."""
    kind = CONSTITUENCIES.get(poll.contest(contest).kind)
    counted = [c.id for c in poll.contests if c.kind == kind and standings[c.id].declaration]
    won: Counter[str] = Counter()
    for constituency in counted:
        who = elected(standings[constituency])
        winners = set(who.elected) if who is not None else set()
        won.update(folded(c.party) for c in poll.candidates[constituency] if c.candidate in winners)
    rows = {c.candidate: folded(c.party or c.ballot_surname) for c in poll.candidates[contest]}
    return {row: won[party] for row, party in rows.items() if won[party]}, tuple(counted)
