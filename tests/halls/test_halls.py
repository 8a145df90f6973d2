"""Every recorded hall is played through the real recorder and comes out as its text says."""

from pathlib import Path

import pytest

from tests.halls.playing import play
from tests.halls.reading import Deed, Expectation, read

HALLS = sorted(Path(__file__).parent.glob("*.hall"))


@pytest.mark.parametrize("file", HALLS, ids=lambda file: file.stem)
async def test_the_night_goes_as_it_is_told(file: Path, tmp_path: Path) -> None:
    night = read(file)
    assert night.story, f"{file.name} does not say what happened, nor where its figures are from"
    assert any(isinstance(step, Expectation) for step in night.steps), (
        f"{file.name} expects nothing"
    )
    assert isinstance(night.steps[-1], Expectation), f"{file.name} ends without an expectation"
    player = await play(night, tmp_path)
    assert player.acts >= sum(len(s.bodies) for s in night.steps if isinstance(s, Deed))
