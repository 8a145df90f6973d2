"""From what was noted in the night to figures, and from figures to a verdict. Pure: nothing is asked here.

Times are whole nanoseconds of the machine's monotonic clock, which its processes share.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

MILLISECOND = 1_000_000
SECOND = 1_000 * MILLISECOND

SCREENS_P95 = 100 * MILLISECOND
"""An act is on the screens within this, at the 95th percentile of all (act, screen) pairs."""

PACE_PERCENT = 90
"""At least this much of the asked pace was really posted."""


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """What kind of night was asked for."""

    seconds: int
    screens: int
    tablets: int
    acts_a_second: int

    @property
    def acts(self) -> int:
        """The acts of the whole night."""
        return self.seconds * self.acts_a_second

    def bundles_of(self, tablet: int) -> int:
        """How many bundles are keyed on this tablet, counted from 0."""
        each, more = divmod(self.acts, self.tablets)
        return each + (tablet < more)


@dataclass(frozen=True, slots=True)
class Act:
    """One act as its tablet saw it. `seq` is None where it was never acknowledged."""

    id: str
    unit: str
    papers: int
    seq: int | None
    sent: int
    answered: int


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame as a screen got it."""

    seq: int
    at: int


@dataclass(frozen=True, slots=True)
class Closing:
    """The papers. `keyed` is what the tablets were told is recorded, `counted` what the hall then said.

    The others are what the hall says after the last papers were keyed: verified, accounted for, and
    how many votes and rejected papers that makes (one vote a paper).
    """

    keyed: int
    counted: int
    verified: int
    accounted: int
    votes: int
    findings: tuple[str, ...] = ()
    """Codes of findings that say papers are not accounted for."""


@dataclass(frozen=True, slots=True)
class Night:
    """Everything noted. `ledger` is (id, seq) of every act recorded since the first bundle."""

    asked: DocumentRequest
    acts: Sequence[Act]
    screens: Sequence[Sequence[Frame]]
    ledger: Sequence[tuple[str, int]]
    closing: Closing
    looks: int = 0
    looks_failed: int = 0


@dataclass(frozen=True, slots=True)
class Spread:
    """Percentiles by nearest rank, in nanoseconds."""

    p50: int
    p95: int
    p99: int

    @classmethod
    def of(cls, times: Sequence[int]) -> "Spread | None":
        """The percentiles of these; None of nothing."""
        if not times:
            return None
        ranked = sorted(times)
        return cls(*(ranked[_rank(percent, len(ranked)) - 1] for percent in (50, 95, 99)))


