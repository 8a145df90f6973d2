"""A small hall for tests: one ward, two stations and a postal box, two tables, a dozen people.

120 papers: 60 in box b1, 40 in b2, 20 in the postal box p1. A parish of one seat shares box b2; box
x1 is the parish's alone. The ballot order is not the alphabet's, so that a mix-up would show.

`Story` tells a count act by act without database or clock; `open_hall` opens a real one. Both play
the same night: `verification`, `bringing`, `counting`, and then `claims`.
"""

import itertools
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import pytest

from count.boards import releasable
from count.hall.hall import Hall
from count.hall.recorder import ActAnswer
from count.law.rulebook import rules_of
from count.ledger import acts, validation
from count.ledger import fold as folding
from count.ledger.entry import Entry
from count.ledger.figure_codes import FigureCodes
from count.ledger.fold import fold
from count.ledger.standing import Standing
from count.poll.local_time import utc_text
from count.poll.poll import Box, Candidate, Contest, Person, Poll, PollFacts, Unit
from count.poll.roles import Visitor
from count.recording import Occasion, check, two_people
from count.recording.refusals import Refused
from count.storage.hall_directory import HallDirectory
from count.systems.result import rule_answer

WARD, PARISH = "ward", "parish"
PAPERS = {"b1": 60, "b2": 40, "p1": 20}
SURNAMES = ("mead", "amin", "khoo", "baker", "singh")
"""On the ballot paper in this order; with one seat the first three stand."""
SIZE = 25
"""Papers in a full bundle."""

VERA = Visitor("Vera Lamb", "verification")
SUE = Visitor("Sue Tan", "supervisor", "t1")
SAM = Visitor("Sam Okoro", "supervisor", "t2")
ROSE = Visitor("Rose Mark", "results")
ADA = Visitor("Ada Finch", "adjudicator")
DORA = Visitor("Dora Kent", "deputy")
OLIVE = Visitor("Olive Reed", "returning-officer")
RUTH = Visitor("Ruth Vale", "returning-officer")
COLIN = Visitor("Colin Park", "collator")
NED = Visitor("Ned Wright", "administrator")
OBI = Visitor("Obi Stone", "observer")
SCREEN = Visitor("Screen 1", "screen")
EVERYBODY = (VERA, SUE, SAM, ROSE, ADA, DORA, OLIVE, RUTH, COLIN, NED, OBI, SCREEN)
STAFF = ("Kit Moss", "Lee Dunn")

_numbers = itertools.count(1)


def fresh_id() -> str:
    """An id no act has had yet."""
    return str(UUID(int=next(_numbers)))


def body(act: str, **fields: Any) -> dict[str, Any]:
    """An act as a tablet sends it, under a new id unless one is given."""
    return {"id": fresh_id(), "act": act, **fields}


def plant(monkeypatch: pytest.MonkeyPatch, act: type[acts.Act], fault: Callable[..., None]) -> None:
    """Have the fold take one kind of act by a fault instead of by its effect."""
    monkeypatch.setitem(folding.EFFECTS, act, fault)


def small_poll(seats: int = 1, *, people: bool = True, **ward: Any) -> Poll:
    """The ward with these seats and the parish; `ward` changes fields of the ward."""
    fields: dict[str, Any] = {
        "id": WARD,
        "name": "Hill ward",
        "kind": "principal-area",
        "seats": seats,
        "electorate": 400,
        "bundle_size": SIZE,
    } | ward
    parish = Contest(
        id=PARISH, name="Hill parish", kind="parish", seats=1, electorate=90, bundle_size=SIZE
    )
    stands = SURNAMES[: 3 if seats == 1 else 5]
    ward_paper = [
        Candidate(contest=WARD, candidate=name, ballot_order=n, ballot_surname=name.upper())
        for n, name in enumerate(stands, start=1)
    ]
    parish_paper = [
        Candidate(contest=PARISH, candidate=name, ballot_order=n, ballot_surname=name.upper())
        for n, name in enumerate(("owen", "abbot"), start=1)
    ]
    listed = [Person(name=v.name, role=v.role, unit=v.unit or "") for v in EVERYBODY]
    listed += [Person(name=name, role="staff") for name in STAFF]
    return Poll.of(
        PollFacts(
            name="Hill", date=date(2026, 5, 7), authority="Hill", nation="england", languages=["en"]
        ),
        [Contest(**fields), parish],
        ward_paper + parish_paper,
        [
            Box(box="b1", kind="station", name="School", contests=[WARD], electorate=[200]),
            Box(
                box="b2", kind="station", name="Hall", contests=[WARD, PARISH], electorate=[150, 90]
            ),
            Box(box="p1", kind="postal", name="Postal 1", contests=[WARD], electorate=[0]),
            Box(box="x1", kind="station", name="Annexe", contests=[PARISH], electorate=[0]),
        ],
        [
            Unit(unit="t1", name="Table 1", contests=[WARD]),
            Unit(unit="t2", name="Table 2", contests=[WARD, PARISH]),
        ],
        listed if people else [],
    )


