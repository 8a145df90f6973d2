"""Is this machine fit for tonight? Every fault is named with what to do; a fit machine has none."""

import shutil
import socket
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst

from count import doctor
from count.bench.big_hall import big_hall
from count.documents import pdf
from count.documents.pdf import TypesettingError
from count.storage.hall_directory import HallDirectory
from count.web.server import Certificate
from tests.count.client import free_port


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    big_hall(tmp_path / "hall", 60, lines=4, contests=2).close()
    return tmp_path / "hall"


def test_everything_is_looked_at_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(doctor, "times_to_sync", lambda directory: [0.001] * 100)
    assert doctor.examine(None, doctor.Serving(free_port())) == []
    said = capsys.readouterr().out
    for what in (
        "Python",
        "SQLite",
        "disk speed",
        "disk room",
        "memory",
        "clock",
        "port",
        "addresses",
        "certificate",
        "kernels",
        "documents",
    ):
        assert f"ok     {what}" in said
    assert list(tmp_path.iterdir()) == []


def test_the_ledger_of_a_hall_is_followed(hall: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not [
        fault for fault in doctor.examine(hall, doctor.Serving(free_port())) if "ledger" in fault
    ]
    assert "60 entries hold" in capsys.readouterr().out


def test_a_ledger_that_was_changed_is_a_fault(hall: Path) -> None:
    hall_directory = HallDirectory.open(hall)
    with hall_directory.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER ledger_no_update")
        connection.exec_driver_sql("UPDATE ledger SET digest = hall WHERE seq = 41")
    hall_directory.close()
    look = doctor.ledger(hall)
    assert "entry 41" in look.fault


def test_a_directory_without_a_hall_is_a_fault(tmp_path: Path) -> None:
    assert "no hall" in doctor.ledger(tmp_path).fault


def test_a_disk_is_timed_and_a_slow_one_is_a_fault(tmp_path: Path) -> None:
    took = doctor.times_to_sync(tmp_path)
    assert len(took) == doctor.SYNCS
    assert took == sorted(took)
    assert doctor.sync([0.002] * 100).fault == ""
    assert "slow" in doctor.sync([0.030] * 100).fault
    assert "slow" in doctor.sync([0.002] * 98 + [0.3] * 2).fault
    assert doctor.sync([0.002] * 99 + [0.3]).fault == ""


def test_too_little_room_is_a_fault() -> None:
    assert doctor.disk(doctor.DISK).fault == ""
    assert "1.0 GiB" in doctor.disk(1024**3).fault
    assert doctor.memory(doctor.MEMORY).fault == ""
    assert "0.2 GiB" in doctor.memory(256 * 1024**2).fault
    assert doctor.memory(None).fault == ""


def test_an_old_database_or_language_is_a_fault() -> None:
    assert doctor.sqlite(["3.51.3"]).fault == doctor.sqlite(["3.40.1", "3.53.0"]).fault == ""
    assert "lose a commit" in doctor.sqlite(["3.51.2", "3.40.1"]).fault
    assert "install pysqlite3" in doctor.sqlite([]).fault
    assert doctor.python((3, 11)).fault == ""
    assert "too old" in doctor.python((3, 10)).fault


def test_a_clock_before_the_software_or_before_the_newest_act_is_a_fault() -> None:
    now = datetime(2027, 5, 6, 22, 0, tzinfo=UTC)
    assert doctor.clock(now, "").fault == ""
    assert doctor.clock(now, "2027-05-06T21:59:59.000000Z").fault == ""
    assert "newest act" in doctor.clock(now, "2027-05-06T22:00:01.000000Z").fault
    assert "set it" in doctor.clock(datetime(1970, 1, 1, tzinfo=UTC), "").fault


def test_a_port_in_use_is_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        faults = doctor.examine(None, doctor.Serving(port))
    assert any(f"Port {port} is in use" in fault for fault in faults)
    assert "FAULT" in capsys.readouterr().out


def test_kernels_that_do_not_compile_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("no compiler")

    assert doctor.kernels().fault == ""
    monkeypatch.setattr(doctor, "warm", broken)
    assert "no compiler" in doctor.kernels().fault


def test_addresses_are_told_and_none_is_said() -> None:
    assert doctor.network(["10.0.0.5", "10.1.0.5"]).found == "10.0.0.5, 10.1.0.5"
    assert "no tablet can come" in doctor.network([]).found


def test_without_a_certificate_it_is_said_what_tablets_lack() -> None:
    look = doctor.certificate(None, "")
    assert look.fault == ""
    assert "--certificate" in look.found


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("shown")
    made = Certificate(folder / "hall.pem", folder / "hall.key")
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-subj", "/CN=hall", "-addext", "subjectAltName=DNS:hall.local,IP:192.168.40.2",
            "-keyout", str(made.key), "-out", str(made.certificate),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return made


@pytest.mark.parametrize("address", ["https://hall.local:8000", "hall.local", "192.168.40.2"])
def test_a_certificate_that_names_the_address_is_good(shown: Certificate, address: str) -> None:
    look = doctor.certificate(shown, address)
    assert look.fault == ""
    assert look.found.startswith("good for ")


@pytest.mark.parametrize("address", ["https://other.local:8000", "192.168.40.3", "hall"])
def test_a_certificate_that_names_another_is_a_fault(shown: Certificate, address: str) -> None:
    assert "is not good for" in doctor.certificate(shown, address).fault


def test_a_certificate_that_cannot_be_read_is_a_fault(shown: Certificate, tmp_path: Path) -> None:
    lost = Certificate(tmp_path / "no.pem", shown.key)
    assert "cannot be read" in doctor.certificate(lost, "hall.local").fault


def test_a_typesetter_that_fails_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(document: object) -> bytes:
        raise TypesettingError("no fonts")

    assert doctor.documents().fault == ""
    monkeypatch.setattr(doctor, "set_as_pdf", broken)
    assert "no fonts" in doctor.documents().fault


def test_documents_in_another_font_than_theirs_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor.FONT in doctor.documents().found
    other = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    monkeypatch.setattr(pdf, "_fonts", lambda: other)
    assert "install counthall again" in doctor.documents().fault


def test_a_hall_that_others_can_look_into_is_a_fault(
    hall: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert doctor.privacy(hall).fault == ""
    hall.chmod(0o755)
    assert "chmod 700" in doctor.privacy(hall).fault
    monkeypatch.setattr(doctor, "readable_by_others", lambda folder: None)
    look = doctor.privacy(hall)
    assert look.fault == ""
    assert "does not say" in look.found
