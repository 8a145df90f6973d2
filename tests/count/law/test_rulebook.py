"""The rulebook: one law for every kind of poll on every day, and each datum with its citation."""

import re
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.law.rulebook import (
    BOOK,
    GROUNDS,
    KINDS,
    NATIONS,
    NoLawError,
    lawful_systems,
    rules_for,
    rules_of,
    system_named,
)
from count.law.rules import Era, Rules
from count.law.systems import SYSTEMS
from count.ledger.acts import Ground as GroundOfAnAct
from count.poll.poll import Box, Candidate, Contest, Poll, PollFacts

TODAY = date(2026, 5, 7)
CONTRACT_KINDS = [
    "parliamentary",
    "principal-area",
    "parish",
    "community",
    "mayor",
    "combined-authority-mayor",
    "pcc",
    "referendum",
    "neighbourhood-plan",
    "scottish-local",
    "ni-local",
    "ni-assembly",
    "senedd",
    "gla-constituency",
    "gla-list",
    "scottish-parliament-list",
]
ERAS = [
    pytest.param(era, id=f"{kind}-{nation}-{era.first.isoformat()}")
    for (kind, nation), eras in BOOK.items()
    for era in eras
]


def all_rules(era: Era) -> list[Rules]:
    return [rules for rules in (era.rules, era.of_two) if rules is not None]


@pytest.mark.parametrize(("kind", "nation"), BOOK)
def test_dates_tile(kind: str, nation: str) -> None:
    """Half-open: where an era ends the next begins, and the last has no end."""
    eras = BOOK[kind, nation]
    assert [era.until for era in eras] == [*(era.first for era in eras[1:]), None]
    assert all(era.until is None or era.first < era.until for era in eras)


@given(
    st.sampled_from(sorted(BOOK)), st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1))
)
@settings(deadline=None, max_examples=200)
def test_every_day_has_one_law_or_none(of: tuple[str, str], day: date) -> None:
    holding = [era for era in BOOK[of] if era.holds(day)]
    assert len(holding) == (day >= BOOK[of][0].first)
    if holding:
        assert rules_for(*of, day) is holding[0].rules
    else:
        with pytest.raises(NoLawError, match="from"):
            rules_for(*of, day)


def test_kinds_and_nations_are_those_of_the_poll_folder() -> None:
    assert set(CONTRACT_KINDS) <= set(KINDS)
    assert {nation for _, nation in BOOK} == set(NATIONS)


@pytest.mark.parametrize("era", ERAS)
def test_grounds_are_from_the_closed_list_each_once(era: Era) -> None:
    for rules in all_rules(era):
        codes = rules.ground_codes
        assert codes
        assert len(set(codes)) == len(codes)
        assert set(codes) <= set(GROUNDS)
        # Unmarked and void are one head or two; never both ways on one statement.
        assert ("unmarked-or-void" in codes) != ({"unmarked", "void"} <= set(codes))
        stv = "stv" in rules.system
        assert ({"no-first-preference", "first-for-more-than-one"} <= set(codes)) == stv
        assert ("too-many" in codes) != stv
        assert {"official-mark", "identifiable"} <= set(codes)


def test_grounds_of_acts_are_grounds_of_the_book() -> None:
    assert set(get_args(GroundOfAnAct)) == set(GROUNDS)


@pytest.mark.parametrize("era", ERAS)
def test_every_datum_has_a_citation(era: Era) -> None:
    for rules in all_rules(era):
        cited = [
            rules.instrument.number,
            rules.mixing.law,
            rules.lot_law,
            rules.reconcile_law,
            rules.account_law,
            rules.recount_law,
            rules.declaration_law,
            *(ground.law for ground in rules.grounds),
        ]
        if rules.deposit:
            cited.append(rules.deposit.law)
        if era.combined:
            cited.append(era.combined.law)
        for law in cited:
            assert re.search(r"\d", law), law
            assert "shared" not in law
        assert all(ground.words for ground in rules.grounds)
        assert rules.signed_by.endswith("Officer")
        assert rules.system in SYSTEMS
        fields = {"account", "reconcile", "recount", "lot", "declaration"}
        assert rules.cited.unconfirmed <= fields


