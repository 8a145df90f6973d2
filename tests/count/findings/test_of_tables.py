"""What the work at the tables can find, each as it happened in some hall."""

import pytest

from count.findings import of_tables
from count.findings.finding import Finding, Rule
from tests.count.halls import (
    SUE,
    VERA,
    Story,
    bringing,
    bundle,
    night,
    small_poll,
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


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_a_count_without_fault_has_no_finding(seats: int) -> None:
    story = Story(seats).tell_all(night(seats))
    assert [finding for rule in of_tables.RULES for finding in rule(story.standing)] == []


def test_every_rule_of_this_module_is_asked() -> None:
    rules = {
        rule for name, rule in vars(of_tables).items()
        if getattr(rule, "__module__", "") == of_tables.__name__
        and callable(rule) and not name.startswith("_") and name != "claim_agrees"
    }  # fmt: skip
    assert rules == set(of_tables.RULES)


@pytest.mark.parametrize(
    ("boxes", "mixed"),
    [
        (["b1", "b2"], True),
        (["b1", "b2", "p1"], True),
        (["b1", "p1"], True),
        (["b1"], False),
        (["p1"], False),
    ],
)
def test_a_boxs_papers_are_mixed_with_another_ballot_boxs(boxes: list[str], mixed: bool) -> None:
    """SI 2006/3304 rule 45: postal papers with one ballot box at least, a box's with one other."""
    story = Story().tell_all(verification())
    story.tell(VERA, "mixed", unit="t1", boxes=boxes)
    findings = found(of_tables.mixing_rule, story)
    assert (findings == []) is mixed
    for finding in findings:
        assert (finding.severity, finding.code, finding.piles) == (
            "explain",
            "not-mixed",
            ("unit/t1",),
        )


def test_two_acts_that_mix_at_one_table_are_one_mix() -> None:
    story = Story().tell_all(verification())
    story.tell(VERA, "mixed", unit="t1", boxes=["b1"])
    assert found(of_tables.mixing_rule, story)
    story.tell(VERA, "mixed", unit="t1", boxes=["b2"])
    assert found(of_tables.mixing_rule, story) == []


# ------------------------------------------------------------------------------- bundles and their makers


def test_more_than_one_part_bundle_of_a_candidate_is_explained() -> None:
    story = at_table()
    for papers in (25, 20):
        story.tell(SUE, bundle("mead", papers))
    assert found(of_tables.part_bundles, story) == []
    story.tell(SUE, bundle("mead", 5))
    finding = one(of_tables.part_bundles, story)
    assert (finding.severity, finding.piles) == ("explain", ("unit/t1/candidate/mead",))
    assert finding.secret


def test_a_maker_nobody_knows_is_explained_by_name() -> None:
    story = at_table()
    story.tell(SUE, bundle("mead", 25, made_by="Ken Stranger", checked_by="Lee Dunn"))
    finding = one(of_tables.strangers, story)
    assert (finding.code, finding.severity) == ("person-unknown", "explain")
    assert "Ken Stranger" in finding.words
    assert finding.piles == ("unit/t1",)


def test_every_maker_is_known_where_there_is_no_list() -> None:
    story = Story(poll=small_poll(people=False)).tell_all([*verification(), *bringing()])
    story.tell(SUE, bundle("mead", 25, made_by="Ken Stranger"))
    assert found(of_tables.strangers, story) == []


def test_whoever_checks_is_somebody_else() -> None:
    story = at_table()
    story.tell(SUE, bundle("mead", 25, made_by="Kit Moss", checked_by="Lee Dunn"))
    assert found(of_tables.checked_by_another, story) == []
    for _ in range(2):
        story.tell(SUE, bundle("mead", 25, made_by="Kit Moss", checked_by="kit moss"))
    finding = one(of_tables.checked_by_another, story)
    assert (finding.severity, finding.piles, finding.numbers) == (
        "explain",
        ("unit/t1",),
        {"times": 2},
    )
