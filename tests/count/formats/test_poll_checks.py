"""What must fit between the files of a poll folder, and with the law."""

from pathlib import Path

import pytest

from count.law.rulebook import rules_of
from tests.count import folders
from tests.count.folders import good, places, reading


@pytest.mark.parametrize("standing", [0, 1, 2])
def test_an_uncontested_contest_needs_no_box_and_no_unit(tmp_path: Path, standing: int) -> None:
    contests = folders.CONTESTS + "vale,Vale,parish,2,400,25\n"
    candidates = folders.CANDIDATES + "".join(
        f"vale,v{n},{n},Surname{'abc'[n]},,,\n" for n in range(1, standing + 1)
    )
    found = reading(tmp_path, contests=contests, candidates=candidates)
    assert found.poll is not None
    assert found.poll.contest("vale").uncontested
    assert not found.poll.contest("hill").uncontested
    assert places(found.warnings) == [("contests.csv", 4, "seats")]
    assert "uncontested" in found.warnings[0].words


def test_a_contest_needs_boxes_and_units_as_soon_as_it_is_contested(tmp_path: Path) -> None:
    contests = folders.CONTESTS + "vale,Vale,parish,1,400,25\n"
    candidates = folders.CANDIDATES + "vale,a,1,Able,,,\nvale,b,2,Baker,,,\n"
    found = reading(tmp_path, contests=contests, candidates=candidates)
    assert places(found.faults) == [
        ("boxes.csv", None, "contests"),
        ("units.csv", None, "contests"),
    ]
    assert "vale" in str(found.faults[0])
    assert "row 4" in str(found.faults[0])


def test_a_collated_contest_has_its_boxes_elsewhere(tmp_path: Path) -> None:
    contests = (
        "contest,name,kind,seats,electorate,bundle_size,part,areas\n"
        "close,Close,principal-area,1,3120,25,,\n"
        "hill,Hill,principal-area,3,8240,50,,\n"
        "police,Barset,pcc,1,99000,50,collated,barchester;silverbridge\n"
    )
    candidates = folders.CANDIDATES + "police,a,1,Able,,,\npolice,b,2,Baker,,,\n"
    poll = good(tmp_path, contests=contests, candidates=candidates)
    assert poll.contest("police").areas == ["barchester", "silverbridge"]
    no_areas = contests.replace("barchester;silverbridge", "")
    found = reading(tmp_path, contests=no_areas, candidates=candidates)
    assert places(found.faults) == [("contests.csv", 4, "areas")]


def test_few_lists_may_contest_many_seats(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        poll=folders.POLL.replace("england", "wales"),
        contests="contest,name,kind,seats,electorate,bundle_size\nclose,C,senedd,6,90000,25\n",
        candidates="contest,candidate,ballot_order,ballot_surname\n"
        "close,z,1,Zeta Party\nclose,a,2,Alpha Party\n",
        boxes=folders.BOXES.replace("close;hill", "close").replace("hill", "close"),
        units=folders.UNITS.replace("hill", "close"),
    )
    assert found.poll is not None
    assert not found.poll.contest("close").uncontested
    # Lists do not stand by surname, and this version does not count them.
    assert places(found.warnings) == [("contests.csv", 2, "kind")]


def test_a_question_needs_two_answers(tmp_path: Path) -> None:
    contests = folders.CONTESTS + "plan,Plan,neighbourhood-plan,1,400,25\n"
    candidates = folders.CANDIDATES + "plan,yes,1,Yes,,,\n"
    found = reading(tmp_path, contests=contests, candidates=candidates)
    assert ("contests.csv", 4, "contest") in places(found.faults)


def mayor(day: str, system: str) -> dict[str, str]:
    return {
        "poll": folders.POLL.replace("2026-05-07", day),
        "contests": "contest,name,kind,seats,electorate,bundle_size,system\n"
        f"close,Mayor,combined-authority-mayor,1,3120,25,{system}\n"
        "hill,Hill,principal-area,3,8240,50,\n",
    }


@pytest.mark.parametrize(
    ("day", "system", "counted_by", "warned"),
    [
        ("2026-05-07", "", "plurality", []),
        ("2026-05-07", "plurality", "plurality", []),
        ("2026-05-07", "supplementary", "supplementary", ["system"]),
        ("2026-06-18", "", "supplementary", []),
        ("2026-06-18", "supplementary", "supplementary", []),
    ],
)
def test_the_system_is_the_laws_unless_the_folder_knows_better(
    tmp_path: Path, day: str, system: str, counted_by: str, warned: list[str]
) -> None:
    found = reading(tmp_path, **mayor(day, system))
    assert found.poll is not None
    assert rules_of(found.poll.contest("close"), found.poll).system == counted_by
    assert [fault.column for fault in found.warnings] == warned


