"""The shapes of the wire, as the types of the pages' modules have them."""

from tests.javascript.make_wire_types import WIRE, type_of, wire_types


def test_the_types_of_the_wire_are_those_that_the_hall_tells() -> None:
    assert WIRE.read_text(encoding="utf-8") == wire_types(), (
        "made anew by `python -m tests.javascript.make_wire_types`"
    )


def test_a_key_that_some_may_not_see_may_be_absent() -> None:
    lines = wire_types().splitlines()
    assert "  totals?: Record<string, number>;" in lines
    assert "  contest: string;" in lines


def test_what_may_be_nothing_is_said_to_be() -> None:
    assert type_of({"anyOf": [{"type": "string"}, {"type": "null"}]}) == "string | null"
    assert type_of({"enum": ["agrees", "differs"]}) == '"agrees" | "differs"'
    assert type_of({"enum": [0, 9]}) == "0 | 9", "a number on the wire is no text"
    assert type_of({"type": "array", "items": {"$ref": "#/$defs/BoxShape"}}) == "Array<BoxShape>"
