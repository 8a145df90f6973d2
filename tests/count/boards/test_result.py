"""The declared result: in ballot order, its figures on one axis, and nothing of it a moment too early."""

from pathlib import Path
from typing import Any

import pytest

from count.boards import result, verification
from count.boards.progress import progress
from count.ledger.hall_standing import HallStanding
from display.boards import Board, Figures, Piles, Steps, Tiles, Words, data
from tests.count.halls import DORA, OLIVE, Story, body, night, shared, small_poll
from tests.halls.playing import play
from tests.halls.reading import read

HALLS = Path(__file__).parents[2] / "halls"
AT = "22:31:07"


def part(board: Board, kind: type) -> Any:
    """The first part of this kind."""
    return next(part for part in board.parts if isinstance(part, kind))


def declared(seats: int = 1) -> Story:
    story = shared(seats)
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    return story


@pytest.mark.parametrize("seats", [1, 3])
def test_a_declared_and_released_result_in_the_order_of_the_ballot_paper(seats: int) -> None:
    story = declared(seats)
    board = result(story.standing, story.poll, True, AT, ())
    piles = part(board, Piles).piles
    names = [pile.name for pile in piles]
    assert names == [name.upper() for name in story.standing.candidates]
    assert [pile.figure for pile in piles] == list(story.standing.figures().votes)
    assert [pile.done for pile in piles] == list(story.standing.figures().votes)
    elected = {pile.name for pile in piles if pile.mark == "ELECTED"}
    assert elected == ({"MEAD"} if seats == 1 else {"MEAD", "AMIN", "BAKER"})
    assert board.marks == ("DECLARED",)
    assert "declared 23:" in board.subtitle or "declared 22:" in board.subtitle
    figures = {figure.label: figure.value for figure in part(board, Figures).figures}
    assert {k: v for k, v in figures.items() if k != "Majority"} == {
        "Electorate": 400, "Papers verified": 120, "Rejected": 3,
        "Turnout, papers verified": "30.00%", "Turnout, valid papers": "29.25%",
    }  # fmt: skip
    votes = sorted(story.standing.figures().votes)
    assert figures.get("Majority") == (votes[-1] - votes[-2] if seats == 1 else None)


def test_shares_are_shown_only_where_an_elector_has_one_vote() -> None:
    (one, three) = (
        part(result(s.standing, s.poll, True, AT, ()), Piles) for s in (declared(), declared(3))
    )
    assert [pile.aside[-1:] for pile in one.piles] == ["%"] * len(one.piles)
    assert {pile.aside for pile in three.piles} == {""}


def test_what_was_put_right_after_the_declaration_stands_below() -> None:
    story = declared()
    story.tell(OLIVE, body("oral-correction", words="I said Meat: the name is Mead."))
    board = result(story.standing, story.poll, True, AT, ())
    assert "the name is Mead." in part(board, Piles).note


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
    assert "uncontested" in str(data(progress([story.standing], HallStanding(), AT, ())))
    assert part(verification([story.standing], AT, ()), Tiles).tiles == ()
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    board = result(story.standing, poll, True, AT, ())
    assert {pile.figure for pile in part(board, Piles).piles} == {"–"}
    assert {pile.mark for pile in part(board, Piles).piles} == {"ELECTED"}


def test_every_figure_on_a_board_is_the_folds() -> None:
    story = declared()
    board = result(story.standing, story.poll, True, AT, ())
    figures = story.standing.figures()
    most, next_most = sorted(figures.votes, reverse=True)[:2]
    known = {400, figures.verified, figures.all_rejected, most - next_most, *figures.votes}
    numbers = {pile.figure for pile in part(board, Piles).piles}
    numbers |= {f.value for f in part(board, Figures).figures if isinstance(f.value, int)}
    assert numbers <= known


# ------------------------------------------------------------------------------- results of the recorded halls


async def results(hall: str, folder: Path) -> list[Board]:
    """The result boards of a recorded hall, at the end of its night."""
    player = await play(read(HALLS / f"{hall}.hall"), folder)
    return [
        result(standing, player.hall.poll, True, AT, ())
        for standing in player.hall.standings.values()
        if standing.state == "declared"
    ]


async def test_a_count_of_preferences_is_its_result_and_then_each_stage(tmp_path: Path) -> None:
    (board,) = await results("electronic-ward", tmp_path)
    first, *stages = part(board, Steps).steps
    assert (first.name, first.piles.figures) == ("Result", "First preferences")
    elected = {pile.name for pile in first.piles.piles if pile.mark == "ELECTED"}
    assert elected == {pile.name for pile in stages[-1].piles.piles if pile.mark == "ELECTED"}
    assert len(elected) == 3
    quota = stages[0].piles.line
    assert quota > 0
    assert {step.piles.line for step in stages} == {quota}
    assert "Quota" in {figure.label for figure in part(board, Figures).figures}


async def test_a_mayor_is_elected_in_two_counts(tmp_path: Path) -> None:
    (board,) = await results("west-midlands-2021", tmp_path)
    names = [step.words for step in part(board, Steps).steps]
    assert names == ["Who is elected", "First count", "Second preferences", "Total of both counts"]


async def test_a_list_is_marked_with_its_seats(tmp_path: Path) -> None:
    (board,) = await results("senedd-list", tmp_path)
    marks = [pile.mark for pile in part(board, Steps).steps[0].piles.piles]
    assert marks == ["3 SEATS", "1 SEAT", "1 SEAT", "1 SEAT"]


async def test_a_question_without_a_majority_says_so(tmp_path: Path) -> None:
    (board,) = await results("neighbourhood-plan", tmp_path)
    piles = part(board, Piles)
    assert {pile.mark for pile in piles.piles} == {""}
    assert piles.note.startswith("Not more than half of those voting voted in favour")


async def test_a_lot_and_a_corrected_figure_stand_below_the_result(tmp_path: Path) -> None:
    (lots,) = await results("two-lots", tmp_path)
    assert part(lots, Piles).note.count("Votes were equal; by lot") == 2
    (tmp_path / "second").mkdir()
    (corrected,) = await results("corrected-figures", tmp_path / "second")
    assert "Who is elected does not change." in part(corrected, Piles).note
