"""How close a count was, told on request: exact, or a bound that says it is one."""

import json
from pathlib import Path

import pytest

from count.formats import preference_file
from count.law.systems import tally_names
from count.tally.command import count_election, order
from count.tally.margins import as_dict, in_words
from tally_core.margins.margin import NOTHING_COULD, Margin, exactly
from tests.count.shell import counthall
from tests.count.tally.test_command import TIED, WARD, files


@pytest.mark.parametrize(
    ("margin", "words", "wire"),
    [
        (
            exactly(12),
            "12 papers read wrongly could elect somebody else, and no fewer (exact).",
            (12, 12, True),
        ),
        (
            exactly(1),
            "1 paper read wrongly could elect somebody else, and no fewer (exact).",
            (1, 1, True),
        ),
        (exactly(0), "none, the lot decides (exact).", (0, 0, True)),
        (
            NOTHING_COULD,
            "no number of wrong papers could elect anybody else (exact).",
            (None, None, True),
        ),
        (
            Margin(5, 1234),
            "fewer than 5 papers read wrongly cannot elect somebody else (proved); "
            "1,234 can (found by search, perhaps not the fewest).",
            (5, 1234, False),
        ),
        (
            Margin(5, None),
            "fewer than 5 papers read wrongly cannot elect somebody else (proved); "
            "no change is known that does (a bound from below).",
            (5, None, False),
        ),
    ],
)
def test_a_bound_is_never_told_as_if_it_were_exact(
    margin: Margin, words: str, wire: tuple[int | None, int | None, bool]
) -> None:
    assert in_words(margin) == words
    assert tuple(as_dict(margin).values()) == wire


@pytest.mark.parametrize("rules", tally_names())
def test_every_rule_has_a_margin_and_tells_it_only_when_asked(tmp_path: Path, rules: str) -> None:
    (path,) = files(tmp_path, WARD)
    election = preference_file.read(path)
    asked = count_election(str(path), election, order(rules, None, None, False, True)).as_dict()
    unasked = count_election(str(path), election, order(rules, None, None, False)).as_dict()
    margin = asked.pop("margin")
    assert asked == unasked
    assert margin["at_least"] <= margin["found"]


def test_a_count_that_waits_for_a_lot_has_no_margin_yet(tmp_path: Path) -> None:
    (path,) = files(tmp_path, TIED)
    election = preference_file.read(path)
    tally = count_election(str(path), election, order("scotland", None, None, False, True))
    assert set(tally.as_dict()) == {"file", "lot_needed"}


def test_the_shell_tells_it_in_the_table_in_the_line_and_in_the_report(tmp_path: Path) -> None:
    (path,) = files(tmp_path, WARD)
    report = tmp_path / "report.html"
    asked = ["tally", str(path), "--rules", "plurality", "--margin", "--report", str(report)]
    table = counthall(*asked).stdout
    (said,) = [line for line in table.splitlines() if line.startswith("Margin: ")]
    assert said.endswith("(exact).")
    assert said.removeprefix("Margin: ") in report.read_text(encoding="utf-8")
    line = json.loads(counthall(*asked[:4], "--margin", "--json").stdout)
    assert line["margin"]["exact"]
