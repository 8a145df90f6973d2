"""The vocabulary of the hall: what each act must say, and every fault of one that does not."""

import itertools
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.ledger import acts
from count.ledger.acts import VOCABULARY, read
from count.ledger.malformed import Malformed
from tests.count.every_act import BESIDES, NEEDED, full, good
from tests.count.halls import fresh_id

EVERY_ACT = sorted(NEEDED)
FIELDS = {act: [*NEEDED[act], *BESIDES.get(act, {})] for act in EVERY_ACT}
WHOLE_NUMBERS = [
    (act, field)
    for act in EVERY_ACT
    for field in FIELDS[act]
    if type({**NEEDED[act], **BESIDES.get(act, {})}[field]) is int
]


def faults_in(body: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(Malformed) as malformed:
        read(body)
    assert all(words for words in malformed.value.fields.values())
    return malformed.value.fields


def test_the_vocabulary_is_closed_and_is_the_one_the_hall_agreed_on() -> None:
    assert sorted(VOCABULARY) == EVERY_ACT


def test_no_act_sets_a_value() -> None:
    for name, kind in VOCABULARY.items():
        assert kind.sort in ("move", "claim", "strike", "decision"), name
        assert not name.startswith(("set", "edit", "update", "delete")), name
    assert [name for name, kind in VOCABULARY.items() if kind.sort == "strike"] == ["struck"]


@pytest.mark.parametrize("act", EVERY_ACT)
def test_an_act_needs_no_more_than_its_needed_fields(act: str) -> None:
    body = good(act)
    assert type(read(body)) is VOCABULARY[act]


@pytest.mark.parametrize("act", EVERY_ACT)
def test_an_act_is_kept_as_it_was_sent(act: str) -> None:
    body = full(act)
    kept = read(body).content()
    sent = {field: value for field, value in body.items() if field != "id"}
    assert {field: kept[field] for field in sent} == sent
    # Beside what was sent stand only the numbers that have a default: the first count, one bundle.
    assert set(kept) - set(sent) <= {"attempt", "bundles"}


@pytest.mark.parametrize("act", EVERY_ACT)
def test_an_act_read_back_from_the_ledger_is_the_same_act(act: str) -> None:
    once = read(full(act))
    content = {**once.content(), "id": once.id}
    assert acts.checked(content) == once


@pytest.mark.parametrize("act", EVERY_ACT)
def test_a_missing_field_is_a_fault_of_that_field(act: str) -> None:
    for field in NEEDED[act]:
        body = good(act)
        del body[field]
        assert faults_in(body) == {field: "is missing: key it, a blank is not a zero"}


@pytest.mark.parametrize("act", EVERY_ACT)
def test_every_missing_field_is_named_at_once(act: str) -> None:
    assert set(faults_in({"act": act})) == {"id", *NEEDED[act]}


@pytest.mark.parametrize("act", EVERY_ACT)
def test_an_unknown_field_is_a_fault_of_that_field(act: str) -> None:
    assert faults_in(good(act, total=5)) == {"total": "is not a field of this act"}


@pytest.mark.parametrize("act", EVERY_ACT)
def test_a_value_of_the_wrong_kind_is_a_fault_of_that_field_alone(act: str) -> None:
    wrongs: list[Any] = [[{}], -1, 2.5, "\n"]
    for field, wrong in itertools.product(FIELDS[act], wrongs):
        if wrong == "\n" and field in ("seen", "code", "parcel"):
            continue  # any text may be claimed as a code; the hall asks later whether it is one
        faults = faults_in(full(act, **{field: wrong}))
        assert {fault.split(".")[0] for fault in faults} == {field}
        for part in itertools.chain.from_iterable(fault.split(".") for fault in faults):
            # A field is called as the one who keyed it would: no words of the program's own.
            assert part.isdigit() or part in _sayable(act, field), part


def _sayable(act: str, field: str) -> set[str]:
    value = {**NEEDED[act], **BESIDES.get(act, {})}[field]
    inner = value[0] if isinstance(value, list) and value else value
    return {field, *(inner if isinstance(inner, dict) else ()), "unit", "contest"}


@pytest.mark.parametrize("wrong", [True, "60", 60.0, None, 10_000_001])
def test_papers_and_votes_are_whole_numbers_of_paper(wrong: Any) -> None:
    for act, field in WHOLE_NUMBERS:
        optional = field in BESIDES.get(act, {}) and field not in ("attempt", "bundles")
        if wrong is None and optional:
            assert getattr(read(full(act, **{field: None})), field) is None
        else:
            assert set(faults_in(full(act, **{field: wrong}))) == {field}


MOVES_OF_NOTHING = [
    (act, "papers")
    for act in EVERY_ACT
    if type(NEEDED[act].get("papers")) is int and act not in ("box-counted", "box-verified")
]


@pytest.mark.parametrize(("act", "field"), MOVES_OF_NOTHING)
def test_a_move_of_no_paper_is_no_move(act: str, field: str) -> None:
    assert faults_in(good(act, **{field: 0})) == {field: "must be 1 or more"}


@pytest.mark.parametrize("act", ["box-counted", "box-verified"])
def test_an_empty_box_is_counted_and_verified_as_empty(act: str) -> None:
    assert read(good(act, papers=0))


def test_all_faults_of_one_act_are_told_at_once() -> None:
    body = {"act": "bundle", "unit": 7, "papers": -3, "bundles": 0, "attempt": 0, "colour": "red"}
    assert set(faults_in(body)) == {
        "id", "unit", "candidate", "papers", "bundles", "attempt", "colour",
    }  # fmt: skip


@pytest.mark.parametrize("act", ["", "set", "Bundle", None, 5, [], {}, "bundle "])
def test_what_is_no_act_of_the_hall_is_refused_by_its_name(act: Any) -> None:
    assert faults_in({"id": fresh_id(), "act": act}) == {"act": "is not an act of the hall"}


def test_a_body_without_an_act_says_so() -> None:
    assert set(faults_in({"id": fresh_id()})) == {"act"}


@pytest.mark.parametrize("id", ["", "7", "not-a-uuid", 5, None, "g" * 32])
def test_an_id_is_a_uuid(id: Any) -> None:
    assert set(faults_in({**good("unit-closed"), "id": id})) == {"id"}


def test_an_id_is_one_however_it_is_written() -> None:
    plain = "0f8fad5b-d9cb-469f-a165-70867728950e"
    for written in (plain, plain.upper(), plain.replace("-", "")):
        assert read({**good("unit-closed"), "id": written}).id == plain


@pytest.mark.parametrize("name", ["made_by", "checked_by"])
@pytest.mark.parametrize("wrong", ["", "   ", "Kit\u202eMoss", "Kit\x00", "K" * 121])
def test_a_name_is_a_name(name: str, wrong: str) -> None:
    assert set(faults_in(good("bundle", **{name: wrong}))) == {name}


@pytest.mark.parametrize("name", ["Siân Ŵyn", "O’Dea", "O'Dea", "de la Tour-Smythe", "Łukasz"])
def test_a_name_survives_as_typed(name: str) -> None:
    assert read(good("bundle", made_by=name)).content()["made_by"] == name


@pytest.mark.parametrize("reason", ["", " ", "\t", "a\u200bb", "x" * 2001])
def test_a_reason_says_something(reason: str) -> None:
    assert set(faults_in(good("struck", reason=reason))) == {"reason"}


@pytest.mark.parametrize("id", ["", "t 1", "t/1", "../t1", "t" * 65, "t1\n", "tä"])
def test_an_id_of_the_poll_is_letters_and_digits(id: str) -> None:
    assert set(faults_in(good("unit-closed", unit=id))) == {"unit"}


@pytest.mark.parametrize("serial", ["", " S1", "S/1", "S+1", "S" * 41])
def test_a_serial_can_name_a_pile(serial: str) -> None:
    assert set(faults_in(good("sheet", serial=serial))) == {"serial"}


@pytest.mark.parametrize("ground", ["illegible", "", "Void"])
def test_grounds_of_rejection_are_the_laws(ground: str) -> None:
    faults = faults_in(good("adjudicated", rejected={ground: 1}))
    assert {fault.split(".")[0] for fault in faults} == {"rejected"}
    assert "too-many" in get_args(acts.Ground)


@pytest.mark.parametrize(
    "scope", [{}, {"contest": False}, {"unit": "t1", "contest": True}, {"area": "north"}, "all"]
)
def test_a_recount_is_of_the_contest_or_of_one_unit(scope: Any) -> None:
    faults = faults_in(good("recount", scope=scope))
    assert {fault.split(".")[0] for fault in faults} == {"scope"}


@pytest.mark.parametrize("ranges", [[], [[1]], [[1, 2, 3]], [["1", "9"]], [1, 9], [[-1, 4]]])
def test_number_ranges_are_pairs(ranges: Any) -> None:
    faults = faults_in(good("account", ranges=ranges))
    assert {fault.split(".")[0] for fault in faults} == {"ranges"}


def test_acts_of_one_count_say_which_and_it_is_the_first_unless_said() -> None:
    carry = {name for name, kind in VOCABULARY.items() if issubclass(kind, acts.OfAttempt)}
    assert carry == {
        "mixed", "handed", "bundle", "block", "sheet", "doubtful", "adjudicated", "papers-read",
        "sorted", "unit-total", "unit-closed",
    }  # fmt: skip
    for name in carry:
        assert read(good(name)).content()["attempt"] == 1


def test_people_are_named_only_in_fields_that_say_so() -> None:
    for name, kind in VOCABULARY.items():
        fields = set(full(name))
        assert set(kind.people) <= fields, name
        assert fields & {"made_by", "checked_by", "counted_by", "told", "asked_by", "witnesses", "who"} \
            == set(kind.people), name  # fmt: skip


def test_acts_of_the_whole_hall() -> None:
    hall_wide = {name for name, kind in VOCABULARY.items() if kind.hall_wide}
    assert hall_wide == {
        "box-received", "box-added", "box-not-used", "unit-added", "released", "struck",
        "announced", "attended", "paused", "resumed", "agreed", "declined",
    }  # fmt: skip


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(EVERY_ACT), st.data())
def test_whatever_is_posted_is_an_act_or_a_list_of_its_faults(
    act: str, data: st.DataObject
) -> None:
    body = full(act)
    for field in data.draw(st.sets(st.sampled_from(sorted(body)), max_size=3)):
        body[field] = data.draw(json)
    faults: dict[str, str] | None = None
    try:
        read(body)
    except Malformed as malformed:
        faults = malformed.fields
    assert faults is None or faults


