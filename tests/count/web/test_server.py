"""Serving: ready when it says so, loud about what keeps it from starting, and gone when told to go."""

import json
import shutil
import signal
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from count.access.credentials import Credentials
from count.poll.roles import Visitor
from count.storage.database import FILE
from count.storage.hall_directory import ANCHOR, HallDirectory
from count.storage.sqlite import driver
from count.web.server import Certificate, run
from tests.count.client import House, Server, house, served, small_poll


def refusal(capsys: pytest.CaptureFixture[str], data: Path, port: int = 0) -> tuple[int, str]:
    """The exit code and the words of a server that does not start."""
    code = run(data, "127.0.0.1", port)
    return code, capsys.readouterr().err


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall with a little of a night in it, that nobody serves. Not to be touched: take `paper_source`."""
    folder = tmp_path_factory.mktemp("whole")
    with house(folder) as made:
        made.mixed("one", "t1", b1=60, b2=40)
        made.bundled("t1", bold=50, grantly=50)
        assert len(made.ledger()) == 13
    return folder / "hall"


@pytest.fixture
def kept(whole: Path, tmp_path: Path) -> Path:
    """That hall, to do with as one likes."""
    return Path(shutil.copytree(whole, tmp_path / "hall"))


def tampered(data: Path, *statements: str) -> None:
    """Change the ledger behind the hall's back, as somebody with the file could."""
    connection = driver().connect(str(data / FILE))
    for row in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {row[0]}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


# ------------------------------------------------------------------------------------------------ over https


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for this machine, that nobody trusts who is not told to."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("papers")
    made = Certificate(folder / "hall.pem", folder / "hall.key")
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-subj", "/CN=hall", "-addext", "subjectAltName=IP:127.0.0.1",
            "-keyout", str(made.key), "-out", str(made.certificate),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return made


def test_over_https_pages_cookies_and_screens_are_safe_from_ears(
    kept: Path, papers: Certificate, tmp_path: Path
) -> None:
    hall_directory = HallDirectory.open(kept)
    credentials = Credentials(hall_directory.database)
    vera = Visitor("Vera", "verification")
    token, code = credentials.issue_token(vera), credentials.issue_code(vera)
    credentials.close()
    hall_directory.close()
    server = Server(kept, papers)
    server.start()
    try:
        trusting = ssl.create_default_context(cafile=papers.certificate)
        with httpx.Client(base_url=server.address, verify=trusting) as http:
            signed_in = http.post("/api/sign-in", json={"name": "Vera", "code": code})
            assert "secure" in signed_in.headers["set-cookie"].lower()
            assert http.get("/api/me").json()["name"] == "Vera"
        live = f"wss{server.address.removeprefix('https')}/live/pulse"
        bearer = {"Authorization": f"Bearer {token}"}
        with connect(live, ssl=trusting, additional_headers=bearer) as screen:
            # The frame is one that was made for every screen and written past the server's own send.
            assert json.loads(screen.recv(timeout=20))["board"] == "pulse"
            screen.send('{"beat": 1}')
            assert json.loads(screen.recv(timeout=20))["beat"] == 1
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{server.address}/readyz")
    finally:
        server.close()


def test_a_certificate_that_is_none_is_said_and_nothing_is_served(
    kept: Path, papers: Certificate, capsys: pytest.CaptureFixture[str]
) -> None:
    for certificate, key, words in (
        (papers.key, papers.certificate, "are not a certificate and its key in PEM"),
        (papers.certificate, papers.key.with_name("lost"), "cannot be read: No such file"),
    ):
        assert run(kept, "127.0.0.1", 0, Certificate(certificate, key)) == 2
        assert words in capsys.readouterr().err


# ------------------------------------------------------------------------------------------- what stops it


