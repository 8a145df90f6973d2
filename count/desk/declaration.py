"""The declaration as a page to be read aloud, printed and signed."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from count.access import refusal
from count.declaration.sheet import declared_entry, sheet_of
from count.desk.pages import render
from count.hall import Hall
from count.roles import Visitor


async def as_page(request: Request) -> Response:
    """`GET /declaration/{contest}`: before it is declared and released, for officers only."""
    hall: Hall = request.app.state.hall
    visitor: Visitor = request.state.visitor
    contest = request.path_params["contest"]
    if contest not in hall.sealed.contest_ids:
        raise HTTPException(404, "There is no such contest in this hall.")
    async with hall.steady() as at:
        standing = hall.standings[contest]
        entry = declared_entry(standing)
        if not visitor.officer and (entry is None or not hall.result_released(contest)):
            return refusal(request, visitor)
        sheet = sheet_of(standing, hall.poll, at, hall.digest(entry) if entry else "")
    return render(request, "declaration.html", hall.sealed.contest(contest), sheet=sheet)
