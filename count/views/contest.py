"""A contest's standing as somebody may see it: every key this role may not see is absent.

Unreleased candidate figures go to officers; to a supervisor for the supervisor's own unit; to the results
desk for a unit once its blind claim of it agrees; to an adjudicator for what the adjudicator decided; to
nobody else. Once a contest is declared and its result released they are everybody's.
"""

from typing import Any

from count.findings.finding import Finding, FindingShape
from count.findings.gate import blocking
from count.findings.of_count import claim_agrees
from count.ledger import acts
from count.ledger.figure_codes import FigureCodes
from count.ledger.figures import UnitFigures
from count.ledger.fold import units_of
from count.ledger.standing import Standing, UnitStanding
from count.poll.poll import Poll
from count.poll.roles import Visitor
from count.recording import may_agree
from count.systems.result import elected, rule_answer
from count.systems.system import RuleQuestion
from count.views.box import box_view
from count.views.equation import equation_view
from count.views.margin import margin_view
from count.views.may import Present, may
from count.views.mending import finding_view
from count.views.needs import StageShape, needs, result, stages
from count.views.secrecy import sees_all_figures, sees_unit_figures, sees_verification
from count.views.sentences import in_full, in_words
from count.views.shapes import (
    AgreementShape,
    AttemptShape,
    CandidateShape,
    FiguresShape,
    GuidanceShape,
    ProgressShape,
    ResultShape,
    StandingShape,
    TurnoutShape,
    UnitFiguresShape,
    UnitProgressShape,
    UnitShape,
    UnitState,
)
from count.views.waits import waits
from verification.statement import turnout_text


