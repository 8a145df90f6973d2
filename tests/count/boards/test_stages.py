"""Stages on a screen: each figure as it was counted, what moved, and who is in by then."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from count.boards.stages import MANY, steps
from count.poll.poll import Candidate
from count.systems.system import StageShown
from tests.count.halls import small_poll

THREE = small_poll().candidates["ward"][:3]


def names(count: int) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(contest="ward", candidate=f"c{n}", ballot_order=n, ballot_surname=f"C{n}")
        for n in range(1, count + 1)
    )


def test_papers_go_from_pile_to_pile() -> None:
    first, second = steps(
        THREE,
        (
            StageShown(1, "First preferences", "[r 1]", (120_00, 90_00, 30_00),
                       elected=(THREE[0].candidate,), unit=100),
            StageShown(2, "Transfer of a surplus", "[r 2]", (100_00, 105_50, None),
                       (("Not transferable", 1034_50),), excluded=(THREE[2].candidate,),
                       changes=(-20_00, 15_50, -30_00), unit=100),
        ),
    )  # fmt: skip
    assert [(p.figure, p.aside, p.mark) for p in first.piles.piles] == [
        ("120.00", "", "ELECTED"), ("90.00", "", ""), ("30.00", "", ""),
    ]  # fmt: skip
    assert [(p.figure, p.aside, p.mark) for p in second.piles.piles] == [
        ("100.00", "-20.00", "ELECTED"), ("105.50", "+15.50", ""), ("–", "-30.00", "excluded"),
    ]  # fmt: skip
    assert (second.name, second.words) == ("Stage 2", "Transfer of a surplus")
    assert second.piles.note == "Not transferable: 1,034.50"
    assert first.piles.of == second.piles.of == 12000


def test_counts_that_stand_beside_each_other_have_no_change() -> None:
    stages = (
        StageShown(1, "First", "", (120, 90, 30)),
        StageShown(2, "Second", "", (8, 9, None)),
    )
    assert {p.aside for step in steps(THREE, stages) for p in step.piles.piles} == {""}


def test_the_quota_is_a_line_in_the_units_of_the_figures() -> None:
    for quota, line, words in ((80_00, 8000, "Quota 80.00"), (1080_25, 108025, "Quota 1,080.25")):
        stage = StageShown(1, "", "", (120_00, 9_50, 3_00), quota=quota, unit=100)
        (step,) = steps(THREE, (stage,))
        assert (step.piles.of, step.piles.line, step.piles.note) == (12000, line, words)
    (step,) = steps(THREE, (StageShown(1, "", "", (120, 9, 3)),))
    assert (step.piles.line, step.piles.note) == (0, "")


def test_of_many_candidates_only_those_still_in_the_count_stay() -> None:
    many = names(MANY + 1)
    gone = StageShown(2, "", "", (5, *(7 for _ in many[1:-1]), None))
    stages = (StageShown(1, "", "", tuple(5 for _ in many)), gone)
    assert [len(s.piles.piles) for s in steps(many, stages)] == [MANY + 1, MANY]
    few = steps(names(2), (StageShown(1, "", "", (5, None)),))
    assert len(few[0].piles.piles) == 2


@given(st.lists(st.integers(0, 10**12), min_size=3, max_size=3), st.integers(0, 5))
def test_a_rule_is_as_long_as_its_figure_exactly(scaled: list[int], places: int) -> None:
    (step,) = steps(THREE, (StageShown(1, "", "", tuple(scaled), unit=10**places),))
    assert [p.done for p in step.piles.piles] == scaled
    assert [Fraction(str(p.figure)) for p in step.piles.piles] == [
        Fraction(n, 10**places) for n in scaled
    ]
    assert step.piles.of == max(scaled)


def test_a_list_wins_a_seat_at_a_stage_and_perhaps_another_later() -> None:
    stages = (
        StageShown(1, "Seat 1", "", (9, 6, 3), elected=(THREE[0].candidate,)),
        StageShown(2, "Seat 2", "", (Fraction(9, 2), 6, 3), elected=(THREE[1].candidate,)),
    )
    marks = [[p.mark for p in step.piles.piles] for step in steps(THREE, stages, lists=True)]
    assert marks == [["SEAT", "", ""], ["", "SEAT", ""]]
    (first, second) = steps(THREE, stages, lists=True)
    assert [p.figure for p in second.piles.piles] == ["4.50", "6", "3"]
    assert [p.done for p in second.piles.piles] == [450, 600, 300]
    assert first.piles.of == 900
