"""Boards as HTML: a fragment for the live feed, and the page that holds it.

Everything is escaped (names come from papers and files), no element carries an inline style
(the page forbids them), and a state is always a shape, a word and a colour together.
"""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from display.boards import (
    STATES,
    Board,
    Figures,
    Notice,
    Part,
    Piles,
    Steps,
    Table,
    Tiles,
    Words,
)

HERE = Path(__file__).parent
STATIC = HERE / "static"
FULL = 1000
"""Width of a full bar in its own drawing units."""

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")
_NUMBER = re.compile(r"(-?)([0-9]+)(\.[0-9]+)?\Z")
_THOUSANDS = re.compile(r"(?<=[0-9])(?=(?:[0-9]{3})+\Z)")


def grouped(value: int | str) -> str:
    """A figure with its thousands grouped: 12345 -> 12,345 and "1234.50" -> 1,234.50.

    Digits are only moved apart, never rounded; words are left as they are.
    """
    number = _NUMBER.match(str(value))
    if number is None:
        return str(value)
    sign, whole, fraction = number.groups(default="")
    return sign + _THOUSANDS.sub(",", whole) + fraction


def colour(swatch: str) -> str:
    """The fill of a swatch: the colour given, or none when it is not one (#rgb or #rrggbb)."""
    return swatch if _COLOUR.match(swatch) else "none"


def filled(done: int, of: int) -> int:
    """The inked share of a bar, of FULL; rounded down, so that it is full only when all is done."""
    return min(FULL, done * FULL // of) if of else 0


def weight(words: str) -> str:
    """The size of words: `brief` for one line, `long` for a text that fills the screen."""
    return "brief" if len(words) <= 60 else "plain" if len(words) <= 240 else "long"


def room(parts: tuple[Part, ...]) -> str:
    """The size of text by its lines: `few`, `some` or `many` must be seen at once."""
    lines = sum(_lines(part) for part in parts)
    return "few" if lines <= 8 else "some" if lines <= 12 else "many"


def _lines(part: Part) -> int:
    """About how many lines of body text a part takes."""
    match part:
        case Table():
            return len(part.rows) + 1 + (1 if part.note else 0)
        case Tiles():
            return 2 * (len(part.tiles) // 5 + 1)
        case Piles():
            return len(part.piles) + 1
        case Steps():
            return 3 + max((_lines(step.piles) for step in part.steps), default=0)
        case Figures():
            return 2
        case Words():
            return 3 * len(part.words)
        case Notice():
            return 3 + len(part.lines)
        case _:
            return len(part.bars) + (1 if part.line else 0)


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"grouped": grouped, "colour": colour, "weight": weight}
    made.globals |= {"filled": filled, "FULL": FULL, "STATES": STATES}
    return made


_PAPER = _environment()
_BOARD = _PAPER.get_template("board.html")
_PAGE = _PAPER.get_template("page.html")
_SCREEN = _PAPER.get_template("screen.html")


def html(board: Board, entry: int) -> Markup:
    """A board as an HTML fragment; `entry` is the number of the newest entry it rests on."""
    return Markup(_BOARD.render(board=board, entry=entry, room=room(board.parts)))  # noqa: S704


def page(
    *, board: str, title: str, fragment: str, position: tuple[int, int] | None, live: str,
    static: str, theme: str = "", lang: str = "en", plain: bool = False,
) -> str:  # fmt: skip
    """The full-screen page of one board.

    `fragment` is the newest picture (from `html`; empty before the first) and `position` its
    (epoch, seq); `live` and `static` are the addresses of the feed and of the static files;
    `theme` is `light`, `dark` or empty for the screen's own preference; `plain` is the text-only
    version, which neither draws nor moves.
    """
    return _PAGE.render(
        board=board, title=title, fragment=fragment, position=position, live=live, static=static,
        theme=theme, lang=lang, plain=plain,
    )  # fmt: skip


def screen_page(*, root: str, static: str) -> str:
    """The page of a screen that is joined by a code; `root` is what the hall's addresses begin with."""
    return _SCREEN.render(root=root, static=static)
