"""What a report says in words and figures, to the last decimal."""

from pathlib import Path

from count.tally.command import count_election, order
from count.tally.report.lines import StageLines, of
from count.tally.result import TallyCount
from tests.count.tally.test_command import WARD, files


def stages(tmp_path: Path, text: str = WARD, rules: str = "scotland") -> tuple[StageLines, ...]:
    from count.formats import preference_file

    (path,) = files(tmp_path, text)
    tally = count_election(str(path), preference_file.read(path), order(rules, None, None, False))
    assert isinstance(tally.answer, TallyCount)
    return of(tally, tally.answer)


def test_each_stage_has_every_candidate_and_what_left_the_count(tmp_path: Path) -> None:
    first, second = stages(tmp_path)
    assert [line.text for line in first.lines][:2] == ["28.00000", "14.00000"]
    assert {line.change for line in first.lines} == {""}
    assert (second.heading, second.quota_text) == ("Surplus of Ann", "21.00000")
    assert second.lines[0].change == "−7.00000"
    assert [line.status for line in second.lines] == ["elected", "elected", "", "", ""]
    whole = sum(line.votes for line in second.lines) + second.non_transferable.votes
    assert whole + (second.rounding.votes if second.rounding else 0) == 60 * 100_000


def test_rounding_is_a_line_only_where_something_was_lost(tmp_path: Path) -> None:
    assert all(stage.rounding is None for stage in stages(tmp_path, rules="alternative"))


def test_a_withdrawn_candidate_is_named_as_such(tmp_path: Path) -> None:
    withdrawn = stages(tmp_path, WARD.replace("5 2\n", "5 2\n-5\n"))
    assert {stage.lines[4].status for stage in withdrawn} == {"withdrawn"}
