"""The poll is read as it was saved, and the database itself refuses what cannot be."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, create_engine

from count.storage.saved_poll import load, save
from tests.count.poll.test_poll import poll


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    yield engine
    engine.dispose()


def test_a_poll_is_loaded_as_it_was_saved(engine: Engine) -> None:
    with Session(engine) as session:
        save(session, poll())
        session.commit()
    with Session(engine) as session:
        found = load(session)
    assert found.seal() == poll().seal()
    assert found.candidates["w10"][1].display_name == "Ŵyn"
    assert found.facts.date == date(2026, 5, 7)
    assert found.knows("Bo")
    assert not found.knows("Mo")
    assert found.contest("w2").terms == []


def test_the_poll_outlives_the_session_that_saved_it(engine: Engine) -> None:
    here = poll()
    with Session(engine) as session:
        save(session, here)
        session.commit()
    assert here.contest("w2").name == "W 2"


def test_a_hall_without_a_poll_says_so(engine: Engine) -> None:
    with Session(engine) as session, pytest.raises(LookupError, match="counthall new"):
        load(session)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE contest SET electorate = -1",
        "UPDATE contest SET seats = 0",
        "UPDATE contest SET bundle_size = 0",
        "UPDATE candidate SET ballot_order = 0 WHERE candidate = 'a'",
        "UPDATE candidate SET ballot_order = 1 WHERE candidate = 'a'",
        "UPDATE box SET electorate = '[300, -4]' WHERE box = 'b10'",
        "INSERT INTO poll SELECT 2, name, date, authority, nation, languages FROM poll",
    ],
)
def test_the_database_itself_refuses_what_cannot_be(engine: Engine, change: str) -> None:
    with Session(engine) as session:
        save(session, poll())
        session.commit()
    with engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(text(change))
