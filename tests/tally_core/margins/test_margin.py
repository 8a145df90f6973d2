"""The margin as a value."""

import pytest

from tally_core.margins.margin import NOTHING_COULD, Margin, could_matter, exactly


def test_whether_so_many_papers_could_matter() -> None:
    known = exactly(5)
    assert [could_matter(known, papers) for papers in (0, 4, 5, 6)] == ["no", "no", "yes", "yes"]
    between = Margin(2, 5)
    answers = [could_matter(between, papers) for papers in (1, 2, 4, 5)]
    assert answers == ["no", "unknown", "unknown", "yes"]
    only_below = Margin(2, None)
    assert [could_matter(only_below, papers) for papers in (1, 2, 99)] == ["no"] + 2 * ["unknown"]
    assert could_matter(NOTHING_COULD, 10**6) == "no"
    # Where a lot decides, no wrong paper is needed; but without one nothing is in question.
    assert [could_matter(exactly(0), papers) for papers in (0, 1)] == ["no", "yes"]
    with pytest.raises(ValueError, match="-1 papers"):
        could_matter(known, -1)


def test_what_kind_a_margin_is() -> None:
    kinds = [one.kind for one in (exactly(3), NOTHING_COULD, Margin(1, None), Margin(1, 3))]
    assert kinds == ["exact", "exact", "at least", "found"]
    for impossible in ((None, 3), (4, 3)):
        with pytest.raises(AssertionError):
            Margin(*impossible)
