"""The machine surface: acts in, standings out. Handlers hold no rule; the hall answers."""

import asyncio
from itertools import islice
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from count.access.credentials import Credentials
from count.access.sessions import ABSOLUTE
from count.access.throttle import TooManyTries
from count.hall.hall import Hall, NoSuchContest
from count.hall.recorder import ActAnswer, NotDurable
from count.ledger import store
from count.ledger.entry import Entry
from count.ledger.fold import units_of
from count.poll.roles import Visitor
from count.recording.refusals import MalformedAct, Refused
from count.web.corrections import strikable
from count.web.guard import COOKIE, LARGEST_BODY
from count.web.openapi import openapi
from count.web.pages import home

PAGE = 1000
"""Acts in one page of the ledger."""

PATIENCE = 10.0
"""Seconds in which a body must have arrived."""
CORRECTIONS = 200
"""Acts in a list from which one is chosen to be struck."""


class Json(Response):
    """JSON as every machine answer is written."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


def hall_of(request: Request) -> Hall:
    """The hall that is served."""
    hall: Hall = request.app.state.hall
    return hall


def _door(request: Request) -> Credentials:
    credentials: Credentials = request.app.state.credentials
    return credentials


def _visitor(request: Request) -> Visitor:
    visitor: Visitor = request.state.visitor
    return visitor


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object in a request.

    Raises:
        MalformedAct: it is too long, not JSON, or not an object.
    """
    raw = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for piece in request.stream():
                raw += piece
                if len(raw) > LARGEST_BODY:
                    raise MalformedAct(f"An act is {LARGEST_BODY:,} bytes at most.")
    except (TimeoutError, ClientDisconnect):
        raise MalformedAct("This did not arrive whole: send it again.") from None
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as fault:
        raise MalformedAct(f"This is not JSON: {fault}.") from None
    if not isinstance(body, dict):
        raise MalformedAct("An act is a JSON object.")
    return body


async def post_act(request: Request) -> Response:
    """`POST /api/contests/{contest}/acts` and `POST /api/acts`."""
    contest = request.path_params.get("contest")
    hall = hall_of(request)
    if contest is not None and contest not in hall.sealed.contest_ids:
        return _not_found()
    try:
        body = await body_of(request)
    except Refused as refusal:
        return Json(refusal.answer(), refusal.status)
    return await _record(hall, _visitor(request), contest, body)


async def _record(
    hall: Hall,
    visitor: Visitor,
    contest: str | None,
    body: dict[str, Any],
    *,
    told: bool = True,
) -> Response:
    """Record one act. Unless `told`, the answer leaves out what only this visitor may see."""
    try:
        answer: ActAnswer = await hall.record(visitor, contest, body)
    except NoSuchContest:
        return _not_found()
    except Refused as refusal:
        said = refusal.answer()
        return Json(said if told else {**said, "findings": []}, refusal.status)
    except NotDurable:
        words = "The disk refused to keep this act: nothing was recorded. Send it again."
        return Json({"words": words}, 503, headers={"Retry-After": "2"})
    body = answer.body if told else {key: answer.body[key] for key in ("seq", "digest")}
    return Json(body, answer.status)


def _not_found() -> Response:
    return Json({"words": "There is no such contest."}, 404)


async def contests(request: Request) -> Response:
    """`GET /api/contests`."""
    hall = hall_of(request)
    async with hall.steady():
        said = [
            {
                "contest": contest.id,
                "name": contest.name,
                "state": hall.standings[contest.id].state,
                "units": list(hall.standings[contest.id].units),
            }
            for contest in hall.sealed.contests
        ]
    return Json({"contests": said})


async def contest(request: Request) -> Response:
    """`GET /api/contests/{contest}`: the standing, less what this role may not see."""
    hall, name = hall_of(request), request.path_params["contest"]
    if name not in hall.sealed.contest_ids:
        return _not_found()
    async with hall.steady() as at:
        return Json(hall.show(name, _visitor(request), at))


async def acts_of_unit(request: Request) -> Response:
    """`GET /api/contests/{contest}/units/{unit}/acts`: newest first, to find what to strike."""
    hall, visitor = hall_of(request), _visitor(request)
    name, unit = request.path_params["contest"], request.path_params["unit"]
    if name not in hall.sealed.contest_ids or unit not in hall.standings[name].units:
        return _not_found()
    own = visitor.role == "supervisor" and visitor.unit == unit
    mine = visitor.role == "adjudicator"
    if not (visitor.officer or own or mine):
        return Json(
            {"words": "These acts are for the unit's own supervisor and the officers."}, 403
        )
    async with hall.steady():
        struck = hall.standings[name].struck
        entries = [
            e
            for e in hall.books.acts_of_unit(name, unit)
            # Adjudicators see their own decisions; the second total is nobody's at the table.
            if (not mine or (e.act.act == "adjudicated" and visitor.same_person(e.by)))
            and (visitor.officer or e.act.act != "unit-total")
        ][:CORRECTIONS]
        return Json({"acts": [{**said(e), "struck": e.id in struck} for e in entries]})


