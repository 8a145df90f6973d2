"""The hall's documents: each as a PDF and as a page of the web, made of one and the same value.

A document is made of how the contest stands while the hall is steady, and set afterwards, so that no act waits
for the typesetter. What may not be read yet is refused; what cannot be set is an error that is shown.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from count.documents import as_of
from count.documents.corrected import corrected, corrections
from count.documents.declaration import NOT_DECLARED, declaration
from count.documents.document import Document, Setting
from count.documents.pdf import PdfStore, TypesettingError, tag
from count.documents.provisional import not_yet, provisional
from count.documents.rejected import rejected
from count.documents.sheet import ResultSheet, declared_entry, sheet_of
from count.documents.stages import stage_sheet, stages_of
from count.documents.statement import statement_of
from count.documents.verification import verification
from count.findings.gate import findings
from count.hall.hall import Hall
from count.ledger.standing import Standing
from count.poll.roles import ADJUDICATORS, OFFICERS, SIGNED_IN, WATCHERS, Visitor
from count.web import wire
from count.web.described import TEXT, Answer, Described
from count.web.guarded_route import GuardedRoute, Operation, page, refusal
from count.web.pages import render
from count.web.request import hall_of, visitor_of


class Forbidden(Exception):
    """This visitor may not read this document now."""


class NotIssuedYet(Exception):
    """There is no such document yet; the words say why."""


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """A document that somebody asks for: the hall is steady, and it is `at`."""

    hall: Hall
    visitor: Visitor
    contest: str
    at: str

    @property
    def standing(self) -> Standing:
        return self.hall.standings[self.contest]

    def setting(self, at: str) -> Setting:
        """The facts that a document shares with all of this hall, and the time at which they were true."""
        facts = self.hall.poll.facts
        return Setting(at, bool(self.hall.rehearsal), tuple(facts.languages))

    def officers_until_released(self) -> None:
        """Until a result is declared and released it is for officers.

        Raises:
            Forbidden: it is not for this visitor.
        """
        if not self.visitor.officer and not _public(self.hall, self.contest):
            raise Forbidden

    def sheet(self) -> ResultSheet:
        """The contest's figures as they are declared."""
        entry = declared_entry(self.standing)
        digest = self.hall.digest(entry) if entry else ""
        return sheet_of(self.standing, self.hall.poll, self.at, digest)


def _verification(asked: DocumentRequest) -> Document:
    hall, standing = asked.hall, asked.standing
    facts = hall.poll.facts
    statement = statement_of(asked.contest, hall.standings, findings(standing, asked.at))
    at = as_of.of_verification(standing, facts)
    return verification(statement, standing, facts, asked.setting(at))


def _declaration(asked: DocumentRequest) -> Document:
    standing = asked.standing
    asked.officers_until_released()
    at = as_of.of_count(standing, asked.hall.poll.facts)
    return declaration(asked.sheet(), asked.setting(at), stages_of(standing))


def _stages(asked: DocumentRequest) -> Document:
    standing = asked.standing
    asked.officers_until_released()
    stages = stages_of(standing)
    if stages is None:
        raise NotIssuedYet(
            "There are no stages to print: it is counted in one, or papers are still to come."
        )
    at = as_of.of_count(standing, asked.hall.poll.facts)
    return stage_sheet(asked.sheet(), stages, asked.setting(at), NOT_DECLARED)


def _corrected(asked: DocumentRequest) -> Document:
    standing = asked.standing
    asked.officers_until_released()
    if not corrections(standing):
        raise NotIssuedYet("No declared figure has been corrected.")
    at = as_of.of_count(standing, asked.hall.poll.facts)
    return corrected(asked.sheet(), standing, asked.setting(at))


def _rejected(asked: DocumentRequest) -> Document:
    at = as_of.of_count(asked.standing, asked.hall.poll.facts)
    return rejected(asked.sheet(), asked.standing, asked.setting(at))


