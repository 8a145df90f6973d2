"""What a standing shows, and whom: figures not released, proposals, and how close a count is."""

from collections.abc import Mapping
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.findings.gate import findings
from count.poll.roles import ROLES, Role, Visitor
from count.views.contest import ContestView
from tally_core.outcome import LotNeeded
from tests.count.halls import (
    ADA,
    COLIN,
    DORA,
    EVERYBODY,
    NED,
    OBI,
    OLIVE,
    ROSE,
    SAM,
    SCREEN,
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
    small_poll,
    verification,
)

MISREAD = 5
"""50 for MEAD against 41 for AMIN: five papers read otherwise could put AMIN first."""


def told(story: Story, visitor: Visitor = OLIVE, *, released: bool = False) -> Mapping[str, Any]:
    showing = ContestView(story.standing, visitor, story.codes, story.at, released=released)
    return showing.whole(story.poll, (), None)


def test_the_margin_is_for_those_who_see_all_figures() -> None:
    story = Story().tell_all(night())
    for role in ROLES:
        visitor = Visitor("Somebody", role, "t1" if role == "supervisor" else None)
        assert ("margin" in told(story, visitor)) == visitor.officer, role
    seen = story.seen
    story.tell(DORA, "provisional", told=["Agent of Mead"], seen=seen)
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    observer = Visitor("Obi", "observer")
    assert "margin" not in told(story, observer)
    assert told(story, observer, released=True)["margin"] == {
        "misread": MISREAD,
        "unaccounted_could_change": None,
    }


# --------------------------------------------------------------------------- who is shown what, key by key

EVERYBODYS = {
    "contest", "name", "kind", "system", "seats", "votes_a_paper", "state", "attempt", "electorate",
    "bundle_size", "uncontested", "candidates", "grounds",
}  # fmt: skip
PROGRESS = {"verified", "accounted", "turnout", "units"}
HALLS = PROGRESS | {
    "unaccounted", "doubtful", "handed_over", "verification_closed", "rejected", "in_part", "findings",
    "needs", "seen", "agreements", "equation", "may",
}  # fmt: skip
FIGURES = {
    "totals", "unused", "provisional", "overridden", "lots", "recounts", "after", "margin", "result",
    "attempts", "stages",
}  # fmt: skip
OFFICERS = FIGURES | {"waits", "complete"}

KEYS: dict[Role, tuple[set[str], set[str]]] = {
    "administrator": (EVERYBODYS, EVERYBODYS),
    "screen": (EVERYBODYS | PROGRESS, EVERYBODYS | HALLS | FIGURES),
    **{
        role: (EVERYBODYS | HALLS | {"boxes"}, EVERYBODYS | HALLS | FIGURES | {"boxes"})
        for role in ("observer", "verification", "supervisor", "adjudicator", "results", "collator")
    },
    **{
        role: (EVERYBODYS | HALLS | OFFICERS | {"boxes"}, EVERYBODYS | HALLS | OFFICERS | {"boxes"})
        for role in ("deputy", "returning-officer")
    },
}
"""The keys each role is shown, before the result is declared and released and after."""


def declared() -> Story:
    story = shared()
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    return story


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_not_see_is_absent(role: Role) -> None:
    """An absent key is the rule: not a null, not a zero."""
    visitor = Visitor("Somebody", role, "t1" if role == "supervisor" else None)
    before, after = KEYS[role]
    for story in (Story(), Story().tell_all(night()), shared(), declared()):
        assert set(told(story, visitor)) == before
    assert set(told(declared(), visitor, released=True)) == after


@pytest.mark.parametrize("story", [Story(), shared()], ids=["begun", "shared"])
def test_a_release_before_the_declaration_shows_nothing_more(story: Story) -> None:
    for visitor in EVERYBODY:
        assert told(story, visitor, released=True) == told(story, visitor)


def units_told(story: Story, visitor: Visitor) -> set[str]:
    """The units whose candidate figures this visitor is told."""
    units = told(story, visitor)["units"]
    assert isinstance(units, dict)
    return {name for name, unit in units.items() if {"totals", "unused", "in_part"} & set(unit)}


