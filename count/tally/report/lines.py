"""Lines of a report for each stage: every vote, what changed, who was elected or excluded."""

from collections.abc import Iterator
from dataclasses import dataclass

from count.systems.stage_words import printed_change, title
from count.tally.result import Tally, TallyCount
from tally_core.exact import votes_text


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One candidate at one stage. Votes are in units of the count; `status` is empty or a word."""

    name: str
    votes: int
    text: str
    change: str
    status: str


@dataclass(frozen=True, slots=True)
class StageLines:
    """One stage: its heading, its lines in the file's order, and what left the count."""

    number: int
    heading: str
    quota: int | None
    quota_text: str
    lines: tuple[ReportLine, ...]
    non_transferable: ReportLine
    rounding: ReportLine | None


def of(tally: Tally, answer: TallyCount) -> tuple[StageLines, ...]:
    """Every stage of a count."""
    return tuple(_stages(tally, answer))


def _stages(tally: Tally, answer: TallyCount) -> Iterator[StageLines]:
    names = tally.election.candidates
    elected: set[int] = set()
    excluded: set[int] = set()
    before: list[int] | None = None
    gone, lost = 0, 0
    rounds = any(stage.rounding for stage in answer.stages)
    for stage in answer.stages:
        totals = tally.totals(stage)
        elected.update(tally.numbers(stage.elected))
        excluded.update(tally.numbers(stage.excluded))
        lines = tuple(
            ReportLine(
                name,
                totals[who],
                _figure(totals[who], answer.unit),
                "" if before is None else printed_change(totals[who] - before[who], answer.unit),
                _status(who + 1, elected, excluded, who in tally.election.withdrawn),
            )
            for who, name in enumerate(names)
        )
        yield StageLines(
            stage.number,
            title(stage, tally.name),
            stage.quota,
            "" if stage.quota is None else _figure(stage.quota, answer.unit),
            lines,
            _left("Non-transferable", stage.non_transferable, gone, answer.unit, before is None),
            _left("Lost by rounding", stage.rounding, lost, answer.unit, before is None)
            if rounds
            else None,
        )
        before, gone, lost = totals, stage.non_transferable, stage.rounding


def _left(name: str, votes: int, before: int, unit: int, first: bool) -> ReportLine:
    return ReportLine(
        name, votes, _figure(votes, unit), "" if first else printed_change(votes - before, unit), ""
    )


def _status(number: int, elected: set[int], excluded: set[int], withdrawn: bool) -> str:
    if number in elected:
        return "elected"
    if number in excluded:
        return "excluded"
    return "withdrawn" if withdrawn else ""


def _figure(votes: int, unit: int) -> str:
    return votes_text(votes, unit, grouped=True)
