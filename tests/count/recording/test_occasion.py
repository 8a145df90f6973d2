"""Before anything else: is the contest still open, and is this act of the present count?"""

from typing import Any

import pytest

from count.ledger.acts import VOCABULARY
from count.recording import Occasion, check
from count.recording.refusals import NotNow
from tests.count.every_act import NEEDED, good
from tests.count.halls import (
    ADA,
    DORA,
    OLIVE,
    ROSE,
    RUTH,
    SUE,
    VERA,
    Story,
    body,
    bringing,
    bundle,
    counting,
    read_act,
    shared,
    small_poll,
    verification,
)

AFTER: dict[str, dict[str, Any]] = {
    "oral-correction": {"words": "fifty, not fifteen"},
    "corrected": {"votes": {"mead": 51}, "reason": "read from the wrong line"},
    "found-after": {"papers": 3, "where": "under the stage", "reason": "a bag"},
}


HALL_ONLY = frozenset({"announced", "attended", "paused", "resumed", "released"})
SHARED = frozenset({"box-received", "box-not-used", "box-added", "unit-added"})


def declared() -> Story:
    story = shared()
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    return story


def test_the_kinds_of_act_named_here_are_acts() -> None:
    kinds = VOCABULARY.items()
    assert set(NEEDED) >= AFTER.keys() | HALL_ONLY | SHARED
    assert set(AFTER) == {name for name, kind in kinds if kind.after_declaring == "only"}
    assert HALL_ONLY | {"agreed", "declined"} == {
        name for name, kind in kinds if kind.after_declaring == "too"
    }
    assert {name for name, kind in kinds if kind.after_cancelling} == SHARED


@pytest.mark.parametrize("act", sorted(AFTER))
def test_corrections_come_after_the_declaration_and_not_before(act: str) -> None:
    for story in (Story(), shared()):
        story.refused("state", OLIVE, act, **AFTER[act])
    declared().tell(OLIVE, act, **AFTER[act])


def test_a_declaration_is_final() -> None:
    """After it nothing can be recounted; only a slip of the tongue is put right at once."""
    story = declared()
    made = story.last("bundle")
    for who, said in (
        (SUE, bundle("mead", 1)),
        (SUE, body("struck", strikes=made.id, reason="keyed twice")),
        (DORA, body("recount", scope={"contest": True}, kind="full", asked_by="A", granted=True,
                    reason="close")),
        (DORA, body("verification-closed")),
        (VERA, body("box-verified", box="b1", papers=60)),
        (DORA, body("provisional", told=["Agent"], seen=story.seen)),
        (OLIVE, body("declared", seen=story.seen)),
        (OLIVE, body("cancelled", reason="a candidate died")),
        (DORA, body("explained", finding="box-variance", piles=[], words="x")),
    ):  # fmt: skip
        story.refused("state", who, said)


@pytest.mark.parametrize("act", sorted(HALL_ONLY))
def test_what_is_said_to_the_hall_does_not_ask_for_an_open_contest(act: str) -> None:
    for story in (declared(), cancelled()):
        story.tell(DORA, body(act, **NEEDED[act]))


def cancelled() -> Story:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    story.two(OLIVE, DORA, "cancelled", reason="a candidate died")
    return story


def test_nothing_more_is_counted_in_a_cancelled_contest() -> None:
    story = cancelled()
    story.refused("state", SUE, bundle("mead", 1))
    story.refused("state", OLIVE, "declared", seen=story.seen)
    story.refused("state", OLIVE, "oral-correction", words="x")


@pytest.mark.parametrize("act", ["box-received", "unit-added"])
def test_a_cancelled_contests_boxes_and_tables_live_on_for_the_others(act: str) -> None:
    """Higham Ferrers 2025: one contest stopped, others in the same boxes went ahead."""
    cancelled().tell(VERA if act == "box-received" else DORA, body(act, **NEEDED[act]))


# ------------------------------------------------------------------------------------- of which count

