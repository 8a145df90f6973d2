"""The folder for compiled counting loops between two starts, settled before numba is imported.

It is machine code that will be run, so the folder is its owner's alone: one that others could write to is
never used. An installation that may be written to keeps it beside its source, as numba does by itself.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import platformdirs

import tally_core

SETTING = "NUMBA_CACHE_DIR"
"""Where numba looks first; whoever sets it has chosen, and is not overruled."""
FOLDER = "cache"
"""Of a hall, where its user has no folder for caches."""
_of_this_run: list[str] = []
"""The folder that goes when the command ends, once it was made."""


def settle(data: Path | None = None) -> None:
    """Choose the folder: the installation's own, the user's cache, the hall's, or one for this run alone.

    Asked again with a hall, it takes the hall's instead of one for this run.

    Raises:
        OSError: nothing at all can be written on this machine.
    """
    chosen = os.environ.get(SETTING, "") not in ("", *_of_this_run)
    if chosen or _keeps(Path(tally_core.__file__).parent):
        return
    users = platformdirs.user_cache_path("counthall", appauthor=False)
    of_hall = [data / FOLDER] if data is not None and data.is_dir() else []
    for folder in (users, *of_hall):
        if private(folder):
            os.environ[SETTING] = str(folder)
            return
    if not _of_this_run:
        _of_this_run.append(tempfile.mkdtemp(prefix="counthall-"))
        atexit.register(shutil.rmtree, _of_this_run[0], ignore_errors=True)
    os.environ[SETTING] = _of_this_run[0]


def _keeps(source: Path) -> bool:
    """Whether numba may write beside the source."""
    beside = source / "__pycache__"
    return os.access(beside if beside.exists() else source, os.W_OK | os.X_OK)


def private(folder: Path) -> bool:
    """Whether a folder is there, or can be made, that nobody else can put anything into."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = folder.resolve(strict=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        return sys.platform == "win32" or _nobody_elses(folder)  # a profile there is its user's
    except OSError:
        return False


def _nobody_elses(folder: Path) -> bool:
    own = folder.stat()
    return own.st_uid == os.geteuid() and not own.st_mode & 0o022 and _reached_safely(folder)


def _reached_safely(folder: Path) -> bool:
    """Whether nobody else can put another folder in this one's place: each above it is ours or the system's."""
    for above in folder.parents:
        there = above.stat()
        sticky, open_to_all = there.st_mode & 0o1000, there.st_mode & 0o002
        if there.st_uid not in (0, os.geteuid()) or (open_to_all and not sticky):
            return False
    return True
