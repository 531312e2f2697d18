"""What a studio is sent besides the programme: pictures of inputs, each on a part of its own.

Of the side that visits, for one connection.  A part whose input is wanted no longer is kept for
the next one::

    sent = SentCameras(connection.add_pictures)
    if sent.carry({"Side": pictures}):      # it needs one more part: offer again, and …
        sent.begin()                        # … once that is answered
    sent.shown()                            # which part carries what, for the other studio
    sent.close()
"""

from collections.abc import Callable, Collection, Mapping

from studio.ipc.message import Message
from studio.link.connection import MOST_CAMERAS
from studio.link.way_back import PictureSending, PictureSource


class SentCameras:
    """See the module; belongs to the process's loop.

    Args:
        add: Adds a part to the connection.
    """

    def __init__(self, add: Callable[[], PictureSending]) -> None:
        self._add = add
        self._parts: list[PictureSending] = []
        self._names: dict[PictureSending, str] = {}

    def keep(self, names: Collection[str]) -> None:
        """Send no others than these any more."""
        for part, name in list(self._names.items()):
            if name not in names:
                part.look_at(None)
                del self._names[part]

    def carry(self, wanted: Mapping[str, PictureSource]) -> bool:
        """Send these inputs' pictures and no others.

        Args:
            wanted: At most ``MOST_CAMERAS``, by their names; what is above is left out.

        Returns:
            Whether there are new parts, of which the other side must be told.
        """
        names = list(wanted)[:MOST_CAMERAS]
        self.keep(names)
        before = len(self._parts)
        for name in names:
            if name not in self._names.values():
                part = self._free()
                part.look_at(wanted[name])
                self._names[part] = name
        return len(self._parts) > before

    def begin(self) -> None:
        """Send on all parts: the other side knows of them."""
        for part in self._parts:
            part.begin()

    def shown(self) -> list[Message]:
        """Return which part carries which input."""
        return [{"mid": part.part.mid, "input": name} for part, name in self._names.items()]

    def close(self) -> None:
        """Send nothing any more."""
        self.keep(())

    def _free(self) -> PictureSending:
        """Return a part that carries nothing."""
        free = next((each for each in self._parts if each not in self._names), None)
        if free is None:
            free = self._add()
            self._parts.append(free)
        return free
