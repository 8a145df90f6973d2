"""Words that each operating system has for itself: a lock on a file, a write that outlives a power cut.

Taken by what a system has, not by its name, so that tests can take it away.
"""

import importlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Any


def _module(name: str) -> Any:
    """A module that only some systems have; None on others."""
    with suppress(ImportError):
        return importlib.import_module(name)
    return None


_fcntl = _module("fcntl")
"""Linux and macOS; Windows has msvcrt instead."""


def lock(descriptor: int) -> None:
    """Hold an open file against every other process, until it is closed or the process ends.

    Raises:
        OSError: another has it.
    """
    if _fcntl is not None:
        _fcntl.flock(descriptor, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
    else:
        windows = importlib.import_module("msvcrt")
        os.lseek(descriptor, 0, os.SEEK_SET)
        windows.locking(descriptor, windows.LK_NBLCK, 1)


def sync(descriptor: int) -> None:
    """Wait until what was written to a file would outlive a power cut."""
    if hasattr(_fcntl, "F_FULLFSYNC"):
        # On macOS fsync hands the data to the disk, which may keep it in its own memory.
        with suppress(OSError):  # a network's disk does not know it
            _fcntl.fcntl(descriptor, _fcntl.F_FULLFSYNC)
            return
    getattr(os, "fdatasync", os.fsync)(descriptor)


def sync_folder(folder: Path) -> None:
    """The same for the names in a folder; Windows keeps a name together with its file."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_private(file: Path, content: bytes) -> None:
    """Write a file that only its owner can read; it is there whole or not at all."""
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(part, flags, 0o600), "wb") as written:
        written.write(content)
    part.replace(file)


def readable_by_others(folder: Path) -> bool | None:
    """Whether other users of this machine can look into a folder; None where its mode does not say."""
    if not hasattr(os, "getuid"):
        return None
    return folder.stat().st_mode & 0o077 != 0
