"""The example folder of every kind of poll is a poll without a word, and its comments change nothing."""

from pathlib import Path

import pytest

from count.formats import example
from count.formats.poll_folder import read
from count.law.kind_names import KIND_ALIASES
from count.law.rulebook import KINDS, rules_of


@pytest.mark.parametrize("kind", [*KINDS, *KIND_ALIASES])
def test_the_example_of_every_kind_is_a_poll_without_a_word(kind: str, tmp_path: Path) -> None:
    found = read(example.write(tmp_path / "poll", kind))
    assert found.faults == found.warnings == ()
    poll = found.poll
    assert poll is not None
    (contest,) = poll.contests
    assert not contest.uncontested
    assert contest.kind in KIND_ALIASES.get(kind, (kind,))
    assert rules_of(contest, poll).counted_here
    assert len(poll.boxes_of["hill"]) == 3
    assert {person.role for person in poll.people} >= {"returning-officer", "deputy", "staff"}


def test_a_contest_of_lists_says_who_is_on_them(tmp_path: Path) -> None:
    poll = read(example.write(tmp_path / "poll", "gla-list")).poll
    assert poll is not None
    assert [place.surname for place in poll.listed["hill", "list1"]] == [
        "ARABIN",
        "DUMBELLO",
        "PROUDIE",
    ]


def test_comments_are_no_part_of_the_poll(tmp_path: Path) -> None:
    folder = example.write(tmp_path / "poll")
    with_comments = read(folder).poll
    for file in folder.glob("*.csv"):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        assert lines[0].lstrip('"').startswith("# ")
        bare = "".join(line for line in lines if not line.lstrip('"').startswith("# "))
        file.write_text(bare, encoding="utf-8")
    without = read(folder).poll
    assert with_comments is not None
    assert without is not None
    assert with_comments.seal() == without.seal()


def test_an_unknown_kind_is_told_every_kind(tmp_path: Path) -> None:
    with pytest.raises(example.UnknownKindError) as refused:
        example.write(tmp_path / "poll", "president")
    assert all(kind in str(refused.value) for kind in (*KINDS, *KIND_ALIASES))
    assert not (tmp_path / "poll").exists()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="not empty"):
        example.write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]
