"""Whole numbers within bounds, and division that names its rounding.

numba's int64 wraps without a word, and numpy turns a list with a float in it into floats, so every
column of figures passes through here before a kernel sees it.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import numpy as np

from tally_core.kernels import NOT_ENTERED, Whole

LIMIT: Final = 2**60
"""The largest figure, and the largest sum of a column; seven such still add up within int64."""


class NotWhole(ValueError):
    """Raised when a column holds something that is not a whole number: a float, a bool, text."""

    def __init__(self, column: str, value: object) -> None:
        super().__init__(f"{column}: {value!r} is not a whole number")
        self.column = column
        self.value = value


class OutOfBounds(ValueError):
    """Raised when a figure, or the sum of a column, is outside what a kernel can hold or index."""

    def __init__(self, column: str, value: int, least: int, most: int) -> None:
        super().__init__(f"{column}: {value} is not between {least} and {most}")
        self.column = column
        self.value = value


def whole(
    values: Sequence[int] | Whole, column: str = "values", *, least: int = -LIMIT, most: int = LIMIT
) -> Whole:
    """Make a column of whole numbers that a kernel may use.

    Returns a contiguous int64 array of one dimension. Raises NotWhole for floats, bools and
    anything else that is not an integer, OutOfBounds for a figure outside `least` to `most`.
    """
    if isinstance(values, np.ndarray):
        if values.ndim != 1 or values.dtype.kind not in "iu":
            raise NotWhole(column, values)
        extremes = (int(values.min()), int(values.max())) if values.size else ()
    else:
        # Asked of the types and not of a converted array: numpy takes True for 1 and 2**63 for a
        # float.
        for kind in set(map(type, values)):
            if kind is bool or not issubclass(kind, int | np.integer):
                raise NotWhole(column, next(value for value in values if type(value) is kind))
        extremes = (int(min(values)), int(max(values))) if values else ()
    for extreme in extremes:
        if not least <= extreme <= most:
            raise OutOfBounds(column, extreme, least, most)
    return np.ascontiguousarray(values, dtype=np.int64)


def entered(values: Sequence[int | None], column: str = "values", *, least: int = 0) -> Whole:
    """Make a column with gaps: None becomes NOT_ENTERED. Raises as `whole` does."""
    there = whole([value for value in values if value is not None], column, least=least)
    figures = np.full(len(values), NOT_ENTERED, dtype=np.int64)
    figures[[value is not None for value in values]] = there
    return figures


def or_none(figure: int) -> int | None:
    """Read a figure out of a column in which figures may be missing."""
    return None if figure == NOT_ENTERED else int(figure)


def indexes(values: Sequence[int] | Whole, column: str, *, below: int) -> Whole:
    """Make a column of indexes from 0 to `below` - 1. Raises as `whole` does."""
    return whole(values, column, least=0, most=below - 1)


def same_length(**columns: Whole) -> None:
    """Raise ValueError unless all columns have as many lines: a kernel would read past the end."""
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"columns of different lengths: {lengths}")


def check_sum(column: str, figures: Whole) -> None:
    """Raise OutOfBounds if a sum of any part of these figures, in any order, could pass LIMIT.

    Figures not entered must have been left out.
    """
    if not figures.size:
        return
    largest = max(abs(int(figures.min())), abs(int(figures.max())))
    if largest * figures.size > LIMIT:  # Only then is the slow exact sum worth its time.
        reach = sum(abs(int(figure)) for figure in figures)
        if reach > LIMIT:
            raise OutOfBounds(f"sum of {column}", reach, -LIMIT, LIMIT)


def divide_down(part: int | Fraction, among: int | Fraction) -> int:
    """Divide and drop the fraction: 7 by 2 is 3.

    Raises ValueError if either is negative or `among` is 0; TypeError for a float.
    """
    share = _share(part, among)
    return share.numerator // share.denominator


def divide_up(part: int | Fraction, among: int | Fraction) -> int:
    """Divide and round up to a whole number: 7 by 2 is 4. Raises as `divide_down`."""
    share = _share(part, among)
    return -(-share.numerator // share.denominator)


def divide_half_up(part: int | Fraction, among: int | Fraction) -> int:
    """Divide and round to the nearest, a half upwards: 7 by 2 is 4. Raises as `divide_down`."""
    share = _share(part, among)
    return (2 * share.numerator + share.denominator) // (2 * share.denominator)


def half_up_text(value: int | Fraction, places: int) -> str:
    """Write a number from 0 with so many decimals, rounded to the nearest, a half upwards."""
    return votes_text(divide_half_up(value * 10**places, 1), 10**places)


def percentage(part: int, among: int, places: int = 2) -> str:
    """Write `part` as a percentage of `among`, rounded half up: 601713 of 2018546 is 29.81."""
    return half_up_text(100 * Fraction(part, among), places)


def places_of(unit: int) -> int:
    """Count the decimals of a vote that has so many units: 100,000 have five."""
    return len(str(unit)) - 1


def votes_text(votes: int, unit: int, *, grouped: bool = False) -> str:
    """Write votes with all the decimals of their rules: 123,456 of 100 is 1234.56.

    unit: units in one vote, a power of ten. grouped: thousands are parted, as in 1,234.56.
    """
    sign, (whole_votes, rest) = "-" if votes < 0 else "", divmod(abs(votes), unit)
    places = places_of(unit)
    point = f".{rest:0{places}d}" if places else ""
    return f"{sign}{whole_votes:,}{point}" if grouped else f"{sign}{whole_votes}{point}"


def in_units(votes: int | Fraction, unit: int) -> int:
    """Turn votes into so many units each. Raises ValueError where that is no whole number."""
    units = Fraction(votes) * unit
    if units.denominator != 1:
        raise ValueError(f"{votes} is not a whole number of units, {unit} to a vote")
    return units.numerator


def _share(part: int | Fraction, among: int | Fraction) -> Fraction:
    if part < 0 or among <= 0:
        raise ValueError(f"cannot divide {part} among {among}")
    return Fraction(part, among)  # Refuses a float.
