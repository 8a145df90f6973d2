"""The ledger as readable text: one line an act, from which a hall with the same digests can be made.

The first line holds the poll as it was sealed, the second the names behind the references, and every further
line one row: its body as it was digested, its nonce, its digests. The last says how many rows there are, so
that a file cut short is known for one. UTF-8, one JSON object a line.
"""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

import orjson
from sqlalchemy.exc import IntegrityError

from count.hall.books import Books
from count.ledger import acts, store
from count.ledger.chain import Chain, ChainRow
from count.ledger.entry import Entry
from count.ledger.paper_source import MissingFile
from count.poll.poll import Box, Candidate, Contest, ListPlace, Person, Poll, PollFacts, Unit
from count.storage.hall_directory import HallDirectory, sealed_as
from count.storage.paper_store import FOLDER, PaperFiles, is_digest

FORMAT = 1
BATCH = 5000


class NotALedger(ValueError):
    """A file that is not a ledger's text; `line` is the first that is not as it should be."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(f"line {line}: {words}")
        self.line = line


def export(hall_directory: HallDirectory) -> Iterator[str]:
    """Every line of a hall's ledger.

    Raises:
        Tampered: at the first row that is not what was recorded.
    """
    poll = hall_directory.poll
    yield _line(
        {
            "counthall": FORMAT,
            "hall": hall_directory.id,
            "epoch": hall_directory.epoch,
            "rehearsal": hall_directory.rehearsal,
            "seal": poll.seal(),
            "poll": {
                "facts": poll.facts.model_dump(mode="json"),
                "contests": _rows(poll.contests),
                "candidates": _rows(c for of in poll.candidates.values() for c in of),
                "boxes": _rows(poll.boxes.values()),
                "units": _rows(poll.units.values()),
                "people": _rows(poll.people),
                "lists": _rows(poll.list_places),
            },
        }
    )
    with hall_directory.database.reading() as connection:
        names = connection.exec_driver_sql("SELECT ref, name, salt FROM names ORDER BY ref")
        yield _line({"names": [list(row) for row in names]})
        chain = Chain(hall_directory.seal)
        for row in hall_directory.rows(connection, chain):
            yield _line(
                {
                    "entry": orjson.loads(row.body),
                    "nonce": row.nonce.hex(),
                    "digest": row.digest,
                    "hall": row.hall,
                }
            )
    yield _line({"end": chain.seq, "head": chain.head})


def files_beside(file: Path) -> Path:
    """The folder beside an export, for the files of papers that it names."""
    return file.with_name(file.name + ".papers")


def copy_files(hall_directory: HallDirectory, folder: Path) -> tuple[list[str], list[MissingFile]]:
    """Copy the files of papers that the ledger names into a folder: those copied, and those that cannot be."""
    with hall_directory.database.reading() as connection:
        digests = _digests_named(hall_directory.rows(connection, Chain(hall_directory.seal)))
    copied: list[str] = []
    lost: list[MissingFile] = []
    for digest in digests:
        if (astray := hall_directory.papers.check(digest)) is not None:
            lost.append(astray)
            continue
        folder.mkdir(mode=0o700, exist_ok=True)
        shutil.copyfile(hall_directory.papers.folder / digest, folder / digest)
        copied.append(digest)
    return copied, lost


def _digests_named(rows: Iterable[ChainRow]) -> list[str]:
    """The digests of the files of papers that acts name, struck ones too: they can be read still."""
    said = (orjson.loads(row.body).get("act") for row in rows)
    found = (str(act.get("file_digest")) for act in said if isinstance(act, dict))
    return list(dict.fromkeys(filter(is_digest, found)))


def _line(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode() + "\n"


def _rows(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [row.model_dump(mode="json") for row in rows]


def read_poll(line: str) -> tuple[Poll, dict[str, Any]]:
    """The poll of an export's first line, and the line itself.

    Raises:
        NotALedger: it is not such a line, or the poll is not the one that was sealed.
    """
    try:
        head: dict[str, Any] = orjson.loads(line)
        said = head["poll"]
        poll = Poll.of(
            PollFacts.model_validate(said["facts"]),
            [Contest.model_validate(row) for row in said["contests"]],
            [Candidate.model_validate(row) for row in said["candidates"]],
            [Box.model_validate(row) for row in said["boxes"]],
            [Unit.model_validate(row) for row in said["units"]],
            [Person.model_validate(row) for row in said["people"]],
            [ListPlace.model_validate(row) for row in said.get("lists", [])],
        )
        kinds = {"hall": str, "epoch": int, "rehearsal": bool, "seal": str}
        if wrong := [name for name, kind in kinds.items() if type(head[name]) is not kind]:
            raise ValueError(f"{', '.join(wrong)}: not of the right kind")
    except (KeyError, TypeError, ValueError) as fault:
        raise NotALedger(1, f"this is not the export of a hall's ledger ({fault})") from None
    if head.get("counthall") != FORMAT:
        raise NotALedger(1, f"the format is {head.get('counthall')}; this version reads {FORMAT}")
    if poll.seal() != head["seal"]:
        raise NotALedger(1, "the poll is not the one that was sealed by the first act")
    return poll, head


def replay(source: TextIO, directory: Path, papers: Path | None = None) -> HallDirectory:
    """Make a hall again from an export, with the same digests; `papers` has the files that acts name.

    The whole file is checked before anything is made. The new hall has the next epoch, so that no screen
    takes an old picture for a new one.

    Raises:
        NotALedger, Tampered: nothing was made.
    """
    poll, head = read_poll(source.readline())
    names = _names(source.readline())
    rows = _rows_of(source, Chain(sealed_as(poll, rehearsal=head["rehearsal"])))
    files = PaperFiles(papers or directory / FOLDER)
    for digest in _digests_named(rows):
        if (lost := files.check(digest)) is not None:
            raise NotALedger(1, f"the file of papers {digest} {lost.words} ({files.folder})")
    _require_that_they_stand(poll, rows, store.People.of(names), files)
    try:
        hall_directory = HallDirectory.make(
            directory,
            poll,
            rehearsal=head["rehearsal"],
            id=head["hall"],
            epoch=head["epoch"] + 1,
        )
    except IntegrityError as fault:
        raise NotALedger(1, f"the poll is none that can be counted ({fault.orig})") from None
    found = [store.Name(ref=ref, name=name, salt=salt) for ref, name, salt in names]
    try:
        for digest in _digests_named(rows):
            hall_directory.papers.keep(files.folder / digest, lambda read: ())
        hall_directory.database.write(lambda connection: store.append(connection, rows, found))
    except BaseException:
        hall_directory.unmake()
        raise
    if rows:
        hall_directory.drop_anchor(rows[-1])
    return hall_directory


def _names(line: str) -> list[tuple[str, str, str]]:
    """The references, names and salts of an export's second line."""
    try:
        said = orjson.loads(line)["names"]
        names = [(str(ref), str(name), str(salt)) for ref, name, salt in said]
    except (ValueError, TypeError, KeyError):
        raise NotALedger(2, "the names behind the references should stand here") from None
    if not len(names) == len({ref for ref, _, _ in names}) == len({name for _, name, _ in names}):
        raise NotALedger(2, "one name stands here twice")
    return names


