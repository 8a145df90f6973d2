"""`counthall rehearse`: a whole night of somebody's own poll; 0 only if it is declared as it is known."""

from dataclasses import replace
from pathlib import Path

import pytest

from count.formats.poll_folder import read
from count.rehearsal import poll as polls
from count.rehearsal import rehearse
from count.rehearsal.answer import Night
from count.rehearsal.night import night
from count.storage.hall_directory import HallDirectory
from tests.count import folders

FAST = 1e7


FEW = {
    "contests.csv": folders.CONTESTS.replace("3120", "310").replace("8240", "820"),
    "boxes.csv": folders.BOXES.replace("1560", "150").replace("8240", "800"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folders.write(tmp_path / "poll", FEW)


def test_a_night_of_any_poll_ends_as_it_is_known(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rehearse.run(folder, tmp_path / "hall", 4, FAST) == 0
    said = capsys.readouterr()
    assert "2 of 2 declarations are the known answer." in said.out
    assert "Cathedral Close: as known" in said.out
    hall_directory = HallDirectory.look(tmp_path / "hall")
    assert hall_directory.rehearsal
    hall_directory.close()


def test_the_same_command_again_finds_the_same_night(tmp_path: Path, folder: Path) -> None:
    assert [rehearse.run(folder, tmp_path / "hall", 4, FAST) for _ in range(2)] == [0, 0]


def test_a_declaration_that_is_not_the_known_answer_is_told(
    tmp_path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert rehearse.run(folder, tmp_path / "hall", 4, FAST) == 0

    def otherwise(poll: object, seed: int) -> Night:
        known = read(folder).poll
        assert known is not None
        true = night(known, seed)
        close = true.contests["close"]
        tables = {u: replace(t, piles=t.piles[1:]) for u, t in close.tables.items()}
        return replace(true, contests={**true.contests, "close": replace(close, tables=tables)})

    monkeypatch.setattr(rehearse, "play", _nobody_plays)
    monkeypatch.setattr(rehearse, "night", otherwise)
    assert rehearse.run(folder, tmp_path / "hall", 4, FAST) == 1
    said = capsys.readouterr().out
    assert "1 of 2 declarations are the known answer." in said
    assert "Cathedral Close: " in said


async def _nobody_plays(*args: object, **named: object) -> None:
    for each in args:
        if hasattr(each, "close"):
            each.close()


def test_another_night_in_the_same_hall_is_not_the_one_that_was_declared(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rehearse.run(folder, tmp_path / "hall", 4, FAST) == 0
    assert rehearse.run(folder, tmp_path / "hall", 5, FAST) == 1
    assert "declared" in capsys.readouterr().err


def test_faults_of_the_folder_are_told_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = folders.write(
        tmp_path / "poll", {"units.csv": "unit,name,contests\nt1,Table 1,none\n"}
    )
    assert rehearse.run(broken, tmp_path / "hall", 1, FAST) == 2
    assert "units.csv" in capsys.readouterr().err
    assert not (tmp_path / "hall").exists()


def test_a_mayor_by_the_supplementary_vote_is_played(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, close, hill = folders.CONTESTS.splitlines()
    close = close.replace("principal-area", "pcc")
    contests = f"{head},system\n{close},supplementary\n{hill},\n"
    folder = folders.write(tmp_path / "poll", {"contests.csv": contests})
    assert rehearse.run(folder, tmp_path / "hall", 1, FAST) == 0
    assert "2 of 2 declarations are the known answer" in capsys.readouterr().out


def test_a_poll_by_a_system_that_is_not_played_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head, close, hill = folders.CONTESTS.splitlines()
    contests = f"{head},system\n{close},welsh-stv\n{hill},\n"
    files = {"contests.csv": contests, "poll.toml": folders.POLL.replace("england", "wales")}
    folder = folders.write(tmp_path / "poll", files)
    assert rehearse.run(folder, tmp_path / "hall", 1, FAST) == 2
    assert "is counted by welsh-stv; played are dhondt" in capsys.readouterr().err
    assert not (tmp_path / "hall").exists()


def test_a_real_hall_and_a_hall_of_another_poll_are_left_alone(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    poll = read(folder).poll
    assert poll is not None
    HallDirectory.make(tmp_path / "real", poll, rehearsal=False).close()
    assert rehearse.run(folder, tmp_path / "real", 1, FAST) == 2
    other = read(polls.write(tmp_path / "carrow", 1)).poll
    assert other is not None
    HallDirectory.make(tmp_path / "other", other, rehearsal=True).close()
    assert rehearse.run(folder, tmp_path / "other", 1, FAST) == 2
    assert "not a rehearsal of this poll" in capsys.readouterr().err


def test_nobody_works_backwards(tmp_path: Path, folder: Path) -> None:
    assert rehearse.run(folder, tmp_path / "hall", 1, 0) == 2
    assert not (tmp_path / "hall").exists()


@pytest.mark.parametrize(
    ("nation", "kind"), [("northern-ireland", "ni-local"), ("scotland", "scottish-local")]
)
def test_a_night_of_transferable_votes_ends_as_it_is_known(
    nation: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By hand in Northern Ireland, and from what a machine read in Scotland: stage by stage."""
    files = {
        **FEW,
        "poll.toml": folders.POLL.replace('"england"', f'"{nation}"').replace("2026", "2027"),
        "contests.csv": FEW["contests.csv"]
        .replace("principal-area,1", f"{kind},2")
        .replace("principal-area", kind),
    }
    folder = folders.write(tmp_path / "poll", files)
    assert rehearse.run(folder, tmp_path / "hall", 4, FAST) == 0, capsys.readouterr()
    said = capsys.readouterr()
    assert "2 of 2 declarations are the known answer." in said.out
    kept = list((tmp_path / "hall" / "papers").glob("*"))
    assert len(kept) == (2 if nation == "scotland" else 0)
