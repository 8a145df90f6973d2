"""The sheet of a count in parcels: who holds which papers and votes, and the stages written so far.

What statutes that deal in parcels have in common and decide nothing: papers pass on, votes go with them, a
stage is written. Who is elected, whose papers move and at what value is each statute's own module.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tally_core.lots import DrawnLots
from tally_core.outcome import (
    Lot,
    LotNeeded,
    LotNotAsked,
    Moved,
    PapersNeeded,
    PreferenceCount,
    PreferenceStage,
)
from tally_core.parcels import Parcel, Sorted, Sorter


class Waits(Exception):
    """Raised where a count cannot go on without an answer; holds the question."""

    def __init__(self, question: LotNeeded | LotNotAsked | PapersNeeded) -> None:
        super().__init__(question)
        self.question = question


@dataclass(frozen=True, slots=True)
class Held:
    """A parcel as a candidate received it: as first preferences or later, each paper at this value."""

    first: bool
    value: int
    parcel: Parcel


class CountingSheet:
    """A count in parcels under way; first preferences are on it from the start.

    vote: units in a vote. votes: each candidate's, in units. held: what each candidate received, in that
    order. elected: in order of election. stages: those written.
    """

    def __init__(
        self,
        sorter: Sorter,
        vote: int,
        lots: Sequence[Lot],
        stages: list[PreferenceStage] | None = None,
    ) -> None:
        self.vote = vote
        self.elected: list[int] = []
        self.excluded: set[int] = set()
        self.stages = [] if stages is None else stages
        self.quota = 0
        self.non_transferable = 0
        self._sorter = sorter
        self._drawn = DrawnLots(lots)
        self._lots_used: list[Lot] = []
        self._lot: Lot | None = None
        self._elected_before = 0
        self._moved: list[Moved] = []
        first = sorter.first_preferences()
        self.valid = sum(parcel.papers for parcel in first)
        self.votes = [vote * parcel.papers for parcel in first]
        self.held = [[Held(True, vote, parcel)] for parcel in first]

    @property
    def continuing(self) -> list[int]:
        """Candidates neither elected nor excluded."""
        gone = self.excluded.union(self.elected)
        return [who for who in range(len(self.votes)) if who not in gone]

    @property
    def surpluses(self) -> dict[int, int]:
        """Votes above the quota that those elected still have."""
        over = {who: self.votes[who] - self.quota for who in self.elected}
        return {who: surplus for who, surplus in over.items() if surplus > 0}

    def elect(self, candidates: Iterable[int]) -> None:
        """Deem these elected, most votes first, equal votes by number."""
        self.elected += sorted(candidates, key=lambda who: (-self.votes[who], who))

    def sort(self, parcels: Sequence[Held]) -> Sorted:
        """Have these parcels, all of one value, sorted for the continuing candidates."""
        (value,) = {each.value for each in parcels}
        whole_votes = Fraction(value, self.vote)
        answer = self._sorter.sort([each.parcel for each in parcels], whole_votes, self.continuing)
        if isinstance(answer, PapersNeeded):
            raise Waits(answer)
        return answer

    def receive(self, papers: Sorted, value: int) -> None:
        """Hand papers just sorted to those who receive them, at a value."""
        transferable = 0
        for who, parcel in papers.received:
            self.held[who].append(Held(False, value, parcel))
            self.votes[who] += parcel.papers * value
            transferable += parcel.papers
        self._moved.append(Moved(value, transferable + papers.non_transferable, transferable))

    def draw(self, level: Sequence[int], to: str) -> int:
        """Take the lot drawn among these candidates. Raises Waits if it has not been drawn."""
        lot = self._drawn.answer(LotNeeded(tuple(level), 1, to, len(self.stages) + 1))
        if not isinstance(lot, Lot):
            raise Waits(lot)
        self._lots_used.append(lot)
        self._lot = lot
        return lot.chosen[0]

    def end_stage(
        self,
        why: str,
        rule: str,
        of: tuple[int, ...] = (),
        excluded: tuple[int, ...] = (),
        sheet: int | None = None,
    ) -> None:
        """Write the stage, with all that was moved, elected and drawn since the one before."""
        self.stages.append(
            PreferenceStage(
                len(self.stages) + 1,
                why,
                rule,
                of,
                self.quota,
                tuple(self.votes),
                self.non_transferable,
                elected=tuple(self.elected[self._elected_before :]),
                excluded=excluded,
                lot=self._lot,
                moved=tuple(self._moved),
                sheet=sheet,
            )
        )
        self._elected_before = len(self.elected)
        self._moved = []
        self._lot = None

    def add_to_last_stage(self, rule: str, excluded: tuple[int, ...] = ()) -> None:
        """Write what followed at once from the last stage, without another: elections, exclusions, a lot."""
        last = self.stages[-1]
        self.stages[-1] = replace(
            last,
            rule=f"{last.rule} {rule}",
            elected=last.elected + tuple(self.elected[self._elected_before :]),
            excluded=last.excluded + excluded,
            lot=last.lot or self._lot,
        )
        self._elected_before = len(self.elected)

    def transcript(self) -> PreferenceCount | LotNotAsked:
        """Give the count, once it has come to its end."""
        return self._drawn.unasked() or PreferenceCount(
            tuple(self.elected), tuple(self.stages), self.vote, self.valid, tuple(self._lots_used)
        )
