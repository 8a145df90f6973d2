"""Serving a hall: one process, one port, loud about whatever keeps it from starting."""

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from count.app import make_app
from count.database import HallInUse, NoHall
from count.ledger.chain import Tampered
from count.premises import Premises
from display.wire import serve_options


def run(data: Path, host: str, port: int) -> int:
    """Serve until told to stop; gives the exit code."""
    try:
        listening = listen(host, port)
    except OSError as fault:
        print(f"Port {port} on {host} cannot be used: {fault.strerror}.", file=sys.stderr)
        return 2
    with listening:
        try:
            premises = Premises.open(data)
        except (NoHall, HallInUse) as fault:
            print(f"{fault}.", file=sys.stderr)
            return 2
        try:
            app = make_app(premises)
        except Tampered as fault:
            premises.close()
            print(f"The ledger was tampered with. {fault}. Nothing is served.", file=sys.stderr)
            return 1
        for contest, lost in app.state.hall.files_astray():
            words = f"Contest {contest}: the file of papers {lost.digest} {lost.words}"
            print(f"{words}. It cannot be declared until that is mended.", file=sys.stderr)
        logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
        options = serve_options() | {"log_level": "warning", "access_log": False}
        server = uvicorn.Server(uvicorn.Config(app, server_header=False, **options))
        print(
            f"Serving {premises.poll.facts.name} on http://{host}:{listening.getsockname()[1]}",
            flush=True,
        )
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
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except OSError:
        listening.close()
        raise
    return listening
