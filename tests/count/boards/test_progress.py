"""Boxes, turnout and progress: how far the papers have come, and never for whom."""

from typing import Any

from count import boards
from count.boards import Pulse, progress, turnout
from count.ledger.hall_standing import HallStanding, fold_floor
from count.ledger.standing import Standing
from display.boards import Bars, Board, Figures, Tiles, Words, data
from tests.count.halls import (
    DORA,
    OLIVE,
    SUE,
    Story,
    body,
    bringing,
    bundle,
    claims,
    counting,
    night,
    shared,
    small_poll,
    verification,
    verifying,
)
from tests.count.ledger.test_hall_standing import told

AT = "22:31:07"


def part(board: Board, kind: type) -> Any:
    """The first part of this kind."""
    return next(part for part in board.parts if isinstance(part, kind))


def tiles(*standings: Standing) -> dict[str, tuple[str, str, str]]:
    board = boards.verification(standings, AT, ())
    return {t.name: (t.status, t.state, t.detail) for t in part(board, Tiles).tiles}


def test_a_box_from_the_door_to_the_verified_number() -> None:
    story, states = Story(), []
    for who, said in verifying("b1", 60):
        states.append(tiles(story.standing)["b1"][:2])
        story.tell(who, said)
    assert states == [
        ("expected", "waiting"), ("received", "received"), ("received", "received"),
        ("being counted", "open"),
    ]  # fmt: skip
    assert tiles(story.standing)["b1"] == ("verified", "verified", "60 papers")
    story.two(DORA, OLIVE, "box-not-used", box="b2", reason="shut")
    assert tiles(story.standing)["b2"][:2] == ("not used", "not-used")


def test_a_box_of_two_contests_is_verified_when_both_are() -> None:
    poll = small_poll()
    ward, parish = Story(poll=poll), Story(contest="parish", poll=poll)
    ward.tell_all(verifying("b2", 40))
    assert tiles(ward.standing, parish.standing)["b2"][:2] == ("being counted", "open")
    parish.tell_all(verifying("b2", 12))
    assert tiles(ward.standing, parish.standing)["b2"] == ("verified", "verified", "52 papers")


def test_a_box_that_is_not_there_yet_is_due_and_then_late() -> None:
    story = Story()
    for box in story.standing.boxes.values():
        box.expected_by = "2026-05-07T22:10:00Z"
    before, after = (
        part(boards.verification([story.standing], AT, (), at), Tiles).tiles[0]
        for at in ("2026-05-07T22:09:59.9Z", "2026-05-07T22:10:00.1Z")
    )
    assert (before.status, before.state, before.detail) == ("expected", "waiting", "due 23:10")
    assert (after.status, after.state, after.detail) == ("late", "late", "due 23:10")


def test_what_is_verified_of_the_hall_is_provisional_until_every_box_is() -> None:
    story = Story().tell_all(verifying("b1", 60))
    board = boards.verification([story.standing], AT, ("REHEARSAL",))
    assert [(f.label, f.value) for f in part(board, Figures).figures] == [
        ("Still to come", 2), ("Received", 0), ("Being counted", 0), ("Verified", 1),
        ("Papers verified", 60),
    ]  # fmt: skip
    assert board.subtitle == "1 of 3 boxes verified"
    assert (board.marks, board.updated) == (("REHEARSAL", "PROVISIONAL"), AT)
    story = Story().tell_all(verification())
    assert boards.verification([story.standing], AT, ()).marks == ()


# -------------------------------------------------------------------------------------------------- turnout


def test_turnout_is_provisional_until_every_box_of_the_contest_is_verified() -> None:
    poll = small_poll()
    ward, parish = Story(poll=poll), Story(contest="parish", poll=poll)
    ward.tell_all(verifying("b1", 60))
    board = turnout([ward.standing, parish.standing], AT, ())
    first, other = part(board, Bars).bars
    assert (first.name, first.done, first.of, first.figure) == ("Hill ward", 60, 400, "15.00%")
    assert first.words == "60 of 400\nprovisional, 1 of 3 boxes"
    assert other.figure == "0.00%"
    assert board.marks == ("PROVISIONAL",)


