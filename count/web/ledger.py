"""The ledger for machines: every act in order."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from count.ledger import store
from count.ledger.entry import Entry
from count.poll.roles import RETURNING_OFFICER
from count.recording.refusals import MalformedAct
from count.web import wire
from count.web.described import Answer, Described, Query
from count.web.guarded_route import GuardedRoute, Operation
from count.web.request import Json, hall_of

PAGE = 1000
"""Acts in one page of the ledger."""
LAST_SEQ = 10**15 - 1
"""No entry has a greater number."""


def act_view(entry: Entry) -> dict[str, Any]:
    """An entry as people read it: names, not references."""
    return {
        **entry.act.content(),
        "seq": entry.seq,
        "id": entry.id,
        "contest": entry.contest or None,
        "at": entry.at,
        "by": entry.by,
    }


async def ledger(request: Request) -> Response:
    """`GET /api/ledger?after=SEQ`: every act in order, a page at a time; empty at the end."""
    hall = hall_of(request)
    after = request.query_params.get("after", "0")
    if not after.isascii() or not after.isdigit() or len(after) > 15:
        fault = MalformedAct("There is no such entry.", {"after": "must be the number of an entry"})
        return Json(fault.answer(), fault.status)
    async with hall.steady():
        with hall.hall_directory.database.reading() as connection:
            rows = list(store.rows(connection, int(after), PAGE))
        pages = [{**act_view(Entry.of(r, hall.people)), "digest": r.digest} for r in rows]
    return Json({"acts": pages})


ROUTES = (
    GuardedRoute(
        "/api/ledger",
        get=Operation(
            ledger,
            RETURNING_OFFICER,
            Described(
                "readLedger",
                "acts",
                "Every act in order, a page at a time; empty at the end.",
                {
                    200: Answer(f"At most {PAGE:,} acts.", wire.LedgerPage),
                    422: Answer("No number of an entry.", wire.Refusal),
                },
                query=(
                    Query(
                        "after",
                        "The number (`seq`) of the last act that was read.",
                        {"type": "integer", "minimum": 0, "maximum": LAST_SEQ, "default": 0},
                    ),
                ),
            ),
        ),
    ),
)
