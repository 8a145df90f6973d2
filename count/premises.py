"""Where a hall is kept: one directory with its database, its secret and its anchor.

The anchor is a small file beside the database that says how far the ledger had come. A chain of digests shows
a changed row but cannot show that the last ones were cut off; the anchor can.
"""

import os
import secrets
from pathlib import Path

from sqlmodel import Field, Session, SQLModel, select

from count import poll as polls
from count import signin
from count.database import Database
from count.ledger import store
from count.ledger.chain import Chain, Row, Tampered
from count.poll import Poll

TABLES = (signin.Token, signin.SignInCode)
"""Tables that must be known before a hall is made, beside those declared here and in the ledger."""
SECRET = "secrets/seen.key"
ANCHOR = "anchor"


class HallFacts(SQLModel, table=True):
    """What is true of one hall: one row. The epoch rises when a ledger is restored elsewhere."""

    __tablename__ = "hall"
    id: str = Field(primary_key=True)
    epoch: int
    rehearsal: bool


class Premises:
    """The open directory of one hall."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with Session(database.engine) as session:
            facts = session.exec(select(HallFacts)).one()
            self.id, self.epoch, self.rehearsal = facts.id, facts.epoch, facts.rehearsal
            self.poll: Poll = polls.load(session)
            session.expunge_all()
        self.secret = (database.directory / SECRET).read_bytes()
        self._anchor = os.open(database.directory / ANCHOR, os.O_RDWR | os.O_CREAT, 0o600)

    @classmethod
    def make(
        cls, directory: Path, poll: Poll, *, rehearsal: bool, id: str | None = None, epoch: int = 1
    ) -> "Premises":
        """Make a new hall for a poll. All of it is there afterwards, or none of it."""
        database = Database(directory, create=True)

        hall = HallFacts(id=id or secrets.token_hex(8), epoch=epoch, rehearsal=rehearsal)
        with Session(database.engine) as session:
            session.add(hall)
            polls.save(session, poll)
            session.commit()
        database.write(store.protect)
        keys = directory / SECRET
        keys.parent.mkdir(mode=0o700, exist_ok=True)
        keys.touch(mode=0o600)
        keys.write_bytes(secrets.token_bytes(32))
        return cls(database)

    @classmethod
    def open(cls, directory: Path) -> "Premises":
        """Open the hall kept in a directory.

        Raises:
            NoHall: there is none.
            HallInUse: another process has it.
        """
        return cls(Database(directory))

    @classmethod
    def look(cls, directory: Path) -> "Premises":
        """Open the hall only to read it, even while it is being served.

        Raises:
            NoHall: there is none.
        """
        return cls(Database(directory, look=True))

    def drop_anchor(self, row: Row) -> None:
        """Note how far the ledger has come."""
        os.pwrite(self._anchor, f"{row.seq:>12} {row.hall}\n".encode(), 0)

    def anchor(self) -> tuple[int, str] | None:
        """How far the ledger had come: to be read before the ledger, which may be growing."""
        said = os.pread(self._anchor, 200, 0).split()
        return (int(said[0]), said[1].decode()) if len(said) == 2 else None

    @staticmethod
    def check_anchor(anchor: tuple[int, str] | None, chain: Chain) -> None:
        """Whether the ledger is at least as long as it was last known to be.

        Raises:
            Tampered: rows at its end are gone, or were exchanged.
        """
        if anchor is None:
            return
        seq, head = anchor
        if seq > chain.seq:
            raise Tampered(chain.seq + 1, f"is gone, and so is everything up to entry {seq}")
        if seq == chain.seq and head != chain.head:
            raise Tampered(seq, "is not the one that was acknowledged")

    def close(self) -> None:
        """Let the hall go."""
        self.database.close()
        os.close(self._anchor)
