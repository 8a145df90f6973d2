"""Who does which work in a hall; one person is known by name, however it is typed."""

from typing import cast, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.poll import roles
from count.poll.roles import KINDS, ROLES, Visitor
from tests.count.halls import (
    SUE,
)


def test_every_role_has_its_row() -> None:
    assert tuple(KINDS) == ROLES
    assert all(kind.home.startswith("/") for kind in KINDS.values())


def test_the_sets_of_roles_are_those_of_the_contract() -> None:
    """Officers may record whatever supervisors, verification and results may; the rest do one kind of work."""
    officers = {"deputy", "returning-officer"}
    assert officers == roles.OFFICERS
    assert {"returning-officer"} == roles.RETURNING_OFFICER
    assert officers | {"verification"} == roles.VERIFICATION
    assert officers | {"supervisor"} == roles.SUPERVISORS
    assert officers | {"results"} == roles.RESULTS
    assert officers | {"adjudicator"} == roles.ADJUDICATORS
    assert officers | {"collator"} == roles.COLLATORS
    assert officers | {"administrator"} == roles.KEEPERS
    assert set(ROLES) - {"administrator", "screen"} == roles.WATCHERS
    assert set(ROLES) - {"administrator", "observer", "screen"} == roles.RECORDERS


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


def test_a_role_is_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """The manual's worked example: who does which work is read from the rows."""
    scrutineer = cast(roles.Role, "scrutineer")
    monkeypatch.setitem(KINDS, scrutineer, roles.RoleKind("/boards", ("watch",)))
    assert scrutineer in roles.who("watch")
    assert scrutineer not in roles.who(*(set(get_args(roles.Work)) - {"watch"}))
