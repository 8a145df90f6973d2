"""BLT: as it was first written, as it is written now, and as it must not be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.formats import blt
from count.formats.election import Election, UnreadableFile

# The example of Hill, Wichmann and Woodall, Algorithm 123.
EXAMPLE = """4 2
-2
3 1 3 4 0
4 1 3 2 0
2 4 1 3 0
1 2 0
2 2 4 3 1 0
1 3 4 2 0
0
"Adam"
"Basil"
"Charlotte"
"Donald"
"Title"
"""
TAIL = '0\n"A"\n"B"\n"C"\n"D"\n"Ward"\n'


@pytest.fixture(params=["plainly", "fast"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test is made of both ways to read."""
    monkeypatch.setattr(blt, "FAST_FROM", 0 if request.param == "fast" else 2**40)
    chosen: str = request.param
    return chosen


def told(election: Election) -> tuple[object, ...]:
    return (
        election.title,
        election.candidates,
        election.seats,
        election.withdrawn,
        list(election.papers),
    )


def read(text: str) -> Election:
    return blt.read(text.encode())


def papers_of(lines: str) -> list[tuple[int, tuple[int, ...]]]:
    return list(read(f"4 2\n{lines}{TAIL}").papers)


def faults_of(text: str) -> list[str]:
    with pytest.raises(UnreadableFile) as caught:
        read(text)
    return [str(fault) for fault in caught.value.faults]


def test_the_first_example() -> None:
    adam, charlotte, donald = 0, 2, 3
    assert told(read(EXAMPLE)) == (
        "Title",
        ("Adam", "Basil", "Charlotte", "Donald"),
        2,
        (1,),
        [
            (3, (adam, charlotte, donald)),
            (4, (adam, charlotte)),
            (2, (donald, adam, charlotte)),
            # The paper that was for Basil alone has no preference left.
            (2, (donald, charlotte, adam)),
            (1, (charlotte, donald)),
        ],
    )


def test_several_may_withdraw() -> None:
    election = read(EXAMPLE.replace("-2\n", "-2 -4\n\n-3\n"))
    assert election.withdrawn == (1, 2, 3)
    assert list(election.papers) == [(3, (0,)), (4, (0,)), (2, (0,)), (2, (0,))]


def test_equal_and_missing_preferences_end_a_paper() -> None:
    assert papers_of("3 1 2=3 4 0\n2 1 - 2 0\n5 2=3 1 0\n7 - 1 0\n1 4 0\n") == [
        (3, (0,)),
        (2, (0,)),
        (1, (3,)),
    ]


def test_comments_empty_lines_and_commas_at_the_end_are_nothing() -> None:
    text = "# made by hand\n\n4 2,, # head\n-2 # gone\n3 1 3 0, # papers\n\n0,\n# names\n"
    election = read(text + '"A",\n"B # not a comment" # a comment\n\n"C"\n"D"\n# title\n"Ward"\n')
    assert told(election) == ("Ward", ("A", "B # not a comment", "C", "D"), 2, (1,), [(3, (0, 2))])


def test_commas_between_numbers() -> None:
    """As Stirling Council publishes its profiles."""
    assert list(read(f"4,2\n3,1,4,0\n{TAIL}").papers) == [(3, (0, 3))]


@pytest.mark.parametrize(
    ("names", "read_as"),
    [
        ('"Ann" "Bob"\n"Cy"\n"Di" "Ward"\n', ("Ann", "Bob", "Cy", "Di")),
        ("Ann ROE (Ind)\nBob\nCy\nDi\nWard\n", ("Ann ROE (Ind)", "Bob", "Cy", "Di")),
        ('"Lab ""Ann ROE"" "\n"Bob"\nCy\nDi\nWard', ('Lab "Ann ROE"', "Bob", "Cy", "Di")),
        ('"""Ann"""\n"""Bob"" ""Lab"""\nCy\nDi\nWard', ("Ann", '"Bob" "Lab"', "Cy", "Di")),
        ('"Siân",\n"Ò",\n"C",\n"D",\n"Ward",\n', ("Siân", "Ò", "C", "D")),
    ],
)
def test_names_as_they_are_written(names: str, read_as: tuple[str, ...]) -> None:
    election = read(f"4 2\n3 1 0\n0\n{names}")
    assert (election.candidates, election.title) == (read_as, "Ward")


def test_the_title_may_be_missing_and_a_source_may_follow() -> None:
    names = '3 1 0\n0\n"A" "B" "C" "D"\n'
    assert read(f"4 2\n{names}").title == ""
    assert read(f'4 2\n{names}"Ward"\n"from the council"\n"checked"\n').title == "Ward"
    (fault,) = faults_of(f'4 2\n{names}"Ward"\n"source"\n"comment"\n"more"\n')
    assert fault.startswith("line 8: “more”")


