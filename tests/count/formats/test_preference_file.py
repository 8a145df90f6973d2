"""Files are told apart by what is in them."""

import gzip
from pathlib import Path

import pytest

from count.formats import preference_file
from count.formats.election import Election, UnreadableFile
from count.formats.preference_file import election_in, read
from tests.count.formats.test_blt import EXAMPLE
from tests.count.formats.test_preflib import SOI
from tests.count.formats.test_scottish_profile import CSV, WATT
from tests.shared_data import DATA

WARDS = DATA / "scottish"
TITLES = {EXAMPLE: "Title", CSV: "Ward 4 - Dyce", WATT: "Ward 4", SOI: "Ward 4: Dyce"}


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        election_in(data)
    return str(caught.value)


@pytest.mark.parametrize("text", TITLES)
@pytest.mark.parametrize("ending", [".blt", ".csv", ".txt", ""])
def test_the_ending_of_the_name_says_nothing(tmp_path: Path, text: str, ending: str) -> None:
    path = tmp_path / f"file{ending}"
    path.write_text(text)
    assert read(path).title == TITLES[text]
    path.write_bytes(gzip.compress(text.encode()))
    assert read(path).title == TITLES[text]


@pytest.mark.parametrize("text", TITLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_ends_of_lines(text: str, encoding: str, end: str) -> None:
    text = text.replace("Adam", "Ó Adam")
    expected = election_in(text.encode())
    found = election_in(text.replace("\n", end).encode(encoding))
    assert found.candidates == expected.candidates
    assert list(found.papers) == list(expected.papers)


def test_a_comment_before_blt_does_not_make_it_preflib() -> None:
    assert election_in(f"# A ward\n{EXAMPLE}".encode()).title == "Title"


def test_blt_with_commas_is_not_the_csv_profile() -> None:
    assert election_in(b'2,1\n3,1,2,0\n0\n"A"\n"B"\n"Ward"\n').candidates == ("A", "B")
    assert election_in(b'2,1\n-2\n3,1,2,0\n0\n"A"\n"B"\n"Ward"\n').withdrawn == (1,)


@pytest.mark.parametrize(
    "data", [b"Minutes of the meeting\n", b"%PDF-1.7\n\x00\xff", b"\x00" * 40, b"4 x\n3 1 0\n0\n"]
)
def test_anything_else_is_refused(data: bytes) -> None:
    assert "none of the formats" in refused(data)


def test_an_empty_file_is_refused() -> None:
    assert refused(b"") == refused(b"\n \n")
    assert refused(b"").startswith("It is empty")


def test_what_cannot_be_opened_is_explained(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.blt", tmp_path):
        with pytest.raises(UnreadableFile, match="It cannot be opened"):
            read(path)


@pytest.mark.parametrize("cut", [3, 30, 60])
def test_a_damaged_gzip_file_is_refused(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "ward.blt.gz"
    path.write_bytes(gzip.compress(EXAMPLE.encode())[:cut])
    with pytest.raises(UnreadableFile, match="damaged or cut short"):
        read(path)


def test_a_file_without_bound_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preference_file, "LARGEST_FILE", 100)
    path = tmp_path / "ward.blt"
    path.write_bytes(gzip.compress(EXAMPLE.encode()))
    with pytest.raises(UnreadableFile, match="too large"):
        read(path)


# ------------------------------------------------------------------------------------------- real wards

real = pytest.mark.skipif(
    not WARDS.is_dir(), reason="the wards are not beside the project (../shared/data/scottish)"
)


def groups(election: Election) -> list[tuple[int, tuple[int, ...]]]:
    return sorted(election.papers)


@real
@pytest.mark.parametrize("ward", sorted(path.stem for path in WARDS.glob("wards/*.blt")))
def test_a_real_ward(ward: str) -> None:
    import json

    facts = next(
        fact
        for fact in map(json.loads, (WARDS / "wards.jsonl").read_text().splitlines())
        if fact["id"] == ward
    )
    election = read(WARDS / "wards" / f"{ward}.blt")
    assert list(election.candidates) == facts["names"]
    assert (election.seats, election.papers.valid) == (facts["seats"], facts["valid"])
    assert election.papers.groups == facts["groups"]
    assert facts["ward"] in election.title
    # As the councils' collectors have them: other quotes, other separators, the same papers.
    for origin in WARDS.glob(f"raw/{ward}.origin.*"):
        other = read(origin)
        assert groups(other) == groups(election)
        assert len(other.candidates) == len(election.candidates)
        if origin.suffix == ".csv":
            assert other.candidates == election.candidates
