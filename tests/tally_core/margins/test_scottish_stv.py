"""What is proved of a Scottish ward: fewer wrong papers never elected anybody else."""

from collections import Counter
from random import Random

import pytest

from tally_core.margins.margin import NOTHING_COULD, could_matter, exactly
from tally_core.margins.scottish_stv import of_scottish, same_course
from tally_core.outcome import LotNeeded, PreferenceCount
from tally_core.papers import papers
from tally_core.rules import scottish_stv
from tests.tally_core.elections import Groups
from tests.tally_core.wrong_papers import Paper, Pile, every_paper, smallest_change

A, B, C, D, E = range(5)


def proved(candidates: int, seats: int, groups: Groups) -> int:
    count = scottish_stv.count(papers(candidates, groups), seats)
    assert isinstance(count, PreferenceCount)
    return same_course(count, seats)


def test_a_quota_reached_by_so_much() -> None:
    """[r 48(1)] Quota 101 of 300 papers, two seats: A is 49 above, B 19, C 71 below."""
    groups: Groups = [(150, (A,)), (120, (B,)), (30, (C,))]
    # B stays above while 2 papers for each wrong one, and a third of one for the quota, are within 19.
    assert proved(3, 2, groups) == 8
    # First preferences above the quota prove more here: 20.
    margin = of_scottish(papers(3, groups), 2, Random(1))
    assert margin.at_least == 20
    assert could_matter(margin, 19) == "no"


def test_exactly_the_quota_proves_nothing() -> None:
    assert proved(3, 2, [(150, (A,)), (101, (B,)), (49, (C,))]) == 1


def test_of_equal_surpluses_nothing_is_proved() -> None:
    """[r 50(1)]"""
    count = scottish_stv.count(papers(4, [(200, (A,)), (200, (B, C)), (50, (C,)), (40, (D,))]), 3)
    assert isinstance(count, LotNeeded)
    margin = of_scottish(
        papers(4, [(200, (A,)), (200, (B, C)), (50, (C,)), (40, (D,))]), 3, Random(1)
    )
    assert margin.at_least == 1


def test_a_crowd_without_a_chance_may_go_out_in_any_order() -> None:
    """[r 51(1)] C, D and E are one paper apart, and together far below B: that order is no matter."""
    close: Groups = [(500, (A,)), (400, (B,)), (12, (C, A)), (11, (D, B)), (10, (E, A))]
    apart: Groups = [(500, (A,)), (400, (B,)), (30, (C, A)), (20, (D, B)), (5, (E, A))]
    assert proved(5, 1, close) >= 10
    assert proved(5, 1, apart) >= 1
    # Without that, who goes out first would turn with one paper.
    assert proved(4, 1, [(30, (A,)), (29, (B,)), (28, (C, A)), (27, (D, B))]) == 1


def test_seats_for_all_and_a_lot() -> None:
    assert of_scottish(papers(2, [(5, (A,))]), 2, Random(1)) == NOTHING_COULD
    assert of_scottish(papers(2, [(5, (A,)), (5, (B,))]), 1, Random(1)) == exactly(0)


def who(candidates: int, seats: int, pile: Pile) -> object:
    """Who is elected; several sets where lots decide."""
    ballot = papers(candidates, [(n, paper) for paper, n in Counter(pile).items()])
    answer = scottish_stv.count(ballot, seats)
    return frozenset(answer.elected) if isinstance(answer, PreferenceCount) else answer.__class__


def test_against_every_way_the_papers_could_have_been() -> None:
    """Piles large enough that something is proved: one change, and two, elect nobody else."""
    random = Random(1)
    met: Counter[int] = Counter()
    lawful = every_paper(3, 3)
    while met[2] < 6 or met[3] < 3:
        some = random.sample(lawful, random.randint(2, 4))
        pile = tuple(paper for paper in some for _ in range(random.randint(1, 12)))
        count = scottish_stv.count(papers(3, [(1, paper) for paper in pile]), 2)
        if not isinstance(count, PreferenceCount):
            continue
        least = min(same_course(count, 2), 3)
        if met[least] >= 6:
            continue
        met[least] += 1
        if least > 1:
            assert sample_change(random, pile, lawful, least - 1) is None, pile


def sample_change(random: Random, pile: Pile, lawful: list[Paper], changes: int) -> int | None:
    """Every single change; of two at once four hundred."""
    one = smallest_change(pile, lawful, lambda after: who(3, 2, after), 1)
    if one or changes < 2:
        return one
    for _ in range(400):
        left = list(pile)
        for _ in range(2):
            left.pop(random.randrange(len(left)))
        after = (*left, *(random.choice(lawful) for _ in range(2)))
        if who(3, 2, after) != who(3, 2, pile):
            return 2
    return None


@pytest.mark.parametrize("seed", range(6))
def test_no_search_finds_less_than_is_proved(seed: int) -> None:
    """Wards of some hundred papers: what the search finds is never below (a margin would not be made)."""
    random = Random(seed)
    groups: Groups = []
    for _ in range(12):
        ranked = random.sample(range(5), random.randint(1, 5))
        ranked.sort(key=lambda one: random.random() * (one + 1))
        groups.append((random.randint(1, 90), tuple(ranked)))
    margin = of_scottish(papers(5, groups), 3, random, 40)
    assert margin.at_least is not None
    assert margin.found is None or margin.at_least <= margin.found
