"""The `counthall` command: 0 done, 1 the answer is no, 2 bad input, said on standard error, nothing changed."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import Result
from pysqlite3 import dbapi2
from typer.testing import CliRunner

from count.cli import app
from count.poll.roles import OFFICERS, ROLES
from count.storage.database import FILE
from count.web.control_socket import ask
from tests.count import folders
from tests.count.client import COUNTHALL, SMALL, House, Server, house

FILES = {**SMALL, "people.csv": None}


def counthall(*words: object) -> Result:
    """What the command did, in this process."""
    return CliRunner().invoke(app, [str(word) for word in words])


def no_traceback(said: Result) -> None:
    assert said.exception is None or isinstance(said.exception, SystemExit), said.exception


def refused(said: Result, code: int, *words: str) -> None:
    """It ended with this code, with words on standard error and none on standard output."""
    no_traceback(said)
    assert (said.exit_code, said.stdout) == (code, ""), said.stderr
    for word in words:
        assert word in said.stderr


@pytest.fixture
def poll(tmp_path: Path) -> Path:
    return folders.write(tmp_path / "poll", FILES)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall with a little of a night in it, that nobody serves. Not to be touched: take `night`."""
    folder = tmp_path_factory.mktemp("kept")
    with house(folder) as made:
        made.mixed("one", "t1", b1=60, b2=40)
        made.bundled("t1", bold=50, grantly=50)
        made.rose.does("", "announced", words="Good evening ŵ")
    return folder / "hall"


@pytest.fixture
def night(kept: Path, tmp_path: Path) -> Path:
    """That hall, to do with as one likes."""
    return Path(shutil.copytree(kept, tmp_path / "hall"))


def everything(folder: Path) -> dict[str, bytes]:
    """Every file and what it holds."""
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def spoil(data: Path, statement: str) -> None:
    connection = dbapi2.connect(str(data / FILE))
    for row in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {row[0]}")
    connection.execute(statement)
    connection.commit()
    connection.close()


# -------------------------------------------------------------------------------------------------------- new


def test_new_makes_a_hall_for_a_poll_folder(poll: Path, tmp_path: Path) -> None:
    said = counthall("new", poll, "--data", tmp_path / "hall")
    assert said.exit_code == 0, said.stderr
    assert "Barchester" in said.stdout
    assert (tmp_path / "hall" / FILE).exists()


def test_new_reports_every_fault_and_makes_nothing(poll: Path, tmp_path: Path) -> None:
    folders.write(poll, {**FILES, "units.csv": "unit,contests\n", "poll.toml": "name = "})
    before = everything(tmp_path)
    said = counthall("new", poll, "--data", tmp_path / "hall")
    refused(said, 2, "units.csv", "poll.toml", "nothing was made")
    assert everything(tmp_path) == before
    assert not (tmp_path / "hall").exists()


@pytest.mark.parametrize("there", ["nothing", "a file"])
def test_new_wants_a_poll_folder(tmp_path: Path, there: str) -> None:
    folder = tmp_path / "poll"
    if there == "a file":
        folder.write_text("name,of,nothing\n")
    refused(counthall("new", folder, "--data", tmp_path / "hall"), 2)
    assert not (tmp_path / "hall").exists()


def test_new_makes_no_hall_over_another(poll: Path, night: Path) -> None:
    before = everything(night)
    refused(counthall("new", poll, "--data", night), 2, "already holds a hall")
    assert everything(night) == before


def test_new_cannot_make_a_hall_inside_a_file(poll: Path, tmp_path: Path) -> None:
    (tmp_path / "hall").write_text("not a directory")
    refused(counthall("new", poll, "--data", tmp_path / "hall"), 2)
    assert (tmp_path / "hall").read_text() == "not a directory"


def test_what_is_only_odd_is_a_warning(poll: Path, tmp_path: Path) -> None:
    odd = SMALL["units.csv"].replace("\n", ",by the door\n").replace("by the door", "remarks", 1)
    folders.write(poll, {**FILES, "units.csv": odd})
    said = counthall("new", poll, "--data", tmp_path / "hall")
    assert said.exit_code == 0
    assert "warning" in said.stderr
    assert "remarks" in said.stderr


