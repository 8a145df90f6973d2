"""The last gate: nothing is shared or declared while anything stands in the way, and all of it is said."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from count.findings import gate
from count.findings.gate import findings, in_the_way, needs
from count.ledger import acts
from count.ledger.entry import Entry
from count.ledger.piles import Kind
from count.ledger.standing import Standing
from count.poll.local_time import utc_text
from tally_core.outcome import LotNeeded
from tests.count.halls import (
    ADA,
    DORA,
    OLIVE,
    RUTH,
    SUE,
    VERA,
    Story,
    bringing,
    bundle,
    claims,
    night,
    plant,
    shared,
    small_poll,
    verification,
    verifying,
)
from tests.count.halls import counting as counted


def codes(story: Story) -> list[str]:
    return [finding.code for finding in findings(story.standing, story.at)]


def blocking(story: Story) -> set[str]:
    return {finding.code for finding in in_the_way(story.standing, story.at)}


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_a_night_without_fault_comes_to_the_gate_and_through_it(seats: int) -> None:
    story = Story(seats).tell_all(night(seats))
    assert blocking(story) == {"provisional-needed"}
    assert in_the_way(story.standing, story.at, for_provisional=True) == ()
    story.tell(DORA, "provisional", told=["Agent"], seen=story.seen)
    assert in_the_way(story.standing, story.at) == ()
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    assert story.standing.state == "declared"


def test_all_that_is_in_the_way_is_said_at_once() -> None:
    story = Story().tell_all(verifying("b1", 60))
    story.tell(VERA, "mixed", unit="t1", boxes=["b1"])
    story.tell(SUE, bundle("mead", 61))
    story.tell(SUE, "doubtful", unit="t1", papers=2)
    story.tell(VERA, "box-verified", box="b2", papers=40)
    assert blocking(story) == {
        "box-open", "verification-open", "papers-unaccounted", "papers-over", "unit-open",
        "doubtful-in-flight", "candidate-above-papers", "votes-above-papers", "agreement-open",
        "provisional-needed",
    }  # fmt: skip


SPOILERS: dict[str, Callable[[Story], object]] = {
    "box-figures-differ": lambda s: s.two(VERA, DORA, "box-verified", box="b1", papers=61),
    "papers-unaccounted": lambda s: s.two(VERA, DORA, "box-verified", box="b1", papers=61),
    "papers-over": lambda s: s.two(VERA, DORA, "box-verified", box="b1", papers=59),
    "pile-below-zero": lambda s: s.tell(
        ADA, "adjudicated", unit="t1", good=[], returned=0, rejected={"too-many": 1}
    ),
    "verification-open": lambda s: s.strike(s.last("verification-closed")),
    "unit-open": lambda s: s.strike(s.last("unit-closed")),
    "agreement-open": lambda s: s.tell(
        SUE, "struck", strikes=s.last("bundle").id, reason="keyed twice"
    ),
}


@pytest.mark.parametrize("code", sorted(SPOILERS))
def test_whatever_comes_after_the_provisional_result_stops_the_declaration(code: str) -> None:
    story = shared()
    SPOILERS[code](story)
    assert code in blocking(story)
    refused = story.refused("gate", OLIVE, "declared", seen=story.seen)
    assert code in {finding.code for finding in refused.findings}
    assert refused.status == 409


def test_a_provisional_result_is_stopped_by_the_same_but_by_its_own_absence() -> None:
    story = Story().tell_all(night()[:-1])
    for_declaring = blocking(story)
    way = in_the_way(story.standing, story.at, for_provisional=True)
    assert for_declaring - {finding.code for finding in way} == {"provisional-needed"}
    refused = story.refused("gate", DORA, "provisional", told=["Agent"], seen=story.seen)
    assert {finding.code for finding in refused.findings} == {"unit-open"}


def test_what_is_to_be_explained_stops_nothing() -> None:
    story = Story().tell_all(verification({"b1": 60, "b2": 40, "p1": 20})[:-1])
    story.tell(VERA, "account", box="b1", stated=59)
    story.tell_all([*verification()[-1:], *bringing(), *counted(), *claims()])
    assert "box-variance" in codes(story)
    assert blocking(story) == {"provisional-needed"}


# ---------------------------------------------------------------------------------------- overriding


def test_what_was_overridden_no_longer_stands_in_the_way_and_stays_in_sight() -> None:
    story = Story().tell_all([*night()])
    story.strike(story.last("verification-closed"))
    story.two(OLIVE, RUTH, "overridden", findings=["verification-open"], reason="the clock")
    assert blocking(story) == {"provisional-needed"}
    (aside,) = (f for f in findings(story.standing, story.at) if f.code == "verification-open")
    assert aside.overridden


NEVER = {
    "box-open", "papers-unaccounted", "unit-open", "doubtful-in-flight", "papers-over",
    "candidate-above-papers", "agreement-open", "provisional-needed",
}  # fmt: skip


def test_the_completeness_of_the_count_is_never_overridden() -> None:
    story = Story().tell_all(verifying("b1", 60))
    story.tell(VERA, "mixed", unit="t1", boxes=["b1"])
    story.tell(SUE, bundle("mead", 61))
    story.tell(SUE, "doubtful", unit="t1", papers=2)
    story.tell(VERA, "box-verified", box="b2", papers=39)
    assert blocking(story) >= NEVER
    for code in NEVER:
        refused = story.refused("gate", OLIVE, "overridden", findings=[code], reason="late")
        assert {finding.code for finding in refused.findings} == {code}


# ---------------------------------------------------------------------------------- agreements and lots


def test_an_open_proposal_blocks_until_it_is_answered_or_lapses() -> None:
    story = shared()
    proposal = story.tell(SUE, "struck", strikes=story.last("bundle").id, reason="twice")
    assert blocking(story) == {"agreement-open"}
    later = utc_text(story.moment + timedelta(minutes=15))
    assert in_the_way(story.standing, later) == ()
    story.tell(DORA, "declined", to=proposal.id)
    assert blocking(story) == set()


def test_a_declaration_does_not_stand_in_its_own_way_and_another_proposal_does() -> None:
    story = shared()
    declaring = story.tell(OLIVE, "declared", seen=story.seen)
    assert blocking(story) == {"agreement-open"}
    assert in_the_way(story.standing, story.at, except_proposal=declaring.id) == ()
    story.tell(RUTH, "cancelled", reason="a candidate died")
    story.refused("gate", DORA, "agreed", to=declaring.id, seen=declaring.awaits)


def tied() -> Story:
    story = Story().tell_all([*verification(), *bringing()])
    for name, papers in (("mead", 50), ("amin", 50), ("khoo", 20)):
        story.tell(SUE, bundle(name, papers))
    (who, total), closing = claims()
    totals = {"mead": 50, "amin": 50, "khoo": 20}
    return story.tell_all([(who, {**total, "totals": totals, "rejected": 0}), closing])


LOT = {"among": ["mead", "amin"], "chosen": ["amin"], "to": "elect", "method": "envelopes",
       "witnesses": ["Agent"]}  # fmt: skip


def test_a_tie_waits_for_its_lot_and_the_lot_is_never_overridden() -> None:
    story = tied()
    assert blocking(story) == {"lot-needed", "provisional-needed"}
    (lot,) = (f for f in findings(story.standing, story.at) if f.code == "lot-needed")
    assert lot.piles == ("candidate/mead", "candidate/amin")
    assert lot.numbers == {"seats": 1}
    assert lot.secret
    story.refused("gate", OLIVE, "overridden", findings=["lot-needed"], reason="late")
    needed = needs(story.standing, story.at)
    assert isinstance(needed, LotNeeded)
    assert (needed.candidates, needed.seats, needed.to) == ((0, 1), 1, "elect")


def test_a_lot_that_was_drawn_lets_the_contest_through() -> None:
    story = tied()
    story.tell(OLIVE, "lot", **LOT)
    assert needs(story.standing, story.at) is None
    story.tell(DORA, "provisional", told=["Agent"], seen=story.seen)
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    assert story.standing.state == "declared"


def test_equal_votes_mean_nothing_while_papers_are_missing() -> None:
    """Half way through a count there is a tie every other minute; nobody is to hear of it."""
    story = Story().tell_all([*verification(), *bringing()])
    for name in ("mead", "amin"):
        story.tell(SUE, bundle(name, 50))
    assert "lot-needed" not in codes(story)
    assert needs(story.standing, story.at) is None
    story.refused("state", OLIVE, "lot", **LOT)


def test_a_lot_the_figures_no_longer_ask_for_blocks_until_it_is_struck() -> None:
    story = tied()
    story.tell(OLIVE, "lot", **LOT)
    story.strike(next(e for e in story.entries if e.act.act == "bundle"))
    story.tell(SUE, bundle("mead", 49))
    story.tell(ADA, "adjudicated", unit="t1", good=[], returned=0, rejected={"too-many": 1})
    assert "lot-not-asked" in blocking(story)
    story.strike(story.last("lot"), OLIVE, DORA)
    assert "lot-not-asked" not in blocking(story)


# ------------------------------------------------------------------------- what cannot be, and elsewhere


def test_a_fault_of_the_fold_fails_the_equation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers moved without their votes: the piles balance and the equation does not."""

    def without_votes(standing: Standing, act: acts.Bundle, entry: Entry) -> None:
        unit = standing.units[act.unit]
        pile = standing.piles.pile("unit/t1/candidate/x", Kind.COUNTED, unit.row)
        standing.move(unit.unsorted, pile, act.papers)

    plant(monkeypatch, acts.Bundle, without_votes)
    story = Story().tell_all([*verification(), *bringing(), *counted()])
    (finding,) = gate.equation(story.standing)
    assert finding.numbers == {"cast": 4, "owed": 120}
    assert not finding.overridable
    assert finding.secret


def test_the_equation_is_asked_only_once_every_paper_has_its_place() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counted()[:2]])
    assert list(gate.equation(story.standing)) == []


def test_a_system_that_is_not_counted_here_is_never_declared_here() -> None:
    story = Story()
    story.standing.counted_here = False
    (finding,) = gate.not_counted_here(story.standing)
    assert (finding.code, finding.severity, finding.overridable) == (
        "system-not-counted", "blocks", False,
    )  # fmt: skip


def test_an_uncontested_contest_waits_for_nothing_but_agreements() -> None:
    story = Story(poll=small_poll(uncontested=True))
    assert findings(story.standing, story.at) == ()
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    assert story.standing.state == "declared"
    assert needs(story.standing, story.at) is None
