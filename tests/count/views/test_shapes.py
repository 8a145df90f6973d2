"""The shapes of the interface: a standing has these keys and no other, for every role, all night."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from count.views.shapes import StandingShape
from tests.count.halls import EVERYBODY, VERA, night, open_hall

STANDING = TypeAdapter(StandingShape)


def has_its_shape(told: object) -> None:
    STANDING.validate_python(told, strict=True, extra="forbid")


@pytest.mark.parametrize("seats", [1, 3])
async def test_a_standing_has_its_shape_for_everybody_after_every_act(
    tmp_path: Path, seats: int
) -> None:
    async with open_hall(tmp_path, seats) as hall:
        for who, act in night(seats):
            await hall.post(who, act)
            for visitor in EVERYBODY:
                has_its_shape(await hall.show(visitor))


async def test_an_unknown_key_and_a_number_as_text_are_not_of_this_shape(tmp_path: Path) -> None:
    async with open_hall(tmp_path) as hall:
        told = await hall.show(VERA)
        has_its_shape(told)
        for wrong in ({**told, "winner": "mead"}, {**told, "seats": "1"}):
            with pytest.raises(ValidationError):
                has_its_shape(wrong)
