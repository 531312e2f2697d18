"""The seats of web plugins, and the door to them, which is open while there are any."""

import logging
import secrets
from collections.abc import Callable
from pathlib import Path

from studio.model.plugin import Manifest
from studio.plugin_host.seat import Seat
from studio.plugin_host.websocket import DoorError, WebDoor

log = logging.getLogger(__name__)


class WebSeats:
    """See the module.

    Args:
        port: Of the door; 0 is any that is free.
        on_come: Called with a plugin's id when it has come, in a thread of the door's.

    Attributes:
        fault: Why nobody can come, a sentence; "" if all is well.
    """

    def __init__(self, port: int, on_come: Callable[[str], object]) -> None:
        self._door = WebDoor(port)
        self._on_come = on_come
        self.fault = ""

    def lay(self, manifest: Manifest, folder: Path, token: str) -> Seat:
        """Lay a place for a web plugin, in place of the one that it had."""
        if not self._door.is_open:
            try:
                self._door.start()
            except DoorError as error:
                self.fault = str(error)
                log.warning("%s", error)
        seat = Seat(manifest.id, token, lambda: self._on_come(manifest.id))
        if self.fault:
            seat.waits_for = self.fault
        self._door.set(seat, folder, manifest.entry)
        return seat

    def clear(self, plugin: str) -> None:
        """Take a plugin's place away, if it has one."""
        self._door.unset(plugin)

    def address(self, plugin: str) -> str:
        """Return what is opened to show a plugin's page, or where its program connects.

        "" for one that has no place.
        """
        return "" if self.fault else self._door.address(plugin)

    def close(self) -> None:
        """Close the door."""
        self._door.close()


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(24)
