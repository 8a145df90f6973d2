"""Compiled code is kept in a folder that nobody else can put anything into, and found again there."""

import os
import stat
from pathlib import Path

import platformdirs
import pytest

from count.storage import machine_code
from count.storage.machine_code import FOLDER, SETTING, private, settle


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user whose installation cannot be written to, with a home that can."""
    monkeypatch.delenv(SETTING, raising=False)
    monkeypatch.setattr(machine_code, "_keeps", lambda source: False)
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setattr(
        platformdirs, "user_cache_path", lambda *_, **__: home / ".cache" / "counthall"
    )
    # What a test chooses is taken away after it.
    monkeypatch.setenv(SETTING, "")
    return home


def chosen() -> Path:
    return Path(os.environ[SETTING])


def test_an_installation_that_can_be_written_to_keeps_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(machine_code, "_keeps", lambda source: True)
    settle()
    assert os.environ[SETTING] == ""


def test_whoever_chose_a_folder_is_not_overruled(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path / "chosen"))
    settle(tmp_path)
    assert chosen() == tmp_path / "chosen"


def test_it_is_the_users_cache_and_the_users_alone(home: Path) -> None:
    settle()
    assert chosen() == home / ".cache" / "counthall"
    assert stat.S_IMODE(chosen().stat().st_mode) == 0o700


def test_without_a_home_it_is_the_halls(home: Path, tmp_path: Path) -> None:
    home.rmdir()
    home.write_text("no folder")
    hall = tmp_path / "hall"
    hall.mkdir(mode=0o700)
    settle(hall)
    assert chosen() == hall / FOLDER
    assert stat.S_IMODE(chosen().stat().st_mode) == 0o700


def test_a_hall_that_becomes_known_later_is_taken_instead(home: Path, tmp_path: Path) -> None:
    home.rmdir()
    home.write_text("no folder")
    settle()
    once = chosen()
    hall = tmp_path / "hall"
    hall.mkdir(mode=0o700)
    settle(hall)
    assert chosen() == hall / FOLDER != once
    settle()
    assert chosen() == hall / FOLDER


def test_without_either_it_is_a_folder_of_this_run_alone(home: Path, tmp_path: Path) -> None:
    home.rmdir()
    home.write_text("no folder")
    settle(tmp_path / "nowhere")
    assert stat.S_IMODE(chosen().stat().st_mode) == 0o700
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o722, 0o1777])
def test_a_folder_that_others_can_write_to_is_never_used(home: Path, mode: int) -> None:
    folder = home / "open"
    folder.mkdir()
    folder.chmod(mode)
    assert not private(folder)


def test_a_folder_within_one_that_others_can_write_to_is_never_used(home: Path) -> None:
    """They could put another in its place."""
    folder = home / "open" / "cache"
    folder.mkdir(parents=True, mode=0o700)
    folder.parent.chmod(0o777)
    assert not private(folder)
    folder.parent.chmod(0o1777)
    assert private(folder), "where only its owner may rename it, as in /tmp, it is safe"


def test_somebody_elses_folder_is_never_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert private(home)
    monkeypatch.setattr(os, "geteuid", lambda: home.stat().st_uid + 1)
    assert not private(home)


def test_a_link_is_as_safe_as_what_it_leads_to(home: Path) -> None:
    (home / "open").mkdir()
    (home / "open").chmod(0o777)
    (home / "link").symlink_to(home / "open")
    assert not private(home / "link")
