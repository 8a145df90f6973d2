"""The whole hall as data: who is present, what is suspended, what was announced."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from count.poll.roles import OFFICERS
from count.web import wire
from count.web.described import Answer, Described
from count.web.guarded_route import GuardedRoute, Operation
from count.web.request import hall_of

NEWEST = 20
"""Announcements told."""


async def as_data(request: Request) -> Response:
    """`GET /api/floor`."""
    hall = hall_of(request)
    async with hall.steady():
        hall_standing = hall.hall_standing
        said: wire.Floor = {
            "paused": [
                {"scope": scope, "reason": reason} for scope, reason in hall_standing.paused.items()
            ],
            "announced": [
                {"at": a.at, "words": a.words}
                for a in reversed(hall_standing.announcements[-NEWEST:])
            ],
            "attended": [{"who": who, "as": role} for who, role in hall_standing.attended],
        }
    return JSONResponse(said)


ROUTES = (
    GuardedRoute(
        "/api/floor",
        get=Operation(
            as_data,
            OFFICERS,
            Described(
                "getFloor",
                "hall",
                "Who attends, what is suspended, and what was announced.",
                {200: Answer("What officers recorded of the whole hall.", wire.Floor)},
            ),
        ),
    ),
)
