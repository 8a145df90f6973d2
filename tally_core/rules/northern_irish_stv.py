"""Northern Ireland council and Assembly elections: the single transferable vote, two places, last parcel.

Law: the Electoral Law Act (Northern Ireland) 1962, Schedule 5 (the local elections rules), Part IV, rules 47
to 52, put in by the Local Elections (Northern Ireland) Order 1985 (SI 1985/454); read them at
legislation.gov.uk/apni/1962/14/schedule/5. Assembly elections: the same in substance, by the Northern
Ireland Assembly (Elections) Order 2001 (SI 2001/2599). In our words:

- Papers are sorted by first preference, a vote each [r 47(1)]. The quota is the valid papers divided by one
  more than the seats, any fraction disregarded, plus one [r 48(1)] [r 48(2)]. Whoever reaches it is deemed
  elected [r 48(3)].
- A surplus moves only in the parcel that made it: all papers of first preference [r 49(1)], or later the
  sub-parcel received last [r 49(5)]. Its papers go to their next preference for a candidate still in the
  count. Each is worth the surplus divided by the number of papers that have one, to two places, the remainder
  ignored [r 49(4)], and never more than on arrival [r 49(7)]. What of the surplus does not move with them is
  recorded as non-transferable [r 50(2)].
- The largest surplus first; of equal ones that of the candidate with more votes at the earliest stage at which
  they differed, else by lot [r 50(1)].
- No surplus moves while all surpluses together are less than the gap between the two lowest candidates, or
  between two or more of the lowest together and the next above [r 49(10)].
- Then the lowest is excluded [r 51(1)], or in one operation the two or more lowest whose votes, with the
  surpluses not transferred, are together fewer than those of the next above [r 51(12)]. Of equal ones the one
  with fewer votes at the earliest stage at which they differed, else one by lot [r 51(13)].
- The papers of first preference of all who are excluded go first, together [r 51(2)]; then those they had
  received, by falling value, one sub-parcel a value [r 51(5)], at the value they came with [r 51(7)].
- As many candidates left as vacancies: they are elected [r 52(1)]. One vacancy left, and one candidate with
  no fewer votes than all others together with the surpluses not transferred: elected [r 52(2)]. Then nothing
  moves any more [r 52(3)].
- Where there was only one vacancy to begin with, nobody is deemed elected before the first preferences of the
  first excluded have been transferred [r 48(3)], and no surplus is [r 49(11)].

Silence
- "Deemed elected" during an exclusion: at the end of each sub-parcel, so that nobody who has the quota takes
  part in the next, and the sub-parcel received last is the one that reached it. So do the sheets of the
  Electoral Office. Those elected come in that order, then most votes first, equal votes by number.
- Once all seats are filled the sub-parcels still to come stay where they are, with the votes on them. Rule
  52(2) is asked at the end of a stage only: before, papers on their way could still decide otherwise.
- An exclusion that leaves as many candidates as vacancies moves nothing and is not a stage: the excluded stand
  in the last stage with their votes, as on those sheets. Only the first exclusion for a single vacancy
  moves papers even so, because rule 48(3) waits for it; rule 52(2) waits with it, or that would be idle.
- "Two or more lowest" is the largest number of them that leaves enough candidates for the vacancies; only
  such a set puts a surplus off. A transfer value may come out as 0.00: the stage is made all the same.
- Three or more equal candidates, of whom some share the extreme figure at the earliest stage at which not all
  are equal: those go on to the next stages, and only they are in the lot.
- Rule 52(2) fits two candidates (equal, and nobody else has a vote): a lot elects one of them.
- Papers of first preference and papers that came at 1.00 are two sub-parcels. No papers at all: the quota
  is one vote. Candidates who are no more than the seats are all elected at the first stage [r 52(1)].
- `one_at_a_time` excludes one candidate where rule 51(12) would exclude several, as was done in North
  Antrim in 2017; each stage where it matters says so.
"""

from collections.abc import Sequence
from typing import Final

