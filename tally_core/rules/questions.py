"""Polls that ask a question: referendums, neighbourhood plans, recall petitions, improvement districts.

Law, in our words:
- Referendum: the answer with more votes than the others has it. So Parliament wrote it for the referendum
  on the voting system, where "Yes" needed more votes than "No" and anything else was "No" (Parliamentary
  Voting System and Constituencies Act 2011 s. 8 [s 8(1)] [s 8(2)]), and for council tax, where an increase
  is approved by a majority of persons voting, or not approved (Local Government Finance Act 1992
  s. 52ZH [s 52ZH(2)] [s 52ZH(4)]).
- Neighbourhood plan or order: made if more than half of those voting said yes in each referendum on it
  (Planning and Compulsory Purchase Act 2004 s. 38A [s 38A(4)]; for an order Town and Country Planning Act
  1990 s. 61E [s 61E(4)]). In a business area a second referendum of businesses is held beside that of
  residents (1990 Act Sch. 4B [para 14] [para 15]); if one of the two says yes and the other does not, the
  authority may make the plan and need not [s 38A(5)] [s 61E(5)]. The poll itself is by the Neighbourhood
  Planning (Referendums) Regulations 2012, SI 2012/2031.
- Recall petition: successful if those who validly signed are at least 10 per cent of the eligible
  registered electors (Recall of MPs Act 2015 s. 14 [s 14(3)]).
- Business improvement district: approved if two conditions are met [s 50(1)]: a majority of those voting
  were in favour [s 50(2)], and the rateable values of the hereditaments voted for exceed, added up, those of
  the hereditaments voted against [s 50(3)] [s 50(4)] [s 50(5)] (Local Government Act 2003 s. 50; the ballot
  is by the Business Improvement Districts (England) Regulations 2004, SI 2004/2443). Read them at
  legislation.gov.uk: ukpga/2011/1/section/8, ukpga/1992/14/section/52ZH, ukpga/2004/5/section/38A,
  ukpga/1990/8/section/61E, ukpga/2015/25/section/14, ukpga/2003/26/section/50.

Silence
- Equal answers: no instrument has a lot drawn. Where it says what is so without a majority, the caller
  names the answer that stands then (`otherwise`); where it says nothing, no answer has it, and the figures
  are declared as they are.
- More than two answers: an answer has it with more than half of all votes; most votes alone are no majority.
- "Those voting" are those whose vote was counted: rejected papers are on neither side.
- Nobody voted: nothing is carried.
- One vote a hereditament: "persons voting" are counted by their votes, as the ballot holder's papers are.
- A hereditament of no rateable value has a vote in the first test and no weight in the second.
- Rateable values are whole pounds, as they stand in the list.

A hall asks for referendums and neighbourhood plans (`count.systems.referendum`). Petitions and improvement
districts have no kind of poll there: their door is this module, for programs that use the core by itself.
"""

from collections.abc import Sequence

from tally_core.exact import OutOfBounds, check_sum, divide_down, divide_up, whole
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


def referendum(votes: Sequence[int], *, otherwise: int | None = None) -> ReferendumResult:
    """Find the answer that has a majority.

    votes: one figure an answer, two or more of them. otherwise: the answer that stands where none has a
    majority, if the instrument names one; None where it is silent. Raises NotWhole, OutOfBounds, and
    ValueError for fewer than two answers or an `otherwise` that is none of them.
    """
    figures = _figures(votes)
    if len(figures) < 2:
        raise ValueError(f"{len(figures)} answers: a question has two at least")
    if otherwise is not None and otherwise not in range(len(figures)):
        raise ValueError(f"answer {otherwise} of {len(figures)}")
    most = tuple(answer for answer, given in enumerate(figures) if given == max(figures))
    majority = _more_than_half("[s 8(1)]", "votes", max(figures), sum(figures))
    answer = most[0] if majority.met else otherwise  # [s 8(2)] [s 52ZH(4)]
    return ReferendumResult(figures, most, answer, majority)


def neighbourhood_plan(
    residents: Sequence[int], business: Sequence[int] | None = None
) -> PlanResult:
    """Say whether a plan (or order) is made.

    residents, business: votes for yes and for no in each referendum; no business figures where only residents
    were asked. Raises NotWhole, OutOfBounds, and ValueError unless there are two figures.
    """
    asked = [_for_plan(residents)] + ([] if business is None else [_for_plan(business)])
    said_yes = [test.met for test in asked]
    outcome = PLAN_NOT_MADE
    if all(said_yes):  # [s 38A(4)] [s 61E(4)]
        outcome = PLAN_MADE
    elif any(said_yes):  # [s 38A(5)] [s 61E(5)]
        outcome = PLAN_FOR_AUTHORITY
    return PlanResult(asked[0], asked[1] if len(asked) > 1 else None, outcome)


def recall_petition(signatures: int, electors: int) -> PetitionResult:
    """Say whether a recall petition is successful.

    signatures: persons who validly signed. electors: eligible registered electors, one at least. Raises
    NotWhole, and OutOfBounds for more signatures than electors.
    """
    whole([electors], "electors", least=1)
    whole([signatures], "signatures", least=0, most=electors)
    needed = divide_up(electors, 10)  # [s 14(3)]
    return PetitionResult(Threshold("[s 14(3)]", "signatures", signatures, electors, needed))


def bid_ballot(votes: Sequence[int], values: Sequence[int]) -> BidResult:
    """Say whether proposals for a business improvement district are approved.

    votes: for and against. values: the rateable values, in pounds, of the hereditaments voted for and voted
    against, each added up. Raises NotWhole, OutOfBounds, and ValueError unless there are two figures of each.
    """
    for_, against = _for_and_against(votes)
    value_for, value_against = _for_and_against(values)
    for given, value in ((for_, value_for), (against, value_against)):
        if value and not given:
            raise OutOfBounds("rateable value of no votes", value, 0, 0)
    return BidResult(
        _more_than_half("[s 50(2)]", "votes", for_, for_ + against),
        _more_than_half("[s 50(3)]", "rateable value", value_for, value_for + value_against),
    )


def _for_plan(votes: Sequence[int]) -> Threshold:
    yes, no = _for_and_against(votes)
    return _more_than_half("[s 38A(4)]", "votes", yes, yes + no)


def _for_and_against(figures: Sequence[int]) -> tuple[int, int]:
    if len(figures) != 2:
        raise ValueError(f"{len(figures)} figures: one for, one against")
    for_, against = _figures(figures)
    return for_, against


def _figures(votes: Sequence[int]) -> tuple[int, ...]:
    column = whole(votes, "votes", least=0)
    check_sum("votes", column)
    return tuple(column.tolist())


def _more_than_half(rule: str, of: str, figure: int, among: int) -> Threshold:
    return Threshold(rule, of, figure, among, divide_down(among, 2) + 1)
