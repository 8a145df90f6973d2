"""Measures of counting: each times what it says, and says so where another library found other winners."""

import json
import os
from pathlib import Path

import pytest

from count.bench import counting
from count.bench.counting import Made
from tally_core.papers import papers


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return counting.make(tmp_path, 2_000, 6)


def test_a_count_stands_beside_a_copy_of_its_papers(made: Made) -> None:
    figures = {figure.figure: figure for figure in counting.counting(made, 1)}
    assert set(figures) == {"count-big", "count-ward", "read"}
    assert all(figure.median > 0 and figure.limit > 0 for figure in figures.values())


def test_every_move_of_a_paper_is_found_by_its_preferences_alone() -> None:
    """Ann is elected and her surplus moves; Dee is excluded and her papers pass over Ann."""
    few = papers(4, [(14, (0,)), (6, (0, 1)), (9, (1,)), (8, (2,)), (3, (3, 0, 2))])
    counted = counting._count(few, 2)
    assert [(stage.of, stage.excluded) for stage in counted.stages[1:3]] == [
        ((0,), ()),
        ((3,), (3,)),
    ]
    assert counting._moved(few, counted) == 3  # two groups of Ann's, one of Dee's


def test_the_cost_of_a_transfer_is_of_single_papers() -> None:
    (figure,) = counting.transfers((400,), 1)
    assert figure.unit == figure.limit_unit == "ns"
    assert "400 papers" in figure.what


def test_wards_are_read_from_their_files_each_time(tmp_path: Path) -> None:
    files = counting.made_wards(tmp_path, 3)
    figure = counting.wards(files)
    assert figure.compared == ">"
    assert "3 files" in figure.what
    files[0].write_text("nothing")
    with pytest.raises(Exception, match="none of the formats"):
        counting.wards(files)


def test_the_whole_command_is_timed_and_must_end_well(made: Made) -> None:
    figures = {figure.figure: figure for figure in counting.commands(made, 1)}
    assert {"tally-ward", "tally-big", "memory"} <= set(figures)
    assert figures["memory"].median > 10
    made.big_file.write_text("nothing")
    with pytest.raises(AssertionError, match="ended with 2"):
        list(counting.commands(made, 1))


def _library(folder: Path, elected: list[int]) -> Path:
    """An interpreter that says another library took a tenth of a second."""
    said = {"build": 1.0, "count": 0.1, "elected": elected, "megabytes": 50}
    interpreter = folder / "python"
    interpreter.write_text(f"#!/bin/sh\necho '{json.dumps(said)}'\n")
    os.chmod(interpreter, 0o755)
    return interpreter


def test_another_library_is_told_with_its_winners(made: Made, tmp_path: Path) -> None:
    figures = list(counting.beside_peers(made, _library(tmp_path, [1, 2]), 1))
    assert len(figures) == 8
    assert {figure.target for figure in figures} == {200, 20}
    assert all("OTHER winners" in figure.limit_is for figure in figures)
    big = [who + 1 for who in counting._count(made.big, counting.SEATS).elected]
    same = next(counting.beside_peers(made, _library(tmp_path, big), 1))
    assert "the same winners" in same.limit_is
    assert same.median == pytest.approx(0.1 / same.per_round)


def test_a_library_that_does_not_finish_is_not_waited_for(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interpreter = tmp_path / "python"
    interpreter.write_text("#!/bin/sh\nexec sleep 60\n")
    os.chmod(interpreter, 0o755)
    monkeypatch.setattr(counting, "PEER_SECONDS", 0.05)
    figure = next(counting.beside_peers(made, interpreter, 1))
    assert figure.limit_is == "gave up: at least"


def test_the_memory_of_a_command_is_its_own() -> None:
    ours = bytearray(200_000_000)
    assert counting._peak(["-c", ""]) < 100
    del ours
