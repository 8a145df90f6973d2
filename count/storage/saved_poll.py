"""The poll of a hall in its database: written once when the hall is made, read whenever it is opened."""

from typing import TypeVar

from sqlmodel import Session, SQLModel, select

from count.poll.poll import Box, Candidate, Contest, ListPlace, Person, Poll, PollFacts, Unit

AnyRow = TypeVar("AnyRow", bound=SQLModel)


def save(session: Session, poll: Poll) -> None:
    """Writes the set-up into an empty hall. The caller commits."""
    names = (name for names in poll.candidates.values() for name in names)
    for rows in (poll.contests, names, poll.boxes.values(), poll.units.values(), poll.people):
        session.add_all(_copy(row) for row in rows)
    session.add_all(_copy(place) for place in poll.list_places)
    session.add(_copy(poll.facts))
    session.flush()


def load(session: Session) -> Poll:
    """The set-up of a hall as it was saved; LookupError where there is none yet."""
    facts = session.exec(select(PollFacts)).one_or_none()
    if facts is None:
        raise LookupError("this hall has no poll yet: make it with `counthall new`")
    return Poll.of(
        _copy(facts),
        map(_copy, session.exec(select(Contest))),
        map(_copy, session.exec(select(Candidate))),
        map(_copy, session.exec(select(Box))),
        map(_copy, session.exec(select(Unit))),
        [_copy(person) for person in session.exec(select(Person))],
        [_copy(place) for place in session.exec(select(ListPlace))],
    )


def _copy(row: AnyRow) -> AnyRow:
    """A row that belongs to no session: the poll outlives the one that read it."""
    return type(row)(**row.model_dump())
