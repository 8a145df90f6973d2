"""Seats shared out among lists and individuals by the method of d'Hondt: the hall's side of it.

The rows of the ballot paper are parties' lists and individuals. A list's seats go to the persons on it in its
order; whoever was returned already has left it. Seats won in constituencies are stated by two people.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from count.ledger import acts
from count.ledger.entry import Entry
from count.ledger.standing import Standing
from count.systems.from_acts import seats_that_stand
from count.systems.stage_words import Figure
from count.systems.system import (
    Counted,
    RuleAnswer,
    RuleOutcome,
    Seat,
    SeatsNeeded,
    StageShown,
    lots_drawn,
)
from tally_core.margins import dhondt as margins
from tally_core.margins.margin import Margin
from tally_core.outcome import Lot, LotNeeded, LotNotAsked
from tally_core.plain import dhondt as plain_dhondt
from tally_core.rules.dhondt import (
    Allocation,
    Contender,
    Individual,
    ListCount,
    PartyList,
    london_members,
    scottish_region,
    senedd,
)

Rule = Callable[[Sequence[Contender], int, Sequence[Lot]], ListCount | LotNeeded | LotNotAsked]
ALLOCATE: Mapping[str, Rule] = {
    "senedd": senedd,
    "scottish-region": scottish_region,
    "london-members": london_members,
}
MARGINS: Mapping[str, Callable[[Sequence[Contender], int], Margin]] = {
    "senedd": margins.of_senedd,
    "scottish-region": margins.of_scottish_region,
    "london-members": margins.of_london_members,
}
FLOORS = {"london-members": 5}
"""In per cent: who polled not more than that has no seat."""


class Lists:
    """One vote a paper, for a list or an individual, and several seats."""

    def rule_answer(self, standing: Standing, votes: Sequence[int]) -> RuleAnswer:
        if standing.rules.seats_before and standing.seats_stated is None:
            return RuleAnswer(
                SeatsNeeded(tuple(c for c, on in standing.lists.items() if on is not None))
            )
        found = _count(standing, votes)
        if not isinstance(found, ListCount):
            return RuleAnswer(found)
        return RuleAnswer(_counted(standing, found), tuple(_stages(standing, found)))

    def margin(self, standing: Standing, votes: Sequence[int]) -> Margin | None:
        """None until the seats won in constituencies are stated, where they count."""
        if standing.rules.seats_before and standing.seats_stated is None:
            return None
        margin = MARGINS[standing.rules.allocation]
        return margin(_contenders(standing, votes), standing.contest.seats)

    def differs(
        self, standing: Standing, votes: tuple[int, ...], entries: Sequence[Entry]
    ) -> Iterator[str]:
        says = self.rule_answer(standing, standing.figures().votes).says
        stated = seats_that_stand(entries)
        if stated != standing.seats_stated:
            yield "the seats won in constituencies"
        if isinstance(says, SeatsNeeded):
            return
        again = plain_dhondt.seats_won(
            _claims(standing, votes, stated),
            standing.contest.seats,
            lots_drawn(standing),
            FLOORS.get(standing.rules.allocation, 0),
        )
        if not isinstance(again, tuple):
            if again != says:
                yield "who takes a seat"
            return
        if not isinstance(says, Counted) or _plain_seats(standing, stated, again) != set(
            says.seats
        ):
            yield f"who takes a seat: {again}"
        found = _count(standing, standing.figures().votes)
        if isinstance(found, ListCount):
            yield from _figures_differ(standing, votes, stated, found)


def _contenders(standing: Standing, votes: Sequence[int]) -> list[Contender]:
    stated = standing.seats_stated
    made: list[Contender] = []
    for cast, (candidate, on) in zip(votes, standing.lists.items(), strict=True):
        gone = _returned(stated, candidate)
        if on is None:
            made.append(Individual(cast, bool(gone)))
            continue
        before = stated.seats[candidate] if stated is not None else 0
        left = frozenset(at for at, place in enumerate(on) if place.position in gone)
        made.append(PartyList(cast, len(on) or standing.contest.seats, left, before))
    return made


def _returned(stated: acts.ConstituencySeats | None, candidate: str) -> Sequence[int]:
    return (stated.returned or {}).get(candidate, []) if stated is not None else []


def _count(standing: Standing, votes: Sequence[int]) -> ListCount | LotNeeded | LotNotAsked:
    allocate = ALLOCATE[standing.rules.allocation]
    return allocate(_contenders(standing, votes), standing.contest.seats, lots_drawn(standing))


def _counted(standing: Standing, found: ListCount) -> RuleOutcome:
    seats = tuple(_seat(standing, standing.candidates[who], place) for who, place in found.seats)
    return Counted(tuple(dict.fromkeys(seat.candidate for seat in seats)), seats=seats)


def _seat(standing: Standing, candidate: str, at: int | None) -> Seat:
    """A seat, where `at` counts the places of the list from 0."""
    on = standing.lists[candidate]
    if on is None or at is None:
        return Seat(candidate, None, standing.names[candidate])
    if not on:
        return Seat(candidate, at + 1)
    return Seat(candidate, on[at].position, on[at].display_name)


def _stages(standing: Standing, found: ListCount) -> Iterator[StageShown]:
    """Each step with its quotients, exact as they were compared."""
    filled = 0
    for step in found.steps:
        first, filled = filled + 1, filled + len(step.to)
        yield StageShown(
            step.number,
            f"Seat {first}" if first == filled else f"Seats {first} to {filled}",
            step.rule,
            tuple(None if figure is None else _plain(figure) for figure in step.figures),
            elected=tuple(standing.candidates[who] for who in step.to),
        )


def _plain(figure: Fraction) -> Figure:
    return figure.numerator if figure.denominator == 1 else figure


# ------------------------------------------------------------------------------- counted a second time


def _claims(
    standing: Standing, votes: Sequence[int], stated: acts.ConstituencySeats | None
) -> list[plain_dhondt.Claim]:
    claims = []
    for candidate, on in standing.lists.items():
        gone = len(set(_returned(stated, candidate)))
        whole = 1 if on is None else len(on) or standing.contest.seats
        held = stated.seats.get(candidate, 0) if stated is not None and on is not None else 0
        claims.append(plain_dhondt.Claim(votes[standing.choice[candidate]], held, whole - gone))
    return claims


def _plain_seats(
    standing: Standing, stated: acts.ConstituencySeats | None, won: Sequence[int]
) -> set[Seat]:
    """People who take the seats that each row won: the first of those who are left on the list."""
    seats = set()
    for candidate, seats_won in zip(standing.candidates, won, strict=True):
        on = standing.lists[candidate]
        if on is None:
            seats |= {Seat(candidate, None, standing.names[candidate])} if seats_won else set()
        elif not on:
            seats |= {Seat(candidate, place) for place in range(1, seats_won + 1)}
        else:
            gone = _returned(stated, candidate)
            left = [place for place in on if place.position not in gone]
            seats |= {
                Seat(candidate, place.position, place.display_name) for place in left[:seats_won]
            }
    return seats


def _figures_differ(
    standing: Standing,
    votes: Sequence[int],
    stated: acts.ConstituencySeats | None,
    found: ListCount,
) -> Iterator[str]:
    """Whether each quotient is votes among seats held and one more, multiplied out."""
    held = [claim.held for claim in _claims(standing, votes, stated)]
    for step in found.steps:
        for who, figure in enumerate(step.figures):
            if figure is not None and not _holds(figure, votes[who], held[who] + 1, step):
                yield f"the figure of {standing.candidates[who]} at step {step.number}"
        for who in step.to:
            held[who] += 1


def _holds(figure: Fraction, votes: int, divisor: int, step: Allocation) -> bool:
    """A vote is added for that step alone where equal figures were parted by one more."""
    added = (0, 1) if step.rule in _ADDED else (0,)
    return any(figure.numerator * divisor == (votes + n) * figure.denominator for n in added)


_ADDED = frozenset({"[s 9(8)]", "[s 9(9)]", "[s 8(8)]", "[s 8(9)]", "[para 8(8)]", "[para 8(9)]"})
"""Steps at which one vote was added to each of the equal figures."""


LISTS = Lists()
