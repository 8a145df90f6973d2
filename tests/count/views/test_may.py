"""A standing says what its reader may record now, and the recorder would say the same."""

from collections.abc import Iterator
from typing import Any

import pytest

from count.findings import gate
from count.findings.gate import findings, needs
from count.ledger import acts
from count.ledger.standing import Standing
from count.poll.roles import Visitor
from count.recording.permissions import may_record
from count.recording.refusals import Refused
from count.views.may import Present, may
from tally_core.outcome import LotNeeded
from tests.count.halls import (
    DORA,
    EVERYBODY,
    NED,
    OBI,
    OLIVE,
    ROSE,
    SCREEN,
    SUE,
    VERA,
    SecondCount,
    Story,
    bringing,
    bundle,
    counting,
    night,
    second_counted,
    shared,
    verification,
    verifying,
)

OFFICERS = (DORA, OLIVE)


def present(story: Story, visitor: Visitor) -> Present:
    found = findings(story.standing, story.at)
    question = needs(story.standing, story.at, found)
    return Present(story.standing, visitor, story.at, story.codes, found, question)


def offered(story: Story, visitor: Visitor) -> set[str]:
    return set(may(present(story, visitor)))


def minimal(story: Story) -> dict[str, list[dict[str, Any]]]:
    """Officers' decisions as somebody would fill them in who had the standing in front of them."""
    standing = story.standing
    found = findings(standing, story.at)
    question = needs(standing, story.at, found)
    tied = [standing.candidates[c] for c in getattr(question, "candidates", (0, 1))]
    among = tied if isinstance(question, LotNeeded) else list(standing.candidates[:2])
    lot = {"to": getattr(question, "to", "elect"), "method": "in a hat", "witnesses": ["Agent"]}
    recount = {"kind": "full", "asked_by": "Agent", "granted": False, "reason": "close"}
    scopes = [{"contest": True}, *({"unit": unit} for unit in standing.units)]
    return {
        "verification-closed": [{"reason": "the clock"}],
        "provisional": [{"told": ["Agent"], "seen": story.seen}],
        "recount": [{"scope": scope, **recount} for scope in scopes],
        "lot": [{"among": among, "chosen": among[:1], **lot}],
        "overridden": [{"findings": [f.code], "reason": "the clock"} for f in found],
        "declared": [{"seen": story.seen}],
        "box-not-used": [{"box": box, "reason": "shut"} for box in standing.boxes],
        "box-added": [
            {"box": "b9", "kind": "station", "name": "Chapel", "contests": ["ward"],
             "electorate": 80, "reason": "left off"}
        ],
        "unit-added": [{"unit": "t9", "name": "Table 9", "contests": ["ward"]}],
        "cancelled": [{"reason": "a candidate died"}],
        "released": [{"board": "progress"}],
        "oral-correction": [{"words": "fifty"}],
        "corrected": [{"votes": {}, "reason": "the wrong line"}],
        "found-after": [{"papers": 3, "where": "a bag", "reason": "under the stage"}],
        "explained": [{"finding": f.code, "piles": [], "words": "so it was"} for f in found],
    }  # fmt: skip


def recorded(story: Story, visitor: Visitor, act: str, fields: dict[str, Any]) -> bool:
    """Whether the hall records this, as it checks it; it is not kept."""
    if not may_record(visitor, act, "ward", None):
        return False
    before, moment = list(story.entries), story.moment
    try:
        story.tell(visitor, act, **fields)
    except Refused:
        return False
    finally:
        story.entries, story.moment, story._standing = before, moment, None
    return True


