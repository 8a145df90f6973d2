"""Acts come in here; handlers hold no rule, the hall answers."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from count.access.throttle import TooManyTries
from count.hall.hall import Hall, NoSuchContest
from count.hall.recorder import ActAnswer, NotDurable
from count.poll.roles import SIGNED_IN, Visitor
from count.recording.refusals import MalformedAct, Refused
from count.web import wire
from count.web.corrections import ACTS_TO_STRIKE
from count.web.described import Answer, Body, Described
from count.web.guarded_route import GuardedRoute, Operation
from count.web.people import NOT_TOGETHER, TOO_MANY_TRIES, verified
from count.web.request import NO_CONTEST, Json, body_of, hall_of, no_contest, visitor_of


async def post_act(request: Request) -> Response:
    """`POST /api/contests/{contest}/acts` and `POST /api/acts`."""
    contest = request.path_params.get("contest")
    hall = hall_of(request)
    if contest is not None and contest not in hall.sealed.contest_ids:
        return no_contest()
    try:
        body = await body_of(request)
    except Refused as refusal:
        return Json(refusal.answer(), refusal.status)
    return await recorded(hall, visitor_of(request), contest, body)


async def recorded(
    hall: Hall,
    visitor: Visitor,
    contest: str | None,
    body: dict[str, Any],
    *,
    told: bool = True,
) -> Response:
    """Record one act. Unless `told`, the answer leaves out what only this visitor may see."""
    try:
        answer: ActAnswer = await hall.record(visitor, contest, body)
    except NoSuchContest:
        return no_contest()
    except Refused as refusal:
        said = refusal.answer()
        return Json(said if told else {**said, "findings": []}, refusal.status)
    except NotDurable:
        words = "The disk refused to keep this act: nothing was recorded. Send it again."
        return Json({"words": words}, 503, headers={"Retry-After": "2"})
    body = answer.body if told else {key: answer.body[key] for key in ("seq", "digest")}
    return Json(body, answer.status)


async def second(request: Request) -> Response:
    """`POST /api/second`: a second person agrees or declines, as themselves, at somebody else's tablet."""
    try:
        body = await body_of(request)
        act, where = body.get("act"), body.get("contest")
        if not isinstance(act, dict) or act.get("act") not in ("agreed", "declined"):
            raise MalformedAct("A second person agrees or declines, nothing else.")
        if where is not None and not isinstance(where, str):
            raise MalformedAct("The contest is its id.", {"contest": "must be text"})
        visitor = await verified(request, body)
    except Refused as refusal:
        return Json(refusal.answer(), refusal.status)
    except TooManyTries as tries:
        words = f"Too many wrong codes: wait {tries.wait} seconds."
        return Json({"words": words}, 429, headers={"Retry-After": str(tries.wait)})
    if visitor is None:
        return Json({"words": "This name and code do not belong together."}, 401)
    return await recorded(hall_of(request), visitor, where, act, told=False)


_NOT_NOW = Answer("Not now: how the count stands does not allow it.", wire.Refusal)
_NOT_KEPT = Answer(
    "The disk refused to keep this act: nothing was recorded.",
    wire.NotDone,
    headers={"Retry-After": "Seconds to wait."},
)
_TO_AN_ACT = {
    200: Answer("Recorded before, with the same content.", wire.Recorded | wire.Awaits),
    201: Answer("Recorded, and durable.", wire.Recorded),
    202: Answer("Recorded as a proposal: another person must agree.", wire.Awaits),
    409: _NOT_NOW,
    503: _NOT_KEPT,
}
ROUTES = (
    GuardedRoute(
        "/api/contests/{contest}/acts",
        get=ACTS_TO_STRIKE,
        post=Operation(
            post_act,
            SIGNED_IN,
            Described(
                "recordAct",
                "acts",
                "Record an act of one contest.",
                {**_TO_AN_ACT, 404: NO_CONTEST},
                body=Body(wire.AnyAct),
            ),
        ),
    ),
    GuardedRoute(
        "/api/acts",
        post=Operation(
            post_act,
            SIGNED_IN,
            Described(
                "recordActOfHall",
                "acts",
                "Record an act of the whole hall.",
                _TO_AN_ACT,
                body=Body(wire.AnyAct),
            ),
        ),
    ),
    GuardedRoute(
        "/api/second",
        post=Operation(
            second,
            SIGNED_IN,
            Described(
                "secondAct",
                "acts",
                "Agree or decline, as a second person, at somebody else's desk.",
                {
                    200: Answer("Recorded before, with the same content.", wire.Seconded),
                    201: Answer("Recorded, and durable.", wire.Seconded),
                    401: NOT_TOGETHER,
                    404: NO_CONTEST,
                    409: _NOT_NOW,
                    429: TOO_MANY_TRIES,
                    503: _NOT_KEPT,
                },
                body=Body(wire.SecondPerson),
            ),
        ),
    ),
)
