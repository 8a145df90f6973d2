"""Two people: who strikes, who agrees, what both must have seen, and when it is too late."""

from datetime import timedelta
from typing import Any

import pytest

from count.ledger.acts import VOCABULARY
from count.poll.roles import Visitor
from count.recording import may_agree, two_people
from tests.count.every_act import NEEDED, good
from tests.count.halls import (
    ADA,
    COLIN,
    DORA,
    EVERYBODY,
    NED,
    OBI,
    OLIVE,
    ROSE,
    RUTH,
    SAM,
    SCREEN,
    SUE,
    VERA,
    Story,
    body,
    bringing,
    bundle,
    counting,
    night,
    read_act,
    shared,
    verification,
    verifying,
)


def counted() -> Story:
    return Story().tell_all([*verification(), *bringing(), *counting()])


# ----------------------------------------------------------------------------------- which acts need two


@pytest.mark.parametrize("act", sorted(NEEDED))
def test_which_acts_need_a_second_person(act: str) -> None:
    marked = {
        "box-added", "box-not-used", "struck", "overridden", "declared", "corrected", "cancelled",
        "constituency-seats", "survivors", "submitted", "accepted",
    }  # fmt: skip
    if act == "box-verified":
        return  # it depends: see below
    assert two_people(Story().standing, read_act(good(act))) is (act in marked)


@pytest.mark.parametrize(
    ("stated", "papers", "two"), [(60, 60, False), (60, 61, True), (61, 60, True)]
)
def test_a_box_that_differs_from_its_account_is_verified_by_two(
    stated: int, papers: int, two: bool
) -> None:
    story = Story()
    story.tell(VERA, "account", box="b1", stated=stated)
    entry = story.tell(VERA, "box-verified", box="b1", papers=papers)
    assert (entry.awaits is not None) is two


def test_a_box_verified_before_is_verified_again_by_two() -> None:
    story = Story().tell_all(verifying("b1", 60))
    assert story.tell(VERA, "box-verified", box="b1", papers=60).awaits is not None


# --------------------------------------------------------------------------------------- who may agree


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda v: v.name)
def test_who_may_second_what(who: Visitor) -> None:
    """An act of the returning officer: a deputy or another returning officer. Others: whoever may do it."""
    officers = {DORA, RUTH}
    proposals: list[tuple[Visitor, str, dict[str, Any], set[Visitor]]] = [
        (OLIVE, "cancelled", {"reason": "a candidate died"}, officers),
        (OLIVE, "box-added", NEEDED["box-added"], officers),
        (VERA, "box-verified", {"box": "b1", "papers": 61}, officers | {OLIVE}),
    ]
    for proposer, act, fields, entitled in proposals:
        story = counted()
        proposal = story.tell(proposer, act, **fields)
        assert may_agree(story.standing, who, proposal) is (who in entitled - {proposer})
        if who in entitled:
            story.agree(proposal, who)
        else:
            story.refused("who", who, "agreed", to=proposal.id, seen=proposal.awaits)


@pytest.mark.parametrize(
    ("struck", "proposer", "entitled"),
    [
        ("bundle", SUE, {DORA, OLIVE, RUTH}),
        ("bundle", DORA, {SUE, OLIVE, RUTH}),
        ("adjudicated", ADA, {DORA, OLIVE, RUTH}),
        ("adjudicated", DORA, {ADA, OLIVE, RUTH}),
        ("mixed", SUE, {VERA, DORA, OLIVE, RUTH}),
        ("box-verified", VERA, {DORA, OLIVE, RUTH}),
        ("verification-closed", DORA, {OLIVE, RUTH}),
    ],
)
def test_a_strike_is_seconded_by_whoever_might_have_recorded_what_is_struck(
    struck: str, proposer: Visitor, entitled: set[Visitor]
) -> None:
    story = counted()
    target = story.last(struck).id
    proposal = story.tell(proposer, "struck", strikes=target, reason="keyed wrongly")
    for who in EVERYBODY:
        assert may_agree(story.standing, who, proposal) is (who in entitled), who.name


def test_nobody_seconds_themselves_under_any_spelling_or_role() -> None:
    story = Story()
    proposal = story.tell(VERA, "box-verified", box="b1", papers=61)
    for name in (VERA.name, VERA.name.upper(), f" {VERA.name} ", VERA.name.replace(" ", "  ")):
        for role in ("verification", "deputy"):
            myself = Visitor(name, role)
            refused = story.refused("who", myself, "agreed", to=proposal.id, seen=proposal.awaits)
            assert refused.status == 403
    story.agree(proposal, DORA)


