"""The rules of the Electoral Reform Society, 1997: the single transferable vote, two places, last batch.

Source: How to Conduct an Election by the Single Transferable Vote, third edition, Electoral Reform Society,
1997, section 5; read it at electoral-reform.org.uk. Many societies, unions and parties are bound to it by
their own rules. In our words:

- Papers are sorted by first preference, a vote each [para 5.1.2]. The quota is the valid votes divided by one
  more than the places, to two decimals, rounded up unless it is exact [para 5.1.6]. As long as nobody is
  elected it is worked out again, without the non-transferable votes, after every batch [para 5.4.8].
- After the first stage [para 5.1.7], a surplus [para 5.3.13] and every batch of an exclusion [para 5.4.9],
  candidates are taken by falling votes. Whoever has the quota is deemed elected, and so is whoever has the
  total active vote divided by one more than the places left. Active are the votes of those still in the count,
  surpluses not transferred, and papers of the excluded that have yet to move [para 5.6.1]. Of candidates with
  equal votes, and too few places left for them, the ones ahead at the earliest point at which they differed;
  if they never did, none of them yet [para 5.6.2].
- The largest surplus is transferred, unless all surpluses together do not exceed the gap between the two
  lowest candidates, or between two or more of the lowest who could be excluded together and the next above
  [para 5.2.2]. Of equal ones that of the candidate ahead at the earliest point, after any batch, at which they
  differed, else by lot [para 5.2.3].
- Only the batch received last moves, at the first stage all papers [para 5.3.1] [para 5.3.2]. Are its
  transferable papers worth more than the surplus, each goes on at the surplus divided by their number, to two
  decimals, the remainder ignored; else at the value it has [para 5.3.7]. What does not move with them is
  non-transferable [para 5.3.9].
- Otherwise as many of the lowest are excluded together as leave enough candidates for the places, and have,
  with the surpluses put off, no more votes than the next above. Of equal ones alone at the bottom it is the
  one behind at the earliest point at which they differed, else by lot [para 5.2.5].
- Their papers move in batches by falling value, all papers of one value together, first preferences among
  those at 1.00 [para 5.4.1]. Whoever is elected after a batch takes no part in the next [para 5.4.10].
- An exclusion that would leave only as many as there are places is not carried out: they are elected
  [para 5.5.1]. Once all places are filled nothing moves any more [para 5.5.2].

Silence
- Every batch is a stage here, because the rules ask for quota and elections after each; `sheet` is the number
  of the stage on the result sheet, on which an exclusion is one. An exclusion of candidates without a paper is
  a stage too.
- The total active vote is compared exactly: its share is rounded to no decimals. Nobody is elected with no
  vote at all, whatever the quota.
- "As many together as possible" never parts candidates who have equal votes: that is for the earliest point, or
  the lot. A single candidate is excluded although others have as few.
- Three or more equal candidates, of whom some share the extreme figure at the earliest point at which not all
  are equal: those go on to the next points, and only they are in the lot.
- A batch without transferable papers has "the value it has". A transfer value may come out as 0.00: the
  surplus, or later the batch, is a stage all the same.
- Who is proposed for an exclusion that is not carried out stands in the last stage with the votes held.
- No more candidates than places: those not elected by their votes are elected at the first stage, most votes
  first. No papers at all: the quota is 0.00 and exclusions go by lot.
- Order of election within a stage: most votes first, equal votes by number.
- A lot stands in a recount as long as those candidates are still equal [para 5.6.3]: so does any lot given.
"""

from collections.abc import Sequence
from typing import Final

from tally_core.counting_sheet import CountingSheet, Held, Waits
from tally_core.exact import divide_down, divide_up
from tally_core.outcome import (
    EXCLUDE,
    TRANSFER_FIRST,
    Lot,
    LotNeeded,
    LotNotAsked,
    PapersNeeded,
    PreferenceCount,
)
from tally_core.papers import Papers
from tally_core.parcels import PapersInMemory, Sorter

VOTE: Final = 100
"""Units in a vote: two places [para 5.1.6] [para 5.3.7]."""


