"""The press: tagged and accessible PDFs, every font within, the same bytes for the same document."""

import asyncio
import re
import threading
import unicodedata
from pathlib import Path

import pytest

from count.documents import pdf
from count.documents.document import (
    Column,
    Items,
    Paragraph,
    Part,
    Signing,
    Table,
    cells,
    plain,
    said,
)
from count.documents.pdf import PdfStore, TypesettingError, set_as_pdf, tag
from tests.count.documents.reading import opened, page_words, parts, words
from tests.count.documents.test_document import document

LEDGER = Table(
    said("Votes"),
    (Column(said("Candidate")), Column(said("Votes"), figure=True, width=30, fixed=True)),
    (cells("BOLD John", "1,234"), cells("GRANTLY", "0")),
    (cells("All votes", "1,234"),),
)


def of(*each: Part) -> bytes:
    return set_as_pdf(document(parts=each))


def test_it_is_tagged_and_says_its_language_title_and_standard() -> None:
    with opened(set_as_pdf(document(title=said("Declaration of result of poll")))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.Root.Lang == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo.Title == "Declaration of result of poll: Hill ward"
        assert pdf.docinfo.Author == "Hill"
        assert pdf.docinfo.CreationDate == "D:20260508012345Z"
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"


def test_columns_and_rows_of_a_table_have_their_headings() -> None:
    told = [(part.tag, part.words, part.scope) for part in parts(of(LEDGER)) if part.tag[0] == "T"]
    assert told == [
        ("TH", "Candidate", "Column"),
        ("TH", "Votes", "Column"),
        ("TH", "BOLD John", "Row"),
        ("TD", "1,234", ""),
        ("TH", "GRANTLY", "Row"),
        ("TD", "0", ""),
        ("TH", "All votes", "Row"),
        ("TD", "1,234", ""),
    ]


def test_every_font_is_within_and_is_our_own() -> None:
    with opened(of(LEDGER, Signing((said("Returning Officer"),)))) as pdf:
        fonts = [font for page in pdf.pages for font in page.resources.Font.values()]
        beneath = [font.DescendantFonts[0].FontDescriptor for font in fonts]
        assert beneath
        assert all("/FontFile2" in one or "/FontFile3" in one for one in beneath)
        assert {str(one.FontName).partition("+")[2].partition("-")[0] for one in beneath} == {
            "AtkinsonHyperlegibleNext"
        }


def test_welsh_is_said_to_be_welsh_and_keeps_its_letters() -> None:
    both = ("en", "cy")
    name = "Siân ŴYN-ŶRY O’Grady d'Arcy ŵ ŷ â ê î ô û"
    pdf = of(
        Paragraph(said("Returning Officer", "Swyddog Canlyniadau", both)), Paragraph(plain(name))
    )
    welsh = next(part for part in parts(pdf) if "Swyddog" in part.words)
    assert welsh.words == "Returning Officer Swyddog Canlyniadau"
    assert any(lang.startswith("cy") for lang in welsh.langs)
    assert name in unicodedata.normalize("NFC", words(pdf))


@pytest.mark.parametrize(
    "name",
    [
        '#import "/etc/passwd": *',
        "#panic() #read(\"document.typ\")",
        "*bold* _it_ `code` $x^2$ \\ \\u{41} <label> @ref = heading",
        "<script>alert(1)</script> &amp; %0A //comment /*x*/",
        "- item + 1. [x] ~ -- --- ... 'q' \"q\"",
    ],
)  # fmt: skip
def test_a_hostile_name_prints_as_it_is(name: str) -> None:
    hostile = document(
        contest=name,
        authority=name,
        subtitle=name,
        foot=(name,),
        marks=(name,),
        parts=(
            Paragraph(plain(name)),
            Table(plain(name), (Column(plain(name)),), (cells(name),)),
            Items(((name, name),)),
        ),
    )
    expected = " ".join(name.split())
    assert words(set_as_pdf(hostile)).count(expected) == 9


def test_letters_that_our_fonts_lack_are_set_in_the_typesetters() -> None:
    assert "Ελένη Živković" in words(of(Paragraph(plain("Ελένη Živković"))))


def test_what_cannot_be_set_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(TypesettingError, match="could not be displayed"):
        of(Paragraph(plain("\N{CJK UNIFIED IDEOGRAPH-4E00}")))


def test_the_same_document_has_the_same_bytes_and_another_has_others() -> None:
    first = set_as_pdf(document(parts=(LEDGER,)))
    assert first == set_as_pdf(document(parts=(LEDGER,)))
    other = document(parts=(LEDGER,), at="2026-05-08T01:23:46.000000Z")
    assert first != set_as_pdf(other)
    assert tag(other) != tag(document(parts=(LEDGER,)))


def test_nothing_of_the_machine_is_in_it() -> None:
    raw = set_as_pdf(document())
    assert str(Path.home()).encode() not in raw
    assert str(pdf.FOLDER).encode() not in raw


def test_every_further_page_says_what_it_is_not() -> None:
    rows = tuple(cells(f"Candidate {n}", str(n)) for n in range(80))
    long = document(
        marks=("REHEARSAL", "NOT DECLARED"), parts=(Table(said("Votes"), LEDGER.columns, rows),)
    )
    _, *others = page_words(set_as_pdf(long))
    assert others
    for number, page in enumerate(others, start=2):
        assert "REHEARSAL · NOT DECLARED" in page
        assert f"Page {number} of {len(others) + 1}" in page
        assert re.search(r"Candidate +Votes", page), "columns are headed on every page"
    headings = [part for part in parts(set_as_pdf(long)) if part.words == "Votes"]
    assert len(headings) == 1, "and are read once"


def test_a_line_to_sign_stands_with_what_is_signed() -> None:
    """The last words and the line are never on different pages."""
    for paragraphs in range(20, 40):
        filled = [Paragraph(plain(f"Line {n}")) for n in range(paragraphs)]
        result = Paragraph(said("And I declare that BOLD is elected."), "result")
        pages = page_words(of(*filled, result, Signing((said("Returning Officer"),))))
        (signed,) = [page for page in pages if "Returning Officer" in page]
        assert "And I declare" in signed


async def test_a_document_is_set_once_and_two_at_most_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_work, most, done, lock = 0, 0, [], threading.Lock()
    together = threading.Barrier(pdf.AT_ONCE)

    def slowly(wanted: object) -> bytes:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
            done.append(wanted)
        together.wait(30)
        with lock:
            at_work -= 1
        return b"set"

    monkeypatch.setattr(pdf, "set_as_pdf", slowly)
    machine = PdfStore()
    wanted = [document(contest=f"Ward {n}") for n in range(2 * pdf.AT_ONCE)]
    assert await asyncio.gather(*map(machine.pdf, wanted)) == [b"set"] * len(wanted)
    assert most == pdf.AT_ONCE
    assert await machine.pdf(wanted[0]) == b"set"
    assert len(done) == len(wanted), "what was set is kept"


async def test_one_that_failed_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    machine, good = PdfStore(), pdf.set_as_pdf

    def fails(_: object) -> bytes:
        raise TypesettingError("no paper")

    monkeypatch.setattr(pdf, "set_as_pdf", fails)
    with pytest.raises(TypesettingError, match="no paper"):
        await machine.pdf(document())
    monkeypatch.setattr(pdf, "set_as_pdf", good)
    assert (await machine.pdf(document())).startswith(b"%PDF")


async def test_no_more_is_kept_than_a_hall_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "set_as_pdf", lambda wanted: wanted.contest.encode())
    monkeypatch.setattr(pdf, "KEPT", 3)
    machine = PdfStore()
    for n in range(5):
        assert await machine.pdf(document(contest=f"Ward {n}")) == f"Ward {n}".encode()
    assert len(machine._kept) == 3
