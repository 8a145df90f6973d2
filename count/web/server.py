"""Serving a hall: one process, one port, loud about whatever keeps it from starting."""

import asyncio
import logging
import signal
import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from count.ledger.chain import Tampered
from count.storage.database import HallInUse, HallNotFound
from count.storage.hall_directory import HallDirectory
from count.web.addresses import ways_in, written
from count.web.app import make_app
from display.wire import serve_options


@dataclass(frozen=True, slots=True)
class Certificate:
    """The TLS certificate chain and private key of this server (PEM files)."""

    certificate: Path
    key: Path

    def fault(self) -> str:
        """Why these cannot be served with; empty where they can."""
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(
                self.certificate, self.key, password=lambda: ""
            )
        except ssl.SSLError as fault:
            why = f" ({fault.reason})" if fault.reason else ""
            return (
                f"{self.certificate} and {self.key} are not a certificate and its key in PEM, "
                f"the key without a password{why}."
            )
        except OSError as fault:
            return f"{self.certificate} or {self.key} cannot be read: {fault.strerror}."
        return ""

    def fault_for(self, host: str) -> str:
        """Words on why a tablet that opens this host is warned; empty where it is not.

        A tablet and a server shake hands in memory, with the certificate itself as what the tablet trusts.
        """
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.load_cert_chain(self.certificate, self.key, password=lambda: "")
        tablet = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        tablet.load_verify_locations(self.certificate)
        tablet.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
        sides = (
            tablet.wrap_bio(back, there, server_hostname=host),
            server.wrap_bio(there, back, server_side=True),
        )
        try:
            for side in sides * 2:
                with suppress(ssl.SSLWantReadError):
                    side.do_handshake()
        except ssl.SSLCertVerificationError as fault:
            return f"{self.certificate} is not good for {host}: {fault.verify_message}"
        return ""


def run(
    data: Path,
    host: str,
    port: int,
    certificate: Certificate | None = None,
    log_level: str = "warning",
) -> int:
    """Serve until told to stop; gives the exit code. With a certificate: over https, and only so."""
    if certificate is not None and (fault := certificate.fault()):
        print(fault, file=sys.stderr)
        return 2
    try:
        listening = listen(host, port)
    except OSError as fault:
        print(f"Port {port} on {host} cannot be used: {fault.strerror}.", file=sys.stderr)
        return 2
    with listening:
        try:
            hall_directory = HallDirectory.open(data)
        except (HallNotFound, HallInUse) as fault:
            print(f"{fault}.", file=sys.stderr)
            return 2
        try:
            app = make_app(hall_directory)
        except Tampered as fault:
            hall_directory.close()
            print(f"The ledger was tampered with. {fault}. Nothing is served.", file=sys.stderr)
            return 1
        for contest, lost in app.state.hall.files_astray():
            words = f"Contest {contest}: the file of papers {lost.digest} {lost.words}"
            print(f"{words}. It cannot be declared until that is mended.", file=sys.stderr)
        logging.basicConfig(level=log_level.upper(), format="%(asctime)s %(name)s %(message)s")
        options = serve_options() | {"log_level": log_level, "access_log": False}
        if certificate is not None:
            options |= {"ssl_certfile": certificate.certificate, "ssl_keyfile": certificate.key}
        server = uvicorn.Server(uvicorn.Config(app, server_header=False, **options))
        scheme = "http" if certificate is None else "https"
        port = listening.getsockname()[1]
        print(f"Serving {hall_directory.poll.facts.name} on {written(scheme, host, port)}")
        print(*ways_in(scheme, host, port), sep="\n", flush=True)
        with _told_to_stop():
            asyncio.run(server.serve(sockets=[listening]))
        return 0 if server.started else 1


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """Being told to stop is no fault: uvicorn stops in order, then raises the signal once more."""
    signals = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda *_: sys.exit(0)) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)


def listen(host: str, port: int) -> socket.socket:
    """The listening socket, taken before anything slow so that a busy port is known at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once (TCP_NODELAY) only on sockets that say they speak TCP.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    # On Windows SO_REUSEADDR would let a second server take the port of the first.
    alone = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
    listening.setsockopt(socket.SOL_SOCKET, alone, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except OSError:
        listening.close()
        raise
    return listening
