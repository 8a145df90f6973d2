"""The slip for candidates and agents: the equation, the figures, who was told; and on no page a declaration."""

import pytest

from count.documents.as_of import of_count
from count.documents.document import Document, Setting
from count.documents.pdf import set_as_pdf
from count.documents.provisional import NOT_A_DECLARATION, equation, not_yet, provisional
from count.documents.sheet import sheet_of
from count.findings.gate import findings
from tests.count.documents.reading import words
from tests.count.documents.test_declaration import in_order
from tests.count.documents.test_sheet import declared
from tests.count.halls import Story, night, shared, verification


def paper(story: Story) -> Document:
    sheet = sheet_of(story.standing, story.poll, story.at)
    setting = Setting(of_count(story.standing, story.poll.facts))
    return provisional(sheet, story.standing, setting)


def test_it_says_what_it_is_not_then_the_figures_then_who_was_told() -> None:
    in_order(
        words(set_as_pdf(paper(shared(1)))),
        NOT_A_DECLARATION,
        "Provisional result",
        "votes 117 + rejected 3 = verified 120",
        *("MEAD 50", "AMIN 41", "KHOO 26", "Rejected, all heads 3"),
        "On these figures MEAD would be elected for Hill ward.",
        "Who was told",
        "with Agent of Mead.",
        "may ask for a recount",
    )


def test_before_it_is_shared_nobody_was_told() -> None:
    text = words(set_as_pdf(paper(Story().tell_all(night()))))
    in_order(text, NOT_A_DECLARATION, "Nobody yet: this result has not been shared.")


def test_afterwards_it_says_that_the_result_was_declared_and_still_declares_nothing() -> None:
    text = words(set_as_pdf(paper(declared(shared(1)))))
    in_order(text, NOT_A_DECLARATION, "The result was declared at")
    assert "I declare" not in text


def test_with_several_seats_the_equation_counts_votes() -> None:
    # 191 votes, 157 unused, 3 rejected papers of 3 votes each: 120 papers of 3 votes.
    assert (
        equation(shared(3).standing) == "votes 191 + unused 160 + rejected 3 × 3 = verified 120 × 3"
    )


@pytest.mark.parametrize("until", ["verified", "counted"])
def test_none_is_given_out_before_the_figures_are_complete(until: str) -> None:
    story = Story().tell_all(verification() if until == "verified" else night())
    missing = not_yet(findings(story.standing, story.at))
    assert bool(missing) is (until == "verified")
