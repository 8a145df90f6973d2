"""A hall is written with an SQLite that cannot lose a commit: bundled, Python's own, or none at all."""

import sqlite3
import sys
from types import SimpleNamespace

import pytest

from count.storage import sqlite
from count.storage.sqlite import UnsoundSqlite, driver, drivers, is_sound
from tests.count.shell import FILES, counthall, refused


def found(monkeypatch: pytest.MonkeyPatch, bundled: str | None, own: str | None) -> None:
    """This machine has these versions: bundled with pysqlite3, and Python's own."""
    versions = (("pysqlite3", bundled), ("sqlite3", own))
    modules = [SimpleNamespace(sqlite_version=v, __name__=name) for name, v in versions if v]
    monkeypatch.setattr(sqlite, "drivers", lambda: iter(modules))


@pytest.mark.parametrize("version", ["3.40.1", "3.51.2", "3.7.0"])
def test_the_wal_reset_fault_is_in_releases_from_3_7_0_to_3_51_2(version: str) -> None:
    assert not is_sound(version)


@pytest.mark.parametrize("version", ["3.51.3", "3.52.0", "3.100.0", "4.0.0"])
def test_later_releases_are_sound(version: str) -> None:
    assert is_sound(version)


@pytest.mark.parametrize(
    ("bundled", "own", "taken"),
    [
        ("3.53.0", "3.40.1", "pysqlite3"),
        ("3.53.0", "3.53.0", "pysqlite3"),
        (None, "3.51.3", "sqlite3"),
        # Built from source where there is no wheel, it takes the system's.
        ("3.40.1", "3.53.0", "sqlite3"),
    ],
)
def test_the_first_sound_one_is_taken(
    bundled: str | None, own: str, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(monkeypatch, bundled, own)
    assert driver().__name__ == taken


@pytest.mark.parametrize(("bundled", "own"), [(None, "3.51.2"), ("3.51.2", "3.40.1"), (None, None)])
def test_where_none_is_sound_it_is_refused_in_words(
    bundled: str | None, own: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(monkeypatch, bundled, own)
    with pytest.raises(UnsoundSqlite, match=r"can lose a commit.*install pysqlite3.*3\.51\.3"):
        driver()


def test_without_pysqlite3_pythons_own_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pysqlite3", None)
    assert list(drivers()) == [sqlite3]


def test_a_command_ends_in_words_and_not_in_a_traceback(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    from pathlib import Path

    from tests.count import folders

    assert isinstance(tmp_path, Path)
    poll = folders.write(tmp_path / "poll", FILES)
    found(monkeypatch, None, "3.40.1")
    refused(counthall("new", poll, "--data", tmp_path / "hall"), 2, "3.40.1", "pysqlite3")
