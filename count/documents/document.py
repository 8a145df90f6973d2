"""A document of the hall as a value: what stands on the paper, in the order in which it is read.

Every document is made of the same few parts, so that there is one design and one voice. The same value is set
as a PDF (`count.documents.pdf`) and rendered as a page of the web: neither can say what the other does not.
Words may stand in English and Welsh; Welsh only where it is known, never made up.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal

import orjson

Lang = Literal["en", "cy"]
BOUND = 16
"""Characters of the declaring entry's digest at the foot of every page: 64 bits."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one language."""

    text: str
    lang: Lang = "en"


Said = tuple[Words, ...]
"""The same thing said in one language, or in two in the order of the poll's."""


def said(english: str, welsh: str = "", languages: Sequence[str] = ("en",)) -> Said:
    """Words in English and, where they are known and the poll speaks it, in Welsh."""
    if not welsh or "cy" not in languages:
        return (Words(english),)
    both = (Words(english), Words(welsh, "cy"))
    return both if languages[0] != "cy" else both[::-1]


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice between thick rules, which must not be overlooked."""

    words: Said
    part: str = "notice"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words. `spoken` are read aloud, the `result` most of all."""

    words: Said
    rank: Literal["plain", "spoken", "result", "small"] = "plain"
    part: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    """The beginning of a section."""

    words: Said
    part: str = "heading"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; figures stand to the right. `width` is a share of the rest, or millimetres where `fixed`."""

    words: Said
    figure: bool = False
    width: int = 1
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what it says, and what stands beneath it in small."""

    words: Said
    beneath: tuple[Words, ...] = ()
    strong: bool = False
    large: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row, headed by its first cell."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, and what they come to. The caption is for who cannot see the table.

    `short` leaves millimetres free to the right, so that its figures stand under those of the table above.
    A `small` table that fits on a page is not broken over two.
    """

    caption: Said
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    foot: tuple[Row, ...] = ()
    small: bool = False
    short: int = 0
    part: str = "table"


@dataclass(frozen=True, slots=True)
class Figures:
    """A few figures beside each other, each under its name."""

    pairs: tuple[tuple[Said, str], ...]
    part: str = "figures"


@dataclass(frozen=True, slots=True)
class Equation:
    """The equation of the count, in large."""

    text: str
    part: str = "equation"


@dataclass(frozen=True, slots=True)
class Items:
    """Things told one after another; of each, the words and what is said to them."""

    items: tuple[tuple[str, str], ...]
    part: str = "items"


@dataclass(frozen=True, slots=True)
class Signing:
    """Lines to be signed, each over its words."""

    lines: tuple[Said, ...]
    part: str = "signing"


Part = Notice | Paragraph | Heading | Table | Figures | Equation | Items | Signing


@dataclass(frozen=True, slots=True)
class Document:
    """A document of one contest, as it stood when its last act was recorded (`at`, RFC 3339 UTC).

    `marks` head every page: what it is not. `bound` stands at the foot of every page, so that none can be
    exchanged for another's. `subtitle` says of what it is; `foot` is small and last.
    """

    name: str
    title: Said
    authority: str
    contest: str
    subtitle: str
    at: str
    marks: tuple[str, ...]
    parts: tuple[Part, ...]
    foot: tuple[str, ...] = ()
    bound: str = ""
    wide: bool = False
    languages: tuple[str, ...] = field(default=("en",))

    def form(self) -> bytes:
        """The document as data, in one form: equal documents have equal bytes."""
        return orjson.dumps(asdict(self), option=orjson.OPT_SORT_KEYS)

    def digest(self) -> str:
        """The SHA-256 of the form, in hex."""
        return hashlib.sha256(self.form()).hexdigest()


@dataclass(frozen=True, slots=True)
class Setting:
    """Facts that documents of one hall share: `at` is when the last act in the document was recorded."""

    at: str
    rehearsal: bool = False
    languages: tuple[str, ...] = ("en",)

    def say(self, english: str, welsh: str = "") -> Said:
        """Words in the poll's languages, as far as they are known."""
        return said(english, welsh, self.languages)

    def signing(self, by: str, by_cy: str) -> Signing:
        """The line on which the person named by law signs, with the date."""
        return Signing((self.say(by, by_cy), self.say("Date")))

    def marks(self, *of: str) -> tuple[str, ...]:
        """Marks at the head of every page."""
        return (*(("REHEARSAL",) if self.rehearsal else ()), *filter(None, of))

    def notices(self, *of: str) -> tuple[Notice, ...]:
        """Notices at the head of the document."""
        rehearsed = ("REHEARSAL: these papers are not real",) if self.rehearsal else ()
        return tuple(Notice(self.say(words)) for words in (*rehearsed, *filter(None, of)))


def plain(text: str) -> Said:
    """Words without a language of their own: a name, a figure."""
    return (Words(text),)


def figure(number: int | None) -> str:
    """A figure as it is printed, thousands grouped; a blank where there is none yet."""
    return "" if number is None else f"{number:,}"


def signed(number: int | None) -> str:
    """A difference with its sign: a true minus, which no photocopier loses; a blank where there is none yet."""
    if number is None:
        return ""
    return f"+{number:,}" if number > 0 else f"\N{MINUS SIGN}{-number:,}" if number else "0"


def capital(words: str) -> str:
    """Words as they begin a line: the first letter large, the others as they are."""
    return words[:1].upper() + words[1:]


def cells(*of: Said | str | Cell) -> Row:
    """A row of plain cells."""
    return Row(tuple(_cell(one) for one in of))


def _cell(of: Said | str | Cell) -> Cell:
    if isinstance(of, Cell):
        return of
    return Cell(plain(of) if isinstance(of, str) else of)
