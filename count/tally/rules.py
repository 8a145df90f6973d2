"""The rules by which files of preferences are counted: one value a system.

The rows of `count.law.systems` name them. A rule of the core is loaded when it first counts, and no other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pkgutil import resolve_name
from random import Random

import numpy as np

from count.law.systems import SYSTEMS, VotingSystem
from count.tally.result import TallyCount
from tally_core.kernels import Whole
from tally_core.margins.margin import Margin
from tally_core.outcome import (
    Lot,
    LotNeeded,
    LotNotAsked,
    Outcome,
    PreferenceCount,
    PreferenceStage,
)
from tally_core.papers import Papers

Answer = TallyCount | LotNeeded | LotNotAsked
Answered = PreferenceCount | LotNeeded | LotNotAsked
Count = Callable[[Papers, int, Sequence[Lot]], Answered]
"""A rule of the core: of papers, seats and the lots drawn so far."""


@dataclass(frozen=True, slots=True)
class FileRule:
    """One system's way of counting papers in memory.

    count: the rule. margin: what is known of how close a count of these papers and seats was.
    last_transfer: the same rule with the last transfer made, where the law leaves the choice.
    """

    count: Callable[[Papers, int, Sequence[Lot]], Answer]
    margin: Callable[[Papers, int], Margin]
    last_transfer: Callable[[Papers, int, Sequence[Lot]], Answer] | None = None


@cache
def file_rule(system: VotingSystem) -> FileRule:
    """The rule by which a system counts files."""
    found = resolve_name(system.files)
    assert isinstance(found, FileRule), system.files
    return found


def with_last_transfer() -> tuple[str, ...]:
    """The names of the rules that may make the last transfer or leave it out."""
    systems = [system for system in SYSTEMS.values() if system.files]
    return tuple(s.tally_name for s in systems if file_rule(s).last_transfer is not None)


def _of(count: Count) -> Callable[[Papers, int, Sequence[Lot]], Answer]:
    def counted(papers: Papers, seats: int, lots: Sequence[Lot]) -> Answer:
        answer = count(papers, seats, lots)
        if isinstance(answer, PreferenceCount):
            return TallyCount(answer.elected, answer.stages, answer.unit, answer.lots)
        return answer

    return counted


def _chance() -> Random:
    """Numbers for the search of a margin: seeded, so that it finds the same each time."""
    return Random("counthall tally --margin")  # noqa: S311


def _searched(count: Count) -> Callable[[Papers, int], Margin]:
    """The margin of a rule for several seats, by search and by what is proved of every such rule."""

    def margin(papers: Papers, seats: int) -> Margin:
        from tally_core.margins.transferable import of_transferable

        return of_transferable(papers, seats, lambda p, lots: count(p, seats, lots), _chance())

    return margin


# ---------------------------------------------------------------------------------------- most votes


def _votes(papers: Papers, each: int) -> Whole:
    """Every candidate's votes, where so many first preferences of a paper are votes."""
    lengths = np.diff(papers.starts)
    group = np.repeat(np.arange(papers.groups), lengths)
    used = np.arange(len(papers.preferences)) - papers.starts[group] < each
    votes = np.zeros(papers.candidates, dtype=np.int64)
    np.add.at(votes, papers.preferences[used], papers.weights[group[used]])
    return votes


def _with_most(votes: Whole, seats: int, lots: Sequence[Lot]) -> Answer:
    """Elect those with most of these votes."""
    from tally_core.rules import plurality

    answer = plurality.count(votes, seats, lots)
    if not isinstance(answer, Outcome):
        return answer
    stages = tuple(
        PreferenceStage(
            stage.number, stage.why, stage.rule, (), None, stage.totals, elected=stage.elected, lot=stage.lot
        )
        for stage in answer.stages
    )  # fmt: skip
    return TallyCount(answer.elected, stages, lots=answer.lots)


def _margin_of_most(votes: Whole, seats: int) -> Margin:
    from tally_core.margins.plurality import of_plurality

    return of_plurality(votes, seats)


def _plurality(papers: Papers, seats: int, lots: Sequence[Lot]) -> Answer:
    """Most votes: a paper's first preferences, as many as there are seats, are its votes."""
    return _with_most(_votes(papers, seats), seats, lots)


def _margin_of_plurality(papers: Papers, seats: int) -> Margin:
    return _margin_of_most(_votes(papers, seats), seats)


PLURALITY = FileRule(_plurality, _margin_of_plurality)


# ----------------------------------------------------------------------------------------- one winner


def _margin_of_supplementary(papers: Papers, _seats: int) -> Margin:
    from tally_core.margins.supplementary import of_supplementary

    return of_supplementary(papers)


def _margin_of_alternative(papers: Papers, _seats: int) -> Margin:
    from tally_core.margins.transferable import of_alternative

    return of_alternative(papers, _chance())


def _supplementary(papers: Papers, seats: int, lots: Sequence[Lot]) -> Answered:
    from tally_core.rules import supplementary

    return supplementary.count(papers, seats, lots)


def _alternative(papers: Papers, _seats: int, lots: Sequence[Lot]) -> Answered:
    from tally_core.rules import alternative

    return alternative.count(papers, lots)


SUPPLEMENTARY = FileRule(_of(_supplementary), _margin_of_supplementary)
ALTERNATIVE = FileRule(_of(_alternative), _margin_of_alternative)


# ------------------------------------------------------------------------------- one transferable vote


def _margin_of_scottish(papers: Papers, seats: int) -> Margin:
    from tally_core.margins.scottish_stv import of_scottish

    return of_scottish(papers, seats, _chance())


def _scottish(papers: Papers, seats: int, lots: Sequence[Lot]) -> Answered:
    from tally_core.rules import scottish_stv

    return scottish_stv.count(papers, seats, lots)


def _with_last_transfer(papers: Papers, seats: int, lots: Sequence[Lot]) -> Answered:
    from tally_core.rules import scottish_stv

    return scottish_stv.count(papers, seats, lots, last_transfer=True)


def _northern_irish(papers: Papers, seats: int, lots: Sequence[Lot]) -> Answered:
    from tally_core.rules import northern_irish_stv

    return northern_irish_stv.count(papers, seats, lots)


def _ers97(papers: Papers, seats: int, lots: Sequence[Lot]) -> Answered:
    from tally_core.rules import ers97

    return ers97.count(papers, seats, lots)


def _meek(papers: Papers, seats: int, _lots: Sequence[Lot]) -> Answered:
    from tally_core.rules import meek

    return meek.count(papers, seats)


SCOTTISH = FileRule(_of(_scottish), _margin_of_scottish, _of(_with_last_transfer))
NORTHERN_IRISH = FileRule(_of(_northern_irish), _searched(_northern_irish))
ERS97 = FileRule(_of(_ers97), _searched(_ers97))
MEEK = FileRule(_of(_meek), _searched(_meek))
