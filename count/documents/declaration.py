"""The declaration of result as a document: the words spoken, in the order in which they are spoken.

Until it is declared the same sheet is a draft: every page says so, and there is no line to sign, so that no
signed sheet can differ from what was declared. At the foot of a declared one stands the digest of the entry
that declared it.
"""

from collections.abc import Iterator

from count.documents import shared_tables
from count.documents.document import BOUND, Document, Heading, Items, Paragraph, Part, Setting
from count.documents.sheet import ResultSheet
from count.documents.stages import Stages, told_in_the_declaration
from count.law.wording import ALL_VOTES_CY, BY_HEAD_CY
from count.systems.wording import seats_text

NOT_DECLARED = "PROVISIONAL FIGURES, NOT A DECLARATION"


def declaration(sheet: ResultSheet, setting: Setting, stages: Stages | None = None) -> Document:
    """The declaration of a contest, or its draft; with its stages where it is counted in several."""
    cancelled = f"CANCELLED: {sheet.cancelled}" if sheet.cancelled else ""
    undeclared = "" if sheet.declared else cancelled or NOT_DECLARED
    return Document(
        name="declaration",
        title=setting.say(_title(sheet)),
        authority=sheet.authority,
        contest=sheet.contest,
        subtitle=_of_the_poll(sheet),
        at=setting.at,
        marks=setting.marks("CANCELLED" if sheet.cancelled else undeclared),
        parts=(*setting.notices(undeclared), *_parts(sheet, setting, stages)),
        foot=tuple(_foot(sheet)),
        bound=sheet.digest[:BOUND] if sheet.declared else "",
        languages=setting.languages,
    )


def _of_the_poll(sheet: ResultSheet) -> str:
    poll = f"{sheet.poll}, {sheet.day}"
    return poll if sheet.question else f"{poll} · {seats_text(sheet.seats)}"


def _title(sheet: ResultSheet) -> str:
    if not sheet.declared:
        return "Draft of the declaration" if sheet.result else "Figures as they now stand"
    if not sheet.polled:
        return "Declaration of result of uncontested election"
    return "Declaration of result of poll"


def _parts(sheet: ResultSheet, setting: Setting, stages: Stages | None) -> Iterator[Part]:
    if sheet.declared:
        votes_cy = ALL_VOTES_CY if sheet.polled else ""
        yield Paragraph(setting.say(sheet.opening, votes_cy), "spoken")
    spoken = sheet.declared or bool(sheet.result)
    yield shared_tables.votes(sheet, setting, spoken=spoken)
    if stages is not None:
        yield Heading(setting.say("The count, stage by stage"))
        yield from told_in_the_declaration(stages, setting)
    if sheet.polled:
        rejected = (
            "The number of ballot papers rejected was as follows."
            if sheet.declared
            else "Ballot papers rejected"
        )
        yield Paragraph(setting.say(rejected, BY_HEAD_CY), "spoken")
        yield shared_tables.rejected(sheet, setting)
        yield from shared_tables.compare(sheet, setting)
        yield shared_tables.of_the_poll(sheet, setting)
    for lot in sheet.lots:
        yield Paragraph(setting.say(lot), "spoken")
    if sheet.result:
        yield Paragraph(setting.say(sheet.result), "result")
    if sheet.vacant > 0:
        remain = "remains" if sheet.vacant == 1 else "remain"
        words = f"{sheet.vacant} of {seats_text(sheet.seats)} {remain} vacant."
        yield Paragraph(setting.say(words), "spoken")
    yield from _printed_by_law(sheet, setting)
    if sheet.declared:
        yield setting.signing(sheet.signed_by, sheet.signed_by_cy)
    if sheet.after:
        yield Heading(setting.say("After the declaration"))
        yield Items(tuple((words, "") for words in sheet.after))


def _printed_by_law(sheet: ResultSheet, setting: Setting) -> Iterator[Part]:
    """Overrides and explanations, printed above the line that is signed."""
    if sheet.set_aside:
        yield Heading(setting.say("Set aside by the returning officer"))
        yield Items(
            tuple(
                (" ".join(one.found), f"{one.reason} ({one.by}, with {one.second})")
                for one in sheet.set_aside
            )
        )
    if sheet.explained:
        yield Heading(setting.say("Explained"))
        yield Items(sheet.explained)


def _foot(sheet: ResultSheet) -> Iterator[str]:
    if not sheet.declared:
        yield f"Nothing on this sheet may be read out as a result. {sheet.law}."
        return
    yield (
        f"Declared at {sheet.declared_at} by {sheet.declared_by}; {sheet.seconded_by} saw the same figures "
        f"and agreed. {sheet.law}."
    )
    yield f"Digest of the entry that declared it: {sheet.digest}"
