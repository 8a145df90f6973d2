"""Bad input, over HTTP: each kind has its defined refusal or finding, and a refusal leaves no trace.

What is asked each time is the ledger itself: a refused act is not in it, an act sent twice is in it once.
"""

import contextlib
import json
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.ledger import acts
from tests.count.client import House, Person, house

BUNDLE = {"unit": "t1", "candidate": "bold", "papers": 10}
SHEET_VOTES = {"arabin": 10, "crawley": 5, "dumbello": 5, "slope": 4, "thorne": 0}
SHEET = {"unit": "t3", "serial": "S1", "papers": 10, "votes": SHEET_VOTES, "unused": 6}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A hall in the middle of the count: t1 counting, t2 closed, t3 counting three seats, b4 to come."""
    with house(tmp_path_factory.mktemp("hall")) as made:
        made.mixed("one", "t1", b1=100)
        made.mixed("one", "t2", b2=10)
        made.sue("t2").does("one", "bundle", unit="t2", candidate="bold", papers=10)
        made.claimed("one", "t2", {"bold": 10})
        made.mixed("three", "t3", b3=60)
        yield made


@pytest.fixture
def one(tmp_path: Path) -> Iterator[House]:
    """A hall of which a test may spoil everything."""
    with house(tmp_path) as made:
        yield made


@contextlib.contextmanager
def no_trace(hall: House) -> Iterator[None]:
    """Whatever is sent meanwhile is not in the ledger afterwards, and changed no figure."""
    before = hall.ledger(), hall.rose.sees("one"), hall.rose.sees("three")
    yield
    assert (hall.ledger(), hall.rose.sees("one"), hall.rose.sees("three")) == before


def refused(answer: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    """The refusal, in the form that every refusal has."""
    assert answer.status_code == status, answer.text
    said: dict[str, Any] = answer.json()
    assert set(said) == {"refused", "words", "fields", "findings"}
    assert said["refused"] == kind
    assert said["words"]
    return said


def malformed(answer: httpx.Response, *fields: str) -> None:
    """Refused as malformed, naming exactly these fields, each with words."""
    said = refused(answer, 422, "malformed")["fields"]
    assert set(said) == set(fields), said
    assert all(said.values())


# ------------------------------------------------------------------------------------------ not an act at all


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b'{"id": "x",}',
        b"null",
        b"7",
        b'"bundle"',
        b"[]",
        b'[{"act": "bundle"}]',
        b'{"papers": NaN}',
        b'{"papers": Infinity}',
        b'{"papers": 010}',
        b"\xff\xfe{}",
        b'{"act": "\xc3"}',
        b'{"act": "\\ud800"}',
        b"[" * 200_000,
        b'{"a":' * 40_000,
        b"id=1&act=bundle",
    ],
)
def test_a_body_that_is_no_json_object_is_malformed(hall: House, raw: bytes) -> None:
    with no_trace(hall):
        for path in ("/api/contests/one/acts", "/api/acts"):
            answer = hall.http.post(path, content=raw, headers=hall.dan.bearer)
            refused(answer, 422, "malformed")


@pytest.mark.parametrize(
    "name", ["", "Bundle", "bundle ", "set-total", "__init__", 7, None, [], {}]
)
def test_an_act_that_the_hall_does_not_know(hall: House, name: object) -> None:
    with no_trace(hall):
        body = {"id": str(uuid.uuid4()), "act": name, **BUNDLE}
        malformed(hall.dan.post("/api/contests/one/acts", body), "act")


def test_an_act_without_its_name_or_its_id(hall: House) -> None:
    with no_trace(hall):
        where = "/api/contests/one/acts"
        malformed(hall.dan.post(where, {"id": str(uuid.uuid4()), **BUNDLE}), "act")
        malformed(hall.dan.post(where, {"act": "bundle", **BUNDLE}), "id")


@pytest.mark.parametrize("id", ["", "1", "bundle-1", "0" * 31, "z" * 32, 7, None, True, ["x"]])
def test_an_id_that_is_no_uuid(hall: House, id: object) -> None:
    with no_trace(hall):
        body = {"id": id, "act": "bundle", **BUNDLE}
        malformed(hall.dan.post("/api/contests/one/acts", body), "id")


# -------------------------------------------------------------------------------------------- fields of an act


@pytest.mark.parametrize(
    "papers",
    [
        0,
        -1,
        1.0,
        10.5,
        1e3,
        True,
        False,
        None,
        "10",
        "",
        [10],
        {},
        10_000_001,
        2**63,
        10**40,
        -(2**63),
    ],
)
def test_papers_are_a_whole_number_of_papers(hall: House, papers: object) -> None:
    with no_trace(hall):
        malformed(hall.dan.act("one", "bundle", **{**BUNDLE, "papers": papers}), "papers")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("candidate", "nobody"),
        ("candidate", "slope"),  # stands in the other contest
        ("candidate", ""),
        ("candidate", "BOLD"),
        ("candidate", 1),
        ("candidate", ["bold"]),
        ("candidate", None),
        ("unit", "t9"),
        ("unit", "t3"),  # counts the other contest
        ("unit", ""),
        ("unit", 1),
        ("unit", ["t1"]),
        ("unit", {"t1": 1}),
        ("bundles", 0),
        ("bundles", -1),
        ("bundles", True),
        ("bundles", 1.0),
        ("attempt", 0),
        ("attempt", -1),
        ("attempt", True),
        ("attempt", "1"),
        ("attempt", 1.0),
        ("slip", ""),
        ("slip", 7),
        ("slip", "A/1"),
        ("slip", " A1"),
        ("slip", "A" * 41),
        ("slip", "A\u0000"),
        ("slip", "A\u202e1"),
        ("made_by", ""),
        ("made_by", 7),
        ("made_by", ["Mary"]),
        ("made_by", "M" * 121),
        ("made_by", "Mary\nNell"),
        ("checked_by", "Nell\u200b"),
        ("paper", 10),
        ("totals", {"bold": 10}),
    ],
)
def test_every_field_of_a_bundle_is_of_its_kind(hall: House, field: str, value: object) -> None:
    with no_trace(hall):
        malformed(hall.dan.act("one", "bundle", **{**BUNDLE, field: value}), field)


def test_missing_fields_are_named_all_at_once(hall: House) -> None:
    with no_trace(hall):
        malformed(hall.dan.act("one", "bundle"), "unit", "candidate", "papers")
        malformed(hall.dan.act("one", "box-counted"), "box", "papers", "counted_by", "checked_by")
        malformed(hall.dan.act("three", "sheet"), "unit", "serial", "papers", "votes", "unused")
        malformed(hall.ada.act("one", "adjudicated"), "unit", "good", "returned", "rejected")
        malformed(hall.rose.act("one", "recount"), "scope", "kind", "asked_by", "granted", "reason")
        malformed(hall.rose.act("one", "lot"), "among", "chosen", "to", "method", "witnesses")


def test_faults_of_every_sort_are_named_all_at_once(hall: House) -> None:
    with no_trace(hall):
        body = {"unit": "t9", "candidate": "nobody", "papers": "10", "made_by": 7, "slipp": "A"}
        answer = hall.dan.act("one", "bundle", **body)
        malformed(answer, "unit", "candidate", "papers", "made_by", "slipp")
        answer = hall.dan.act("one", "bundle", unit="t1", candidate="nobody", papers=26, attempt=0)
        assert {"candidate", "attempt"} <= set(answer.json()["fields"])
        answer = hall.dan.act("one", "bundle", unit="t1", candidate="nobody", papers=26)
        malformed(answer, "candidate", "papers")


@pytest.mark.parametrize(
    ("act", "fields", "field"),
    [
        ("account", {"box": "b9", "stated": 10}, "box"),
        ("account", {"box": "b3", "stated": 10}, "box"),
        ("account", {"box": "b1", "stated": -1}, "stated"),
        ("account", {"box": "b1", "stated": 1.0}, "stated"),
        ("account", {"box": "b1", "stated": 1, "ranges": []}, "ranges"),
        ("box-received", {"box": "b9"}, "box"),
        ("box-received", {"box": ["b1"]}, "box"),
        ("box-verified", {"box": "b9", "papers": 10}, "box"),
        ("box-verified", {"box": "b1", "papers": 10, "with": ["b9"]}, "with"),
        ("strayed", {"box": "b9", "papers": 1, "reason": "found"}, "box"),
        ("strayed", {"box": "b1", "to_box": "b3", "papers": 1, "reason": "found"}, "to_box"),
        ("handed-over", {"box": "b9", "papers": 1, "to": "Ayr", "reason": "theirs"}, "box"),
        ("retrieved", {"box": "b9", "papers": 1, "reason": "cancelled"}, "box"),
        ("retrieved", {"box": "b1", "papers": 1, "reason": "cancelled"}, "box"),  # no postal box
        ("box-not-used", {"box": "b9", "reason": "never sent"}, "box"),
        ("mixed", {"unit": "t1", "boxes": []}, "boxes"),
        ("mixed", {"unit": "t1", "boxes": ["b1", "b9"]}, "boxes"),
        ("mixed", {"unit": "t1", "boxes": ["b1"], "papers": {"b2": 1}}, "papers"),
        ("mixed", {"unit": "t9", "boxes": ["b1"]}, "unit"),
        ("handed", {"from_unit": "t1", "to_unit": "t9", "papers": 1, "reason": "help"}, "to_unit"),
        ("handed", {"from_unit": "t1", "to_unit": "t1", "papers": 1, "reason": "help"}, "to_unit"),
        ("handed", {"from_unit": "t1", "to_unit": "t2", "papers": 1, "reason": ""}, "reason"),
        ("doubtful", {"unit": "t1", "papers": 0}, "papers"),
        ("unit-total", {"unit": "t1", "totals": {"nobody": 1}, "rejected": 0}, "totals"),
        ("unit-total", {"unit": "t1", "totals": {"bold": -1}, "rejected": 0}, "totals.bold"),
        ("unit-total", {"unit": "t1", "totals": [1], "rejected": 0}, "totals"),
        ("explained", {"finding": "box-variance", "piles": "box/b1", "words": "w"}, "piles"),
        ("explained", {"finding": "box-variance", "piles": [], "words": "  "}, "words"),
        ("struck", {"strikes": "not-a-uuid", "reason": "wrong"}, "strikes"),
        ("provisional", {"told": [], "seen": "A"}, "told"),
        ("provisional", {"told": ["Agent"], "seen": 7}, "seen"),
        ("recount", {"scope": {"unit": "t9"}, "kind": "full", "asked_by": "A", "granted": True,
                     "reason": "close"}, "scope.unit"),
        ("recount", {"scope": {"contest": True}, "kind": "half", "asked_by": "A",
                     "granted": True, "reason": "close"}, "kind"),
        ("recount", {"scope": {"contest": True}, "kind": "full", "asked_by": "A",
                     "granted": "yes", "reason": "close"}, "granted"),
        ("overridden", {"findings": [], "reason": "why"}, "findings"),
        ("agreed", {"to": "x", "seen": "A"}, "to"),
        ("lot", {"among": ["bold"], "chosen": ["bold"], "to": "elect", "method": "hat",
                 "witnesses": ["W"]}, "among"),
        ("lot", {"among": ["bold", "grantly"], "chosen": ["harding"], "to": "elect",
                 "method": "hat", "witnesses": ["W"]}, "chosen"),
        ("released", {"board": "nothing"}, "board"),
        ("released", {"board": "result", "contest": "nothing"}, "contest"),
        ("corrected", {"votes": {"nobody": 1}, "reason": "sum"}, "votes"),
        ("block", {"unit": "t1", "candidates": ["bold"], "papers": 10}, "act"),  # one seat
        ("sorted", {"parcel": "p", "unit": "t1", "next": {}, "none": 1}, "act"),
        ("submitted", {"seen": "A"}, "act"),
    ],
)  # fmt: skip
def test_every_act_names_the_field_that_is_wrong(
    hall: House, act: str, fields: dict[str, Any], field: str
) -> None:
    with no_trace(hall):
        malformed(hall.rose.act("one", act, **fields), field)


@pytest.mark.parametrize("box", ["b1", ["b1"], {"b1": 1}, 7, None])
def test_a_box_is_added_under_a_new_name(hall: House, box: object) -> None:
    fields = {"kind": "station", "name": "Late box", "contests": ["one"], "electorate": 0}
    with no_trace(hall):
        answer = hall.rose.act("", "box-added", box=box, reason="found", **fields)
        malformed(answer, "box")


def test_a_unit_is_added_under_a_new_name_for_contests_that_there_are(hall: House) -> None:
    with no_trace(hall):
        malformed(hall.rose.act("", "unit-added", unit="t1", name="T", contests=["one"]), "unit")
        malformed(hall.rose.act("", "unit-added", unit=["t7"], name="T", contests=["one"]), "unit")
        malformed(hall.rose.act("", "unit-added", unit="t7", name="T", contests=["x"]), "contests")
        malformed(
            hall.rose.act("", "unit-added", unit="t7", name="T", contests=[["one"]]), "contests.0"
        )


def test_an_act_of_one_contest_is_not_an_act_of_the_hall(hall: House) -> None:
    with no_trace(hall):
        malformed(hall.dan.act("", "bundle", **BUNDLE), "act")
        malformed(hall.dan.act("", "verification-closed"), "act")


def test_a_bundle_above_the_bundle_size(hall: House) -> None:
    with no_trace(hall):
        malformed(hall.sue().act("one", "bundle", **{**BUNDLE, "papers": 26}), "papers")
        malformed(
            hall.sue().act("one", "bundle", **{**BUNDLE, "papers": 51, "bundles": 2}), "papers"
        )
        malformed(
            hall.sue().act("one", "bundle", **{**BUNDLE, "papers": 25, "bundles": 2}), "papers"
        )
        slip = {**BUNDLE, "papers": 50, "bundles": 2, "slip": "A1"}
        malformed(hall.sue().act("one", "bundle", **slip), "slip")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"unused": 5}, "unused"),  # 24 votes and 5 unused on 10 papers for 3 seats
        ({"unused": 7}, "unused"),
        ({"votes": {**SHEET_VOTES, "arabin": 11}, "unused": 5}, "votes.arabin"),
        ({"votes": {k: v for k, v in SHEET_VOTES.items() if k != "thorne"}}, "votes"),
        ({"votes": {**SHEET_VOTES, "bold": 0}}, "votes"),
        ({"votes": {**SHEET_VOTES, "thorne": -1}, "unused": 7}, "votes.thorne"),
        ({"votes": {**SHEET_VOTES, "thorne": False}}, "votes.thorne"),
        ({"serial": ""}, "serial"),
        ({"serial": 7}, "serial"),
    ],
)
def test_a_sheet_that_does_not_add_up_goes_back(
    hall: House, change: dict[str, Any], field: str
) -> None:
    with no_trace(hall):
        malformed(hall.sue("t3").act("three", "sheet", **{**SHEET, **change}), field)


def test_a_block_votes_for_as_many_as_there_are_seats(hall: House) -> None:
    four = ["arabin", "crawley", "dumbello", "slope"]
    with no_trace(hall):
        for candidates in (four, [], ["arabin", "arabin"], ["arabin", "bold"], "arabin"):
            answer = hall.sue("t3").act(
                "three", "block", unit="t3", candidates=candidates, papers=10
            )
            malformed(answer, "candidates")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rejected": {"torn": 1}}, "rejected"),
        ({"rejected": {"no-first-preference": 1}}, "rejected"),  # not a ground of this kind of poll
        ({"rejected": {"void": 1}}, "rejected"),
        ({"good": [{"candidates": ["nobody"], "papers": 1}]}, "good.0.candidates"),
        ({"good": [{"candidates": ["bold", "grantly"], "papers": 1}]}, "good.0.candidates"),
        ({"good": [{"candidates": ["bold"], "papers": 1}], "in_part": 1}, "in_part"),
        ({"returned": -1}, "returned"),
        ({"returned": 0}, "good"),  # decides no paper
    ],
)
def test_a_decision_on_doubtful_papers_is_one_the_law_knows(
    hall: House, change: dict[str, Any], field: str
) -> None:
    decision: dict[str, Any] = {"unit": "t1", "good": [], "returned": 1, "rejected": {}}
    with no_trace(hall):
        answer = hall.ada.act("one", "adjudicated", **{**decision, **change})
        said = refused(answer, 422, "malformed")["fields"]
        assert [name for name in said if name.startswith(field)], said


# ------------------------------------------------------------------------------- whatever else may be sent

NASTY: st.SearchStrategy[object] = st.sampled_from(
    [None, True, False, 0, -1, 1, 7, 10**7, 2**63, 10**40, 0.5, 1e300, "", " ", "bold", "b1", "t1", "one",
     "\u0000", "\u202e", "x" * 300, "=1+1", [], ["b1"], ["bold", "bold"], [[]], [None], {}, {"bold": 1},
     {"unit": "t1"}, {"contest": True}, {"": None}, {"b1": [1]}, [{"candidates": ["bold"], "papers": 1}]]
)  # fmt: skip


WELL_FORMED: dict[str, dict[str, Any]] = {
    "account": {"box": "b1", "stated": 10, "ranges": [[1, 20]], "unused": 10, "spoilt": 0},
    "box-received": {"box": "b1"},
    "box-counted": {"box": "b1", "papers": 10, "counted_by": "Mary", "checked_by": "Nell"},
    "strayed": {"box": "b1", "to_box": "b2", "papers": 1, "reason": "found"},
    "handed-over": {"box": "b1", "papers": 1, "to": "Ayr", "reason": "theirs"},
    "retrieved": {"box": "p1", "papers": 1, "reason": "cancelled"},
    "box-verified": {"box": "b1", "papers": 10, "note": "a note", "with": ["b2"]},
    "box-added": {"box": "b9", "kind": "station", "name": "Late", "contests": ["one"],
                  "electorate": 10, "reason": "found"},
    "box-not-used": {"box": "b2", "reason": "never sent"},
    "unit-added": {"unit": "t9", "name": "Table 9", "contests": ["one"]},
    "verification-closed": {"reason": "enough"},
    "mixed": {"unit": "t1", "boxes": ["b1"], "papers": {"b1": 1}},
    "handed": {"from_unit": "t1", "to_unit": "t2", "papers": 1, "reason": "help"},
    "bundle": {**BUNDLE, "bundles": 1, "slip": "A1", "made_by": "Mary", "checked_by": "Nell"},
    "block": {"unit": "t3", "candidates": ["arabin"], "papers": 10, "bundles": 1},
    "sheet": SHEET,
    "doubtful": {"unit": "t1", "papers": 1},
    "adjudicated": {"unit": "t1", "good": [{"candidates": ["bold"], "papers": 1}], "returned": 1,
                    "rejected": {"official-mark": 1}, "in_part": 0, "objections": 0},
    "papers-read": {"file_digest": "0" * 64, "papers": 1},
    "sorted": {"parcel": "p", "unit": "t1", "next": {"bold": 1}, "none": 0, "rejected": {}},
    "unit-total": {"unit": "t1", "totals": {"bold": 1}, "rejected": 0, "unused": 0},
    "unit-closed": {"unit": "t1"},
    "constituency-seats": {"seats": {"amy": 1}, "returned": {"amy": [1]}, "note": "read out"},
    "explained": {"finding": "not-mixed", "piles": ["unit/t1"], "words": "because"},
    "struck": {"strikes": str(uuid.UUID(int=7)), "reason": "wrong"},
    "provisional": {"told": ["Agent"], "seen": "AAAAAAAA"},
    "recount": {"scope": {"unit": "t1"}, "kind": "full", "asked_by": "A", "granted": True,
                "reason": "close"},
    "lot": {"among": ["bold", "grantly"], "chosen": ["bold"], "to": "elect", "method": "hat",
            "witnesses": ["W"]},
    "overridden": {"findings": ["verification-open"], "reason": "why"},
    "declared": {"seen": "AAAAAAAA"},
    "released": {"board": "result", "contest": "one"},
    "oral-correction": {"words": "I meant ten"},
    "corrected": {"votes": {"bold": 1}, "reason": "sum"},
    "found-after": {"papers": 1, "where": "a box", "reason": "late"},
    "cancelled": {"reason": "flood"},
    "survivors": {"candidates": ["bold"]},
    "submitted": {"seen": "AAAAAAAA"},
    "read-back": {"area": "a1", "code": "AAAAAAAA"},
    "accepted": {"area": "a1"},
    "directed": {"area": "a1", "reason": "close"},
    "published": {"area": "a1"},
    "announced": {"words": "Good evening"},
    "attended": {"who": "W", "as": "agent"},
    "paused": {"scope": "hall", "reason": "alarm"},
    "resumed": {"scope": "hall"},
    "agreed": {"to": str(uuid.UUID(int=7)), "seen": "AAAAAAAA"},
    "declined": {"to": str(uuid.UUID(int=7)), "reason": "no"},
}  # fmt: skip
"""An example of every act."""


def test_every_act_has_an_example_here() -> None:
    assert set(WELL_FORMED) == set(acts.VOCABULARY)


@st.composite
def bodies(draw: st.DrawFn) -> dict[str, Any]:
    """An act with a few of its fields left out, or holding anything, or of a neighbour's making."""
    act = draw(st.sampled_from(sorted(WELL_FORMED)))
    body = {"act": act, "id": draw(st.uuids().map(str)), **WELL_FORMED[act]}
    fields = [f.alias or name for name, f in acts.VOCABULARY[act].model_fields.items()]
    for field in draw(st.lists(st.sampled_from([*fields, "extra"]), max_size=3)):
        if draw(st.integers(0, 4)) == 0:
            body.pop(field, None)
        elif field != "act":
            body[field] = draw(NASTY)
    return body


