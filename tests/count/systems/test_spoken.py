"""Figures in words, against reading them back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.systems.spoken import figure, together

NUMBERS = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen"""
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORTH = {name: n for n, name in enumerate(NUMBERS.split(), start=1)}
WORTH |= {name: 10 * n for n, name in enumerate(TENS.split(), start=2)}


def heard(words: str) -> int:
    """What somebody at the back of the hall writes down."""
    whole = here = 0
    for word in words.replace(",", "").replace("-", " ").split():
        if word in ("thousand", "million"):
            whole += here * {"thousand": 1000, "million": 10**6}[word]
            here = 0
        elif word == "hundred":
            here *= 100
        elif word not in ("and", "none"):
            here += WORTH[word]
    return whole + here


@given(st.integers(0, 999_999_999) | st.integers(0, 2100))
@settings(deadline=None, max_examples=300)
def test_what_is_heard_is_what_was_said(number: int) -> None:
    assert heard(figure(number)) == number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "none"),
        (17, "seventeen"),
        (40, "forty"),
        (356, "three hundred and fifty-six"),
        (1_000, "one thousand"),
        (1_051, "one thousand and fifty-one"),
        (20_476, "twenty thousand, four hundred and seventy-six"),
        (1_088_225, "one million, eighty-eight thousand, two hundred and twenty-five"),
    ],
)
def test_figures_are_said_as_they_are_said_in_britain(number: int, words: str) -> None:
    assert figure(number) == words


def test_names_in_a_sentence() -> None:
    assert together(["Ann"]) == "Ann"
    assert together(["Ann", "Bob"]) == "Ann and Bob"
    assert together(["Ann", "Bob", "Cai"]) == "Ann, Bob and Cai"
