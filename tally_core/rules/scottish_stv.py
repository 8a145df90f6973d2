"""Scottish council elections: the single transferable vote, weighted inclusive Gregory, five places.

Law: the Scottish Local Government Elections Order 2011 (SSI 2011/399), Schedule 1, rules 46 to 53, as
amended by the Scottish Local Government Elections Amendment Order 2021 (SSI 2021/437); read them at
legislation.gov.uk/ssi/2011/399/schedule/1. In our words:

- Papers are sorted by first preference, one vote each [r 46(2)]. The quota is the valid papers divided by
  one more than the seats, decimals ignored, plus one [r 47(2)]. Whoever reaches it at any stage is deemed
  elected [r 48(1)].
- A candidate above the quota has a surplus. All papers the candidate holds go to their next preference for a
  candidate still in the count [r 49(2)], each worth the surplus times what it was worth on arrival divided by
  the candidate's votes, to five places, the remainder ignored [r 49(3)].
- One surplus a stage, the highest first [r 50(1)]; of equal ones that of the candidate with more votes at the
  latest earlier stage at which they differed [r 50(2)], else by lot [r 50(3)].
- With no surplus left to transfer the candidate with fewest votes is excluded [r 51(1)], and the papers go
  on at the value they came with [r 51(4)]. Of equal ones it is the candidate with fewer votes at the latest
  earlier stage at which they differed [r 52(2)(a)], else by lot [r 52(2)(b)].
- When as many candidates are left as seats they are deemed elected [r 53(1)], and no further transfer is
  required [r 53(2)]. Until 2021 none was to be made; the words were changed so that a transfer which an
  electronic count makes by itself is no breach [art 2(4)].

Silence
- Rule 53(2) lets both be: by default the papers of the exclusion that leaves as many candidates as seats stay
  where they are, and the excluded candidate keeps the votes in the totals of that stage; with
  `last_transfer` they move, as electronic counts do. Who is elected is the same. Of those deemed elected
  then, the order is by the votes as shown.
- Three or more candidates equal, of whom some share the highest (or lowest) figure at the latest earlier stage
  at which not all are equal: those go on to the stages before, and only they are in the lot.
- What the ignored remainders come to is kept apart as `rounding`; councils print it inside "non-transferable".
- A transfer value may come out as 0.00000: the papers move all the same.
- Fewer candidates than seats, or as many: all are deemed elected at the first stage, whatever their votes.
  No papers at all: the quota is one vote and exclusions go by lot.
- Order of election within a stage: most votes first, equal votes by number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from tally_core.counting_sheet import Waits
from tally_core.exact import divide_down
from tally_core.lots import DrawnLots
from tally_core.outcome import (
    EXCLUDE,
    TRANSFER_FIRST,
    Lot,
    LotNeeded,
    LotNotAsked,
    Moved,
    PapersNeeded,
    PreferenceCount,
    PreferenceStage,
)
from tally_core.papers import Papers
from tally_core.parcels import Sorter
from tally_core.preference_piles import PreferencePiles
from tally_core.sorted_piles import SortedPiles

VOTE: Final = 100_000
"""Units in a vote: five places [r 49(3)]."""


def count(
    papers: Papers, seats: int, lots: Sequence[Lot] = (), *, last_transfer: bool = False
) -> PreferenceCount | LotNeeded | LotNotAsked:
    """Count a ward, or say which lot must be drawn first.

    lots: those drawn so far, in that order; each falls on one candidate. last_transfer: see Silence.
    Raises ValueError for fewer seats than one, OutOfBounds for more papers than `PreferencePiles` takes.
    """
    if seats < 1:
        raise ValueError(f"{seats} seats")
    return _to_the_end(
        _Count(PreferencePiles(papers, VOTE), papers.valid, seats, lots), last_transfer
    )


def conduct(
    sorter: Sorter,
    seats: int,
    lots: Sequence[Lot] = (),
    *,
    last_transfer: bool = False,
    so_far: list[PreferenceStage] | None = None,
) -> PreferenceCount | LotNeeded | LotNotAsked | PapersNeeded:
    """Count a ward whose papers `sorter` sorts [r 55], or say what must be drawn or sorted first.

    The same count, with the parcels that moved in each stage. When an answer has come it is run again from the
    start, by a sorter that also knows that answer. Arguments as in `count`. so_far: a list to which the stages
    are added, also those before a question.
    """
    if seats < 1:
        raise ValueError(f"{seats} seats")
    piles = SortedPiles(sorter, VOTE)
    under_way = _Count(piles, piles.valid, seats, lots, so_far)
    try:
        return _to_the_end(under_way, last_transfer)
    except Waits as waits:
        return waits.question


def _to_the_end(
    under_way: "_Count", last_transfer: bool
) -> PreferenceCount | LotNeeded | LotNotAsked:
    while under_way.vacancies and under_way.continuing:
        over = [who for who, votes in enumerate(under_way.votes) if votes > under_way.quota]
        chosen = (
            under_way.choose(over, TRANSFER_FIRST)  # [r 50(1)]
            if over
            else under_way.choose(under_way.continuing, EXCLUDE)  # [r 51(1)]
        )
        if not isinstance(chosen, _Chosen):
            return chosen
        if over:
            under_way.transfer_surplus(chosen)
        else:
            under_way.exclude(chosen, last_transfer)
    return under_way.lots.unasked() or PreferenceCount(
        tuple(who for stage in under_way.stages for who in stage.elected),
        tuple(under_way.stages),
        VOTE,
        under_way.valid,
        tuple(stage.lot for stage in under_way.stages if stage.lot),
    )


class _PapersOnPiles(Protocol):
    """Papers on piles, one a candidate: in memory, or in the hands of people."""

    @property
    def votes(self) -> tuple[int, ...]: ...

    def move(
        self, pile: int, continuing: Iterable[int], *, surplus: int = 0, left: int = 0
    ) -> int: ...


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The candidate whose papers move next, and the lot that decided it."""

    who: int
    lot: Lot | None = None


