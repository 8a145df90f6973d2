"""Papers that were read: where they are taken from, and where they lie again when they are read anew."""

from typing import Any

import pytest

from count.findings.gate import findings
from count.ledger.fold import fold
from count.ledger.standing import Standing
from tests.count.halls import ADA, DORA, ROSE, SUE, Said, body, verifying
from tests.count.transferable import Electronic, brought

BALLOTS = [(50, ("a", "b")), (30, ("b",)), (20, ("c", "a", "b"))]


def figures(story: Electronic) -> dict[str, Any]:
    of = story.standing.figures()
    return {"votes": of.votes, "accounted": of.accounted, "left": sum(of.unaccounted.values())}


def test_papers_that_were_read_are_counted_for_their_first_preference() -> None:
    story = Electronic(3, 2).tell_all(brought(100))
    story.read(BALLOTS)
    assert figures(story) == {"votes": (50, 30, 20), "accounted": 100, "left": 0}
    assert story.standing.figures().units["t1"].unsorted == 0
    assert story.standing.read[0].papers == 100


def test_papers_are_read_straight_from_verified_boxes_too() -> None:
    story = Electronic(3, 2).tell_all(verifying("b1", 100))
    story.read(BALLOTS)
    assert figures(story) == {"votes": (50, 30, 20), "accounted": 100, "left": 0}


def test_papers_with_the_adjudicator_are_not_read_and_rejected_ones_complete_the_count() -> None:
    story = Electronic(3, 2).tell_all(brought(104))
    story.tell(SUE, "doubtful", unit="t1", papers=4)
    story.read(BALLOTS)
    assert figures(story)["left"] == 4
    rejected = {"unmarked-or-void": 4}
    story.tell(ADA, "adjudicated", unit="t1", good=[], returned=0, rejected=rejected)
    assert figures(story) == {"votes": (50, 30, 20), "accounted": 104, "left": 0}


def test_more_papers_than_lay_there_are_found() -> None:
    story = Electronic(3, 2).tell_all(brought(91))
    story.read(BALLOTS)
    (found,) = [f for f in findings(story.standing, story.at) if f.code == "papers-over"]
    assert (found.numbers, found.piles) == ({"papers": 9}, ("parcel/read",))
    assert not found.overridable


def test_several_files_add_up() -> None:
    story = Electronic(3, 2).tell_all(brought(100))
    story.read(BALLOTS[:2])
    story.read(BALLOTS[2:])
    assert figures(story) == {"votes": (50, 30, 20), "accounted": 100, "left": 0}


@pytest.mark.parametrize("mixed", [True, False])
def test_a_recount_reads_the_papers_again(mixed: bool) -> None:
    said: list[Said] = brought(100) if mixed else verifying("b1", 100)
    story = Electronic(3, 2).tell_all(said)
    story.read(BALLOTS)
    again = {"kind": "full", "asked_by": "Agent of C", "granted": True, "reason": "close"}
    story.refused("state", DORA, body("recount", scope={"unit": "t1"}, **again))
    story.tell(DORA, "recount", scope={"contest": True}, **again)
    assert figures(story) == {"votes": (0, 0, 0), "accounted": 0, "left": 100}
    assert story.standing.attempt == 2
    assert [reading.papers for reading in story.standing.read_before] == [100]
    story.refused("attempt", ROSE, story.body_of(BALLOTS))
    story.read(BALLOTS, attempt=2)
    assert figures(story) == {"votes": (50, 30, 20), "accounted": 100, "left": 0}


def test_a_reading_that_is_struck_leaves_its_papers_where_they_lay() -> None:
    story = Electronic(3, 2).tell_all(brought(100))
    story.strike(story.read(BALLOTS))
    assert figures(story) == {"votes": (0, 0, 0), "accounted": 0, "left": 100}


def test_a_file_that_is_lost_is_loud_and_never_counted_without() -> None:
    story = Electronic(3, 2).tell_all(brought(100))
    story.read(BALLOTS)
    standing: Standing = fold(story.poll, story.contest, story.entries)
    codes = {f.code: f for f in findings(standing, story.at)}
    assert codes["papers-file-astray"].severity == "blocks"
    assert not codes["papers-file-astray"].overridable
    assert "Hand in the very same file again" in codes["papers-file-astray"].remedy
    assert standing.figures().accounted == 100
    assert sum(standing.figures().votes) == 0
