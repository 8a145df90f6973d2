"""A known answer, added up by hand."""

from count.rehearsal.answer import Boxful, Decision, Known, Mixture, Pile, Table

TABLE = Table(
    "t1",
    {"b1": 40, "p1": 13},
    (Pile(("ash", "elm"), 25, "T1-001"), Pile(("oak",), 10, "T1-002")),
    (Mixture("T1-S001", 14, {"ash": 9, "elm": 4, "oak": 12}, 3),),
    (
        Decision(ground="void"),
        Decision(ground="void"),
        Decision(candidates=("oak",), in_part=True),
        Decision(candidates=("ash", "oak")),
        Decision(),
    ),
)
KNOWN = Known(
    "ward",
    2,
    ("ash", "elm", "oak"),
    boxes={
        "b1": Boxful("b1", postal=False, held=40, found=40, stated=40),
        "p1": Boxful("p1", postal=True, held=13, found=13, stated=14, retrieved=1),
    },
    tables={"t1": TABLE},
)


def test_votes_are_those_on_bundles_sheets_and_allowed_papers() -> None:
    assert KNOWN.votes == {"ash": 25 + 9 + 1, "elm": 25 + 4, "oak": 10 + 12 + 2}


def test_unused_votes_are_those_that_good_papers_left_over() -> None:
    assert KNOWN.unused == 10 + 3 + 1


def test_rejected_papers_stand_by_ground() -> None:
    assert KNOWN.rejected == {"void": 2}


def test_a_returned_paper_is_in_a_pile_and_not_counted_twice() -> None:
    good = KNOWN.verified - sum(KNOWN.rejected.values())
    assert good == 25 + 10 + 14 + 2
    assert sum(KNOWN.votes.values()) + KNOWN.unused == good * KNOWN.seats
    assert TABLE.papers == KNOWN.verified == 53


def test_most_votes_are_elected_and_lots_fall_on_the_higher_name() -> None:
    assert KNOWN.elected == {"ash", "elm"}
    level = Known("tie", 1, ("ash", "elm"), tables={"t1": Table("t1", {}, (
        Pile(("elm",), 5, "a"), Pile(("ash",), 5, "b")), (), ())})  # fmt: skip
    assert level.elected == {"ash"}
