"""Figures and names as a returning officer says them aloud."""

from collections.abc import Sequence

_UP_TO_NINETEEN = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def figure(number: int) -> str:
    """A figure in words, 0 to 999,999,999: "one thousand and fifty-one"; "none" for 0."""
    if number < 20:
        return _UP_TO_NINETEEN[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_UP_TO_NINETEEN[ones]}" if ones else "")
    size, name = next(
        (size, name)
        for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred"))
        if number >= size
    )
    many, rest = divmod(number, size)
    joined = (" and " if rest < 100 else " " if size == 100 else ", ") if rest else ""
    return f"{figure(many)} {name}{joined}{figure(rest) if rest else ''}"


def together(names: Sequence[str]) -> str:
    """Names in a sentence: "A", "A and B", "A, B and C"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
