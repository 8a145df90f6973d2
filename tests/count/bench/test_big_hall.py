"""The hall that the bench opens is a hall like any other: its ledger folds to figures that cross-foot."""

from pathlib import Path

from count.bench.big_hall import BUNDLE, big_hall, big_poll, entries
from count.hall.hall import Hall
from count.ledger.fold import fold


def test_its_ledger_opens_and_every_paper_of_it_is_accounted_for(tmp_path: Path) -> None:
    hall_directory = big_hall(tmp_path / "hall", 300, lines=8, contests=4)
    hall = Hall(hall_directory)
    assert hall.chain.seq == 300
    for standing in hall.standings.values():
        figures = standing.figures()
        assert figures.accounted == figures.verified > 0
        assert figures.below_zero == {}
        assert standing.unlisted_names == {}
    hall_directory.close()


def test_it_has_as_many_lines_as_asked_for() -> None:
    poll = big_poll(lines=40, contests=5)
    assert sum(len(box.contests) for box in poll.boxes.values()) == 40


def test_a_contest_has_as_many_bundles_as_asked_for() -> None:
    poll = big_poll(lines=8, contests=4)
    standing = fold(poll, poll.contests[0], entries(poll, poll.contests[0].id, 37))
    assert standing.figures().accounted == 37 * BUNDLE
