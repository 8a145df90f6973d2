"""The addresses of boards and screens; which visitor may see which board is asked for each (`board_access`)."""

from starlette.routing import BaseRoute

from count.poll.roles import SIGNED_IN
from count.web import wire, wire_screens
from count.web.described import TEXT, Answer, Described
from count.web.guarded_route import (
    EVERYBODY,
    GuardedRoute,
    GuardedSocket,
    Operation,
    StaticFolder,
    page,
)
from display import render
from display.web import FreshFiles, Screens

_NO_BOARD = Answer("There is no such board, or nothing has been shown on it yet.", wire.NotDone)
_NOT_THIS_BOARD = Answer("This board is not for this visitor now.", wire.NotDone | wire.Refusal)


def board_routes(screens: Screens) -> list[BaseRoute]:
    """The pages and frames of boards, and the live feed."""
    return [
        page("/boards/{board}", screens.page, SIGNED_IN),
        page("/screen", screens.screen, EVERYBODY),
        GuardedRoute(
            "/api/boards",
            get=Operation(
                screens.boards,
                SIGNED_IN,
                Described(
                    "listBoards",
                    "boards",
                    "The boards that this visitor may see.",
                    {200: Answer("Their names and titles.", wire_screens.Boards)},
                ),
            ),
        ),
        GuardedRoute(
            "/api/boards/{board}",
            get=Operation(
                screens.frame,
                SIGNED_IN,
                Described(
                    "getBoard",
                    "boards",
                    "The newest frame of a board.",
                    {
                        200: Answer("The frame.", wire_screens.Frame),
                        403: _NOT_THIS_BOARD,
                        404: _NO_BOARD,
                    },
                ),
            ),
        ),
        GuardedSocket("/live/{board}", screens.live, SIGNED_IN, _LIVE),
        StaticFolder("/static/display", FreshFiles(directory=render.STATIC)),
    ]


_LIVE = Described(
    "watchBoard",
    "boards",
    "A websocket: the present frame unless `epoch` and `seq` are current, then newer ones.",
    {
        101: Answer("Each message is a frame, or the answer to a beat."),
        403: _NOT_THIS_BOARD,
        404: Answer("There is no such board, or this is no websocket.", media=TEXT),
    },
)
