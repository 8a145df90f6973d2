"""Screens and tablets joined by a code: the device's own side, and the side of those who look after them."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from count.access.devices import CODE_SECONDS, Device, Devices, TooManyWait, Waiting
from count.access.throttle import TooManyTries
from count.boards import board_names, kinds
from count.boards.rotation import read_settings, turned
from count.hall.hall import Hall
from count.poll.local_time import utc_text
from count.poll.names import faults_of, normal
from count.recording.refusals import MalformedAct, Refused
from count.web.device_feed import DeviceFeed, device_board, settings_of
from count.web.guard import DEVICE_COOKIE
from count.web.pages import render_page
from count.web.request import Json, body_of, hall_of

LONGEST_NAME = 40
"""Characters of a device's name: it is read on a screen and in a list."""
FOR_EVER = 400 * 24 * 3600
"""Seconds a browser keeps a cookie at most (RFC 6265bis): a screen is asked to keep its secret so long."""


def _devices(request: Request) -> Devices:
    devices: Devices = request.app.state.devices
    return devices


def _master(request: Request) -> DeviceFeed:
    master: DeviceFeed = request.app.state.screens
    return master


# ------------------------------------------------------------------------------------------ the device's side


def _said(devices: Devices, known: Waiting | Device | None) -> dict[str, Any]:
    """A device's own state, for itself; its code is told to nobody else."""
    if isinstance(known, Waiting):
        left = devices.seconds_left(known)
        return {"state": "waiting", "id": known.id, "code": known.code, "seconds": left}
    if known is None:
        return {"state": "unknown"}
    state = "taken-away" if known.revoked_at else "paired"
    return {"state": state, "id": known.id, "name": known.name, "kind": known.kind}


async def mine(request: Request) -> Response:
    """`GET /api/device`: what this device is, by its own secret."""
    devices = _devices(request)
    return Json(_said(devices, devices.of(request.cookies.get(DEVICE_COOKIE, ""))))


async def ask(request: Request) -> Response:
    """`POST /api/device`: a code to show, unless this device is one of the hall's; sets its secret."""
    devices, secret = _devices(request), request.cookies.get(DEVICE_COOKIE, "")
    try:
        kind = (await body_of(request)).get("kind")
        if kind not in ("screen", "tablet"):
            raise MalformedAct("A device is a screen or a tablet.", {"kind": "screen or tablet"})
    except Refused as refusal:
        return Json(refusal.answer(), refusal.status)
    known = devices.of(secret)
    if isinstance(known, Device) and not known.revoked_at and known.kind == kind:
        return Json(_said(devices, known))
    host = request.client.host if request.client else ""
    try:
        secret, waiting = devices.ask(kind, host, secret)
    except TooManyWait:
        words = "Too many devices wait here for their code to be typed. Type those first, or wait."
        return Json({"words": words}, 429, headers={"Retry-After": str(int(CODE_SECONDS))})
    if isinstance(known, Waiting):
        request.app.state.hub.forget(device_board(known.id))
    _master(request).wait(waiting)
    answer = Json(_said(devices, waiting), 201)
    answer.set_cookie(
        DEVICE_COOKIE,
        secret,
        max_age=FOR_EVER,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )
    return answer


# ------------------------------------------------------------------------------------------- the hall's side


def _choices(hall: Hall) -> list[dict[str, str]]:
    of_all = {kind.name: kind.title_of_all for kind in kinds() if kind.of_contest}
    titles = board_names(hall.sealed) | of_all
    first = turned()
    rest = [board for board in titles if board not in first]
    return [{"board": board, "title": titles[board]} for board in (*first, *rest)]


async def listed(request: Request) -> Response:
    """`GET /api/devices`: every device of the hall, and the boards a screen may be given."""
    choices = _choices(hall_of(request))
    return Json({"devices": _master(request).listed(), "choices": choices})


