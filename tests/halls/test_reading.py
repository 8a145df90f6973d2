"""Recorded halls are read line by line; a line nobody understands, or a wrong figure, is an error."""

import re
from pathlib import Path

import pytest

from tests.halls.playing import NotAsWritten, play
from tests.halls.reading import Deed, NotAHall, Reader, read
from tests.halls.sentences import Place, acts_of

HERE = Path(__file__).parent
SMALL = """\
# A hall of two boxes. Invented.

poll Barchester, UK Parliamentary election
authority Barchester
nation england
date 2024-07-04
contest bar: Barchester; parliamentary; 1 seat; 2,000 electors; bundles of 25
  bold BOLD, John (Reform League)
  grantly GRANTLY
box b1: station; Close Hall; 1,000 electors; at Close
box b2: station; Close School; 1,000 electors
unit t1: Table 1
person Rose: returning officer
person Dan: deputy
person Vera: verification
person Ron: results
person Sue: supervisor at t1

23:10 Vera: boxes b1 60, b2 40
23:50 Rose: close verification
00:10 Sue: mix b1, b2
01:00 Sue: bundle bold 70 as "bold"
01:01 Sue: bundle grantly 40
    blocking papers-over: 10 papers at unit/t1/unsorted
01:02 Sue and Dan: strike "bold" because there are 60
01:03 Sue: bundle bold 60
01:05 Ron at t1: total bold 60, grantly 40, rejected 0
    agrees
01:06 Sue: close the unit
01:07 Rose: declare
    refused gate: provisional-needed
01:10 Rose: share the provisional result with the agents
01:20 Rose and Dan: declare
expect totals bold 60, grantly 40
expect elected bold
"""


def replaced(old: str, new: str) -> str:
    """The small hall with one line otherwise."""
    assert SMALL.count(old) == 1, old
    return SMALL.replace(old, new)


async def test_a_small_hall_is_read_and_played(tmp_path: Path) -> None:
    player = await play(Reader("small.hall", SMALL).night, tmp_path)
    assert player.hall.standings["bar"].state == "declared"
    assert player.hall.sealed.candidates["bar"][0].party == "Reform League"
    assert player.hall.sealed.boxes["b1"].place == "Close"


