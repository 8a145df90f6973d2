"""Lots written down for a count of files."""

import json
from pathlib import Path
from typing import Any

import pytest

from count.formats.lots_file import BadLotsFile, WrittenLot, read


def written(tmp_path: Path, what: Any) -> Path:
    path = tmp_path / "lots.json"
    path.write_text(what if isinstance(what, str) else json.dumps(what))
    return path


def test_lots_in_their_order(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        [
            {"among": [2, 5], "chosen": 5},
            {"among": [3, 1, 2], "chosen": [2, 3], "to": "elect", "witnesses": ["A"]},
        ],
    )
    assert read(path) == [
        WrittenLot(frozenset({2, 5}), (5,)),
        WrittenLot(frozenset({1, 2, 3}), (2, 3)),
    ]
    assert read(written(tmp_path, [])) == []


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("{", "not JSON"),
        ("\xff", "not JSON"),
        ({"among": [2, 5], "chosen": 5}, "a list of lots"),
        ([[2, 5]], "lot 1: expected “among”"),
        ([{"among": [2, 5], "chosen": 5}, {"among": [2, 5]}], "lot 2: expected “among”"),
        ([{"among": [2, 5], "chosen": 5, "name": "x"}], "lot 1: expected “among”"),
        ([{"among": [2, 5], "chosen": 3}], "one of those it is drawn among"),
        ([{"among": [2, 5], "chosen": []}], "one of those it is drawn among"),
        ([{"among": [2, 2], "chosen": 2}], "each named once"),
        ([{"among": [2], "chosen": 2}], "two candidates or more"),
        ([{"among": [2, 5], "chosen": [5, 5]}], "each named once"),
        ([{"among": [0, 5], "chosen": 5}], "numbers from 1"),
        ([{"among": ["2", 5], "chosen": 5}], "numbers from 1"),
        ([{"among": [2, 5], "chosen": True}], "numbers from 1"),
        ([{"among": [2, 5], "chosen": 5.0}], "numbers from 1"),
    ],
)
def test_anything_else_is_refused_in_plain_words(tmp_path: Path, what: Any, words: str) -> None:
    with pytest.raises(BadLotsFile, match=words):
        read(written(tmp_path, what))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadLotsFile, match=r"missing\.json cannot be opened"):
        read(tmp_path / "missing.json")
