"""Made elections: papers as voters could fill them in, the same each time."""

from pathlib import Path

import numpy as np

from count.bench.elections import papers_of, write_blt
from count.formats import preference_file


def test_the_same_seed_makes_the_same_papers_and_another_makes_others() -> None:
    one, again, other = papers_of(500, 6, 1), papers_of(500, 6, 1), papers_of(500, 6, 2)
    assert list(one) == list(again) != list(other)


def test_every_paper_is_there_once_and_names_nobody_twice() -> None:
    made = papers_of(2_000, 8, 3, mean=3)
    groups = list(made)
    assert made.valid == 2_000
    assert len({ranked for _, ranked in groups}) == len(groups)
    assert all(len(set(ranked)) == len(ranked) >= 1 for _, ranked in groups)
    assert 2.5 < sum(weight * len(ranked) for weight, ranked in groups) / 2_000 < 3.5


def test_a_file_holds_what_was_made(tmp_path: Path) -> None:
    made = papers_of(300, 5, 4)
    write_blt(tmp_path / "made.blt", made, 2)
    election = preference_file.read(tmp_path / "made.blt")
    assert (election.seats, election.title) == (2, "Made")
    assert list(election.papers) == list(made)
    assert np.array_equal(election.papers.starts, made.starts)
