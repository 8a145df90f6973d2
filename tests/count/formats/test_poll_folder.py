"""A poll folder is read whole: a good one gives a poll, a bad one every fault at once."""

from datetime import date
from pathlib import Path

import pytest

from count.formats.poll_folder import read
from count.law.rulebook import rules_of
from tests.count import folders
from tests.count.folders import good, places, reading


def test_a_good_folder_is_a_poll_without_a_word(tmp_path: Path) -> None:
    found = reading(tmp_path)
    assert found.faults == found.warnings == ()
    poll = found.poll
    assert poll is not None
    assert poll.facts.name == "Barchester borough elections"
    assert poll.facts.date == date(2026, 5, 7)
    assert poll.contest_ids == ("close", "hill")
    assert poll.candidate_ids["hill"] == ("arabin", "crawley", "dumbello", "slope")
    assert poll.candidates["close"][1].display_name == "GRANTLY Theophilus"
    assert [box.box for box in poll.boxes_of["hill"]] == ["b3", "p1"]
    assert poll.electorate("b1", "close") == 1560
    assert poll.electorate("p1", "hill") == 0
    assert [unit.unit for unit in poll.units_of["close"]] == ["t1"]
    assert poll.knows("Mary Bold")
    assert not poll.knows("Mary Gold")
    assert rules_of(poll.contest("hill"), poll).in_part


def test_without_people_everybody_is_known(tmp_path: Path) -> None:
    assert good(tmp_path, people=None).knows("Mary Gold")


def test_a_byte_order_mark_and_windows_line_ends_are_welcome(tmp_path: Path) -> None:
    as_excel_saves = {
        file: "\ufeff" + text.replace("\n", "\r\n") for file, text in folders.GOOD.items()
    }
    found = read(folders.write(tmp_path / "poll", as_excel_saves))
    assert found.faults == found.warnings == ()
    plain = read(folders.write(tmp_path / "plain"))
    assert found.poll is not None
    assert plain.poll is not None
    assert found.poll.seal() == plain.poll.seal()


def test_the_order_of_rows_and_columns_does_not_matter(tmp_path: Path) -> None:
    head, *rows = folders.CANDIDATES.splitlines()
    turned = "\n".join(",".join(reversed(line.split(","))) for line in (head, *reversed(rows)))
    assert good(tmp_path, candidates=turned).seal() == good(tmp_path / "as written").seal()


def test_the_date_may_be_text(tmp_path: Path) -> None:
    quoted = folders.POLL.replace("2026-05-07", '"2026-05-07"')
    assert good(tmp_path, poll=quoted).facts.date == date(2026, 5, 7)


def test_empty_rows_and_trailing_commas_of_spreadsheets_are_passed_over(tmp_path: Path) -> None:
    padded = "\n".join(line + ",,," for line in folders.UNITS.splitlines()) + "\n,,,,,,\n\n"
    found = reading(tmp_path, units=padded)
    assert found.faults == found.warnings == ()


def test_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    boxes = folders.BOXES.replace("b2,station", '\n,,,,,\n"b2",barrel')
    assert places(reading(tmp_path, boxes=boxes).faults) == [("boxes.csv", 5, "kind")]


@pytest.mark.parametrize(
    ("surname", "forenames"),
    [
        ("ŴYN", "Llŷr ap Siôn"),
        ("MacGIOLLA PHÁDRAIG", "Niall"),
        ("WAŁĘSA-ŚWIĘTOCHŁOWSKA", "Żaneta"),
        ("O’NEILL", "Áine"),
        ("O'NEILL", "Ann"),
        ("SMITH-JONES", "Jo"),
        ("ffOULKES", "Ann"),
        ("Bugs, Lord", "Count Binface"),
        ("王", "小明"),
    ],
)
def test_names_survive_as_typed(tmp_path: Path, surname: str, forenames: str) -> None:
    candidates = (
        "contest,candidate,ballot_order,ballot_surname,ballot_forenames\n"
        f'close,a,1,"{surname}",{forenames}\n'
        "close,z,2,ZZZ,\n"
    )
    contests = "\n".join(folders.CONTESTS.splitlines()[:2])
    boxes = folders.BOXES.replace("close;hill", "close").replace("hill", "close")
    units = folders.UNITS.replace("hill", "close")
    poll = good(tmp_path, contests=contests, candidates=candidates, boxes=boxes, units=units)
    first = next(c for c in poll.candidates["close"] if c.candidate == "a")
    assert (first.ballot_surname, first.ballot_forenames) == (surname, forenames)


