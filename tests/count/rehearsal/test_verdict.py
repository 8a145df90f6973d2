"""A declaration is the known answer only where every figure of it is."""

from typing import Any

import pytest

from count.rehearsal.verdict import differences
from tests.count.rehearsal.test_answer import KNOWN

DECLARED: dict[str, Any] = {
    "state": "declared",
    "verified": 53,
    "totals": {"ash": 35, "elm": 29, "oak": 24},
    "unused": 14,
    "rejected": {"void": 2},
    "result": {"elected": ["ash", "elm"]},
}


def test_the_same_figures_differ_in_nothing() -> None:
    assert differences(KNOWN, DECLARED) == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"verified": 54}, "verified papers: declared 54, known 53"),
        ({"totals": {"ash": 34, "elm": 30, "oak": 24}}, "votes: declared"),
        ({"unused": 13}, "unused votes: declared 13, known 14"),
        ({"rejected": {"unmarked": 2}}, "rejected papers: declared"),
        ({"result": {"elected": ["ash", "oak"]}}, "elected: declared"),
    ],
)
def test_one_figure_that_differs_is_named(wrong: dict[str, Any], words: str) -> None:
    [said] = differences(KNOWN, DECLARED | wrong)
    assert said.startswith(words)


def test_a_contest_that_is_not_declared_is_not_the_answer() -> None:
    assert differences(KNOWN, {"state": "provisional"}) == ["is provisional, not declared"]
