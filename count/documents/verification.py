"""The statement as to the result of verification as a document: what any agent may copy.

A row a box, the totals, every variance with its explanation, turnout (Parliamentary Elections Rules, rule
45(5), RPA 1983 Sch. 1: the statement is the returning officer's, and any election agent may copy it). A figure
that is not in yet is a blank. It is signed once every box is verified.
"""

from collections.abc import Iterator, Mapping

from count.documents.document import (
    Cell,
    Column,
    Document,
    Figures,
    Paragraph,
    Part,
    Row,
    Setting,
    Table,
    Words,
    cells,
    figure,
    plain,
    signed,
)
from count.ledger.standing import Standing
from count.poll.poll import PollFacts
from verification.statement import Statement
from verification.statement import StatementRow as Box

_WIDTH = 18
"""Millimetres of a column of papers."""


def verification(
    statement: Statement, standing: Standing, facts: PollFacts, setting: Setting
) -> Document:
    """The statement of one contest; `standing` is that contest's."""
    open_boxes = statement.total.not_verified
    boxes = "box is" if statement.total.lines == 1 else "boxes are"
    provisional = (
        f"PROVISIONAL: {open_boxes} of {statement.total.lines} {boxes} still to be verified"
        if statement.provisional
        else ""
    )
    return Document(
        name="verification",
        title=setting.say("Statement as to the result of verification"),
        authority=facts.authority,
        contest=statement.title,
        subtitle=f"{facts.name}, {facts.date.day} {facts.date:%B %Y}",
        at=setting.at,
        marks=setting.marks("PROVISIONAL" if statement.provisional else ""),
        parts=(*setting.notices(provisional), *_parts(statement, standing, setting)),
        foot=(
            "Variance is the verified figure less the expected one; strays are papers that came from other "
            f"boxes less papers that left. {standing.rules.reconcile_law}.",
        ),
        languages=setting.languages,
    )


def _parts(statement: Statement, standing: Standing, setting: Setting) -> Iterator[Part]:
    names = {box.box: box.name for box in standing.boxes.values()}
    papers = ("Expected", "Counted", "Strays", "Verified", "Variance")
    yield Table(
        setting.say("Every box: expected, counted, verified, and its variance"),
        (
            Column(setting.say("Box"), width=3),
            *(Column(setting.say(words), True, _WIDTH, True) for words in papers),
            Column(setting.say("Explanation"), width=4),
        ),
        tuple(_row(row, names) for row in statement.rows),
        (_total(statement, setting),),
        small=True,
    )
    turnout = ((setting.say("Turnout"), statement.turnout_text),) if statement.turnout_text else ()
    so_far = "Papers verified so far" if statement.provisional else "Papers verified"
    yield Figures(
        (
            (setting.say("Electorate"), figure(statement.electorate)),
            (setting.say(so_far), figure(statement.total.verified)),
            *turnout,
        )
    )
    unexplained = [row.box for row in statement.rows if row.unexplained]
    if unexplained:
        words = f"Not explained yet: the variance of {', '.join(unexplained)}."
        yield Paragraph(setting.say(words))
    if not statement.provisional:
        rules = standing.rules
        yield setting.signing(rules.signed_by, rules.signed_by_cy)


def _row(row: Box, names: Mapping[str, str]) -> Row:
    name = names.get(row.box, "")
    beneath = (Words(name),) if name not in ("", row.box) else ()
    return cells(
        Cell(plain(row.box), beneath, strong=True),
        figure(row.expected),
        figure(row.counted),
        signed(row.strays),
        figure(row.verified),
        signed(row.variance),
        row.explanation,
    )


def _total(statement: Statement, setting: Setting) -> Row:
    """The total of all boxes. Where a part is missing it is blank, but for verified papers so far."""
    total = statement.total
    known = all(row.variance is not None for row in statement.rows)
    sums = (
        figure(None if total.no_account else total.expected),
        figure(None if total.not_counted else total.counted),
        signed(total.strays_in - total.strays_out - total.handed_over),
        figure(total.verified),
        signed(total.variance if known else None),
    )
    name = setting.say("So far" if statement.provisional else "Total")
    return cells(name, *(Cell(plain(text), strong=True) for text in sums), "")
