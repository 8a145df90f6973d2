"""A file in another order than the ballot paper gives every vote to somebody else: it is refused."""

from collections.abc import Sequence

import pytest

from count.findings.names_in_file import faults, unlike
from count.ledger.paper_source import PaperFile
from count.poll.poll import Candidate, Contest
from tally_core.papers import papers

WARD = Contest(
    id="ward", name="Ward 4", kind="scottish-local", seats=3, electorate=900, bundle_size=50
)
NAMES = (
    ("MACLEAN", "Alasdair Iain"),
    ("O’NEILL", "Siobhán"),
    ("ROE", "Jane"),
    ("ROE", "John"),
)
PAPER = tuple(
    Candidate(
        contest="ward",
        candidate=f"c{order}",
        ballot_order=order,
        ballot_surname=surname,
        ballot_forenames=forenames,
    )
    for order, (surname, forenames) in enumerate(NAMES, start=1)
)


def file(
    names: Sequence[str], *, seats: int | None = 3, withdrawn: tuple[int, ...] = ()
) -> PaperFile:
    return PaperFile("0" * 64, tuple(names), seats, papers(len(names), []), withdrawn)


RIGHT = ["Alasdair MacLean", "Siobhan O'Neill (SF)", "ROE, Jane", "J. Roe"]


def said(read: PaperFile) -> str:
    return "; ".join(faults(read, WARD, PAPER))


def test_the_same_names_however_they_are_written() -> None:
    assert said(file(RIGHT)) == ""
    assert unlike(file(RIGHT), PAPER) == ()
    assert said(file(RIGHT, seats=None)) == ""


def test_a_legal_name_is_the_candidates_name_too() -> None:
    known_as = PAPER[0].model_copy(
        update={"legal_surname": "MacGillEathain", "legal_forenames": "Alasdair"}
    )
    assert unlike(file(["Alasdair MacGillEathain", *RIGHT[1:]]), (known_as, *PAPER[1:])) == ()


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["J. Roe", *RIGHT[1:3], "Alasdair MacLean"], "in another order: candidate 1 is “J. Roe”"),
        (
            [*RIGHT[:2], "John Roe", "Jane Roe"],
            "candidate 3 is “John Roe” in the file and ROE Jane",
        ),
        ([*RIGHT[:3], "Jane Roe"], "candidate 4 is “Jane Roe” in the file and ROE John"),
        (RIGHT[:3], "the file has 3 candidates and the ballot paper 4"),
        (["Khoo", "Tan", "Ng", "Lim"], "nobody whom the file names stands in this contest"),
    ],
)
def test_another_order_or_another_contests_file_is_refused(names: list[str], words: str) -> None:
    assert words in said(file(names))


def test_another_number_of_seats_and_a_candidate_left_out_are_refused() -> None:
    assert said(file(RIGHT, seats=4)) == "the file is for 4 seats and this contest for 3"
    assert said(file(RIGHT, withdrawn=(1,))) == "the file leaves out candidate 2 as withdrawn"


def test_a_name_that_nobody_has_is_to_be_explained() -> None:
    strange = file(["A. McLean", *RIGHT[1:]])
    assert said(strange) == ""
    assert [str(line) for line in unlike(strange, PAPER)] == [
        "candidate 1 is “A. McLean” in the file and MACLEAN Alasdair Iain on the ballot paper"
    ]


def test_a_file_without_names_is_bound_by_number_and_says_so() -> None:
    for names in (["", "", "", ""], ["1", "2", "3", "4"], ["Candidate 1", "Candidate 2", "3", "4"]):
        assert said(file(names)) == ""
        assert len(unlike(file(names), PAPER)) == 4
    assert "candidate 1 is no name in the file" in str(unlike(file([""] * 4), PAPER)[0])
