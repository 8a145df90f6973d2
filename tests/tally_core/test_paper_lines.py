"""Groups of papers out of lines of digits: exactly so, or left to somebody else."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core.paper_lines import PaperLines

Groups = list[tuple[int, tuple[int, ...]]]


def read(
    text: str, candidates: int = 4, *, zero: bool = True, withdrawn: Sequence[int] = ()
) -> tuple[Groups, str]:
    """What was read, and what was not."""
    data = text.encode()
    lines = PaperLines(data, 0, candidates, zero=zero, withdrawn=withdrawn)
    lines.read_on()
    return list(lines.papers()), data[lines.at :].decode()


def test_lines_that_end_in_zero() -> None:
    assert read("3 1 4 0\n12 2 0\n0\nrest") == ([(3, (0, 3)), (12, (1,))], "0\nrest")


def test_lines_that_end_with_their_last_preference() -> None:
    assert read('3,1,4,\n12,2,\n"Name"\n', zero=False) == ([(3, (0, 3)), (12, (1,))], '"Name"\n')


def test_blanks_tabs_commas_empty_lines_and_carriage_returns_are_all_one() -> None:
    for text in ("3 1 4 0\n", " 3\t1  4 0 \r\n\r\n", "3,1,4,0\n\n", "3 1 4 0,,,\n", "3 1 4 0"):
        assert read(text) == ([(3, (0, 3))], ""), text


def test_papers_without_a_preference_are_no_valid_papers() -> None:
    assert read("5 0\n2 1 0\n") == ([(2, (0,))], "")


def test_withdrawn_candidates_are_left_out() -> None:
    text = "3 1 4 0\n2 4 0\n1 4 2 0\n"
    assert read(text, withdrawn=[3]) == ([(3, (0,)), (1, (1,))], "")


@pytest.mark.parametrize(
    "line",
    [
        "3 1 4",  # no 0 at the end
        "3 1 0 4 0",  # something after it
        "3 1 5 0",  # nobody has this number
        "3 1 1 0",  # twice
        "0 1 0",  # of no papers
        "3",
        "0",  # the end of the papers, in some formats
        "3 1,,2 0",  # an empty cell
        ",3 1 2 0",
        ",,",
        "3 1=2 0",
        "3 - 1 0",
        "-2",
        "3 1 0 # comment",
        '"Name"',
        "1000000000 1 0",
        "3 1 99999999999999999999 0",
        "3 1\x0c2 0",
        "3 1 0\xa0",
    ],
)
@pytest.mark.parametrize("end", ["", "\n", "\n7 3 0\n"])
def test_any_other_line_is_left_to_the_caller(line: str, end: str) -> None:
    """Nothing of it is kept, and what stands before it is."""
    assert read(f"2 4 2 0\n{line}{end}") == ([(2, (3, 1))], line + end)


@pytest.mark.parametrize("line", ["3,0,", "3,", "0,1,", ",,", "3,1 x", "3,1,,2", "3 1 2 0"])
def test_any_other_line_without_zeros_too(line: str) -> None:
    assert read(f"2,4,2\n{line}\n", zero=False) == ([(2, (3, 1))], f"{line}\n")


def test_reading_goes_on_behind_a_line_that_somebody_else_read() -> None:
    text = b"3 1 2 0\n4 2 1=3 0\n5 2 0\n6 - 0\n7 3 0\n"
    lines = PaperLines(text, 0, 3, zero=True)
    lines.read_on()
    assert text[lines.at :].startswith(b"4 2 1=3 0")
    lines.add(4, [1])
    lines.at += len(b"4 2 1=3 0\n")
    lines.read_on()
    assert text[lines.at :].startswith(b"6 - 0")
    lines.add(6, [])
    lines.at += len(b"6 - 0\n")
    lines.read_on()
    assert lines.at == len(text)
    assert list(lines.papers()) == [(3, (0, 1)), (4, (1,)), (5, (1,)), (7, (2,))]


def test_a_number_counts_as_named_twice_on_its_own_line_only() -> None:
    assert read("1 1 0\n1 1 0\n") == ([(1, (0,)), (1, (0,))], "")


RANKING = st.permutations(range(1, 5)).flatmap(
    lambda order: st.integers(0, 4).map(lambda length: order[:length])
)


@given(st.lists(st.tuples(st.integers(1, 10**9 - 1), RANKING), max_size=6), st.booleans())
@settings(deadline=None, max_examples=200)
def test_what_is_written_is_read(lines: list[tuple[int, list[int]]], zero: bool) -> None:
    lines = [(papers, ranked) for papers, ranked in lines if ranked or zero]
    end = [0] if zero else []
    text = "".join(" ".join(map(str, [papers, *ranked, *end])) + "\n" for papers, ranked in lines)
    assert read(text, zero=zero) == (
        [(papers, tuple(number - 1 for number in ranked)) for papers, ranked in lines if ranked],
        "",
    )


@given(st.text(alphabet="0123 ,\n=-#x", max_size=25), st.booleans())
@settings(deadline=None, max_examples=500)
def test_whatever_is_read_is_lawful(text: str, zero: bool) -> None:
    found, rest = read(text, 3, zero=zero)
    # Whole lines only.
    assert text.endswith(rest)
    assert rest == text or text[: len(text) - len(rest)].endswith("\n") or not rest
    for papers, ranked in found:
        assert papers > 0
        assert ranked
        assert len(set(ranked)) == len(ranked)
        assert set(ranked) <= {0, 1, 2}
