"""Where things meet: the hall, its doors, its pages and its screens, in one application."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute, Mount, Route

from count import boards
from count.access.credentials import Door
from count.access.devices import Device, Devices
from count.documents.pdf import Press
from count.hall.hall import Hall
from count.poll.local_time import clock
from count.storage.hall_directory import Premises
from count.web import (
    api,
    assets,
    devices,
    documents,
    hall_wide,
    pages,
    papers,
    statement,
)
from count.web.control_socket import Control
from count.web.device_feed import ScreenMaster, device_board
from count.web.guard import (
    DEVICE_COOKIE,
    EVERYBODY,
    SIGNED_IN,
    Entrance,
    Who,
    declared,
    failed,
    require_declared,
)
from display.boards import Board
from display.hub import Frame, Hub
from display.web import Screens
from tally_core.warming import warm


class Picture:
    """Keeps every board showing what the ledger says."""

    def __init__(self, hall: Hall, hub: Hub) -> None:
        self.hub = hub
        self._changed: dict[str, int] = {}
        self._shown: dict[str, Board] = {}
        self._released: frozenset[str] = frozenset()
        hall.watch(self.changed)
        self.changed(hall, frozenset(hall.standings))

    def changed(self, hall: Hall, contests: frozenset[str]) -> None:
        """Make anew the boards that a batch of acts touches, and show them."""
        # A release for the whole hall touches no contest, yet every result may now be shown.
        released = frozenset(filter(hall.result_released, hall.standings))
        contests |= released ^ self._released
        self._released = released
        seq, epoch = hall.chain.seq, hall.epoch
        marks = ("REHEARSAL",) if hall.rehearsal else ()
        updated = clock(hall.last_at) if hall.last_at else ""
        standings = list(hall.standings.values())
        shown = [
            boards.verification(standings, updated, marks, hall.last_at),
            boards.turnout(standings, updated, marks),
            boards.progress(standings, hall.floor, updated, marks),
            boards.announcement(hall.floor, hall.poll, updated, marks),
            boards.recounts(standings, hall.poll, updated, marks),
        ]
        for contest in contests:
            shown.append(
                boards.result(
                    hall.standings[contest], hall.poll, contest in released, updated, marks
                )
            )
        for board in shown:
            # A picture that did not change is not sent again: a screen is silent until something happens.
            if self._shown.get(board.board) != replace(board, updated=""):
                self._shown[board.board] = replace(board, updated="")
                self.hub.show(Frame(board, epoch, seq))
        self._changed |= dict.fromkeys(contests, seq)
        self.hub.show(boards.Pulse(dict(self._changed), epoch, seq))


OPEN = ("/screen", "/static/display")
"""Addresses of the display that anybody may open: they hold no board."""


class Sight:
    """Who may see which board, asked again while it is open: what has ended no longer sees anything."""

    def __init__(self, hall: Hall, door: Door, devices: Devices) -> None:
        self.hall, self.door, self.devices = hall, door, devices
        self.names = boards.board_names(hall.sealed)
        boards.require_declared([*self.names, boards.PULSE, boards.DEVICE, boards.DEVICES])

    def known(self, board: str) -> bool:
        """Whether there is such a board."""
        kind = boards.kind_of(board)
        return board in self.names or kind in (boards.PULSE, boards.DEVICE, boards.DEVICES)

    def may_see(self, connection: HTTPConnection, board: str) -> bool:
        """Whether this connection may see it now."""
        if boards.kind_of(board) == boards.DEVICE:
            own = self.devices.of(connection.cookies.get(DEVICE_COOKIE, ""))
            gone = own is None or (isinstance(own, Device) and own.revoked_at != "")
            return own is not None and not gone and board == device_board(own.id)
        visitor = Entrance.visitor_of(connection, self.door, self.devices)
        return boards.may_see(visitor, board, self.hall.floor)

    def listed(self, connection: HTTPConnection) -> Sequence[tuple[str, str]]:
        """The boards with a picture that this connection may see, with their titles."""
        visitor = Entrance.visitor_of(connection, self.door, self.devices)
        floor = self.hall.floor
        return [(b, t) for b, t in self.names.items() if boards.may_see(visitor, b, floor)]


def device_routes() -> list[tuple[Route, Who]]:
    """Joining screens and tablets, and looking after them."""
    keepers = frozenset({"administrator", "deputy", "returning-officer"})
    return [
        (Route("/api/device", devices.mine), EVERYBODY),
        (Route("/api/device", devices.ask, methods=["POST"]), EVERYBODY),
        (Route("/api/devices", devices.listed), keepers),
        (Route("/api/devices", devices.pair, methods=["POST"]), keepers),
        (Route("/api/devices/{device}", devices.change, methods=["POST"]), keepers),
        (Route("/api/devices/{device}", devices.take_away, methods=["DELETE"]), keepers),
        (Route("/api/screens", devices.pin_all, methods=["POST"]), keepers),
        (Route("/devices", devices.page), keepers),
        (Route("/enrol", devices.enrol), EVERYBODY),
    ]


def routes(screens: Screens) -> list[BaseRoute]:
    """Every address, each with who may use it."""
    officers = frozenset({"deputy", "returning-officer"})
    recorders = SIGNED_IN - {"administrator", "observer", "screen"}
    api_routes: list[tuple[Route, Who]] = [
        (Route("/api/contests/{contest}/acts", api.post_act, methods=["POST"]), SIGNED_IN),
        (Route("/api/contests/{contest}/acts", api.acts_to_strike), recorders),
        (Route("/api/acts", api.post_act, methods=["POST"]), SIGNED_IN),
        (
            Route("/api/contests/{contest}/papers", papers.hand_in, methods=["POST", "PUT"]),
            officers | {"results", "administrator"},
        ),
        (Route("/api/contests", api.contests), SIGNED_IN),
        (Route("/api/contests/{contest}", api.contest), SIGNED_IN),
        (
            Route("/api/contests/{contest}/units/{unit}/acts", api.acts_of_unit),
            officers | {"supervisor", "adjudicator"},
        ),
        (
            Route("/api/contests/{contest}/statement", statement.as_data),
            SIGNED_IN - {"administrator", "screen"},
        ),
        (Route("/api/floor", hall_wide.as_data), officers),
        *documents.routes(),
        (Route("/api/ledger", api.ledger), frozenset({"returning-officer"})),
        (Route("/api/me", api.me), SIGNED_IN),
        (Route("/api/sign-out", api.sign_out, methods=["POST"]), EVERYBODY),
        (Route("/api/sign-in", api.sign_in, methods=["POST"]), EVERYBODY),
        (Route("/api/second", api.second, methods=["POST"]), SIGNED_IN),
        (Route("/api/openapi.json", api.description), EVERYBODY),
        (Route(assets.WORKER_PATH, assets.worker), EVERYBODY),
        (Route("/healthz", api.healthz), EVERYBODY),
        (Route("/readyz", api.readyz), EVERYBODY),
        (Route("/metrics", api.metrics), EVERYBODY),
    ]
    desk: list[tuple[Route, Who]] = [
        (Route(page.path, getattr(pages, page.handler)), page.roles or EVERYBODY)
        for page in pages.PAGES
    ]
    static = Mount(assets.STATIC_PATH, assets.Assets(directory=assets.STATIC_FOLDER))
    screen_routes = [
        declared(route, EVERYBODY if getattr(route, "path", "") in OPEN else SIGNED_IN)
        for route in screens.routes()
    ]
    return [
        *(declared(route, who) for route, who in (*api_routes, *device_routes())),
        *screen_routes,
        *(declared(route, who) for route, who in desk),
        declared(static, EVERYBODY),
    ]


def make_app(premises: Premises) -> Starlette:
    """The application of one hall. Everything is compiled and read before it answers that it is ready.

    Raises:
        Tampered: the ledger is not what was recorded.
        UndeclaredRoute: a route does not say who may use it.
    """
    warm()
    hall = Hall(premises)
    door = Door(premises.database)
    hub = Hub()
    kept = Devices(premises.database)
    sight = Sight(hall, door, kept)
    screens = Screens(hub, sight.may_see, sight.known, sight.listed)
    everything = routes(screens)
    require_declared(everything)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await hall.open()
        Picture(hall, hub)
        app.state.screens = ScreenMaster(hall, hub, kept)
        control = Control(premises.database.directory, hall, door)
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
            door.close()
            await asyncio.to_thread(premises.close)

    app = Starlette(
        routes=everything,
        middleware=[Middleware(Entrance, door=door, devices=kept)],
        # Outside every middleware: it has to set the headers itself.
        exception_handlers={Exception: failed},
        lifespan=lifespan,
    )
    app.state.hall, app.state.door, app.state.hub = hall, door, hub
    app.state.press, app.state.devices = Press(), kept
    app.state.taking_papers = asyncio.Semaphore(papers.AT_ONCE)
    return app
