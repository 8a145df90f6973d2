"""The application of one hall: recorder, access, pages and screens together."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.middleware import Middleware

from count.access.credentials import Credentials
from count.access.devices import Devices
from count.documents.pdf import PdfStore
from count.hall.hall import Hall
from count.storage.hall_directory import HallDirectory
from count.web import (
    papers,
)
from count.web.board_access import BoardAccess
from count.web.board_feed import BoardFeed
from count.web.control_socket import ControlSocket
from count.web.device_feed import DeviceFeed
from count.web.guard import (
    Guard,
    failed,
)
from count.web.guarded_route import require_declared
from count.web.routes import routes
from display.hub import Hub
from display.web import Screens
from tally_core.warming import warm


def make_app(hall_directory: HallDirectory) -> Starlette:
    """The application of one hall. Everything is compiled and read before it answers that it is ready.

    Raises:
        Tampered: the ledger is not what was recorded.
        UndeclaredRoute: a route does not say who may use it.
    """
    warm()
    hall = Hall(hall_directory)
    credentials = Credentials(hall_directory.database)
    hub = Hub()
    devices = Devices(hall_directory.database)
    board_access = BoardAccess(hall, credentials, devices)
    screens = Screens(hub, board_access.may_see, board_access.known, board_access.listed)
    everything = routes(screens)
    require_declared(everything)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await hall.open()
        BoardFeed(hall, hub)
        app.state.screens = DeviceFeed(hall, hub, devices)
        control = ControlSocket(hall_directory.database.directory, hall, credentials)
        await control.open()
        app.state.ready = True
        try:
            yield
        finally:
            app.state.ready = False
            app.state.screens.close()
            await control.close()
            await hub.close()
            await hall.close()
            credentials.close()
            await asyncio.to_thread(hall_directory.close)

    app = Starlette(
        routes=everything,
        middleware=[Middleware(Guard, credentials=credentials, devices=devices)],
        # Outside every middleware: it has to set the headers itself.
        exception_handlers={Exception: failed},
        lifespan=lifespan,
    )
    app.state.hall, app.state.credentials, app.state.hub = hall, credentials, hub
    app.state.pdfs, app.state.devices = PdfStore(), devices
    app.state.taking_papers = asyncio.Semaphore(papers.AT_ONCE)
    return app
