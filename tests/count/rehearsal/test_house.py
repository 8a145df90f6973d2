"""A hall served in this process: open when it says so, gone when it says so."""

import asyncio
from pathlib import Path

import httpx
import pytest

from count.bench.big_hall import big_hall
from count.ledger.chain import Tampered
from count.poll.poll import Poll
from count.poll.roles import Visitor
from count.rehearsal.house import served
from count.storage.database import FILE, Database
from count.storage.hall_directory import HallDirectory
from count.web.server import listen


async def test_it_answers_while_it_is_served_and_lets_go_afterwards(
    tmp_path: Path, poll: Poll
) -> None:
    hall_directory = HallDirectory.make(tmp_path / "hall", poll, rehearsal=True)
    with listen("127.0.0.1", 0) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with (
            served(hall_directory, listening) as credentials,
            httpx.AsyncClient(base_url=address) as client,
        ):
            assert (await client.get("/readyz")).text == "ready\n"
            token = credentials.issue_token(Visitor("Ann", "observer"))
            head = {"Authorization": f"Bearer {token}"}
            assert (await client.get("/api/me", headers=head)).json()["name"] == "Ann"
    Database(tmp_path / "hall").close()
    async with httpx.AsyncClient() as late:
        with pytest.raises(httpx.ConnectError):
            await late.get(f"{address}/healthz")


async def test_a_hall_that_was_tampered_with_is_not_served_and_not_held(tmp_path: Path) -> None:
    hall_directory = big_hall(tmp_path / "hall", 40, lines=4, contests=2)
    engine = hall_directory.database.engine
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER ledger_no_update")
        connection.exec_driver_sql(
            "UPDATE ledger SET body = replace(body, '25', '24') WHERE seq = 30"
        )
    hall_directory.close()
    assert (tmp_path / "hall" / FILE).exists()
    with listen("127.0.0.1", 0) as listening:
        with pytest.raises(Tampered):
            async with served(HallDirectory.open(tmp_path / "hall"), listening):
                await asyncio.sleep(0)
        Database(tmp_path / "hall").close()
