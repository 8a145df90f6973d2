"""A lot answers the question it was drawn for, and no other."""

import pytest

from tally_core.lots import DrawnLots
from tally_core.outcome import ELECT, LONGER_TERM, Lot, LotNeeded, LotNotAsked

QUESTION = LotNeeded((1, 3, 4), seats=2, to=ELECT, stage=2)


def test_without_a_lot_the_question_stands() -> None:
    assert DrawnLots([]).answer(QUESTION) is QUESTION
    assert DrawnLots([]).unasked() is None


@pytest.mark.parametrize("chosen", [(4, 1), (3,)])
def test_a_lot_falls_on_as_many_as_asked_for_or_on_fewer(chosen: tuple[int, ...]) -> None:
    lot = Lot((4, 3, 1), chosen, ELECT)
    drawn = DrawnLots([lot])
    assert drawn.answer(QUESTION) is lot
    assert drawn.answer(QUESTION) is QUESTION
    assert drawn.unasked() is None


@pytest.mark.parametrize(
    "lot",
    [
        pytest.param(Lot((1, 3, 4), (1,), LONGER_TERM), id="for something else"),
        pytest.param(Lot((1, 3), (1,), ELECT), id="among fewer"),
        pytest.param(Lot((1, 3, 4, 4), (1,), ELECT), id="one of them twice"),
        pytest.param(Lot((1, 3, 4), (), ELECT), id="it fell on nobody"),
        pytest.param(Lot((1, 3, 4), (1, 3, 4), ELECT), id="on more than the seats"),
        pytest.param(Lot((1, 3, 4), (1, 1), ELECT), id="on one candidate twice"),
        pytest.param(Lot((1, 3, 4), (2,), ELECT), id="on somebody else"),
    ],
)
def test_a_lot_that_answers_another_question_says_so(lot: Lot) -> None:
    drawn = DrawnLots([lot])
    assert drawn.answer(QUESTION) == LotNotAsked(lot, QUESTION)
    assert drawn.unasked() == LotNotAsked(lot, None)
