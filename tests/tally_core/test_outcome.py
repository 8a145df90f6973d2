"""What a rule answers cannot be changed, and cannot contradict itself."""

from dataclasses import FrozenInstanceError

import pytest

from tally_core.outcome import ELECT, Lot, Outcome, Stage

LOT = Lot((0, 1), (1,), ELECT)
FIRST = Stage(1, "most votes", "[r 18]", (5, 5, 9), elected=(2,))
SECOND = Stage(2, "equal votes: lot", "[r 49]", (5, 5, 9), elected=(1,), lot=LOT)


def test_an_outcome_is_its_transcript() -> None:
    outcome = Outcome((2, 1), (FIRST, SECOND))
    assert outcome.lots == (LOT,)
    with pytest.raises(FrozenInstanceError):
        outcome.elected = ()  # type: ignore[misc]


@pytest.mark.parametrize(
    ("elected", "stages", "terms"),
    [
        pytest.param((2,), (FIRST, SECOND), (), id="someone elected at a stage is left out"),
        pytest.param((2, 1, 0), (FIRST, SECOND), (), id="someone was elected at no stage"),
        pytest.param((2, 2), (FIRST, Stage(2, "", "", (), (2,))), (), id="elected twice"),
        pytest.param((2,), (SECOND,), (), id="the first stage is missing"),
        pytest.param((2, 1), (FIRST, SECOND), (4,), id="a term for one of two"),
    ],
)
def test_an_outcome_that_cannot_be(
    elected: tuple[int, ...], stages: tuple[Stage, ...], terms: tuple[int, ...]
) -> None:
    with pytest.raises(AssertionError):
        Outcome(elected, stages, terms)
