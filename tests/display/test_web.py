"""Screens over HTTP and websocket: the contract as a client meets it, on a real server."""

import asyncio
import contextlib
import json
import socket
import warnings
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from starlette.exceptions import StarletteDeprecationWarning
from starlette.requests import HTTPConnection
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from display.boards import Words
from display.hub import GOING_AWAY, NO_RIGHT, Frame
from display.web import same_origin
from display.wire import ScreenProtocol
from tests.display.made_up import ALL, DECLARED, Hall, frame, serving

with warnings.catch_warnings():
    # Starlette would rather have the successor of httpx; either drives an application alike.
    warnings.simplefilter("ignore", StarletteDeprecationWarning)
    from starlette.testclient import TestClient, WebSocketDenialResponse

BEARER = {"Authorization": "Bearer token"}


@pytest.fixture
async def hall() -> AsyncIterator[Hall]:
    async with serving(Hall()) as served:
        yield served


async def said(screen: ClientConnection) -> dict[str, Any]:
    return dict(json.loads(await asyncio.wait_for(screen.recv(), 5)))


async def nothing_said(screen: ClientConnection) -> None:
    """A beat is answered in order: so if its answer is next, nothing was said before it."""
    await screen.send('{"beat":99}')
    assert (await said(screen))["beat"] == 99


async def closed(screen: ClientConnection) -> int:
    """The code with which the server closes this screen, whatever it says before."""
    try:
        while True:
            await asyncio.wait_for(screen.recv(), 5)
    except ConnectionClosed as end:
        return end.rcvd.code if end.rcvd else 1006


async def emptied(hall: Hall) -> None:
    """Wait until nobody looks any more."""
    async with asyncio.timeout(5):
        while True:
            if not hall.hub.screens:
                return
            await asyncio.sleep(0.01)


# The feed


async def test_a_screen_gets_the_present_frame_and_then_every_newer_one(hall: Hall) -> None:
    hall.hub.show(frame(1, title="First"))
    async with connect(f"{hall.live}/progress", additional_headers=BEARER) as screen:
        first = await said(screen)
        hall.hub.show(frame(2, title="Second"))
        second = await said(screen)

    assert set(first) == {"board", "epoch", "seq", "html", "data"}
    assert (first["board"], first["epoch"], first["seq"]) == ("progress", 1, 1)
    assert (second["seq"], second["data"]["title"]) == (2, "Second")
    assert "<bdi>Second</bdi>" in second["html"]


async def test_every_screen_is_sent_the_same_bytes(hall: Hall) -> None:
    shown = frame(1)
    hall.hub.show(shown)
    for _ in range(2):
        async with connect(f"{hall.live}/progress", additional_headers=BEARER) as screen:
            assert await screen.recv(decode=False) == shown.text


async def test_a_large_picture_arrives_whole(hall: Hall) -> None:
    words = Words(("ŵ" * 40_000,))
    hall.hub.show(frame(1, 1, "Long", words))
    async with connect(f"{hall.live}/progress", additional_headers=BEARER) as screen:
        assert (await said(screen))["data"]["parts"][0]["words"] == list(words.words)


async def test_who_is_current_gets_nothing_until_something_is_newer(hall: Hall) -> None:
    hall.hub.show(frame(7, epoch=2))
    address = f"{hall.live}/progress?epoch=2&seq=7"
    async with connect(address, additional_headers=BEARER) as screen:
        await nothing_said(screen)
        hall.hub.show(frame(6, epoch=2))
        hall.hub.show(frame(8, epoch=1))
        await nothing_said(screen)
        hall.hub.show(frame(8, epoch=2))
        assert (await said(screen))["seq"] == 8


async def test_who_is_not_current_gets_the_present_frame(hall: Hall) -> None:
    hall.hub.show(frame(7, epoch=2))
    for asked in ("", "?epoch=1&seq=7", "?epoch=2", "?epoch=x&seq=7", "?seq=7", "?epoch=2&seq=9"):
        async with connect(f"{hall.live}/progress{asked}", additional_headers=BEARER) as screen:
            assert (await said(screen))["seq"] == 7, asked


async def test_a_beat_is_answered_with_the_newest_place_after_the_newest_frame(hall: Hall) -> None:
    async with connect(f"{hall.live}/progress", additional_headers=BEARER) as screen:
        await screen.send('{"beat":1}')
        assert await said(screen) == {"beat": 1, "epoch": None, "seq": None}
        hall.hub.show(frame(3))
        await screen.send('{"beat":2}')
        assert (await said(screen))["seq"] == 3
        assert await said(screen) == {"beat": 2, "epoch": 1, "seq": 3}


