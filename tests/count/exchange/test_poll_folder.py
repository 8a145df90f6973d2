"""A poll folder is read whole: a good one gives a poll, a bad one every fault at once."""

import string
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.exchange.poll_folder import Fault, Reading, read
from count.poll import Poll
from count.rulebook import rules_of
from tests.count import folders


def reading(tmp_path: Path, **changed: str | bytes | None) -> Reading:
    """The reading of the good folder with these files otherwise: contests="…", poll="…"."""
    files = {("poll.toml" if k == "poll" else f"{k}.csv"): v for k, v in changed.items()}
    return read(folders.write(tmp_path / "poll", files))


def good(tmp_path: Path, **changed: str | bytes | None) -> Poll:
    found = reading(tmp_path, **changed)
    assert found.faults == ()
    assert found.poll is not None
    return found.poll


def places(faults: tuple[Fault, ...]) -> list[tuple[str, int | None, str | None]]:
    return [(fault.file, fault.row, fault.column) for fault in faults]


# ---- a good folder -------------------------------------------------------------------------------
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
    assert found.faults == ()
    assert {fault.row for fault in found.warnings} == {1}


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


# ---- uncontested, lists and questions ------------------------------------------------------------
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


# ---- every fault at once -------------------------------------------------------------------------
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


@pytest.mark.parametrize("file", ["contests", "candidates", "boxes", "units", "poll"])
def test_a_missing_file_is_one_fault_and_no_cascade(tmp_path: Path, file: str) -> None:
    found = reading(tmp_path, **{file: None})
    name = "poll.toml" if file == "poll" else f"{file}.csv"
    assert places(found.faults) == [(name, None, None)]
    assert "missing" in found.faults[0].words


def test_a_spreadsheet_left_in_its_own_format_is_named(tmp_path: Path) -> None:
    folder = folders.write(tmp_path / "poll", {"boxes.csv": None, "boxes.xlsx": "PK"})
    assert "boxes.xlsx" in read(folder).faults[0].remedy


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("contests", "seats"),
        ("candidates", "ballot_order"),
        ("boxes", "electorate"),
        ("units", "contests"),
        ("people", "role"),
    ],
)
def test_a_missing_column_is_one_fault_and_no_cascade(
    tmp_path: Path, file: str, column: str
) -> None:
    text = folders.GOOD[f"{file}.csv"]
    found = reading(tmp_path, **{file: text.replace(column, column + "_", 1)})
    assert places(found.faults) == [(f"{file}.csv", 1, column)]
    assert (f"{file}.csv", 1, column + "_") in places(found.warnings)


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


# ---- encodings and forms -------------------------------------------------------------------------
WITH_ACCENTS = folders.CANDIDATES.replace("BOLD,John", "BÔLD’,Siân")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named_and_the_file_is_read_all_the_same(tmp_path: Path, encoding: str) -> None:
    bad = WITH_ACCENTS.replace("#1b4f9c", "blue", 1)
    found = reading(tmp_path, candidates=bad.encode(encoding))
    assert places(found.faults) == [
        ("candidates.csv", None, None),
        ("candidates.csv", 2, "colour"),
    ]
    assert "UTF-16" in found.faults[0].words
    assert "CSV UTF-8" in found.faults[0].remedy


def test_windows_1252_is_named_with_its_row(tmp_path: Path) -> None:
    found = reading(tmp_path, candidates=WITH_ACCENTS.encode("cp1252"))
    assert places(found.faults) == [("candidates.csv", 2, None)]
    assert "Windows-1252" in found.faults[0].words
    assert "“Ô”" in found.faults[0].words
    assert found.warnings == ()


def test_a_file_larger_than_any_poll_is_not_read(tmp_path: Path) -> None:
    found = reading(tmp_path, people=b"x" * (8 * 1024 * 1024 + 1))
    assert places(found.faults) == [("people.csv", None, None)]
    assert "8 MiB" in found.faults[0].words


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_than_commas_are_named(tmp_path: Path, mark: str) -> None:
    found = reading(tmp_path, units=folders.UNITS.replace(",", mark))
    assert places(found.faults) == [("units.csv", 1, None)]


