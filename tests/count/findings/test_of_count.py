"""What the count can find, each as it happened in some hall."""

from typing import Any

import pytest

from count.findings import of_count
from count.findings.finding import Finding, Rule
from tests.count.halls import (
    ADA,
    DORA,
    ROSE,
    SAM,
    SUE,
    VERA,
    Said,
    Story,
    block,
    body,
    bringing,
    bundle,
    counting,
    night,
    sheet,
    verification,
)


def found(rule: Rule, story: Story) -> list[Finding]:
    """What this rule finds: each finding has words, a remedy and a place in the law."""
    each = list(rule(story.standing))
    for finding in each:
        assert finding.words
        assert finding.remedy
        assert finding.law
    return each


def one(rule: Rule, story: Story) -> Finding:
    (finding,) = found(rule, story)
    return finding


def at_table(seats: int = 1) -> Story:
    return Story(seats).tell_all([*verification(), *bringing()])


def total(**totals: int) -> Said:
    return ROSE, body("unit-total", unit="t1", totals=totals, rejected=0)


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_a_count_without_fault_has_no_finding(seats: int) -> None:
    story = Story(seats).tell_all(night(seats))
    assert [finding for rule in of_count.RULES for finding in rule(story.standing)] == []


def test_every_rule_of_this_module_is_asked() -> None:
    rules = {
        rule for name, rule in vars(of_count).items()
        if getattr(rule, "__module__", "") == of_count.__name__
        and callable(rule) and not name.startswith("_") and name != "claim_agrees"
    }  # fmt: skip
    assert rules == set(of_count.RULES)


# ------------------------------------------------------------------------------- papers in, papers out


def test_papers_verified_but_not_accounted_for_are_one_finding_with_their_total() -> None:
    """Putney 2024: 6,558 papers of one table were in no total."""
    story = Story().tell_all(verification())
    assert one(of_count.papers_unaccounted, story).numbers == {"papers": 120}
    story.tell(VERA, "mixed", unit="t1", boxes=["b1", "p1"])
    story.tell(SUE, bundle("mead", 70))
    story.tell(SUE, "doubtful", unit="t1", papers=4)
    finding = one(of_count.papers_unaccounted, story)
    assert finding.severity == "blocks"
    assert finding.numbers == {"papers": 50}
    assert set(finding.piles) == {"box/b2", "unit/t1/unsorted", "unit/t1/doubtful"}
    assert not finding.overridable
    assert not finding.secret, "how many papers are where is no secret in the hall"


def test_more_papers_sorted_than_verified_is_a_finding_and_not_a_refusal() -> None:
    story = at_table()
    story.tell(SUE, bundle("mead", 125))
    finding = one(of_count.more_sorted, story)
    assert (finding.code, finding.severity) == ("papers-over", "blocks")
    assert finding.piles == ("unit/t1/unsorted",)
    assert finding.numbers == {"papers": 5}


def test_a_pile_below_zero_is_named() -> None:
    story = at_table()
    story.tell(ADA, "adjudicated", unit="t1", good=[], returned=0, rejected={"too-many": 2})
    finding = one(of_count.more_sorted, story)
    assert (finding.code, finding.piles) == ("pile-below-zero", ("unit/t1/doubtful",))
    assert finding.numbers == {"papers": 2}


def test_a_pile_of_one_candidate_below_zero_is_told_only_to_those_who_see_candidates_figures() -> (
    None
):
    story = at_table()
    made = story.tell(SUE, bundle("mead", 25))
    story.tell(DORA, "recount", scope={"contest": True}, kind="full", granted=True,
               asked_by="Agent", reason="close")  # fmt: skip
    assert made
    standing = story.standing
    standing.move(standing.units["t1"].candidates["mead"], standing.units["t1"].unsorted, 3)
    finding = one(of_count.more_sorted, story)
    assert finding.piles == ("unit/t1/candidate/mead",)
    assert finding.secret


def test_papers_missing_in_one_place_and_over_in_another_do_not_make_each_other_good() -> None:
    """A bundle keyed at the wrong table: both are named."""
    story = Story().tell_all(verification())
    story.tell(VERA, "mixed", unit="t1", boxes=["b1", "p1"])
    story.tell(VERA, "mixed", unit="t2", boxes=["b2"])
    story.tell(SUE, bundle("mead", 75))
    story.tell(SAM, bundle("mead", 45, unit="t2"))
    assert one(of_count.papers_unaccounted, story).numbers == {"papers": 5}
    assert one(of_count.more_sorted, story).numbers == {"papers": 5}


# ------------------------------------------------------------------------------------------- impossible


