"""The captions process: what it is told; what is said is told by hearing.

The engine says ``hear`` for each speaker, as often as something changes (``wishes.LineWish``),
``hear_end``, and ``model`` with what to hear with.  It is told ``spoken`` with each Spoken,
``heard`` with what to say to the next process if this one ends, ``state`` and ``rate``.
"""

import logging

from studio.captions.choosing import Recognisers
from studio.captions.hearing import Hearing
from studio.captions.voice_activity import VoiceActivity
from studio.captions.watchdog import Watchdog
from studio.captions.wishes import MOST_LINES, Choice, LineWish, Wishes
from studio.ipc.channel import Channel
from studio.ipc.child import Boot
from studio.ipc.message import Message
from studio.ipc.service import WorkService, WorkThread
from studio.telemetry.thread_name import show_thread_name
from studio.weights.models import named, whole_path

logger = logging.getLogger(__name__)


class CaptionsService(WorkService):
    """See the module and ``WorkService``."""

    def __init__(self, boot: Boot) -> None:
        self._wishes = Wishes()
        self._hearing = Hearing(
            self._wishes,
            self.tell,
            Watchdog(),
            listen=lambda: VoiceActivity(whole_path(named("voice"))),
            recognisers=Recognisers(),
        )
        super().__init__(boot, WorkThread("hearing", self._hear, self._wishes.end))

    def left(self, channel: Channel) -> None:
        """Leave what an engine had heard: a new one says anew what it wants."""
        if channel.peer_role == "engine":
            self._wishes.leave_all()

    def heard(self, channel: Channel, message: Message) -> bool:
        """Do what somebody says; tell whether it means anything."""
        match message:
            case {"type": "hear"}:
                wish = LineWish.of(message)
                if wish is None or not self._wishes.hear(wish):
                    logger.warning("A line makes no sense, or is one more than %d.", MOST_LINES)
            case {"type": "hear_end", "line": str(line)}:
                self._wishes.leave(line)
            case {"type": "model"}:
                self._wishes.use(Choice.of(message.get("name"), message.get("folder")))
            case _:
                return False
        return True

    def _hear(self) -> None:
        show_thread_name()
        self._hearing.run()
