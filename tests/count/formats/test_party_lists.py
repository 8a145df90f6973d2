"""lists.csv: who is on each party's list, read like every other file of the folder."""

from pathlib import Path

from count.formats.poll_folder import PollFolder
from count.hall.export import export
from count.storage.hall_directory import HallDirectory
from tests.count import folders
from tests.count.folders import good, places, reading

WALES = folders.POLL.replace("england", "wales")
CONTESTS = """\
contest,name,kind,seats,electorate,bundle_size
arfon,Arfon,senedd,6,60000,100
"""
CANDIDATES = """\
contest,candidate,ballot_order,ballot_surname,party
arfon,red,1,Red Party,Red Party
arfon,blue,2,Blue Party,Blue Party
arfon,jones,3,JONES,
"""
BOXES = """\
box,kind,name,place,contests,electorate
b1,station,Hall,,arfon,100
b2,station,School,,arfon,100
"""
UNITS = "unit,name,contests\nt1,Table 1,arfon\n"
LISTS = """\
contest,candidate,position,surname,forenames
arfon,red,2,EVANS,Nia
arfon,red,1,ROE,Jane
arfon,blue,1,POE,Sam
"""
FOLDER = {
    "poll": WALES, "contests": CONTESTS, "candidates": CANDIDATES, "boxes": BOXES, "units": UNITS,
    "people": None,
}  # fmt: skip


def lists(folder: Path, text: str | None) -> PollFolder:
    return reading(folder, **FOLDER, lists=text)


def test_each_list_has_its_names_in_order_and_an_individual_has_none(tmp_path: Path) -> None:
    poll = good(tmp_path, **FOLDER, lists=LISTS)
    assert [p.display_name for p in poll.list_of("arfon", "red") or ()] == ["ROE Jane", "EVANS Nia"]
    assert [p.surname for p in poll.list_of("arfon", "blue") or ()] == ["POE"]
    assert poll.list_of("arfon", "jones") is None


def test_without_the_file_every_row_is_a_list_and_a_warning_says_so(tmp_path: Path) -> None:
    found = lists(tmp_path, None)
    assert found.poll is not None
    assert found.poll.list_of("arfon", "jones") == ()
    assert places(found.warnings) == [("contests.csv", 2, "kind")]


def test_every_fault_names_its_row_and_column(tmp_path: Path) -> None:
    found = lists(
        tmp_path,
        "contest,candidate,position,surname\n"
        "arfon,red,1,ROE\n"
        "arfon,red,1,EVANS\n"
        "arfon,green,1,LUKE\n"
        "bangor,red,2,WYN\n"
        "arfon,red,0,DEE\n"
        "arfon,red,3,\n",
    )
    assert places(found.faults) == [
        ("lists.csv", 3, "position"),
        ("lists.csv", 4, "candidate"),
        ("lists.csv", 5, "contest"),
        ("lists.csv", 6, "position"),
        ("lists.csv", 7, "surname"),
    ]


def test_a_contest_that_is_not_counted_by_lists_has_none(tmp_path: Path) -> None:
    found = reading(tmp_path, lists="contest,candidate,position,surname\nclose,bold,1,BOLD\n")
    assert places(found.faults) == [("lists.csv", 2, "contest")]
    assert "not counted by lists" in found.faults[0].words


def test_a_place_passed_over_is_a_warning(tmp_path: Path) -> None:
    found = lists(tmp_path, LISTS + "arfon,red,5,LATE,\n")
    assert places(found.warnings) == [("lists.csv", 5, "position")]


def test_the_lists_are_sealed_kept_and_exported(tmp_path: Path) -> None:
    poll = good(tmp_path, **FOLDER, lists=LISTS)
    other = good(tmp_path / "other", **FOLDER, lists=LISTS.replace("EVANS", "OWENS"))
    assert poll.seal() != other.seal()
    hall_directory = HallDirectory.make(tmp_path / "hall", poll, rehearsal=True)
    try:
        assert hall_directory.poll.list_places == poll.list_places
        assert hall_directory.poll.seal() == poll.seal()
        assert '"surname":"EVANS"' in "".join(export(hall_directory))
    finally:
        hall_directory.close()