def count(
    papers: Papers, seats: int, lots: Sequence[Lot] = ()
) -> PreferenceCount | LotNeeded | LotNotAsked:
    """Count an election whose papers are in memory, or say which lot must be drawn first.

    lots: those drawn so far, in that order; each falls on one candidate. Raises ValueError for fewer seats
    than one, and as `PapersInMemory` does.
    """
    answer = conduct(PapersInMemory(papers), seats, lots)
    assert not isinstance(answer, PapersNeeded)
    return answer


def conduct(
    sorter: Sorter, seats: int, lots: Sequence[Lot] = ()
) -> PreferenceCount | LotNeeded | LotNotAsked | PapersNeeded:
    """Conduct a count whose papers `sorter` sorts, or say what must be drawn or sorted first.

    When an answer has come it is run again from the start, by a sorter that also knows that answer. Arguments
    as in `count`.
    """
    if seats < 1:
        raise ValueError(f"{seats} seats")
    under_way = _Count(CountingSheet(sorter, VOTE, lots), seats)
    try:
        while under_way.places and under_way.sheet.continuing:
            donor = under_way.surplus_to_transfer()
            if donor is None:
                under_way.exclude(under_way.lowest())
            else:
                under_way.transfer_surplus(donor)
    except Waits as waits:
        return waits.question
    return under_way.sheet.transcript()


