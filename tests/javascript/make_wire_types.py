"""The shapes of the wire as TypeScript, for the types of the pages' modules: made from `count.views.shapes`.

`python -m tests.javascript.make_wire_types` writes `wire.d.ts` anew.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from count.views.shapes import StandingShape

WIRE = Path(__file__).with_name("wire.d.ts")
HEAD = "// Made by `python -m tests.javascript.make_wire_types` from count/views/shapes.py: change that.\n"

Schema = Mapping[str, Any]
SIMPLE = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}


def type_of(schema: Schema) -> str:
    """A schema as a TypeScript type."""
    match schema:
        case {"$ref": str(ref)}:
            return ref.rsplit("/", 1)[-1]
        case {"const": constant}:
            return json.dumps(constant)
        case {"enum": [*constants]}:
            return " | ".join(map(json.dumps, constants))
        case {"anyOf": [*kinds]}:
            return " | ".join(type_of(kind) for kind in kinds)
        case {"type": "array", "items": kind}:
            return f"Array<{type_of(kind)}>"
        case {"type": "object", "additionalProperties": Mapping() as kind}:
            return f"Record<string, {type_of(kind)}>"
        case {"type": "object"}:
            return "Record<string, any>"
        case {"type": str(name)}:
            return SIMPLE[name]
    return "any"


def interface(name: str, schema: Schema) -> Iterator[str]:
    if words := schema.get("description"):
        yield f"/** {' '.join(words.split())} */"
    yield f"interface {name} {{"
    needed = schema.get("required", ())
    for key, kind in schema["properties"].items():
        yield f"  {key}{'' if key in needed else '?'}: {type_of(kind)};"
    yield "}"


def wire_types() -> str:
    """Every shape that a standing holds, each an interface, by name."""
    schema = TypeAdapter(StandingShape).json_schema()
    shapes = {**schema.pop("$defs"), "StandingShape": schema}
    blocks = ("\n".join(interface(name, shapes[name])) for name in sorted(shapes))
    return HEAD + "".join(f"\n{block}\n" for block in blocks)


if __name__ == "__main__":
    WIRE.write_text(wire_types(), encoding="utf-8")
