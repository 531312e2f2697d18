"""What a camera saw last, out of the ring of its AR process; the ring may vanish at any time."""

from studio.ipc.errors import RingError
from studio.ipc.ring import RingFormat, RingReader
from studio.model.tracking import Tracked, TrackingError, unpack

_OLD_NS = 500_000_000
"""After so long what was seen counts no more."""


class Sight:
    """Belongs to one thread.

    Attributes:
        damaged: How many results could not be read.
    """

    def __init__(self) -> None:
        self.damaged = 0
        self._name = ""
        self._reader: RingReader | None = None
        self._sequence = 0
        self._tracked: Tracked | None = None

    def look(self, name: str, now_ns: int) -> Tracked | None:
        """Return what was seen last; None if that is nothing, or too old.

        Args:
            name: The ring, "" for none.
            now_ns: Monotonic.
        """
        if name != self._name:
            self._open(name)
        if self._reader is not None:
            self._read(self._reader, now_ns)
        tracked = self._tracked
        return tracked if tracked is not None and now_ns - tracked.pts_ns < _OLD_NS else None

    def close(self) -> None:
        """Let go of the ring."""
        self._open("")

    def _open(self, name: str) -> None:
        if self._reader is not None:
            self._reader.close()
        self._name, self._reader, self._sequence, self._tracked = name, None, 0, None
        if name:
            try:
                self._reader = RingReader.attach(name)
            except RingError:  # its writer died just now; a new one tells its own
                self.damaged += 1

    def _read(self, reader: RingReader, now_ns: int) -> None:
        slot = reader.newest(now_ns)
        if slot is None or slot.sequence == self._sequence:
            return
        self._sequence = slot.sequence
        if slot.format is not RingFormat.TRACKED:
            self.damaged += 1
            return
        data = bytes(slot.data)
        try:
            if reader.is_whole(slot):
                self._tracked = unpack(data)
        except TrackingError:
            self.damaged += 1
