"""At the tables: papers are mixed, bundled, doubted, decided, claimed and counted again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.ledger.effects.count import block_pile
from count.ledger.figures import UnitFigures
from tests.count.halls import (
    ADA,
    DORA,
    ROSE,
    SAM,
    SUE,
    SURNAMES,
    TOTALS,
    VERA,
    Story,
    block,
    bringing,
    bundle,
    claims,
    counting,
    night,
    sheet,
    verification,
)

WHOLE, T1 = {"contest": True}, {"unit": "t1"}


def at_table(seats: int = 1) -> Story:
    """All 120 papers lie unsorted on table 1."""
    return Story(seats).tell_all([*verification(), *bringing()])


def t1(story: Story) -> UnitFigures:
    return story.standing.figures().units["t1"]


def recount(story: Story, kind: str = "full", granted: bool = True, **scope: object) -> None:
    said = {"kind": kind, "granted": granted, "asked_by": "Agent of Amin", "reason": "close"}
    story.tell(DORA, "recount", scope=scope or WHOLE, **said)


# ------------------------------------------------------------------------------------------- mixing


def test_boxes_are_mixed_whole_or_in_part() -> None:
    story = Story().tell_all(verification())
    story.tell(VERA, "mixed", unit="t1", boxes=["b1", "p1"], papers={"b1": 25})
    assert t1(story).unsorted == 45
    story.tell(VERA, "mixed", unit="t2", boxes=["b1", "b2"])
    assert story.standing.figures().units["t2"].unsorted == 35 + 40
    assert story.standing.figures().in_boxes == {}
    assert story.standing.units["t1"].boxes == ["b1", "p1"]


def test_papers_are_handed_from_table_to_table() -> None:
    story = at_table()
    story.tell(SUE, "handed", from_unit="t1", to_unit="t2", papers=45, reason="table 2 is idle")
    assert t1(story).papers == 75
    assert story.standing.figures().units["t2"].unsorted == 45
    assert story.standing.units["t2"].had_papers


# --------------------------------------------------------------------------- bundles, blocks, sheets


def test_a_bundle_is_votes_for_one_candidate() -> None:
    story = at_table()
    story.tell(SUE, bundle("amin", 40))
    assert t1(story).votes == (0, 40, 0)
    assert (t1(story).unsorted, t1(story).counted, t1(story).unused) == (80, 40, 0)


def test_votes_go_to_the_candidate_by_id_whatever_the_order_on_paper() -> None:
    """Newham 2018, Nelson 2023: figures copied by position went to the wrong candidates."""
    for name in SURNAMES[:3]:
        story = at_table()
        story.tell(SUE, bundle(name, 30))
        votes = dict(zip(story.standing.candidates, t1(story).votes, strict=True))
        assert votes == {other: 30 * (other == name) for other in SURNAMES[:3]}


def test_a_block_is_a_vote_for_each_and_votes_not_used() -> None:
    story = at_table(3)
    story.tell(SUE, block(["singh", "mead"], 40))
    assert t1(story).votes == (40, 0, 0, 0, 40)
    assert (t1(story).unused, t1(story).counted) == (40, 40)


def test_a_block_is_a_set_however_it_is_called_out() -> None:
    story = at_table(3)
    names = [
        block_pile(story.standing, "t1", list(order)) for order in (SURNAMES[:3], SURNAMES[2::-1])
    ]
    assert names == ["unit/t1/block/mead+amin+khoo"] * 2


def test_a_sheet_is_as_many_papers_with_the_votes_on_them() -> None:
    story = at_table(3)
    story.tell(SUE, sheet("S1", 25, {"mead": 20, "baker": 11}, 3))
    assert t1(story).votes == (20, 0, 0, 11, 0)
    assert (t1(story).unused, t1(story).counted) == (44, 25)
    assert story.standing.papers_in_use["serial", 1, "S1"] == story.last("sheet").id


@settings(deadline=None, max_examples=30)
@given(st.permutations([("mead", 50), ("amin", 40), ("khoo", 25), ("mead", 1), ("amin", 4)]))
def test_the_order_of_bundles_does_not_matter(order: list[tuple[str, int]]) -> None:
    story = at_table()
    for name, papers in order:
        story.tell(SUE, bundle(name, papers))
    assert t1(story).votes == (51, 44, 25)
    assert t1(story).unsorted == 0


def test_part_bundles_are_noted_for_each_candidate() -> None:
    story = at_table()
    for papers in (25, 20, 5, 50):
        story.tell(SUE, bundle("mead", papers))
    assert story.standing.units["t1"].part_bundles == {"mead": 2}


def test_slips_are_noted_as_used() -> None:
    story = at_table()
    story.tell(SUE, bundle("mead", 25, slip="M-1"))
    assert story.standing.papers_in_use == {("slip", 1, "M-1"): story.last("bundle").id}


def test_whoever_keyed_a_figure_of_a_table_is_known() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    assert story.standing.units["t1"].keyed_by == {SUE.name, ADA.name}


# -------------------------------------------------------------------------------------- doubtful papers


def test_a_doubtful_paper_goes_to_the_adjudicator_and_comes_back_rejected_or_allowed() -> None:
    story = at_table(3)
    story.tell(SUE, "doubtful", unit="t1", papers=10)
    assert (t1(story).doubtful, t1(story).unsorted) == (10, 110)
    good = [{"candidates": ["mead", "khoo"], "papers": 3}, {"candidates": ["amin"], "papers": 1}]
    rejected = {"too-many": 2, "identifiable": 1}
    story.tell(
        ADA,
        "adjudicated",
        unit="t1",
        good=good,
        returned=2,
        rejected=rejected,
        in_part=1,
        objections=4,
    )
    figures = t1(story)
    assert figures.votes == (3, 1, 3, 0, 0)
    assert figures.unused == 3 * 1 + 1 * 2
    assert (figures.doubtful, figures.unsorted, figures.counted) == (1, 112, 4)
    assert figures.rejected == {
        "official-mark": 0, "too-many": 2, "identifiable": 1, "unmarked-or-void": 0,
    }  # fmt: skip
    assert figures.in_part == 1


def test_a_decision_after_the_table_closed_opens_it_again() -> None:
    story = at_table()
    story.tell(SUE, bundle("mead", 120))
    story.tell(ROSE, "unit-total", unit="t1", totals={"mead": 120}, rejected=0)
    story.tell(SUE, "unit-closed", unit="t1")
    story.tell(ADA, "adjudicated", unit="t1", good=[], returned=0, rejected={"too-many": 1})
    unit = story.standing.units["t1"]
    assert not unit.closed
    assert unit.claims == []


# ------------------------------------------------------------------------------------ claims and closing


def test_a_claim_is_compared_and_never_added() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    before = story.standing.figures()
    story.tell(
        ROSE, "unit-total", unit="t1", totals={"mead": 999, "amin": 1, "khoo": 0}, rejected=7
    )
    assert story.standing.figures() == before
    (claim,) = story.standing.units["t1"].claims
    assert (claim.by, claim.totals["mead"], claim.rejected) == (ROSE.name, 999, 7)


def test_a_table_is_closed_at_a_moment() -> None:
    story = Story().tell_all(night())
    assert story.standing.units["t1"].closed_at == story.last("unit-closed").at


def test_a_table_added_in_the_night_counts_like_any_other() -> None:
    story = Story().tell_all(verification())
    story.tell(DORA, "unit-added", unit="t9", name="Table 9", contests=["ward"])
    assert story.standing.figures().units["t9"].papers == 0


# ------------------------------------------------------------------------------------------- recounts


@pytest.mark.parametrize("seats", [1, 3])
def test_a_full_recount_unsorts_every_paper_but_the_rejected(seats: int) -> None:
    """Adjudicated good papers go back too; a rejection stands (rule 46, RPA 1983 Sch. 1)."""
    story = Story(seats).tell_all(night(seats))
    before = t1(story)
    recount(story)
    after = t1(story)
    assert (after.unsorted, after.all_rejected, after.counted) == (117, 3, 0)
    assert set(after.votes) == {0}
    assert (after.unused, after.in_part) == (0, 0)
    unit = story.standing.units["t1"]
    assert unit.attempt == story.standing.attempt == 2
    assert unit.past == [(1, before)], "the earlier count stays readable"
    assert not unit.closed
    assert unit.claims == []


def test_a_recount_with_adjudication_unsorts_the_rejected_papers_too() -> None:
    story = Story().tell_all(night())
    recount(story, "adjudication-too")
    assert (t1(story).unsorted, t1(story).all_rejected) == (120, 0)


@pytest.mark.parametrize(("kind", "granted"), [("bundle-check", True), ("full", False)])
def test_a_check_of_bundles_or_a_refused_recount_moves_no_paper(kind: str, granted: bool) -> None:
    story = Story().tell_all(night())
    before = story.standing.figures()
    recount(story, kind, granted)
    assert story.standing.figures() == before
    assert story.standing.attempt == 1
    assert len(story.standing.recounts) == 1
    assert story.standing.units["t1"].closed


def test_doubtful_papers_still_with_the_adjudicator_are_sorted_again_too() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()[:4]])
    recount(story)
    assert (t1(story).doubtful, t1(story).unsorted) == (0, 120)


def test_a_recount_of_one_table_leaves_the_other_alone() -> None:
    story = Story().tell_all(verification())
    story.tell(VERA, "mixed", unit="t1", boxes=["b1", "p1"])
    story.tell(VERA, "mixed", unit="t2", boxes=["b2"])
    story.tell(SUE, bundle("mead", 75))
    story.tell(SAM, bundle("amin", 40, unit="t2"))
    recount(story, unit="t1")
    figures = story.standing.figures()
    assert figures.votes == (0, 40, 0)
    assert (figures.units["t1"].unsorted, figures.units["t2"].counted) == (80, 40)
    assert {name: unit.attempt for name, unit in story.standing.units.items()} == {"t1": 2, "t2": 1}
    assert story.standing.attempt == 2


def test_the_second_count_of_a_table_is_a_whole_count_of_its_own() -> None:
    story = Story().tell_all(night())
    recount(story)
    for name, papers in (("mead", 51), ("amin", 40), ("khoo", 26)):
        story.tell(SUE, bundle(name, papers, attempt=2))
    figures = story.standing.figures()
    assert figures.votes == (51, 40, 26)
    assert (figures.accounted, figures.all_rejected) == (120, 3)
    assert [past.votes for _, past in story.standing.units["t1"].past] == [
        tuple(TOTALS[1].values())
    ]


def test_recounts_of_recounts() -> None:
    story = Story().tell_all(night())
    for attempt in (2, 3, 4):
        recount(story)
        story.tell(SUE, bundle("mead", 100 + attempt, attempt=attempt))
    unit = story.standing.units["t1"]
    assert [number for number, _ in unit.past] == [1, 2, 3]
    assert [past.votes[0] for _, past in unit.past] == [50, 102, 103]
    assert t1(story).votes == (104, 0, 0)
    assert t1(story).papers == 120


def test_serials_and_slips_begin_anew_with_each_count() -> None:
    story = Story(3).tell_all(night(3))
    recount(story)
    story.tell(SUE, sheet("S1", 25, {"mead": 20}, 3, attempt=2))
    assert t1(story).counted == 25


def test_a_claim_of_the_first_count_says_nothing_of_the_second() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting(), claims()[0]])
    recount(story)
    assert story.standing.units["t1"].claims == []
