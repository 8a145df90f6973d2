"""Where a hall is kept: made whole or not at all, and whatever was altered since is found on opening."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from count.hall.hall import Hall
from count.ledger import store
from count.ledger.chain import Chain, Tampered
from count.storage.database import HallInUse, HallNotFound
from count.storage.hall_directory import ANCHOR, LAYOUT, SECRET, HallDirectory
from count.storage.sqlite import driver
from tests.count.halls import (
    DORA,
    OLIVE,
    SUE,
    bundle,
    night,
    open_hall,
    small_poll,
)

dbapi2 = driver()


def make(folder: Path, **fields: Any) -> HallDirectory:
    return HallDirectory.make(folder, small_poll(), **{"rehearsal": True, **fields})


# -------------------------------------------------------------------------------- made, opened, looked at


def test_a_hall_is_opened_as_it_was_made(tmp_path: Path) -> None:
    made = make(tmp_path, rehearsal=False, id="hall-7", epoch=3)
    made.close()
    again = HallDirectory.open(tmp_path)
    assert (again.id, again.epoch, again.rehearsal) == ("hall-7", 3, False)
    assert again.poll.seal() == small_poll().seal()
    assert again.secret == made.secret
    again.close()


def test_two_halls_have_two_secrets_and_two_ids(tmp_path: Path) -> None:
    one, other = make(tmp_path / "a"), make(tmp_path / "b")
    assert len(one.secret) == 32
    assert one.secret != other.secret
    assert one.id != other.id
    one.close()
    other.close()


def laid_out(folder: Path, layout: int | None) -> None:
    """Say that the tables of a hall are in this layout; None: say nothing, as version 0.1 did."""
    with closing(dbapi2.connect(str(folder / "hall.db"))) as connection:
        if layout is None:
            connection.execute("ALTER TABLE hall DROP COLUMN layout")
        else:
            connection.execute("UPDATE hall SET layout = ?", (layout,))
        connection.commit()


def test_a_hall_says_how_its_tables_are_laid_out(tmp_path: Path) -> None:
    make(tmp_path).close()
    with closing(dbapi2.connect(str(tmp_path / "hall.db"))) as connection:
        assert connection.execute("SELECT layout FROM hall").fetchall() == [(LAYOUT,)]


@pytest.mark.parametrize("layout", [LAYOUT + 1, 0, 99])
def test_a_hall_in_a_layout_of_another_version_is_refused_in_words(
    tmp_path: Path, layout: int
) -> None:
    make(tmp_path).close()
    laid_out(tmp_path, layout)
    before = (tmp_path / "hall.db").read_bytes()
    for way in (HallDirectory.open, HallDirectory.look):
        with pytest.raises(HallNotFound, match=rf"layout {layout}, and .* knows layout {LAYOUT}"):
            way(tmp_path)
    assert (tmp_path / "hall.db").read_bytes() == before
    laid_out(tmp_path, LAYOUT)
    HallDirectory.open(tmp_path).close()  # nothing held the hall after the refusal


def test_a_hall_of_the_first_version_does_not_say_and_is_opened(tmp_path: Path) -> None:
    made = make(tmp_path, epoch=3)
    made.close()
    laid_out(tmp_path, None)
    again = HallDirectory.open(tmp_path)
    assert (again.id, again.epoch, again.rehearsal) == (made.id, 3, True)
    again.close()


def test_the_secret_is_its_owners_alone(tmp_path: Path) -> None:
    make(tmp_path).close()
    for path in (tmp_path / SECRET, (tmp_path / SECRET).parent, tmp_path / ANCHOR):
        assert path.stat().st_mode & 0o077 == 0, path


def test_there_is_one_writer_and_anybody_may_look(tmp_path: Path) -> None:
    held = make(tmp_path)
    with pytest.raises(HallInUse):
        HallDirectory.open(tmp_path)
    looking = HallDirectory.look(tmp_path)
    assert looking.id == held.id
    looking.close()
    held.close()


def test_there_is_no_hall_where_none_was_made(tmp_path: Path) -> None:
    for opening in (HallDirectory.open, HallDirectory.look):
        with pytest.raises(HallNotFound):
            opening(tmp_path)


def test_a_hall_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    poll = small_poll()
    poll.contests[0].seats = 0  # no law knows such a contest, and no table takes it
    (tmp_path / "mine").write_text("kept")
    for _ in range(2):
        with pytest.raises(Exception, match="a_seat_at_least"):
            HallDirectory.make(tmp_path, poll, rehearsal=True)
        assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    make(tmp_path).close()


def test_a_hall_is_not_made_over_another(tmp_path: Path) -> None:
    first = make(tmp_path)
    first.close()
    with pytest.raises(HallNotFound):
        make(tmp_path)
    again = HallDirectory.open(tmp_path)
    assert again.id == first.id
    assert again.secret == first.secret
    again.close()


# ------------------------------------------------------------------------------------------ the anchor


def test_the_anchor_says_how_far_the_ledger_came(tmp_path: Path) -> None:
    hall_directory, chain = make(tmp_path), Chain("seal")
    assert hall_directory.anchor() is None
    for n in range(3):
        hall_directory.drop_anchor(chain.add(f"id-{n}", "ward", b"{}"))
    assert hall_directory.anchor() == (3, chain.head)
    hall_directory.close()


@pytest.mark.parametrize("kept", [0, 1, 4])
@pytest.mark.parametrize("anchored", [1, 4, 5])
def test_a_ledger_shorter_than_its_anchor_was_cut(tmp_path: Path, kept: int, anchored: int) -> None:
    hall_directory, chain = make(tmp_path), Chain("seal")
    rows = [chain.add(f"id-{n}", "ward", b"{}") for n in range(5)]
    hall_directory.database.write(lambda c: store.append(c, rows[:kept]))
    hall_directory.drop_anchor(rows[anchored - 1])
    with hall_directory.database.reading() as connection:
        if anchored <= kept:
            assert list(hall_directory.rows(connection, Chain("seal"))) == rows[:kept]
        else:
            with pytest.raises(Tampered) as tampered:
                list(hall_directory.rows(connection, Chain("seal")))
            assert tampered.value.seq == kept + 1
    hall_directory.close()


@pytest.mark.parametrize("written", [b"", b"\0" * 78])
def test_an_anchor_that_was_never_dropped_says_nothing(tmp_path: Path, written: bytes) -> None:
    """Zeros are what a power cut may leave of a file that was just begun."""
    make(tmp_path).close()
    (tmp_path / ANCHOR).write_bytes(written)
    hall_directory = HallDirectory.open(tmp_path)
    assert hall_directory.anchor() is None
    hall_directory.close()


# ------------------------------------------------------------------ a ledger that somebody altered by SQL


async def _play(folder: Path) -> None:
    async with open_hall(folder) as hall:
        await hall.tell_all(night()[:-2])
        posted = bundle("mead", 1, slip="M-9", made_by="Kit Moss", checked_by="Lee Dunn")
        await hall.post(SUE, posted)
        await hall.two(SUE, DORA, "struck", strikes=posted["id"], reason="keyed twice")
        await hall.tell(OLIVE, "announced", None, words="Ten minutes.")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall in the middle of its night, closed."""
    folder = tmp_path_factory.mktemp("recorded")
    asyncio.run(_play(folder))
    with closing(dbapi2.connect(str(folder / "hall" / "hall.db"))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "hall"


@pytest.fixture
def copy(recorded: Path, tmp_path: Path) -> Path:
    shutil.copytree(recorded, tmp_path / "copy")
    return tmp_path / "copy"


def alter(folder: Path, *statements: tuple[Any, ...]) -> int:
    """Whoever can write the file can drop the triggers first. Gives the rows that were changed."""
    changed = 0
    with closing(dbapi2.connect(str(folder / "hall.db"))) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for sql, *values in statements:
            changed += connection.execute(sql, values).rowcount
        connection.commit()
    return changed


def opened(folder: Path) -> Iterator[Hall]:
    hall_directory = HallDirectory.open(folder)
    try:
        yield Hall(hall_directory)
    finally:
        hall_directory.close()


def found(folder: Path) -> Tampered:
    """What opening the hall finds."""
    with pytest.raises(Tampered) as tampered:
        next(opened(folder))
    return tampered.value


def test_a_hall_that_nobody_altered_opens(copy: Path) -> None:
    for hall in opened(copy):
        assert hall.chain.seq > 20
        assert hall.standings["ward"].figures().votes == (50, 41, 26)


LEDGER = ["seq", "id", "contest", "body", "nonce", "digest", "hall"]


@settings(
    deadline=None, max_examples=35, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_any_changed_byte_of_any_column_is_found(
    recorded: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("altered") / "hall"
    shutil.copytree(recorded, folder)
    table, key, columns = data.draw(
        st.sampled_from([("ledger", "seq", LEDGER), ("names", "ref", ["ref", "name", "salt"])])
    )
    column = data.draw(st.sampled_from(columns))
    with closing(dbapi2.connect(str(folder / "hall.db"))) as connection:
        rows = connection.execute(f"SELECT {key}, {column} FROM {table} ORDER BY {key}").fetchall()
    at, value = data.draw(st.sampled_from(rows))
    if isinstance(value, int):
        other: Any = data.draw(st.integers(-5, 99))
    else:
        raw = bytearray(value if isinstance(value, bytes) else value.encode())
        if raw and data.draw(st.booleans()):
            raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 127))
        else:
            raw += b"x"
        other = bytes(raw) if isinstance(value, bytes) else raw.decode("utf-8", "replace")
    assume(other != value)
    try:
        alter(folder, (f"UPDATE {table} SET {column} = ? WHERE {key} = ?", other, at))
    except dbapi2.IntegrityError:
        assume(False)  # the number or name of another row
    found(folder)
    shutil.rmtree(folder)


@pytest.mark.parametrize("column", LEDGER[1:])
def test_a_column_of_another_kind_is_found(copy: Path, column: str) -> None:
    other = "text" if column in ("body", "nonce") else b"bytes"
    alter(copy, (f"UPDATE ledger SET {column} = ? WHERE seq = 5", other))
    found(copy)


def test_a_missing_row_is_found(copy: Path) -> None:
    alter(copy, ("DELETE FROM ledger WHERE seq = 5",))
    assert found(copy).seq == 5


@pytest.mark.parametrize("left", [0, 1, 12])
def test_a_tail_that_was_cut_off_is_found_by_the_anchor(copy: Path, left: int) -> None:
    alter(copy, ("DELETE FROM ledger WHERE seq > ?", left))
    assert found(copy).seq == left + 1


def test_rows_exchanged_with_each_other_are_found(copy: Path) -> None:
    alter(
        copy,
        ("UPDATE ledger SET seq = 1000 WHERE seq = 5",),
        ("UPDATE ledger SET seq = 5 WHERE seq = 6",),
        ("UPDATE ledger SET seq = 6 WHERE seq = 1000",),
    )
    found(copy)


def test_two_names_exchanged_are_found(copy: Path) -> None:
    """Who keyed it and who agreed: exchanging them would make one person of two."""
    people = "SELECT ref FROM names WHERE name = ?"
    with closing(dbapi2.connect(str(copy / "hall.db"))) as connection:
        sue, dora = (
            connection.execute(people, (n,)).fetchone()[0] for n in ("Sue Tan", "Dora Kent")
        )
    rename = "UPDATE names SET name = ? WHERE ref = ?"
    alter(copy, (rename, "x", sue), (rename, "Sue Tan", dora), (rename, "Dora Kent", sue))
    assert "does not belong" in found(copy).words


def test_a_name_that_was_forgotten_is_no_tampering(copy: Path) -> None:
    """A person may be forgotten without breaking the chain: the reference stays."""
    assert alter(copy, ("DELETE FROM names WHERE name = 'Kit Moss'",)) == 1
    for hall in opened(copy):
        counts = hall.standings["ward"].boxes["b1"].counts
        assert counts[0].counted_by.startswith("p:")
        assert hall.standings["ward"].figures().votes == (50, 41, 26)


SET_UP = [
    "UPDATE candidate SET ballot_surname = 'MEADE' WHERE candidate = 'mead'",
    "UPDATE candidate SET ballot_order = ballot_order + 10 WHERE candidate = 'mead'",
    "UPDATE contest SET bundle_size = 50 WHERE id = 'ward'",
    "UPDATE contest SET seats = 2 WHERE id = 'ward'",
    "UPDATE box SET electorate = '[201]' WHERE box = 'b1'",
    "UPDATE unit SET name = 'Table A' WHERE unit = 't1'",
    "UPDATE poll SET date = '2026-05-08'",
]


@pytest.mark.parametrize("sql", SET_UP)
def test_a_set_up_that_was_exchanged_is_found(copy: Path, sql: str) -> None:
    assert alter(copy, (sql,)) == 1
    assert found(copy).seq == 1


def test_a_ledger_written_anew_from_some_row_on_is_found_by_the_anchor(copy: Path) -> None:
    """Whoever knows the code can compute good digests again; the anchor still knows the true head."""
    anchor = (copy / ANCHOR).read_bytes()
    forge(copy)
    (copy / ANCHOR).write_bytes(anchor)
    found(copy)


def test_a_ledger_written_anew_and_made_longer_is_found_too(copy: Path) -> None:
    """The forger goes on past the anchor; the row it names is still not the one that was acknowledged."""
    anchor = (copy / ANCHOR).read_bytes()
    forge(copy)
    asyncio.run(_one_more(copy))
    (copy / ANCHOR).write_bytes(anchor)
    found(copy)


async def _one_more(folder: Path) -> None:
    async with open_hall(folder.parent, name=folder.name) as hall:
        await hall.tell(OLIVE, "announced", None, words="Nothing happened.")


def forge(folder: Path) -> None:
    """Every row digested anew, one bundle of 25 made one of 24: what a forger with the code would do."""
    hall_directory = HallDirectory.open(folder)
    chain = Chain(hall_directory.seal)
    with hall_directory.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT id, contest, body FROM ledger ORDER BY seq").all()
    forged = []
    for id, contest, body in rows:
        row = chain.add(id, contest, body.replace(b'"papers":50,', b'"papers":49,'))
        forged.append((row.body, row.nonce, row.digest, row.hall, row.seq))
    hall_directory.drop_anchor(row)
    hall_directory.close()
    update = "UPDATE ledger SET body = ?, nonce = ?, digest = ?, hall = ? WHERE seq = ?"
    alter(folder, *((update, *values) for values in forged))


@pytest.mark.parametrize("written", ["twelve hundred\n", "12\n", "12 ab cd\n", "x"])
def test_an_anchor_that_cannot_be_read_is_no_anchor_to_trust(copy: Path, written: str) -> None:
    (copy / ANCHOR).write_text(written)
    found(copy)


def test_a_rehearsal_is_not_passed_off_as_the_night_itself(tmp_path: Path) -> None:
    """The flag stands in no row, so every chain begins with it."""
    hall_directory = make(tmp_path)
    row = Chain(hall_directory.seal).add("id-1", "ward", b"{}")
    hall_directory.database.write(lambda c: store.append(c, [row]))
    hall_directory.database.write(lambda c: c.exec_driver_sql("UPDATE hall SET rehearsal = 0"))
    hall_directory.close()
    hall_directory = HallDirectory.open(tmp_path)
    with hall_directory.database.reading() as connection, pytest.raises(Tampered):
        list(hall_directory.rows(connection, Chain(hall_directory.seal)))
    hall_directory.close()
