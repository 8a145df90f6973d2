"""The report as one file that needs nothing else: figures in tables, and pictures that say no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from count.systems.stage_words import printed_change, title
from count.tally import margins
from count.tally.report import flows, lines
from count.tally.report.flows import Diagram
from count.tally.report.lines import StageLines
from count.tally.result import Tally, TallyCount

HERE = Path(__file__).parent
BAR_WIDTH = 600
"""Of the longest bar, in units of its drawing."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a report, counted, or with the names among whom it waits for a lot."""

    title: str
    file: str
    facts: tuple[tuple[str, str], ...]
    waits: str
    elected: tuple[str, ...]
    stages: tuple[StageLines, ...]
    longest: int
    diagram: Diagram | None
    transfers: tuple[tuple[int, str, tuple[str, ...]], ...]


def part(tally: Tally) -> Part:
    """The report's part for one file."""
    election, answer = tally.election, tally.answer
    facts: tuple[tuple[str, str], ...] = (
        ("Rules", tally.system.title),
        ("Seats", f"{tally.seats:,}"),
        ("Candidates", f"{len(election.candidates):,}"),
        ("Valid papers", f"{election.papers.valid:,}"),
    )
    if tally.margin is not None:
        facts = (*facts, ("Margin", margins.in_words(tally.margin)))
    title = election.title or Path(tally.file).name
    if not isinstance(answer, TallyCount):
        among = ", ".join(election.candidates[n - 1] for n in tally.numbers(answer.candidates))
        waits = f"Stage {answer.stage} waits for a lot ({answer.to}) among {among}."
        return Part(title, tally.file, facts, waits, (), (), 0, None, ())
    stages = lines.of(tally, answer)
    longest = max(
        [1, *(line.votes for stage in stages for line in stage.lines)]
        + [stage.quota for stage in stages if stage.quota is not None]
    )
    elected = tuple(election.candidates[n - 1] for n in tally.numbers(answer.elected))
    drawn = _diagram(tally, answer) if len(stages) > 1 else None
    return Part(
        title, tally.file, facts, "", elected, stages, longest, drawn, _transfers(tally, answer)
    )


def write(parts: Iterable[Part]) -> str:
    """The whole page."""
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    template = environment.get_template("report.html")
    style = (HERE / "report.css").read_text(encoding="utf-8")
    return template.render(parts=tuple(parts), style=style, bar_width=BAR_WIDTH)


def _rows(tally: Tally, answer: TallyCount) -> list[list[int]]:
    """Each stage's votes: a row a candidate, and one for what was not transferred."""
    return [
        [*tally.totals(stage), stage.non_transferable + stage.rounding] for stage in answer.stages
    ]


def _names(tally: Tally) -> list[str]:
    return [*tally.election.candidates, flows.NOT_TRANSFERRED]


def _diagram(tally: Tally, answer: TallyCount) -> Diagram:
    elected: list[frozenset[int]] = []
    so_far: frozenset[int] = frozenset()
    for stage in answer.stages:
        so_far |= frozenset(number - 1 for number in tally.numbers(stage.elected))
        elected.append(so_far)
    return flows.diagram(_names(tally), _rows(tally, answer), elected, answer.unit)


def _transfers(tally: Tally, answer: TallyCount) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    """Each later stage's number and heading, and who received what, in words: what the diagram shows."""
    names, rows = _names(tally), _rows(tally, answer)
    said = []
    for at, stage in enumerate(answer.stages[1:], start=1):
        received = tuple(
            f"{names[row]} {printed_change(after - before, answer.unit)}"
            for row, (before, after) in enumerate(zip(rows[at - 1], rows[at], strict=True))
            if after > before
        )
        said.append((stage.number, title(stage, tally.name), received))
    return tuple(said)