@pytest.mark.parametrize(
    ("kind", "nation", "codes"),
    [
        ("parliamentary", "england", "official-mark too-many identifiable unmarked-or-void"),
        ("principal-area", "england", "official-mark too-many identifiable unmarked-or-void"),
        ("community", "wales", "official-mark too-many identifiable unmarked-or-void"),
        ("mayor", "england", "official-mark too-many identifiable unmarked-or-void"),
        ("pcc", "wales", "official-mark too-many identifiable unmarked void"),
        (
            "combined-authority-mayor",
            "england",
            "official-mark too-many identifiable unmarked void",
        ),
        ("gla-list", "england", "official-mark too-many identifiable unmarked void"),
        ("referendum", "scotland", "official-mark too-many identifiable unmarked-or-void"),
        (
            "ni-assembly",
            "northern-ireland",
            "official-mark no-first-preference first-for-more-than-one identifiable "
            "unmarked-or-void",
        ),
    ],
)
def test_the_heads_of_the_statement_stand_in_the_order_of_the_rule(
    kind: str, nation: str, codes: str
) -> None:
    assert " ".join(rules_for(kind, nation, TODAY).ground_codes) == codes


def test_the_heads_of_the_police_and_crime_commissioner_rule() -> None:
    """Police and Crime Commissioner Elections Order 2012, Sch. 3 rule 53(7), as amended."""
    rules = rules_for("pcc", "england", TODAY)
    assert [ground.words for ground in rules.grounds] == [
        "want of an official mark",
        "voting for more than one candidate",
        "writing or mark by which the voter could be identified",
        "unmarked",
        "void for uncertainty",
    ]
    assert all(ground.confirmed for ground in rules.grounds)
    assert rules.ground("void").words == "void for uncertainty"
    with pytest.raises(KeyError):
        rules.ground("unmarked-or-void")


def test_labels_that_were_not_seen_are_marked() -> None:
    for kind in ("parliamentary", "principal-area", "parish"):
        rules = rules_for(kind, "england", TODAY)
        assert not any(ground.confirmed for ground in rules.grounds)


@pytest.mark.parametrize("era", ERAS)
def test_welsh_is_for_wales_only_and_never_in_part(era: Era) -> None:
    """A statement in two languages has all of its heads in both, or the Welsh is left out."""
    for rules in all_rules(era):
        welsh = [bool(ground.words_cy) for ground in rules.grounds]
        assert len(set(welsh)) == 1
        if any(welsh):
            assert "Wales" in rules.instrument.name
            assert bool(rules.in_part_words_cy) == rules.in_part


def test_rejected_in_part_is_a_head_where_there_are_several_seats() -> None:
    kinds = {kind for (kind, _), eras in BOOK.items() if eras[-1].rules.in_part}
    assert kinds == {"principal-area", "parish", "community"}
    assert rules_for("principal-area", "wales", TODAY).in_part_words_cy == "gwrthodwyd yn rhannol"


@pytest.mark.parametrize(
    ("day", "candidates", "system"),
    [
        (date(2021, 5, 6), 4, "supplementary"),
        (date(2021, 5, 6), 2, "plurality"),
        (date(2023, 5, 3), 5, "supplementary"),
        (date(2023, 5, 4), 5, "plurality"),
        (date(2026, 6, 17), 6, "plurality"),
        (date(2026, 6, 18), 6, "supplementary"),
        (date(2026, 6, 18), 3, "supplementary"),
        (date(2026, 6, 18), 2, "plurality"),
        (date(2028, 5, 4), 6, "supplementary"),
    ],
)
def test_combined_authority_mayors_went_to_plurality_and_back(
    day: date, candidates: int, system: str
) -> None:
    """Elections Act 2022; English Devolution and Community Empowerment Act 2026."""
    rules = rules_for("combined-authority-mayor", "england", day, candidates)
    assert rules.system == system
    assert rules.counted_here
    assert ("first preference" in rules.ground("too-many").words) == (system == "supplementary")


def test_combined_county_authority_mayors_went_with_them() -> None:
    systems = [
        rules_for("combined-county-authority-mayor", "england", day, 5).system
        for day in (date(2024, 5, 2), date(2026, 6, 17), date(2026, 6, 18))
    ]
    assert systems == ["plurality", "plurality", "supplementary"]


@pytest.mark.parametrize("kind", ["mayor", "pcc", "gla-mayor"])
def test_where_commencement_was_not_seen_the_book_says_so(kind: str) -> None:
    before, after = date(2026, 6, 17), date(2026, 6, 18)
    assert rules_for(kind, "england", before).system == "plurality"
    assert rules_for(kind, "england", before).doubt == ""
    assert rules_for(kind, "england", after).system == "plurality"
    assert "was not seen" in rules_for(kind, "england", after).doubt
    assert lawful_systems(kind, "england", before) == ("plurality",)
    assert lawful_systems(kind, "england", after) == ("plurality", "supplementary")
    chosen = rules_for(kind, "england", after, 5, "supplementary")
    assert chosen.system == "supplementary"
    assert chosen.doubt == ""


