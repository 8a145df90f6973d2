"""The statement as to the result of verification [r 45(5)]."""

from fractions import Fraction

import pytest

from verification.reconcile import BoxLine, reconcile
from verification.statement import Statement, statement, text, turnout, turnout_text

BOXES = ["School hall", "Library", "Postal 1"]
NIGHT = [
    BoxLine(0, 0, expected=500, counted=503, strays_out=3, verified=500),
    BoxLine(0, 1, expected=400, counted=396, strays_in=3, verified=399),
    BoxLine(1, 1, expected=90, counted=90, verified=90),
    BoxLine(0, 2, expected=350, counted=350, verified=350),
]


def drawn_up(lines: list[BoxLine], **more: object) -> Statement:
    named = {"title": "North ward", "boxes": BOXES, "electorate": 4_000, **more}
    return statement(0, lines, reconcile(lines, 2), **named)  # type: ignore[arg-type]


def test_a_row_for_each_box_of_the_contest_in_the_order_given() -> None:
    """[r 45(5)] And none for another contest's papers in the same box."""
    sheet = drawn_up(NIGHT, explanations={1: "A voter left with the paper (log, 14:20)"})
    assert [row.box for row in sheet.rows] == BOXES
    library = sheet.rows[1]
    assert (library.expected, library.counted, library.strays) == (400, 396, 3)
    assert (library.verified, library.variance) == (399, -1)
    assert [row.strays for row in sheet.rows] == [-3, 3, 0]
    assert sheet.total.verified == sum(row.verified or 0 for row in sheet.rows) == 1_249
    assert not sheet.provisional


def test_a_variance_nobody_has_explained_stands_out() -> None:
    assert [row.unexplained for row in drawn_up(NIGHT).rows] == [False, True, False]
    blank = drawn_up(NIGHT, explanations={1: "  "})
    assert blank.rows[1].unexplained
    told = drawn_up(NIGHT, explanations={1: "Two papers stuck together"})
    assert not told.rows[1].unexplained


def test_turnout_is_exact_and_printed_with_two_places() -> None:
    """West Midlands mayor 2024: the verification figures as published, 29.81 per cent."""
    areas = [216_492, 71_215, 76_116, 66_296, 56_805, 59_983, 54_806]
    lines = [BoxLine(0, box, verified=papers) for box, papers in enumerate(areas)]
    sheet = drawn_up(lines, boxes=[f"Area {box}" for box in range(7)], electorate=2_018_546)
    assert sheet.turnout == Fraction(601_713, 2_018_546)
    assert sheet.turnout_text == "29.81%"


@pytest.mark.parametrize(
    ("papers", "electorate", "words"),
    [(1, 800, "0.13%"), (0, 800, "0.00%"), (800, 800, "100.00%"), (2, 3, "66.67%")],
)
def test_turnout_is_rounded_half_up(papers: int, electorate: int, words: str) -> None:
    assert turnout_text(papers, electorate) == words


def test_nobody_may_vote_and_there_is_no_turnout() -> None:
    assert turnout(0, 0) is None
    assert turnout_text(0, 0) == ""
    assert "Turnout" not in text(drawn_up(NIGHT, electorate=0))


def test_while_a_box_is_open_the_statement_is_provisional() -> None:
    """Turnout was announced before the last postal box at a count in 2024, and had to be again."""
    open_box = [*NIGHT[:3], BoxLine(0, 2, expected=350)]
    sheet = drawn_up(open_box)
    assert sheet.provisional
    assert sheet.total.verified == 899


def test_the_statement_as_people_read_it() -> None:
    sheet = drawn_up(NIGHT, explanations={1: "Paper taken away"})
    assert text(sheet).splitlines() == [
        "Statement as to the result of verification",
        "North ward",
        "",
        "Box          Expected  Counted  Strays  Verified  Variance  Explanation",
        "School hall       500      503      -3       500         0",
        "Library           400      396      +3       399        -1  Paper taken away",
        "Postal 1          350      350       0       350         0",
        "Total            1250     1249       0      1249        -1",
        "",
        "Electorate 4000",
        "Turnout 31.23%",
    ]


def test_a_total_with_a_part_missing_is_left_blank() -> None:
    sheet = drawn_up([NIGHT[0], NIGHT[1], BoxLine(0, 2)])
    assert text(sheet).splitlines() == [
        "Statement as to the result of verification (provisional)",
        "North ward",
        "",
        "Box          Expected  Counted  Strays  Verified  Variance  Explanation",
        "School hall       500      503      -3       500         0",
        "Library           400      396      +3       399        -1",
        "Postal 1                             0",
        "So far                               0       899",
        "",
        "Electorate 4000",
        "Turnout 22.48%",
        "Boxes still to be verified: 1 of 3",
    ]


def test_a_contest_without_boxes() -> None:
    sheet = drawn_up([])
    assert sheet.rows == ()
    assert sheet.turnout == 0
