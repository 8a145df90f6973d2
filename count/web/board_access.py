"""Access to boards."""

from collections.abc import Sequence

from starlette.requests import HTTPConnection

from count import boards
from count.access.credentials import Credentials
from count.access.devices import Device, Devices
from count.hall.hall import Hall
from count.web.device_feed import device_board
from count.web.guard import (
    DEVICE_COOKIE,
    Guard,
)


class BoardAccess:
    """Access to boards, asked again while a board is open: a session that has ended no longer sees it."""

    def __init__(self, hall: Hall, credentials: Credentials, devices: Devices) -> None:
        self.hall, self.credentials, self.devices = hall, credentials, devices
        self.names = boards.board_names(hall.sealed)
        boards.require_declared([*self.names, boards.PULSE, boards.DEVICE, boards.DEVICES])

    def known(self, board: str) -> bool:
        """Whether there is such a board."""
        kind = boards.kind_of(board)
        return board in self.names or kind in (boards.PULSE, boards.DEVICE, boards.DEVICES)

    def may_see(self, connection: HTTPConnection, board: str) -> bool:
        """Whether this connection may see it now."""
        if boards.kind_of(board) == boards.DEVICE:
            own = self.devices.of(connection.cookies.get(DEVICE_COOKIE, ""))
            gone = own is None or (isinstance(own, Device) and own.revoked_at != "")
            return own is not None and not gone and board == device_board(own.id)
        visitor = Guard.visitor_of(connection, self.credentials, self.devices)
        return boards.may_see(visitor, board, self.hall.hall_standing)

    def listed(self, connection: HTTPConnection) -> Sequence[tuple[str, str]]:
        """The boards with a picture that this connection may see, with their titles."""
        visitor = Guard.visitor_of(connection, self.credentials, self.devices)
        hall_standing = self.hall.hall_standing
        return [(b, t) for b, t in self.names.items() if boards.may_see(visitor, b, hall_standing)]
