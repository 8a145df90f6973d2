"""poll.toml, with the line of every fault."""

from pathlib import Path

import pytest

from tests.count import folders
from tests.count.folders import good, places, reading


@pytest.mark.parametrize(
    ("toml", "row", "column"),
    [
        (folders.POLL.replace('"Barchester"', "Barchester"), 3, None),
        (folders.POLL.replace('"england"', '"england'), 4, None),
        (folders.POLL.replace('["en"]', '["en"'), 5, None),
        (folders.POLL.replace("2026-05-07", "2026-02-30"), 2, None),
        (folders.POLL.replace("2026-05-07", '"7 May 2026"'), 2, "date"),
        (folders.POLL.replace("2026-05-07", '"2026-02-30"'), 2, "date"),
        (folders.POLL.replace("2026-05-07", "2026-05-07T22:00:00"), 2, "date"),
        (folders.POLL.replace("england", "England"), 4, "nation"),
        (folders.POLL.replace('["en"]', "[]"), 5, "languages"),
        (folders.POLL.replace('["en"]', '"en"'), 5, "languages"),
        (folders.POLL.replace("authority", "# authority"), None, "authority"),
        (folders.POLL.replace('"Barchester"', "7"), 3, "authority"),
    ],
)
def test_faults_of_the_toml_have_their_line(
    tmp_path: Path, toml: str, row: int | None, column: str | None
) -> None:
    assert places(reading(tmp_path, poll=toml).faults) == [("poll.toml", row, column)]


def test_a_key_that_is_not_known_is_a_warning(tmp_path: Path) -> None:
    found = reading(tmp_path, poll=folders.POLL + 'langauges = ["cy"]\n')
    assert places(found.warnings) == [("poll.toml", 6, "langauges")]
    assert "languages" in found.warnings[0].remedy


def test_letters_that_are_rarely_meant_are_a_warning(tmp_path: Path) -> None:
    found = reading(tmp_path, poll=folders.POLL.replace("borough", "bоrough"))
    assert found.poll is not None
    assert places(found.warnings) == [("poll.toml", 1, "name")]


def test_languages_stand_in_the_order_given_each_once(tmp_path: Path) -> None:
    poll = good(tmp_path, poll=folders.POLL.replace('["en"]', '["cy", "en", "cy"]'))
    assert poll.facts.languages == ["cy", "en"]
