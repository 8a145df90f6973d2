"""Poll folders for tests: a good small one, and a way to write each file as it should not be."""

from collections.abc import Mapping
from pathlib import Path

from count.formats.poll_folder import PollFolder, read
from count.formats.table import Fault
from count.poll.poll import Poll

POLL = """\
name = "Barchester borough elections"
date = 2026-05-07
authority = "Barchester"
nation = "england"
languages = ["en"]
"""
CONTESTS = """\
contest,name,kind,seats,electorate,bundle_size
close,Cathedral Close,principal-area,1,3120,25
hill,Hill and Framley,principal-area,3,8240,50
"""
CANDIDATES = """\
contest,candidate,ballot_order,ballot_surname,ballot_forenames,party,colour
close,bold,1,BOLD,John,Reform League,#1b4f9c
close,grantly,2,GRANTLY,Theophilus,Church and Crown,
close,harding,3,HARDING,Septimus,,
hill,arabin,1,ARABIN,Francis,Church and Crown,
hill,crawley,2,CRAWLEY,Josiah,,
hill,dumbello,3,DUMBELLO,Griselda,,
hill,slope,4,SLOPE,Obadiah,Reform League,#1b4f9c
"""
BOXES = """\
box,kind,name,place,contests,electorate
b1,station,Close Hall,Hall,close,1560
b2,station,Close School,School,close,1560
b3,station,Framley Church,Church,hill,8240
p1,postal,Postal box 1,,close;hill,0
"""
UNITS = """\
unit,name,contests,parent
t1,Table 1,close,
t2,Table 2,hill,
"""
PEOPLE = """\
name,role,unit,contest
Vera Proudie,verification,,
Sue Quiverful,supervisor,t1,
Mary Bold,staff,,
"""
GOOD: Mapping[str, str] = {
    "poll.toml": POLL,
    "contests.csv": CONTESTS,
    "candidates.csv": CANDIDATES,
    "boxes.csv": BOXES,
    "units.csv": UNITS,
    "people.csv": PEOPLE,
}


def write(folder: Path, changed: Mapping[str, str | bytes | None] | None = None) -> Path:
    """A poll folder: the good one, with these files otherwise, or (None) not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in {**GOOD, **(changed or {})}.items():
        if isinstance(text, bytes):
            (folder / file).write_bytes(text)
        elif text is not None:
            (folder / file).write_text(text, encoding="utf-8", newline="")
    return folder


def reading(folder: Path, **changed: str | bytes | None) -> PollFolder:
    """The reading of the good folder with these files otherwise: contests="…", poll="…"."""
    files = {("poll.toml" if k == "poll" else f"{k}.csv"): v for k, v in changed.items()}
    return read(write(folder / "poll", files))


def good(folder: Path, **changed: str | bytes | None) -> Poll:
    """The poll of such a folder, which has no fault."""
    found = reading(folder, **changed)
    assert found.faults == ()
    assert found.poll is not None
    return found.poll


def places(faults: tuple[Fault, ...]) -> list[tuple[str, int | None, str | None]]:
    """Where faults are: file, row, column."""
    return [(fault.file, fault.row, fault.column) for fault in faults]
