"""The second count reads the acts, not the fold: a fault in either, or in a kernel, is a disagreement."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.findings.gate import in_the_way
from count.findings.second_count import disagreement
from count.ledger import acts
from count.ledger import fold as folding
from count.ledger.entry import Entry
from count.ledger.fold import fold
from count.ledger.standing import Standing
from count.systems.from_acts import papers_that_stand
from tally_core import kernels
from tally_core.plain import plurality as plain
from tests.count.halls import (
    DORA,
    OLIVE,
    SUE,
    VERA,
    Story,
    bringing,
    bundle,
    counting,
    night,
    plant,
    second_counted,
    shared,
    verification,
    verifying,
)


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_both_counts_agree_on_every_figure_of_a_night(seats: int) -> None:
    story = Story(seats)
    for who, said in night(seats):
        story.tell(who, said)
        assert disagreement(story.standing) is None


def test_a_paper_line_the_law_does_not_know_is_a_disagreement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def impossible(lines: Any, candidates: int, seats: int) -> None:
        raise plain.ImpossibleLine(plain.Straight(0, (), 5), "votes for none")

    story = Story().tell_all(night())
    monkeypatch.setattr(plain, "count_papers", impossible)
    finding = disagreement(story.standing)
    assert finding is not None
    assert "votes for none" in finding.words


# ------------------------------------------------------------------------------------ planted faults

Effect = Callable[[Standing, Any, Entry], None]


def to_the_neighbour(true: Effect) -> Effect:
    """A bundle for one candidate is credited to the next on the ballot paper."""

    def effect(standing: Standing, act: acts.Bundle, entry: Entry) -> None:
        names = standing.candidates
        wrong = names[(standing.choice[act.candidate] + 1) % len(names)]
        true(standing, act.model_copy(update={"candidate": wrong}), entry)

    return effect


def forgotten(true: Effect) -> Effect:
    """An act is recorded and has no effect."""
    return lambda standing, act, entry: None


def one_short(true: Effect) -> Effect:
    """One paper of every act falls under the table."""

    def effect(standing: Standing, act: Any, entry: Entry) -> None:
        true(standing, act.model_copy(update={"papers": act.papers - 1}), entry)

    return effect


def rejected_twice(true: Effect) -> Effect:
    """The rejected papers of a decision are taken for two heaps."""

    def effect(standing: Standing, act: acts.Adjudicated, entry: Entry) -> None:
        twice = {ground: 2 * papers for ground, papers in act.rejected.items()}
        true(standing, act.model_copy(update={"rejected": twice}), entry)

    return effect


def ground_exchanged(true: Effect) -> Effect:
    """Papers rejected on one ground are put under another: the total stays, the statement is wrong."""

    def effect(standing: Standing, act: acts.Adjudicated, entry: Entry) -> None:
        true(standing, act.model_copy(update={"rejected": {"official-mark": 3}}), entry)

    return effect


PLANTED: list[tuple[type[acts.Act], Callable[[Effect], Effect], int]] = [
    (acts.Bundle, to_the_neighbour, 1),
    (acts.Bundle, forgotten, 1),
    (acts.Bundle, one_short, 1),
    (acts.Block, forgotten, 3),
    (acts.Block, one_short, 3),
    (acts.Sheet, forgotten, 3),
    (acts.Sheet, one_short, 3),
    (acts.Adjudicated, forgotten, 3),
    (acts.Adjudicated, rejected_twice, 1),
    (acts.Adjudicated, ground_exchanged, 1),
    (acts.BoxVerified, forgotten, 1),
    (acts.BoxVerified, one_short, 1),
]


@pytest.mark.parametrize(("act", "fault", "seats"), PLANTED)
def test_a_fault_planted_in_the_fold_is_seen(
    act: type[acts.Act],
    fault: Callable[[Effect], Effect],
    seats: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = Story(seats).tell_all([*verification(), *bringing(), *counting(seats)])
    assert disagreement(story.standing) is None
    plant(monkeypatch, act, fault(folding.EFFECTS[act]))
    finding = disagreement(fold(story.poll, story.contest, story.entries))
    assert finding is not None
    assert (finding.code, finding.severity) == ("second-count-differs", "blocks")
    assert not finding.overridable
    assert finding.secret


def test_a_strike_that_the_fold_forgets_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    story.strike(story.last("bundle"))
    monkeypatch.setattr(folding, "struck_among", lambda entries: set())
    assert disagreement(fold(story.poll, story.contest, story.entries)) is not None


def test_a_recount_that_the_fold_forgets_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story().tell_all(night())
    story.tell(DORA, "recount", scope={"contest": True}, kind="full", granted=True,
               asked_by="Agent", reason="close")  # fmt: skip
    plant(monkeypatch, acts.Recount, forgotten(folding.EFFECTS[acts.Recount]))
    assert disagreement(fold(story.poll, story.contest, story.entries)) is not None


def test_papers_sorted_again_that_the_fold_forgets_are_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = second_counted()
    assert disagreement(story.standing) is None
    plant(monkeypatch, acts.Sorted, forgotten(folding.EFFECTS[acts.Sorted]))
    finding = disagreement(fold(story.poll, story.contest, story.entries))
    assert finding is not None
    assert "papers sorted, by next preference: {} and {'mead': 1, 'amin': 9}" in finding.words
    assert "papers sorted, without one" in finding.words


def faulty_votes(row: Any, column: Any, votes: Any, totals: Any) -> None:
    for at in range(len(votes) - 1):
        totals[row[at], column[at]] += votes[at]


def faulty_piles(source: Any, target: Any, papers: Any, balances: Any) -> None:
    for at in range(len(papers) - 1):
        balances[source[at]] -= papers[at]
        balances[target[at]] += papers[at]


def faulty_plurality(votes: Any, seats: int, order: Any) -> tuple[int, int]:
    order[:] = sorted(range(len(votes)), key=lambda who: votes[who])
    return seats, seats


KERNELS = {"votes": faulty_votes, "piles": faulty_piles, "plurality": faulty_plurality}


@pytest.mark.parametrize("kernel", sorted(KERNELS))
@pytest.mark.parametrize("seats", [1, 3])
def test_a_fault_planted_in_a_kernel_is_seen(
    kernel: str, seats: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(seats).tell_all([*verification(), *bringing(), *counting(seats)])
    monkeypatch.setattr(kernels, kernel, KERNELS[kernel])
    standing = fold(story.poll, story.contest, story.entries)
    assert disagreement(standing) is not None


def test_a_disagreement_stops_the_provisional_result_and_the_declaration(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = shared()
    monkeypatch.setattr(kernels, "plurality", faulty_plurality)
    for for_provisional in (True, False):
        way = in_the_way(story.standing, story.at, for_provisional=for_provisional)
        assert "second-count-differs" in {finding.code for finding in way}
    story.refused("gate", OLIVE, "declared", seen=story.seen)


def test_the_second_count_does_not_use_the_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story().tell_all(night())
    lines = papers_that_stand(story.entries, story.standing.choice)
    for kernel in ("votes", "piles", "plurality"):
        monkeypatch.setattr(kernels, kernel, None)
    counted = plain.count_papers(lines, 3, 1)
    assert counted.votes == (50, 41, 26)
    assert plain.most_votes(counted.votes, 1) == plain.Elected((0,))


@pytest.mark.sweep
@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(["mead", "amin", "khoo"]), st.integers(1, 60)), max_size=8)
)
def test_a_disagreement_in_any_single_bundle_is_seen(bundles: list[tuple[str, int]]) -> None:
    """Each bundle in turn is keyed with one paper more in the fold than in the ledger."""
    story = Story().tell_all([*verification(), *bringing()])
    for name, papers in bundles:
        story.tell(SUE, bundle(name, papers))
    assert disagreement(story.standing) is None
    for at, entry in enumerate(story.entries):
        if isinstance(entry.act, acts.Bundle):
            act = entry.act.model_copy(update={"papers": entry.act.papers + 1})
            entries = list(story.entries)
            entries[at] = Entry(entry.seq, entry.contest, entry.at, entry.by, entry.role, None, act)
            standing = fold(story.poll, story.contest, entries)
            standing.entries = {e.id: e for e in story.entries}
            assert disagreement(standing) is not None


def test_a_box_verified_at_the_same_number_by_the_ladder_agrees() -> None:
    story = Story().tell_all(verifying("b1", 60))
    story.two(VERA, DORA, "box-verified", box="b1", papers=60, note="counted again")
    assert disagreement(story.standing) is None
