"""The ids in an act and what each names: read from the types of its fields, so that no list of them is kept."""

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from count.ledger.acts.act import Act
from count.ledger.acts.fields import IdOf, Named

_EACH, _KEYS, _VALUES = "[]", "{}", "{}."
"""Steps into a list, to the keys of a table, and into its values."""


class Place(NamedTuple):
    """A place in an act where ids stand, and what they name."""

    steps: tuple[str, ...]
    what: Named


class Mention(NamedTuple):
    """An id that a body names: in which field (`scope.unit`), and whether alone or among others."""

    field: str
    what: Named
    id: str
    among: bool


@cache
def places(kind: type[Act]) -> tuple[Place, ...]:
    """Every place of an act in which an id stands, in the order of its fields."""
    return tuple(_of_model(kind, ()))


def mentions(kind: type[Act], body: Any) -> Iterator[Mention]:
    """The ids in a body, well formed or not: what has no id where one belongs is passed over."""
    for place in places(kind):
        for field, id in _at(body, place.steps, ""):
            yield Mention(field, place.what, id, _EACH in place.steps)


def ids(act: Act, *what: Named) -> tuple[str, ...]:
    """The ids of this kind that an act names in fields of their own, not in a list or table."""
    found = []
    for steps in _alone(type(act), what):
        value: Any = act
        for step in steps:
            value = getattr(value, step, None)
        if value is not None:
            found.append(value)
    return tuple(found)


@cache
def _alone(kind: type[Act], what: tuple[Named, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        place.steps
        for place in places(kind)
        if place.what in what and not {_EACH, _KEYS, _VALUES} & {*place.steps}
    )


def _of_model(kind: type[BaseModel], before: tuple[str, ...]) -> Iterator[Place]:
    for name, field in kind.model_fields.items():
        yield from _of_type(field.annotation, field.metadata, (*before, field.alias or name))


def _of_type(of: Any, marks: Any, steps: tuple[str, ...]) -> Iterator[Place]:
    yield from (Place(steps, mark.what) for mark in marks if isinstance(mark, IdOf))
    origin, inner = get_origin(of), get_args(of)
    if origin is Annotated:
        yield from _of_type(inner[0], inner[1:], steps)
    elif origin in (Union, UnionType):
        for one in inner:
            yield from _of_type(one, (), steps)
    elif origin is list:
        yield from _of_type(inner[0], (), (*steps, _EACH))
    elif origin is dict:
        yield from _of_type(inner[0], (), (*steps, _KEYS))
        yield from _of_type(inner[1], (), (*steps, _VALUES))
    elif isinstance(of, type) and issubclass(of, BaseModel):
        yield from _of_model(of, steps)


def _at(value: Any, steps: tuple[str, ...], field: str) -> Iterator[tuple[str, str]]:
    """The ids that stand at a place of a body, each with its field in the words of a fault."""
    if not steps:
        if isinstance(value, str):
            yield field, value
        return
    step, *rest = steps
    match step, value:
        case "[]", list():
            for number, one in enumerate(value):
                yield from _at(one, tuple(rest), f"{field}.{number}" if rest else field)
        case "{}", dict():
            yield from ((field, key) for key in value if isinstance(key, str))
        case "{}.", dict():
            for key, one in value.items():
                yield from _at(one, tuple(rest), f"{field}.{key}")
        case name, dict():
            yield from _at(value.get(name), tuple(rest), f"{field}.{name}" if field else name)
