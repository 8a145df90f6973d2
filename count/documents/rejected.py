"""The statement of rejected papers, and the record of how doubtful papers were decided, as one document.

By head in the printed words of the rules; beneath it each batch that was decided, at which table, when and by
whom, with what was allowed, returned, rejected and objected to (Parliamentary Elections Rules, rule 47, RPA
1983 Sch. 1). It has no paper's number and says for no paper whom it was for.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from count.documents import shared_tables
from count.documents.document import (
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
    figure,
    plain,
)
from count.documents.sheet import ResultSheet, said_at
from count.ledger import acts
from count.ledger.standing import Standing

_WIDTH = 19
"""Millimetres of a column of papers."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A decision on doubtful papers; `undone` where a recount had the rejected ones decided again."""

    unit: str
    attempt: int
    at: str
    by: str
    allowed: int
    returned: int
    rejected: dict[str, int]
    in_part: int
    objections: int
    undone: bool


def batches(standing: Standing) -> tuple[Batch, ...]:
    """Every decision that was not struck, in the order in which they were made."""
    decided: list[Batch] = []
    for entry in standing.entries.values():
        act = entry.act
        if act.id in standing.struck:
            continue
        if isinstance(act, acts.Adjudicated):
            decided.append(
                Batch(
                    unit=act.unit,
                    attempt=act.attempt,
                    at=entry.at,
                    by=entry.by,
                    allowed=sum(good.papers for good in act.good),
                    returned=act.returned,
                    rejected={ground: n for ground, n in act.rejected.items() if n},
                    in_part=act.in_part or 0,
                    objections=act.objections or 0,
                    undone=_undone(standing, act.unit, entry.at),
                )
            )
    return tuple(decided)


def _undone(standing: Standing, unit: str, at: str) -> bool:
    """Whether a later recount had the rejected papers of a unit decided again."""
    return any(
        granted_at > at
        and recount.granted
        and recount.kind == "adjudication-too"
        and not (isinstance(recount.scope, acts.OneUnit) and recount.scope.unit != unit)
        for granted_at, recount in standing.recounts
    )


def rejected(sheet: ResultSheet, standing: Standing, setting: Setting) -> Document:
    """The statement of one contest; `standing` is that contest's, `sheet` its figures."""
    final = standing.state in ("provisional", "declared")
    notice = "" if final else "SO FAR: the count is not finished"
    return Document(
        name="rejected",
        title=setting.say("Statement of rejected ballot papers"),
        authority=sheet.authority,
        contest=sheet.contest,
        subtitle=f"{sheet.poll}, {sheet.day}",
        at=setting.at,
        marks=setting.marks("" if final else "SO FAR"),
        parts=(*setting.notices(notice), *_parts(sheet, standing, setting, final=final)),
        foot=(f"{standing.rules.grounds[0].law}." if standing.rules.grounds else "",),
        languages=setting.languages,
    )


def _parts(
    sheet: ResultSheet, standing: Standing, setting: Setting, *, final: bool
) -> Iterator[Part]:
    yield shared_tables.rejected(sheet, setting, beneath_votes=False)
    yield from shared_tables.compare(sheet, setting)
    decided = batches(standing)
    doubtful = standing.figures().doubtful
    waiting = ((setting.say("Doubtful, not decided yet"), figure(doubtful)),) if doubtful else ()
    looked_at = sum(b.allowed + b.returned + sum(b.rejected.values()) for b in decided)
    objections = sum(batch.objections for batch in decided if not batch.undone)
    yield Figures(
        (
            (setting.say("Doubtful papers decided"), figure(looked_at)),
            (setting.say("Rejections objected to"), figure(objections)),
            *waiting,
        )
    )
    if decided:
        yield Heading(setting.say("How doubtful papers were decided"))
        yield _record(decided, standing, setting)
        if any(batch.undone for batch in decided):
            words = "Papers of a decision marked “decided again” went back and were decided anew in a recount."
            yield Paragraph(setting.say(words), "small")
    else:
        yield Paragraph(setting.say("No doubtful paper has been decided."))
    if final:
        rules = standing.rules
        yield setting.signing(rules.signed_by, rules.signed_by_cy)


def _record(decided: tuple[Batch, ...], standing: Standing, setting: Setting) -> Table:
    papers = ["Allowed", "Returned", "Rejected", "Objected"]
    if standing.votes_a_paper > 1 and standing.rules.in_part:
        papers.insert(3, "In part")
    return Table(
        setting.say("Every decision on a batch of doubtful papers, in order"),
        (
            Column(setting.say("Where and when")),
            *(Column(setting.say(words), True, _WIDTH, True) for words in papers),
        ),
        tuple(_batch(batch, standing, setting) for batch in decided),
        small=True,
    )


def _batch(batch: Batch, standing: Standing, setting: Setting) -> Row:
    attempt = f", count {batch.attempt}" if batch.attempt > 1 else ""
    again = ", decided again" if batch.undone else ""
    grounds = "; ".join(
        f"{capital(standing.rules.ground(ground).words)}: {papers:,}"
        for ground, papers in batch.rejected.items()
    )
    beneath = (f"{said_at(batch.at)}, {batch.by}{again}", grounds)
    papers = [batch.allowed, batch.returned, sum(batch.rejected.values()), batch.objections]
    if standing.votes_a_paper > 1 and standing.rules.in_part:
        papers.insert(3, batch.in_part)
    where = f"{standing.units[batch.unit].name}{attempt}"
    return cells(
        Cell(plain(where), tuple(Words(line) for line in beneath if line), strong=True),
        *(figure(number) for number in papers),
    )
