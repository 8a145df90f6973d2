"""A finding is a value: what it stops, what closes it, and how it is said."""

from dataclasses import replace

import pytest

from count.findings.finding import Finding, closed_by_words, listed, papers
from tests.count.halls import DORA, OLIVE, RUTH, VERA, Story, verification

BLOCKS = Finding(
    "box-open", "blocks", "A box is out.", "Find it.", "rule 45", ("box/b1",), {"n": 1}
)
EXPLAIN = Finding(
    "box-variance", "explain", "One more.", "Say why.", "rule 45", ("box/b1", "box/b2")
)


def test_a_blocking_finding_stands_in_the_way_until_it_is_set_aside() -> None:
    assert BLOCKS.stands_in_the_way
    assert BLOCKS.open
    aside = replace(BLOCKS, overridden=True)
    assert not aside.stands_in_the_way
    assert not aside.open


def test_a_finding_to_be_explained_stands_in_nobodys_way() -> None:
    assert not EXPLAIN.stands_in_the_way
    assert EXPLAIN.open
    assert not replace(EXPLAIN, explained="two stuck together").open


def test_a_finding_as_the_wire_carries_it() -> None:
    said = BLOCKS.as_dict()
    assert {name: said[name] for name in ("code", "severity", "words", "remedy", "law")} == {
        "code": "box-open",
        "severity": "blocks",
        "words": "A box is out.",
        "remedy": "Find it.",
        "law": "rule 45",
    }
    assert (said["piles"], said["numbers"]) == (["box/b1"], {"n": 1})
    assert replace(EXPLAIN, explained="stuck").as_dict()["explained"] == "stuck"
    assert replace(BLOCKS, overridden=True).as_dict()["overridden"] is True


def told(piles: list[str]) -> Story:
    """Box b1 holds one paper more than its account says, and words were said of these piles."""
    story = Story().tell_all(verification())
    story.tell(VERA, "account", box="b1", stated=59)
    story.tell(DORA, "explained", finding="box-variance", piles=piles, words="one walked off")
    return story


@pytest.mark.parametrize(
    ("piles", "closed"),
    [([], True), (["box/b1"], False), (["box/b1", "box/b2"], True), (["box/b3"], False)],
)
def test_words_close_a_finding_whose_piles_they_name(piles: list[str], closed: bool) -> None:
    said = closed_by_words(told(piles).standing, EXPLAIN)
    assert said.explained == ("one walked off" if closed else None)


def test_words_close_no_finding_of_another_code_and_none_that_blocks() -> None:
    standing = told([]).standing
    assert closed_by_words(standing, replace(EXPLAIN, code="counts-differ")).explained is None
    assert closed_by_words(standing, replace(EXPLAIN, severity="blocks")).explained is None


def test_a_finding_that_explains_itself_keeps_its_own_words() -> None:
    own = replace(EXPLAIN, explained="Nets out with b2.")
    assert closed_by_words(told([]).standing, own) == own


def test_what_was_overridden_by_two_people_is_set_aside_unless_it_never_may_be() -> None:
    story = Story().tell_all(verification()[:-1])
    story.two(OLIVE, RUTH, "overridden", findings=["verification-open"], reason="the clock")
    open_ = replace(BLOCKS, code="verification-open")
    assert closed_by_words(story.standing, open_).overridden
    assert not closed_by_words(story.standing, replace(open_, overridable=False)).overridden
    assert not closed_by_words(story.standing, BLOCKS).overridden


def test_numbers_of_papers_as_they_are_said() -> None:
    assert [papers(n) for n in (0, 1, 2, 6558)] == [
        "0 papers",
        "1 paper",
        "2 papers",
        "6,558 papers",
    ]


def test_long_lists_are_cut_and_the_rest_is_counted() -> None:
    assert listed(["b1", "b2"]) == "b1, b2"
    assert listed(f"b{n}" for n in range(10)) == "b0, b1, b2, b3, b4, b5, b6, b7 and 2 more"
    assert listed(["b1", "b2", "b3"], most=2) == "b1, b2 and 1 more"
