"""A document as a value: words in the poll's languages, figures as they are printed, one form of data."""

import pytest

from count.documents.document import (
    Document,
    Paragraph,
    Setting,
    Words,
    capital,
    cells,
    figure,
    said,
    signed,
)


def document(**changed: object) -> Document:
    fields: dict[str, object] = {
        "name": "declaration",
        "title": said("Declaration of result of poll"),
        "authority": "Hill",
        "contest": "Hill ward",
        "subtitle": "Hill, 7 May 2026",
        "at": "2026-05-08T01:23:45.000000Z",
        "marks": (),
        "parts": (Paragraph(said("Words.")),),
    }
    return Document(**{**fields, **changed})  # type: ignore[arg-type]


def test_welsh_stands_where_the_poll_speaks_it_and_the_words_are_known() -> None:
    both = ("en", "cy")
    assert said("Returning Officer", "Swyddog Canlyniadau", both) == (
        Words("Returning Officer", "en"),
        Words("Swyddog Canlyniadau", "cy"),
    )
    assert [w.lang for w in said("Votes", "Pleidleisiau", ("cy", "en"))] == ["cy", "en"]
    assert said("Votes", "Pleidleisiau", ("en",)) == (Words("Votes"),)
    assert said("Votes", "", both) == (Words("Votes"),), "nothing is made up"


@pytest.mark.parametrize(
    ("number", "printed", "with_sign"),
    [(None, "", ""), (0, "0", "0"), (1234, "1,234", "+1,234"), (-1234, "-1,234", "−1,234")],
)
def test_a_blank_is_not_a_zero(number: int | None, printed: str, with_sign: str) -> None:
    assert (figure(number), signed(number)) == (printed, with_sign)


def test_a_rehearsal_is_marked_before_anything_else() -> None:
    real, rehearsed = Setting("", False), Setting("", True)
    assert real.marks("", "PROVISIONAL") == ("PROVISIONAL",)
    assert rehearsed.marks("", "PROVISIONAL") == ("REHEARSAL", "PROVISIONAL")
    assert real.notices("") == ()
    assert [n.words[0].text[:9] for n in rehearsed.notices()] == ["REHEARSAL"]


def test_equal_documents_have_equal_digests_and_others_have_others() -> None:
    assert document().digest() == document().digest()
    others = [document(contest="Dale ward"), document(at="2026-05-08T01:23:46.000000Z")]
    assert len({document().digest(), *(other.digest() for other in others)}) == 3


def test_words_begin_a_line_with_a_large_letter_and_keep_the_others() -> None:
    assert capital("unmarked or void") == "Unmarked or void"
    assert capital("") == ""
    assert [cell.words[0].text for cell in cells("1", said("2")).cells] == ["1", "2"]
