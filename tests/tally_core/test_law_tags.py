"""A rule of law that the code names is a rule that some test names."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TAG = re.compile(r"\[(?:(?:r|s|reg|art|para) \d+|step [A-Z])[^\]\s]*\]")


def tags_in(*folders: str) -> set[str]:
    return {
        tag
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        for tag in TAG.findall(path.read_text())
    }


def test_every_tag_in_the_code_is_in_a_test() -> None:
    in_code = tags_in("tally_core", "verification")
    assert in_code
    assert in_code - tags_in("tests/tally_core", "tests/verification") == set()
