"""Real wards and hard small elections whose figures other programs, and councils, arrived at.

The data stand beside the project, not in it; where they are absent there is nothing to compare. Candidates
are numbered from 1 there. Every figure of every stage is compared, with both counts.
"""

import json
import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tally_core.outcome import EXCLUDE, TRANSFER_FIRST, Lot, LotNeeded, PreferenceCount
from tally_core.papers import Papers, papers
from tally_core.plain import alternative as plain_alternative
from tally_core.plain import scottish_stv as plain_scottish
from tally_core.rules import alternative, scottish_stv
from tests.shared_data import DATA
from tests.tally_core.elections import Groups, counted

SCOTTISH, AV = DATA / "scottish", DATA / "av"

pytestmark = pytest.mark.skipif(
    not (SCOTTISH.is_dir() and AV.is_dir()),
    reason="the counted wards are not beside the project (../shared/data/scottish and av)",
)
VOTE = 100_000
Case = dict[str, Any]


def lines(path: Path) -> list[Case]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@cache
def ballots_of(ward: str) -> tuple[int, Groups]:
    """A ward's candidates and its papers, out of a plain BLT file."""
    head, *rest = (SCOTTISH / "wards" / f"{ward}.blt").read_text().splitlines()
    groups: Groups = []
    for line in rest[: rest.index("0")]:
        number, *ranked, end = map(int, line.split())
        assert end == 0
        groups.append((number, tuple(candidate - 1 for candidate in ranked)))
    return int(head.split()[0]), groups


def from_zero(ballots: Sequence[Sequence[Any]]) -> Groups:
    return [(number, tuple(candidate - 1 for candidate in ranked)) for number, ranked in ballots]


def without(groups: Groups, removed: Groups) -> Groups:
    """The papers that are left when some were taken out to make a tie."""
    left = dict.fromkeys((ranked for _, ranked in groups), 0)
    for number, ranked in groups:
        left[ranked] += number
    for number, ranked in removed:
        left[ranked] -= number
        assert left[ranked] >= 0
    return [(number, ranked) for ranked, number in left.items() if number]


def election_of(case: Case) -> tuple[int, Groups]:
    if "ballots" in case:
        return case["n"], from_zero(case["ballots"])
    candidates, groups = ballots_of(case.get("base", case["id"]))
    return candidates, without(groups, from_zero(case.get("removed", [])))


def lots_of(case: Case) -> list[Lot]:
    """Every drawing of lots, in order, as it was given."""
    return [
        Lot(
            tuple(candidate - 1 for candidate in lot["among"]),
            (lot["chosen"] - 1,),
            {"exclude": EXCLUDE, "surplus": TRANSFER_FIRST}[lot["kind"]],
        )
        for lot in case.get("lots", [])
    ]


def as_given(count: PreferenceCount) -> list[Case]:
    """The stages as the data write them; those deemed elected in one list."""
    kinds = {"[r 46]": "first", "[r 49]": "surplus"}
    return [
        {
            "a": kinds.get(stage.rule, "exclude"),
            "c": (*stage.of, *stage.excluded, -1)[0] + 1,
            "v": list(stage.totals),
            "nt": stage.non_transferable,
            "lost": stage.rounding,
            "elected": [who + 1 for who in stage.elected],
        }
        for stage in count.stages
    ]


def expected(case: Case) -> list[Case]:
    stages = []
    for stage in case["stages"]:
        by_votes = lambda who, votes=stage["v"]: (-votes[who - 1], who)  # noqa: E731
        elected = sorted([*stage["e"], *stage.get("last", [])], key=by_votes)
        given = {key: stage[key] for key in ("a", "c", "v", "nt", "lost")}
        stages.append({**given, "elected": elected})
    return stages


def papers_stay(stages: list[Case]) -> list[Case]:
    """The same count if the last exclusion moves no paper [r 53(2)]: the figures of the stage before."""
    before, last = stages[-2:]
    elected = sorted(last["elected"], key=lambda who: (-before["v"][who - 1], who))
    kept = {key: before[key] for key in ("v", "nt", "lost")}
    return [*stages[:-1], {**last, **kept, "elected": elected}]


