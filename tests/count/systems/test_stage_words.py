"""A stage in words, the same for a hall, a table of the shell and a report."""

from fractions import Fraction

import pytest

from count.systems.stage_words import change_text, figure_text, printed_change, title, whose
from tally_core.outcome import PreferenceStage

NAMES = ("Ann", "Bob", "Cyd")


def stage(why: str, of: tuple[int, ...] = (), excluded: tuple[int, ...] = ()) -> PreferenceStage:
    return PreferenceStage(2, why, "", of, None, (1, 1, 1), excluded=excluded)


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (stage("first preferences"), "First preferences"),
        (stage("surplus", (0,)), "Surplus of Ann"),
        (stage("exclusion", (0, 2), (0, 2)), "Exclusion of Ann and Cyd"),
        (stage("exclusion of several", (0, 1, 2)), "Exclusion of Ann, Bob and Cyd"),
        (
            stage("exclusion: no further transfer is required", (), (1,)),
            "Exclusion of Bob (no further transfer is required)",
        ),
        (
            stage("exclusion of one, where rule 51(12) excludes 2 together", (1,), (1,)),
            "Exclusion of Bob (exclusion of one, where rule 51(12) excludes 2 together)",
        ),
        (stage("papers shared out again", (1,), (2,)), "Papers shared out again: Bob"),
        # Who goes out after the first stage of Meek's count does not name that stage.
        (
            stage("first preferences, 2 tied for exclusion", (), (1,)),
            "First preferences, 2 tied for exclusion",
        ),
    ],
)
def test_what_was_done_and_to_whom(done: PreferenceStage, words: str) -> None:
    assert title(done, NAMES.__getitem__) == words
    assert [name for who, name in enumerate(NAMES) if who in whose(done)] == [
        name for name in NAMES if name in words
    ]


def test_a_figure_is_written_exactly_and_a_quotient_to_two_places() -> None:
    assert figure_text(1234_56, 100) == "1234.56"
    assert figure_text(1234_56, 100, grouped=True) == "1,234.56"
    assert figure_text(None, 100) == ""
    assert figure_text(0, 1) == "0"
    assert [figure_text(Fraction(n, 3), 1) for n in (1, 2)] == ["0.33", "0.67"]
    assert figure_text(Fraction(10_000, 3), 1, grouped=True) == "3,333.33"


def test_a_change_has_its_sign_and_none_is_empty() -> None:
    assert [change_text(votes, 100) for votes in (-5, 0, 20_40)] == ["-0.05", "", "+20.40"]
    assert [printed_change(votes, 1) for votes in (-1234, 0, 3)] == ["−1,234", "", "+3"]
