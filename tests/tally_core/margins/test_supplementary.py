"""Margins of the supplementary vote against every way in which the papers could have been."""

from collections import Counter
from random import Random

import pytest

from tally_core.margins import supplementary as margins_supplementary
from tally_core.margins.margin import NOTHING_COULD, Margin, exactly
from tally_core.margins.supplementary import of_supplementary
from tally_core.outcome import LotNeeded
from tally_core.papers import papers
from tally_core.plain import supplementary as plain_supplementary
from tests.tally_core.wrong_papers import Pile, every_paper, smallest_change

A, B, C, D = range(4)


def margin(candidates: int, *groups: tuple[int, tuple[int, ...]]) -> Margin:
    return of_supplementary(papers(candidates, groups))


def elected(candidates: int, pile: Pile) -> tuple[int, ...]:
    answer = plain_supplementary.two_counts(candidates, [(1, paper) for paper in pile])
    if isinstance(answer, LotNeeded):
        return tuple(sorted(answer.candidates))
    assert isinstance(answer, plain_supplementary.TwoCounts)
    return (answer.elected,)


def test_the_second_count_decides_by_papers_read_otherwise() -> None:
    """100 against 95 with no seconds, C far behind: three papers."""
    assert margin(3, (100, (A,)), (95, (B,)), (20, (C,))) == exactly(3)


def test_a_majority_that_could_be_lost() -> None:
    """[para 5(2)]: A has 51 of 100, and no second preference; one paper less and B has all of C's."""
    assert margin(3, (51, (A,)), (30, (B,)), (19, (C, B))) == exactly(1)


def test_a_majority_that_could_be_won() -> None:
    """[para 5(2)]: B has 50 of 100 and would lose the second count 50 to 50 only by lot."""
    assert margin(3, (26, (A, C)), (50, (B,)), (24, (C, A))) == exactly(0)
    assert margin(3, (26, (A, C)), (49, (B,)), (25, (C, A))) == exactly(1)


def test_who_survives_may_be_nearer_than_who_wins() -> None:
    """[para 5(4)] [para 5(6)]: C is out by one vote, and A beats B by far; but B's voters would make C win.
    One of B's papers read as C's is enough [para 5(9)]; were the two level, both would stay [para 5(5)]."""
    assert margin(3, (90, (A,)), (50, (B, C)), (49, (C,))) == exactly(1)
    assert margin(3, (90, (A,)), (51, (B, C)), (49, (C,))) == exactly(2)


def test_two_candidates_and_one_and_none() -> None:
    assert margin(2, (10, (A,)), (5, (B, A))) == exactly(3)
    assert margin(2, (10, (A,)), (10, (B,))) == exactly(0)
    assert margin(1, (10, (A,))) == NOTHING_COULD
    assert margin(3) == exactly(0)


def test_when_nearly_everybody_is_equal_it_says_that_it_is_not_exact(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(margins_supplementary, "MOST_COMPANIES", 3)
    groups = [(20 + who, (who,)) for who in range(6)]
    counted = of_supplementary(papers(6, [*groups, (40, (A, B))]))
    assert counted.kind == "found"
    assert counted.at_least == 1


@pytest.mark.parametrize(("candidates", "most", "cases"), [(3, 3, 90), (4, 2, 90), (5, 1, 120)])
def test_against_every_way_the_papers_could_have_been(
    candidates: int, most: int, cases: int
) -> None:
    random = Random(candidates)
    lawful = every_paper(candidates, 2)
    found: Counter[int | None] = Counter()
    for _ in range(cases):
        some = random.sample(lawful, random.randint(1, 5))
        pile = tuple(random.choice(some) for _ in range(random.randint(1, 9)))
        worked_out = of_supplementary(papers(candidates, [(1, paper) for paper in pile]))
        assert worked_out.kind == "exact"
        if len(elected(candidates, pile)) > 1:
            assert worked_out == exactly(0)
            continue
        enough = worked_out.found or 0
        fewest = smallest_change(
            pile, lawful, lambda after: elected(candidates, after), min(most, enough)
        )
        assert fewest == (enough if enough <= most else None), pile
        found[fewest] += 1
    assert found[1] > 20
    assert found[None] > 2
