"""The table that people read."""

from pathlib import Path

import pytest

from tests.count.tally.test_command import TIED, WARD, Said, files


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


def test_candidates_down_and_stages_across(tmp_path: Path) -> None:
    table = Said(files(tmp_path, WARD), "scotland", as_json=False).out.splitlines()
    assert table[0] == "Ward 1 (scotland)"
    assert table[1] == "5 candidates, 2 seats, 60 valid papers"
    assert table[3].split() == ["Stage", "1", "2"]
    assert table[4].split() == ["1", "Ann", "28.00000", "21.00000"]
    assert table[9].split() == ["Non-transferable", "-", "-"]
    assert table[11].split() == ["Quota", "21.00000", "21.00000"]
    assert "1  First preferences; elected: Ann" in table
    assert "2  Surplus of Ann; elected: Bob" in table
    assert table[-2:] == ["Elected: Ann, Bob", ""]


def test_as_many_stages_as_the_window_has_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = files(tmp_path, WARD)
    monkeypatch.setenv("COLUMNS", "20")
    table = Said(paths, "scotland", as_json=False).out.splitlines()
    assert [line.split()[1:] for line in table if line.startswith("Stage")] == [["1"], ["2"]]


def test_whole_votes_and_no_quota(tmp_path: Path) -> None:
    table = Said(files(tmp_path, WARD), "alternative", as_json=False).out
    assert "Ann" + 26 * " " + "          28" in table.replace("1 Ann", "Ann ")
    assert "Quota" not in table


def test_a_count_that_waits_for_a_lot(tmp_path: Path) -> None:
    said = Said(files(tmp_path, TIED), "scotland", as_json=False)
    assert said.code == 1
    assert "Stage 2 waits for a lot (exclude) among Bob, Cyd." in said.out


def test_withdrawn_candidates_are_named_and_names_move_no_cursor(tmp_path: Path) -> None:
    text = WARD.replace("5 2\n", "5 2\n-2\n").replace('"Bob"', '"B\x1b[2Job"')
    table = Said(files(tmp_path, text), "scotland", as_json=False).out
    assert "withdrawn: B\ufffd[2Job" in table
    assert "\x1b" not in table


def test_a_lot_is_told(tmp_path: Path) -> None:
    lots = tmp_path / "lots.json"
    lots.write_text('[{"among": [2, 3], "chosen": 3}]')
    table = Said(files(tmp_path, TIED), "scotland", lots=lots, as_json=False).out
    assert "2  Exclusion of Cyd; lot: Cyd; elected: Ann" in table


def test_who_goes_out_without_a_paper_moving_is_told(tmp_path: Path) -> None:
    table = Said(files(tmp_path, TIED), "meek", as_json=False).out
    first = "1  First preferences, 2 tied for exclusion, the first by number goes; excluded: Bob"
    assert first in table
    assert "2  Papers shared out again: Bob; elected: Ann" in table


def test_batches_are_told_apart_by_the_value_of_their_papers(tmp_path: Path) -> None:
    names = '"Ann"\n"Bob"\n"Cyd"\n"Dee"\n"Ward 4"\n'
    ward = f"4 2\n20 1 4 3 0\n50 1 3 0\n42 2 0\n40 3 0\n20 4 2 0\n16 4 3 0\n0\n{names}"
    table = Said(files(tmp_path, ward), "ers97", as_json=False).out
    assert "2  Surplus of Ann; papers at 0.10" in table
    assert "3  Exclusion of Dee; papers at 1.00" in table
    assert "4  Exclusion of Dee; papers at 0.10; elected: Cyd" in table
