"""When papers may be read: of verified boxes, from a file that is kept and is this contest's."""

import pytest

from tests.count.halls import ROSE, SUE, body, verifying
from tests.count.transferable import Electronic, brought, file_of

BALLOTS = [(50, ("a", "b")), (30, ("b",)), (20, ("c", "a", "b"))]


def test_boxes_are_verified_first() -> None:
    story = Electronic(3, 2).tell_all(verifying("b1", 100)[:3])
    refusal = story.refused("state", ROSE, story.body_of(BALLOTS))
    assert refusal.fields == {"papers": "box b1 is not verified"}


def test_the_file_is_handed_in_first() -> None:
    story = Electronic(3, 2).tell_all(brought(100))
    refusal = story.refused("state", ROSE, "papers-read", file_digest="0" * 64, papers=100)
    assert refusal.fields == {"file_digest": "is not kept beside this hall"}


def test_the_number_said_is_the_files() -> None:
    story = Electronic(3, 2).tell_all(brought(100))
    refusal = story.refused("state", ROSE, {**story.body_of(BALLOTS), "papers": 99})
    assert refusal.fields == {"papers": "the file has 100"}


def test_another_contests_file_is_refused() -> None:
    story = Electronic(3, 2).tell_all(brought(100))
    file = file_of(3, 2, BALLOTS, names=("Givenb SURNAMEB", "Givena SURNAMEA", "Givenc SURNAMEC"))
    story.paper_source.put(file)
    said = body("papers-read", file_digest=file.digest, papers=100)
    assert "in another order" in story.refused("state", ROSE, said).words


def test_papers_are_never_read_twice() -> None:
    story = Electronic(3, 2).tell_all(brought(200))
    story.read(BALLOTS)
    refusal = story.refused("state", ROSE, story.body_of(BALLOTS))
    assert refusal.fields == {"file_digest": "was read already"}


@pytest.mark.parametrize("system", ["scottish-stv", "northern-irish-stv"])
def test_nothing_is_sorted_by_hand_where_papers_were_read(system: str) -> None:
    story = Electronic(3, 2, system).tell_all(brought(100))
    story.read(BALLOTS)
    said = {"parcel": "first-preferences-0", "unit": "t1", "next": {"a": 1}, "none": 0}
    assert story.refused("state", SUE, "sorted", **said).fields == {
        "parcel": "is not what the count asks for"
    }
