"""Commands about a hall that is served: serving it, and what its server does for this machine's operator."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from count.hall import terminal
from count.hall.terminal import NIGHT, Data, Port, say, stop

if TYPE_CHECKING:
    from count.storage.hall_directory import HallDirectory

commands = terminal.commands()

CertificateFile = Annotated[
    Path | None,
    typer.Option(envvar="COUNTHALL_CERTIFICATE", help="Serve over https: PEM file."),
]
KeyFile = Annotated[
    Path | None, typer.Option(envvar="COUNTHALL_KEY", help="The certificate's key: PEM file.")
]
Address = Annotated[
    str,
    typer.Option(envvar="COUNTHALL_ADDRESS", help="Where tablets find the hall, https://..."),
]
Role = Annotated[str, typer.Option()]


@commands.command(rich_help_panel=NIGHT)
def serve(
    data: Data,
    host: Annotated[
        str, typer.Option(envvar="COUNTHALL_HOST", help="0.0.0.0: every network of this machine.")
    ] = "127.0.0.1",
    port: Port = 8000,
    certificate: CertificateFile = None,
    key: KeyFile = None,
    log_level: Annotated[
        terminal.LogLevel, typer.Option(envvar="COUNTHALL_LOG_LEVEL", help="On standard error.")
    ] = terminal.LogLevel.WARNING,
    database: Annotated[str, typer.Option(hidden=True)] = "",
) -> None:
    """Serve the hall.

    Tablets go on over hours without it where it is served over https.
    """
    if database:
        stop("PostgreSQL is not in this version: leave --database out to use the embedded SQLite.")
    if (certificate is None) != (key is None):
        stop("--certificate and --key go together: give both, or neither for plain http.")
    from count.web import server

    shown = server.Certificate(certificate, key) if certificate and key else None
    raise typer.Exit(server.run(data, host, port, shown, log_level.value))


def _answered(
    data: Path, question: dict[str, str], here: Callable[["HallDirectory"], dict[str, Any]]
) -> dict[str, Any]:
    """Ask a hall: its server where one is running, never beside it; else `here` answers."""
    from count.storage.database import HallInUse, HallNotFound
    from count.storage.hall_directory import HallDirectory
    from count.web.control_socket import ServerNotRunning, ask

    try:
        hall_directory = HallDirectory.open(data)
    except HallNotFound as fault:
        stop(str(fault))
    except HallInUse:
        try:
            answer = ask(data, question)
        except ServerNotRunning as fault:
            stop(str(fault))
    else:
        try:
            answer = here(hall_directory)
        finally:
            hall_directory.close()
    if "error" in answer:
        stop(str(answer["error"]))
    return answer


def _grant(what: str, data: Path, role: str, unit: str, contest: str, name: str) -> str:
    """Have a token or a code made."""
    question = {"do": what, "role": role, "unit": unit, "contest": contest, "name": name}

    def made(hall_directory: "HallDirectory") -> dict[str, Any]:
        from count.access.credentials import Credentials
        from count.web.control_socket import grant

        credentials = Credentials(hall_directory.database)
        try:
            return grant(
                question, hall_directory.poll, credentials, rehearsal=hall_directory.rehearsal
            )
        finally:
            credentials.close()

    return str(_answered(data, question, made)["secret"])


@commands.command(rich_help_panel=NIGHT)
def token(data: Data, role: Role, unit: str = "", contest: str = "", name: str = "") -> None:
    """Print a bearer token for a machine client, and nothing else."""
    print(_grant("token", data, role, unit, contest, name))


@commands.command(rich_help_panel=NIGHT)
def code(
    data: Data,
    role: Role,
    name: Annotated[str, typer.Option(help="The person.")],
    unit: str = "",
    contest: str = "",
    slip: Annotated[
        Path | None, typer.Option(help="Write a page to print and hand over, with a QR code: HTML.")
    ] = None,
    address: Address = "",
) -> None:
    """Print a new sign-in code for a person, to be handed over on a slip."""
    if slip is not None and not address.startswith(("http://", "https://")):
        stop(
            "--slip needs --address: where tablets find the hall, such as https://hall.local:8000."
        )
    if slip is not None and not slip.parent.is_dir():
        stop(f"--slip {slip}: there is no folder {slip.parent}.")
    secret = _grant("code", data, role, unit, contest, name)
    if slip is not None:
        _write_slip(slip, address, name, " ".join(filter(None, (role, unit, contest))), secret)
    print(secret)


def _write_slip(file: Path, address: str, name: str, role: str, secret: str) -> None:
    from count.storage.system_calls import write_private
    from count.web.slip import page

    try:
        write_private(file, page(address, name, role, secret).encode())
    except OSError as fault:
        say(f"{file} cannot be written ({fault.strerror}): write the code down instead.")


@commands.command(rich_help_panel=NIGHT)
def papers(
    file: Path, data: Data, contest: Annotated[str, typer.Option(help="Whose papers these are.")]
) -> None:
    """Keep a file of electronically read papers beside the hall; prints its digest and its papers."""
    question = {"do": "papers", "contest": contest, "name": str(file.absolute())}

    def kept(hall_directory: "HallDirectory") -> dict[str, Any]:
        from count.hall.hand_in import keep

        return keep(hall_directory.papers, hall_directory.poll, contest, file)

    answer = _answered(data, question, kept)
    for difference in answer["names_differ"]:
        say(f"warning: {difference}")
    print(f"{answer['file_digest']} {answer['papers']}")
