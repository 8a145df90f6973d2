"""Counts of paper files that an act will need, made beside the event loop before the recorder takes it.

A ward of a million papers is read in a second and counted twice in some more: the hall goes on meanwhile, and
the recorder finds the answers ready. Where somebody was quicker (a lot struck in the same moment) it works them
out itself: what is said is the same.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from count.ledger import acts
from count.ledger.paper_source import heaps_again
from count.ledger.standing import Standing
from count.systems.result import system_of
from count.systems.transferable import FileCountKey, Transferable
from tally_core.outcome import Lot

Work = Callable[[], object]


async def prepare(standing: Standing, act: acts.Act | None = None) -> None:
    """Make every count of paper files that checking this act, or the standing as it is, will need."""
    for work in tuple(to_prepare(standing, act)):
        await asyncio.to_thread(work)


def to_prepare(standing: Standing, act: acts.Act | None = None) -> Iterator[Work]:
    """The counts to make, in order: none for contests without files."""
    system, paper_source = system_of(standing), standing.paper_source
    if not isinstance(system, Transferable):
        return
    question = system.question(standing)
    match act:
        case acts.PapersRead():
            # Read anew, so that a file that was lost and is back is no longer taken for lost.
            yield lambda: paper_source.check(act.file_digest)
            question = replace(question, digests=(*question.digests, act.file_digest))
        case acts.Lot():
            number = standing.choice
            if not {*act.among, *act.chosen} <= number.keys():
                return
            among, chosen = (tuple(number[c] for c in names) for names in (act.among, act.chosen))
            question = replace(question, lots=(*question.lots, Lot(among, chosen, act.to)))
        case acts.Agreed() if not _of_declaring(standing, act):
            return
        case acts.Provisional() | acts.Declared() | acts.Agreed():
            yield from _second_count(system, standing, question)
        case None:
            pass
        case _:
            return
    if question.digests:
        yield lambda: system.count_files(paper_source, question)


def _second_count(
    system: Transferable, standing: Standing, question: FileCountKey
) -> Iterator[Work]:
    """The files looked at again, read again, and counted again."""
    paper_source = standing.paper_source
    for digest in question.digests:
        yield partial(paper_source.check, digest)
        yield partial(heaps_again, paper_source, digest)
    if question.digests:
        yield lambda: system.again(paper_source, question, len(standing.candidates))


def _of_declaring(standing: Standing, act: acts.Agreed) -> bool:
    proposal = standing.proposals.get(act.to)
    return proposal is not None and isinstance(proposal.act, acts.Declared)
