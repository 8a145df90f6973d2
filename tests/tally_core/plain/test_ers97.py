"""The second count by the rules of 1997, by hand, against the compiled one, and against people.

[para 5.1.2] [para 5.1.6] [para 5.1.7] [para 5.2.2] [para 5.2.3] [para 5.2.5] [para 5.3.1] [para 5.3.2]
[para 5.3.7] [para 5.3.9] [para 5.3.13] [para 5.4.1] [para 5.4.8] [para 5.4.9] [para 5.4.10] [para 5.5.1]
[para 5.5.2] [para 5.6.1] [para 5.6.2] of section 5 of the Electoral Reform Society's rules.
"""

import inspect
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from tally_core import kernels
from tally_core.counting_sheet import CountingSheet
from tally_core.exact import divide_down, divide_half_up, divide_up
from tally_core.outcome import (
    EXCLUDE,
    Lot,
    LotNeeded,
    LotNotAsked,
    Moved,
    PapersNeeded,
    PreferenceCount,
)
from tally_core.plain import ers97 as plain_ers97
from tally_core.rules import ers97
from tests.tally_core.duels import electoral_reform_society, society_of
from tests.tally_core.elections import Answer, Election, Groups, counted, nights
from tests.tally_core.hand_sorted import People, Reported
from tests.tally_core.parcel_faults import (
    counts_groups_for_papers,
    forgets_what_came_last,
    loses_the_last_group,
    mixes_up_who_received_what,
    never_puts_off,
    never_several,
    rising_values,
)

A, B, C, D, E = range(5)
ELECTIONS = 2000


def compiled(made: Election) -> Callable[[tuple[Lot, ...]], Answer]:
    kept = made.papers
    return lambda lots: ers97.count(kept, made.seats, lots)


def test_batches_by_hand() -> None:
    """Three places, 160 papers, quota 40.00: a surplus of 20 at 0.33, then d's ten papers, then d's sixty."""
    groups: Groups = [(60, (A, D, B, C)), (31, (B,)), (30, (C,)), (29, (E,)), (10, (D, B))]
    count = counted(plain_ers97.count(groups, 5, 3))
    assert [stage.totals for stage in count.stages] == [
        (60_00, 31_00, 30_00, 10_00, 29_00),
        (40_00, 31_00, 30_00, 29_80, 29_00),
        (40_00, 31_00, 30_00, 29_80, 0),
    ]
    assert [stage.non_transferable for stage in count.stages] == [0, 20, 29_20]
    assert count.stages[1].moved == (Moved(33, 60, 60),)


def test_a_lot_and_blank_papers_by_hand() -> None:
    groups: Groups = [(5, ()), (25, (A,)), (23, (B,)), (12, (C,)), (12, (D, C)), (0, (A, C))]
    asked = LotNeeded((C, D), 1, EXCLUDE, 2)
    assert plain_ers97.count(groups, 4, 1) == asked
    wrong = Lot((B, D), (B,), EXCLUDE)
    assert plain_ers97.count(groups, 4, 1, [wrong]) == LotNotAsked(wrong, asked)
    right = Lot((D, C), (D,), EXCLUDE)
    count = counted(plain_ers97.count(groups, 4, 1, [right]))
    assert (count.valid, count.lots) == (72, (right,))


def fight_all() -> None:
    for seed in range(ELECTIONS):
        electoral_reform_society(seed)


def test_it_says_the_same_as_the_compiled_count_of_elections_by_chance() -> None:
    """Every figure, every word and every question, however the lots fall; wrong lots are refused."""
    fight_all()


def turns(count: PreferenceCount) -> list[str]:
    """What was met on the way that a careless count would get wrong."""
    met = []
    for before, stage in pairwise(count.stages):
        over = [votes for who, votes in enumerate(before.totals) if votes > (before.quota or 0)]
        met.append(stage.why)
        met += ["put off"] * bool(stage.excluded and over)
        met += ["excluded together"] * (len(stage.excluded) > 1)
        met += ["a later batch"] * (stage.sheet == before.sheet)
        met += ["a value of 0.00"] * any(not each.value for each in stage.moved)
        met += ["nobody has a paper"] * (stage.why == "exclusion" and not stage.moved)
        met += ["the quota falls"] * (stage.quota != before.quota)
        met += ["elected by a transfer"] * bool(stage.elected)
        for who in stage.excluded:
            alike = before.totals.count(before.totals[who]) > 1
            met += ["looked at earlier points"] * (alike and len(stage.of) == 1 and not stage.lot)
    for stage in count.stages:
        below = [who for who in stage.elected if stage.totals[who] < (stage.quota or 0)]
        met += ["elected below the quota"] * bool(below and "5.5.1" not in stage.rule)
        met += ["not carried out"] * ("[para 5.2.5]" in stage.rule)
        met += ["elected with those left"] * ("[para 5.5.1]" in stage.rule)
    last = count.stages[-1]
    left = [last.totals[who] for who in last.of if who not in count.elected]
    met += ["votes left with the excluded"] * (last.why == "exclusion" and any(left))
    return met


def test_the_elections_by_chance_meet_every_turn_of_the_rules() -> None:
    """Otherwise the agreement above would say little."""
    met: Counter[str] = Counter()
    for seed in range(ELECTIONS):
        made, random = society_of(seed)
        for _, answer in nights(compiled(made), random):
            if isinstance(answer, LotNeeded):
                met[f"lot: {answer.to}"] += 1
            else:
                met.update(turns(counted(answer)))
    assert min(met.values()) >= 5, met
    assert len(met) == 16, met


