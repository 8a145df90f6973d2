"""An act must fit the poll: its boxes, units and candidates, its seats, its bundles, its law."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.boards import releasable
from count.law.rulebook import rules_of
from count.ledger import validation
from count.ledger.acts import Act
from count.ledger.malformed import Malformed
from count.poll.poll import Candidate, Contest, Poll, PollFacts
from tests.count.every_act import NEEDED, full, good
from tests.count.halls import (
    PARISH,
    SURNAMES,
    WARD,
    body,
    bundle,
    mayoral_poll,
    sheet,
    small_poll,
)
from tests.count.systems.list_polls import REGION, list_poll

ONE, THREE = small_poll(1), small_poll(3)


def read(said: dict[str, Any], poll: Poll = ONE, contest: str | None = WARD) -> Act:
    of = poll.contest(contest) if contest else None
    return validation.read(said, of, poll, rules_of(of, poll) if of else None, releasable(poll))


def faults_in(said: dict[str, Any], poll: Poll = ONE, contest: str | None = WARD) -> dict[str, str]:
    with pytest.raises(Malformed) as malformed:
        read(said, poll, contest)
    assert all(malformed.value.fields.values())
    return malformed.value.fields


# ------------------------------------------------------------------------- boxes, units and candidates

UNITS = [(act, f) for act in NEEDED for f in ("unit", "from_unit", "to_unit") if f in NEEDED[act]]
BOXES = [(act, f) for act in NEEDED for f in ("box", "to_box", "boxes", "with") if f in full(act)]
NAMED = [
    (act, f)
    for act in NEEDED
    for f in ("candidate", "candidates", "votes", "totals", "next", "among", "chosen", "seats")
    if f in NEEDED[act]
]


def as_before(act: str, field: str, id: str) -> Any:
    """This id in the shape that the field has."""
    was = full(act)[field]
    if isinstance(was, dict):
        return {**was, id: 1}
    return [*was, id] if isinstance(was, list) else id


@pytest.mark.parametrize(("act", "field"), [n for n in UNITS if n[0] != "unit-added"])
@pytest.mark.parametrize("unit", ["t9", "T1", "b1"])
def test_an_unknown_unit_is_malformed(act: str, field: str, unit: str) -> None:
    assert field in faults_in(good(act, **{field: unit}))


@pytest.mark.parametrize(("act", "field"), [n for n in UNITS if n[0] != "unit-added"])
def test_a_unit_that_does_not_count_this_contest_is_malformed(act: str, field: str) -> None:
    assert field in faults_in(good(act, **{field: "t1"}), contest=PARISH)


@pytest.mark.parametrize(("act", "field"), [b for b in BOXES if b[0] != "box-added"])
def test_an_unknown_box_is_malformed(act: str, field: str) -> None:
    assert field in faults_in(full(act, **{field: as_before(act, field, "b7")}))


@pytest.mark.parametrize(
    ("act", "field"),
    [b for b in BOXES if b[0] not in ("box-added", "strayed")] + [("strayed", "to_box")],
)
def test_a_box_without_papers_of_this_contest_is_malformed(act: str, field: str) -> None:
    assert field in faults_in(full(act, **{field: as_before(act, field, "x1")}))


def test_a_stray_paper_may_be_found_in_any_box_of_the_hall() -> None:
    assert read(good("strayed", box="x1", to_box="b1"))
    # Found in its own contest's box it may stay; found elsewhere, somebody must say where it goes.
    assert read(good("strayed", box="b1"))
    assert set(faults_in(good("strayed", box="x1"))) == {"to_box"}
    assert set(faults_in(good("strayed", box="b7", to_box="b1"))) == {"box"}


@pytest.mark.parametrize(("act", "field"), NAMED)
def test_an_unknown_candidate_is_malformed(act: str, field: str) -> None:
    for name in ("nobody", "owen", "Mead"):
        faults = faults_in(good(act, **{field: as_before(act, field, name)}), THREE)
        assert name in faults[field]


def test_an_unknown_candidate_among_good_papers_is_malformed() -> None:
    allowed = [{"candidates": ["mead"], "papers": 1}, {"candidates": ["nobody"], "papers": 1}]
    faults = faults_in(good("adjudicated", good=allowed))
    assert [fault for fault in faults if fault.startswith("good.1")]


def test_the_unit_of_a_recount_is_one_of_the_contests() -> None:
    assert read(good("recount", scope={"unit": "t1"}))
    for unit in ("t9", "x1"):
        assert "scope.unit" in faults_in(good("recount", scope={"unit": unit}))


def test_a_board_is_one_the_hall_has() -> None:
    for board in ("verification", "progress", "result", "result-ward"):
        assert read(good("released", board=board))
        assert read(good("released", board=board), contest=None)
    assert set(faults_in(good("released", board="backstage", contest="moon"))) == {
        "board", "contest",
    }  # fmt: skip


def test_what_is_added_is_not_there_yet() -> None:
    assert set(faults_in(good("box-added", box="b1"))) == {"box"}
    assert set(faults_in(good("unit-added", unit="t1"))) == {"unit"}
    for act in ("box-added", "unit-added"):
        assert "contests" in faults_in(good(act, contests=["ward", "moon"]))


@pytest.mark.parametrize("act", ["box-added", "unit-added"])
def test_what_is_added_holds_papers_of_the_contest_it_is_posted_to(act: str) -> None:
    assert set(faults_in(good(act, contests=[PARISH]))) == {"contests"}
    assert read(good(act, contests=[PARISH]), contest=PARISH)
    assert read(good(act, contests=[PARISH]), contest=None)


def test_a_box_is_added_with_one_electorate_or_one_a_contest() -> None:
    both = {"contests": [WARD, PARISH]}
    assert read(good("box-added", electorate=[80, 20], **both))
    assert read(good("box-added", electorate=0, **both))
    for electorate in ([80], [80, 20, 5], []):
        assert set(faults_in(good("box-added", electorate=electorate, **both))) == {"electorate"}


# --------------------------------------------------------------------------------- seats and systems


@pytest.mark.parametrize(
    ("act", "one", "several"),
    [("bundle", True, False), ("block", False, True), ("sheet", False, True)],
)
def test_bundles_are_for_one_seat_and_blocks_and_sheets_for_several(
    act: str, one: bool, several: bool
) -> None:
    for fits, poll in ((one, ONE), (several, small_poll(2)), (several, THREE)):
        said = good(act)
        if act == "sheet":
            seats = poll.contest(WARD).seats
            said = sheet("S17", 10, {"mead": 8}, seats) if seats > 1 else said
        if fits:
            assert read(said, poll)
        else:
            assert "vote" in faults_in(said, poll)["act"]


@pytest.mark.parametrize("act", ["papers-read", "sorted", "survivors"])
def test_acts_of_preferences_do_not_fit_a_contest_of_most_votes(act: str) -> None:
    assert "act" in faults_in(good(act))


@pytest.mark.parametrize("act", ["submitted", "read-back", "accepted", "directed", "published"])
def test_acts_of_collation_do_not_fit_a_contest_counted_whole(act: str) -> None:
    assert "act" in faults_in(good(act))


@pytest.mark.parametrize("act", sorted(NEEDED))
def test_only_acts_of_the_hall_may_be_posted_to_the_hall(act: str) -> None:
    hall_wide = {
        "box-received", "box-added", "box-not-used", "unit-added", "released", "struck",
        "announced", "attended", "paused", "resumed", "agreed", "declined",
    }  # fmt: skip
    if act in hall_wide:
        assert read(good(act), contest=None)
    else:
        assert "act" in faults_in(good(act), contest=None)


def test_no_papers_are_counted_in_an_uncontested_contest() -> None:
    poll = small_poll(uncontested=True)
    for act in ("mixed", "bundle", "doubtful", "unit-total"):
        assert "act" in faults_in(good(act), poll)


# ------------------------------------------------------------------------------------------- bundles


@pytest.mark.sweep
@settings(deadline=None, max_examples=150)
@given(st.integers(1, 400), st.integers(1, 12), st.sampled_from([10, 25, 50]))
def test_bundles_are_all_full_but_at_most_one(papers: int, bundles: int, size: int) -> None:
    """Every paper laid on the pile of bundles by hand: only so many bundles can come of it."""
    made, in_hand = 0, 0
    for _ in range(papers):
        if in_hand == 0:
            made += 1
        in_hand = (in_hand + 1) % size
    poll = small_poll(bundle_size=size)
    said = bundle("mead", papers, bundles=bundles)
    if bundles == made:
        assert read(said, poll)
    else:
        assert set(faults_in(said, poll)) == {"papers"}


def test_one_slip_lies_on_one_bundle() -> None:
    assert read(bundle("mead", 25, slip="M-1"))
    assert set(faults_in(bundle("mead", 50, slip="M-1"))) == {"slip"}


def test_a_block_is_a_set_of_one_to_as_many_candidates_as_seats() -> None:
    for names in (["mead"], ["mead", "amin"], ["singh", "baker", "mead"]):
        assert read(good("block", candidates=names), THREE)
    assert "candidates" in faults_in(good("block", candidates=list(SURNAMES[:4])), THREE)
    assert "candidates" in faults_in(good("block", candidates=["mead", "mead"]), THREE)
    assert "candidates" in faults_in(
        good("block", candidates=["mead", "amin", "khoo"]), small_poll(2)
    )


# -------------------------------------------------------------------------------------------- sheets


def test_a_sheet_balances_or_goes_back() -> None:
    assert read(sheet("S1", 25, {"mead": 25, "amin": 10}, 3), THREE)
    for unused in (39, 41, 0):
        said = sheet("S1", 25, {"mead": 25, "amin": 10}, 3, unused=unused)
        assert set(faults_in(said, THREE)) == {"unused"}


def test_no_candidate_has_more_votes_on_a_sheet_than_papers() -> None:
    """Highworth 2019: 3,394 votes from 2,477 papers."""
    said = sheet("S1", 25, {"mead": 26, "baker": 30}, 3)
    assert set(faults_in(said, THREE)) == {"votes.mead", "votes.baker"}


def test_a_sheet_has_a_figure_for_every_candidate() -> None:
    said = sheet("S1", 25, {"mead": 5}, 3)
    del said["votes"]["singh"], said["votes"]["amin"]
    assert "amin, singh" in faults_in(said, THREE)["votes"]


@pytest.mark.sweep
@settings(deadline=None, max_examples=100)
@given(
    st.integers(2, 5),
    st.integers(1, 30),
    st.lists(st.integers(0, 32), min_size=5, max_size=5),
    st.integers(0, 90),
)
def test_a_sheet_is_taken_exactly_when_its_papers_could_be(
    seats: int, papers: int, votes: list[int], unused: int
) -> None:
    said = sheet("S1", papers, dict(zip(SURNAMES, votes, strict=True)), seats, unused=unused)
    could_be = max(votes) <= papers and sum(votes) + unused == papers * seats
    try:
        read(said, small_poll(seats))
    except Malformed:
        assert not could_be
    else:
        assert could_be


# ------------------------------------------------------------------------------------- doubtful papers


def test_grounds_of_rejection_are_those_of_this_kind_of_poll() -> None:
    """Principal areas of England: four heads, "unmarked" and "void" being one (SI 2006/3304)."""
    for ground in ("official-mark", "too-many", "identifiable", "unmarked-or-void"):
        assert read(good("adjudicated", rejected={ground: 1}))
    for ground in ("unmarked", "void", "no-first-preference"):
        assert set(faults_in(good("adjudicated", rejected={ground: 1}))) == {"rejected"}


def test_a_good_paper_votes_for_one_to_as_many_candidates_as_seats() -> None:
    two = [{"candidates": ["mead", "amin"], "papers": 1}]
    assert read(good("adjudicated", good=two), THREE)
    assert set(faults_in(good("adjudicated", good=two))) == {"good.0.candidates"}
    twice = [{"candidates": ["mead"], "papers": 1}, {"candidates": ["amin", "amin"], "papers": 1}]
    assert set(faults_in(good("adjudicated", good=twice), THREE)) == {"good.1.candidates"}


def test_papers_rejected_in_part_are_among_the_good_ones_of_several_seats() -> None:
    assert read(good("adjudicated", in_part=2), THREE)
    assert set(faults_in(good("adjudicated", in_part=3), THREE)) == {"in_part"}
    assert set(faults_in(good("adjudicated", in_part=1), ONE)) == {"in_part"}


def test_a_decision_decides_some_paper() -> None:
    nothing = {"good": [], "returned": 0, "rejected": {"too-many": 0}}
    assert set(faults_in(good("adjudicated", **nothing))) == {"good"}


# -------------------------------------------------------------------- accounts, mixing, totals and lots


def test_ranges_unused_and_spoilt_do_not_apply_to_postal_boxes() -> None:
    every = {"unused": 1, "spoilt": 1, "unused_found": 1, "spoilt_found": 1, "ranges": [[1, 9]]}
    assert set(faults_in(good("account", box="p1", stated=20, **every))) == set(every)
    assert read(good("account", box="p1", stated=20))


def test_an_account_that_cannot_be_is_malformed() -> None:
    assert set(faults_in(good("account", ranges=[[50, 1]]))) == {"ranges"}
    assert set(faults_in(good("account", ranges=[[1, 50], [40, 90]]))) == {"ranges"}
    assert set(faults_in(good("account", ranges=[[1, 50]], unused=51))) == {"unused"}


def test_only_postal_boxes_have_papers_retrieved() -> None:
    assert set(faults_in(good("retrieved", box="b1"))) == {"box"}


def test_the_parts_mixed_are_parts_of_the_boxes_mixed() -> None:
    assert read(good("mixed", boxes=["b1"], papers={"b1": 30}))
    assert set(faults_in(good("mixed", boxes=["b1"], papers={"b2": 30}))) == {"papers"}


def test_papers_are_handed_to_another_table() -> None:
    assert set(faults_in(good("handed", to_unit="t1"))) == {"to_unit"}


def test_a_paper_for_one_seat_has_no_unused_votes() -> None:
    assert set(faults_in(good("unit-total", unused=4))) == {"unused"}
    assert read(good("unit-total", unused=0))
    assert read(good("unit-total", unused=4), THREE)


def test_a_lot_is_drawn_between_two_or_more_and_falls_on_some_of_them() -> None:
    assert set(faults_in(good("lot", among=["mead"], chosen=["mead"]))) == {"among"}
    assert set(faults_in(good("lot", among=["mead", "mead"], chosen=["mead"]))) == {"among"}
    assert set(faults_in(good("lot", chosen=["khoo"]))) == {"chosen"}
    assert set(faults_in(good("lot", chosen=["amin", "amin"]))) == {"chosen"}


# ---------------------------------------------------------------------------------------- all at once


def test_faults_of_the_fields_and_faults_against_the_poll_come_together() -> None:
    said = body("bundle", unit="t9", candidate="nobody", papers=9999, colour="red")
    assert set(faults_in(said)) >= {"unit", "candidate", "colour"}
    said = body("bundle", unit="t9", candidate="nobody", papers=9999)
    assert set(faults_in(said, THREE)) == {"unit", "candidate", "papers", "act"}


def test_an_act_that_does_not_fit_the_seats_is_told_beside_its_other_faults() -> None:
    assert set(faults_in(body("bundle", papers=0), THREE)) == {"unit", "candidate", "papers", "act"}


@pytest.mark.parametrize("act", sorted(NEEDED))
@pytest.mark.parametrize("contest", [WARD, PARISH, None])
def test_no_ids_of_another_poll_are_let_through_or_break_anything(
    act: str, contest: str | None
) -> None:
    """Every id of the body is unknown here: the answer is a list of faults, whatever the act."""
    facts = PollFacts(
        name="E", date=date(2026, 5, 7), authority="E", nation="england", languages=[]
    )
    empty = Poll.of(
        facts,
        [replace_id(c) for c in (WARD, PARISH)],
        [Candidate(contest=c, candidate="z", ballot_order=1, ballot_surname="Z") for c in (WARD, PARISH)],
        [],
        [],
    )  # fmt: skip
    names_something = {
        "box", "boxes", "to_box", "with", "unit", "from_unit", "to_unit", "candidate", "candidates",
        "votes", "totals", "next", "among", "good",
    } & set(NEEDED[act])  # fmt: skip
    said = full(act)
    try:
        read(said, empty, contest)
        faults = {}
    except Malformed as malformed:
        faults = malformed.fields
    assert faults or not names_something or act in ("box-added", "unit-added")


def replace_id(contest: str) -> Contest:
    return Contest(
        id=contest, name="E", kind="parish", seats=1, electorate=0, bundle_size=25, part="whole"
    )


def test_the_grounds_of_a_poll_are_the_rulebooks() -> None:
    rules = rules_of(ONE.contest(WARD), ONE)
    assert rules.ground_codes == (
        "official-mark",
        "too-many",
        "identifiable",
        "unmarked-or-void",
    )
    assert replace(rules, grounds=()).ground_codes == ()


# ----------------------------------------------------------------------------------- papers sorted, seats won


MAYOR = mayoral_poll()
REGIONAL = list_poll()


def test_papers_are_sorted_by_preference_only_where_papers_have_them() -> None:
    assert "act" in faults_in(good("sorted"))
    assert read(good("sorted"), MAYOR)
    assert "act" in faults_in(good("sorted", next={"red": 1}), REGIONAL, REGION)


def test_what_sorts_no_paper_is_malformed() -> None:
    assert "none" in faults_in(good("sorted", next={"mead": 0}, none=0), MAYOR)


def test_papers_are_rejected_at_the_second_count_on_its_grounds() -> None:
    assert read(good("sorted", rejected={"too-many": 1, "unmarked-or-void": 1}), MAYOR)
    assert "rejected" in faults_in(good("sorted", rejected={"no-first-preference": 1}), MAYOR)


def test_a_contest_of_lists_has_one_vote_a_paper_however_many_seats() -> None:
    assert read(good("bundle", candidate="red", papers=25), REGIONAL, REGION)
    block = good("block", candidates=["red", "blue"], papers=25)
    assert "one vote" in faults_in(block, REGIONAL, REGION)["act"]
    decided = good("adjudicated", good=[{"candidates": ["red", "blue"], "papers": 1}], rejected={})
    assert "good.0.candidates" in faults_in(decided, REGIONAL, REGION)


def seats(**fields: Any) -> dict[str, str]:
    stated = {"seats": {"red": 1, "blue": 0, "green": 0}, **fields}
    return faults_in(good("constituency-seats", **stated), REGIONAL, REGION)


def test_seats_won_elsewhere_are_stated_for_every_list_and_for_nobody_else() -> None:
    whole = good(
        "constituency-seats",
        seats={"red": 1, "blue": 0, "green": 0},
        returned={"red": [6], "quill": [1]},
    )
    assert read(whole, REGIONAL, REGION)
    assert "green" in seats(seats={"red": 1, "blue": 0})["seats"]
    assert "seats.quill" in seats(seats={"red": 1, "blue": 0, "green": 0, "quill": 1})
    assert "returned.red" in seats(returned={"red": [7]})
    assert "returned.red" in seats(returned={"red": [2, 2]})
    assert "returned.quill" in seats(returned={"quill": [2]})
    assert "returned" in seats(returned={"nobody": [1]})


def test_no_seats_are_won_elsewhere_before_a_senedd_constituency_or_a_ward() -> None:
    said = good("constituency-seats", seats={"red": 1, "blue": 0, "green": 0})
    assert "act" in faults_in(said, list_poll("senedd", "wales", 6), REGION)
    assert "act" in faults_in(good("constituency-seats"))
