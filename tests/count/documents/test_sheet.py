"""The sheet that is read aloud and signed: every figure of the count, in the order of the ballot paper."""

import pytest

from count.documents.sheet import ResultSheet, declared_entry, sheet_of
from count.findings.gate import findings
from count.poll.poll import Candidate, Poll
from tests.count.halls import (
    DORA,
    ELECTED,
    OLIVE,
    REJECTED,
    RUTH,
    SUE,
    SURNAMES,
    TOTALS,
    WARD,
    Story,
    bringing,
    bundle,
    claims,
    night,
    shared,
    small_poll,
    verification,
)


def sheet(story: Story) -> ResultSheet:
    return sheet_of(story.standing, story.poll, story.at, "d" * 64)


def declared(story: Story) -> Story:
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    return story


def the_ward(poll: Poll, **facts: str) -> Poll:
    """The poll with the ward's candidates or its nation otherwise."""
    names = [
        Candidate(**{**c.model_dump(), **facts}) if c.candidate == "mead" else c
        for of in poll.candidates.values()
        for c in of
    ]
    boxes, units = poll.boxes.values(), poll.units.values()
    return Poll.of(poll.facts, poll.contests, names, boxes, units, poll.people)


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_the_votes_stand_in_ballot_order_and_the_elected_are_marked(seats: int) -> None:
    said = sheet(declared(shared(seats)))
    assert [line.order for line in said.lines] == list(range(1, len(said.lines) + 1))
    votes = {line.name.lower(): line.votes for line in said.lines}
    assert votes == {name: n for name, n in TOTALS[seats].items() if n is not None}
    assert list(votes) == list(SURNAMES[: len(votes)])
    assert {line.name.lower() for line in said.lines if line.elected} == set(ELECTED[seats])
    assert said.votes == sum(TOTALS[seats].values())
    assert said.vacant == 0


def test_the_result_is_said_in_a_sentence() -> None:
    assert (
        sheet(declared(shared(1))).result
        == "And I declare that MEAD is duly elected for Hill ward."
    )
    said = sheet(declared(shared(2)))
    assert said.result == "And I declare that MEAD and AMIN are duly elected for Hill ward."
    assert said.opening.startswith("I, being the Returning Officer at the election for Hill ward,")


def test_the_name_spoken_is_the_name_on_the_ballot_paper_and_the_full_name_stands_beside_it() -> (
    None
):
    poll = the_ward(small_poll(), ballot_forenames="Sally", legal_forenames="Sarah Ann")
    story = Story(poll=poll).tell_all(night())
    story.tell(DORA, "provisional", told=["Agent of Mead"], seen=story.seen)
    said = sheet(declared(story))
    assert "that Sally MEAD is duly elected" in said.result
    assert (said.lines[0].name, said.lines[0].full_name) == ("MEAD Sally", "Sarah Ann MEAD")
    assert said.lines[1].full_name == ""


def test_rejected_papers_are_given_by_every_head_in_the_words_of_the_rules() -> None:
    said = sheet(shared(1))
    assert [(head.words, head.papers) for head in said.rejected] == [
        ("want of official mark", 0),
        ("voting for more candidates than voter is entitled to", 1),
        ("writing or mark by which voter could be identified", 0),
        ("unmarked or wholly void for uncertainty", 2),
    ]
    assert said.all_rejected == sum(REJECTED.values())
    assert said.in_part is None, "a paper for one seat cannot be rejected in part"


def test_papers_rejected_in_part_are_a_head_where_there_are_several_seats() -> None:
    head = sheet(shared(3)).in_part
    assert head is not None
    assert (head.words, head.papers) == ("rejected in part", 2)


def test_welsh_words_stand_where_the_rulebook_has_them() -> None:
    poll = small_poll(2)
    facts = poll.facts.model_copy(update={"nation": "wales"})
    contests = [
        c.model_copy(update={"kind": "community"}) if c.kind == "parish" else c
        for c in poll.contests
    ]
    names = [name for of in poll.candidates.values() for name in of]
    welsh = Poll.of(facts, contests, names, poll.boxes.values(), poll.units.values(), poll.people)
    said = sheet(Story(2, poll=welsh))
    assert said.signed_by_cy == "Swyddog Canlyniadau"
    assert all(head.words_cy for head in said.rejected)
    assert said.in_part is not None
    assert said.in_part.words_cy == "gwrthodwyd yn rhannol"
    assert sheet(Story(2)).signed_by_cy == ""


def test_nobody_is_marked_elected_before_the_provisional_result_is_shared() -> None:
    story = Story().tell_all(night())
    before = sheet(story)
    assert not before.declared
    assert before.result == ""
    assert not any(line.elected for line in before.lines)
    story.tell(DORA, "provisional", told=["Agent of Mead"], seen=story.seen)
    after = sheet(story)
    assert after.result == "On these figures MEAD would be elected for Hill ward."
    assert (after.declared, after.declared_at, after.declared_by) == (False, "", "")