@pytest.fixture(scope="module")
def battered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A hall that takes whatever is sent to it."""
    with house(tmp_path_factory.mktemp("battered")) as made:
        made.mixed("one", "t1", b1=100)
        made.mixed("three", "t3", b3=60)
        yield made


@settings(deadline=None, max_examples=250)
@given(body=bodies(), contest=st.sampled_from(["one", "three", ""]))
def test_nothing_that_is_sent_makes_the_server_fail(
    battered: House, body: dict[str, Any], contest: str
) -> None:
    """Every answer is one of the contract's, and a refusal is a whole refusal."""
    where = f"/api/contests/{contest}/acts" if contest else "/api/acts"
    for person in (battered.rose, battered.ada):
        answer = person.post(where, body)
        assert answer.status_code in (200, 201, 202, 403, 409, 422), (body, answer.text)
        if answer.status_code >= 400:
            assert set(answer.json()) == {"refused", "words", "fields", "findings"}


# ------------------------------------------------------------------------------------------ sent more than once


def test_an_act_sent_twice_is_recorded_once(hall: House) -> None:
    id = str(uuid.uuid4())
    first = hall.sue().act("one", "bundle", id=id, **BUNDLE)
    with no_trace(hall):
        again = hall.sue().act("one", "bundle", id=id, **BUNDLE)
        # The same content in another order, its defaults written out, its id in capitals.
        other = {
            "papers": 10,
            "candidate": "bold",
            "unit": "t1",
            "attempt": 1,
            "bundles": 1,
            "slip": None,
        }
        spelt = hall.sue().act("one", "bundle", id=id.upper(), **other)
    assert first.status_code == 201
    for answer in (again, spelt):
        assert answer.status_code == 200
        assert (answer.json()["seq"], answer.json()["digest"]) == (
            first.json()["seq"],
            first.json()["digest"],
        )


