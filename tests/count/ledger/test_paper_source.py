"""What is kept beside a ledger, as the fold sees it."""

from count.ledger.paper_source import MissingFile, NoPaperSource, PaperFile, heaps_again, together
from tally_core.papers import papers
from tally_core.rules import scottish_stv

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
    kept = NoPaperSource()
    assert (
        kept.file("1") == kept.read_again("1") == MissingFile("1", "is not kept beside this hall")
    )
    assert kept.once("question", lambda: 7) == 7


def test_papers_read_anew_lie_on_heaps_of_equal_ones() -> None:
    class Folder(NoPaperSource):
        def file(self, digest: str) -> PaperFile | MissingFile:
            more = papers(3, [*ONE.papers, (4, (2,)), (1, (0, 1))])
            return PaperFile("1", ONE.names, 2, more)

        read_again = file

    assert heaps_again(Folder(), "1") == {(0, 1): 6, (2,): 6}
    assert heaps_again(NoPaperSource(), "1") == MissingFile("1", "is not kept beside this hall")
