"""One process holds a hall's database, one thread writes to it, and a commit that was answered stays."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, OperationalError

from count.storage import sqlite
from count.storage.database import FILE, Database, HallInUse, HallNotFound
from count.storage.sqlite import UnsoundSqlite


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path, create=True)
    made.write(lambda c: c.exec_driver_sql("CREATE TABLE slip (n INTEGER PRIMARY KEY)"))
    yield made
    made.close()


def put(n: int, database: Database) -> None:
    database.write(lambda c: c.exec_driver_sql("INSERT INTO slip VALUES (?)", (n,)))


def slips(database: Database) -> list[int]:
    with database.reading() as connection:
        return [n for (n,) in connection.exec_driver_sql("SELECT n FROM slip ORDER BY n")]


def pragma(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_a_commit_that_was_answered_survives_a_power_cut(database: Database) -> None:
    """WAL with synchronous=FULL (2): NORMAL would lose the last commits."""
    for look in (database.reading, database.engine.connect):
        with look() as connection:
            assert pragma(connection, "journal_mode") == "wal"
            assert pragma(connection, "synchronous") == 2
            assert pragma(connection, "foreign_keys") == 1
    assert database.write(lambda c: pragma(c, "synchronous")) == 2


def test_what_is_written_is_there_for_readers_when_write_returns(database: Database) -> None:
    put(1, database)
    assert slips(database) == [1]


def test_a_write_that_fails_leaves_nothing_half_done(database: Database) -> None:
    def two(connection: Connection) -> None:
        connection.exec_driver_sql("INSERT INTO slip VALUES (1)")
        connection.exec_driver_sql("INSERT INTO slip VALUES (1)")

    with pytest.raises(DatabaseError):
        database.write(two)
    assert slips(database) == []
    put(1, database)
    assert slips(database) == [1]


def test_a_full_disk_refuses_and_leaves_what_was_there(database: Database) -> None:
    put(1, database)

    def many(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pragma(connection, 'page_count')}")
        connection.exec_driver_sql("CREATE TABLE more (text)")
        for _ in range(50):
            connection.exec_driver_sql("INSERT INTO more VALUES (randomblob(4000))")

    with pytest.raises(OperationalError, match="full"):
        database.write(many)
    assert slips(database) == [1]


def test_every_write_is_made_by_one_thread_and_one_at_a_time(database: Database) -> None:
    threads: set[int] = set()

    def noted(connection: Connection) -> None:
        threads.add(threading.get_ident())

    writers = [threading.Thread(target=database.write, args=(noted,)) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_a_reader_sees_one_moment_while_another_writes(database: Database) -> None:
    put(1, database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        assert connection.exec_driver_sql("SELECT count(*) FROM slip").scalar() == 1
        put(2, database)
        assert connection.exec_driver_sql("SELECT count(*) FROM slip").scalar() == 1
    assert slips(database) == [1, 2]


def test_a_transaction_can_be_handed_to_the_writing_thread(database: Database) -> None:
    work = database.transaction(lambda c: c.exec_driver_sql("INSERT INTO slip VALUES (7)").rowcount)
    assert slips(database) == []
    assert database.writer.submit(work).result() == 1
    assert slips(database) == [7]


# ------------------------------------------------------------------------------------ who holds the hall

HOLD = """
import sys
from pathlib import Path
from count.storage.database import Database
database = Database(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
database.close()
"""


def test_a_second_process_is_told_that_the_hall_is_in_use(tmp_path: Path) -> None:
    Database(tmp_path, create=True).close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(HallInUse, match="being served"):
            Database(tmp_path)
        looking = Database(tmp_path, look=True)
        with looking.reading() as connection:
            assert pragma(connection, "page_count")
        looking.close()
        other.communicate(b"\n")
    Database(tmp_path).close()


def test_a_process_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    Database(tmp_path, create=True).close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        other.kill()
    Database(tmp_path).close()


def test_a_second_holder_in_the_same_process_is_refused_too(database: Database) -> None:
    with pytest.raises(HallInUse):
        Database(database.directory)


def test_there_is_no_hall_where_none_was_made(tmp_path: Path) -> None:
    for look in (False, True):
        with pytest.raises(HallNotFound, match="counthall new"):
            Database(tmp_path, look=look)
    assert list(tmp_path.iterdir()) == []


def test_a_hall_is_not_made_over_another(database: Database) -> None:
    put(1, database)
    with pytest.raises(HallNotFound, match="already holds"):
        Database(database.directory, create=True)
    assert slips(database) == [1]


def test_a_halls_files_are_its_owners_alone(tmp_path: Path) -> None:
    made = Database(tmp_path / "new" / "hall", create=True)
    made.close()
    assert (tmp_path / "new" / "hall").stat().st_mode & 0o077 == 0
    assert (tmp_path / "new" / "hall" / FILE).stat().st_mode & 0o077 == 0


def test_a_sqlite_that_can_lose_a_commit_is_refused_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "drivers", lambda: [SimpleNamespace(sqlite_version="3.40.1")])
    with pytest.raises(UnsoundSqlite):
        Database(tmp_path, create=True)
    assert list(tmp_path.iterdir()) == []


def test_on_macos_a_commit_is_synced_to_the_platter(database: Database) -> None:
    """Other systems keep these two and have no use for them."""
    for look in (database.reading, database.engine.connect):
        with look() as connection:
            assert pragma(connection, "fullfsync") == 1
            assert pragma(connection, "checkpoint_fullfsync") == 1
