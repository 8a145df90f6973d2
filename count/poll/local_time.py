"""The time of an entry: as the ledger writes it, and as a clock on the wall of the hall shows it."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def _here() -> tzinfo:
    try:
        return ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        # A machine without time zones reads and says UTC, and that it is UTC.
        return UTC


HERE = _here()


def utc_text(moment: datetime) -> str:
    """RFC 3339 UTC to the microsecond, as the ledger writes it: text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def clock(at: str, *, seconds: bool = True) -> str:
    """The time of an entry (RFC 3339 UTC) as it is read in the hall: "22:41:03"."""
    here = datetime.fromisoformat(at).astimezone(HERE)
    return f"{here:{'%H:%M:%S' if seconds else '%H:%M'}}{' UTC' if HERE is UTC else ''}"
