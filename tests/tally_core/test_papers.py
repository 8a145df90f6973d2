"""Preference papers as arrays."""

from typing import Any

import numpy as np
import pytest

from tally_core import papers as papers_module
from tally_core.exact import LIMIT, NotWhole, OutOfBounds
from tally_core.papers import Papers, papers


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


def column(*figures: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(figures, dtype=np.int64)


@pytest.mark.parametrize(
    ("starts", "preferences", "weights"),
    [
        pytest.param(column(0, 2), [0, 3], column(1), id="somebody who does not stand"),
        pytest.param(column(0, 2), [-1, 0], column(1), id="nobody there is"),
        pytest.param(column(0, 1), [0, 1], column(1), id="preferences in no group"),
        pytest.param(column(0, 3), [0, 1], column(1), id="past the last preference"),
        pytest.param(column(1, 2), [0, 1], column(1), id="not from the first"),
        pytest.param(column(0, 1, 2), [0, 1], column(1), id="a group without a weight"),
        pytest.param(column(0, 2, 1, 2), [0, 1], column(1, 1, 1), id="groups that go back"),
        pytest.param(column(0, 0, 2), [0, 1], column(1, 1), id="a group without a preference"),
        pytest.param(column(0, 2), [0, 1], column(0), id="a group without a paper"),
        pytest.param(column(0, 1, 2), [0, 1], column(LIMIT, 1), id="more papers than add up"),
    ],
)
def test_what_a_kernel_may_not_be_given(
    starts: object, preferences: list[int], weights: object
) -> None:
    ranked = np.array(preferences, dtype=np.int32)
    with pytest.raises((OutOfBounds, ValueError)):
        Papers(3, starts, ranked, weights)  # type: ignore[arg-type]


@pytest.mark.parametrize("place", range(3))
def test_columns_of_another_type_would_be_counted_otherwise(place: int) -> None:
    """Floats would make the compiled loops count in floats, and half words wrap."""
    right: list[Any] = [column(0, 2), np.array([0, 1], dtype=np.int32), column(1)]
    assert Papers(3, *right).valid == 1
    for kind in (np.float64, np.int16, np.uint64):
        wrong = list(right)
        wrong[place] = right[place].astype(kind)
        with pytest.raises(NotWhole):
            Papers(3, *wrong)


def test_as_many_papers_as_add_up_and_not_one_more() -> None:
    assert papers(2, [(LIMIT - 1, (0,)), (1, (1,))]).valid == LIMIT
    with pytest.raises(OutOfBounds, match="sum of papers"):
        papers(2, [(LIMIT, (0,)), (1, (1,))])


def test_more_groups_than_are_numbered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers_module, "MOST_GROUPS", 1)
    assert papers(2, [(1, (0,))]).groups == 1
    with pytest.raises(OutOfBounds, match="groups of papers: 2 is not between 0 and 1"):
        papers(2, [(1, (0,)), (1, (1,))])