@pytest.mark.parametrize("system", ["scotland", "dhondt", "first-past-the-post"])
def test_a_system_that_such_a_poll_never_had_is_a_fault(tmp_path: Path, system: str) -> None:
    found = reading(tmp_path, **mayor("2026-05-07", system))
    assert places(found.faults) == [("contests.csv", 2, "system")]


def test_a_kind_that_the_nation_does_not_have_is_a_fault(tmp_path: Path) -> None:
    found = reading(tmp_path, contests=folders.CONTESTS.replace("principal-area", "ni-local", 1))
    assert places(found.faults) == [("contests.csv", 2, "kind")]
    assert "principal-area" in found.faults[0].words


def test_a_law_that_may_be_in_force_is_a_warning(tmp_path: Path) -> None:
    changed = mayor("2028-05-04", "")
    changed["contests"] = changed["contests"].replace("combined-authority-mayor", "mayor")
    found = reading(tmp_path, **changed)
    assert found.poll is not None
    assert places(found.warnings) == [("contests.csv", 2, "system")]
    changed["contests"] = changed["contests"].replace("3120,25,", "3120,25,plurality")
    assert reading(tmp_path, **changed).warnings == ()


def test_units_do_not_stand_in_a_circle(tmp_path: Path) -> None:
    units = folders.UNITS.replace("close,", "close,t2").replace("hill,", "hill,t1")
    assert places(reading(tmp_path, units=units).faults) == [
        ("units.csv", 2, "parent"),
        ("units.csv", 3, "parent"),
    ]


@pytest.mark.parametrize("size", [1, 30, 200])
def test_an_unusual_bundle_is_a_warning(tmp_path: Path, size: int) -> None:
    found = reading(tmp_path, contests=folders.CONTESTS.replace("3120,25", f"3120,{size}"))
    assert found.poll is not None
    assert places(found.warnings) == [("contests.csv", 2, "bundle_size")]


def test_more_electors_in_boxes_than_in_the_contest_are_a_warning(tmp_path: Path) -> None:
    found = reading(tmp_path, contests=folders.CONTESTS.replace("3120", "3119"))
    assert places(found.warnings) == [("contests.csv", 2, "electorate")]


def test_a_circle_below_a_unit_is_the_circles_fault_alone(tmp_path: Path) -> None:
    units = folders.UNITS.replace("close,", "close,t2").replace("hill,", "hill,t3")
    found = reading(tmp_path, units=units + "t3,Table 3,hill,t2\n")
    assert places(found.faults) == [("units.csv", 3, "parent"), ("units.csv", 4, "parent")]


def test_terms_are_given_for_every_seat_or_none(tmp_path: Path) -> None:
    contests = folders.CONTESTS.replace("bundle_size", "bundle_size,terms").replace(
        "8240,50", "8240,50,4;1"
    )
    contests = contests.replace("3120,25", "3120,25,")
    assert places(reading(tmp_path, contests=contests).faults) == [("contests.csv", 3, "terms")]


def test_a_poll_for_one_member_with_several_seats_is_a_warning(tmp_path: Path) -> None:
    found = reading(tmp_path, contests=folders.CONTESTS.replace("principal-area,3", "pcc,3"))
    assert places(found.warnings) == [("contests.csv", 3, "seats")]


def test_a_postal_box_with_electors_is_a_warning(tmp_path: Path) -> None:
    boxes = folders.BOXES.replace("close;hill,0", "close;hill,0;10")
    contests = folders.CONTESTS.replace("8240", "9000")
    found = reading(tmp_path, boxes=boxes, contests=contests)
    assert found.poll is not None
    assert places(found.warnings) == [("boxes.csv", 5, "electorate")]


def test_one_person_in_one_role_is_listed_once(tmp_path: Path) -> None:
    twice = folders.PEOPLE + "MARY  BOLD,staff,,\nMary Bold,results,,\n"
    assert places(reading(tmp_path, people=twice).faults) == [("people.csv", 5, "name")]


def test_an_id_in_other_capitals_is_named_as_it_stands(tmp_path: Path) -> None:
    found = reading(tmp_path, units=folders.UNITS.replace("hill", "Hill"))
    assert ("units.csv", 3, "contests") in places(found.faults)
    assert found.faults[-1].remedy == "Write hill"
