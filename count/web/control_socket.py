"""The server's own keyboard: a port of this machine alone, for commands of its operator.

It exists so that a command never becomes a second writer beside the server. A file in the hall's directory, its
owner's alone, says which port and holds a word of 256 bits that is new at each start. The word itself is never
sent: it seals every question, and the answer to it, so neither side can be played by another program.
"""

import asyncio
import contextlib
import hmac
import secrets
import socket
from pathlib import Path
from typing import Any

import orjson

from count.access.credentials import Credentials
from count.hall.hall import Hall
from count.hall.hand_in import keep
from count.poll.names import faults_of, normal
from count.poll.poll import Poll
from count.poll.roles import OFFICERS, ROLES, Visitor
from count.storage.system_calls import write_private

FILE = "control"
"""Of the hall's directory: the port and the word."""

HERE = "127.0.0.1"

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
    """The server's side of it."""

    def __init__(self, directory: Path, hall: Hall, credentials: Credentials) -> None:
        self._file = directory / FILE
        self._word = secrets.token_bytes(32)
        self._hall, self._door = hall, credentials
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Listen, and say where."""
        self._server = await asyncio.start_server(self._attend, HERE, 0)
        port = self._server.sockets[0].getsockname()[1]
        write_private(self._file, orjson.dumps({"port": port, "word": self._word.hex()}))

    async def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            self._file.unlink(missing_ok=True)

    async def _attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            line = b""
            try:
                line = _opened(self._word, b"", await reader.readline())
                answer = await self._answer(_asked(line))
            except ValueError:
                answer = {"error": "this is not a command"}
            writer.write(_sealed(self._word, line, orjson.dumps(answer)))
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


def _seal(word: bytes, to: bytes, line: bytes) -> bytes:
    return hmac.new(word, to + b"\n" + line, "sha256").hexdigest().encode()


def _sealed(word: bytes, to: bytes, line: bytes) -> bytes:
    """A line with its seal before it; `to` is the question that it answers, none for a question."""
    return _seal(word, to, line) + b" " + line + b"\n"


def _opened(word: bytes, to: bytes, sealed: bytes) -> bytes:
    """The line under a seal.

    Raises:
        ValueError: it is not sealed by the same word, for the same question.
    """
    seal, _, line = sealed.removesuffix(b"\n").partition(b" ")
    if not hmac.compare_digest(seal, _seal(word, to, line)):
        raise ValueError("not sealed by this hall")
    return line


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
    # Fresh in every question, so that no answer fits a second time.
    line = orjson.dumps({**question, "nonce": secrets.token_hex(16)})
    try:
        said = orjson.loads((directory / FILE).read_bytes())
        word = bytes.fromhex(said["word"])
        with socket.create_connection((HERE, said["port"]), timeout=30) as client:
            client.sendall(_sealed(word, b"", line))
            answer: dict[str, Any] = orjson.loads(
                _opened(word, line, client.makefile("rb").readline())
            )
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise ServerNotRunning(f"the server of {directory} does not answer: {fault}") from None
    return answer
