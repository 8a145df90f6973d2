"""d'Hondt counted a second time: seat by seat, by cross multiplication, from the law and nothing else.

Law, in our words: the next seat goes to whoever has most votes for each seat, the new one counted
in (Government of Wales Act 2006 s. 9 [s 9(2)], Scotland Act 1998 s. 8 [s 8(2)], Greater London
Authority Act 1999 Sch. 2 [para 8(2)]); equal claims are all met if seats enough are left [s 8(7)],
otherwise a vote more for each [s 8(8)] or a lot [s 8(9)] decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tally_core.outcome import Lot, LotNeeded, LotNotAsked


@dataclass(slots=True)
class Claim:
    """One who may have seats: their votes, seats held so far, and how many they can still fill."""

    votes: int
    held: int
    fillable: int


def seats_won(
    claims: Sequence[Claim], seats: int, lots: Sequence[Lot] = (), floor: int = 0
) -> tuple[int, ...] | LotNeeded | LotNotAsked:
    """Seats that each wins beyond those held, which the other count must equal.

    An individual is a claim that holds nothing and can fill one seat. floor: in per cent; who polled
    not more than that has none [para 7(1)].
    """
    polled = sum(claim.votes for claim in claims)
    won = [0] * len(claims)
    unused = list(lots)
    step = 0
    while sum(won) < seats:
        step += 1
        left = seats - sum(won)
        live = [
            who
            for who, claim in enumerate(claims)
            if won[who] < claim.fillable and (not floor or 100 * claim.votes > floor * polled)
        ]
        if not live:
            break
        best = _best(claims, won, live, 0)
        if len(best) > left:
            best = _best(claims, won, best, 1)
        if len(best) > left:
            question = LotNeeded(tuple(best), left, "elect", step)
            if not unused:
                return question
            lot = unused.pop(0)
            chosen = set(lot.chosen)
            fits = 1 <= len(chosen) <= left and chosen <= set(best)
            if lot.to != "elect" or sorted(lot.among) != best or not fits:
                return LotNotAsked(lot, question)
            if len(chosen) != len(lot.chosen):
                return LotNotAsked(lot, question)
            best = sorted(chosen)
        for who in best:
            won[who] += 1
    return LotNotAsked(unused[0], None) if unused else tuple(won)


def _best(claims: Sequence[Claim], won: Sequence[int], live: list[int], more: int) -> list[int]:
    """Those whose claim nobody's beats, each with so many votes more."""

    def beats(one: int, other: int) -> bool:
        votes, others = claims[one].votes + more, claims[other].votes + more
        # votes / seats > others / others' seats, both multiplied out.
        seats, others_seats = (claims[who].held + won[who] + 1 for who in (one, other))
        return votes * others_seats > others * seats

    return [who for who in live if not any(beats(other, who) for other in live)]
