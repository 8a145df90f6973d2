"""The pages of tables, desks and officers: each handler renders a template with its set-up.

Pages hold no figure and no rule. What is counted, what is hidden and what is refused comes from the
acts' interface, which each page's own module talks to; a page therefore shows nobody more than the
interface would. Handlers expect `request.app.state.hall` (its `poll`, and whether it is a
rehearsal), `request.app.state.devices` and `request.state.visitor` (nobody, or a `count.poll.roles.Visitor`).
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from count.access.devices import enrolment
from count.law.rulebook import rules_of
from count.poll.poll import Contest, Poll, Unit
from count.poll.roles import (
    ADJUDICATORS,
    KEEPERS,
    KINDS,
    OFFICERS,
    RESULTS,
    SIGNED_IN,
    SUPERVISORS,
    VERIFICATION,
    Visitor,
)
from count.web import assets
from count.web.guard import DEVICE_COOKIE
from count.web.guarded_route import EVERYBODY, page

_NAVIGATION = (
    ("/floor", "Floor", OFFICERS),
    ("/boxes", "Boxes", VERIFICATION),
    ("/adjudication", "Adjudication", ADJUDICATORS),
    ("/results", "Unit totals", RESULTS),
    ("/boards", "Boards", SIGNED_IN),
    ("/devices", "Devices", KEEPERS),
)

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters["figure"] = lambda figure: "" if figure is None else f"{figure:,}"
_templates.filters["signed"] = lambda figure: (
    "" if figure is None else f"{figure:+,}" if figure else "0"
)


def home(visitor: Visitor) -> str:
    """The page on which this person's work begins."""
    if visitor.role == "supervisor" and visitor.unit is not None:
        return f"/unit/{quote(visitor.unit, safe='')}"
    return KINDS[visitor.role].home


async def front(request: Request) -> Response:
    """The hall's bare address: to the visitor's own page, or to signing in."""
    visitor = _visitor(request)
    return RedirectResponse("/sign-in" if visitor is None else home(visitor), status_code=303)


async def sign_in(request: Request) -> Response:
    """Name and code; afterwards to the page somebody was going to (`?next=`), or to their own."""
    secret = request.cookies.get(DEVICE_COOKIE, "")
    here = enrolment(request.app.state.devices, _poll(request), secret)
    wanted = destination(request.query_params.get("next"))
    return _page(request, "sign_in.html", next=wanted, enrolment=here)


def destination(wanted: str | None) -> str | None:
    """The page somebody was going to, if it is one of this hall; anything else is None.

    A path begins with one slash. Browsers read a backslash as a slash and drop tabs and line ends, so that
    such a path may name another site.
    """
    if wanted is None or not wanted.startswith("/") or wanted.startswith("//"):
        return None
    if len(wanted) > 500 or "\\" in wanted or any(c <= " " or c == "\x7f" for c in wanted):
        return None
    path = wanted.partition("?")[0]
    return None if path in ("/", "/sign-in") or path.startswith("/api/") else wanted


async def unit(request: Request) -> Response:
    """The supervisor's page of one unit: what is keyed at a table."""
    visitor, poll = _visitor(request), _poll(request)
    found = poll.units.get(request.path_params["unit"])
    if found is None:
        raise HTTPException(404, "There is no such unit in this hall.")
    if visitor is not None and visitor.role == "supervisor" and visitor.unit != found.unit:
        return RedirectResponse(home(visitor), status_code=303)
    offered = [poll.contest(contest) for contest in found.contests]
    return _page(request, "unit.html", _chosen(request, offered), found, others=offered)


async def contest(request: Request) -> Response:
    """The returning officer's page of one contest: equation, what stands in the way, decisions."""
    poll, wanted = _poll(request), request.path_params["contest"]
    if wanted not in poll.contest_ids:
        raise HTTPException(404, "There is no such contest in this hall.")
    return _page(request, "contest.html", poll.contest(wanted), others=list(poll.contests))


async def floor(request: Request) -> Response:
    """Every contest a line."""
    return _page(request, "floor.html")


async def boxes(request: Request) -> Response:
    """The verification desk."""
    return _desk(request, "boxes.html")


