"""Commands about a hall as a whole: making one, its ledger as text and back, and the proof of it."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from count.hall import terminal
from count.hall.terminal import FILES, NO, PROOF, SET_UP, Data, number_of, say, stop

commands = terminal.commands()


@commands.command(rich_help_panel=SET_UP)
def new(
    poll_dir: Path,
    data: Data,
    rehearsal: Annotated[bool, typer.Option(help="Say REHEARSAL on everything.")] = False,
) -> None:
    """Make a hall from a poll folder, or report every fault of the folder at once."""
    from count.formats import poll_folder
    from count.storage.database import HallNotFound
    from count.storage.hall_directory import HallDirectory

    reading = poll_folder.read(poll_dir)
    for warning in reading.warnings:
        say(f"warning: {warning}")
    for fault in reading.faults:
        say(str(fault))
    if reading.poll is None:
        faults = number_of(len(reading.faults), "fault")
        stop(f"{faults}: nothing was made. Mend what is named above and try again.")
    try:
        hall_directory = HallDirectory.make(data, reading.poll, rehearsal=rehearsal)
    except (HallNotFound, OSError) as fault:
        stop(str(fault))
    hall_directory.close()
    kind = "rehearsal hall" if rehearsal else "hall"
    print(f"A {kind} for {reading.poll.facts.name} is in {data}.")
    print(_NEXT.format(data=data))


_NEXT = """
Next:
  counthall doctor --data {data}
      whether this machine is fit for the night
  counthall code --data {data} --role returning-officer --name NAME
      a sign-in code for each person; supervisors also need --unit
  counthall serve --data {data} --host 0.0.0.0 --certificate FILE --key FILE
      the hall, for every tablet of the network"""


@commands.command(rich_help_panel=FILES)
def export(
    data: Data,
    out: Annotated[Path | None, typer.Option(help="A file; standard output if left out.")] = None,
) -> None:
    """Write the ledger as readable text."""
    from count.hall.export import copy_files, files_beside
    from count.hall.export import export as lines

    with terminal.looking(data) as hall_directory:
        if out is None:
            terminal.speak_utf8()
            sys.stdout.writelines(lines(hall_directory))
            if any(hall_directory.papers.folder.glob("*")):
                folder = hall_directory.papers.folder
                say(f"Files of papers do not go along here: copy {folder}, or use --out.")
            return
        part = out.with_name(out.name + ".part")
        try:
            copied, lost = copy_files(hall_directory, files_beside(out))
            with part.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(lines(hall_directory))
            part.replace(out)
        except OSError as fault:
            stop(f"{out} cannot be written: {fault.strerror}.")
        finally:
            with suppress(OSError):
                part.unlink()
    if copied:
        files = number_of(len(copied), "file of papers goes", "files of papers go")
        say(f"{files} along in {files_beside(out)}.")
    if lost:
        stop("\n".join(f"The file of papers {file.digest} {file.words}." for file in lost), NO)


@commands.command(rich_help_panel=PROOF)
def replay(file: Path, data: Data) -> None:
    """Make a hall again from an exported ledger, with the same digests."""
    from count.hall.export import NotALedger, files_beside
    from count.hall.export import replay as again
    from count.ledger.chain import Tampered
    from count.storage.database import HallNotFound

    try:
        with file.open(encoding="utf-8") as source:
            hall_directory = again(source, data, files_beside(file))
    except (NotALedger, Tampered) as fault:
        stop(f"{file}: {fault}. Nothing was made.")
    except (HallNotFound, OSError, UnicodeDecodeError) as fault:
        stop(str(fault))
    hall_directory.close()
    print(f"The hall is in {data}.")


@commands.command(rich_help_panel=PROOF)
def check(data: Data) -> None:
    """Follow every digest of the ledger; exit 1 and say where it was tampered with."""
    from count.hall.hall import Hall

    with terminal.looking(data) as hall_directory:
        hall = Hall(hall_directory)
        print(f"{hall.chain.seq:,} entries hold. Head: {hall.chain.head}")
        if lost := hall.files_astray():
            stop(
                "\n".join(
                    f"Contest {contest}: the file of papers {file.digest} {file.words}."
                    for contest, file in lost
                ),
                NO,
            )
