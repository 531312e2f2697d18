"""Where the relay listens: it writes that down in DATA/relay.json at each start."""

import json
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RelayPorts:
    """The relay's ports; 0 while it is not known."""

    http: int = 0
    ws: int = 0
    rtmp: int = 0
    https: int = 0
    wss: int = 0

    def by(self, *, is_secure: bool) -> "RelayPorts":
        """Return the ports for a page that came by TLS or not: one that did may use no others."""
        return replace(self, http=self.https, ws=self.wss) if is_secure else self


class RelayFile:
    """Reads the file again when it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mark: tuple[int, int] | None = None
        self._ports = RelayPorts()

    def ports(self) -> RelayPorts:
        """Return where it listens."""
        try:
            found = self._path.stat()
            mark = found.st_mtime_ns, found.st_ino
            if mark != self._mark:
                said = json.loads(self._path.read_bytes())
                self._ports = RelayPorts(
                    *(int(said[name]) for name in ("http", "ws", "rtmp")),
                    *(int(said.get(name, 0)) for name in ("https", "wss")),
                )
                self._mark = mark
        except (OSError, ValueError, KeyError, TypeError):
            pass  # it has not started yet, or is just being replaced
        return self._ports
