"""Groups of papers out of lines of digits: exactly so, or not at all."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core.paper_lines import papers_in


def read(
    text: str, candidates: int = 4, *, zero: bool = True, withdrawn: Sequence[int] = ()
) -> tuple[list[tuple[int, tuple[int, ...]]], str] | None:
    data = text.encode()
    answer = papers_in(data, 0, candidates, zero=zero, withdrawn=withdrawn)
    return None if answer is None else (list(answer[0]), data[answer[1] :].decode())


def test_lines_that_end_in_zero() -> None:
    assert read("3 1 4 0\n12 2 0\n0\nrest") == ([(3, (0, 3)), (12, (1,))], "rest")


def test_lines_that_end_with_their_last_preference() -> None:
    assert read('3,1,4,\n12,2,\n"Name"\n', zero=False) == ([(3, (0, 3)), (12, (1,))], '"Name"\n')


def test_blanks_tabs_commas_empty_lines_and_carriage_returns_are_all_one() -> None:
    for text in ("3 1 4 0\n0\n", " 3\t1  4 0 \r\n\r\n0\r\n", "3,1,4,0\n\n0,,\n", "3 1 4 0,,,\n0"):
        assert read(text) == ([(3, (0, 3))], ""), text


def test_papers_without_a_preference_are_no_valid_papers() -> None:
    assert read("5 0\n2 1 0\n0\n") == ([(2, (0,))], "")


def test_withdrawn_candidates_are_left_out() -> None:
    text = "3 1 4 0\n2 4 0\n1 4 2 0\n0\n"
    assert read(text, withdrawn=[3]) == ([(3, (0,)), (1, (1,))], "")


@pytest.mark.parametrize(
    "text",
    [
        "3 1 4\n0\n",  # no 0 at the end
        "3 1 0 4 0\n0\n",  # something after it
        "3 1 5 0\n0\n",  # nobody has this number
        "3 1 1 0\n0\n",  # twice
        "0 1 0\n0\n",  # of no papers
        "3\n0\n",
        "3 1 0\n",  # the papers never end
        "3 1 0",
        "",
        "3 1,,2 0\n0\n",  # an empty cell
        ",3 1 2 0\n0\n",
        ",,\n0\n",
        "3 1=2 0\n0\n",
        "3 - 1 0\n0\n",
        "-2\n3 1 0\n0\n",
        "3 1 0 # comment\n0\n",
        '"Name"\n',
        "1000000000 1 0\n0\n",
        "3 1 99999999999999999999 0\n0\n",
        "3 1\x0c2 0\n0\n",
        "3 1 0\xa0\n0\n",
    ],
)
def test_any_other_line_is_left_to_the_caller(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("text", ["3,0,\n", "3,\n", "0,1,\n", "3,1\n,,\n", "3,1 x\n", "3,1,,2\n"])
def test_any_other_line_without_zeros_too(text: str) -> None:
    assert read(text, zero=False) is None


def test_a_number_counts_as_named_twice_on_its_own_line_only() -> None:
    assert read("1 1 0\n1 1 0\n0\n") == ([(1, (0,)), (1, (0,))], "")


RANKING = st.permutations(range(1, 5)).flatmap(
    lambda order: st.integers(0, 4).map(lambda length: order[:length])
)


@given(st.lists(st.tuples(st.integers(1, 10**9 - 1), RANKING), max_size=6), st.booleans())
@settings(deadline=None, max_examples=200)
def test_what_is_written_is_read(lines: list[tuple[int, list[int]]], zero: bool) -> None:
    lines = [(papers, ranked) for papers, ranked in lines if ranked or zero]
    end = [0] if zero else []
    text = "".join(" ".join(map(str, [papers, *ranked, *end])) + "\n" for papers, ranked in lines)
    answer = read(text + ("0\n" if zero else "end\n"), zero=zero)
    assert answer is not None
    assert answer[0] == [
        (papers, tuple(number - 1 for number in ranked)) for papers, ranked in lines if ranked
    ]


@given(st.text(alphabet="0123 ,\n=-#x", max_size=25), st.booleans())
@settings(deadline=None, max_examples=500)
def test_whatever_is_read_is_lawful(text: str, zero: bool) -> None:
    answer = papers_in(text.encode(), 0, 3, zero=zero)
    if answer is not None:
        found, end = answer
        assert 0 <= end <= len(text)
        for papers, ranked in found:
            assert papers > 0
            assert ranked
            assert len(set(ranked)) == len(ranked)
            assert set(ranked) <= {0, 1, 2}
