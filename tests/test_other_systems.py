"""A hall on a system that lacks what Linux has: made, served, asked and checked, by the commands themselves.

Every program here begins by taking away what Windows does not have. What it has instead is there in its own
words, and does the same by what Linux has.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.count import folders
from tests.count.client import SMALL

LACKING = """
import asyncio, os, signal, socket, sys, types
import fcntl
locks = types.ModuleType("msvcrt")
locks.LK_NBLCK = 2
locks.locking = lambda file, how, many: fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, many)
sys.modules["msvcrt"], sys.modules["fcntl"] = locks, None
def no_handler(*_):
    raise NotImplementedError
import asyncio.unix_events
asyncio.unix_events._UnixSelectorEventLoop.add_signal_handler = no_handler
pair, family = socket.socketpair, socket.AF_UNIX
socket.socketpair = lambda *_: pair(family)  # the loop's own, which Windows makes another way
import anyio
for name in ("pread", "pwrite", "fdatasync", "O_DIRECTORY", "symlink", "fork", "killpg"):
    delattr(os, name)
del socket.AF_UNIX, asyncio.start_unix_server, asyncio.open_unix_connection
from count.cli import main
sys.argv[0] = "counthall"
main()
"""


def command(*words: object) -> list[str]:
    return [sys.executable, "-c", LACKING, *map(str, words)]


def done(*words: object, **environment: str) -> str:
    """What a command said; it ended well."""
    said = subprocess.run(
        command(*words), capture_output=True, encoding="utf-8", env={**os.environ, **environment}
    )
    assert (said.returncode, said.stderr) == (0, "")
    return said.stdout


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elsewhere")
    done("new", folders.write(folder / "poll", SMALL), "--data", folder / "hall", "--rehearsal")
    return folder / "hall"


@pytest.fixture(scope="module")
def address(hall: Path) -> Iterator[str]:
    with subprocess.Popen(
        command("serve", "--data", hall, "--port", 0), stdout=subprocess.PIPE, encoding="utf-8"
    ) as server:
        assert server.stdout is not None
        serving = re.fullmatch(r"Serving .* on (\S+)\n", server.stdout.readline())
        assert serving
        yield serving[1]
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0


def test_a_hall_is_served_and_asked_beside_its_server(hall: Path, address: str) -> None:
    token = done("token", "--data", hall, "--role", "returning-officer", "--name", "Rose").strip()
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}) as rose:
        act = {"id": "6f1c0a6e-35f2-4c3a-9c44-5d2f0c8a7d10", "act": "announced", "words": "Ŵyn"}
        recorded = rose.post("/api/acts", json=act)
        assert recorded.status_code == 201, recorded.text
        assert rose.post("/api/acts", json=act).status_code == 200, "the same again"
        assert rose.get("/readyz").status_code == 200
    assert done("check", "--data", hall).startswith("1 entries hold")


def test_nobody_else_opens_it_meanwhile(hall: Path, address: str) -> None:
    second = subprocess.run(
        command("serve", "--data", hall, "--port", 0), capture_output=True, encoding="utf-8"
    )
    assert second.returncode == 2
    assert "being served by another process" in second.stderr


def test_the_ledgers_text_is_utf8_whatever_the_terminal_speaks(hall: Path, address: str) -> None:
    text = done("export", "--data", hall, PYTHONIOENCODING="cp1252")
    assert "Ŵyn" in text


def test_doctor_looks_at_everything(hall: Path, address: str) -> None:
    said = subprocess.run(
        command("doctor", "--data", hall, "--port", "0"), capture_output=True, encoding="utf-8"
    )
    assert "disk speed" in said.stdout
    assert "1 entries hold" in said.stdout
    assert "Traceback" not in said.stderr


def test_a_demonstration_stops_when_it_is_told(tmp_path: Path) -> None:
    with subprocess.Popen(
        command("demo", "--port", 0, "--speed", 1, "--data", tmp_path / "demo"),
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
    ) as demo:
        assert demo.stdout is not None
        for line in demo.stdout:
            if b"Ctrl-C ends" in line:
                break
        demo.send_signal(signal.SIGINT)
        assert b"The demonstration has ended." in demo.stdout.read()
        assert demo.wait(30) == 0
