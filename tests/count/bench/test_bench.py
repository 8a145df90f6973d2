"""`counthall bench`: every figure, for people and for machines."""

import json
from pathlib import Path

import pytest

from count.bench.bench import Sizes, run

TINY = Sizes(
    refold=60, acts=200, lines=8, contests=4, moves=500, waiting=(1, 2), rounds=2, openings=1,
    papers=600, candidates=5, growing=(200,), wards=2,
)  # fmt: skip
NAMES = [
    "refold",
    "opening",
    "piles",
    "whole-hall",
    "verification",
    "statement",
    "durable-1",
    "durable-2",
    "count-big",
    "count-ward",
    "read",
    "transfer-200",
    "wards",
    "start-numba",
    "start-cli",
    "tally-ward",
    "tally-big",
    "memory",
]
AIMED = ["refold", "opening", "wards", "tally-ward", "tally-big", "memory"]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def test_a_machine_reads_one_object_and_nothing_is_left_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(True, TINY)
    assert list(tmp_path.iterdir()) == []
    said = json.loads(capsys.readouterr().out)
    assert set(said) == {"machine", "figures"}
    assert said["machine"]["cores"] >= 1
    assert said["machine"]["processor"]
    assert [figure["figure"] for figure in said["figures"]] == NAMES
    for figure in said["figures"]:
        assert {"median", "unit", "limit", "limit_is", "ratio", "target", "met"} <= set(figure)
    assert [figure["figure"] for figure in said["figures"] if figure["target"]] == AIMED


def test_people_read_a_line_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    run(False, TINY)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 + len(NAMES)
    assert "acts folded again" in lines[2]
    assert "< 10 ms met" in lines[2]