def test_fifty_copies_at_once_are_one_row_and_fifty_equal_answers(hall: House) -> None:
    id, sue = str(uuid.uuid4()), hall.sue()
    before = len(hall.ledger())
    with ThreadPoolExecutor(50) as pool:
        sent = [pool.submit(sue.act, "one", "bundle", id=id, **BUNDLE) for _ in range(50)]
    answers = [each.result() for each in sent]
    assert sorted(answer.status_code for answer in answers) == [200] * 49 + [201]
    assert len({(answer.json()["seq"], answer.json()["digest"]) for answer in answers}) == 1
    assert len(hall.ledger()) == before + 1


def test_an_id_is_used_for_one_act_only(hall: House) -> None:
    id = str(uuid.uuid4())
    hall.dan.does("one", "bundle", id=id, **BUNDLE)
    with no_trace(hall):
        for contest, act, fields in (
            ("one", "bundle", {**BUNDLE, "papers": 11}),
            ("one", "bundle", {**BUNDLE, "candidate": "grantly"}),
            ("one", "bundle", {**BUNDLE, "made_by": "Mary"}),
            ("one", "doubtful", {"unit": "t1", "papers": 10}),
            ("three", "doubtful", {"unit": "t3", "papers": 10}),
            ("", "announced", {"words": "Good evening"}),
        ):
            refused(hall.dan.act(contest, act, id=id, **fields), 409, "id-reused")


