"""Every figure a kernel sees is whole and within bounds, and no division hides its rounding."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core.exact import (
    LIMIT,
    NotWhole,
    OutOfBounds,
    check_sum,
    divide_down,
    divide_half_up,
    divide_up,
    entered,
    half_up_text,
    in_units,
    indexes,
    or_none,
    percentage,
    places_of,
    same_length,
    votes_text,
    whole,
)
from tally_core.kernels import NOT_ENTERED


@given(st.lists(st.integers(-LIMIT, LIMIT), max_size=20))
@settings(deadline=None, max_examples=200)
def test_whole_numbers_pass_unchanged(values: list[int]) -> None:
    column = whole(values)
    assert column.dtype == np.int64
    assert column.tolist() == values
    assert whole(column).tolist() == values


@pytest.mark.parametrize(
    "wrong", [1.0, True, "1", None, Fraction(1, 2), np.float64(2), np.bool_(1)]
)
def test_anything_that_is_not_a_whole_number_is_named(wrong: object) -> None:
    with pytest.raises(NotWhole, match=r"papers: .* is not a whole number") as refused:
        whole([3, wrong], "papers")  # type: ignore[list-item]
    assert refused.value.value is wrong


def test_arrays_of_floats_bools_or_tables_are_refused() -> None:
    for wrong in (np.zeros(2), np.zeros(2, dtype=bool), np.zeros((2, 2), dtype=np.int64)):
        with pytest.raises(NotWhole):
            whole(wrong, "papers")  # type: ignore[arg-type]


@pytest.mark.parametrize("too_far", [LIMIT + 1, 2**63, 2**64, -LIMIT - 1])
def test_a_figure_out_of_bounds_is_named_with_its_column(too_far: int) -> None:
    with pytest.raises(OutOfBounds, match=f"papers: {too_far} is not between") as refused:
        whole([0, too_far], "papers")
    assert (refused.value.column, refused.value.value) == ("papers", too_far)


def test_unsigned_arrays_are_checked_before_they_are_made_signed() -> None:
    with pytest.raises(OutOfBounds):
        whole(np.array([2**63 + 1], dtype=np.uint64))
    assert whole(np.array([7], dtype=np.uint8)).tolist() == [7]


def test_an_index_must_be_one_of_those_there_are() -> None:
    assert indexes([0, 2], "pile", below=3).tolist() == [0, 2]
    assert indexes([], "pile", below=0).tolist() == []
    for wrong in (-1, 3):
        with pytest.raises(OutOfBounds, match="pile"):
            indexes([wrong], "pile", below=3)


def test_a_figure_not_entered_is_neither_nothing_nor_lost() -> None:
    column = entered([0, None, 5])
    assert column.tolist() == [0, NOT_ENTERED, 5]
    assert [or_none(figure) for figure in column] == [0, None, 5]
    assert abs(NOT_ENTERED) > LIMIT
    with pytest.raises(OutOfBounds):
        entered([None, -1])


def test_columns_must_be_of_one_length() -> None:
    same_length(source=whole([1]), target=whole([2]))
    with pytest.raises(ValueError, match="different lengths"):
        same_length(source=whole([1]), target=whole([1, 2]))


def test_a_sum_that_could_wrap_is_refused_before_it_is_made() -> None:
    check_sum("papers", whole([]))
    check_sum("papers", whole([LIMIT]))
    # Few large figures beside many small ones: within bounds, though the quick estimate is not.
    check_sum("papers", whole([LIMIT - 3, 1, 1, 1]))
    with pytest.raises(OutOfBounds, match="sum of papers"):
        check_sum("papers", whole([LIMIT - 3, 1, 1, 1, 1]))
    # Cancelling does not help: the sum could pass the limit on its way.
    with pytest.raises(OutOfBounds, match="sum of papers"):
        check_sum("papers", whole([LIMIT, -LIMIT]))


@given(st.integers(0, 10**12), st.integers(1, 10**6))
@settings(deadline=None, max_examples=200)
def test_each_division_rounds_as_it_says(part: int, among: int) -> None:
    down, half_up, up = (f(part, among) for f in (divide_down, divide_half_up, divide_up))
    assert down * among <= part < (down + 1) * among
    assert (up - 1) * among < part <= up * among
    assert -among < 2 * (half_up * among - part) <= among


def test_a_half_goes_up() -> None:
    assert [divide_half_up(part, 2) for part in (1, 2, 3, 5)] == [1, 1, 2, 3]
    assert divide_half_up(Fraction(1, 2), 1) == 1
    assert divide_down(Fraction(7, 2), Fraction(1, 2)) == 7


@pytest.mark.parametrize("divide", [divide_down, divide_half_up, divide_up])
def test_division_of_floats_below_nothing_or_by_nothing_is_refused(divide: object) -> None:
    assert callable(divide)
    with pytest.raises(TypeError):
        divide(0.5, 1)
    for part, among in ((-1, 2), (1, 0), (1, -2)):
        with pytest.raises(ValueError):
            divide(part, among)


def test_a_percentage_as_it_is_printed() -> None:
    # West Midlands 2024: verified papers of the electorate.
    assert percentage(601_713, 2_018_546) == "29.81"
    assert percentage(1, 3) == "33.33"
    assert percentage(2, 3) == "66.67"
    assert percentage(1, 800) == "0.13"  # 0.125 exactly
    assert percentage(1, 1, places=0) == "100"
    assert half_up_text(Fraction(1, 1000), 2) == "0.00"


@pytest.mark.parametrize(
    ("votes", "unit", "text", "grouped"),
    [
        (123_456, 100, "1234.56", "1,234.56"),
        (-5, 100, "-0.05", "-0.05"),
        (0, 100_000, "0.00000", "0.00000"),
        (1_234_567, 1, "1234567", "1,234,567"),
        (2**60, 10**9, "1152921504.606846976", "1,152,921,504.606846976"),
    ],
)
def test_votes_have_all_the_decimals_of_their_rules(
    votes: int, unit: int, text: str, grouped: str
) -> None:
    assert votes_text(votes, unit) == text
    assert votes_text(votes, unit, grouped=True) == grouped
    assert Fraction(text) == Fraction(votes, unit)
    assert places_of(unit) == len(text.partition(".")[2])


def test_votes_are_a_whole_number_of_units_or_refused() -> None:
    assert in_units(Fraction(43, 100), 100) == 43
    assert in_units(2, 100_000) == 200_000
    with pytest.raises(ValueError, match="1/3 is not a whole number of units, 100 to a vote"):
        in_units(Fraction(1, 3), 100)
