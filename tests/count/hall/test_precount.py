"""What files will be asked is worked out before the recorder asks, and never on its own time."""

from typing import Any

import pytest

from count.hall.precount import prepare, to_prepare
from count.ledger import acts
from tests.count.halls import OLIVE, ROSE, SUE, Story, body, bundle, read_act
from tests.count.transferable import Electronic, brought

TIED = [(5, ("a",)), (3, ("b", "a")), (3, ("c",))]


class Recalling(Electronic):
    """A ward whose folder notes each thing that is worked out, the second time too."""

    def __init__(self) -> None:
        super().__init__(3, 1)
        self.tell_all(brought(11))

    def ready(self, act: dict[str, Any] | None = None) -> list[Any]:
        """What is worked out ahead of an act."""
        self.paper_source.asked.clear()
        for work in tuple(to_prepare(self.standing, read_act(act) if act else None)):
            work()
        return list(self.paper_source.asked)


def kinds(asked: list[Any]) -> list[str]:
    return [each[0] if isinstance(each, tuple) else "count" for each in asked]


def test_before_papers_are_read_their_file_is_counted() -> None:
    story = Recalling()
    (question,) = story.ready(story.body_of(TIED))
    assert question.digests == tuple(story.paper_source.files)
    story.read(TIED)
    assert story.ready() == [question]


def test_before_a_lot_is_recorded_it_is_counted_with_it() -> None:
    story = Recalling()
    story.read(TIED)
    story.tell(ROSE, "unit-total", unit="t1", totals={}, rejected=0)
    story.tell(SUE, "unit-closed", unit="t1")
    lot = {"among": ["b", "c"], "chosen": ["b"], "to": "exclude", "method": "straws"}
    (ahead,) = story.ready(body("lot", witnesses="A", **lot))
    story.tell(OLIVE, "lot", witnesses="A", **lot)
    assert story.ready() == [ahead]
    strange = {**lot, "among": ["b", "nobody"]}
    assert story.ready(body("lot", witnesses="A", **strange)) == []


@pytest.mark.parametrize("act", ["provisional", "declared"])
def test_before_a_result_is_shared_or_declared_the_file_is_read_again(act: str) -> None:
    story = Recalling()
    story.read(TIED)
    told = {"told": ["Agent of A"]} if act == "provisional" else {}
    asked = kinds(story.ready(body(act, seen="", **told)))
    assert asked == ["heaps", "again", "heaps", "count"]


def test_agreeing_to_a_declaration_looks_at_the_file_once_more() -> None:
    story = Recalling()
    story.read([(6, ("a",)), (5, ("b",))])
    story.tell(ROSE, "unit-total", unit="t1", totals={}, rejected=0)
    story.tell(SUE, "unit-closed", unit="t1")
    story.tell(OLIVE, "provisional", told=["Agent of A"], seen=story.seen)
    proposal = story.tell(OLIVE, "declared", seen=story.seen)
    asked = kinds(story.ready(body("agreed", to=proposal.id, seen="")))
    assert asked == ["heaps", "again", "heaps", "count"]
    assert story.ready(body("agreed", to=body("x")["id"], seen="")) == []


def test_nothing_is_worked_out_for_other_acts_or_other_contests() -> None:
    story = Recalling()
    assert story.ready() == []
    story.read(TIED)
    assert story.ready(bundle("a", 1)) == []
    other = Story()
    assert tuple(to_prepare(other.standing, acts.read(bundle("mead", 1)))) == ()


async def test_it_is_done_beside_the_loop() -> None:
    story = Recalling()
    said = read_act(story.body_of(TIED))
    story.paper_source.asked.clear()
    await prepare(story.standing, said)
    assert kinds(story.paper_source.asked) == ["count"]
