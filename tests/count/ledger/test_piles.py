"""Paper moves between piles, is neither made nor lost, and lies where the moves took it."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.ledger.piles import NO_UNIT, Kind, Piles

GROUNDS = ("too-many", "void")
NAMES = ("outside", "box/b1", "unit/t1/unsorted", "unit/t1/doubtful", "unit/t2/unsorted", "more")


def made() -> Piles:
    """Two tables with candidates amin and mead."""
    piles = Piles(GROUNDS, candidates=2)
    piles.pile("box/b1", Kind.BOX)
    piles.pile("unit/t1/unsorted", Kind.UNSORTED, 1)
    piles.pile("unit/t1/doubtful", Kind.DOUBTFUL, 1)
    piles.pile("unit/t2/unsorted", Kind.UNSORTED, 2)
    piles.pile("more", Kind.COUNTED, 2)
    return piles


def test_a_pile_is_known_by_its_name() -> None:
    piles = made()
    number = piles.pile("box/b1", Kind.BOX)
    assert piles.pile("box/b1", Kind.BOX) == number
    assert piles.names[number] == "box/b1"
    assert piles.names[0] == "outside"


def test_rejected_papers_lie_apart_by_ground_and_unit() -> None:
    piles = made()
    one, other = piles.rejected("t1", 1, "too-many"), piles.rejected("t1", 1, "void")
    elsewhere = piles.rejected("t2", 2, "void")
    assert len({one, other, elsewhere}) == 3
    assert piles.names[other] == "unit/t1/rejected/void"
    assert piles.kinds[other] == piles.kinds[elsewhere] == Kind.REJECTED + 1
    with pytest.raises(ValueError):
        piles.rejected("t1", 1, "ugly")


moves = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(-500, 500)), max_size=40
)


@pytest.mark.sweep
@settings(deadline=None, max_examples=100)
@given(moves, st.randoms())
def test_paper_is_neither_made_nor_lost_whatever_moves_in_whatever_order(
    moves: list[tuple[int, int, int]], random: st.DataObject
) -> None:
    piles, holds = made(), Counter[str]()
    for source, target, papers in moves:
        piles.move(source, target, papers)
        holds[NAMES[source]] -= papers
        holds[NAMES[target]] += papers
    balances = piles.balances().tolist()
    assert sum(balances) == 0
    assert balances == [holds[name] for name in piles.names]

    shuffled = made()
    random.shuffle(moves)  # type: ignore[attr-defined]
    for move in moves:
        shuffled.move(*move)
    assert shuffled.balances().tolist() == balances


def test_papers_by_unit_and_kind() -> None:
    piles = made()
    piles.move(0, 1, 100)
    piles.move(1, 2, 60)
    piles.move(2, 3, 5)
    piles.move(3, piles.rejected("t1", 1, "void"), 4)
    by_kind = piles.by_kind(piles.balances(), units=2)
    assert by_kind.shape == (3, Kind.REJECTED + len(GROUNDS))
    assert by_kind[NO_UNIT, Kind.BOX] == 40
    assert by_kind[1, Kind.UNSORTED] == 55
    assert by_kind[1, Kind.DOUBTFUL] == 1
    assert by_kind[1, Kind.REJECTED + 1] == 4
    assert by_kind[2].tolist() == [0] * by_kind.shape[1]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(1, 2), st.integers(0, 2), st.integers(-90, 90)), max_size=30))
def test_votes_are_added_by_unit_and_candidate(said: list[tuple[int, int, int]]) -> None:
    piles, expected = made(), Counter[tuple[int, int]]()
    for unit, choice, votes in said:
        piles.vote(unit, choice, votes)
        expected[unit, choice] += votes
    found = piles.votes(units=2)
    assert found.shape == (3, 3)
    assert {(u, c): int(found[u, c]) for u in (1, 2) for c in range(3)} == {
        (u, c): expected[u, c] for u in (1, 2) for c in range(3)
    }


def test_a_hall_without_a_single_act() -> None:
    piles = made()
    assert piles.balances().tolist() == [0] * 6
    assert piles.votes(units=2).sum() == 0
