"""Findings: what must be put right or explained before a contest may be declared.

A finding is a value. Its code is stable and is what machines act upon; its words are for the returning
officer, and its remedy says what to do next. All findings are shown, never only the first.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from count.law.rules import Rules
from count.ledger.standing import Standing
from count.poll.roles import Visitor

Severity = Literal["blocks", "explain"]
Cited = Literal["account", "reconcile", "recount", "lot", "declaration", "mixing"]
"""The part of the law of a contest that a finding rests on."""


class MendShape(TypedDict):
    """The place where a finding is put right; `decision` is the act that ends it, on the contest's page."""

    href: str
    words: str
    decision: NotRequired[str]


class FindingShape(TypedDict):
    """A finding as the interface carries it."""

    code: str
    severity: Severity
    words: str
    remedy: str
    law: str
    piles: list[str]
    numbers: dict[str, int]
    overridable: bool
    explained: NotRequired[str]
    overridden: NotRequired[Literal[True]]
    by_deciding: NotRequired[bool]
    mend: NotRequired[MendShape]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must be put right (*blocks*) or explained in words that are printed (*explain*).

    `piles` are the piles concerned and `numbers` the figures, both as the wire names them. `secret` findings
    tell something of candidates' figures and are for those who may see these. `unfinished` ones only say
    that work is still to be done. `overridable` ones may be set aside by the returning officer.
    """

    code: str
    severity: Severity
    words: str
    remedy: str
    law: str
    piles: tuple[str, ...] = ()
    numbers: dict[str, int] = field(default_factory=dict)
    secret: bool = False
    unfinished: bool = False
    overridable: bool = True
    explained: str | None = None
    overridden: bool = False

    @property
    def stands_in_the_way(self) -> bool:
        return self.severity == "blocks" and not self.overridden

    @property
    def open(self) -> bool:
        return not self.overridden and self.explained is None

    def may_be_told(self, visitor: Visitor) -> bool:
        """Whether somebody may know of this while candidates' figures are secret."""
        if not self.secret or visitor.officer:
            return True
        units = {pile.split("/")[1] for pile in self.piles if pile.startswith("unit/")}
        return visitor.role == "supervisor" and units == {visitor.unit}

    def as_dict(self) -> FindingShape:
        """The finding as the wire carries it."""
        said: FindingShape = {
            "code": self.code,
            "severity": self.severity,
            "words": self.words,
            "remedy": self.remedy,
            "law": self.law,
            "piles": list(self.piles),
            "numbers": self.numbers,
            "overridable": self.severity == "blocks" and self.overridable,
        }
        if self.explained is not None:
            said["explained"] = self.explained
        if self.overridden:
            said["overridden"] = True
        return said


@dataclass(frozen=True, slots=True)
class FindingKind:
    """Everything that is the same each time a finding is made: stands beside the rule that makes it.

    `means` explains it to a newcomer; the manual and the help pages print it with the remedy.
    """

    code: str
    severity: Severity
    means: str
    remedy: str
    law: Cited
    secret: bool = False
    unfinished: bool = False
    overridable: bool = True

    def found(
        self,
        rules: Rules,
        words: str,
        *,
        piles: tuple[str, ...] = (),
        numbers: dict[str, int] | None = None,
        explained: str | None = None,
        secret: bool | None = None,
    ) -> Finding:
        """One finding of this kind, in a contest under these rules."""
        return Finding(
            self.code,
            self.severity,
            words,
            self.remedy,
            rules.mixing.law if self.law == "mixing" else getattr(rules.cited, self.law),
            piles=piles,
            numbers=numbers or {},
            secret=self.secret if secret is None else secret,
            unfinished=self.unfinished,
            overridable=self.overridable,
            explained=explained,
        )


Rule = Callable[[Standing], Iterable[Finding]]


def closed_by_words(standing: Standing, finding: Finding) -> Finding:
    """The finding with the words that explain it, or marked as set aside, where that was done."""
    if finding.severity == "explain" and finding.explained is None:
        for said in standing.explanations:
            if said.finding == finding.code and (
                not said.piles or set(said.piles) >= set(finding.piles)
            ):
                return replace(finding, explained=said.words)
    set_aside = {code for override in standing.overrides for code in override.findings}
    if finding.severity == "blocks" and finding.overridable and finding.code in set_aside:
        return replace(finding, overridden=True)
    return finding


def papers(number: int) -> str:
    """A number of papers, as it is said."""
    return "1 paper" if number == 1 else f"{number:,} papers"


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names in a sentence; the rest counted where there are many."""
    each = list(names)
    shown, more = each[:most], len(each) - most
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def several(number: int, one: str, more: str) -> str:
    """A number with its noun and verb: `1 unit is`, `3 units are`."""
    return f"1 {one}" if number == 1 else f"{number:,} {more}"