def test_a_welsh_council_may_have_resolved_on_the_single_transferable_vote() -> None:
    assert rules_for("principal-area", "wales", TODAY).system == "plurality"
    assert lawful_systems("principal-area", "wales", TODAY) == ("plurality", "welsh-stv")
    assert lawful_systems("principal-area", "wales", date(2022, 5, 5)) == ("plurality",)
    chosen = rules_for("principal-area", "wales", TODAY, 9, "welsh-stv")
    assert not chosen.counted_here
    assert not chosen.in_part


@pytest.mark.parametrize(
    ("kind", "nation", "day", "system", "says"),
    [
        ("parish", "scotland", TODAY, "", "scottish-local"),
        ("parish", "kent", TODAY, "", "england"),
        ("county", "england", TODAY, "", "principal-area"),
        ("senedd", "wales", date(2026, 4, 6), "", "2026-04-07"),
        ("parish", "england", TODAY, "welsh-stv", "plurality"),
        ("ni-local", "northern-ireland", TODAY, "scotland", "northern-irish-stv"),
    ],
)
def test_where_there_is_no_law_the_words_say_what_there_is(
    kind: str, nation: str, day: date, system: str, says: str
) -> None:
    with pytest.raises(NoLawError, match=says):
        rules_for(kind, nation, day, 5, system)


def test_systems_have_one_name_in_the_book() -> None:
    assert system_named("scotland") == "scottish-stv"
    assert system_named("plurality") == "plurality"
    assert rules_for("scottish-local", "scotland", TODAY, 9, "scotland").system == "scottish-stv"


def a_poll(kind: str, together: bool) -> Poll:
    boxes = ["mayor", "ward"] if together else ["mayor"]
    return Poll.of(
        PollFacts(name="B", date=TODAY, authority="B", nation="england", languages=["en"]),
        [
            Contest(id=c, name=c, kind=k, seats=1, electorate=9, bundle_size=25)
            for c, k in (("mayor", kind), ("ward", "principal-area"))
        ],
        [Candidate(contest="mayor", candidate="a", ballot_order=1, ballot_surname="A")],
        [Box(box="b", kind="station", name="B", contests=boxes, electorate=[9] * len(boxes))],
        [],
    )


@pytest.mark.parametrize("kind", ["mayor", "combined-authority-mayor"])
def test_a_mayors_papers_are_mixed_all_together_when_polls_are_combined(kind: str) -> None:
    """2007 Regulations, Sch. 3 rule 47(2); 2017 Order, Sch. 3 rule 50(1)."""
    together, alone = a_poll(kind, True), a_poll(kind, False)
    assert rules_of(together.contest("mayor"), together).mixing.kind == "all-together"
    assert rules_of(alone.contest("mayor"), alone).mixing.kind == "with-another-ballot-box"
    assert rules_of(together.contest("ward"), together).mixing.kind == "with-another-ballot-box"


def test_london_mixes_all_papers_of_the_contest() -> None:
    for kind in ("gla-mayor", "gla-constituency", "gla-list"):
        assert rules_for(kind, "england", TODAY).mixing.kind == "all-together"


def test_councils_and_referendums_take_no_deposit() -> None:
    for kind in ("principal-area", "parish", "referendum", "neighbourhood-plan"):
        assert rules_for(kind, "england", TODAY).deposit is None


def test_who_signs() -> None:
    assert rules_for("parliamentary", "england", TODAY).signed_by == "Acting Returning Officer"
    assert rules_for("parliamentary", "scotland", TODAY).signed_by == "Returning Officer"
    police = rules_for("pcc", "wales", TODAY)
    assert (police.signed_by, police.area_signed_by) == (
        "Police Area Returning Officer",
        "Local Returning Officer",
    )
    assert rules_for("principal-area", "wales", TODAY).signed_by_cy == "Swyddog Canlyniadau"
    assert rules_for("referendum", "wales", TODAY).signed_by == "Counting Officer"


def test_the_last_day_of_an_era_is_not_the_first_of_the_next() -> None:
    before = rules_for("principal-area", "wales", date(2022, 5, 5) - timedelta(days=1))
    assert before.instrument.number == "SI 2006/3304"
    after = rules_for("principal-area", "wales", date(2022, 5, 5))
    assert after.instrument.number == "WSI 2021/1459"
