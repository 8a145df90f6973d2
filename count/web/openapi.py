"""The description of the machine surface (OpenAPI 3.1), made from the vocabulary of acts itself."""

from functools import cache
from typing import Any

from count.ledger import acts
from count.recording.permissions import MAY_RECORD

_JSON = "application/json"


@cache
def openapi() -> dict[str, Any]:
    """The whole description."""
    schemas: dict[str, Any] = {}
    names: dict[str, str] = {}
    for name, schema in acts.schema().items():
        schemas.update(schema.pop("$defs", {}))
        title = acts.VOCABULARY[name].__name__
        schema["description"] = (
            f"{schema.get('description', '')} Recorded by: {', '.join(sorted(MAY_RECORD[name]))}."
        ).strip()
        schemas[title] = schema
        names[name] = f"#/components/schemas/{title}"
    schemas |= _answers() | {"FileKept": _file_kept()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Counthall",
            "version": "1",
            "description": "Acts in, standings out. A 2xx means that the act is durable.",
        },
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "counthall"},
            },
        },
        "security": [{"token": []}, {"session": []}],
        "paths": _paths(
            {
                "oneOf": [{"$ref": ref} for ref in names.values()],
                "discriminator": {"propertyName": "act", "mapping": names},
            }
        ),
    }


def _finding() -> dict[str, Any]:
    text, number = {"type": "string"}, {"type": "integer"}
    return {
        "type": "object",
        "required": ["code", "severity", "words", "remedy", "law", "piles", "numbers"],
        "properties": {
            "code": text,
            "severity": {"enum": ["blocks", "explain"]},
            "words": text,
            "remedy": text,
            "law": text,
            "piles": {"type": "array", "items": text},
            "numbers": {"type": "object", "additionalProperties": number},
            "overridable": {"type": "boolean"},
        },
    }


def _file_kept() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "type": "object",
        "required": ["file_digest", "papers", "names_differ"],
        "properties": {
            "file_digest": text,
            "papers": {"type": "integer"},
            "names_differ": {"type": "array", "items": text},
        },
    }


def _answers() -> dict[str, Any]:
    text, number = {"type": "string"}, {"type": "integer"}
    findings = {"type": "array", "items": {"$ref": "#/components/schemas/Finding"}}
    return {
        "Finding": _finding(),
        "Recorded": {
            "type": "object",
            "required": ["seq", "digest"],
            "properties": {
                "seq": number,
                "digest": text,
                "findings": findings,
                "standing": {"type": "object"},
                "agrees": {"type": "boolean"},
            },
        },
        "Awaits": {
            "type": "object",
            "required": ["awaits", "seq", "digest", "seen"],
            "properties": {
                "awaits": {"const": "agreement"},
                "seq": number,
                "digest": text,
                "seen": text,
            },
        },
        "Refusal": {
            "type": "object",
            "required": ["refused", "words", "fields", "findings"],
            "properties": {
                "refused": {
                    "enum": ["who", "malformed", "id-reused", "state", "attempt", "stale", "gate"]
                },
                "words": text,
                "fields": {"type": "object", "additionalProperties": text},
                "findings": findings,
            },
        },
        "Frame": {
            "type": "object",
            "required": ["board", "epoch", "seq", "html", "data"],
            "properties": {
                "board": text,
                "epoch": number,
                "seq": number,
                "html": text,
                "data": {"type": "object"},
            },
        },
    }


def _ref(name: str, words: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"description": words, "content": {_JSON: {"schema": schema}}}


def _path(*names: str) -> list[dict[str, Any]]:
    return [
        {"name": n, "in": "path", "required": True, "schema": {"type": "string"}} for n in names
    ]


def _get(words: str, *names: str, frame: bool = False) -> dict[str, Any]:
    answer = _ref("Frame", words) if frame else {"description": words}
    return {"get": {"parameters": _path(*names), "responses": {"200": answer}}}


