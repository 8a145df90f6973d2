"""The equation of a contest in words, for those who see figures and those who do not."""

import pytest

from count.views.equation import equation_view
from tests.count.halls import SUE, Story, bringing, bundle, counting, night, verification


def said(story: Story, *, all_figures: bool = True) -> tuple[str, bool | None]:
    told = equation_view(story.standing, all_figures=all_figures)
    return told["words"], told["holds"]


def test_nothing_is_compared_before_a_paper_is_verified() -> None:
    assert said(Story()) == ("No paper is verified yet.", None)


def test_votes_and_rejected_papers_are_the_verified_papers() -> None:
    assert said(Story().tell_all(night())) == ("votes 117 + rejected 3 = verified 120 ✓", True)


@pytest.mark.parametrize("seats", [2, 3])
def test_with_several_votes_each_side_counts_votes(seats: int) -> None:
    words, holds = said(Story(seats).tell_all(night(seats)))
    assert holds is True
    assert words.endswith(f"+ rejected 3 × {seats} = verified 120 × {seats} ✓")


def test_while_papers_are_still_to_come_it_is_open() -> None:
    story = Story().tell_all([*verification(), *bringing(), (SUE, bundle("mead", 25))])
    assert said(story) == ("votes 25 + rejected 0 = 25 of verified 120", None)


def test_more_papers_than_were_verified_fail_it() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(SUE, bundle("mead", 125, bundles=5))
    words = "votes 125 + rejected 0 = 125, more than verified 120"
    assert said(story) == (words, False)


def test_those_who_see_no_candidates_figures_are_told_of_papers_only() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    assert said(story, all_figures=False) == ("accounted for 120 of verified 120", None)
