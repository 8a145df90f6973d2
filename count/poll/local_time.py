"""The time of day in the hall, as a clock on its wall would show it."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def _here() -> tzinfo:
    try:
        return ZoneInfo("Europe/London")
    except (
        ZoneInfoNotFoundError
    ):  # A machine without time zones reads and says UTC, and that it is UTC.
        return UTC


HERE = _here()


def clock(at: str, *, seconds: bool = True) -> str:
    """The time of an entry (RFC 3339 UTC) as it is read in the hall: "22:41:03"."""
    here = datetime.fromisoformat(at).astimezone(HERE)
    return f"{here:{'%H:%M:%S' if seconds else '%H:%M'}}{' UTC' if HERE is UTC else ''}"
