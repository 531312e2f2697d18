"""The captions process: its channel, its lifeline and its end; what is said is told by hearing.

The engine says ``hear`` for each speaker, as often as something changes (``wishes.LineWish``),
``hear_end``, and ``model`` with what to hear with.  It is told ``spoken`` with each Spoken,
``heard`` with what to say to the next process if this one ends, ``state`` and ``rate``.
"""

import logging
import os
import threading

from studio.captions.choosing import Recognisers
from studio.captions.hearing import Hearing
from studio.captions.voice_activity import VoiceActivity
from studio.captions.watchdog import Watchdog
from studio.captions.wishes import MOST_LINES, Choice, LineWish, Wishes
from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.child import Boot, announce_ready, watch_lifeline
from studio.ipc.message import Message
from studio.ipc.tenure import Tenure
from studio.telemetry.thread_name import show_thread_name
from studio.weights.models import named, whole_path

logger = logging.getLogger(__name__)

_GRACE_S = 10.0
_CLOSE_S = 2.0


class CaptionsService:
    """Answers the engine and the supervisor, and lives as long as one of them.

    Args:
        boot: ``grace_s``: how long this may live alone.

    Raises:
        ChildError: If the grace is no number.
    """

    def __init__(self, boot: Boot) -> None:
        grace_s = boot.grace_s(_GRACE_S)
        self._lock = threading.Lock()
        self._kept: dict[str, Message] = {}
        self._wishes = Wishes()
        self._hearing = Hearing(
            self._wishes,
            self._tell,
            Watchdog(),
            listen=lambda: VoiceActivity(whole_path(named("voice"))),
            recognisers=Recognisers(),
        )
        self._thread = threading.Thread(target=self._hear, name="hearing", daemon=True)
        self._server = ChannelServer(
            boot.address,
            name=boot.name,
            secret=boot.secret,
            on_message=self._on_message,
            on_connect=self._on_connect,
            on_close=self._on_close,
        )
        self._tenure = Tenure(grace_s, has_clients=lambda: bool(self._server.channels))

    def run(self) -> None:
        """Serve until told to end, or until nobody has been left for its grace."""
        self._server.start()
        watch_lifeline(self._tenure.lose_supervisor)
        announce_ready()
        self._thread.start()
        if not self._tenure.wait():
            logger.warning("The supervisor and the engine are gone: ending.")
        self._wishes.end()
        self._thread.join(_CLOSE_S)
        self._server.close()
        if self._thread.is_alive():
            os._exit(1)

    def end(self) -> None:
        """End in an orderly way; from any thread."""
        self._tenure.end()

    def _hear(self) -> None:
        show_thread_name()
        try:
            self._hearing.run()
        except Exception:  # the border of the process: the supervisor starts another one
            logger.exception("Hearing has ended in a way that nobody thought of.")
            os._exit(1)

    # -- in the I/O thread -------------------------------------------------------------

    def _on_connect(self, channel: Channel) -> None:
        with self._lock:
            for message in self._kept.values():
                channel.send(message)

    def _on_close(self, channel: Channel, reason: str) -> None:
        if channel.peer_role == "engine":
            self._wishes.leave_all()
        self._tenure.client_left()

    def _on_message(self, channel: Channel, message: Message) -> None:
        match message:
            case {"type": "hear"}:
                wish = LineWish.of(message)
                if wish is None or not self._wishes.hear(wish):
                    logger.warning("A line makes no sense, or is one more than %d.", MOST_LINES)
            case {"type": "hear_end", "line": str(line)}:
                self._wishes.leave(line)
            case {"type": "model"}:
                self._wishes.use(Choice.of(message.get("name"), message.get("folder")))
            case {"type": "stop"}:
                self.end()
            case _:
                logger.warning("A message of type %r means nothing here.", message.get("type"))

    def _tell(self, key: str, message: Message) -> None:
        """Send what is new to all; what has a key also to whoever connects later."""
        with self._lock:
            if key:
                self._kept[key] = message
            self._server.broadcast(message)
