"""The clock on the wall of the hall."""

from datetime import UTC

import pytest

from count.poll import local_time
from count.poll.local_time import clock


def test_a_count_in_summer_and_one_in_winter() -> None:
    assert clock("2026-05-07T22:31:07.123456Z") == "23:31:07"
    assert clock("2026-05-07T23:31:07Z", seconds=False) == "00:31"
    assert clock("2026-12-10T22:31:07.123456Z") == "22:31:07"


def test_a_machine_without_time_zones_says_which_time_it_tells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(local_time, "HERE", UTC)
    assert clock("2026-05-07T22:31:07.123456Z") == "22:31:07 UTC"
