"""The provisional result as a slip for candidates and agents, who may then ask for a recount.

The equation, the votes, the rejected papers, and who was told when. It is given out by officers once nothing
stands in the way of sharing it, and no page of it can be taken for a declaration.
"""

from collections.abc import Iterator

from count.documents import shared_tables
from count.documents.document import Document, Equation, Heading, Paragraph, Part, Setting
from count.documents.sheet import ResultSheet, said_at
from count.documents.stages import Stages, told_in_the_declaration
from count.findings.finding import Finding
from count.findings.gate import blocking
from count.ledger.standing import Standing
from count.systems.spoken import together
from count.systems.wording import seats_text

NOT_A_DECLARATION = "PROVISIONAL RESULT, NOT A DECLARATION"


def not_yet(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Reasons why there is no slip yet: the figures are not complete."""
    return blocking(found, for_provisional=True)


def provisional(
    sheet: ResultSheet, standing: Standing, setting: Setting, stages: Stages | None = None
) -> Document:
    """The slip of one contest; `standing` is that contest's, `sheet` its figures."""
    notice = f"CANCELLED: {sheet.cancelled}" if sheet.cancelled else NOT_A_DECLARATION
    seats = "" if sheet.question else f" · {seats_text(sheet.seats)}"
    return Document(
        name="provisional",
        title=setting.say("Provisional result"),
        authority=sheet.authority,
        contest=sheet.contest,
        subtitle=f"{sheet.poll}, {sheet.day}{seats}",
        at=setting.at,
        marks=setting.marks("CANCELLED" if sheet.cancelled else NOT_A_DECLARATION),
        parts=(*setting.notices(notice), *_parts(sheet, standing, setting, stages)),
        foot=(
            "A candidate or election agent may ask for a recount, or for a further one; it may be refused "
            f"if it is unreasonable. {standing.rules.recount_law}.",
        ),
        languages=setting.languages,
    )


def _parts(
    sheet: ResultSheet, standing: Standing, setting: Setting, stages: Stages | None
) -> Iterator[Part]:
    if sheet.polled:
        yield Equation(equation(standing))
    yield shared_tables.votes(sheet, setting, spoken=False)
    if stages is not None:
        yield Heading(setting.say("The count, stage by stage"))
        yield from told_in_the_declaration(stages, setting)
    if sheet.polled:
        yield Paragraph(setting.say("Ballot papers rejected"), "spoken")
        yield shared_tables.rejected(sheet, setting)
        yield from shared_tables.compare(sheet, setting)
        yield shared_tables.of_the_poll(sheet, setting)
    for lot in sheet.lots:
        yield Paragraph(setting.say(lot))
    if sheet.result and not sheet.declared:
        yield Paragraph(setting.say(sheet.result), "result")
    yield Heading(setting.say("Who was told"))
    yield Paragraph(setting.say(_told(standing)))


def _told(standing: Standing) -> str:
    shared, declared = standing.shared, standing.declaration
    if shared is None:
        return "Nobody yet: this result has not been shared."
    words = f"Shared at {said_at(shared.at)} by {shared.by} with {together(shared.told)}."
    return words + (f" The result was declared at {said_at(declared.at)}." if declared else "")


def equation(standing: Standing) -> str:
    """Votes and rejected papers against the verified ones; with several votes a paper, times the votes.

    A paper rejected in part has its lost votes among the unused. Papers handed to other areas are not counted
    here.
    """
    figures, each = standing.figures(), standing.votes_a_paper
    times = f" × {each}" if each > 1 else ""
    cast = sum(figures.votes) + figures.unused + each * figures.all_rejected
    owed = each * (figures.verified - figures.handed_over)
    unused = f" + unused {figures.unused:,}" if each > 1 else ""
    left = f"votes {sum(figures.votes):,}{unused} + rejected {figures.all_rejected:,}{times}"
    away = f" − handed over {figures.handed_over:,}" if figures.handed_over else ""
    right = f"verified {figures.verified:,}{away}"
    right = f"({right}){times}" if away and times else f"{right}{times}"
    return f"{left} = {right}" if cast == owed else f"{left} = {cast:,} of {right} = {owed:,}"
