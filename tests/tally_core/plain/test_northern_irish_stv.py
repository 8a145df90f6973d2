"""The second count of a Northern Ireland area, by hand, against the compiled one, and against people.

[r 47] [r 47(1)] [r 48(1)] [r 48(2)] [r 48(3)] [r 49(1)] [r 49(5)] [r 49(10)] [r 50(1)] [r 51(5)] [r 51(7)]
[r 51(13)] [r 52(3)] of Part IV of Schedule 5 to the Electoral Law Act (Northern Ireland) 1962.
"""

import ast
import inspect
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from tally_core import counting_sheet, kernels
from tally_core.counting_sheet import CountingSheet, Held
from tally_core.exact import divide_up
from tally_core.outcome import (
    EXCLUDE,
    Lot,
    LotNeeded,
    LotNotAsked,
    Moved,
    PapersNeeded,
    PreferenceCount,
)
from tally_core.plain import northern_irish_stv as plain_northern_irish
from tally_core.rules import northern_irish_stv
from tests.tally_core.duels import area_of, northern_irish
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
ELECTIONS = 3000


def compiled(made: Election, one: bool) -> Callable[[tuple[Lot, ...]], Answer]:
    kept = made.papers
    return lambda lots: northern_irish_stv.count(kept, made.seats, lots, one_at_a_time=one)


def test_sub_parcels_by_hand() -> None:
    """Three seats, quota 41: a surplus of 19 at 0.31, then d's ten papers, then d's sixty."""
    groups: Groups = [(60, (A, D, B, C)), (31, (B,)), (30, (C,)), (29, (E,)), (10, (D, B))]
    count = counted(plain_northern_irish.count(groups, 5, 3))
    assert [stage.totals for stage in count.stages] == [
        (60_00, 31_00, 30_00, 10_00, 29_00),
        (41_00, 31_00, 30_00, 28_60, 29_00),
        (41_00, 41_00, 48_60, 0, 29_00),
    ]
    assert [stage.non_transferable for stage in count.stages] == [0, 40, 40]
    assert count.stages[2].moved == (Moved(100, 10, 10), Moved(31, 60, 60))
    assert (count.elected, count.valid, count.unit) == ((A, B, C), 160, 100)


def test_several_out_and_a_lot_by_hand() -> None:
    """Two seats, quota 33, a one over: d and e go out. With three alike below b a lot decides."""
    groups: Groups = [(34, (A, B)), (29, (B,)), (28, (C,)), (4, (D, E, C)), (3, (E,))]
    exclusion = counted(plain_northern_irish.count(groups, 5, 2)).stages[1]
    assert (exclusion.of, exclusion.totals) == ((D, E), (34_00, 29_00, 32_00, 0, 0))
    level: Groups = [(25, (A,)), (23, (B,)), (12, (C,)), (12, (D, C))]
    asked = LotNeeded((C, D), 1, EXCLUDE, 2)
    assert plain_northern_irish.count(level, 4, 2) == asked
    wrong = Lot((B, D), (B,), EXCLUDE)
    assert plain_northern_irish.count(level, 4, 2, [wrong]) == LotNotAsked(wrong, asked)


def test_it_shares_only_values_with_the_compiled_count() -> None:
    tree = ast.parse(inspect.getsource(plain_northern_irish))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in modules if "tally" in name} == {"tally_core.outcome"}


def fight_all() -> None:
    for seed in range(ELECTIONS):
        northern_irish(seed)


def test_it_says_the_same_as_the_compiled_count_of_elections_by_chance() -> None:
    """Every figure, every word and every question, however the lots fall; wrong lots are refused."""
    fight_all()


def turns(count: PreferenceCount) -> list[str]:
    """What was met on the way that a careless count would get wrong."""
    met = []
    for before, stage in pairwise(count.stages):
        over = [votes for who, votes in enumerate(before.totals) if votes > (before.quota or 0)]
        met.append(stage.why.split(",")[0])
        met += ["put off"] * (stage.why != "surplus" and bool(over))
        met += ["several sub-parcels"] * (len(stage.moved) > 2)
        met += ["1.00 twice"] * ([moved.value for moved in stage.moved].count(100) > 1)
        met += ["a value of 0.00"] * any(not each.value and each.papers for each in stage.moved)
        met += ["elected by a transfer"] * bool(stage.elected)
        met += ["votes left with the excluded"] * any(
            stage.totals[who] for who in stage.of[:1] if stage.excluded
        )
        for who in stage.excluded:
            alike = before.totals.count(before.totals[who]) > 1
            met += ["looked at earlier stages"] * (alike and len(stage.of) == 1 and not stage.lot)
    met += [tag for tag in ("[r 52(1)]", "[r 52(2)]") if tag in count.stages[-1].rule]
    met += ["out without a stage"] * (set(count.stages[-1].excluded) > set(count.stages[-1].of))
    return met


def test_the_elections_by_chance_meet_every_turn_of_the_rules() -> None:
    """Otherwise the agreement above would say little."""
    met: Counter[str] = Counter()
    for seed in range(0, ELECTIONS, 4):
        made, one, random = area_of(seed)
        for _, answer in nights(compiled(made, one), random):
            if isinstance(answer, LotNeeded):
                met[f"lot: {answer.to}"] += 1
            else:
                met.update(turns(counted(answer)))
    assert min(met.values()) >= 5, met
    assert len(met) == 17, met


