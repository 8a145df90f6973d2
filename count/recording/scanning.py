"""Checks of acts of electronically read papers."""

from collections.abc import Callable
from typing import Any

from count.findings.names_in_file import faults
from count.ledger import acts
from count.ledger.paper_source import MissingFile
from count.recording.occasion import Occasion
from count.recording.refusals import NotNow


def _papers_read(occasion: Occasion, act: acts.PapersRead) -> None:
    """Papers are read of boxes that are verified, from a file that is kept here and is this contest's."""
    standing = occasion.standing
    open_boxes = [box.box for box in standing.boxes.values() if not box.done]
    if open_boxes:
        named = ", ".join(open_boxes[:8])
        raise NotNow(
            f"Verify every box before its papers are counted: {named}.",
            {"papers": f"box {named} is not verified"},
        )
    if any(reading.digest == act.file_digest for reading in standing.read):
        raise NotNow(
            "This file is in the count already: its papers are never counted twice.",
            {"file_digest": "was read already"},
        )
    file = standing.paper_source.file(act.file_digest)
    if isinstance(file, MissingFile):
        raise NotNow(
            f"The file {act.file_digest[:12]}… {file.words}. Hand it in first.",
            {"file_digest": file.words},
        )
    if found := faults(file, standing.contest, standing.on_paper):
        raise NotNow(
            f"This is not the file of {standing.contest.name}: {'; '.join(found)}.",
            {"file_digest": "; ".join(found)},
        )
    if file.papers.valid != act.papers:
        raise NotNow(
            f"The file has {file.papers.valid:,} papers, and {act.papers:,} are said to be read.",
            {"papers": f"the file has {file.papers.valid}"},
        )


CHECKS: dict[type[acts.Act], Callable[[Occasion, Any], None]] = {acts.PapersRead: _papers_read}
