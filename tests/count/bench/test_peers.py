"""Other libraries beside ours: what is read for them, and one of them played by a stand-in."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from count.bench import peers

WARD = '3 2\n5 1 2 0\n1 3 0\n0\n"Ann"\n"Bob"\n"Cyd"\n"Ward"\n'


def test_papers_are_read_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "ward.blt"
    path.write_text(WARD)
    assert peers.read(path) == (3, 2, [(5, (1, 2)), (1, (3,))])


def test_papers_that_are_cut_short_are_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "ward.blt"
    path.write_text("3 2\n5 1 2 0\n")
    with pytest.raises(ValueError, match="do not end in 0"):
        peers.read(path)


def test_building_and_counting_are_timed_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, counted = tmp_path / "ward.blt", []

    def engine(candidates: int, seats: int, groups: list[peers.Group]) -> peers.Counts:
        assert (candidates, seats, len(groups)) == (3, 2, 2)
        return lambda: counted.append(1) or [1, 3]  # type: ignore[func-returns-value]

    path.write_text(WARD)
    monkeypatch.setitem(sys.modules, "made_up", ModuleType("made_up"))
    monkeypatch.setitem(peers.ENGINES, "made_up", engine)
    said = peers.main("made_up", path)
    assert said.elected == [1, 3]
    assert len(counted) == peers.ROUNDS
    assert said.build >= 0
    assert said.count >= 0
    assert said.megabytes > 1


def test_each_library_says_what_it_counts() -> None:
    assert set(peers.RULES) == set(peers.ENGINES)
