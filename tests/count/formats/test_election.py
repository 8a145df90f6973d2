"""What is said of a file that cannot be read."""

import pytest

from count.formats.election import MOST_FAULTS, BadLine, Faults, LineFault, UnreadableFile


def test_a_fault_names_the_line_what_is_there_and_what_should_be() -> None:
    assert str(LineFault(7, "“3 x 0”: “x” is no number", "a candidate, in digits")) == (
        "line 7: “3 x 0”: “x” is no number. Expected a candidate, in digits."
    )
    assert str(LineFault(None, "It is empty", "papers")) == "It is empty. Expected papers."


def test_all_faults_are_told_together() -> None:
    faults = Faults()
    faults.refuse()
    faults.add(2, "one", "another")
    faults.misread(5, "3\x1b[2J", BadLine("not it", "it"))
    with pytest.raises(UnreadableFile) as caught:
        faults.refuse()
    assert [fault.line for fault in caught.value.faults] == [2, 5]
    # Nothing that a terminal would obey is repeated.
    assert str(caught.value).splitlines()[1] == "line 5: “3[U+001B][2J”: not it. Expected it."


def test_a_file_of_faults_is_given_up() -> None:
    faults = Faults()
    for line in range(1, MOST_FAULTS):
        faults.add(line, "wrong", "right")
    with pytest.raises(UnreadableFile) as caught:
        faults.add(MOST_FAULTS, "wrong", "right")
    assert len(caught.value.faults) == MOST_FAULTS + 1
    assert "There may be more" in str(caught.value)
