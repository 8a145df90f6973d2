"""What the acts say by themselves, without the fold: papers, boxes, and what was sorted."""

from count.findings.second_count import disagreement
from count.ledger import acts
from count.systems.from_acts import papers_that_stand, sorted_that_stand, verified_papers
from tally_core.plain import plurality as plain
from tests.count.halls import (
    DORA,
    OLIVE,
    PAPERS,
    SAM,
    SUE,
    VERA,
    Story,
    block,
    bringing,
    night,
    second_counted,
    verification,
)


def test_the_papers_that_stand_are_those_of_acts_that_were_not_struck() -> None:
    story = Story(3).tell_all([*verification(), *bringing()])
    first = story.tell(SUE, block(["mead"], 40))
    story.tell(SUE, block(["amin", "khoo"], 20))
    order = story.standing.choice
    assert papers_that_stand(story.entries, order) == [
        plain.Straight(0, (0,), 40), plain.Straight(0, (1, 2), 20),
    ]  # fmt: skip
    story.strike(first)
    assert papers_that_stand(story.entries, order) == [plain.Straight(0, (1, 2), 20)]


def test_a_recount_leaves_the_rejected_papers_and_what_is_counted_after_it() -> None:
    story = Story().tell_all(night())
    order = story.standing.choice
    for kind, stays in (("bundle-check", 8), ("full", 2), ("adjudication-too", 0)):
        again = Story().tell_all(night())
        again.tell(DORA, "recount", scope={"contest": True}, kind=kind, granted=True,
                   asked_by="Agent", reason="close")  # fmt: skip
        lines = papers_that_stand(again.entries, order)
        assert len(lines) == (
            stays if kind != "bundle-check" else len(papers_that_stand(story.entries, order))
        )
        assert disagreement(again.standing) is None


def test_the_verified_papers_are_those_each_box_was_last_verified_at() -> None:
    story = Story().tell_all(verification())
    assert verified_papers(story.entries) == sum(PAPERS.values())
    proposal = story.tell(VERA, "box-verified", box="b1", papers=61)
    assert verified_papers(story.entries) == 120, "a proposal verifies nothing"
    story.agree(proposal)
    assert verified_papers(story.entries) == 121
    story.strike(proposal, OLIVE, DORA)
    assert verified_papers(story.entries) == 120, "the earlier number holds again"
    story.strike(next(e for e in story.entries if isinstance(e.act, acts.BoxVerified)), OLIVE, DORA)
    assert verified_papers(story.entries) == 60


def test_what_was_sorted_stands_until_it_is_struck_or_its_unit_is_recounted() -> None:
    story = second_counted()
    parcel = story.parcel
    assert [act.none for act in sorted_that_stand(story.entries)[parcel]] == [10, 6]
    story.tell(DORA, "recount", scope={"unit": "t1"}, kind="bundle-check", granted=True,
               asked_by="Agent", reason="close")  # fmt: skip
    assert len(sorted_that_stand(story.entries)[parcel]) == 2, (
        "a check of bundles sorts nothing anew"
    )
    struck = second_counted()
    struck.strike(struck.last("sorted"))
    assert [act.none for act in sorted_that_stand(struck.entries)[struck.parcel]] == [10]
    story.tell(DORA, "recount", scope={"unit": "t1"}, kind="full", granted=True,
               asked_by="Agent", reason="close")  # fmt: skip
    assert [act.unit for act in sorted_that_stand(story.entries)[parcel]] == ["t2"]
    assert [act.none for act in story.standing.sorted[parcel]] == [10, 6], (
        "the ledger forgets nothing"
    )
    assert SAM.unit == "t2"
