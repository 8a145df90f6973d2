"""The directory of one hall: its database, its secret and its anchor.

The anchor is a small file beside the database that says how far the ledger had come. A chain of digests shows
a changed row but cannot show that the last ones were cut off; the anchor can.
"""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection
from sqlmodel import Field, Session, SQLModel

from count.ledger import store
from count.ledger.chain import Chain, ChainRow, Tampered
from count.poll.poll import Poll
from count.storage import paper_store
from count.storage.database import FILES, Database, HallNotFound
from count.storage.paper_store import PaperFiles
from count.storage.saved_poll import load, save

SECRET = "secrets/seen.key"
ANCHOR = "anchor"


LAYOUT = 1
"""The layout of a hall's tables that this version makes and reads: a higher number whenever it changes."""


class UnknownLayout(HallNotFound):
    """A hall whose tables are laid out in a way that this version does not know."""


class HallFacts(SQLModel, table=True):
    """Facts of one hall, in one row. The epoch rises when a ledger is restored elsewhere."""

    __tablename__ = "hall"
    id: str = Field(primary_key=True)
    epoch: int
    rehearsal: bool
    layout: int = LAYOUT


def _facts(database: Database) -> HallFacts:
    """The row, read before anything else.

    Raises:
        UnknownLayout: nothing else here may be read.
    """
    with database.reading() as connection:
        row = dict(connection.exec_driver_sql("SELECT * FROM hall").mappings().one())
    layout = row.setdefault("layout", 1)  # halls of version 0.1 do not say so
    if layout != LAYOUT:
        raise UnknownLayout(
            f"the hall in {database.directory} keeps its tables in layout {layout}, and this version of "
            f"counthall knows layout {LAYOUT}: use the version that made it, or have that one "
            f"`export` the ledger and `replay` it here"
        )
    return HallFacts(**row)


def sealed_as(poll: Poll, *, rehearsal: bool) -> str:
    """The seal that a hall's chains start from: its poll, and the word rehearsal where it was one.

    So neither the set-up can be exchanged unseen, nor a rehearsal be passed off as the night itself.
    """
    return f"{poll.seal()} rehearsal" if rehearsal else poll.seal()


class HallDirectory:
    """The open directory of one hall."""

    def __init__(self, database: Database) -> None:
        self.database = database
        facts = _facts(database)
        self.id, self.epoch, self.rehearsal = facts.id, facts.epoch, bool(facts.rehearsal)
        with Session(database.engine) as session:
            self.poll: Poll = load(session)
            session.expunge_all()
        self.papers = PaperFiles(database.directory / paper_store.FOLDER)
        self.secret = (database.directory / SECRET).read_bytes()
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        self._anchor = os.open(database.directory / ANCHOR, flags, 0o600)

    @property
    def seal(self) -> str:
        """The seal that the chains of this hall start from."""
        return sealed_as(self.poll, rehearsal=self.rehearsal)

    @classmethod
    def make(
        cls, directory: Path, poll: Poll, *, rehearsal: bool, id: str | None = None, epoch: int = 1
    ) -> "HallDirectory":
        """Make a new hall for a poll. All of it is there afterwards, or none of it."""
        was_there = directory.exists()
        database = Database(directory, create=True)
        try:
            hall = HallFacts(id=id or secrets.token_hex(8), epoch=epoch, rehearsal=rehearsal)
            with Session(database.engine) as session:
                session.add(hall)
                save(session, poll)
                session.commit()
            database.write(store.protect)
            keys = directory / SECRET
            keys.parent.mkdir(mode=0o700, exist_ok=True)
            keys.touch(mode=0o600)
            keys.write_bytes(secrets.token_bytes(32))
            return cls(database)
        except BaseException:
            database.close()
            _take_away(directory, was_there=was_there)
            raise

    @classmethod
    def open(cls, directory: Path) -> "HallDirectory":
        """Open the hall kept in a directory.

        Raises:
            HallNotFound: there is none, or one that only another version can read.
            HallInUse: another process has it.
        """
        return cls._of(Database(directory))

    @classmethod
    def look(cls, directory: Path) -> "HallDirectory":
        """Open the hall only to read it, even while it is being served.

        Raises:
            HallNotFound: there is none.
        """
        return cls._of(Database(directory, look=True))

    @classmethod
    def _of(cls, database: Database) -> "HallDirectory":
        try:
            return cls(database)
        except BaseException:
            database.close()
            raise

    def drop_anchor(self, row: ChainRow) -> None:
        """Note how far the ledger has come."""
        os.lseek(self._anchor, 0, os.SEEK_SET)
        os.write(self._anchor, f"{row.seq:>12} {row.hall}\n".encode())

    def anchor(self) -> tuple[int, str] | None:
        """The last entry acknowledged before closing; None where the ledger had not begun.

        Raises:
            Tampered: it is no anchor.
        """
        said = (self.database.directory / ANCHOR).read_bytes()[:200].strip(b"\0")
        try:
            seq, head = said.split() if said else (b"0", b"")
            return (int(seq), head.decode()) if said else None
        except ValueError:
            raise Tampered(0, f"the anchor beside the ledger cannot be read: {said!r}") from None

    def rows(self, connection: Connection, chain: Chain) -> Iterator[ChainRow]:
        """The ledger in order, each row followed by its chain, with the anchor's row found in its place.

        Raises:
            Tampered: a row is not what was recorded, or rows at the end are gone or were exchanged.
        """
        # The anchor is read first: the ledger may be growing meanwhile.
        seq, head = self.anchor() or (0, chain.head)
        for row in store.rows(connection):
            chain.check(row)
            if row.seq == seq and row.hall != head:
                raise Tampered(seq, "is not the one that was acknowledged")
            yield row
        if seq > chain.seq:
            raise Tampered(chain.seq + 1, f"is gone, and so is everything up to entry {seq}")

    def close(self) -> None:
        """Let the hall go."""
        self.database.close()
        os.close(self._anchor)

    def unmake(self) -> None:
        """Let a hall go that could not be made whole, and take it away."""
        self.close()
        _take_away(self.database.directory, was_there=True)


def _take_away(directory: Path, *, was_there: bool) -> None:
    """Remove what was made of a hall, and nothing else."""
    for name in (*FILES, SECRET, ANCHOR):
        (directory / name).unlink(missing_ok=True)
    for file in (directory / paper_store.FOLDER).glob("*"):
        if paper_store.is_digest(file.name):
            file.unlink()
    for folder in (
        (directory / SECRET).parent,
        directory / paper_store.FOLDER,
        *(() if was_there else (directory,)),
    ):
        with contextlib.suppress(OSError):
            folder.rmdir()
