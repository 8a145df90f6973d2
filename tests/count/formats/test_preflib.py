"""PrefLib's strict orders."""

import pytest

from count.formats import preflib
from count.formats.election import UnreadableFile

SOI = """# FILE NAME: 00001-00000001.soi
# TITLE: Ward 4: Dyce
# DATA TYPE: soi
# MODIFICATION TYPE: original
# a remark
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 61
# NUMBER UNIQUE ORDERS: 2
# ALTERNATIVE NAME 1: Jane Roe
# ALTERNATIVE NAME 2: Siân Doe
# ALTERNATIVE NAME 3: Ann Bold
60: 3,1,2
1: 2
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(UnreadableFile) as caught:
        preflib.read(text.encode())
    return [str(fault) for fault in caught.value.faults]


def test_incomplete_orders() -> None:
    election = preflib.read(SOI.encode())
    assert (election.title, election.seats) == ("Ward 4: Dyce", None)
    assert election.candidates == ("Jane Roe", "Siân Doe", "Ann Bold")
    assert list(election.papers) == [(60, (2, 0, 1)), (1, (1,))]


def test_complete_orders_name_everybody() -> None:
    soc = SOI.replace("TYPE: soi", "TYPE: soc")
    assert faults_of(soc) == ["line 13: “1: 2”: not a complete order. Expected all 3 alternatives."]
    assert preflib.read(soc.replace("1: 2\n", "1: 2,1,3\n").encode()).papers.valid == 61


@pytest.mark.parametrize(
    ("line", "instead", "found"),
    [
        ("1: 2", "1: 4", "line 13: “1: 4”: “4” is not a candidate"),
        ("1: 2", "1: 2,2", "line 13: “1: 2,2”: names candidate 2 twice"),
        ("1: 2", "1 2", "line 13: “1 2”: no order"),
        ("1: 2", "1:", "line 13: “1:”: no order"),
        ("1: 2", "1: {1,2}", "line 13: “1: {1,2}”: not a strict order"),
        ("1: 2", "x: 2", "line 13: “x: 2”: “x” is no number"),
        ("1: 2\n", "", "NUMBER UNIQUE ORDERS is 2, and the lines hold 1"),
        ("1: 2", "2: 2", "NUMBER VOTERS is 61, and the lines hold 62"),
        ("# NUMBER ALTERNATIVES: 3\n", "", "NUMBER ALTERNATIVES is missing"),
        (
            "ALTERNATIVES: 3",
            "ALTERNATIVES: x",
            "NUMBER ALTERNATIVES is missing or “x” is no number",
        ),
        ("# ALTERNATIVE NAME 2: Siân Doe\n", "", "Alternative 2 has no name"),
        ("TYPE: soi", "TYPE: toc", "The data type is toc"),
    ],
)
def test_what_is_wrong_is_named(line: str, instead: str, found: str) -> None:
    assert faults_of(SOI.replace(line, instead))[0].startswith(found)
