"""Faults are told in the hall's words, each with the field the person at the table keyed."""

from typing import Any

import pytest

from count.ledger.acts import read
from count.ledger.malformed import Malformed
from tests.count.every_act import full, good


def faults_in(body: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(Malformed) as malformed:
        read(body)
    return malformed.value.fields


@pytest.mark.parametrize(
    ("act", "changed", "field", "words"),
    [
        ("bundle", {"papers": "25"}, "papers", "must be a whole number"),
        ("bundle", {"papers": 25.0}, "papers", "must be a whole number"),
        ("bundle", {"papers": 0}, "papers", "must be 1 or more"),
        ("bundle", {"papers": 10**9}, "papers", "must be 10000000 or less"),
        ("bundle", {"papers": 10**40}, "papers", "must be 10000000 or less"),
        ("bundle", {"candidate": 4}, "candidate", "must be text"),
        ("bundle", {"candidate": ""}, "candidate", "is not written as ids are"),
        ("bundle", {"candidate": "m/d"}, "candidate", "is not written as ids are"),
        ("bundle", {"made_by": ""}, "made_by", "must not be empty"),
        ("bundle", {"made_by": "K" * 200}, "made_by", "is too long"),
        ("bundle", {"made_by": "Kit\u202e"}, "made_by", "turns the direction of the text"),
        ("mixed", {"boxes": "b1"}, "boxes", "must be a list"),
        ("mixed", {"boxes": []}, "boxes", "must not be empty"),
        ("mixed", {"boxes": [7]}, "boxes.0", "must be text"),
        ("mixed", {"papers": [1]}, "papers", "must be a table of names and values"),
        ("mixed", {"papers": {"b1": -1}}, "papers.b1", "must be 1 or more"),
        ("mixed", {"papers": {"b/1": 1}}, "papers.b/1", "is not written as ids are"),
        ("sheet", {"votes": {"mead": "8"}}, "votes.mead", "must be a whole number"),
        ("recount", {"granted": "yes"}, "granted", "must be true or false"),
        ("recount", {"kind": "partly"}, "kind", "must be one of"),
        ("adjudicated", {"good": [7]}, "good.0", "must be a table of names and values"),
        ("adjudicated", {"rejected": {"ugly": 1}}, "rejected.ugly", "must be one of"),
        ("box-added", {"electorate": "80"}, "electorate", "must be a whole number"),
        ("lot", {"witnesses": [""]}, "witnesses.0", "must not be empty"),
    ],
)
def test_a_fault_is_told_in_the_halls_words(
    act: str, changed: dict[str, Any], field: str, words: str
) -> None:
    assert words in faults_in(full(act, **changed))[field]


def test_every_fault_stands_under_its_own_field() -> None:
    body = good("adjudicated", good=[{"papers": 0, "candidates": []}, {}], returned=-1)
    assert set(faults_in(body)) == {
        "good.0.papers", "good.0.candidates", "good.1.papers", "good.1.candidates", "returned",
    }  # fmt: skip


def test_the_exception_says_them_all() -> None:
    faults = Malformed({"papers": "must be 1 or more", "unit": "is missing"})
    assert str(faults) == "papers: must be 1 or more; unit: is missing"
