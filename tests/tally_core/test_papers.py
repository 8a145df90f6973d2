"""Preference papers as arrays."""

import pytest

from tally_core.exact import OutOfBounds
from tally_core.papers import papers


def test_papers_are_groups_in_the_order_given() -> None:
    given = [(3, (0, 2)), (1, (1,)), (2, (2, 1, 0))]
    assert list(papers(3, given)) == given
    assert papers(3, given).valid == 6


def test_blank_papers_and_empty_groups_are_not_valid_papers() -> None:
    assert list(papers(2, [(4, ()), (0, (1,)), (1, (0,))])) == [(1, (0,))]


@pytest.mark.parametrize("ranked", [(0, 0), (3,), (-1,)])
def test_a_paper_names_candidates_who_stand_once_each(ranked: tuple[int, ...]) -> None:
    with pytest.raises(ValueError):
        papers(3, [(1, ranked)])


def test_a_group_of_fewer_than_no_papers_cannot_be() -> None:
    with pytest.raises(OutOfBounds):
        papers(3, [(-1, (0,))])
