"""The statement as to verification: a row a box, and no paper made or lost between contests."""

from typing import Any

from count.documents.statement import lines_of, statement_of
from count.findings.gate import findings
from count.ledger.standing import Standing
from tests.count.halls import (
    DORA,
    OLIVE,
    PARISH,
    STAFF,
    VERA,
    WARD,
    Story,
    body,
    small_poll,
    verification,
    verifying,
)
from verification.statement import Statement


def both(ward: Story, parish: Story | None = None) -> dict[str, Standing]:
    """The standings of a hall in the order of its contests."""
    other = parish or Story(contest=PARISH, poll=ward.poll)
    return {PARISH: other.standing, WARD: ward.standing}


def drawn(ward: Story, parish: Story | None = None) -> Statement:
    return statement_of(WARD, both(ward, parish), findings(ward.standing, ward.at))


def row(statement: Statement, box: str) -> Any:
    return next(row for row in statement.rows if row.box == box)


def count(box: str, papers: int) -> dict[str, Any]:
    people = {"counted_by": STAFF[0], "checked_by": STAFF[1]}
    return body("box-counted", box=box, papers=papers, **people)


def test_a_row_a_box_and_the_total() -> None:
    statement = drawn(Story().tell_all(verification()))
    assert [r.box for r in statement.rows] == ["b1", "b2", "p1"]
    assert [(r.expected, r.counted, r.verified, r.variance) for r in statement.rows] == [
        (60, 60, 60, 0), (40, 40, 40, 0), (20, 20, 20, 0),
    ]  # fmt: skip
    assert (statement.total.expected, statement.total.verified) == (120, 120)
    assert not statement.provisional
    assert statement.title == "Hill ward"


def test_a_box_still_out_makes_it_provisional() -> None:
    statement = drawn(Story().tell_all(verifying("b1", 60)))
    assert statement.provisional
    assert statement.total.verified == 60
    assert row(statement, "p1").verified is None


def test_a_variance_stands_with_the_words_that_explain_it() -> None:
    story = Story().tell_all([*verifying("b1", 60)[:2], (VERA, count("b1", 61))])
    story.two(VERA, DORA, "box-verified", box="b1", papers=61, note="counted three times")
    story.tell(VERA, count("b1", 60))
    story.tell(
        DORA, "explained", finding="counts-differ", piles=["box/b1"], words="two stuck together"
    )
    told = row(drawn(story), "b1")
    assert told.variance == 1
    assert told.explanation == "counted three times; two stuck together"
    assert not told.unexplained


def test_strays_leave_one_row_and_arrive_on_another() -> None:
    story = Story().tell_all([(VERA, count("b1", 62)), (VERA, count("b2", 38))])
    story.tell(VERA, "strayed", box="b1", to_box="b2", papers=2, reason="one place")
    statement = drawn(story)
    assert (row(statement, "b1").strays, row(statement, "b2").strays) == (-2, 2)
    assert statement.total.strays_out == statement.total.strays_in == 2


def test_papers_found_in_another_contests_box_have_a_row_of_their_own() -> None:
    story = Story().tell_all([(VERA, count("b1", 58))])
    story.tell(VERA, "strayed", box="x1", to_box="b1", papers=2, reason="wrong box")
    statement = drawn(story)
    assert row(statement, "b1").strays == 2
    assert statement.total.strays_out == statement.total.strays_in == 2


def test_a_box_not_used_is_a_row_of_no_papers_that_says_why() -> None:
    story = Story().tell_all([*verifying("b1", 60), *verifying("p1", 20)])
    story.two(DORA, OLIVE, "box-not-used", box="b2", reason="the station stayed shut")
    told = row(drawn(story), "b2")
    assert (told.expected, told.verified) == (0, 0)
    assert "the station stayed shut" in told.explanation


def test_the_parishs_boxes_are_on_the_parishs_statement() -> None:
    poll = small_poll()
    ward = Story(poll=poll).tell_all(verification())
    parish = Story(contest=PARISH, poll=poll).tell_all(verifying("b2", 12))
    statement = statement_of(PARISH, both(ward, parish), ())
    assert [r.box for r in statement.rows] == ["b2", "x1"]
    assert statement.total.verified == 12


def test_a_line_for_every_box_of_every_contest() -> None:
    lines, boxes = lines_of(both(Story()).values())
    assert len(lines) == 5
    assert sorted(boxes) == ["b1", "b2", "p1", "x1"]
    assert {(line.contest, boxes[line.box]) for line in lines} == {
        (0, "b2"), (0, "x1"), (1, "b1"), (1, "b2"), (1, "p1"),
    }  # fmt: skip