def test_no_candidate_has_more_votes_than_papers() -> None:
    """Waltham Forest 2010: a block of 1,451 was keyed as 2,451."""
    story = at_table(3)
    story.tell(SUE, block(["mead", "amin"], 121))
    findings = found(of_count.candidate_above_papers, story)
    assert {f.code for f in findings} == {"candidate-above-papers"}
    assert {pile for f in findings for pile in f.piles} == {
        "unit/t1/candidate/mead", "unit/t1/candidate/amin", "candidate/mead", "candidate/amin",
    }  # fmt: skip
    for finding in findings:
        assert finding.numbers == {"votes": 121, "papers": 120}
        assert finding.secret
        assert not finding.overridable


def test_a_sheet_posted_twice_gives_more_votes_than_papers_allow() -> None:
    """Forest Hill 2014: one sheet entered twice, more votes than three times the papers."""
    story = at_table(3)
    votes = dict.fromkeys(("mead", "amin", "khoo"), 100)
    story.tell(SUE, sheet("S1", 100, votes, 3))
    story.tell(SUE, sheet("S1-again", 100, votes, 3))
    codes = {f.code for f in found(of_count.candidate_above_papers, story)}
    assert codes == {"candidate-above-papers", "votes-above-papers"}


def test_as_many_votes_as_papers_are_possible() -> None:
    story = at_table(3)
    story.tell(SUE, block(["mead", "amin", "khoo"], 120))
    assert found(of_count.candidate_above_papers, story) == []


# ------------------------------------------------------------------------------------ units and claims


def test_an_open_unit_that_had_papers_blocks_and_one_without_papers_does_not() -> None:
    finding = one(of_count.unit_open, at_table())
    assert (finding.severity, finding.piles) == ("blocks", ("unit/t1",))
    assert not finding.overridable
    assert found(of_count.unit_open, Story().tell_all(verification())) == []
    assert found(of_count.unit_open, Story().tell_all(night())) == []


def test_nobody_has_claimed_yet() -> None:
    story = at_table()
    assert of_count.claim_agrees(story.standing, story.standing.units["t1"]) is None
    assert found(of_count.total_differs, story) == []


def test_a_second_total_that_differs_blocks_and_the_newest_counts() -> None:
    story = at_table()
    story.tell(SUE, bundle("mead", 50))
    story.tell_all([total(mead=51)])
    finding = one(of_count.total_differs, story)
    assert (finding.severity, finding.numbers) == ("blocks", {"claims": 1})
    story.tell_all([total(mead=52)])
    assert one(of_count.total_differs, story).numbers == {"claims": 2}
    story.tell_all([total(mead=50)])
    assert found(of_count.total_differs, story) == []


@pytest.mark.parametrize(
    ("claimed", "agrees"),
    [
        ({"totals": {"mead": 50, "amin": 40, "khoo": 26}, "rejected": 3}, False),
        ({"totals": {"mead": 50, "amin": 41, "khoo": 26}, "rejected": 3}, True),
        ({"totals": {"mead": 50, "amin": 41, "khoo": 26}, "rejected": 2}, False),
        ({"totals": {"mead": 41, "amin": 50, "khoo": 26}, "rejected": 3}, False),
        ({"totals": {"mead": 50, "amin": 41}, "rejected": 3}, False),
    ],
)
def test_a_second_total_agrees_in_every_figure_or_not_at_all(
    claimed: dict[str, Any], agrees: bool
) -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    story.tell(ROSE, "unit-total", unit="t1", **claimed)
    assert of_count.claim_agrees(story.standing, story.standing.units["t1"]) is agrees


def test_unused_votes_are_compared_where_they_are_claimed() -> None:
    for unused, agrees in ((None, True), (160, True), (159, False)):
        story = Story(3).tell_all([*verification(), *bringing(), *counting(3)])
        total = {"mead": 62, "amin": 52, "khoo": 8, "baker": 45, "singh": 24}
        extra = {} if unused is None else {"unused": unused}
        story.tell(ROSE, "unit-total", unit="t1", totals=total, rejected=3, **extra)
        assert of_count.claim_agrees(story.standing, story.standing.units["t1"]) is agrees


def test_a_claim_that_agreed_differs_once_a_figure_changed() -> None:
    story = at_table()
    story.tell(SUE, bundle("mead", 50))
    story.tell_all([total(mead=50)])
    story.tell(SUE, bundle("mead", 1))
    assert one(of_count.total_differs, story)


def test_doubtful_papers_with_the_adjudicator_block() -> None:
    story = at_table()
    story.tell(SUE, "doubtful", unit="t1", papers=4)
    finding = one(of_count.doubtful_in_flight, story)
    assert (finding.severity, finding.numbers) == ("blocks", {"papers": 4})
    assert finding.piles == ("unit/t1/doubtful",)
    assert not finding.overridable


# ----------------------------------------------------------------------------------------------- mixing
