"""The statement as to the result of verification: what any agent may copy.

The returning officer draws up a statement of what each box should have held and did hold
(Parliamentary Elections Rules, rule 45(5), RPA 1983 Sch. 1 [r 45(5)]). Its form is the returning
officer's own: here a row a box, the total, the variances with their explanations, and turnout.

Silence: turnout is not defined by the rules. Here it is verified papers, rejected ones included, by
the electorate of this contest; turnout by valid papers is another figure and has another name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tally_core.exact import percentage
from verification.reconcile import BoxLine, Reconciliation, Sum


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A box as it stands in the statement; None where a figure is not in yet.

    strays: papers that came from other boxes less papers that left. variance: verified (until then
    what was counted and settled) less expected.
    """

    box: str
    expected: int | None
    counted: int | None
    strays: int
    verified: int | None
    variance: int | None
    explanation: str

    @property
    def unexplained(self) -> bool:
        """Whether there is a variance and nobody has said why."""
        return bool(self.variance) and not self.explanation.strip()


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement of one contest; provisional until every box is verified."""

    title: str
    rows: tuple[StatementRow, ...]
    total: Sum
    electorate: int

    @property
    def provisional(self) -> bool:
        """Whether a box is still to be verified, so that totals and turnout will grow."""
        return not self.total.complete

    @property
    def turnout(self) -> Fraction | None:
        """Verified papers by electorate, exactly; None for an electorate of nobody."""
        return turnout(self.total.verified, self.electorate)

    @property
    def turnout_text(self) -> str:
        """Turnout as it is announced; empty for an electorate of nobody."""
        return turnout_text(self.total.verified, self.electorate)


def turnout(papers: int, electorate: int) -> Fraction | None:
    """Divide papers by electorate, exactly; None for an electorate of nobody."""
    return Fraction(papers, electorate) if electorate else None


def turnout_text(papers: int, electorate: int) -> str:
    """Write turnout in per cent with two places, rounded half up: "29.81%"."""
    return f"{percentage(papers, electorate)}%" if electorate else ""


def statement(
    contest: int,
    lines: Sequence[BoxLine],
    reconciled: Reconciliation,
    *,
    title: str,
    boxes: Sequence[str],
    electorate: int,
    explanations: Mapping[int, str] | None = None,
) -> Statement:
    """Draw up the statement of one contest.  [r 45(5)]

    lines: of the whole hall, in the order in which they are to stand, and `reconciled` made of
    them. boxes: every box's name, by its number. explanations: the words for a variance, by box.
    """
    words = explanations or {}
    rows = tuple(
        StatementRow(
            box=boxes[line.box],
            expected=line.expected,
            counted=line.counted,
            strays=line.strays_in - line.strays_out - line.handed_over,
            verified=line.verified,
            variance=found.variance,
            explanation=words.get(line.box, ""),
        )
        for line, found in zip(lines, reconciled.lines, strict=True)
        if line.contest == contest
    )
    return Statement(title, rows, reconciled.contests[contest], electorate)


def text(statement: Statement) -> str:
    """Write the statement for people, in columns that stand under each other.

    A total of which a part is missing is left blank, but for the verified papers so far.
    """
    head = ("Box", "Expected", "Counted", "Strays", "Verified", "Variance", "Explanation")
    rows = [
        (
            row.box,
            _figure(row.expected),
            _figure(row.counted),
            _signed(row.strays),
            _figure(row.verified),
            _signed(row.variance),
            row.explanation,
        )
        for row in statement.rows
    ]
    total = statement.total
    all_known = all(row.variance is not None for row in statement.rows)
    foot = (
        "So far" if statement.provisional else "Total",
        _figure(None if total.no_account else total.expected),
        _figure(None if total.not_counted else total.counted),
        _signed(total.strays_in - total.strays_out - total.handed_over),
        str(total.verified),
        _signed(total.variance if all_known else None),
        "",
    )
    heading = "Statement as to the result of verification"
    closing = [f"Electorate {statement.electorate}"]
    if statement.turnout is not None:
        closing.append(f"Turnout {statement.turnout_text}")
    if statement.provisional:
        heading += " (provisional)"
        closing.append(f"Boxes still to be verified: {total.not_verified} of {total.lines}")
    return "\n".join([heading, statement.title, "", *_aligned([head, *rows, foot]), "", *closing])


def _figure(figure: int | None) -> str:
    return "" if figure is None else str(figure)


def _signed(figure: int | None) -> str:
    return "" if figure is None else f"{figure:+d}" if figure else "0"


def _aligned(table: Sequence[tuple[str, ...]]) -> list[str]:
    """Names and words to the left, figures to the right."""
    widths = [max(len(cells[column]) for cells in table) for column in range(len(table[0]))]
    last = len(widths) - 1
    return [
        "  ".join(
            cell.ljust(width) if column in (0, last) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()
        for cells in table
    ]
