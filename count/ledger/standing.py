"""The standing of one contest: the fold of its acts so far.

A `Standing` holds what each act said, as it was said, and the columns of moves; every figure is worked out
from those (`count.ledger.figures`) and none is kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from count.law.rulebook import Rules, rules_of
from count.ledger import acts
from count.ledger.boxes import BoxStanding
from count.ledger.entry import Entry
from count.ledger.figures import Figures, UnitFigures, work_out
from count.ledger.paper_source import NoPaperSource, PaperSource, Scan
from count.ledger.piles import Kind, Piles
from count.poll.poll import Box, Contest, Poll

T = TypeVar("T")
State = Literal["verifying", "counting", "provisional", "declared", "cancelled"]


@dataclass(slots=True)
class Claim:
    """A blind total of a unit, claimed by someone who keyed none of it."""

    by: str
    at: str
    totals: dict[str, int]
    rejected: int
    unused: int | None


@dataclass(slots=True)
class UnitStanding:
    """One table or mini-count, as far as it counts this contest."""

    unit: str
    name: str
    row: int
    unsorted: int
    doubtful: int
    allowed: int
    attempt: int = 1
    closed_at: str | None = None
    had_papers: bool = False
    boxes: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    keyed_by: set[str] = field(default_factory=set)
    candidates: dict[str, int] = field(default_factory=dict)
    """The pile of each candidate that has one."""
    part_bundles: dict[str, int] = field(default_factory=dict)
    in_part: int = 0
    pile_prefix: str = ""
    """The beginning of its piles' names."""
    past: list[tuple[int, UnitFigures]] = field(default_factory=list)
    """The figures of earlier attempts, to be read and never counted."""
    sent: list[tuple[str, int]] = field(default_factory=list)
    """Batches of doubtful papers not decided yet: when they were sent, and what is left of them."""
    last_at: str | None = None
    """When papers last moved at this unit."""

    @property
    def closed(self) -> bool:
        return self.closed_at is not None

    def decided(self, papers: int) -> None:
        """Take decided papers off the batches that wait, the oldest first."""
        while papers > 0 and self.sent:
            at, left = self.sent[0]
            if papers < left:
                self.sent[0] = at, left - papers
                return
            papers -= left
            del self.sent[0]

    def reopen(self) -> None:
        """Void everything that rested on the unit's figures."""
        self.closed_at = None
        self.claims.clear()


@dataclass(frozen=True, slots=True)
class Shared:
    """A provisional result as it was shared."""

    at: str
    by: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Override:
    """Blocking findings that the returning officer set aside, with a second person."""

    findings: tuple[str, ...]
    reason: str
    at: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class Declaration:
    """The declaration: who declared the result, and who saw the same figures."""

    at: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A lot as it was drawn."""

    id: str
    among: tuple[str, ...]
    chosen: tuple[str, ...]
    to: str
    method: str
    at: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Words that close an *explain* finding."""

    finding: str
    piles: tuple[str, ...]
    words: str
    by: str


