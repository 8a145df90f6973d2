"""An act that is added by one class: it is checked, permitted, seconded, said, described, folded and struck.

The class, its effect and its check are those of the worked example in docs/adding.md.
"""

import json
import subprocess
import sys
import types
from pathlib import Path
from typing import Any, Literal

import pytest

from count.ledger import acts
from count.ledger import fold as folding
from count.ledger.acts import Act
from count.ledger.malformed import Malformed
from count.poll.roles import OFFICERS, ROLES, Visitor
from count.recording import seconding
from count.recording.permissions import may_record, may_second
from count.views.sentences import in_words
from tests.count.halls import (
    DORA,
    OLIVE,
    SUE,
    WARD,
    Story,
    body,
    bringing,
    small_poll,
    verification,
)

ROOT = Path(__file__).parents[3]
TO_DEFINE_IT = """\
from typing import Literal
from count.ledger import acts
from count.poll.roles import OFFICERS
"""
TO_DO_IT = """\
from count.ledger.entry import Entry
from count.ledger.standing import Standing
from count.recording import Occasion
from count.recording.refusals import NotNow
"""


def worked_example() -> tuple[str, str]:
    """The class, and its effect and check."""
    text = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
    section = text.split("\n## An act\n", 1)[1].split("\n## ", 1)[0]
    kind, done = (part.split("```", 1)[0] for part in section.split("```python\n")[1:])
    return TO_DEFINE_IT + kind, TO_DO_IT + done


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> type[Act]:
    names: dict[str, Any] = {"__name__": __name__}
    for part in worked_example():
        exec(part, names)
    kind: type[Act] = names["Impounded"]
    monkeypatch.setitem(acts.VOCABULARY, acts.name_of(kind), kind)
    monkeypatch.setitem(folding.EFFECTS, kind, names["impounded"])
    monkeypatch.setitem(seconding.CHECKS, kind, names["may_be_impounded"])
    return kind


SAID = {"unit": "t1", "papers": 7, "receipt": "PC 41"}


def counting() -> Story:
    return Story().tell_all([*verification(), *bringing()])


def unsorted(story: Story) -> int:
    return story.standing.figures().units["t1"].unsorted


def test_its_form_is_checked_and_what_it_names_is_looked_up() -> None:
    story = counting()
    for wrong in ({"unit": "t77"}, {"papers": 0}, {"receipt": " "}, {"colour": "red"}):
        with pytest.raises(Malformed) as malformed:
            story.tell(DORA, body("impounded", **(SAID | wrong)))
        assert set(malformed.value.fields) == set(wrong)
    with pytest.raises(Malformed) as malformed:
        Story(poll=small_poll(uncontested=True)).tell(DORA, body("impounded", **SAID))
    assert set(malformed.value.fields) == {"act"}


def test_those_may_record_and_second_it_whom_its_class_names() -> None:
    for role in ROLES:
        who = Visitor("Somebody", role, "t1" if role == "supervisor" else None)
        assert may_record(who, "impounded", WARD, "t1") is (role in OFFICERS)
        assert may_second(who, "impounded", WARD, "t1") is (role in OFFICERS)
    assert not may_record(SUE, "impounded", WARD, "t1")


def test_it_is_said_in_a_sentence_and_filed_under_its_unit() -> None:
    story = counting()
    proposal = story.tell(DORA, "impounded", **SAID)
    assert in_words(story.standing, proposal.act) == "7 papers of Table 1 impounded (PC 41)"
    assert folding.units_of(proposal.act) == ("t1",)


def test_its_papers_move_when_a_second_person_agrees_and_lie_back_when_it_is_struck() -> None:
    story = counting()
    before = unsorted(story)
    proposal = story.tell(DORA, "impounded", **SAID)
    assert proposal.awaits is not None
    assert unsorted(story) == before
    story.refused("who", DORA, "agreed", to=proposal.id, seen=proposal.awaits)
    story.agree(proposal, OLIVE)
    assert unsorted(story) == before - 7
    assert story.standing.figures().handed_over == 7
    story.strike(proposal)
    assert unsorted(story) == before
    assert story.standing.figures().handed_over == 0


def test_what_must_hold_is_asked_when_it_is_recorded() -> None:
    refused = Story().refused("state", DORA, "impounded", **SAID)
    assert refused.fields == {"unit": "has no papers yet"}
    counting().refused("attempt", DORA, "impounded", **SAID, attempt=2)
    cancelled = counting()
    cancelled.two(OLIVE, DORA, "cancelled", reason="a candidate died")
    cancelled.refused("state", DORA, "impounded", **SAID)


def test_the_interface_describes_it() -> None:
    """In a process of its own: the description is made once, from the vocabulary as it then is."""
    code = f"""
exec({worked_example()[0]!r})
acts.VOCABULARY["impounded"] = Impounded
import json
from tests.count.interface import description
print(json.dumps(description()))
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    schemas = json.loads(ran.stdout)["components"]["schemas"]
    assert set(schemas["Impounded"]["required"]) == {"id", "act", *SAID}
    told = schemas["Impounded"]["description"]
    assert told.startswith("Unsorted papers of a unit taken away by the police")
    assert "second person" in told
    assert "deputy, returning-officer" in told


EVERYTHING: dict[str, Any] = {
    "sort": "move",
    "by": OFFICERS,
    "two_people": "never",
    "reaches": "contest",
    "strikable": True,
    "after_declaring": "never",
    "sentence": lambda self, names: "shredded",
}


def shredded(said: dict[str, Any]) -> type:
    """An act of this name, which says this much of itself."""
    of = {"__annotations__": {"act": Literal["shredded"]}, "__module__": __name__, **said}
    return types.new_class("Shredded", (Act,), exec_body=lambda space: space.update(of))


@pytest.mark.parametrize("left_out", sorted(EVERYTHING))
def test_an_act_that_leaves_something_unsaid_cannot_be_defined(left_out: str) -> None:
    said = {name: value for name, value in EVERYTHING.items() if name != left_out}
    assert acts.name_of(shredded(EVERYTHING)) == "shredded"
    with pytest.raises(TypeError, match=f"the act Shredded does not say: {left_out}$"):
        shredded(said)
