"""Serving a hall, and what is asked of it beside its server: tokens, codes and files of papers."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from count.poll.roles import OFFICERS, ROLES
from tests.count import folders
from tests.count.client import COUNTHALL, House, Server
from tests.count.shell import FILES, counthall, everything, refused

# ------------------------------------------------------------------------------------------------ serve


@pytest.mark.parametrize("port", ["-1", "65536", "x", "1.5"])
def test_a_port_is_a_port(night: Path, port: str) -> None:
    refused(counthall("serve", "--data", night, "--port", port), 2, "port")


def test_another_database_than_the_halls_own_is_not_pretended(night: Path) -> None:
    address = "postgresql://counthall@localhost/hall"
    refused(counthall("serve", "--data", night, "--database", address), 2, "PostgreSQL")


# ------------------------------------------------------------------------------------- tokens and codes


def test_a_token_is_printed_and_nothing_else(poll: Path, tmp_path: Path) -> None:
    data = tmp_path / "hall"
    counthall("new", poll, "--data", data, "--rehearsal")
    for role in ROLES:
        unit = ("--unit", "t1") if role == "supervisor" else ()
        said = counthall("token", "--data", data, "--role", role, "--name", "Ann", *unit)
        assert (said.exit_code, said.stderr) == (0, "")
        assert said.stdout.startswith("ch_")
        assert said.stdout.endswith("\n")
        assert len(said.stdout.split()) == 1


def test_in_a_real_hall_officers_get_codes_and_no_tokens(poll: Path, tmp_path: Path) -> None:
    data = tmp_path / "hall"
    counthall("new", poll, "--data", data)
    for role in OFFICERS:
        refused(counthall("token", "--data", data, "--role", role), 2, "sign in")
        said = counthall("code", "--data", data, "--role", role, "--name", "Rose")
        assert (said.exit_code, len(said.stdout.strip())) == (0, 19)
    assert counthall("token", "--data", data, "--role", "results").exit_code == 0


@pytest.mark.parametrize("what", ["token", "code"])
@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--role", "supervisor"), "--unit"),
        (("--role", "supervisor", "--unit", "t9"), "t9"),
        (("--role", "boss"), "boss"),
        (("--role", "results", "--contest", "nothing"), "nothing"),
        ((), "--role"),
        (("--role", "results", "--colour", "red"), "--colour"),
    ],
)
def test_what_cannot_be_given_is_bad_input(
    night: Path, what: str, words: tuple[str, ...], named: str
) -> None:
    before = everything(night)
    name = () if what == "token" else ("--name", "Ann")
    refused(counthall(what, "--data", night, *name, *words), 2, named)
    assert everything(night) == before


def test_a_slip_is_written_for_its_person_alone(night: Path, tmp_path: Path) -> None:
    slip = tmp_path / "sue.html"
    words = ("code", "--data", night, "--role", "supervisor", "--unit", "t1", "--name", "Sue")
    said = counthall(*words, "--slip", slip, "--address", "https://hall.example:8000")
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.strip() in slip.read_text("utf-8")
    assert "supervisor t1" in slip.read_text("utf-8")
    assert slip.stat().st_mode & 0o077 == 0
    by_setting = counthall(*words, "--slip", slip, env={"COUNTHALL_ADDRESS": "https://h"})
    assert "https://h/sign-in" in slip.read_text("utf-8"), by_setting.stderr


@pytest.mark.parametrize(
    ("slip", "address"), [("sue.html", ""), ("sue.html", "hall:8000"), ("no/sue.html", "http://h")]
)
def test_a_slip_that_cannot_be_made_costs_no_code(
    night: Path, tmp_path: Path, slip: str, address: str
) -> None:
    before = everything(night)
    words = ("code", "--data", night, "--role", "results", "--name", "Ann")
    refused(counthall(*words, "--slip", tmp_path / slip, "--address", address), 2, "--slip")
    assert everything(night) == before


def test_a_code_is_for_somebody(night: Path) -> None:
    refused(counthall("code", "--data", night, "--role", "results"), 2, "--name")


# ------------------------------------------------------------------------- beside a server, as programs


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, House]]:
    """A real hall from its folder, made and served by the commands themselves."""
    folder = tmp_path_factory.mktemp("serving")
    poll = folders.write(folder / "poll", FILES)
    assert counthall("new", poll, "--data", folder / "hall").exit_code == 0
    server = Server(folder / "hall")
    server.start()
    with httpx.Client(base_url=server.address, timeout=30) as http:
        yield server, House(http, folder / "hall", rehearsal=False)
    server.close()


def test_the_command_is_a_program(serving: tuple[Server, House]) -> None:
    """A token from a process of its own, while the server runs, opens at once; nothing else is printed."""
    server, hall = serving
    words = (
        "token",
        "--data",
        str(server.data),
        "--role",
        "supervisor",
        "--unit",
        "t1",
        "--name",
        "Sue",
    )
    said = subprocess.run([*COUNTHALL, *words], capture_output=True, text=True)
    assert (said.returncode, said.stderr) == (0, "")
    (token,) = said.stdout.split()
    me = hall.http.get("/api/me", headers={"Authorization": f"Bearer {token}"}).json()
    assert (me["name"], me["role"], me["unit"]) == ("Sue", "supervisor", "t1")
    refusal = subprocess.run([*COUNTHALL, *words[:-4]], capture_output=True, text=True)
    assert (refusal.returncode, refusal.stdout) == (2, "")
    assert "--unit" in refusal.stderr


def test_in_a_real_hall_that_is_served_officers_sign_in(serving: tuple[Server, House]) -> None:
    server, hall = serving
    refused(counthall("token", "--data", server.data, "--role", "returning-officer"), 2, "sign in")
    code = counthall("code", "--data", server.data, "--role", "returning-officer", "--name", "Rose")
    answer = hall.http.post("/api/sign-in", json={"name": "Rose", "code": code.stdout.strip()})
    assert (answer.status_code, answer.json()["role"]) == (200, "returning-officer")
    hall.http.cookies.clear()


def test_nothing_is_made_or_served_beside_a_server(
    serving: tuple[Server, House], tmp_path: Path
) -> None:
    server, hall = serving
    poll = folders.write(tmp_path / "poll", FILES)
    refused(counthall("new", poll, "--data", server.data), 2, "already holds a hall")
    refused(counthall("serve", "--data", server.data, "--port", "0"), 2, "served")
    refused(counthall("serve", "--data", server.data, "--port", server.port), 2, str(server.port))
    assert hall.http.get("/readyz").status_code == 200
