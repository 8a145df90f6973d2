"""Lists and individuals by the method of d'Hondt: the Senedd, Scottish regions, the London list.

Law, in our words. Every party has a figure: its votes divided by one more than the seats it has;
an individual's figure is their votes. Each seat goes to the highest figure, and that party's figure
is then worked out anew.
- Senedd (Government of Wales Act 2006 ss. 8 and 9, as substituted by the Senedd Cymru (Members and
  Elections) Act 2024, asc 4, s. 8): the divisor begins at one [s 8(3)]; the first seat and every
  further one to the highest figure [s 9(1)] [s 9(2)], one added to the divisor for each seat
  [s 9(3)]. An individual with a seat [s 9(4)] and a list with nobody left [s 9(6)] drop out; seats
  go down the list [s 9(5)]. Equal highest figures each get a seat [s 9(7)]; if so many are not left,
  one vote is added to each of them and the figures are worked out anew [s 9(8)]; if they are still
  equal, a lot [s 9(9)].
- Scottish regions (Scotland Act 1998 ss. 6 to 8): the same, but the divisor begins at one more than
  the constituencies in the region that the party won [s 7(2)], and whoever was returned for a
  constituency has left the list [s 8(5)] or, an individual, is passed over [s 8(3)]. [s 7(3)]
  [s 8(1)] [s 8(2)] [s 8(4)] [s 8(6)]; equal figures [s 8(7)] [s 8(8)] [s 8(9)].
- London members (Greater London Authority Act 1999 Sch. 2 Part II): the divisor begins as in
  Scotland [para 6(1)], an Assembly member who is also returned as Mayor still counts there
  [para 6(4)], and nobody has a seat who polled not more than five per cent of all London votes
  [para 7(1)]. [para 8(1)] [para 8(2)] [para 8(3)] [para 8(4)] [para 8(5)] [para 8(6)] [para 8(10)];
  equal figures [para 8(7)] [para 8(8)] [para 8(9)].
Read them at legislation.gov.uk: ukpga/2006/32/section/9, asc/2024/4/section/8,
ukpga/1998/46/section/8, ukpga/1999/29/schedule/2.

Figures are compared as fractions: nothing is rounded.

Silence
- The vote added to equal figures is added for that seat only ("as if", says the Scotland Act).
- If, with the vote added, fewer are equal than seats are left, each of them gets one: the London
  paragraph 8(9), read by itself, would draw a lot; the Welsh section says in brackets what we do.
- Equal figures that each get a seat are one step, in the order of their numbers.
- A lot that falls on fewer than the seats left is good: the figures decide, or a lot is drawn, again.
- Seats for which no list and no individual is left stay unfilled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tally_core.exact import check_sum, whole
from tally_core.lots import DrawnLots
from tally_core.outcome import ELECT, Lot, LotNeeded, LotNotAsked


@dataclass(frozen=True, slots=True)
class PartyList:
    """A party's list. Persons on it are places from 0.

    names: how many persons are on it. returned: the places of those who were returned already, for a
    constituency or as Mayor. constituencies: seats that count against the list from the start.
    """

    votes: int
    names: int
    returned: frozenset[int] = frozenset()
    constituencies: int = 0


@dataclass(frozen=True, slots=True)
class Individual:
    """A candidate who is on no list. returned: for a constituency, or as Mayor."""

    votes: int
    returned: bool = False


Contender = PartyList | Individual


@dataclass(frozen=True, slots=True)
class Allocation:
    """One step: the figures that were compared, and who got a seat.

    rule: the law's tag. figures: one a contender, None for those who were left out of account. to: each
    gets one seat. places: whose turn it was on each one's list, None for an individual.
    """

    number: int
    rule: str
    figures: tuple[Fraction | None, ...]
    to: tuple[int, ...]
    places: tuple[int | None, ...]
    lot: Lot | None = None


@dataclass(frozen=True, slots=True)
class ListCount:
    """All steps in order, and the seats that nobody was left to fill."""

    steps: tuple[Allocation, ...]
    unfilled: int = 0

    @property
    def seats(self) -> tuple[tuple[int, int | None], ...]:
        """Every seat in order: the contender, and the place on their list."""
        return tuple(seat for step in self.steps for seat in zip(step.to, step.places, strict=True))

    @property
    def lots(self) -> tuple[Lot, ...]:
        """The lots that decided something, in the order drawn."""
        return tuple(step.lot for step in self.steps if step.lot is not None)


@dataclass(frozen=True, slots=True)
class _Tags:
    """Places in each Act: the first seat, further seats, equal figures, the added vote, the lot."""

    first: str
    further: str
    equal: str
    added: str
    lot: str


_WALES = _Tags("[s 9(1)]", "[s 9(2)]", "[s 9(7)]", "[s 9(8)]", "[s 9(9)]")
_SCOTLAND = _Tags("[s 8(1)]", "[s 8(2)]", "[s 8(7)]", "[s 8(8)]", "[s 8(9)]")
_LONDON = _Tags("[para 8(1)]", "[para 8(2)]", "[para 8(7)]", "[para 8(8)]", "[para 8(9)]")


def senedd(
    contenders: Sequence[Contender], seats: int = 6, lots: Sequence[Lot] = ()
) -> ListCount | LotNeeded | LotNotAsked:
    """Allocate the seats of a Senedd constituency. Raises ValueError if anybody has a seat already."""
    for contender in contenders:
        held = contender.constituencies if isinstance(contender, PartyList) else 0
        if contender.returned or held:
            raise ValueError("nobody has a seat before the seats of a Senedd constituency")
    return _Count(contenders, seats, lots, _WALES).run()


def scottish_region(
    contenders: Sequence[Contender], seats: int = 7, lots: Sequence[Lot] = ()
) -> ListCount | LotNeeded | LotNotAsked:
    """Allocate the seats of a region of the Scottish Parliament, its constituencies being known."""
    return _Count(contenders, seats, lots, _SCOTLAND).run()


def london_members(
    contenders: Sequence[Contender], seats: int = 11, lots: Sequence[Lot] = ()
) -> ListCount | LotNeeded | LotNotAsked:
    """Allocate the seats of the London members, the Mayor and the constituencies being known."""
    polled = sum(contender.votes for contender in contenders)
    enough = tuple(20 * contender.votes > polled for contender in contenders)  # [para 7(1)]
    return _Count(contenders, seats, lots, _LONDON, enough).run()


class _Count:
    """An allocation under way: who is left on each list, and the divisors so far.

    Raises NotWhole, OutOfBounds and ValueError as the public functions do.
    """

    def __init__(
        self,
        contenders: Sequence[Contender],
        seats: int,
        lots: Sequence[Lot],
        tags: _Tags,
        enough: Sequence[bool] | None = None,
    ) -> None:
        if seats < 1:
            raise ValueError(f"{seats} seats")
        check_sum("votes", whole([one.votes for one in contenders], "votes", least=0))
        self.contenders = contenders
        self.left = seats
        self.lots = DrawnLots(lots)
        self.tags = tags
        self.waiting = [list(_waiting(contender)) for contender in contenders]
        for who, has in enumerate(enough or ()):
            if not has:
                self.waiting[who].clear()
        self.divisors = [  # [s 8(3)] [s 7(2)] [para 6(1)]
            1 + (one.constituencies if isinstance(one, PartyList) else 0) for one in contenders
        ]
        self.steps: list[Allocation] = []

    def run(self) -> ListCount | LotNeeded | LotNotAsked:
        while self.left and any(self.waiting):
            step = self._next()
            if not isinstance(step, Allocation):
                return step
            self.steps.append(step)
            for who in step.to:
                self.waiting[who].pop(0)
                self.divisors[who] += 1  # [s 9(3)] [s 7(3)] [para 8(3)]
            self.left -= len(step.to)
        return self.lots.unasked() or ListCount(tuple(self.steps), self.left)

    def _next(self) -> Allocation | LotNeeded | LotNotAsked:
        rule = self.tags.further if self.steps else self.tags.first
        figures = self._figures()
        highest = _highest(figures)
        lot = None
        if len(highest) > 1:
            rule = self.tags.equal
        if len(highest) > self.left:
            rule = self.tags.added
            figures = self._figures(one_more=highest)
            highest = _highest(figures)
        if len(highest) > self.left:
            rule = self.tags.lot
            answer = self.lots.answer(LotNeeded(highest, self.left, ELECT, len(self.steps) + 1))
            if not isinstance(answer, Lot):
                return answer
            lot, highest = answer, tuple(sorted(answer.chosen))
        places = tuple(self._place(who) for who in highest)
        return Allocation(len(self.steps) + 1, rule, tuple(figures), highest, places, lot)

    def _figures(self, one_more: tuple[int, ...] = ()) -> list[Fraction | None]:
        return [
            Fraction(one.votes + (who in one_more), self.divisors[who])
            if self.waiting[who]
            else None
            for who, one in enumerate(self.contenders)
        ]

    def _place(self, who: int) -> int | None:
        """The next place on this list. [s 9(5)] [s 8(4)] [para 8(5)]"""
        return self.waiting[who][0] if isinstance(self.contenders[who], PartyList) else None


def _waiting(contender: Contender) -> Sequence[int]:
    """The places still to be filled from: nobody who was returned, and an individual only once.

    [s 9(4)] [s 9(6)] [s 8(3)] [s 8(5)] [s 8(6)] [para 8(4)] [para 8(6)] [para 8(10)]
    """
    if isinstance(contender, Individual):
        return () if contender.returned else (0,)
    if contender.constituencies < 0 or not contender.returned <= set(range(contender.names)):
        raise ValueError(f"a list that cannot be: {contender}")
    return [place for place in range(contender.names) if place not in contender.returned]


def _highest(figures: Sequence[Fraction | None]) -> tuple[int, ...]:
    most = max(figure for figure in figures if figure is not None)
    return tuple(who for who, figure in enumerate(figures) if figure == most)
