"""Speaking at a terminal: numbers with their nouns, and output that another program reads."""

import io
import sys

import pytest

from count.hall.terminal import number_of, speak_utf8


def test_a_number_goes_with_its_noun() -> None:
    assert number_of(1, "fault") == "1 fault"
    assert number_of(0, "fault") == "0 faults"
    assert number_of(1200, "fault") == "1,200 faults"
    assert number_of(2, "file goes", "files go") == "2 files go"


def test_what_programs_read_is_utf8_on_every_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252", newline="\r\n"))
    speak_utf8()
    sys.stdout.write("Ŵyn\n")
    sys.stdout.flush()
    assert raw.getvalue() == "Ŵyn\n".encode()