async def acts_to_strike(request: Request) -> Response:
    """`GET /api/contests/{contest}/acts`: what this visitor may strike, newest first, 200 at most.

    With `?of=contest` without what was recorded of one unit: a unit's acts are read at the unit.
    """
    hall, visitor, name = hall_of(request), _visitor(request), request.path_params["contest"]
    if name not in hall.sealed.contest_ids:
        return _not_found()
    all_units = request.query_params.get("of") != "contest"
    async with hall.steady():
        struck = hall.standings[name].struck
        entries = (
            entry
            for entry in strikable(hall.books, name, visitor)
            if all_units or not units_of(entry.act)
        )
        acts = [{**said(e), "struck": e.id in struck} for e in islice(entries, CORRECTIONS)]
    return Json({"acts": acts})


def said(entry: Entry) -> dict[str, Any]:
    """An entry as people read it: names, not references."""
    return {
        **entry.act.content(),
        "seq": entry.seq,
        "id": entry.id,
        "contest": entry.contest or None,
        "at": entry.at,
        "by": entry.by,
    }


async def ledger(request: Request) -> Response:
    """`GET /api/ledger?after=SEQ`: every act in order, a page at a time; empty at the end."""
    hall = hall_of(request)
    after = request.query_params.get("after", "0")
    if not after.isascii() or not after.isdigit() or len(after) > 15:
        raise HTTPException(422, "after is the number of an entry")
    async with hall.steady():
        with hall.hall_directory.database.reading() as connection:
            rows = list(store.rows(connection, int(after), PAGE))
        pages = [{**said(Entry.of(r, hall.people)), "digest": r.digest} for r in rows]
    return Json({"acts": pages})


async def sign_in(request: Request) -> Response:
    """`POST /api/sign-in`: name and code; gives the session's cookie."""
    try:
        body = await body_of(request)
        visitor = await _verified(request, body)
    except Refused as refusal:
        return Json(refusal.answer(), refusal.status)
    except TooManyTries as tries:
        words = f"Too many wrong codes: wait {tries.wait} seconds, or ask for a new code."
        return Json({"words": words}, 429, headers={"Retry-After": str(tries.wait)})
    if visitor is None:
        return Json({"words": "This name and code do not belong together."}, 401)
    cookie = await asyncio.to_thread(_door(request).begin_session, visitor)
    answer = Json(_me(visitor))
    answer.set_cookie(
        COOKIE,
        cookie,
        # A table's tablet whose battery died goes on where it was; an officer's browser forgets.
        max_age=None if visitor.officer else int(ABSOLUTE),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )
    return answer


async def _verified(request: Request, body: dict[str, Any]) -> Visitor | None:
    name, code = body.get("name"), body.get("code")
    if not isinstance(name, str) or not isinstance(code, str) or len(name) + len(code) > 400:
        raise MalformedAct("Signing in needs a name and a code.")
    return await _door(request).verify(name, code)


def _me(visitor: Visitor) -> dict[str, Any]:
    return {
        "name": visitor.name,
        "role": visitor.role,
        "unit": visitor.unit,
        "contest": visitor.contest,
        "home": home(visitor),
    }


async def sign_out(request: Request) -> Response:
    """`POST /api/sign-out`."""
    cookie = request.cookies.get(COOKIE)
    if cookie:
        await asyncio.to_thread(_door(request).end_session, cookie)
    answer = Json({})
    answer.delete_cookie(COOKIE, path="/")
    return answer


async def me(request: Request) -> Response:
    """`GET /api/me`: who is signed in."""
    return Json(_me(_visitor(request)))


async def second(request: Request) -> Response:
    """`POST /api/second`: a second person agrees or declines, as themselves, at somebody else's tablet."""
    try:
        body = await body_of(request)
        act, where = body.get("act"), body.get("contest")
        if not isinstance(act, dict) or act.get("act") not in ("agreed", "declined"):
            raise MalformedAct("A second person agrees or declines, nothing else.")
        if where is not None and not isinstance(where, str):
            raise MalformedAct("The contest is its id.", {"contest": "must be text"})
        visitor = await _verified(request, body)
    except Refused as refusal:
        return Json(refusal.answer(), refusal.status)
    except TooManyTries as tries:
        return Json({"words": f"Too many wrong codes: wait {tries.wait} seconds."}, 429)
    if visitor is None:
        return Json({"words": "This name and code do not belong together."}, 401)
    return await _record(hall_of(request), visitor, where, act, told=False)


async def healthz(request: Request) -> Response:
    """`GET /healthz`: the server answers."""
    return PlainTextResponse("ok\n")


async def readyz(request: Request) -> Response:
    """`GET /readyz`: the ledger is open and every kernel is compiled."""
    ready = getattr(request.app.state, "ready", False)
    return PlainTextResponse("ready\n" if ready else "not yet\n", 200 if ready else 503)


async def metrics(request: Request) -> Response:
    """`GET /metrics`: counts of the server, none of an election (text exposition format 0.0.4)."""
    figures = {
        "counthall_entries_total": hall_of(request).chain.seq,
        **{f"counthall_{name}": n for name, n in request.app.state.hub.figures().items()},
    }
    return PlainTextResponse("".join(f"{name} {n}\n" for name, n in figures.items()))


async def description(request: Request) -> Response:
    """`GET /api/openapi.json`: everything above, for machines."""
    return JSONResponse(openapi())
