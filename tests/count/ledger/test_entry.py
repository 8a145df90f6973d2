"""One act as the ledger holds it: what, when, by whom, and never a name in its bytes."""

from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.ledger.acts import VOCABULARY
from count.ledger.chain import Chain, Tampered
from count.ledger.entry import Entry
from count.ledger.store import People
from tests.count.every_act import NEEDED, full
from tests.count.halls import read_act

AT = "2026-05-07T22:30:00.000000Z"


def entry(act: str = "bundle", by: str = "Sue Tan", **changed: Any) -> Entry:
    return Entry(1, "ward", AT, by, "supervisor", None, read_act(full(act, **changed)))


@pytest.mark.parametrize("act", sorted(NEEDED))
def test_an_entry_is_read_back_as_it_was_written(act: str) -> None:
    people = People()
    once = entry(act)._replace(awaits="ABCD2345" if act == "struck" else None)
    row = Chain("seal").add(once.id, "ward", once.body(1, people))
    assert Entry.of(row, people) == once


@pytest.mark.parametrize("act", sorted(NEEDED))
def test_no_name_is_in_the_bytes(act: str) -> None:
    """What is published of the ledger names nobody; whoever has the names table can still read it."""
    said = full(act)
    names: set[str] = set()
    for field in VOCABULARY[act].people:
        secret = f"Name Of {field}"
        said[field] = [secret, f"{secret} too"] if isinstance(said[field], list) else secret
        names |= {secret, f"{secret} too"}
    kept = Entry(1, "ward", AT, "Name Of Recorder", "supervisor", None, read_act(said))
    written = kept.body(1, People())
    assert not [name for name in (*names, "Name Of Recorder") if name.encode() in written]
    assert b"Name Of" not in written


def test_the_bytes_say_everything_else() -> None:
    people = People()
    body = orjson.loads(entry().body(3, people))
    assert (body["seq"], body["contest"], body["at"], body["epoch"]) == (1, "ward", AT, 3)
    assert body["act"]["papers"] == 25
    assert people.name(body["by"]) == "Sue Tan"


@pytest.mark.parametrize("column", ["seq", "id", "contest"])
def test_a_row_filed_under_anothers_number_id_or_contest_is_found(column: str) -> None:
    people, once = People(), entry()
    row = Chain("seal").add(once.id, "ward", once.body(1, people))
    wrong: Any = {"seq": 2, "id": "another", "contest": "parish"}[column]
    with pytest.raises(Tampered):
        Entry.of(row._replace(**{column: wrong}), people)


@pytest.mark.parametrize(
    ("later", "lapsed"),
    [
        ("2026-05-07T22:30:00.000000Z", False),
        ("2026-05-07T22:44:59.999999Z", False),
        ("2026-05-07T22:45:00.000000Z", True),
        ("2026-05-08T00:00:00.000000Z", True),
    ],
)
def test_a_proposal_lapses_after_a_quarter_of_an_hour_by_the_later_acts_time(
    later: str, lapsed: bool
) -> None:
    assert entry().lapsed(later) is lapsed


@settings(deadline=None, max_examples=50)
@given(st.text(min_size=1, max_size=30), st.integers(1, 10**6), st.integers(1, 10**6))
def test_the_same_act_is_written_the_same_way(by: str, seq: int, epoch: int) -> None:
    people = People()
    once = entry(by=by)._replace(seq=seq)
    assert once.body(epoch, people) == once.body(epoch, people)
    assert once.body(epoch, people) != once.body(epoch + 1, people)
