"""How far a peer's sound is from its picture: it beeps and lights up, and both are looked for.

What was measured counts until somebody sets it otherwise::

    check = SyncCheck(say, on_measured)
    check.begin(media)
    check.shown                  # for who shows it
    check.forget()
"""

import asyncio
from collections.abc import Callable

from studio.ipc.message import Message
from studio.link.beep import TIMES_MS
from studio.link.media import PeerMedia

CHECK_S = 8.0
"""A check is over by then, or nothing came to be looked at."""
_CHECKING: Message = {"sync": "checking"}


class SyncCheck:
    """See the module; belongs to the process's loop.

    Args:
        say: Tells the peer something.
        on_measured: Told by how many ms its sound is to be later than it comes; None while that
            isn't known.

    Attributes:
        shown: ``sync``: ``checking``, ``measured`` (with ``audio_offset_ms``), ``not_seen`` or
            ``not_heard``; nothing before the first check.
    """

    def __init__(
        self, say: Callable[[Message], None], on_measured: Callable[[float | None], None]
    ) -> None:
        self.shown: Message = {}
        self._say = say
        self._on_measured = on_measured
        self._loop = asyncio.get_running_loop()

    def begin(self, media: PeerMedia) -> None:
        """Measure, and have that set right."""
        self.shown = _CHECKING
        self._loop.call_later(CHECK_S, self._give_up)
        media.check_sync(self._soon_done)
        for at_ms in TIMES_MS:
            self._say({"type": "beep", "at_ms": at_ms})

    def forget(self) -> None:
        """Somebody has set it by hand: what was measured counts no longer."""
        self.shown = {}
        self._on_measured(None)

    def _give_up(self) -> None:
        if self.shown == _CHECKING:
            self._done(None, False)

    def _soon_done(self, offset_ms: float | None, was_heard: bool) -> None:
        self._loop.call_soon_threadsafe(self._done, offset_ms, was_heard)

    def _done(self, offset_ms: float | None, was_heard: bool) -> None:
        if offset_ms is None:
            self.shown = {"sync": "not_seen" if was_heard else "not_heard"}
        else:
            self.shown = {"sync": "measured", "audio_offset_ms": offset_ms}
            self._on_measured(offset_ms)
