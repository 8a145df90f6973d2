"""Handing in a file of electronically read papers: it is read through, held against the ballot paper and kept.

Keeping a file counts nothing: an act (`papers-read`) says that it was read. The answer tells the file's digest
and how many papers it has, and no candidate's figure.
"""

import asyncio
from functools import partial

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from count.findings.names_in_file import faults
from count.hall.hall import Hall
from count.hall.hand_in import receipt
from count.ledger.paper_source import PaperFile
from count.poll.roles import KEEPERS, RESULTS
from count.storage.paper_store import UnfitFile
from count.web import wire
from count.web.described import Answer, Body, Described
from count.web.guarded_route import GuardedRoute, Operation, refused_who
from count.web.request import NO_CONTEST, Json, hall_of, no_contest, visitor_of

PATIENCE = 30.0
"""Seconds between two pieces of a file."""
AT_ONCE = 2
"""Files that are taken in at the same time: each is read into memory."""


async def hand_in(request: Request) -> Response:
    """`POST /api/contests/{contest}/papers`: the file's bytes, packed with gzip or not; `PUT` is the same.

    201 with its digest; handing in the same file again is harmless. 422 with every fault.
    """
    hall = hall_of(request)
    visitor = visitor_of(request)
    contest = request.path_params["contest"]
    if contest not in hall.sealed.contest_ids:
        return no_contest()
    if visitor.contest not in (None, contest):
        return refused_who(f"You work for contest {visitor.contest} only.", 403)
    if not hall.standings[contest].rules.transferable:
        words = "Votes of this contest are not transferable: it has no file of papers."
        return _refused(words)
    taking: asyncio.Semaphore = request.app.state.taking_papers
    async with taking:
        try:
            read = await _take(request, hall, contest)
        except UnfitFile as fault:
            words = (
                "This file was not kept. Mend what is named, export it again, and hand it in anew."
            )
            return _refused(words, fault.faults)
        except (TimeoutError, ClientDisconnect):
            return _refused("This did not arrive whole: hand it in again.")
        except OSError:
            words = "The disk refused to keep this file: nothing was kept. Hand it in again."
            return Json({"words": words}, 503, headers={"Retry-After": "2"})
    await hall.files_as_they_are()
    return Json(receipt(hall.sealed, contest, read), 201)


async def _take(request: Request, hall: Hall, contest: str) -> PaperFile:
    files, of = hall.hall_directory.papers, hall.sealed.contest(contest)
    incoming = await asyncio.to_thread(files.incoming)
    try:
        async with asyncio.timeout(PATIENCE) as patience:
            async for piece in request.stream():
                await asyncio.to_thread(incoming.write, piece)
                patience.reschedule(asyncio.get_running_loop().time() + PATIENCE)
        fits = partial(faults, contest=of, paper=hall.sealed.candidates[contest])
        return await asyncio.to_thread(incoming.keep, fits)
    finally:
        await asyncio.shield(asyncio.to_thread(incoming.close))


def _refused(words: str, found: tuple[str, ...] = ()) -> Response:
    fields = {"file": "; ".join(found)} if found else {}
    body = {"refused": "malformed", "words": words, "fields": fields, "findings": []}
    return Json({**body, "faults": found}, 422)


def _described(id: str) -> Described:
    return Described(
        id,
        "papers",
        "Hand in a file of electronically read papers, for `papers-read` to name.",
        {
            201: Answer("Read through and kept, or kept before.", wire.FileKept),
            404: NO_CONTEST,
            422: Answer("Not kept: every fault, those of its lines by number.", wire.Refusal),
            503: Answer(
                "The disk refused to keep this file.",
                wire.NotDone,
                headers={"Retry-After": "Seconds to wait."},
            ),
        },
        body=Body(media="application/octet-stream"),
    )


ROUTES = (
    GuardedRoute(
        "/api/contests/{contest}/papers",
        post=Operation(hand_in, RESULTS | KEEPERS, _described("handInPapers")),
        put=Operation(hand_in, RESULTS | KEEPERS, _described("putPapers")),
    ),
)