def test_the_id_of_a_refused_act_stays_free(hall: House) -> None:
    id = str(uuid.uuid4())
    closed = {**BUNDLE, "unit": "t2"}
    with no_trace(hall):
        refused(hall.dan.act("one", "bundle", id=id, **{**BUNDLE, "papers": 0}), 422, "malformed")
        refused(hall.ada.act("one", "bundle", id=id, **BUNDLE), 403, "who")
        refused(hall.dan.act("one", "bundle", id=id, **closed), 409, "state")
    hall.dan.does("one", "bundle", id=id, **BUNDLE)


def test_an_act_resent_after_everything_changed_is_still_the_same_act(one: House) -> None:
    """A tablet that lost its answer asks again, however late: it is told what it would have been told."""
    sent: list[tuple[Person, str, str, str, dict[str, Any], int]] = []

    def send(who: Person, contest: str, act: str, **fields: Any) -> httpx.Response:
        id = str(uuid.uuid4())
        answer = who.act(contest, act, id=id, **fields)
        assert answer.status_code in (201, 202), answer.text
        sent.append((who, contest, act, id, fields, answer.json()["seq"]))
        return answer

    late = {
        "kind": "station",
        "name": "Late",
        "contests": ["one"],
        "electorate": 40,
        "reason": "found",
    }
    added = send(one.rose, "", "box-added", box="b9", **late).json()
    one.dan.does("", "agreed", to=sent[-1][3], seen=added["seen"])
    table = {"unit": "t9", "name": "Table 9", "contests": ["one"]}
    send(one.rose, "", "unit-added", **table)
    one.verified("one", b1=20, b2=20, b9=0)
    send(one.sue(), "one", "mixed", unit="t1", boxes=["b1", "b2"])
    send(one.sue(), "one", "bundle", unit="t1", candidate="bold", papers=25, slip="A1")
    send(one.dan, "one", "bundle", unit="t1", candidate="bold", papers=15)
    one.rose.does("one", "verification-closed")
    one.claimed("one", "t1", {"bold": 40})
    one.shared("one")
    one.declared("one")
    with no_trace(one):
        for who, contest, act, id, fields, seq in sent:
            answer = who.act(contest, act, id=id, **fields)
            assert (answer.status_code, answer.json().get("seq")) == (200, seq), (act, answer.text)


