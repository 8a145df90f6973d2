"""The ledger as text: a hall made again from it has the same digests, and a broken file makes nothing."""

import asyncio
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from count.hall.export import NotALedger, export, read_poll, replay
from count.hall.hall import Hall
from count.ledger import store
from count.ledger.chain import Chain, ChainRow, Tampered, canonical
from count.storage.hall_directory import HallDirectory
from tests.count.halls import (
    DORA,
    EVERYBODY,
    OLIVE,
    SUE,
    VERA,
    WARD,
    bundle,
    make_premises,
    night,
    open_hall,
    small_poll,
)


async def _play(folder: Path) -> tuple[list[str], list[ChainRow], dict[str, Any]]:
    """A night with a strike and a box added, and its export made while it is served."""
    async with open_hall(folder) as hall:
        await hall.tell_all(night()[:-2])
        posted = bundle("mead", 1, slip="M-9", made_by="Siân Ŵyn", checked_by="Lee Dunn")
        await hall.post(SUE, posted)
        await hall.two(SUE, DORA, "struck", strikes=posted["id"], reason="keyed twice")
        await hall.two(DORA, OLIVE, "box-added", None, box="b9", kind="station", name="Chapel",
                       contests=[WARD], electorate=80, reason="left off")  # fmt: skip
        await hall.tell(VERA, "account", box="b9", stated=0)
        lines = list(export(hall.hall_directory))
        shown = {who.name: await hall.show(who) for who in EVERYBODY}
        with hall.hall_directory.database.reading() as connection:
            return lines, list(store.rows(connection)), shown


