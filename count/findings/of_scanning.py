"""Findings of electronically read papers: a missing file, other names, papers counted by hand as well."""

from collections.abc import Iterable

from count.findings.finding import Finding, FindingKind, Rule, listed, papers
from count.findings.names_in_file import unlike
from count.ledger.effects.scanning import READ, UNVERIFIED, astray, files_of
from count.ledger.standing import Standing

PAPERS_FILE_ASTRAY = FindingKind(
    "papers-file-astray",
    "blocks",
    means="The file of electronically read papers is lost or has changed since it was handed in.",
    remedy="Hand in the very same file again; where it is lost, strike the reading and read the papers anew.",
    law="reconcile",
    overridable=False,
)


def file_astray(standing: Standing) -> Iterable[Finding]:
    """Every file that was read is kept as it was handed in: the papers are in it and nowhere else."""
    for lost in astray(standing):
        yield PAPERS_FILE_ASTRAY.found(
            standing.rules, f"The file of papers {lost.digest[:12]}… {lost.words}.", piles=(READ,)
        )


MORE_READ_THAN_VERIFIED = FindingKind(
    "papers-over",
    "blocks",
    means="A file holds more papers than were verified and lay to be counted.",
    remedy="Look for a file read twice or of another contest, for rejected papers that are in the file too, "
    "or for a box verified wrongly. Strike the reading, put it right, and read again.",
    law="reconcile",
    overridable=False,
)


def more_read(standing: Standing) -> Iterable[Finding]:
    """No more papers are read than were verified and not decided otherwise."""
    over = -standing.figures().below_zero.get(UNVERIFIED, 0)
    if over:
        yield MORE_READ_THAN_VERIFIED.found(
            standing.rules,
            f"{papers(over)} more were read than were verified and lay to be counted.",
            piles=(READ,),
            numbers={"papers": over},
        )


READ_AND_SORTED = FindingKind(
    "read-and-sorted",
    "blocks",
    means="Some papers of the contest were counted by hand and others were read electronically.",
    remedy="Strike what was counted by hand and have those papers read as well; "
    "the adjudicator returns good papers to be read.",
    law="reconcile",
    overridable=False,
)


def read_and_sorted(standing: Standing) -> Iterable[Finding]:
    """Papers are counted electronically or by hand: of papers in bundles no further preference is known."""
    by_hand = [
        (name, unit.counted) for name, unit in standing.figures().units.items() if unit.counted
    ]
    if standing.read and by_hand:
        number = sum(counted for _, counted in by_hand)
        tables = listed(standing.units[name].name for name, _ in by_hand)
        yield READ_AND_SORTED.found(
            standing.rules,
            f"{papers(number)} are counted by hand at {tables}, and the others are read from a file.",
            piles=tuple(f"unit/{name}" for name, _ in by_hand),
            numbers={"papers": number},
        )


NAMES_DIFFER = FindingKind(
    "names-differ",
    "explain",
    means="A file of papers does not name the candidates as the ballot paper does.",
    remedy="See on the ballot paper and in the file that candidate 1 is candidate 1 and so on, "
    "and say who looked.",
    law="declaration",
)


def names_differ(standing: Standing) -> Iterable[Finding]:
    """The file names the candidates as the ballot paper does, line by line."""
    for file in files_of(standing):
        lines = unlike(file, standing.on_paper)
        if lines:
            yield NAMES_DIFFER.found(
                standing.rules,
                f"Names in the file of papers {file.digest[:12]}… are not the ballot paper's: "
                f"{listed(map(str, lines))}.",
                piles=(READ,),
                numbers={"names": len(lines)},
            )


RULES: tuple[Rule, ...] = (file_astray, more_read, read_and_sorted, names_differ)
