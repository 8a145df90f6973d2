"""The poll: one order everywhere, sealed, and growing only by acts."""

import random
from datetime import date
from typing import cast

import pytest
from sqlmodel import SQLModel

from count.poll.poll import Box, Candidate, Contest, Person, Poll, PollFacts, Unit


def facts() -> PollFacts:
    return PollFacts(
        name="Barchester", date=date(2026, 5, 7), authority="B", nation="england", languages=["en"]
    )


CONTESTS = [
    Contest(id="w10", name="W 10", kind="parish", seats=1, electorate=900, bundle_size=25),
    Contest(id="w2", name="W 2", kind="parish", seats=2, electorate=800, bundle_size=50),
    Contest(id="w1", name="W 1", kind="parish", seats=1, electorate=0, bundle_size=25),
]
CANDIDATES = [
    Candidate(contest="w2", candidate="zed", ballot_order=1, ballot_surname="Abel"),
    Candidate(contest="w2", candidate="any", ballot_order=3, ballot_surname="ffoulkes"),
    Candidate(contest="w2", candidate="mid", ballot_order=2, ballot_surname="Bell"),
    Candidate(contest="w10", candidate="a", ballot_order=2, ballot_surname="Ŵyn"),
    Candidate(contest="w10", candidate="b", ballot_order=1, ballot_surname="O’Dea"),
]
BOXES = [
    Box(box="b10", kind="station", name="X", contests=["w10", "w2"], electorate=[900, 500]),
    Box(box="b9", kind="station", name="IX", contests=["w2"], electorate=[300]),
    Box(box="p1", kind="postal", name="P", contests=["w2", "w10"], electorate=[0, 0]),
]
UNITS = [
    Unit(unit="t2", name="Two", contests=["w2"]),
    Unit(unit="t1", name="One", contests=["w2", "w10"], parent="t2"),
]
PEOPLE = [Person(name="Siân Ŵyn", role="supervisor", unit="t1"), Person(name="Bo", role="staff")]


def poll(people: list[Person] | None = None, seed: int | None = None) -> Poll:
    contests, candidates, boxes, units = list(CONTESTS), list(CANDIDATES), list(BOXES), list(UNITS)
    if seed is not None:
        for rows in (contests, candidates, boxes, units):
            random.Random(seed).shuffle(cast("list[object]", rows))
    return Poll.of(
        facts(), contests, candidates, boxes, units, PEOPLE if people is None else people
    )


def test_candidates_stand_in_the_order_of_the_ballot_paper_and_no_other() -> None:
    assert poll().candidate_ids == {"w1": (), "w2": ("zed", "mid", "any"), "w10": ("b", "a")}
    for seed in range(5):
        shuffled = poll(seed=seed)
        assert shuffled.candidate_ids == poll().candidate_ids
        for contest, names in shuffled.candidates.items():
            assert tuple(name.candidate for name in names) == shuffled.candidate_ids[contest]


def test_everything_else_stands_by_its_number() -> None:
    assert poll().contest_ids == ("w1", "w2", "w10")
    assert list(poll().boxes) == ["b9", "b10", "p1"]
    assert list(poll().units) == ["t1", "t2"]


def test_look_ups_have_every_contest() -> None:
    here = poll()
    assert here.contest("w2").seats == 2
    assert [box.box for box in here.boxes_of["w2"]] == ["b9", "b10", "p1"]
    assert [unit.unit for unit in here.units_of["w10"]] == ["t1"]
    assert (here.boxes_of["w1"], here.units_of["w1"], here.candidates["w1"]) == ((), (), ())
    with pytest.raises(KeyError):
        here.contest("w3")


def test_the_electorate_of_a_box_is_that_of_each_contest() -> None:
    here = poll()
    assert here.electorate("b10", "w2") == 500
    assert here.electorate("b10", "w10") == 900
    assert here.electorate("p1", "w2") == 0
    with pytest.raises(KeyError):
        here.electorate("b9", "w10")


def test_a_name_is_shown_as_it_was_typed() -> None:
    ann = Candidate(
        contest="c",
        candidate="a",
        ballot_order=1,
        ballot_surname="ffOULKES",
        ballot_forenames="Ann",
        legal_forenames="Ann Mary",
        legal_surname="ffoulkes-Jones",
    )
    assert ann.display_name == "ffOULKES Ann"
    assert ann.full_name == "Ann Mary ffoulkes-Jones"
    party = Candidate(contest="c", candidate="p", ballot_order=2, ballot_surname="Plaid y Bobl")
    assert party.display_name == party.full_name == "Plaid y Bobl"


def test_people_are_known_by_their_names_however_typed() -> None:
    assert poll().knows("siân  ŵyn")
    assert poll().knows("Sia\u0302n W\u0302yn")
    assert not poll().knows("Sian Wyn")
    assert poll(people=[]).knows("Anybody")


def test_the_seal_does_not_hang_on_the_order_of_rows() -> None:
    assert {poll(seed=seed).seal() for seed in range(5)} == {poll().seal()}
    assert len(poll().seal()) == 64
    assert poll(people=[]).seal() == poll().seal()


@pytest.mark.parametrize(
    ("rows", "field", "value"),
    [
        (CONTESTS, "electorate", 901),
        (CONTESTS, "bundle_size", 20),
        (CONTESTS, "ballot_paper_id", "parish.w10.2026-05-07"),
        (CONTESTS, "gss", "E04000001"),
        (CONTESTS, "name_cy", "Ward Deg"),
        (CANDIDATES, "person_id", "7"),
        (CANDIDATES, "party_id", "PP1"),
        (CANDIDATES, "ballot_surname", "Abell"),
        (CANDIDATES, "party", "P"),
        (BOXES, "place", "Hall"),
        (UNITS, "name", "Two and a half"),
    ],
)
def test_whatever_decides_the_count_changes_the_seal(
    rows: list[SQLModel], field: str, value: object
) -> None:
    before, was = poll().seal(), getattr(rows[0], field)
    setattr(rows[0], field, value)
    try:
        assert poll().seal() != before
    finally:
        setattr(rows[0], field, was)


def test_a_poll_without_the_columns_that_came_later_keeps_its_seal() -> None:
    """Halls and ledgers made before these columns are still known by their seal."""
    assert poll().seal() == "ce197d890c7d534913d38a36deb923fc8ddaf1ec76290c13d5422b2101e41292"


def test_swapped_places_on_the_ballot_paper_change_the_seal() -> None:
    swapped = [
        Candidate(contest="w10", candidate="a", ballot_order=1, ballot_surname="Ŵyn"),
        Candidate(contest="w10", candidate="b", ballot_order=2, ballot_surname="O’Dea"),
    ]
    other = Poll.of(facts(), CONTESTS, [*CANDIDATES[:3], *swapped], BOXES, UNITS, PEOPLE)
    assert other.seal() != poll().seal()


def test_the_poll_grows_by_a_new_value() -> None:
    before = poll()
    after = before.with_box(
        Box(box="b11", kind="station", name="XI", contests=["w1"], electorate=[7])
    ).with_unit(Unit(unit="t3", name="Three", contests=["w1"]))
    assert [box.box for box in after.boxes_of["w1"]] == ["b11"]
    assert after.electorate("b11", "w1") == 7
    assert [unit.unit for unit in after.units_of["w1"]] == ["t3"]
    assert after.candidate_ids == before.candidate_ids
    assert after.people == before.people
    assert "b11" not in before.boxes
    assert before.seal() == poll().seal() != after.seal()