async def adjudication(request: Request) -> Response:
    """The adjudicator's desk: doubtful papers."""
    return _desk(request, "adjudication.html")


async def results(request: Request) -> Response:
    """The results desk: each unit's totals, keyed blind."""
    return _desk(request, "results.html")


async def boards(request: Request) -> Response:
    """The boards that this person may see, as plain links."""
    return _page(request, "boards.html")


def render(request: Request, template: str, contest: Contest, **more: Any) -> HTMLResponse:
    """A page of one contest, for the other modules of the desk."""
    return _page(request, template, contest, **more)


def render_page(request: Request, template: str, **more: Any) -> HTMLResponse:
    """A page of the whole hall, for the other modules of the desk."""
    return _page(request, template, **more)


def _desk(request: Request, template: str) -> Response:
    """A page of one contest at a time, chosen among all of the visitor's."""
    visitor, poll = _visitor(request), _poll(request)
    bound = visitor.contest if visitor is not None else None
    offered = [found for found in poll.contests if bound in (None, found.id)]
    return _page(request, template, _chosen(request, offered), others=offered)


def _chosen(request: Request, offered: list[Contest]) -> Contest:
    wanted = request.query_params.get("contest")
    for found in offered:
        if wanted in (None, found.id):
            return found
    raise HTTPException(404, "There is no such contest here.")


def _page(
    request: Request,
    template: str,
    contest: Contest | None = None,
    unit: Unit | None = None,
    others: list[Contest] | None = None,
    **more: Any,
) -> HTMLResponse:
    visitor, poll = _visitor(request), _poll(request)
    rules = rules_of(contest, poll) if contest else None
    rendered = _templates.get_template(template).render(
        static=assets.PLACE,
        poll=poll.facts,
        rehearsal=bool(request.app.state.hall.rehearsal),
        visitor=visitor,
        navigation=[
            (path, words) for path, words, roles in _NAVIGATION if visitor and visitor.role in roles
        ],
        path=request.url.path,
        contest=contest,
        votes_a_paper=rules.votes_a_paper(contest.seats) if rules and contest else 1,
        preferential=rules is not None and rules.preferential,
        transferable=rules is not None and rules.transferable,
        second_grounds=rules.second_grounds if rules else (),
        seats_before=rules is not None and rules.seats_before,
        lists=_lists(poll, contest) if contest else {},
        contests=others or [],
        candidates=poll.candidates[contest.id] if contest else (),
        boxes=tuple(poll.boxes.values()),
        unit=unit,
        page={**_data(visitor, contest, unit), "next": more.pop("next", None)},
        **more,
    )
    return HTMLResponse(rendered, headers={"Cache-Control": "no-store"})


def _lists(poll: Poll, contest: Contest) -> dict[str, Any]:
    """People on each list of a contest, by candidate; None for an individual."""
    return {c: poll.list_of(contest.id, c) for c in poll.candidate_ids[contest.id]}


def _data(visitor: Visitor | None, contest: Contest | None, unit: Unit | None) -> dict[str, Any]:
    """Data for a page's script at the start: the person, the contest, the unit."""
    return {
        "visitor": visitor
        and {
            "name": visitor.name,
            "role": visitor.role,
            "unit": visitor.unit,
            "contest": visitor.contest,
            "home": home(visitor),
        },
        "contest": contest.id if contest else None,
        "unit": unit.unit if unit else None,
    }


def _visitor(request: Request) -> Visitor | None:
    return getattr(request.state, "visitor", None)


def _poll(request: Request) -> Poll:
    poll: Poll = request.app.state.hall.poll
    return poll


PAGES = (
    page("/", front, EVERYBODY),
    page("/sign-in", sign_in, EVERYBODY),
    page("/unit/{unit}", unit, SUPERVISORS),
    page("/contest/{contest}", contest, OFFICERS),
    page("/floor", floor, OFFICERS),
    page("/boxes", boxes, VERIFICATION),
    page("/adjudication", adjudication, ADJUDICATORS),
    page("/results", results, RESULTS | SUPERVISORS),
    page("/boards", boards, SIGNED_IN),
)
"""Every page, and who may open it."""
