"""The health of the server and its counts, for operators and their machines."""

from collections.abc import Mapping
from typing import Final, Literal

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from count.web.described import TEXT, Answer, Described
from count.web.guarded_route import EVERYBODY, GuardedRoute, Operation
from count.web.request import hall_of

EXPOSITION = "text/plain; version=0.0.4"
"""The Prometheus text exposition format."""

METRICS: Final[Mapping[str, tuple[Literal["counter", "gauge"], str]]] = {
    "entries_total": ("counter", "Entries of the ledger."),
    "screens": ("gauge", "Screens that look at a board now."),
    "frames_shown_total": ("counter", "Frames made the newest of their board, since start."),
    "frames_written_total": ("counter", "Frames written to screens, since start."),
    "frames_passed_over_total": ("counter", "Frames for which a screen had no room, since start."),
}
"""Every figure, with its type and what it counts. None tells anything of an election."""


async def healthz(request: Request) -> Response:
    """`GET /healthz`: the server answers."""
    return PlainTextResponse("ok\n")


async def readyz(request: Request) -> Response:
    """`GET /readyz`: the ledger is open and every kernel is compiled."""
    ready = getattr(request.app.state, "ready", False)
    return PlainTextResponse("ready\n" if ready else "not yet\n", 200 if ready else 503)


async def metrics(request: Request) -> Response:
    """`GET /metrics`: counts of the server, none of an election."""
    of_hub = request.app.state.hub.figures()
    figures = {
        "entries_total": hall_of(request).chain.seq,
        "screens": of_hub["screens"],
        "frames_shown_total": of_hub["shown"],
        "frames_written_total": of_hub["written"],
        "frames_passed_over_total": of_hub["passed_over"],
    }
    return PlainTextResponse(exposition(figures), media_type=EXPOSITION)


def exposition(figures: Mapping[str, int]) -> str:
    """Figures as Prometheus reads them, each under its type."""
    return "".join(
        f"# HELP counthall_{name} {METRICS[name][1]}\n"
        f"# TYPE counthall_{name} {METRICS[name][0]}\n"
        f"counthall_{name} {figure}\n"
        for name, figure in figures.items()
    )


def _open(id: str, words: str, answers: Mapping[int, Answer]) -> Described:
    return Described(id, "server", words, answers)


ROUTES = (
    GuardedRoute(
        "/healthz",
        get=Operation(
            healthz,
            EVERYBODY,
            _open("isAlive", "The server answers.", {200: Answer("It does.", media=TEXT)}),
        ),
    ),
    GuardedRoute(
        "/readyz",
        get=Operation(
            readyz,
            EVERYBODY,
            _open(
                "isReady",
                "The ledger is open and everything is compiled.",
                {200: Answer("It is.", media=TEXT), 503: Answer("Not yet.", media=TEXT)},
            ),
        ),
    ),
    GuardedRoute(
        "/metrics",
        get=Operation(
            metrics,
            EVERYBODY,
            _open(
                "getMetrics",
                "Counts of the server, for Prometheus; none of an election.",
                {200: Answer("One figure a line.", media=TEXT)},
            ),
        ),
    ),
)
