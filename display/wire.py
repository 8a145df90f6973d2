"""Websocket bytes: a frame made once for everybody, and the hand on the transport that takes it.

A server's frames are not masked (RFC 6455 section 5.1), so the same bytes are right for every
screen whose connection negotiated no extension. Writing them straight to the transport costs what
the kernel's own send costs; going through the server's `send` costs twice that, and awaiting it
lets one slow screen hold up all others.

`ScreenProtocol` leans on these parts of uvicorn's class: `transport`, `conn`, `response`, `scope`,
`queue`, `loop`, `close_sent`, `handshake_complete`, `stop_keepalive`, `handle_connect`,
`keepalive_timeout` and `shutdown`. uvicorn is pinned, and tests/display/test_wire.py checks them.
"""

import contextlib
import socket
import struct
import sys
from asyncio import BaseTransport, TimerHandle
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request
from websockets.protocol import State

EXTENSION = "counthall.transport"
"""Where the protocol puts itself in the ASGI scope's extensions."""

BACKLOG = 64 * 1024
"""Bytes that may wait for one screen, in the process and again in the kernel."""

PATIENCE = 10.0
"""Seconds a screen may leave its backlog unread before it is cut off."""

LINGER = 1.0
"""Seconds a closing screen is given to take what it was sent."""

LARGEST_MESSAGE = 64 * 1024
"""Bytes of the largest message a screen may send; a larger one closes it (RFC 6455, 1009)."""

# From <linux/tcp.h>; Python's socket module has no name for it.
_TCP_NOTSENT_LOWAT = 25


def text_frame(text: bytes) -> bytes:
    """One whole, unmasked text frame (RFC 6455 section 5.2) around UTF-8 text."""
    length = len(text)
    if length < 126:
        head = struct.pack("!BB", 0x81, length)
    elif length < 1 << 16:
        head = struct.pack("!BBH", 0x81, 126, length)
    else:
        head = struct.pack("!BBQ", 0x81, 127, length)
    return head + text


class ScreenProtocol(WebSocketsSansIOProtocol):
    """uvicorn's websocket protocol, which also takes prebuilt frames and never waits for them."""

    patience = PATIENCE
    linger = LINGER

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stalled = False
        self.on_room: Callable[[], None] | None = None
        self._cut: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Keep the backlog short on both sides of the system call."""
        super().connection_made(transport)
        self.transport.set_write_buffer_limits(high=BACKLOG)
        raw = transport.get_extra_info("socket")
        # Without this the kernel would keep megabytes of old pictures for a screen that does not
        # read, and show it all of them later. On a Unix socket there is no such option.
        if sys.platform == "linux" and raw is not None:
            with contextlib.suppress(OSError):
                raw.setsockopt(socket.IPPROTO_TCP, _TCP_NOTSENT_LOWAT, BACKLOG)

    def handle_connect(self, event: Request) -> None:
        """Offer this protocol to the application, whose task starts after this returns."""
        super().handle_connect(event)
        if self.response.status_code == 101:
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions[EXTENSION] = self

    @property
    def takes_frames(self) -> bool:
        """Whether prebuilt frames are right here: not where an extension would change them."""
        return not self.conn.extensions

    def write_frame(self, wire: bytes) -> bool:
        """Hand a frame to the transport; False, and nothing written, when it has no room."""
        if self.stalled or self.transport.is_closing():
            return False
        self.transport.write(wire)
        return True

    def pause_writing(self) -> None:
        """The backlog is full: from now on nothing is written, and patience runs."""
        super().pause_writing()
        self.stalled = True
        self._cut_after(self.patience)

    def resume_writing(self) -> None:
        """There is room again."""
        super().resume_writing()
        self.stalled = False
        if not self.transport.is_closing():
            self._keep()
        if self.on_room is not None:
            self.on_room()

    def hang_up(self, code: int) -> None:
        """Close from our side, now: a close frame (RFC 6455 section 7.4), then the connection.

        The handler learns of it through `receive`. A screen that does not read is cut off.
        """
        if self.transport.is_closing():
            return
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": ""})
        if self.conn.state is State.OPEN:  # else the screen said goodbye first, and was answered
            self.conn.send_close(code)
            self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self._let_go()

    def keepalive_timeout(self) -> None:
        """No pong: uvicorn closes, and what the screen did not read does not keep it open."""
        super().keepalive_timeout()
        self._cut_after(self.linger)

    def shutdown(self) -> None:
        """The server stops: a screen that does not read must not hold it up, nor one that is just leaving."""
        if self.handshake_complete and self.conn.state is not State.OPEN:
            self.stop_keepalive()
            self._let_go()
            return
        super().shutdown()
        self._cut_after(self.linger)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone, and so is everything that waited for it."""
        self._keep()
        self.on_room = None
        super().connection_lost(exc)

    def _let_go(self) -> None:
        self.transport.close()
        self._cut_after(self.linger)

    def _cut_after(self, seconds: float) -> None:
        self._keep()
        self._cut = self.loop.call_later(seconds, self.transport.abort)

    def _keep(self) -> None:
        if self._cut is not None:
            self._cut.cancel()
            self._cut = None


def serve_options() -> dict[str, Any]:
    """Options that uvicorn needs (`uvicorn.Config(app, **serve_options())`) for screens to work.

    Deflate stays off: it costs eight times the delivery, 45 KB a screen, and forbids shared frames.
    Plain asyncio is the loop these frames were measured on; uvloop sends them no faster.
    """
    return {
        "loop": "asyncio",
        "ws": ScreenProtocol,
        "ws_max_size": LARGEST_MESSAGE,
        "ws_per_message_deflate": False,
        "ws_ping_interval": 20.0,
        "ws_ping_timeout": 20.0,
        "timeout_graceful_shutdown": 5,
    }
