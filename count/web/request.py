"""Parts of a request that handlers need, and the JSON they answer."""

import asyncio
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from count.access.credentials import Credentials
from count.hall.hall import Hall
from count.poll.roles import Visitor
from count.recording.refusals import MalformedAct
from count.web import wire
from count.web.described import Answer
from count.web.guard import LARGEST_BODY

PATIENCE = 10.0
"""Seconds in which a body must have arrived."""


class Json(Response):
    """JSON as every machine answer is written."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


def hall_of(request: Request) -> Hall:
    """The hall that is served."""
    hall: Hall = request.app.state.hall
    return hall


def credentials_of(request: Request) -> Credentials:
    """The credentials of this hall."""
    credentials: Credentials = request.app.state.credentials
    return credentials


def visitor_of(request: Request) -> Visitor:
    """The person signed in, at an address for those who are."""
    visitor: Visitor = request.state.visitor
    return visitor


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object in a request.

    Raises:
        MalformedAct: it is too long, not JSON, or not an object.
    """
    raw = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for piece in request.stream():
                raw += piece
                if len(raw) > LARGEST_BODY:
                    raise MalformedAct(f"An act is {LARGEST_BODY:,} bytes at most.")
    except (TimeoutError, ClientDisconnect):
        raise MalformedAct("This did not arrive whole: send it again.") from None
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as fault:
        raise MalformedAct(f"This is not JSON: {fault}.") from None
    if not isinstance(body, dict):
        raise MalformedAct("An act is a JSON object.")
    return body


def no_contest() -> Response:
    """The answer where a contest is not of this hall."""
    return Json({"words": "There is no such contest."}, 404)


NO_CONTEST = Answer("There is no such contest.", wire.NotDone)
