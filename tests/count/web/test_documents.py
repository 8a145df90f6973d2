"""The hall's documents over HTTP: who may read which and when; a PDF and its page say the same.

The declaration is for officers until it is declared and released, then for everybody signed in.
"""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from count.documents.pdf import TypesettingError
from count.hall.export import export, replay
from count.poll.roles import OFFICERS, ROLES
from count.web.app import make_app
from count.web.documents import OFFERS
from tests.count.client import House, TestClient, house
from tests.count.documents.reading import words

PROVISIONAL = "PROVISIONAL FIGURES, NOT A DECLARATION"
TOTALS = {"bold": 75, "grantly": 25}


def counted(made: House) -> House:
    made.mixed("one", "t1", b1=60, b2=40)
    made.bundled("t1", **TOTALS)
    made.rose.does("one", "verification-closed")
    made.claimed("one", "t1", TOTALS)
    return made


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A contest that is counted and not yet declared."""
    with house(tmp_path_factory.mktemp("hall")) as made:
        yield counted(made)


def readers(hall: House, contest: str = "one", document: str = "declaration") -> set[str]:
    """Who is given a document; its page and its PDF are given to the same people."""
    people = {role: hall.person(role, unit="t1" if role == "supervisor" else "") for role in ROLES}
    given: list[set[str]] = []
    for path in addresses(document, contest):
        answers = {role: who.get(path) for role, who in people.items()}
        assert {answer.status_code for answer in answers.values()} <= {200, 403}
        for answer in answers.values():
            assert answer.status_code == 200 or "75" not in answer.text
        given.append({role for role, answer in answers.items() if answer.status_code == 200})
    page, pdf = given
    assert page == pdf
    return page


PAGES = {offer.name: offer.page for offer in OFFERS}
ALWAYS = [name for name in PAGES if name not in ("stages", "corrected")]


def addresses(document: str, contest: str = "one") -> tuple[str, str]:
    return PAGES[document].format(contest=contest), f"/documents/{contest}/{document}.pdf"


class Article(HTMLParser):
    """The words of the sheet on a page, in order; captions are for those who cannot see the table."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._inside = self._caption = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside |= tag == "article"
        self._caption |= tag == "caption"
        self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag != "article"
        self._caption &= tag != "caption"
        self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if self._inside and not self._caption:
            self.words.append(data)


def same_words(hall: House, document: str, contest: str = "one") -> str:
    """What both a page and its PDF say."""
    page, pdf = (hall.rose.get(path) for path in addresses(document, contest))
    assert (page.status_code, pdf.status_code) == (200, 200), pdf.text
    assert pdf.headers["content-type"] == "application/pdf"
    said = words(pdf.content)
    assert " ".join("".join(Article(page.text).words).split()) == said
    return said


def test_before_the_declaration_it_is_for_officers_and_says_what_it_is_not(hall: House) -> None:
    assert readers(hall) == OFFICERS
    page = hall.rose.get("/declaration/one").text
    assert PROVISIONAL in page
    assert "Declaration of result" not in page
    assert "elected</td>" not in page.casefold()


def test_the_sheet_keeps_to_the_content_security_policy(hall: House) -> None:
    page = "".join(hall.rose.get(addresses(name)[0]).text for name in PAGES)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
    scripts = re.findall(r"<script([^>]*)>", page)
    assert all("src=" in script or "application/json" in script for script in scripts)


@pytest.mark.parametrize("document", PAGES)
def test_there_is_no_sheet_of_what_there_is_not(hall: House, document: str) -> None:
    for path in addresses(document, "nothing"):
        assert hall.rose.get(path).status_code == 404
    assert hall.rose.get("/documents/one/nothing.pdf").status_code == 404


@pytest.mark.parametrize(
    ("document", "allowed"),
    [
        ("verification", set(ROLES) - {"administrator", "screen"}),
        ("declaration", OFFICERS),
        ("rejected", OFFICERS | {"adjudicator"}),
        ("provisional", OFFICERS),
    ],
)
def test_who_is_given_which_document_while_the_count_goes_on(
    hall: House, document: str, allowed: set[str]
) -> None:
    assert readers(hall, document=document) == allowed


@pytest.mark.parametrize("document", ALWAYS)
def test_a_pdf_and_its_page_say_the_same(hall: House, document: str) -> None:
    assert same_words(hall, document).startswith("REHEARSAL: these papers are not real")


FULL_NAMES = (
    "contest,candidate,ballot_order,ballot_surname,ballot_forenames,legal_surname,legal_forenames,party\n"
    "one,bold,1,BÔLD-ŴYN,Siôn,BOLD,John,Reform & <Reform>\n"
    "one,grantly,2,GRANTLY,Theo,GRANTLY,Theophilus,Church and Crown\n"
    "one,harding,3,HARDING,Septimus,,,\n"
    "three,c,1,C,,,,\nthree,d,2,D,,,,\nthree,e,3,E,,,,\nthree,f,4,F,,,,\n"
)


