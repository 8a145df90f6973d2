"""The shapes of boards and devices, as the interface takes and answers them."""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from count.access.devices import Kind
from count.web.wire import Uuid
from display.boards import Part

# ---------------------------------------------------------------------------------------------------- boards


class BoardTitle(TypedDict):
    """A board and its title."""

    board: str
    title: str


class Boards(TypedDict):
    """The boards that this visitor may see."""

    boards: list[BoardTitle]


class Picture(TypedDict):
    """A board's picture as data: the same words and figures as its page."""

    title: str
    subtitle: str
    marks: list[str]
    updated: str
    lang: str
    parts: list[Part]


class Frame(TypedDict):
    """The newest state of a board. Boards without a picture (`pulse`, `device-…`) have data of their own."""

    board: str
    epoch: int
    seq: int
    html: str
    data: Picture | dict[str, Any]


# --------------------------------------------------------------------------------------------------- devices


class UnknownDevice(TypedDict):
    """This browser is no device of the hall."""

    state: Literal["unknown"]


class WaitingDevice(TypedDict):
    """This device shows a code and waits for it to be typed."""

    state: Literal["waiting"]
    id: Uuid
    code: str
    seconds: int


class PairedDevice(TypedDict):
    """This device belongs to the hall, or did."""

    state: Literal["paired", "taken-away"]
    id: Uuid
    name: str
    kind: Kind


class NewDevice(TypedDict):
    """A browser asks to become a device of the hall."""

    kind: Kind


class ScreenSettings(TypedDict, total=False):
    """Settings of one screen; those left out stay as they are. `pinned` is empty where no board is pinned."""

    boards: list[str]
    hold: int
    distance: float
    diagonal: float
    theme: Literal["", "light", "dark"]
    pinned: str


class Pairing(TypedDict):
    """The code that a device shows, and what it is for: a tablet lies at a table, a screen has settings."""

    code: str
    name: str
    unit: NotRequired[str]
    settings: NotRequired[ScreenSettings]


class Paired(TypedDict):
    """A device that joined the hall."""

    id: Uuid
    kind: Kind
    name: str


class DeviceChange(TypedDict, total=False):
    """Changes to a device."""

    name: str
    unit: str
    settings: ScreenSettings


class DeviceLine(TypedDict):
    """One device of the hall, and whether it is in touch."""

    id: Uuid
    kind: Kind
    name: str
    unit: str
    settings: ScreenSettings | None
    paired_at: str
    paired_by: str
    in_touch: bool


class DeviceList(TypedDict):
    """Every device of the hall, and the boards that a screen may be given."""

    devices: list[DeviceLine]
    choices: list[BoardTitle]


class Pinned(TypedDict):
    """The board to pin on every screen; empty lets all go."""

    pinned: str
