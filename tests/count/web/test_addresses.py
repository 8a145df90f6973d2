"""Where tablets come: said when a hall is served to them, and said too when it is not."""

import ipaddress
import socket

import pytest

from count.web import addresses as module
from count.web.addresses import addresses, ways_in, written


def test_addresses_are_ones_that_others_can_reach() -> None:
    for each in addresses():
        assert not ipaddress.ip_address(each).is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.9.1"])
def test_a_hall_of_this_machine_alone_says_that_tablets_cannot_come(host: str) -> None:
    (said,) = ways_in("http", host, 8000)
    assert "Only this machine" in said
    assert "--host 0.0.0.0" in said


def test_a_hall_of_every_network_names_each_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "addresses", lambda: ["10.0.0.5", "192.168.1.5"])
    assert ways_in("https", "0.0.0.0", 8443) == [
        "Tablets come to https://10.0.0.5:8443",
        "Tablets come to https://192.168.1.5:8443",
    ]


def test_over_plain_http_it_is_said_that_others_can_listen() -> None:
    come, warned = ways_in("http", "192.168.1.5", 8000)
    assert come == "Tablets come to http://192.168.1.5:8000"
    assert "others on the network can listen" in warned


def test_a_machine_without_a_network_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object) -> None:
        raise OSError("Network is unreachable")

    monkeypatch.setattr(socket, "socket", unreachable)
    monkeypatch.setattr(socket, "gethostbyname_ex", unreachable)
    assert addresses() == []
    assert ways_in("https", "0.0.0.0", 8000) == []


def test_an_address_is_written_as_a_browser_takes_it() -> None:
    assert written("http", "::1", 8000) == "http://[::1]:8000"
    assert written("https", "hall.example", 443) == "https://hall.example:443"
