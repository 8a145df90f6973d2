"""Is this machine fit for tonight? Prints what it finds, and says what must be put right first."""

import io
import os
import platform
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import pikepdf

from count.documents.document import Document, said
from count.documents.pdf import TypesettingError, set_as_pdf
from count.hall.hall import Hall
from count.ledger.chain import Tampered
from count.storage.database import HallNotFound
from count.storage.hall_directory import HallDirectory
from count.storage.sqlite import SOUND, drivers, is_sound
from count.storage.system_calls import readable_by_others
from count.storage.system_calls import sync as sync_file
from count.web.addresses import addresses
from count.web.control_socket import ServerNotRunning, ask
from count.web.server import Certificate
from tally_core.warming import warm

PYTHON = (3, 11)
SYNCS = 200
SLOW_SYNC, SLOWEST_SYNC = 0.025, 0.25
"""Seconds of a durable write: the median, and the 99th of a hundred, beyond which tablets wait visibly."""
DISK, MEMORY = 2 * 1024**3, 512 * 1024**2
"""Bytes that a night should find free: a ledger with its backups, and a server with its screens."""
FONT = "AtkinsonHyperlegibleNext"
_TRIAL = Document(
    name="trial",
    title=said("Trial"),
    authority="Ŵyn",
    contest="",
    subtitle="",
    at="2026-01-01T00:00:00Z",
    marks=(),
    parts=(),
)
BUILT = datetime(2025, 1, 1, tzinfo=UTC)
"""No clock shows an earlier time than this software is old."""


@dataclass(frozen=True, slots=True)
class Look:
    """One thing looked at: what was found, and the fault, empty where there is none."""

    what: str
    found: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Serving:
    """Settings for serving the hall tonight: port, certificate and address."""

    port: int = 8000
    certificate: Certificate | None = None
    address: str = ""


def examine(data: Path | None = None, serving: Serving = Serving()) -> list[str]:
    """Look at everything that a night rests on, print it, and give the faults: empty on a fit machine.

    With `data` the disk is the one that hall is on, and every digest of its ledger is followed.
    """
    faults = []
    for look in looks(data, serving):
        mark = "FAULT" if look.fault else "ok"
        print(f"{mark:<6} {look.what:<12} {look.found}", flush=True)
        if look.fault:
            faults.append(look.fault)
    return faults


def looks(data: Path | None, serving: Serving) -> Iterator[Look]:
    """Everything that is looked at, one after the other."""
    yield python(sys.version_info[:2])
    yield sqlite([each.sqlite_version for each in drivers()])
    with _some_directory(data) as directory:
        yield sync(times_to_sync(directory))
        yield disk(shutil.disk_usage(directory).free)
    yield memory(_free_memory())
    yield clock(datetime.now(UTC), _newest(data))
    yield port(serving.port, _port_is_free(serving.port) or _is_served(data))
    yield network(addresses())
    yield certificate(serving.certificate, serving.address)
    yield kernels()
    yield documents()
    if data is not None:
        yield privacy(data)
        yield ledger(data)


def python(version: tuple[int, ...]) -> Look:
    """The language this is written in."""
    said = ".".join(map(str, version))
    least = ".".join(map(str, PYTHON))
    fault = "" if version >= PYTHON else f"Python {said} is too old: install {least} or newer."
    return Look("Python", f"{platform.python_version()} on {platform.machine()}", fault)


def sqlite(versions: Sequence[str]) -> Look:
    """The databases to be had here: older ones can lose a commit that was acknowledged."""
    sound = [version for version in versions if is_sound(version)]
    if sound:
        return Look("SQLite", sound[0])
    found, least = ", ".join(versions) or "none", ".".join(map(str, SOUND))
    words = f"install pysqlite3, or a Python with SQLite {least} or newer."
    return Look("SQLite", found, f"SQLite {found} can lose a commit: {words}")


@contextmanager
def _some_directory(data: Path | None) -> Iterator[Path]:
    if data is not None and data.is_dir():
        yield data
        return
    here = "." if os.access(".", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=here) as directory:
        yield Path(directory)


def times_to_sync(directory: Path) -> list[float]:
    """Seconds that each of many appends of 4 KiB took to be durable, sorted."""
    took = []
    with tempfile.NamedTemporaryFile(dir=directory) as file:
        for _ in range(SYNCS):
            begun = time.perf_counter()
            os.write(file.fileno(), bytes(4096))
            sync_file(file.fileno())
            took.append(time.perf_counter() - begun)
    return sorted(took)


