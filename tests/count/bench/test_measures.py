"""What the bench measures is work that is really done, each beside its limit."""

from pathlib import Path

import pytest

from count.bench import measures
from count.bench.measures import Figure, in_turns


def test_everything_is_timed_in_turns_and_as_often_as_asked() -> None:
    turns: list[str] = []
    took = in_turns(3, lambda: turns.append("a"), lambda: turns.append("b"))
    assert turns == ["a", "b"] * 3
    assert len(took) == 2
    assert all(seconds > 0 for seconds in took)


def test_small_measures_give_their_figures(tmp_path: Path) -> None:
    figures = [
        measures.refold(50, 1),
        measures.opening(tmp_path / "big", 200, 8, 4, 1),
        measures.piles(1000, 1),
        measures.whole_hall(10, 4, 1000, 1),
        *measures.verification(10, 1),
        *measures.durable(tmp_path / "small", (1, 3), 2),
    ]
    names = [figure.figure for figure in figures]
    assert names == [
        "refold",
        "opening",
        "piles",
        "whole-hall",
        "verification",
        "statement",
        "durable-1",
        "durable-3",
    ]
    for figure in figures:
        assert figure.median > 0
        assert figure.limit > 0
        assert figure.ratio > 0
        assert figure.limit_is


@pytest.mark.parametrize(
    ("compared", "median", "met"),
    [("<", 9, True), ("<", 11, False), (">", 11, True), (">", 9, False)],
)
def test_a_target_is_met_or_missed(compared: str, median: float, met: bool) -> None:
    figure = Figure("f", "what", median, "ms", 1, "ms", "limit", 10, compared)  # type: ignore[arg-type]
    assert figure.met is met
    assert Figure("f", "what", median, "ms", 1, "ms", "limit").met is None


def test_the_ratio_of_a_rate_is_that_of_one_round() -> None:
    assert Figure("f", "what", 500, "/s", 2, "ms", "limit", per_round=8).ratio == 4
    assert Figure("f", "what", 6, "ms", 2, "ms", "limit").ratio == 3
