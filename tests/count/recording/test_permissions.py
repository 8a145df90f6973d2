"""Who may record which act: the table of the contract, row by row."""

import pytest

from count.ledger.acts import VOCABULARY
from count.poll.roles import ROLES, Role, Visitor
from count.recording.permissions import MAY_RECORD, may_record, may_second
from tests.count.halls import (
    ADA,
    DORA,
    EVERYBODY,
    OLIVE,
    ROSE,
    RUTH,
    SAM,
    SUE,
    VERA,
)

OFFICERS = "deputy returning-officer"
TABLE = {
    "account box-received box-counted strayed handed-over retrieved box-verified": "verification "
    + OFFICERS,
    "box-added box-not-used unit-added verification-closed constituency-seats": OFFICERS,
    "mixed": "supervisor verification " + OFFICERS,
    "handed bundle block sheet doubtful sorted unit-closed": "supervisor " + OFFICERS,
    "adjudicated": "adjudicator",
    "papers-read": "results " + OFFICERS,
    "unit-total": "results supervisor " + OFFICERS,
    "explained": "supervisor verification " + OFFICERS,
    "struck agreed declined": "supervisor verification results adjudicator collator " + OFFICERS,
    "provisional recount released": OFFICERS,
    "lot overridden declared oral-correction corrected found-after cancelled": "returning-officer",
    "survivors submitted read-back accepted directed published": "collator " + OFFICERS,
    "announced attended paused resumed": OFFICERS,
}
"""The contract's column "who"; officers may record whatever supervisors, verification and results may."""

MAY = {act: set(who.split()) for acts, who in TABLE.items() for act in acts.split()}


def somebody(role: Role, name: str = "Somebody") -> Visitor:
    return Visitor(name, role, "t1" if role == "supervisor" else None)


def test_every_act_says_who_may_record_it() -> None:
    assert set(MAY_RECORD) == set(VOCABULARY) == set(MAY)


@pytest.mark.parametrize("act", sorted(MAY))
@pytest.mark.parametrize("role", ROLES)
def test_who_may_record_what(act: str, role: Role) -> None:
    assert may_record(somebody(role), act, "ward", None) is (role in MAY[act])


@pytest.mark.parametrize("role", ["administrator", "observer", "screen"])
def test_those_who_watch_or_keep_the_machines_record_nothing(role: Role) -> None:
    assert not any(may_record(somebody(role), act, "ward", None) for act in MAY)


def test_an_act_nobody_knows_is_nobodys() -> None:
    assert not any(may_record(somebody(role), "set", "ward", None) for role in ROLES)


# ---------------------------------------------------------------------------------- own unit, own contest

AT_A_UNIT = ["mixed", "handed", "bundle", "block", "sheet", "doubtful", "sorted", "unit-closed"]


@pytest.mark.parametrize("act", AT_A_UNIT)
def test_a_supervisor_records_for_the_own_unit(act: str) -> None:
    assert may_record(SUE, act, "ward", "t1")
    assert not may_record(SUE, act, "ward", "t2")
    for officer in (DORA, OLIVE):
        assert may_record(officer, act, "ward", "t2")


def test_a_blind_total_is_another_supervisors() -> None:
    assert not may_record(SUE, "unit-total", "ward", "t1")
    assert may_record(SAM, "unit-total", "ward", "t1")
    assert may_record(ROSE, "unit-total", "ward", "t1")


def test_papers_are_handed_over_by_either_end() -> None:
    for who in (SUE, SAM):
        assert may_record(who, "handed", "ward", None, ("t1", "t2"))
    assert not may_record(Visitor("Tom", "supervisor", "t3"), "handed", "ward", None, ("t1", "t2"))


def test_whoever_is_bound_to_a_contest_records_in_no_other() -> None:
    bound = Visitor("Vic", "verification", contest="ward")
    assert may_record(bound, "account", "ward", None)
    assert may_record(bound, "box-received", None, None)
    assert not may_record(bound, "account", "parish", None)


def test_an_officer_decides_doubtful_papers_only_when_appointed_adjudicator() -> None:
    """A deputy needs an appointment for it (rule 47(3), RPA 1983 Sch. 1)."""
    for officer in (DORA, OLIVE):
        assert not may_record(officer, "adjudicated", "ward", "t1")
    assert may_record(Visitor(DORA.name, "adjudicator"), "adjudicated", "ward", "t1")


# ------------------------------------------------------------------------------------------- seconding


@pytest.mark.parametrize(
    "act", sorted(act for act, who in MAY.items() if who == {"returning-officer"})
)
def test_an_act_of_the_returning_officer_is_seconded_by_an_officer(act: str) -> None:
    assert {who.name for who in EVERYBODY if may_second(who, act, "ward", None)} == {
        DORA.name, OLIVE.name, RUTH.name,
    }  # fmt: skip


@pytest.mark.parametrize("act", ["box-added", "box-not-used"])
def test_other_acts_of_two_are_seconded_by_whoever_may_record_them(act: str) -> None:
    assert {who for who in EVERYBODY if may_second(who, act, "ward", None)} == {DORA, OLIVE, RUTH}
    assert may_second(VERA, "box-verified", "ward", None)
    assert not may_second(SUE, "box-verified", "ward", None)
    assert may_second(SUE, "bundle", "ward", "t1")
    assert not may_second(SAM, "bundle", "ward", "t1")
    assert may_second(SAM, "handed", "ward", "t1", ("t1", "t2"))


def test_an_officer_may_second_the_withdrawal_of_a_decision_on_doubtful_papers() -> None:
    assert {who for who in EVERYBODY if may_second(who, "adjudicated", "ward", "t1")} == {
        ADA, DORA, OLIVE, RUTH,
    }  # fmt: skip