def test_one_number_of_electors_holds_for_every_contest_of_a_box(tmp_path: Path) -> None:
    boxes = folders.BOXES.replace("hill,8240", "hill;close,120").replace("close,1560", "close,900")
    poll = good(tmp_path, boxes=boxes)
    assert poll.electorate("b3", "hill") == poll.electorate("b3", "close") == 120


def test_terms_and_areas_are_kept(tmp_path: Path) -> None:
    contests = (
        "contest,name,kind,seats,electorate,bundle_size,part,areas,terms\n"
        "close,Close,principal-area,1,3120,25,area,barchester,\n"
        "hill,Hill,principal-area,3,8240,50,,,4;4;1\n"
    )
    poll = good(tmp_path, contests=contests)
    assert poll.contest("hill").terms == [4, 4, 1]
    assert poll.contest("hill").part == "whole"
    assert poll.contest("close").areas == ["barchester"]


BAD_FOLDER: dict[str, str] = {
    "poll.toml": """\
name = ""
date = 2026-05-07
authority = "Bar\u200bchester"
nation = "england"
languages = ["en", "la"]
""",
    "contests.csv": """\
contest,name,kind,seats,electorate,bundle_size,part
close,Cathedral Close,principal-areas,0,"3,120",25,whole
hill,Hill and Framley,principal-area,3,82.40,-50,
HILL,Hill again,parish,1,100,25,half
va le,Vale,parish,1,99999999999,25,
down,,scottish-local,1,400,25,
plumstead,Plumstead,parish,1,400,25,
""",
    "candidates.csv": """\
contest,candidate,ballot_order,ballot_surname,ballot_forenames,party,colour
close,bold,1,BOLD,John,Reform League,blue
close,Bold,2,GRANTLY,Theophilus,Church and Crown,
close,harding,2,,Septimus,,
hill,arabin,0,ARABIN,Francis,Church and Crown,
hill,craw/ley,2,CRAW\u202eLEY,Josiah,,
hill,dumbello,3,DUMBELLO,Griselda,Hartletop, late of,#1b4f9c
hill,slope,four,SLOPE,Obadiah,,
hell,slope,1,SLOPE,Obadiah,,
plumstead,a,1,A,,,
plumstead,b,2,B,,,
""",
    "boxes.csv": """\
box,kind,name,place,contests,electorate
b1,barrel,Close Hall,Hall,close,1560
b2,station,Close School,School,close;hill,1560;20;4
B2,station,Framley Church,Church,Hill,8240
p1,postal,,,close;close,
""",
    "units.csv": """\
unit,name,contests,parent
t1,Table 1,close,t9
t2,Table 2,,t2
""",
    "people.csv": """\
name,role,unit,contest
Vera Proudie,queen,,
Sue Quiverful,supervisor,,
Mary Bold,results,t7,dale
""",
}
ALL_FAULTS = [
    ("poll.toml", 1, "name"),
    ("poll.toml", 3, "authority"),
    ("poll.toml", 5, "languages"),
    ("contests.csv", 2, "kind"),
    ("contests.csv", 2, "seats"),
    ("contests.csv", 2, "electorate"),
    ("contests.csv", 3, "electorate"),
    ("contests.csv", 3, "bundle_size"),
    ("contests.csv", 4, "part"),
    ("contests.csv", 4, "contest"),
    ("contests.csv", 5, "contest"),
    ("contests.csv", 5, "electorate"),
    ("contests.csv", 6, "name"),
    ("contests.csv", 6, "kind"),
    ("candidates.csv", 2, "colour"),
    ("candidates.csv", 3, "candidate"),
    ("candidates.csv", 4, "ballot_surname"),
    ("candidates.csv", 4, "ballot_order"),
    ("candidates.csv", 5, "ballot_order"),
    ("candidates.csv", 6, "candidate"),
    ("candidates.csv", 6, "ballot_surname"),
    ("candidates.csv", 7, None),
    ("candidates.csv", 8, "ballot_order"),
    ("candidates.csv", 9, "contest"),
    ("boxes.csv", 2, "kind"),
    ("boxes.csv", 3, "electorate"),
    ("boxes.csv", 4, "box"),
    ("boxes.csv", 4, "contests"),
    ("boxes.csv", 5, "name"),
    ("boxes.csv", 5, "contests"),
    ("boxes.csv", 5, "electorate"),
    ("units.csv", 2, "parent"),
    ("units.csv", 3, "contests"),
    ("units.csv", 3, "parent"),
    ("people.csv", 2, "role"),
    ("people.csv", 3, "unit"),
    ("people.csv", 4, "unit"),
    ("people.csv", 4, "contest"),
]


