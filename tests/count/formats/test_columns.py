"""The tables of columns: nothing stands twice, each says what it means, and its example can be read."""

from pathlib import Path

from count.formats.columns import COLUMNS, KEYS, MEANS, optional, required
from tests.count.folders import GOOD, good, reading


def test_every_file_and_column_says_what_it_means() -> None:
    assert set(MEANS) == {"poll.toml", *COLUMNS}
    for columns in (KEYS, *COLUMNS.values()):
        names = [column.name for column in columns]
        assert len(names) == len(set(names))
        for column in columns:
            assert column.means.endswith("."), column.name
            assert column.example, column.name


def test_a_column_is_required_or_optional() -> None:
    for file, columns in COLUMNS.items():
        assert {*required(file), *optional(file)} == {column.name for column in columns}
        assert not {*required(file)} & {*optional(file)}


def test_ids_of_the_field_are_kept_whole(tmp_path: Path) -> None:
    contests = (
        "contest,ballot_paper_id,gss,name,name_cy,kind,seats,electorate,bundle_size\n"
        "close,local.close.2026-05-07,E05000932,Close,Clos,local,1,3120,25\n"
        "hill,,,Hill,,principal-area,3,8240,50\n"
    )
    candidates = GOOD["candidates.csv"].replace("party,colour", "party,colour,person_id,party_id")
    candidates = candidates.replace("#1b4f9c\nclose,g", "#1b4f9c,4321,PP12\nclose,g")
    candidates = "\n".join(
        line if line.count(",") == 8 else f"{line},," for line in candidates.splitlines()
    )
    poll = good(tmp_path, contests=contests, candidates=candidates)
    close = poll.contest("close")
    assert (close.ballot_paper_id, close.gss, close.name_cy) == (
        "local.close.2026-05-07",
        "E05000932",
        "Clos",
    )
    assert close.kind == "principal-area"
    bold = poll.candidates["close"][0]
    assert (bold.person_id, bold.party_id) == ("4321", "PP12")


def test_a_code_of_an_area_that_cannot_be_one_is_warned_of_and_kept(tmp_path: Path) -> None:
    contests = GOOD["contests.csv"].replace("contest,name", "contest,gss,name")
    contests = contests.replace("close,", "close,E0500,").replace("hill,", "hill,,")
    assert good(tmp_path, contests=contests).contest("close").gss == "E0500"


def test_an_unknown_kind_is_told_every_kind(tmp_path: Path) -> None:
    found = reading(tmp_path, contests=GOOD["contests.csv"].replace("principal-area", "locol"))
    for fault in found.faults[:2]:
        assert all(kind in fault.remedy for kind in ("local", "senedd", "gla.a", "parliamentary"))
