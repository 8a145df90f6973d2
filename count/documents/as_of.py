"""When a document was true: the time of the last act that it rests on.

A document made again later, or in a hall replayed from the ledger, has the same time and so the same bytes.
"""

from datetime import UTC, datetime, time

from count.ledger import acts
from count.ledger.standing import Standing
from count.poll.local_time import utc_text
from count.poll.poll import PollFacts


def of_verification(standing: Standing, facts: PollFacts) -> str:
    """The last act on a box, or on what was said of one. RFC 3339 UTC."""
    return _last(standing, facts, ("verification",))


def of_count(standing: Standing, facts: PollFacts) -> str:
    """The last act that a document shows; of a declared contest, the declaration and what came after it.

    RFC 3339 UTC.
    """
    if standing.declaration is not None:
        return max([standing.declaration.at, *(at for at, _ in standing.after)])
    return _last(standing, facts, ("verification", "count"))


def _last(standing: Standing, facts: PollFacts, of: tuple[acts.Document, ...]) -> str:
    """The time of the newest entry that changed such a document; before the first, the beginning of the day."""
    times = [entry.at for entry in standing.entries.values() if entry.act.document in of]
    return max(times, default=_beginning(facts))


def _beginning(facts: PollFacts) -> str:
    return utc_text(datetime.combine(facts.date, time(), UTC))
