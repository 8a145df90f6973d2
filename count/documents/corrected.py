"""The notice of corrected figures: a document of its own, beside a declaration that stays as it was signed.

A returning officer may correct an error of procedure, and may not count again once the result is declared
(Electoral Administration Act 2006, s. 46). So every figure stands with the declared one beside it, and who is
elected is the same on both.
"""

from collections.abc import Iterator

from count.documents.document import (
    BOUND,
    Cell,
    Column,
    Document,
    Heading,
    Items,
    Paragraph,
    Part,
    Row,
    Setting,
    Table,
    cells,
    figure,
    plain,
)
from count.documents.sheet import ResultSheet, said_at
from count.ledger import acts
from count.ledger.standing import Standing

LAW = "Electoral Administration Act 2006, s. 46"
_WIDTH = 32
"""Millimetres of a column of votes."""


def corrections(standing: Standing) -> tuple[tuple[str, acts.Corrected], ...]:
    """Every notice with its time, the oldest first."""
    return tuple((at, act) for at, act in standing.after if isinstance(act, acts.Corrected))


def corrected(sheet: ResultSheet, standing: Standing, setting: Setting) -> Document:
    """The notice of one contest; `standing` is that contest's and has a correction, `sheet` its figures."""
    assert corrections(standing), "there is a notice only of what was corrected"
    return Document(
        name="corrected",
        title=setting.say("Notice of corrected figures"),
        authority=sheet.authority,
        contest=sheet.contest,
        subtitle=f"{sheet.poll}, {sheet.day}",
        at=setting.at,
        marks=setting.marks(),
        parts=(*setting.notices(), *_parts(sheet, standing, setting)),
        foot=(
            f"{LAW}. The declaration stays as it was signed.",
            f"Digest of the entry that declared it: {sheet.digest}",
        ),
        bound=sheet.digest[:BOUND],
        languages=setting.languages,
    )


def _parts(sheet: ResultSheet, standing: Standing, setting: Setting) -> Iterator[Part]:
    yield Paragraph(
        setting.say(
            f"Figures that were declared at {sheet.declared_at} are corrected as follows. Who is elected "
            "does not change."
        ),
        "spoken",
    )
    yield _table(sheet, standing, setting)
    yield Paragraph(setting.say(sheet.result.replace("And I declare", "It was declared")), "result")
    yield Heading(setting.say("Why"))
    yield Items(tuple((f"{said_at(at)}: {act.reason}", "") for at, act in corrections(standing)))
    yield setting.signing(sheet.signed_by, sheet.signed_by_cy)


def _table(sheet: ResultSheet, standing: Standing, setting: Setting) -> Table:
    """Each candidate in ballot order; where several notices correct one figure, the newest holds."""
    newest: dict[str, int] = {}
    for _, act in corrections(standing):
        newest |= act.votes
    return Table(
        setting.say("Votes as declared, and as corrected"),
        (
            Column(setting.say("Candidate")),
            Column(setting.say("Declared"), True, _WIDTH, True),
            Column(setting.say("Corrected"), True, _WIDTH, True),
        ),
        tuple(
            Row(
                (
                    Cell(plain(line.name), strong=True),
                    Cell(plain(figure(line.votes))),
                    Cell(plain(figure(newest.get(candidate))), strong=True, large=True),
                )
            )
            for candidate, line in zip(standing.candidates, sheet.lines, strict=True)
        ),
        (cells(setting.say("All votes"), figure(sheet.votes), _all(sheet, standing, newest)),),
    )


def _all(sheet: ResultSheet, standing: Standing, newest: dict[str, int]) -> str:
    """All votes with the corrected ones in place of those declared; a blank where none was given."""
    each = zip(standing.candidates, sheet.lines, strict=True)
    return figure(sum(newest.get(c, line.votes or 0) for c, line in each)) if newest else ""
