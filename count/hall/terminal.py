"""Speaking at a terminal: where the hall is, words on standard error, and the code a command ends with."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from count.storage.machine_code import settle

if TYPE_CHECKING:
    from count.storage.hall_directory import HallDirectory

NO, BAD_INPUT = 1, 2
"""Exit codes: the answer is no; bad input and nothing changed."""

SET_UP, NIGHT, FILES, PROOF, MACHINE = PANELS = (
    "Set up",
    "The night",
    "Files",
    "Proof",
    "Machine",
)
"""The groups of commands in the help, in their order."""


def settled(data: Path | None) -> Path | None:
    """Let the hall be known as a place for compiled code, before anything that compiles is imported."""
    settle(data)
    return data


Data = Annotated[
    Path,
    typer.Option("--data", envvar="COUNTHALL_DATA", callback=settled, help="The hall's directory."),
]
Port = Annotated[
    int, typer.Option(envvar="COUNTHALL_PORT", min=0, max=65535, help="0: any that is free.")
]


class LogLevel(StrEnum):
    """The level of detail in the server's log."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    DEBUG = "debug"


def commands() -> typer.Typer:
    """A group of commands, to be merged into `counthall`."""
    return typer.Typer()


def say(words: str) -> None:
    """Say something beside the answer."""
    print(words, file=sys.stderr)


def speak_utf8() -> None:
    """Write standard output as programs expect it, whatever the terminal's own encoding is."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="strict", newline="\n")


def stop(words: str, code: int = BAD_INPUT) -> NoReturn:
    """End the command with a code, and say why."""
    say(words)
    raise typer.Exit(code)


def number_of(things: int, one: str, several: str = "") -> str:
    """A number with its noun: "1 fault", "2 faults"."""
    return f"{things:,} {one if things == 1 else several or one + 's'}"


@contextmanager
def looking(data: Path) -> Iterator["HallDirectory"]:
    """A hall to look at, beside its server if one is running; says where its ledger was tampered with."""
    from count.ledger.chain import Tampered
    from count.storage.database import HallNotFound
    from count.storage.hall_directory import HallDirectory

    try:
        hall_directory = HallDirectory.look(data)
    except HallNotFound as fault:
        stop(str(fault))
    try:
        yield hall_directory
    except Tampered as fault:
        stop(f"The ledger was tampered with. {fault}", NO)
    finally:
        hall_directory.close()
