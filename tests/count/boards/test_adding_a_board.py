"""A board that is added by one file: it is listed, shown, kept from those who may not see it, and turned.

The file is that of the worked example in docs/adding.md; nothing else is changed.
"""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from count import boards
from count.boards.kinds import kinds
from count.poll.roles import ROLES, WATCHERS
from tests.count.client import House, Person, house
from tests.count.web.test_devices import Thing, join

DOCUMENT = Path(__file__).parents[3] / "docs" / "adding.md"
ADDRESS = "/api/boards/awaited"


@pytest.fixture(autouse=True)
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The file of the worked example, in the folder of boards."""
    section = DOCUMENT.read_text(encoding="utf-8").split("\n## A board\n", 1)[1]
    file = section.split("```python\n", 1)[1].split("```", 1)[0]
    folder = tmp_path / "added"
    folder.mkdir()
    (folder / "awaited.py").write_text(file, encoding="utf-8")
    monkeypatch.setattr(boards, "__path__", [*boards.__path__, str(folder)])
    importlib.invalidate_caches()
    kinds.cache_clear()
    yield
    kinds.cache_clear()
    sys.modules.pop("count.boards.awaited", None)
    vars(boards).pop("awaited", None)


@pytest.fixture
def hall(added: None, tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as made:
        yield made


def offered(who: Person | Thing) -> list[str]:
    return [board["board"] for board in who.get("/api/boards").json()["boards"]]


def test_it_is_listed_in_its_place_and_shown(hall: House) -> None:
    assert offered(hall.rose)[:5] == [
        "verification", "turnout", "progress", "awaited", "announcement",
    ]  # fmt: skip
    (title,) = (
        board["title"]
        for board in hall.rose.get("/api/boards").json()["boards"]
        if board["board"] == "awaited"
    )
    assert title == "Results awaited"
    frame = hall.rose.get(ADDRESS).json()
    assert frame["board"] == "awaited"
    assert "Results awaited" in frame["html"]
    assert "REHEARSAL" in frame["html"]


def test_it_is_kept_from_those_who_may_not_see_it_until_it_is_released(hall: House) -> None:
    for role in ROLES:
        who = hall.person(role, unit="t1" if role == "supervisor" else "")
        sees = role in WATCHERS
        assert who.get(ADDRESS).status_code == (200 if sees else 403), role
        assert ("awaited" in offered(who)) is sees, role
    hall.dan.does("", "released", board="awaited")
    assert hall.person("screen").get(ADDRESS).status_code == 200
    assert "awaited" in offered(hall.person("screen"))
    assert hall.person("administrator").get(ADDRESS).status_code == 403


def test_it_changes_with_the_count(hall: House) -> None:
    assert "Cathedral Close" in hall.rose.get(ADDRESS).json()["html"]
    id, seen = hall.rose.proposes("one", "cancelled", reason="a candidate died")
    hall.dan.does("one", "agreed", to=id, seen=seen)
    shown = hall.rose.get(ADDRESS).json()["html"]
    assert "Hill and Framley" in shown
    assert "Cathedral Close" not in shown


def test_a_screen_turns_it_once_it_may_see_it(hall: House) -> None:
    screen = Thing(hall)
    id = join(hall, screen)
    choices = hall.rose.get("/api/devices").json()["choices"]
    assert {"board": "awaited", "title": "Results awaited"} in choices
    with screen.hears(f"device-{id}") as hear:
        assert hear()["boards"] == ["progress"]
        hall.dan.does("", "released", board="awaited")
        assert hear()["boards"] == ["progress", "awaited"]
