"""One box of one contest: done, settled, expected."""

from tests.count.halls import DORA, OLIVE, Story, verification


def test_a_box_is_done_when_it_is_verified_or_was_not_used() -> None:
    story = Story()
    assert not any(box.done for box in story.standing.boxes.values())
    story.tell_all(verification()[:4])
    story.two(DORA, OLIVE, "box-not-used", box="b2", reason="shut")
    assert [name for name, box in story.standing.boxes.items() if box.done] == ["b1", "b2"]


def test_a_box_without_counts_settles_at_nothing_known() -> None:
    assert Story().standing.boxes["b1"].settled is None