class _Count:
    """A count under way, from its first stage on."""

    def __init__(
        self,
        piles: _PapersOnPiles,
        valid: int,
        seats: int,
        lots: Sequence[Lot],
        stages: list[PreferenceStage] | None = None,
    ) -> None:
        self.valid = valid
        self.quota = VOTE * (divide_down(valid, seats + 1) + 1)  # [r 47(2)]
        self.vacancies = seats
        self.continuing = list(range(len(piles.votes)))
        self.lots = DrawnLots(lots)
        self.stages = [] if stages is None else stages
        self._piles = piles  # [r 46(2)]
        self._non_transferable = self._rounding = 0
        self._end_stage("first preferences", "[r 46]")

    @property
    def votes(self) -> tuple[int, ...]:
        """Every candidate's votes at the end of the latest stage."""
        return self.stages[-1].totals

    def choose(self, candidates: list[int], to: str) -> _Chosen | LotNeeded | LotNotAsked:
        """Choose who has most votes (for a transfer) or fewest (for exclusion)."""
        extreme = max if to == TRANSFER_FIRST else min
        level = candidates
        for stage in reversed(self.stages):  # now, and then back: [r 50(2)] [r 52(2)(a)]
            figure = extreme([stage.totals[who] for who in level])
            level = [who for who in level if stage.totals[who] == figure]
            if len(level) == 1:
                return _Chosen(level[0])
        question = LotNeeded(tuple(level), 1, to, len(self.stages) + 1)
        lot = self.lots.answer(question)  # [r 50(3)] [r 52(2)(b)]
        return _Chosen(lot.chosen[0], lot) if isinstance(lot, Lot) else lot

    def transfer_surplus(self, chosen: _Chosen) -> None:
        votes = self.votes
        surplus = votes[chosen.who] - self.quota
        no_preference = self._piles.move(  # [r 49(2)] [r 49(3)]
            chosen.who, self.continuing, surplus=surplus, left=self.quota
        )
        gained = sum(self._piles.votes) - (sum(votes) - surplus)
        self._non_transferable += no_preference
        self._rounding += surplus - gained - no_preference
        self._end_stage("surplus", "[r 49]", chosen, of=(chosen.who,))

    def exclude(self, chosen: _Chosen, last_transfer: bool) -> None:
        out = (chosen.who,)
        self.continuing.remove(chosen.who)
        last = len(self.continuing) == self.vacancies
        if last and not last_transfer:
            why = "exclusion: no further transfer is required"
            self._end_stage(why, "[r 53(2)]", chosen, excluded=out)
            return
        self._non_transferable += self._piles.move(chosen.who, self.continuing)  # [r 51(4)]
        if last:
            why = "exclusion: papers transferred, though it is not required"
            self._end_stage(why, "[art 2(4)]", chosen, of=out, excluded=out)
        else:
            self._end_stage("exclusion", "[r 51]", chosen, of=out, excluded=out)

    def _end_stage(
        self,
        why: str,
        rule: str,
        chosen: _Chosen | None = None,
        *,
        of: tuple[int, ...] = (),
        excluded: tuple[int, ...] = (),
    ) -> None:
        """Find who is deemed elected now, and write the stage."""
        votes = self._piles.votes
        elected = [who for who in self.continuing if votes[who] >= self.quota]  # [r 48(1)]
        if len(self.continuing) <= self.vacancies:  # [r 53(1)]
            elected = self.continuing
        elected = sorted(elected, key=lambda who: (-votes[who], who))
        self.continuing = [who for who in self.continuing if who not in elected]
        self.vacancies -= len(elected)
        self.stages.append(
            PreferenceStage(
                len(self.stages) + 1,
                why,
                rule,
                of,
                self.quota,
                votes,
                self._non_transferable,
                self._rounding,
                tuple(elected),
                excluded,
                chosen.lot if chosen else None,
                self._parcels() if of else (),
            )
        )

    def _parcels(self) -> tuple[Moved, ...]:
        return self._piles.moved if isinstance(self._piles, SortedPiles) else ()
