"""The report as a page: whole by itself, every figure in a table, and nothing in a name is markup."""

import re
from pathlib import Path

from tests.count.tally.test_command import TIED, WARD, Said, files


def report(tmp_path: Path, *texts: str, rules: str = "scotland") -> tuple[str, Said]:
    page = tmp_path / "report.html"
    said = Said(files(tmp_path, *texts), rules, report=page)
    return page.read_text(encoding="utf-8"), said


def test_every_figure_of_every_stage_is_in_a_table(tmp_path: Path) -> None:
    page, said = report(tmp_path, WARD)
    (counted,) = said.lines
    for stage in counted["stages"]:
        for total in stage["totals"]:
            assert f'<td class="figure votes">{total}</td>' in page
    assert page.count("<caption>") == len(counted["stages"])
    assert "Quota 21.00000" in page


def test_the_page_needs_nothing_else(tmp_path: Path) -> None:
    page, _ = report(tmp_path, WARD)
    assert not re.search(r'(src|href)="(?!#)|url\(|<script|@import', page)


def test_the_diagram_is_named_and_said_again_in_a_list(tmp_path: Path) -> None:
    page, _ = report(tmp_path, WARD)
    assert 'role="img" aria-labelledby="flow-1 flow-words-1"' in page
    assert re.search(r'<li value="2">Surplus of Ann\. .*Bob \+\d', page)


def test_bars_are_as_long_as_the_votes_and_the_quota_is_a_line(tmp_path: Path) -> None:
    page, _ = report(tmp_path, WARD)
    first = page[page.index("Stage 1:") :]
    assert '<rect class="paper" width="600"' in first  # Ann, 28 votes: the longest of all
    assert '<line class="quota" x1="450" x2="450"' in first  # 21 of 28


def test_a_name_is_never_markup(tmp_path: Path) -> None:
    page, _ = report(tmp_path, WARD.replace('"Bob"', '"<script>alert(1)</script>"'))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_several_files_stand_one_below_another_and_one_that_waits_says_so(tmp_path: Path) -> None:
    page, said = report(tmp_path, WARD, TIED)
    assert said.code == 1
    assert page.count("<section") == 2
    assert "waits for a lot (exclude) among Bob, Cyd." in page


def test_most_votes_needs_no_diagram(tmp_path: Path) -> None:
    page, _ = report(tmp_path, WARD, rules="plurality")
    assert '<svg class="flow"' not in page
    assert "Most votes" in page


def test_a_report_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    said = Said(files(tmp_path, WARD), "scotland", report=tmp_path / "no folder" / "report.html")
    assert said.code == 2
    assert "cannot be written" in said.err
    assert len(said.lines) == 1
