"""The second count of a Scottish ward, by hand and against the compiled one.

[r 46] [r 47(2)] [r 48(1)] [r 49(3)] [r 50(2)] [r 51(4)] [r 52(2)(a)] [r 53(1)] [r 53(2)] of SSI 2011/399.
"""

from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import pairwise
from random import Random

from tally_core.outcome import (
    EXCLUDE,
    TRANSFER_FIRST,
    Lot,
    LotNeeded,
    LotNotAsked,
    PapersNeeded,
    PreferenceCount,
)
from tally_core.papers import papers
from tally_core.parcels import PapersInMemory
from tally_core.plain import scottish_stv as plain_scottish
from tally_core.rules import scottish_stv
from tests.tally_core import duels
from tests.tally_core.elections import Groups, counted, nights, small_area, small_election
from tests.tally_core.hand_sorted import People, Reported

A, B, C, D = range(4)
ELECTIONS = 2500


def test_two_surpluses_by_hand() -> None:
    """Quota 8: A's 16 papers go on at 8 by 16; B then has 13 on papers worth 0.5 and 1."""
    groups: Groups = [(12, (A, B, C)), (4, (A, C)), (4, (B, C)), (3, (B, D)), (3, (C,)), (4, (D,))]
    count = counted(plain_scottish.count(groups, 4, 3))
    assert [stage.totals for stage in count.stages] == [
        (16_00000, 7_00000, 3_00000, 4_00000),
        (8_00000, 13_00000, 5_00000, 4_00000),
        (8_00000, 8_00000, 8_84604, 5_15383),
    ]
    assert (count.elected, count.stages[-1].rounding) == ((A, B, C), 13)


def test_an_exclusion_by_lot_and_the_last_transfer_by_hand() -> None:
    """One seat, quota 7; B and C are level, C goes out, one of its papers to A and one to nobody."""
    groups: Groups = [(5, (A,)), (1, (C, A)), (1, (C,)), (2, (B,)), (4, (D, B))]
    assert plain_scottish.count(groups, 4, 1) == LotNeeded((B, C), 1, EXCLUDE, 2)
    lot = Lot((B, C), (C,), EXCLUDE)
    count = counted(plain_scottish.count(groups, 4, 1, [lot], last_transfer=True))
    assert [stage.totals for stage in count.stages[1:]] == [
        (6_00000, 2_00000, 0, 4_00000),
        (6_00000, 0, 0, 4_00000),
        (6_00000, 0, 0, 0),
    ]
    assert [stage.non_transferable for stage in count.stages] == [0, 1_00000, 3_00000, 7_00000]
    as_it_was = counted(plain_scottish.count(groups, 4, 1, [lot])).stages[-1]
    assert (as_it_was.totals, as_it_was.excluded) == ((6_00000, 0, 0, 4_00000), (D,))
    wrong = Lot((A, C), (C,), EXCLUDE)
    asked = LotNeeded((B, C), 1, EXCLUDE, 2)
    assert plain_scottish.count(groups, 4, 1, [wrong]) == LotNotAsked(wrong, asked)


def test_equal_surpluses_by_lot() -> None:
    groups: Groups = [(9, (A, C)), (9, (B, D)), (2, (C,)), (1, (D,))]
    assert plain_scottish.count(groups, 4, 3) == LotNeeded((A, B), 1, TRANSFER_FIRST, 2)


def test_it_reads_papers_as_the_compiled_count_keeps_them() -> None:
    groups: Groups = [(3, (A, B)), (2, (B,)), (1, (C, B, A))]
    kept = papers(3, groups)
    assert plain_scottish.count(kept, 3, 1) == plain_scottish.count(groups, 3, 1)


def test_it_says_the_same_as_the_compiled_count_of_elections_by_chance() -> None:
    """Every figure, every word and every question, however the lots fall; wrong lots are refused."""
    for seed in range(ELECTIONS):
        duels.scottish(seed)


def looked_back(count: PreferenceCount) -> bool:
    """Whether somebody with votes went out without a lot although another had as few."""
    for before, stage in pairwise(count.stages):
        for who in stage.excluded:
            votes = before.totals[who]
            if votes and before.totals.count(votes) > 1 and not stage.lot:
                return True
    return False


def test_the_elections_by_chance_meet_every_turn_of_the_rules() -> None:
    """Otherwise the agreement above would say little."""
    met: Counter[str] = Counter()
    for seed in range(500):
        random = Random(seed)
        election = small_election(random)
        for _, answer in nights(
            lambda lots, election=election: plain_scottish.count(  # type: ignore[misc]
                election.groups, election.candidates, election.seats, lots
            ),
            random,
        ):
            if isinstance(answer, LotNeeded):
                met[answer.to] += 1
                continue
            assert isinstance(answer, PreferenceCount)
            met.update(stage.why for stage in answer.stages)
            met["rounding"] += answer.stages[-1].rounding > 0
            met["two surpluses"] += [stage.why for stage in answer.stages].count("surplus") > 1
            met["looked back"] += looked_back(answer)
            met["elected by surplus"] += any(
                stage.elected and stage.why == "surplus" for stage in answer.stages
            )
    assert min(met.values()) >= 10, met
    assert len(met) == 10, met


def test_people_who_sort_the_parcels_come_to_the_same_count() -> None:
    """[r 55] By hand: people are asked for each parcel, and the rule is run from the start with every report.

    Each parcel that moved, its value and its papers are written by the plain count too.
    """
    asked = 0
    for seed in range(300):
        random = Random(seed)
        made = small_election(random) if seed % 2 else small_area(random)
        electronic = partial(scottish_stv.count, made.papers, made.seats)
        for lots, answer in nights(electronic, random):
            people = People(made)
            while True:
                by_hand = scottish_stv.conduct(
                    Reported(people.first, people.reports), made.seats, lots
                )
                if not isinstance(by_hand, PapersNeeded):
                    break
                asked += 1
                people.sort(by_hand)
            plain = plain_scottish.count(
                made.groups, made.candidates, made.seats, lots, parcels=True
            )
            assert by_hand == plain
            in_memory = PapersInMemory(made.papers)
            assert by_hand == scottish_stv.conduct(in_memory, made.seats, lots)
            if isinstance(by_hand, PreferenceCount):
                stages = tuple(replace(stage, moved=()) for stage in by_hand.stages)
                by_hand = replace(by_hand, stages=stages)
            assert by_hand == answer
    assert asked > 300
