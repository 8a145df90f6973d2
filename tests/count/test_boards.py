"""What the screens show: boxes, progress, and nobody's votes before they are declared and released."""

from typing import Any

import pytest

from count import boards
from count.boards import Pulse, board_names, kind_of, may_see, progress, require_declared, result
from count.ledger.floor import Floor, fold_floor
from count.ledger.standing import Standing
from count.roles import Visitor
from display.boards import Bars, Board, Figures, Table, Tiles, Words, data
from tests.count.halls import (
    ADA,
    COLIN,
    DORA,
    EVERYBODY,
    NED,
    OBI,
    OLIVE,
    ROSE,
    RUTH,
    SAM,
    SCREEN,
    SUE,
    VERA,
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
from tests.count.ledger.test_floor import told

AT = "22:31:07"


def part(board: Board, kind: type) -> Any:
    """The first part of this kind."""
    return next(part for part in board.parts if isinstance(part, kind))


def shown(story: Story) -> list[Board]:
    """Every board of a story that may be shown to anybody at all before a release."""
    standings = [story.standing]
    return [
        boards.verification(standings, AT, ()),
        progress(standings, Floor(), AT, ()),
        result(story.standing, story.poll, False, AT, ()),
    ]


def declared(seats: int = 1) -> Story:
    story = shared(seats)
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    return story


# ------------------------------------------------------------------------------------------ who sees what

HALL = {VERA, SUE, SAM, ADA, ROSE, DORA, OLIVE, RUTH, COLIN, OBI}
BEFORE = {
    "pulse": HALL | {NED},
    "progress": HALL | {NED, SCREEN},
    "verification": HALL,
    "result-ward": {DORA, OLIVE, RUTH},
}


def released(board: str) -> Floor:
    return fold_floor(told(body("released", board=board)))


@pytest.mark.parametrize("board", sorted(BEFORE))
def test_who_sees_a_board_before_it_is_released(board: str) -> None:
    assert {who for who in EVERYBODY if may_see(who, board, Floor())} == BEFORE[board]
    assert not may_see(None, board, Floor())


@pytest.mark.parametrize("board", ["progress", "verification", "result-ward"])
def test_a_released_board_is_for_everybody_signed_in_but_those_who_see_no_figures(
    board: str,
) -> None:
    release = "result" if board == "result-ward" else board
    see = {who for who in EVERYBODY if may_see(who, board, released(release))}
    assert see == HALL | {SCREEN} | ({NED} if board == "progress" else set())
    assert not may_see(None, board, released(release))


def test_the_pulse_is_no_board_to_be_released() -> None:
    assert not may_see(SCREEN, "pulse", released("result"))


def test_every_board_says_who_may_see_it_or_the_server_does_not_start() -> None:
    require_declared([*board_names(small_poll()), boards.PULSE])
    with pytest.raises(boards.UndeclaredBoard, match="backstage"):
        require_declared(["progress", "backstage"])


def test_the_boards_of_a_hall_and_their_titles() -> None:
    assert board_names(small_poll()) == {
        "verification": "Verification",
        "progress": "Progress",
        "result-parish": "Result: Hill parish",
        "result-ward": "Result: Hill ward",
    }
    assert (kind_of("result-ward"), kind_of("progress")) == ("result", "progress")


# ------------------------------------------------------------------------------------------- verification


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


def test_what_is_verified_of_each_contest() -> None:
    story = Story().tell_all(verifying("b1", 60))
    board = boards.verification([story.standing], AT, ("REHEARSAL",))
    (row,) = part(board, Table).rows
    assert row.cells == ("Hill ward", "1 of 3", 60, "15.00%")
    assert board.subtitle == "1 of 3 boxes verified"
    assert (board.marks, board.updated) == (("REHEARSAL",), AT)


# ---------------------------------------------------------------------------------------------- progress


def test_progress_is_papers_accounted_for_and_never_for_whom() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()[:2]])
    board = progress([story.standing], Floor(), AT, ())
    (bar,) = part(board, Bars).bars
    assert (bar.name, bar.done, bar.of) == ("Hill ward", 90, 120)
    assert bar.words == "90 of 120 · counting"
    text = str(data(board))
    assert not any(name in text for name in ("MEAD", "AMIN", "KHOO", "50"))


def test_a_provisional_result_is_on_no_screen() -> None:
    board = progress([shared().standing], Floor(), AT, ())
    assert "provisional" not in str(data(board)).lower()
    assert "120 of 120 · counted" in str(data(board))


def test_tables_are_shown_while_they_count() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    words = {
        bar.name: bar.words for bar in progress([story.standing], Floor(), AT, ()).parts[-1].bars
    }  # type: ignore[union-attr]
    assert words == {"Table 1": "120 of 120"}
    story.tell_all(claims())
    assert "closed" in str(data(progress([story.standing], Floor(), AT, ())))
    assert "Table 1" not in str(data(progress([declared().standing], Floor(), AT, ())))


