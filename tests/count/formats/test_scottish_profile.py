"""The preference profiles of Scottish wards, in both their forms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.formats import scottish_profile
from count.formats.election import UnreadableFile

CSV = """3,2,
126,1,
4,3,1,
1,2,1,3,
"Candidate 1","Jane Roe","Scottish National Party (SNP)",
"Candidate 2","John ""Jack"" Ó Doe","Labour (Lab)",
"Candidate 3","Bold, Ann","Independent (Ind)",
"Ward 4 - Dyce",
"""
WATT = """Ward 4
2 3 3
Jane Roe,SNP
John Doe,Labour
Ann Bold,Independent
126 1 0
4 3 1 0
1 2 1 3 0
0
"""
GROUPS = [(126, (0,)), (4, (2, 0)), (1, (1, 0, 2))]


@pytest.fixture(params=["plainly", "fast"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test is made of both ways to read."""
    monkeypatch.setattr(scottish_profile, "FAST_FROM", 0 if request.param == "fast" else 2**40)
    chosen: str = request.param
    return chosen


def csv_faults(text: str) -> list[str]:
    with pytest.raises(UnreadableFile) as caught:
        scottish_profile.read_csv(text.encode())
    return [str(fault) for fault in caught.value.faults]


def watt_faults(text: str) -> list[str]:
    with pytest.raises(UnreadableFile) as caught:
        scottish_profile.read_heriot_watt(text.encode())
    return [str(fault) for fault in caught.value.faults]


def test_csv() -> None:
    election = scottish_profile.read_csv(CSV.encode())
    assert election.title == "Ward 4 - Dyce"
    assert election.candidates == ("Jane Roe", 'John "Jack" Ó Doe', "Bold, Ann")
    assert (election.seats, election.withdrawn) == (2, ())
    assert list(election.papers) == GROUPS


@pytest.mark.parametrize("ward", ['""""Ward 4 - Dyce"""",', "Ward 4 - Dyce", '"Ward 4 - Dyce",,,'])
def test_the_ward_as_it_is_written(ward: str) -> None:
    text = CSV.replace('"Ward 4 - Dyce",', ward)
    assert scottish_profile.read_csv(text.encode()).title == "Ward 4 - Dyce"


def test_a_spreadsheet_may_have_padded_the_lines() -> None:
    padded = CSV.replace("126,1,", "126,1,,,").replace("3,2,", "3,2,,,", 1)
    assert list(scottish_profile.read_csv(padded.encode()).papers) == GROUPS


@pytest.mark.parametrize(
    ("line", "instead", "found"),
    [
        ("4,3,1,", "4,3,4,", "line 3: “4,3,4,”: “4” is not a candidate"),
        ("4,3,1,", "4,3,0,", "line 3: “4,3,0,”: “0” is not a candidate"),
        ("4,3,1,", "4,3,3,", "line 3: “4,3,3,”: names candidate 3 twice"),
        ("4,3,1,", "4,", "line 3: “4,”: no preference"),
        ("4,3,1,", "4,,1,", "line 3: “4,,1,”: a cell is empty"),
        ("4,3,1,", "x,3,1,", "line 3: “x,3,1,”: “x” is no number"),
        ('"Candidate 2"', '"Candidate 3"', "line 6: "),
        ('"John ""Jack"" Ó Doe"', '""', "line 6: "),
        ('"Ward 4 - Dyce",', '"Ward 4",\n"Ward 5",', 'line 9: “"Ward 5",”: something after'),
    ],
)
def test_a_malformed_line_is_named(line: str, instead: str, found: str) -> None:
    (fault,) = csv_faults(CSV.replace(line, instead))
    assert fault.startswith(found)


@pytest.mark.parametrize("lines", range(1, 8))
def test_a_csv_cut_short_is_not_read(lines: int) -> None:
    cut = "\n".join(CSV.splitlines()[:lines])
    assert f"the file ends after {max(0, lines - 4)} candidates" in csv_faults(cut)[-1]


def test_heriot_watt() -> None:
    election = scottish_profile.read_heriot_watt(WATT.encode())
    assert (election.title, election.seats) == ("Ward 4", 2)
    assert election.candidates == ("Jane Roe", "John Doe", "Ann Bold")
    assert list(election.papers) == GROUPS
    without_zeros = WATT.replace("1 0\n", "1\n").replace("3 0\n", "3\n")
    assert list(scottish_profile.read_heriot_watt(without_zeros.encode()).papers) == GROUPS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (WATT.replace("2 3 3", "2 3"), "line 2: “2 3”: 2 cells"),
        (WATT.replace("2 3 3", "0 3 3"), "line 2: “0 3 3”: “0” is not the number of seats"),
        (WATT.replace("2 3 3", "2 3 4"), "line 9: “0”: no preference"),
        (WATT.replace("2 3 3", "2 3 2"), "line 9: something else than an end"),
        (WATT.replace("2 3 3", "2 4 3"), "line 6: “126 1 0”: no name"),
        (WATT.removesuffix("0\n"), "line 9: something else than an end"),
        (WATT.removesuffix("1 2 1 3 0\n0\n"), "line 8: the file ends after 2 lines of papers"),
        (WATT + "more\n", "line 10: something else than an end"),
        (WATT.replace("4 3 1 0", "4 3 9 0"), "line 7: “4 3 9 0”: “9” is not a candidate"),
    ],
)
def test_heriot_watt_that_cannot_be(text: str, found: str) -> None:
    assert watt_faults(text)[0].startswith(found)


@given(
    st.lists(st.lists(st.sampled_from(["0", "1", "2", "3", "4", "", "x"]), max_size=5), max_size=5)
)
@settings(deadline=None, max_examples=300)
def test_both_ways_read_the_same_or_refuse_the_same(lines: list[list[str]]) -> None:
    tail = CSV[CSV.index('"Candidate 1"') :]
    text = ("3,2,\n" + "".join(",".join(line) + ",\n" for line in lines) + tail).encode()
    found = []
    with pytest.MonkeyPatch.context() as monkeypatch:
        for fast_from in (0, 2**40):
            monkeypatch.setattr(scottish_profile, "FAST_FROM", fast_from)
            try:
                found.append(list(scottish_profile.read_csv(text).papers))
            except UnreadableFile as fault:
                found.append(list(fault.faults))  # type: ignore[arg-type]
    assert found[0] == found[1]
