"""Boards are values: the few pictures a hall shows can each be said with them."""

import orjson
import pytest

from display.boards import STATES, Bar, Board, Column, Row, Table, Tile, data
from tests.display.made_up import ALL, DECLARED, RECOUNT, VERIFICATION


@pytest.mark.parametrize("board", ALL, ids=lambda board: board.board)
def test_every_picture_a_hall_needs_is_said_in_json_without_loss(board: Board) -> None:
    said = orjson.loads(orjson.dumps(data(board)))

    assert said["title"] == board.title
    assert said["marks"] == list(board.marks)
    assert [part["part"] for part in said["parts"]] == [part.kind for part in board.parts]


def test_whole_numbers_stay_whole_numbers() -> None:
    table = orjson.loads(orjson.dumps(data(DECLARED)))["parts"][0]

    assert table["rows"][1] == {
        "cells": ["O'NEILL, Siobhán", "Green Party", 2311],
        "swatch": "#02A95B",
        "mark": "ELECTED",
    }
    assert table["columns"][2] == {"name": "Votes", "figures": True}


def test_a_notice_may_be_in_two_languages() -> None:
    first, second = data(RECOUNT)["parts"]

    assert (first["lang"], second["lang"]) == ("", "cy")


def test_a_tile_says_its_state_in_a_word_and_a_kind() -> None:
    tile = data(VERIFICATION)["parts"][1]["tiles"][1]

    assert tile == {
        "name": "Fire Station",
        "status": "being counted",
        "state": "open",
        "detail": "",
        "place": "",
    }


def test_there_are_six_states_and_no_other() -> None:
    assert STATES == ("waiting", "received", "open", "verified", "late", "not-used")
    with pytest.raises(AssertionError):
        Tile("Library", "lost", "lost")  # type: ignore[arg-type]


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(AssertionError):
        Table("", (Column("Candidate"), Column("Votes", figures=True)), (Row(("KHOO",)),))


def test_a_pile_is_never_less_than_nothing() -> None:
    with pytest.raises(AssertionError):
        Bar("Abbey", -1, 10, "")


def test_two_boards_that_say_the_same_are_the_same() -> None:
    assert Board("b", "Title", "", ()) == Board("b", "Title", "", ())
    assert hash(DECLARED) == hash(DECLARED)