def test_a_units_candidate_figures_before_release() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    for visitor in EVERYBODY:
        expected = {"t1", "t2"} if visitor.officer else set()
        expected |= {visitor.unit} if visitor.unit else set()
        if visitor is not NED:
            assert units_told(story, visitor) == expected, visitor.role


WRONG = {"unit": "t1", "totals": {"mead": 1}, "rejected": 3}


def test_the_results_desk_sees_a_unit_once_its_own_claim_agrees_and_only_then() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    story.tell(ROSE, "unit-total", **WRONG)
    assert units_told(story, ROSE) == set(), "a differing claim unlocks nothing"
    story.tell_all(claims()[:1])
    assert units_told(story, ROSE) == {"t1"}
    another = Visitor("Ruth", "results")
    assert units_told(story, another) == set(), "she claimed nothing"
    story.tell(SUE, "doubtful", unit="t1", papers=1)
    story.tell(SUE, bundle("khoo", 1))
    assert units_told(story, ROSE) == set(), "the figures went on"


def test_nobody_comes_upon_a_units_figures_by_trying() -> None:
    """After a second differing claim an officer looks; a third unlocks nothing."""
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    for _ in range(2):
        story.tell(ROSE, "unit-total", **WRONG)
    story.tell_all(claims()[:1])
    assert units_told(story, ROSE) == set()
    assert units_told(story, DORA) == {"t1", "t2"}


def test_a_supervisor_may_see_the_own_units_earlier_counts_and_nobody_elses() -> None:
    story = Story().tell_all(night())
    story.tell(DORA, "recount", scope={"contest": True}, kind="full", granted=True,
               asked_by="Agent", reason="close")  # fmt: skip

    def attempts(visitor: Visitor) -> list[dict[str, Any]]:
        said: Mapping[str, Any] = told(story, visitor)
        earlier: list[dict[str, Any]] = said["units"]["t1"]["attempts"]
        return earlier

    assert attempts(SUE)[0]["totals"] == {"mead": 50, "amin": 41, "khoo": 26}
    assert attempts(SUE)[0]["attempt"] == 1
    for visitor in (SAM, ROSE, OBI, VERA, ADA):
        assert "totals" not in attempts(visitor)[0]
        assert attempts(visitor)[0]["accounted"] == 120


def test_the_code_is_the_same_for_every_role_that_is_shown_one() -> None:
    story = Story().tell_all(night())
    codes = [told(story, visitor).get("seen", story.seen) for visitor in EVERYBODY]
    assert set(codes) == {story.seen}


# -------------------------------------------------------------------------------- two halls, told apart?

bundles = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 30)), min_size=1, max_size=8)


@settings(deadline=None, max_examples=40)
@given(bundles, st.permutations([0, 1, 2]))
def test_two_counts_that_differ_only_in_who_leads_look_alike_to_those_who_may_not_know(
    told_of: list[tuple[int, int]], other: list[int]
) -> None:
    """Every byte is the same but the code, which is made with the hall's secret."""
    stories = []
    for order in ([0, 1, 2], other):
        story = Story().tell_all([*verification(), *bringing()])
        for choice, papers in told_of:
            name = story.standing.candidates[order[choice]]
            story.tell(SUE, {**bundle(name, papers), "id": f"{len(story.entries):032x}"})
        story.tell(SUE, {**body("doubtful", unit="t1", papers=3), "id": "f" * 32})
        stories.append(story)
    for visitor in (OBI, VERA, SAM, ADA, ROSE, COLIN, SCREEN, NED):
        one, two = (
            ContestView(story.standing, visitor, story.codes, story.at, released=True).whole(
                story.poll, findings(story.standing, story.at), None
            )
            for story in stories
        )
        for said in (one, two):
            said.pop("seen", None)
        assert orjson.dumps(one) == orjson.dumps(two), visitor.role


def test_findings_that_name_candidates_figures_are_told_only_to_those_who_see_them() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(SUE, bundle("mead", 121))
    found = findings(story.standing, story.at)
    assert "candidate-above-papers" in {f.code for f in found}
    for visitor in EVERYBODY:
        if visitor in (NED, SCREEN):
            continue
        showing = ContestView(story.standing, visitor, story.codes, story.at, released=False)
        said = {f["code"] for f in showing.whole(story.poll, found, None)["findings"]}
        assert "papers-over" in said, "how many papers are where is no secret in the hall"
        assert ("candidate-above-papers" in said) is (visitor.officer or visitor is SUE), (
            visitor.role
        )


