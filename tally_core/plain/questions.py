"""Polls on a question counted a second time: paper by paper, from the law and nothing else.

A paper for yes and a paper for no cancel each other; whoever has papers left has the majority. So a
majority is found without a division, where the other count divides [s 8(1)] [s 38A(4)] [s 50(2)] [s 50(3)];
and of a register the first of every ten electors is counted out [s 14(3)].
"""

from collections.abc import Iterable, Sequence

from tally_core.outcome import (
    PLAN_FOR_AUTHORITY,
    PLAN_MADE,
    PLAN_NOT_MADE,
    BidResult,
    PetitionResult,
    PlanResult,
    ReferendumResult,
    Threshold,
)


def referendum(
    papers: Iterable[int], answers: int, otherwise: int | None = None
) -> ReferendumResult:
    """Count papers, each the number of the answer it is for; the other count must come to the same."""
    votes = [0] * answers
    for answer in papers:
        votes[answer] += 1
    most: list[int] = []
    for answer in range(answers):
        if not any(votes[other] > votes[answer] for other in range(answers)):
            most.append(answer)
    ahead = [who for who in most if votes[who] > sum(votes) - votes[who]]  # [s 8(1)]
    test = _test("[s 8(1)]", "votes", votes[most[0]], sum(votes))
    return ReferendumResult(tuple(votes), tuple(most), ahead[0] if ahead else otherwise, test)


def neighbourhood_plan(
    residents: Sequence[bool], business: Sequence[bool] | None = None
) -> PlanResult:
    """Count papers, each whether it says yes, of residents and, where there were two polls, of businesses."""
    polls = [residents] if business is None else [residents, business]
    yes = sum(1 for poll in polls if _cancelled(poll) > 0)  # [s 38A(4)]
    outcome = PLAN_NOT_MADE
    if yes:
        outcome = PLAN_MADE if yes == len(polls) else PLAN_FOR_AUTHORITY  # [s 38A(5)]
    tests = [_test("[s 38A(4)]", "votes", sum(poll), len(poll)) for poll in polls]
    return PlanResult(tests[0], tests[1] if len(polls) == 2 else None, outcome)


def recall_petition(signed: Sequence[bool]) -> PetitionResult:
    """Count electors, each whether they validly signed."""
    needed = len(signed[::10])  # The first of every ten, begun or full. [s 14(3)]
    return PetitionResult(Threshold("[s 14(3)]", "signatures", sum(signed), len(signed), needed))


def bid_ballot(papers: Sequence[tuple[bool, int]]) -> BidResult:
    """Count papers, each whether it is in favour and the rateable value of its hereditament."""
    in_favour = sum(1 for favour, _ in papers if favour)
    pounds = value_for = 0
    for favour, value in papers:
        pounds += value
        value_for += value if favour else 0
    return BidResult(  # [s 50(2)] [s 50(3)]
        _test("[s 50(2)]", "votes", in_favour, len(papers)),
        _test("[s 50(3)]", "rateable value", value_for, pounds),
    )


def _cancelled(papers: Sequence[bool]) -> int:
    """Papers for yes that are left when each paper for no has taken one away; below 0 the other way."""
    left = 0
    for yes in papers:
        left += 1 if yes else -1
    return left


def _test(rule: str, of: str, figure: int, among: int) -> Threshold:
    """The least figure that is more than what it leaves to the others."""
    half = len(range(1, among, 2))  # Every second one: as many as both sides can have.
    return Threshold(rule, of, figure, among, half + 1)
