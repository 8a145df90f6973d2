"""Answers to an act, and to the question how a contest stands."""

from dataclasses import dataclass, field
from typing import Any

from count.findings.finding import Finding
from count.findings.gate import findings, needs
from count.findings.of_count import claim_agrees
from count.hall.books import Books
from count.ledger import acts
from count.ledger.entry import Entry
from count.ledger.figure_codes import FigureCodes
from count.ledger.fold import boxes_of, units_of
from count.ledger.hall_standing import result_board
from count.poll.roles import Visitor
from count.views.constituency_seats import declared_here
from count.views.contest import ContestView


@dataclass(frozen=True, slots=True)
class Answers:
    """Tells how things stand at one time; what was found about a contest is asked only once."""

    books: Books
    codes: FigureCodes
    at: str
    rehearsal: bool
    _found: dict[str, tuple[Finding, ...]] = field(default_factory=dict)

    def found(self, contest: str) -> tuple[Finding, ...]:
        """Everything found about a contest."""
        if contest not in self._found:
            self._found[contest] = findings(self.books.standings[contest], self.at)
        return self._found[contest]

    def showing(self, contest: str, visitor: Visitor) -> ContestView:
        """A contest as one visitor may see it."""
        released = self.books.hall_standing.is_released(result_board(contest))
        standing = self.books.standings[contest]
        return ContestView(standing, visitor, self.codes, self.at, released=released)

    def standing(self, contest: str, visitor: Visitor) -> dict[str, Any]:
        """A contest's standing as this visitor may see it."""
        found = self.found(contest)
        question = needs(self.books.standings[contest], self.at, found)
        whole = self.showing(contest, visitor).whole(self.books.poll, found, question)
        if seats := (whole.get("needs") or {}).get("seats"):
            here, of = declared_here(self.books.poll, self.books.standings, contest)
            seats |= {"declared_here": here, "constituencies": list(of)}
        return {**whole, "rehearsal": self.rehearsal}

    def answer(self, entry: Entry, digest: str, visitor: Visitor) -> dict[str, Any]:
        """The answer to whoever recorded an act: its number, its findings, and how things stand now."""
        said: dict[str, Any] = {"seq": entry.seq, "digest": digest}
        touches = self.books.touches[entry.id]
        if not touches:
            waits = self.books.hall_standing.proposals.get(entry.id)
            if waits is not None and not waits.lapsed(self.at):
                return {"awaits": "agreement", **said, "seen": entry.awaits}
            return {**said, "findings": [], "standing": {}}
        contest = touches[0]
        standing = self.books.standings[contest]
        proposal = standing.proposals.get(entry.id)
        if proposal is not None and not proposal.lapsed(self.at):
            return {"awaits": "agreement", **said, "seen": entry.awaits}
        showing = self.showing(contest, visitor)
        about = [f for f in self.found(contest) if showing.finding(f) and _about(f, entry.act)]
        said["findings"] = [finding.as_dict() for finding in about]
        said["standing"] = self.standing(contest, visitor)
        if isinstance(entry.act, acts.UnitTotal):
            said["agrees"] = claim_agrees(standing, standing.units[entry.act.unit])
        return said


def _about(finding: Finding, act: acts.Act) -> bool:
    """Whether a finding concerns what was just recorded, rather than work still to be done."""
    if finding.unfinished or not finding.open:
        return False
    places = [f"unit/{unit}" for unit in units_of(act)] + [f"box/{box}" for box in boxes_of(act)]
    if not places:
        return True
    return any(
        pile == place or pile.startswith(f"{place}/") for pile in finding.piles for place in places
    )
