"""The process: its channel, its lifeline, and a worker for each microphone.

The engine says ``voice`` with an id, the names of two rings and what it wants, as often as that
changes, and ``voice_end``; it is told ``clean`` with the name of the ring that comes back and
by how many samples the chain is later, or ``fault`` with a sentence.
"""

import logging
import threading

from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.child import Boot, announce_ready, watch_lifeline
from studio.ipc.errors import RingError
from studio.ipc.message import Message
from studio.ipc.tenure import Tenure
from studio.link.voice.chain import Wanted
from studio.link.voice.worker import Worker

log = logging.getLogger(__name__)

MOST_VOICES = 16
_GRACE_S = 10.0
_Rings = tuple[str, str]


class VoiceService:
    """Answers the engine and the supervisor, and lives as long as one of them.

    Args:
        boot: ``grace_s``: how long this may live alone.

    Raises:
        ChildError: If the grace is no number.
    """

    def __init__(self, boot: Boot) -> None:
        grace_s = boot.grace_s(_GRACE_S)
        self._name = boot.name
        self._number = 0
        self._workers: dict[tuple[Channel, int], tuple[_Rings, Worker]] = {}
        self._server = ChannelServer(
            boot.address,
            name=boot.name,
            secret=boot.secret,
            on_message=self._on_message,
            on_close=self._on_close,
        )
        self._tenure = Tenure(grace_s, has_clients=lambda: bool(self._server.channels))

    def run(self) -> None:
        """Serve until told to end, or until nobody has been left for its grace."""
        self._server.start()
        watch_lifeline(self._tenure.lose_supervisor)
        announce_ready()
        if not self._tenure.wait():
            log.warning("The supervisor and the engine are gone: ending.")
        self._server.close()
        for key in list(self._workers):
            self._end_one(key)

    def end(self) -> None:
        """End in an orderly way; from any thread."""
        self._tenure.end()

    # -- in the I/O thread -------------------------------------------------------------

    def _on_message(self, channel: Channel, message: Message) -> None:
        match message:
            case {"type": "voice", "id": int(id), "near": str(near), "far": str(far)}:
                self._voice(channel, id, (near, far), _wanted(message))
            case {"type": "voice_end", "id": int(id)}:
                self._end_one((channel, id))
            case {"type": "stop"} if channel.peer_role in ("supervisor", "engine"):
                self.end()

    def _on_close(self, channel: Channel, reason: str) -> None:
        for key in [key for key in self._workers if key[0] is channel]:
            self._end_one(key)
        self._tenure.client_left()

    def _voice(self, channel: Channel, id: int, rings: _Rings, wanted: Wanted) -> None:
        known = self._workers.get((channel, id))
        if known and known[0] == rings:
            known[1].want(wanted)
            return
        self._end_one((channel, id))
        if len(self._workers) >= MOST_VOICES:
            reason = f"There are {MOST_VOICES} voices already: turn another one off first."
            channel.send({"type": "fault", "id": id, "reason": reason})
            return
        self._number += 1

        def ready(ring: str, lookahead: int) -> None:
            channel.send({"type": "clean", "id": id, "ring": ring, "lookahead": lookahead})

        def fault(reason: str) -> None:
            channel.send({"type": "fault", "id": id, "reason": reason})

        try:
            worker = Worker(
                f"{self._name}-{self._number}",
                near=rings[0],
                far=rings[1],
                wanted=wanted,
                on_ready=ready,
                on_fault=fault,
            )
        except RingError as error:  # the engine has gone on meanwhile
            fault(str(error))
            return
        self._workers[channel, id] = rings, worker

    def _end_one(self, key: tuple[Channel, int]) -> None:
        if key in self._workers:
            worker = self._workers.pop(key)[1]
            threading.Thread(target=worker.close, name="end-voice", daemon=True).start()


def _wanted(message: Message) -> Wanted:
    """Return what a message asks for; what it says that makes no sense is left as it is usual."""
    loudness_db = message.get("loudness_db")
    usual = Wanted()
    return Wanted(
        cancel_echo=message.get("cancel_echo") is True,
        suppress_noise=str(message.get("suppress_noise", "off")),
        even_loudness=message.get("even_loudness") is True,
        loudness_db=(
            max(-40.0, min(-6.0, float(loudness_db)))
            if isinstance(loudness_db, int | float)
            else usual.loudness_db
        ),
    )
