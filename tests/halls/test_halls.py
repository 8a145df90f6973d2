"""Every recorded hall is played through the real recorder and comes out as its text says."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from count.poll.roles import Visitor
from count.views.shapes import StandingShape
from tests.halls.playing import NotAsWritten, play
from tests.halls.reading import Deed, Expectation, read
from tests.shared_data import DATA

HERE = Path(__file__).parent
HALLS = sorted(HERE.glob("*.hall"))
PUBLISHED = DATA / "published"
"""Published results as facts, where this checkout lies beside them."""

STANDING = TypeAdapter(StandingShape)

NOT_YET: Mapping[str, str] = {}
"""Halls that do not go as they should yet, and why: strict, so that a mended one is seen."""


def _hall(file: Path) -> Any:
    reason = NOT_YET.get(file.stem)
    marks = [pytest.mark.xfail(raises=NotAsWritten, reason=reason)] if reason else []
    return pytest.param(file, id=file.stem, marks=marks)


@pytest.mark.parametrize("file", [_hall(file) for file in HALLS])
async def test_the_night_goes_as_it_is_told(file: Path, tmp_path: Path) -> None:
    player = await play(read(file), tmp_path)
    for contest in player.hall.standings:
        STANDING.validate_python(player.shown(contest), strict=True, extra="forbid")


@pytest.mark.parametrize("file", HALLS, ids=lambda file: file.stem)
def test_a_hall_tells_a_story_and_expects_its_end(file: Path) -> None:
    night = read(file)
    assert len(night.story) >= 3, "it does not say what happened, and where its figures are from"
    assert any(word in "".join(night.story) for word in ("Figures:", "Source:", "nvented")), (
        "it does not say where its figures are from"
    )
    assert any(isinstance(step, Deed) for step in night.steps)
    assert isinstance(night.steps[-1], Expectation), "it ends without an expectation"


def test_every_known_fault_is_one_of_a_hall() -> None:
    assert set(NOT_YET) <= {file.stem for file in HALLS}


# What was published, held against what the halls declare; ids of candidates are surnames in small letters.

OF_FILE: Mapping[str, tuple[str, str]] = {
    "putney-2024": ("putney-2024.json", "correct"),
    "plymouth-sutton-and-devonport-2017": ("plymouth-sutton-and-devonport-2017.json", "correct"),
    "north-east-mayor-2024": ("north-east-mayor-2024.json", "votes"),
    "chorleywood-west-1991": ("chorleywood-west-1991.json", "first_recount"),
}


@pytest.mark.parametrize("hall", OF_FILE)
async def test_the_declared_figures_are_the_published_ones(hall: str, tmp_path: Path) -> None:
    name, key = OF_FILE[hall]
    if not PUBLISHED.is_dir():
        pytest.skip(f"the published results are not beside this checkout ({PUBLISHED})")
    published = json.loads((PUBLISHED / name).read_text(encoding="utf-8"))
    player = await play(read(HERE / f"{hall}.hall"), tmp_path)
    (contest,) = player.hall.standings
    shown = player.hall.show(contest, Visitor("anybody", "deputy"), player.hall.last_at)
    assert shown["state"] == "declared"
    assert shown["totals"] == {surname.casefold(): n for surname, n in published[key].items()}
    assert shown["verified"] == published.get("verified", sum(published[key].values()))
    assert sum(shown["rejected"].values()) == published.get("rejected", 0)