class ContestView:
    """One contest as one visitor may see it. `released` says that its result is on a released board."""

    def __init__(
        self, standing: Standing, visitor: Visitor, codes: FigureCodes, at: str, *, released: bool
    ) -> None:
        self.standing = standing
        self.visitor = visitor
        self.codes = codes
        self.at = at
        self.public = released and standing.state == "declared"

    @property
    def all_figures(self) -> bool:
        return self.public or sees_all_figures(self.visitor)

    def unit_figures(self, unit: UnitStanding) -> bool:
        return self.public or sees_unit_figures(self.visitor, unit.unit, self._claimed(unit))

    def _claimed(self, unit: UnitStanding) -> bool:
        """Whether this visitor claimed the unit's figures blind, and was right.

        After a second differing claim an officer looks: nobody comes upon the figures by trying.
        """
        if claim_agrees(self.standing, unit) is not True:
            return False
        newest = unit.claims[-1]
        wrong = [
            c for c in unit.claims if (c.totals, c.rejected) != (newest.totals, newest.rejected)
        ]
        return self.visitor.same_person(newest.by) and len(wrong) < 2

    def finding(self, finding: Finding) -> bool:
        """Whether this visitor may be told of a finding."""
        return self.public or finding.may_be_told(self.visitor)

    def whole(
        self, poll: Poll, found: tuple[Finding, ...], question: RuleQuestion | None
    ) -> StandingShape:
        """The standing as the interface carries it."""
        standing, contest = self.standing, self.standing.contest
        figures = standing.figures()
        said: StandingShape = {
            "contest": contest.id,
            "name": contest.name,
            "kind": contest.kind,
            "system": standing.rules.system,
            "seats": contest.seats,
            "votes_a_paper": standing.votes_a_paper,
            "state": standing.state,
            "attempt": standing.attempt,
            "electorate": contest.electorate,
            "bundle_size": contest.bundle_size,
            "uncontested": contest.uncontested,
            "candidates": self._candidates(poll),
            "grounds": [
                {"ground": g.code, "words": g.words, "law": g.law} for g in standing.rules.grounds
            ],
        }
        if self.visitor.role == "administrator":
            return said
        if self.visitor.role == "screen" and not self.public:
            return {**said, **self._progress()}
        said |= {
            "verified": figures.verified,
            "accounted": figures.accounted,
            "unaccounted": sum(figures.unaccounted.values()),
            "doubtful": figures.doubtful,
            "handed_over": figures.handed_over,
            "turnout": self._turnout(),
            "verification_closed": standing.verification_closed is not None,
            "rejected": {ground: n for ground, n in figures.rejected.items() if n},
            "in_part": figures.in_part,
            "findings": [self._finding(f) for f in found if self.finding(f)],
            "needs": needs(standing, self.visitor, question),
            "seen": self.codes.of_contest(standing),
            "agreements": self._agreements(),
            "units": {name: self.unit(unit) for name, unit in standing.units.items()},
            "equation": equation_view(standing, all_figures=self.all_figures),
        }
        said = {**said, **self._guidance(found, question)}
        if sees_verification(self.visitor):
            said["boxes"] = {name: box_view(box, self.at) for name, box in standing.boxes.items()}
        return {**said, **self._figures()} if self.all_figures else said

    def _finding(self, finding: Finding) -> FindingShape:
        return finding_view(finding, self.standing) if self.visitor.officer else finding.as_dict()

    def _guidance(self, found: tuple[Finding, ...], question: RuleQuestion | None) -> GuidanceShape:
        """The acts this visitor may record now; for officers what waits, and if figures are complete."""
        present = Present(self.standing, self.visitor, self.at, self.codes, found, question)
        told: GuidanceShape = {"may": may(present)}
        if self.visitor.officer:
            told["waits"] = waits(present)
            complete = not blocking(found, for_provisional=True)
            told["complete"] = self.standing.shared is not None or (
                self.standing.state == "counting" and complete
            )
        return told

    def _progress(self) -> ProgressShape:
        """Progress that everybody in the hall may watch: how far the papers have come, never for whom."""
        standing, figures = self.standing, self.standing.figures()
        units: dict[str, UnitProgressShape] = {
            name: {
                "papers": of.papers,
                "accounted": of.accounted,
                "closed": standing.units[name].closed,
            }
            for name, of in figures.units.items()
        }
        return {
            "verified": figures.verified,
            "accounted": figures.accounted,
            "turnout": self._turnout(),
            "units": units,
        }

    def _figures(self) -> FiguresShape:
        standing = self.standing
        figures = standing.figures()
        shared = standing.shared
        return {
            "totals": dict(zip(standing.candidates, figures.votes, strict=True)),
            "unused": figures.unused,
            "provisional": None
            if shared is None
            else {"at": shared.at, "by": shared.by, "told": list(shared.told)},
            "overridden": [
                {"findings": list(o.findings), "reason": o.reason, "by": o.by, "second": o.second}
                for o in standing.overrides
            ],
            "lots": [
                {
                    "among": list(d.among),
                    "chosen": list(d.chosen),
                    "to": d.to,
                    "method": d.method,
                    "sentence": in_full(standing, standing.entries[d.id].act),
                }
                for d in standing.lots
            ],
            "recounts": [{"at": at, **self._decided(recount)} for at, recount in standing.recounts],
            "after": [{"at": at, **self._decided(act)} for at, act in standing.after],
            "margin": margin_view(standing),
            "stages": self._stages(),
            "result": self._result(),
            "attempts": self._attempts(),
        }

    def _decided(self, act: acts.Act) -> dict[str, Any]:
        return {**act.content(), "sentence": in_full(self.standing, act)}

    def _attempts(self) -> list[AttemptShape]:
        """The whole contest at each count of it: every unit's figures as they stood at that count.

        A unit that was not counted again stands in the later counts with its only figures.
        """
        standing, figures = self.standing, self.standing.figures()
        counts: list[AttemptShape] = []
        for attempt in range(1, standing.attempt + 1):
            of_units = [
                next((past for n, past in unit.past if n >= attempt), figures.units[name])
                for name, unit in standing.units.items()
            ]
            votes = [sum(u.votes[c] for u in of_units) for c in standing.choice.values()]
            counts.append(
                {
                    "attempt": attempt,
                    "totals": dict(zip(standing.candidates, votes, strict=True)),
                    "rejected": sum(u.all_rejected for u in of_units),
                    "unused": sum(u.unused for u in of_units),
                    "accounted": sum(u.accounted for u in of_units),
                }
            )
        return counts

    def _stages(self) -> list[StageShape]:
        """The stages of the count so far; none while papers are still to be accounted for."""
        if self.standing.contest.uncontested or self.standing.figures().unaccounted:
            return []
        return stages(rule_answer(self.standing).stages)

    def _result(self) -> ResultShape | None:
        declared = self.standing.declaration
        if declared is None:
            return None
        who = elected(self.standing)
        assert who is not None, "a declared contest has its result"
        return {
            **result(who),
            "declared_at": declared.at,
            "declared_by": declared.by,
            "seconded_by": declared.second,
        }

    def _candidates(self, poll: Poll) -> list[CandidateShape]:
        return [
            {
                "candidate": c.candidate,
                "ballot_order": c.ballot_order,
                "name": c.display_name,
                "party": c.party,
                "description": c.description,
                "colour": c.colour,
            }
            for c in poll.candidates[self.standing.contest.id]
        ]

    def _turnout(self) -> TurnoutShape | None:
        verified, electorate = self.standing.figures().verified, self.standing.contest.electorate
        if not electorate:
            return None
        percent = turnout_text(verified, electorate)
        return {"papers": verified, "electorate": electorate, "percent": percent.rstrip("%")}

    def _agreements(self) -> list[AgreementShape]:
        standing = self.standing
        said: list[AgreementShape] = []
        for proposal in standing.open_proposals(self.at):
            act = proposal.act
            what: acts.Act = (
                standing.entries[act.strikes].act if isinstance(act, acts.Struck) else act
            )
            mine = self.visitor.unit in units_of(what) or self.visitor.same_person(proposal.by)
            if not (self.visitor.officer or mine or may_agree(standing, self.visitor, proposal)):
                continue
            said.append(
                {
                    "id": proposal.id,
                    "act": act.act,
                    "by": proposal.by,
                    "at": proposal.at,
                    "seen": proposal.awaits,
                    "words": in_words(standing, act),
                    "may_second": may_agree(standing, self.visitor, proposal),
                }
            )
        return said

    def unit(self, unit: UnitStanding) -> UnitShape:
        """One unit as this visitor may see it."""
        figures = self.standing.figures().units[unit.unit]
        state: UnitState = "closed" if unit.closed else "open" if unit.had_papers else "waiting"
        agrees = claim_agrees(self.standing, unit)
        return {
            "unit": unit.unit,
            "name": unit.name,
            "state": state,
            "attempt": unit.attempt,
            "boxes": list(dict.fromkeys(unit.boxes)),
            "unsorted": figures.unsorted,
            "doubtful": figures.doubtful,
            "doubtful_since": [{"at": at, "papers": papers} for at, papers in unit.sent],
            "last_at": unit.last_at,
            "claim": None if agrees is None else "agrees" if agrees else "differs",
            **self._of_unit(unit, figures),
            "attempts": [
                {"attempt": attempt, **self._of_unit(unit, past)} for attempt, past in unit.past
            ],
        }

    def _of_unit(self, unit: UnitStanding, figures: UnitFigures) -> UnitFiguresShape:
        said: UnitFiguresShape = {
            "papers": figures.papers,
            "accounted": figures.accounted,
            "rejected": {ground: n for ground, n in figures.rejected.items() if n},
        }
        if self.unit_figures(unit):
            said["totals"] = dict(zip(self.standing.candidates, figures.votes, strict=True))
            said["unused"] = figures.unused
            said["in_part"] = figures.in_part
        return said
