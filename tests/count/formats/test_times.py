"""Times of day belong to the night after the poll; whole times say their day themselves."""

from datetime import date

import pytest

from count.formats.times import moment

POLL = date(2026, 5, 7)
"""British Summer Time: an hour ahead of UTC."""


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("22:45", "2026-05-07T21:45:00Z"),
        ("12:00", "2026-05-07T11:00:00Z"),
        ("00:30", "2026-05-07T23:30:00Z"),
        ("11:59", "2026-05-08T10:59:00Z"),
        ("2026-05-08T09:30:00+01:00", "2026-05-08T08:30:00Z"),
        ("2026-05-08T08:30:00Z", "2026-05-08T08:30:00Z"),
    ],
)
def test_a_moment_is_kept_in_utc(text: str, utc: str) -> None:
    assert moment(text, POLL) == utc


def test_in_winter_the_clock_is_utc() -> None:
    assert moment("22:45", date(2026, 1, 15)) == "2026-01-15T22:45:00Z"


@pytest.mark.parametrize(
    "text", ["25:00", "22.45", "9:30", "soon", "2026-05-08", "2026-05-08T09:30:00", ""]
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert moment(text, POLL) is None
