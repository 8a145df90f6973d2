"""Routes that say who may use them and how machines are told of them; the server starts with no other."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import quote

from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from count.poll.roles import Visitor
from count.web.described import NOT_FOR_MACHINES, Described

EVERYBODY: Final = "everybody"
"""Need not be signed in: signing in itself, static files, the health of the server."""

Who = frozenset[str] | Literal["everybody"]
Handler = Callable[[Request], Awaitable[Response]]
Told = Described | Literal["not for machines"] | None
"""How machines are told of an operation; None where that was forgotten."""


class UndeclaredRoute(RuntimeError):
    """A route does not say who may use it: the server does not start."""


class UndescribedRoute(RuntimeError):
    """A route is neither described for machines nor marked as not for them: the server does not start."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of an address: its handler, who may use it, and its description."""

    handler: Handler
    who: Who
    told: Told = None


class GuardedRoute(Route):
    """One address with all its methods; each lets only those in who may use it."""

    def __init__(
        self,
        path: str,
        *,
        get: Operation | None = None,
        post: Operation | None = None,
        put: Operation | None = None,
        delete: Operation | None = None,
    ) -> None:
        given = {"GET": get, "POST": post, "PUT": put, "DELETE": delete}
        self.operations = {method: of for method, of in given.items() if of is not None}
        super().__init__(path, self._answer, methods=[*self.operations], name=path)

    async def _answer(self, request: Request) -> Response:
        operation = self.operations["GET" if request.method == "HEAD" else request.method]
        if operation.who != EVERYBODY:
            visitor: Visitor | None = request.state.visitor
            if visitor is None or visitor.role not in operation.who:
                return refusal(request, visitor)
        return await operation.handler(request)


class GuardedSocket(WebSocketRoute):
    """A websocket's address. Its handler asks for each board by name before it accepts anybody."""

    def __init__(
        self, path: str, handler: Callable[[WebSocket], Awaitable[None]], who: Who, told: Told
    ) -> None:
        super().__init__(path, handler)
        self.who, self.told = who, told


class StaticFolder(Mount):
    """A folder of static files, for everybody and not for machines."""

    def __init__(self, path: str, files: StaticFiles) -> None:
        super().__init__(path, files)


def page(path: str, handler: Handler, who: Who) -> GuardedRoute:
    """A page for people: machines are not told of it."""
    return GuardedRoute(path, get=Operation(handler, who, NOT_FOR_MACHINES))


def operations_of(route: BaseRoute) -> dict[str, tuple[Who, Told]]:
    """Each method of a route: who may use it, and its description for machines.

    Raises:
        UndeclaredRoute: the route does not say so.
    """
    match route:
        case GuardedRoute():
            return {method: (of.who, of.told) for method, of in route.operations.items()}
        case GuardedSocket():
            return {"GET": (route.who, route.told)}
        case StaticFolder():
            return {"GET": (EVERYBODY, NOT_FOR_MACHINES)}
        case _:
            where = getattr(route, "path", route)
            raise UndeclaredRoute(f"{where} does not say who may use it")


def require_declared(routes: Iterable[BaseRoute]) -> None:
    """Refuse to start with a route that does not say who may use it, or nothing to machines.

    Raises:
        UndeclaredRoute: naming it.
        UndescribedRoute: naming it.
    """
    for route in routes:
        for method, (_, told) in operations_of(route).items():
            if told is None:
                where = f"{method} {getattr(route, 'path', route)}"
                raise UndescribedRoute(f"{where} is not described for machines")


def refusal(connection: HTTPConnection, visitor: Visitor | None) -> Response:
    """Sign in first, or: not for your role."""
    if visitor is None and "text/html" in connection.headers.get("accept", ""):
        asked = connection.url.path + (f"?{query}" if (query := connection.url.query) else "")
        return RedirectResponse(f"/sign-in?next={quote(asked, safe='/')}", status_code=303)
    if visitor is not None and "text/html" in connection.headers.get("accept", ""):
        return HTMLResponse(_NOT_FOR_YOU, status_code=403)
    if visitor is None:
        return refused_who("Sign in first.", 401)
    return refused_who(f"This is not for {visitor.role}.", 403)


def refused_who(words: str, status: int) -> Response:
    """The answer to somebody who may not do this, or is not known."""
    body: dict[str, Any] = {"refused": "who", "words": words, "fields": {}, "findings": []}
    return JSONResponse(body, status_code=status)


_NOT_FOR_YOU = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Not for your role · Counthall</title></head>
<body><main><h1>This page is not for your role</h1>
<p>Go to <a href="/">your own page</a>, or ask an officer.</p></main></body></html>
"""
