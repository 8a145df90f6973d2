"""The description of the interface as a hall gives it out; no hall is needed for it."""

from functools import cache
from typing import Any

from starlette.routing import BaseRoute

from count.web.openapi import openapi
from count.web.routes import routes
from display.hub import Hub
from display.web import Screens


def all_routes() -> list[BaseRoute]:
    """Every route of a hall, over screens that show nothing."""
    return routes(Screens(Hub(), lambda c, b: False, lambda b: False, lambda c: []))


@cache
def description() -> dict[str, Any]:
    """What `/api/openapi.json` answers."""
    return openapi(all_routes())