def test_more_papers_than_there_were_are_said_in_words() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(SUE, bundle("mead", 125))
    (bar,) = part(progress([story.standing], Floor(), AT, ()), Bars).bars
    assert (bar.done, bar.of) == (125, 120)
    assert "125 of 120" in bar.words


def test_a_second_count_is_called_one() -> None:
    story = Story().tell_all(night())
    story.tell(DORA, "recount", scope={"contest": True}, kind="full", granted=True,
               asked_by="Agent", reason="close")  # fmt: skip
    assert "count 2" in str(data(progress([story.standing], Floor(), AT, ())))


def test_what_is_said_to_the_hall_stands_on_the_board() -> None:
    floor = fold_floor(
        told(
            body("announced", words="Ten minutes."),
            body("announced", words="Five minutes."),
            body("paused", scope="Table 1", reason="a spilt drink"),
        )
    )
    board = progress([Story().standing], floor, AT, ())
    said = [words for p in board.parts if isinstance(p, Words) for words in p.words]
    assert said == ["Five minutes.", "Paused: Table 1 (a spilt drink)"]


# ----------------------------------------------------------------------------------------------- results


@pytest.mark.parametrize("seats", [1, 3])
def test_a_declared_and_released_result_in_the_order_of_the_ballot_paper(seats: int) -> None:
    story = declared(seats)
    board = result(story.standing, story.poll, True, AT, ())
    rows = part(board, Table).rows
    names = [row.cells[0] for row in rows]
    assert names == [name.upper() for name in story.standing.candidates]
    assert [row.cells[2] for row in rows] == list(story.standing.figures().votes)
    elected = {name for name, row in zip(names, rows, strict=True) if row.mark == "ELECTED"}
    assert elected == ({"MEAD"} if seats == 1 else {"MEAD", "AMIN", "BAKER"})
    assert board.marks == ("DECLARED",)
    figures = {figure.label: figure.value for figure in part(board, Figures).figures}
    assert figures == {
        "Electorate": 400, "Papers verified": 120, "Rejected": 3, "Turnout": "30.00%",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("story", "is_released"),
    [(declared(), False), (shared(), True), (Story().tell_all(night()), True)],
    ids=["not released", "not declared", "not shared"],
)
def test_no_result_is_shown_before_it_is_both_declared_and_released(
    story: Story, is_released: bool
) -> None:
    board = result(story.standing, story.poll, is_released, AT, ())
    assert part(board, Words).words == ("No result has been declared yet.",)
    assert "MEAD" not in str(data(board))
    assert board.marks == ()


def test_a_cancelled_contest_says_so() -> None:
    story = Story()
    story.two(OLIVE, DORA, "cancelled", reason="a candidate died")
    board = result(story.standing, story.poll, True, AT, ())
    assert part(board, Words).words == ("Cancelled.",)


def test_an_uncontested_contest_has_no_votes() -> None:
    poll = small_poll(3, uncontested=True)
    story = Story(poll=poll)
    assert "uncontested" in str(data(progress([story.standing], Floor(), AT, ())))
    assert tiles(story.standing) == {}
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    board = result(story.standing, poll, True, AT, ())
    assert {row.cells[2] for row in part(board, Table).rows} == {"–"}
    assert {row.mark for row in part(board, Table).rows} == {"ELECTED"}


# --------------------------------------------------------------------------------------- no leak, no sum


def test_boards_look_alike_whoever_leads() -> None:
    """Every board that is shown before the declaration is the same byte for byte."""
    pictures = []
    for order in (("mead", "amin", "khoo"), ("khoo", "mead", "amin")):
        story = Story().tell_all([*verification(), *bringing()])
        for name, papers in zip(order, (70, 30, 20), strict=True):
            story.tell(SUE, bundle(name, papers))
        pictures.append([data(board) for board in shown(story)])
    assert pictures[0] == pictures[1]


def test_every_figure_on_a_board_is_the_folds() -> None:
    story = declared()
    board = result(story.standing, story.poll, True, AT, ())
    figures = story.standing.figures()
    known = {400, figures.verified, figures.all_rejected, *figures.votes}
    numbers = {
        cell for row in part(board, Table).rows for cell in row.cells if isinstance(cell, int)
    }
    numbers |= {f.value for f in part(board, Figures).figures if isinstance(f.value, int)}
    assert numbers <= known


def test_the_pulse_says_only_where_each_contest_last_changed() -> None:
    pulse = Pulse({"ward": 17}, epoch=2, seq=19)
    assert (pulse.html, pulse.data) == ("", {"contests": {"ward": 17}})


def test_the_clock_of_an_entry() -> None:
    assert boards.clock_of("2026-05-07T22:31:07.123456Z") == AT


def test_a_visitor_of_a_role_nobody_has_sees_nothing_unreleased() -> None:
    stranger = Visitor("X", "screen")
    assert [b for b in BEFORE if may_see(stranger, b, Floor())] == ["progress"]
