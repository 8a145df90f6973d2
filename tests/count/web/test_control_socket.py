"""The server's own keyboard: tokens and codes for whoever owns the directory, and never a second writer."""

import asyncio
import socket
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from count.access.credentials import Credentials
from count.poll.roles import OFFICERS, ROLES, Visitor
from count.storage.database import HallInUse
from count.storage.hall_directory import HallDirectory
from count.web import control_socket
from count.web.app import make_app
from count.web.control_socket import FILE, ServerNotRunning, ask, grant
from tests.count.client import House, TestClient, house, small_poll


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as made:
        yield made


def question(do: str = "token", **fields: str) -> dict[str, Any]:
    return {"do": do, "role": "observer", "unit": "", "contest": "", "name": "", **fields}


@pytest.fixture
def hall_directory(tmp_path: Path) -> Iterator[HallDirectory]:
    made = HallDirectory.make(tmp_path / "hall", small_poll(tmp_path / "poll"), rehearsal=True)
    yield made
    made.close()


@pytest.fixture
def credentials(hall_directory: HallDirectory) -> Iterator[Credentials]:
    opened = Credentials(hall_directory.database)
    yield opened
    opened.close()


# --------------------------------------------------------------------------------------------- who gets what


def granted(
    hall_directory: HallDirectory, credentials: Credentials, *, rehearsal: bool = True, **asked: str
) -> dict[str, Any]:
    return grant(question(**asked), hall_directory.poll, credentials, rehearsal=rehearsal)


@pytest.mark.parametrize("role", ROLES)
def test_a_token_is_for_a_person_in_a_role(
    hall_directory: HallDirectory, credentials: Credentials, role: str
) -> None:
    unit = "t1" if role == "supervisor" else ""
    said = granted(hall_directory, credentials, role=role, unit=unit, contest="one", name="Ann")
    assert credentials.by_token(said["secret"]) == Visitor("Ann", role, unit or None, "one")  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ROLES)
def test_in_a_real_hall_officers_sign_in(
    hall_directory: HallDirectory, credentials: Credentials, role: str
) -> None:
    said = granted(hall_directory, credentials, rehearsal=False, role=role, unit="t1", name="Ann")
    assert ("error" in said) == (role in OFFICERS)
    code = granted(
        hall_directory, credentials, rehearsal=False, do="code", role=role, unit="t1", name="Ann"
    )
    assert asyncio.run(credentials.verify("Ann", code["secret"])) is not None


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"role": "boss"}, "--role"),
        ({"role": ""}, "--role"),
        ({"role": "Observer"}, "--role"),
        ({"role": "supervisor"}, "--unit"),
        ({"role": "supervisor", "unit": "t9"}, "--unit"),
        ({"contest": "nothing"}, "--contest"),
        ({"name": "Ann\nBob"}, "--name"),
        ({"name": "Ann\u202e"}, "--name"),
        ({"name": "A" * 2000}, "--name"),
    ],
)
def test_what_cannot_be_granted_says_why(
    hall_directory: HallDirectory, credentials: Credentials, asked: dict[str, Any], named: str
) -> None:
    for do in ("token", "code"):
        said = granted(hall_directory, credentials, do=do, **asked)
        assert set(said) == {"error"}
        assert named in said["error"]


def test_who_is_not_named_is_called_by_role_and_unit(
    hall_directory: HallDirectory, credentials: Credentials
) -> None:
    secret = granted(hall_directory, credentials, role="supervisor", unit="t1")["secret"]
    assert credentials.by_token(secret) == Visitor("supervisor t1", "supervisor", "t1")


# ------------------------------------------------------------------------------------------------- the socket


def test_a_token_asked_for_while_serving_is_valid_at_once(hall: House) -> None:
    secret = ask(hall.data, question(role="deputy", name="Dan"))["secret"]
    answer = hall.http.get("/api/me", headers={"Authorization": f"Bearer {secret}"})
    assert (answer.status_code, answer.json()["name"]) == (200, "Dan")


def test_a_code_asked_for_while_serving_opens_at_once(hall: House) -> None:
    code = ask(hall.data, question("code", role="deputy", name="Dan"))["secret"]
    answer = hall.http.post("/api/sign-in", json={"name": "Dan", "code": code})
    assert answer.status_code == 200


def test_a_refusal_comes_back_as_words(hall: House) -> None:
    assert "--unit" in ask(hall.data, question(role="supervisor"))["error"]
    assert "error" in ask(hall.data, {"do": "give up"})


def test_the_ledgers_head_is_told(hall: House) -> None:
    hall.rose.does("", "announced", words="Good evening")
    (entry,) = hall.ledger()
    said = ask(hall.data, {"do": "steady"})
    assert said["seq"] == entry["seq"] == 1
    assert len(said["head"]) == 64


