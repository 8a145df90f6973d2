"""The stages of a count as a document, and as a part of the declaration: every figure of every candidate.

One table where the stages are few and have names of their own; else a list of what was done at each stage, and
tables of figures beside each other, as many stages in one as the paper is wide (the stage sheet of a count by
single transferable vote). Figures are those of the count itself, to the last decimal.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from count.documents.document import (
    BOUND,
    Cell,
    Column,
    Document,
    Figures,
    Heading,
    Paragraph,
    Part,
    Row,
    Setting,
    Table,
    Words,
    capital,
    cells,
    plain,
)
from count.documents.sheet import ResultSheet
from count.ledger.standing import Standing
from count.systems.result import rule_answer
from count.systems.spoken import together
from count.systems.stage_words import figure_text, printed_change
from count.systems.system import StageShown
from tally_core.exact import votes_text

FEW = 3
"""Stages that have one table, each under its own name."""
ABREAST = 8
"""Stages whose figures stand beside each other on a sheet that lies on its side."""
_NAME = 44
"""Millimetres for a candidate's name beside figures."""


@dataclass(frozen=True, slots=True)
class Stages:
    """The settled stages of a count, and the candidates' names by id in the order of the ballot paper."""

    names: dict[str, str]
    shown: tuple[StageShown, ...]

    @property
    def few(self) -> bool:
        """Whether their names say all that there is to say."""
        return len(self.shown) <= FEW and not any(stage.moved for stage in self.shown)


def stages_of(standing: Standing) -> Stages | None:
    """The stages of a contest; None where it is counted in one, or papers are still to be accounted for."""
    figures = standing.figures()
    counting = standing.counted_here and not standing.contest.uncontested and figures.accounted
    if not counting or figures.unaccounted:
        return None
    shown = rule_answer(standing).stages
    names = {candidate: standing.names[candidate] for candidate in standing.candidates}
    return Stages(names, shown) if len(shown) > 1 else None


def stage_sheet(
    sheet: ResultSheet, stages: Stages, setting: Setting, not_declared: str
) -> Document:
    """The stage sheet of a contest; `not_declared` is what it is not, until it is declared."""
    notice = "" if sheet.declared else not_declared
    final = () if not sheet.declared else (setting.signing(sheet.signed_by, sheet.signed_by_cy),)
    return Document(
        name="stages",
        title=setting.say("Stages of the count"),
        authority=sheet.authority,
        contest=sheet.contest,
        subtitle=f"{sheet.poll}, {sheet.day}",
        at=setting.at,
        marks=setting.marks(notice),
        parts=(*setting.notices(notice), *tables(stages, setting), *final),
        foot=(f"{sheet.law}.",),
        bound=sheet.digest[:BOUND] if sheet.declared else "",
        wide=not stages.few,
        languages=setting.languages,
    )


def tables(stages: Stages, setting: Setting) -> Iterator[Part]:
    """Every figure of every stage."""
    yield from quota(stages, setting)
    if stages.few:
        yield _figures(stages, stages.shown, setting)
        return
    yield what_was_done(stages, setting)
    for first in range(0, len(stages.shown), ABREAST):
        abreast = stages.shown[first : first + ABREAST]
        words = f"Stages {abreast[0].number} to {abreast[-1].number}"
        if len(abreast) == 1:
            words = f"Stage {abreast[0].number}"
        yield Heading(setting.say(words))
        yield _figures(stages, abreast, setting)


def what_was_done(stages: Stages, setting: Setting) -> Table:
    """A row a stage: what was done with which papers, and who was elected or excluded at its end."""
    excludes = any(stage.excluded for stage in stages.shown)
    return Table(
        setting.say("What was done at each stage"),
        (
            Column(setting.say("Stage"), False, 14, True),
            Column(setting.say("What was done"), width=3),
            Column(setting.say("Elected"), width=2),
            *((Column(setting.say("Excluded"), width=2),) if excludes else ()),
        ),
        tuple(
            cells(
                Cell(plain(str(stage.number)), strong=True),
                Cell(plain(stage.title), tuple(Words(line) for line in _moved(stages, stage))),
                Cell(plain(_named(stages, stage.elected)), strong=True),
                *((_named(stages, stage.excluded),) if excludes else ()),
            )
            for stage in stages.shown
        ),
        small=True,
    )


def _moved(stages: Stages, stage: StageShown) -> Iterator[str]:
    """The parcels of a stage, and on whom a lot fell that decided it."""
    for each in stage.moved:
        papers = "1 paper" if each.papers == 1 else f"{each.papers:,} papers"
        yield f"{papers}, {each.transferable:,} transferable, at {votes_text(each.value, stage.unit)}"
    if stage.lot:
        yield f"Decided by lot: {_named(stages, stage.lot)}"


def quota(stages: Stages, setting: Setting) -> Iterator[Part]:
    """The quota, where the rule has one."""
    first = stages.shown[0]
    if first.quota is not None:
        text = votes_text(first.quota, first.unit, grouped=True)
        yield Figures(((setting.say("Quota"), text),))


def _named(stages: Stages, candidates: tuple[str, ...]) -> str:
    return together([stages.names[c] for c in candidates]) if candidates else ""


def _figures(stages: Stages, shown: tuple[StageShown, ...], setting: Setting) -> Table:
    """Candidates by stages; who is out of account has a blank. What happened stands beneath the figure."""
    head = tuple(
        Column(setting.say(stage.title if stages.few else f"Stage {stage.number}"), True)
        for stage in shown
    )
    rows = tuple(
        Row(
            (
                Cell(plain(name), strong=True),
                *(_figure(stage, at, candidate, setting) for stage in shown),
            )
        )
        for at, (candidate, name) in enumerate(stages.names.items())
    )
    kinds = dict.fromkeys(words for stage in stages.shown for words, _ in stage.rest)
    rest = tuple(cells(capital(kind), *(_rest(stage, kind) for stage in shown)) for kind in kinds)
    name = Column(setting.say("Candidate"), False, _NAME, True)
    caption = setting.say("Every candidate's figure at each stage")
    return Table(caption, (name, *head), rows, rest, small=True)


def _figure(stage: StageShown, at: int, candidate: str, setting: Setting) -> Cell:
    elected, excluded = candidate in stage.elected, candidate in stage.excluded
    word = "elected" if elected else "excluded" if excluded else ""
    change = stage.changes[at] if stage.changes else 0
    beneath = (printed_change(change, stage.unit), word)
    lines = tuple(one for text in beneath if text for one in setting.say(text))
    text = figure_text(stage.figures[at], stage.unit, grouped=True)
    return Cell(plain(text), lines, strong=elected)


def _rest(stage: StageShown, kind: str) -> str:
    votes = dict(stage.rest).get(kind)
    return "" if votes is None else votes_text(votes, stage.unit, grouped=True)


def told_in_the_declaration(stages: Stages, setting: Setting) -> Iterator[Part]:
    """The stages as the declaration tells them: every figure of a few; of many, only what was done."""
    if stages.few:
        yield from tables(stages, setting)
        return
    yield from quota(stages, setting)
    yield what_was_done(stages, setting)
    yield Paragraph(setting.say("Every figure of every stage stands on the stage sheet."), "small")