def scottish_cases(*kinds: str) -> list[Case]:
    cases = lines(SCOTTISH / "expected.jsonl") + lines(SCOTTISH / "stress.jsonl")
    return [case for case in cases if case["kind"] in kinds]


def both_counts(case: Case, *, last_transfer: bool) -> PreferenceCount:
    candidates, groups = election_of(case)
    lots, seats = lots_of(case), case["seats"]
    count = scottish_stv.count(papers(candidates, groups), seats, lots, last_transfer=last_transfer)
    plain = plain_scottish.count(groups, candidates, seats, lots, last_transfer=last_transfer)
    assert count == plain, case["id"]
    return counted(count)


@pytest.mark.parametrize(
    ("kinds", "cases"),
    [
        (("ward",), 41),
        (("seats",), 77),
        (("tie", "tie3", "tie-surplus", "exact-quota"), 40),
        (("stress",), 313),
    ],
)
def test_every_figure_of_every_ward(kinds: tuple[str, ...], cases: int) -> None:
    found = scottish_cases(*kinds)
    assert len(found) == cases
    for case in found:
        moved = both_counts(case, last_transfer=True)
        assert as_given(moved) == expected(case), case["id"]
        assert [who + 1 for who in moved.elected] == case["winners"], case["id"]
        assert (moved.valid, moved.stages[0].quota) == (case["valid"], case["quota"] * VOTE)
        assert list(moved.lots) == lots_of(case), case["id"]

        stayed = both_counts(case, last_transfer=False)
        stages = papers_stay(expected(case)) if case["r52"] else expected(case)
        assert as_given(stayed) == stages, case["id"]
        assert sorted(stayed.elected) == sorted(moved.elected)
        assert stayed.lots == moved.lots


def test_every_lot_is_asked_for_where_the_data_say_it_fell() -> None:
    with_lots = [case for case in scottish_cases("tie", "tie-surplus", "stress") if "lots" in case]
    assert len(with_lots) == 126
    for case in with_lots:
        the_papers, lots = papers(*election_of(case)), lots_of(case)
        for drawn, (lot, given) in enumerate(zip(lots, case["lots"], strict=True)):
            asked = scottish_stv.count(the_papers, case["seats"], lots[:drawn])
            assert asked == LotNeeded(lot.among, 1, lot.to, given["stage"]), case["id"]


def published(ward: str) -> tuple[PreferenceCount, list[str], list[Case]]:
    (names,) = (line["names"] for line in lines(SCOTTISH / "wards.jsonl") if line["id"] == ward)
    (case,) = (case for case in scottish_cases("ward") if case["id"] == ward)
    (sheet,) = (line for line in lines(SCOTTISH / "published.jsonl") if line["id"] == ward)
    return both_counts(case, last_transfer=True), names, sheet["figures"]


def figure_of(count: PreferenceCount, names: list[str], what: str) -> Fraction:
    """What a council or a reporter calls this figure, in votes."""

    def votes(units: int) -> Fraction:
        return Fraction(units, VOTE)

    def number(name: str) -> int:
        (who,) = (
            who for who, full in enumerate(names) if full.casefold().endswith(name.casefold())
        )
        return who

    def printed_non_transferable(stage: int) -> Fraction:
        at = count.stages[stage - 1]
        return votes(at.non_transferable + at.rounding)

    if what in ("quota", "valid"):
        return Fraction(count.valid) if what == "valid" else votes(count.stages[0].quota or 0)
    if found := re.fullmatch(r"st(?:age )?(\d+) nt", what):
        return printed_non_transferable(int(found[1]))
    if found := re.fullmatch(r"st(?:age )?(\d+) (\w+)(?: \(whole\))?", what):
        return votes(count.stages[int(found[1]) - 1].totals[number(found[2])])
    if found := re.fullmatch(r"elected stage (\w+)", what):
        return Fraction(at_which(count, number(found[1])))
    if what == "elected at stage":
        return Fraction(at_which(count, *count.elected))
    if what == "gap after round 10":
        first, second = sorted(count.stages[9].totals, reverse=True)[:2]
        return votes(first - second)
    if what == "surplus":
        return votes(max(count.stages[0].totals) - (count.stages[0].quota or 0))
    if what == "nt of surplus (whole)":
        return printed_non_transferable(2)
    assert what == "st3 nt of exclusion (whole)", what
    return printed_non_transferable(3) - printed_non_transferable(2)


