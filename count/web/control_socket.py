"""The server's own keyboard: a socket in the hall's directory, for commands of this machine's operator.

Whoever may open the directory may use it, and nobody else: the socket is the owner's alone. It exists so that
a command never becomes a second writer beside the server.
"""

import asyncio
import contextlib
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from count.access.credentials import Credentials
from count.hall.hall import Hall
from count.hall.hand_in import keep
from count.poll.names import faults_of, normal
from count.poll.poll import Poll
from count.poll.roles import OFFICERS, ROLES, Visitor

SOCKET = "control"
LONGEST_PATH = 100
"""Bytes of a socket's path that every system takes (sockaddr_un has 108)."""

LONGEST_NAME = 120
"""Characters of a person's name, as in an act."""


class ServerNotRunning(Exception):
    """No server answers in this directory."""


def grant(
    asked: dict[str, str], poll: Poll, credentials: Credentials, *, rehearsal: bool
) -> dict[str, Any]:
    """Make a token or a sign-in code; `secret` is it, or `error` says why not."""
    what, role, unit, contest = asked["do"], asked["role"], asked["unit"], asked["contest"]
    name = normal(asked["name"]) or f"{role} {unit}".strip()
    if role not in ROLES:
        return {"error": f"--role {role}: must be one of {', '.join(ROLES)}."}
    if role == "supervisor" and not unit:
        return {"error": "--unit is missing: a supervisor records for one unit."}
    if unit and unit not in poll.units:
        return {"error": f"--unit {unit}: there is no such unit in this hall."}
    if contest and contest not in poll.contest_ids:
        return {"error": f"--contest {contest}: there is no such contest in this hall."}
    if len(name) > LONGEST_NAME:
        return {"error": f"--name: is longer than {LONGEST_NAME} characters."}
    if faults := faults_of(name):
        return {"error": f"--name: {'; '.join(faults)}."}
    if what == "token" and role in OFFICERS and not rehearsal:
        return {"error": "In a real hall officers sign in: make a code with `counthall code`."}
    visitor = Visitor(name, role, unit or None, contest or None)
    return {
        "secret": credentials.issue_token(visitor)
        if what == "token"
        else credentials.issue_code(visitor)
    }


class ControlSocket:
    """The server's side of the socket."""

    def __init__(self, directory: Path, hall: Hall, credentials: Credentials) -> None:
        self._path = directory / SOCKET
        self._hall, self._door = hall, credentials
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Listen."""
        self._path.unlink(missing_ok=True)
        with _short(self._path) as path:
            self._server = await asyncio.start_unix_server(self._attend, path)
        self._path.chmod(0o600)

    async def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            self._path.unlink(missing_ok=True)

    async def _attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            try:
                answer = await self._answer(_asked(await reader.readline()))
            except ValueError:
                answer = {"error": "this is not a command"}
            writer.write(orjson.dumps(answer) + b"\n")
            await writer.drain()
        writer.close()

    async def _answer(self, asked: dict[str, str]) -> dict[str, Any]:
        match asked["do"]:
            case "token" | "code":
                poll, rehearsal = self._hall.poll, self._hall.rehearsal
                return await asyncio.to_thread(grant, asked, poll, self._door, rehearsal=rehearsal)
            case "papers":
                files, poll = self._hall.hall_directory.papers, self._hall.sealed
                where = Path(asked["name"])
                return await asyncio.to_thread(keep, files, poll, asked["contest"], where)
            case "steady":
                async with self._hall.steady():
                    return {"seq": self._hall.chain.seq, "head": self._hall.chain.head}
            case _:
                return {"error": "there is no such command"}


def _asked(line: bytes) -> dict[str, str]:
    """The question in a line; what it leaves out is empty.

    Raises:
        ValueError: it is none.
    """
    asked = orjson.loads(line)
    if not isinstance(asked, dict) or not all(isinstance(word, str) for word in asked.values()):
        raise ValueError("not a table of words")
    return {**dict.fromkeys(("do", "role", "unit", "contest", "name"), ""), **asked}


def ask(directory: Path, question: dict[str, Any]) -> dict[str, Any]:
    """Ask the server of this directory.

    Raises:
        ServerNotRunning: none answers.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(30)
        try:
            with _short(directory / SOCKET) as path:
                client.connect(path)
            client.sendall(orjson.dumps(question) + b"\n")
            answer: dict[str, Any] = orjson.loads(client.makefile("rb").readline())
        except (OSError, orjson.JSONDecodeError) as fault:
            raise ServerNotRunning(f"the server of {directory} does not answer: {fault}") from None
    return answer


@contextlib.contextmanager
def _short(path: Path) -> Iterator[str]:
    """The path, or one to it that is short enough for a socket's address."""
    full = str(path.absolute())
    if len(full.encode()) <= LONGEST_PATH:
        yield full
        return
    with tempfile.TemporaryDirectory(prefix="ch") as link:
        os.symlink(path.parent.absolute(), f"{link}/d")
        yield f"{link}/d/{path.name}"