def test_an_open_quote_is_named_with_its_row(tmp_path: Path) -> None:
    units = folders.UNITS.replace("t2,Table 2", 't2,"Table 2')
    assert ("units.csv", 3, None) in places(reading(tmp_path, units=units).faults)


def test_a_column_twice_is_a_fault(tmp_path: Path) -> None:
    units = folders.UNITS.replace("parent", "name", 1)
    assert places(reading(tmp_path, units=units).faults) == [("units.csv", 1, "name")]


@pytest.mark.parametrize(
    ("toml", "row", "column"),
    [
        (folders.POLL.replace('"Barchester"', "Barchester"), 3, None),
        (folders.POLL.replace('"england"', '"england'), 4, None),
        (folders.POLL.replace('["en"]', '["en"'), 5, None),
        (folders.POLL.replace("2026-05-07", "2026-02-30"), 2, None),
        (folders.POLL.replace("2026-05-07", '"7 May 2026"'), 2, "date"),
        (folders.POLL.replace("2026-05-07", '"2026-02-30"'), 2, "date"),
        (folders.POLL.replace("2026-05-07", "2026-05-07T22:00:00"), 2, "date"),
        (folders.POLL.replace("england", "England"), 4, "nation"),
        (folders.POLL.replace('["en"]', "[]"), 5, "languages"),
        (folders.POLL.replace('["en"]', '"en"'), 5, "languages"),
        (folders.POLL.replace("authority", "# authority"), None, "authority"),
        (folders.POLL.replace('"Barchester"', "7"), 3, "authority"),
    ],
)
def test_faults_of_the_toml_have_their_line(
    tmp_path: Path, toml: str, row: int | None, column: str | None
) -> None:
    assert places(reading(tmp_path, poll=toml).faults) == [("poll.toml", row, column)]


def test_a_key_that_is_not_known_is_a_warning(tmp_path: Path) -> None:
    found = reading(tmp_path, poll=folders.POLL + 'langauges = ["cy"]\n')
    assert places(found.warnings) == [("poll.toml", 6, "langauges")]
    assert "languages" in found.warnings[0].remedy


# ---- single cells --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("", "empty"),
        ("-1", "negative"),
        ("−1", "negative"),
        ('"1,200"', "between its digits"),
        ("1 200", "between its digits"),
        ("12.0", "not a whole number"),
        ('"12,5"', "not a whole number"),
        ("1e3", "not a number"),
        ("١٢", "not a number"),
        ("many", "not a number"),
        ("10000001", "too large"),
        ("9" * 500, "too large"),
    ],
)
def test_only_plain_whole_numbers_are_numbers(tmp_path: Path, number: str, says: str) -> None:
    found = reading(tmp_path, contests=folders.CONTESTS.replace("3120", number))
    assert places(found.faults) == [("contests.csv", 2, "electorate")]
    assert says in found.faults[0].words


@given(st.integers(0, 10_000_000))
@settings(deadline=None, max_examples=30)
def test_every_whole_number_up_to_ten_million_is_read(
    tmp_path_factory: pytest.TempPathFactory, number: int
) -> None:
    folder = tmp_path_factory.mktemp("poll")
    poll = good(folder, contests=folders.CONTESTS.replace("3120", str(number)))
    assert poll.contest("close").electorate == number


@pytest.mark.parametrize(
    "bad",
    ["a b", "a/b", "a+b", "a;b", "é", "-a", ".a", "..", "a\u200b", '"a""b"', "a,b", "x" * 65, "а"],
)
def test_ids_are_what_piles_and_addresses_can_carry(tmp_path: Path, bad: str) -> None:
    found = reading(tmp_path, boxes=folders.BOXES.replace("b1", bad, 1))
    assert found.faults[0].file == "boxes.csv"
    assert found.faults[0].row == 2