def test_nothing_is_lost_and_nobody_gains_from_order_or_grouping() -> None:
    for seed in range(1, 300):
        made, random = society_of(seed)
        single = [(1, ranked) for number, ranked in made.groups for _ in range(min(number, 3))]
        made = Election(made.candidates, made.seats, single)
        shuffled = Election(made.candidates, made.seats, random.sample(single, len(single)))
        heaps = Counter(ranked for _, ranked in single)
        grouped = Election(
            made.candidates, made.seats, [(number, ranked) for ranked, number in heaps.items()]
        )
        for lots, answer in nights(compiled(made), random):
            assert compiled(shuffled)(lots) == answer
            assert compiled(grouped)(lots) == answer
        count = counted(answer)
        assert len(count.elected) == min(made.seats, made.candidates)
        for before, stage in pairwise(count.stages):
            assert before.non_transferable <= stage.non_transferable
            gone = {*before.elected, *before.excluded}
            assert all(stage.totals[who] <= before.totals[who] for who in gone)


def test_people_who_sort_the_batches_come_to_the_same_count() -> None:
    """The same rules ask people for each batch, and are run from the start with every report."""
    asked = 0
    for seed in range(200):
        made, random = society_of(seed)
        groups = [(number, ranked) for number, ranked in made.groups if number and ranked]
        made = Election(made.candidates, made.seats, groups)
        for lots, answer in nights(compiled(made), random):
            people = People(made)
            while True:
                by_hand = ers97.conduct(Reported(people.first, people.reports), made.seats, lots)
                if not isinstance(by_hand, PapersNeeded):
                    break
                asked += 1
                people.sort(by_hand)
            assert by_hand == answer
    assert asked > 200


# Faults planted in the kernel, the sheet and the rules, each under the name it goes by there.

RULE = ers97._Count
TRUE: dict[str, Callable[..., Any]] = {
    "_put_off": RULE._put_off,
    "_several": RULE._several,
    "_part": RULE._part,
    "_ahead": RULE._ahead,
    "_set_quota": RULE._set_quota,
    "_deem_elected": RULE._deem_elected,
}


def puts_off_only_less_than_the_gap(self: Any, surplus: int) -> bool:
    return TRUE["_put_off"](self, surplus + 1)  # type: ignore[no-any-return]


def takes_only_fewer(self: Any, surplus: int) -> list[int]:
    return TRUE["_several"](self, surplus + 1)  # type: ignore[no-any-return]


def looks_back_instead_of_forward(self: Any, level: list[int], to: str) -> int:
    stages = self.sheet.stages
    self.sheet.stages = stages[::-1]
    chosen = TRUE["_part"](self, level, to)
    self.sheet.stages = stages
    return chosen  # type: ignore[no-any-return]


def looks_at_ends_of_exclusions_only(self: Any, level: list[int], to: str) -> int:
    stages = self.sheet.stages
    ends = [one for one, after in pairwise(stages) if one.sheet != after.sheet]
    self.sheet.stages = [*ends, stages[-1]]
    try:
        return TRUE["_part"](self, level, to)  # type: ignore[no-any-return]
    finally:
        self.sheet.stages = stages


def takes_the_first_of_equals(self: Any, level: list[int], places: int) -> list[int]:
    return level[:places]


def never_asks_who_was_ahead(self: Any, level: list[int], places: int) -> list[int]:
    return []


def keeps_the_first_quota(self: Any) -> None:
    if not self.sheet.quota:
        TRUE["_set_quota"](self)


def lets_the_quota_fall_for_ever(self: Any) -> None:
    elected, self.sheet.elected = self.sheet.elected, []
    TRUE["_set_quota"](self)
    self.sheet.elected = elected


def forgets_papers_that_have_yet_to_move(self: Any) -> None:
    awaiting, self.awaiting = self.awaiting, 0
    TRUE["_deem_elected"](self)
    self.awaiting = awaiting


def lets_the_elected_take_every_batch(self: Any) -> None:
    if "exclude" not in [frame.function for frame in inspect.stack()[1:3]]:
        TRUE["_deem_elected"](self)


def always_divides(part: Any, among: Any) -> int:
    return divide_half_up(part, among)


PLANTED: list[tuple[Any, str, Callable[..., Any]]] = [
    (kernels, "sort_parcel", loses_the_last_group),
    (kernels, "sort_parcel", counts_groups_for_papers),
    (kernels, "sort_parcel", mixes_up_who_received_what),
    (CountingSheet, "receive", forgets_what_came_last),
    (RULE, "_put_off", never_puts_off),
    (RULE, "_put_off", puts_off_only_less_than_the_gap),
    (RULE, "_several", takes_only_fewer),
    (RULE, "_several", never_several),
    (RULE, "_part", looks_back_instead_of_forward),
    (RULE, "_part", looks_at_ends_of_exclusions_only),
    (RULE, "_ahead", takes_the_first_of_equals),
    (RULE, "_ahead", never_asks_who_was_ahead),
    (RULE, "_set_quota", keeps_the_first_quota),
    (RULE, "_set_quota", lets_the_quota_fall_for_ever),
    (RULE, "_deem_elected", forgets_papers_that_have_yet_to_move),
    (RULE, "_deem_elected", lets_the_elected_take_every_batch),
    (ers97, "divide_down", divide_up),
    (ers97, "divide_down", always_divides),
    (ers97, "divide_up", divide_down),
    (ers97, "sorted", rising_values),
]


@pytest.mark.parametrize(
    ("where", "name", "fault"), PLANTED, ids=lambda part: getattr(part, "__name__", "")
)
def test_a_planted_fault_is_seen(
    where: Any, name: str, fault: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, name, fault, raising=False)
    with pytest.raises((AssertionError, IndexError)):
        fight_all()