# --------------------------------------------------------------------------------------------- tokens and codes


def test_a_token_is_printed_and_nothing_else(poll: Path, tmp_path: Path) -> None:
    data = tmp_path / "hall"
    counthall("new", poll, "--data", data, "--rehearsal")
    for role in ROLES:
        unit = ("--unit", "t1") if role == "supervisor" else ()
        said = counthall("token", "--data", data, "--role", role, "--name", "Ann", *unit)
        assert (said.exit_code, said.stderr) == (0, "")
        assert said.stdout.startswith("ch_")
        assert said.stdout.endswith("\n")
        assert len(said.stdout.split()) == 1


def test_in_a_real_hall_officers_get_codes_and_no_tokens(poll: Path, tmp_path: Path) -> None:
    data = tmp_path / "hall"
    counthall("new", poll, "--data", data)
    for role in OFFICERS:
        refused(counthall("token", "--data", data, "--role", role), 2, "sign in")
        said = counthall("code", "--data", data, "--role", role, "--name", "Rose")
        assert (said.exit_code, len(said.stdout.strip())) == (0, 19)
    assert counthall("token", "--data", data, "--role", "results").exit_code == 0


@pytest.mark.parametrize("what", ["token", "code"])
@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--role", "supervisor"), "--unit"),
        (("--role", "supervisor", "--unit", "t9"), "t9"),
        (("--role", "boss"), "boss"),
        (("--role", "results", "--contest", "nothing"), "nothing"),
        ((), "--role"),
        (("--role", "results", "--colour", "red"), "--colour"),
    ],
)
def test_what_cannot_be_given_is_bad_input(
    night: Path, what: str, words: tuple[str, ...], named: str
) -> None:
    before = everything(night)
    name = () if what == "token" else ("--name", "Ann")
    refused(counthall(what, "--data", night, *name, *words), 2, named)
    assert everything(night) == before


def test_a_code_is_for_somebody(night: Path) -> None:
    refused(counthall("code", "--data", night, "--role", "results"), 2, "--name")


# ------------------------------------------------------------------------------------- the ledger as text


def test_an_export_makes_the_same_hall_again(night: Path, tmp_path: Path) -> None:
    text, again = tmp_path / "night.jsonl", tmp_path / "again"
    assert counthall("export", "--data", night, "--out", text).exit_code == 0
    assert counthall("export", "--data", night).stdout == text.read_text("utf-8")
    said = counthall("replay", text, "--data", again)
    assert said.exit_code == 0, said.stderr
    heads = [counthall("check", "--data", data) for data in (night, again)]
    assert [head.exit_code for head in heads] == [0, 0]
    assert heads[0].stdout == heads[1].stdout
    assert "14 entries" in heads[0].stdout
    # The text of the new hall is the same but for its epoch: a later hall than the first.
    first, *entries = text.read_text("utf-8").splitlines()
    other, *same = counthall("export", "--data", again).stdout.splitlines()
    assert entries == same
    assert json.loads(other) == {**json.loads(first), "epoch": 2}


