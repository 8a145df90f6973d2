"""A count of preferences as a table for people: candidates down, stages across, as councils print it."""

import shutil
from collections.abc import Iterator

from count.systems.stage_words import title, whose
from count.tally import margins
from count.tally.result import Tally, TallyCount
from tally_core.exact import votes_text
from tally_core.outcome import LotNeeded, PreferenceStage

_NAMES_WIDTH = 30


def of(tally: Tally) -> str:
    """The table of one file, ending in an empty line."""
    return "\n".join([*_head(tally), *_body(tally), "", ""])


def _head(tally: Tally) -> Iterator[str]:
    election = tally.election
    yield _printable(f"{election.title or tally.file} ({tally.system.tally_name})")
    numbers = (
        (len(election.candidates), "candidate"),
        (tally.seats, "seat"),
        (election.papers.valid, "valid paper"),
    )
    words = ", ".join(f"{number:,} {what}{'' if number == 1 else 's'}" for number, what in numbers)
    if election.withdrawn:
        words += f"; withdrawn: {_names(tally, [who + 1 for who in election.withdrawn])}"
    yield words


def _body(tally: Tally) -> Iterator[str]:
    answer = tally.answer
    if isinstance(answer, LotNeeded):
        among = _names(tally, tally.numbers(answer.candidates))
        yield f"Stage {answer.stage} waits for a lot ({answer.to}) among {among}."
        return
    shown = max(10, *(len(_votes(total, answer.unit)) for total in answer.stages[0].totals)) + 2
    width = shutil.get_terminal_size((120, 0)).columns - _NAMES_WIDTH
    across = max(1, width // shown)
    for first in range(0, len(answer.stages), across):
        yield ""
        yield from _block(tally, answer, answer.stages[first : first + across], shown)
    yield ""
    for stage in answer.stages:
        yield _stage(tally, answer, stage)
    yield f"Elected: {_names(tally, tally.numbers(answer.elected)) or 'nobody'}"
    if tally.margin is not None:
        yield f"Margin: {margins.in_words(tally.margin)}"


def _block(
    tally: Tally, answer: TallyCount, stages: tuple[PreferenceStage, ...], width: int
) -> Iterator[str]:
    """So many stages as fit across."""

    def row(name: str, figures: list[str]) -> str:
        cells = "".join(figure.rjust(width) for figure in figures)
        return _printable(name)[: _NAMES_WIDTH - 1].ljust(_NAMES_WIDTH) + cells

    unit = answer.unit
    yield row("Stage", [str(stage.number) for stage in stages])
    totals = [tally.totals(stage) for stage in stages]
    for who, name in enumerate(tally.election.candidates):
        yield row(f"{who + 1} {name}", [_votes(column[who], unit) for column in totals])
    yield row("Non-transferable", [_votes(stage.non_transferable, unit) for stage in stages])
    yield row("Lost by rounding", [_votes(stage.rounding, unit) for stage in stages])
    if any(stage.quota is not None for stage in stages):
        yield row("Quota", [_votes(stage.quota or 0, unit) for stage in stages])


def _stage(tally: Tally, answer: TallyCount, stage: PreferenceStage) -> str:
    words = f"{stage.number}  {title(stage, lambda who: _printable(tally.name(who)))}"
    if stage.sheet is not None and stage.moved:
        words += f"; papers at {votes_text(stage.moved[0].value, answer.unit)}"
    if stage.lot:
        words += f"; lot: {_names(tally, tally.numbers(stage.lot.chosen))}"
    out = [who for who in stage.excluded if who not in whose(stage)]
    if out:
        words += f"; excluded: {_names(tally, tally.numbers(out))}"
    if stage.elected:
        words += f"; elected: {_names(tally, tally.numbers(stage.elected))}"
    return words


def _names(tally: Tally, numbers: list[int]) -> str:
    return ", ".join(_printable(tally.election.candidates[number - 1]) for number in numbers)


def _votes(votes: int, unit: int) -> str:
    """Votes with their decimals, a dash for none."""
    return votes_text(votes, unit, grouped=True) if votes else "-"


def _printable(text: str) -> str:
    """Nothing that a terminal would obey."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
