"""One act as the ledger holds it: what was done, when, and by whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

import orjson

from count.ledger import acts
from count.ledger.chain import Row, Tampered, canonical
from count.ledger.store import People

LAPSE = timedelta(minutes=15)
"""How long a proposal waits for its second person."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded act.

    `contest` is empty for an act of the whole hall. `at` is RFC 3339 UTC to the microsecond, so that text
    order is time order. `awaits` is the code over the figures that a second person must have seen, where the
    act was recorded as a proposal and takes effect only when agreed.
    """

    seq: int
    contest: str
    at: str
    by: str
    role: str
    awaits: str | None
    act: acts.AnyAct

    @property
    def id(self) -> str:
        return self.act.id

    def lapsed(self, at: str) -> bool:
        """Whether this proposal has lapsed, judged by the time of a later act."""
        return datetime.fromisoformat(at) - datetime.fromisoformat(self.at) >= LAPSE

    def body(self, epoch: int, people: People) -> bytes:
        """The bytes that are digested and kept; people stand in them as salted references."""
        content = people.hide(self.act.content(), type(self.act).people)
        return canonical(
            {
                "act": content,
                "at": self.at,
                "awaits": self.awaits,
                "by": people.ref(self.by),
                "contest": self.contest,
                "epoch": epoch,
                "id": self.id,
                "role": self.role,
                "seq": self.seq,
            }
        )

    @classmethod
    def of(cls, row: Row, people: People) -> Self:
        """The entry that a row holds.

        Raises:
            Tampered: where the row's columns do not say what its bytes say.
        """
        body: dict[str, Any] = orjson.loads(row.body)
        if (body["seq"], body["id"], body["contest"]) != (row.seq, row.id, row.contest):
            raise Tampered(row.seq, "is filed under another number, id or contest than its own")
        content = body["act"]
        fields = acts.VOCABULARY[content["act"]].people
        if fields:
            content = people.reveal(content, fields)
        content["id"] = row.id
        return cls(
            seq=row.seq,
            contest=row.contest,
            at=body["at"],
            by=people.name(body["by"]),
            role=body["role"],
            awaits=body["awaits"],
            act=acts.kept(content),
        )
