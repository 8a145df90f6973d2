"""Sessions of people who are signed in. A table's outlives a restart of the server; an officer's does not.

A server that is started again at three in the morning must not send twenty supervisors looking for their
slips. Their sessions are therefore kept in the hall's database, by the hash of the cookie alone. An officer
decides, and signs in again.
"""

import hashlib
import secrets
import time
from collections.abc import Callable, Collection
from typing import cast

from sqlalchemy import Connection, delete, insert, select
from sqlmodel import Field, SQLModel, col

from count.poll.roles import OFFICERS, Role, Visitor
from count.storage.database import Database

ABSOLUTE = 12 * 3600.0
IDLE = {"deputy": 1800.0, "returning-officer": 1800.0}
"""Seconds after which a session ends: in any case, and when an officer's is not used."""


class StoredSession(SQLModel, table=True):
    """A session that outlives the server. `begun` is in whole seconds since 1970, UTC."""

    __tablename__ = "session"
    hash: str = Field(primary_key=True)
    name: str
    role: str
    unit: str
    contest: str
    begun: int


class _Session:
    def __init__(self, visitor: Visitor, made: float, used: float) -> None:
        self.visitor, self.made, self.used = visitor, made, used


def hash_of(secret: str) -> str:
    """The SHA-256 of a secret of 256 random bits: the only thing that is kept of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Sessions:
    """The sessions of one hall. `clock` counts on whatever is set; `wall` is the time of day.

    While the server runs only `clock` counts. Over a restart the age of a session is told by the time of
    day: set back, it lets a session live 12 hours from the restart at most; set far ahead, it ends it.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._database, self._clock, self._wall = database, clock, wall
        self._sessions: dict[str, _Session] = {}
        database.ensure("session")
        for hashed, visitor, begun in self._kept():
            age = max(0.0, wall() - begun)
            if age <= ABSOLUTE:
                now = clock()
                self._sessions[hashed] = _Session(visitor, now - age, now)

    def _kept(self) -> list[tuple[str, Visitor, int]]:
        with self._database.reading() as connection:
            return [
                (
                    row.hash,
                    Visitor(row.name, cast(Role, row.role), row.unit or None, row.contest or None),
                    row.begun,
                )
                for row in connection.execute(select(SQLModel.metadata.tables["session"]))
            ]

    def begin(self, visitor: Visitor) -> str:
        """A new session; gives the cookie, once it is kept. Not for the event loop."""
        cookie = secrets.token_urlsafe(32)
        now, begun = self._clock(), int(self._wall())
        if visitor.role not in OFFICERS:
            row: dict[str, str | int] = {
                "hash": hash_of(cookie),
                "name": visitor.name,
                "role": visitor.role,
                "unit": visitor.unit or "",
                "contest": visitor.contest or "",
                "begun": begun,
            }
            self._database.write(lambda connection: _keep(connection, row, begun))
        self._sessions[hash_of(cookie)] = _Session(visitor, now, now)
        return cookie

    def visitor(self, cookie: str, *, at_work: bool = True) -> Visitor | None:
        """The person whose session this is, unless it has ended; a screen left open is not `at_work`."""
        hashed = hash_of(cookie)
        session = self._sessions.get(hashed)
        if session is None:
            return None
        now = self._clock()
        idle = IDLE.get(session.visitor.role, ABSOLUTE)
        if now - session.made > ABSOLUTE or now - session.used > idle:
            self._sessions.pop(hashed, None)
            return None
        if at_work:
            session.used = now
        return session.visitor

    def end(self, cookie: str) -> None:
        """End a session: its open screens are closed at their next check. Not for the event loop."""
        self._forget([hash_of(cookie)])

    def end_of(self, visitors: Collection[Visitor]) -> None:
        """End every session of these people in these roles. Not for the event loop."""
        self._forget([h for h, s in list(self._sessions.items()) if s.visitor in visitors])

    def _forget(self, hashes: list[str]) -> None:
        ended = [self._sessions.pop(hashed, None) for hashed in hashes]
        if any(s is not None and s.visitor.role not in OFFICERS for s in ended):
            gone = delete(StoredSession).where(col(StoredSession.hash).in_(hashes))
            self._database.write(lambda connection: connection.execute(gone))


def _keep(connection: Connection, row: dict[str, str | int], now: int) -> None:
    """Keep a session, and forget those that have ended."""
    connection.execute(delete(StoredSession).where(col(StoredSession.begun) < now - int(ABSOLUTE)))
    connection.execute(insert(StoredSession), [row])
