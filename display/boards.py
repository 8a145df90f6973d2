"""Boards: what a screen in the hall shows, as frozen values.

A board is a title and a few parts from a small closed set. Whoever makes a board has already
counted: nothing here adds up, and nothing here knows what an election is.
"""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal, get_args

State = Literal["waiting", "received", "open", "verified", "late", "not-used"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Tile:
    """One box or table: its name, where it stands (a word and a state) and a line of detail.

    `place` is what people call it besides, and stands under the name where there is room.
    """

    name: str
    status: str
    state: State
    detail: str = ""
    place: str = ""

    def __post_init__(self) -> None:
        assert self.state in STATES, self.state


@dataclass(frozen=True, slots=True)
class Tiles:
    """A floor of tiles, in the order given."""

    kind: ClassVar[str] = "tiles"
    title: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A pile of paper: `done` of `of` papers, with the words that stand beside it.

    The bar itself is drawn full at most; that more was found than expected is for the words. `figure`
    is set large on the right-hand axis, where one figure is what the line is about ("48.1%").
    """

    name: str
    done: int
    of: int
    words: str
    swatch: str = ""
    figure: str = ""

    def __post_init__(self) -> None:
        assert self.done >= 0, self.done
        assert self.of >= 0, self.of


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars under each other; `line` is a figure to be reached (a quota), 0 for none.

    A line is drawn through every bar at that bar's own scale, so bars with a line share `of`.
    """

    kind: ClassVar[str] = "bars"
    title: str
    bars: tuple[Bar, ...]
    line: int = 0
    line_words: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `figures` stand on one right-hand axis with thousands grouped."""

    name: str
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a cell a column (whole numbers as int, exact fractions as decimal strings).

    `swatch` is a colour (#rrggbb) shown beside the first cell, never used for text; `mark` is a
    word that sets the row apart, such as ELECTED.
    """

    cells: tuple[str | int, ...]
    swatch: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of names and figures, in the order given, with an optional note below."""

    kind: ClassVar[str] = "table"
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""

    def __post_init__(self) -> None:
        assert all(len(row.cells) == len(self.columns) for row in self.rows), self.title


@dataclass(frozen=True, slots=True)
class Pile:
    """A named pile on one axis with others: its figure, and how long the rule under it is drawn.

    `figure` is a whole number or an exact fraction as a decimal string; `done` is drawn against the
    `of` of all. `detail` stands under the name, `aside` beside the figure ("41.2%", "+1,204"). `swatch`
    is a colour (#rrggbb) beside the name; `mark` is a word that sets the pile apart, such as ELECTED.
    """

    name: str
    figure: int | str
    done: int = 0
    detail: str = ""
    aside: str = ""
    swatch: str = ""
    mark: str = ""

    def __post_init__(self) -> None:
        assert self.done >= 0, self.done


@dataclass(frozen=True, slots=True)
class Piles:
    """Piles in the order given, their figures under each other; `line` is a quota, 0 for none.

    `of` is what a whole rule stands for, in the units of every `done` and of `line`.
    """

    kind: ClassVar[str] = "piles"
    title: str
    piles: tuple[Pile, ...]
    of: int = 0
    figures: str = ""
    asides: str = ""
    line: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of several: its name ("Stage 3"), what was done in it, and the piles after it."""

    name: str
    words: str
    piles: Piles


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps shown one at a time, each after the other, under a strip that says which it is."""

    kind: ClassVar[str] = "steps"
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One big figure under its label."""

    label: str
    value: int | str


@dataclass(frozen=True, slots=True)
class Figures:
    """A few big figures side by side."""

    kind: ClassVar[str] = "figures"
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs of an announcement or a notice, the first one set large.

    `lang` is a language tag (BCP 47) where the words are not in the board's own language.
    """

    kind: ClassVar[str] = "words"
    words: tuple[str, ...]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Words said to the hall, and when ("22:41"): set as large as they fit, with quieter lines below."""

    kind: ClassVar[str] = "notice"
    words: str
    at: str
    lines: tuple[str, ...] = ()
    lang: str = ""


Part = Tiles | Bars | Table | Piles | Steps | Figures | Words | Notice


@dataclass(frozen=True, slots=True)
class Board:
    """One board as it stands now.

    `board` is its id in addresses; `marks` are the words that must be seen from the back row
    (REHEARSAL, PROVISIONAL, DECLARED, RECOUNT); `updated` is the hall's own time of the newest
    entry as it is to be read ("01:42:10"); `lang` is a language tag (BCP 47).
    """

    board: str
    title: str
    subtitle: str
    parts: tuple[Part, ...]
    marks: tuple[str, ...] = ()
    updated: str = ""
    lang: str = "en"


def data(board: Board) -> dict[str, Any]:
    """A board for machines: the same words and figures, whole numbers as integers."""
    return {
        "title": board.title,
        "subtitle": board.subtitle,
        "marks": board.marks,
        "updated": board.updated,
        "lang": board.lang,
        "parts": [{"part": part.kind, **asdict(part)} for part in board.parts],
    }
