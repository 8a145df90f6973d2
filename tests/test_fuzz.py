"""The interface, asked everything that its description allows and much that it does not (schemathesis)."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.count.client import House, Server, served

CONFIG = Path(__file__).parent / "fuzz.toml"
FEW, MANY = 3, 50
"""Examples an operation: what a test has time for, and what `make fuzz` asks."""


def fuzz(
    server: Server, hall: House, examples: int, phases: str
) -> subprocess.CompletedProcess[str]:
    """Ask every operation as the returning officer of a rehearsal."""
    program = (sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()")
    return subprocess.run(
        [
            *program,
            "--config-file", str(CONFIG),
            "run", f"{server.address}/api/openapi.json",
            "--header", f"Authorization: {hall.rose.bearer['Authorization']}",
            "--max-examples", str(examples), "--phases", phases,
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def asked_and_answered(folder: Path, examples: int, phases: str) -> None:
    """No fault of the server; no status, media type or shape that the description does not know."""
    with served(folder) as (server, hall):
        asked = fuzz(server, hall, examples, phases)
        assert asked.returncode == 0, asked.stdout[-8000:] + asked.stderr[-2000:]
        log = server.log.read_text()
        assert "Traceback" not in log, log[-4000:]
        hall.verified("one", b1=60)  # acts still go through


def test_every_answer_is_as_described(tmp_path: Path) -> None:
    asked_and_answered(tmp_path, FEW, "fuzzing")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asked_and_answered(Path(folder), MANY, "coverage,fuzzing")
