"""What may be recorded at the tables: in order, once, and by somebody else where the rule wants another."""

import pytest

from count.ledger import acts
from count.poll.roles import Visitor
from count.recording import tables
from count.systems.result import rule_answer
from tests.count.halls import (
    ADA,
    DORA,
    OLIVE,
    ROSE,
    SAM,
    STAFF,
    SUE,
    TOTALS,
    VERA,
    SecondCount,
    Story,
    block,
    body,
    bringing,
    bundle,
    claims,
    counting,
    night,
    sheet,
    verification,
    verifying,
)
from tests.count.transferable import brought, stv_poll


def at_table(seats: int = 1) -> Story:
    return Story(seats).tell_all([*verification(), *bringing()])


# --------------------------------------------------------------------------- boxes come before papers


def test_a_box_is_mixed_only_once_it_is_verified() -> None:
    story = Story().tell_all(verifying("b1", 60)[:3])
    refused = story.refused("state", VERA, "mixed", unit="t1", boxes=["b1"])
    assert refused.fields == {"boxes": "box b1 is not verified"}


def test_every_box_that_is_not_ready_is_named() -> None:
    story = Story().tell_all(verifying("b1", 60))
    words = story.refused("state", VERA, "mixed", unit="t1", boxes=["b2", "b1", "p1"]).words
    assert "b2" in words
    assert "p1" in words
    assert "b1 is not" not in words


def test_a_box_goes_to_a_table_once() -> None:
    story = at_table()
    for unit in ("t1", "t2"):
        refused = story.refused("state", VERA, "mixed", unit=unit, boxes=["b1"])
        assert "already" in refused.fields["boxes"]


def test_a_box_may_go_in_parts_until_it_is_empty() -> None:
    story = Story().tell_all(verification())
    story.tell(VERA, "mixed", unit="t1", boxes=["b1"], papers={"b1": 50})
    story.tell(VERA, "mixed", unit="t2", boxes=["b1"], papers={"b1": 10})
    story.refused("state", VERA, "mixed", unit="t1", boxes=["b1"])


def test_an_empty_box_can_be_mixed() -> None:
    story = Story().tell_all(verifying("b1", 0))
    story.tell(VERA, "mixed", unit="t1", boxes=["b1"])
    story.refused("state", VERA, "mixed", unit="t1", boxes=["b1"])


@pytest.mark.parametrize(
    "said",
    [
        bundle("mead", 5),
        body("doubtful", unit="t1", papers=1),
        body("handed", from_unit="t1", to_unit="t2", papers=1, reason="x"),
    ],
    ids=lambda said: said["act"],
)
def test_nothing_is_counted_at_a_table_without_papers(said: dict[str, object]) -> None:
    story = Story().tell_all(verification())
    assert "papers" in story.refused("state", SUE, said).words


def test_nor_decided_nor_claimed() -> None:
    story = Story().tell_all(verification())
    nothing = {"unit": "t1", "good": [], "returned": 0, "rejected": {"too-many": 1}}
    story.refused("state", ADA, "adjudicated", **nothing)
    story.refused("state", ROSE, "unit-total", unit="t1", totals={}, rejected=0)


def test_counting_need_not_wait_for_verification_to_close() -> None:
    story = Story().tell_all([*verifying("b1", 60), *verifying("p1", 20)])
    story.tell(VERA, "mixed", unit="t1", boxes=["b1", "p1"])
    story.tell(SUE, bundle("mead", 25))


def test_a_box_not_used_is_not_counted_and_a_counted_box_was_used() -> None:
    story = Story()
    story.two(DORA, OLIVE, "box-not-used", box="b1", reason="shut")
    people = {"counted_by": STAFF[0], "checked_by": STAFF[1]}
    story.refused("state", VERA, "box-counted", box="b1", papers=3, **people)
    story.tell_all(verifying("b2", 40))
    refused = story.refused("state", DORA, "box-not-used", box="b2", reason="shut")
    assert "box" in refused.fields


