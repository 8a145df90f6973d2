"""A region of lists for tests: three parties' lists and one individual, seven seats, one table.

The figures are invented. With no seats before, 1,000 papers for red, 600 for blue, 100 for green and 150 for
the individual share seven seats out as 4, 2, 0 and 1.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from count.poll.poll import Box, Candidate, Contest, ListPlace, Poll, PollFacts, Unit
from count.poll.roles import Visitor
from tests.count.halls import DORA, OLIVE, ROSE, SUE, VERA, Story, body, verifying

REGION = "region"
ROWS = ("red", "blue", "green", "quill")
VOTES = {"red": 1000, "blue": 600, "green": 100, "quill": 150}
NAMES = {"red": 6, "blue": 3, "green": 2}


def list_poll(
    kind: str = "scottish-parliament-list",
    nation: str = "scotland",
    seats: int = 7,
    names: Mapping[str, int] = NAMES,
) -> Poll:
    """The poll of the region; `names` says how many persons each list has."""
    return Poll.of(
        PollFacts(name="Region", date=date(2026, 5, 7), authority="Region", nation=nation, languages=["en"]),
        [Contest(id=REGION, name="The Region", kind=kind, seats=seats, electorate=4000, bundle_size=100)],
        [
            Candidate(contest=REGION, candidate=row, ballot_order=n, ballot_surname=row.upper())
            for n, row in enumerate(ROWS, start=1)
        ],
        [
            Box(box="b1", kind="station", name="School", contests=[REGION], electorate=[2000]),
            Box(box="b2", kind="station", name="Hall", contests=[REGION], electorate=[2000]),
        ],
        [Unit(unit="t1", name="Table 1", contests=[REGION])],
        lists=[
            ListPlace(contest=REGION, candidate=row, position=n, surname=f"{row.upper()}{n}", forenames="A")
            for row, most in names.items()
            for n in range(1, most + 1)
        ],
    )  # fmt: skip


def counted(poll: Poll, votes: Mapping[str, int] = VOTES, supervisor: Visitor = SUE) -> Story:
    """Every paper bundled at one table, the table claimed and closed."""
    story = Story(contest=REGION, poll=poll)
    half = sum(votes.values()) // 2
    for box, papers in (("b1", half), ("b2", sum(votes.values()) - half)):
        story.tell_all(verifying(box, papers))
    story.tell(DORA, "verification-closed")
    story.tell(VERA, "mixed", unit="t1", boxes=["b1", "b2"])
    for row, papers in votes.items():
        if papers:
            fields: dict[str, Any] = {
                "candidate": row,
                "papers": papers,
                "bundles": -(-papers // 100),
            }
            story.tell(supervisor, body("bundle", unit="t1", **fields))
    story.tell(ROSE, "unit-total", unit="t1", totals=dict(votes), rejected=0)
    story.tell(supervisor, "unit-closed", unit="t1")
    return story


def state(story: Story, seats: Mapping[str, int], **fields: Any) -> None:
    """Two officers state the seats won in constituencies."""
    story.two(DORA, OLIVE, "constituency-seats", seats=dict(seats), **fields)


NONE_BEFORE = {"red": 0, "blue": 0, "green": 0}