# ------------------------------------------------------------------------------------------- their sentences


class Called:
    """Everything by its id in capitals, so that a sentence which forgets a name shows it."""

    contest = "THE CONTEST"

    def unit(self, unit: str) -> str:
        return unit.upper()

    def candidate(self, candidate: str) -> str:
        return candidate.upper()

    def expected(self, box: str) -> int | None:
        return 61

    def act(self, id: str) -> acts.Act:
        return acts.read(good("bundle"))


@pytest.mark.parametrize("whole", [False, True], ids=["needed", "full"])
@pytest.mark.parametrize("act", sorted(acts.VOCABULARY))
def test_an_act_is_one_sentence_that_names_its_place(act: str, whole: bool) -> None:
    """A second person reads it before agreeing: it says the box, the unit and the papers, and is one line."""
    body = full(act) if whole else good(act)
    said = acts.read(body).sentence(Called())
    assert said
    assert said == said.strip()
    assert "\n" not in said
    assert "None" not in said
    assert not said.endswith(".")
    if isinstance(body.get("unit"), str) and act != "sorted":
        assert body["unit"].upper() in said.upper()
    if isinstance(body.get("box"), str) and "papers" in body:
        assert body["box"] in said
        # Nobody who counts a box again may come upon what was found first.
        assert (f"{body['papers']:,}" in said) == (act != "box-counted")
