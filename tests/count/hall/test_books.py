"""The books: each entry filed under every contest it touches, and the poll grown by what was added."""

import itertools
from typing import Any

import pytest

from count.hall.books import Books
from count.ledger.acts import VOCABULARY
from count.ledger.entry import Entry
from count.recording.refusals import NotNow
from tests.count.every_act import NEEDED, good
from tests.count.halls import PARISH, WARD, Said, body, night, read_act, small_poll, verification
from tests.count.ledger.test_fold import same


def filed(*said: tuple[str, dict[str, Any]], awaits: frozenset[str] = frozenset()) -> Books:
    """Books with these acts posted to these contests; those named in `awaits` are proposals."""
    books, number = Books(small_poll()), itertools.count(1)
    for contest, posted in said:
        fold(books, entry(contest, posted, next(number), awaits))
    return books


def fold(books: Books, entry: Entry) -> None:
    books.fold(entry, books.reach(entry.act, entry.contest))


def entry(contest: str, posted: dict[str, Any], seq: int, awaits: frozenset[str]) -> Entry:
    seen = "ABCD2345" if posted["act"] in awaits else None
    at = f"2026-05-07T22:{seq // 60:02}:{seq % 60:02}.000000Z"
    return Entry(seq, contest, at, "Dora Kent", "deputy", seen, read_act(posted))


REACHES: dict[tuple[str, str], tuple[str, ...]] = {
    ("box-received", ""): (WARD, PARISH),
    ("box-received", PARISH): (PARISH, WARD),
    ("box-not-used", ""): (WARD, PARISH),
    ("box-added", ""): (WARD, PARISH),
    ("unit-added", PARISH): (WARD, PARISH),
    ("released", ""): (),
    ("announced", ""): (),
    ("bundle", WARD): (WARD,),
    ("strayed", WARD): (WARD,),
    ("box-counted", PARISH): (PARISH,),
}


@pytest.mark.parametrize(("act", "contest"), sorted(REACHES))
def test_the_contests_an_act_touches(act: str, contest: str) -> None:
    both = {"contests": [WARD, PARISH]} if act.endswith("added") else {}
    box = {"box": "b2"} if "box" in NEEDED[act] and act != "box-added" else {}
    posted = good(act, **both, **box)
    assert Books(small_poll()).reach(read_act(posted), contest) == REACHES[act, contest]


def test_papers_in_another_contests_box_touch_that_contest_too() -> None:
    books = Books(small_poll())
    stray = read_act(good("strayed", box="x1", to_box="b1"))
    assert books.reach(stray, WARD) == (WARD, PARISH)
    release = read_act(good("released", contest=PARISH))
    assert books.reach(release, "") == (PARISH,)


def test_a_stray_touches_where_it_was_found_and_not_the_other_contests_of_its_own_box() -> None:
    """At a combined poll the station's box holds both contests: only the finder's contest loses papers."""
    books = Books(small_poll())
    both = {"box": "b9", "kind": "station", "name": "Chapel", "contests": [WARD, PARISH]}
    books._grow(read_act(good("box-added", **both, electorate=300)))
    stray = read_act(good("strayed", box="b1", to_box="b9"))
    assert books.reach(stray, WARD) == (WARD,)


def test_a_box_added_touches_the_contests_it_lists_wherever_it_was_posted() -> None:
    books = Books(small_poll())
    added = read_act(good("box-added", contests=[PARISH]))
    assert books.reach(added, WARD) == (PARISH,)


def test_a_strike_and_an_agreement_touch_what_their_act_touched() -> None:
    received = body("box-received", box="b2")
    strike = body("struck", strikes=received["id"], reason="wrong box")
    agreed = body("agreed", to=strike["id"], seen="ABCD2345")
    books = filed((WARD, received), (WARD, strike), awaits=frozenset({"struck"}))
    assert books.reach(read_act(agreed), WARD) == (WARD, PARISH)
    for standing in books.standings.values():
        assert standing.boxes["b2"].received_at is not None
    fold(books, entry(WARD, agreed, 3, frozenset()))
    for standing in books.standings.values():
        assert standing.boxes["b2"].received_at is None


