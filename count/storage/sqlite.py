"""The SQLite that a hall is written with: one that cannot lose a commit, or none.

Releases from 3.7.0 to 3.51.2 can lose a commit when two connections write and checkpoint at once (the WAL-reset
fault). pysqlite3 bundles a sound one where it has wheels; elsewhere Python's own is taken if it is new enough.
"""

from collections.abc import Iterator
from contextlib import suppress
from types import ModuleType

SOUND = (3, 51, 3)


class UnsoundSqlite(RuntimeError):
    """Every SQLite of this machine can lose a commit, in plain words."""


def is_sound(version: str) -> bool:
    """Whether a release is free of the fault."""
    return tuple(int(part) for part in version.split(".")) >= SOUND


def drivers() -> Iterator[ModuleType]:
    """The modules that speak to an SQLite here, the preferred first."""
    with suppress(ImportError):
        from pysqlite3 import dbapi2

        yield dbapi2
    with suppress(ImportError):
        import sqlite3

        yield sqlite3


def driver() -> ModuleType:
    """The first module whose SQLite is sound.

    Raises:
        UnsoundSqlite: there is none.
    """
    found = list(drivers())
    for module in found:
        if is_sound(module.sqlite_version):
            return module
    versions = ", ".join(module.sqlite_version for module in found) or "none"
    raise UnsoundSqlite(
        f"SQLite here ({versions}) can lose a commit that was answered (the WAL-reset fault): "
        f"install pysqlite3, or a Python with SQLite {'.'.join(map(str, SOUND))} or newer."
    )