def test_an_export_is_readable(night: Path) -> None:
    head, names, *entries, end = map(
        json.loads, counthall("export", "--data", night).stdout.splitlines()
    )
    assert head["counthall"] == 1
    assert head["poll"]["facts"]["name"] == "Barchester borough elections"
    assert {name for _, name, _ in names["names"]} >= {"Vera", "Rose", "Sue t1"}
    assert [line["entry"]["seq"] for line in entries] == list(range(1, 15))
    assert entries[-1]["entry"]["act"] == {"act": "announced", "words": "Good evening ŵ"}
    assert "Vera" not in json.dumps(entries), "people stand in the entries as references"
    assert end == {"end": 14, "head": entries[-1]["hall"]}


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('"papers":25', '"papers":24', 1),
        lambda text: text.replace("Good evening", "Good morning"),
        lambda text: text.replace('"ballot_order":1', '"ballot_order":9', 1),
        lambda text: text.replace("BOLD", "BALD", 1),
        lambda text: "".join(
            text.splitlines(keepends=True)[:5] + text.splitlines(keepends=True)[6:]
        ),
        lambda text: "".join(text.splitlines(keepends=True)[1:]),
        lambda text: text[: len(text) // 2],
        lambda text: text + "\n",
        lambda text: text + "{}\n",
        lambda text: text + text.splitlines()[-1] + "\n",
        lambda text: text.replace("Vera", "Nora", 1),
        lambda text: text.replace('"counthall":1', '"counthall":2', 1),
        lambda text: text.replace('"nonce"', '"nonse"', 1),
        lambda text: text.replace('"names"', '"namen"', 1),
        lambda text: "",
        lambda text: "\x00",
        lambda text: "[]\n",
        lambda text: '{"counthall":1}\n',
        lambda text: text.splitlines()[0] + "\n[]\n",
        lambda text: text.splitlines()[0] + '\n{"names":[1]}\n',
        lambda text: text.splitlines()[0] + '\n{"names":7}\n',
        lambda text: "\n".join(text.splitlines()[:2]) + "\n[]\n",
        lambda text: "\n".join(text.splitlines()[:2]) + '\n{"entry":{}}\n',
    ],
)
def test_a_replay_of_a_changed_text_makes_nothing(
    night: Path, tmp_path: Path, change: object
) -> None:
    text = counthall("export", "--data", night).stdout
    changed = change(text)  # type: ignore[operator]
    assert changed != text
    (tmp_path / "changed.jsonl").write_text(changed, "utf-8")
    said = counthall("replay", tmp_path / "changed.jsonl", "--data", tmp_path / "again")
    refused(said, 2, "changed.jsonl")
    assert not (tmp_path / "again").exists()


def test_a_replay_needs_a_text_and_an_empty_place(night: Path, tmp_path: Path) -> None:
    (tmp_path / "latin.jsonl").write_bytes(b"\xff\xfe")
    for text in (tmp_path / "nothing", tmp_path, tmp_path / "latin.jsonl"):
        refused(counthall("replay", text, "--data", tmp_path / "again"), 2)
    assert not (tmp_path / "again").exists()
    counthall("export", "--data", night, "--out", tmp_path / "night.jsonl")
    before = everything(night)
    refused(
        counthall("replay", tmp_path / "night.jsonl", "--data", night), 2, "already holds a hall"
    )
    assert everything(night) == before


def test_an_export_that_cannot_be_written_leaves_nothing(night: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    refused(counthall("export", "--data", night, "--out", tmp_path / "no" / "night.jsonl"), 2)
    refused(counthall("export", "--data", night, "--out", tmp_path / "full"), 2)
    assert list((tmp_path / "full").iterdir()) == []
    assert not list(tmp_path.glob("*.part"))


def test_an_export_of_a_tampered_ledger_says_no_and_leaves_nothing(
    night: Path, tmp_path: Path
) -> None:
    spoil(night, "UPDATE ledger SET nonce = zeroblob(16) WHERE seq = 9")
    (tmp_path / "night.jsonl").write_text("yesterday's")
    refused(counthall("export", "--data", night, "--out", tmp_path / "night.jsonl"), 1, "entry 9:")
    assert (tmp_path / "night.jsonl").read_text() == "yesterday's"
    assert not list(tmp_path.glob("*.part"))


# ------------------------------------------------------------------------------------------------------ check


def test_check_says_where_a_ledger_was_tampered_with(night: Path) -> None:
    assert counthall("check", "--data", night).exit_code == 0
    spoil(night, "UPDATE ledger SET body = replace(body, ':25', ':24') WHERE seq = 11")
    refused(counthall("check", "--data", night), 1, "entry 11:", "tampered")


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("export",),
        ("serve", "--port", "0"),
        ("token", "--role", "results"),
        ("code", "--role", "results", "--name", "Ann"),
    ],
)
def test_where_there_is_no_hall_it_is_said(tmp_path: Path, command: tuple[str, ...]) -> None:
    for data in (tmp_path / "nowhere", tmp_path):
        refused(counthall(*command, "--data", data), 2, str(data))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["check", "export", "serve", "token", "code", "new", "replay"])