def nights() -> Iterator[tuple[str, Story]]:
    """A hall at every turn of its night, and at the rarer ones."""
    yield "a night of one seat", Story().tell_all(night())
    yield "a night of three seats", Story(3).tell_all(night(3))
    yield "a box that differs", Story().tell_all(verifying("b1", 60, accounted=59))
    shown = shared()
    shown.two(OLIVE, DORA, "declared", seen=shown.seen)
    yield "declared", shown
    equal = Story().tell_all([*verification(), *bringing()])
    equal.tell_all([(SUE, bundle("mead", 60, bundles=3)), (SUE, bundle("amin", 60, bundles=3))])
    total = {"mead": 60, "amin": 60, "khoo": 0}
    equal.tell(ROSE, "unit-total", unit="t1", totals=total, rejected=0)
    equal.tell(SUE, "unit-closed", unit="t1")
    lot = {"to": "elect", "method": "in a hat", "witnesses": ["Agent"]}
    equal.tell(OLIVE, "lot", among=["mead", "amin"], chosen=["amin"], **lot)
    equal.tell(DORA, "provisional", told=["Agent"], seen=equal.seen)
    yield "a lot", equal
    gone = Story().tell_all(verification())
    gone.two(OLIVE, DORA, "cancelled", reason="a candidate died")
    yield "cancelled", gone
    yield "a second count", second_counted()


NIGHTS = dict(nights())


@pytest.mark.parametrize("story", NIGHTS)
def test_what_officers_are_offered_is_what_the_hall_would_record(story: str) -> None:
    whole = NIGHTS[story]
    told = SecondCount() if isinstance(whole, SecondCount) else Story(poll=whole.poll)
    entries, told.entries = list(whole.entries), []
    for entry in (None, *entries):
        if entry is not None:
            told.entries.append(entry)
            told._standing = None
        told.moment = whole.moment
        for officer in OFFICERS:
            offers = offered(told, officer)
            for act, fills in minimal(told).items():
                would = any(recorded(told, officer, act, fields) for fields in fills)
                last = entry.act.act if entry else "nothing"
                assert (act in offers) == would, f"{officer.role}, {act}, after {last}"


def test_nobody_is_offered_what_their_role_may_never_record() -> None:
    for story in NIGHTS.values():
        for visitor in EVERYBODY:
            for act in offered(story, visitor):
                assert may_record(visitor, act, "ward", None), f"{visitor.role}: {act}"


def test_those_who_record_nothing_are_offered_nothing() -> None:
    for visitor in (NED, OBI, SCREEN):
        assert offered(Story().tell_all(night()), visitor) == set()


def test_a_table_is_offered_what_fits_the_votes_of_a_paper() -> None:
    begun = [*verification(), *bringing()]
    assert {"bundle"} == {"bundle", "block", "sheet"} & offered(Story().tell_all(begun), SUE)
    three = Story(3).tell_all([*begun, *counting(3)])
    assert {"block", "sheet"} == {"bundle", "block", "sheet"} & offered(three, SUE)


def test_a_table_that_does_not_count_the_contest_is_offered_nothing_of_a_table() -> None:
    away = Visitor("Sid Away", "supervisor", "t77")
    offers = offered(Story().tell_all(night()), away)
    assert not {"bundle", "doubtful", "unit-closed", "unit-total"} & offers


def test_explaining_is_offered_only_to_those_who_may_be_told_of_the_finding() -> None:
    story = Story().tell_all(verification())
    story.tell(VERA, "account", box="b1", stated=59)
    assert "explained" in offered(story, VERA)
    assert "explained" not in offered(Story().tell_all(verification()), VERA)


def test_no_act_that_answers_another_or_is_of_the_whole_hall_is_among_them() -> None:
    elsewhere = {n for n, k in acts.VOCABULARY.items() if k.reaches in ("hall", "earlier-act")}
    assert {"struck", "agreed", "declined", "announced"} <= elsewhere
    for story in NIGHTS.values():
        assert not elsewhere & offered(story, OLIVE)


def test_a_look_at_a_page_never_runs_the_second_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may take seconds, and everybody's acts would wait for it."""

    whole, already_shared = Story().tell_all(night()), shared()

    def counted(standing: Standing) -> None:
        raise AssertionError("the second count was run")

    monkeypatch.setattr(gate, "disagreement", counted)
    assert "provisional" in offered(whole, OLIVE)
    assert "declared" not in offered(whole, OLIVE)
    assert "declared" in offered(already_shared, OLIVE)
