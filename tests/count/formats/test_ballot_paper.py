"""The order of the ballot paper, and names that are easily taken for each other."""

from pathlib import Path

import pytest

from tests.count import folders
from tests.count.folders import places, reading


def test_another_order_than_by_surname_is_a_warning_only(tmp_path: Path) -> None:
    text = folders.CANDIDATES.replace("GRANTLY", "ADAMS")
    found = reading(tmp_path, candidates=text)
    assert found.poll is not None
    assert places(found.warnings) == [("candidates.csv", 3, "ballot_order")]
    assert found.poll.candidate_ids["close"] == ("bold", "grantly", "harding")


def test_a_gap_on_the_ballot_paper_is_a_warning_only(tmp_path: Path) -> None:
    text = folders.CANDIDATES.replace("harding,3", "harding,4")
    found = reading(tmp_path, candidates=text)
    assert found.poll is not None
    assert places(found.warnings) == [("candidates.csv", 4, "ballot_order")]
    assert "place 3" in found.warnings[0].words


@pytest.mark.parametrize("twin", ["BOLD,John", "Bold,JOHN", "BОLD,John", "BÔLD,John"])
def test_two_of_one_name_on_a_ballot_paper_are_a_warning(tmp_path: Path, twin: str) -> None:
    text = folders.CANDIDATES.replace("GRANTLY,Theophilus", twin)
    found = reading(tmp_path, candidates=text)
    assert found.poll is not None
    assert ("candidates.csv", 3, "ballot_surname") in places(found.warnings)


def test_letters_of_two_scripts_in_one_word_are_a_warning(tmp_path: Path) -> None:
    text = folders.CANDIDATES.replace("Septimus", "Sерtimus")
    found = reading(tmp_path, candidates=text)
    assert found.poll is not None
    assert places(found.warnings) == [("candidates.csv", 4, "ballot_forenames")]
