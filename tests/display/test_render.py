"""What a screen draws: everything escaped, nothing inline, a state never by colour alone."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from display import render
from display.boards import (
    STATES,
    Bar,
    Bars,
    Board,
    Column,
    Figure,
    Figures,
    Notice,
    Pile,
    Piles,
    Row,
    Step,
    Steps,
    Table,
    Tile,
    Tiles,
    Words,
)
from tests.display.made_up import ALL, DECLARED, VERIFICATION

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' style='position:fixed",
    "</bdi></article><h1>Elected</h1>",
    "{{ 7*7 }}{% raw %}",
    "&lt;b&gt; & <!-- -->",
    "‮ELECTED\u0000",
    "javascript:alert(1)",
)


class Drawn(HTMLParser):
    """What a browser would make of it: tags with their attributes, and the words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.words: list[str] = []
        self.within: list[str] = []
        self.isolated: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.within.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.within.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.within.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if "bdi" in self.within:
            self.isolated.append(data)


def everywhere(text: str) -> Board:
    """A board that says this text wherever a board can say anything."""
    return Board(
        text, text, text,
        (
            Tiles(text, (Tile(text, text, "late", text, text),)),
            Bars(text, (Bar(text, 1, 2, text, text),), 1, text),
            Table(
                text, (Column(text), Column(text, figures=True)),
                (Row((text, text), text, text),), text,
            ),
            Figures((Figure(text, text),)),
            Words((text, text), text),
            Bars(text, (Bar(text, 1, 2, text, figure=text),)),
            Piles(text, (Pile(text, text, 1, text, text, text, text),), 2, text, text, 1, text),
            Steps(text, (Step(text, text, Piles(text, (Pile(text, text),))),)),
            Notice(text, text, (text,), text),
        ),
        (text,), text, text,
    )  # fmt: skip


PLAIN = Drawn(render.html(everywhere("x"), 1))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_name_is_only_ever_a_name(payload: str) -> None:
    drawn = Drawn(render.html(everywhere(payload), 1))

    assert drawn.tags == PLAIN.tags
    assert [name for _, name, _ in drawn.attributes] == [name for _, name, _ in PLAIN.attributes]
    assert "<script" not in render.html(everywhere(payload), 1)


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1))
def test_whatever_is_written_on_a_paper_is_what_is_read(text: str) -> None:
    html = render.html(everywhere(text), 1)
    drawn = Drawn(html)

    assert drawn.tags == PLAIN.tags
    # Title, tile, bar, row and both other places of the title, each kept apart from its neighbours.
    assert drawn.isolated.count(text) == PLAIN.isolated.count("x")


@pytest.mark.parametrize("board", ALL, ids=lambda board: board.board)
def test_nothing_is_inline(board: Board) -> None:
    drawn = Drawn(render.html(board, 1))

    assert not {"script", "style", "iframe", "link"} & set(drawn.tags)
    inline = [name for _, name, _ in drawn.attributes if name == "style" or name.startswith("on")]
    assert inline == []


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_a_shape_a_word_and_a_colour(state: str) -> None:
    tile = Tile("Library", "as the hall calls it", state)  # type: ignore[arg-type]
    drawn = Drawn(render.html(Board("b", "B", "", (Tiles("", (tile,)),)), 1))

    assert ("use", "href", f"#shape-{state}") in drawn.attributes
    assert ("li", "class", f"tile item {state}") in drawn.attributes
    assert any("as the hall calls it" in words for words in drawn.words)


def test_every_state_has_its_shape_on_the_page() -> None:
    page = render.page(
        board="b", title="B", fragment="", position=None, live="/live/b", static="/static/display"
    )

    assert set(re.findall(r'<symbol id="shape-([a-z-]+)"', page)) == set(STATES)


@settings(deadline=None, max_examples=200)
@given(st.integers())
def test_grouping_moves_digits_apart_and_changes_none(number: int) -> None:
    assert render.grouped(number) == f"{number:,}"


@pytest.mark.parametrize(
    ("figure", "read"),
    [
        (1204, "1,204"),
        ("12345678.12345", "12,345,678.12345"),
        ("-1234.50", "-1,234.50"),
        ("-0.50000", "-0.50000"),
        ("0001234", "0,001,234"),
        ("48.1%", "48.1%"),
        ("1 of 1204", "1 of 1204"),
        ("1204\n", "1204\n"),
        ("", ""),
    ],
)
def test_exact_fractions_keep_every_digit(figure: int | str, read: str) -> None:
    assert render.grouped(figure) == read


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_bar_is_full_only_when_all_is_done(done: int, of: int) -> None:
    ink = render.filled(done, of)

    assert 0 <= ink <= render.FULL
    assert (ink == render.FULL) == (of > 0 and done >= of)


@pytest.mark.parametrize("swatch", ["red", "#12", "#12345g", "url(#x)", "#123456\n", "", '"'])
def test_a_swatch_is_a_colour_or_nothing(swatch: str) -> None:
    assert render.colour(swatch) == "none"


def test_party_colours_fill_swatches_and_nothing_else() -> None:
    drawn = Drawn(render.html(DECLARED, 1))

    coloured = [tag for tag, name, value in drawn.attributes if value and value.startswith("#0")]
    assert coloured == ["rect"]
    assert ("rect", "fill", "#02A95B") in drawn.attributes


def test_the_foot_says_what_when_and_which_entry() -> None:
    words = "".join(Drawn(render.html(VERIFICATION, 1204)).words)

    assert "Verification · updated 23:42:10 · entry 1,204" in words
    assert "REHEARSAL" in words


def test_figures_stand_on_one_axis_with_thousands_grouped() -> None:
    html = render.html(DECLARED, 1)

    assert '<td class="figures">2,311</td>' in html
    assert '<td class="mark">ELECTED</td>' in html


@pytest.mark.parametrize(("rows", "room"), [(5, "few"), (11, "some"), (12, "many"), (60, "many")])
def test_few_lines_are_set_larger_than_many(rows: int, room: str) -> None:
    table = Table("", (Column("Candidate"),), tuple(Row((str(row),)) for row in range(rows)))

    assert render.room((table,)) == room


def test_the_page_holds_the_newest_picture_before_any_script_runs() -> None:
    fragment = render.html(DECLARED, 7)
    page = render.page(
        board="result", title="Castle <ward>", fragment=fragment, position=(1, 7),
        live="/live/result", static="/static/display", theme="dark", lang="cy",
    )  # fmt: skip

    assert fragment in page
    assert 'data-epoch="1" data-seq="7"' in page
    assert '<html lang="cy" data-theme="dark">' in page
    assert "<title>Castle &lt;ward&gt;</title>" in page


def test_a_board_not_yet_shown_says_so() -> None:
    page = render.page(
        board="b", title="B", fragment="", position=None, live="/live/b", static="/static/display"
    )

    assert "Nothing has been shown on this board yet." in page
    assert "data-epoch" not in page
