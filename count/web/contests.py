"""Every contest, and how each stands."""

from starlette.requests import Request
from starlette.responses import Response

from count.poll.roles import SIGNED_IN
from count.views.shapes import StandingShape
from count.web import wire
from count.web.described import Answer, Described
from count.web.guarded_route import GuardedRoute, Operation
from count.web.request import NO_CONTEST, Json, hall_of, no_contest, visitor_of


async def contests(request: Request) -> Response:
    """`GET /api/contests`."""
    hall = hall_of(request)
    async with hall.steady():
        said = [
            {
                "contest": contest.id,
                "name": contest.name,
                "state": hall.standings[contest.id].state,
                "units": list(hall.standings[contest.id].units),
            }
            for contest in hall.sealed.contests
        ]
    return Json({"contests": said})


async def contest(request: Request) -> Response:
    """`GET /api/contests/{contest}`: the standing, less what this role may not see."""
    hall, name = hall_of(request), request.path_params["contest"]
    if name not in hall.sealed.contest_ids:
        return no_contest()
    async with hall.steady() as at:
        return Json(hall.show(name, visitor_of(request), at))


ROUTES = (
    GuardedRoute(
        "/api/contests",
        get=Operation(
            contests,
            SIGNED_IN,
            Described(
                "listContests",
                "contests",
                "Every contest and its state.",
                {200: Answer("The contests, in the order of the poll.", wire.Contests)},
            ),
        ),
    ),
    GuardedRoute(
        "/api/contests/{contest}",
        get=Operation(
            contest,
            SIGNED_IN,
            Described(
                "getContest",
                "contests",
                "How a contest stands, less whatever this role may not see.",
                {200: Answer("The standing.", StandingShape), 404: NO_CONTEST},
            ),
        ),
    ),
)
