"""One file of preference papers, counted: the line that machines read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from count.formats.election import Election
from count.law.systems import VotingSystem
from count.tally import margins
from tally_core.exact import votes_text
from tally_core.margins.margin import Margin
from tally_core.outcome import Lot, LotNeeded, PreferenceStage


@dataclass(frozen=True, slots=True)
class TallyCount:
    """A whole count, of candidates numbered from 0 without those withdrawn. unit: units in one vote."""

    elected: tuple[int, ...]
    stages: tuple[PreferenceStage, ...]
    unit: int = 1
    lots: tuple[Lot, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """One file counted, or what it waits for."""

    file: str
    system: VotingSystem
    election: Election
    seats: int
    standing: tuple[int, ...]
    answer: TallyCount | LotNeeded
    margin: Margin | None = None
    """How close it was, where that was asked."""

    def numbers(self, who: Sequence[int]) -> list[int]:
        """Candidates of the count as the file numbers them."""
        return [self.standing[one] + 1 for one in who]

    def line(self) -> str:
        """The line that `--json` prints."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def as_dict(self) -> dict[str, Any]:
        if isinstance(self.answer, LotNeeded):
            candidates = sorted(self.numbers(self.answer.candidates))
            question = {"candidates": candidates, "to": self.answer.to, "stage": self.answer.stage}
            return {"file": self.file, "lot_needed": question}
        return {
            "file": self.file,
            "rules": self.system.tally_name,
            "valid": self.election.papers.valid,
            "seats": self.seats,
            "candidates": list(self.election.candidates),
            "stages": [self._stage(stage, self.answer.unit) for stage in self.answer.stages],
            "elected": self.numbers(self.answer.elected),
            "lots": [self._lot(lot) for lot in self.answer.lots],
            **({} if self.margin is None else {"margin": margins.as_dict(self.margin)}),
        }

    def name(self, who: int) -> str:
        """The name that the file gives a candidate of the count."""
        return self.election.candidates[self.standing[who]]

    def totals(self, stage: PreferenceStage) -> list[int]:
        """Every candidate's, in the file's order, in the unit of the count."""
        return self.in_file_order(stage.totals)

    def in_file_order(self, figures: Sequence[int]) -> list[int]:
        """A figure for each candidate of the file, 0 for those withdrawn."""
        known = dict(zip(self.standing, figures, strict=True))
        return [known.get(who, 0) for who in range(len(self.election.candidates))]

    def _stage(self, stage: PreferenceStage, unit: int) -> dict[str, Any]:
        more: dict[str, Any] = {} if stage.sheet is None else {"sheet": stage.sheet}
        if stage.shares:
            keep = [_wire(kept, unit) for kept in self.in_file_order(stage.shares.keep)]
            surplus = _wire(stage.shares.surplus, unit)
            more = {"keep": keep, "surplus": surplus, "iterations": stage.shares.iterations}
        return {
            "stage": stage.number,
            "why": stage.why,
            "of": self.numbers(stage.of),
            "quota": None if stage.quota is None else _wire(stage.quota, unit),
            "totals": [_wire(total, unit) for total in self.totals(stage)],
            "non_transferable": _wire(stage.non_transferable, unit),
            "rounding": _wire(stage.rounding, unit),
            "elected": self.numbers(stage.elected),
            "excluded": self.numbers(stage.excluded),
            **more,
        }

    def _lot(self, lot: Lot) -> dict[str, Any]:
        chosen = self.numbers(lot.chosen)
        one = chosen[0] if len(chosen) == 1 else chosen
        return {"among": sorted(self.numbers(lot.among)), "chosen": one}


def _wire(votes: int, unit: int) -> int | str:
    """Votes as the wire has them: a whole number where the rules know no fractions, else its decimals."""
    return votes if unit == 1 else votes_text(votes, unit)
