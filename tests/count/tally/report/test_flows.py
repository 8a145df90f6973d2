"""Votes between stages: nothing is made, nothing is lost, and nothing is claimed that no figure says."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from count.tally.report.flows import Flow, diagram, flows

SPLITS = st.integers(1, 8).flatmap(
    lambda rows: st.tuples(
        st.lists(st.integers(0, 50), min_size=rows, max_size=rows),
        st.lists(st.integers(0, rows - 1), max_size=60),
    )
)


def test_one_giver_is_said_to_have_given_to_each() -> None:
    assert flows([10, 5, 0], [6, 7, 2]) == (
        Flow(0, 0, 6),
        Flow(1, 1, 5),
        Flow(0, 1, 2),
        Flow(0, 2, 2),
    )


def test_several_givers_and_takers_meet_in_a_hub() -> None:
    moved = [flow for flow in flows([3, 2, 5, 5], [0, 0, 7, 8]) if flow.giver != flow.taker]
    assert moved == [Flow(0, None, 3), Flow(1, None, 2), Flow(None, 2, 2), Flow(None, 3, 3)]


def test_votes_cannot_be_made_between_stages() -> None:
    with pytest.raises(AssertionError, match="made or lost"):
        flows([1, 2], [1, 3])


@given(SPLITS)
def test_every_vote_of_a_stage_leaves_it_and_every_vote_of_the_next_arrives(
    split: tuple[list[int], list[int]],
) -> None:
    before, to = split
    after = list(before)
    for row in to:
        giver = max(range(len(after)), key=after.__getitem__)
        if after[giver]:
            after[giver] -= 1
            after[row] += 1
    went = flows(before, after)
    for row in range(len(before)):
        assert sum(flow.votes for flow in went if flow.giver == row) == before[row]
        assert sum(flow.votes for flow in went if flow.taker == row) == after[row]
    hub = [sum(flow.votes for flow in went if end(flow) is None) for end in (_giver, _taker)]
    assert hub[0] == hub[1]


def _giver(flow: Flow) -> int | None:
    return flow.giver


def _taker(flow: Flow) -> int | None:
    return flow.taker


def test_a_diagram_has_a_bar_for_whoever_has_votes_and_a_band_for_what_moves() -> None:
    names = ["Ann", "Bob", "A name that is rather longer than thirty letters", "Not transferred"]
    stages = [[500, 300, 200, 0], [500, 350, 0, 150]]
    drawn = diagram(names, stages, [frozenset(), frozenset({1})], 1)
    assert [(bar.row, bar.elected) for bar in drawn.bars] == [
        (0, False), (1, False), (2, False), (0, False), (1, True), (3, False),
    ]  # fmt: skip
    said = [band.words for band in drawn.bands if band.moved]
    longest = names[2]
    assert said == [
        f"Stage 2: 50 from {longest} to Bob",
        f"Stage 2: 150 from {longest} to Not transferred",
    ]
    assert [label.words for label in drawn.labels] == [
        "Ann", "Bob", "A name that is rather longer…", "Ann", "Bob", "Not transferred",
    ]  # fmt: skip
    heights = {bar.row: bar.height for bar in drawn.bars[:3]}
    assert heights == {0: 280, 1: 168, 2: 112}


def test_names_never_lie_over_one_another() -> None:
    votes = [1] * 30 + [970]
    drawn = diagram([f"c{n}" for n in range(31)], [votes, votes], [frozenset(), frozenset()], 1)
    for end in (False, True):
        ys = [label.y for label in drawn.labels if label.at_end is end]
        assert all(lower - upper >= 15 for upper, lower in itertools.pairwise(ys))