async def pair(request: Request) -> Response:
    """`POST /api/devices`: the device that shows this code joins the hall, under this name."""
    devices, hall = _devices(request), hall_of(request)
    by = request.state.visitor.name
    try:
        body = await body_of(request)
        code = body.get("code")
        if not isinstance(code, str):
            raise MalformedAct("Type the code that the device shows.", {"code": "is missing"})
        waiting = devices.with_code(code)
        fields: dict[str, Any] = {"name": "", "unit": "", "settings": {}}
        if waiting is not None:
            fields |= _fields(body, hall, waiting.kind, whole=True)
        at = utc_text(datetime.now(UTC))
        device = await asyncio.to_thread(devices.pair, code, by, at, **fields)
    except Refused as refusal:
        return Json(refusal.answer(), refusal.status)
    except TooManyTries as tries:
        words = f"Too many wrong codes: wait {tries.wait} seconds."
        return Json({"words": words}, 429, headers={"Retry-After": str(tries.wait)})
    if device is None:
        words = "No device shows this code now. Look at its screen: a code is good for ten minutes."
        return Json({"words": words}, 404)
    _master(request).tell()
    return Json({"id": device.id, "kind": device.kind, "name": device.name}, 201)


async def change(request: Request) -> Response:
    """`POST /api/devices/{device}`: another name, another table, other settings."""
    devices, hall = _devices(request), hall_of(request)
    device = devices.get(request.path_params["device"])
    if device is None:
        return _not_found()
    try:
        fields = _fields(await body_of(request), hall, device.kind, whole=False)
    except Refused as refusal:
        return Json(refusal.answer(), refusal.status)
    if "settings" in fields:
        fields["settings"] = {**settings_of(device, hall).as_dict(), **fields["settings"]}
    await asyncio.to_thread(devices.change, device.id, **fields)
    _master(request).tell()
    return Json({})


async def take_away(request: Request) -> Response:
    """`DELETE /api/devices/{device}`: it goes dark, and its secret opens nothing any more."""
    at = utc_text(datetime.now(UTC))
    id = request.path_params["device"]
    if await asyncio.to_thread(_devices(request).change, id, revoked_at=at) is None:
        return _not_found()
    _master(request).gone(id)
    return Json({})


async def pin_all(request: Request) -> Response:
    """`POST /api/screens`: pin one board on every screen, or let all go with an empty one."""
    devices, hall = _devices(request), hall_of(request)
    try:
        board = (await body_of(request)).get("pinned")
        settings = _read({"pinned": board}, hall)
    except Refused as refusal:
        return Json(refusal.answer(), refusal.status)
    for device in devices.paired:
        if device.kind == "screen":
            changed = {**settings_of(device, hall).as_dict(), **settings}
            await asyncio.to_thread(devices.change, device.id, settings=changed)
    _master(request).tell()
    return Json({})


def _not_found() -> Response:
    return Json({"words": "There is no such device: it may have been taken away."}, 404)


def _fields(body: dict[str, Any], hall: Hall, kind: str, *, whole: bool) -> dict[str, Any]:
    """The fields of a device, `whole` for a new one.

    Raises:
        MalformedAct: naming every fault.
    """
    faults: dict[str, str] = {}
    fields: dict[str, Any] = {"unit": "", "settings": {}} if whole else {}
    if whole or "name" in body:
        name = normal(body["name"]) if isinstance(body.get("name"), str) else ""
        if not name or len(name) > LONGEST_NAME or faults_of(name):
            faults["name"] = f"must be a name of at most {LONGEST_NAME} characters"
        fields["name"] = name
    if kind == "tablet" and (whole or "unit" in body):
        if body.get("unit") not in hall.poll.units:
            faults["unit"] = "must be a table of this hall"
        fields["unit"] = body.get("unit")
    if faults:
        raise MalformedAct("This does not say what the device is for.", faults)
    if kind == "screen" and (whole or "settings" in body):
        fields["settings"] = _read(body.get("settings", {}), hall)
    return fields


def _read(said: Any, hall: Hall) -> dict[str, Any]:
    """Those settings that were sent, each as it was read."""
    if not isinstance(said, dict):
        raise MalformedAct("Settings are a JSON object.", {"settings": "must be an object"})
    settings, faults = read_settings(said, board_names(hall.sealed))
    unknown = set(said) - set(settings.as_dict())
    faults |= dict.fromkeys(unknown, "is not a setting of a screen")
    if faults:
        raise MalformedAct("A screen cannot be set so.", faults)
    return {name: value for name, value in settings.as_dict().items() if name in said}


# ------------------------------------------------------------------------------------------------- the pages


async def page(request: Request) -> Response:
    """`GET /devices`: join, name, set and take away."""
    return render_page(request, "devices.html", units=tuple(hall_of(request).poll.units.values()))


async def enrol(request: Request) -> Response:
    """`GET /enrol`: a tablet shows its code, to be given a table."""
    return render_page(request, "enrol.html")
