"""Polls on a question, as the law has them."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core.exact import LIMIT, NotWhole, OutOfBounds
from tally_core.outcome import PLAN_FOR_AUTHORITY, PLAN_MADE, PLAN_NOT_MADE, Threshold
from tally_core.plain import questions as plain_questions
from tally_core.rules import questions

YES, NO = 0, 1


# ----------------------------------------------------------------------------------------- referendum


def test_the_answer_with_more_votes_has_it() -> None:
    """[s 8(1)], and [s 52ZH(2)]: the referendum of 2011, all of the United Kingdom (House of Commons
    Library RP 11/44)."""
    result = questions.referendum([6_152_607, 13_013_123])
    assert (result.answer, result.most, result.equal) == (NO, (NO,), False)
    assert result.majority == Threshold("[s 8(1)]", "votes", 13_013_123, 19_165_730, 9_582_866)
    assert result.majority.met


def test_one_vote_is_enough() -> None:
    assert questions.referendum([50, 51]).answer == NO
    assert questions.referendum([51, 50]).answer == YES
    assert questions.referendum([1, 0]).answer == YES


def test_equal_answers_are_parted_by_nobody_where_the_law_is_silent() -> None:
    result = questions.referendum([50, 50])
    assert (result.answer, result.most, result.equal) == (None, (YES, NO), True)
    assert (result.majority.met, result.majority.short) == (False, 1)


def test_equal_answers_mean_no_where_the_law_says_so() -> None:
    """[s 8(2)] [s 52ZH(4)]: without a majority for it the change is not made."""
    assert questions.referendum([50, 50], otherwise=NO).answer == NO
    assert questions.referendum([51, 50], otherwise=NO).answer == YES
    assert questions.referendum([0, 0], otherwise=NO).answer == NO


def test_nobody_voted() -> None:
    result = questions.referendum([0, 0])
    assert (result.answer, result.equal) == (None, True)
    assert questions.neighbourhood_plan([0, 0]).outcome == PLAN_NOT_MADE
    assert not questions.bid_ballot([0, 0], [0, 0]).approved


def test_of_three_answers_most_votes_are_not_yet_a_majority() -> None:
    result = questions.referendum([40, 35, 25])
    assert (result.answer, result.most, result.majority.short) == (None, (0,), 11)
    assert questions.referendum([51, 25, 24]).answer == 0


# --------------------------------------------------------------------------------- neighbourhood plan


@pytest.mark.parametrize(
    ("yes", "no", "outcome"),
    [(51, 50, PLAN_MADE), (50, 50, PLAN_NOT_MADE), (50, 51, PLAN_NOT_MADE), (1, 0, PLAN_MADE)],
)
def test_a_plan_needs_more_than_half_of_those_voting(yes: int, no: int, outcome: str) -> None:
    """[s 38A(4)] [s 61E(4)]: a tie fails."""
    result = questions.neighbourhood_plan([yes, no])
    assert (result.outcome, result.business) == (outcome, None)
    assert result.residents.met == (outcome == PLAN_MADE)


@pytest.mark.parametrize(
    ("residents", "business", "outcome"),
    [
        ((60, 40), (30, 10), PLAN_MADE),
        ((60, 40), (10, 30), PLAN_FOR_AUTHORITY),
        ((60, 40), (20, 20), PLAN_FOR_AUTHORITY),
        ((40, 60), (30, 10), PLAN_FOR_AUTHORITY),
        ((50, 50), (20, 20), PLAN_NOT_MADE),
        ((40, 60), (0, 0), PLAN_NOT_MADE),
    ],
)
def test_businesses_are_asked_apart(
    residents: tuple[int, int], business: tuple[int, int], outcome: str
) -> None:
    """[para 14] [para 15] [s 38A(5)] [s 61E(5)]: if only one of the two says yes the authority decides."""
    result = questions.neighbourhood_plan(residents, business)
    assert result.outcome == outcome
    assert result.business is not None
    assert (result.residents.figure, result.business.figure) == (residents[0], business[0])


# -------------------------------------------------------------------------------------- recall petition


@pytest.mark.parametrize(
    ("signatures", "electors", "needed", "successful"),
    [
        # Peterborough 2019 (Electoral Commission), where 6,967 was announced as enough: it is not a tenth.
        (19_261, 69_673, 6_968, True),
        (6_967, 69_673, 6_968, False),
        # Wellingborough 2023 (the notice to the Speaker).
        (10_505, 79_402, 7_941, True),
        (10, 100, 10, True),
        (9, 100, 10, False),
        (10, 101, 11, False),
        (1, 1, 1, True),
    ],
)
def test_a_petition_needs_a_tenth_of_the_electors(
    signatures: int, electors: int, needed: int, successful: bool
) -> None:
    """[s 14(3)]: at least 10 per cent, so of 101 electors eleven."""
    result = questions.recall_petition(signatures, electors)
    assert (result.successful, result.signatures.needed) == (successful, needed)
    assert result.signatures.short == max(0, needed - signatures)


# ------------------------------------------------------------------------- business improvement district


@pytest.mark.parametrize(
    ("votes", "values", "by_votes", "by_value"),
    [
        ((60, 40), (900_000, 800_000), True, True),
        ((60, 40), (800_000, 900_000), True, False),
        ((40, 60), (900_000, 800_000), False, True),
        ((50, 50), (900_000, 800_000), False, True),
        ((60, 40), (800_000, 800_000), True, False),
        ((1, 0), (1, 0), True, True),
        ((3, 1), (0, 1), True, False),
    ],
)
def test_both_tests_must_be_passed(
    votes: tuple[int, int], values: tuple[int, int], by_votes: bool, by_value: bool
) -> None:
    """[s 50(1)]: a majority of those voting [s 50(2)], and A exceeds B [s 50(3)] [s 50(4)] [s 50(5)]."""
    result = questions.bid_ballot(votes, values)
    assert (result.by_votes.met, result.by_value.met) == (by_votes, by_value)
    assert result.approved == (by_votes and by_value)


# ------------------------------------------------------------------------------------- what cannot be


def test_figures_that_cannot_be_are_refused() -> None:
    for wrong in ([1.5, 2], [True, 2], ["1", 2]):
        with pytest.raises(NotWhole):
            questions.referendum(wrong)  # type: ignore[arg-type]
    with pytest.raises(OutOfBounds):
        questions.referendum([-1, 2])
    with pytest.raises(OutOfBounds):
        questions.referendum([LIMIT, 1])
    with pytest.raises(ValueError, match="two at least"):
        questions.referendum([5])
    with pytest.raises(ValueError, match="answer 2 of 2"):
        questions.referendum([5, 6], otherwise=2)
    with pytest.raises(ValueError, match="one for, one against"):
        questions.neighbourhood_plan([1, 2, 3])
    with pytest.raises(OutOfBounds, match="signatures: 11 is not between 0 and 10"):
        questions.recall_petition(11, 10)
    with pytest.raises(OutOfBounds):
        questions.recall_petition(0, 0)
    with pytest.raises(OutOfBounds, match="rateable value of no votes"):
        questions.bid_ballot([0, 5], [1, 5])


def test_the_largest_figures_let_through_are_counted_exactly() -> None:
    assert questions.referendum([LIMIT // 2, LIMIT // 2 - 1]).answer == YES
    assert questions.referendum([LIMIT // 2, LIMIT // 2]).answer is None


# --------------------------------------------------------------------------------- counted a second time

POLLS = st.lists(st.booleans(), max_size=12)


@given(st.integers(2, 4).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.integers(0, n - 1)))))
@settings(deadline=None, max_examples=150)
def test_referendums_paper_by_paper(poll: tuple[int, list[int]]) -> None:
    answers, papers = poll
    votes = [papers.count(answer) for answer in range(answers)]
    for otherwise in (None, NO):
        again = plain_questions.referendum(papers, answers, otherwise)
        assert again == questions.referendum(votes, otherwise=otherwise)


@given(POLLS, st.none() | POLLS)
@settings(deadline=None, max_examples=150)
def test_plans_paper_by_paper(residents: list[bool], business: list[bool] | None) -> None:
    of_business = None if business is None else both(business)
    again = questions.neighbourhood_plan(both(residents), of_business)
    assert plain_questions.neighbourhood_plan(residents, business) == again


def test_petitions_elector_by_elector() -> None:
    for electors in range(1, 45):
        for signed in range(electors + 1):
            register = [True] * signed + [False] * (electors - signed)
            again = questions.recall_petition(signed, electors)
            assert plain_questions.recall_petition(register) == again


def test_improvement_districts_paper_by_paper() -> None:
    """Every ballot of up to four hereditaments worth 0, 1 or 3."""
    every = list(product((True, False), (0, 1, 3)))
    for size in range(5):
        for papers in product(every, repeat=size):
            values = [sum(v for f, v in papers if f is side) for side in (True, False)]
            again = questions.bid_ballot(both([favour for favour, _ in papers]), values)
            assert plain_questions.bid_ballot(papers) == again


def both(papers: list[bool]) -> list[int]:
    return [papers.count(True), papers.count(False)]
