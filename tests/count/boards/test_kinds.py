"""Kinds of board: found where they are made, each in its place, each under one name."""

from dataclasses import replace

import pytest

from count.boards import announcements, kinds
from count.boards.announcements import ANNOUNCEMENT
from count.boards.kinds import BoardKind, HallNow
from count.ledger.hall_standing import HallStanding
from count.poll.roles import SIGNED_IN
from tests.count.halls import Story, verification

STORY = Story().tell_all(verification())
NOW = HallNow(STORY.poll, HallStanding(), (STORY.standing,), ("REHEARSAL",), STORY.at)


def test_every_board_stands_in_its_place() -> None:
    assert [kind.name for kind in kinds()] == [
        "verification", "turnout", "progress", "announcement", "recount", "result",
    ]  # fmt: skip
    assert [kind.name for kind in kinds() if kind.of_contest] == ["result"]


def test_a_board_is_made_under_the_name_of_its_kind() -> None:
    contest = STORY.standing.contest.id
    for kind in kinds():
        if kind.make is not None:
            board, name = kind.make(NOW), kind.name
        else:
            assert kind.make_of is not None
            board, name = kind.make_of(NOW, STORY.standing), kind.board(contest)
        assert (board.board, board.updated) == (name, NOW.updated)
        assert "REHEARSAL" in board.marks


def test_a_board_of_a_hall_without_acts_says_no_time() -> None:
    assert NOW.updated != ""
    assert replace(NOW, at="").updated == ""


def test_a_board_is_made_either_of_the_hall_or_of_a_contest() -> None:
    with pytest.raises(TypeError, match="the board empty is made of the hall or of a contest"):
        BoardKind("empty", "Empty", place=1, who=SIGNED_IN)
    with pytest.raises(TypeError, match="say one"):
        replace(ANNOUNCEMENT, make_of=lambda now, standing: STORY)  # type: ignore[arg-type, return-value]


def test_no_two_boards_have_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(ANNOUNCEMENT, title="Said again")
    monkeypatch.setattr(announcements, "AGAIN", other, raising=False)
    with pytest.raises(TypeError, match="two boards are called announcement"):
        kinds.__wrapped__()