# ------------------------------------------------------------------------------- what waits for a second


def test_a_proposal_is_shown_to_those_it_concerns() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    proposal = story.tell(SUE, "struck", strikes=story.last("bundle").id, reason="keyed twice")

    def waiting(visitor: Visitor) -> list[dict[str, Any]]:
        said: Mapping[str, Any] = told(story, visitor)
        agreements: list[dict[str, Any]] = said.get("agreements", [])
        return agreements

    for visitor in EVERYBODY:
        shown = waiting(visitor)
        assert bool(shown) is (visitor.officer or visitor is SUE), visitor.role
        for each in shown:
            assert (each["id"], each["act"], each["by"]) == (proposal.id, "struck", SUE.name)
            assert each["seen"] == proposal.awaits
            assert each["may_second"] is (visitor is not SUE)
            assert each["words"] == "Strike: 1 for KHOO at Table 1 (keyed twice)"


def test_a_box_as_verification_sees_it() -> None:
    story = Story()

    def box() -> dict[str, Any]:
        said: Mapping[str, Any] = told(story, VERA)
        shown: dict[str, Any] = said["boxes"]["b1"]
        return shown

    states = [box()["state"]]
    for who, posted in verification()[:4]:
        story.tell(who, posted)
        states.append(box()["state"])
    assert states == ["expected", "received", "received", "counted", "verified"]
    assert box()["variance"] == 0
    assert (box()["expected"], box()["counted"], box()["unmixed"]) == (60, [60], 60)


def test_turnout_is_verified_papers_of_the_electorate() -> None:
    story = Story().tell_all(verification())
    assert told(story, OBI)["turnout"] == {"papers": 120, "electorate": 400, "percent": "30.00"}
    assert told(Story(poll=small_poll(electorate=0)), OBI)["turnout"] is None


def test_the_lot_that_is_needed_is_told_to_officers() -> None:
    story = Story()
    needed = LotNeeded((0, 1), 1, "elect", 2)
    for visitor in (OLIVE, DORA, OBI, SUE):
        showing = ContestView(story.standing, visitor, story.codes, story.at, released=False)
        needs = showing.whole(story.poll, (), needed)["needs"]
        lot = {"lot": {"among": ["mead", "amin"], "to": "elect", "seats": 1}}
        assert needs == (lot if visitor.officer else None)


def test_counts_stand_side_by_side_for_those_who_see_figures() -> None:
    story = Story().tell_all(night())
    (only,) = told(story, OLIVE)["attempts"]
    assert only["totals"] == {"mead": 50, "amin": 41, "khoo": 26}
    again = {"kind": "full", "asked_by": "Amin", "granted": True, "reason": "Nine votes"}
    story.tell_all([(OLIVE, body("recount", scope={"contest": True}, **again))])
    story.tell_all([(SUE, bundle("mead", 49, attempt=2))])
    first, second = told(story, OLIVE)["attempts"]
    assert first == only
    assert second["totals"] == {"mead": 49, "amin": 0, "khoo": 0}
    assert second["rejected"] == 3, "rejected papers stay rejected"
    assert "attempts" not in told(story, VERA)


def test_doubtful_batches_wait_the_oldest_first() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    for papers in (3, 2):
        story.tell_all([(SUE, body("doubtful", unit="t1", papers=papers))])

    def waiting() -> list[int]:
        unit = told(story, ADA)["units"]["t1"]
        times = [batch["at"] for batch in unit["doubtful_since"]]
        assert times == sorted(times)
        return [batch["papers"] for batch in unit["doubtful_since"]]

    assert waiting() == [3, 2]
    decided = {"unit": "t1", "good": [{"candidates": ["mead"], "papers": 1}], "rejected": {}}
    story.tell_all([(ADA, body("adjudicated", returned=1, **decided))])
    assert waiting() == [1, 2]
    story.tell_all([(ADA, body("adjudicated", returned=1, **decided))])
    assert waiting() == [1]
