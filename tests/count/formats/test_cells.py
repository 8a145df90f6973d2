"""Single cells: whole numbers, ids, colours."""

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.count import folders
from tests.count.folders import good, places, reading


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("", "empty"),
        ("-1", "negative"),
        ("−1", "negative"),
        ('"1,200"', "between its digits"),
        ("1 200", "between its digits"),
        ("12.0", "not a whole number"),
        ('"12,5"', "not a whole number"),
        ("1e3", "not a number"),
        ("١٢", "not a number"),
        ("many", "not a number"),
        ("10000001", "too large"),
        ("9" * 500, "too large"),
    ],
)
def test_only_plain_whole_numbers_are_numbers(tmp_path: Path, number: str, says: str) -> None:
    found = reading(tmp_path, contests=folders.CONTESTS.replace("3120", number))
    assert places(found.faults) == [("contests.csv", 2, "electorate")]
    assert says in found.faults[0].words


@given(st.integers(0, 10_000_000))
@settings(deadline=None, max_examples=30)
def test_every_whole_number_up_to_ten_million_is_read(
    tmp_path_factory: pytest.TempPathFactory, number: int
) -> None:
    folder = tmp_path_factory.mktemp("poll")
    poll = good(folder, contests=folders.CONTESTS.replace("3120", str(number)))
    assert poll.contest("close").electorate == number


@pytest.mark.parametrize(
    "bad",
    ["a b", "a/b", "a+b", "a;b", "é", "-a", ".a", "..", "a\u200b", '"a""b"', "a,b", "x" * 65, "а"],
)
def test_ids_are_what_piles_and_addresses_can_carry(tmp_path: Path, bad: str) -> None:
    found = reading(tmp_path, boxes=folders.BOXES.replace("b1", bad, 1))
    assert found.faults[0].file == "boxes.csv"
    assert found.faults[0].row == 2


@given(
    st.text(string.ascii_letters + string.digits + "_", min_size=1, max_size=1),
    st.text(string.ascii_letters + string.digits + "-_.", max_size=63),
)
@settings(deadline=None, max_examples=30)
def test_every_safe_id_is_an_id(
    tmp_path_factory: pytest.TempPathFactory, first: str, rest: str
) -> None:
    box = f"{first}{rest}"
    text = folders.BOXES.replace("b1", f"{box}", 1)
    if box.casefold() in ("b2", "b3", "p1"):
        return
    assert box in good(tmp_path_factory.mktemp("poll"), boxes=text).boxes


@pytest.mark.parametrize("colour", ["red", "#fff", "1b4f9c", "#1b4f9g", "rgb(1,2,3)", "#1b4f9c;"])
def test_colours_are_six_hexadecimal_digits(tmp_path: Path, colour: str) -> None:
    text = folders.CANDIDATES.replace("#1b4f9c", f'"{colour}"', 1)
    assert places(reading(tmp_path, candidates=text).faults) == [("candidates.csv", 2, "colour")]


def test_a_text_is_no_longer_than_a_line(tmp_path: Path) -> None:
    at_most = folders.UNITS.replace("Table 1", "T" * 200)
    assert good(tmp_path, units=at_most).units["t1"].name == "T" * 200
    longer = folders.UNITS.replace("Table 1", "T" * 201)
    assert places(reading(tmp_path, units=longer).faults) == [("units.csv", 2, "name")]


def test_every_number_and_id_of_a_list_is_looked_at(tmp_path: Path) -> None:
    boxes = folders.BOXES.replace("close,1560", "close;;ca/re,1560;-2;x", 1)
    found = reading(tmp_path, boxes=boxes)
    assert places(found.faults) == [
        ("boxes.csv", 2, "contests"),
        ("boxes.csv", 2, "contests"),
        ("boxes.csv", 2, "electorate"),
        ("boxes.csv", 2, "electorate"),
    ]
