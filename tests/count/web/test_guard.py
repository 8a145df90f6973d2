"""Who may use which address; other sites and foreign screens; what every answer carries; bodies too long."""

import asyncio
import socket
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.routing import BaseRoute
from starlette.types import Message
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from count.poll.roles import Visitor
from count.recording.refusals import MalformedAct
from count.web import request as requests
from count.web.guard import COOKIE, LARGEST_BODY
from count.web.guarded_route import EVERYBODY, GuardedRoute, GuardedSocket, StaticFolder
from tests.count.client import House, Server, house

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("hall")) as made:
        yield made


def every_route(hall: House) -> list[BaseRoute]:
    found: list[BaseRoute] = hall.http.app.routes  # type: ignore[attr-defined]
    assert len(found) > 20
    return found


# ------------------------------------------------------------------------------------- every route says who


def test_nobody_who_is_not_signed_in_gets_past_a_declaration(hall: House) -> None:
    """Each declared route is asked as a machine and as a browser, by nobody in particular."""
    asked = 0
    for route in every_route(hall):
        if isinstance(route, GuardedSocket | StaticFolder):
            continue
        assert isinstance(route, GuardedRoute)
        path = route.path.format(
            contest="one",
            unit="t1",
            board="progress",
            device="1",
            document="night",
            folder="pictures",
            file="x.png",
        )
        for method, operation in route.operations.items():
            if operation.who == EVERYBODY:
                continue
            asked += 1
            machine = hall.http.request(method, path)
            assert machine.status_code == 401, (method, path)
            browser = hall.http.request(
                method, path, headers={"Accept": "text/html"}, follow_redirects=False
            )
            location = f"/sign-in?next={path}"
            assert (browser.status_code, browser.headers.get("location")) == (303, location)
    assert asked > 15


def test_a_token_that_is_not_known_opens_nothing_not_even_what_is_everybodys(hall: House) -> None:
    for token in ("", "x", "ch_" + "A" * 43, hall.rose.token[:-1], hall.rose.token + "A"):
        for path in ("/api/contests", "/api/contests/one", "/healthz"):
            answer = hall.http.get(path, headers={"Authorization": f"Bearer {token}"})
            assert answer.status_code == 401, (token, path)
    basic = hall.http.get("/api/contests", headers={"Authorization": "Basic cm9zZTpyb3Nl"})
    assert basic.status_code == 401


# -------------------------------------------------------------------------------------------- other sites


@pytest.fixture
def cookie(hall: House) -> str:
    """Rose's own session, as her browser would send it along."""
    assert hall.credentials is not None
    return hall.credentials.begin_session(Visitor("Rose", "returning-officer"))


HOST = "testserver"
FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": f"http://{HOST}"},
    {"Sec-Fetch-Site": "something-new"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": f"http://{HOST}.evil.example"},
    {"Origin": f"http://{HOST}:8001"},
    {"Origin": ""},
)
OWN: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": f"http://{HOST}"},
    {"Origin": f"http://{HOST}"},
    {},
)


def writing(hall: House) -> list[str]:
    """Every address that takes a POST."""
    return [
        route.path.format(contest="one", device="1")
        for route in every_route(hall)
        if isinstance(route, GuardedRoute) and "POST" in (route.methods or ())
    ]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_no_other_site_makes_a_signed_in_browser_write(
    hall: House, cookie: str, headers: dict[str, str]
) -> None:
    paths = writing(hall)
    assert len(paths) >= 5
    for path in paths:
        body = {"id": str(uuid.uuid4()), "act": "announced", "words": "Go home"}
        sent = {"Cookie": f"{COOKIE}={cookie}", **headers}
        answer = hall.http.post(path, json=body, headers=sent)
        assert answer.status_code == 403, (path, answer.text)
        form = hall.http.post(path, data={"act": "announced"}, headers=sent)
        assert form.status_code == 403
    assert hall.ledger() == []
    me = hall.http.get("/api/me", headers={"Cookie": f"{COOKIE}={cookie}"})
    assert me.status_code == 200, "the foreign sign-out did nothing either"


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_the_halls_own_pages_write(hall: House, cookie: str, headers: dict[str, str]) -> None:
    sent = {"Cookie": f"{COOKIE}={cookie}", **headers}
    answer = hall.http.post("/api/contests/one/acts", json={"act": "declared"}, headers=sent)
    assert answer.status_code == 422, "let in, and told what is missing"


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_machine_with_a_token_is_no_browser(hall: House, headers: dict[str, str]) -> None:
    sent = {**hall.rose.bearer, **headers}
    answer = hall.http.post("/api/contests/one/acts", json={"act": "declared"}, headers=sent)
    assert answer.status_code == 422


# -------------------------------------------------------------------------------------------------- screens


