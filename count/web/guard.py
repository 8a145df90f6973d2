"""The outermost layer: every request passes it, and every answer carries its headers.

Whoever comes in is known before any handler runs; routes say who may use them (`guarded_route`). Unsafe
methods from another origin are refused by what browsers say of a request (Fetch Metadata, else Origin against
Host), since a cookie alone proves no intent.
"""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from count.access.credentials import Credentials
from count.access.devices import Devices
from count.poll.roles import Visitor
from count.storage.paper_store import LARGEST_FILE
from count.web.guarded_route import refused_who
from display.web import same_origin

COOKIE = "counthall"
DEVICE_COOKIE = "counthall-device"
"""What a joined screen or tablet comes back with: a secret of its own, and no session."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
LARGEST_BODY = 256 * 1024
"""Bytes of a body; the largest act (a sheet of a long ballot paper) is a small part of it."""


_PAPERS = re.compile(r"/api/contests/[^/]+/papers")


def largest_body(path: str) -> int:
    """The most bytes that may be sent to an address: acts are small, a file of papers is not."""
    return LARGEST_FILE if _PAPERS.fullmatch(path) else LARGEST_BODY


async def failed(request: Request, fault: Exception) -> Response:
    """A fault of the server itself: it is in the log, and the answer tells nothing of it."""
    words = "The server failed at this. Look whether it was done before trying again."
    return JSONResponse({"words": words}, status_code=500, headers=HEADERS)


class Guard:
    """The outermost layer: knows the visitor, refuses foreign requests, bounds bodies, sets the headers."""

    def __init__(self, app: ASGIApp, credentials: Credentials, devices: Devices) -> None:
        self.app, self.credentials, self.devices = app, credentials, devices

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        headers = Headers(scope=scope)
        visitor, by_token, wrong = self._look_up(
            HTTPConnection(scope), self.credentials, self.devices
        )
        scope["state"]["visitor"] = visitor

        async def with_headers(message: Message) -> None:
            # A websocket that is refused is answered over HTTP, too.
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                answer = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    answer.setdefault(name, value)
            await send(message)

        if scope["type"] == "websocket":
            await self.app(scope, receive, with_headers)
            return
        refused = self._refused(scope, headers, by_token=by_token, wrong=wrong)
        if refused is not None:
            await refused(scope, receive, with_headers)
            return
        await self.app(scope, receive, with_headers)

    @staticmethod
    def visitor_of(
        connection: HTTPConnection, credentials: Credentials, devices: Devices | None = None
    ) -> Visitor | None:
        """The person a connection belongs to now: nobody, once its session has ended."""
        return Guard._look_up(connection, credentials, devices, at_work=False)[0]

    @staticmethod
    def _look_up(
        connection: HTTPConnection,
        credentials: Credentials,
        devices: Devices | None,
        *,
        at_work: bool = True,
    ) -> tuple[Visitor | None, bool, bool]:
        """The person, whether known by a token, and whether a wrong token was shown."""
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            visitor = credentials.by_token(token.strip())
            return visitor, visitor is not None, visitor is None
        cookie = connection.cookies.get(COOKIE)
        person = credentials.by_cookie(cookie, at_work=at_work) if cookie else None
        # Whoever signs in at a screen is themselves there, until they sign out.
        secret = connection.cookies.get(DEVICE_COOKIE)
        screen = devices.visitor(secret) if devices is not None and secret else None
        return person or screen, False, False

    @staticmethod
    def _refused(scope: Scope, headers: Headers, *, by_token: bool, wrong: bool) -> Response | None:
        if wrong:
            return refused_who("This token is not known.", 401)
        if scope["method"] in ("GET", "HEAD", "OPTIONS"):
            return None
        if not by_token and not _same_site(HTTPConnection(scope), headers):
            return refused_who("This came from another site.", 403)
        length, most = headers.get("content-length", "0"), largest_body(scope["path"])
        if not length.isdigit() or int(length) > most:
            what = "An act" if most == LARGEST_BODY else "A file"
            words = f"{what} is {most:,} bytes at most."
            body = {"refused": "malformed", "words": words, "fields": {}, "findings": []}
            return JSONResponse(body, status_code=413)
        return None


def _same_site(connection: HTTPConnection, headers: Headers) -> bool:
    fetched = headers.get("sec-fetch-site")
    if fetched is not None:
        return fetched in ("same-origin", "none")
    return "origin" not in headers or same_origin(connection)