class _Count:
    """A count under way, from its first stage on. awaiting: votes on papers of the excluded still to move."""

    def __init__(self, sheet: CountingSheet, seats: int) -> None:
        self.sheet = sheet  # [para 5.1.2]
        self.seats = seats
        self.awaiting = 0
        self.on_result_sheet = 1
        self._set_quota()
        self._deem_elected()
        self._end_stage("first preferences", "[para 5.1]")
        if len(sheet.continuing) <= self.places:
            self._elect_all_left()

    @property
    def places(self) -> int:
        """Places left to fill."""
        return self.seats - len(self.sheet.elected)

    def surplus_to_transfer(self) -> int | None:
        """Choose whose surplus goes next; None if there is none, or if they are put off."""
        surpluses = self.sheet.surpluses
        if not surpluses or self._put_off(sum(surpluses.values())):
            return None
        largest = max(surpluses.values())
        level = sorted(who for who, surplus in surpluses.items() if surplus == largest)
        return self._part(level, TRANSFER_FIRST)  # [para 5.2.3]

    def _put_off(self, surplus: int) -> bool:
        lowest, next_lowest = sorted(self.sheet.votes[who] for who in self.sheet.continuing)[:2]
        return surplus <= next_lowest - lowest or bool(self._several(surplus))  # [para 5.2.2]

    def _several(self, surplus: int) -> list[int]:
        """Find the two or more lowest who together, with the surplus, do not exceed the next above."""
        votes = self.sheet.votes
        rising = sorted(self.sheet.continuing, key=lambda who: votes[who])
        for size in range(len(rising) - self.places, 1, -1):
            above = votes[rising[size]]
            parts_equals = votes[rising[size - 1]] == above
            if sum(votes[who] for who in rising[:size]) + surplus <= above and not parts_equals:
                return sorted(rising[:size])
        return []

    def transfer_surplus(self, donor: int) -> None:
        sheet = self.sheet
        surplus = sheet.votes[donor] - sheet.quota
        last = sheet.held[donor][-1]  # [para 5.3.1] [para 5.3.2]
        papers = sheet.sort([last])
        transferable = last.parcel.papers - papers.non_transferable
        value = last.value
        if transferable * value > surplus:  # [para 5.3.7]
            value = divide_down(surplus, transferable)
        sheet.votes[donor] = sheet.quota
        sheet.receive(papers, value)
        sheet.non_transferable += surplus - transferable * value  # [para 5.3.9]
        self.on_result_sheet += 1
        self._deem_elected()
        self._end_stage("surplus", "[para 5.3]", of=(donor,))

    def lowest(self) -> list[int]:
        """Choose who is excluded."""
        several = self._several(sum(self.sheet.surpluses.values()))
        if several:
            return several
        continuing = self.sheet.continuing
        fewest = min(self.sheet.votes[who] for who in continuing)
        level = [who for who in continuing if self.sheet.votes[who] == fewest]
        return [self._part(level, EXCLUDE)]  # [para 5.2.5]

    def exclude(self, out: list[int]) -> None:
        sheet = self.sheet
        sheet.excluded.update(out)
        if len(sheet.continuing) == self.places:
            sheet.add_to_last_stage("[para 5.2.5]", excluded=tuple(out))
            self._elect_all_left()
            return
        self.on_result_sheet += 1
        held = [(who, each) for who in out for each in sheet.held[who] if each.parcel.papers]
        values = sorted({each.value for _, each in held}, reverse=True)  # [para 5.4.1]
        self.awaiting = sum(sheet.votes[who] for who in out)
        gone = tuple(out)
        for value in values:
            if self.places == 0:  # [para 5.5.2]
                return
            self._move_batch([(who, each) for who, each in held if each.value == value])
            self._set_quota()
            self._deem_elected()
            self._end_stage("exclusion", "[para 5.4]", of=tuple(out), excluded=gone)
            gone = ()
        if not values:
            self._end_stage("exclusion", "[para 5.4]", of=tuple(out), excluded=gone)

    def _move_batch(self, batch: list[tuple[int, Held]]) -> None:
        """Pass on papers of one value. Who holds them is out, and who is elected takes none [para 5.4.10]."""
        sheet = self.sheet
        papers = sheet.sort([each for _, each in batch])
        value = batch[0][1].value
        for who, each in batch:
            sheet.votes[who] -= each.parcel.papers * value
            self.awaiting -= each.parcel.papers * value
        sheet.receive(papers, value)
        sheet.non_transferable += papers.non_transferable * value

    def _set_quota(self) -> None:
        sheet = self.sheet
        if not sheet.elected:  # [para 5.1.6] [para 5.4.8]
            in_play = VOTE * sheet.valid - sheet.non_transferable
            sheet.quota = divide_up(in_play, self.seats + 1)

    def _deem_elected(self) -> None:
        """Elect by falling votes those who have the quota, or their share of the active vote."""
        sheet = self.sheet
        votes = sheet.votes
        while self.places and sheet.continuing:
            most = max(votes[who] for who in sheet.continuing)
            active = sum(votes[who] for who in sheet.continuing) + self.awaiting
            active += sum(self.sheet.surpluses.values())  # [para 5.6.1]
            share = most * (self.places + 1) >= active  # [para 5.1.7] [para 5.3.13] [para 5.4.9]
            if not most or not (most >= sheet.quota or share):
                return
            level = [who for who in sheet.continuing if votes[who] == most]
            chosen = level if len(level) <= self.places else self._ahead(level, self.places)
            sheet.elect(chosen)
            if len(chosen) < len(level):
                return

    def _ahead(self, level: list[int], places: int) -> list[int]:
        """The equal candidates who were ahead at the earliest point that parts them; none where none does."""
        for stage in self.sheet.stages:  # [para 5.6.2]
            most = max(stage.totals[who] for who in level)
            first = [who for who in level if stage.totals[who] == most]
            if len(first) == len(level):
                continue
            if len(first) >= places:
                return first if len(first) == places else self._ahead(first, places)
            rest = [who for who in level if who not in first]
            return first + self._ahead(rest, places - len(first))
        return []

    def _part(self, level: list[int], to: str) -> int:
        """Choose one of these candidates by the earliest point that parts them, else by lot."""
        extreme = max if to == TRANSFER_FIRST else min
        for stage in self.sheet.stages:
            figure = extreme([stage.totals[who] for who in level])
            level = [who for who in level if stage.totals[who] == figure]
        return level[0] if len(level) == 1 else self.sheet.draw(level, to)

    def _elect_all_left(self) -> None:
        self.sheet.elect(self.sheet.continuing)
        self.sheet.add_to_last_stage("[para 5.5.1]")  # [para 5.5.1]

    def _end_stage(
        self, why: str, rule: str, of: tuple[int, ...] = (), excluded: tuple[int, ...] = ()
    ) -> None:
        self.sheet.end_stage(why, rule, of, excluded, sheet=self.on_result_sheet)
