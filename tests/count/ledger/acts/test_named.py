"""Which ids an act names: read from the types of its fields, in bodies that are well formed and in others."""

from typing import Any, Literal

import pytest

from count.ledger import acts
from count.ledger.acts.named import Mention, Place, ids, mentions, places
from tests.count.every_act import full, good
from tests.count.halls import read_act


def named(body: dict[str, Any]) -> list[tuple[str, str, str]]:
    kind = acts.kind_of(body["act"])
    assert kind is not None
    return [(m.field, m.what, m.id) for m in mentions(kind, body)]


def test_what_a_field_names_is_said_by_its_type() -> None:
    assert places(acts.Mixed) == (
        Place(("unit",), "unit"),
        Place(("boxes", "[]"), "box"),
        Place(("papers", "{}"), "box"),
    )
    assert places(acts.Adjudicated) == (
        Place(("unit",), "unit"),
        Place(("good", "[]", "candidates", "[]"), "candidate"),
    )
    assert places(acts.Recount) == (Place(("scope", "unit"), "unit"),)
    assert Place(("with", "[]"), "box") in places(acts.BoxVerified)
    assert places(acts.Announced) == ()


def test_ids_are_found_alone_in_lists_in_tables_and_in_values_within_values() -> None:
    said = good("mixed", unit="t1", boxes=["b1", "b2"], papers={"b2": 5})
    assert named(said) == [
        ("unit", "unit", "t1"),
        ("boxes", "box", "b1"),
        ("boxes", "box", "b2"),
        ("papers", "box", "b2"),
    ]
    decided = [{"candidates": ["mead"], "papers": 1}, {"candidates": ["khoo"], "papers": 2}]
    assert named(good("adjudicated", unit="t1", good=decided))[1:] == [
        ("good.0.candidates", "candidate", "mead"),
        ("good.1.candidates", "candidate", "khoo"),
    ]
    assert named(good("recount", scope={"unit": "t2"})) == [("scope.unit", "unit", "t2")]


@pytest.mark.parametrize("wrong", [None, 5, [], {}, [[]], [{}], {"a": []}, "", True])
def test_a_body_of_any_shape_is_looked_through(wrong: Any) -> None:
    for act, kind in acts.VOCABULARY.items():
        assert list(mentions(kind, wrong)) == []
        for field in full(act):
            for mention in mentions(kind, {**full(act), field: wrong}):
                assert isinstance(mention, Mention)
                assert isinstance(mention.id, str)


def test_ids_of_an_act_are_those_in_fields_of_their_own() -> None:
    assert ids(read_act(good("strayed", box="b2", to_box="b1")), "box", "box-of-any-contest") \
        == ("b2", "b1")  # fmt: skip
    assert ids(read_act(good("strayed", box="b2")), "box") == ()
    assert ids(read_act(good("mixed")), "box") == ()
    assert ids(read_act(good("recount")), "unit") == ()
    assert ids(read_act(good("recount", scope={"unit": "t1"})), "unit") == ("t1",)


def test_an_id_in_a_table_of_values_is_found_too() -> None:
    """No act has one yet: a table of lists of ids, as one that is added may."""

    class Shared(acts.Act):
        sort = "claim"
        by = frozenset({"results"})
        two_people = "never"
        reaches = "contest"
        strikable = True
        after_declaring = "never"
        act: Literal["shared"]
        among: dict[acts.BoxId, acts.CandidateIds]

        def sentence(self, names: acts.Names) -> str:
            return "shared"

    body = {"act": "shared", "among": {"b1": ["mead", "khoo"]}}
    assert [(m.field, m.what, m.id) for m in mentions(Shared, body)] == [
        ("among", "box", "b1"),
        ("among.b1", "candidate", "mead"),
        ("among.b1", "candidate", "khoo"),
    ]
