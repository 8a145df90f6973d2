"""The statement as to verification as data, for any agent's machine to copy; the page is a document."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from count.documents.statement import statement_of
from count.findings.gate import findings
from count.web.api import hall_of
from verification.statement import Statement, text


async def _statement(request: Request) -> Statement | None:
    hall = hall_of(request)
    contest = request.path_params["contest"]
    if contest not in hall.sealed.contest_ids:
        return None
    async with hall.steady() as at:
        return statement_of(contest, hall.standings, findings(hall.standings[contest], at))


def _as_dict(statement: Statement) -> dict[str, Any]:
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
        return JSONResponse({"words": "There is no such contest."}, 404)
    return JSONResponse(_as_dict(found))