# ------------------------------------------------------------------------------------------- strikes


@pytest.mark.parametrize("who", [ROSE, ADA, VERA, SAM], ids=lambda v: v.name)
def test_nobody_strikes_what_they_could_not_have_recorded(who: Visitor) -> None:
    story = counted()
    story.refused("who", who, "struck", strikes=story.last("bundle").id, reason="x")


@pytest.mark.parametrize("who", [SUE, SAM], ids=lambda v: v.name)
def test_papers_handed_over_are_struck_by_either_table(who: Visitor) -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(SUE, "handed", from_unit="t1", to_unit="t2", papers=5, reason="table 2 is idle")
    story.strike(story.last("handed"), who, DORA)
    assert story.standing.figures().units["t2"].papers == 0


def test_papers_handed_over_may_be_struck_by_the_two_tables_together() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(SUE, "handed", from_unit="t1", to_unit="t2", papers=5, reason="table 2 is idle")
    story.strike(story.last("handed"), SUE, SAM)
    assert story.standing.figures().units["t2"].papers == 0


def test_nothing_there_to_strike() -> None:
    story = counted()
    unknown = "0f8fad5b-d9cb-469f-a165-70867728950e"
    refused = story.refused("state", SUE, "struck", strikes=unknown, reason="x")
    assert "strikes" in refused.fields


def test_an_act_is_struck_once() -> None:
    story = counted()
    target = story.last("bundle")
    story.strike(target)
    story.refused("state", SUE, "struck", strikes=target.id, reason="x")


def test_one_strike_of_an_act_is_proposed_at_a_time() -> None:
    story = counted()
    target = story.last("bundle").id
    first = story.tell(SUE, "struck", strikes=target, reason="x")
    story.refused("state", DORA, "struck", strikes=target, reason="me too")
    story.tell(DORA, "declined", to=first.id)
    story.tell(DORA, "struck", strikes=target, reason="after all")


def test_a_proposal_is_declined_and_not_struck() -> None:
    story = Story()
    proposal = story.tell(VERA, "box-verified", box="b1", papers=61)
    refused = story.refused("state", DORA, "struck", strikes=proposal.id, reason="x")
    assert "decline" in refused.words


def test_strikes_agreements_and_declarations_are_never_struck() -> None:
    for act in ("struck", "agreed", "declared"):
        assert not VOCABULARY[act].strikable
    assert VOCABULARY["struck"].two_people == "always"
    story = counted()
    target = story.last("bundle")
    strike = story.strike(target)
    for entry in (strike, story.last("agreed")):
        refused = story.refused("state", OLIVE, "struck", strikes=entry.id, reason="x")
        assert "never" in refused.words


def test_a_recount_that_began_is_not_struck_and_one_that_was_refused_may_be() -> None:
    story = counted()
    said = {"scope": {"contest": True}, "asked_by": "Agent", "reason": "close"}
    for kind, granted in (("full", False), ("bundle-check", True)):
        story.strike(story.tell(DORA, "recount", kind=kind, granted=granted, **said), DORA, OLIVE)
        assert story.standing.recounts == []
    begun = story.tell(DORA, "recount", kind="full", granted=True, **said)
    story.refused("state", OLIVE, "struck", strikes=begun.id, reason="x")


# ---------------------------------------------------------------------------- what both must have seen


def test_an_agreement_with_other_figures_is_stale() -> None:
    story = counted()
    proposal = story.tell(SUE, "struck", strikes=story.last("bundle").id, reason="twice")
    for seen in ("", "ABCD2345", (proposal.awaits or "").lower()):
        refused = story.refused("stale", DORA, "agreed", to=proposal.id, seen=seen)
        assert refused.fields
    story.agree(proposal)


def test_a_proposal_is_stale_once_a_pile_it_touches_changed() -> None:
    story = counted()
    target = story.last("bundle")
    proposal = story.tell(SUE, "struck", strikes=target.id, reason="twice")
    story.tell(SUE, bundle("khoo", 1))
    for seen in (proposal.awaits, story.seen):
        story.refused("stale", DORA, "agreed", to=proposal.id, seen=seen)
    # The way on: decline it, and propose it again over the figures as they are.
    story.tell(SUE, "declined", to=proposal.id)
    story.strike(target)


