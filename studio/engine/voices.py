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
from studio.ipc.errors import RingError
from studio.ipc.process_line import ProcessLine
from studio.model.command import Message
from studio.model.kinds_microphone import MicrophoneSettings

NAME = "voice"
_IT = "What makes voices clean"


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
        self._on_lost = on_lost
        self._lock = threading.Lock()  # of the voices, against the thread of the line
        self._voices: dict[VoiceInput, int] = {}
        self._number = 0
        self._is_running = False
        self._line = ProcessLine(
            NAME,
            secret=secret,
            on_message=self._on_message,
            on_lost=lambda: self._lose_all(f"{_IT} has stopped. It is started again."),
            on_silent=lambda reason: self._lose_all(f"{_IT} does not answer: {reason}"),
        )

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
            self._processes.start(NAME, NAME, {}, on_ready=self._line.call, on_ended=self._ended)
        elif self._is_running and not wanted:
            self.close()

    def close(self) -> None:
        """End the process."""
        for source in list(self._voices):
            self._end_one(source)
        self._line.hang_up()
        if self._is_running:
            self._is_running = False
            self._processes.stop(NAME)

    def _set(self, source: VoiceInput, settings: MicrophoneSettings) -> None:
        number = self._voices.get(source, self._number + 1)
        self._number = max(self._number, number)
        try:
            near, far = source.begin(f"engine-voice-{number}")
        except RingError as error:
            source.lose(str(error))
            return
        with self._lock:
            self._voices[source] = number
        self._line.keep(
            str(number),
            {
                "type": "voice",
                "id": number,
                "near": near,
                "far": far,
                "cancel_echo": settings.cancel_echo,
                "suppress_noise": settings.suppress_noise,
                "even_loudness": settings.even_loudness,
                "loudness_db": settings.loudness_db,
            },
        )

    def _end_one(self, source: VoiceInput) -> None:
        with self._lock:
            number = self._voices.pop(source)
        self._line.drop(str(number), {"type": "voice_end", "id": number})
        source.end()

    def _ended(self, reason: str) -> None:
        self._line.hang_up()
        self._lose_all(f"{reason} It is started again.")
        for source in self._voices:
            self._on_lost(source)

    def _lose_all(self, reason: str) -> None:
        for source in list(self._voices):
            source.lose(reason)

    def _on_message(self, message: Message) -> None:
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
            return [source for source, number in self._voices.items() if number == id]