NONSENSE = (
    "", "beat", "[]", "7", "null", '{"beat":"1"}', '{"beat":true}', '{"beat":-1}', '{"beat":1.5}',
    '{"beat":1e400}', '{"beat":99999999999999999999}', "[" * 10_000, b'{"beat":1}', b"\xff\xfe",
)  # fmt: skip


async def test_whatever_else_a_screen_says_is_ignored(hall: Hall) -> None:
    async with connect(f"{hall.live}/progress", additional_headers=BEARER) as screen:
        for nonsense in NONSENSE:
            await screen.send(nonsense)
            await nothing_said(screen)


async def test_a_screen_may_not_say_much(hall: Hall) -> None:
    async with connect(f"{hall.live}/progress", additional_headers=BEARER) as screen:
        await screen.send("x" * (64 * 1024 + 1))
        assert await closed(screen) == 1009


async def test_a_slow_reader_gets_the_newest_and_not_all(hall: Hall) -> None:
    last = 400
    words = Words(("x" * 20_000,))
    async with connect(f"{hall.live}/progress", additional_headers=BEARER) as quick:
        slow = await raw_screen(hall)
        for seq in range(1, last + 1):
            hall.hub.show(frame(seq, 1, "Progress", words))
            assert (await said(quick))["seq"] == seq
        seen = await frames_until(slow, last)

    assert seen == sorted(set(seen))
    assert seen[-1] == last
    assert len(seen) < last // 2
    slow[1].close()
    await slow[1].wait_closed()


async def test_a_screen_that_reads_nothing_is_cut_off(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ScreenProtocol, "patience", 0.05)
    reader, writer = await raw_screen(hall)
    (screen,) = hall.hub.screens
    seq = 0
    while hall.hub.screens:
        seq += 1
        hall.hub.show(frame(seq, 1, "Progress", Words(("x" * 50_000,))))
        await asyncio.sleep(0.005)
        assert seq < 1000

    assert screen not in hall.hub.screens
    with contextlib.suppress(ConnectionError):
        while await reader.read(65536):
            pass
    writer.close()


