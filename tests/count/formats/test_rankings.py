"""Lines of papers read one by one, and what is said of those that cannot be."""

import pytest

from count.formats.election import BadLine, Faults, UnreadableFile
from count.formats.rankings import (
    START,
    Place,
    cells_of,
    group_of,
    head_of,
    lines_from,
    read_head,
    whole,
)


def test_lines_know_where_they_stand() -> None:
    first, second, last = lines_from("ân\n\nend".encode(), START)
    assert (first.text, first.place, first.after) == ("ân", Place(1, 0), Place(2, 4))
    assert (second.text, second.number) == ("", 2)
    assert (last.text, last.after) == ("end", Place(4, 8))


def test_cells_stand_apart_by_blanks_or_commas() -> None:
    assert cells_of("12 1\t2,3 , 4,, ") == ["12", "1", "2", "3", "4"]
    assert cells_of("1,,2") == ["1", "", "2"]
    assert cells_of(",1") == ["", "1"]
    assert cells_of(" ,, ") == cells_of("") == []


@pytest.mark.parametrize(
    ("cells", "group"),
    [
        (["3", "1", "4"], (3, (0, 3))),
        (["3"], (3, ())),
        (["3", "1", "2=3", "4"], (3, (0,))),  # equal: the paper ends there
        (["3", "2=3", "4"], (3, ())),  # and has no first preference
        (["3", "1", "-", "4"], (3, (0,))),  # one left out: the same
        (["3", "-", "1"], (3, ())),
    ],
)
def test_preferences(cells: list[str], group: tuple[int, tuple[int, ...]]) -> None:
    assert group_of(cells, 4) == group


def test_a_withdrawn_candidate_is_passed_over() -> None:
    assert group_of(["3", "1", "4", "2"], 4, withdrawn=[3]) == (3, (0, 1))
    # The voter's marks were equal, whoever has withdrawn since.
    assert group_of(["3", "1", "4=2"], 4, withdrawn=[3]) == (3, (0,))


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ([], "nothing"),
        (["x", "1"], "“x” is no number"),
        (["0", "1"], "“0” is not how many papers"),
        (["1.5", "1"], "“1.5” is no number"),
        (["3", "5"], "“5” is not a candidate"),
        (["3", "0"], "“0” is not a candidate"),
        (["3", "1", ""], "a cell is empty"),
        (["3", "1", "2", "1"], "names candidate 1 twice"),
        (["3", "1", "-", "1"], "names candidate 1 twice"),
        (["3", "1", "2=x"], "“x” is no number"),
        (["3", "1", "2=1"], "names candidate 1 twice"),
        (["3", "²"], "“²” is no number"),
        (["99999999999999999999999", "1"], "is not how many papers"),
    ],
)
def test_what_is_wrong_is_named(cells: list[str], found: str) -> None:
    with pytest.raises(BadLine) as caught:
        group_of(cells, 4)
    assert found in caught.value.found
    assert caught.value.expected


def test_numbers_have_bounds() -> None:
    assert whole("007", "a number", 1, 9) == 7
    with pytest.raises(BadLine) as caught:
        whole("10", "a number", 1, 9)
    assert caught.value.expected == "a number from 1 to 9"


def test_the_head() -> None:
    assert head_of("4 2") == head_of("4,2,") == (4, 2)
    for line in ("4", "4 2 1", "4 0", "0 1", "4 x", "1001 1"):
        with pytest.raises(BadLine):
            head_of(line)
    faults = Faults()
    assert read_head(b"# comment\n\n4 2 # four for two\n3", faults) == (4, 2, Place(4, 30))
    with pytest.raises(UnreadableFile, match=r"line 2: .4 x.: .x. is no number\. Expected"):
        read_head(b"\n4 x\n", faults)
    with pytest.raises(UnreadableFile, match="The file is empty"):
        read_head(b"\n \n", Faults())