def test_nothing_is_lost_and_nobody_gains_from_order_or_grouping() -> None:
    for seed in range(1, 400):
        made, one, random = area_of(seed)
        single = [(1, ranked) for number, ranked in made.groups for _ in range(min(number, 3))]
        made = Election(made.candidates, made.seats, single)
        shuffled = Election(made.candidates, made.seats, random.sample(single, len(single)))
        heaps = Counter(ranked for _, ranked in single)
        grouped = Election(
            made.candidates, made.seats, [(number, ranked) for ranked, number in heaps.items()]
        )
        for lots, answer in nights(compiled(made, one), random):
            assert compiled(shuffled, one)(lots) == answer
            assert compiled(grouped, one)(lots) == answer
        count = counted(answer)
        assert len(count.elected) == min(made.seats, made.candidates)
        for before, stage in pairwise(count.stages):
            assert sum(stage.totals) + stage.non_transferable == len(single) * 100
            assert before.non_transferable <= stage.non_transferable
            gone = set(before.elected) | set(before.excluded)
            assert all(stage.totals[who] <= before.totals[who] for who in gone)


def test_people_who_sort_the_parcels_come_to_the_same_count() -> None:
    """The same rule asks people for each parcel, and is run from the start with every report."""
    asked = 0
    for seed in range(300):
        made, one, random = area_of(seed)
        for lots, answer in nights(compiled(made, one), random):
            people = People(made)
            while True:
                by_hand = northern_irish_stv.conduct(
                    Reported(people.first, people.reports), made.seats, lots, one_at_a_time=one
                )
                if not isinstance(by_hand, PapersNeeded):
                    break
                asked += 1
                people.sort(by_hand)
            assert by_hand == answer
    assert asked > 300


# Faults planted in the kernel, the sheet and the rule, each under the name it goes by there.

RULE = northern_irish_stv._Count
TRUE: dict[str, Callable[..., Any]] = {
    "sort_parcel": kernels.sort_parcel,
    "_put_off": RULE._put_off,
    "_several": RULE._several,
    "_part": RULE._part,
    "_deem_elected": RULE._deem_elected,
}


def deals_to_those_who_are_out(
    groups: Any, starts: Any, ranked: Any, weights: Any, available: Any, place: Any, *rest: Any
) -> None:
    place[groups] += available[ranked[place[groups]]] ^ 1
    np.minimum(place, starts[1:] - 1, out=place)
    TRUE["sort_parcel"](groups, starts, ranked, weights, np.ones_like(available), place, *rest)


def puts_off_as_much_as_the_gap(self: Any, surplus: int) -> bool:
    return TRUE["_put_off"](self, surplus - 1)  # type: ignore[no-any-return]


def takes_as_many_for_fewer(self: Any, surplus: int) -> list[int]:
    return TRUE["_several"](self, surplus - 1)  # type: ignore[no-any-return]


def looks_back_instead_of_forward(self: Any, level: list[int], to: str) -> int:
    stages = self.sheet.stages
    self.sheet.stages = stages[::-1]
    chosen = TRUE["_part"](self, level, to)
    self.sheet.stages = stages
    return chosen  # type: ignore[no-any-return]


def wants_more_than_the_quota(self: Any) -> None:
    self.sheet.quota += 1
    TRUE["_deem_elected"](self)
    self.sheet.quota -= 1


def lets_the_elected_take_every_sub_parcel(self: Any) -> None:
    if "exclude" not in [frame.function for frame in inspect.stack()[1:3]]:
        TRUE["_deem_elected"](self)


def first_preferences_and_whole_votes_together(first: bool, value: int, parcel: Any) -> Held:
    return Held(first or value == 100, value, parcel)


def lets_papers_gain_value(*figures: Any) -> Any:
    return figures[0] if len(figures) > 1 else min(figures[0])


PLANTED: list[tuple[Any, str, Callable[..., Any]]] = [
    (kernels, "sort_parcel", loses_the_last_group),
    (kernels, "sort_parcel", counts_groups_for_papers),
    (kernels, "sort_parcel", deals_to_those_who_are_out),
    (kernels, "sort_parcel", mixes_up_who_received_what),
    (CountingSheet, "receive", forgets_what_came_last),
    (counting_sheet, "Held", first_preferences_and_whole_votes_together),
    (RULE, "_put_off", never_puts_off),
    (RULE, "_put_off", puts_off_as_much_as_the_gap),
    (RULE, "_several", takes_as_many_for_fewer),
    (RULE, "_several", never_several),
    (RULE, "_part", looks_back_instead_of_forward),
    (RULE, "_deem_elected", wants_more_than_the_quota),
    (RULE, "_deem_elected", lets_the_elected_take_every_sub_parcel),
    (northern_irish_stv, "divide_down", divide_up),
    (northern_irish_stv, "min", lets_papers_gain_value),
    (northern_irish_stv, "sorted", rising_values),
]


@pytest.mark.parametrize(
    ("where", "name", "fault"), PLANTED, ids=lambda part: getattr(part, "__name__", "")
)
def test_a_planted_fault_is_seen(
    where: Any, name: str, fault: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, name, fault, raising=False)
    with pytest.raises(AssertionError):
        fight_all()
