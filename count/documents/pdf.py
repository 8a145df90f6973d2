"""Documents set as PDF: tagged, PDF/UA-1, fonts embedded, the same bytes for the same document.

What is said is given to the typesetter as data, so that a name can never be markup. Nothing of the machine
gets in: no fonts but our own and the typesetter's, no clock. Setting takes some tens of milliseconds and
lets other threads run; two documents are set at once at most, off the event loop.
"""

import asyncio
import hashlib
import io
from collections import OrderedDict
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pikepdf
import typst

from count.documents.document import Document

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "document.typ"
AT_ONCE = 2
"""Documents set at the same time; a hall's machine has other things to do."""
KEPT = 64
"""Documents kept as they were set, the newest asked for."""


class TypesettingError(Exception):
    """A document could not be set; the words say why, and no part of it is given out."""


@cache
def _fonts() -> typst.Fonts:
    """Our own fonts, and those that the typesetter carries for letters that ours lack."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[FOLDER / "fonts"]
    )


@cache
def edition() -> str:
    """A digest of what the bytes depend on beside the document: the design, its fonts, the typesetter."""
    of = hashlib.sha256(f"{version('typst')} {pikepdf.__libqpdf_version__}".encode())
    for path in (TEMPLATE, *sorted((FOLDER / "fonts").glob("*.ttf"))):
        of.update(path.read_bytes())
    return of.hexdigest()


def tag(document: Document) -> str:
    """The name of these very bytes: a digest of the document and of the edition."""
    return hashlib.sha256(f"{edition()} {document.digest()}".encode()).hexdigest()


def set_as_pdf(document: Document) -> bytes:
    """The document as a PDF.

    Raises:
        TypesettingError: the typesetter cannot set it.
    """
    moment = datetime.fromisoformat(document.at).astimezone(UTC)
    try:
        pdf = typst.compile(
            TEMPLATE,
            root=FOLDER,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"document": document.form().decode()},
            pdf_standards=["ua-1"],
            timestamp=moment.replace(microsecond=0),
        )
    except typst.TypstError as fault:
        raise TypesettingError(fault.message) from fault
    return _with_row_headings(pdf)


def _with_row_headings(pdf: bytes) -> bytes:
    """The PDF with the first cell of each row tagged as the row's heading.

    So a figure is read out with the name it stands beside. The typesetter tags the headings of columns only.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for row in _rows(document.Root.StructTreeRoot.K):
            first = row.K[0] if isinstance(row.K, pikepdf.Array) else row.K
            if first.S == "/TD":
                first.S = pikepdf.Name.TH
                scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
                first.A = pikepdf.Array([scope, *_but_table(first)])
        document.save(out, deterministic_id=True, linearize=False)
    return out.getvalue()


def _but_table(cell: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The attributes of a cell without those of its place in the table."""
    attributes = cell.get("/A", pikepdf.Array())
    each = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return (one for one in each if one.O != "/Table")


def _rows(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every row of every table beneath an element of the structure."""
    if isinstance(element, pikepdf.Array):
        for one in element:
            yield from _rows(one)
    elif isinstance(element, pikepdf.Dictionary) and "/K" in element:
        if element.get("/S") == "/TR":
            yield element
        else:
            yield from _rows(element.K)


class PdfStore:
    """Sets documents off the event loop, and keeps the newest."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(AT_ONCE)
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    async def pdf(self, document: Document) -> bytes:
        """The document as a PDF, set now or kept from before.

        Raises:
            TypesettingError: it cannot be set. It is asked anew the next time.
        """
        name = tag(document)
        if name not in self._kept:
            async with self._room:
                self._kept[name] = await asyncio.to_thread(set_as_pdf, document)
        pdf = self._kept[name]
        self._kept.move_to_end(name)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return pdf
