"""The microphones whose voices are made clean, and the one process that does it.

It runs while there is one::

    voices = Voices(processes, secret=secret, on_lost=…)
    voices.update([(source, settings)], sound.tell_heard)
    voices.update([], sound.tell_heard)     # ends the process

Belongs to the main thread, but for what the process says.
"""

import threading
from collections.abc import Callable, Iterable

from studio.engine.mixer.voice_input import VoiceInput
from studio.engine.processes import Processes
from studio.ipc.channel import Channel
from studio.ipc.errors import ChannelError, RingError
from studio.model.command import Message
from studio.model.kinds_microphone import MicrophoneSettings

NAME = "voice"
_CONNECT_S = 3.0


class Voices:
    """See the module.

    Args:
        processes: Starts the process.
        secret: Of the channel.
        on_lost: Told each microphone whose voice isn't clean any more as the process died.
    """

    def __init__(
        self, processes: Processes, *, secret: str, on_lost: Callable[[VoiceInput], object]
    ) -> None:
        self._processes = processes
        self._secret = secret
        self._on_lost = on_lost
        self._lock = threading.Lock()  # of the voices and the channel, against its thread
        self._voices: dict[VoiceInput, tuple[int, Message]] = {}
        self._number = 0
        self._is_running = False
        self._channel: Channel | None = None
        self._address = ""

    def update(
        self,
        microphones: Iterable[tuple[VoiceInput, MicrophoneSettings]],
        tell_heard: Callable[[tuple[VoiceInput, ...]], object],
    ) -> None:
        """Be those that are given, as they are set; the ones that want nothing are left alone.

        Args:
            microphones: All that are open.
            tell_heard: Has those, and no others, told what is monitored.
        """
        wanted = {source: each for source, each in microphones if each.is_cleaned}
        for source in self._voices.keys() - wanted.keys():
            self._end_one(source)
        for source, settings in wanted.items():
            self._set(source, settings)
        tell_heard(tuple(source for source, each in wanted.items() if each.cancel_echo))
        if wanted and not self._is_running:
            self._is_running = True
            self._processes.start(NAME, NAME, {}, on_ready=self._ready, on_ended=self._ended)
        elif self._is_running and not wanted:
            self.close()

    def close(self) -> None:
        """End the process."""
        for source in list(self._voices):
            self._end_one(source)
        self._leave()
        if self._is_running:
            self._is_running = False
            self._processes.stop(NAME)

    def _set(self, source: VoiceInput, settings: MicrophoneSettings) -> None:
        known = self._voices.get(source)
        number = known[0] if known else self._number + 1
        self._number = max(self._number, number)
        try:
            near, far = source.begin(f"engine-voice-{number}")
        except RingError as error:
            source.lose(str(error))
            return
        message: Message = {
            "type": "voice",
            "id": number,
            "near": near,
            "far": far,
            "cancel_echo": settings.cancel_echo,
            "suppress_noise": settings.suppress_noise,
            "even_loudness": settings.even_loudness,
            "loudness_db": settings.loudness_db,
        }
        if known is None or known[1] != message:
            with self._lock:
                self._voices[source] = number, message
                self._send(message)

    def _end_one(self, source: VoiceInput) -> None:
        with self._lock:
            number, _ = self._voices.pop(source)
            self._send({"type": "voice_end", "id": number})
        source.end()

    def _ready(self, address: str) -> None:
        with self._lock:
            if self._channel is not None and self._address == address:
                return  # a new supervisor tells of what never stopped
        connecting = threading.Thread(
            target=self._connect, args=(address,), name="attach-voice", daemon=True
        )
        connecting.start()

    def _connect(self, address: str) -> None:
        try:
            channel = Channel.connect(
                address,
                role="engine",
                secret=self._secret,
                on_message=self._on_message,
                on_close=self._on_close,
                timeout_s=_CONNECT_S,
            )
        except ChannelError as error:
            self._lose_all(f"What makes voices clean does not answer: {error}")
            return
        with self._lock:
            old, self._channel, self._address = self._channel, channel, address
            for _, message in self._voices.values():
                self._send(message)
        if old is not None:
            old.close()
        if not self._is_running:
            self._leave()

    def _leave(self) -> None:
        with self._lock:
            channel, self._channel, self._address = self._channel, None, ""
        if channel is not None:
            channel.close()

    def _ended(self, reason: str) -> None:
        self._leave()
        self._lose_all(f"{reason} It is started again.")
        for source in self._voices:
            self._on_lost(source)

    def _on_close(self, channel: Channel, reason: str) -> None:
        with self._lock:
            if self._channel is not channel:
                return  # of an earlier process, or we have left
            self._channel, self._address = None, ""
        self._lose_all("What makes voices clean has stopped. It is started again.")

    def _lose_all(self, reason: str) -> None:
        for source in list(self._voices):
            source.lose(reason)

    def _on_message(self, channel: Channel, message: Message) -> None:
        match message:
            case {"type": "clean", "id": int(id), "ring": str(ring), "lookahead": int(lookahead)}:
                for source in self._sources(id):
                    try:
                        source.take(ring, lookahead)
                    except RingError as error:  # it has died just now
                        source.lose(str(error))
            case {"type": "fault", "id": int(id), "reason": str(reason)}:
                for source in self._sources(id):
                    source.lose(reason)

    def _sources(self, id: int) -> list[VoiceInput]:
        with self._lock:
            return [source for source, (number, _) in self._voices.items() if number == id]

    def _send(self, message: Message) -> None:
        if self._channel is not None:
            self._channel.send(message)
