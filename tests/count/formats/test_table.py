"""Files out of spreadsheets: their encodings, their columns, their rows."""

from pathlib import Path

import pytest

from count.formats.poll_folder import read
from tests.count import folders
from tests.count.folders import places, reading


@pytest.mark.parametrize("file", ["contests", "candidates", "boxes", "units", "poll"])
def test_a_missing_file_is_one_fault_and_no_cascade(tmp_path: Path, file: str) -> None:
    found = reading(tmp_path, **{file: None})
    name = "poll.toml" if file == "poll" else f"{file}.csv"
    assert places(found.faults) == [(name, None, None)]
    assert "missing" in found.faults[0].words


def test_a_spreadsheet_left_in_its_own_format_is_named(tmp_path: Path) -> None:
    folder = folders.write(tmp_path / "poll", {"boxes.csv": None, "boxes.xlsx": "PK"})
    assert "boxes.xlsx" in read(folder).faults[0].remedy


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("contests", "seats"),
        ("candidates", "ballot_order"),
        ("boxes", "electorate"),
        ("units", "contests"),
        ("people", "role"),
    ],
)
def test_a_missing_column_is_one_fault_and_no_cascade(
    tmp_path: Path, file: str, column: str
) -> None:
    text = folders.GOOD[f"{file}.csv"]
    found = reading(tmp_path, **{file: text.replace(column, column + "_", 1)})
    assert places(found.faults) == [(f"{file}.csv", 1, column)]
    assert (f"{file}.csv", 1, column + "_") in places(found.warnings)


WITH_ACCENTS = folders.CANDIDATES.replace("BOLD,John", "BÔLD’,Siân")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named_and_the_file_is_read_all_the_same(tmp_path: Path, encoding: str) -> None:
    bad = WITH_ACCENTS.replace("#1b4f9c", "blue", 1)
    found = reading(tmp_path, candidates=bad.encode(encoding))
    assert places(found.faults) == [
        ("candidates.csv", None, None),
        ("candidates.csv", 2, "colour"),
    ]
    assert "UTF-16" in found.faults[0].words
    assert "CSV UTF-8" in found.faults[0].remedy


def test_windows_1252_is_named_with_its_row(tmp_path: Path) -> None:
    found = reading(tmp_path, candidates=WITH_ACCENTS.encode("cp1252"))
    assert places(found.faults) == [("candidates.csv", 2, None)]
    assert "Windows-1252" in found.faults[0].words
    assert "“Ô”" in found.faults[0].words
    assert found.warnings == ()


def test_a_file_larger_than_any_poll_is_not_read(tmp_path: Path) -> None:
    found = reading(tmp_path, people=b"x" * (8 * 1024 * 1024 + 1))
    assert places(found.faults) == [("people.csv", None, None)]
    assert "8 MiB" in found.faults[0].words


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_than_commas_are_named(tmp_path: Path, mark: str) -> None:
    found = reading(tmp_path, units=folders.UNITS.replace(",", mark))
    assert places(found.faults) == [("units.csv", 1, None)]


def test_an_open_quote_is_named_with_its_row(tmp_path: Path) -> None:
    units = folders.UNITS.replace("t2,Table 2", 't2,"Table 2')
    assert ("units.csv", 3, None) in places(reading(tmp_path, units=units).faults)


def test_a_column_twice_is_a_fault(tmp_path: Path) -> None:
    units = folders.UNITS.replace("parent", "name", 1)
    assert places(reading(tmp_path, units=units).faults) == [("units.csv", 1, "name")]


def test_a_folder_in_the_place_of_a_file_is_a_fault(tmp_path: Path) -> None:
    folder = folders.write(tmp_path / "poll", {"units.csv": None})
    (folder / "units.csv").mkdir()
    found = read(folder)
    assert places(found.faults) == [("units.csv", None, None)]
    assert "cannot be read" in found.faults[0].words


@pytest.mark.parametrize(
    "cells", ["t1,Table 1", "t1", "t1,Table 1,close,,t2", "t1,Table, 1,close,"]
)
def test_a_row_of_another_length_is_one_fault(tmp_path: Path, cells: str) -> None:
    units = folders.UNITS.replace("t1,Table 1,close,", cells)
    assert places(reading(tmp_path, units=units).faults) == [("units.csv", 2, None)]


def test_what_a_message_quotes_is_short_and_visible(tmp_path: Path) -> None:
    boxes = folders.BOXES.replace("station", "\x1b[2J" + "x" * 5000, 1)
    found = reading(tmp_path, boxes=boxes)
    assert places(found.faults) == [("boxes.csv", 2, "kind")]
    assert len(str(found.faults[0])) < 200
    assert "[U+001B]" in str(found.faults[0])


def test_a_column_without_a_name_is_a_warning_and_a_cell_beyond_the_last_a_fault(
    tmp_path: Path,
) -> None:
    units = folders.UNITS.replace("name,contests", "name,,contests")
    units = units.replace("Table 1", "Table 1,note").replace("Table 2", "Table 2,")
    assert places(reading(tmp_path, units=units).warnings) == [("units.csv", 1, None)]
    padded = "\n".join(line + "," for line in folders.UNITS.splitlines())
    beyond = padded.replace("hill,,", "hill,,t1")
    assert places(reading(tmp_path, units=beyond).faults) == [("units.csv", 3, None)]


def test_a_lone_null_is_a_fault_of_its_cell(tmp_path: Path) -> None:
    units = folders.UNITS.replace("Table 1", "Table\0 1")
    assert places(reading(tmp_path, units=units).faults) == [("units.csv", 2, "name")]
