"""The description of the machine surface says of every act what it needs and who may record it."""

from typing import Any

import pytest

from count.ledger.acts import VOCABULARY
from count.recording.permissions import MAY_RECORD
from count.recording.refusals import Refused
from count.web.documents import OFFERS
from count.web.openapi import openapi
from tests.count.every_act import NEEDED, full
from tests.count.halls import OLIVE, ROSE, SUE, Story, bringing, bundle, verification

SCHEMAS: dict[str, Any] = openapi()["components"]["schemas"]


def of(act: str) -> dict[str, Any]:
    schema: dict[str, Any] = SCHEMAS[VOCABULARY[act].__name__]
    return schema


@pytest.mark.parametrize("act", sorted(NEEDED))
def test_every_act_with_every_field_and_who_may_record_it(act: str) -> None:
    assert set(of(act)["properties"]) >= set(full(act))
    assert set(of(act)["required"]) == {"id", "act", *NEEDED[act]}
    assert of(act)["additionalProperties"] is False
    for role in MAY_RECORD[act]:
        assert role in of(act)["description"]


def references(value: Any) -> set[str]:
    """Every reference in a description, wherever it stands."""
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(references, value.values()))
    return set().union(*map(references, value)) if isinstance(value, list) else set()


def test_nothing_refers_to_what_is_not_there() -> None:
    for reference in references(openapi()):
        assert reference.removeprefix("#/components/schemas/") in SCHEMAS, reference


def test_every_address_of_the_contract_is_there() -> None:
    assert set(openapi()["paths"]) >= {
        "/api/contests/{contest}/acts", "/api/acts", "/api/contests", "/api/contests/{contest}",
        "/api/ledger", "/api/boards", "/api/boards/{board}", "/live/{board}", "/healthz", "/readyz",
        "/metrics",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/api/contests/{contest}/acts", "/api/acts"])
def test_every_answer_to_an_act_is_described(path: str) -> None:
    answers = openapi()["paths"][path]["post"]["responses"]
    assert {"200", "201", "202", "401", "403", "404", "409", "422"} <= set(answers)
    statuses = {str(kind.status) for kind in Refused.__subclasses__()}
    assert statuses <= set(answers)


def test_every_kind_of_refusal_is_described() -> None:
    kinds = {kind.kind for kind in Refused.__subclasses__()}
    assert set(SCHEMAS["Refusal"]["properties"]["refused"]["enum"]) == kinds
    answered = Refused.answer(next(iter(Refused.__subclasses__()))("Not now."))
    assert set(answered) == set(SCHEMAS["Refusal"]["required"])


def test_a_finding_is_described_as_it_is_sent() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(SUE, bundle("mead", 125))
    (finding, *_) = story.refused("gate", OLIVE, "declared", seen=story.seen).findings
    described = SCHEMAS["Finding"]
    assert set(described["required"]) <= set(finding.as_dict()) <= set(described["properties"])
    assert described["properties"]["severity"]["enum"] == ["blocks", "explain"]


def test_it_is_openapi_and_both_ways_in_are_named() -> None:
    whole = openapi()
    assert whole["openapi"].startswith("3.1")
    assert set(whole["components"]["securitySchemes"]) == {"token", "session"}
    assert ROSE.role in of("unit-total")["description"]


def test_every_document_is_described() -> None:
    paths = {offer.pdf_path("{contest}") for offer in OFFERS}
    assert paths == {path for path in openapi()["paths"] if path.endswith(".pdf")}