def _rows_of(source: Iterable[str], chain: Chain) -> list[ChainRow]:
    """Every row of an export, its chains followed to the end that its last line names."""
    rows: list[ChainRow] = []
    ids: set[str] = set()
    ended, number = False, 2
    for number, line in enumerate(source, start=3):
        if ended:
            raise NotALedger(number, "nothing comes after the end")
        said = _object(number, line)
        if "end" in said:
            if (said["end"], said.get("head")) != (chain.seq, chain.head):
                raise NotALedger(number, f"this is not the end of {chain.seq} entries")
            ended = True
            continue
        row = _row(number, said)
        chain.check(row)
        if row.id in ids:
            raise NotALedger(number, f"the id {row.id} was used before")
        ids.add(row.id)
        rows.append(row)
    if not ended:
        raise NotALedger(number + 1, "the file ends early: the line that ends a ledger is missing")
    return rows


def _require_that_they_stand(
    poll: Poll, rows: list[ChainRow], people: store.People, files: PaperFiles
) -> None:
    """Fold the whole ledger once, so that nothing is made of acts that never were in a hall.

    Raises:
        NotALedger: naming the entry's line.
    """
    number = 2

    def entries() -> Iterator[Entry]:
        nonlocal number
        for number, row in enumerate(rows, start=3):  # noqa: B007 - read where something is wrong
            yield Entry.of(row, people, acts.checked)

    try:
        Books(poll, entries(), files)
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError) as fault:
        raise NotALedger(number, f"this entry cannot stand ({fault!r})") from None


def _object(number: int, line: str) -> dict[str, Any]:
    try:
        said = orjson.loads(line)
    except orjson.JSONDecodeError as fault:
        raise NotALedger(number, f"this is not an entry of a ledger ({fault})") from None
    if not isinstance(said, dict):
        raise NotALedger(number, "this is not an entry of a ledger")
    return said


def _row(number: int, said: dict[str, Any]) -> ChainRow:
    try:
        entry = said["entry"]
        body = orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)
        nonce = bytes.fromhex(said["nonce"])
        return ChainRow(
            entry["seq"], entry["id"], entry["contest"], body, nonce, said["digest"], said["hall"]
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise NotALedger(number, f"this is not an entry of a ledger ({fault})") from None
