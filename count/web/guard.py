"""Who may use which address, and what every answer carries.

Each route says who may use it, and the server refuses to start if one does not. Whoever comes in is known
before any handler runs. Unsafe methods from another origin are refused by what browsers say of a request
(Fetch Metadata, else Origin against Host), since a cookie alone proves no intent.
"""

import re
from collections.abc import Iterable
from typing import Any, Final, Literal
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from count.access.credentials import Credentials
from count.access.devices import Devices
from count.poll.roles import ROLES, Visitor
from count.storage.paper_store import LARGEST_FILE
from display.web import same_origin

COOKIE = "counthall"
DEVICE_COOKIE = "counthall-device"
"""What a joined screen or tablet comes back with: a secret of its own, and no session."""
EVERYBODY: Final = "everybody"
"""Need not be signed in: signing in itself, static files, the health of the server."""
SIGNED_IN: frozenset[str] = frozenset(ROLES)

Who = frozenset[str] | Literal["everybody"]

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
    """How many bytes may be sent to an address: acts are small, a file of papers is not."""
    return LARGEST_FILE if _PAPERS.fullmatch(path) else LARGEST_BODY


class UndeclaredRoute(RuntimeError):
    """A route does not say who may use it: the server does not start."""


async def failed(request: Request, fault: Exception) -> Response:
    """A fault of the server itself: it is in the log, and the answer tells nothing of it."""
    words = "The server failed at this. Look whether it was done before trying again."
    return JSONResponse({"words": words}, status_code=500, headers=HEADERS)


class RouteGuard:
    """Lets only those in who may use a route."""

    def __init__(self, app: ASGIApp, who: frozenset[str]) -> None:
        self.app, self.who = app, who

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        visitor: Visitor | None = scope["state"].get("visitor")
        if visitor is not None and visitor.role in self.who:
            await self.app(scope, receive, send)
            return
        await refusal(HTTPConnection(scope), visitor)(scope, receive, send)


def refusal(connection: HTTPConnection, visitor: Visitor | None) -> Response:
    """Sign in first, or: not for your role."""
    if visitor is None and "text/html" in connection.headers.get("accept", ""):
        asked = connection.url.path + (f"?{query}" if (query := connection.url.query) else "")
        return RedirectResponse(f"/sign-in?next={quote(asked, safe='/')}", status_code=303)
    if visitor is not None and "text/html" in connection.headers.get("accept", ""):
        return HTMLResponse(_NOT_FOR_YOU, status_code=403)
    status = 401 if visitor is None else 403
    words = "Sign in first." if visitor is None else f"This is not for {visitor.role}."
    body = {"refused": "who", "words": words, "fields": {}, "findings": []}
    return JSONResponse(body, status_code=status)


_NOT_FOR_YOU = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Not for your role · Counthall</title></head>
<body><main><h1>This page is not for your role</h1>
<p>Go to <a href="/">your own page</a>, or ask an officer.</p></main></body></html>
"""


def declared(route: BaseRoute, who: Who) -> BaseRoute:
    """The route, for these people only."""
    route.who = who  # type: ignore[attr-defined]
    if who != EVERYBODY and not isinstance(route, WebSocketRoute):
        # A websocket asks for each board by name, before it is accepted.
        route.app = RouteGuard(route.app, who)  # type: ignore[attr-defined]
    return route


def require_declared(routes: Iterable[BaseRoute]) -> None:
    """Refuse to start with a route that does not say who may use it.

    Raises:
        UndeclaredRoute: naming it.
    """
    for route in routes:
        if not hasattr(route, "who"):
            raise UndeclaredRoute(f"{getattr(route, 'path', route)} does not say who may use it")
        if isinstance(route, Mount) and route.routes:
            require_declared(route.routes)


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
        """Who a connection belongs to now: nobody, once its session has ended."""
        return Guard._look_up(connection, credentials, devices, at_work=False)[0]

    @staticmethod
    def _look_up(
        connection: HTTPConnection,
        credentials: Credentials,
        devices: Devices | None,
        *,
        at_work: bool = True,
    ) -> tuple[Visitor | None, bool, bool]:
        """Who this is, whether by a token, and whether a wrong token was shown."""
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
        said: dict[str, Any] = {"refused": "who", "fields": {}, "findings": []}
        if wrong:
            return JSONResponse({**said, "words": "This token is not known."}, status_code=401)
        if scope["method"] in ("GET", "HEAD", "OPTIONS"):
            return None
        if not by_token and not _same_site(HTTPConnection(scope), headers):
            words = "This came from another site."
            return JSONResponse({**said, "words": words}, status_code=403)
        length, most = headers.get("content-length", "0"), largest_body(scope["path"])
        if not length.isdigit() or int(length) > most:
            what = "An act" if most == LARGEST_BODY else "A file"
            words = f"{what} is {most:,} bytes at most."
            return JSONResponse({**said, "refused": "malformed", "words": words}, status_code=413)
        return None


def _same_site(connection: HTTPConnection, headers: Headers) -> bool:
    fetched = headers.get("sec-fetch-site")
    if fetched is not None:
        return fetched in ("same-origin", "none")
    return "origin" not in headers or same_origin(connection)