def test_the_clock_goes_on_after_midnight() -> None:
    deeds = [step for step in Reader("small.hall", SMALL).night.steps if isinstance(step, Deed)]
    assert [deed.at.isoformat() for deed in deeds[:3]] == [
        "2024-07-04T23:10:00",
        "2024-07-04T23:50:00",
        "2024-07-05T00:10:00",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("01:06 Sue: close the unit", "01:06 Sue: shut the unit"),
        ("01:06 Sue: close the unit", "01:06 Nobody: close the unit"),
        ("01:06 Sue: close the unit", "25:06 Sue: close the unit"),
        ("01:06 Sue: close the unit", "Sue closes the unit"),
        ("01:06 Sue: close the unit", "01:06 Ron: close the unit"),
        ("total bold 60, grantly 40", "total bold sixty, grantly 40"),
        ("person Dan: deputy", "person Dan: dogsbody"),
        ("date 2024-07-04", "date tomorrow"),
        ("unit t1: Table 1", "unit t1"),
        ("  grantly GRANTLY", "  grantly"),
        ("box b2: station; Close School; 1,000 electors", "box b2 station"),
        ("bundles of 25", "bundles"),
        ("expect elected bold", "expect elected bold\n    agrees"),
        (
            "01:10 Rose: share the provisional result with the agents",
            "01:10 Rose in close: declare",
        ),
        ("23:10 Vera: boxes b1 60, b2 40", "23:10 Vera: boxes b1 60, b2 40\n    agrees"),
    ],
)
def test_a_line_that_nobody_understands_is_named(old: str, new: str) -> None:
    text = replaced(old, new)
    with pytest.raises(NotAHall) as fault:
        Reader("small.hall", text)
    assert re.match(r"small\.hall, line \d+: ", str(fault.value))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("expect elected bold", "expect dancing"),
        ("    agrees", "    smiles"),
        ('strike "bold"', 'strike "bald"'),
        ("    refused gate: provisional-needed", "    refused"),
        ("nation england", "nation barset"),
    ],
)
async def test_so_is_one_that_only_playing_shows(old: str, new: str, tmp_path: Path) -> None:
    night = Reader("small.hall", replaced(old, new)).night
    with pytest.raises(NotAHall, match=r"small\.hall, line \d+: "):
        await play(night, tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("expect totals bold 60, grantly 40", "expect totals bold 61, grantly 40"),
        ("expect totals bold 60, grantly 40", "expect totals grantly 40, bold 60"),
        ("expect elected bold", "expect elected grantly"),
        ("expect elected bold", "expect state counting"),
        ("expect elected bold", "expect in the way: box-open"),
        ("expect elected bold", "expect turnout 6 per cent"),
        ("expect elected bold", "expect rejected too-many 1"),
        ("expect elected bold", "expect verified 101"),
        ("expect elected bold", "expect box b1: verified 61"),
        ("expect elected bold", "expect box b1 is expected"),
        ("expect elected bold", "expect t1 is open"),
        ("expect elected bold", "expect totals of t1: bold 60, grantly 41"),
        ("expect elected bold", "expect 1 unsorted at t1"),
        ("expect elected bold", "expect count 1 of t1: bold 60, grantly 40"),
        ("expect elected bold", "expect blocking box-open"),
        ("expect elected bold", "expect to explain box-variance"),
        ("expect elected bold", "expect explained box-variance"),
        ("expect elected bold", "expect overridden box-open"),
        ("expect elected bold", "expect a lot among bold, grantly for 1 to elect"),
        ("expect elected bold", "expect order grantly, bold"),
        ("expect elected bold", "expect deposit of grantly lost"),
        ("expect elected bold", "expect Ron sees totals"),
        ("expect elected bold", "expect Sue does not see totals of t1"),
        ("expect elected bold", "expect warning sorrow"),
        ("expect elected bold", "expect 1 agreements open"),
        ("    agrees", "    differs"),
        ("    refused gate: provisional-needed", "    refused gate: box-open"),
        ("    refused gate: provisional-needed", "    refused state"),
        ("    refused gate: provisional-needed", "    waits"),
        ("papers-over: 10 papers", "papers-over: 11 papers"),
        ("papers-over: 10 papers", "box-open: 10 papers"),
        ("10 papers at unit/t1/unsorted", "10 papers at unit/t1/doubtful"),
        ("    blocking papers-over: 10 papers", "    to explain papers-over: 10 papers"),
        ("01:02 Sue and Dan: strike", "01:02 Sue: strike"),
        ("01:03 Sue: bundle bold 60", "01:03 Sue: bundle bold 60\n    no finding\n    waits"),
        (
            "01:06 Sue: close the unit",
            "01:06 Dan at t1: total bold 60, grantly 40, rejected 0\n    differs",
        ),
        ("01:20 Rose and Dan: declare", "01:20 Rose and Ron: declare"),
    ],
)
async def test_a_hall_that_goes_otherwise_fails_at_the_line(
    old: str, new: str, tmp_path: Path
) -> None:
    night = Reader("small.hall", replaced(old, new)).night
    with pytest.raises(NotAsWritten, match=r"^small\.hall, line \d+: "):
        await play(night, tmp_path)


def test_full_bundles_and_a_part_bundle() -> None:
    def bundles(words: str) -> list[tuple[int, int]]:
        return [(act["papers"], act["bundles"]) for act in acts_of(words, Place("t1", 1, 100))]

    assert bundles("bundles khoo 20,952, roberts 100") == [(20952, 210), (100, 1)]
    assert bundles("bundle khoo 311 in 13 bundles") == [(311, 13)]


def test_every_hall_of_this_folder_can_be_read() -> None:
    files = list(HERE.glob("*.hall"))
    assert files
    assert all(read(file).steps for file in files)