def test_a_proposal_resent_still_awaits_until_it_is_agreed(one: House) -> None:
    id = str(uuid.uuid4())
    fields = {"box": "b1", "papers": 7}
    first = one.vera.act("one", "box-verified", id=id, **fields)
    again = one.vera.act("one", "box-verified", id=id, **fields)
    assert (first.status_code, again.status_code) == (202, 200)
    assert first.json() == again.json()
    one.dan.agrees("one", (id, first.json()["seen"]))
    with no_trace(one):
        after = one.vera.act("one", "box-verified", id=id, **fields)
    assert after.status_code == 200
    assert after.json()["seq"] == first.json()["seq"]
    assert "awaits" not in after.json()


# -------------------------------------------------------------------------------------------------- not now


def test_a_slip_lies_on_one_bundle(hall: House) -> None:
    hall.sue().does("one", "bundle", **BUNDLE, slip="S-7")
    with no_trace(hall):
        said = refused(hall.sue().act("one", "bundle", **BUNDLE, slip="S-7"), 409, "state")
        assert set(said["fields"]) == {"slip"}
        other = {**BUNDLE, "candidate": "grantly", "papers": 3}
        refused(hall.dan.act("one", "bundle", **other, slip="S-7"), 409, "state")


def test_a_sheet_is_keyed_once(hall: House) -> None:
    hall.sue("t3").does("three", "sheet", **{**SHEET, "serial": "S-9"})
    with no_trace(hall):
        said = refused(
            hall.sue("t3").act("three", "sheet", **{**SHEET, "serial": "S-9"}), 409, "state"
        )
        assert set(said["fields"]) == {"serial"}


