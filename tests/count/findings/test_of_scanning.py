"""What stands in the way of an electronic count, and what must be explained."""

import pytest

from count.findings.finding import Finding
from count.findings.gate import findings
from tests.count.halls import ADA, DORA, SUE, body, bundle
from tests.count.transferable import Electronic, brought, file_of

BALLOTS = [(50, ("a", "b")), (30, ("b",)), (20, ("c", "a", "b"))]


def found(story: Electronic, code: str) -> list[Finding]:
    return [f for f in findings(story.standing, story.at) if f.code == code]


def test_papers_counted_by_hand_beside_the_file_block() -> None:
    """Of those no further preference is known: they could never be transferred."""
    story = Electronic(3, 2).tell_all(brought(110))
    story.tell(SUE, bundle("a", 6))
    story.read(BALLOTS)
    (clash,) = found(story, "read-and-sorted")
    assert (clash.severity, clash.overridable) == ("blocks", False)
    assert (clash.piles, clash.numbers) == (("unit/t1",), {"papers": 6})


def test_good_papers_of_the_adjudicator_are_returned_to_be_read() -> None:
    story = Electronic(3, 2).tell_all(brought(100))
    story.tell(SUE, "doubtful", unit="t1", papers=2)
    good = [{"candidates": ["a"], "papers": 2}]
    wrong = story.tell(ADA, "adjudicated", unit="t1", good=good, returned=0, rejected={})
    story.read(BALLOTS)
    assert found(story, "read-and-sorted")
    story.strike(wrong)
    story.tell(ADA, "adjudicated", unit="t1", good=[], returned=2, rejected={})
    assert not found(story, "read-and-sorted")


def test_names_written_otherwise_are_explained_in_words_that_are_printed() -> None:
    story = Electronic(3, 2).tell_all(brought(100))
    file = file_of(3, 2, BALLOTS)
    file = file_of(3, 2, BALLOTS, names=("Anna Other", *file.names[1:]))
    story.paper_source.put(file)
    story.tell(DORA, body("papers-read", file_digest=file.digest, papers=100))
    (names,) = found(story, "names-differ")
    assert "candidate 1 is “Anna Other” in the file and SURNAMEA Givena" in names.words
    assert names.severity == "explain"
    said = {
        "finding": "names-differ",
        "piles": [],
        "words": "Seen by both agents: her married name.",
    }
    story.tell(DORA, "explained", **said)
    assert found(story, "names-differ")[0].explained is not None


@pytest.mark.parametrize("more", [1, 9])
def test_more_papers_than_were_verified_block(more: int) -> None:
    story = Electronic(3, 2).tell_all(brought(100 - more))
    story.read(BALLOTS)
    (over,) = found(story, "papers-over")
    assert over.numbers == {"papers": more}
    assert not found(story, "pile-below-zero")
