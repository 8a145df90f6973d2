"""Papers shared out way by way come to what they come to one by one."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core import keep_values
from tally_core.exact import LIMIT, OutOfBounds
from tally_core.keep_values import SharedPapers
from tally_core.kernels import WHOLE
from tally_core.papers import Papers, papers
from tests.tally_core.elections import Groups, small_election


def one_by_one(groups: Groups, candidates: int, keeps: list[int]) -> list[int]:
    votes = [0] * candidates
    for number, ranked in groups:
        left = WHOLE
        for who in ranked:
            kept = -(-left * keeps[who] // WHOLE)
            votes[who] += number * kept
            left -= kept
    return votes


def test_what_a_candidate_does_not_keep_goes_on() -> None:
    shared = SharedPapers(papers(3, [(4, (0, 1, 2)), (2, (1, 2)), (3, (0,))]))
    shared.find_ways(out=[], sharing=[0, 1])
    assert shared.votes([WHOLE // 4, WHOLE // 2, WHOLE]) == [
        7 * WHOLE // 4,
        4 * WHOLE * 3 // 8 + 2 * WHOLE // 2,
        4 * WHOLE * 3 // 8 + 2 * WHOLE // 2,
    ]


def test_a_share_is_rounded_up() -> None:
    shared = SharedPapers(papers(2, [(5, (0, 1))]))
    shared.find_ways(out=[], sharing=[0, 1])
    assert shared.votes([1, 1]) == [
        5,
        5,
    ]  # all but nothing, twice: never less than a thousand-millionth
    assert shared.votes([WHOLE - 1, WHOLE - 1]) == [5 * (WHOLE - 1), 5]


def test_papers_pass_over_those_who_are_out() -> None:
    shared = SharedPapers(papers(3, [(4, (0, 1)), (2, (0,))]))
    shared.find_ways(out=[0], sharing=[])
    assert shared.votes([0, WHOLE, WHOLE]) == [0, 4 * WHOLE, 0]


@given(st.integers(0, 10**9))
@settings(deadline=None, max_examples=200)
def test_ways_are_exactly_the_papers_one_by_one(seed: int) -> None:
    """Whoever is out or shares, again and again with the same papers."""
    random = Random(seed)
    made = small_election(random)
    shared = SharedPapers(made.papers)
    for _ in range(3):
        keeps, out, sharing = [WHOLE] * made.candidates, [], []
        for who in range(made.candidates):
            if random.random() < 0.25:
                out.append(who)
                keeps[who] = 0
            elif random.random() < 0.5:
                sharing.append(who)
                keeps[who] = random.choice([1, WHOLE - 1, WHOLE, random.randint(1, WHOLE)])
        shared.find_ways(out, sharing)
        assert shared.votes(keeps) == one_by_one(made.groups, made.candidates, keeps)


def test_papers_that_meet_the_same_candidates_are_one_way() -> None:
    """Otherwise a count would be right and take for ever. Only those who share are gone past."""
    groups: Groups = [
        (1, (0, 1, 2)),
        (2, (0, 1, 3)),
        (3, (0, 1)),
        (4, (0, 3, 2)),
        (5, (3, 0)),
        (6, (1,)),
    ]
    shared = SharedPapers(papers(4, groups))
    for sharing, ways in (([], 3), ([0], 5), ([0, 1], 7), ([0, 1, 2, 3], 9)):
        shared.find_ways([], sharing)
        assert shared.ways == ways
    shared.find_ways([0], [])
    assert shared.ways == 2


def test_many_candidates_all_of_whom_share() -> None:
    random = Random(5)
    groups: Groups = [(1, tuple(random.sample(range(40), 40))) for _ in range(200)]
    keeps = [random.randint(1, WHOLE) for _ in range(40)]
    shared = SharedPapers(papers(40, groups))
    shared.find_ways([], range(40))
    assert shared.votes(keeps) == one_by_one(groups, 40, keeps)


def test_papers_beyond_what_whole_numbers_hold_are_refused() -> None:
    held = LIMIT // WHOLE
    SharedPapers(papers(1, [(held, (0,))]))
    with pytest.raises(OutOfBounds, match="papers"):
        SharedPapers(papers(1, [(held, (0,)), (1, (0,))]))


def test_more_ways_than_have_a_number_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep_values, "MOST_WAYS", 3)
    SharedPapers(papers(2, [(1, (0, 1))]))
    with pytest.raises(OutOfBounds, match="preferences"):
        SharedPapers(papers(2, [(1, (0, 1)), (1, (0,))]))


def test_arrays_that_a_kernel_would_read_outside_of_are_refused() -> None:
    one = np.ones(1, dtype=np.int64)
    for candidate in (-1, 2):
        ranked = np.array([candidate], dtype=np.int32)
        with pytest.raises(OutOfBounds, match="preferences"):
            SharedPapers(Papers(2, np.array([0, 1]), ranked, one))
    with pytest.raises(ValueError, match="groups"):
        SharedPapers(Papers(2, np.array([0, 2]), np.zeros(1, dtype=np.int32), one))


def test_a_keep_value_above_one_never_reaches_the_kernel() -> None:
    shared = SharedPapers(papers(1, [(1, (0,))]))
    shared.find_ways([], [0])
    for keep in (-1, WHOLE + 1):
        with pytest.raises(AssertionError):
            shared.votes([keep])
