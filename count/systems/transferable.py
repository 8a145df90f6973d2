"""The single transferable vote: the hall's side of it, of papers that people sort and of papers in a file.

The law is the core's, written once for both. By hand it asks for one parcel after another; where a file of
papers was read, that answers at once. What is counted of a file and the lots drawn is remembered, since
nothing else could come of them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from count.ledger.effects.scanning import astray
from count.ledger.entry import Entry
from count.ledger.paper_source import MissingFile, PaperFile, PaperSource, heaps_again, together
from count.ledger.standing import Standing
from count.systems.hand_sorted import Path, Tables, first_parcel
from count.systems.stages import shown
from count.systems.system import Counted, RuleAnswer, RuleOutcome, Uncounted, lots_drawn
from tally_core.outcome import (
    Lot,
    LotNeeded,
    LotNotAsked,
    PapersNeeded,
    PreferenceCount,
    PreferenceStage,
)
from tally_core.parcels import PapersInMemory, Sorter
from tally_core.plain import (
    northern_irish_stv as plain_northern_irish,
)
from tally_core.plain import (
    scottish_stv as plain_scottish,
)
from tally_core.rules import northern_irish_stv, scottish_stv

Answer = PreferenceCount | LotNeeded | LotNotAsked | PapersNeeded
Transcript = tuple[Answer, tuple[PreferenceStage, ...]]
"""What a rule answers, and the stages it wrote, also those before a question."""


@dataclass(frozen=True, slots=True)
class FileCountKey:
    """A count of files that has only one answer: the files and the lots it rests on."""

    system: str
    seats: int
    digests: tuple[str, ...]
    lots: tuple[Lot, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """One statute: the count in parcels, and the plain one. unit: units in a vote."""

    unit: int
    conduct: Callable[[Sorter, int, Sequence[Lot], list[PreferenceStage]], Answer]
    plain: Callable[[Sequence[Path], int, int, Sequence[Lot]], Answer]


class Transferable:
    """One vote, transferable: by hand or from a file."""

    def __init__(self, system: str, law: Law) -> None:
        self.system = system
        self.law = law

    def rule_answer(self, standing: Standing, votes: Sequence[int]) -> RuleAnswer:
        if standing.read:
            return self._of_files(standing)
        tables = Tables(standing, votes, self.law.unit)
        answer, stages = self._count(tables, standing.contest.seats, lots_drawn(standing))
        asked = tuple(tables.asked)
        waits = isinstance(answer, PapersNeeded)
        says = asked[-1] if waits else _says(standing, answer)
        unsorted = {name: unit.unsorted for name, unit in standing.figures().units.items()}
        return RuleAnswer(
            says,
            shown(standing, stages, self.law.unit),
            (first_parcel(standing, unsorted, self.law.unit), *asked),
        )

    def differs(
        self, standing: Standing, votes: tuple[int, ...], entries: Sequence[Entry]
    ) -> Iterator[str]:
        if standing.read:
            question = self.question(standing)
            lost = astray(standing)
            counted = (
                lost[0]
                if lost
                else self.again(standing.paper_source, question, len(standing.candidates))
            )
            if isinstance(counted, MissingFile):
                yield f"the file of papers {counted.words}"
                return
            once, again = self.answer_to(standing, question), counted
        else:
            tables = Tables(standing, votes, self.law.unit)
            lots = lots_drawn(standing)
            once, _ = self._count(tables, standing.contest.seats, lots)
            if isinstance(once, PapersNeeded):
                return  # What is not sorted yet is not counted yet: the question itself stands in the way.
            again = self.law.plain(tables.paths(), len(votes), standing.contest.seats, lots)
        yield from differences(once, again)

    # -- of files

    def question(self, standing: Standing) -> FileCountKey:
        """The count to make of the files read in the present count, with the lots drawn so far."""
        digests = tuple(reading.digest for reading in standing.read)
        return FileCountKey(self.system, standing.contest.seats, digests, lots_drawn(standing))

    def answer_to(self, standing: Standing, question: FileCountKey) -> Answer:
        """The count of files that are not astray."""
        return self._transcript(standing.paper_source, question)[0]

    def again(
        self, kept: PaperSource, question: FileCountKey, candidates: int
    ) -> Answer | MissingFile:
        """The plain count, of the same files read anew from where they are kept."""

        def count() -> Answer | MissingFile:
            groups: list[Path] = []
            for digest in question.digests:
                heaps = heaps_again(kept, digest)
                if isinstance(heaps, MissingFile):
                    return heaps
                groups += [(number, ranked) for ranked, number in heaps.items()]
            return self.law.plain(groups, candidates, question.seats, question.lots)

        return kept.once(("again", question), count)

    def _of_files(self, standing: Standing) -> RuleAnswer:
        lost = astray(standing)
        if lost:
            return RuleAnswer(Uncounted(f"the file of papers {lost[0].words}"))
        answer, stages = self._transcript(standing.paper_source, self.question(standing))
        return RuleAnswer(_says(standing, answer), shown(standing, stages, self.law.unit))

    def count_files(self, kept: PaperSource, question: FileCountKey) -> None:
        """Count the files once, ahead of whoever asks; nothing where one of them is astray."""
        if all(isinstance(kept.file(digest), PaperFile) for digest in question.digests):
            self._transcript(kept, question)

    def _transcript(self, kept: PaperSource, question: FileCountKey) -> Transcript:
        def count() -> Transcript:
            files = [kept.file(digest) for digest in question.digests]
            papers = together([file for file in files if isinstance(file, PaperFile)])
            return self._count(PapersInMemory(papers), question.seats, question.lots)

        return kept.once(question, count)

    def _count(self, sorter: Sorter, seats: int, lots: Sequence[Lot]) -> Transcript:
        stages: list[PreferenceStage] = []
        answer = self.law.conduct(sorter, seats, lots, stages)
        return answer, tuple(stages)


def differences(once: Answer, again: Answer) -> Iterator[str]:
    """Differences between two counts, stage by stage, in words that give no figure twice."""
    if not isinstance(once, PreferenceCount) or not isinstance(again, PreferenceCount):
        if once != again:
            yield "what the rule waits for"
        return
    if (once.valid, once.elected) != (again.valid, again.elected):
        yield "who is elected" if once.valid == again.valid else "valid papers"
    if len(once.stages) != len(again.stages):
        yield f"stages: {len(once.stages)} and {len(again.stages)}"
    for first, second in zip(once.stages, again.stages, strict=False):
        if first != second:
            yield f"stage {first.number}"


def _says(standing: Standing, answer: Answer) -> RuleOutcome:
    assert not isinstance(answer, PapersNeeded), "papers in memory are sorted at once"
    if isinstance(answer, PreferenceCount):
        return Counted(tuple(standing.candidates[who] for who in answer.elected))
    return answer


SCOTTISH = Transferable(
    "scottish-stv",
    Law(
        scottish_stv.VOTE,
        lambda sorter, seats, lots, so_far: scottish_stv.conduct(
            sorter, seats, lots, so_far=so_far
        ),
        lambda groups, candidates, seats, lots: plain_scottish.count(
            groups, candidates, seats, lots, parcels=True
        ),
    ),
)
NORTHERN_IRISH = Transferable(
    "northern-irish-stv",
    Law(
        northern_irish_stv.VOTE,
        lambda sorter, seats, lots, so_far: northern_irish_stv.conduct(
            sorter, seats, lots, so_far=so_far
        ),
        plain_northern_irish.count,
    ),
)
