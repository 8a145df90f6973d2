"""One real server for all the tests of `count` that need one, and halls for those of the commands."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.count import folders
from tests.count.client import House, Server, house, served
from tests.count.shell import FILES


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, House]]:
    """A rehearsal hall with the small poll, served by a process of its own. Leave it usable."""
    with served(tmp_path_factory.mktemp("real")) as both:
        yield both


@pytest.fixture
def poll(tmp_path: Path) -> Path:
    return folders.write(tmp_path / "poll", FILES)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall with a little of a night in it, that nobody serves. Not to be touched: take `night`."""
    folder = tmp_path_factory.mktemp("kept")
    with house(folder) as made:
        made.mixed("one", "t1", b1=60, b2=40)
        made.bundled("t1", bold=50, grantly=50)
        made.rose.does("", "announced", words="Good evening ŵ")
    return folder / "hall"


@pytest.fixture
def night(kept: Path, tmp_path: Path) -> Path:
    """That hall, to do with as one likes."""
    return Path(shutil.copytree(kept, tmp_path / "hall"))
