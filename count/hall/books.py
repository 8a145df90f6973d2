"""The books of the hall: every entry filed under the contests it touches, and each contest folded.

An act belongs to one contest or to the whole hall, but may touch several: a box holds papers of more than
one, a unit counts more than one. This is where that is known. Pure: what is recorded is decided elsewhere.
"""

from collections.abc import Iterable

from count.ledger import acts
from count.ledger.effects.verification import box_of
from count.ledger.entry import Entry
from count.ledger.fold import apply, fold, units_of
from count.ledger.hall_standing import HallStanding, fold_floor
from count.ledger.paper_source import PaperSource
from count.ledger.standing import Standing
from count.poll.poll import Poll, Unit
from count.recording.refusals import NotNow

_OWN_ONLY: frozenset[acts.Reach] = frozenset({"contest", "hall"})


class Books:
    """Every entry of one hall, and how each contest stands after them.

    `sealed` is the poll as it was set up; `poll` has grown by what two people added since. `paper_source`
    has the files of papers beside the ledger.
    """

    def __init__(
        self, sealed: Poll, entries: Iterable[Entry] = (), kept: PaperSource | None = None
    ) -> None:
        self.sealed = sealed
        self.paper_source = kept
        self.poll = sealed
        self.entries: dict[str, Entry] = {}
        self.touches: dict[str, tuple[str, ...]] = {}
        """The contests that each entry touches, by its id."""
        self.of_contest: dict[str, list[Entry]] = {c: [] for c in sealed.contest_ids}
        self.of_hall: list[Entry] = []
        self.last_at = ""
        for entry in entries:
            self._file(entry, self.reach(entry.act, entry.contest))
        self.standings: dict[str, Standing] = {c: self._folded(c) for c in sealed.contest_ids}
        self.hall_standing: HallStanding = fold_floor(self.of_hall)

    def _folded(self, contest: str) -> Standing:
        of = self.of_contest[contest]
        return fold(self.sealed, self.sealed.contest(contest), of, self.paper_source)

    def fold_again(self) -> frozenset[str]:
        """Fold the contests anew whose papers were read: a file is lost, or back again. Gives which."""
        read = frozenset(name for name, of in self.standings.items() if of.read or of.read_before)
        self.standings |= {contest: self._folded(contest) for contest in read}
        return read

    def fold(self, entry: Entry, touches: tuple[str, ...]) -> None:
        """File one more entry under the contests that it touches, and fold it.

        A strike that took effect has its contests folded anew.
        """
        self._file(entry, touches)
        for contest in touches:
            apply(self.standings[contest], entry)
        if isinstance(entry.act, acts.Agreed) and isinstance(
            self.entries[entry.act.to].act, acts.Struck
        ):
            self.standings |= {contest: self._folded(contest) for contest in touches}
            self.hall_standing = fold_floor(self.of_hall)
        elif type(entry.act).hall_wide:
            self.hall_standing.apply(entry)

    def _file(self, entry: Entry, touches: tuple[str, ...]) -> None:
        """Put an entry where it belongs."""
        act = entry.act
        self.entries[act.id] = entry
        self.touches[act.id] = touches
        for contest in touches:
            self.of_contest[contest].append(entry)
        self.last_at = max(self.last_at, entry.at)
        if act.hall_wide:
            self.of_hall.append(entry)
            if isinstance(act, acts.Agreed):
                self._grow(self.entries[act.to].act)
            elif entry.awaits is None:
                self._grow(act)

    def reach(self, act: acts.Act, contest: str) -> tuple[str, ...]:
        """The contests that an act touches: its own, and every other whose papers a box or unit holds."""
        own = (contest,) if contest else ()
        # Few acts may touch more than their own contest, so the many others are filed at once.
        if act.reaches in _OWN_ONLY:
            return own
        match act.reaches:
            case "earlier-act":
                (earlier,) = acts.ids(act, "act")
                return self.touches.get(earlier, own)
            case "contests-named":
                return tuple(dict.fromkeys((*self._contests_named(act), *own)))
            case "contests-listed":
                return tuple(dict.fromkeys(self._contests_named(act)))
            case "box-elsewhere":
                # Only where the papers were found: the box they belong to is this contest's own.
                (box,) = acts.ids(act, "box-of-any-contest")
                others = self.poll.boxes[box].contests
                return own if contest in others else tuple(dict.fromkeys((*own, *others)))
            case _:
                found = [c for box in acts.ids(act, "box") for c in self.poll.boxes[box].contests]
                return tuple(dict.fromkeys((*own, *found)))

    def _contests_named(self, act: acts.Act) -> list[str]:
        named = [m for m in acts.mentions(type(act), act.content()) if m.what == "contest"]
        return [mention.id for mention in named]

    def _grow(self, act: acts.Act) -> None:
        """The poll grows by a box that two people added, or by a unit."""
        if isinstance(act, acts.BoxAdded) and act.box not in self.poll.boxes:
            self.poll = self.poll.with_box(box_of(act))
        elif isinstance(act, acts.UnitAdded) and act.unit not in self.poll.units:
            unit = Unit(unit=act.unit, name=act.name, contests=list(act.contests))
            self.poll = self.poll.with_unit(unit)

    def concerned(self, act: acts.Act, contest: str, touches: tuple[str, ...]) -> tuple[str, ...]:
        """The contests that must allow an act, the one whose figures are its code first."""
        if not touches and act.reaches == "earlier-act":
            return ()
        if isinstance(act, acts.Agreed | acts.Declined) and act.to in self.entries:
            if contest and contest not in touches:
                raise NotNow("Nothing waits for agreement in this contest.")
            return ((self.entries[act.to].contest or touches[0]),)
        if not contest or (act.sort == "decision" and act.reaches != "earlier-act"):
            return tuple(dict.fromkeys((*((contest,) if contest else ()), *touches)))
        return (contest,)

    def acts_of_unit(self, contest: str, unit: str) -> list[Entry]:
        """The acts recorded of one unit, newest first."""
        return [e for e in reversed(self.of_contest[contest]) if unit in units_of(e.act)]
