"""Where the edge and the process that puts phones on air meet, and whether there is one.

That process is a part of ``studio.link``, which a room server may be installed without; the
room starts it by its name and imports nothing of it::

    with AirPlace(data) as air:
        environment |= air.environment
        if air.is_there: …
"""

import secrets
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Self

from studio.ipc.address import forget, free_address
from studio.ipc.errors import ChannelError
from studio.room.settings import AIR_VARIABLE

MODULE = "studio.link.air"
_NEEDS = ("aiortc", "av")


class AirPlace:
    """See the module.

    Args:
        data: The server's folder; where its path is too long for a socket, another is made.

    Attributes:
        is_there: Whether what such a process needs is installed.
    """

    def __init__(self, data: Path) -> None:
        self.is_there = all(find_spec(name) is not None for name in _NEEDS)
        self._data = data
        self._folder: str | None = None
        self._address = ""
        self._secret = secrets.token_hex(16)

    def __enter__(self) -> Self:
        try:
            self._address = free_address(self._data, "air")
        except ChannelError:
            self._folder = tempfile.mkdtemp(prefix="rs-air-")
            self._address = free_address(Path(self._folder), "air")
        return self

    def __exit__(self, *error: object) -> None:
        forget(self._address)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def environment(self) -> dict[str, str]:
        """What both processes are told, without anybody reading it in a list of processes."""
        return {AIR_VARIABLE: f"{self._address} {self._secret}"} if self.is_there else {}
