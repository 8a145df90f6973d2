"""What officers may decide, and when: from closing verification to the declaration and after it."""

from typing import Any

import pytest

from count.ledger import acts
from count.recording import decisions
from tests.count.halls import (
    ADA,
    DORA,
    OLIVE,
    RUTH,
    SUE,
    VERA,
    Story,
    body,
    bringing,
    bundle,
    claims,
    counting,
    night,
    shared,
    verification,
    verifying,
)

LOT: dict[str, Any] = {
    "among": ["mead", "amin"], "chosen": ["amin"], "to": "elect", "method": "sealed envelopes",
    "witnesses": ["Agent of Mead"],
}  # fmt: skip


# ------------------------------------------------------------------------------------- verification


def test_verification_closes_with_a_box_open_only_for_a_reason() -> None:
    """Any box can hold a stray paper of this contest."""
    story = Story().tell_all(verifying("b1", 60))
    refused = story.refused("state", DORA, "verification-closed")
    assert "reason" in refused.fields
    assert "b2" in refused.words
    story.tell(DORA, "verification-closed", reason="b2 and p1 are on their way")


def test_verification_closes_once() -> None:
    story = Story().tell_all(verification())
    story.refused("state", DORA, "verification-closed")
    story.strike(story.last("verification-closed"))
    story.tell(DORA, "verification-closed")


# ---------------------------------------------------------------------------------------- explaining


def varied() -> Story:
    story = Story().tell_all(verification())
    story.tell(VERA, "account", box="b1", stated=59)
    return story


def test_words_explain_a_finding_that_is_open_and_wants_explaining() -> None:
    story = varied()
    words = {"piles": ["box/b1"], "words": "one voter left with a paper of another station"}
    story.tell(DORA, "explained", finding="box-variance", **words)
    for finding in ("counts-differ", "papers-unaccounted", "nonsense"):
        refused = story.refused("state", DORA, "explained", finding=finding, **words)
        assert "finding" in refused.fields


def test_the_words_stand_beside_the_finding() -> None:
    story = varied()
    story.tell(DORA, "explained", finding="box-variance", piles=[], words="one walked off")
    assert [e.words for e in story.standing.explanations] == ["one walked off"]


# --------------------------------------------------------------------------------------- provisional


def test_a_provisional_result_is_of_the_figures_that_were_seen() -> None:
    story = Story().tell_all(night())
    for seen in ("", "ABCD2345", story.seen.lower(), story.seen + "X"):
        refused = story.refused("stale", DORA, "provisional", told=["Agent"], seen=seen)
        assert "seen" in refused.fields
    story.tell(DORA, "provisional", told=["Agent"], seen=story.seen)
    assert story.standing.shared is not None
    assert story.standing.shared.told == ("Agent",)


def test_a_code_seen_before_the_last_bundle_is_stale() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()[:-1]])
    early = story.seen
    story.tell_all([*counting()[-1:], *claims()])
    story.refused("stale", DORA, "provisional", told=["Agent"], seen=early)


def test_what_stands_in_the_way_is_told_before_a_stale_code() -> None:
    story = Story().tell_all(night()[:-1])
    story.refused("gate", DORA, "provisional", told=["Agent"], seen="ABCD2345")


# ----------------------------------------------------------------------------------------- recounts


def test_a_recount_is_of_papers_that_were_counted() -> None:
    story = Story().tell_all(verification())
    said = {"kind": "full", "asked_by": "Agent", "granted": True, "reason": "close"}
    story.refused("state", DORA, body("recount", scope={"contest": True}, **said))
    story.tell_all(bringing())
    story.refused("state", DORA, body("recount", scope={"unit": "t2"}, **said))
    story.tell(DORA, "recount", scope={"unit": "t1"}, **said)


def test_a_refused_recount_is_kept_with_its_reason() -> None:
    story = shared()
    story.tell(DORA, "recount", scope={"contest": True}, kind="full", asked_by="Agent of Amin",
               granted=False, reason="asked three times already")  # fmt: skip
    ((_, recount),) = story.standing.recounts
    assert (recount.granted, recount.asked_by) == (False, "Agent of Amin")
    assert story.standing.state == "provisional"


# --------------------------------------------------------------------------------------------- lots


def tied() -> Story:
    story = Story().tell_all([*verification(), *bringing()])
    for name, papers in (("mead", 50), ("amin", 50), ("khoo", 20)):
        story.tell(SUE, bundle(name, papers))
    (who, total), closing = claims()
    totals = {"mead": 50, "amin": 50, "khoo": 20}
    return story.tell_all([(who, {**total, "totals": totals, "rejected": 0}), closing])