def test_full_names_decisions_and_corrections_are_on_both(tmp_path: Path) -> None:
    with house(tmp_path, candidates=FULL_NAMES) as one:
        one.mixed("one", "t1", b1=60, b2=40)
        one.bundled("t1", bold=70, grantly=25)
        one.sue().does("one", "doubtful", unit="t1", papers=5)
        decided = {"good": [{"candidates": ["harding"], "papers": 1}], "returned": 0}
        rejected = {"too-many": 3, "identifiable": 1}
        one.ada.does("one", "adjudicated", unit="t1", rejected=rejected, objections=1, **decided)
        one.rose.does("one", "verification-closed")
        one.claimed("one", "t1", {"bold": 70, "grantly": 25, "harding": 1}, rejected=4)
        one.shared("one")
        one.declared("one")
        votes, reason = {"harding": 2, "bold": 69}, "two slips were exchanged"
        one.dan.agrees("one", one.rose.proposes("one", "corrected", votes=votes, reason=reason))
        assert "BÔLD-ŴYN Siôn (John BOLD) Reform & <Reform> 70 seventy" in same_words(
            one, "declaration"
        )
        assert "GRANTLY Theo (Theophilus GRANTLY) Church and Crown 25" in same_words(
            one, "provisional"
        )
        assert "identified: 1 1 0 4 1" in same_words(one, "rejected")
        assert "HARDING Septimus 1 2" in same_words(one, "corrected")
        same_words(one, "verification")


def test_a_slip_is_given_out_only_of_figures_that_are_complete(hall: House) -> None:
    for path in addresses("provisional", "three"):
        answer = hall.rose.get(path)
        assert answer.status_code == 409
        assert "2 boxes are not verified" in answer.text


@pytest.mark.parametrize("document", ["stages", "corrected"])
def test_there_are_no_stages_of_one_count_and_no_notice_of_nothing(
    hall: House, document: str
) -> None:
    for path in addresses(document):
        assert hall.rose.get(path).status_code == 409
        assert hall.person("observer").get(path).status_code == 403


def test_no_device_keeps_figures_that_are_not_public(hall: House) -> None:
    answer = hall.rose.get("/documents/one/declaration.pdf")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == 'inline; filename="one-declaration.pdf"'


def test_a_document_that_cannot_be_set_is_an_error_that_says_where_to_print_it(
    hall: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object) -> bytes:
        raise TypesettingError("a letter has no font")

    monkeypatch.setattr("count.documents.pdf.set_as_pdf", fails)
    monkeypatch.setattr("count.documents.pdf.edition", lambda: "another")
    answer = hall.rose.get("/documents/one/declaration.pdf")
    assert answer.status_code == 500
    assert "a letter has no font" in answer.text
    assert "/declaration/one" in answer.text


def test_once_declared_and_released_everybody_reads_the_same_sheet(tmp_path: Path) -> None:
    with house(tmp_path) as one:
        counted(one).shared("one")
        assert "would be elected" in one.rose.get("/declaration/one").text
        one.declared("one")
        assert readers(one) == OFFICERS, "declared, but not to be shown yet"
        one.dan.does("one", "released", board="result-one")
        assert readers(one) == set(ROLES)
        page = one.person("observer").get("/declaration/one").text
        assert PROVISIONAL not in page
        assert page.index("BOLD John") < page.index("GRANTLY") < page.index("HARDING")
        assert "And I declare that John BOLD is duly elected for Cathedral Close." in page
        assert "seventy-five" in page
        declaring = next(entry for entry in one.ledger() if entry["act"] == "declared")
        assert re.findall(r"[0-9a-f]{64}", page) == [declaring["digest"]]
        assert "REHEARSAL" in page
        said = same_words(one, "declaration")
        assert declaring["digest"] in said
        pdf = one.rose.get("/documents/one/declaration.pdf")
        assert pdf.headers["cache-control"] == "private, no-cache"
        same = {**one.rose.bearer, "If-None-Match": pdf.headers["etag"]}
        again = one.http.get("/documents/one/declaration.pdf", headers=same)
        assert (again.status_code, again.content) == (304, b"")
        assert one.rose.get("/documents/one/declaration.pdf").content == pdf.content


def test_a_hall_replayed_from_its_ledger_prints_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    with house(tmp_path / "first") as one:
        counted(one).shared("one")
        one.declared("one")
        before = {name: one.rose.get(addresses(name)[1]).content for name in ALWAYS}
        text = "".join(export(one.http.app.state.hall.hall_directory))  # type: ignore[attr-defined]
    hall_directory = replay(io.StringIO(text), tmp_path / "again")
    app = make_app(hall_directory)
    with TestClient(app) as http:
        other = House(http, tmp_path / "again", credentials=app.state.credentials)
        again = {name: other.rose.get(addresses(name)[1]).content for name in ALWAYS}
        assert again == before
        assert all(pdf.startswith(b"%PDF") for pdf in before.values())


def test_a_name_is_words_and_never_markup(tmp_path: Path) -> None:
    nasty = "<script>alert(1)</script>"
    names = f"contest,candidate,ballot_order,ballot_surname,party\none,a,1,{nasty},{nasty}\none,b,2,B,\n"
    names += "three,c,1,C,\nthree,d,2,D,\nthree,e,3,E,\nthree,f,4,F,\n"
    with house(tmp_path, candidates=names) as made:
        page = made.rose.get("/declaration/one").text
        assert nasty not in page
        assert "&lt;script&gt;" in page
