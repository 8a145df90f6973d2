"""The sheet writes down what was done, and decides nothing."""

import pytest

from tally_core.counting_sheet import CountingSheet, Held, Waits
from tally_core.outcome import EXCLUDE, Lot, LotNeeded, LotNotAsked, Moved, PapersNeeded
from tally_core.papers import papers
from tally_core.parcels import PapersInMemory, Parcel
from tests.tally_core.hand_sorted import Reported

LOT = Lot((1, 2), (2,), EXCLUDE)


def sheet(*lots: Lot) -> CountingSheet:
    groups = [(5, (0, 1)), (2, (1, 2)), (1, (2, 1)), (1, (2,))]
    return CountingSheet(PapersInMemory(papers(3, groups)), 100, lots)


def test_first_preferences_are_on_it() -> None:
    fresh = sheet()
    assert (fresh.votes, fresh.valid) == ([500, 200, 200], 9)
    assert fresh.held[1] == [Held(True, 100, Parcel(1, 2))]
    assert fresh.continuing == [0, 1, 2]


def test_papers_and_votes_pass_to_those_who_are_left() -> None:
    under_way = sheet()
    under_way.elect([0])
    under_way.excluded.add(2)
    received = under_way.sort(under_way.held[2])
    under_way.receive(received, 40)
    assert under_way.votes == [500, 240, 200]  # what the giver is left with the statute says
    assert under_way.held[1][1:] == [Held(False, 40, Parcel(3, 1))]
    assert received.non_transferable == 1


def test_a_stage_has_all_that_happened_since_the_one_before() -> None:
    under_way = sheet(LOT)
    under_way.quota = 400
    under_way.elect([0])
    under_way.end_stage("first preferences", "[r 47]")
    assert under_way.draw([1, 2], EXCLUDE) == 2
    under_way.excluded.add(2)
    under_way.receive(under_way.sort(under_way.held[2]), 100)
    under_way.votes[2], under_way.non_transferable = 0, 100
    under_way.end_stage("exclusion", "[r 51(1)]", of=(2,), excluded=(2,))
    under_way.elect([1])
    under_way.add_to_last_stage("[r 52(1)]")
    count = under_way.transcript()
    assert not isinstance(count, LotNotAsked)
    first, last = count.stages
    assert (first.totals, first.elected, first.moved, first.lot) == (
        (500, 200, 200),
        (0,),
        (),
        None,
    )
    assert (last.rule, last.elected, last.lot) == ("[r 51(1)] [r 52(1)]", (1,), LOT)
    assert last.moved == (Moved(100, 2, 1),)
    assert (last.totals, last.non_transferable) == ((500, 300, 0), 100)
    assert (count.elected, count.lots) == ((0, 1), (LOT,))


def test_most_votes_come_first_and_equal_votes_by_number() -> None:
    under_way = sheet()
    under_way.elect([2, 1, 0])
    assert under_way.elected == [0, 1, 2]


def test_it_waits_for_a_lot_and_refuses_another() -> None:
    asked = LotNeeded((1, 2), 1, EXCLUDE, stage=1)
    with pytest.raises(Waits) as waits:
        sheet().draw([1, 2], EXCLUDE)
    assert waits.value.question == asked
    other = Lot((0, 2), (2,), EXCLUDE)
    with pytest.raises(Waits) as waits:
        sheet(other).draw([1, 2], EXCLUDE)
    assert waits.value.question == LotNotAsked(other, asked)
    assert sheet(other).transcript() == LotNotAsked(other, None)


def test_it_waits_for_people_who_sort() -> None:
    by_hand = CountingSheet(Reported([5, 2, 2], []), 100, [])
    by_hand.elect([0])
    with pytest.raises(Waits) as waits:
        by_hand.sort(by_hand.held[0])
    assert waits.value.question == PapersNeeded("0", 1, 5, (1, 2))  # type: ignore[arg-type]
