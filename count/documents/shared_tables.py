"""The votes and the rejected papers of one contest, as every document prints them: on one axis of figures."""

from collections.abc import Iterator

from count.documents.document import (
    Cell,
    Column,
    Figures,
    Paragraph,
    Part,
    Row,
    Said,
    Setting,
    Table,
    Words,
    capital,
    cells,
    figure,
    plain,
)
from count.documents.sheet import Head, Line, ResultSheet

_FIGURES = 72
"""Millimetres for votes, with their words beneath them. Rejected papers stand on the same axis."""
_PAPERS = 24
_RESULT = 30


def votes(sheet: ResultSheet, setting: Setting, *, spoken: bool) -> Table:
    """Each candidate in the order of the ballot paper. `spoken` votes stand in words, too."""
    candidate, result = (
        Column(setting.say("Candidate")),
        Column(setting.say("Result"), False, _RESULT, True),
    )
    if not sheet.polled:
        rows = tuple(Row((_name(line), _marked(line, setting))) for line in sheet.lines)
        return Table(setting.say("Those nominated"), (candidate, result), rows)
    head, whole = (
        ("First preferences", "All first preferences")
        if sheet.first_preferences
        else ("Votes", "All votes")
    )
    return Table(
        setting.say("Total number of votes given to each candidate"),
        (candidate, Column(setting.say(head), True, _FIGURES, True), result),
        tuple(
            Row((_name(line), _cast(line, spoken=spoken), _marked(line, setting)))
            for line in sheet.lines
        ),
        (cells(setting.say(whole), Cell(plain(figure(sheet.votes)), strong=True), ""),),
    )


def _name(line: Line) -> Cell:
    beneath = (f"({line.full_name})" if line.full_name else "", line.description)
    return Cell(
        plain(line.name),
        tuple(Words(text) for text in beneath if text not in ("", line.name)),
        strong=True,
    )


def _cast(line: Line, *, spoken: bool) -> Cell:
    words = (Words(line.votes_in_words),) if spoken else ()
    return Cell(plain(figure(line.votes)), words, strong=True, large=True)


def _marked(line: Line, setting: Setting) -> Cell:
    return Cell(setting.say(line.mark), strong=True)


def rejected(sheet: ResultSheet, setting: Setting, *, beneath_votes: bool = True) -> Table:
    """Papers rejected, by head, in the words of the rules; on the axis of the votes where these stand above."""
    whole = Cell(plain(figure(sheet.all_rejected)), strong=True)
    foot = [cells(setting.say("Rejected, all heads"), whole)]
    if sheet.in_part:
        foot.append(_head(sheet.in_part, setting))
    return Table(
        setting.say("Number of ballot papers rejected under each head"),
        (
            Column(setting.say("Head")),
            Column(setting.say("Papers"), True, _PAPERS, True),
        ),
        tuple(_head(head, setting) for head in sheet.rejected),
        tuple(foot),
        short=_RESULT if beneath_votes else 0,
    )


def compare(sheet: ResultSheet, setting: Setting) -> Iterator[Part]:
    """A word of caution where the printed labels of the heads were not seen, for as long as it helps."""
    if not sheet.declared and not sheet.heads_confirmed:
        words = (
            "Compare the words of these heads with your own forms: how they are printed was not seen in the "
            "instrument itself."
        )
        yield Paragraph(setting.say(words), "small")


def of_the_poll(sheet: ResultSheet, setting: Setting) -> Figures:
    """Electorate, verified papers and turnout."""
    turnout = ((setting.say("Turnout"), sheet.turnout),) if sheet.turnout else ()
    return Figures(
        (
            (setting.say("Electorate"), figure(sheet.electorate)),
            (setting.say("Papers verified"), figure(sheet.verified)),
            *turnout,
        )
    )


def _head(head: Head, setting: Setting) -> Row:
    return cells(heading_of(head.words, head.words_cy, setting), figure(head.papers))


def heading_of(words: str, words_cy: str, setting: Setting) -> Said:
    """A head of the statement of rejected papers, as it begins its line."""
    return setting.say(capital(words), capital(words_cy))