def test_a_busy_port_is_said_and_nothing_is_touched(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        code, words = refusal(capsys, kept, port)
    assert code == 2
    assert str(port) in words
    HallDirectory.open(kept).close()  # not held


def test_an_address_that_is_not_this_machines_is_said(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(kept, "203.0.113.1", 0) == 2  # RFC 5737: nobody's
    assert "203.0.113.1" in capsys.readouterr().err


def test_a_directory_without_a_hall_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for data in (tmp_path / "nowhere", tmp_path):
        code, words = refusal(capsys, data)
        assert code == 2
        assert str(data) in words
    assert list(tmp_path.iterdir()) == [], "nothing was made"


def test_a_hall_that_is_served_is_not_served_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with house(tmp_path) as made:
        code, words = refusal(capsys, made.data)
        assert code == 2
        assert "served" in words
        assert made.rose.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        (
            "UPDATE ledger SET body = replace(body, '\"papers\":25', '\"papers\":24') WHERE seq = 11",
            11,
        ),
        ("UPDATE ledger SET digest = substr(digest, 2) || '0' WHERE seq = 7", 7),
        ("UPDATE ledger SET nonce = zeroblob(16) WHERE seq = 3", 3),
        ("UPDATE ledger SET contest = 'three' WHERE seq = 9", 9),
        ("DELETE FROM ledger WHERE seq = 5", 5),
        ("DELETE FROM ledger WHERE seq >= 12", 12),
        ("DELETE FROM ledger", 1),
        ("UPDATE ledger SET seq = 99 WHERE seq = 13", 13),
    ],
)
def test_a_ledger_that_was_tampered_with_is_not_served(
    kept: Path, capsys: pytest.CaptureFixture[str], statement: str, entry: int
) -> None:
    tampered(kept, statement)
    code, words = refusal(capsys, kept)
    assert code == 1
    assert f"entry {entry}:" in words
    assert "tampered" in words


def test_a_set_up_that_was_exchanged_is_not_served(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every chain starts from the seal of the set-up: another set-up, another chain from the first entry."""
    tampered(kept, "UPDATE candidate SET ballot_order = 9 WHERE candidate = 'bold'")
    code, words = refusal(capsys, kept)
    assert (code, "entry 1:" in words) == (1, True)


def test_a_name_that_was_exchanged_is_not_served(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tampered(kept, "UPDATE names SET name = 'Nobody' WHERE name = 'Vera'")
    code, words = refusal(capsys, kept)
    assert (code, "Nobody" in words) == (1, True)


def test_the_anchor_is_how_far_the_ledger_had_come(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A ledger cut short and made whole again does not end as it was acknowledged."""
    seq, head = (kept / ANCHOR).read_text().split()
    assert int(seq) == 13
    (kept / ANCHOR).write_text(f"{seq:>12} {'0' * len(head)}\n")
    code, words = refusal(capsys, kept)
    assert (code, "entry 13:" in words) == (1, True)


# ---------------------------------------------------------------------------------------------- a real server


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, House]]:
    with served(tmp_path_factory.mktemp("night")) as both:
        yield both


def test_it_says_where_it_serves_and_answers_when_ready(night: tuple[Server, House]) -> None:
    server, hall = night
    assert f"on {server.address}" in server.log.read_text()
    assert hall.http.get("/readyz").text == "ready\n"
    assert hall.http.get("/healthz").text == "ok\n"
    assert hall.rose.get("/api/contests").status_code == 200
    assert "server" not in hall.http.get("/healthz").headers, "says nothing of what it is made of"


def test_told_to_stop_it_stops_and_says_that_all_is_well(night: tuple[Server, House]) -> None:
    """Both as the machine's operator would: SIGTERM and Ctrl-C. What was recorded is there afterwards."""
    server, hall = night
    said = hall.rose.does("", "announced", words="Good evening")
    assert server.send(signal.SIGTERM) == 0
    with pytest.raises(httpx.ConnectError):
        hall.http.get("/healthz")
    server.start()
    assert [(e["seq"], e["digest"]) for e in hall.ledger()] == [(1, said["digest"])]
    assert server.send(signal.SIGINT) == 0
    assert not (server.data / "control").exists()
    assert "Traceback" not in server.log.read_text()
    hall_directory = HallDirectory.open(server.data)
    assert hall_directory.anchor() is not None
    hall_directory.close()


def test_a_new_hall_begins_with_nothing(tmp_path: Path) -> None:
    """The small poll itself: no act is recorded by making it."""
    hall_directory = HallDirectory.make(
        tmp_path / "hall", small_poll(tmp_path / "poll"), rehearsal=False
    )
    assert hall_directory.anchor() is None
    hall_directory.close()
