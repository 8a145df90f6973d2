"""Every address, each with who may use it."""

from starlette.routing import BaseRoute, Mount, Route

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
from count.web.guard import (
    EVERYBODY,
    SIGNED_IN,
    Who,
    declared,
)
from display.web import Screens

OPEN = ("/screen", "/static/display")
"""Addresses of the display that anybody may open: they hold no board."""


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
