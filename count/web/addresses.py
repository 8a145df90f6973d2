"""Addresses at which tablets of the hall's network reach this machine, and the words about them."""

import ipaddress
import socket
from contextlib import suppress

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, never bound here
_ELSEWHERE = ("192.0.2.1", 9)
"""An address of documentation (RFC 5737): asking for the way there sends nothing."""


def addresses() -> list[str]:
    """This machine's IPv4 addresses that others may reach, the one on the way out first."""
    found = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        way.connect(_ELSEWHERE)
        found.append(way.getsockname()[0])
    with suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    return [each for each in dict.fromkeys(found) if not _of_itself(each)]


def _of_itself(host: str) -> bool:
    """Whether only this machine reaches itself under this address or name."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return address.is_loopback or address.is_unspecified


def written(scheme: str, host: str, port: int) -> str:
    """An address as it is typed into a browser."""
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def ways_in(scheme: str, host: str, port: int) -> list[str]:
    """Sentences on how tablets come to a hall that is served here, or why they cannot."""
    if host not in EVERYWHERE and _of_itself(host):
        return [
            "Only this machine can reach it. For the tablets of the hall's network: --host 0.0.0.0, "
            "and --certificate and --key so that tables go on while the server is away."
        ]
    hosts = addresses() if host in EVERYWHERE else [host]
    come = [f"Tablets come to {written(scheme, each, port)}" for each in hosts]
    if scheme == "http":
        come.append(
            "Over plain http others on the network can listen, and no table goes on while the server "
            "is away: --certificate and --key mend both."
        )
    return come
