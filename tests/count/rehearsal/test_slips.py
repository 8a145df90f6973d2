"""Whoever sits down at a table can read what lies on it."""

from pathlib import Path

from count.rehearsal.answer import Night
from count.rehearsal.slips import write


def test_everything_on_the_table_is_written_down(tmp_path: Path, answer: Night) -> None:
    for known in answer.contests.values():
        for table in known.tables.values():
            file = tmp_path / f"{table.unit}.txt"
            write(file, answer.poll, known, table)
            text = file.read_text(encoding="utf-8")
            assert answer.poll.units[table.unit].name in text
            for name in [*(p.slip for p in table.piles), *(s.serial for s in table.sheets)]:
                assert f"{name} " in text
            if table.doubtful:
                assert f"{len(table.doubtful)} doubtful papers" in text
            for candidate in answer.poll.candidates[known.contest]:
                votes = table.votes(known.candidates)[candidate.candidate]
                assert not votes or candidate.display_name in text
