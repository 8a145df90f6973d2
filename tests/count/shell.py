"""The command as it is called at a terminal, and halls to call it on."""

from pathlib import Path

from typer.testing import CliRunner, Result

from count.cli import app
from count.storage.database import FILE
from count.storage.sqlite import driver
from tests.count.client import SMALL

FILES = {**SMALL, "people.csv": None}


def counthall(*words: object, env: dict[str, str] | None = None) -> Result:
    """What the command did, in this process."""
    return CliRunner().invoke(app, [str(word) for word in words], env=env, prog_name="counthall")


def no_traceback(said: Result) -> None:
    assert said.exception is None or isinstance(said.exception, SystemExit), said.exception


def refused(said: Result, code: int, *words: str) -> None:
    """It ended with this code, with words on standard error and none on standard output."""
    no_traceback(said)
    assert (said.exit_code, said.stdout) == (code, ""), said.stderr
    for word in words:
        assert word in said.stderr


def everything(folder: Path) -> dict[str, bytes]:
    """Every file and what it holds."""
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def spoil(data: Path, statement: str) -> None:
    connection = driver().connect(str(data / FILE))
    for row in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {row[0]}")
    connection.execute(statement)
    connection.commit()
    connection.close()
