"""The fold: whatever lawful acts are told, paper is conserved and a strike undoes exactly its act."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.findings.second_count import disagreement
from count.ledger import acts
from count.ledger import fold as folding
from count.ledger.entry import Entry
from count.ledger.fold import apply, boxes_of, fold, struck_among, units_of
from count.ledger.malformed import Malformed
from count.ledger.standing import Standing
from count.poll.roles import Visitor
from count.recording.refusals import Refused
from count.systems.result import rule_answer
from tests.count.every_act import NEEDED, good
from tests.count.halls import (
    ADA,
    DORA,
    OLIVE,
    ROSE,
    RUTH,
    SAM,
    SUE,
    SURNAMES,
    VERA,
    Story,
    body,
    bringing,
    bundle,
    claims,
    counting,
    night,
    read_act,
    shared,
    verification,
)

# ------------------------------------------------------------------------ whatever lawful acts are told

BOXES, UNITS = ["b1", "b2", "p1"], ["t1", "t2"]
GROUNDS = ["official-mark", "too-many", "identifiable", "unmarked-or-void"]
few, some = st.integers(1, 9), st.integers(1, 25)
box, unit = st.sampled_from(BOXES), st.sampled_from(UNITS)
Said = tuple[Visitor, dict[str, Any]]


def _said(who: Visitor, act: str, **fields: Any) -> st.SearchStrategy[Said]:
    """This act by this person, each field as drawn."""
    drawn = {k: v if isinstance(v, st.SearchStrategy) else st.just(v) for k, v in fields.items()}
    return st.fixed_dictionaries(drawn).map(lambda said: (who, body(act, **said)))


def anything(seats: int) -> st.SearchStrategy[Said]:
    """Any act of verification and the count, lawful or not: the hall refuses what it must."""
    names = SURNAMES[: 3 if seats == 1 else 5]
    name = st.sampled_from(names)
    chosen = st.lists(name, min_size=1, max_size=seats, unique=True)
    good_papers = st.lists(
        st.fixed_dictionaries({"candidates": chosen, "papers": st.integers(1, 4)}), max_size=3
    )
    ends = st.sampled_from(
        [{"from_unit": "t1", "to_unit": "t2"}, {"from_unit": "t2", "to_unit": "t1"}]
    )
    if seats == 1:
        makes = [_said(DORA, "bundle", candidate=name, papers=some, unit=unit)]
    else:
        votes = st.lists(st.integers(0, 9), min_size=5, max_size=5)
        makes = [
            _said(DORA, "block", candidates=chosen, papers=some, unit=unit),
            st.tuples(unit, votes, st.integers(9, 20), st.uuids()).map(
                lambda s: (DORA, _sheet(seats, *s))
            ),
        ]
    rejected = st.dictionaries(st.sampled_from(GROUNDS), few, max_size=2)
    scope = st.one_of(st.just({"contest": True}), st.fixed_dictionaries({"unit": unit}))
    kind = st.sampled_from(["full", "adjudication-too", "bundle-check"])
    return st.one_of(
        *makes,
        *makes,
        _said(VERA, "box-counted", box=box, papers=some, counted_by="Kit", checked_by="Lee"),
        _said(VERA, "box-verified", box=box, papers=some),
        _said(VERA, "strayed", box=box, to_box=box, papers=few, reason="x"),
        _said(VERA, "handed-over", box=box, papers=few, to="elsewhere", reason="x"),
        _said(VERA, "mixed", unit=unit, boxes=st.lists(box, min_size=1, max_size=3, unique=True)),
        _said(VERA, "mixed", unit=unit, boxes=["b1"], papers={"b1": 4}),
        ends.map(lambda e: (DORA, body("handed", papers=5, reason="x", **e))),
        _said(DORA, "doubtful", papers=few, unit=unit),
        _said(ADA, "adjudicated", good=good_papers, returned=few, rejected=rejected, unit=unit),
        _said(DORA, "recount", scope=scope, kind=kind, asked_by="A", granted=True, reason="x"),
    )


def _sheet(seats: int, unit: str, votes: list[int], papers: int, serial: Any) -> dict[str, Any]:
    unused = papers * seats - sum(votes)
    said = dict(zip(SURNAMES, votes, strict=True))
    return body(
        "sheet", unit=unit, serial=str(serial)[:8], papers=papers, votes=said, unused=unused
    )


@dataclass(frozen=True)
class Strike:
    """Strike the n-th act that was admitted, if there is one that may be struck."""

    nth: int


def tell(story: Story, said: Said | Strike) -> None:
    """Tell one thing; what the hall refuses is not in the story."""
    try:
        if isinstance(said, Strike):
            if story.entries:
                story.strike(story.entries[said.nth % len(story.entries)], OLIVE, DORA)
            return
        who, posted = said
        at = story.standing.units.get(str(posted.get("unit", posted.get("from_unit", ""))))
        if at is not None and posted["act"] != "recount":
            posted = {**posted, "attempt": at.attempt}
        entry = story.tell(who, posted)
        if entry.awaits is not None:
            story.agree(entry, OLIVE)
    except (Refused, Malformed):
        pass


def holds(standing: Standing) -> None:
    """What is true of every contest at every moment, whatever was recorded."""
    seats, figures = standing.contest.seats, standing.figures()
    assert int(standing.piles.balances().sum()) == 0
    entered = sum(box.inflow for box in standing.boxes.values())
    inside = sum(figures.in_boxes.values()) + sum(u.papers for u in figures.units.values())
    assert entered == inside + figures.handed_over
    # Every paper that is accounted for bears as many votes as there are seats, or is rejected.
    cast = sum(figures.votes) + figures.unused + seats * figures.all_rejected
    assert cast == seats * figures.accounted
    for of in figures.units.values():
        assert sum(of.votes) + of.unused == seats * of.counted
        assert of.papers == of.unsorted + of.doubtful + of.counted + of.all_rejected
    assert figures.votes == tuple(
        map(sum, zip(*(u.votes for u in figures.units.values()), strict=True))
    )
    assert disagreement(standing) is None


@pytest.mark.sweep
@pytest.mark.parametrize("seats", [1, 2, 3])
def test_whatever_is_recorded_paper_is_conserved_and_both_counts_agree(seats: int) -> None:
    @settings(deadline=None, max_examples=40)
    @given(
        st.lists(
            st.one_of(
                anything(seats),
                anything(seats),
                anything(seats),
                st.builds(Strike, st.integers(0, 60)),
            ),
            min_size=15,
            max_size=35,
        )
    )
    def play(said: list[Said | Strike]) -> None:
        story = Story(seats).tell_all(verification())
        story.tell(VERA, "mixed", unit="t1", boxes=["b1", "p1"], papers={"b1": 55})
        story.tell(VERA, "mixed", unit="t2", boxes=["b2"])
        for each in said:
            tell(story, each)
        holds(story.standing)

    play()


@pytest.mark.sweep
@settings(deadline=None, max_examples=30)
@given(st.data())
def test_the_order_of_bundles_sheets_and_blocks_does_not_matter(data: st.DataObject) -> None:
    told = [said for said in counting(3) if said[1]["act"] in ("block", "sheet")]
    story = Story(3).tell_all([*verification(), *bringing()])
    story.tell_all(data.draw(st.permutations(told)))
    straight = Story(3).tell_all([*verification(), *bringing(), *told])
    assert story.standing.figures() == straight.standing.figures()


@pytest.mark.parametrize("seats", [1, 3])
def test_standing_act_by_act_is_the_same_as_standing_folded_anew(seats: int) -> None:
    story = Story(seats).tell_all(night(seats))
    live = Standing(story.poll, story.contest)
    for entry in story.entries:
        apply(live, entry)
    assert same(live, story.standing)


def same(one: Standing, other: Standing) -> bool:
    """Whether two standings say the same in everything that can be read off them."""
    return (
        all(
            getattr(one, said) == getattr(other, said)
            for said in vars(one)
            if said
            not in (
                "piles",
                "_figures",
                "_worked_out",
                "_poll",
                "_known",
                "vetted_pairs",
                "paper_source",
            )
        )
        and one.figures() == other.figures()
        and rule_answer(one) == rule_answer(other)
    )


def test_the_fold_is_a_pure_function_of_the_acts() -> None:
    story = shared()
    once, again = (fold(story.poll, story.contest, story.entries) for _ in range(2))
    assert same(once, again)


# -------------------------------------------------------------------------------------- two people


def test_a_proposal_takes_effect_when_it_is_agreed_and_not_before() -> None:
    story = Story()
    proposal = story.tell(VERA, "box-verified", box="b1", papers=61)
    assert story.standing.boxes["b1"].verified is None
    assert list(story.standing.proposals) == [proposal.id]
    story.agree(proposal)
    assert story.standing.boxes["b1"].verified == 61
    assert story.standing.proposals == {}


def test_a_proposal_that_was_declined_never_takes_effect() -> None:
    story = Story()
    proposal = story.tell(VERA, "box-verified", box="b1", papers=61)
    story.tell(DORA, "declined", to=proposal.id, reason="the account says sixty")
    assert story.standing.boxes["b1"].verified is None
    assert story.standing.proposals == {}


def test_both_names_stand_under_what_two_people_decided() -> None:
    story = Story().tell_all(verification()[:-1])
    story.two(OLIVE, RUTH, "overridden", findings=["verification-open"], reason="the clock")
    (override,) = story.standing.overrides
    assert (override.by, override.second, override.findings) == (
        OLIVE.name, RUTH.name, ("verification-open",),
    )  # fmt: skip


# ------------------------------------------------------------------------------------------- strikes


def struck(story: Story, act: str) -> Story:
    story.strike(story.last(act), OLIVE, DORA)
    return story


MOVES = ["bundle", "doubtful", "adjudicated", "mixed", "box-verified", "account", "box-counted"]


@pytest.mark.parametrize("act", MOVES)
def test_a_struck_act_counts_as_never_made(act: str) -> None:
    """But for the strike itself, the contest stands as if the act had not been recorded."""
    told = Story().tell_all([*verification(), *bringing(), *counting()])
    target = told.last(act)
    struck(told, act)
    never = [e for e in told.entries if e.id != target.id]
    without = fold(
        told.poll,
        told.contest,
        [e for e in never if e.act.act not in ("struck", "agreed")],
    )
    assert told.standing.figures() == without.figures()


@pytest.mark.parametrize(
    "act", ["bundle", "doubtful", "adjudicated", "mixed", "unit-closed", "unit-total"]
)
def test_a_strike_opens_the_table_it_touches_again(act: str) -> None:
    story = shared()
    assert story.standing.units["t1"].closed
    struck(story, act)
    unit = story.standing.units["t1"]
    assert not unit.closed
    assert unit.claims == [], "a second total of other figures says nothing of these"
    assert story.standing.shared is None


@pytest.mark.parametrize("act", ["account", "box-counted", "box-verified", "verification-closed"])
def test_a_strike_in_verification_opens_verification_again(act: str) -> None:
    story = struck(shared(), act)
    assert story.standing.verification_closed is None
    assert story.standing.shared is None


def test_a_strike_at_one_table_leaves_the_other_closed() -> None:
    story = Story().tell_all(verification())
    story.tell(VERA, "mixed", unit="t1", boxes=["b1", "p1"])
    story.tell(VERA, "mixed", unit="t2", boxes=["b2"])
    for who, at, papers in ((SUE, "t1", 80), (SAM, "t2", 40)):
        story.tell(who, bundle("mead", papers, unit=at))
        story.tell(ROSE, "unit-total", unit=at, totals={"mead": papers}, rejected=0)
        story.tell(who, "unit-closed", unit=at)
    wrong = next(e for e in story.entries if e.act.act == "bundle")
    story.strike(wrong)
    assert [unit.closed for unit in story.standing.units.values()] == [False, True]


def test_the_provisional_result_and_a_lot_can_be_struck() -> None:
    story = struck(shared(), "provisional")
    assert story.standing.state == "counting"
    assert story.standing.units["t1"].closed, "no table was touched"


def test_a_serial_that_was_struck_may_be_used_again() -> None:
    story = Story(3).tell_all([*verification(), *bringing(), *counting(3)])
    story.strike(story.last("sheet"))
    assert ("serial", 1, "S2") not in story.standing.papers_in_use
    assert ("serial", 1, "S1") in story.standing.papers_in_use


def test_what_was_counted_before_a_recount_can_no_longer_be_struck() -> None:
    """Its papers lie unsorted again: striking it would take them away twice."""
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    bundle_made = story.last("bundle")
    story.tell(DORA, "recount", scope={"contest": True}, kind="full", granted=True,
               asked_by="Agent", reason="close")  # fmt: skip
    story.refused("attempt", OLIVE, "struck", strikes=bundle_made.id, reason="late")


def test_striking_a_box_that_was_mixed_takes_its_papers_from_the_table() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    first = next(e for e in story.entries if isinstance(e.act, acts.BoxVerified))
    story.strike(first, OLIVE, DORA)
    assert story.standing.figures().units["t1"].papers == 60
    story.tell(VERA, "box-verified", box="b1", papers=60)
    assert story.standing.figures().units["t1"].papers == 120


def test_only_agreed_strikes_strike() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    bundle_made = story.last("bundle")
    story.tell(SUE, "struck", strikes=bundle_made.id, reason="keyed twice")
    assert struck_among(story.entries) == set()
    story.agree(story.last("struck"), DORA)
    assert struck_among(story.entries) == {bundle_made.id}


# ------------------------------------------------------------------------------- what an act touches


TOUCHES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "handed": (("t1", "t2"), ()),
    "strayed": ((), ("b2",)),
    **{name: (("t1",), ()) for name in NEEDED if NEEDED[name].get("unit") == "t1"},
    **{name: ((), (f["box"],)) for name, f in NEEDED.items() if "box" in f and name != "strayed"},
    "unit-added": (("t9",), ()),
}


@pytest.mark.parametrize("act", sorted(NEEDED))
def test_the_units_and_boxes_an_act_touches(act: str) -> None:
    read = read_act(good(act))
    assert (units_of(read), boxes_of(read)) == TOUCHES.get(act, ((), ()))


def test_a_stray_touches_both_boxes_and_a_recount_its_scope() -> None:
    assert boxes_of(read_act(good("strayed", to_box="b1"))) == ("b2", "b1")
    assert units_of(read_act(good("recount", scope={"unit": "t1"}))) == ("t1",)
    assert units_of(read_act(good("recount"))) == ()


# ----------------------------------------------------------------------------------- planted faults


def broken(effect: Callable[..., None]) -> Callable[..., None]:
    """An effect that is done twice: a double tap that the fold does not see."""

    def twice(standing: Standing, act: acts.Act, entry: Entry) -> None:
        effect(standing, act, entry)
        effect(standing, act, entry)

    return twice


@pytest.mark.parametrize("act", [acts.Bundle, acts.Adjudicated, acts.BoxVerified])
def test_an_act_that_was_folded_twice_would_be_seen(
    act: type[acts.Act], monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting(), *claims()])
    monkeypatch.setitem(folding.EFFECTS, act, broken(folding.EFFECTS[act]))
    standing = fold(story.poll, story.contest, story.entries)
    if act is acts.BoxVerified:
        # Verified twice at one number is verified at that number: the fold is right to shrug.
        assert disagreement(standing) is None
    else:
        assert disagreement(standing) is not None


# ------------------------------------------------------------------------- only moves move, only claims claim


def test_an_act_that_is_no_move_and_moves_papers_stops_the_fold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def moves(standing: Standing, act: acts.Act, entry: Entry) -> None:
        standing.move(0, standing.boxes["b1"].pile, 1)

    for act in (acts.VerificationClosed, acts.UnitTotal):
        with monkeypatch.context() as patch:
            patch.setitem(folding.EFFECTS, act, moves)
            with pytest.raises(AssertionError, match="moved papers"):
                Story().tell_all(night())


def test_an_act_that_is_no_claim_states_no_figure() -> None:
    standing = Story().standing
    standing.only_a_claim(read_act(good("unit-total")))
    with pytest.raises(AssertionError, match="states a figure"):
        standing.only_a_claim(read_act(good("bundle")))


def test_only_moves_move_papers_and_only_claims_claim() -> None:
    """Every act of a night with a strike and a recount: it changed only what acts of its sort may change."""
    story = Story().tell_all(night())
    story.strike(story.last("bundle"))
    scope = {"scope": {"contest": True}, "asked_by": "A", "granted": True, "reason": "close"}
    story.tell(DORA, "recount", kind="full", **scope)
    standing = Standing(story.poll, story.standing.contest)
    sorts = set()
    for entry in story.entries:
        moved, claimed = standing.piles.moved, claims_of(standing)
        apply(standing, entry)
        kind = type(entry.act)
        sorts.add(kind.sort)
        if kind.sort != "move" and kind not in folding.MOVES_BY_LAW:
            assert standing.piles.moved == moved, entry.act
        if kind.sort != "claim":
            # A strike or a recount voids claims; nothing but a claim adds one.
            assert claims_of(standing) <= claimed, entry.act
    assert sorts == {"move", "claim", "strike", "decision"}


def claims_of(standing: Standing) -> set[Any]:
    """Every figure that somebody stated and nobody moved."""
    return {
        *((unit.unit, id(claim)) for unit in standing.units.values() for claim in unit.claims),
        *((box.box, id(box.account)) for box in standing.boxes.values() if box.account),
        *((box.box, id(count)) for box in standing.boxes.values() for count in box.counts),
    }


def test_the_acts_that_move_papers_by_law_are_few_and_are_no_moves() -> None:
    assert set(folding.MOVES_BY_LAW) == {acts.Recount, acts.BoxCounted, acts.Agreed}
    assert all(kind.sort != "move" for kind in folding.MOVES_BY_LAW)