def test_a_proposal_holds_while_other_piles_change() -> None:
    story = Story().tell_all(verification())
    story.tell(VERA, "mixed", unit="t1", boxes=["b1", "p1"])
    story.tell(VERA, "mixed", unit="t2", boxes=["b2"])
    made = story.tell(SUE, bundle("mead", 25))
    proposal = story.tell(SUE, "struck", strikes=made.id, reason="twice")
    story.tell(SAM, bundle("amin", 25, unit="t2"))
    story.agree(proposal)
    assert story.standing.figures().votes == (0, 25, 0)


def test_other_open_proposals_do_not_make_one_stale() -> None:
    story = counted()
    one = story.tell(SUE, "struck", strikes=story.last("bundle").id, reason="twice")
    other = story.tell(OLIVE, "cancelled", reason="a candidate died")
    story.tell(DORA, "declined", to=other.id)
    story.agree(one)


def test_what_must_hold_is_checked_again_when_the_second_person_agrees() -> None:
    story = Story()
    first = story.tell(DORA, "box-not-used", box="b1", reason="shut")
    story.tell(VERA, "box-counted", box="b1", papers=3, counted_by="A", checked_by="B")
    story.refused("state", OLIVE, "agreed", to=first.id, seen=first.awaits)


# --------------------------------------------------------------------------------------- lapse, declining


@pytest.mark.parametrize(
    ("minutes", "seconds", "open_"), [(14, 58, True), (15, 0, False), (60, 0, False)]
)
def test_a_proposal_lapses_a_quarter_of_an_hour_later(
    minutes: int, seconds: int, open_: bool
) -> None:
    story = Story()
    proposal = story.tell(VERA, "box-verified", box="b1", papers=61)
    story.moment += timedelta(minutes=minutes, seconds=seconds)
    if open_:
        story.agree(proposal)
        assert story.standing.boxes["b1"].verified == 61
    else:
        refused = story.refused("state", DORA, "agreed", to=proposal.id, seen=proposal.awaits)
        assert "lapsed" in refused.words
        assert story.standing.boxes["b1"].verified is None


def test_what_lapsed_may_be_proposed_again() -> None:
    story = counted()
    target = story.last("bundle")
    story.tell(SUE, "struck", strikes=target.id, reason="twice")
    story.moment += timedelta(minutes=15)
    story.strike(target)


def test_an_agreement_is_given_once() -> None:
    story = Story()
    proposal = story.tell(VERA, "box-verified", box="b1", papers=61)
    story.agree(proposal)
    story.refused("state", OLIVE, "agreed", to=proposal.id, seen=proposal.awaits)


def test_nothing_there_to_agree_to() -> None:
    story = counted()
    for act, fields in (("agreed", {"seen": "x"}), ("declined", {})):
        for to in ("0f8fad5b-d9cb-469f-a165-70867728950e", story.last("bundle").id):
            refused = story.refused("state", DORA, act, to=to, **fields)
            assert "to" in refused.fields


def test_the_proposer_may_take_a_proposal_back() -> None:
    story = Story()
    proposal = story.tell(VERA, "box-verified", box="b1", papers=61)
    story.tell(VERA, "declined", to=proposal.id, reason="I miscounted")
    assert story.standing.proposals == {}


@pytest.mark.parametrize("who", [SUE, ROSE, OBI, NED, SCREEN, COLIN], ids=lambda v: v.name)
def test_nobody_else_declines_for_others(who: Visitor) -> None:
    story = Story()
    proposal = story.tell(VERA, "box-verified", box="b1", papers=61)
    story.refused("who", who, "declined", to=proposal.id)


def test_a_declaration_by_two_returning_officers_or_with_a_deputy() -> None:
    for second in (DORA, RUTH):
        story = shared()
        story.two(OLIVE, second, "declared", seen=story.seen)
        assert story.standing.declaration is not None
        assert story.standing.declaration.second == second.name


def test_a_declaration_is_not_agreed_by_those_at_the_tables() -> None:
    story = shared()
    proposal = story.tell(OLIVE, "declared", seen=story.seen)
    for who in (SUE, VERA, ROSE, ADA, COLIN):
        story.refused("who", who, "agreed", to=proposal.id, seen=proposal.awaits)


def test_the_code_of_the_whole_contest_proves_the_piles_too() -> None:
    story = counted()
    proposal = story.tell(SUE, "struck", strikes=story.last("bundle").id, reason="twice")
    story.tell(DORA, body("agreed", to=proposal.id, seen=story.seen))
    assert story.standing.figures().votes[2] == 25


def test_a_whole_night_needs_no_second_person() -> None:
    assert all(entry.awaits is None for entry in Story().tell_all(night()).entries)