def test_turnout_is_all_verified_papers_by_the_electorate_rejected_ones_included() -> None:
    board = turnout([shared().standing], AT, ())
    (bar,) = part(board, Bars).bars
    assert (bar.figure, bar.words) == ("30.00%", "120 of 400\nevery box verified")
    assert board.marks == ()


# ------------------------------------------------------------------------------------------------- progress


def test_progress_is_papers_accounted_for_and_never_for_whom() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()[:2]])
    board = progress([story.standing], HallStanding(), AT, ())
    (bar,) = part(board, Bars).bars
    assert (bar.name, bar.done, bar.of) == ("Hill ward", 90, 120)
    assert bar.words == "90 of 120 · counting"
    text = str(data(board))
    assert not any(name in text for name in ("MEAD", "AMIN", "KHOO", "50"))


def test_a_provisional_result_is_on_no_screen() -> None:
    board = progress([shared().standing], HallStanding(), AT, ())
    assert "provisional" not in str(data(board)).lower()
    assert "120 of 120 · counted" in str(data(board))


def test_tables_are_shown_while_they_count() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    tables = progress([story.standing], HallStanding(), AT, ()).parts[-1]
    assert isinstance(tables, Bars)
    words = {bar.name: bar.words for bar in tables.bars}
    assert words == {"Table 1": "120 of 120"}
    story.tell_all(claims())
    assert "closed" in str(data(progress([story.standing], HallStanding(), AT, ())))
    assert "Table 1" not in str(data(progress([declared_ward().standing], HallStanding(), AT, ())))


def test_more_papers_than_there_were_are_said_in_words() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(SUE, bundle("mead", 125))
    (bar,) = part(progress([story.standing], HallStanding(), AT, ()), Bars).bars
    assert (bar.done, bar.of) == (125, 120)
    assert "125 of 120" in bar.words


def test_a_second_count_is_called_one() -> None:
    story = Story().tell_all(night())
    story.tell(DORA, "recount", scope={"contest": True}, kind="full", granted=True,
               asked_by="Agent", reason="close")  # fmt: skip
    assert "count 2" in str(data(progress([story.standing], HallStanding(), AT, ())))


def test_what_was_announced_is_on_its_own_board_and_a_pause_on_this_one() -> None:
    hall_standing = fold_floor(
        told(
            body("announced", words="Ten minutes."),
            body("paused", scope="Table 1", reason="a spilt drink"),
        )
    )
    board = progress([Story().standing], hall_standing, AT, ())
    said = [words for p in board.parts if isinstance(p, Words) for words in p.words]
    assert said == ["Paused: Table 1 (a spilt drink)"]


# ---------------------------------------------------------------------------------------------- nobody leads


def declared_ward() -> Story:
    story = shared()
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    return story


def shown(story: Story) -> list[Board]:
    """Every board of a story that may be shown to anybody at all before a release."""
    standings = [story.standing]
    return [
        boards.verification(standings, AT, ()),
        turnout(standings, AT, ()),
        progress(standings, HallStanding(), AT, ()),
        boards.recounts(standings, story.poll, AT, ()),
        boards.result(story.standing, story.poll, False, AT, ()),
    ]


def test_boards_look_alike_whoever_leads() -> None:
    """Every board that is shown before the declaration is the same byte for byte."""
    pictures = []
    for order in (("mead", "amin", "khoo"), ("khoo", "mead", "amin")):
        story = Story().tell_all([*verification(), *bringing()])
        for name, papers in zip(order, (70, 30, 20), strict=True):
            story.tell(SUE, bundle(name, papers))
        pictures.append([data(board) for board in shown(story)])
    assert pictures[0] == pictures[1]


def test_the_pulse_says_only_where_each_contest_last_changed() -> None:
    pulse = Pulse({"ward": 17}, epoch=2, seq=19)
    assert (pulse.html, pulse.data) == ("", {"contests": {"ward": 17}})
