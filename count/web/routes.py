"""Every address, each with who may use it: gathered from the modules that answer there."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from count.web import (
    acts,
    assets,
    contests,
    corrections,
    device_routes,
    documents,
    hall_wide,
    health,
    help_pages,
    ledger,
    pages,
    papers,
    people,
    statement,
)
from count.web.board_routes import board_routes
from count.web.described import Answer, Described
from count.web.guarded_route import (
    EVERYBODY,
    GuardedRoute,
    Operation,
    StaticFolder,
    page,
    require_declared,
)
from count.web.openapi import openapi
from count.web.request import Json
from display.web import Screens


def routes(screens: Screens) -> list[BaseRoute]:
    """Every address of the application."""
    of_hall: list[BaseRoute] = [
        *acts.ROUTES,
        *papers.ROUTES,
        *contests.ROUTES,
        *corrections.ROUTES,
        *statement.ROUTES,
        *hall_wide.ROUTES,
        *documents.ROUTES,
        *ledger.ROUTES,
        *people.ROUTES,
        *health.ROUTES,
        *help_pages.ROUTES,
        *device_routes.ROUTES,
        *board_routes(screens),
        *pages.PAGES,
        page(assets.WORKER_PATH, assets.worker, EVERYBODY),
        StaticFolder(assets.STATIC_PATH, assets.Assets(directory=assets.STATIC_FOLDER)),
    ]
    return [*of_hall, described(of_hall)]


def described(of_hall: Sequence[BaseRoute]) -> GuardedRoute:
    """The address at which machines read what all the others, and it itself, take and answer."""
    told = Described(
        "describeInterface",
        "server",
        "This description (OpenAPI 3.1).",
        {200: Answer("Everything that machines may ask.", dict[str, object])},
    )
    described: list[BaseRoute] = [*of_hall]

    async def description(request: Request) -> Response:
        """`GET /api/openapi.json`."""
        return Json(whole)

    route = GuardedRoute("/api/openapi.json", get=Operation(description, EVERYBODY, told))
    described.append(route)
    require_declared(described)
    whole = openapi(described)
    return route
