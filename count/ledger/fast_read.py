"""Acts read back fast from a ledger whose digests were followed: a large hall has hundreds of thousands."""

from typing import Any

from count.ledger import acts

_SHAPES: dict[tuple[str, ...], tuple[type[acts.Act], dict[str, None]]] = {}
"""Shapes of acts (a name and the fields that are given) with the fields that are not, once one was checked."""
_NO_FIELDS: set[str] = set()


def trusted(content: dict[str, Any]) -> acts.Act:
    """The act in these bytes, where a followed digest says that they are of an act that was checked.

    Only the first act of each shape is checked again: a large hall reads hundreds of thousands before it
    opens. Acts with values within values always are.
    """
    shape = (content["act"], *content)
    known = _SHAPES.get(shape)
    if known is None:
        act = acts.checked(content)
        unset = {field: None for field, value in act.__dict__.items() if value is None}
        nested = "$defs" in type(act).model_json_schema()
        if not nested and act.__dict__ == {**unset, **content}:
            _SHAPES[shape] = type(act), unset
        return act
    kind, unset = known
    made = kind.__new__(kind)
    fill = object.__setattr__
    fill(made, "__dict__", {**unset, **content})
    fill(made, "__pydantic_fields_set__", _NO_FIELDS)
    fill(made, "__pydantic_extra__", None)
    fill(made, "__pydantic_private__", None)
    return made
