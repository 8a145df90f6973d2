"""The description of the machine surface says of every act what it needs and who may record it."""

from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import validate

from count.ledger.acts import VOCABULARY
from count.recording.permissions import MAY_RECORD
from count.recording.refusals import Refused
from count.web.described import NOT_FOR_MACHINES
from count.web.documents import OFFERS
from count.web.guarded_route import operations_of
from count.web.openapi import openapi
from tests.count.every_act import NEEDED, full
from tests.count.halls import OLIVE, ROSE, SUE, Story, bringing, bundle, verification
from tests.count.interface import all_routes, description

SCHEMAS: dict[str, Any] = description()["components"]["schemas"]


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
    for reference in references(description()):
        assert reference.removeprefix("#/components/schemas/") in SCHEMAS, reference


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every operation of the description, with its method and its address."""
    for path, methods in description()["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def test_it_is_a_description_by_the_rules_of_openapi() -> None:
    validate(description())


def test_every_address_of_the_contract_is_there() -> None:
    assert set(description()["paths"]) >= {
        "/api/contests/{contest}/acts", "/api/acts", "/api/contests", "/api/contests/{contest}",
        "/api/ledger", "/api/boards", "/api/boards/{board}", "/live/{board}", "/healthz", "/readyz",
        "/metrics",
    }  # fmt: skip


def test_every_operation_that_is_not_a_page_is_there() -> None:
    """A route outside the interface is a page or a static file, and says so."""
    paths = description()["paths"]
    for route in all_routes():
        path = getattr(route, "path", "")
        for method, (_, told) in operations_of(route).items():
            assert (told != NOT_FOR_MACHINES) is (method.lower() in paths.get(path, {})), path
            if path.startswith("/api"):
                assert told != NOT_FOR_MACHINES, path
    for method, path in (
        ("post", "/api/sign-in"), ("post", "/api/sign-out"), ("post", "/api/second"),
        ("post", "/api/screens"), ("post", "/api/device"), ("post", "/api/devices"),
        ("post", "/api/devices/{device}"), ("delete", "/api/devices/{device}"),
        ("put", "/api/contests/{contest}/papers"), ("get", "/api/contests/{contest}/statement"),
        ("get", "/api/openapi.json"),
    ):  # fmt: skip
        assert method in paths[path], path


def test_every_operation_has_a_name_of_its_own_a_tag_and_a_summary() -> None:
    whole = description()
    tags = {tag["name"] for tag in whole["tags"]}
    every = list(operations())
    assert len({operation["operationId"] for _, _, operation in every}) == len(every)
    assert {tag for _, _, operation in every for tag in operation["tags"]} == tags
    assert all(operation["summary"].endswith(".") for _, _, operation in every)


def test_an_operation_is_open_where_nobody_need_be_signed_in() -> None:
    is_open = {path for _, path, operation in operations() if operation.get("security") == []}
    assert is_open == {
        "/api/sign-in", "/api/sign-out", "/api/device", "/api/openapi.json",
        "/healthz", "/readyz", "/metrics",
    }  # fmt: skip


def test_what_every_operation_may_answer_is_described() -> None:
    for method, path, operation in operations():
        answers = set(operation["responses"])
        assert "401" in answers, path
        assert ("413" in answers) is (method != "GET"), path
        sends = "requestBody" in operation
        assert not sends or "422" in answers, path
        assert ("{contest}" not in path) or "404" in answers, path


@pytest.mark.parametrize(
    ("path", "statuses"),
    [
        ("/api/contests/{contest}/acts", {404}),
        ("/api/acts", set()),
    ],
)
def test_every_answer_to_an_act_is_described(path: str, statuses: set[int]) -> None:
    answers = description()["paths"][path]["post"]["responses"]
    statuses |= {200, 201, 202, 401, 403, 409, 413, 422, 503}
    assert set(answers) == set(map(str, statuses))
    assert {str(kind.status) for kind in Refused.__subclasses__()} <= set(answers)


def test_ids_of_acts_are_uuids_and_the_ledger_begins_at_nought() -> None:
    assert of("bundle")["properties"]["id"] == {"type": "string", "format": "uuid"}
    (after,) = description()["paths"]["/api/ledger"]["get"]["parameters"]
    assert after["schema"]["minimum"] == 0


def test_no_two_shapes_share_a_name() -> None:
    assert not [name for name in SCHEMAS if "__" in name]


def test_it_tells_nothing_of_any_hall() -> None:
    """It is made before there is one, and is the same for all."""
    assert openapi(all_routes()) == description()


def test_every_kind_of_refusal_is_described() -> None:
    kinds = {kind.kind for kind in Refused.__subclasses__()}
    assert set(SCHEMAS["Refusal"]["properties"]["refused"]["enum"]) == kinds
    answered = Refused.answer(next(iter(Refused.__subclasses__()))("Not now."))
    assert set(answered) == set(SCHEMAS["Refusal"]["required"])


def test_a_finding_is_described_as_it_is_sent() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(SUE, bundle("mead", 125))
    (finding, *_) = story.refused("gate", OLIVE, "declared", seen=story.seen).findings
    described = SCHEMAS["FindingShape"]
    assert set(described["required"]) <= set(finding.as_dict()) <= set(described["properties"])
    assert described["properties"]["severity"]["enum"] == ["blocks", "explain"]


def test_it_is_openapi_and_every_way_in_is_named() -> None:
    whole = description()
    assert whole["openapi"].startswith("3.1")
    assert set(whole["components"]["securitySchemes"]) == {"token", "session", "device"}
    assert ROSE.role in of("unit-total")["description"]


def test_every_document_is_described() -> None:
    paths = {offer.pdf_path("{contest}") for offer in OFFERS}
    assert paths == {path for path in description()["paths"] if path.endswith(".pdf")}