def test_a_file_without_papers_is_an_election_all_the_same() -> None:
    election = read(f"4 2\n{TAIL}")
    assert (election.papers.groups, election.papers.valid) == (0, 0)


@pytest.mark.parametrize(
    ("lines", "line", "found"),
    [
        ("3 1 2 0\n3 1 4\n", 3, "does not end in 0"),
        ("3\n", 2, "does not end in 0"),
        ("3 1 5 0\n", 2, "“5” is not a candidate"),
        ("3 1 0 2 0\n", 2, "“0” is not a candidate"),
        ("3 1 2 1 0\n", 2, "names candidate 1 twice"),
        ("0 1 0\n", 2, "“0” is not how many papers"),
        ("1.5 1 0\n", 2, "“1.5” is no number"),
        ("3 1 x 0\n", 2, "“x” is no number"),
        ("(17) 1 0\n", 2, "“(17)” is no number"),
        ("3 1,,2 0\n", 2, "a cell is empty"),
        ("3 1 0\n-2\n", 3, "does not end in 0"),
        ("-5\n3 1 0\n", 2, "“5” is not a candidate"),
        ("-2 3\n3 1 0\n", 2, "3 has no minus"),
        ("9999999999 1 0\n", 2, "“9999999999” is not how many papers"),
    ],
)
def test_a_malformed_line_is_named(lines: str, line: int, found: str) -> None:
    (fault,) = faults_of(f"4 2\n{lines}{TAIL}")
    assert fault.startswith(f"line {line}: ")
    assert found in fault
    assert "Expected " in fault


def test_every_malformed_line_is_named_at_once() -> None:
    faults = faults_of(f"4 2\n3 1 9 0\n3 1 0\n3 1\n{TAIL}")
    assert [fault.split(":")[0] for fault in faults] == ["line 2", "line 4"]


@pytest.mark.parametrize("lines", range(1, len(EXAMPLE.splitlines()) - 1))
def test_a_file_cut_short_is_not_read(lines: int) -> None:
    """Anywhere before the last name. Only the title may be missing."""
    cut = "\n".join(EXAMPLE.splitlines()[:lines])
    assert faults_of(cut)
    if lines >= 9:
        assert f"the file ends after {lines - 9} names" in faults_of(cut)[-1]
    else:
        assert "0 alone in a line" in faults_of(cut)[-1]


def test_names_before_the_end_of_the_papers() -> None:
    (fault,) = faults_of('4 2\n3 1 0\n"A"\n"B"\n"C"\n"D"\n')
    assert fault == "line 3: the names begin. Expected 0 alone in a line, before them."


def test_names_that_cannot_be() -> None:
    assert "double quote" in faults_of('4 2\n3 1 0\n0\n"A\n"B"\n"C"\n"D"\n"E"\n')[0]
    (fault,) = faults_of('4 2\n3 1 0\n0\n"A"\n""\n"C"\n"D"\n')
    assert fault.startswith("line 5: the name is empty")


def test_the_head_is_needed() -> None:
    assert faults_of("4\n3 1 0\n")[0].startswith("line 1: “4”: 1 cells")
    assert faults_of("4 2.5\n")[0].startswith("line 1: “4 2.5”: “2.5” is no number")


# -------------------------------------------------------------------------- the fast way and the plain one

LINE = st.lists(st.sampled_from(["0", "1", "2", "3", "4", "-", "2=3", "12", "x", "#"]), max_size=6)


def outcome(text: bytes, fast_from: int, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr(blt, "FAST_FROM", fast_from)
    try:
        return told(blt.read(text))
    except UnreadableFile as fault:
        return fault.faults


@given(st.lists(LINE, max_size=5), st.sampled_from(["", "-3\n", "-1 -2\n"]))
@settings(deadline=None, max_examples=300)
def test_both_ways_read_the_same_or_refuse_the_same(lines: list[list[str]], gone: str) -> None:
    text = f"3 2\n{gone}{''.join(' '.join(line) + chr(10) for line in lines)}{TAIL}".encode()
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert outcome(text, 0, monkeypatch) == outcome(text, 2**40, monkeypatch)


@given(
    st.lists(
        st.tuples(
            st.integers(1, 999_999_999),
            st.permutations(range(1, 5)).flatmap(
                lambda order: st.integers(0, 4).map(lambda length: order[:length])
            ),
        ),
        max_size=6,
    )
)
@settings(deadline=None, max_examples=150)
def test_what_is_written_is_read_both_ways(lines: list[tuple[int, list[int]]]) -> None:
    written = "".join(" ".join(map(str, [number, *order, 0])) + "\n" for number, order in lines)
    assert papers_of(written) == [
        (number, tuple(candidate - 1 for candidate in order)) for number, order in lines if order
    ]
