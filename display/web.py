"""Screens over HTTP and websocket: the page of a board, its newest frame, and the live feed.

The handlers know neither sessions nor roles: they ask `known` whether there is such a board and
`may_see` whether this connection may see it. The application mounts them behind its own guard.
"""

import asyncio
from collections.abc import Callable, Sequence
from inspect import isawaitable
from typing import Any

import orjson
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from display import render
from display.hub import Hub, MaySee
from display.screens import Screen, screen_of

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types counthall-board"
)
"""The page's Content-Security-Policy: nothing inline, nothing from elsewhere."""

LARGEST_BEAT = 1 << 53
"""A beat is a number a browser counts exactly: below this."""

BoardsList = Callable[[HTTPConnection], Sequence[tuple[str, str]]]
"""The (board, title) pairs this connection may see."""


def same_origin(connection: HTTPConnection) -> bool:
    """Whether a websocket handshake comes from one of our own pages (RFC 6455 section 10.2).

    The Origin must name the host that was asked, and https where the connection is. Without an
    Origin it is no browser: that is allowed to a client that shows a bearer token.
    """
    headers: Headers = connection.headers
    origins = headers.getlist("origin")
    if not origins:
        return headers.get("authorization", "").lower().startswith("bearer ")
    if len(origins) != 1:
        return False
    scheme, _, host = origins[0].lower().partition("://")
    usual = {"http": ":80", "https": ":443"}.get(scheme)
    if usual is None or not host or (connection.scope["scheme"] == "wss" and scheme != "https"):
        return False
    asked = headers.get("host", "")
    return host.removesuffix(usual) == asked.lower().removesuffix(usual)


class FreshFiles(StaticFiles):
    """The page's stylesheet and scripts, asked for again at each load: a screen runs for weeks."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


class Screens:
    """The handlers. `every` is how often, in seconds, open screens are asked about again."""

    def __init__(
        self,
        hub: Hub,
        may_see: MaySee,
        known: Callable[[str], bool],
        boards_list: BoardsList,
        *,
        every: float = 1.0,
        static: str = "/static/display",
    ) -> None:
        self.hub = hub
        self._may_see = may_see
        self._known = known
        self._boards_list = boards_list
        self._every = every
        self._static = static
        self._watching: asyncio.Task[None] | None = None

    def routes(self) -> list[BaseRoute]:
        """Everything here at the addresses of the contract, for an application to mount."""
        return [
            Route("/boards/{board}", self.page),
            Route("/screen", self.screen),
            Route("/api/boards", self.boards),
            Route("/api/boards/{board}", self.frame),
            WebSocketRoute("/live/{board}", self.live),
            Mount(self._static, FreshFiles(directory=render.STATIC), name="display-static"),
        ]

    async def page(self, request: Request) -> Response:
        """`GET /boards/{board}`: the full-screen page, with the newest picture already in it."""
        board = request.path_params["board"]
        refused = await self._refused(request, board)
        if refused is not None:
            return refused
        frame = self.hub.newest(board)
        root = request.scope.get("root_path", "")
        theme = request.query_params.get("theme", "")
        text = render.page(
            board=board,
            title=frame.title if frame else board,
            fragment=frame.html if frame else "",
            position=frame.position if frame else None,
            live=f"{root}/live/{board}",
            static=root + self._static,
            theme=theme if theme in ("light", "dark") else "",
            plain=request.query_params.get("text", "") == "1",
            lang=frame.lang if frame else "en",
        )
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
        return HTMLResponse(text, headers=headers)

    async def screen(self, request: Request) -> Response:
        """`GET /screen`: a screen that is joined by a code and is told what to show. It holds no board."""
        root = request.scope.get("root_path", "")
        text = render.screen_page(root=root, static=root + self._static)
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
        return HTMLResponse(text, headers=headers)

    async def frame(self, request: Request) -> Response:
        """`GET /api/boards/{board}`: the newest frame."""
        board = request.path_params["board"]
        refused = await self._refused(request, board)
        if refused is not None:
            return refused
        frame = self.hub.newest(board)
        if frame is None:
            return _words("Nothing has been shown on this board yet.", 404)
        return _json(frame.text)

    async def boards(self, request: Request) -> Response:
        """`GET /api/boards`: the boards this connection may see."""
        pairs = self._boards_list(request)
        listed = [{"board": board, "title": title} for board, title in pairs]
        return _json(orjson.dumps({"boards": listed}))

    async def live(self, websocket: WebSocket) -> None:
        """`WS /live/{board}?epoch=E&seq=N`: the present frame unless E and N are current; then
        newer ones, never an older, and an answer to each beat. Nothing else is ever sent."""
        board = websocket.path_params["board"]
        refused = (
            await self._refused(websocket, board)
            if same_origin(websocket)
            else _words("This is not a page of this hall.", 403)
        )
        if refused is not None:
            await _deny(websocket, refused)
            return
        await websocket.accept()
        screen = screen_of(websocket, board)
        self.hub.join(screen, _seen(websocket))
        self._keep_watch()
        try:
            await screen.attend(self._listen(websocket, screen))
        finally:
            self.hub.leave(screen)

    async def _listen(self, websocket: WebSocket, screen: Screen) -> None:
        """Answer beats until the screen goes; whatever else it says is ignored."""
        while (message := await websocket.receive())["type"] != "websocket.disconnect":
            beat = _beat(message.get("text"))
            if beat is not None:
                frame = self.hub.newest(screen.board)
                epoch, seq = frame.position if frame else (None, None)
                screen.answer(orjson.dumps({"beat": beat, "epoch": epoch, "seq": seq}))

    async def _refused(self, connection: HTTPConnection, board: str) -> Response | None:
        """The answer to whoever may not see this board, or None."""
        if not self._known(board):
            return _words("There is no such board.", 404)
        answer = self._may_see(connection, board)
        if not (await answer if isawaitable(answer) else answer):
            return _words("You may not see this board.", 403)
        return None

    def _keep_watch(self) -> None:
        if self._watching is None or self._watching.done():
            self._watching = asyncio.get_running_loop().create_task(self._watch())

    async def _watch(self) -> None:
        """While anybody looks, ask again whether they still may: a right can be withdrawn."""
        while self.hub.screens:
            await asyncio.sleep(self._every)
            await self.hub.recheck(self._may_see)


async def _deny(websocket: WebSocket, refusal: Response) -> None:
    """Answer a handshake with HTTP instead of an upgrade."""
    if "websocket.http.response" in websocket.scope.get("extensions", {}):
        await websocket.send_denial_response(refusal)
    else:
        # A server without that extension makes HTTP 403 of this, whatever the reason was.
        await websocket.close()


def _beat(text: str | None) -> int | None:
    """The number of a beat `{"beat": n}`; None for anything else."""
    try:
        said = orjson.loads(text or "")
    except orjson.JSONDecodeError:
        return None
    beat = said.get("beat") if isinstance(said, dict) else None
    return beat if type(beat) is int and 0 <= beat < LARGEST_BEAT else None


def _seen(connection: HTTPConnection) -> tuple[int, int] | None:
    """The place in the ledger a screen says it has; None when it says nothing that is one."""
    asked = connection.query_params
    try:
        return int(asked["epoch"]), int(asked["seq"])
    except (KeyError, ValueError):
        return None


def _json(body: bytes, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(body, status, headers=headers, media_type="application/json")


def _words(words: str, status: int) -> Response:
    return _json(orjson.dumps({"words": words}), status)
