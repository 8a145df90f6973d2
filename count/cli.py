"""The `counthall` command. Exit codes: 0 done, 1 the answer is no, 2 bad input and nothing changed."""

import io
import platform
import sys
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from count.hall import commands as hall_commands
from count.hall.terminal import (
    FILES,
    MACHINE,
    NO,
    PANELS,
    SET_UP,
    Port,
    commands,
    settled,
    speak_utf8,
    stop,
)
from count.storage.machine_code import settle
from count.web import commands as web_commands
from count.web.commands import Address, CertificateFile, KeyFile

own = commands()


class Grouped(TyperGroup):
    """Commands in the order of a night: set up first, the machine last."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """Their names, panel by panel."""

        def place(name: str) -> int:
            return PANELS.index(getattr(self.commands[name], "rich_help_panel", ""))

        return sorted(super().list_commands(ctx), key=place)

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Run the command; a machine that no hall can be kept on safely is refused in words."""
        from count.storage.sqlite import UnsoundSqlite

        try:
            return super().invoke(ctx)
        except UnsoundSqlite as fault:
            stop(str(fault))


app = typer.Typer(cls=Grouped, no_args_is_help=True, pretty_exceptions_enable=False)


def _print_version(wanted: bool) -> None:
    """The first lines of every report of a fault."""
    if not wanted:
        return
    from count.storage.sqlite import drivers

    print(f"counthall {version_of('counthall')}")
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}")
    print("SQLite", *(f"{each.sqlite_version} ({each.__name__})" for each in drivers()))
    for package in ("typst", "numba", "uvicorn"):
        print(f"{package} {version_of(package)}")
    raise typer.Exit


@app.callback()
def counthall(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_print_version, help="Print versions and end."
        ),
    ] = False,
) -> None:
    """The software a count hall runs on."""
    settle()


@own.command(rich_help_panel=SET_UP)
def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 8000,
    speed: Annotated[float, typer.Option(help="Times real speed.")] = 30.0,
    data: Annotated[Path | None, typer.Option(help="Keep the demonstration hall here.")] = None,
) -> None:
    """Show a synthetic poll counted by simulated people, to watch and to join in."""
    from count.rehearsal.demo import run

    raise typer.Exit(run(port, speed, data))


@own.command(rich_help_panel=SET_UP)
def example(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder.")],
    kind: Annotated[str, typer.Option(help="The kind of poll.")] = "principal-area",
) -> None:
    """Write a filled, commented poll folder for `new` to read."""
    from count.formats.example import UnknownKindError, write

    try:
        folder = write(directory, kind)
    except (UnknownKindError, OSError) as fault:
        stop(str(fault))
    print(f"An example poll folder is in {folder}.")
    print(f"Put your own poll in it. Then: counthall new {folder} --data HALL")


@own.command(rich_help_panel=SET_UP)
def rehearse(
    poll_dir: Path,
    data: Annotated[Path, typer.Option(help="Where the rehearsal's hall is made.")],
    seed: Annotated[int, typer.Option(help="Another seed is another night.")] = 1,
    speed: Annotated[float, typer.Option(help="Times real speed.")] = 100_000.0,
) -> None:
    """Play a whole night of a poll from a known answer; exit 0 only if it is what is declared."""
    from count.rehearsal.rehearse import run

    raise typer.Exit(run(poll_dir, data, seed, speed))


@own.command(rich_help_panel=FILES)
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
    margin: Annotated[
        bool, typer.Option("--margin", help="Say how close it was: exact, or a bound.")
    ] = False,
) -> None:
    """Count preference papers from files: BLT, Scottish profiles, PrefLib; packed with gzip or not."""
    from count.tally.command import BadOrder, order, run, watched

    try:
        asked = order(rules, seats, lots, last_transfer, margin)
    except BadOrder as fault:
        stop(str(fault))
    if json:
        speak_utf8()
    watch = watched(files, sys.stderr)
    raise typer.Exit(run(watch, asked, json, sys.stdout, sys.stderr, report))


@own.command(rich_help_panel=MACHINE)
def doctor(
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            envvar="COUNTHALL_DATA",
            callback=settled,
            help="The hall to be served tonight.",
        ),
    ] = None,
    port: Port = 8000,
    certificate: CertificateFile = None,
    key: KeyFile = None,
    address: Address = "",
) -> None:
    """Look whether this machine is fit for tonight."""
    from count.doctor import Serving, examine
    from count.web.server import Certificate

    if (certificate is None) != (key is None):
        stop("--certificate and --key go together: give both, or neither.")
    shown = Certificate(certificate, key) if certificate and key else None
    faults = examine(data, Serving(port, shown, address))
    if faults:
        stop("\n".join(faults), NO)


@own.command(rich_help_panel=MACHINE)
def bench(
    json: Annotated[bool, typer.Option("--json")] = False,
    peers: Annotated[
        Path | None, typer.Option(help="Python of an environment with counthall[peers].")
    ] = None,
    wards: Annotated[Path | None, typer.Option(help="A folder of BLT files to count.")] = None,
) -> None:
    """Measure the hall and its core against limits, and other libraries, in the same run."""
    from count.bench.bench import run

    run(json, None, peers, wards)


for group in (hall_commands.commands, web_commands.commands, own):
    app.add_typer(group)


def main() -> None:
    """The entry point."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A name with a letter that the terminal's encoding lacks must not end the night.
            stream.reconfigure(errors="replace")
    app(prog_name="counthall")


if __name__ == "__main__":
    main()
