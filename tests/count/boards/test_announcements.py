"""Announcements and recounts: what was said aloud, when, and nothing else."""

from typing import Any

from count.boards import announcement, recounts
from count.ledger.hall_standing import fold_floor
from display.boards import Board, Notice, Words, data
from tests.count.boards.test_result import declared
from tests.count.halls import DORA, Story, body, night, small_poll
from tests.count.ledger.test_hall_standing import told

AT = "22:31:07"


def notices(board: Board) -> list[Notice]:
    return [part for part in board.parts if isinstance(part, Notice)]


def announced(*said: dict[str, Any]) -> list[tuple[str, str]]:
    board = announcement(fold_floor(told(*said)), small_poll(), AT, ())
    return [(notice.at, notice.words) for notice in notices(board)]


def test_the_newest_words_stand_first_with_their_time_in_the_hall() -> None:
    said = [body("announced", words=f"Words {n}.") for n in range(1, 7)]
    assert announced(*said) == [
        ("23:06", "Words 6."), ("23:05", "Words 5."), ("23:04", "Words 4."), ("23:03", "Words 3."),
    ]  # fmt: skip
    assert announced(said[0]) == [("23:01", "Words 1.")]


def test_words_that_were_withdrawn_are_gone() -> None:
    first, wrong = body("announced", words="Ten minutes."), body("announced", words="Ten hours.")
    strike = body("struck", strikes=wrong["id"], reason="a slip")
    agreed = body("agreed", to=strike["id"], seen="ABCD2345")
    assert announced(first, wrong, strike, agreed) == [("23:01", "Ten minutes.")]


def test_before_anything_is_said() -> None:
    board = announcement(fold_floor([]), small_poll(), AT, ("REHEARSAL",))
    assert board.parts == (Words(("Nothing has been announced yet.",)),)
    assert (board.title, board.marks, board.updated) == ("Announcement", ("REHEARSAL",), AT)


def recount(granted: bool, **fields: Any) -> Story:
    story = Story().tell_all(night())
    said = {"scope": {"contest": True}, "kind": "full", **fields}
    story.tell(
        DORA, "recount", granted=granted, asked_by="Agent Quill", reason="eleven apart", **said
    )
    return story


def test_a_recount_that_was_granted_is_told_without_who_asked_or_why_or_any_figure() -> None:
    story = recount(True)
    board = recounts([story.standing], story.poll, AT, ())
    (notice,) = notices(board)
    assert notice.words == "Recount: Hill ward"
    assert notice.lines[:2] == ("At every table.", "All papers are sorted and counted again.")
    text = str(data(board))
    secret = ("Quill", "eleven", "MEAD", "120", "50")
    assert not [word for word in secret if word in text]


def test_a_recount_of_one_table_says_which() -> None:
    story = recount(True, scope={"unit": "t1"}, kind="bundle-check")
    (notice,) = notices(recounts([story.standing], story.poll, AT, ()))
    assert notice.lines[:2] == ("At Table 1 only.", "The bundles are checked.")


def test_one_that_was_refused_or_is_over_is_not_shown() -> None:
    for story in (recount(False), declared()):
        board = recounts([story.standing], story.poll, AT, ())
        assert board.parts == (Words(("No recount is under way.",)),)
