"""`counthall demo`: one command, and a hall at work; Ctrl-C, and nothing is left."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from count.poll.poll import Poll
from count.rehearsal.demo import run, visiting_units
from count.storage.database import Database
from count.storage.hall_directory import HallDirectory

CODE = re.compile(r"^ {4}(\S+)(?: (\S+))? {2,}(.+?) {2,}([0-9A-Z-]{14,})$", re.M)


def _start(where: Path) -> "subprocess.Popen[str]":
    counthall = str(Path(sys.executable).parent / "counthall")
    return subprocess.Popen(
        [counthall, "demo", "--port", "0", "--speed", "2000", "--data", str(where)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


def _poster(demonstration: "subprocess.Popen[str]") -> str:
    """Everything it says before the first declaration."""
    assert demonstration.stdout is not None
    said = ""
    for line in demonstration.stdout:
        said += line
        if "Ctrl-C" in line:
            break
    return said


def test_a_visitor_signs_in_with_a_printed_code_and_sees_the_boards_move(tmp_path: Path) -> None:
    demonstration = _start(tmp_path / "hall")
    try:
        said = _poster(demonstration)
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert address is not None, said
        people = {
            f"{role} {unit}".strip(): (name, code) for role, unit, name, code in CODE.findall(said)
        }
        assert {"returning-officer", "deputy", "observer", "screen", "supervisor t8"} <= set(people)
        name, code = people["observer"]
        with httpx.Client(base_url=address[0]) as visitor:
            assert (
                visitor.post("/api/sign-in", json={"name": name, "code": code}).status_code == 200
            )
            first = visitor.get("/api/boards/verification").json()
            until = time.monotonic() + 20
            while (now := visitor.get("/api/boards/verification").json())["seq"] <= first[
                "seq"
            ] + 20:
                assert time.monotonic() < until, now
                time.sleep(0.1)
            assert now["data"] != first["data"]
            assert "REHEARSAL" in now["data"]["marks"]
        for unit in ("t8", "w3"):
            assert str(tmp_path / "hall" / f"papers-{unit}.txt") in said
    finally:
        demonstration.send_signal(signal.SIGINT)
        rest, _ = demonstration.communicate(timeout=20)
    assert demonstration.returncode == 0, rest
    assert "The demonstration has ended." in rest
    assert "Traceback" not in rest
    Database(tmp_path / "hall").close()


def test_a_port_in_use_is_said_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert run(port, 30, None) == 2
    said = capsys.readouterr().err
    assert f"Port {port} cannot be used" in said
    assert "--port" in said


def test_a_real_hall_is_never_demonstrated_with(
    tmp_path: Path, poll: Poll, capsys: pytest.CaptureFixture[str]
) -> None:
    HallDirectory.make(tmp_path / "hall", poll, rehearsal=False).close()
    assert run(0, 30, tmp_path / "hall") == 2
    assert "real hall" in capsys.readouterr().err
    Database(tmp_path / "hall").close()


def test_a_hall_that_is_served_elsewhere_is_left_alone(
    tmp_path: Path, poll: Poll, capsys: pytest.CaptureFixture[str]
) -> None:
    hall_directory = HallDirectory.make(tmp_path / "hall", poll, rehearsal=True)
    assert run(0, 30, tmp_path / "hall") == 2
    assert "another process" in capsys.readouterr().err
    hall_directory.close()


def test_nobody_works_backwards() -> None:
    assert run(0, 0, None) == run(0, -3, None) == 2


def test_a_table_of_each_kind_is_left_to_visitors(poll: Poll) -> None:
    assert visiting_units(poll) == {"t2", "w2"}