def test_the_word_is_its_owners_alone_and_new_at_each_start(tmp_path: Path) -> None:
    words = set()
    with house(tmp_path) as made:
        data = made.data
        words.add(said(data)["word"])
        assert stat.S_IMODE((data / FILE).stat().st_mode) == 0o600
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
    with TestClient(make_app(HallDirectory.open(data))):
        words.add(said(data)["word"])
    assert {len(word) for word in words} == {64}
    assert len(words) == 2


def test_while_a_hall_is_served_nobody_else_opens_it(hall: House) -> None:
    with pytest.raises(HallInUse):
        HallDirectory.open(hall.data)


def test_who_asks_where_nobody_serves_is_told_so(tmp_path: Path) -> None:
    with house(tmp_path) as made:
        data = made.data
    with pytest.raises(ServerNotRunning):
        ask(data, question())
    assert not (data / FILE).exists()
    for nonsense in (
        b"",
        b"[]",
        b"{}",
        b'{"port": 0, "word": "x"}',
        b'{"port": "y", "word": "00"}',
    ):
        (data / FILE).write_bytes(nonsense)
        with pytest.raises(ServerNotRunning):
            ask(data, question())


def test_a_file_left_by_a_killed_server_is_no_obstacle(tmp_path: Path) -> None:
    with house(tmp_path) as made:
        data = made.data
        left = (data / FILE).read_bytes()
    (data / FILE).write_bytes(left)
    with pytest.raises(ServerNotRunning):
        ask(data, question())
    with TestClient(make_app(HallDirectory.open(data))):
        assert ask(data, {"do": "steady"})["seq"] == 0


def test_another_program_on_the_port_of_a_killed_server_is_not_believed(tmp_path: Path) -> None:
    """It hears a question, but never the word, and cannot answer for the hall."""
    (tmp_path / FILE).write_bytes(b"")
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as other:
        word = "5" * 64
        port = other.getsockname()[1]
        (tmp_path / FILE).write_bytes(orjson.dumps({"port": port, "word": word}))

        def answer() -> None:
            connection, _ = other.accept()
            with connection:
                line = connection.makefile("rb").readline()
                heard.append(line)
                seal = line.partition(b" ")[0]
                connection.sendall(seal + b' {"secret":"ch_mine"}\n')

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(ServerNotRunning, match="not sealed"):
            ask(tmp_path, question())
        thread.join()
    assert word.encode() not in heard[0]


def said(data: Path) -> dict[str, Any]:
    """What the server of a directory says of where to ask it."""
    found: dict[str, Any] = orjson.loads((data / FILE).read_bytes())
    return found


def raw_answer(data: Path, raw: bytes) -> dict[str, Any]:
    """The answer to bytes on the port, whatever its seal."""
    with socket.create_connection(("127.0.0.1", said(data)["port"]), timeout=20) as client:
        client.sendall(raw)
        client.shutdown(socket.SHUT_WR)
        _, _, line = client.makefile("rb").readline().partition(b" ")
    found: dict[str, Any] = orjson.loads(line)
    return found


@pytest.mark.parametrize(
    "raw", [b"\n", b"{\n", b"[]\n", b"7\n", b'{"do": "token"}\n', b"\xff\n", b"x" * 100_000, b""]
)
@pytest.mark.parametrize("sealed", [False, True])
def test_nonsense_on_the_port_harms_nobody(
    hall: House, raw: bytes, sealed: bool, caplog: pytest.LogCaptureFixture
) -> None:
    word = bytes.fromhex(said(hall.data)["word"])
    if sealed:
        raw = control_socket._sealed(word, b"", raw.removesuffix(b"\n"))
    assert "error" in raw_answer(hall.data, raw)
    assert ask(hall.data, {"do": "steady"})["seq"] == 0
    assert not caplog.records


@pytest.mark.parametrize("word", [b"", bytes(32)])
def test_whoever_does_not_know_the_word_gets_nothing(hall: House, word: bytes) -> None:
    line = orjson.dumps(question(role="returning-officer"))
    answer = raw_answer(hall.data, control_socket._sealed(word, b"", line))
    assert answer == {"error": "this is not a command"}


def test_many_ask_at_once(hall: House) -> None:
    secrets: list[str] = []

    def one(number: int) -> None:
        secrets.append(ask(hall.data, question(name=f"Ann {number}"))["secret"])

    threads = [threading.Thread(target=one, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(secrets)) == 12
    for secret in secrets:
        assert (
            hall.http.get("/api/me", headers={"Authorization": f"Bearer {secret}"}).status_code
            == 200
        )
