"""Made-up boards, screens and a real server for them: no election anywhere."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from display.boards import (
    Bar,
    Bars,
    Board,
    Column,
    Figure,
    Figures,
    Part,
    Row,
    Table,
    Tile,
    Tiles,
    Words,
)
from display.hub import Frame, Hub
from display.web import Screens
from display.wire import serve_options

VERIFICATION = Board(
    "verification",
    "Verification",
    "Whole hall",
    (
        Figures((Figure("Boxes verified", "1 of 3"), Figure("Papers verified", 31204))),
        Tiles(
            "Boxes",
            (
                Tile("Library", "verified", "verified", "1,204 papers"),
                Tile("Fire Station", "being counted", "open"),
                Tile("Postal 3", "late", "late", "due 23:10"),
            ),
        ),
    ),
    ("REHEARSAL",),
    "23:42:10",
)
PROGRESS = Board(
    "progress",
    "Progress",
    "by contest",
    (
        Bars(
            "Papers accounted for",
            (
                Bar("Abbey", 2716, 5432, "2,716 of 5,432"),
                Bar("Castle", 5433, 5432, "1 more than verified"),
            ),
        ),
    ),
)
RECOUNT = Board(
    "notice",
    "Recount",
    "Castle ward",
    (
        Words(("A recount of all papers has been granted.", "Agents to tables 4 to 9, please.")),
        Words(("Caniatawyd ailgyfrif.",), lang="cy"),
    ),
    ("RECOUNT",),
)
DECLARED = Board(
    "result",
    "Castle ward",
    "Declared at 02:14",
    (
        Table(
            "Votes given for each candidate",
            (Column("Candidate"), Column("Description"), Column("Votes", figures=True)),
            (
                Row(("KHOO, Lee Min", "Independent", 1204), "#808080"),
                Row(("O'NEILL, Siobhán", "Green Party", 2311), "#02A95B", "ELECTED"),
            ),
            "51 papers were rejected.",
        ),
        Figures((Figure("Turnout", "48.1%"),)),
    ),
    ("DECLARED",),
    "02:14:03",
)
ALL = (VERIFICATION, PROGRESS, RECOUNT, DECLARED)


def picture(board: str = "progress", title: str = "Progress", *parts: Part) -> Board:
    return Board(board, title, "", parts)


def frame(seq: int, epoch: int = 1, title: str = "Progress", *parts: Part) -> Frame:
    return Frame(picture("progress", title, *parts), epoch, seq)


class Server(uvicorn.Server):
    """uvicorn, which says when it listens, and stops when told rather than at its next tick."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self.told_to_stop = asyncio.Event()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.told_to_stop.wait()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.ready.set()


@dataclass
class Hall:
    """What an application would know: who may see what."""

    hub: Hub = field(default_factory=Hub)
    forbidden: set[str] = field(default_factory=set)
    names: tuple[str, ...] = tuple(board.board for board in ALL)
    port: int = 0
    server: Server | None = None

    def may_see(self, connection: HTTPConnection, board: str) -> bool:
        return board not in self.forbidden

    async def asked(self, connection: HTTPConnection, board: str) -> bool:
        return self.may_see(connection, board)

    def app(self, every: float = 0.05) -> Starlette:
        def titles(connection: HTTPConnection) -> list[tuple[str, str]]:
            return [(b.board, b.title) for b in ALL if self.may_see(connection, b.board)]

        screens = Screens(self.hub, self.asked, lambda b: b in self.names, titles, every=every)
        return Starlette(routes=screens.routes())

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def live(self) -> str:
        return f"ws://127.0.0.1:{self.port}/live"


@contextlib.asynccontextmanager
async def serving(hall: Hall, port: int = 0, **options: Any) -> AsyncIterator[Hall]:
    """The hall on a real server on a free port of this machine, in this event loop."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    hall.port = listening.getsockname()[1]
    config = uvicorn.Config(
        hall.app(), log_level="critical", lifespan="off", **{**serve_options(), **options}
    )
    hall.server = Server(config)
    running = asyncio.create_task(hall.server.serve(sockets=[listening]))
    try:
        await hall.server.ready.wait()
        yield hall
    finally:
        hall.server.told_to_stop.set()
        await asyncio.wait_for(running, 20)
        listening.close()
