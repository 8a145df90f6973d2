"""A server that a test started does not outlive the tests, whatever ended them."""

import subprocess
import sys
from pathlib import Path

from count.storage.hall_directory import HallDirectory
from tests.count.client import small_poll
from tests.test_house import ROOT

KILLED = """
import sys
from tests.programs import tied
server = tied("serve", "--data", sys.argv[1], "--port", "0")
sys.stdin.read()
"""


def test_a_server_ends_when_its_tests_are_killed(tmp_path: Path) -> None:
    HallDirectory.make(tmp_path / "hall", small_poll(tmp_path / "poll"), rehearsal=True).close()
    command = [sys.executable, "-c", KILLED, str(tmp_path / "hall")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as tests:
        assert tests.stdout is not None
        assert tests.stdout.readline().startswith("Serving Barchester")
        tests.kill()
        # Both wrote to this pipe: it ends when neither is left.
        tests.stdout.read()
    HallDirectory.open(tmp_path / "hall").close()
