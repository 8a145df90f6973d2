"""What Windows and macOS say otherwise: taken away or put in their words, and the same happens."""

import importlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from count.storage import system_calls
from count.storage.system_calls import lock, readable_by_others, sync, sync_folder, write_private


@pytest.fixture
def descriptor(tmp_path: Path) -> Iterator[int]:
    opened = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT, 0o600)
    yield opened
    os.close(opened)


def test_what_one_holds_another_cannot(descriptor: int, tmp_path: Path) -> None:
    lock(descriptor)
    other = os.open(tmp_path / "file", os.O_RDWR)
    with pytest.raises(OSError, match=r"."):
        lock(other)
    os.close(other)


def test_windows_locks_the_first_byte(descriptor: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int, int]] = []
    windows = SimpleNamespace(LK_NBLCK=2, locking=lambda *words: asked.append(words))
    monkeypatch.setattr(system_calls, "_fcntl", None)
    monkeypatch.setattr(importlib, "import_module", {"msvcrt": windows}.__getitem__)
    os.lseek(descriptor, 70, os.SEEK_SET)
    lock(descriptor)
    assert asked == [(descriptor, 2, 1)]
    assert os.lseek(descriptor, 0, os.SEEK_CUR) == 0


def test_macos_is_asked_for_the_platter(descriptor: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    macos = SimpleNamespace(F_FULLFSYNC=51, fcntl=lambda *words: asked.append(words))
    monkeypatch.setattr(system_calls, "_fcntl", macos)
    monkeypatch.delattr(os, "fdatasync")
    sync(descriptor)
    assert asked == [(descriptor, 51)]


@pytest.mark.parametrize("lacks", [(), ("fdatasync",)])
def test_a_disk_that_knows_no_platter_is_synced_as_it_can(
    descriptor: int, monkeypatch: pytest.MonkeyPatch, lacks: tuple[str, ...]
) -> None:
    def unknown(*_: int) -> None:
        raise OSError("not supported")

    synced: list[int] = []
    for name in lacks:
        monkeypatch.delattr(os, name)
    monkeypatch.setattr(os, "fsync" if lacks else "fdatasync", synced.append)
    monkeypatch.setattr(system_calls, "_fcntl", SimpleNamespace(F_FULLFSYNC=51, fcntl=unknown))
    sync(descriptor)
    assert synced == [descriptor]


def test_a_folder_is_synced_where_that_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bool] = []

    def fsync(of: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(of).st_mode))

    monkeypatch.setattr(os, "fsync", fsync)
    sync_folder(tmp_path)
    monkeypatch.delattr(os, "O_DIRECTORY")
    sync_folder(tmp_path)
    assert synced == [True]


def test_a_private_file_is_whole_and_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "word"
    file.write_bytes(b"an older one, longer")
    file.chmod(0o644)
    (tmp_path / "word.part").write_bytes(b"left by a crash")
    write_private(file, b"new")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_who_can_look_into_a_folder_is_told_where_it_can_be_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    assert readable_by_others(tmp_path) is False
    tmp_path.chmod(0o750)
    assert readable_by_others(tmp_path) is True
    monkeypatch.delattr(os, "getuid")
    assert readable_by_others(tmp_path) is None