# ------------------------------------------------------------------------------------ slips and serials


def test_a_slip_is_used_once() -> None:
    story = at_table()
    story.tell(SUE, bundle("mead", 25, slip="M-1"))
    refused = story.refused("state", SUE, bundle("amin", 25, slip="M-1"))
    assert refused.fields == {"slip": "is in use"}
    story.tell(SUE, bundle("mead", 25, slip="M-2"))
    story.tell(SUE, bundle("mead", 25))
    story.tell(SUE, bundle("mead", 25))


def test_a_sheet_is_posted_once_in_the_whole_contest() -> None:
    """Forest Hill 2014: a sheet sent back for more figures was entered again."""
    story = Story(3).tell_all(verification())
    story.tell(VERA, "mixed", unit="t1", boxes=["b1", "p1"])
    story.tell(VERA, "mixed", unit="t2", boxes=["b2"])
    story.tell(SUE, sheet("S17", 25, {"mead": 20}, 3))
    for who, unit in ((SUE, "t1"), (SAM, "t2")):
        refused = story.refused("state", who, sheet("S17", 25, {"mead": 21}, 3, unit=unit))
        assert refused.fields == {"serial": "is in use"}
        assert "strike" in refused.words


def test_a_slip_or_serial_that_was_struck_is_free_again() -> None:
    story = at_table(3)
    wrong = story.tell(SUE, sheet("S17", 25, {"mead": 20}, 3))
    other = story.tell(SUE, block(["mead"], 25, slip="M-1"))
    story.strike(wrong)
    story.strike(other)
    story.tell(SUE, sheet("S17", 25, {"mead": 21}, 3))
    story.tell(SUE, block(["amin"], 25, slip="M-1"))


def test_slips_and_serials_do_not_mind_each_other() -> None:
    story = at_table(3)
    story.tell(SUE, sheet("A-1", 25, {"mead": 20}, 3))
    story.tell(SUE, block(["mead"], 25, slip="A-1"))


# ------------------------------------------------------------------------------------- closed tables

AT_A_CLOSED_TABLE = [
    (SUE, bundle("mead", 1)),
    (SUE, body("doubtful", unit="t1", papers=1)),
    (SUE, body("handed", from_unit="t1", to_unit="t2", papers=1, reason="x")),
    (DORA, body("handed", from_unit="t2", to_unit="t1", papers=1, reason="x")),
    (VERA, body("mixed", unit="t1", boxes=["b2"])),
    (ROSE, body("unit-total", unit="t1", totals={}, rejected=0)),
    (SUE, body("unit-closed", unit="t1")),
]


@pytest.mark.parametrize(("who", "said"), AT_A_CLOSED_TABLE)
def test_a_closed_table_takes_nothing(who: Visitor, said: dict[str, object]) -> None:
    story = Story().tell_all(verification())
    story.tell(VERA, "mixed", unit="t1", boxes=["b1", "p1"])
    story.tell(DORA, "handed", from_unit="t1", to_unit="t2", papers=5, reason="x")
    story.tell(SUE, bundle("mead", 75))
    story.tell(ROSE, "unit-total", unit="t1", totals={"mead": 75}, rejected=0)
    story.tell(SUE, "unit-closed", unit="t1")
    assert story.refused("state", who, said).fields == {"unit": "is closed"}


def test_a_table_closes_only_on_a_second_total_that_agrees() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    assert "nobody has claimed" in story.refused("state", SUE, "unit-closed", unit="t1").words
    wrong = {"unit": "t1", "totals": {**TOTALS[1], "mead": 51}, "rejected": 3}
    story.tell(ROSE, "unit-total", **wrong)
    assert "differs" in story.refused("state", SUE, "unit-closed", unit="t1").words
    story.tell_all(claims())
    assert story.standing.units["t1"].closed


