"""A hall to record in, and one whose first table has papers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.count.halls import (
    OpenHall,
    bringing,
    open_hall,
    verification,
)


@pytest_asyncio.fixture
async def hall(tmp_path: Path) -> AsyncIterator[OpenHall]:
    async with open_hall(tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture
async def table(hall: OpenHall) -> OpenHall:
    """All 120 papers lie unsorted on table 1."""
    await hall.tell_all([*verification(), *bringing()])
    return hall
