"""Files of papers beside the hall: there whole or not at all, and never taken for another."""

import gzip
import hashlib
import os
from pathlib import Path

import pytest

from count.ledger.paper_source import MissingFile, PaperFile
from count.storage.paper_store import Incoming, PaperFiles, UnfitFile, is_digest

WARD = b'3 2\n5 1 2 0\n3 2 0\n1 3 1 0\n0\n"Ada Roe"\n"Bo Tan"\n"Cy Low"\n"Ward 1"\n'
DIGEST = hashlib.sha256(WARD).hexdigest()


def taken(files: PaperFiles, data: bytes) -> Incoming:
    incoming = files.incoming()
    for at in range(0, len(data), 7):
        incoming.write(data[at : at + 7])
    return incoming


def keep(files: PaperFiles, data: bytes) -> PaperFile:
    with taken(files, data) as incoming:
        return incoming.keep(lambda read: ())


@pytest.fixture
def files(tmp_path: Path) -> PaperFiles:
    return PaperFiles(tmp_path / "papers")


def names(files: PaperFiles) -> list[str]:
    return sorted(os.listdir(files.folder))


def test_a_file_is_kept_under_its_digest(files: PaperFiles) -> None:
    read = keep(files, WARD)
    assert (read.digest, read.names, read.seats) == (DIGEST, ("Ada Roe", "Bo Tan", "Cy Low"), 2)
    assert (read.papers.valid, read.first_preferences) == (9, (5, 3, 1))
    assert names(files) == [DIGEST]
    assert (files.folder / DIGEST).read_bytes() == WARD
    assert files.file(DIGEST) is read
    assert files.check(DIGEST) is None


def test_the_same_file_again_is_the_same_file(files: PaperFiles) -> None:
    assert keep(files, WARD).digest == keep(files, WARD).digest
    assert names(files) == [DIGEST]


def test_a_packed_file_is_kept_as_it_came(files: PaperFiles) -> None:
    packed = gzip.compress(WARD)
    read = keep(files, packed)
    assert read.digest == hashlib.sha256(packed).hexdigest()
    assert read.first_preferences == (5, 3, 1)


def test_a_file_that_cannot_be_read_is_not_kept_and_every_fault_has_its_line(
    files: PaperFiles,
) -> None:
    bad = WARD.replace(b"5 1 2 0", b"5 1 9 0").replace(b"1 3 1 0", b"1 3 3 0")
    with taken(files, bad) as incoming, pytest.raises(UnfitFile) as fault:
        incoming.keep(lambda read: ())
    assert [words.partition(":")[0] for words in fault.value.faults] == ["line 2", "line 4"]
    assert names(files) == []


def test_a_file_that_does_not_fit_is_not_kept(files: PaperFiles) -> None:
    with taken(files, WARD) as incoming, pytest.raises(UnfitFile, match="another contest"):
        incoming.keep(lambda read: ["it is another contest's"])
    assert names(files) == []


def test_a_file_that_was_broken_off_leaves_nothing(files: PaperFiles) -> None:
    with taken(files, WARD[:20]):
        assert len(names(files)) == 1
    assert names(files) == []


def test_too_large_a_file_is_refused_as_it_comes(
    files: PaperFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("count.storage.paper_store.LARGEST_FILE", 50)
    with files.incoming() as incoming:
        incoming.write(b"x" * 50)
        with pytest.raises(UnfitFile, match="larger than 50 bytes"):
            incoming.write(b"x")


def test_a_small_file_that_unpacks_to_too_much_is_refused(
    files: PaperFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("count.storage.paper_store.LARGEST_UNPACKED", 1000)
    packed = gzip.compress(WARD + b"\n" * 5000)
    with taken(files, packed) as incoming, pytest.raises(UnfitFile, match="too large"):
        incoming.keep(lambda read: ())


def test_a_file_that_is_not_there_is_astray(files: PaperFiles) -> None:
    assert files.file(DIGEST) == MissingFile(DIGEST, "is not kept beside this hall")


def test_a_file_that_was_changed_on_the_disk_is_astray_until_it_is_handed_in_again(
    files: PaperFiles,
) -> None:
    keep(files, WARD)
    (files.folder / DIGEST).write_bytes(WARD.replace(b"5 1 2", b"6 1 2"))
    assert isinstance(files.file(DIGEST), PaperFile), "it was read before"
    assert isinstance(files.read_again(DIGEST), MissingFile)
    found = files.check(DIGEST)
    assert found is not None
    assert "changed on the disk" in found.words
    assert files.file(DIGEST) == found
    keep(files, WARD)
    assert isinstance(files.file(DIGEST), PaperFile)
    assert files.check(DIGEST) is None


def test_a_file_put_back_by_hand_is_found_again(files: PaperFiles) -> None:
    keep(files, WARD)
    (files.folder / DIGEST).rename(files.folder / "elsewhere")
    assert files.check(DIGEST) is not None
    (files.folder / "elsewhere").rename(files.folder / DIGEST)
    assert files.check(DIGEST) is None
    assert isinstance(files.file(DIGEST), PaperFile)


def test_a_hall_opened_again_reads_its_files_again(files: PaperFiles) -> None:
    keep(files, WARD)
    again = PaperFiles(files.folder).file(DIGEST)
    assert isinstance(again, PaperFile)
    assert again.first_preferences == (5, 3, 1)


def test_a_file_of_this_machine_is_copied(files: PaperFiles, tmp_path: Path) -> None:
    source = tmp_path / "ward.blt"
    source.write_bytes(WARD)
    assert files.keep(source, lambda read: ()).digest == DIGEST
    assert source.exists()
    assert names(files) == [DIGEST]


def test_an_answer_is_worked_out_once(files: PaperFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def answer(n: int) -> int:
        asked.append(n)
        return n

    monkeypatch.setattr("count.storage.paper_store._REMEMBERED", 2)
    for n in (1, 1, 2, 1, 3, 1, 2):
        assert files.once(n, lambda n=n: answer(n)) == n  # type: ignore[misc]
    # 2 was asked for longest ago when 3 came: it is worked out again.
    assert asked == [1, 2, 3, 2]


def test_only_a_digest_names_a_kept_file() -> None:
    assert is_digest(DIGEST)
    for name in (None, 7, "", "../../etc/passwd", DIGEST.upper(), DIGEST + "0", "incoming-1"):
        assert not is_digest(name)
