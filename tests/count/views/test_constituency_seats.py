"""Seats that this hall declared in constituencies, offered to those who state a region's."""

from pathlib import Path
from typing import Any

from count.views.constituency_seats import declared_here
from tests.count.client import SMALL, house

CONTESTS = """\
contest,name,kind,seats,electorate,bundle_size
one,Barset North,scottish-parliament-constituency,1,400,25
three,Barset,scottish-parliament-list,7,300,25
"""
CANDIDATES = """\
contest,candidate,ballot_order,ballot_surname,ballot_forenames,party
one,bold,1,BOLD,John,Reform League
one,grantly,2,GRANTLY,Theophilus,Church and Crown
three,red,1,Reform League,,
three,blue,2,Church and Crown,,Church and Crown
three,quill,3,QUILL,Ada,
"""
LISTS = """\
contest,candidate,position,surname
three,red,1,ROE
three,blue,1,EARL
"""


def test_the_seats_of_this_hall_are_offered_to_officers_once_they_are_declared(
    tmp_path: Path,
) -> None:
    poll = SMALL_POLL.replace("england", "scotland")
    files: dict[str, Any] = {
        "poll": poll,
        "contests": CONTESTS,
        "candidates": CANDIDATES,
        "lists": LISTS,
    }
    with house(tmp_path, **files) as hall:
        hall.mixed("one", "t1", b1=60, b2=40)
        hall.bundled("t1", bold=60, grantly=40)
        hall.claimed("one", "t1", {"bold": 60, "grantly": 40})
        hall.mixed("three", "t3", b3=60, b4=40)
        votes = {"red": 50, "blue": 25, "quill": 25}
        for row, papers in votes.items():
            hall.sue("t3").does(
                "three", "bundle", unit="t3", candidate=row, papers=papers, bundles=-(-papers // 25)
            )
        hall.claimed("three", "t3", votes)
        for contest in ("one", "three"):
            hall.rose.does(contest, "verification-closed")
        assert hall.rose.sees("three")["needs"]["seats"]["constituencies"] == []
        hall.shared("one")
        hall.declared("one")
        needs = hall.rose.sees("three")["needs"]["seats"]
        assert needs == {
            "candidates": ["red", "blue"], "declared_here": {"red": 1}, "constituencies": ["one"],
        }  # fmt: skip
        assert hall.ron.sees("three")["needs"] is None
        assert hall.rose.sees("one")["needs"] is None
        stated = {"red": 1, "blue": 0}
        hall.dan.agrees("three", hall.rose.proposes("three", "constituency-seats", seats=stated))
        hall.shared("three")
        said = hall.declared("three")["standing"]["result"]
        assert [(seat["candidate"], seat["name"]) for seat in said["seats"]] == [
            ("red", "ROE"), ("blue", "EARL"), ("quill", "QUILL Ada"),
        ]  # fmt: skip


SMALL_POLL = SMALL["poll.toml"]


def test_a_contest_of_another_kind_has_no_constituencies(tmp_path: Path) -> None:
    with house(tmp_path) as hall:
        books = hall.http.app.state.hall.books  # type: ignore[attr-defined]
        assert declared_here(books.poll, books.standings, "one") == ({}, ())