from tally_core.counting_sheet import CountingSheet, Waits
from tally_core.exact import divide_down
from tally_core.outcome import (
    ELECT,
    EXCLUDE,
    TRANSFER_FIRST,
    Lot,
    LotNeeded,
    LotNotAsked,
    PapersNeeded,
    PreferenceCount,
    PreferenceStage,
)
from tally_core.papers import Papers
from tally_core.parcels import PapersInMemory, Sorter

VOTE: Final = 100
"""Units in a vote: two places [r 49(4)]."""


def count(
    papers: Papers, seats: int, lots: Sequence[Lot] = (), *, one_at_a_time: bool = False
) -> PreferenceCount | LotNeeded | LotNotAsked:
    """Count an electoral area whose papers are in memory, or say which lot must be drawn first.

    lots: those drawn so far, in that order; each falls on one candidate. one_at_a_time: see Silence. Raises
    ValueError for fewer seats than one, and as `PapersInMemory` does.
    """
    answer = conduct(PapersInMemory(papers), seats, lots, one_at_a_time=one_at_a_time)
    assert not isinstance(answer, PapersNeeded)
    return answer


def conduct(
    sorter: Sorter,
    seats: int,
    lots: Sequence[Lot] = (),
    *,
    one_at_a_time: bool = False,
    so_far: list[PreferenceStage] | None = None,
) -> PreferenceCount | LotNeeded | LotNotAsked | PapersNeeded:
    """Conduct a count whose papers `sorter` sorts, or say what must be drawn or sorted first.

    When an answer has come it is run again from the start, by a sorter that also knows that answer. Arguments
    as in `count`. so_far: a list to which the stages are added, also those before a question.
    """
    if seats < 1:
        raise ValueError(f"{seats} seats")
    sheet = CountingSheet(sorter, VOTE, lots, so_far)
    under_way = _Count(sheet, seats, one_at_a_time)
    try:
        while not under_way.ended():
            donor = under_way.surplus_to_transfer()
            if donor is None:
                under_way.exclude(*under_way.lowest())
            else:
                under_way.transfer_surplus(donor)
    except Waits as waits:
        return waits.question
    return under_way.sheet.transcript()