async def raw_screen(hall: Hall) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connected screen that has read the answer to its handshake and nothing more."""
    plain = socket.socket()
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    plain.setblocking(False)
    await asyncio.get_running_loop().sock_connect(plain, ("127.0.0.1", hall.port))
    reader, writer = await asyncio.open_connection(sock=plain, limit=1024)
    writer.write(
        b"GET /live/progress HTTP/1.1\r\nHost: hall\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer x\r\n\r\n"
    )
    answer = await reader.readuntil(b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 101 ")
    return reader, writer


async def frames_until(
    screen: tuple[asyncio.StreamReader, asyncio.StreamWriter], last: int
) -> list[int]:
    """The places of all frames a screen reads, up to the one it waits for."""
    reader, _ = screen
    seen: list[int] = []
    while not seen or seen[-1] != last:
        first, length = await asyncio.wait_for(reader.readexactly(2), 5)
        assert first == 0x81
        if length == 126:
            length = int.from_bytes(await reader.readexactly(2), "big")
        elif length == 127:
            length = int.from_bytes(await reader.readexactly(8), "big")
        seen.append(json.loads(await asyncio.wait_for(reader.readexactly(length), 5))["seq"])
    return seen


# Who may look


REFUSED = [
    ({"Origin": "https://evil.example"}, "progress", 403),
    ({"Origin": "null"}, "progress", 403),
    ({"Origin": ""}, "progress", 403),
    ({"Origin": "http://127.0.0.1:1"}, "progress", 403),
    ({"Origin": "http://hall.evil.example", **BEARER}, "progress", 403),
    ({"Origin": "file://"}, "progress", 403),
    ({}, "progress", 403),
    ({"Authorization": "Basic eDp5"}, "progress", 403),
    (BEARER, "secret", 403),
    (BEARER, "nowhere", 404),
    ({"Origin": "https://evil.example"}, "nowhere", 403),
]  # fmt: skip


def guarded() -> Hall:
    made = Hall(forbidden={"secret"})
    made.names = (*made.names, "secret")
    return made


async def test_who_has_no_right_is_answered_before_any_upgrade() -> None:
    async with serving(guarded()) as hall:
        for headers, board, status in REFUSED:
            with pytest.raises(InvalidStatus) as refused:
                await connect(f"{hall.live}/{board}", additional_headers=headers)
            assert refused.value.response.status_code == status, (headers, board)
            assert "words" in json.loads(refused.value.response.body)
        assert hall.hub.figures()["screens"] == 0


@pytest.mark.parametrize(("headers", "board", "status"), REFUSED)
def test_so_it_is_without_a_server_of_ours(
    headers: dict[str, str], board: str, status: int
) -> None:
    with (
        TestClient(guarded().app()) as client,
        pytest.raises(WebSocketDenialResponse) as refused,
        client.websocket_connect(f"/live/{board}", headers=dict(headers)),
    ):
        pass
    assert refused.value.status_code == status


async def test_our_own_page_may_look(hall: Hall) -> None:
    hall.hub.show(frame(1))
    own = {"Origin": f"http://127.0.0.1:{hall.port}"}
    async with connect(f"{hall.live}/progress", additional_headers=own) as screen:
        assert (await said(screen))["seq"] == 1


@pytest.mark.parametrize(
    ("scheme", "host", "origins", "own"),
    [
        ("ws", "hall:8000", ["http://hall:8000"], True),
        ("ws", "hall", ["http://hall:80"], True),
        ("ws", "HALL:80", ["http://Hall"], True),
        ("ws", "hall", ["https://hall"], True),  # a proxy ends TLS in front of us
        ("wss", "hall", ["https://hall:443"], True),
        ("wss", "hall", ["http://hall"], False),
        ("ws", "hall:8000", ["http://hall:8001"], False),
        ("ws", "hall", ["http://hall.evil.example"], False),
        ("ws", "hall", ["http://evil@hall"], False),
        ("ws", "hall", ["http://hall/"], False),
        ("ws", "hall", ["http://hall", "http://hall"], False),
        ("ws", "", ["http://"], False),
        ("ws", "[::1]:8000", ["http://[::1]:8000"], True),
        ("ws", "hall", ["http://[hall"], False),
    ],
)
def test_only_the_host_that_was_asked_is_our_own(
    scheme: str, host: str, origins: list[str], own: bool
) -> None:
    headers = [(b"host", host.encode()), *((b"origin", origin.encode()) for origin in origins)]
    scope = {"type": "websocket", "scheme": scheme, "path": "/", "headers": headers}

    assert same_origin(HTTPConnection(scope)) is own


async def test_a_right_withdrawn_closes_the_socket_and_stays_withdrawn(hall: Hall) -> None:
    hall.hub.show(frame(1))
    async with connect(f"{hall.live}/progress", additional_headers=BEARER) as screen:
        await said(screen)
        hall.forbidden.add("progress")
        assert await closed(screen) == NO_RIGHT
    with pytest.raises(InvalidStatus) as refused:
        await connect(f"{hall.live}/progress", additional_headers=BEARER)

    assert refused.value.response.status_code == 403


# Servers that stop, and servers that are not ours


async def test_a_server_that_stops_waits_for_no_screen() -> None:
    async with serving(Hall()) as hall, contextlib.AsyncExitStack() as stack:
        screen = await stack.enter_async_context(
            connect(f"{hall.live}/progress", additional_headers=BEARER)
        )
        _, stalled = await raw_screen(hall)
        for seq in range(1, 30):
            hall.hub.show(frame(seq, 1, "Progress", Words(("x" * 50_000,))))
            await said(screen)
        assert hall.hub.figures()["passed_over"] > 0
        assert hall.server is not None
        hall.server.told_to_stop.set()
        assert await closed(screen) == GOING_AWAY
        await emptied(hall)
        stalled.close()


async def test_a_hub_that_closes_lets_screens_go(hall: Hall) -> None:
    async with connect(f"{hall.live}/progress", additional_headers=BEARER) as screen:
        await nothing_said(screen)
        await hall.hub.close()
        assert await closed(screen) == GOING_AWAY


async def test_screens_that_leave_are_forgotten(hall: Hall) -> None:
    async with connect(f"{hall.live}/progress", additional_headers=BEARER) as screen:
        await nothing_said(screen)
        assert len(hall.hub.screens) == 1
    await emptied(hall)


@pytest.mark.parametrize(
    "options",
    [{"ws_per_message_deflate": True}, {"ws": "websockets-sansio"}],
    ids=["deflate", "plain-uvicorn"],
)
async def test_elsewhere_the_same_frames_go_through_a_slot(options: dict[str, Any]) -> None:
    async with serving(Hall(), **options) as hall:
        hall.hub.show(frame(1, 1, "Progress", Words(("x" * 2000,))))
        async with connect(f"{hall.live}/progress", additional_headers=BEARER) as screen:
            first = await said(screen)
            hall.hub.show(frame(2))
            second = await said(screen)
            await nothing_said(screen)
            hall.forbidden.add("progress")
            assert await closed(screen) == NO_RIGHT

    assert (first["seq"], second["seq"]) == (1, 2)


def test_the_feed_runs_in_a_test_client() -> None:
    made = Hall()
    made.hub.show(frame(1))
    with TestClient(made.app()) as client:
        own = {"Origin": "http://testserver"}
        with client.websocket_connect("/live/progress", headers=own) as screen:
            assert screen.receive_json()["seq"] == 1
            assert client.portal is not None
            client.portal.call(made.hub.show, frame(2))
            assert screen.receive_json()["seq"] == 2
            screen.send_json({"beat": 5})
            assert screen.receive_json() == {"beat": 5, "epoch": 1, "seq": 2}


# HTTP


@pytest.fixture
def client() -> Iterator[TestClient]:
    made = guarded()
    for board in ALL:
        made.hub.show(Frame(board, 1, 7))
    with TestClient(made.app()) as client:
        yield client


def test_the_newest_frame_is_what_the_feed_sends(client: TestClient) -> None:
    answer = client.get("/api/boards/result")

    assert answer.status_code == 200
    assert answer.content == Frame(DECLARED, 1, 7).text
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"


def test_the_boards_one_may_see_are_listed(client: TestClient) -> None:
    listed = client.get("/api/boards").json()

    assert listed == {"boards": [{"board": b.board, "title": b.title} for b in ALL]}


@pytest.mark.parametrize("path", ["/boards", "/api/boards"])
@pytest.mark.parametrize(("board", "status"), [("nowhere", 404), ("secret", 403)])
def test_unknown_is_unknown_and_forbidden_is_forbidden(
    client: TestClient, path: str, board: str, status: int
) -> None:
    answer: httpx.Response = client.get(f"{path}/{board}")

    assert answer.status_code == status
    assert set(answer.json()) == {"words"}


def test_a_board_without_a_picture_has_a_page_and_no_frame() -> None:
    with TestClient(Hall().app()) as client:
        assert client.get("/boards/progress").status_code == 200
        assert client.get("/api/boards/progress").status_code == 404


def test_the_page_shows_the_newest_picture_and_knows_its_place(client: TestClient) -> None:
    page = client.get("/boards/result?theme=dark")

    assert "O&#39;NEILL, Siobhán" in page.text
    assert 'data-live="/live/result" data-epoch="1" data-seq="7"' in page.text
    assert 'data-theme="dark"' in page.text
    assert "data-theme" not in client.get('/boards/result?theme="><script>').text


def test_the_page_allows_nothing_inline_and_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/boards/result")
    policy = page.headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "'unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert " style=" not in page.text
    assert "http://" not in page.text
    assert "https://" not in page.text


@pytest.mark.parametrize("name", ["board.css", "board.js", "pages.js"])
def test_what_the_page_needs_is_served_and_asked_for_again(client: TestClient, name: str) -> None:
    answer = client.get(f"/static/display/{name}")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"


async def test_the_page_of_a_joined_screen_holds_no_board(hall: Hall) -> None:
    hall.hub.show(Frame(DECLARED, 1, 1))
    async with httpx.AsyncClient(base_url=hall.http) as client:
        page = await client.get("/screen")
    assert page.status_code == 200
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    assert "KHOO" not in page.text
    assert "screen.js" in page.text


async def test_a_board_as_text_is_readable_without_scripts(hall: Hall) -> None:
    hall.hub.show(Frame(DECLARED, 1, 1))
    async with httpx.AsyncClient(base_url=hall.http) as client:
        drawn = await client.get("/boards/result")
        plain = await client.get("/boards/result?text=1")
    assert 'class="text"' in plain.text
    assert 'role="status"' in plain.text
    assert "text.js" in plain.text
    assert "pause" not in plain.text
    for words in ("KHOO, Lee Min", "2,311", "ELECTED", "51 papers were rejected."):
        assert words in plain.text
        assert words in drawn.text
    assert 'class="text"' not in drawn.text
