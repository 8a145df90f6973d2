"""Parcels pass on whole, and nothing that a kernel would read outside of reaches it."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core.papers import papers
from tally_core.parcels import PapersInMemory, Parcel, Sorted
from tests.tally_core.elections import Groups, small_election

ONE = Fraction(1)


def test_papers_lie_by_first_preference_an_empty_parcel_too() -> None:
    sorter = PapersInMemory(papers(3, [(4, (0, 1)), (2, (2,)), (3, (0,))]))
    assert sorter.first_preferences() == (Parcel(0, 7), Parcel(1, 0), Parcel(2, 2))


def test_papers_pass_over_those_who_are_gone_and_move_on_from_there() -> None:
    sorter = PapersInMemory(papers(4, [(5, (0, 1, 2)), (2, (0, 3, 2)), (1, (0,))]))
    first, *_ = sorter.first_preferences()
    dealt = sorter.sort([first], ONE, [2, 3])
    assert dealt == Sorted(((2, Parcel(4, 5)), (3, Parcel(5, 2))), 1)
    # Those with 3 go on to 2; nothing of the first parcel is left to sort.
    assert sorter.sort([Parcel(5, 2)], ONE, [2]) == Sorted(((2, Parcel(6, 2)),), 0)
    with pytest.raises(KeyError):
        sorter.sort([first], ONE, [2])


def test_parcels_are_sorted_together() -> None:
    sorter = PapersInMemory(papers(4, [(5, (0, 2)), (2, (1, 2)), (1, (1, 3))]))
    zero, one, *_ = sorter.first_preferences()
    dealt = sorter.sort([zero, one], ONE, [2, 3])
    assert dealt.received == ((2, Parcel(4, 7)), (3, Parcel(5, 1)))


def by_hand(stack: Groups, available: set[int]) -> dict[int | None, int]:
    """How many papers each of those available receives, and None those nobody does."""
    dealt: dict[int | None, int] = {}
    for number, ranked in stack:
        receiver = next((who for who in ranked if who in available), None)
        dealt[receiver] = dealt.get(receiver, 0) + number
    return dealt


@given(st.integers(0, 10**6))
@settings(deadline=None, max_examples=200)
def test_sorting_again_and_again_deals_as_people_would(seed: int) -> None:
    """Candidates go one after another, each with all the papers held: dealt as from the whole paper."""
    random = Random(seed)
    election = small_election(random)
    sorter = PapersInMemory(election.papers)
    held = {who: [parcel] for who, parcel in enumerate(sorter.first_preferences())}
    nobody = 0
    while held:
        out = random.choice(sorted(held))
        dealt = sorter.sort(held.pop(out), ONE, list(held))
        nobody += dealt.non_transferable
        for who, parcel in dealt.received:
            held[who].append(parcel)
        papers_held = {who: sum(parcel.papers for parcel in held[who]) for who in held}
        expected = by_hand(election.groups, set(held))
        assert papers_held == {who: expected.get(who, 0) for who in held}
        assert nobody == expected.get(None, 0)


def test_no_paper_at_all() -> None:
    sorter = PapersInMemory(papers(2, []))
    first = sorter.first_preferences()
    assert first == (Parcel(0, 0), Parcel(1, 0))
    assert sorter.sort(first, ONE, []) == Sorted((), 0)