# ------------------------------------------------------------------------------------ a night, as acts

Said = tuple[Visitor, dict[str, Any]]


def verifying(box: str, papers: int, *, accounted: int | None = None) -> list[Said]:
    """One box received, counted and verified; its account says the same unless told otherwise."""
    counted = {"box": box, "papers": papers, "counted_by": STAFF[0], "checked_by": STAFF[1]}
    stated = papers if accounted is None else accounted
    return [
        (VERA, body("box-received", box=box)),
        (VERA, body("account", box=box, stated=stated)),
        (VERA, body("box-counted", **counted)),
        (VERA, body("box-verified", box=box, papers=papers)),
    ]


def verification(papers: Mapping[str, int] = PAPERS) -> list[Said]:
    """Every box verified as its account says, and verification closed."""
    boxes = [said for box, n in papers.items() for said in verifying(box, n)]
    return [*boxes, (DORA, body("verification-closed"))]


def bringing() -> list[Said]:
    """Every box mixed together at table 1."""
    return [(VERA, body("mixed", unit="t1", boxes=list(PAPERS)))]


def bundle(candidate: str, papers: int, unit: str = "t1", **fields: Any) -> dict[str, Any]:
    """Papers for one candidate, in as many bundles as they make."""
    fields = {"bundles": -(-papers // SIZE), **fields}
    return body("bundle", unit=unit, candidate=candidate, papers=papers, **fields)


def block(
    candidates: Iterable[str], papers: int, unit: str = "t1", **fields: Any
) -> dict[str, Any]:
    """Papers that vote for exactly these candidates."""
    fields = {"bundles": -(-papers // SIZE), **fields}
    return body("block", unit=unit, candidates=list(candidates), papers=papers, **fields)


def sheet(serial: str, papers: int, votes: Mapping[str, int], seats: int, **fields: Any) -> Any:
    """A sheet of mixed papers whose unused votes are what is left."""
    every = {name: votes.get(name, 0) for name in SURNAMES}
    unused = papers * seats - sum(every.values())
    fields = {"unit": "t1", "unused": unused, **fields}
    return body("sheet", serial=serial, papers=papers, votes=every, **fields)


def counting(seats: int = 1) -> list[Said]:
    """All 120 papers of the ward counted at table 1: `TOTALS` and `REJECTED` are what they come to."""
    adjudicated = {"unit": "t1", "returned": 1, "rejected": {"too-many": 1, "unmarked-or-void": 2}}
    if seats == 1:
        return [
            (SUE, bundle("mead", 50)),
            (SUE, bundle("amin", 40)),
            (SUE, bundle("khoo", 25)),
            (SUE, body("doubtful", unit="t1", papers=5)),
            (ADA, body("adjudicated", good=[{"candidates": ["amin"], "papers": 1}], **adjudicated)),
            (SUE, bundle("khoo", 1)),
        ]
    good = [{"candidates": ["khoo", "singh"], "papers": 4}, {"candidates": ["mead"], "papers": 2}]
    mixed = {"mead": 20, "khoo": 4, "singh": 11, "amin": 9}
    return [
        (SUE, block(["mead", "amin"], 40)),
        (SUE, block(["baker"], 20)),
        (SUE, sheet("S1", 25, mixed, seats)),
        (SUE, sheet("S2", 25, {"baker": 25, "amin": 3, "singh": 8}, seats)),
        (SUE, body("doubtful", unit="t1", papers=10)),
        (ADA, body("adjudicated", good=good, in_part=2, **adjudicated)),
        (SUE, block(["singh"], 1)),
    ]


TOTALS: Mapping[int, Mapping[str, int]] = {
    1: {"mead": 50, "amin": 41, "khoo": 26},
    2: {"mead": 62, "amin": 52, "khoo": 8, "baker": 45, "singh": 24},
    3: {"mead": 62, "amin": 52, "khoo": 8, "baker": 45, "singh": 24},
}
REJECTED = {"too-many": 1, "unmarked-or-void": 2}
ELECTED = {1: ["mead"], 2: ["mead", "amin"], 3: ["mead", "amin", "baker"]}


def claims(seats: int = 1) -> list[Said]:
    """Table 1's second total, by somebody who keyed none of it, and its closing."""
    total = {"unit": "t1", "totals": dict(TOTALS[seats]), "rejected": sum(REJECTED.values())}
    return [(ROSE, body("unit-total", **total)), (SUE, body("unit-closed", unit="t1"))]


def night(seats: int = 1) -> list[Said]:
    """Everything up to the point where the provisional result may be shared."""
    return [*verification(), *bringing(), *counting(seats), *claims(seats)]


# ------------------------------------------------------------------------------------ told, or recorded


class Story:
    """A count told act by act. Whatever is told is checked as the recorder checks it."""

    def __init__(self, seats: int = 1, contest: str = WARD, poll: Poll | None = None) -> None:
        self.poll = poll or small_poll(seats)
        self.contest = self.poll.contest(contest)
        self.rules = rules_of(self.contest, self.poll)
        self.codes = FigureCodes(b"a secret of this hall")
        self.moment = datetime(2026, 5, 7, 22, 30, tzinfo=UTC)
        self.entries: list[Entry] = []
        self._standing: Standing | None = None

    @property
    def at(self) -> str:
        return utc_text(self.moment)

    @property
    def standing(self) -> Standing:
        """How the contest stands, folded anew."""
        if self._standing is None:
            self._standing = fold(self.poll, self.contest, self.entries)
        return self._standing

    def tell(self, who: Visitor, said: str | dict[str, Any], **fields: Any) -> Entry:
        """Record one act, or raise its refusal. One that needs two people waits for `agree`."""
        posted = said if isinstance(said, dict) else body(said, **fields)
        act = validation.read(posted, self.contest, self.poll, self.rules, releasable(self.poll))
        self.moment += timedelta(seconds=1)
        standing = self.standing
        check(Occasion(standing, who, self.at, self.codes), act)
        awaits = self.codes.of_act(standing, act) if two_people(standing, act) else None
        seq = len(self.entries) + 1
        entry = Entry(seq, self.contest.id, self.at, who.name, who.role, awaits, act)
        self.entries.append(entry)
        self._standing = None
        return entry

    def tell_all(self, said: Iterable[Said]) -> Self:
        """Record a whole part of the night."""
        for who, posted in said:
            self.tell(who, posted)
        return self

    def agree(self, proposal: Entry, who: Visitor = DORA) -> Entry:
        """A second person agrees, having seen the proposal's figures."""
        return self.tell(who, "agreed", to=proposal.id, seen=proposal.awaits)

    def two(self, who: Visitor, second: Visitor, act: str, **fields: Any) -> Entry:
        """One proposes and another agrees."""
        proposal = self.tell(who, act, **fields)
        assert proposal.awaits is not None, "this act takes effect at once"
        self.agree(proposal, second)
        return proposal

    def strike(self, entry: Entry, who: Visitor = DORA, second: Visitor = OLIVE) -> Entry:
        """Strike an act, with a second person."""
        return self.two(who, second, "struck", strikes=entry.id, reason="keyed wrongly")

    def refused(
        self, kind: str, who: Visitor, said: str | dict[str, Any], **fields: Any
    ) -> Refused:
        """The refusal of an act that may not be recorded now."""
        with pytest.raises(Refused) as refusal:
            self.tell(who, said, **fields)
        assert refusal.value.kind == kind, refusal.value.words
        assert refusal.value.words
        return refusal.value

    @property
    def seen(self) -> str:
        """The code over the contest's figures."""
        return self.codes.of_contest(self.standing)

    def last(self, act: str) -> Entry:
        """The newest entry of this act."""
        return next(e for e in reversed(self.entries) if e.act.act == act)


def shared(seats: int = 1) -> Story:
    """A whole night up to the provisional result, shared with the candidates."""
    story = Story(seats).tell_all(night(seats))
    story.tell(DORA, "provisional", told=["Agent of Mead"], seen=story.seen)
    return story


def mayoral_poll(**ward: Any) -> Poll:
    """The ward elects a mayor by the supplementary vote among its three candidates."""
    return small_poll(kind="mayor", system="supplementary", **ward)


class SecondCount(Story):
    """A mayor's night: nobody has more than half of 117, and Khoo's 26 papers are sorted again."""

    def __init__(self) -> None:
        super().__init__(poll=mayoral_poll())
        self.tell_all(night())

    @property
    def parcel(self) -> str:
        """The parcel of the eliminated, as the rule asks for it."""
        (asked,) = rule_answer(self.standing).asked
        return asked.parcel

    def sort(self, who: Visitor = SUE, none: int = 0, **papers: int) -> Entry:
        """Record papers sorted by second preference at somebody's table."""
        fields = {"parcel": self.parcel, "unit": who.unit, "next": papers, "none": none}
        return self.tell(who, "sorted", **fields)


def second_counted() -> SecondCount:
    """The second count done at two tables: Amin has 9 of the second preferences, Mead 1, nobody 16."""
    story = SecondCount()
    story.sort(SUE, mead=1, amin=5, none=10)
    story.sort(SAM, amin=4, none=6)
    return story


class Clock:
    """The hall's clock: it stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 7, 22, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: int) -> None:
        """Let time pass: minutes=15."""
        self.now += timedelta(**by)


class OpenHall:
    """A real hall with its recorder running."""

    def __init__(self, hall_directory: HallDirectory, clock: Clock) -> None:
        self.hall_directory = hall_directory
        self.clock = clock
        self.hall = Hall(hall_directory, clock)

    async def post(
        self, who: Visitor, said: dict[str, Any], contest: str | None = WARD
    ) -> ActAnswer:
        """Record one act as a tablet sends it."""
        return await self.hall.record(who, contest, said)

    async def tell(
        self, who: Visitor, act: str, contest: str | None = WARD, **fields: Any
    ) -> ActAnswer:
        """Record one act under a new id."""
        return await self.post(who, body(act, **fields), contest)

    async def tell_all(self, said: Iterable[Said], contest: str = WARD) -> None:
        """Record a whole part of the night."""
        for who, posted in said:
            assert (await self.post(who, posted, contest)).status == 201

    async def two(
        self, who: Visitor, second: Visitor, act: str, contest: str | None = WARD, **fields: Any
    ) -> str:
        """One proposes, another agrees; gives the id of the act."""
        posted = body(act, **fields)
        proposed = await self.post(who, posted, contest)
        assert proposed.status == 202
        seen = proposed.body["seen"]
        agreed = await self.tell(second, "agreed", contest, to=posted["id"], seen=seen)
        assert agreed.status == 201
        return str(posted["id"])

    async def refused(
        self, kind: str, who: Visitor, said: dict[str, Any], contest: str | None = WARD
    ) -> Refused:
        """The refusal of an act; nothing of it is in the ledger."""
        before = self.hall.chain.seq
        with pytest.raises(Refused) as refusal:
            await self.post(who, said, contest)
        assert refusal.value.kind == kind, refusal.value.words
        assert self.hall.chain.seq == before
        return refusal.value

    async def show(self, who: Visitor = OLIVE, contest: str = WARD) -> dict[str, Any]:
        """The contest's standing as somebody sees it."""
        async with self.hall.steady() as at:
            return self.hall.show(contest, who, at)

    async def declare(self, seats: int = 1) -> None:
        """Play the whole night, share the provisional result and declare."""
        await self.tell_all(night(seats))
        seen = (await self.show())["seen"]
        await self.tell(DORA, "provisional", told=["Agent of Mead"], seen=seen)
        await self.two(OLIVE, DORA, "declared", seen=(await self.show())["seen"])


def make_premises(folder: Path, seats: int = 1, poll: Poll | None = None) -> HallDirectory:
    """The directory of a new small hall, open."""
    return HallDirectory.make(folder / "hall", poll or small_poll(seats), rehearsal=True)


@asynccontextmanager
async def open_hall(
    folder: Path, seats: int = 1, poll: Poll | None = None, *, name: str = "hall"
) -> AsyncIterator[OpenHall]:
    """A small hall, made new or, where the folder has one of this name, opened again."""
    there = (folder / name / "hall.db").exists()
    hall_directory = (
        HallDirectory.open(folder / name) if there else make_premises(folder, seats, poll)
    )
    try:
        opened = OpenHall(hall_directory, Clock())
        await opened.hall.open()
        try:
            yield opened
        finally:
            await opened.hall.close()
    finally:
        hall_directory.close()


def read_act(said: Mapping[str, Any]) -> acts.Act:
    """The act in a body, without asking whether it fits a poll."""
    return acts.read(dict(said))
