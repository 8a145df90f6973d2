"""The `counthall` command as a whole: its help, its versions, its settings and its exit codes."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from count.hall.terminal import PANELS
from tests.count.shell import counthall, refused


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


def test_help_names_every_command_in_its_group_and_says_it_in_one_sentence() -> None:
    said = counthall("--help", env={"COLUMNS": "160"})
    assert said.exit_code == 0
    group = ""
    found: dict[str, dict[str, str]] = {}
    for line in said.stdout.splitlines():
        if line.startswith("╭─"):
            group = line.strip("╭─╮ ")
        elif (words := line.strip("│╰─╯ ").split(maxsplit=1)) and line[:3] != "│ -":
            found.setdefault(group, {})[words[0]] = words[-1]
    del found[""]
    assert {group: set(commands) for group, commands in found.items() if group != "Options"} == {
        "Set up": {"new", "demo", "example", "rehearse"},
        "The night": {"serve", "token", "code", "papers"},
        "Files": {"export", "tally"},
        "Proof": {"replay", "check"},
        "Machine": {"doctor", "bench"},
    }
    assert [group for group in found if group != "Options"] == list(PANELS)
    for commands in found.values():
        for sentence in commands.values():
            assert sentence.count(". ") == 0, sentence
            assert sentence.endswith("."), sentence


def test_the_versions_are_what_a_report_of_a_fault_begins_with() -> None:
    said = counthall("--version")
    assert said.exit_code == 0
    first, *others = said.stdout.splitlines()
    assert first == f"counthall {version('counthall')}"
    assert [line.split()[0] for line in others] == ["Python", "SQLite", "typst", "numba", "uvicorn"]


def test_a_shell_completes_commands() -> None:
    """As bash asks, once `counthall --install-completion` has told it how."""
    asked = {
        "_COUNTHALL_COMPLETE": "complete_bash",
        "COMP_WORDS": "counthall re",
        "COMP_CWORD": "1",
    }
    said = counthall("re", env=asked)
    assert said.stdout.split() == ["rehearse", "replay"]
    assert "--install-completion" in counthall("--help").stdout


def test_settings_come_from_the_environment_too(tmp_path: Path) -> None:
    """So that a unit or a container says them once; an option still goes before."""
    nowhere = str(tmp_path / "nowhere")
    refused(counthall("check", env={"COUNTHALL_DATA": nowhere}), 2, nowhere)
    refused(counthall("serve", "--data", nowhere, env={"COUNTHALL_PORT": "x"}), 2, "port")
    refused(counthall("serve", "--data", nowhere, env={"COUNTHALL_KEY": "k"}), 2, "--certificate")
    elsewhere = str(tmp_path / "elsewhere")
    refused(counthall("check", "--data", elsewhere, env={"COUNTHALL_DATA": nowhere}), 2, elsewhere)


def test_a_terminal_that_lacks_a_letter_ends_nothing() -> None:
    """Both names of the command; the poster of the demonstration has names from every country."""
    program = "import sys; from count import cli; cli.app = lambda **_: print('Ŵyn 阮'); cli.main()"
    said = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
    )
    assert (said.returncode, said.stdout.strip(), said.stderr) == (0, b"?yn ?", b"")


def test_the_command_is_a_module_too() -> None:
    said = subprocess.run([sys.executable, "-m", "count.cli", "--version"], capture_output=True)
    assert said.stdout.startswith(b"counthall ")


def test_an_example_is_what_new_makes_a_hall_of(tmp_path: Path) -> None:
    folder, hall = str(tmp_path / "poll"), str(tmp_path / "hall")
    written = counthall("example", folder, "--kind", "local")
    assert written.exit_code == 0
    assert f"counthall new {folder}" in written.stdout
    made = counthall("new", folder, "--data", hall)
    assert (made.exit_code, made.stderr) == (0, "")
    refused(counthall("example", folder), 2, "not empty")
    refused(counthall("example", str(tmp_path / "other"), "--kind", "locl"), 2, "scottish-local")
