"""The ledger in the database: append and read, and nothing else. The only writer of acts.

The tables are declared with SQLModel; rows are written and read with Core, since reading a ledger as objects
of the mapper is some fourteen times slower. Triggers refuse to change or delete an act, whoever asks.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, insert
from sqlmodel import Field, SQLModel

from count.ledger.chain import ChainRow, Tampered


class LedgerRow(SQLModel, table=True):
    """One act, as `count.ledger.chain.Row` describes it."""

    __tablename__ = "ledger"
    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    contest: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    nonce: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    digest: str
    hall: str


class Name(SQLModel, table=True):
    """A person's name behind the salted reference by which the ledger knows the person."""

    __tablename__ = "names"
    ref: str = Field(primary_key=True)
    name: str = Field(unique=True)
    salt: str


SET_UP_TABLES = ("poll", "contest", "candidate", "box", "unit", "person")


def protect(connection: Connection) -> None:
    """Lay the triggers: acts are never changed or deleted, and the first act seals the set-up."""
    for doing in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER ledger_no_{doing.lower()} BEFORE {doing} ON ledger "
            "BEGIN SELECT RAISE(ABORT, 'an act is never changed or deleted: strike it'); END"
        )
    # INSERT OR REPLACE takes the old row away without asking the trigger on DELETE.
    connection.exec_driver_sql(
        "CREATE TRIGGER ledger_no_replace BEFORE INSERT ON ledger "
        "WHEN EXISTS (SELECT 1 FROM ledger WHERE seq = NEW.seq OR id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'an act is never changed or deleted: strike it'); END"
    )
    for table in SET_UP_TABLES:
        for doing in ("INSERT", "UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_sealed_{doing.lower()} BEFORE {doing} ON {table} "
                "WHEN EXISTS (SELECT 1 FROM ledger) "
                "BEGIN SELECT RAISE(ABORT, 'the set-up was sealed by the first act'); END"
            )


def append(connection: Connection, rows: Sequence[ChainRow], names: Sequence[Name] = ()) -> None:
    """Write rows, with the names that they refer to for the first time."""
    if names:
        connection.execute(
            insert(Name), [{"ref": n.ref, "name": n.name, "salt": n.salt} for n in names]
        )
    if not rows:
        return
    connection.execute(
        insert(LedgerRow),
        [
            {
                "seq": r.seq,
                "id": r.id,
                "contest": r.contest,
                "body": r.body,
                "nonce": r.nonce,
                "digest": r.digest,
                "hall": r.hall,
            }
            for r in rows
        ],
    )


def rows(connection: Connection, after: int = 0, most: int = -1) -> Iterator[ChainRow]:
    """The rows after one number, in order."""
    for row in connection.exec_driver_sql(
        "SELECT seq, id, contest, body, nonce, digest, hall FROM ledger WHERE seq > ? "
        "ORDER BY seq LIMIT ?",
        (after, most),
    ):
        yield ChainRow._make(row)


def _reference(name: str, salt: str) -> str:
    return "p:" + hashlib.sha256(f"{salt}\0{name}".encode()).hexdigest()[:20]


class People:
    """The salted references by which the ledger knows people."""

    def __init__(self, known: Sequence[tuple[str, str, str]] = ()) -> None:
        self._ref = {name: ref for ref, name, _ in known}
        self._name = {ref: name for ref, name, _ in known}
        self.new: list[Name] = []

    @classmethod
    def of(cls, known: Sequence[tuple[str, str, str]]) -> "People":
        """The people of these references, names and salts.

        Raises:
            Tampered: a name is not the one that its reference was made of.
        """
        for ref, name, salt in known:
            if _reference(name, salt) != ref:
                raise Tampered(0, f"the name {name} does not belong to its reference {ref}")
        return cls(known)

    @classmethod
    def read(cls, connection: Connection) -> "People":
        """The people that a ledger's database knows."""
        found = connection.exec_driver_sql("SELECT ref, name, salt FROM names")
        return cls.of([(ref, name, salt) for ref, name, salt in found])

    def ref(self, name: str) -> str:
        """The reference of a name; a new one is kept in `new` until it has been written."""
        if name not in self._ref:
            salt = secrets.token_hex(16)
            ref = _reference(name, salt)
            self._ref[name], self._name[ref] = ref, name
            self.new.append(Name(ref=ref, name=name, salt=salt))
        return self._ref[name]

    def name(self, ref: str) -> str:
        """The name behind a reference; the reference itself where the name was forgotten."""
        return self._name.get(ref, ref)

    def forget_new(self) -> None:
        """Let go of names that did not become durable."""
        for name in self.new:
            self._ref.pop(name.name, None)
            self._name.pop(name.ref, None)
        self.new = []

    def hide(self, content: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
        """The content with references in place of the names in these fields."""
        return self._changed(content, fields, self.ref)

    def reveal(self, content: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
        """The content with names in place of references."""
        return self._changed(content, fields, self.name)

    @staticmethod
    def _changed(
        content: dict[str, Any], fields: Sequence[str], change: Callable[[str], str]
    ) -> dict[str, Any]:
        changed = dict(content)
        for field in fields:
            value = content.get(field)
            if isinstance(value, str):
                changed[field] = change(value)
            elif value is not None:
                changed[field] = [change(each) for each in value]
        return changed
