"""Where a browser is needed, its absence is a failure: tests that nobody ran are no proof."""

import os
import subprocess
import sys
from pathlib import Path

MODULE = """
import shutil
from pathlib import Path
shutil.which = lambda name: None
exists = Path.exists
Path.exists = lambda path: exists(path) and path.name != "chromium"

import tests.browser_hall as hall
pytestmark = hall.IN_A_BROWSER

def test_a_page_opens(chromium):
    assert chromium.is_connected()
"""


def outcome(folder: Path, needed: dict[str, str]) -> str:
    """What pytest says of a test in a browser on a machine without one."""
    (folder / "test_page.py").write_text(MODULE, encoding="utf-8")
    (folder / "conftest.py").write_text(
        "import pytest\n@pytest.fixture\ndef chromium():\n"
        "    raise FileNotFoundError('there is no Chromium')\n",
        encoding="utf-8",
    )
    root = Path(__file__).parents[1]
    ours = {name: value for name, value in os.environ.items() if name != "COUNTHALL_NEED_BROWSER"}
    environ = {**ours, **needed, "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    ran = subprocess.run(
        [*command, "-c", os.devnull, str(folder)],
        cwd=folder, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ran.stdout.splitlines()[-1]


def test_without_a_browser_its_tests_are_skipped(tmp_path: Path) -> None:
    assert "1 skipped" in outcome(tmp_path, {})


def test_where_a_browser_is_needed_they_fail_instead(tmp_path: Path) -> None:
    assert "1 error" in outcome(tmp_path, {"COUNTHALL_NEED_BROWSER": "1"})
