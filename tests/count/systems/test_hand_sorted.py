"""People sort real stacks of papers, and come to the same figures as the papers in memory."""

from random import Random
from typing import Any

import pytest

from count.findings.gate import findings, needs
from count.findings.second_count import disagreement
from count.systems.result import counting, rule_answer
from count.systems.stages import shown
from count.systems.system import Counted, SortingNeeded
from count.systems.transferable import NORTHERN_IRISH, SCOTTISH, Transferable
from count.views.needs import ParcelNeededShape
from count.views.needs import needs as said_of
from tally_core.outcome import LotNeeded, PreferenceCount
from tally_core.parcels import PapersInMemory
from tests.count.halls import DORA, OLIVE, ROSE, SAM, SIZE, SUE, Story, bundle
from tests.count.transferable import Sorters, ballots_of, brought, first_of, names_of, stv_poll
from tests.tally_core.elections import Election, small_area

SYSTEMS = (SCOTTISH.system, NORTHERN_IRISH.system)


def night(election: Election, system: str, *, by_bundle: bool = True) -> Story:
    """First preferences counted at table 1, by bundles or sorted off the parcel of all papers."""
    poll = stv_poll(election.candidates, election.seats, system)
    story = Story(poll=poll)
    ballots = ballots_of(election)
    first = first_of(ballots)
    story.tell_all(brought(sum(first.values())))
    if by_bundle:
        for candidate, papers in first.items():
            story.tell(SUE, bundle(candidate, papers))
    else:
        asked = waits(story)
        assert (asked["value"], asked["next_for"]) == (
            {2: "1.00", 5: "1.00000"}[len(asked["value"]) - 2],
            list(names_of(election.candidates)),
        )
        story.tell(SUE, "sorted", unit="t1", parcel=asked["parcel"], next=first, none=0)
    story.tell(ROSE, "unit-total", unit="t1", totals=first, rejected=0)
    story.tell(SUE, "unit-closed", unit="t1")
    return story


def waits(story: Story) -> ParcelNeededShape:
    said = said_of(story.standing, SUE, needs(story.standing, story.at))
    assert said is not None
    return said["papers"]


def play(story: Story, people: Sorters, random: Random) -> int:
    """Sort what is asked for and draw the lots, to the end; gives how many parcels were sorted."""
    parcels = 0
    while True:
        question = needs(story.standing, story.at)
        if isinstance(question, LotNeeded):
            among = [story.standing.candidates[who] for who in question.candidates]
            drawn = {"among": among, "chosen": [random.choice(among)], "to": question.to}
            story.tell(OLIVE, "lot", method="straws", witnesses="Agent of A", **drawn)
        elif isinstance(question, SortingNeeded):
            parcels += 1
            report = people.sort(waits(story))
            half = {who: papers // 2 for who, papers in report["next"].items() if papers > 1}
            rest = {who: papers - half.get(who, 0) for who, papers in report["next"].items()}
            if half:  # Two tables share the parcel: their reports add up.
                part = {"parcel": report["parcel"], "next": half, "none": 0}
                story.tell(SAM, "sorted", unit="t2", **part)
            story.tell(SUE, "sorted", unit="t1", **{**report, "next": rest})
        else:
            return parcels


def in_memory(story: Story, election: Election) -> tuple[PreferenceCount, Any]:
    from count.systems.system import lots_drawn

    system = counting(story.rules.system)
    assert isinstance(system, Transferable)
    law = system.law
    stages: list[Any] = []
    count = law.conduct(
        PapersInMemory(election.papers), election.seats, lots_drawn(story.standing), stages
    )
    assert isinstance(count, PreferenceCount), count
    return count, shown(story.standing, stages, law.unit)


@pytest.mark.parametrize("system", SYSTEMS)
def test_hand_and_memory_agree_on_every_figure_of_elections_by_chance(system: str) -> None:
    """Every stage, every parcel's value and papers; and the plain count, from the reports alone, agrees."""
    parcels = lots = 0
    for seed in range(40):
        random = Random(seed)
        election = small_area(random)
        if sum(papers for papers, _ in election.groups) > 60 * SIZE:
            continue
        story = night(election, system, by_bundle=seed % 3 > 0)
        parcels += play(story, Sorters(ballots_of(election)), random)
        lots += len(story.standing.lots)
        now = rule_answer(story.standing)
        count, stages = in_memory(story, election)
        assert now.stages == stages
        assert now.says == Counted(tuple(names_of(election.candidates)[w] for w in count.elected))
        assert disagreement(story.standing) is None
        codes = {f.code for f in findings(story.standing, story.at) if f.severity == "blocks"}
        assert codes == {"provisional-needed"}
        story.tell(DORA, "provisional", told=["Agent of A"], seen=story.seen)
        story.two(OLIVE, DORA, "declared", seen=story.seen)
    assert parcels > 40
    assert lots > 3