@pytest.fixture(scope="module")
def played(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[list[str], list[ChainRow], dict[str, Any]]:
    return asyncio.run(_play(tmp_path_factory.mktemp("played")))


@pytest.fixture(scope="module")
def lines(played: tuple[list[str], list[ChainRow], dict[str, Any]]) -> list[str]:
    return played[0]


def again(lines: list[str], folder: Path) -> HallDirectory:
    return replay(io.StringIO("".join(lines)), folder / "again")


# --------------------------------------------------------------------------------------- there and back


async def test_a_hall_made_again_has_the_same_rows_digests_and_figures(
    played: tuple[list[str], list[ChainRow], dict[str, Any]], tmp_path: Path
) -> None:
    lines, rows, shown = played
    again(lines, tmp_path).close()
    async with open_hall(tmp_path, name="again") as hall:
        with hall.hall_directory.database.reading() as connection:
            assert list(store.rows(connection)) == rows
        for who in EVERYBODY:
            mine, theirs = await hall.show(who), shown[who.name]
            # The code is keyed with the hall's own secret, and this hall has another.
            assert {k: v for k, v in mine.items() if k not in ("seen", "agreements")} == {
                k: v for k, v in theirs.items() if k not in ("seen", "agreements")
            }
        assert (await hall.tell(VERA, "account", box="b9", stated=1)).status == 201


def test_the_new_hall_is_the_next_epoch_of_the_same_hall(lines: list[str], tmp_path: Path) -> None:
    """So that no screen takes an old picture for a new one."""
    head = orjson.loads(lines[0])
    hall_directory = again(lines, tmp_path)
    assert (hall_directory.id, hall_directory.epoch) == (head["hall"], head["epoch"] + 1)
    assert hall_directory.rehearsal is True
    assert hall_directory.anchor() is not None
    hall_directory.close()


def test_an_export_of_a_replay_differs_only_in_the_epoch(lines: list[str], tmp_path: Path) -> None:
    hall_directory = again(lines, tmp_path)
    twice = list(export(hall_directory))
    hall_directory.close()
    assert twice[1:] == lines[1:]
    one, two = orjson.loads(lines[0]), orjson.loads(twice[0])
    assert two == {**one, "epoch": one["epoch"] + 1}


def test_a_hall_without_a_single_act_is_made_again_too(tmp_path: Path) -> None:
    hall_directory = make_premises(tmp_path)
    lines = list(export(hall_directory))
    hall_directory.close()
    new = again(lines, tmp_path)
    assert Hall(new).chain.seq == 0
    new.close()


def test_the_text_is_one_json_object_a_line_that_people_can_read(lines: list[str]) -> None:
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    objects = [orjson.loads(line) for line in lines]
    assert objects[0]["poll"]["facts"]["name"] == "Hill"
    assert "Siân Ŵyn" in {name for _, name, _ in objects[1]["names"]}
    bundles = [
        o["entry"]["act"]
        for o in objects[2:]
        if o.get("entry", {}).get("act", {}).get("act") == "bundle"
    ]
    assert bundles[0]["candidate"] == "mead"
    assert bundles[0]["papers"] == 50


def test_names_stand_in_one_line_only(lines: list[str]) -> None:
    """Whoever takes that line out has a ledger that names nobody."""
    for who in (SUE, DORA, OLIVE, VERA):
        assert who.name not in "".join(lines[2:])


def test_an_altered_ledger_is_not_exported(tmp_path: Path) -> None:
    hall_directory = make_premises(tmp_path)
    chain = Chain(hall_directory.seal)
    rows = [chain.add(f"id-{n}", "ward", b"{}") for n in range(3)]
    hall_directory.database.write(lambda c: store.append(c, rows[:2]))
    hall_directory.drop_anchor(rows[2])
    with pytest.raises(Tampered, match="is gone"):
        list(export(hall_directory))
    hall_directory.close()


# ------------------------------------------------------------------------------------ broken files

Change = Callable[[list[str]], list[str]]


def refused(lines: list[str], folder: Path) -> NotALedger | Tampered:
    """Why this file makes no hall; nothing was made."""
    try:
        again(lines, folder)
    except (NotALedger, Tampered) as fault:
        assert list(folder.iterdir()) == []
        return fault
    pytest.fail("made a hall")


def changed(line: str, **fields: Any) -> str:
    return (
        orjson.dumps({**orjson.loads(line), **fields}, option=orjson.OPT_SORT_KEYS).decode() + "\n"
    )


def without(line: str, field: str) -> str:
    return orjson.dumps({k: v for k, v in orjson.loads(line).items() if k != field}).decode() + "\n"


@pytest.mark.parametrize("at", [1, 2, 3, 9])
@pytest.mark.parametrize(
    "text", ["", "\n", "nonsense\n", "[]\n", "7\n", "null\n", "{}\n", '{"a": \n']
)
def test_a_line_that_is_none_of_a_ledger_is_named(
    lines: list[str], tmp_path: Path, at: int, text: str
) -> None:
    broken = [*lines[: at - 1], text, *lines[at:]]
    fault = refused(broken, tmp_path)
    if text:
        assert isinstance(fault, NotALedger)
        assert fault.line == at
        assert str(fault).startswith(f"line {at}: ")


@pytest.mark.parametrize("field", ["counthall", "hall", "epoch", "rehearsal", "seal", "poll"])
def test_a_first_line_without_one_of_its_fields_is_refused(
    lines: list[str], tmp_path: Path, field: str
) -> None:
    fault = refused([without(lines[0], field), *lines[1:]], tmp_path)
    assert isinstance(fault, NotALedger)
    assert fault.line == 1


@pytest.mark.parametrize("field", ["facts", "contests", "candidates", "boxes", "units", "people"])
@pytest.mark.parametrize("value", [None, [{}], [7], "x"])
def test_a_poll_that_is_none_is_refused(
    lines: list[str], tmp_path: Path, field: str, value: Any
) -> None:
    poll = {**orjson.loads(lines[0])["poll"], field: value}
    fault = refused([changed(lines[0], poll=poll), *lines[1:]], tmp_path)
    assert isinstance(fault, NotALedger)
    assert fault.line == 1


def test_another_format_is_refused(lines: list[str], tmp_path: Path) -> None:
    assert "format" in str(refused([changed(lines[0], counthall=2), *lines[1:]], tmp_path))


@pytest.mark.parametrize("epoch", ["one", None, [1]])
def test_an_epoch_is_a_number(lines: list[str], tmp_path: Path, epoch: Any) -> None:
    assert isinstance(refused([changed(lines[0], epoch=epoch), *lines[1:]], tmp_path), NotALedger)


def test_a_poll_that_is_not_the_sealed_one_is_refused(lines: list[str], tmp_path: Path) -> None:
    poll = orjson.loads(lines[0])["poll"]
    poll["candidates"][0]["ballot_surname"] = "MEADE"
    assert "sealed" in str(refused([changed(lines[0], poll=poll), *lines[1:]], tmp_path))


def test_another_poll_sealed_anew_is_refused_by_the_first_entry(
    lines: list[str], tmp_path: Path
) -> None:
    other = small_poll(electorate=401)
    hall_directory = HallDirectory.make(tmp_path / "other", other, rehearsal=True)
    head = next(export(hall_directory))
    hall_directory.close()
    with pytest.raises(Tampered) as tampered:
        again([head, *lines[1:]], tmp_path)
    assert tampered.value.seq == 1


def test_a_poll_that_no_table_takes_leaves_nothing(lines: list[str], tmp_path: Path) -> None:
    said = orjson.loads(lines[0])
    said["poll"]["contests"][1]["seats"] = 0
    line = orjson.dumps(said).decode() + "\n"
    with pytest.raises(NotALedger, match="sealed"):
        read_poll(line)
    poll = small_poll()
    poll.contests[1].seats = 0
    said["seal"] = poll.seal()
    end: object = {"end": 0, "head": Chain(f"{poll.seal()} rehearsal").head}
    with pytest.raises(NotALedger) as fault:
        again([orjson.dumps(each).decode() + "\n" for each in (said, {"names": []}, end)], tmp_path)
    assert fault.value.line == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("field", ["entry", "nonce", "digest", "hall"])
@pytest.mark.parametrize("value", [None, 7, "zz", [], "00"])
def test_an_entry_with_a_wrong_field_is_refused(
    lines: list[str], tmp_path: Path, field: str, value: Any
) -> None:
    fault = refused([*lines[:4], changed(lines[4], **{field: value}), *lines[5:]], tmp_path)
    number = fault.line if isinstance(fault, NotALedger) else fault.seq + 2
    assert number == 5


@settings(
    deadline=None, max_examples=35, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_any_changed_character_is_found_and_nothing_is_made(
    lines: list[str], tmp_path: Path, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    place = data.draw(st.integers(0, len(lines[at]) - 2))
    other = data.draw(st.sampled_from('0123456789abcdef"{},:xŵ \n'))
    line = lines[at][:place] + other + lines[at][place + 1 :]
    if _says_the_same(line, lines[at], at):
        return
    fault = refused([*lines[:at], line, *lines[at + 1 :]], tmp_path)
    if isinstance(fault, NotALedger) and at > 1:
        assert fault.line in (at + 1, at + 2)
    elif isinstance(fault, Tampered) and at > 1:
        assert fault.seq == at - 1


def _says_the_same(line: str, was: str, at: int) -> bool:
    """Whether a change is none: equal JSON, or a first line that still seals the same poll.

    The list of people, the hall's id and its epoch decide nothing of the count and are in no digest.
    """
    try:
        if at == 0:
            return bool(read_poll(line)[0].seal() == orjson.loads(was)["seal"])
        return bool(orjson.loads(line) == orjson.loads(was))
    except (NotALedger, orjson.JSONDecodeError):
        return False


# --------------------------------------------------------------------- files forged with good digests


def forged(lines: list[str], change: Callable[[list[dict[str, Any]]], object]) -> list[str]:
    """The entries changed and every digest worked out anew: the chain itself finds nothing."""
    said = [orjson.loads(line)["entry"] for line in lines[2:] if "entry" in orjson.loads(line)]
    change(said)
    chain = Chain(f"{orjson.loads(lines[0])['seal']} rehearsal")
    new = []
    for entry in said:
        row = chain.add(entry["id"], entry["contest"], canonical(entry))
        told = {"entry": entry, "nonce": row.nonce.hex(), "digest": row.digest, "hall": row.hall}
        new.append(orjson.dumps(told, option=orjson.OPT_SORT_KEYS).decode() + "\n")
    tail = [line for line in lines[2:] if "entry" not in orjson.loads(line)]
    ends = [changed(line, seq=chain.seq, head=chain.head) for line in tail]
    return [*lines[:2], *new, *ends]


FORGERIES: dict[str, Callable[[list[dict[str, Any]]], object]] = {
    "an act nobody knows": lambda said: said[4]["act"].update(act="set"),
    "an act without its fields": lambda said: said[4].update(act={"act": "bundle"}),
    "no act at all": lambda said: said[4].pop("act"),
    "nobody": lambda said: said[4].pop("by"),
    "one id twice": lambda said: said[4].update(id=said[3]["id"]),
    "a number too many": lambda said: said[4].update(seq=7),
    "a contest there is not": lambda said: said[4].update(contest="moon"),
    "a box there is not": lambda said: said[4]["act"].update(box="b77"),
    "agreeing to nothing": lambda said: said[4].update(
        act={"act": "agreed", "to": "0f8fad5b-d9cb-469f-a165-70867728950e", "seen": "x"}
    ),
}


@pytest.mark.parametrize("forgery", sorted(FORGERIES))
def test_a_forged_entry_that_cannot_be_makes_nothing(
    lines: list[str], tmp_path: Path, forgery: str
) -> None:
    fault = refused(forged(lines, FORGERIES[forgery]), tmp_path)
    number = fault.line if isinstance(fault, NotALedger) else fault.seq + 2
    assert number == 7


def test_names_that_do_not_belong_to_their_references_are_refused(
    lines: list[str], tmp_path: Path
) -> None:
    names = orjson.loads(lines[1])["names"]
    names[0][1], names[1][1] = names[1][1], names[0][1]
    assert "does not belong" in str(
        refused([lines[0], changed(lines[1], names=names), *lines[2:]], tmp_path)
    )


def test_a_name_under_two_references_makes_nothing(lines: list[str], tmp_path: Path) -> None:
    people = store.People()
    people.ref(orjson.loads(lines[1])["names"][0][1])
    (new,) = people.new
    names = [*orjson.loads(lines[1])["names"], [new.ref, new.name, new.salt]]
    fault = refused([lines[0], changed(lines[1], names=names), *lines[2:]], tmp_path)
    assert isinstance(fault, NotALedger)
    assert fault.line == 2


def test_an_export_that_was_cut_short_is_refused(lines: list[str], tmp_path: Path) -> None:
    """A download that stopped, a stick pulled out: the acts at the end are the last ones to lose."""
    for kept in (1, 2, 3, len(lines) - 1):
        fault = refused(lines[:kept], tmp_path)
        assert isinstance(fault, NotALedger)
        assert fault.line == kept + 1
    fault = refused([*lines[:-1], lines[-1][: len(lines[-1]) // 2]], tmp_path)
    assert isinstance(fault, NotALedger)


def test_a_hall_is_not_replayed_over_another(lines: list[str], tmp_path: Path) -> None:
    again(lines, tmp_path).close()
    with pytest.raises(Exception, match="already holds"):
        again(lines, tmp_path)