class _Count:
    """A count under way, from its first stage on."""

    def __init__(self, sheet: CountingSheet, seats: int, one_at_a_time: bool) -> None:
        self.sheet = sheet  # [r 47(1)]
        self.seats = seats
        self.one_at_a_time = one_at_a_time
        sheet.quota = VOTE * (divide_down(sheet.valid, seats + 1) + 1)  # [r 48(1)] [r 48(2)]
        self._deem_elected()
        sheet.end_stage("first preferences", "[r 47]")

    @property
    def vacancies(self) -> int:
        return self.seats - len(self.sheet.elected)

    @property
    def waits_for_first_exclusion(self) -> bool:
        return self.seats == 1 and not self.sheet.excluded  # [r 48(3)]

    def ended(self) -> bool:
        """Whether all seats are filled, if need be now by those who are left."""
        continuing = self.sheet.continuing
        if self.vacancies == 0:
            return True
        if len(continuing) <= self.vacancies:
            self.sheet.elect(continuing)
            self.sheet.add_to_last_stage("[r 52(1)]")  # [r 52(1)]
            return True
        if self.vacancies > 1 or self.waits_for_first_exclusion:
            return False
        votes = self.sheet.votes
        all_votes = sum(votes[who] for who in continuing) + sum(self.sheet.surpluses.values())
        fit = [who for who in continuing if votes[who] >= all_votes - votes[who]]  # [r 52(2)]
        if fit:
            self.sheet.elect(fit if len(fit) == 1 else [self.sheet.draw(fit, ELECT)])
            self.sheet.add_to_last_stage("[r 52(2)]")
        return bool(fit)

    def surplus_to_transfer(self) -> int | None:
        """Choose whose surplus goes next; None if there is none, or if they are put off."""
        surpluses = (
            self.sheet.surpluses
        )  # None for a single vacancy: who is elected ends it [r 49(11)]
        if not surpluses or self._put_off(sum(surpluses.values())):
            return None
        largest = max(surpluses.values())
        level = sorted(who for who, surplus in surpluses.items() if surplus == largest)
        return self._part(level, TRANSFER_FIRST)  # [r 50(1)]

    def _put_off(self, surplus: int) -> bool:
        lowest, next_lowest = sorted(self.sheet.votes[who] for who in self.sheet.continuing)[:2]
        return surplus < next_lowest - lowest or bool(self._several(surplus))  # [r 49(10)]

    def _several(self, surplus: int) -> list[int]:
        """Find the two or more lowest who together, with the surplus, stay below the next above."""
        votes = self.sheet.votes
        rising = sorted(self.sheet.continuing, key=lambda who: votes[who])
        for size in range(len(rising) - self.vacancies, 1, -1):
            if sum(votes[who] for who in rising[:size]) + surplus < votes[rising[size]]:
                return sorted(rising[:size])
        return []

    def transfer_surplus(self, donor: int) -> None:
        sheet = self.sheet
        surplus = sheet.votes[donor] - sheet.quota
        last = sheet.held[donor][-1]  # [r 49(1)] [r 49(5)]
        papers = sheet.sort([last])
        transferable = last.parcel.papers - papers.non_transferable
        value = 0
        if transferable:
            value = min(divide_down(surplus, transferable), last.value)  # [r 49(4)] [r 49(7)]
        sheet.votes[donor] = sheet.quota
        sheet.receive(papers, value)
        sheet.non_transferable += surplus - transferable * value  # [r 50(2)]
        self._deem_elected()
        sheet.end_stage("surplus", "[r 49]", of=(donor,))

    def lowest(self) -> tuple[list[int], str, str]:
        """Choose who is excluded; with the reason and the rule."""
        several = self._several(sum(self.sheet.surpluses.values()))
        if several and not self.one_at_a_time:
            return several, "exclusion of several", "[r 51(12)]"  # [r 51(12)]
        continuing = self.sheet.continuing
        fewest = min(self.sheet.votes[who] for who in continuing)
        level = [who for who in continuing if self.sheet.votes[who] == fewest]
        why = "exclusion"
        if several:
            why = f"exclusion of one, where rule 51(12) excludes {len(several)} together"
        return [self._part(level, EXCLUDE)], why, "[r 51(1)]"  # [r 51(1)] [r 51(13)]

    def exclude(self, out: list[int], why: str, rule: str) -> None:
        sheet = self.sheet
        moves_anyway = self.waits_for_first_exclusion
        sheet.excluded.update(out)
        if len(sheet.continuing) == self.vacancies and not moves_anyway:
            sheet.add_to_last_stage(rule, excluded=tuple(out))  # [r 52(3)]
            return
        held = [(who, each) for who in out for each in sheet.held[who] if each.parcel.papers]
        kinds = {(each.first, each.value) for _, each in held}
        for kind in sorted(kinds, reverse=True):  # [r 51(2)] [r 51(5)]
            if self.vacancies == 0:
                break
            together = [(who, each) for who, each in held if (each.first, each.value) == kind]
            papers = sheet.sort([each for _, each in together])
            for who, each in together:
                sheet.votes[who] -= each.parcel.papers * each.value
            sheet.receive(papers, kind[1])  # [r 51(7)]
            sheet.non_transferable += papers.non_transferable * kind[1]
            self._deem_elected()
        sheet.end_stage(why, rule, of=tuple(out), excluded=tuple(out))

    def _deem_elected(self) -> None:
        if not self.waits_for_first_exclusion:
            sheet = self.sheet
            sheet.elect(who for who in sheet.continuing if sheet.votes[who] >= sheet.quota)

    def _part(self, level: list[int], to: str) -> int:
        """Choose one of these candidates by the earliest stage that parts them, else by lot."""
        extreme = max if to == TRANSFER_FIRST else min
        for stage in self.sheet.stages:
            figure = extreme([stage.totals[who] for who in level])
            level = [who for who in level if stage.totals[who] == figure]
        return level[0] if len(level) == 1 else self.sheet.draw(level, to)
