"""Help in the hall: every document, for everybody, with links that lead to others."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from count.web import help_pages
from tests.count.client import House, house
from tests.test_docs import DOCS, anchors

HREF = re.compile(r'(?:href|src)="([^"]+)"')


def test_every_document_is_a_help_page() -> None:
    assert help_pages.documents() == tuple(sorted(path.stem for path in DOCS))


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.stem)
def test_a_page_has_its_title_sections_and_nothing_a_browser_would_refuse(document: Path) -> None:
    page = help_pages.help_page(document.stem)
    assert page.html.count("<h1") == 1
    assert page.title in page.html
    for forbidden in ("<script", "style=", "<!--", "&lt;!--", '.md"', ".md#"):
        assert forbidden not in page.html, forbidden
    ids = re.findall(r'<h\d id="([^"]+)"', page.html)
    assert set(ids) == anchors(document)
    assert len(ids) == len(set(ids))


def test_words_of_a_document_are_never_markup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd.md").write_text("# A <b>bold</b> title\n<img src=x>\n", encoding="utf-8")
    monkeypatch.setattr(help_pages, "folder", lambda: tmp_path)
    html = help_pages.help_page("odd").html
    assert "<b>" not in html
    assert "<img" not in html


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("hall")) as made:
        yield made


def test_nobody_need_sign_in_and_every_link_leads_somewhere(hall: House) -> None:
    """Links within the help; `/` and what pages load are held by the tests of pages."""
    wanted, seen = ["/help"], set[str]()
    while wanted:
        path = wanted.pop()
        answer = hall.http.get(path)
        assert answer.status_code == 200, path
        seen.add(path)
        if answer.headers["content-type"].startswith("text/html"):
            links = {link for link in HREF.findall(answer.text) if link.startswith("/help")}
            wanted += {link.partition("#")[0] for link in links} - seen - set(wanted)
            for link in links:
                target, _, anchor = link.partition("#")
                within = hall.http.get(target).text if anchor else ""
                assert not anchor or f'id="{anchor}"' in within, link
    leads_to = {path.removeprefix("/help/") for path in seen - {"/help"}}
    assert leads_to >= {*help_pages.documents()} - {"index"}
    assert leads_to - {*help_pages.documents()} <= help_pages.attachments().keys()
    assert "pictures/contest.png" in leads_to


@pytest.mark.parametrize(
    "path",
    [
        "/help/nothing",
        "/help/pictures/none.png",
        "/help/pictures/contest",
        "/help/..%2f..%2fREADME",
    ],
)
def test_what_is_no_document_is_not_there(hall: House, path: str) -> None:
    assert hall.http.get(path).status_code == 404


def test_a_help_page_says_nothing_of_the_hall_but_that_it_is_a_rehearsal(hall: House) -> None:
    text = hall.http.get("/help/night").text
    assert "REHEARSAL" in text
    for words in ("Barchester", "BOLD"):
        assert words not in text


def test_every_page_leads_to_the_help(hall: House) -> None:
    assert '<a href="/help">Help</a>' in hall.rose.get("/floor").text
    assert '<a href="/help">Help</a>' in hall.http.get("/sign-in").text
