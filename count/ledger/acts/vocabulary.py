"""The closed vocabulary, gathered from the modules of acts: an act is in it by being defined in one of them."""

from types import ModuleType
from typing import Any

from pydantic import ValidationError

from count.ledger.acts import collation, counting, decisions, hall_wide, verification
from count.ledger.acts.act import Act, name_of
from count.ledger.malformed import Malformed


def acts_in(module: ModuleType) -> dict[str, type[Act]]:
    """The acts that a module defines, by name, in its order."""
    return {
        name_of(kind): kind
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Act) and kind.__module__ == module.__name__
    }


VOCABULARY: dict[str, type[Act]] = {
    **acts_in(verification),
    **acts_in(counting),
    **acts_in(decisions),
    **acts_in(hall_wide),
    **acts_in(collation),
}
"""Every act there is, by its name."""


def kind_of(name: object) -> type[Act] | None:
    """The act of this name; None where the hall has no such act."""
    return VOCABULARY.get(name) if isinstance(name, str) else None


def read(body: dict[str, Any]) -> Act:
    """An act from a body that came in over the wire.

    Raises:
        Malformed: with every fault of its form. What depends on the poll (unknown boxes, units,
            candidates, seats) is checked where the poll is known, in `validation`.
    """
    kind = kind_of(body.get("act"))
    if kind is None:
        raise Malformed({"act": "is not an act of the hall"})
    try:
        return kind.model_validate(body, by_alias=True)
    except ValidationError as error:
        raise Malformed.of(error) from None


def checked(content: dict[str, Any]) -> Act:
    """An act read back from the ledger, its id put back among its fields; checked as when it came in."""
    return VOCABULARY[content["act"]].model_validate(content, by_alias=True)


def besides(kind: type[Act]) -> list[str]:
    """Facts a program should know of an act beside its fields."""
    said = {
        "never": "",
        "always": "Takes effect when a second person agrees.",
        "depends": "May need a second person.",
    }[kind.two_people]
    unbuilt = "" if kind.built else "Nothing is done with it yet: it is refused (409 `state`)."
    return [words for words in (said, unbuilt) if words]
