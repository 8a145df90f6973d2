"""The ledger in its database: rows are added and read, and nothing else can be done to them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DatabaseError, IntegrityError

from count.ledger import store
from count.ledger.chain import Chain, ChainRow, Tampered
from count.ledger.store import Name, People
from count.storage.database import Database
from count.storage.hall_directory import HallDirectory
from tests.count.halls import make_premises


@pytest.fixture
def hall_directory(tmp_path: Path) -> Iterator[HallDirectory]:
    made = make_premises(tmp_path)
    yield made
    made.close()


@pytest.fixture
def database(hall_directory: HallDirectory) -> Database:
    return hall_directory.database


def written(database: Database, acts: int = 3) -> list[ChainRow]:
    chain = Chain("seal")
    rows = [chain.add(f"id-{n}", "ward", b'{"act":%d}' % n) for n in range(acts)]
    database.write(lambda connection: store.append(connection, rows))
    return rows


def read(database: Database, after: int = 0, most: int = -1) -> list[ChainRow]:
    with database.reading() as connection:
        return list(store.rows(connection, after, most))


def do(database: Database, sql: str, *values: Any) -> None:
    database.write(lambda connection: connection.exec_driver_sql(sql, values))


def test_what_was_appended_is_read_back_in_order(database: Database) -> None:
    rows = written(database, 5)
    assert read(database) == rows
    assert read(database, after=2) == rows[2:]
    assert read(database, after=1, most=2) == rows[1:3]
    assert read(database, after=5) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger SET body = x'00' WHERE seq = 2",
        "UPDATE ledger SET seq = 9 WHERE seq = 3",
        "UPDATE OR REPLACE ledger SET id = 'id-0' WHERE seq = 3",
        "DELETE FROM ledger WHERE seq = 3",
        "DELETE FROM ledger",
        "REPLACE INTO ledger SELECT seq, id, contest, x'00', nonce, digest, hall FROM ledger",
        "INSERT OR REPLACE INTO ledger SELECT 2, 'new', contest, x'00', nonce, digest, hall "
        "FROM ledger WHERE seq = 1",
        "INSERT OR REPLACE INTO ledger SELECT 9, 'id-1', contest, x'00', nonce, digest, hall "
        "FROM ledger WHERE seq = 1",
    ],
)
def test_an_act_is_never_changed_or_deleted_whoever_asks(database: Database, sql: str) -> None:
    rows = written(database)
    with pytest.raises(DatabaseError, match="strike it"):
        do(database, sql)
    assert read(database) == rows


def test_a_number_or_an_id_is_used_once(database: Database) -> None:
    written(database)
    for seq, id in ((3, "new"), (4, "id-2")):
        with pytest.raises(DatabaseError):
            do(
                database,
                "INSERT INTO ledger VALUES (?, ?, 'ward', x'00', x'00', '', '')",
                seq,
                id,
            )
    assert len(read(database)) == 3


SET_UP = {
    "poll": "UPDATE poll SET name = 'Another poll'",
    "contest": "UPDATE contest SET seats = 2",
    "candidate": "UPDATE candidate SET ballot_surname = 'SMITH' WHERE candidate = 'mead'",
    "box": "INSERT INTO box (box, kind, name, name_cy, place, expected_by, contests, electorate)"
    " VALUES ('b9', 'station', 'Chapel', '', '', '', '[]', '[]')",
    "unit": "DELETE FROM unit",
    "person": "INSERT INTO person VALUES ('Eve', 'deputy', '', '')",
}


@pytest.mark.parametrize("table", sorted(SET_UP))
def test_the_set_up_is_sealed_by_the_first_act(database: Database, table: str) -> None:
    assert set(SET_UP) == set(store.SET_UP_TABLES)
    written(database)
    with pytest.raises(DatabaseError, match="sealed by the first act"):
        do(database, SET_UP[table])


@pytest.mark.parametrize("table", sorted(SET_UP))
def test_until_then_it_may_be_put_right(database: Database, table: str) -> None:
    do(database, SET_UP[table])


def test_a_batch_is_written_whole_or_not_at_all(database: Database) -> None:
    written(database, 2)
    chain = Chain("seal")
    rows = [chain.add(f"id-{n}", "ward", b"{}") for n in (7, 8, 1)]
    with pytest.raises(IntegrityError):
        database.write(lambda connection: store.append(connection, rows))
    assert [row.id for row in read(database)] == ["id-0", "id-1"]


# -------------------------------------------------------------------------------------------- people


def test_a_person_is_known_by_a_salted_reference() -> None:
    people, others = People(), People()
    ref = people.ref("Siân Ŵyn")
    assert people.ref("Siân Ŵyn") == ref
    assert people.name(ref) == "Siân Ŵyn"
    assert others.ref("Siân Ŵyn") != ref, "a reference must not be a way to try out names"
    assert "Si" not in ref


def test_a_new_name_is_kept_until_it_is_written(database: Database) -> None:
    people = People()
    refs = [people.ref(name) for name in ("Kit Moss", "Lee Dunn", "Kit Moss")]
    assert [new.name for new in people.new] == ["Kit Moss", "Lee Dunn"]
    row = Chain("seal").add("id", "ward", b"{}")
    database.write(lambda connection: store.append(connection, [row], people.new))
    with database.reading() as connection:
        again = People.read(connection)
    assert [again.name(ref) for ref in refs] == ["Kit Moss", "Lee Dunn", "Kit Moss"]
    assert again.ref("Lee Dunn") == refs[1]
    assert again.new == []


def test_names_that_did_not_become_durable_are_let_go() -> None:
    people = People()
    lost = people.ref("Kit Moss")
    people.forget_new()
    assert people.new == []
    assert people.name(lost) == lost
    assert people.ref("Kit Moss") != lost


def test_a_forgotten_name_leaves_its_reference() -> None:
    assert People().name("p:0123456789abcdef0123") == "p:0123456789abcdef0123"


def test_an_exchanged_name_is_found() -> None:
    people = People()
    for name in ("Kit Moss", "Lee Dunn"):
        people.ref(name)
    one, two = ((n.ref, n.name, n.salt) for n in people.new)
    assert People.of([one, two]).name(one[0]) == "Kit Moss"
    for wrong in (
        [(one[0], two[1], one[2]), two],
        [(one[0], two[1], two[2]), (two[0], one[1], one[2])],
        [(two[0], one[1], one[2])],
        [(one[0], "Kit Mos", one[2])],
        [(one[0], one[1], two[2])],
    ):
        with pytest.raises(Tampered, match="does not belong"):
            People.of(wrong)


names = st.text(min_size=1, max_size=20)
contents = st.fixed_dictionaries(
    {
        "made_by": names,
        "told": st.lists(names, max_size=3),
        "reason": names,
        "papers": st.integers(),
    }
)


@settings(deadline=None, max_examples=100)
@given(contents)
def test_hiding_and_revealing_names_gives_back_what_was_said(content: dict[str, Any]) -> None:
    people = People()
    fields = ("made_by", "told")
    hidden = people.hide(content, fields)
    assert people.reveal(hidden, fields) == content
    assert {k: v for k, v in hidden.items() if k not in fields} == {
        k: v for k, v in content.items() if k not in fields
    }
    assert all(ref.startswith("p:") for ref in (hidden["made_by"], *hidden["told"]))
    assert isinstance(people.new[0], Name)