def at_which(count: PreferenceCount, who: int) -> int:
    (number,) = (stage.number for stage in count.stages if who in stage.elected)
    return number


@pytest.mark.parametrize(
    ("ward", "places"),
    [
        ("highland_2017_ward7", None),
        ("east_dunbartonshire_2022_ward4", None),
        ("edinburgh_2019_by_election_leith_walk", None),
        ("glasgow_2017_ward2", "whole"),
        ("north_lanarkshire_2012_ward3", "cents"),
    ],
)
def test_figures_that_councils_and_reporters_published(ward: str, places: str | None) -> None:
    count, names, figures = published(ward)
    for given in figures:
        ours = figure_of(count, names, given["what"])
        sheet = Fraction(str(given["published"]))
        if places == "whole":
            assert int(ours) == sheet, given
        elif places == "cents":
            assert abs(ours - sheet) <= Fraction(1, 200), given
            assert ours == Fraction(str(given["computed"])), given
        else:
            assert ours == sheet == Fraction(str(given["computed"])), given


def count_with_lots(the_papers: Papers, goes_out: Sequence[int]) -> PreferenceCount:
    """Count an alternative vote; of those in a lot, whoever of `goes_out` comes first goes out."""
    lots: list[Lot] = []
    while isinstance(answer := alternative.count(the_papers, lots), LotNeeded):
        chosen = min(answer.candidates, key=goes_out.index)
        lots.append(Lot(answer.candidates, (chosen,), EXCLUDE))
    assert plain_alternative.count(the_papers, the_papers.candidates, lots) == answer
    return counted(answer)


def test_every_round_of_wards_counted_by_the_alternative_vote() -> None:
    cases = lines(AV / "wards-expected.jsonl")
    assert len(cases) == 41
    for case in cases:
        the_papers = papers(*ballots_of(case["id"]))
        count = count_with_lots(the_papers, range(the_papers.candidates))
        rounds = [{"v": list(at.totals), "nt": at.non_transferable} for at in count.stages]
        for at, following in zip(rounds, count.stages[1:], strict=False):
            at["out"] = following.excluded[0] + 1
        rounds[-1]["win"] = count.elected[0] + 1
        assert rounds == case["rounds"], case["id"]
        assert count.elected == (case["winner"] - 1,)


def test_every_round_of_contests_from_another_programs_own_tests() -> None:
    """RCV Tab puts several out at once, write-ins first; ours passes through the same figures.

    Whoever of a batch is left out first, the votes are the same when all are out. Where ours puts them out in
    another order than the batches, the papers without those names are counted from that round on.
    """
    cases = lines(AV / "rcvtab.jsonl")
    assert len(cases) == 5
    for case in cases:
        groups, candidates = from_zero(case["ballots"]), len(case["names"])
        order = [who - 1 for each in case["rounds"] for who in each["out"]]
        winners = {who - 1 for who in case["rounds"][-1]["win"]}
        left_in = sorted(set(range(candidates)) - {*order})
        order += [who for who in left_in if who not in winners]
        order += [who for who in left_in if who in winners]
        out: set[int] = set()
        passed = 0
        whole = count_with_lots(papers(candidates, groups), order)
        for given in case["rounds"]:
            left = [(n, tuple(who for who in ranked if who not in out)) for n, ranked in groups]
            from_here = count_with_lots(papers(candidates, left), order)
            assert list(from_here.stages[0].totals) == given["v"], case["id"]
            assert int(given["threshold"]) == sum(given["v"]) // 2 + 1
            winner = [who + 1 for who in from_here.stages[0].elected]
            level = 2 * max(given["v"]) == sum(given["v"])  # one of the last two by lot
            assert winner == ([] if level else given["win"]), case["id"]
            gone = set()
            for stage in whole.stages:
                gone |= set(stage.excluded)
                if gone == out:
                    passed += 1
                    assert list(stage.totals) == given["v"], case["id"]
            out |= {who - 1 for who in given["out"]}
        assert [who + 1 for who in whole.elected] == case["rounds"][-1]["win"], case["id"]
        assert passed >= len(case["rounds"]) - 1, case["id"]