def knocks(server: Server, board: str, **headers: str | None) -> tuple[int, Mapping[str, str]]:
    """What the server answers to a websocket handshake; 101 where it is accepted."""
    address = server.address.replace("http://", "ws://")
    came_from = headers.pop("origin", None)
    origin = None if came_from is None else Origin(came_from)
    more = {name: value for name, value in headers.items() if value is not None}
    try:
        with connect(f"{address}/live/{board}", additional_headers=more, origin=origin):
            return 101, {}
    except InvalidStatus as refused:
        return refused.response.status_code, refused.response.headers


def test_a_screen_is_asked_for_its_origin_before_it_is_let_in(real: tuple[Server, House]) -> None:
    server, hall = real
    bearer = hall.person("observer").bearer
    own = server.address
    assert knocks(server, "progress", **bearer)[0] == 101, "a machine has no origin"
    assert knocks(server, "progress", origin=own, **bearer)[0] == 101
    for origin in (
        "https://evil.example",
        "null",
        own + "0",
        "http://127.0.0.1",
        "http://localhost:" + own.rsplit(":", 1)[1],
    ):
        assert knocks(server, "progress", origin=origin, **bearer)[0] == 403, origin


def test_a_screen_without_the_right_is_not_let_in(real: tuple[Server, House]) -> None:
    server, hall = real
    own = server.address
    assert knocks(server, "progress")[0] == 403, "neither origin nor token"
    assert knocks(server, "progress", origin=own)[0] == 403, "nobody signed in"
    assert knocks(server, "progress", Authorization="Bearer nobody")[0] == 403
    assert knocks(server, "progress", origin=own, Cookie=f"{COOKIE}=nobody")[0] == 403
    for role, board in (
        ("observer", "result-one"),
        ("screen", "result-one"),
        ("screen", "verification"),
        ("supervisor", "result-one"),
        ("verification", "result-one"),
        ("results", "result-one"),
        ("administrator", "verification"),
        ("screen", "pulse"),
    ):
        person = hall.person(role, unit="t1" if role == "supervisor" else "")  # type: ignore[arg-type]
        assert knocks(server, board, **person.bearer)[0] == 403, (role, board)
    assert knocks(server, "nothing", **hall.rose.bearer)[0] in (403, 404)


def test_a_screen_that_is_refused_is_answered_with_the_same_headers(
    real: tuple[Server, House],
) -> None:
    server, _ = real
    _, headers = knocks(server, "progress", origin="https://evil.example")
    carries_the_headers(headers)


# ------------------------------------------------------------------------------------------ what all carry


def carries_the_headers(headers: Any) -> None:
    assert headers["content-security-policy"] == POLICY
    for name, value in ALWAYS.items():
        assert headers[name] == value, name
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("GET", "/readyz", 200),
        ("GET", "/metrics", 200),
        ("GET", "/api/contests", 200),
        ("GET", "/api/contests/one", 200),
        ("HEAD", "/api/contests/one", 200),
        ("GET", "/api/openapi.json", 200),
        ("GET", "/api/boards", 200),
        ("GET", "/api/boards/progress", 200),
        ("GET", "/floor", 200),
        ("GET", "/", 303),
        ("GET", "/api/contests/", 307),
        ("GET", "/api/contests/nothing", 404),
        ("GET", "/api/boards/nothing", 404),
        ("GET", "/contest/nothing", 404),
        ("GET", "/nothing", 404),
        ("GET", "/static/web/nothing.js", 404),
        ("GET", "/static/web/../../../app.py", 404),
        ("GET", "/live/progress", 404),
        ("PUT", "/api/contests/one", 405),
        ("DELETE", "/api/contests/one/acts", 405),
        ("TRACE", "/api/contests", 405),
        ("GET", "/api/ledger?after=x", 422),
        ("POST", "/api/contests/one/acts", 422),
        ("POST", "/api/sign-in", 422),
    ],
)
def test_every_answer_carries_the_same_headers(
    hall: House, method: str, path: str, status: int
) -> None:
    answer = hall.http.request(method, path, headers=hall.rose.bearer, follow_redirects=False)
    assert answer.status_code == status
    carries_the_headers(answer.headers)


def test_refusals_carry_the_headers_too(hall: House) -> None:
    act = "/api/contests/one/acts"
    proposal = {"id": str(uuid.uuid4()), "act": "unit-closed", "unit": "t1"}
    cross = {"Sec-Fetch-Site": "cross-site"}
    for status, answer in (
        (401, hall.http.get("/api/contests")),
        (401, hall.http.get("/api/contests", headers={"Authorization": "Bearer x"})),
        (401, hall.http.post("/api/sign-in", json={"name": "Nobody", "code": "X"})),
        (303, hall.http.get("/floor", headers={"Accept": "text/html"}, follow_redirects=False)),
        (403, hall.person("screen").post(act, {"act": "declared"})),
        (403, hall.http.post("/api/sign-out", headers=cross)),
        (403, hall.person("observer").get("/api/boards/result-one")),
        (409, hall.dan.post(act, {**proposal, "attempt": 2})),
        (413, hall.dan.post(act, {"words": "w" * LARGEST_BODY})),
    ):
        assert answer.status_code == status, answer.text
        carries_the_headers(answer.headers)


