"""The hall's database file: one process opens it, one thread writes to it.

SQLite in write-ahead mode with synchronous=FULL: a commit that was answered survives a power cut.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlmodel import SQLModel, create_engine

from count.storage.sqlite import driver
from count.storage.system_calls import lock

T = TypeVar("T")

FILE = "hall.db"
LOCK = "hall.lock"
FILES = (FILE, f"{FILE}-wal", f"{FILE}-shm", LOCK)
"""Everything that the database keeps in its directory."""


class HallNotFound(Exception):
    """There is no hall in this directory, or there is one where none may be."""


class HallInUse(Exception):
    """Another process has this hall open: there is never a second writer."""


def _engine(file: Path) -> Engine:
    engine = create_engine(f"sqlite:///{file}", module=driver())

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _record: Any) -> None:
        # The driver must not open transactions of its own: every write begins immediate, in `_transact`.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            # Only macOS knows these two: there a plain sync stops at the disk's own memory.
            "fullfsync=ON",
            "checkpoint_fullfsync=ON",
            "foreign_keys=ON",
            "busy_timeout=5000",
            "mmap_size=0",
        ):
            connection.execute(f"PRAGMA {pragma}")

    return engine


class Database:
    """The open database of one hall, held by a lock against any second process.

    `write` runs a function in the one writing thread, inside one immediate transaction; it returns when the
    transaction is durable.
    """

    def __init__(self, directory: Path, *, create: bool = False, look: bool = False) -> None:
        file = directory / FILE
        if create:
            directory.mkdir(parents=True, exist_ok=True, mode=0o700)
            if file.exists():
                raise HallNotFound(f"{directory} already holds a hall: choose another directory")
        elif not file.exists():
            raise HallNotFound(f"{directory} holds no hall: make one with `counthall new`")
        self.directory = directory
        self.engine = _engine(file)
        self._lock = os.open(directory / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            # Whoever only looks shares nothing with the writer and needs no lock.
            if not look:
                lock(self._lock)
        except OSError:
            os.close(self._lock)
            raise HallInUse(f"the hall in {directory} is being served by another process") from None
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        if create:
            SQLModel.metadata.create_all(self.engine)
            file.chmod(0o600)

    def ensure(self, *tables: str) -> None:
        """Make these tables where the hall has none yet: whoever keeps rows in them asks when it begins."""

        def make(connection: Connection) -> None:
            for table in tables:
                SQLModel.metadata.tables[table].create(connection, checkfirst=True)

        self.write(make)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run one transaction and wait until it is durable. Not for the event loop."""
        return self._writer.submit(self._transact, work).result()

    def _transact(self, work: Callable[[Connection], T]) -> T:
        with self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            done = work(connection)
            connection.commit()
            return done

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that only reads, beside the writing one."""
        with self.engine.connect() as connection:
            yield connection

    @property
    def writer(self) -> ThreadPoolExecutor:
        """The one writing thread, for those who wait for it without blocking the event loop."""
        return self._writer

    def transaction(self, work: Callable[[Connection], T]) -> Callable[[], T]:
        """The transaction as something the writing thread can be handed."""
        return lambda: self._transact(work)

    def close(self) -> None:
        """Finish what was handed to the writing thread and let the hall go."""
        self._writer.shutdown(wait=True)
        self.engine.dispose()
        os.close(self._lock)
