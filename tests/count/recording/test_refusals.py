"""Refusals are few, each with its name on the wire, its status and what to do."""

import pytest

from count.findings.finding import Finding
from count.recording import refusals
from count.recording.refusals import AtTheGate, Refused

KINDS = {
    "NotThisPerson": ("who", 403),
    "MalformedAct": ("malformed", 422),
    "IdReused": ("id-reused", 409),
    "NotNow": ("state", 409),
    "OtherAttempt": ("attempt", 409),
    "Stale": ("stale", 409),
    "AtTheGate": ("gate", 409),
}


def test_these_are_all_the_refusals_there_are() -> None:
    assert {kind.__name__ for kind in Refused.__subclasses__()} == set(KINDS)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_refusal_has_its_name_and_status_on_the_wire(name: str) -> None:
    kind, status = KINDS[name]
    refused = getattr(refusals, name)("Say why.", {"papers": "is too many"})
    assert refused.status == status
    assert str(refused) == "Say why."
    assert refused.answer() == {
        "refused": kind,
        "words": "Say why.",
        "fields": {"papers": "is too many"},
        "findings": [],
    }


def test_what_stands_in_the_way_is_said_with_the_refusal() -> None:
    finding = Finding("box-open", "blocks", "A box is out.", "Find it.", "rule 45", ("box/b1",))
    refused = AtTheGate("Not yet.", findings=[finding])
    assert refused.answer()["findings"] == [finding.as_dict()]
    assert refused.answer()["fields"] == {}


def test_a_refusal_keeps_its_own_copy_of_the_fields() -> None:
    fields = {"papers": "is too many"}
    refused = AtTheGate("Not yet.", fields)
    fields.clear()
    assert refused.fields == {"papers": "is too many"}
