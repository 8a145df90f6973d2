"""The statement as to verification as data, for any agent's machine to copy; the page is a document."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from count.documents.statement import statement_of
from count.findings.gate import findings
from count.poll.roles import WATCHERS
from count.web import wire
from count.web.described import Answer, Described
from count.web.guarded_route import GuardedRoute, Operation
from count.web.request import NO_CONTEST, hall_of, no_contest
from verification.statement import Statement, text


async def _statement(request: Request) -> Statement | None:
    hall = hall_of(request)
    contest = request.path_params["contest"]
    if contest not in hall.sealed.contest_ids:
        return None
    async with hall.steady() as at:
        return statement_of(contest, hall.standings, findings(hall.standings[contest], at))


def _as_dict(statement: Statement) -> wire.VerificationStatement:
    total = statement.total
    return {
        "title": statement.title,
        "provisional": statement.provisional,
        "electorate": statement.electorate,
        "turnout": statement.turnout_text or None,
        "rows": [
            {
                "box": row.box,
                "expected": row.expected,
                "counted": row.counted,
                "strays": row.strays,
                "verified": row.verified,
                "variance": row.variance,
                "explanation": row.explanation,
            }
            for row in statement.rows
        ],
        "total": {
            "expected": total.expected,
            "counted": total.counted,
            "verified": total.verified,
            "variance": total.variance,
            "boxes": total.lines,
            "not_verified": total.not_verified,
        },
        "text": text(statement),
    }


async def as_data(request: Request) -> Response:
    """`GET /api/contests/{contest}/statement`."""
    found = await _statement(request)
    if found is None:
        return no_contest()
    return JSONResponse(_as_dict(found))


ROUTES = (
    GuardedRoute(
        "/api/contests/{contest}/statement",
        get=Operation(
            as_data,
            WATCHERS,
            Described(
                "getStatement",
                "contests",
                "The statement as to verification, as data.",
                {200: Answer("The statement.", wire.VerificationStatement), 404: NO_CONTEST},
            ),
        ),
    ),
)