def test_what_nobody_recorded_touches_nothing_but_where_it_was_posted() -> None:
    unknown = body("agreed", to="0f8fad5b-d9cb-469f-a165-70867728950e", seen="x")
    assert Books(small_poll()).reach(read_act(unknown), "") == ()
    assert Books(small_poll()).reach(read_act(unknown), WARD) == (WARD,)


# --------------------------------------------------------------------------------------- a growing poll


def test_a_box_is_part_of_the_poll_once_two_people_added_it() -> None:
    chapel = good("box-added", contests=[WARD, PARISH], electorate=[80, 20])
    books = filed(("", chapel), awaits=frozenset({"box-added"}))
    assert "b9" not in books.poll.boxes
    fold(books, entry("", body("agreed", to=chapel["id"], seen="x"), 2, frozenset()))
    assert books.poll.boxes["b9"].contests == [WARD, PARISH]
    assert [standing.boxes["b9"].electorate for standing in books.standings.values()] == [20, 80]
    assert "b9" not in books.sealed.boxes, "what was sealed stays as it was"


def test_a_unit_is_part_of_the_poll_at_once() -> None:
    books = filed((WARD, good("unit-added")))
    assert books.poll.units["t9"].name == "Table 9"
    assert "t9" in books.standings[WARD].units
    assert "t9" not in books.standings[PARISH].units


def test_a_box_that_was_declined_is_not_part_of_the_poll() -> None:
    chapel = good("box-added")
    declined = body("declined", to=chapel["id"])
    books = filed(("", chapel), ("", declined), awaits=frozenset({"box-added"}))
    assert "b9" not in books.poll.boxes
    assert books.standings[WARD].proposals == {}


# --------------------------------------------------------------------------------- who must allow an act


def test_an_act_is_allowed_by_the_contest_it_is_posted_to() -> None:
    books = Books(small_poll())
    for act in ("bundle", "box-received", "struck"):
        assert books.concerned(read_act(good(act)), WARD, (WARD, PARISH)) == (WARD,)


@pytest.mark.parametrize("act", ["box-not-used", "box-added", "unit-added"])
def test_what_holds_for_several_contests_is_allowed_by_each(act: str) -> None:
    books = Books(small_poll())
    assert books.concerned(read_act(good(act)), PARISH, (WARD, PARISH)) == (PARISH, WARD)
    assert books.concerned(read_act(good(act)), "", (WARD, PARISH)) == (WARD, PARISH)


def test_nothing_waits_for_agreement_in_another_contest() -> None:
    proposal = good("box-verified")
    books = filed((WARD, proposal), awaits=frozenset({"box-verified"}))
    agreed = read_act(body("agreed", to=proposal["id"], seen="x"))
    assert books.concerned(agreed, "", (WARD,)) == (WARD,)
    with pytest.raises(NotNow):
        books.concerned(agreed, PARISH, (WARD,))


# ------------------------------------------------------------------------------------------ read again


def told(said: list[Said]) -> list[tuple[str, dict[str, Any]]]:
    return [(WARD, posted) for _, posted in said]


def test_books_opened_from_a_ledger_stand_as_those_it_was_written_from() -> None:
    written = filed(*told(night()), ("", good("announced")), ("", good("unit-added")))
    read = Books(small_poll(), written.entries.values())
    assert list(read.entries) == list(written.entries)
    assert read.touches == written.touches
    assert read.last_at == written.last_at
    assert vars(read.hall_standing) == vars(written.hall_standing)
    for contest in (WARD, PARISH):
        assert same(read.standings[contest], written.standings[contest])


def test_the_acts_of_a_unit_are_found_newest_first() -> None:
    books = filed(*told(night()))
    acts = [e.act.act for e in books.acts_of_unit(WARD, "t1")]
    assert acts[:2] == ["unit-closed", "unit-total"]
    assert acts[-1] == "mixed"
    assert books.acts_of_unit(WARD, "t2") == []


def test_acts_of_the_hall_are_folded_into_its_floor() -> None:
    books = filed(("", good("announced")), *told(verification()))
    assert [said.words for said in books.hall_standing.announcements] == ["Doors close at ten."]
    assert {e.act.act for e in books.of_hall} == {"announced", "box-received"}
    assert all(VOCABULARY[e.act.act].hall_wide for e in books.of_hall)
