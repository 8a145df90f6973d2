"""The description of the interface (OpenAPI 3.1): derived from the routes, the acts and the wire's shapes."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from starlette.routing import BaseRoute

from count.ledger import acts
from count.poll.roles import SIGNED_IN
from count.web import wire
from count.web.described import JSON, Answer, Described
from count.web.guarded_route import EVERYBODY, Who, operations_of
from display.boards import Part

REFERENCE = "#/components/schemas/{model}"
UNSAFE = frozenset({"POST", "PUT", "DELETE"})
PLACES = {
    "contest": "The id of a contest.",
    "unit": "The id of a unit.",
    "board": "The name of a board.",
    "device": "The id of a device.",
}
"""What stands in addresses."""
ABOUT = """Acts in, standings out. A 2xx to an act means that it is durable.

An address answers 405 with `Allow` to a method that it does not have, and 400 to what is no HTTP. A browser
that asks for a page (`Accept: text/html`) is sent to sign in where a machine is answered 401. Answers may grow
by fields: ignore those that you do not know. This description tells nothing of any hall."""
TAGS = {
    "acts": "What people record, and the ledger of it.",
    "contests": "How each contest stands.",
    "papers": "Files of electronically read papers.",
    "documents": "Statements and declarations as PDF.",
    "hall": "What belongs to the whole hall.",
    "boards": "What screens show.",
    "devices": "Screens and tablets joined by a code.",
    "people": "Signing in and out.",
    "server": "The server itself.",
}


class _Plain(GenerateJsonSchema):
    """Schemas without a title for each field, which only repeats its name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def openapi(routes: Iterable[BaseRoute]) -> dict[str, Any]:
    """The whole description of these routes."""
    described = list(_described(routes))
    shapes: list[Any] = [wire.Refusal]
    for _, _, _, operation in described:
        shapes += [a.shape for a in operation.answers.values() if a.shape is not None]
        if operation.body is not None and operation.body.shape is not None:
            shapes.append(operation.body.shape)
    schemas = Schemas(shapes)
    paths: dict[str, Any] = {}
    for method, path, who, operation in described:
        paths.setdefault(path, {})[method.lower()] = _operation(
            method, path, who, operation, schemas
        )
    return {
        "openapi": "3.1.0",
        "info": {"title": "Counthall", "version": "1", "description": ABOUT},
        "tags": [{"name": name, "description": words} for name, words in TAGS.items()],
        "components": {
            "schemas": schemas.components,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "counthall"},
                "device": {"type": "apiKey", "in": "cookie", "name": "counthall-device"},
            },
        },
        "security": [{"token": []}, {"session": []}, {"device": []}],
        "paths": paths,
    }


def _described(routes: Iterable[BaseRoute]) -> Iterator[tuple[str, str, Who, Described]]:
    """Every operation that machines are told of: its method, its address, who may use it, its description."""
    for route in routes:
        for method, (who, told) in operations_of(route).items():
            if isinstance(told, Described):
                yield method, str(getattr(route, "path", "")), who, told


class Schemas:
    """The schema of each shape, and the components that they refer to."""

    def __init__(self, shapes: Iterable[Any]) -> None:
        adapters: dict[str, TypeAdapter[Any]] = {
            repr(shape): TypeAdapter(shape) for shape in shapes
        }
        of_shape, definitions = TypeAdapter.json_schemas(
            [(key, "serialization", adapter) for key, adapter in adapters.items()],
            ref_template=REFERENCE,
            schema_generator=_Plain,
        )
        self._schemas = {key: schema for (key, _), schema in of_shape.items()}
        self.components: dict[str, Any] = definitions.get("$defs", {})
        self._name_parts()
        for kind in acts.VOCABULARY.values():
            self._say_more(kind, self.components[kind.__name__])

    def of(self, shape: Any) -> dict[str, Any]:
        """The schema of one shape."""
        return self._schemas[repr(shape)]

    def _name_parts(self) -> None:
        """Parts of a picture carry their kind, but not where one stands within another."""
        mapping: dict[str, str] = {}
        for part in get_args(Part):
            name = f"{part.__name__}Part"
            plain = self.components[part.__name__]
            self.components[name] = {
                **plain,
                "properties": {"part": {"const": part.kind}, **plain["properties"]},
                "required": ["part", *plain["required"]],
            }
            mapping[part.kind] = REFERENCE.format(model=name)
        items = self.components["Picture"]["properties"]["parts"]["items"]
        items.clear()
        items["oneOf"] = [{"$ref": reference} for reference in mapping.values()]
        items["discriminator"] = {"propertyName": "part", "mapping": mapping}

    @staticmethod
    def _say_more(kind: type[acts.Act], schema: dict[str, Any]) -> None:
        """Add to an act's description what its fields do not say, and who may record it."""
        who = f"Recorded by: {', '.join(sorted(kind.by))}."
        schema["description"] = " ".join([schema["description"], *acts.besides(kind), who])


def _operation(
    method: str, path: str, who: Who, told: Described, schemas: Schemas
) -> dict[str, Any]:
    answers = {**_of_every_operation(method, who, told), **told.answers}
    said: dict[str, Any] = {
        "operationId": told.id,
        "tags": [told.tag],
        "summary": told.words,
        "responses": {str(status): _answer(answers[status], schemas) for status in sorted(answers)},
    }
    parameters = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": PLACES[name],
            "schema": {"type": "string", "minLength": 1},
        }
        for name in re.findall(r"{(\w+)}", path)
    ]
    parameters += [
        {"name": q.name, "in": "query", "description": q.words, "schema": dict(q.schema)}
        for q in told.query
    ]
    if parameters:
        said["parameters"] = parameters
    if told.body is not None:
        shape = told.body.shape
        schema = {} if shape is None else schemas.of(shape)
        said["requestBody"] = {"required": True, "content": {told.body.media: {"schema": schema}}}
    if who == EVERYBODY:
        said["security"] = []
    return said


def _of_every_operation(method: str, who: Who, told: Described) -> dict[int, Answer]:
    """The answers that follow from who may use an operation, its method and its body."""
    answers = {401: Answer("Not signed in, or by a token that is not known.", wire.Refusal)}
    if method in UNSAFE:
        answers[403] = Answer("This person may never, or it came from another site.", wire.Refusal)
        answers[413] = Answer("Too long.", wire.Refusal)
    elif who != EVERYBODY and who != SIGNED_IN:
        answers[403] = Answer("This is not for this role.", wire.Refusal)
    if told.body is not None and told.body.media == JSON:
        answers[422] = Answer("Malformed: every fault with its field.", wire.Refusal)
    return answers


def _answer(answer: Answer, schemas: Schemas) -> dict[str, Any]:
    said: dict[str, Any] = {"description": answer.words}
    if answer.shape is not None:
        said["content"] = {answer.media: {"schema": schemas.of(answer.shape)}}
    elif answer.media != JSON:
        said["content"] = {answer.media: {"schema": {"type": "string"}}}
    if answer.headers:
        said["headers"] = {
            name: {"description": words, "schema": {"type": "string"}}
            for name, words in answer.headers.items()
        }
    return said
