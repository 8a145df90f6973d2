"""Joining screens and tablets over HTTP: who may, what a code is worth, and what a joined screen can read."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import WebSocketDenialResponse

from count.access.devices import MAX_WAITING_PER_HOST, TRIES
from count.poll.roles import ROLES
from count.web.guard import DEVICE_COOKIE
from tests.count.client import House, Person, house

KEEPERS = {"administrator", "deputy", "returning-officer"}


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as made:
        yield made


class Thing:
    """A device with no log-in: all it has is what the hall gave it."""

    def __init__(self, hall: House, kind: str = "screen") -> None:
        self.http, self.kind, self.secret = hall.http, kind, ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"{DEVICE_COOKIE}={self.secret}"} if self.secret else {}

    def asks(self) -> httpx.Response:
        answer = self.http.post("/api/device", json={"kind": self.kind}, headers=self.headers)
        self.secret = answer.cookies.get(DEVICE_COOKIE) or self.secret
        self.http.cookies.clear()
        return answer

    def get(self, path: str) -> httpx.Response:
        return self.http.get(path, headers=self.headers)

    @property
    def state(self) -> dict[str, Any]:
        said: dict[str, Any] = self.get("/api/device").json()
        return said

    @contextlib.contextmanager
    def hears(self, board: str) -> Iterator[Any]:
        headers = {**self.headers, "Origin": "http://testserver"}
        with self.http.websocket_connect(f"/live/{board}", headers=headers) as feed:  # type: ignore[attr-defined]
            yield lambda: json.loads(feed.receive_text())["data"]


def join(hall: House, thing: Thing, by: Person | None = None, **fields: Any) -> str:
    """The thing asks for a code, and somebody types it; gives the device's id."""
    code = thing.asks().json()["code"]
    said = {"code": code, "name": "North wall", **fields}
    answer = (by or hall.dan).post("/api/devices", said)
    assert answer.status_code == 201, answer.text
    id: str = answer.json()["id"]
    return id


# --------------------------------------------------------------------------------------------------- joining


def test_a_screen_shows_a_code_and_becomes_a_screen_when_it_is_typed(hall: House) -> None:
    screen = Thing(hall)
    assert screen.state == {"state": "unknown"}
    asked = screen.asks()
    assert asked.status_code == 201
    cookie = asked.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "max-age=34560000"))
    said = screen.state
    assert (said["state"], said["code"]) == ("waiting", asked.json()["code"])
    assert screen.get("/api/boards").status_code == 401

    with screen.hears(f"device-{said['id']}") as hear:
        assert hear() == {"state": "waiting", "kind": "screen"}
        join_answer = hall.dan.post("/api/devices", {"code": said["code"], "name": " North wall "})
        assert join_answer.status_code == 201
        told = hear()
    assert (told["state"], told["name"], told["boards"]) == ("paired", "North wall", ["progress"])
    assert screen.state["state"] == "paired"
    assert screen.asks().json()["state"] == "paired", "it keeps its secret"
    listed = {board["board"] for board in screen.get("/api/boards").json()["boards"]}
    assert listed == {"progress", "announcement", "recount"}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_join_devices_and_see_them(hall: House, role: Any) -> None:
    person = hall.person(role, unit="t1" if role == "supervisor" else "")
    code = Thing(hall).asks().json()["code"]
    expected = 201 if role in KEEPERS else 403
    assert person.post("/api/devices", {"code": code, "name": "Wall"}).status_code == expected
    for path in ("/api/devices", "/devices", "/api/boards/devices"):
        assert person.get(path).status_code == (200 if role in KEEPERS else 403), path
    assert hall.http.get("/api/devices").status_code == 401


def test_a_wrong_code_joins_nothing_and_guessing_ends(hall: House) -> None:
    Thing(hall).asks()
    for _ in range(TRIES):
        answer = hall.dan.post("/api/devices", {"code": "AAAAAA", "name": "Wall"})
        assert answer.status_code == 404
        assert "ten minutes" in answer.json()["words"]
    answer = hall.dan.post("/api/devices", {"code": "AAAAAA", "name": "Wall"})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    join(hall, Thing(hall), hall.rose)


