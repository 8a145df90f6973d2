"""The digest chains of the ledger: what makes a changed, missing or added row show.

Every row is digested as SHA-256 (FIPS 180-4) over the digest of the row before it in its chain, a secret
nonce of 128 bits, and the row's own bytes. Each contest has its chain, the acts of the whole hall have one,
and one more runs over every row of the hall in order. The nonce matters: without it the digest of a bundle
could be guessed from its few possible contents, and a digest that was shown would be a leak. People stand in
the bytes as salted references, so that a name can be forgotten without breaking the chain.
"""

import hashlib
import secrets
from typing import NamedTuple

import orjson

HALL = ""
"""The chain of acts that belong to the whole hall."""


class ChainRow(NamedTuple):
    """One row of the ledger as it is kept (a tuple, as the database gives it: there are very many).

    `body` is canonical JSON (sorted keys, whole numbers) holding seq, epoch, contest, at, by, role, awaits
    and the act; `digest` is of the contest's chain, `hall` of the chain over every row.
    """

    seq: int
    id: str
    contest: str
    body: bytes
    nonce: bytes
    digest: str
    hall: str


class Tampered(Exception):
    """The ledger is not what was recorded; `seq` is the first row that does not hold."""

    def __init__(self, seq: int, words: str) -> None:
        super().__init__(f"entry {seq}: {words}")
        self.seq = seq
        self.words = words


def canonical(value: object) -> bytes:
    """The one way a value is written as bytes: UTF-8 JSON, keys sorted, no spaces."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def genesis(seal: str, chain: str) -> bytes:
    """The first digest of a chain: made from the seal of the set-up, so that the set-up cannot be exchanged."""
    return hashlib.sha256(b"counthall\0" + seal.encode() + b"\0" + chain.encode()).digest()


class Chain:
    """The heads of all the chains of one hall; extends them row by row."""

    def __init__(self, seal: str) -> None:
        self.seal = seal
        self.seq = 0
        self._heads: dict[str, bytes] = {}
        self._hall = genesis(seal, "\0every row")

    @property
    def head(self) -> str:
        """The digest over every row so far."""
        return self._hall.hex()

    def _extend(self, contest: str, body: bytes, nonce: bytes) -> tuple[bytes, bytes]:
        before = self._heads.get(contest) or genesis(self.seal, contest)
        digest = hashlib.sha256(before + nonce + body).digest()
        return digest, hashlib.sha256(self._hall + digest).digest()

    def _move_to(self, seq: int, contest: str, digest: bytes, hall: bytes) -> None:
        self.seq, self._heads[contest], self._hall = seq, digest, hall

    def add(self, id: str, contest: str, body: bytes) -> ChainRow:
        """The next row, with a fresh nonce."""
        nonce = secrets.token_bytes(16)
        digest, hall = self._extend(contest, body, nonce)
        self._move_to(self.seq + 1, contest, digest, hall)
        return ChainRow(self.seq, id, contest, body, nonce, digest.hex(), hall.hex())

    def check(self, row: ChainRow) -> None:
        """Follow one row that was read back.

        Raises:
            Tampered: where the row is not the one that was recorded here.
        """
        if row.seq != self.seq + 1:
            raise Tampered(self.seq + 1, f"is missing: the next entry kept is {row.seq}")
        if (type(row.contest), type(row.body), type(row.nonce)) != (str, bytes, bytes):
            raise Tampered(row.seq, "is not kept in the form in which it was written")
        digest, hall = self._extend(row.contest, row.body, row.nonce)
        if digest.hex() != row.digest or hall.hex() != row.hall:
            raise Tampered(row.seq, "does not match its digest: it, or one before it, was changed")
        self._move_to(row.seq, row.contest, digest, hall)

    def copy(self) -> "Chain":
        """The same heads, to be thrown away if a batch does not become durable."""
        other = Chain(self.seal)
        other.seq, other._heads, other._hall = self.seq, dict(self._heads), self._hall
        return other