class Standing:
    """One contest, folded; changed only by `count.ledger.fold`. `paper_source` has the files of papers.

    Facts of the set-up are read once, since the fold asks for them with every bundle.
    """

    def __init__(
        self, poll: Poll, contest: Contest, paper_source: PaperSource | None = None
    ) -> None:
        self.contest = contest
        self.paper_source: PaperSource = paper_source or NoPaperSource()
        self.rules: Rules = rules_of(contest, poll)
        self.counted_here = self.rules.counted_here
        self.candidates = poll.candidate_ids[contest.id]
        self.on_paper = poll.candidates[contest.id]
        self.names = {c.candidate: c.display_name for c in self.on_paper}
        self.choice = {candidate: at for at, candidate in enumerate(self.candidates)}
        self._poll = poll
        self._known: dict[str, bool] = {}
        self.lists = {c: poll.list_of(contest.id, c) for c in self.candidates}  # None: no list
        self.votes_a_paper = self.rules.votes_a_paper(contest.seats)
        self.bundle_size = contest.bundle_size
        self.vetted_pairs: set[tuple[str | None, str | None]] = set()
        """(maker, checker) pairs already found on the staff list and different."""
        self.piles = Piles(tuple(g.code for g in self.rules.grounds), len(self.candidates))
        self.handed_over = self.piles.pile("handed-over", Kind.HANDED_OVER)
        self.boxes: dict[str, BoxStanding] = {}
        self.units: dict[str, UnitStanding] = {}
        self._open_up(poll)
        self.entries: dict[str, Entry] = {}
        self.struck: set[str] = set()
        self.proposals: dict[str, Entry] = {}
        self.papers_in_use: dict[tuple[str, int, str], str] = {}
        """Serials and slips that are in use: ("slip" or "serial", attempt, text) to the act's id."""
        self.unlisted_names: dict[str, set[str]] = {}
        """Names that the list of people does not know, by what they did."""
        self.unchecked: list[str] = []
        """Piles whose maker and checker are one person."""
        self.verification_closed: str | None = None
        self.shared: Shared | None = None
        self.overrides: list[Override] = []
        self.lots: list[Drawn] = []
        self.seats_stated: acts.ConstituencySeats | None = None
        """Seats won in constituencies, as last stated by two people."""
        self.sorted: dict[str, list[acts.Sorted]] = {}
        """What was sorted by next preference, by parcel; read with `count.ledger.effects.sorting`."""
        self.read: list[Scan] = []
        """Files of papers read into the present count; `read_before` are those of earlier counts."""
        self.read_before: list[Scan] = []
        self.explanations: list[Explanation] = []
        self.recounts: list[tuple[str, acts.Recount]] = []
        self.declaration: Declaration | None = None
        self.after: list[tuple[str, acts.OralCorrection | acts.Corrected | acts.FoundAfter]] = []
        self.cancelled: str | None = None
        self._figures: Figures | None = None
        self._worked_out: tuple[int, dict[str, Any]] = (0, {})

    # -- what there is

    def _open_up(self, poll: Poll) -> None:
        for box in poll.boxes_of[self.contest.id]:
            self.add_box(box)
        for unit in poll.units_of[self.contest.id]:
            self.add_unit(unit.unit, unit.name)

    def add_box(self, box: Box) -> BoxStanding:
        pile = self.piles.pile(f"box/{box.box}", Kind.BOX)
        electorate = box.electorate[box.contests.index(self.contest.id)]
        standing = BoxStanding(
            box.box,
            box.kind,
            box.name,
            box.place or box.box,
            electorate,
            pile,
            expected_by=box.expected_by,
        )
        self.boxes[box.box] = standing
        return standing

    def foreign_box(self, box: str) -> BoxStanding:
        """A box that is not this contest's, in which papers of this contest were found."""
        if box not in self.boxes:
            pile = self.piles.pile(f"box/{box}", Kind.BOX)
            self.boxes[box] = BoxStanding(box, "station", box, box, 0, pile, listed=False)
        return self.boxes[box]

    def only_a_claim(self, act: acts.Act) -> None:
        """See that only a claim states a figure; asked before one is kept."""
        assert act.sort == "claim", f"{act.act} is a {act.sort} and states a figure"

    def add_unit(self, unit: str, name: str) -> UnitStanding:
        row = len(self.units) + 1
        at = f"unit/{unit}"
        standing = UnitStanding(
            unit,
            name,
            row,
            unsorted=self.piles.pile(f"{at}/unsorted", Kind.UNSORTED, row),
            doubtful=self.piles.pile(f"{at}/doubtful", Kind.DOUBTFUL, row),
            allowed=self.piles.pile(f"{at}/allowed", Kind.COUNTED, row),
            pile_prefix=at,
        )
        self.units[unit] = standing
        return standing

    def knows(self, name: str) -> bool:
        """Whether the list of people has this name."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._poll.knows(name)
        return known

    # -- what moves

    def move(self, source: int, target: int, papers: int) -> None:
        """Move papers. Whatever was shared or set aside before the move is void: the figures changed."""
        if papers:
            self.piles.move(source, target, papers)
            self.figures_changed()

    def figures_changed(self) -> None:
        self._figures = None
        if self.shared is not None or self.overrides:
            self.shared = None
            self.overrides.clear()

    def figures(self) -> Figures:
        """Every figure of the contest as it now stands, worked out from all its moves."""
        if self._figures is None:
            self._figures = work_out(self.piles, self.units, self.boxes)
        return self._figures

    def forget_figures(self) -> None:
        """Have the figures worked out anew although no paper moved (a claim or a list changed)."""
        self._figures = None

    def once(self, what: str, work_out: Callable[[], T]) -> T:
        """Work something out of this standing once, until the next act; `what` names it."""
        acts_so_far, known = self._worked_out
        if acts_so_far != len(self.entries):
            known = {}
            self._worked_out = len(self.entries), known
        if what not in known:
            known[what] = work_out()
        found: T = known[what]
        return found

    # -- how far it has come

    @property
    def attempt(self) -> int:
        return max((unit.attempt for unit in self.units.values()), default=1)

    @property
    def state(self) -> State:
        if self.cancelled is not None:
            return "cancelled"
        if self.declaration is not None:
            return "declared"
        if self.shared is not None:
            return "provisional"
        begun = self.verification_closed is not None or any(
            u.had_papers for u in self.units.values()
        )
        return "counting" if begun or self.contest.uncontested else "verifying"

    def open_proposals(self, at: str) -> Iterator[Entry]:
        """Proposals that still wait for a second person at this time."""
        return (entry for entry in self.proposals.values() if not entry.lapsed(at))