def test_a_fault_of_the_server_carries_the_headers_and_tells_nothing(
    hall: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr(type(hall.http.app.state.hall), "show", fails)  # type: ignore[attr-defined]
    answer = hall.rose.get("/api/contests/one")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    carries_the_headers(answer.headers)


def test_a_board_page_has_a_policy_of_its_own_that_allows_no_more(hall: House) -> None:
    answer = hall.rose.get("/boards/progress")
    policy = dict(
        part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; ")
    )
    usual = dict(part.split(" ", 1) for part in POLICY.split("; "))
    for name in (
        "default-src",
        "script-src",
        "style-src",
        "connect-src",
        "base-uri",
        "frame-ancestors",
    ):
        assert policy[name] == usual[name]
    assert policy["require-trusted-types-for"] == "'script'"
    for name, value in ALWAYS.items():
        assert answer.headers[name] == value


def test_static_files_are_the_hall_s_own_and_nothing_else(hall: House) -> None:
    for path in ("/static/web/shared/desk.css", "/static/display/board.css"):
        answer = hall.http.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
    for path in (
        "/static/web/%2e%2e/pages.py",
        "/static/web/..%2fpages.py",
        "/static/web/%2fetc/passwd",
        "/static/web//etc/passwd",
    ):
        assert hall.http.get(path).status_code == 404


# ------------------------------------------------------------------------------------------------- long bodies


def test_a_body_is_as_long_as_the_longest_act_and_no_longer(hall: House) -> None:
    path, bearer = "/api/contests/one/acts", hall.dan.bearer
    just = b'{"act": "announced"}'.ljust(LARGEST_BODY)
    assert hall.http.post(path, content=just, headers=bearer).status_code == 422
    answer = hall.http.post(path, content=just + b" ", headers=bearer)
    assert answer.status_code == 413
    assert answer.json()["refused"] == "malformed"


def test_a_body_that_does_not_end_is_cut_short(real: tuple[Server, House]) -> None:
    """Sent in pieces without a length, as much as the server takes: it answers long before the end."""
    server, hall = real
    head = (
        "POST /api/contests/one/acts HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        f"Authorization: {hall.dan.bearer['Authorization']}\r\n\r\n"
    )
    piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall(head.encode())
        for _ in range(LARGEST_BODY // 0x10000 + 1):
            client.sendall(piece)
        assert client.recv(12) == b"HTTP/1.1 422"
    assert hall.http.get("/healthz").status_code == 200


def test_a_tablet_that_goes_away_while_sending_is_no_fault_of_the_server(
    real: tuple[Server, House],
) -> None:
    server, hall = real
    head = (
        "POST /api/acts HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
        f"Authorization: {hall.dan.bearer['Authorization']}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall(head.encode() + b'{"act": "announ')
        # Asked on another connection: the first one has been taken up by then.
        assert hall.http.get("/healthz").status_code == 200
    assert hall.http.get("/healthz").status_code == 200
    assert "Traceback" not in server.log.read_text()


async def test_a_body_that_only_drips_is_not_waited_for(
    hall: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "PATIENCE", 0.02)
    pieces = [{"type": "http.request", "body": b"{", "more_body": True}]

    async def receive() -> Message:
        if pieces:
            return pieces.pop()
        await asyncio.Event().wait()
        raise AssertionError("nothing more comes")

    request = Request({"type": "http", "method": "POST", "headers": []}, receive)
    with pytest.raises(MalformedAct, match="did not arrive"):
        await requests.body_of(request)


@pytest.mark.parametrize("length", ["-1", "x", "1e3", "99999999999999999999"])
def test_a_length_that_is_none_is_refused(real: tuple[Server, House], length: str) -> None:
    server, _ = real
    head = f"POST /api/sign-out HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall(head.encode())
        assert client.recv(12) in (b"HTTP/1.1 400", b"HTTP/1.1 413")


def test_a_path_with_a_slash_too_many_is_no_way_round(hall: House) -> None:
    for path in ("/api/contests/one/acts/", "//api/ledger", "/api//ledger", "/API/ledger"):
        answer: httpx.Response = hall.http.get(path, follow_redirects=True)
        assert answer.status_code in (401, 404, 405), path
