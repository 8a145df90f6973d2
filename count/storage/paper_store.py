"""The store for files of electronically read papers: one folder of the hall, each under its digest.

A file is there whole or not at all: it is written beside, synced, read through, and only then given its name.
Nothing here is ever changed; a file that is no longer what its name says is reported, never used.
"""

import hashlib
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import BinaryIO, Self, TypeVar, cast

from count.formats import preference_file
from count.formats.election import UnreadableFile
from count.ledger.paper_source import MissingFile, PaperFile
from count.storage.system_calls import sync, sync_folder

T = TypeVar("T")

FOLDER = "papers"
LARGEST_FILE = 256 * 2**20
"""Bytes of a file as it is handed in: some ten million papers, packed many more."""
LARGEST_UNPACKED = 2**30
_REMEMBERED = 256
"""Answers kept: each is a transcript, small beside the papers it was made of."""
_PIECE = 2**20
_DIGEST = re.compile(r"[0-9a-f]{64}")


def is_digest(name: object) -> bool:
    """Whether this is a digest, and so may be the name of a kept file."""
    return isinstance(name, str) and _DIGEST.fullmatch(name) is not None


class UnfitFile(Exception):
    """A file that cannot be read, or is not of the contest it was handed in for; `faults` in plain words."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


Fits = Callable[[PaperFile], Sequence[str]]
"""Says why a file is not what it should be: nothing where it is."""


class PaperFiles:
    """The files of one hall, and what was worked out of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, PaperFile | MissingFile] = {}
        self._found: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = threading.Lock()
        self.changes = 0
        """How often a file was found lost, or back again."""

    # -- reading

    def file(self, digest: str) -> PaperFile | MissingFile:
        """The file with this digest; read when it is first asked for."""
        found = self._read.get(digest)
        if found is None:
            found = self._read[digest] = self.read_again(digest)
        return found

    def read_again(self, digest: str) -> PaperFile | MissingFile:
        """The file, read anew from the disk: what is not what its digest says is astray."""
        astray = self._astray(digest)
        if astray is not None:
            return astray
        try:
            return _read(self.folder / digest, digest)
        except UnreadableFile as fault:
            return MissingFile(digest, f"cannot be read: {fault}")

    def check(self, digest: str) -> MissingFile | None:
        """Look whether a file is still what was handed in, without reading its papers; says what is wrong."""
        astray = self._astray(digest)
        if astray is not None:
            self._changed(digest, astray)
        elif isinstance(self._read.get(digest), MissingFile):
            self._changed(digest, None)  # it was put back
        return astray

    def _changed(self, digest: str, read: PaperFile | MissingFile | None) -> None:
        """Note that a file changed, and forget counts that may have been of the old one."""
        with self._lock:
            self.changes += 1
            self._found.clear()
            if read is None:
                self._read.pop(digest, None)
            else:
                self._read[digest] = read

    def _astray(self, digest: str) -> MissingFile | None:
        try:
            with (self.folder / digest).open("rb") as file:
                now = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return MissingFile(digest, "is not kept beside this hall")
        except OSError as fault:
            return MissingFile(digest, f"cannot be opened ({fault.strerror})")
        if now != digest:
            return MissingFile(digest, "is not what was handed in: it was changed on the disk")
        return None

    def once(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question about files: worked out once, and remembered while it is asked for."""
        with self._lock:
            if question in self._found:
                self._found.move_to_end(question)
                return cast(T, self._found[question])
        found = answer()
        with self._lock:
            self._found[question] = found
            while len(self._found) > _REMEMBERED:
                self._found.popitem(last=False)
        return found

    # -- keeping

    def incoming(self) -> "Incoming":
        """A new file, to be written piece by piece."""
        return Incoming(self)

    def keep(self, source: Path, fits: Fits) -> PaperFile:
        """Keep a copy of a file of this machine.

        Raises:
            UnfitFile: it is not kept.
            OSError: it cannot be read or written.
        """
        with source.open("rb") as file, self.incoming() as incoming:
            while piece := file.read(_PIECE):
                incoming.write(piece)
            return incoming.keep(fits)

    def _kept(self, read: PaperFile) -> None:
        if not isinstance(self._read.get(read.digest), PaperFile):
            self._changed(read.digest, read)


class Incoming:
    """A file that is being handed in. Unless it is kept, nothing of it stays."""

    def __init__(self, files: PaperFiles) -> None:
        self._files = files
        files.folder.mkdir(mode=0o700, exist_ok=True)
        self._path = files.folder / f"incoming-{secrets.token_hex(8)}"
        self._digest = hashlib.sha256()
        self._file: BinaryIO = self._path.open("xb")
        self._path.chmod(0o600)
        self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Take away what was written, unless it was kept."""
        self._file.close()
        self._path.unlink(missing_ok=True)

    def write(self, piece: bytes) -> None:
        """One more piece.

        Raises:
            UnfitFile: it is too much.
            OSError: the disk refused it.
        """
        self.size += len(piece)
        if self.size > LARGEST_FILE:
            raise UnfitFile([f"The file is larger than {LARGEST_FILE:,} bytes"])
        self._digest.update(piece)
        self._file.write(piece)

    def keep(self, fits: Fits) -> PaperFile:
        """Read the whole file through, and keep it under its digest where nothing is wrong with it.

        Raises:
            UnfitFile: with every fault, those of its lines by their numbers.
            OSError: the disk refused it.
        """
        self._file.flush()
        sync(self._file.fileno())
        self._file.close()  # Windows moves no file that is open
        digest = self._digest.hexdigest()
        try:
            read = _read(self._path, digest)
        except UnreadableFile as fault:
            raise UnfitFile([str(each) for each in fault.faults]) from None
        if faults := fits(read):
            raise UnfitFile(faults)
        # The same file again takes its own place, and mends a copy that the disk spoilt.
        self._path.replace(self._files.folder / digest)
        sync_folder(self._files.folder)
        self._files._kept(read)
        return read


def _read(path: Path, digest: str) -> PaperFile:
    election = preference_file.read(path, LARGEST_UNPACKED)
    return PaperFile(
        digest, election.candidates, election.seats, election.papers, election.withdrawn
    )