def test_a_slip_of_a_struck_bundle_may_be_keyed_anew(one: House) -> None:
    one.mixed("one", "t1", b1=20, b2=20)
    id = str(uuid.uuid4())
    one.sue().does("one", "bundle", id=id, **BUNDLE, slip="A1")
    proposed = one.sue().proposes("one", "struck", strikes=id, reason="wrong pile")
    one.dan.agrees("one", proposed)
    one.sue().does("one", "bundle", **{**BUNDLE, "candidate": "grantly"}, slip="A1")
    assert one.rose.sees("one")["totals"] == {"bold": 0, "grantly": 10, "harding": 0}


@pytest.mark.parametrize(
    ("who", "contest", "act", "fields", "kind"),
    [
        ("sue", "one", "bundle", {**BUNDLE, "attempt": 2}, "attempt"),
        ("sue", "one", "doubtful", {"unit": "t1", "papers": 1, "attempt": 2}, "attempt"),
        ("dan", "one", "bundle", {**BUNDLE, "unit": "t2"}, "state"),  # t2 is closed
        ("dan", "one", "doubtful", {"unit": "t2", "papers": 1}, "state"),
        ("ron", "one", "unit-total", {"unit": "t2", "totals": {"bold": 10}, "rejected": 0}, "state"),
        ("dan", "one", "unit-closed", {"unit": "t2"}, "state"),
        ("dan", "one", "unit-closed", {"unit": "t1"}, "state"),  # nobody claimed its total
        ("dan", "three", "mixed", {"unit": "t3", "boxes": ["b4"]}, "state"),  # b4 is not verified
        ("dan", "three", "mixed", {"unit": "t3", "boxes": ["b3", "b4"]}, "state"),
        ("dan", "three", "mixed", {"unit": "t3", "boxes": ["b3"]}, "state"),  # mixed already
        ("dan", "one", "handed", {"from_unit": "t1", "to_unit": "t2", "papers": 1,
                                  "reason": "help"}, "state"),
        ("dan", "one", "struck", {"strikes": str(uuid.uuid4()), "reason": "wrong"}, "state"),
        ("dan", "one", "agreed", {"to": str(uuid.uuid4()), "seen": "AAAAAAAA"}, "state"),
        ("dan", "one", "declined", {"to": str(uuid.uuid4())}, "state"),
        ("dan", "", "agreed", {"to": str(uuid.uuid4()), "seen": "AAAAAAAA"}, "state"),
        ("dan", "", "struck", {"strikes": str(uuid.uuid4()), "reason": "wrong"}, "state"),
        ("rose", "one", "lot", {"among": ["bold", "grantly"], "chosen": ["bold"], "to": "elect",
                                "method": "hat", "witnesses": ["W"]}, "state"),
        ("rose", "one", "oral-correction", {"words": "I said ten"}, "state"),
        ("rose", "one", "corrected", {"votes": {"bold": 1}, "reason": "sum"}, "state"),
        ("rose", "one", "found-after", {"papers": 1, "where": "a box", "reason": "late"}, "state"),
        ("rose", "one", "explained", {"finding": "no-such", "piles": [], "words": "w"}, "state"),
        ("rose", "one", "overridden", {"findings": ["no-such"], "reason": "why"}, "state"),
        ("rose", "one", "overridden", {"findings": ["papers-unaccounted"], "reason": "why"}, "gate"),
        ("rose", "one", "provisional", {"told": ["Agent"], "seen": "AAAAAAAA"}, "gate"),
        ("rose", "one", "declared", {"seen": "AAAAAAAA"}, "gate"),
        ("rose", "", "box-not-used", {"box": "b1", "reason": "never sent"}, "state"),
    ],
)  # fmt: skip
def test_an_act_that_cannot_be_now(
    hall: House, who: str, contest: str, act: str, fields: dict[str, Any], kind: str
) -> None:
    person = hall.sue() if who == "sue" else getattr(hall, who)
    with no_trace(hall):
        said = refused(person.act(contest, act, **fields), 409, kind)
    assert bool(said["findings"]) == (kind == "gate")


