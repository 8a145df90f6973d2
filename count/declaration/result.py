"""Who is elected by the figures as they stand, or the lot that must be drawn first."""

from dataclasses import dataclass

from count.ledger.standing import Standing
from tally_core import plurality
from tally_core.outcome import Lot, LotNeeded, LotNotAsked, Outcome


@dataclass(frozen=True, slots=True)
class Elected:
    """Those elected, in order of election, by candidate id; `terms` in years where they differ."""

    candidates: tuple[str, ...]
    terms: tuple[int, ...] = ()


def lots_drawn(standing: Standing) -> tuple[Lot, ...]:
    """The lots as the core reads them: candidates as numbers in ballot order, from 0."""
    number = standing.choice
    return tuple(
        Lot(tuple(number[c] for c in lot.among), tuple(number[c] for c in lot.chosen), lot.to)
        for lot in standing.lots
    )


def terms_of(standing: Standing) -> list[int] | None:
    """The years of the seats, where the set-up gives one for each."""
    terms = standing.contest.terms
    return list(terms) if len(terms) == standing.contest.seats else None


def outcome(standing: Standing) -> Outcome | LotNeeded | LotNotAsked:
    """What the rule says of the figures as they now stand."""
    return plurality.count(
        standing.figures().votes, standing.contest.seats, lots_drawn(standing), terms_of(standing)
    )


def elected(standing: Standing) -> Elected | None:
    """Who is elected; None while a lot is outstanding or not asked for."""
    if standing.contest.uncontested:
        return Elected(standing.candidates)
    found = outcome(standing)
    if not isinstance(found, Outcome):
        return None
    return Elected(tuple(standing.candidates[c] for c in found.elected), found.terms)
