"""The documents, readable in a hall without internet: `/help`, and each document beneath it.

They are the Markdown files of `docs/`, which the wheel carries in `count/web/manual/`. They hold nothing of
the hall, so anybody may read them, signed in or not, and without JavaScript.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from count.web import pages
from count.web.guarded_route import EVERYBODY, page

PATH = "/help"
FIRST = "index"
"""The document that `/help` itself shows."""
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One document: its title, its sections with their anchors, and its text as HTML."""

    title: str
    sections: tuple[tuple[str, str], ...]
    html: str


def folder() -> Path:
    """The folder of the documents: in the package, or in a checkout beside it."""
    packaged = Path(__file__).parent / "manual"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "docs"


@cache
def documents() -> tuple[str, ...]:
    """The names of all documents."""
    return tuple(sorted(path.stem for path in folder().glob("*.md")))


@cache
def help_page(name: str) -> HelpPage:
    """A document, set for the web. Call it with one of `documents()` only."""
    text = _COMMENT.sub("", (folder() / f"{name}.md").read_text(encoding="utf-8"))
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    headings = list(_headings(tokens))
    for token in tokens:
        for child in token.children or ():
            _lead_within_help(child)
    html = "".join(_with_scrolling(markdown, tokens))
    sections = tuple((anchor, words) for level, anchor, words in headings if level == "h2")
    return HelpPage(headings[0][2], sections, html)


def anchor_of(words: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\s-]", "", words.lower()).strip().replace(" ", "-")


def _headings(tokens: list[Token]) -> list[tuple[str, str, str]]:
    """Gives every heading its anchor; returns level, anchor and words of each."""
    found = []
    for token, within in pairwise(tokens):
        if token.type == "heading_open":
            words = "".join(child.content for child in within.children or ())
            anchor = anchor_of(words)
            token.attrSet("id", anchor)
            found.append((token.tag, anchor, words))
    return found


def _lead_within_help(token: Token) -> None:
    """Turns links to documents, pictures and files into addresses of the hall."""
    if token.type == "link_open":
        path, mark, anchor = str(token.attrGet("href")).partition("#")
        if path and ":" not in path:
            token.attrSet("href", f"{PATH}/{path.removesuffix('.md')}{mark}{anchor}")
    elif token.type == "image":
        token.attrSet("src", f"{PATH}/{token.attrGet('src')}")


def _with_scrolling(markdown: MarkdownIt, tokens: list[Token]) -> list[str]:
    """The HTML, tables and listings in boxes of their own that a keyboard can scroll."""
    parts: list[str] = []
    begun = 0
    for at, token in enumerate(tokens):
        if token.type in ("table_open", "fence"):
            parts.append(markdown.renderer.render(tokens[begun:at], markdown.options, {}))
            parts.append(
                '<div class="scroll" role="group" aria-label="Table or listing" tabindex="0">'
            )
            begun = at
        if token.type in ("table_close", "fence"):
            parts.append(markdown.renderer.render(tokens[begun : at + 1], markdown.options, {}))
            parts.append("</div>\n")
            begun = at + 1
    parts.append(markdown.renderer.render(tokens[begun:], markdown.options, {}))
    return parts


async def show(request: Request) -> Response:
    """`GET /help` and `GET /help/{document}`: one document."""
    name = request.path_params.get("document", FIRST)
    if name not in documents():
        raise HTTPException(404, "There is no such help page.")
    return pages.render_page(
        request,
        "help.html",
        document=help_page(name),
        name=name,
        documents=[(each, help_page(each).title) for each in documents()],
    )


@cache
def attachments() -> dict[str, Path]:
    """Pictures and files that documents lead to, by folder and name."""
    return {f"{path.parent.name}/{path.name}": path for path in folder().glob("[a-z]*/*")}


async def attachment(request: Request) -> Response:
    """`GET /help/{folder}/{file}`: a picture of a document, or a file that it leads to."""
    path = attachments().get("{folder}/{file}".format(**request.path_params))
    if path is None:
        raise HTTPException(404, "There is no such file.")
    return FileResponse(path, media_type="image/png" if path.suffix == ".png" else "text/plain")


ROUTES = (
    page(PATH, show, EVERYBODY),
    page(f"{PATH}/{{document}}", show, EVERYBODY),
    page(f"{PATH}/{{folder}}/{{file}}", attachment, EVERYBODY),
)
"""The documents, for everybody."""
