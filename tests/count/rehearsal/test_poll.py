"""The synthetic poll is a poll folder like any other: it reads without a fault or a warning, from any seed."""

from pathlib import Path

import pytest

from count.formats.poll_folder import read
from count.poll.poll import Poll
from count.rehearsal.night import cannot_play
from count.rehearsal.poll import MEMBER, PARISH, SEATS, Size, write


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Poll:
    found = read(write(tmp_path_factory.mktemp("carrow"), 1832)).poll
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("size", [Size(), Size(stations=3, electors=40, tables=1, ward_tables=1)])
def test_it_reads_without_fault_or_warning(tmp_path: Path, seed: int, size: Size) -> None:
    reading = read(write(tmp_path, seed, size))
    assert reading.faults == reading.warnings == ()
    assert reading.poll is not None
    assert cannot_play(reading.poll) == []


def test_the_same_seed_writes_the_same_folder_and_another_one_another(tmp_path: Path) -> None:
    def files(folder: Path) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in folder.iterdir()}

    once = files(write(tmp_path / "a", 7))
    assert files(write(tmp_path / "b", 7)) == once
    assert files(write(tmp_path / "c", 8)) != once


def test_one_seat_for_parliament_three_for_each_ward_and_a_parish(whole: Poll) -> None:
    assert whole.contest(MEMBER).seats == 1
    wards = [contest for contest in whole.contests if contest.kind == "principal-area"]
    assert [ward.seats for ward in wards] == [SEATS] * 3
    assert whole.contest(PARISH).seats > SEATS
    for contest in whole.contests:
        assert len(whole.candidates[contest.id]) > contest.seats
    assert {9, 10, 12} == {len(whole.candidates[ward.id]) for ward in wards}


def test_parties_stand_with_fewer_as_many_and_more_candidates_than_seats(whole: Poll) -> None:
    stand: dict[tuple[str, str], int] = {}
    for contest in whole.contests:
        for candidate in whole.candidates[contest.id]:
            if contest.seats == SEATS and candidate.colour:
                key = (contest.id, candidate.party)
                stand[key] = stand.get(key, 0) + 1
    assert {1, SEATS, SEATS + 1} <= set(stand.values())


def test_every_station_has_the_papers_of_a_combined_poll(whole: Poll) -> None:
    stations = [box for box in whole.boxes.values() if box.kind == "station"]
    assert len(stations) == 24
    for box in stations:
        assert box.contests[0] == MEMBER
        assert len(box.contests) in (2, 3)
        for_parliament, for_councillors = box.electorate[:2]
        assert 0 < for_parliament <= for_councillors
    assert len({box.place for box in stations}) < len(stations)


def test_postal_voters_are_in_no_stations_figure(whole: Poll) -> None:
    for contest in whole.contests:
        at_stations = sum(whole.electorate(b.box, contest.id) for b in whole.boxes_of[contest.id])
        assert 0.7 < at_stations / contest.electorate < 0.9


def test_everybody_needed_is_on_the_list(whole: Poll) -> None:
    roles = [person.role for person in whole.people]
    assert {"returning-officer", "deputy", "adjudicator", "results", "verification"} <= set(roles)
    assert {p.unit for p in whole.people if p.role == "supervisor"} == set(whole.units)
    assert len({person.name for person in whole.people}) == len(whole.people)
