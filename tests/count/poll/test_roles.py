"""One person is known by name, however it is typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.poll.roles import Visitor
from tests.count.halls import (
    SUE,
)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Sue Tan", True),
        ("sue tan", True),
        ("  Sue   Tan ", True),
        ("Sue Tann", False),
        ("", False),
    ],
)
def test_one_person_is_known_however_the_name_is_typed(typed: str, same: bool) -> None:
    assert SUE.same_person(typed) is same


@settings(deadline=None, max_examples=100)
@given(st.text(min_size=1, max_size=20), st.sampled_from([" ", "  ", "\u00a0"]))
def test_a_name_is_the_same_person_as_itself_in_capitals_and_spaces(name: str, space: str) -> None:
    assert Visitor(name, "deputy").same_person(space + name + space)
    assert Visitor(f"O’{name}", "deputy").same_person(f"O'{name}")
