"""The effect of scanning on a contest's standing: its papers are counted, with their first preferences.

An electronic count reads whatever was verified and is not with the adjudicator; so its papers are taken from
the boxes and tables where they still lie, in their order. Papers that nobody verified come from a pile of their
own, which goes below zero: that is found, and stands in the way until the file or the boxes are put right.
"""

from count.ledger import acts
from count.ledger.entry import Entry
from count.ledger.paper_source import MissingFile, PaperFile, Scan
from count.ledger.piles import NO_UNIT, Kind
from count.ledger.standing import Standing

READ, UNVERIFIED = "parcel/read", "parcel/unsorted"
"""Papers that were read, and those of them that no box or table can have held."""


def papers_read(standing: Standing, act: acts.PapersRead, entry: Entry) -> None:
    """The effect of an act: its papers are counted, each for its first preference."""
    target = standing.piles.pile(READ, Kind.COUNTED)
    came_from = tuple(_sources(standing, act.papers))
    for source, papers in came_from:
        standing.move(source, target, papers)
    _vote(standing, act.file_digest, 1)
    standing.read.append(
        Scan(act.id, act.file_digest, act.papers, act.attempt, entry.at, entry.by, came_from)
    )
    standing.figures_changed()


def unread(standing: Standing) -> None:
    """A recount: every paper that was read lies again where it came from, and is read anew."""
    target = standing.piles.pile(READ, Kind.COUNTED)
    for reading in standing.read:
        for source, papers in reading.came_from:
            standing.move(target, source, papers)
        _vote(standing, reading.digest, -1)
    standing.read_before += standing.read
    standing.read = []
    standing.figures_changed()


def files_of(standing: Standing) -> list[PaperFile]:
    """The files read in the present count, in the order read; those astray are left out."""
    files = [standing.paper_source.file(reading.digest) for reading in standing.read]
    return [file for file in files if isinstance(file, PaperFile)]


def astray(standing: Standing) -> list[MissingFile]:
    """The files of the present count that are not as they were handed in."""
    files = [standing.paper_source.file(reading.digest) for reading in standing.read]
    return [file for file in files if isinstance(file, MissingFile)]


def _sources(standing: Standing, papers: int) -> list[tuple[int, int]]:
    """Piles from which so many papers are taken: boxes first, then tables; the rest was verified nowhere."""
    held = standing.piles.balances().tolist()
    lying = [box.pile for box in standing.boxes.values()]
    lying += [unit.unsorted for unit in standing.units.values()]
    found = []
    for pile in lying:
        taken = min(max(held[pile], 0), papers)
        if taken:
            found.append((pile, taken))
            papers -= taken
    if papers:
        found.append((standing.piles.pile(UNVERIFIED, Kind.UNSORTED), papers))
    return found


def _vote(standing: Standing, digest: str, times: int) -> None:
    """The first preferences of a file, with no unit; none while the file is astray, which is found."""
    file = standing.paper_source.file(digest)
    if isinstance(file, PaperFile) and len(file.names) == len(standing.candidates):
        for choice, votes in enumerate(file.first_preferences):
            if votes:
                standing.piles.vote(NO_UNIT, choice, times * votes)