def test_one_place_cannot_take_every_code(hall: House) -> None:
    assert [Thing(hall).asks().status_code for _ in range(MAX_WAITING_PER_HOST)] == [
        201
    ] * MAX_WAITING_PER_HOST
    assert Thing(hall).asks().status_code == 429


@pytest.mark.parametrize(
    ("fields", "fault"),
    [({"name": ""}, "name"), ({"name": "x" * 41}, "name"), ({"name": 7}, "name"),
     ({"name": "Wall\u202e"}, "name"), ({"settings": {"hold": 5}}, "hold"),
     ({"settings": {"volume": 5}}, "volume"), ({"settings": 5}, "settings")],
)  # fmt: skip
def test_a_device_that_is_not_well_described_does_not_join(
    hall: House, fields: dict[str, Any], fault: str
) -> None:
    screen = Thing(hall)
    code = screen.asks().json()["code"]
    answer = hall.dan.post("/api/devices", {"code": code, "name": "Wall", **fields})
    assert answer.status_code == 422
    assert set(answer.json()["fields"]) == {fault}
    assert screen.state["state"] == "waiting"


def test_a_code_is_not_asked_for_from_another_site(hall: House) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert (
        hall.http.post("/api/device", json={"kind": "screen"}, headers=headers).status_code == 403
    )
    assert hall.http.post("/api/device", json={"kind": "oven"}).status_code == 422


# ------------------------------------------------------------------------------------------- what it is told


def test_nobody_hears_what_another_device_is_told(hall: House) -> None:
    one, other = Thing(hall), Thing(hall)
    first, second = join(hall, one), join(hall, other)
    for who, board in ((one, second), (other, first), (Thing(hall), first)):
        with pytest.raises(WebSocketDenialResponse), who.hears(f"device-{board}"):
            pass
    for role in KEEPERS:
        assert hall.person(role).get(f"/api/boards/device-{first}").status_code == 403  # type: ignore[arg-type]


def test_an_announcement_takes_every_screen_and_a_pin_holds_one(hall: House) -> None:
    one, other = Thing(hall), Thing(hall)
    first, second = join(hall, one), join(hall, other)
    with one.hears(f"device-{first}") as hear, other.hears(f"device-{second}") as listen:
        assert hear()["now"] == listen()["now"] == ""
        hall.rose.does("", "announced", words="Ten minutes.")
        for told in (hear(), listen()):
            assert (told["now"], told["boards"]) == ("announcement", ["progress", "announcement"])
        set_so = hall.dan.post(f"/api/devices/{first}", {"settings": {"pinned": "progress"}})
        assert set_so.status_code == 200
        assert hear()["now"] == "progress"
        assert hall.dan.post("/api/screens", {"pinned": "recount"}).status_code == 200
        assert (hear()["now"], listen()["now"]) == ("recount", "recount")
        hall.dan.post("/api/screens", {"pinned": ""})
        assert (hear()["now"], listen()["now"]) == ("announcement", "announcement")


def test_words_that_are_struck_leave_the_wall_at_once(hall: House) -> None:
    screen = Thing(hall)
    id = join(hall, screen)
    with screen.hears(f"device-{id}") as hear:
        hear()
        hall.rose.act("", "announced", id="0b1c9d1e-4c3a-4a55-9a57-1f2a3b4c5d6e", words="Wrong.")
        assert hear()["now"] == "announcement"
        assert "Wrong." in screen.get("/api/boards/announcement").text
        strike = "0b1c9d1e-4c3a-4a55-9a57-1f2a3b4c5d6e"
        proposed = hall.rose.proposes("", "struck", strikes=strike, reason="a slip")
        hall.dan.agrees("", proposed)
        told = hear()
        assert (told["now"], told["boards"]) == ("", ["progress"])
    assert "Wrong." not in screen.get("/api/boards/announcement").text


