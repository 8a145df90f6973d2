"""Coming in: tokens, codes and sessions. Guessing is slowed for the account guessed at, and no other."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from count.access.credentials import TRIES, TRIES_WITHIN_SECONDS, Credentials
from count.access.throttle import TooManyTries
from count.poll.roles import Visitor
from count.storage.hall_directory import HallDirectory
from count.web.guard import COOKIE
from tests.count.client import Clock, House, house, small_poll

ROSE = Visitor("Rose", "returning-officer")
DAN = Visitor("Dan", "deputy")
SUE = Visitor("Sue", "supervisor", "t1")
MINUTE = 60.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hall_directory(tmp_path: Path) -> Iterator[HallDirectory]:
    made = HallDirectory.make(tmp_path / "hall", small_poll(tmp_path / "poll"), rehearsal=True)
    yield made
    made.close()


@pytest.fixture
def credentials(hall_directory: HallDirectory, clock: Clock) -> Iterator[Credentials]:
    opened = Credentials(hall_directory.database, clock)
    yield opened
    opened.close()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as made:
        yield made


def code_of(hall: House, visitor: Visitor = ROSE) -> str:
    assert hall.credentials is not None
    return hall.credentials.issue_code(visitor)


def sign_in(hall: House, name: object, code: object) -> httpx.Response:
    """Sign in as another browser each time: no cookie is kept."""
    answer = hall.http.post("/api/sign-in", json={"name": name, "code": code})
    hall.http.cookies.clear()
    return answer


def with_cookie(answer: httpx.Response) -> dict[str, str]:
    return {"Cookie": f"{COOKIE}={answer.cookies[COOKIE]}"}


# ------------------------------------------------------------------------------------------- what is kept


def test_nothing_that_lets_anybody_in_is_kept_in_the_hall(
    hall_directory: HallDirectory, credentials: Credentials
) -> None:
    """The directory gives away neither token nor code nor cookie: only hashes are in it."""
    secrets = [
        credentials.issue_token(ROSE),
        credentials.issue_code(ROSE),
        credentials.begin_session(ROSE),
    ]
    kept = b"".join(
        p.read_bytes() for p in hall_directory.database.directory.rglob("*") if p.is_file()
    )
    for secret in secrets:
        assert secret.encode() not in kept
        assert secret.replace("-", "").encode() not in kept
    with hall_directory.database.reading() as connection:
        (hashed,) = connection.exec_driver_sql("SELECT hash FROM sign_in_code").one()
    # Parameters of the OWASP cheat sheet for argon2id: 19 MiB, two passes.
    assert re.match(r"\$argon2id\$v=19\$m=19456,t=2,p=1\$", hashed)


def test_secrets_are_long_and_never_the_same(credentials: Credentials) -> None:
    tokens = {credentials.issue_token(ROSE) for _ in range(20)}
    cookies = {credentials.begin_session(ROSE) for _ in range(20)}
    assert len(tokens | cookies) == 40
    # 32 bytes in base64, so 256 bits.
    assert all(len(secret.removeprefix("ch_")) == 43 for secret in tokens | cookies)


def test_a_code_can_be_read_from_a_slip_and_an_officers_is_longer(credentials: Credentials) -> None:
    letters = "[23456789ABCDEFGHJKMNPQRSTVWXYZ]{4}"  # none that is mistaken for another
    assert re.fullmatch(rf"{letters}(-{letters}){{2}}", credentials.issue_code(SUE))
    assert re.fullmatch(rf"{letters}(-{letters}){{3}}", credentials.issue_code(ROSE))


# -------------------------------------------------------------------------------------------------- tokens


def test_a_token_opens_for_its_person_only(credentials: Credentials) -> None:
    token = credentials.issue_token(SUE)
    assert credentials.by_token(token) == SUE
    for other in ("", token[:-1], token + "A", token.lower(), f" {token}"):
        assert credentials.by_token(other) is None


def test_tokens_and_codes_outlive_the_server(
    hall_directory: HallDirectory, credentials: Credentials
) -> None:
    token, code = credentials.issue_token(SUE), credentials.issue_code(SUE)
    after = Credentials(hall_directory.database)
    assert after.by_token(token) == SUE
    assert asyncio.run(after.verify("Sue", code)) == SUE
    after.close()


# --------------------------------------------------------------------------------------------------- codes


async def test_a_code_opens_as_it_is_read_aloud(credentials: Credentials) -> None:
    code = credentials.issue_code(ROSE)
    for spoken in (code, code.lower(), code.replace("-", ""), code.replace("-", " "), f" {code}\n"):
        assert await credentials.verify("Rose", spoken) == ROSE
    for name in ("rose", " Rose ", "ROSE"):
        assert await credentials.verify(name, code) == ROSE


async def test_a_code_opens_for_the_person_and_role_it_was_made_for(
    credentials: Credentials,
) -> None:
    """One person may have a code for each of two roles; each opens its own."""
    table = Visitor("Rose", "supervisor", "t1")
    officer, supervisor, other = (
        credentials.issue_code(ROSE),
        credentials.issue_code(table),
        credentials.issue_code(DAN),
    )
    assert await credentials.verify("Rose", officer) == ROSE
    assert await credentials.verify("Rose", supervisor) == table
    assert await credentials.verify("Rose", other) is None
    assert await credentials.verify("Dan", officer) is None


async def test_a_new_code_replaces_the_old_one(
    hall_directory: HallDirectory, credentials: Credentials
) -> None:
    old, new = credentials.issue_code(ROSE), credentials.issue_code(ROSE)
    assert old != new
    assert await credentials.verify("Rose", old) is None
    assert await credentials.verify("Rose", new) == ROSE
    after = Credentials(hall_directory.database)
    assert await after.verify("Rose", old) is None
    after.close()


@pytest.mark.parametrize("spelt", ["Rose", "ROSE", "rose"])
async def test_a_new_code_ends_what_the_old_one_opened(
    hall_directory: HallDirectory, credentials: Credentials, spelt: str
) -> None:
    """However the name is spelt on the new slip, and for that role only."""
    table = Visitor("Rose", "supervisor", "t1")
    old, other = credentials.issue_code(ROSE), credentials.issue_code(table)
    opened, kept = credentials.begin_session(ROSE), credentials.begin_session(table)
    officer = Visitor(spelt, "returning-officer")
    new = credentials.issue_code(officer)
    assert credentials.by_cookie(opened) is None
    assert credentials.by_cookie(kept) == table
    after = Credentials(hall_directory.database)
    for now in (credentials, after):
        assert await now.verify("Rose", old) is None
        assert await now.verify("Rose", new) == officer
        assert await now.verify("Rose", other) == table
    after.close()


async def test_no_part_of_a_code_opens(credentials: Credentials) -> None:
    code = credentials.issue_code(SUE)
    for wrong in ("", "-", code[:-1], code + "2"):
        assert await credentials.verify("Sue", wrong) is None


# ------------------------------------------------------------------------------------------------ guessing


async def test_five_wrong_codes_lock_one_account_and_no_other(
    credentials: Credentials, clock: Clock
) -> None:
    code, other = credentials.issue_code(ROSE), credentials.issue_code(DAN)
    for _ in range(TRIES):
        assert await credentials.verify("Rose", "2222-2222-2222-2222") is None
    with pytest.raises(TooManyTries) as locked:
        await credentials.verify("Rose", code)
    assert 0 < locked.value.wait <= TRIES_WITHIN_SECONDS + 1
    assert await credentials.verify("Dan", other) == DAN
    clock.passes(locked.value.wait)
    assert await credentials.verify("Rose", code) == ROSE


async def test_another_spelling_of_the_name_is_the_same_account(credentials: Credentials) -> None:
    credentials.issue_code(ROSE)
    for name in ("Rose", "rose", "ROSE", " Rose", "rOSE "):
        assert await credentials.verify(name, "2222") is None
    with pytest.raises(TooManyTries):
        await credentials.verify("Rose", "2222")


async def test_the_right_code_forgives_the_wrong_ones(credentials: Credentials) -> None:
    code = credentials.issue_code(ROSE)
    for _ in range(3):
        for _ in range(TRIES - 1):
            assert await credentials.verify("Rose", "2222") is None
        assert await credentials.verify("Rose", code) == ROSE


async def test_a_new_code_opens_a_locked_account(credentials: Credentials) -> None:
    """What the locked person is told to do must help: the operator hands out a new slip."""
    credentials.issue_code(ROSE)
    for _ in range(TRIES):
        await credentials.verify("Rose", "2222")
    assert await credentials.verify("Rose", credentials.issue_code(ROSE)) == ROSE


async def test_guesses_sent_all_at_once_are_counted_all(
    credentials: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials.issue_code(ROSE)
    hashed: list[str] = []
    matches = credentials._matches

    def counted(hash: str, letters: str) -> bool:
        hashed.append(letters)
        return matches(hash, letters)

    monkeypatch.setattr(credentials, "_matches", counted)
    guesses = (credentials.verify("Rose", "2222") for _ in range(40))
    outcomes = await asyncio.gather(*guesses, return_exceptions=True)
    assert len(hashed) == TRIES
    assert sum(isinstance(outcome, TooManyTries) for outcome in outcomes) == 40 - TRIES


def test_an_unknown_name_is_told_what_a_wrong_code_is_told(hall: House) -> None:
    """Over HTTP: the same status, body and headers, and the same lock after the same number of tries."""
    code_of(hall)
    for number in range(TRIES + 2):
        known, unknown = sign_in(hall, "Rose", "2222"), sign_in(hall, "Nobody", "2222")
        assert known.status_code == unknown.status_code == (401 if number < TRIES else 429)
        assert re.sub(r"\d+", "n", known.text) == re.sub(r"\d+", "n", unknown.text)
        assert set(known.headers) == set(unknown.headers)
        assert COOKIE not in known.cookies


async def test_an_unknown_name_costs_a_hash_too(
    credentials: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    def never(hash: str, letters: str) -> bool:
        hashed.append(hash)
        return False

    monkeypatch.setattr(credentials, "_matches", never)
    await credentials.verify("Nobody", "2222")
    assert len(hashed) == 1
    assert hashed[0].startswith("$argon2id$")


@pytest.mark.parametrize(
    ("name", "code"),
    [(None, "X"), ("Rose", None), (1, "X"), ("Rose", ["X"]), ("R" * 300, "X" * 300), ({}, {})],
)
def test_signing_in_takes_a_name_and_a_code(hall: House, name: object, code: object) -> None:
    assert sign_in(hall, name, code).status_code == 422


# ------------------------------------------------------------------------------------------------ sessions


def test_signing_in_says_who_and_where_work_begins(hall: House) -> None:
    answer = sign_in(hall, "Sue", code_of(hall, SUE))
    assert answer.status_code == 200
    assert answer.json() == {
        "name": "Sue",
        "role": "supervisor",
        "unit": "t1",
        "contest": None,
        "home": "/unit/t1",
    }
    assert hall.http.get("/api/me", headers=with_cookie(answer)).json() == answer.json()


def test_the_cookie_is_for_this_site_and_for_no_script(hall: House) -> None:
    said = sign_in(hall, "Rose", code_of(hall)).headers["set-cookie"]
    parts = {part.strip().lower() for part in said.split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/"} <= parts
    assert not any(part.startswith("domain") for part in parts)
    secure = hall.http.post(
        "https://testserver/api/sign-in", json={"name": "Rose", "code": code_of(hall)}
    )
    assert "secure" in secure.headers["set-cookie"].lower()


def test_a_tables_cookie_outlives_a_dead_battery_and_an_officers_does_not(hall: House) -> None:
    table, officer = (
        sign_in(hall, who.name, code_of(hall, who)).headers["set-cookie"].lower()
        for who in (SUE, ROSE)
    )
    assert f"max-age={12 * 3600}" in table
    assert "max-age" not in officer
    assert "expires" not in officer


def test_signing_out_ends_that_session_and_no_other(hall: House) -> None:
    code = code_of(hall)
    one, two = sign_in(hall, "Rose", code), sign_in(hall, "Rose", code)
    assert one.cookies[COOKIE] != two.cookies[COOKIE]
    out = hall.http.post("/api/sign-out", headers=with_cookie(one))
    assert out.status_code == 200
    assert hall.http.get("/api/me", headers=with_cookie(one)).status_code == 401
    assert hall.http.get("/api/me", headers=with_cookie(two)).status_code == 200
    assert hall.http.post("/api/sign-out").status_code == 200, "nobody signs out without harm"


# ------------------------------------------------------------------------- a second person at the same tablet


def test_a_second_person_agrees_as_themselves_and_the_tablet_stays_with_its_own(
    hall: House,
) -> None:
    code = code_of(hall, DAN)
    tablet = with_cookie(sign_in(hall, "Vera", code_of(hall, Visitor("Vera", "verification"))))
    id, seen = hall.vera.proposes("one", "box-verified", box="b1", papers=7)
    agreed = {"id": "0" * 32, "act": "agreed", "to": id, "seen": seen}
    body = {"name": "Dan", "code": code, "contest": "one", "act": agreed}
    before = len(hall.ledger())

    def second(**changed: object) -> httpx.Response:
        return hall.http.post("/api/second", json={**body, **changed}, headers=tablet)

    assert second(code="2222").status_code == 401
    assert second(name="Nobody").status_code == 401
    assert second(act={"id": "1" * 32, "act": "announced", "words": "w"}).status_code == 422
    assert second(act=None).status_code == 422
    assert second(contest="nothing").status_code == 404
    assert hall.http.post("/api/second", json=body).status_code == 401, "not from any device"
    assert len(hall.ledger()) == before

    answer = second()
    assert answer.status_code == 201
    assert COOKIE not in answer.cookies
    assert [(e["act"], e["by"]) for e in hall.ledger()[-2:]] == [
        ("box-verified", "Vera"),
        ("agreed", "Dan"),
    ]
    assert hall.http.get("/api/me", headers=tablet).json()["name"] == "Vera"
    assert second().status_code == 200, "sent twice, recorded once"


def test_nobody_is_their_own_second_whatever_the_tablet(hall: House) -> None:
    """The officer who proposed cannot agree as the deputy they also are."""
    codes = code_of(hall, Visitor("Rose", "deputy"))
    id, seen = hall.rose.proposes("", "box-not-used", box="b2", reason="never issued")
    agreed = {"id": "0" * 32, "act": "agreed", "to": id, "seen": seen}
    tablet = with_cookie(sign_in(hall, "Rose", codes))
    for name in ("Rose", "ROSE", " rose "):
        body = {"name": name, "code": codes, "contest": None, "act": agreed}
        answer = hall.http.post("/api/second", json=body, headers=tablet)
        assert (answer.status_code, answer.json()["refused"]) == (403, "who")


def test_a_second_persons_wrong_codes_count_like_any_other(hall: House) -> None:
    code = code_of(hall, DAN)
    tablet = with_cookie(sign_in(hall, "Rose", code_of(hall)))
    act = {"id": "0" * 32, "act": "declined", "to": "0" * 32}
    body = {"name": "Dan", "code": "2222", "contest": "one", "act": act}
    for _ in range(TRIES):
        assert hall.http.post("/api/second", json=body, headers=tablet).status_code == 401
    assert hall.http.post("/api/second", json=body, headers=tablet).status_code == 429
    assert sign_in(hall, "Dan", code).status_code == 429