def test_a_lot_is_recorded_only_where_the_count_asks_for_one() -> None:
    Story().tell_all(night()).refused("state", OLIVE, "lot", **LOT)
    tied().tell(OLIVE, "lot", **LOT)


@pytest.mark.parametrize(
    "changed",
    [
        {"among": ["mead", "khoo"], "chosen": ["mead"]},
        {"among": ["mead", "amin", "khoo"]},
        {"to": "longer-term"},
        {"chosen": ["amin", "mead"]},
    ],
)
def test_a_lot_answers_the_question_that_is_asked(changed: dict[str, Any]) -> None:
    refused = tied().refused("state", OLIVE, "lot", **{**LOT, **changed})
    assert "among" in refused.fields


def test_a_lot_is_not_drawn_twice() -> None:
    story = tied()
    story.tell(OLIVE, "lot", **LOT)
    story.refused("state", OLIVE, "lot", **LOT)


# ---------------------------------------------------------------------------------------- overriding


def test_only_what_is_open_is_overridden() -> None:
    story = Story().tell_all(verification()[:-1])
    said = {"reason": "the hall must be cleared"}
    story.tell(OLIVE, "overridden", findings=["verification-open"], **said)
    for code in ("box-variance", "nonsense", "box-figures-differ"):
        refused = story.refused("state", OLIVE, "overridden", findings=[code], **said)
        assert "findings" in refused.fields


def test_one_finding_that_never_is_overridden_refuses_the_whole() -> None:
    story = Story().tell_all(verification()[:-1])
    refused = story.refused("gate", OLIVE, "overridden", reason="late",
                            findings=["verification-open", "papers-unaccounted"])  # fmt: skip
    assert {finding.code for finding in refused.findings} == {"papers-unaccounted"}
    assert "completeness" in refused.words


# ----------------------------------------------------------------------------------------- declaring


def test_a_result_is_declared_of_the_figures_that_were_seen() -> None:
    story = shared()
    story.refused("stale", OLIVE, "declared", seen="ABCD2345")
    story.two(OLIVE, DORA, "declared", seen=story.seen)


def test_nothing_is_declared_before_it_was_shared() -> None:
    story = Story().tell_all(night())
    refused = story.refused("gate", OLIVE, "declared", seen=story.seen)
    assert [finding.code for finding in refused.findings] == ["provisional-needed"]


def test_figures_that_change_between_the_two_people_are_not_declared() -> None:
    story = shared()
    declaring = story.tell(OLIVE, "declared", seen=story.seen)
    story.tell(ADA, "adjudicated", unit="t1", good=[], returned=0, rejected={"too-many": 1})
    refused = story.refused("gate", DORA, "agreed", to=declaring.id, seen=declaring.awaits)
    assert "provisional-needed" in {finding.code for finding in refused.findings}
    assert story.standing.declaration is None


# ------------------------------------------------------------------------------------ corrected figures


def declared(seats: int = 1) -> Story:
    story = shared(seats)
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    return story


@pytest.mark.parametrize(
    ("seats", "votes", "lawful"),
    [
        (1, {"mead": 49}, True),
        (1, {"amin": 49}, True),
        (1, {"amin": 50}, True),
        (1, {"amin": 51}, False),
        (1, {"mead": 40, "amin": 41}, False),
        (1, {"mead": 500, "amin": 410, "khoo": 260}, True),
        (3, {"baker": 24}, True),
        (3, {"baker": 23}, False),
        (3, {"mead": 1, "khoo": 8}, False),
    ],
)
def test_corrected_figures_never_change_who_is_elected(
    seats: int, votes: dict[str, int], lawful: bool
) -> None:
    """Newham 2018: published figures were corrected; the winners were not affected."""
    story = declared(seats)
    said = {"votes": votes, "reason": "copied from the wrong line"}
    if lawful:
        story.two(OLIVE, RUTH, "corrected", **said)
        assert story.standing.after[-1][1].act == "corrected"
    else:
        assert "votes" in story.refused("state", OLIVE, "corrected", **said).fields


def test_every_decision_that_can_come_too_early_is_asked() -> None:
    asked = {name for name, kind in acts.VOCABULARY.items() if kind in decisions.CHECKS}
    assert asked == {
        "verification-closed", "explained", "provisional", "recount", "lot", "overridden",
        "declared", "corrected",
    }  # fmt: skip
