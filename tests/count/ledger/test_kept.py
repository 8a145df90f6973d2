"""What is kept beside a ledger, as the fold sees it."""

from count.ledger.kept import Astray, NothingKept, PaperFile, together
from tally_core import scottish_stv
from tally_core.papers import papers

ONE = PaperFile("1", ("a", "b", "c"), 2, papers(3, [(5, (0, 1)), (2, (2,))]))
TWO = PaperFile("2", ("a", "b", "c"), 2, papers(3, [(1, (1, 2, 0)), (4, (0,))]))
NONE = PaperFile("3", ("a", "b", "c"), 2, papers(3, []))


def test_first_preferences_are_those_of_each_group() -> None:
    assert ONE.first_preferences == (5, 0, 2)
    assert TWO.first_preferences == (4, 1, 0)
    assert NONE.first_preferences == (0, 0, 0)


def test_several_files_are_counted_as_one() -> None:
    both = together([ONE, NONE, TWO])
    assert list(both) == [*ONE.papers, *TWO.papers]
    whole = papers(3, [*ONE.papers, *TWO.papers])
    assert scottish_stv.count(both, 2) == scottish_stv.count(whole, 2)
    assert together([ONE]) is ONE.papers


def test_beside_a_ledger_alone_nothing_is_kept() -> None:
    kept = NothingKept()
    assert kept.file("1") == kept.read_again("1") == Astray("1", "is not kept beside this hall")
    assert kept.once("question", lambda: 7) == 7