def test_papers_are_brought_to_a_unit_before_they_are_counted(one: House) -> None:
    one.verified("one", b1=20)
    with no_trace(one):
        for act, fields in (
            ("bundle", BUNDLE),
            ("doubtful", {"unit": "t1", "papers": 1}),
            ("mixed", {"unit": "t1", "boxes": ["b1", "b2"]}),  # b2 is not verified
        ):
            refused(one.sue().act("one", act, **fields), 409, "state")
        decided = {"unit": "t1", "good": [], "returned": 1, "rejected": {}}
        refused(one.ada.act("one", "adjudicated", **decided), 409, "state")


def test_a_box_verified_twice_waits_for_a_second_person(one: House) -> None:
    """The first number stands until somebody else agrees to the second; the same number waits too."""
    one.verified("one", b1=60)
    for papers in (61, 60):
        proposed = one.vera.proposes("one", "box-verified", box="b1", papers=papers)
        assert one.vera.sees("one")["boxes"]["b1"]["verified"] == 60
        one.dan.does("one", "declined", to=proposed[0])
    proposed = one.vera.proposes("one", "box-verified", box="b1", papers=61)
    one.dan.agrees("one", proposed)
    assert one.vera.sees("one")["boxes"]["b1"]["verified"] == 61
    found = {finding["code"] for finding in one.rose.sees("one")["findings"]}
    assert {"box-figures-differ", "box-variance"} <= found


def test_more_papers_than_were_verified_is_a_finding_that_blocks(one: House) -> None:
    one.mixed("one", "t1", b1=10, b2=10)
    said = one.sue().does("one", "bundle", unit="t1", candidate="bold", papers=25)
    over = [finding for finding in said["findings"] if finding["code"] == "papers-over"]
    assert [(f["severity"], f["piles"], f["numbers"]) for f in over] == [
        ("blocks", ["unit/t1/unsorted"], {"papers": 5})
    ]
    answer = one.rose.act("one", "declared", seen=one.rose.sees("one")["seen"])
    codes = {finding["code"] for finding in refused(answer, 409, "gate")["findings"]}
    assert "papers-over" in codes
    refused(one.rose.act("one", "overridden", findings=["papers-over"], reason="fine"), 409, "gate")


