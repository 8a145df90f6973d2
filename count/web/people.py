"""Signing in and out, and who is signed in."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from count.access.sessions import ABSOLUTE
from count.access.throttle import TooManyTries
from count.poll.roles import SIGNED_IN, Visitor
from count.recording.refusals import MalformedAct, Refused
from count.web import wire
from count.web.described import Answer, Body, Described
from count.web.guard import COOKIE
from count.web.guarded_route import EVERYBODY, GuardedRoute, Operation
from count.web.pages import home
from count.web.request import Json, body_of, credentials_of, visitor_of


async def sign_in(request: Request) -> Response:
    """`POST /api/sign-in`: name and code; gives the session's cookie."""
    try:
        body = await body_of(request)
        visitor = await verified(request, body)
    except Refused as refusal:
        return Json(refusal.answer(), refusal.status)
    except TooManyTries as tries:
        words = f"Too many wrong codes: wait {tries.wait} seconds, or ask for a new code."
        return Json({"words": words}, 429, headers={"Retry-After": str(tries.wait)})
    if visitor is None:
        return Json({"words": "This name and code do not belong together."}, 401)
    cookie = await asyncio.to_thread(credentials_of(request).begin_session, visitor)
    answer = Json(me_of(visitor))
    answer.set_cookie(
        COOKIE,
        cookie,
        # A table's tablet whose battery died goes on where it was; an officer's browser forgets.
        max_age=None if visitor.officer else int(ABSOLUTE),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )
    return answer


async def verified(request: Request, body: dict[str, Any]) -> Visitor | None:
    name, code = body.get("name"), body.get("code")
    if not isinstance(name, str) or not isinstance(code, str) or len(name) + len(code) > 400:
        raise MalformedAct("Signing in needs a name and a code.")
    return await credentials_of(request).verify(name, code)


def me_of(visitor: Visitor) -> dict[str, Any]:
    return {
        "name": visitor.name,
        "role": visitor.role,
        "unit": visitor.unit,
        "contest": visitor.contest,
        "home": home(visitor),
    }


async def sign_out(request: Request) -> Response:
    """`POST /api/sign-out`."""
    cookie = request.cookies.get(COOKIE)
    if cookie:
        await asyncio.to_thread(credentials_of(request).end_session, cookie)
    answer = Json({})
    answer.delete_cookie(COOKIE, path="/")
    return answer


async def me(request: Request) -> Response:
    """`GET /api/me`: who is signed in."""
    return Json(me_of(visitor_of(request)))


NOT_TOGETHER = Answer("This name and code do not belong together.", wire.NotDone | wire.Refusal)
TOO_MANY_TRIES = Answer(
    "Too many wrong codes: wait.", wire.NotDone, headers={"Retry-After": "Seconds to wait."}
)
ROUTES = (
    GuardedRoute(
        "/api/sign-in",
        post=Operation(
            sign_in,
            EVERYBODY,
            Described(
                "signIn",
                "people",
                "Sign in with a name and a code.",
                {
                    200: Answer(
                        "Signed in.", wire.Me, headers={"Set-Cookie": "The session's cookie."}
                    ),
                    401: NOT_TOGETHER,
                    429: TOO_MANY_TRIES,
                },
                body=Body(wire.SignIn),
            ),
        ),
    ),
    GuardedRoute(
        "/api/sign-out",
        post=Operation(
            sign_out,
            EVERYBODY,
            Described(
                "signOut",
                "people",
                "End this session.",
                {200: Answer("Signed out.", wire.Nothing)},
            ),
        ),
    ),
    GuardedRoute(
        "/api/me",
        get=Operation(
            me,
            SIGNED_IN,
            Described(
                "whoAmI", "people", "Who is signed in.", {200: Answer("The visitor.", wire.Me)}
            ),
        ),
    ),
)
