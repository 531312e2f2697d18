"""The speakers that are heard for captions, and the one process that does it.

It runs while there is one.  Whatever becomes of the process, the programme goes on; the next one
is told up to where all was understood for good, and hears on from there, out of the ring::

    listening = Listening(processes, secret=secret, on_spoken=…)
    listening.update([Line("1", ring=sound.ring(1), epoch_ns=…, language="en")])
    listening.update([])        # ends the process

Belongs to the main thread, but for what the process says.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from studio.engine.processes import Processes
from studio.ipc.process_line import ProcessLine
from studio.model.captions.spoken import Spoken
from studio.model.command import Message

NAME = "captions"

OnSpoken = Callable[[Spoken], object]
"""Told, in a thread of the channel, what is understood: again and again, and once for good."""
OnState = Callable[[str, str], object]
"""Told there how it is (``running``, ``failed``), and why."""
OnRate = Callable[[int], object]
"""Told there, once a second, how many milliseconds of sound waited to be heard at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody who is heard.

    Attributes:
        line: Which one: the bus.
        ring: Its sound.
        epoch_ns: When the programme's clock began.
        language: They speak it.
        speaker: As viewers know them.
        translate_to: Finals are told again in this language besides, where the model can; "" not.
    """

    line: str
    ring: str
    epoch_ns: int
    language: str
    speaker: str = ""
    translate_to: str = ""


@dataclass(slots=True)
class _Progress:
    """How far a line is: up to when all is final, and the number of what comes behind it."""

    since_ns: int
    next: int = 0
    partial: Spoken | None = None


class Listening:
    """See the module.

    Args:
        processes: Starts the process.
        secret: Of the channel.
        on_spoken: See ``OnSpoken``; also told, in the main thread, what was understood of one
            who is heard no more.
        on_state: See ``OnState``.
        on_rate: See ``OnRate``.
    """

    def __init__(
        self,
        processes: Processes,
        *,
        secret: str,
        on_spoken: OnSpoken,
        on_state: OnState = lambda health, reason: None,
        on_rate: OnRate = lambda behind_ms: None,
    ) -> None:
        self._processes = processes
        self._on_spoken = on_spoken
        self._on_state = on_state
        self._on_rate = on_rate
        self._lock = threading.Lock()  # of the lines, against the thread of the process's
        self._lines: dict[str, Line] = {}
        self._progress: dict[str, _Progress] = {}
        self._is_running = False
        self._process = ProcessLine(
            NAME, secret=secret, on_message=self._on_message, on_silent=self._on_silent
        )
        self.use("")  # kept first, so that nobody is heard with another one meanwhile

    def update(self, lines: Sequence[Line]) -> None:
        """Hear these and no others."""
        wanted = {line.line: line for line in lines}
        with self._lock:
            gone = self._lines.keys() - wanted.keys()
            left = [spoken for name in gone if (spoken := self._leave_line(name))]
            changed = [line for line in lines if self._lines.get(line.line) != line]
            for line in changed:
                if line.line not in self._lines:  # from now on, for the first time or again
                    known = self._progress.setdefault(line.line, _Progress(0))
                    known.since_ns = time.monotonic_ns()
                self._process.keep(line.line, self._hear(line))
            self._lines = wanted
        for spoken in left:
            self._on_spoken(spoken.model_copy(update={"is_final": True}))
        self._run(bool(wanted))

    def use(self, name: str, folder: str = "") -> None:
        """Hear with a model: "" for what suits the language, or ``own`` with its folder."""
        self._process.keep("model", {"type": "model", "name": name, "folder": folder})

    def close(self) -> None:
        """Hear nobody, and end the process."""
        self.update([])

    def _run(self, is_wanted: bool) -> None:
        if is_wanted and not self._is_running:
            self._is_running = True
            self._processes.start(NAME, NAME, {}, on_ready=self._process.call, on_ended=self._ended)
        elif self._is_running and not is_wanted:
            self._is_running = False
            self._process.hang_up()
            self._processes.stop(NAME)

    def _leave_line(self, name: str) -> Spoken | None:
        """Hear one no more; return what of them is not final yet, which it is now."""
        self._process.drop(name, {"type": "hear_end", "line": name})
        progress = self._progress[name]
        spoken, progress.partial = progress.partial, None
        progress.next += spoken is not None
        return spoken

    def _hear(self, line: Line) -> Message:
        progress = self._progress[line.line]
        return {
            "type": "hear",
            "line": line.line,
            "speaker": line.speaker,
            "language": line.language,
            "translate_to": line.translate_to,
            "ring": line.ring,
            "epoch_ns": line.epoch_ns,
            "since_ns": progress.since_ns,
            "next": progress.next,
        }

    def _ended(self, reason: str) -> None:
        self._process.hang_up()
        self._on_state("failed", f"{reason} It is started again.")

    def _on_silent(self, reason: str) -> None:
        self._on_state("failed", f"What makes captions does not answer: {reason}")

    def _on_message(self, message: Message) -> None:
        match message:
            case {"type": "spoken", "line": str(line), "spoken": told}:
                try:
                    spoken = Spoken.model_validate(told)
                except ValidationError:
                    return  # another version's, or none of ours
                if self._note(line, spoken):
                    self._on_spoken(spoken)
            case {"type": "heard", "line": str(line), "until_ns": int(until_ns), "next": int(next)}:
                with self._lock:
                    if line in self._lines:
                        progress = self._progress[line]
                        progress.since_ns, progress.next = until_ns, next
                        self._process.note(line, self._hear(self._lines[line]))
            case {"type": "state", "health": str(health), "reason": str(reason)}:
                self._on_state(health, reason)
            case {"type": "rate", "behind_ms": int(behind_ms)}:
                self._on_rate(behind_ms)

    def _note(self, line: str, spoken: Spoken) -> bool:
        """Take note of what is open at a line; False if it is heard no more."""
        with self._lock:
            if line not in self._lines:
                return False
            progress = self._progress[line]
            if not spoken.is_final:
                progress.partial = spoken
            elif progress.partial is not None and progress.partial.id == spoken.id:
                progress.partial = None
            return True
