"""The wheel, installed where nothing can be written, run by a user who has no home."""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numba
import pytest

from tests.count import folders
from tests.count.client import SMALL
from tests.test_house import ROOT

SOMEBODY = 64_123
"""A user of no name, as a service manager makes them up."""
BLT = '2 1\n3 1 2 0\n2 2 0\n0\n"Ann"\n"Bob"\n"Ward"\n'

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only root can run a program as another user",
)


@dataclass(frozen=True)
class Installation:
    """A read-only installation, its interpreter, and a folder that is the other user's."""

    python: str
    path: str
    own: Path

    def command(self, *words: object) -> list[str]:
        return [self.python, "-m", "count.cli", *map(str, words)]

    @property
    def as_somebody(self) -> dict[str, object]:
        """How it is run: another user without a home, and without anybody's settings."""
        environment = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "PYTHONPATH": self.path}
        return {
            "user": SOMEBODY,
            "group": SOMEBODY,
            "extra_groups": [],
            "env": environment,
            "cwd": "/",
        }

    def run(self, *words: object) -> "subprocess.CompletedProcess[str]":
        done: subprocess.CompletedProcess[str] = subprocess.run(
            self.command(*words),
            capture_output=True,
            text=True,
            **self.as_somebody,  # type: ignore[call-overload]
        )
        return done


def runs(python: str, path: str) -> bool:
    """Whether the other user can run this interpreter, and read the libraries."""
    try:
        trial = Installation(python, path, Path("/"))
        said = subprocess.run(
            [python, "-c", "import numba, sys; print(*sys.version_info[:2])"],
            capture_output=True,
            text=True,
            **trial.as_somebody,  # type: ignore[call-overload]
        )
    except OSError:
        return False
    return bool(said.stdout.split() == [str(part) for part in sys.version_info[:2]])


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    """A folder that every user can reach; that of pytest is root's alone."""
    room = Path(tempfile.mkdtemp(prefix="counthall-installed-"))
    room.chmod(0o755)
    yield room
    shutil.rmtree(room)


@pytest.fixture(scope="module")
def installed(room: Path) -> Installation:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(room / "dist")]
    subprocess.run(build, check=True, capture_output=True, cwd=ROOT)
    (wheel,) = (room / "dist").glob("*.whl")
    target, libraries = room / "installed", Path(numba.__file__).parents[1]
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    where = ["--no-deps", "--no-index", "--target", str(target), str(wheel)]
    subprocess.run([*pip, *where], check=True, capture_output=True)
    for folder, _, files in os.walk(target):
        for name in (folder, *(os.path.join(folder, file) for file in files)):
            os.chmod(name, os.stat(name).st_mode & ~0o222)
    pythons = (os.path.realpath(sys.executable), f"/usr/bin/python3.{sys.version_info[1]}")
    python = next((each for each in pythons if runs(each, str(libraries))), None)
    if python is None:
        pytest.skip("no other user can read this environment's Python or its libraries")
    own = room / "own"
    own.mkdir(mode=0o700)
    folders.write(own / "poll", SMALL)
    (own / "ward.blt").write_text(BLT)
    for path in (own, *own.rglob("*")):
        os.chown(path, SOMEBODY, SOMEBODY)
    return Installation(python, os.pathsep.join((str(target), str(libraries))), own)


def well(said: "subprocess.CompletedProcess[str]") -> str:
    assert said.returncode == 0, said.stderr
    return said.stdout


def test_a_hall_is_made_served_and_looked_at(installed: Installation) -> None:
    hall = installed.own / "hall"
    well(installed.run("new", installed.own / "poll", "--data", hall))
    with subprocess.Popen(
        installed.command("serve", "--data", hall, "--port", 0),
        stdout=subprocess.PIPE,
        text=True,
        **installed.as_somebody,  # type: ignore[call-overload]
    ) as server:
        try:
            address = re.search(r"http://\S+", server.stdout.readline())
            assert address is not None
            for path in ("/readyz", "/sign-in"):
                with urllib.request.urlopen(address[0] + path, timeout=30) as answer:
                    assert answer.status == 200
            code = ("code", "--data", hall, "--role", "returning-officer", "--name", "Rose")
            assert len(well(installed.run(*code)).strip()) == 19
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
    cache = hall / "cache"
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert list(cache.rglob("*.nbi")), "what was compiled is there for the next start"
    assert well(installed.run("check", "--data", hall)).startswith("0 entries hold")
    said = installed.run("doctor", "--data", hall, "--port", 0)
    assert re.search(r"^ok +kernels", said.stdout, re.M), said.stdout + said.stderr
    assert "Traceback" not in said.stderr


def test_files_are_counted_without_a_hall(installed: Installation) -> None:
    said = well(installed.run("tally", installed.own / "ward.blt", "--rules", "scotland", "--json"))
    assert '"elected":[1]' in said.replace(" ", "")


def test_the_installation_says_what_it_is(installed: Installation) -> None:
    assert well(installed.run("--version")).startswith("counthall ")
