"""The chain of digests: whatever is changed, missing, added or exchanged in a ledger shows."""

import hashlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from count.ledger.chain import HALL, Chain, ChainRow, Tampered, canonical, genesis

SEAL = "5ea1" * 16
SAID = [
    ("ward", b'{"papers":25}'),
    ("parish", b'{"papers":3}'),
    ("ward", b'{"papers":25}'),
    (HALL, b'{"words":"ten minutes"}'),
    ("ward", b'{"papers":7}'),
]


def ledger(said: list[tuple[str, bytes]] = SAID) -> list[ChainRow]:
    chain = Chain(SEAL)
    return [chain.add(f"id-{n}", contest, body) for n, (contest, body) in enumerate(said)]


def follow(rows: list[ChainRow], seal: str = SEAL) -> Chain:
    chain = Chain(seal)
    for row in rows:
        chain.check(row)
    return chain


def test_a_ledger_that_was_not_touched_is_followed_to_its_head() -> None:
    rows = ledger()
    assert [row.seq for row in rows] == [1, 2, 3, 4, 5]
    assert follow(rows).head == rows[-1].hall


def test_a_digest_is_sha_256_over_the_one_before_the_nonce_and_the_bytes() -> None:
    """By hand, as anybody with the ledger and this sentence could (FIPS 180-4)."""
    heads = {name: genesis(SEAL, name) for name in ("ward", "parish", HALL)}
    every = genesis(SEAL, "\0every row")
    for row in ledger():
        heads[row.contest] = hashlib.sha256(heads[row.contest] + row.nonce + row.body).digest()
        every = hashlib.sha256(every + heads[row.contest]).digest()
        assert (row.digest, row.hall) == (heads[row.contest].hex(), every.hex())


def test_equal_acts_have_different_digests() -> None:
    """Otherwise a digest on a screen would tell a bundle to whoever tries all bundles."""
    first, second = Chain(SEAL), Chain(SEAL)
    one, other = first.add("a", "ward", b"{}"), second.add("a", "ward", b"{}")
    assert len(one.nonce) == 16
    assert one.nonce != other.nonce
    assert one.digest != other.digest


def test_each_contest_has_its_own_chain() -> None:
    """A contest's record can be followed without the acts of any other."""
    rows = ledger()
    ward, head = [row for row in rows if row.contest == "ward"], genesis(SEAL, "ward")
    for row in ward:
        head = hashlib.sha256(head + row.nonce + row.body).digest()
    assert head.hex() == ward[-1].digest


def test_what_a_chain_starts_from_is_the_poll_as_it_was_sealed() -> None:
    with pytest.raises(Tampered) as tampered:
        follow(ledger(), seal="0" * 64)
    assert tampered.value.seq == 1
    starts = {genesis(seal, name) for seal in (SEAL, "0" * 64) for name in ("ward", HALL, "a\0b")}
    assert len(starts) == 6


other_values: dict[str, st.SearchStrategy[Any]] = {
    "seq": st.integers(0, 9),
    "contest": st.sampled_from(["ward", "parish", HALL, "moon"]),
    "body": st.binary(max_size=20),
    "nonce": st.binary(max_size=20),
    "digest": st.text("0123456789abcdef", max_size=64),
    "hall": st.text("0123456789abcdef", max_size=64),
}


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 4), st.sampled_from(sorted(other_values)), st.data())
def test_a_changed_row_is_found_where_it_stands(at: int, column: str, data: st.DataObject) -> None:
    rows = ledger()
    changed = rows[at]._replace(**{column: data.draw(other_values[column])})
    if changed == rows[at]:
        return
    rows[at] = changed
    with pytest.raises(Tampered) as tampered:
        follow(rows)
    assert tampered.value.seq == at + 1
    assert str(at + 1) in str(tampered.value)


@settings(deadline=None, max_examples=100)
@given(
    st.integers(0, 4), st.sampled_from(["body", "nonce"]), st.integers(0, 200), st.integers(1, 255)
)
def test_every_bit_of_every_byte_counts(at: int, column: str, place: int, flip: int) -> None:
    rows = ledger()
    value = bytearray(getattr(rows[at], column))
    value[place % len(value)] ^= flip
    changed: dict[str, Any] = {column: bytes(value)}
    rows[at] = rows[at]._replace(**changed)
    with pytest.raises(Tampered):
        follow(rows)


@pytest.mark.parametrize("value", ["text", 7, None])
@pytest.mark.parametrize("column", ["body", "nonce", "contest"])
def test_a_column_of_another_kind_is_found_too(column: str, value: Any) -> None:
    rows = ledger()
    rows[2] = rows[2]._replace(**{column: value})
    with pytest.raises(Tampered):
        follow(rows)


@settings(deadline=None, max_examples=100)
@given(st.permutations(range(5)), st.integers(0, 5))
def test_rows_missing_or_in_another_order_are_found(order: list[int], kept: int) -> None:
    rows = [ledger()[n] for n in order][:kept]
    if order[:kept] == list(range(kept)):
        return  # a tail that was cut off shows only by the anchor
    with pytest.raises(Tampered):
        follow(rows)


def test_a_row_put_in_between_is_found() -> None:
    rows = ledger()
    forged = ledger()
    with pytest.raises(Tampered):
        follow([*rows[:3], forged[3]._replace(seq=4), *rows[3:]])
    with pytest.raises(Tampered):
        follow([*rows[:3], forged[3], rows[4]])


def test_a_batch_that_does_not_become_durable_leaves_no_mark() -> None:
    chain = Chain(SEAL)
    chain.add("a", "ward", b"1")
    before = chain.head
    batch = chain.copy()
    lost = batch.add("b", "ward", b"2")
    assert (chain.head, chain.seq) == (before, 1)
    assert batch.head != before
    kept = chain.add("c", "ward", b"3")
    assert kept.seq == lost.seq == 2


def test_there_is_one_way_to_write_a_value() -> None:
    assert canonical({"b": 1, "a": [2, "ŵ"]}) == '{"a":[2,"ŵ"],"b":1}'.encode()
    assert canonical({"a": [2, "ŵ"], "b": 1}) == canonical({"b": 1, "a": [2, "ŵ"]})
