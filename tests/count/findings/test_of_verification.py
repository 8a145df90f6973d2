"""What verification can find, each as it happened in some hall."""

from typing import Any

import pytest

from count.findings import of_verification
from count.findings.finding import Finding, Rule
from tests.count.halls import (
    DORA,
    OLIVE,
    STAFF,
    VERA,
    Said,
    Story,
    body,
    small_poll,
    verification,
    verifying,
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


def count(box: str, papers: int) -> Said:
    people = {"counted_by": STAFF[0], "checked_by": STAFF[1]}
    return VERA, body("box-counted", box=box, papers=papers, **people)


def verified(box: str, papers: int, **fields: Any) -> Story:
    """This box verified by two people at a number that its count of 60 and account of 60 are not."""
    story = Story().tell_all([*verifying(box, 60)[:2], count(box, 60)])
    story.two(VERA, DORA, "box-verified", box=box, papers=papers, **fields)
    return story


def test_a_verification_without_fault_has_no_finding() -> None:
    story = Story().tell_all(verification())
    assert [finding for rule in of_verification.RULES for finding in rule(story.standing)] == []


def test_every_rule_of_this_module_is_asked() -> None:
    rules = {
        rule for name, rule in vars(of_verification).items()
        if getattr(rule, "__module__", "") == of_verification.__name__
        and callable(rule) and not name.startswith("_")
    }  # fmt: skip
    assert rules == set(of_verification.RULES)


def test_a_box_not_verified_blocks_and_is_named() -> None:
    """Broughton and Scawby 2023, Royston 2021, Crowland 2007: a box that nobody counted."""
    story = Story().tell_all(verifying("b1", 60))
    finding = one(of_verification.box_open, story)
    assert finding.severity == "blocks"
    assert finding.piles == ("box/b2", "box/p1")
    assert finding.numbers == {"boxes": 2}
    assert not finding.overridable, "a box is never left out by a decision"


def test_a_box_that_was_counted_but_not_verified_is_open() -> None:
    story = Story().tell_all([count("b1", 60)])
    assert "box/b1" in one(of_verification.box_open, story).piles


def test_a_box_not_used_is_not_open() -> None:
    story = Story().tell_all([*verifying("b1", 60), *verifying("p1", 20)])
    story.two(DORA, OLIVE, "box-not-used", box="b2", reason="shut")
    assert found(of_verification.box_open, story) == []


def test_a_box_verified_without_a_count_blocks() -> None:
    story = Story()
    story.tell(VERA, "account", box="b1", stated=60)
    story.tell(VERA, "box-verified", box="b1", papers=60)
    finding = one(of_verification.box_not_counted, story)
    assert (finding.severity, finding.piles, finding.numbers) == (
        "blocks",
        ("box/b1",),
        {"verified": 60},
    )


def test_a_box_verified_at_another_number_than_was_found_blocks() -> None:
    finding = one(of_verification.box_figures_differ, verified("b1", 61))
    assert finding.severity == "blocks"
    assert finding.numbers == {"verified": 61, "found": 60}


def test_strays_are_in_the_figure_that_a_box_is_verified_at() -> None:
    story = Story().tell_all([count("b1", 62), count("b2", 38)])
    story.tell(VERA, "strayed", box="b1", to_box="b2", papers=2, reason="one place")
    story.tell_all(
        [(VERA, body("account", box=box, stated=n)) for box, n in (("b1", 60), ("b2", 40))]
    )
    story.tell(VERA, "box-verified", box="b1", papers=60)
    story.tell(VERA, "box-verified", box="b2", papers=40)
    assert found(of_verification.box_figures_differ, story) == []
    assert found(of_verification.box_variance, story) == []


def test_the_words_say_how_many_papers_left_a_box_and_how_many_came() -> None:
    story = Story().tell_all([count("b1", 62), count("b2", 38)])
    story.tell(VERA, "strayed", box="b1", to_box="b2", papers=2, reason="one place")
    for box, papers in (("b1", 61), ("b2", 41)):
        story.tell(VERA, "account", box=box, stated=papers - 1)
        story.two(VERA, DORA, "box-verified", box=box, papers=papers)
    assert [f.words for f in found(of_verification.box_figures_differ, story)] == [
        "Box b1 is verified at 61, but 62 found, less 2 that belong elsewhere makes 60.",
        "Box b2 is verified at 41, but 38 found, plus 2 found in other boxes makes 40.",
    ]


def test_papers_handed_to_another_area_may_be_left_out_of_the_figure_or_not() -> None:
    for papers in (60, 57):
        story = Story().tell_all(
            [count("b1", 60), (VERA, body("account", box="b1", stated=papers))]
        )
        story.tell(VERA, "handed-over", box="b1", papers=3, to="Marsh", reason="their area")
        story.tell(VERA, "box-verified", box="b1", papers=papers)
        assert found(of_verification.box_figures_differ, story) == []


# ---------------------------------------------------------------------------------- accounts and variance


@pytest.mark.parametrize(("papers", "sign"), [(61, 1), (58, -2)])
def test_a_variance_is_explained_and_keeps_its_sign(papers: int, sign: int) -> None:
    finding = one(of_verification.box_variance, verified("b1", papers))
    assert finding.severity == "explain"
    assert finding.numbers == {"verified": papers, "expected": 60, "variance": sign}
    assert finding.explained is None
    assert ("more" if sign > 0 else "fewer") in finding.words


def test_the_note_of_the_box_explains_its_variance() -> None:
    finding = one(of_verification.box_variance, verified("b1", 61, note="counted three times"))
    assert finding.explained == "counted three times"


def test_boxes_of_one_place_net_out() -> None:
    """What one station's box has too many of, the other's has too few of."""
    story = Story().tell_all([*verifying("b1", 60)[:2], *verifying("b2", 40)[:2]])
    story.tell_all([count("b1", 61), count("b2", 39)])
    story.two(VERA, DORA, "box-verified", box="b1", papers=61, **{"with": ["b2"]})
    assert one(of_verification.box_variance, story).explained is None, "b2 is not verified yet"
    story.two(VERA, DORA, "box-verified", box="b2", papers=39, **{"with": ["b1"]})
    assert [f.explained for f in found(of_verification.box_variance, story)] == [
        "Nets out with b2.", "Nets out with b1.",
    ]  # fmt: skip


def test_boxes_that_do_not_net_out_explain_nothing() -> None:
    story = Story().tell_all([*verifying("b1", 60)[:2], *verifying("b2", 40)[:2]])
    for box, papers, other in (("b1", 61, "b2"), ("b2", 40, "b1")):
        entry = story.tell(VERA, "box-verified", box=box, papers=papers, **{"with": [other]})
        if entry.awaits:
            story.agree(entry)
    assert [f.explained for f in found(of_verification.box_variance, story)] == [None]


def test_a_difference_stands_when_two_counts_running_agree() -> None:
    story = Story().tell_all([*verifying("b1", 60)[:2], count("b1", 60), count("b1", 62)])
    finding = one(of_verification.counts_differ, story)
    assert finding.severity == "explain"
    assert finding.numbers == {"before": 60, "last": 62}
    story.tell_all([count("b1", 62)])
    assert found(of_verification.counts_differ, story) == []


def test_counts_that_differ_are_nothing_once_the_box_is_what_it_should_be() -> None:
    story = Story().tell_all([*verifying("b1", 60)[:2], count("b1", 59), count("b1", 60)])
    assert found(of_verification.counts_differ, story)
    story.tell(VERA, "box-verified", box="b1", papers=60)
    assert found(of_verification.counts_differ, story) == []


def test_a_box_verified_without_its_account_is_explained() -> None:
    story = Story().tell_all([count("b1", 60)])
    story.two(VERA, DORA, "box-verified", box="b1", papers=60)
    finding = one(of_verification.account_missing, story)
    assert (finding.severity, finding.piles) == ("explain", ("box/b1",))


def test_the_arithmetic_of_an_account_is_checked() -> None:
    """100 handed out less 39 unused and 1 spoilt are 60, whatever the officer wrote."""
    said = {"ranges": [[1, 100]], "unused": 39, "spoilt": 1}
    story = Story()
    story.tell(VERA, "account", box="b1", stated=63, **said)
    finding = one(of_verification.account_arithmetic, story)
    assert finding.severity == "explain"
    assert finding.numbers == {"stated": 63, "computed": 60}
    story.tell(VERA, "account", box="b1", stated=60, **said)
    assert found(of_verification.account_arithmetic, story) == []


def test_an_account_with_ranges_lacks_its_unused_papers() -> None:
    story = Story()
    story.tell(VERA, "account", box="b1", stated=60, ranges=[[1, 100]])
    assert one(of_verification.account_incomplete, story).severity == "explain"
    assert found(of_verification.account_arithmetic, story) == []
    story.tell(VERA, "account", box="b1", stated=100, ranges=[[1, 100]], unused=0)
    assert found(of_verification.account_incomplete, story) == []


def test_a_station_cannot_take_more_papers_than_it_has_electors() -> None:
    finding = one(of_verification.above_electorate, verified("b1", 201))
    assert finding.severity == "explain"
    assert finding.numbers == {"verified": 201, "electorate": 200}
    assert found(of_verification.above_electorate, verified("p1", 201)) == []


def test_verification_is_closed_before_any_result() -> None:
    finding = one(of_verification.verification_open, Story().tell_all(verification()[:-1]))
    assert finding.severity == "blocks"
    assert finding.overridable
    assert found(of_verification.verification_open, Story().tell_all(verification())) == []


def test_a_box_added_in_the_night_is_open_like_any_other() -> None:
    story = Story(poll=small_poll()).tell_all(verification())
    story.two(DORA, OLIVE, "box-added", box="b9", kind="station", name="Chapel", contests=["ward"],
              electorate=80, reason="left off")  # fmt: skip
    assert one(of_verification.box_open, story).piles == ("box/b9",)


def test_work_still_to_be_done_is_told_from_what_went_wrong() -> None:
    story = Story().tell_all([count("b1", 60)])
    story.two(VERA, DORA, "box-verified", box="b1", papers=61)
    unfinished = {
        finding.code for rule in of_verification.RULES for finding in rule(story.standing)
        if finding.unfinished
    }  # fmt: skip
    assert unfinished == {"box-open", "verification-open"}
