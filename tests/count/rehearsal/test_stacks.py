"""Stacks of papers as they lie in a room, and the file that a machine writes of them."""

from count.formats.preference_file import election_in
from count.rehearsal.stacks import FIRST, Stacks, scanned

BALLOTS = {("a", "b", "c"): 5, ("a",): 2, ("b", "a", "c"): 3, ("c", "b"): 1}


def asked(parcel: str, next_for: list[str], *parts: tuple[str, str]) -> dict[str, object]:
    stacks = [{"candidate": who, "from": where} for who, where in parts]
    return {"parcel": parcel, "next_for": next_for, "parts": stacks}


def test_papers_are_laid_on_their_next_preference_and_found_again_there() -> None:
    stacks = Stacks(BALLOTS)
    first = asked("p1", ["b", "c"], ("a", FIRST))
    assert stacks.sort(first) == {"next": {"b": 5, "c": 0}, "none": 2}
    assert stacks.sort(first) == {"next": {"b": 5, "c": 0}, "none": 2}, "asked once more"
    both = asked("p2", ["c"], ("b", FIRST), ("b", "p1"))
    assert stacks.sort(both) == {"next": {"c": 8}, "none": 0}
    assert stacks.sort(asked("p3", [], ("c", "p2"))) == {"next": {}, "none": 8}


def test_a_machine_writes_what_is_read_again() -> None:
    names = {"a": "Ann Ash", "b": "Ben Birch", "c": "Cat Cedar"}
    read = election_in(scanned(BALLOTS, 2, names))
    assert (read.candidates, read.seats) == (tuple(names.values()), 2)
    assert {tuple("abc"[who] for who in ranked): n for n, ranked in read.papers} == BALLOTS