def test_the_newest_second_total_counts_even_if_an_older_one_agreed() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting(), claims()[0]])
    story.tell(ROSE, "unit-total", unit="t1", totals={"mead": 1}, rejected=3)
    story.refused("state", SUE, "unit-closed", unit="t1")


def test_a_table_that_never_had_papers_may_close_without_a_claim() -> None:
    Story().tell(SAM, "unit-closed", unit="t2")


# -------------------------------------------------------------------------------- the blind second total


def test_nobody_claims_the_total_of_what_they_keyed() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(DORA, bundle("mead", 25))
    total = {"unit": "t1", "totals": {"mead": 25}, "rejected": 0}
    refused = story.refused("who", DORA, "unit-total", **total)
    assert refused.status == 403
    story.refused("who", Visitor("dora kent", "results"), "unit-total", **total)
    story.tell(ROSE, "unit-total", **total)
    story.tell(SAM, "unit-total", **total)


def test_the_adjudicator_whose_decisions_are_in_a_total_keyed_part_of_it() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    as_results = Visitor(ADA.name, "results")
    story.refused("who", as_results, "unit-total", unit="t1", totals={}, rejected=0)


def test_whoever_keyed_the_first_count_does_not_claim_the_second() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(DORA, bundle("mead", 25))
    story.tell(DORA, "recount", scope={"contest": True}, kind="full", asked_by="A", granted=True,
               reason="close")  # fmt: skip
    story.refused("who", DORA, "unit-total", unit="t1", totals={}, rejected=0, attempt=2)


def test_decisions_may_come_after_the_table_closed() -> None:
    """Doubtful papers are decided as they come; a table need not wait for them to close."""
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(SUE, bundle("mead", 115))
    story.tell(SUE, "doubtful", unit="t1", papers=5)
    story.tell(ROSE, "unit-total", unit="t1", totals={"mead": 115}, rejected=0)
    story.tell(SUE, "unit-closed", unit="t1")
    story.tell(ADA, "adjudicated", unit="t1", good=[], returned=0, rejected={"too-many": 5})
    assert not story.standing.units["t1"].closed


def test_every_act_of_the_tables_that_can_come_too_early_is_asked() -> None:
    asked = {name for name, kind in acts.VOCABULARY.items() if kind in tables.CHECKS}
    assert asked == {
        "box-counted", "box-not-used", "mixed", "handed", "bundle", "block", "sheet", "doubtful",
        "adjudicated", "sorted", "unit-total", "unit-closed",
    }  # fmt: skip


def test_a_whole_night_is_refused_nothing() -> None:
    for seats in (1, 2, 3):
        Story(seats).tell_all(night(seats))


def test_a_paper_without_a_first_preference_is_rejected_not_sorted_for_nobody() -> None:
    story = Story(poll=stv_poll(3, 1)).tell_all(brought(100))
    (asked,) = rule_answer(story.standing).asked
    said = {"parcel": asked.parcel, "unit": "t1", "next": {"a": 1}}
    assert story.refused("state", SUE, "sorted", none=1, **said).fields == {
        "none": "must be 0 at the first count"
    }
    story.tell(SUE, "sorted", none=0, **said)


def test_papers_are_sorted_again_only_as_the_count_asks() -> None:
    story = SecondCount()
    said = {"parcel": story.parcel, "unit": "t1"}
    fault = story.refused("state", SUE, "sorted", next={}, none=1, **{**said, "parcel": "p-1"})
    assert fault.fields == {"parcel": "is not what the count asks for"}
    assert story.parcel in fault.words
    fault = story.refused("state", SUE, "sorted", next={"khoo": 1}, none=0, **said)
    assert fault.fields == {"next": "khoo can receive no papers"}
    fault = story.refused(
        "state", SUE, "sorted", next={}, none=0, rejected={"official-mark": 1}, **said
    )
    assert fault.fields == {"rejected": "official-mark is no ground here"}
