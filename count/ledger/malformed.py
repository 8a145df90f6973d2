"""Faults of form in the hall's words, every one with its field."""

from typing import Any, Self

from pydantic import ValidationError


class Malformed(ValueError):
    """An act that is not well formed: `fields` names every fault."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {words}" for field, words in fields.items()))
        self.fields = fields

    @classmethod
    def of(cls, error: ValidationError) -> Self:
        """Every fault of a body, by field, in words for the person holding the paper."""
        fields: dict[str, str] = {}
        for fault in error.errors(include_url=False):
            where = [str(part) for part in fault["loc"] if not _step(str(part))]
            fields.setdefault(
                ".".join(where) or "act", _words(fault["type"], fault.get("ctx") or {})
            )
        return cls(fields)


def _step(part: str) -> bool:
    """Whether a part of a fault's place is a step of the reader's own, and no field of the act."""
    return part in ("WholeContest", "OneUnit") or part.startswith("constrained-") or "[" in part


def _words(kind: str, ctx: dict[str, Any]) -> str:
    """A fault in the hall's words."""
    match kind:
        case "missing":
            return "is missing: key it, a blank is not a zero"
        case "extra_forbidden":
            return "is not a field of this act"
        case "int_type" | "int_parsing" | "int_from_float" | "int_parsing_size":
            return "must be a whole number"
        case "greater_than_equal":
            return f"must be {ctx['ge']} or more"
        case "less_than_equal":
            return f"must be {ctx['le']} or less"
        case "string_type":
            return "must be text"
        case "bool_type":
            return "must be true or false"
        case "list_type":
            return "must be a list"
        case "dict_type" | "model_type" | "model_attributes_type":
            return "must be a table of names and values"
        case "literal_error":
            return f"must be one of {ctx['expected']}"
        case "string_too_short" | "too_short":
            return "must not be empty"
        case "string_too_long" | "too_long":
            return "is too long"
        case "string_pattern_mismatch":
            return "is not written as ids are: letters, digits, - _ ."
        case "value_error":
            return str(ctx.get("error", "is not allowed"))
        case _:
            return "is not of the right form"
