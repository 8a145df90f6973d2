"""A night drawn from a seed cross-foots: no paper is made or lost between the boxes and the outcome."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.law.rulebook import rules_of
from count.poll.poll import Poll
from count.rehearsal import night as nights
from count.rehearsal.answer import Night, Table
from count.rehearsal.night import cannot_play, night

seeds = settings(deadline=None, max_examples=25)


@seeds
@given(seed=st.integers(0, 10_000))
def test_papers_of_boxes_are_papers_of_tables_are_good_and_rejected(poll: Poll, seed: int) -> None:
    for known in night(poll, seed).contests.values():
        rejected = sum(known.rejected.values())
        assert known.verified == sum(table.papers for table in known.tables.values())
        assert sum(known.votes.values()) + known.unused == (known.verified - rejected) * known.seats
        for table in known.tables.values():
            assert table.papers == _sorted(table)


def _sorted(table: Table) -> int:
    """Every paper of a table, once: in a pile, on a sheet, with the adjudicator or rejected."""
    kept = sum(1 for d in table.doubtful if d.ground or d.candidates)
    return sum(p.papers for p in table.piles) + sum(s.papers for s in table.sheets) + kept


@seeds
@given(seed=st.integers(0, 10_000))
def test_every_box_is_brought_once_and_papers_found_astray_are_conserved(
    poll: Poll, seed: int
) -> None:
    for known in night(poll, seed).contests.values():
        for box in known.boxes.values():
            brought = [t.brought[box.box] for t in known.tables.values() if box.box in t.brought]
            assert sum(brought) == box.held
            assert (box.box in known.whole) == (len(brought) == 1)
            home = sum(s.papers for s in known.strays if s.belongs_to == box.box)
            here = sum(s.papers for s in known.strays if s.found_in == box.box)
            assert box.found == box.held - home + here


@seeds
@given(seed=st.integers(0, 10_000))
def test_a_box_differs_from_its_account_only_where_a_note_says_why(poll: Poll, seed: int) -> None:
    for known in night(poll, seed).contests.values():
        assert any(box.note for box in known.boxes.values())
        for box in known.boxes.values():
            expected = box.stated - box.retrieved
            if box.last:
                assert expected == box.last - box.first + 1 - box.unused - box.spoilt
            assert (box.held != expected) == bool(box.note)


@seeds
@given(seed=st.integers(0, 10_000))
def test_bundles_sheets_and_grounds_are_such_as_the_hall_takes(poll: Poll, seed: int) -> None:
    for contest in poll.contests:
        known = night(poll, seed).contests[contest.id]
        grounds = set(rules_of(contest, poll).ground_codes)
        slips = [pile.slip for table in known.tables.values() for pile in table.piles]
        serials = [sheet.serial for table in known.tables.values() for sheet in table.sheets]
        assert len(slips) == len(set(slips))
        assert len(serials) == len(set(serials))
        assert set(known.rejected) <= grounds
        for table in known.tables.values():
            for pile in table.piles:
                assert 1 <= pile.papers <= contest.bundle_size
            for sheet in table.sheets:
                assert sum(sheet.votes.values()) + sheet.unused == sheet.papers * contest.seats
                assert max(sheet.votes.values()) <= sheet.papers


def test_no_box_is_sorted_alone(poll: Poll, answer: Night) -> None:
    """A box's papers are mixed with another's: stations with stations, or with postal papers."""
    for known in answer.contests.values():
        for table in known.tables.values():
            assert len(table.brought) > 1, table.unit
            assert any(poll.boxes[box].kind == "station" for box in table.brought)


def test_a_light_table_gets_few_papers_and_the_others_the_rest(poll: Poll, answer: Night) -> None:
    light = night(poll, answer.seed, frozenset({"t2"}))
    carrow, before = light.contests["carrow"], answer.contests["carrow"]
    assert carrow.tables["t2"].papers < carrow.tables["t1"].papers / 2
    assert carrow.verified == before.verified


def test_the_same_seed_is_the_same_night(poll: Poll, answer: Night) -> None:
    assert night(poll, answer.seed) == answer
    assert night(poll, answer.seed + 1) != answer


def test_an_uncontested_contest_has_no_papers(poll: Poll) -> None:
    everything = [name for names in poll.candidates.values() for name in names]
    contests = [c.model_copy(update={"uncontested": c.id == "tolwick"}) for c in poll.contests]
    boxes, units = poll.boxes.values(), poll.units.values()
    other = Poll.of(poll.facts, contests, everything, boxes, units, poll.people)
    tolwick = night(other, 1).contests["tolwick"]
    assert (tolwick.boxes, tolwick.tables) == ({}, {})
    assert tolwick.verified == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"part": "collated"}, "collated"),
        ({"kind": "pcc", "system": "supplementary"}, "supplementary"),
    ],
)
def test_what_cannot_be_played_is_said(
    poll: Poll, change: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nights, "PLAYED", {"plurality"})
    contests = [c.model_copy(update=change) if c.id == "carrow" else c for c in poll.contests]
    [fault] = cannot_play(replace(poll, contests=tuple(contests)))
    assert "carrow" in fault
    assert words in fault
