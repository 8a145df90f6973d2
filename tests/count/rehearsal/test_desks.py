"""Doubtful papers decided one by one, told as one act; totals added up from slips alone."""

from count.rehearsal.answer import Decision, Known, Table
from count.rehearsal.desks import decided, total
from count.rehearsal.room import Doubtful
from tests.count.rehearsal.test_answer import KNOWN, TABLE


def test_a_batch_is_one_act_with_every_paper_in_it_once() -> None:
    assert decided(Doubtful(KNOWN, TABLE, 0, 5)) == {
        "act": "adjudicated",
        "unit": "t1",
        "good": [
            {"candidates": ["ash", "oak"], "papers": 1},
            {"candidates": ["oak"], "papers": 1},
        ],
        "returned": 1,
        "rejected": {"void": 2},
        "in_part": 1,
    }


def test_two_batches_are_the_same_papers_as_one() -> None:
    first, second = Doubtful(KNOWN, TABLE, 0, 2), Doubtful(KNOWN, TABLE, 2, 3)
    assert first.decisions + second.decisions == TABLE.doubtful
    assert decided(first)["rejected"] == {"void": 2}
    assert decided(second)["rejected"] == {}


def test_a_paper_that_the_answer_does_not_know_goes_back_to_the_table() -> None:
    more = Doubtful(KNOWN, TABLE, 4, 3)
    assert more.decisions == (Decision(),) * 3
    assert decided(more)["returned"] == 3


def test_a_total_is_what_lies_on_the_table() -> None:
    assert total(KNOWN, TABLE) == {
        "act": "unit-total",
        "unit": "t1",
        "totals": KNOWN.votes,
        "rejected": 2,
        "unused": 14,
    }


def test_a_slip_of_the_pen_is_in_one_figure_only() -> None:
    right, wrong = total(KNOWN, TABLE), total(KNOWN, TABLE, slip=1)
    assert {c for c in right["totals"] if right["totals"][c] != wrong["totals"][c]} == {"ash"}


def test_with_one_seat_there_are_no_unused_votes() -> None:
    one = Known("carrow", 1, ("ash",), tables={"t1": Table("t1", {}, (), (), ())})
    assert "unused" not in total(one, one.tables["t1"])
