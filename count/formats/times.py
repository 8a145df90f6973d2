"""A moment as a poll folder writes it: a time of day in the night of the count, or a time of RFC 3339."""

import re
from datetime import UTC, date, datetime, time, timedelta

from count.poll.local_time import HERE

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
NOON = time(12, 0)


def moment(text: str, day: date) -> str | None:
    """A moment in RFC 3339 UTC, to the second; None where the text is none.

    A time of day belongs to the night that follows the poll: from noon on it is of the day of the poll,
    before noon of the morning after. A count that begins the next day writes whole RFC 3339 times.
    """
    if _TIME.fullmatch(text):
        at = time.fromisoformat(text)
        on = day if at >= NOON else day + timedelta(days=1)
        return _utc(datetime.combine(on, at, HERE))
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _utc(read) if read.tzinfo is not None and "T" in text.upper() else None


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
