"""The code over figures: the same for everybody who sees the same figures, another for any other."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.ledger.figure_codes import FigureCodes
from tests.count.halls import (
    ADA,
    DORA,
    OLIVE,
    RUTH,
    SUE,
    VERA,
    Story,
    body,
    bringing,
    bundle,
    counting,
    night,
    read_act,
    sheet,
    verification,
)


def counted(seats: int = 1) -> Story:
    return Story(seats).tell_all([*verification(), *bringing(), *counting(seats)])


def test_a_code_is_eight_letters_and_digits_that_are_not_mistaken_for_one_another() -> None:
    codes = {counted(seats).seen for seats in (1, 2, 3)}
    assert len(codes) == 3
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{8}", code) for code in codes)


def test_the_same_figures_have_the_same_code_however_they_came_about() -> None:
    straight = counted()
    other = Story().tell_all([*verification(), *bringing()])
    wrong = other.tell(SUE, bundle("amin", 7))
    other.strike(wrong)
    other.tell_all(counting())
    assert other.seen == straight.seen


def test_another_hall_has_other_codes() -> None:
    standing = counted().standing
    assert FigureCodes(b"one").of_contest(standing) != FigureCodes(b"another").of_contest(standing)


def test_every_change_of_figures_changes_the_code() -> None:
    story, codes = Story(3), []
    for who, said in night(3):
        story.tell(who, said)
        codes.append((said["act"], story.seen))
    moved = {"box-verified", "mixed", "block", "sheet", "doubtful", "adjudicated"}
    for (_, before), (act, after) in itertools.pairwise(codes):
        assert (before != after) == (act in moved), act


def test_a_new_count_of_the_same_figures_has_another_code() -> None:
    story = counted()
    before = story.seen
    recount = {"kind": "full", "granted": True, "asked_by": "Agent", "reason": "close"}
    story.tell(DORA, "recount", scope={"contest": True}, **recount)
    for name, papers in (("mead", 50), ("amin", 41), ("khoo", 26)):
        story.tell(SUE, bundle(name, papers, attempt=2))
    assert story.standing.figures().votes == (50, 41, 26)
    assert story.seen != before


def test_open_agreements_do_not_change_the_code() -> None:
    story = counted()
    before = story.seen
    story.tell(SUE, "struck", strikes=story.last("bundle").id, reason="keyed twice")
    story.tell(OLIVE, "cancelled", reason="a candidate died")
    story.tell(VERA, "box-verified", box="b1", papers=61)
    assert len(story.standing.proposals) == 3
    assert story.seen == before


@settings(deadline=None, max_examples=100)
@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_a_code_tells_nothing_to_somebody_without_the_secret(one: bytes, other: bytes) -> None:
    act = read_act(body("announced", words="Doors close."))
    assert (FigureCodes(one).of_act(None, act) == FigureCodes(other).of_act(None, act)) == (
        one == other
    )


# -------------------------------------------------------------------------- the code of one act


def code(story: Story, act: str, **fields: object) -> str:
    return story.codes.of_act(story.standing, read_act(body(act, **fields)))


@pytest.mark.parametrize("act", ["declared", "overridden", "cancelled", "corrected"])
def test_a_decision_on_the_whole_contest_rests_on_all_its_figures(act: str) -> None:
    story = counted()
    fields: dict[str, dict[str, object]] = {
        "declared": {"seen": "x"},
        "overridden": {"findings": ["x"], "reason": "x"},
        "cancelled": {"reason": "x"},
        "corrected": {"votes": {"mead": 51}, "reason": "x"},
    }
    assert code(story, act, **fields[act]) == story.seen


def struck(story: Story, act: str) -> str:
    return code(story, "struck", strikes=story.last(act).id, reason="keyed twice")


def test_a_strike_rests_on_the_piles_its_act_touches() -> None:
    story = Story(3).tell_all([*verification(), *bringing(), *counting(3)])
    codes = {act: struck(story, act) for act in ("block", "sheet", "adjudicated", "doubtful")}
    assert len(set(codes.values())) == 4
    # Another box's count is none of these piles; a sheet more takes papers from the unsorted ones.
    story.tell(VERA, "account", box="b2", stated=40)
    assert {act: struck(story, act) for act in codes} == codes
    story.tell(SUE, sheet("S9", 3, {"mead": 3}, 3))
    for act in ("block", "adjudicated", "doubtful"):
        assert struck(story, act) != codes[act], act


@pytest.mark.parametrize("act", ["box-received", "account", "box-counted", "box-verified"])
def test_a_strike_in_verification_rests_on_its_box(act: str) -> None:
    story = Story().tell_all(verification())
    before = struck(story, act)
    story.tell_all(bringing())
    assert struck(story, act) != before, "the box's papers went to a table"


def test_verifying_a_box_rests_on_what_was_found_in_it() -> None:
    story = Story().tell_all(verification()[:3])
    before = code(story, "box-verified", box="b1", papers=61)
    assert code(story, "box-verified", box="b1", papers=99) == before, "it is a code over figures"
    story.tell(VERA, "box-counted", box="b1", papers=61, counted_by="A", checked_by="B")
    assert code(story, "box-verified", box="b1", papers=61) != before


def test_what_is_added_rests_on_what_is_said_of_it() -> None:
    story = Story()
    said = {"kind": "station", "name": "Chapel", "contests": ["ward"], "reason": "left off"}
    one, other = (
        code(story, "box-added", box=box, electorate=electors, **said)
        for box, electors in (("b8", 80), ("b9", 80))
    )
    assert one != other
    table = code(story, "unit-added", unit="t9", name="Table 9", contests=["ward"])
    assert table not in (one, other)


def test_each_adjudication_has_the_code_of_its_own_piles() -> None:
    story = counted()
    before = struck(story, "adjudicated")
    story.tell(ADA, "adjudicated", unit="t1", good=[], returned=0, rejected={"too-many": 1})
    assert struck(story, "adjudicated") != before


def test_two_people_who_look_at_once_see_one_code() -> None:
    story = counted()
    proposal = story.tell(SUE, "struck", strikes=story.last("bundle").id, reason="twice")
    assert proposal.awaits == struck(story, "bundle")
    story.tell(RUTH, "agreed", to=proposal.id, seen=proposal.awaits)