@given(
    st.text(string.ascii_letters + string.digits + "_", min_size=1, max_size=1),
    st.text(string.ascii_letters + string.digits + "-_.", max_size=63),
)
@settings(deadline=None, max_examples=30)
def test_every_safe_id_is_an_id(
    tmp_path_factory: pytest.TempPathFactory, first: str, rest: str
) -> None:
    box = f"{first}{rest}"
    text = folders.BOXES.replace("b1", f"{box}", 1)
    if box.casefold() in ("b2", "b3", "p1"):
        return
    assert box in good(tmp_path_factory.mktemp("poll"), boxes=text).boxes


@pytest.mark.parametrize("colour", ["red", "#fff", "1b4f9c", "#1b4f9g", "rgb(1,2,3)", "#1b4f9c;"])
def test_colours_are_six_hexadecimal_digits(tmp_path: Path, colour: str) -> None:
    text = folders.CANDIDATES.replace("#1b4f9c", f'"{colour}"', 1)
    assert places(reading(tmp_path, candidates=text).faults) == [("candidates.csv", 2, "colour")]


def test_a_supervisor_supervises_a_unit(tmp_path: Path) -> None:
    people = folders.PEOPLE.replace("supervisor,t1", "supervisor,")
    assert places(reading(tmp_path, people=people).faults) == [("people.csv", 3, "unit")]


def test_units_do_not_stand_in_a_circle(tmp_path: Path) -> None:
    units = folders.UNITS.replace("close,", "close,t2").replace("hill,", "hill,t1")
    assert places(reading(tmp_path, units=units).faults) == [
        ("units.csv", 2, "parent"),
        ("units.csv", 3, "parent"),
    ]


# ---- warnings ------------------------------------------------------------------------------------
def test_another_order_than_by_surname_is_a_warning_only(tmp_path: Path) -> None:
    text = folders.CANDIDATES.replace("GRANTLY", "ADAMS")
    found = reading(tmp_path, candidates=text)
    assert found.poll is not None
    assert places(found.warnings) == [("candidates.csv", 3, "ballot_order")]
    assert found.poll.candidate_ids["close"] == ("bold", "grantly", "harding")


def test_a_gap_on_the_ballot_paper_is_a_warning_only(tmp_path: Path) -> None:
    text = folders.CANDIDATES.replace("harding,3", "harding,4")
    found = reading(tmp_path, candidates=text)
    assert found.poll is not None
    assert places(found.warnings) == [("candidates.csv", 4, "ballot_order")]
    assert "place 3" in found.warnings[0].words


@pytest.mark.parametrize("twin", ["BOLD,John", "Bold,JOHN", "BОLD,John", "BÔLD,John"])
def test_two_of_one_name_on_a_ballot_paper_are_a_warning(tmp_path: Path, twin: str) -> None:
    text = folders.CANDIDATES.replace("GRANTLY,Theophilus", twin)
    found = reading(tmp_path, candidates=text)
    assert found.poll is not None
    assert ("candidates.csv", 3, "ballot_surname") in places(found.warnings)


def test_letters_of_two_scripts_in_one_word_are_a_warning(tmp_path: Path) -> None:
    text = folders.CANDIDATES.replace("Septimus", "Sерtimus")
    found = reading(tmp_path, candidates=text)
    assert found.poll is not None
    assert places(found.warnings) == [("candidates.csv", 4, "ballot_forenames")]


@pytest.mark.parametrize("size", [1, 30, 200])
def test_an_unusual_bundle_is_a_warning(tmp_path: Path, size: int) -> None:
    found = reading(tmp_path, contests=folders.CONTESTS.replace("3120,25", f"3120,{size}"))
    assert found.poll is not None
    assert places(found.warnings) == [("contests.csv", 2, "bundle_size")]


def test_more_electors_in_boxes_than_in_the_contest_are_a_warning(tmp_path: Path) -> None:
    found = reading(tmp_path, contests=folders.CONTESTS.replace("3120", "3119"))
    assert places(found.warnings) == [("contests.csv", 2, "electorate")]


# ---- the law -------------------------------------------------------------------------------------
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
        ("2026-05-07", "supplementary", "supplementary", ["system", "kind"]),
        ("2026-06-18", "", "supplementary", ["kind"]),
        ("2026-06-18", "supplementary", "supplementary", ["kind"]),
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