def test_a_screen_is_renamed_set_and_taken_away(hall: House) -> None:
    screen = Thing(hall)
    id = join(hall, screen)
    settings = {"boards": ["progress"], "hold": 30, "distance": 15, "diagonal": 70, "theme": "dark"}
    hall.dan.post(f"/api/devices/{id}", {"name": "South wall", "settings": settings})
    (listed,) = hall.dan.get("/api/devices").json()["devices"]
    assert (listed["name"], listed["in_touch"]) == ("South wall", False)
    assert listed["settings"] == {**settings, "pinned": ""}
    with screen.hears(f"device-{id}") as hear:
        told = hear()
        assert {key: told[key] for key in settings} == settings
        (listed,) = hall.dan.get("/api/devices").json()["devices"]
        assert listed["in_touch"] is True
        gone = hall.http.delete(f"/api/devices/{id}", headers=hall.dan.bearer)
        assert gone.status_code == 200
    assert screen.state["state"] == "taken-away"
    assert screen.get("/api/boards/progress").status_code == 401
    with pytest.raises(WebSocketDenialResponse), screen.hears(f"device-{id}"):
        pass
    assert hall.dan.get("/api/devices").json()["devices"] == []
    assert hall.dan.post(f"/api/devices/{id}", {"name": "Back"}).status_code == 404
    assert screen.asks().json()["state"] == "waiting", "it may be joined anew"


def test_a_joined_screen_reads_no_more_than_any_other(hall: House) -> None:
    """Byte for byte what a machine client in the role `screen` is told."""
    screen, wall = Thing(hall), hall.person("screen")
    join(hall, screen)
    for path in ("/api/contests/one", "/api/contests", "/api/boards", "/api/boards/progress",
                 "/api/boards/verification", "/api/boards/result-one", "/api/floor", "/api/ledger",
                 "/api/contests/one/units/t1/acts", "/statement/one", "/devices", "/floor"):  # fmt: skip
        theirs, ours = wall.get(path), screen.get(path)
        assert (theirs.status_code, theirs.content) == (ours.status_code, ours.content), path
    refused = hall.http.post(
        "/api/acts",
        json={"id": "0b1c9d1e-4c3a-4a55-9a57-1f2a3b4c5d6e", "act": "announced", "words": "Hello"},
        headers=screen.headers,
    )
    assert refused.status_code == 403


# ---------------------------------------------------------------------------------------------------- tablets


def test_a_tablet_lies_at_a_table_and_its_people_sign_in_there(tmp_path: Path) -> None:
    people = "name,role,unit,contest\nSue Tan,supervisor,t2,\nSam Okoro,supervisor,t1,\n"
    with house(tmp_path, people=people) as hall:
        tablet = Thing(hall, "tablet")
        assert "Table 2" not in tablet.get("/sign-in").text
        id = join(hall, tablet, name="Tablet 7", unit="t2")
        page = tablet.get("/sign-in").text
        assert "Table 2" in page
        assert "Sue Tan" in page
        assert "Sam Okoro" not in page
        assert tablet.get("/api/boards").status_code == 401, "a tablet is nobody"
        hall.dan.post(f"/api/devices/{id}", {"unit": "t1"})
        assert "Sam Okoro" in tablet.get("/sign-in").text
        hall.http.delete(f"/api/devices/{id}", headers=hall.dan.bearer)
        assert "Sam Okoro" not in tablet.get("/sign-in").text


def test_a_tablet_needs_a_table_of_this_hall(hall: House) -> None:
    code = Thing(hall, "tablet").asks().json()["code"]
    for unit in ("", "t99", None, 7):
        said = {"code": code, "name": "Tablet", "unit": unit}
        answer = hall.dan.post("/api/devices", said)
        assert (answer.status_code, set(answer.json()["fields"])) == (422, {"unit"})