def test_a_folder_with_thirty_eight_faults_reports_all_thirty_eight(tmp_path: Path) -> None:
    found = read(folders.write(tmp_path / "poll", BAD_FOLDER))
    assert found.poll is None
    assert sorted(map(str, places(found.faults))) == sorted(map(str, ALL_FAULTS))


def test_faults_come_in_the_order_of_files_and_rows_each_on_one_line(tmp_path: Path) -> None:
    found = read(folders.write(tmp_path / "poll", BAD_FOLDER))
    assert [fault.file for fault in found.faults] == [file for file, _, _ in ALL_FAULTS]
    for file in folders.GOOD:
        rows = [fault.row for fault in found.faults if fault.file == file]
        assert rows == sorted(rows, key=lambda row: row or 0)
    for fault in found.faults:
        assert str(fault).isprintable()
        assert fault.words
        assert fault.remedy


def test_a_fault_reads_like_a_sentence(tmp_path: Path) -> None:
    found = reading(tmp_path, candidates=folders.CANDIDATES.replace("#1b4f9c", "blue", 1))
    assert [str(fault) for fault in found.faults] == [
        "candidates.csv, row 2, column colour: “blue” is no colour. "
        "Write it like #1b4f9c, or leave it."
    ]


def test_no_folder_is_a_fault(tmp_path: Path) -> None:
    found = read(tmp_path / "nowhere")
    assert found.poll is None
    assert "is no folder" in str(found.faults[0])


def test_an_empty_poll_is_a_fault(tmp_path: Path) -> None:
    heads = {file: text.splitlines()[0] + "\n" for file, text in folders.GOOD.items()}
    found = read(folders.write(tmp_path / "poll", {**heads, "poll.toml": folders.POLL}))
    assert places(found.faults) == [("contests.csv", None, None)]
    empty = read(folders.write(tmp_path / "empty", dict.fromkeys(folders.GOOD, "")))
    assert {fault.file for fault in empty.faults} == set(folders.GOOD)


def test_a_supervisor_supervises_a_unit(tmp_path: Path) -> None:
    people = folders.PEOPLE.replace("supervisor,t1", "supervisor,")
    assert places(reading(tmp_path, people=people).faults) == [("people.csv", 3, "unit")]


def test_a_box_may_say_when_it_is_expected_and_the_seal_stays_the_same(tmp_path: Path) -> None:
    head, *rows = folders.BOXES.splitlines()
    timed = "\n".join([f"{head},expected_by", f"{rows[0]},22:45", *(f"{row}," for row in rows[1:])])
    poll = good(tmp_path, boxes=timed)
    assert poll.boxes["b1"].expected_by == "2026-05-07T21:45:00Z"
    assert poll.boxes["b2"].expected_by == ""
    assert poll.seal() == good(tmp_path / "untimed").seal()


def test_a_time_that_is_none_and_one_of_another_poll_are_said(tmp_path: Path) -> None:
    head, *rows = folders.BOXES.splitlines()
    wrong = [f"{rows[0]},quarter to eleven", f"{rows[1]},2025-05-01T21:45:00Z"]
    timed = "\n".join([f"{head},expected_by", *wrong, *(f"{row}," for row in rows[2:])])
    found = reading(tmp_path, boxes=timed)
    assert places(found.faults) == [("boxes.csv", 2, "expected_by")]
    assert places(found.warnings) == [("boxes.csv", 3, "expected_by")]