def test_who_declared_it_when_and_by_which_entry() -> None:
    story = declared(shared())
    said = sheet(story)
    assert (said.declared_by, said.seconded_by) == (OLIVE.name, DORA.name)
    # The poll is in May: the hall's clock is an hour ahead of the ledger's, or says UTC.
    assert said.declared_at.split()[1:] in (
        ["BST", "on", "7", "May", "2026"],
        ["UTC", "on", "7", "May", "2026"],
    )
    assert declared_entry(story.standing) == story.last("declared")
    assert said.digest == "d" * 64


def test_a_proposal_that_lapsed_is_not_what_declared_it() -> None:
    story = shared()
    first = story.tell(OLIVE, "declared", seen=story.seen)
    story.tell(RUTH, "declined", to=first.id)
    assert declared_entry(story.standing) is None
    declared(story)
    assert declared_entry(story.standing) == story.last("declared") != first


def test_a_lot_is_told_on_the_sheet() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell_all([(SUE, bundle("mead", 60)), (SUE, bundle("khoo", 60))])
    (results, total), closing = claims()
    total |= {"totals": {"mead": 60, "khoo": 60, "amin": 0}, "rejected": 0}
    story.tell_all([(results, total), closing])
    drawn = {"among": ["mead", "khoo"], "chosen": ["khoo"], "to": "elect", "method": "straws"}
    story.tell(OLIVE, "lot", **drawn, witnesses=["Agent of Mead"])
    story.tell(DORA, "provisional", told=["Agent of Mead"], seen=story.seen)
    said = sheet(declared(story))
    assert said.lots == ("Votes being equal between MEAD and KHOO, the lot fell on KHOO (straws).",)
    assert "that KHOO is duly elected" in said.result
    assert [line.votes for line in said.lines] == [60, 0, 60], "votes stay as they were counted"


def test_what_was_explained_and_what_was_set_aside_are_printed_with_their_reasons() -> None:
    story = Story()
    for who, said in night():
        if said["act"] == "box-counted" and said["box"] == "b1":
            said = {**said, "papers": 61}
        if said["act"] == "bundle" and said["candidate"] == "amin":
            said = {**said, "made_by": "A stranger"}
        story.tell(who, said)
    (stranger,) = [f for f in findings(story.standing, story.at) if f.severity == "explain"]
    words = "Lent by the library"
    story.tell(DORA, "explained", finding=stranger.code, piles=list(stranger.piles), words=words)
    reason = "counted three times at 60"
    story.two(OLIVE, DORA, "overridden", findings=["box-figures-differ"], reason=reason)
    story.tell(DORA, "provisional", told=["Agent of Mead"], seen=story.seen)
    said_then = sheet(declared(story))
    assert said_then.explained == ((stranger.words, words),)
    (aside,) = said_then.set_aside
    assert (aside.reason, aside.by, aside.second) == (reason, OLIVE.name, DORA.name)
    assert len(aside.found) == 1
    assert "61" in aside.found[0]


def test_what_was_put_right_after_the_declaration_is_printed_beside_it() -> None:
    story = Story().tell_all(night())
    story.tell(DORA, "provisional", told=["Agent of Mead"], seen=story.seen)
    declared(story)
    story.tell(OLIVE, "oral-correction", words="AMIN has 41 votes, not 14")
    story.two(OLIVE, DORA, "corrected", votes={"khoo": 27}, reason="a bundle of 27 was read as 26")
    story.tell(OLIVE, "found-after", papers=1, where="under the stage", reason="swept up")
    oral, corrected, found = sheet(story).after
    assert "AMIN has 41 votes, not 14" in oral
    assert "KHOO 27 (declared 26). a bundle of 27" in corrected
    assert "1 paper found after the declaration, under the stage: swept up" in found
    assert [line.votes for line in sheet(story).lines] == [50, 41, 26], "what was declared stays"


def test_a_contest_without_a_poll_has_no_votes_on_its_sheet() -> None:
    story = Story(poll=small_poll(6, uncontested=True), contest=WARD)
    said = sheet(declared(story))
    assert not said.polled
    assert {line.votes for line in said.lines} == {None}
    assert "no poll was taken" in said.opening
    assert all(line.elected for line in said.lines)
    assert said.vacant == 1, "five are nominated for six seats"


def test_a_contest_that_was_cancelled_says_so_and_elects_nobody() -> None:
    story = shared()
    story.two(OLIVE, DORA, "cancelled", reason="a candidate has died")
    said = sheet(story)
    assert said.cancelled == "a candidate has died"
    assert said.result == ""
    assert not said.declared
