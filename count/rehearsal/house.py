"""A hall served in this process, for as long as a rehearsal lasts."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn

from count.access.credentials import Credentials
from count.ledger.chain import Tampered
from count.storage.hall_directory import HallDirectory
from count.web.app import make_app
from display.wire import serve_options


class _Server(uvicorn.Server):
    """A server that leaves signals to the rehearsal, which has people to send home first."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.open = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.open.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def served(
    hall_directory: HallDirectory, listening: socket.socket
) -> AsyncIterator[Credentials]:
    """Serve a hall on a socket that listens already; gives the door, to let people in by.

    Raises:
        Tampered: the ledger is not what was recorded.
    """
    try:
        app = make_app(hall_directory)
    except Tampered:
        hall_directory.close()
        raise
    options = serve_options() | {"log_level": "error", "access_log": False}
    server = _Server(uvicorn.Config(app, server_header=False, **options))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    opening = asyncio.create_task(server.open.wait())
    await asyncio.wait({serving, opening}, return_when=asyncio.FIRST_COMPLETED)
    opening.cancel()
    try:
        yield app.state.credentials
    finally:
        server.should_exit = True
        await serving