def _provisional(asked: DocumentRequest) -> Document:
    """None is given out before the figures are complete."""
    standing = asked.standing
    if standing.shared is None:
        missing = not_yet(findings(standing, asked.at))
        if missing:
            words = " ".join(finding.words for finding in missing)
            raise NotIssuedYet(f"There is no provisional result to give out yet. {words}")
    at = as_of.of_count(standing, asked.hall.poll.facts)
    return provisional(asked.sheet(), standing, asked.setting(at), stages_of(standing))


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A document that is offered: what it is called, where its page is, who may ask, and how it is made."""

    name: str
    page: str
    who: frozenset[str]
    words: str
    make: Callable[[DocumentRequest], Document]

    def pdf_path(self, contest: str) -> str:
        return f"/documents/{contest}/{self.name}.pdf"


OFFERS: tuple[DocumentKind, ...] = (
    DocumentKind(
        "verification",
        "/statement/{contest}",
        WATCHERS,
        "The statement as to verification.",
        _verification,
    ),
    DocumentKind(
        "declaration",
        "/declaration/{contest}",
        SIGNED_IN,
        "The declaration; until it is declared and released a draft, for officers.",
        _declaration,
    ),
    DocumentKind(
        "stages",
        "/stages/{contest}",
        SIGNED_IN,
        "Every stage of a count that has several, for those who may read the declaration.",
        _stages,
    ),
    DocumentKind(
        "corrected",
        "/corrected/{contest}",
        SIGNED_IN,
        "The notice of corrected figures, for those who may read the declaration.",
        _corrected,
    ),
    DocumentKind(
        "rejected",
        "/rejected/{contest}",
        ADJUDICATORS,
        "The statement of rejected papers, and how doubtful ones were decided.",
        _rejected,
    ),
    DocumentKind(
        "provisional",
        "/provisional/{contest}",
        OFFICERS,
        "The provisional result, for candidates and agents.",
        _provisional,
    ),
)
"""Every document. Candidates' figures stand on the declaration, its stages, corrections and the slip only."""


def _public(hall: Hall, contest: str) -> bool:
    """Whether the result of a contest is declared, and released."""
    return hall.standings[contest].state == "declared" and hall.result_released(contest)


async def _made(request: Request, offer: DocumentKind) -> Document | Response:
    hall = hall_of(request)
    visitor = visitor_of(request)
    contest = request.path_params["contest"]
    if contest not in hall.sealed.contest_ids:
        raise HTTPException(404, "There is no such contest in this hall.")
    try:
        async with hall.steady() as at:
            return offer.make(DocumentRequest(hall, visitor, contest, at))
    except Forbidden:
        return refusal(request, visitor)
    except NotIssuedYet as why:
        raise HTTPException(409, str(why)) from None


def _page(offer: DocumentKind) -> Callable[[Request], Awaitable[Response]]:
    async def page(request: Request) -> Response:
        document = await _made(request, offer)
        if isinstance(document, Response):
            return document
        contest = hall_of(request).sealed.contest(request.path_params["contest"])
        pdf = offer.pdf_path(contest.id)
        return render(request, "document.html", contest, document=document, pdf=pdf)

    return page


def _pdf(offer: DocumentKind) -> Callable[[Request], Awaitable[Response]]:
    async def pdf(request: Request) -> Response:
        document = await _made(request, offer)
        if isinstance(document, Response):
            return document
        headers = {"ETag": f'"{tag(document)}"'}
        if _public(hall_of(request), request.path_params["contest"]):
            # It may be kept, and is asked for again; before that no device keeps anybody's figures.
            headers["Cache-Control"] = "private, no-cache"
        if _known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        pdfs: PdfStore = request.app.state.pdfs
        try:
            content = await pdfs.pdf(document)
        except TypesettingError as why:
            page = offer.page.format(contest=request.path_params["contest"])
            words = f"This document could not be set ({why}). Print the page instead: {page}"
            raise HTTPException(500, words) from why
        name = f"{request.path_params['contest']}-{offer.name}.pdf"
        headers["Content-Disposition"] = f'inline; filename="{name}"'
        return Response(content, media_type="application/pdf", headers=headers)

    return pdf


def _known(request: Request, tag: str) -> bool:
    """Whether the client holds this very document (`If-None-Match`, RFC 9110 section 13.1.2)."""
    held = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    return "*" in held or tag in [one.removeprefix("W/") for one in held]


def _described(offer: DocumentKind) -> Described:
    return Described(
        f"get{offer.name.capitalize()}Pdf",
        "documents",
        offer.words,
        {
            200: Answer(
                "The document, tagged for screen readers.",
                media="application/pdf",
                headers={"ETag": "Another for each content."},
            ),
            304: Answer("What `If-None-Match` names is still the document."),
            403: Answer("Not for this visitor now.", wire.Refusal),
            404: Answer("There is no such contest.", media=TEXT),
            409: Answer("There is no such document yet; the words say why.", media=TEXT),
            500: Answer("It could not be set: the words say where to print it.", media=TEXT),
        },
    )


def _routes(offer: DocumentKind) -> tuple[GuardedRoute, GuardedRoute]:
    pdf = Operation(_pdf(offer), offer.who, _described(offer))
    return page(offer.page, _page(offer), offer.who), GuardedRoute(
        offer.pdf_path("{contest}"), get=pdf
    )


ROUTES = tuple(route for offer in OFFERS for route in _routes(offer))
"""The page and the PDF of every document."""
