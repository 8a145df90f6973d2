"""Making a hall, its ledger as text and back, and the proof of it: 0 done, 1 the answer is no, 2 bad input."""

import json
from pathlib import Path

import pytest

from count.storage.database import FILE
from count.web.control_socket import ask
from tests.count import folders
from tests.count.client import SMALL, House, Server
from tests.count.shell import FILES, counthall, everything, refused, spoil

# -------------------------------------------------------------------------------------------------- new


def test_new_makes_a_hall_for_a_poll_folder(poll: Path, tmp_path: Path) -> None:
    said = counthall("new", poll, "--data", tmp_path / "hall")
    assert said.exit_code == 0, said.stderr
    assert "Barchester" in said.stdout
    for step in ("doctor", "code", "serve"):
        assert f"counthall {step} --data {tmp_path / 'hall'}" in said.stdout, "what to do next"
    assert (tmp_path / "hall" / FILE).exists()


def test_new_reports_every_fault_and_makes_nothing(poll: Path, tmp_path: Path) -> None:
    folders.write(poll, {**FILES, "units.csv": "unit,contests\n", "poll.toml": "name = "})
    before = everything(tmp_path)
    said = counthall("new", poll, "--data", tmp_path / "hall")
    refused(said, 2, "units.csv", "poll.toml", "nothing was made")
    assert everything(tmp_path) == before
    assert not (tmp_path / "hall").exists()


def test_one_fault_is_one_fault(poll: Path, tmp_path: Path) -> None:
    folders.write(poll, {**FILES, "poll.toml": SMALL["poll.toml"].replace("name", "title", 1)})
    said = counthall("new", poll, "--data", tmp_path / "hall")
    refused(said, 2, "\n1 fault: nothing was made")


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


# ----------------------------------------------------------------------------------- the ledger as text


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


def test_a_ledger_is_read_while_it_is_served(real: tuple[Server, House], tmp_path: Path) -> None:
    server, hall = real
    said = hall.vera.does("one", "box-received", box="b1")
    head = ask(server.data, {"do": "steady"})
    checked = counthall("check", "--data", server.data)
    assert checked.exit_code == 0
    assert head["head"] in checked.stdout
    out = tmp_path / "night.jsonl"
    assert counthall("export", "--data", server.data, "--out", out).exit_code == 0
    assert json.loads(out.read_text("utf-8").splitlines()[-2])["digest"] == said["digest"]


# ------------------------------------------------------------------------------------------------ check


def test_check_says_where_a_ledger_was_tampered_with(night: Path) -> None:
    assert counthall("check", "--data", night).exit_code == 0
    spoil(night, "UPDATE ledger SET body = replace(body, ':25', ':24') WHERE seq = 11")
    refused(counthall("check", "--data", night), 1, "entry 11:", "tampered")
