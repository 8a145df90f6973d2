"""What belongs to the whole hall, as its officers read it."""

from pathlib import Path

from count.poll.roles import OFFICERS, ROLES
from tests.count.client import house


def test_officers_read_what_was_announced_who_attends_and_what_is_suspended(tmp_path: Path) -> None:
    with house(tmp_path) as made:
        empty: dict[str, list[str]] = {"paused": [], "announced": [], "attended": []}
        assert made.rose.get("/api/floor").json() == empty
        made.rose.does("", "announced", words="The count has begun.")
        made.dan.does("", "announced", words="Coffee at one.")
        made.dan.does("", "attended", who="Eleanor Harding", **{"as": "Election agent"})
        made.rose.does("", "paused", scope="Table 1", reason="a fire alarm")
        made.rose.does("", "paused", scope="Table 2", reason="a fire alarm")
        made.dan.does("", "resumed", scope="Table 1")
        floor = made.dan.get("/api/floor").json()
        assert floor["paused"] == [{"scope": "Table 2", "reason": "a fire alarm"}]
        assert [a["words"] for a in floor["announced"]] == [
            "Coffee at one.",
            "The count has begun.",
        ]
        assert floor["attended"] == [{"who": "Eleanor Harding", "as": "Election agent"}]
        people = {
            role: made.person(role, unit="t1" if role == "supervisor" else "") for role in ROLES
        }
        may = {role for role, who in people.items() if who.get("/api/floor").status_code == 200}
        assert may == OFFICERS