def test_a_code_that_is_no_longer_true_is_stale(one: House) -> None:
    one.mixed("one", "t1", b1=20, b2=20)
    one.bundled("t1", bold=40)
    stale = one.rose.sees("one")["seen"]
    one.rose.does("one", "verification-closed")
    one.claimed("one", "t1", {"bold": 40})
    old = one.rose.sees("one")["seen"]
    id = next(entry for entry in one.ledger() if entry["act"] == "bundle")["id"]
    one.dan.agrees("one", one.sue().proposes("one", "struck", strikes=id, reason="again"))
    one.bundled("t1", grantly=25)
    one.claimed("one", "t1", {"bold": 15, "grantly": 25})
    with no_trace(one):
        for seen in (old, "", "AAAAAAAA", one.rose.sees("three")["seen"]):
            refused(one.rose.act("one", "provisional", told=["A"], seen=seen), 409, "stale")
    assert stale == old, "closing and claiming change no figure"
    one.shared("one")
    with no_trace(one):
        refused(one.rose.act("one", "declared", seen=old), 409, "stale")
    proposed = one.rose.proposes("one", "declared", seen=one.rose.sees("one")["seen"])
    with no_trace(one):
        refused(one.dan.act("one", "agreed", to=proposed[0], seen=old), 409, "stale")
        refused(one.dan.act("one", "agreed", to=proposed[0], seen=""), 409, "stale")
    one.dan.agrees("one", proposed)


def test_after_the_declaration_nothing_is_counted(one: House) -> None:
    one.mixed("one", "t1", b1=20, b2=20)
    one.bundled("t1", bold=40)
    bundle = next(entry for entry in one.ledger() if entry["act"] == "bundle")["id"]
    one.rose.does("one", "verification-closed")
    one.claimed("one", "t1", {"bold": 40})
    one.shared("one")
    one.declared("one")
    recount = {"kind": "full", "asked_by": "A", "granted": True, "reason": "close"}
    with no_trace(one):
        for who, act, fields in (
            (one.sue(), "bundle", BUNDLE),
            (one.sue(), "struck", {"strikes": bundle, "reason": "wrong"}),
            (one.vera, "box-verified", {"box": "b1", "papers": 21}),
            (one.rose, "recount", {"scope": {"contest": True}, **recount}),
            (one.rose, "declared", {"seen": one.rose.sees("one")["seen"]}),
            (one.rose, "provisional", {"told": ["A"], "seen": one.rose.sees("one")["seen"]}),
            (one.rose, "cancelled", {"reason": "no"}),
            (one.rose, "corrected", {"votes": {"grantly": 41}, "reason": "sum"}),  # another elected
        ):
            refused(who.act("one", act, **fields), 409, "state")
    one.rose.does("one", "oral-correction", words="I meant forty")


# -------------------------------------------------------------------------------------- the order of questions


def test_who_is_asked_before_where_before_right_before_form_before_time(hall: House) -> None:
    """401, then 404, then 403, then 422, then 409: each body here is also wrong in every later way."""
    wrong = {"act": "bundle", "unit": "t2", "papers": "x"}
    bad = {"Authorization": "Bearer nobody"}
    with no_trace(hall):
        for path in ("/api/contests/nothing/acts", "/api/contests/one/acts", "/api/acts"):
            for headers in ({}, bad):
                answer = hall.http.post(path, json=wrong, headers=headers)
                assert answer.status_code == 401, path
        observer = hall.person("observer")
        assert observer.post("/api/contests/nothing/acts", wrong).status_code == 404
        nowhere = hall.http.post(
            "/api/contests/nothing/acts", content=b"{", headers=observer.bearer
        )
        assert nowhere.status_code == 404
        # A supervisor of t1: another unit's bundle is never theirs, whatever else is wrong with it.
        for person in (observer, hall.sue("t1")):
            refused(person.post("/api/contests/one/acts", wrong), 403, "who")
        refused(hall.dan.post("/api/contests/one/acts", wrong), 422, "malformed")
        late = {"id": str(uuid.uuid4()), "act": "bundle", **BUNDLE, "unit": "t2"}
        refused(hall.dan.post("/api/contests/one/acts", late), 409, "state")


def test_somebody_of_one_contest_has_no_right_in_another(hall: House) -> None:
    bound = hall.person("results", name="Rita", contest="three")
    total = {"unit": "t1", "totals": {}, "rejected": 0}
    with no_trace(hall):
        refused(bound.act("one", "unit-total", **total), 403, "who")
        refused(bound.act("three", "unit-total", **{**total, "unit": "t9"}), 422, "malformed")


def test_nobody_claims_blindly_what_they_keyed(one: House) -> None:
    one.mixed("one", "t1", b1=20, b2=20)
    one.bundled("t1", bold=40)
    one.dan.does("one", "doubtful", unit="t1", papers=1)
    keyed = one.person("deputy", name="Dan Two")
    keyed.does("one", "bundle", **BUNDLE)
    total = {"unit": "t1", "totals": {"bold": 50}, "rejected": 0}
    with no_trace(one):
        refused(one.sue().act("one", "unit-total", **total), 403, "who")
        assert keyed.act("one", "unit-total", **total).status_code in (403, 409)
    said = one.ron.does("one", "unit-total", **total)
    assert said["agrees"] is True


def test_long_json_is_refused_and_leaves_nothing(hall: House) -> None:
    with no_trace(hall):
        long = json.dumps({"id": str(uuid.uuid4()), "act": "announced", "words": "w" * 300_000})
        answer = hall.http.post("/api/acts", content=long, headers=hall.dan.bearer)
        assert answer.status_code == 413
        refused(hall.dan.act("", "announced", words="w" * 2001), 422, "malformed")
