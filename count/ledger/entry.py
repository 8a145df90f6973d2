"""One act as the ledger holds it: what was done, when, and by whom."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Self

import orjson

from count.ledger import acts
from count.ledger.chain import ChainRow, Tampered, canonical
from count.ledger.fast_read import trusted
from count.ledger.store import People

LAPSE = timedelta(minutes=15)
"""How long a proposal waits for its second person."""


class Entry(NamedTuple):
    """One recorded act (a tuple: a large hall's ledger has hundreds of thousands, read before it opens).

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
    act: acts.Act

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
    def of(
        cls,
        row: ChainRow,
        people: People,
        act_of: Callable[[dict[str, Any]], acts.Act] = trusted,
    ) -> Self:
        """The entry that a row holds. `act_of` reads its act: with `acts.checked`, checked through and through.

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
        by, act = people.name(body["by"]), act_of(content)
        return cls(row.seq, row.contest, body["at"], by, body["role"], body["awaits"], act)
