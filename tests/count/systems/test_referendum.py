"""Questions in the hall: an answer is declared, and equal answers are never parted by lot."""

import pytest

from count.findings.gate import findings
from count.findings.second_count import disagreement
from count.poll.poll import Candidate, Poll
from count.systems.referendum import yes_of
from count.systems.result import elected, margin
from count.systems.system import Counted
from tally_core.margins.margin import exactly
from tally_core.rules import questions
from tests.count.halls import OLIVE, SUE, Story, bringing, bundle, claims, small_poll, verification


def asked(kind: str, *answers: str) -> Poll:
    """The ward is asked a question with these answers."""
    poll = small_poll(kind=kind)
    paper = list(poll.candidates["parish"])
    paper += [
        Candidate(contest="ward", candidate=answer.lower(), ballot_order=n, ballot_surname=answer)
        for n, answer in enumerate(answers, start=1)
    ]
    boxes, units = poll.boxes.values(), poll.units.values()
    return type(poll).of(poll.facts, poll.contests, paper, boxes, units, poll.people)


def night(poll: Poll, **votes: int) -> Story:
    story = Story(poll=poll).tell_all([*verification(), *bringing()])
    for answer, papers in votes.items():
        story.tell(SUE, bundle(answer, papers))
    rose, said = claims()[0]
    story.tell(rose, {**said, "totals": votes, "rejected": 0})
    story.tell(*claims()[1])
    return story


PLAN = asked("neighbourhood-plan", "Yes", "No")


@pytest.mark.parametrize(
    ("yes", "no", "answer", "carried"),
    [(61, 59, ("yes",), True), (60, 60, (), False), (59, 61, ("no",), False)],
)
def test_a_plan_needs_more_than_half_of_the_votes(
    yes: int, no: int, answer: tuple[str, ...], carried: bool
) -> None:
    story = night(PLAN, yes=yes, no=no)
    assert elected(story.standing) == Counted(answer, carried=carried)
    assert disagreement(story.standing) is None
    assert {f.code for f in findings(story.standing, story.at)} == {"provisional-needed"}


@pytest.mark.parametrize(
    ("leave", "stay", "answer"), [(61, 59, ("leave",)), (60, 60, ()), (1, 119, ("stay",))]
)
def test_a_referendum_declares_the_answer_that_has_a_majority(
    leave: int, stay: int, answer: tuple[str, ...]
) -> None:
    story = night(asked("referendum", "Leave", "Stay"), leave=leave, stay=stay)
    assert elected(story.standing) == Counted(answer, carried=bool(answer))
    assert disagreement(story.standing) is None


def test_no_lot_is_ever_asked_for() -> None:
    story = night(PLAN, yes=60, no=60)
    story.refused("state", OLIVE, "lot", among=["yes", "no"], chosen=["yes"], to="elect",
                  method="straws", witnesses=["Agent"])  # fmt: skip


def test_yes_is_the_answer_so_called_wherever_it_stands() -> None:
    assert yes_of(Story(poll=PLAN).standing) == 0
    assert yes_of(Story(poll=asked("neighbourhood-plan", "No", "Yes")).standing) == 1
    assert yes_of(Story(poll=asked("neighbourhood-plan", "For", "Against")).standing) == 0


def test_a_fault_planted_in_the_rule_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    true = questions.neighbourhood_plan
    monkeypatch.setattr(questions, "neighbourhood_plan", lambda votes: true([votes[1], votes[0]]))
    assert disagreement(night(PLAN, yes=61, no=59).standing) is not None


@pytest.mark.parametrize(("yes", "fewest"), [(61, 1), (60, 1), (59, 2), (100, 40)])
def test_how_close_a_plan_was_is_how_many_papers_misread_would_decide_otherwise(
    yes: int, fewest: int
) -> None:
    assert margin(night(PLAN, yes=yes, no=120 - yes).standing) == exactly(fewest)


def test_how_close_a_referendum_was() -> None:
    story = night(asked("referendum", "Leave", "Stay"), leave=50, stay=70)
    assert margin(story.standing) == exactly(10), "sixty each is no majority"
