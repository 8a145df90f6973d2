"""Reads what a PDF says to whoever cannot see it: its structure, with the words of each part in order.

A small reader of tagged PDFs, enough for those that are set here: text is shown by Tj and TJ in fonts with a
map to Unicode, inside marked content that the structure names.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

GROUPS = {"P", "H1", "H2", "TH", "TD", "LBody"}
"""Parts whose words are read together."""


@dataclass(frozen=True)
class Said:
    """A part: its tag, its words, the scope of a heading cell, and the languages of its words."""

    tag: str
    words: str
    scope: str = ""
    langs: tuple[str, ...] = ()


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def parts(pdf: bytes) -> list[Said]:
    """Everything in the structure, in order; pages' heads and feet are no part of it."""
    with opened(pdf) as document:
        shown = {page.obj.objgen: Shown(page) for page in document.pages}
        return list(_parts(document.Root.StructTreeRoot.K, shown))


def words(pdf: bytes) -> str:
    """All words in order, one blank between any two."""
    return " ".join(" ".join(part.words for part in parts(pdf)).split())


def page_words(pdf: bytes) -> list[str]:
    """Everything that is printed on each page, heads and feet too, in the order of drawing."""
    with opened(pdf) as document:
        return [" ".join(" ".join(Shown(page).words.values()).split()) for page in document.pages]


def _parts(element: pikepdf.Object, shown: "Pages") -> Iterator[Said]:
    for one in _each(element):
        if not isinstance(one, pikepdf.Dictionary) or "/S" not in one:
            continue
        tag = str(one.S)[1:]
        if tag in GROUPS:
            pieces = list(_pieces(one, shown, None))
            text = " ".join(" ".join(words for words, _ in pieces).split())
            langs = tuple(dict.fromkeys(lang for _, lang in pieces if lang))
            yield Said(tag, text, _scope(one), langs)
        elif "/K" in one:
            yield from _parts(one.K, shown)


def _each(element: pikepdf.Object) -> list[pikepdf.Object]:
    return list(element) if isinstance(element, pikepdf.Array) else [element]


def _scope(one: pikepdf.Object) -> str:
    scopes = [str(a.Scope)[1:] for a in _each(one.get("/A", pikepdf.Array())) if "/Scope" in a]
    return scopes[0] if scopes else ""


def _pieces(
    one: pikepdf.Object, shown: "Pages", page: pikepdf.Object | None
) -> Iterator[tuple[str, str]]:
    """The words beneath an element with the language of each piece, where it has its own."""
    number = one if isinstance(one, int) else None
    if number is None:
        if not isinstance(one, pikepdf.Dictionary):
            return
        page = one.get("/Pg", page)
        number = one.get("/MCID")
    if number is not None:
        assert page is not None
        on = shown[page.objgen]
        yield on.words.get(int(number), ""), on.langs.get(int(number), "")
        return
    for child in _each(one.get("/K", pikepdf.Array())):
        yield from _pieces(child, shown, page)


class Shown:
    """The words of each piece of marked content, and its language; artifacts under negative numbers."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.words: dict[int, str] = {}
        self.langs: dict[int, str] = {}
        self._fonts = {
            str(name): _letters(font) for name, font in page.resources.get("/Font", {}).items()
        }
        self._font: dict[int, str] = {}
        self._stack: list[int] = []
        for drawn in pikepdf.parse_content_stream(page):
            if isinstance(drawn, pikepdf.ContentStreamInstruction):
                self._take(list(drawn.operands), str(drawn.operator))

    def _take(self, operands: list[pikepdf.Object], operator: str) -> None:
        here = self._stack[-1] if self._stack else -1
        if operator in ("BDC", "BMC"):
            self._stack.append(self._begun(operands, here))
        elif operator == "EMC":
            self._stack.pop()
        elif operator == "Tf":
            self._font = self._fonts[str(operands[0])]
        elif operator in ("Td", "Tm", "T*"):
            # A new line, or a new column: words do not run together.
            self._add(here, " ")
        elif operator in ("Tj", "TJ"):
            pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
            shown = (bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
            self._add(here, "".join(_decoded(raw, self._font) for raw in shown))

    def _begun(self, operands: list[pikepdf.Object], here: int) -> int:
        properties = operands[1] if len(operands) > 1 else None
        if str(operands[0]) == "/Artifact":
            return -2 - len(self.words)
        if not isinstance(properties, pikepdf.Dictionary) or "/MCID" not in properties:
            return here
        number = int(properties.MCID)
        if "/Lang" in properties:
            self.langs[number] = str(properties.Lang)
        return number

    def _add(self, where: int, text: str) -> None:
        self.words[where] = self.words.get(where, "") + text


Pages = dict[tuple[int, int], Shown]


def _decoded(raw: bytes, font: dict[int, str]) -> str:
    return "".join(font[int.from_bytes(raw[at : at + 2])] for at in range(0, len(raw), 2))


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """The letters of a font by their codes, from its map to Unicode."""
    text = font.ToUnicode.read_bytes().decode("latin-1")
    letters: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, to in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            letters[int(code, 16)] = bytes.fromhex(to).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for low, high, to in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(high, 16) - int(low, 16) + 1):
                letter = bytes.fromhex(to).decode("utf-16-be")
                letters[int(low, 16) + step] = letter[:-1] + chr(ord(letter[-1]) + step)
    return letters
