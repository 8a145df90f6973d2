"""The margin of a list count: papers that must be wrong before a seat could go elsewhere.

Exact, for the Senedd, Scottish regions and the London members. Seats go to the highest figures of all, so
who is elected changes just when some figure that had no seat comes to stand before one that had: it is
higher, or equal with the smaller divisor (the vote added to equal figures lifts it more, Scotland Act 1998
s. 8(8)), or equal with the same divisor, and then a lot decides. Whether that is so for one pair depends on
the votes of those two alone, and each paper that is moved from the one to the other does most for it; so the
smallest number over all pairs is the margin.

For London there is the floor besides: nobody with not more than a twentieth of all votes has a seat
(Greater London Authority Act 1999 Sch. 2 para 7(1)), so a party may also lose its seats by falling to it or
gain one by rising above it.

The seats already won in constituencies are taken as they are.
"""

from collections.abc import Sequence

from tally_core.exact import divide_up
from tally_core.margins.margin import NOTHING_COULD, Margin, exactly, smallest
from tally_core.rules.dhondt import (
    Contender,
    ListCount,
    PartyList,
    london_members,
    scottish_region,
    senedd,
)


def of_senedd(contenders: Sequence[Contender], seats: int = 6) -> Margin:
    """The margin of `dhondt.senedd`; raises as that does."""
    return _Lists(contenders, senedd(contenders, seats)).margin()


def of_scottish_region(contenders: Sequence[Contender], seats: int = 7) -> Margin:
    """The margin of `dhondt.scottish_region`; raises as that does."""
    return _Lists(contenders, scottish_region(contenders, seats)).margin()


def of_london_members(contenders: Sequence[Contender], seats: int = 11) -> Margin:
    """The margin of `dhondt.london_members`; raises as that does."""
    return _Lists(contenders, london_members(contenders, seats), floor=True).margin()


class _Lists:
    """Lists with the seats they won and the votes they would need; `counted` is no count if a lot is due."""

    def __init__(
        self, contenders: Sequence[Contender], counted: object, *, floor: bool = False
    ) -> None:
        self.counted = counted if isinstance(counted, ListCount) else None
        self.has_floor = floor
        self.votes = [one.votes for one in contenders]
        self.polled = sum(self.votes)
        self.everybody = range(len(self.votes))
        self.won = [0] * len(self.votes)
        for who, _ in self.counted.seats if self.counted else ():
            self.won[who] += 1
        self.fillable = [_fillable(one) for one in contenders]
        self.held = [one.constituencies if isinstance(one, PartyList) else 0 for one in contenders]

    def margin(self) -> Margin:
        if self.counted is None:
            return exactly(0)
        seated = [who for who in self.everybody if self.won[who]]
        hopeful = [who for who in self.everybody if self.won[who] < self.fillable[who]]
        ways = [self._falls(who) for who in seated if self.has_floor]
        for gains in hopeful:
            if self.counted.unfilled:
                # Every name of those above the floor has a seat; only the floor keeps this one out.
                ways += [self._rises(gains)] if self.has_floor else []
                continue
            ways += [
                max(self._overtakes(gains, loses), self._rises(gains) if self.has_floor else 0)
                for loses in seated
                if loses != gains
            ]
        return exactly(min(ways)) if ways else NOTHING_COULD

    def _overtakes(self, gains: int, loses: int) -> int:
        """Papers moved until the next figure of the one stands before the last of the other."""
        next_divisor = self.held[gains] + self.won[gains] + 1
        last_divisor = self.held[loses] + self.won[loses]
        before_if_equal = next_divisor <= last_divisor
        if not self.votes[
            loses
        ]:  # A seat without a vote is not kept by its divisor: any vote takes it.
            return 1

        def enough(papers: int) -> bool:
            higher = (self.votes[gains] + papers) * last_divisor
            lower = max(self.votes[loses] - papers, 0) * next_divisor
            return higher > lower or (higher == lower and before_if_equal)

        return smallest(enough, self.votes[loses] + 1)

    def _rises(self, who: int) -> int:
        """Papers moved until this one has more than a twentieth of all votes."""
        others = self.polled - self.votes[who]

        def enough(papers: int) -> bool:
            votes = self.votes[who] + papers
            return 20 * votes > votes + max(others - papers, 0)

        return smallest(enough, self.polled + 1)

    def _falls(self, who: int) -> int:
        """Papers moved until this one has not more than a twentieth of all votes."""
        if len(self.votes) == 1:
            return self.votes[who]
        return divide_up(20 * self.votes[who] - self.polled, 20)


def _fillable(one: Contender) -> int:
    """The most people that this list could ever seat."""
    if isinstance(one, PartyList):
        return one.names - len(one.returned)
    return 0 if one.returned else 1
