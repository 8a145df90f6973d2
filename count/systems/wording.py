"""Words of a result: how a declaration opens, and who it says is elected, or what was decided.

The words are after the forms of the rules for each kind of poll (Parliamentary Elections Rules, rule 50, RPA
1983 Sch. 1); a question is not an election, and a list's seats go to the persons on it.
"""

from collections.abc import Sequence

from count.ledger.standing import Standing
from count.poll.poll import Candidate, Poll
from count.systems.referendum import PLANS
from count.systems.spoken import figure, together
from count.systems.system import Counted, Seat


def opening(standing: Standing) -> str:
    """The sentence with which the declaration begins."""
    name, officer = standing.contest.name, standing.rules.signed_by
    if standing.contest.uncontested:
        return (
            f"I, being the {officer} at the election for {name}, give notice that no more persons stand "
            "nominated than there are places to be filled, and no poll was taken."
        )
    system = standing.rules.voting_system
    return (
        f"I, being the {officer} at the {system.poll_noun} for {name}, give notice that the number of votes "
        f"{system.votes_noun} is as follows."
    )


def result(standing: Standing, poll: Poll, who: Counted) -> str:
    """The sentence of who is elected, or what was decided; on undeclared figures, who would be."""
    if who.carried is not None:
        return _answered(standing, who)
    if who.seats:
        return _elected(standing, _seated(standing, poll, who.seats), len(who.seats))
    terms = dict(zip(who.elected, who.terms, strict=False))
    names = [
        _aloud(c) + (f" (for {figure(terms[c.candidate])} years)" if c.candidate in terms else "")
        for c in poll.candidates[standing.contest.id]
        if c.candidate in who.elected
    ]
    return _elected(standing, names, len(names))


def _elected(standing: Standing, names: Sequence[str], persons: int) -> str:
    name = standing.contest.name
    if not names:
        return f"And I declare that nobody is elected for {name}."
    if standing.declaration is None:
        return f"On these figures {together(names)} would be elected for {name}."
    are = "is" if persons == 1 else "are"
    return f"And I declare that {together(names)} {are} duly elected for {name}."


def _aloud(candidate: Candidate) -> str:
    """The name on the ballot paper as it is spoken: forenames first."""
    return f"{candidate.ballot_forenames} {candidate.ballot_surname}".strip()


def _seated(standing: Standing, poll: Poll, seats: Sequence[Seat]) -> list[str]:
    """Each person in the order of the seats, and for which list; seats of a list that names nobody."""
    rows = {c.candidate: c for c in poll.candidates[standing.contest.id]}
    said: list[str] = []
    for seat in seats:
        on, row = standing.lists[seat.candidate], _aloud(rows[seat.candidate])
        person = next((p for p in on or () if p.position == seat.place), None)
        if person is not None:
            said.append(f"{person.forenames} {person.surname}".strip() + f" ({row})")
        else:
            said.append(row if seat.place is None else f"no. {seat.place} on the list of {row}")
    return said


def _answered(standing: Standing, who: Counted) -> str:
    declared = standing.declaration is not None
    begin = "And I declare that" if declared else "On these figures"
    if standing.contest.kind in PLANS:
        half = "more than half" if who.carried else "not more than half"
        return f"{begin} {half} of those voting voted in favour, for {standing.contest.name}."
    if not who.elected:
        return f"{begin} no answer has a majority of the votes cast, for {standing.contest.name}."
    (answer,) = who.elected
    return (
        f"{begin} the answer {standing.names[answer]} has the majority of the votes cast, "
        f"for {standing.contest.name}."
    )


def seats_text(seats: int) -> str:
    """So many seats, as they are printed."""
    return "1 seat" if seats == 1 else f"{seats} seats"


def mark(standing: Standing, who: Counted, candidate: str) -> str:
    """The mark of a row of the ballot paper, in a word; empty for no seat."""
    if candidate not in who.elected:
        return ""
    if who.carried is not None:
        return "Majority"
    if who.seats:
        seats = sum(1 for seat in who.seats if seat.candidate == candidate)
        return seats_text(seats)
    return "Elected" if standing.declaration is not None else "would be elected"


def vacant(standing: Standing, who: Counted) -> int:
    """Seats that nobody fills."""
    if who.carried is not None:
        return 0
    return standing.contest.seats - (len(who.seats) or len(who.elected))
