"""The `counthall` command. Exit codes: 0 done, 1 the answer is no, 2 bad input and nothing changed."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from count.storage.hall_directory import HallDirectory

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="The software a count hall runs on.",
)

NO, BAD_INPUT = 1, 2

Data = Annotated[Path, typer.Option("--data", help="The hall's directory.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")]


def _stop(words: str, code: int = BAD_INPUT) -> NoReturn:
    _say(words)
    raise typer.Exit(code)


def _say(words: str) -> None:
    print(words, file=sys.stderr)


@app.command()
def new(
    poll_dir: Path,
    data: Data,
    rehearsal: Annotated[bool, typer.Option(help="Say REHEARSAL on everything.")] = False,
) -> None:
    """Read a poll folder, report every fault at once, and make the hall."""
    from count.formats import poll_folder
    from count.storage.database import HallNotFound
    from count.storage.hall_directory import HallDirectory

    reading = poll_folder.read(poll_dir)
    for warning in reading.warnings:
        _say(f"warning: {warning}")
    for fault in reading.faults:
        _say(str(fault))
    if reading.poll is None:
        _stop(f"{len(reading.faults)} faults: nothing was made. Mend them and try again.")
    try:
        hall_directory = HallDirectory.make(data, reading.poll, rehearsal=rehearsal)
    except (HallNotFound, OSError) as fault:
        _stop(str(fault))
    hall_directory.close()
    kind = "rehearsal hall" if rehearsal else "hall"
    print(f"A {kind} for {reading.poll.facts.name} is in {data}.")


@app.command()
def serve(
    data: Data,
    host: str = "127.0.0.1",
    port: Port = 8000,
    database: Annotated[str, typer.Option(help="A postgresql:// address.")] = "",
    certificate: Annotated[Path | None, typer.Option(help="Serve over https: PEM file.")] = None,
    key: Annotated[Path | None, typer.Option(help="The certificate's key: PEM file.")] = None,
) -> None:
    """Serve the hall. Tablets go on over hours without it where it is served over https."""
    if database:
        _stop("PostgreSQL is not in this version: leave --database out to use the embedded SQLite.")
    if (certificate is None) != (key is None):
        _stop("--certificate and --key go together: give both, or neither for plain http.")
    from count.web.server import Certificate, run

    papers = Certificate(certificate, key) if certificate and key else None
    raise typer.Exit(run(data, host, port, papers))


def _answered(
    data: Path, question: dict[str, str], here: Callable[["HallDirectory"], dict[str, Any]]
) -> dict[str, Any]:
    """What is asked of a hall, answered by its server where one is running, never beside it; else `here`."""
    from count.storage.database import HallInUse, HallNotFound
    from count.storage.hall_directory import HallDirectory
    from count.web.control_socket import ServerNotRunning, ask

    try:
        hall_directory = HallDirectory.open(data)
    except HallNotFound as fault:
        _stop(str(fault))
    except HallInUse:
        try:
            answer = ask(data, question)
        except ServerNotRunning as fault:
            _stop(str(fault))
    else:
        try:
            answer = here(hall_directory)
        finally:
            hall_directory.close()
    if "error" in answer:
        _stop(str(answer["error"]))
    return answer


def _grant(what: str, data: Path, role: str, unit: str, contest: str, name: str) -> str:
    """Have a token or a code made."""
    from count.access.credentials import Credentials
    from count.web.control_socket import grant

    question = {"do": what, "role": role, "unit": unit, "contest": contest, "name": name}

    def made(hall_directory: "HallDirectory") -> dict[str, Any]:
        credentials = Credentials(hall_directory.database)
        try:
            return grant(
                question, hall_directory.poll, credentials, rehearsal=hall_directory.rehearsal
            )
        finally:
            credentials.close()

    return str(_answered(data, question, made)["secret"])


@app.command()
def token(
    data: Data,
    role: Annotated[str, typer.Option()],
    unit: str = "",
    contest: str = "",
    name: str = "",
) -> None:
    """Print a bearer token for a machine client, and nothing else."""
    print(_grant("token", data, role, unit, contest, name))


@app.command()
def code(
    data: Data,
    role: Annotated[str, typer.Option()],
    name: Annotated[str, typer.Option(help="The person.")],
    unit: str = "",
    contest: str = "",
) -> None:
    """Print a new sign-in code for a person, to be handed over on a slip."""
    print(_grant("code", data, role, unit, contest, name))


@app.command()
def demo(
    port: Port = 8000,
    speed: Annotated[float, typer.Option(help="Times real speed.")] = 30.0,
    data: Annotated[Path | None, typer.Option(help="Keep the demonstration hall here.")] = None,
) -> None:
    """A synthetic poll counted by simulated people while you watch and join in."""
    from count.rehearsal.demo import run

    raise typer.Exit(run(port, speed, data))


@app.command()
def rehearse(
    poll_dir: Path,
    data: Data,
    seed: Annotated[int, typer.Option(help="Another seed is another night.")] = 1,
    speed: Annotated[float, typer.Option(help="Times real speed.")] = 100_000.0,
) -> None:
    """Play a whole night of a poll from a known answer; exit 0 only if it is what is declared."""
    from count.rehearsal.rehearse import run

    raise typer.Exit(run(poll_dir, data, seed, speed))


@app.command()
def tally(
    files: list[Path],
    rules: Annotated[str, typer.Option(help="plurality, scotland, ers97, meek, ...")],
    seats: Annotated[int | None, typer.Option(help="If not as the file says.")] = None,
    lots: Annotated[Path | None, typer.Option(help="A JSON list of the lots drawn.")] = None,
    last_transfer: Annotated[
        bool,
        typer.Option("--last-transfer", help="Scotland: move the papers of the last exclusion."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="One object a file, a line each.")] = False,
    report: Annotated[Path | None, typer.Option(help="A page of stages, with pictures.")] = None,
) -> None:
    """Count preference papers from files: BLT, Scottish profiles, PrefLib; packed with gzip or not."""
    from count.tally.command import BadOrder, order, run, watched

    try:
        asked = order(rules, seats, lots, last_transfer)
    except BadOrder as fault:
        _stop(str(fault))
    watch = watched(files, sys.stderr)
    raise typer.Exit(run(watch, asked, json, sys.stdout, sys.stderr, report))


@app.command()
def export(
    data: Data,
    out: Annotated[Path | None, typer.Option(help="A file; standard output if left out.")] = None,
) -> None:
    """The ledger as readable text."""
    from count.hall.export import copy_files, files_beside
    from count.hall.export import export as lines

    with _ledger(data) as hall_directory:
        if out is None:
            sys.stdout.writelines(lines(hall_directory))
            if any(hall_directory.papers.folder.glob("*")):
                folder = hall_directory.papers.folder
                _say(f"Files of papers do not go along here: copy {folder}, or use --out.")
            return
        part = out.with_name(out.name + ".part")
        try:
            copied, lost = copy_files(hall_directory, files_beside(out))
            with part.open("w", encoding="utf-8") as file:
                file.writelines(lines(hall_directory))
            part.replace(out)
        except OSError as fault:
            _stop(f"{out} cannot be written: {fault.strerror}.")
        finally:
            with suppress(OSError):
                part.unlink()
    if copied:
        _say(f"{len(copied)} files of papers go along in {files_beside(out)}.")
    if lost:
        _stop("\n".join(f"The file of papers {file.digest} {file.words}." for file in lost), NO)


@app.command()
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
        _stop(f"{file}: {fault}. Nothing was made.")
    except (HallNotFound, OSError, UnicodeDecodeError) as fault:
        _stop(str(fault))
    hall_directory.close()
    print(f"The hall is in {data}.")


@app.command()
def papers(
    file: Path, data: Data, contest: Annotated[str, typer.Option(help="Whose papers these are.")]
) -> None:
    """Keep a file of electronically read papers beside the hall; prints its digest and its papers."""
    from count.hall.hand_in import keep

    question = {"do": "papers", "contest": contest, "name": str(file.absolute())}
    answer = _answered(
        data,
        question,
        lambda hall_directory: keep(hall_directory.papers, hall_directory.poll, contest, file),
    )
    for difference in answer["names_differ"]:
        _say(f"warning: {difference}")
    print(f"{answer['file_digest']} {answer['papers']}")


def _of_file(contest: str, digest: str, words: str) -> str:
    return f"Contest {contest}: the file of papers {digest} {words}."


@app.command()
def check(data: Data) -> None:
    """Follow every digest of the ledger; exit 1 and say where it was tampered with."""
    from count.hall.hall import Hall

    with _ledger(data) as hall_directory:
        hall = Hall(hall_directory)
        print(f"{hall.chain.seq:,} entries hold. Head: {hall.chain.head}")
        if lost := hall.files_astray():
            _stop(
                "\n".join(_of_file(contest, file.digest, file.words) for contest, file in lost), NO
            )


@contextmanager
def _ledger(data: Path) -> Iterator["HallDirectory"]:
    """A hall's ledger to look at, beside its server if one is running; says where it was tampered with."""
    from count.ledger.chain import Tampered
    from count.storage.database import HallNotFound
    from count.storage.hall_directory import HallDirectory

    try:
        hall_directory = HallDirectory.look(data)
    except HallNotFound as fault:
        _stop(str(fault))
    try:
        yield hall_directory
    except Tampered as fault:
        _stop(f"The ledger was tampered with. {fault}", NO)
    finally:
        hall_directory.close()


@app.command()
def bench(
    json: Annotated[bool, typer.Option("--json")] = False,
    peers: Annotated[
        Path | None, typer.Option(help="Python of an environment with counthall[peers].")
    ] = None,
    wards: Annotated[Path | None, typer.Option(help="A folder of BLT files to count.")] = None,
) -> None:
    """The hall and its core against limits, and other libraries, measured in the same run."""
    from count.bench.bench import run

    run(json, None, peers, wards)


@app.command()
def doctor(data: Annotated[Path | None, typer.Option("--data")] = None) -> None:
    """Is this machine fit for tonight?"""
    from count.doctor import examine

    faults = examine(data)
    if faults:
        _stop("\n".join(faults), NO)


def main() -> None:
    """The entry point."""
    app()
