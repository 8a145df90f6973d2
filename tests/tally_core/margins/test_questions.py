"""Margins of polls on a question against trying every way in which the votes could have been."""

import pytest

from tally_core.margins.margin import exactly
from tally_core.margins.questions import of_threshold
from tally_core.outcome import PLAN_MADE
from tally_core.rules.questions import bid_ballot, neighbourhood_plan, recall_petition, referendum
from tests.tally_core.wrong_papers import smallest_change_in_votes


def test_polls_on_a_question_against_every_way_the_votes_could_have_been() -> None:
    """[s 8(1)] [s 38A(4)] [s 14(3)]"""
    for yes in range(9):
        for no in range(9):
            change = smallest_change_in_votes(
                (yes, no), lambda votes: referendum(votes).majority.met, 9
            )
            # The test of a referendum is that of whichever answer leads; that of a plan is of yes.
            if referendum([yes, no]).majority.met:
                assert of_threshold(referendum([yes, no]).majority).found == change
            plan = smallest_change_in_votes(
                (yes, no), lambda votes: neighbourhood_plan(votes).outcome == PLAN_MADE, 9
            )
            assert of_threshold(neighbourhood_plan([yes, no]).residents).found == plan
    for signed in range(41):
        change = min(
            abs(signed - other)
            for other in range(41)
            if recall_petition(other, 40).successful != recall_petition(signed, 40).successful
        )
        assert of_threshold(recall_petition(signed, 40).signatures) == exactly(change)
    with pytest.raises(ValueError, match="values"):
        of_threshold(bid_ballot([1, 0], [1, 0]).by_value)