def sync(took: list[float]) -> Look:
    """The time the disk takes to make a write durable."""
    median, late = took[len(took) // 2], took[-(-len(took) * 99 // 100) - 1]
    found = f"a synced write takes {median * 1000:.2f} ms, 99th of 100 {late * 1000:.2f} ms"
    fault = ""
    if median > SLOW_SYNC or late > SLOWEST_SYNC:
        fault = (
            f"The disk is slow ({found}): keep the hall on another, or end what else writes to it."
        )
    return Look("disk speed", found, fault)


def disk(free: int) -> Look:
    """Room for the ledger and its backups."""
    fault = "" if free >= DISK else f"Only {_size(free)} of disk are free: make it {_size(DISK)}."
    return Look("disk room", f"{_size(free)} free", fault)


def memory(free: int | None) -> Look:
    """Room to work in; None where the system does not say."""
    if free is None:
        return Look("memory", "this system does not say")
    short = free < MEMORY
    fault = f"Only {_size(free)} of memory are free: close other programs." if short else ""
    return Look("memory", f"{_size(free)} free", fault)


def _free_memory() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    found = [line.split()[1] for line in lines if line.startswith("MemAvailable:")]
    return int(found[0]) * 1024 if found else None


def _size(size: int) -> str:
    return f"{size / 1024**3:.1f} GiB"


def clock(now: datetime, newest: str) -> Look:
    """The time on every act: not before this software, nor before the newest act of the hall (RFC 3339)."""
    said = now.strftime("%Y-%m-%d %H:%M:%S UTC")
    fault = ""
    if now < BUILT:
        fault = f"The clock says {said}: set it."
    elif newest and now < datetime.fromisoformat(newest):
        fault = f"The clock says {said}, but the newest act of this hall is of {newest}: set it."
    return Look("clock", said, fault)


def port(number: int, free: bool) -> Look:
    """The port that `counthall serve` takes unless told otherwise: `free`, or this hall's own already."""
    fault = "" if free else f"Port {number} is in use: end what uses it, or serve with --port."
    return Look("port", f"{number} {'to be had' if free else 'in use'}", fault)


def _is_served(data: Path | None) -> bool:
    """Whether this very hall is being served."""
    if data is None:
        return False
    try:
        ask(data, {"do": "steady"})
    except ServerNotRunning:
        return False
    return True


def _port_is_free(number: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", number))
        except OSError:
            return False
    return True


def network(found: Sequence[str]) -> Look:
    """The addresses under which tablets may come; none is no fault of a machine that is its own tablet."""
    return Look("addresses", ", ".join(found) or "none but this machine's own: no tablet can come")


def certificate(shown: Certificate | None, address: str) -> Look:
    """The certificate that tablets know the hall by, and whether it names the address they open."""
    if shown is None:
        words = "none: tablets load pages while the hall is away only with --certificate and --key"
        return Look("certificate", words)
    host = urlsplit(address).hostname or address
    if fault := shown.fault() or (host and shown.fault_for(host)):
        return Look("certificate", "not good", fault)
    return Look("certificate", f"good for {host or 'its names: say which with --address'}")


def documents() -> Look:
    """The sheets that are signed: whether the typesetter and its fonts are there."""
    begun = time.perf_counter()
    try:
        fonts = fonts_of(set_as_pdf(_TRIAL))
    except (TypesettingError, OSError) as fault:
        return Look("documents", "cannot be set", f"No declaration can be printed: {fault}.")
    if not any(FONT in font for font in fonts):
        lacking = f"The font of the documents ({FONT}) is not there: install counthall again."
        return Look("documents", f"set in {', '.join(sorted(fonts))}", lacking)
    return Look("documents", f"set in {time.perf_counter() - begun:.1f} s, in {FONT}")


def fonts_of(pdf: bytes) -> set[str]:
    """The names of the fonts on the first page of a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return {str(font["/BaseFont"]) for font in opened.pages[0].resources["/Font"].values()}


def privacy(data: Path) -> Look:
    """Whether the hall is its owner's alone: whoever can read its directory can do everything in it."""
    if not data.is_dir():
        return Look("privacy", "no directory")
    open_to_others = readable_by_others(data)
    if open_to_others is None:
        words = "this system does not say: keep the hall in a folder of the account that serves it"
        return Look("privacy", words)
    fault = f"Other users of this machine can look into {data}: take their rights away (chmod 700)."
    return Look("privacy", *(("others can look in", fault) if open_to_others else ("its owner's",)))


def kernels() -> Look:
    """The compiled count: whether this machine compiles it."""
    begun = time.perf_counter()
    try:
        warm()
    except Exception as fault:
        return Look("kernels", "do not compile", f"The count does not compile here: {fault}.")
    return Look("kernels", f"ready in {time.perf_counter() - begun:.1f} s")


def ledger(data: Path) -> Look:
    """Every digest of the hall's ledger, and that nothing is gone from its end."""
    try:
        hall_directory = HallDirectory.look(data)
    except HallNotFound as fault:
        return Look("ledger", "none", f"{fault}.")
    try:
        hall = Hall(hall_directory)
    except Tampered as fault:
        return Look("ledger", "tampered with", f"The ledger was tampered with: {fault}.")
    finally:
        hall_directory.close()
    if lost := hall.files_astray():
        named = "; ".join(f"{contest}: {file.digest} {file.words}" for contest, file in lost)
        words = f"Files of papers are not as they were handed in ({named}): hand them in again."
        return Look("ledger", "holds, but a file of papers is astray", words)
    return Look("ledger", f"{hall.chain.seq:,} entries hold, head {hall.chain.head[:16]}…")


def _newest(data: Path | None) -> str:
    """When the newest act of a hall was recorded; empty where there is none to ask."""
    if data is None:
        return ""
    try:
        hall_directory = HallDirectory.look(data)
    except HallNotFound:
        return ""
    try:
        with hall_directory.database.reading() as connection:
            found = connection.exec_driver_sql("SELECT body FROM ledger ORDER BY seq DESC LIMIT 1")
            row = found.first()
    finally:
        hall_directory.close()
    return str(orjson.loads(row[0])["at"]) if row is not None else ""