def _rank(percent: int, of: int) -> int:
    """The nearest rank, from 1: rounded up, so that at least `percent` of the times are no longer."""
    return max(1, -(-percent * of // 100))


@dataclass(frozen=True, slots=True)
class Figures:
    """What the night came to."""

    acknowledged: int
    unanswered: int
    acts_in_1000_seconds: int
    on_screens: Spread | None
    answers: Spread | None
    pairs: int
    never_shown: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    strange: tuple[str, ...]
    misplaced: tuple[str, ...]


def figures(night: Night) -> Figures:
    """Work out a night's figures.

    Lost: acknowledged and not in the ledger. Doubled: there more than once. Strange: there, and sent by
    nobody. Misplaced: there, at another place than was acknowledged.
    """
    acknowledged = [act for act in night.acts if act.seq is not None]
    shown, never = _on_screens(acknowledged, night.screens)
    times = Counter(id for id, _ in night.ledger)
    place = dict(night.ledger)
    sent = {act.id for act in night.acts}
    return Figures(
        acknowledged=len(acknowledged),
        unanswered=len(night.acts) - len(acknowledged),
        acts_in_1000_seconds=_pace(acknowledged, night.asked),
        on_screens=Spread.of(shown),
        answers=Spread.of([act.answered - act.sent for act in acknowledged]),
        pairs=len(shown) + never,
        never_shown=never,
        lost=tuple(act.id for act in acknowledged if act.id not in times),
        doubled=tuple(id for id, n in times.items() if n > 1),
        strange=tuple(id for id in times if id not in sent),
        misplaced=tuple(
            act.id for act in acknowledged if act.id in place and place[act.id] != act.seq
        ),
    )


def _pace(acts: Sequence[Act], asked: DocumentRequest) -> int:
    """Acts in a thousand seconds, rounded down; a night that ended early is no quicker for it."""
    if not acts:
        return 0
    lasted = max(act.answered for act in acts) - min(act.sent for act in acts)
    return len(acts) * 1000 * SECOND // max(lasted, asked.seconds * SECOND)


def _on_screens(acts: Sequence[Act], screens: Sequence[Sequence[Frame]]) -> tuple[list[int], int]:
    """How long each act took to each screen, and how many pairs never met."""
    times, never = [], 0
    for frames in screens:
        seqs = [frame.seq for frame in frames]
        assert seqs == sorted(seqs), "a screen was shown an older frame"
        for act in acts:
            assert act.seq is not None
            first = bisect_left(seqs, act.seq)
            if first == len(frames):
                never += 1
            else:
                times.append(frames[first].at - act.sent)
    return times, never


def faults(night: Night, found: Figures) -> list[str]:
    """What was over budget or wrong, each with by how much; empty is a good night."""
    said = []
    if night.asked.acts and not found.acknowledged:
        said.append("No act was acknowledged.")
    if found.on_screens is not None and found.on_screens.p95 > SCREENS_P95:
        said.append(
            f"p95 on the screens is {in_ms(found.on_screens.p95)}: "
            f"{in_ms(found.on_screens.p95 - SCREENS_P95)} over the {in_ms(SCREENS_P95)} allowed."
        )
    if found.never_shown:
        said.append(f"{found.never_shown:,} of {found.pairs:,} times a screen never showed an act.")
    if len(night.screens) != night.asked.screens:
        said.append(f"{len(night.screens)} screens of {night.asked.screens} were there to the end.")
    least = night.asked.acts_a_second * 10 * PACE_PERCENT
    if found.acts_in_1000_seconds < least:
        short = least - found.acts_in_1000_seconds
        said.append(
            f"The pace was {a_second(found.acts_in_1000_seconds)} acts a second: "
            f"{a_second(short)} short of the {a_second(least)} that are {PACE_PERCENT} % of what was asked."
        )
    for ids, words in (
        (found.lost, "acknowledged but not in the ledger"),
        (found.doubled, "in the ledger more than once"),
        (found.strange, "in the ledger but sent by nobody"),
        (found.misplaced, "in the ledger at another place than acknowledged"),
    ):
        if ids:
            said.append(f"{len(ids):,} acts are {words}, the first {ids[0]}.")
    if found.unanswered:
        said.append(f"{found.unanswered:,} acts were never acknowledged, however often sent.")
    if night.looks_failed:
        said.append(f"{night.looks_failed:,} of {night.looks:,} looks were not answered well.")
    return said + _unbalanced(night.closing)


def _unbalanced(closing: Closing) -> list[str]:
    """Where papers are missing or too many; the closing equation is verified = accounted for."""
    pairs = (
        (closing.keyed, "acknowledged to the tablets", closing.counted, "counted"),
        (closing.verified, "verified", closing.accounted, "accounted for"),
        (closing.accounted, "accounted for", closing.votes, "in the totals"),
    )
    said = [
        f"{one:,} papers are {what} and {other:,} {that}: {abs(one - other):,} apart."
        for one, what, other, that in pairs
        if one != other
    ]
    if closing.findings:
        said.append(f"The hall says at the end: {', '.join(closing.findings)}.")
    return said


def in_ms(time: int) -> str:
    """A time in milliseconds to one place, rounded up: nothing over budget looks within it."""
    tenths = -(-time * 10 // MILLISECOND)
    return f"{tenths // 10}.{tenths % 10} ms"


def a_second(in_1000: int) -> str:
    """A pace a second to one place, rounded down."""
    return f"{in_1000 // 1000}.{in_1000 % 1000 // 100}"
