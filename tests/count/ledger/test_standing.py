"""How a contest stands: its boxes, its units, its state, and what is void when figures change."""

import pytest

from count.ledger.fold import apply
from count.ledger.standing import Standing
from count.poll.poll import Poll
from tests.count.halls import (
    DORA,
    OLIVE,
    PARISH,
    SUE,
    SURNAMES,
    VERA,
    WARD,
    Clock,
    Story,
    body,
    bringing,
    bundle,
    counting,
    night,
    shared,
    small_poll,
    verification,
)


def test_a_contest_begins_with_its_own_boxes_and_units_and_no_paper() -> None:
    poll = small_poll()
    ward, parish = (Standing(poll, poll.contest(contest)) for contest in (WARD, PARISH))
    assert list(ward.boxes) == ["b1", "b2", "p1"]
    assert list(parish.boxes) == ["b2", "x1"]
    assert list(ward.units) == ["t1", "t2"]
    assert list(parish.units) == ["t2"]
    assert (ward.boxes["b2"].electorate, parish.boxes["b2"].electorate) == (150, 90)
    assert ward.figures().verified == ward.figures().accounted == 0


def test_candidates_stand_in_the_order_of_the_ballot_paper() -> None:
    standing = Story(3).standing
    assert standing.candidates == SURNAMES
    assert [standing.choice[name] for name in SURNAMES] == [0, 1, 2, 3, 4]
    assert standing.names["khoo"] == "KHOO"


def test_the_grounds_are_the_laws_of_this_kind_of_poll() -> None:
    assert Story().standing.piles.grounds == (
        "official-mark", "too-many", "identifiable", "unmarked-or-void",
    )  # fmt: skip


# -------------------------------------------------------------------------------------------- state


def state(story: Story) -> str:
    return story.standing.state


def test_the_state_follows_the_night() -> None:
    story = Story()
    assert state(story) == "verifying"
    story.tell_all(verification()[:-1])
    assert state(story) == "verifying"
    story.tell_all(verification()[-1:])
    assert state(story) == "counting"
    story.tell_all([*bringing(), *night()[len(verification()) + 1 :]])
    assert state(story) == "counting"
    story.tell(DORA, "provisional", told=["Agent"], seen=story.seen)
    assert state(story) == "provisional"
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    assert state(story) == "declared"


def test_counting_begins_with_the_first_papers_at_a_table() -> None:
    story = Story().tell_all(verification()[:-1]).tell_all(bringing())
    assert story.standing.verification_closed is None
    assert story.standing.state == "counting"


def test_a_cancelled_contest_is_cancelled_whatever_else() -> None:
    for story in (Story(), shared()):
        story.two(OLIVE, DORA, "cancelled", reason="a candidate died")
        assert story.standing.state == "cancelled"


def test_an_uncontested_contest_has_nothing_to_verify() -> None:
    assert Story(poll=small_poll(uncontested=True)).standing.state == "counting"


# ------------------------------------------------------------------------------ what a change makes void


@pytest.mark.parametrize("seats", [1, 3])
def test_any_later_change_of_figures_voids_the_provisional_result(seats: int) -> None:
    story = shared(seats)
    assert story.standing.shared is not None
    story.two(VERA, DORA, "box-verified", box="b1", papers=61)
    assert story.standing.shared is None
    assert story.standing.state == "counting"


def test_words_and_claims_change_no_figure_and_void_nothing() -> None:
    story = shared()
    story.tell(VERA, "account", box="b1", stated=59)
    story.tell(DORA, "explained", finding="box-variance", piles=["box/b1"], words="one too many")
    story.tell(DORA, "recount", scope={"contest": True}, kind="bundle-check", granted=True,
               asked_by="Agent of Amin", reason="close")  # fmt: skip
    assert story.standing.state == "provisional"


def test_what_was_overridden_holds_only_for_the_figures_it_was_said_of() -> None:
    story = Story().tell_all(verification()[:-1])
    story.two(OLIVE, DORA, "overridden", findings=["verification-open"], reason="the clock")
    assert [set_aside.second for set_aside in story.standing.overrides] == [DORA.name]
    story.two(VERA, DORA, "box-verified", box="b1", papers=61)
    assert story.standing.overrides == []


# ------------------------------------------------------------------------------------------ boxes, units


def test_a_unit_had_papers_from_the_first_that_were_brought() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    assert [unit.had_papers for unit in story.standing.units.values()] == [True, False]


def test_figures_are_worked_out_once_until_something_changes() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    standing = story.standing
    assert standing.figures() is standing.figures()
    before = standing.figures()
    standing.move(standing.units["t1"].unsorted, standing.units["t1"].doubtful, 3)
    assert standing.figures() != before


def test_names_are_looked_up_in_the_list_of_people() -> None:
    standing = Story().standing
    assert standing.knows("Kit Moss")
    assert standing.knows("kit moss")
    assert not standing.knows("Ken Stranger")
    assert not standing.knows("Ken Stranger")


def test_a_proposal_is_open_until_it_lapses() -> None:
    story = Story()
    proposal = story.tell(VERA, "box-verified", box="b1", papers=61)
    clock = Clock()
    assert proposal.awaits
    assert list(story.standing.open_proposals(proposal.at)) == [proposal]
    clock.forward(minutes=16)
    assert list(story.standing.open_proposals(clock.now.isoformat())) == []


def test_lots_explanations_and_later_notices_are_kept_as_they_were_said() -> None:
    story = shared()
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    story.tell(OLIVE, "oral-correction", words="fifty, not fifteen")
    story.tell(OLIVE, "found-after", papers=3, where="under the stage", reason="a bag")
    assert [act.act for _, act in story.standing.after] == ["oral-correction", "found-after"]
    assert story.standing.declaration is not None
    assert (story.standing.declaration.by, story.standing.declaration.second) == (
        OLIVE.name, DORA.name,
    )  # fmt: skip


def test_a_poll_of_many_contests_has_a_standing_for_each() -> None:
    poll: Poll = small_poll()
    assert [Standing(poll, contest).contest.id for contest in poll.contests] == [PARISH, WARD]


def test_a_table_keeps_its_papers_while_it_is_open_or_closed() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()])
    papers = story.standing.figures().units["t1"].papers
    story.tell_all(night()[-2:])
    assert story.standing.figures().units["t1"].papers == papers == 120
    assert story.refused("state", SUE, bundle("mead", 1)).fields == {"unit": "is closed"}
    assert story.refused("state", SUE, body("doubtful", unit="t1", papers=1))


def test_what_is_worked_out_of_a_standing_is_worked_out_once_until_the_next_act() -> None:
    story = Story().tell_all(verification()[:-1])
    standing, asked = story.standing, []

    def verified() -> int:
        asked.append(len(standing.entries))
        return standing.figures().verified

    assert standing.once("verified", verified) == standing.once("verified", verified) == 120
    assert len(asked) == 1
    assert standing.once("another", lambda: 1) == 1
    apply(standing, Story().tell_all(verification()).entries[-1])
    assert standing.once("verified", verified) == 120
    assert len(asked) == 2
