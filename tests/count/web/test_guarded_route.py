"""Every route says who may use it and how machines are told of it; the hall starts with no other."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.testclient import TestClient

from count.poll.roles import ROLES, SIGNED_IN, Visitor
from count.storage.hall_directory import HallDirectory
from count.web import app as application
from count.web.described import NOT_FOR_MACHINES
from count.web.guarded_route import (
    EVERYBODY,
    GuardedRoute,
    Operation,
    UndeclaredRoute,
    UndescribedRoute,
    operations_of,
    page,
    require_declared,
)
from count.web.routes import routes
from tests.count.client import small_poll
from tests.count.interface import all_routes


async def nothing(request: Request) -> Response:
    return Response()


def test_every_route_of_the_hall_says_who_may_use_it() -> None:
    for route in all_routes():
        for who, _ in operations_of(route).values():
            assert who == EVERYBODY or (who and who <= set(ROLES)), route


FORGOTTEN = (
    (Route("/api/forgotten", nothing), UndeclaredRoute),
    (Mount("/api/forgotten", routes=[]), UndeclaredRoute),
    (WebSocketRoute("/api/forgotten", nothing), UndeclaredRoute),
    (GuardedRoute("/api/forgotten", get=Operation(nothing, SIGNED_IN)), UndescribedRoute),
)


@pytest.mark.parametrize(
    ("forgotten", "fault"), FORGOTTEN, ids=["route", "mount", "socket", "not described"]
)
def test_a_route_that_does_not_say_so_keeps_the_hall_from_starting(
    forgotten: BaseRoute, fault: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "routes", lambda screens: [*routes(screens), forgotten])
    hall_directory = HallDirectory.make(
        tmp_path / "hall", small_poll(tmp_path / "poll"), rehearsal=True
    )
    with pytest.raises(fault, match="/api/forgotten"):
        application.make_app(hall_directory)
    hall_directory.close()


def test_a_page_is_marked_as_not_for_machines() -> None:
    route = page("/known", nothing, SIGNED_IN)
    require_declared([route])
    assert operations_of(route) == {"GET": (SIGNED_IN, NOT_FOR_MACHINES)}


def asked_by(visitor: Visitor | None) -> TestClient:
    """An application of one address, in which everybody who comes is this visitor."""
    route = GuardedRoute(
        "/here",
        get=Operation(nothing, frozenset({"observer"}), NOT_FOR_MACHINES),
        post=Operation(nothing, frozenset({"deputy"}), NOT_FOR_MACHINES),
        delete=Operation(nothing, EVERYBODY, NOT_FOR_MACHINES),
    )
    app = Starlette(routes=[route])

    async def known(scope, receive, send):  # type: ignore[no-untyped-def]
        scope.setdefault("state", {})["visitor"] = visitor
        await app(scope, receive, send)

    return TestClient(known)


@pytest.mark.parametrize(
    ("visitor", "statuses"),
    [
        (None, [401, 401, 401, 200]),
        (Visitor("Olive", "observer"), [200, 200, 403, 200]),
        (Visitor("Dan", "deputy"), [403, 403, 200, 200]),
    ],
)
def test_each_method_of_an_address_lets_its_own_people_in(
    visitor: Visitor | None, statuses: list[int]
) -> None:
    client = asked_by(visitor)
    methods = ("GET", "HEAD", "POST", "DELETE")
    assert [client.request(m, "/here").status_code for m in methods] == statuses


def test_an_address_says_all_its_methods_to_one_that_it_does_not_have() -> None:
    answer = asked_by(None).request("OPTIONS", "/here")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "DELETE"}
