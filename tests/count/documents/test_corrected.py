"""The notice of corrected figures: both figures beside each other, and the same people elected."""

import pytest

from count.documents.as_of import of_count
from count.documents.corrected import corrected, corrections
from count.documents.document import Document, Setting
from count.documents.pdf import set_as_pdf
from count.documents.sheet import sheet_of
from tests.count.documents.reading import words
from tests.count.documents.test_declaration import in_order
from tests.count.documents.test_sheet import declared
from tests.count.halls import DORA, OLIVE, Story, shared


def paper(story: Story) -> Document:
    sheet = sheet_of(story.standing, story.poll, story.at, "d" * 64)
    setting = Setting(of_count(story.standing, story.poll.facts))
    return corrected(sheet, story.standing, setting)


def test_the_declared_figure_stands_beside_the_corrected_one() -> None:
    story = declared(shared(1))
    story.two(OLIVE, DORA, "corrected", votes={"khoo": 27}, reason="a bundle of 27 was read as 26")
    story.two(OLIVE, DORA, "corrected", votes={"khoo": 28, "amin": 40}, reason="and one was Khoo’s")
    in_order(
        words(set_as_pdf(paper(story))),
        "Notice of corrected figures",
        "Figures that were declared at",
        *("Candidate Declared Corrected", "MEAD 50", "AMIN 41 40", "KHOO 26 28"),
        "All votes 117 118",
        "It was declared that MEAD is duly elected for Hill ward.",
        *("Why", "a bundle of 27 was read as 26", "and one was Khoo’s", "Returning Officer Date"),
        "d" * 64,
    )


def test_a_figure_that_was_right_has_no_other_beside_it() -> None:
    story = declared(shared(1))
    story.two(OLIVE, DORA, "corrected", votes={"khoo": 27}, reason="misread")
    assert "MEAD 50 AMIN 41 KHOO 26 27 All votes" in words(set_as_pdf(paper(story)))


def test_there_is_no_notice_where_nothing_was_corrected() -> None:
    story = declared(shared(1))
    story.tell(OLIVE, "oral-correction", words="AMIN has 41 votes, not 14")
    assert corrections(story.standing) == ()
    with pytest.raises(AssertionError):
        paper(story)