def _pdf(words: str) -> dict[str, Any]:
    """A document: tagged, with its ETag."""
    content = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
    refused = {
        "403": {"description": "Not for this role now."},
        "404": {"description": "No such contest."},
    }
    found = {"description": words, "content": content}
    return {"get": {"parameters": _path("contest"), "responses": {"200": found, **refused}}}


def _documents() -> dict[str, Any]:
    return {
        "/documents/{contest}/verification.pdf": _pdf("The statement as to verification."),
        "/documents/{contest}/declaration.pdf": _pdf(
            "The declaration; until it is declared and released a draft, for officers."
        ),
        "/documents/{contest}/stages.pdf": _pdf(
            "Every stage of a count that has several, for whoever may read the declaration; else 409."
        ),
        "/documents/{contest}/corrected.pdf": _pdf(
            "The notice of corrected figures, for whoever may read the declaration; 409 where none was."
        ),
        "/documents/{contest}/rejected.pdf": _pdf(
            "The statement of rejected papers, and how doubtful ones were decided: officers, adjudicators."
        ),
        "/documents/{contest}/provisional.pdf": _pdf(
            "The provisional result for candidates and agents: officers; 409 before it is complete."
        ),
    }


def _papers() -> dict[str, Any]:
    file = {"type": "string", "format": "binary"}
    return {
        "post": {
            "summary": "Hand in a file of electronically read papers, for `papers-read` to name.",
            "parameters": _path("contest"),
            "requestBody": {
                "required": True,
                "content": {"application/octet-stream": {"schema": file}},
            },
            "responses": {
                "201": _ref("FileKept", "Read through and kept, or kept before."),
                "403": _ref("Refusal", "This person may never."),
                "404": {"description": "No such contest."},
                "413": _ref("Refusal", "Too large."),
                "422": _ref("Refusal", "Not kept: every fault, those of its lines by number."),
            },
        }
    }


def _paths(act: dict[str, Any]) -> dict[str, Any]:
    post = {
        "requestBody": {"required": True, "content": {_JSON: {"schema": act}}},
        "responses": {
            "201": _ref("Recorded", "Recorded, and durable."),
            "200": _ref("Recorded", "This id was recorded before with the same content."),
            "202": _ref("Awaits", "Recorded as a proposal: another person must agree."),
            "401": {"description": "Not signed in."},
            "403": _ref("Refusal", "This person may never."),
            "404": {"description": "No such contest."},
            "409": _ref("Refusal", "Not now."),
            "422": _ref("Refusal", "Malformed: every fault with its field."),
        },
    }
    after = {"name": "after", "in": "query", "schema": {"type": "integer", "default": 0}}
    ledger = _get("Acts in order, a page at a time; empty at the end.")
    ledger["get"]["parameters"] = [after]
    return {
        "/api/contests/{contest}/acts": {
            "post": {"parameters": _path("contest"), **post},
            **_get("The acts that this visitor may strike, newest first, 200 at most.", "contest"),
        },
        "/api/contests/{contest}/papers": _papers(),
        "/api/acts": {"post": post},
        "/api/contests": _get("Every contest and its state."),
        "/api/contests/{contest}": _get(
            "The standing, less what this role may not see.", "contest"
        ),
        "/api/contests/{contest}/units/{unit}/acts": _get("A unit's acts.", "contest", "unit"),
        "/api/floor": _get("Who attends, what is suspended, and what was announced."),
        **_documents(),
        "/api/ledger": ledger,
        "/api/boards": _get("The boards this role may see."),
        "/api/boards/{board}": _get("The newest frame of a board.", "board", frame=True),
        "/live/{board}": _get(
            "A websocket: the present frame unless `epoch` and `seq` are current, then newer ones.",
            "board",
            frame=True,
        ),
        "/api/device": _get("What this device is, by its own secret: unknown, waiting, paired."),
        "/api/devices": _get("Every joined screen and tablet, and the boards a screen may show."),
        "/api/me": _get("Who is signed in."),
        "/healthz": _get("The server answers."),
        "/readyz": _get("The ledger is open."),
        "/metrics": _get("Counts of the server."),
    }
