"""Kinds of poll under the names that others have for them."""

import pytest

from count.law.kind_names import KIND_ALIASES, KIND_NAMES, KIND_WORDS, kind_named
from count.law.rulebook import KINDS, NATIONS


@pytest.mark.parametrize(
    ("name", "nation", "kind"),
    [
        ("local", "england", "principal-area"),
        ("local", "wales", "principal-area"),
        ("local", "scotland", "scottish-local"),
        ("local", "northern-ireland", "ni-local"),
        ("local", None, None),
        ("parl", "scotland", "parliamentary"),
        ("parl", None, "parliamentary"),
        ("town", "wales", "community"),
        ("gla.a", "england", "gla-list"),
        ("sp.c", "scotland", "scottish-parliament-constituency"),
        ("sp.r", "scotland", "scottish-parliament-list"),
        ("nia", "northern-ireland", "ni-assembly"),
        ("pcc", "wales", "pcc"),
        ("mayor", "england", "mayor"),
    ],
)
def test_a_name_is_resolved_by_nation(name: str, nation: str | None, kind: str | None) -> None:
    assert kind_named(name, nation) == kind


def test_every_kind_has_words_and_no_alias_is_a_kind() -> None:
    assert set(KIND_WORDS) == set(KINDS)
    assert not set(KIND_ALIASES) & set(KINDS)
    assert len(KIND_NAMES) == len(set(KIND_NAMES))


def test_an_alias_means_kinds_of_the_book_and_in_each_nation_one_at_most() -> None:
    for alias, meant in KIND_ALIASES.items():
        assert set(meant) <= set(KINDS)
        assert {kind_named(alias, nation) for nation in NATIONS} == set(meant)
