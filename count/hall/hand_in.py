"""Keeping a file of electronically read papers beside the hall."""

from functools import partial
from pathlib import Path
from typing import Any

from count.findings.names_in_file import faults, unlike
from count.law.rulebook import rules_of
from count.ledger.paper_source import PaperFile
from count.poll.poll import Poll
from count.storage.paper_store import PaperFiles, UnfitFile


def keep(files: PaperFiles, poll: Poll, contest: str, file: Path) -> dict[str, Any]:
    """Keep a file of this machine: what is said of it, or `error` with every fault."""
    if contest not in poll.contest_ids:
        return {"error": f"--contest {contest}: there is no such contest in this hall."}
    of = poll.contest(contest)
    if not rules_of(of, poll).transferable:
        return {"error": f"Votes of {of.name} are not transferable: it has no file of papers."}
    fits = partial(faults, contest=of, paper=poll.candidates[contest])
    try:
        return receipt(poll, contest, files.keep(file, fits))
    except UnfitFile as fault:
        return {"error": "\n".join(f"{file}: {each}" for each in fault.faults)}
    except OSError as fault:
        return {"error": f"{file}: {fault.strerror}."}


def receipt(poll: Poll, contest: str, read: PaperFile) -> dict[str, Any]:
    """The receipt of a file that was kept: its digest, its papers, and names that differ. No figure."""
    return {
        "file_digest": read.digest,
        "papers": read.papers.valid,
        "names_differ": [str(line) for line in unlike(read, poll.candidates[contest])],
    }
