"""A hall as large as any night of a council, and its ledger: what the bench opens and folds again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from count.ledger import acts, store
from count.ledger.chain import Chain, ChainRow
from count.ledger.entry import Entry
from count.ledger.store import People
from count.poll.local_time import utc_text
from count.poll.poll import Box, Candidate, Contest, Poll, PollFacts, Unit
from count.poll.poll import Person as Listed
from count.storage.hall_directory import HallDirectory

CONTESTS, CANDIDATES, BUNDLE = 75, 8, 25
BEGUN = datetime(2027, 5, 6, 21, 0, tzinfo=UTC)
STAFF = tuple(f"Counter {number}" for number in range(1, 141))
BATCH = 5_000


def big_poll(lines: int = 750, contests: int = CONTESTS) -> Poll:
    """A poll of so many box-contest lines: every station has the papers of two contests."""
    ids = [f"c{number}" for number in range(1, contests + 1)]
    pairs = [(ids[n % contests], ids[(n + 1) % contests]) for n in range(lines // 2)]
    day = date(2027, 5, 6)
    return Poll.of(
        PollFacts(name="Bench", date=day, authority="Bench", nation="england", languages=["en"]),
        [_contest(contest) for contest in ids],
        [
            Candidate(contest=c, candidate=f"n{n}", ballot_order=n, ballot_surname=f"NAME{n}")
            for c in ids
            for n in range(1, CANDIDATES + 1)
        ],
        [
            Box(
                box=f"b{n}",
                kind="station",
                name=f"Box {n}",
                contests=[*pair],
                electorate=[2000] * 2,
            )
            for n, pair in enumerate(pairs, start=1)
        ],
        [Unit(unit=f"t-{c}", name=f"Table {c}", contests=[c]) for c in ids],
        [Listed(name=name, role="staff") for name in STAFF],
    )


def _contest(contest: str) -> Contest:
    return Contest(
        id=contest,
        name=f"Ward {contest}",
        kind="principal-area",
        seats=1,
        electorate=10_000,
        bundle_size=BUNDLE,
    )


def night_of(poll: Poll, contest: str, bundles: int) -> Iterator[dict[str, Any]]:
    """The acts of one contest, ids and all: its boxes verified and mixed, then so many bundles."""
    boxes = [box.box for box in poll.boxes_of[contest]]
    unit = poll.units_of[contest][0].unit
    candidates = poll.candidate_ids[contest]
    papers = [bundles * BUNDLE // len(boxes)] * len(boxes)
    papers[0] += bundles * BUNDLE - sum(papers)
    for box, held in zip(boxes, papers, strict=True):
        yield {"act": "account", "box": box, "stated": held}
        yield {
            "act": "box-counted",
            "box": box,
            "papers": held,
            "counted_by": STAFF[0],
            "checked_by": STAFF[1],
        }
        yield {"act": "box-verified", "box": box, "papers": held}
    yield {"act": "verification-closed"}
    yield {"act": "mixed", "unit": unit, "boxes": boxes}
    for number in range(bundles):
        yield {
            "act": "bundle",
            "unit": unit,
            "candidate": candidates[number * number % len(candidates)],
            "papers": BUNDLE,
            "slip": f"{contest}-{number}",
            "made_by": STAFF[number % 70],
            "checked_by": STAFF[70 + number % 70],
        }


def entries(poll: Poll, contest: str, bundles: int, first: int = 1) -> Iterator[Entry]:
    """The same as entries of a ledger, numbered from `first`."""
    for seq, body in enumerate(night_of(poll, contest, bundles), start=first):
        at = utc_text(BEGUN + timedelta(milliseconds=100 * seq))
        act = acts.checked({**body, "id": str(UUID(int=seq, version=4))})
        yield Entry(seq, contest, at, f"Supervisor {contest}", "supervisor", None, act)


def big_hall(
    directory: Path, many: int, lines: int = 750, contests: int = CONTESTS
) -> HallDirectory:
    """A rehearsal hall whose ledger holds about so many acts, written in large batches."""
    poll = big_poll(lines, contests)
    hall_directory = HallDirectory.make(directory, poll, rehearsal=True)
    chain, people = Chain(hall_directory.seal), People()
    pending: list[ChainRow] = []

    def write() -> None:
        names, rows = list(people.new), list(pending)
        people.new = []
        pending.clear()

        def append(connection: Connection) -> None:
            store.append(connection, rows, names)

        hall_directory.database.write(append)

    each = many // contests
    for contest in poll.contest_ids:
        overhead = 3 * len(poll.boxes_of[contest]) + 2
        for entry in entries(poll, contest, each - overhead, chain.seq + 1):
            pending.append(chain.add(entry.id, contest, entry.body(hall_directory.epoch, people)))
            if len(pending) >= BATCH:
                write()
    write()
    return hall_directory