def test_a_command_without_its_options_is_bad_input(command: str) -> None:
    refused(counthall(command), 2)
    refused(counthall(command, "--nonsense"), 2)


@pytest.mark.parametrize("port", ["-1", "65536", "x", "1.5"])
def test_a_port_is_a_port(night: Path, port: str) -> None:
    refused(counthall("serve", "--data", night, "--port", port), 2, "port")


def test_another_database_than_the_halls_own_is_not_pretended(night: Path) -> None:
    address = "postgresql://counthall@localhost/hall"
    refused(counthall("serve", "--data", night, "--database", address), 2, "PostgreSQL")


# --------------------------------------------------------------------------------- beside a server, as programs


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, House]]:
    """A real hall from its folder, made and served by the commands themselves."""
    folder = tmp_path_factory.mktemp("serving")
    poll = folders.write(folder / "poll", FILES)
    assert counthall("new", poll, "--data", folder / "hall").exit_code == 0
    server = Server(folder / "hall")
    server.start()
    with httpx.Client(base_url=server.address, timeout=30) as http:
        yield server, House(http, folder / "hall", rehearsal=False)
    server.close()


def test_the_command_is_a_program(serving: tuple[Server, House]) -> None:
    """A token from a process of its own, while the server runs, opens at once; nothing else is printed."""
    server, hall = serving
    words = (
        "token",
        "--data",
        str(server.data),
        "--role",
        "supervisor",
        "--unit",
        "t1",
        "--name",
        "Sue",
    )
    said = subprocess.run([*COUNTHALL, *words], capture_output=True, text=True)
    assert (said.returncode, said.stderr) == (0, "")
    (token,) = said.stdout.split()
    me = hall.http.get("/api/me", headers={"Authorization": f"Bearer {token}"}).json()
    assert (me["name"], me["role"], me["unit"]) == ("Sue", "supervisor", "t1")
    refusal = subprocess.run([*COUNTHALL, *words[:-4]], capture_output=True, text=True)
    assert (refusal.returncode, refusal.stdout) == (2, "")
    assert "--unit" in refusal.stderr


def test_in_a_real_hall_that_is_served_officers_sign_in(serving: tuple[Server, House]) -> None:
    server, hall = serving
    refused(counthall("token", "--data", server.data, "--role", "returning-officer"), 2, "sign in")
    code = counthall("code", "--data", server.data, "--role", "returning-officer", "--name", "Rose")
    answer = hall.http.post("/api/sign-in", json={"name": "Rose", "code": code.stdout.strip()})
    assert (answer.status_code, answer.json()["role"]) == (200, "returning-officer")
    hall.http.cookies.clear()


def test_a_ledger_is_read_while_it_is_served(serving: tuple[Server, House], tmp_path: Path) -> None:
    server, hall = serving
    said = hall.vera.does("one", "box-received", box="b1")
    head = ask(server.data, {"do": "steady"})
    checked = counthall("check", "--data", server.data)
    assert checked.exit_code == 0
    assert head["head"] in checked.stdout
    out = tmp_path / "night.jsonl"
    assert counthall("export", "--data", server.data, "--out", out).exit_code == 0
    assert json.loads(out.read_text("utf-8").splitlines()[-2])["digest"] == said["digest"]


def test_nothing_is_made_or_served_beside_a_server(
    serving: tuple[Server, House], tmp_path: Path
) -> None:
    server, hall = serving
    poll = folders.write(tmp_path / "poll", FILES)
    refused(counthall("new", poll, "--data", server.data), 2, "already holds a hall")
    refused(counthall("serve", "--data", server.data, "--port", "0"), 2, "served")
    refused(counthall("serve", "--data", server.data, "--port", server.port), 2, str(server.port))
    assert hall.http.get("/readyz").status_code == 200


def test_help_names_the_commands_of_the_contract() -> None:
    said = subprocess.run(
        [*COUNTHALL, "--help"], capture_output=True, text=True, env={**os.environ, "COLUMNS": "120"}
    )
    assert said.returncode == 0
    for command in (
        "new",
        "serve",
        "token",
        "code",
        "demo",
        "export",
        "replay",
        "check",
        "bench",
        "doctor",
    ):
        assert command in said.stdout
