"""The addresses of joined screens and tablets, each with who may use it and how machines are told of it."""

from count.poll.roles import KEEPERS
from count.web import devices, wire, wire_screens
from count.web.described import Answer, Body, Described
from count.web.guarded_route import EVERYBODY, GuardedRoute, Operation, page

_DONE = Answer("Done.", wire.Nothing)
_NO_DEVICE = Answer("There is no such device: it may have been taken away.", wire.NotDone)
_WAIT = {"Retry-After": "Seconds to wait."}
_MINE = wire_screens.UnknownDevice | wire_screens.WaitingDevice | wire_screens.PairedDevice

_ASK = Described(
    "joinHall",
    "devices",
    "Ask for a code to show, as a screen or tablet that is to join the hall.",
    {
        200: Answer("This device is one of the hall's already.", wire_screens.PairedDevice),
        201: Answer(
            "The code to show.",
            wire_screens.WaitingDevice,
            headers={"Set-Cookie": "The device's own secret."},
        ),
        429: Answer("Too many devices wait.", wire.NotDone, headers=_WAIT),
    },
    body=Body(wire_screens.NewDevice),
)
_PAIR = Described(
    "pairDevice",
    "devices",
    "Take the device that shows this code into the hall.",
    {
        201: Answer("It joined.", wire_screens.Paired),
        404: Answer("No device shows this code now.", wire.NotDone),
        429: Answer("Too many wrong codes.", wire.NotDone, headers=_WAIT),
    },
    body=Body(wire_screens.Pairing),
)
_CHANGE = Described(
    "changeDevice",
    "devices",
    "Give a device another name, table or settings.",
    {200: _DONE, 404: _NO_DEVICE},
    body=Body(wire_screens.DeviceChange),
)
_TAKE_AWAY = Described(
    "removeDevice",
    "devices",
    "Take a device away: it goes dark, and its secret opens nothing any more.",
    {200: _DONE, 404: _NO_DEVICE},
)
_PIN_ALL = Described(
    "pinBoard",
    "devices",
    "Pin one board on every screen, or let all go.",
    {200: _DONE},
    body=Body(wire_screens.Pinned),
)

ROUTES = (
    GuardedRoute(
        "/api/device",
        get=Operation(
            devices.mine,
            EVERYBODY,
            Described(
                "whichDevice",
                "devices",
                "What this device is, by its own secret.",
                {200: Answer("Unknown, waiting, paired or taken away.", _MINE)},
            ),
        ),
        post=Operation(devices.ask, EVERYBODY, _ASK),
    ),
    GuardedRoute(
        "/api/devices",
        get=Operation(
            devices.listed,
            KEEPERS,
            Described(
                "listDevices",
                "devices",
                "Every joined screen and tablet, and the boards a screen may show.",
                {200: Answer("The devices.", wire_screens.DeviceList)},
            ),
        ),
        post=Operation(devices.pair, KEEPERS, _PAIR),
    ),
    GuardedRoute(
        "/api/devices/{device}",
        post=Operation(devices.change, KEEPERS, _CHANGE),
        delete=Operation(devices.take_away, KEEPERS, _TAKE_AWAY),
    ),
    GuardedRoute("/api/screens", post=Operation(devices.pin_all, KEEPERS, _PIN_ALL)),
    page("/devices", devices.page, KEEPERS),
    page("/enrol", devices.enrol, EVERYBODY),
)
