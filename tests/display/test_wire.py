"""The bytes on the wire, and the parts of uvicorn that the hub leans on."""

import asyncio
import inspect

import pytest
import uvicorn
from hypothesis import given, settings
from hypothesis import strategies as st
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame as WebsocketFrame
from websockets.frames import Opcode
from websockets.streams import StreamReader

from display.wire import BACKLOG, ScreenProtocol, serve_options, text_frame


def read_back(wire: bytes) -> WebsocketFrame:
    """What another implementation of RFC 6455 reads in these bytes, as a client."""
    stream = StreamReader()
    stream.feed_data(wire)
    stream.feed_eof()
    parsing = WebsocketFrame.parse(stream.read_exact, mask=False)
    with pytest.raises(StopIteration) as done:
        next(parsing)
    assert stream.at_eof().send is not None
    frame = done.value.value
    assert isinstance(frame, WebsocketFrame)
    return frame


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65535, 65536, 70000])
def test_each_way_of_writing_a_length_is_read_back(length: int) -> None:
    frame = read_back(text_frame(b"x" * length))

    assert (frame.opcode, frame.fin, bytes(frame.data)) == (Opcode.TEXT, True, b"x" * length)


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=300))
def test_text_is_one_unmasked_frame(text: str) -> None:
    assert bytes(read_back(text_frame(text.encode())).data).decode() == text


def test_uvicorn_still_has_what_the_screens_lean_on() -> None:
    made = inspect.signature(WebSocketsSansIOProtocol.__init__).parameters
    assert {"config", "server_state", "app_state"} <= set(made)
    for name in (
        "connection_made", "connection_lost", "handle_connect", "pause_writing", "resume_writing",
        "keepalive_timeout", "stop_keepalive", "shutdown",
    ):  # fmt: skip
        assert callable(getattr(WebSocketsSansIOProtocol, name)), name
    source = inspect.getsource(WebSocketsSansIOProtocol)
    for name in ("transport", "conn", "queue", "loop", "close_sent", "handshake_complete"):
        assert f"self.{name} = " in source or f"self.{name}: " in source, name
    assert "self.response = self.conn.accept(event)" in source
    assert "create_task(self.run_asgi())" in inspect.getsource(
        WebSocketsSansIOProtocol.handle_connect
    ), "the scope is completed after handle_connect and before the application runs"


def test_uvicorn_takes_the_options() -> None:
    config = uvicorn.Config(lambda: None, **serve_options())
    config.load()

    assert config.ws_protocol_class is ScreenProtocol
    assert config.ws_per_message_deflate is False
    assert config.ws_max_size == 64 * 1024


class Transport(asyncio.Transport):
    """A transport that keeps what it was given and says when it was cut."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.closing = self.aborted = False
        self.high: int | None = None

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written.append(data)  # type: ignore[arg-type]

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self.high = high

    def is_closing(self) -> bool:
        return self.closing

    def close(self) -> None:
        self.closing = True

    def abort(self) -> None:
        self.closing = self.aborted = True


@pytest.fixture
async def protocol() -> ScreenProtocol:
    config = uvicorn.Config(lambda: None, log_level="critical", **serve_options())
    config.load()
    made = ScreenProtocol(config, uvicorn.server.ServerState(), {})
    made.connection_made(Transport())
    return made


def transport_of(protocol: ScreenProtocol) -> Transport:
    assert isinstance(protocol.transport, Transport)
    return protocol.transport


async def test_the_very_bytes_given_are_the_bytes_written(protocol: ScreenProtocol) -> None:
    wire = text_frame(b"x" * 1000)

    assert protocol.write_frame(wire)
    assert transport_of(protocol).written[-1] is wire
    assert transport_of(protocol).high == BACKLOG


async def test_nothing_is_written_to_a_screen_without_room(protocol: ScreenProtocol) -> None:
    asked = []
    protocol.on_room = lambda: asked.append(True)
    protocol.pause_writing()

    assert not protocol.write_frame(b"")
    assert asked == []
    protocol.resume_writing()
    assert asked == [True]
    assert protocol.write_frame(b"")


async def test_a_screen_without_room_for_too_long_is_cut_off(protocol: ScreenProtocol) -> None:
    protocol.patience = 0.0
    protocol.pause_writing()
    await asyncio.sleep(0.01)

    assert transport_of(protocol).aborted
    assert not protocol.write_frame(b"")


async def test_a_screen_that_finds_room_in_time_is_kept(protocol: ScreenProtocol) -> None:
    protocol.patience = 0.0
    protocol.pause_writing()
    protocol.resume_writing()
    await asyncio.sleep(0.01)

    assert not transport_of(protocol).aborted


@pytest.mark.parametrize("way", ["hang_up", "shutdown", "keepalive_timeout"])
async def test_whoever_is_closed_and_does_not_read_is_cut_off(
    protocol: ScreenProtocol, way: str
) -> None:
    protocol.linger = 0.0
    protocol.handshake_complete = True
    protocol.conn.state = protocol.conn.state.OPEN
    protocol.pause_writing()
    protocol.hang_up(1012) if way == "hang_up" else getattr(protocol, way)()
    await asyncio.sleep(0.01)

    assert transport_of(protocol).aborted


@pytest.mark.parametrize("way", ["hang_up", "shutdown"])
async def test_a_screen_that_is_just_leaving_is_let_go_without_another_word(
    protocol: ScreenProtocol, way: str
) -> None:
    """It said goodbye and was answered, in the same moment in which the server stops."""
    protocol.handshake_complete = True
    protocol.conn.state = protocol.conn.state.CLOSING
    protocol.hang_up(1012) if way == "hang_up" else protocol.shutdown()

    assert transport_of(protocol).closing
    assert transport_of(protocol).written == []


async def test_a_negotiated_extension_forbids_prebuilt_frames(protocol: ScreenProtocol) -> None:
    assert protocol.takes_frames
    protocol.conn.extensions = [PerMessageDeflate(False, False, 15, 15)]
    assert not protocol.takes_frames
