"""Credentials: machine tokens and sign-in codes. The sessions they open are in `sessions`.

A token or a cookie is 256 random bits and is kept only as its SHA-256, so that the database gives none away.
A code is short enough to be read from a slip and is kept as an argon2id hash (RFC 9106). Guessing is slowed
for the account that is guessed at: five tries, then a wait.
"""

import asyncio
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, insert
from sqlmodel import Field, SQLModel

from count.access.sessions import Sessions, hash_of
from count.access.throttle import Throttle
from count.poll.names import folded
from count.poll.roles import OFFICERS, Role, Visitor
from count.storage.database import Database

TRIES, TRIES_WITHIN_SECONDS = 5, 300.0
"""Wrong codes an account may be tried with in this many seconds."""
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class Token(SQLModel, table=True):
    """A machine client's bearer token, by its hash."""

    __tablename__ = "token"
    hash: str = Field(primary_key=True)
    name: str
    role: str
    unit: str
    contest: str


class SignInCode(SQLModel, table=True):
    """A person's sign-in code for one role, as an argon2id hash; a new one replaces it."""

    __tablename__ = "sign_in_code"
    name: str = Field(primary_key=True)
    role: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    contest: str = Field(primary_key=True)
    hash: str


def _visitor(name: str, role: str, unit: str, contest: str) -> Visitor:
    known: Role = role  # type: ignore[assignment]
    return Visitor(name, known, unit or None, contest or None)


def _row(visitor: Visitor) -> tuple[str, str, str, str]:
    return visitor.name, visitor.role, visitor.unit or "", visitor.contest or ""


def _alike(one: Visitor, other: Visitor) -> bool:
    """Whether two spellings of one name have the same role."""
    return _row(one)[1:] == _row(other)[1:]


class Credentials:
    """Knows who may come in. `clock` counts on whatever is set; `wall` is the time of day."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._clock = clock
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._nobody = self._hasher.hash(secrets.token_hex(8))
        # Two at a time and off the event loop: a hundred people signing in must not stop the keying.
        self._hashing = ThreadPoolExecutor(2, thread_name_prefix="argon2")
        self._tokens: dict[str, Visitor] = {}
        self._codes: dict[str, list[tuple[Visitor, str]]] = {}
        database.ensure("token", "sign_in_code")
        self._sessions = Sessions(database, clock, wall)
        self._throttle = Throttle(TRIES, TRIES_WITHIN_SECONDS, clock)
        with database.reading() as connection:
            for row in connection.exec_driver_sql(
                "SELECT hash, name, role, unit, contest FROM token"
            ):
                self._tokens[row[0]] = _visitor(*row[1:])
            for row in connection.exec_driver_sql(
                "SELECT name, role, unit, contest, hash FROM sign_in_code"
            ):
                self._codes.setdefault(folded(row[0]), []).append((_visitor(*row[:4]), row[4]))

    # -- giving out

    def issue_token(self, visitor: Visitor) -> str:
        """A new bearer token, valid at once and kept only as a hash."""
        token = "ch_" + secrets.token_urlsafe(32)
        row = {
            "hash": hash_of(token),
            "name": visitor.name,
            "role": visitor.role,
            "unit": visitor.unit or "",
            "contest": visitor.contest or "",
        }

        def write(connection: Connection) -> None:
            connection.execute(insert(Token), [row])

        self._database.write(write)
        self._tokens[row["hash"]] = visitor
        return token

    def issue_code(self, visitor: Visitor) -> str:
        """A new sign-in code for one person in one role. An earlier one ends, and what it had opened.

        It opens at once, also where wrong codes had locked the account: whoever may make one vouches.
        """
        account = folded(visitor.name)
        same = {known for known, _ in self._codes.get(account, []) if _alike(known, visitor)}
        groups = 4 if visitor.role in OFFICERS else 3
        letters = "".join(secrets.choice(_LETTERS) for _ in range(4 * groups))
        code = "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
        hashed = self._hasher.hash(letters)

        def write(connection: Connection) -> None:
            for old in same:
                connection.exec_driver_sql(
                    "DELETE FROM sign_in_code "
                    "WHERE name = ? AND role = ? AND unit = ? AND contest = ?",
                    _row(old),
                )
            connection.exec_driver_sql(
                "INSERT INTO sign_in_code (name, role, unit, contest, hash) VALUES (?, ?, ?, ?, ?)",
                (*_row(visitor), hashed),
            )

        self._database.write(write)
        kept = [c for c in self._codes.get(account, []) if c[0] not in same]
        self._codes[account] = [*kept, (visitor, hashed)]
        self._throttle.forget(account)
        self._sessions.end_of(same)
        return code

    # -- coming in

    def by_token(self, token: str) -> Visitor | None:
        """The machine client with this token."""
        return self._tokens.get(hash_of(token))

    def by_cookie(self, cookie: str, *, at_work: bool = True) -> Visitor | None:
        """The person whose session this is, unless it has ended; a screen left open is not `at_work`."""
        return self._sessions.visitor(cookie, at_work=at_work)

    async def verify(self, name: str, code: str) -> Visitor | None:
        """The person with this name and code, in the role the code was made for.

        Raises:
            TooManyTries: whatever the code.
        """
        account = folded(name)
        self._throttle.check(account)
        # Counted before hashing, so that guesses sent all at once are counted all.
        self._throttle.count(account)
        letters = "".join(c for c in code.upper() if c in _LETTERS)
        # An unknown name takes as long as a known one.
        known: list[tuple[Visitor | None, str]] = [*self._codes.get(account, [])]
        loop = asyncio.get_running_loop()
        found: Visitor | None = None
        for visitor, hashed in known or [(None, self._nobody)]:
            if await loop.run_in_executor(self._hashing, self._matches, hashed, letters):
                found = visitor
        if found is not None:
            self._throttle.forget(account)
        return found

    def _matches(self, hashed: str, letters: str) -> bool:
        try:
            return self._hasher.verify(hashed, letters)
        except (VerificationError, InvalidHashError):
            return False

    def begin_session(self, visitor: Visitor) -> str:
        """A new session; gives the cookie. Not for the event loop."""
        return self._sessions.begin(visitor)

    def end_session(self, cookie: str) -> None:
        """End a session: its open screens are closed at their next check. Not for the event loop."""
        self._sessions.end(cookie)

    def close(self) -> None:
        """Let the hashing threads go."""
        self._hashing.shutdown(wait=False, cancel_futures=True)