OF_ATTEMPT: list[tuple[Any, str, dict[str, Any]]] = [
    (VERA, "mixed", {"unit": "t1", "boxes": ["b2"]}),
    (SUE, "handed", {"from_unit": "t1", "to_unit": "t2", "papers": 1, "reason": "x"}),
    (SUE, "bundle", {"unit": "t1", "candidate": "mead", "papers": 1}),
    (SUE, "doubtful", {"unit": "t1", "papers": 1}),
    (ADA, "adjudicated", {"unit": "t1", "good": [], "returned": 0, "rejected": {"too-many": 1}}),
    (ROSE, "unit-total", {"unit": "t1", "totals": {"mead": 1}, "rejected": 0}),
    (SUE, "unit-closed", {"unit": "t1"}),
]


def recounted() -> Story:
    story = Story().tell_all(verification())
    story.tell(VERA, "mixed", unit="t1", boxes=["b1", "p1"])
    story.tell(DORA, "recount", scope={"unit": "t1"}, kind="full", asked_by="A", granted=True,
               reason="close")  # fmt: skip
    return story


@pytest.mark.parametrize(("who", "act", "fields"), OF_ATTEMPT)
def test_a_tablet_back_from_the_dead_posts_into_no_recount(
    who: Any, act: str, fields: dict[str, Any]
) -> None:
    story = recounted()
    for late in ({}, {"attempt": 1}):
        refused = story.refused("attempt", who, act, **fields, **late)
        assert refused.fields == {"attempt": "must be 2"}
        assert refused.status == 409


@pytest.mark.parametrize(("who", "act", "fields"), OF_ATTEMPT)
def test_nor_does_it_post_into_a_count_that_has_not_begun(
    who: Any, act: str, fields: dict[str, Any]
) -> None:
    recounted().refused("attempt", who, act, **fields, attempt=3)


def test_each_unit_has_its_own_present_count() -> None:
    story = recounted()
    story.tell(VERA, "mixed", unit="t2", boxes=["b2"])
    story.tell(DORA, bundle("mead", 1, unit="t2"))
    story.tell(DORA, bundle("mead", 1, unit="t1", attempt=2))
    story.refused("attempt", DORA, bundle("mead", 1, unit="t2", attempt=2))


def test_a_refusal_says_what_to_do() -> None:
    assert "Reload" in recounted().refused("attempt", SUE, bundle("mead", 1)).words
    assert "final" in declared().refused("state", SUE, bundle("mead", 1)).words


def test_two_returning_officers_may_close_the_matter() -> None:
    story = shared()
    story.two(OLIVE, RUTH, "declared", seen=story.seen)
    assert story.standing.state == "declared"


# ------------------------------------------------------------------------------------- not built yet


@pytest.mark.parametrize("act", sorted(name for name, kind in VOCABULARY.items() if not kind.built))
def test_an_act_with_which_nothing_is_done_yet_is_refused_in_plain_words(act: str) -> None:
    """A 201 that changes nothing would be a lie; the names are kept, since programs will rely on them."""
    story = Story(poll=small_poll(part="area"))
    occasion = Occasion(story.standing, OLIVE, story.at, story.codes)
    with pytest.raises(NotNow, match=f"{act} yet: .* not built") as refused:
        check(occasion, read_act(good(act)))
    assert (refused.value.status, refused.value.kind) == (409, "state")


@pytest.mark.parametrize("act", ["submitted", "read-back", "accepted", "directed", "published"])
def test_in_an_area_it_is_refused_as_not_now_and_not_as_malformed(act: str) -> None:
    Story(poll=small_poll(part="area")).refused("state", OLIVE, act, **NEEDED[act])


def test_what_is_not_built_is_the_collating_of_areas() -> None:
    assert {name for name, kind in VOCABULARY.items() if not kind.built} == {
        "survivors", "submitted", "read-back", "accepted", "directed", "published",
    }  # fmt: skip
