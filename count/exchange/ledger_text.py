"""The ledger as readable text: one line an act, from which a hall with the same digests can be made.

The first line holds the poll as it was sealed, the second the names behind the references, and every further
line one row: its body as it was digested, its nonce, its digests. UTF-8, one JSON object a line.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

import orjson

from count.ledger import store
from count.ledger.chain import Chain, Row
from count.ledger.entry import Entry
from count.poll import Box, Candidate, Contest, Person, Poll, PollFacts, Unit
from count.premises import Premises

FORMAT = 1
BATCH = 5000


class NotALedger(ValueError):
    """A file that is not a ledger's text; `line` is the first that is not as it should be."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(f"line {line}: {words}")
        self.line = line


def export(premises: Premises) -> Iterator[str]:
    """Every line of a hall's ledger.

    Raises:
        Tampered: at the first row that is not what was recorded.
    """
    poll, anchor = premises.poll, premises.anchor()
    yield _line(
        {
            "counthall": FORMAT,
            "hall": premises.id,
            "epoch": premises.epoch,
            "rehearsal": premises.rehearsal,
            "seal": poll.seal(),
            "poll": {
                "facts": poll.facts.model_dump(mode="json"),
                "contests": _rows(poll.contests),
                "candidates": _rows(c for of in poll.candidates.values() for c in of),
                "boxes": _rows(poll.boxes.values()),
                "units": _rows(poll.units.values()),
                "people": _rows(poll.people),
            },
        }
    )
    with premises.database.reading() as connection:
        names = connection.exec_driver_sql("SELECT ref, name, salt FROM names ORDER BY ref")
        yield _line({"names": [list(row) for row in names]})
        chain = Chain(poll.seal())
        for row in store.rows(connection):
            chain.check(row)
            yield _line(
                {
                    "entry": orjson.loads(row.body),
                    "nonce": row.nonce.hex(),
                    "digest": row.digest,
                    "hall": row.hall,
                }
            )
    premises.check_anchor(anchor, chain)


def _line(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode() + "\n"


def _rows(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [row.model_dump(mode="json") for row in rows]


def read_poll(line: str) -> tuple[Poll, dict[str, Any]]:
    """The poll of an export's first line, and the line itself.

    Raises:
        NotALedger: it is not such a line, or the poll is not the one that was sealed.
    """
    try:
        head: dict[str, Any] = orjson.loads(line)
        said = head["poll"]
        poll = Poll.of(
            PollFacts.model_validate(said["facts"]),
            [Contest.model_validate(row) for row in said["contests"]],
            [Candidate.model_validate(row) for row in said["candidates"]],
            [Box.model_validate(row) for row in said["boxes"]],
            [Unit.model_validate(row) for row in said["units"]],
            [Person.model_validate(row) for row in said["people"]],
        )
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as fault:
        raise NotALedger(1, f"this is not the export of a hall's ledger ({fault})") from None
    if head.get("counthall") != FORMAT:
        raise NotALedger(1, f"the format is {head.get('counthall')}; this version reads {FORMAT}")
    if poll.seal() != head["seal"]:
        raise NotALedger(1, "the poll is not the one that was sealed by the first act")
    return poll, head


def replay(source: TextIO, directory: Path) -> Premises:
    """Make a hall again from an export, with the same digests.

    The whole file is checked before anything is made. The new hall has the next epoch, so that no screen
    takes an old picture for a new one.

    Raises:
        NotALedger, Tampered: nothing was made.
    """
    poll, head = read_poll(source.readline())
    chain = Chain(poll.seal())
    rows: list[Row] = []
    try:
        said = orjson.loads(source.readline())["names"]
        names = [(str(ref), str(name), str(salt)) for ref, name, salt in said]
    except (ValueError, TypeError, KeyError):
        raise NotALedger(2, "the names behind the references should stand here") from None
    people = store.People.of(names)
    for number, line in enumerate(source, start=3):
        row = _row(number, line)
        chain.check(row)
        Entry.of(row, people)
        rows.append(row)
    premises = Premises.make(
        directory,
        poll,
        rehearsal=bool(head["rehearsal"]),
        id=str(head["hall"]),
        epoch=int(head["epoch"]) + 1,
    )
    found = [store.Name(ref=ref, name=name, salt=salt) for ref, name, salt in names]
    premises.database.write(lambda connection: store.append(connection, rows, found))
    if rows:
        premises.drop_anchor(rows[-1])
    return premises


def _row(number: int, line: str) -> Row:
    try:
        said = orjson.loads(line)
        entry = said["entry"]
        body = orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)
        nonce = bytes.fromhex(said["nonce"])
        return Row(
            entry["seq"], entry["id"], entry["contest"], body, nonce, said["digest"], said["hall"]
        )
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as fault:
        raise NotALedger(number, f"this is not an entry of a ledger ({fault})") from None
