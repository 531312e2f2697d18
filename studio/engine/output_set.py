"""The outputs of a session: its destinations, each with a push process, and its recording.

Belongs to the engine's main thread.  An output that was ended is gone; one that failed
for good stays to be seen, with its reason, until somebody takes it away.
"""

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from studio.engine.outputs.bus import PacketBus
from studio.engine.outputs.push_output import PushOutput
from studio.engine.outputs.record_output import RecordOutput
from studio.engine.outputs.recording import Recording
from studio.engine.processes import Processes
from studio.model.captions.spoken import Spoken
from studio.model.events import RECORD, Event, Notice, OutputFigures
from studio.model.media import SECOND_NS
from studio.model.session import StartedOutput

END_TIMEOUT_S = 5.0
FIRST_LIVE_NS = 10 * SECOND_NS
"""So long a session may begin without anybody who takes it."""


class OutputSet:
    """Starts, watches and ends the outputs.

    Args:
        bus: Where they hang.
        processes: Starts the push processes.
        session_id: Tells a push process that the stream goes on.
        secret: Of the channel.
        post: Has the main thread do something, from any thread.
        on_event: Gets what changed; from any thread.
        on_key_wanted: Asks the encoder for a key frame, from any thread.
        on_change: Called when one was started, came live, or is no more.
    """

    def __init__(
        self,
        bus: PacketBus,
        processes: Processes,
        *,
        session_id: str,
        secret: str,
        post: Callable[[Callable[[], object]], None],
        on_event: Callable[[Event], None],
        on_key_wanted: Callable[[], None],
        on_change: Callable[[], None],
    ) -> None:
        self._bus = bus
        self._processes = processes
        self._session_id = session_id
        self._secret = secret
        self._post = post
        self._on_event = on_event
        self._on_key_wanted = on_key_wanted
        self._on_change = on_change
        self._pushes: dict[str, PushOutput] = {}
        self._record: RecordOutput | None = None
        self._past: dict[str, dict[str, object]] = {}  # the last of each name that was ended
        self._past_dropped = 0
        self._ending: list[threading.Thread] = []
        self._start_ns = time.monotonic_ns()

    # -- what runs ---------------------------------------------------------------------

    @property
    def names(self) -> frozenset[str]:
        """Of all destinations, with those that failed or are about to end."""
        return frozenset(self._pushes)

    @property
    def running(self) -> int:
        """How many outputs take what is encoded, or will."""
        pushes = sum(not (each.is_ending or each.is_final) for each in self._pushes.values())
        return pushes + (self._record is not None and not self._record.has_failed)

    @property
    def is_recording(self) -> bool:
        """True while a recording is written."""
        return self._record is not None and not self._record.has_failed

    def since(self, name: str) -> float | None:
        """Return the wall clock of an output's first frame."""
        if name == RECORD:
            return self._record.since if self._record else None
        return self._pushes[name].since if name in self._pushes else None

    def has_failed(self, name: str) -> bool:
        """Tell whether an output failed for good."""
        if name == RECORD:
            return self._record is not None and self._record.has_failed
        return name in self._pushes and self._pushes[name].state == "failed"

    # -- destinations ------------------------------------------------------------------

    def publish(self, name: str, started: StartedOutput, *, verify_tls: bool) -> None:
        """Publish to one more destination, from its next key frame on.

        Raises:
            AddressError: If the address can't be used.
        """
        output = PushOutput(
            name,
            started,
            session_id=self._session_id,
            secret=self._secret,
            post=self._post,
            on_key_wanted=self._on_key_wanted,
            on_state=self._on_push_state,
        )
        self._pushes[name] = output
        self._bus.add(output.destination)
        self._processes.start(
            name,
            "push",
            {"url": started.url, "verify_tls": verify_tls},
            on_ready=output.attach,
            on_ended=output.process_ended,
        )
        self._on_event(output.event())
        self._on_change()

    def stop(self, name: str) -> None:
        """End one destination in order; returns at once.

        Raises:
            KeyError: If there is none of that name.
        """
        output = self._pushes[name]
        if output.is_final:
            self._leave(output)
        elif not output.is_ending:
            self._begin_end(output)
            ending = threading.Thread(target=self._await_end, args=(output,), name=f"end-{name}")
            self._ending = [each for each in self._ending if each.is_alive()] + [ending]
            ending.start()
            self._on_change()

    def fail_all(self, reason: str) -> None:
        """Give up what runs, as there is nothing to send; each is told why."""
        for output in list(self._pushes.values()):
            if not output.is_final:
                output.finish("failed", reason)
        if self._record:
            self.stop_recording()
            self._on_event(Notice(level="error", text=reason))

    # -- the recording -----------------------------------------------------------------

    def record(self, path: Path, *, from_ns: int = 0, since: float | None = None) -> None:
        """Record into a file, from the next key frame on.

        Raises:
            OutputError: If the file can't be made.
        """
        self.stop_recording()
        recording = Recording(path, on_event=self._on_recording, from_ns=from_ns)
        self._record = RecordOutput(recording, since)
        self._bus.add(recording)
        self._on_key_wanted()
        self._on_event(self._record.event())
        self._on_change()

    def stop_recording(self) -> None:
        """Finish the file, if there is one."""
        record, self._record = self._record, None
        if record is None:
            return
        self._bus.remove(record.recording)
        record.recording.close()
        if not record.has_failed:
            self._on_event(record.event())
        self._past[RECORD] = record.summary()
        self._past_dropped += record.recording.frames_dropped
        self._on_change()

    def say(self, spoken: Spoken) -> None:
        """Write what was said and is final beside the recording, if there is one."""
        if self._record:
            self._record.recording.put_spoken(spoken)

    # -- the end -----------------------------------------------------------------------

    def close(self) -> None:
        """End everything in order: all at once, and none waits for a slow one for long."""
        pushes = [each for each in self._pushes.values() if not each.is_final]
        for output in pushes:
            self._begin_end(output)
        self.stop_recording()
        deadline_ns = time.monotonic_ns() + int(END_TIMEOUT_S * SECOND_NS)
        for output in pushes:
            left_s = (deadline_ns - time.monotonic_ns()) / SECOND_NS
            output.destination.ended.wait(max(0.0, left_s))
            output.finish("ended")
        for ending in self._ending:
            ending.join()

    @property
    def nothing_runs(self) -> bool:
        """True if every output has failed for good, so that going on makes no sense."""
        has_recorded = RECORD in self._past  # what was recorded was of use
        return bool(self._pushes or self._record) and not (self.running or has_recorded)

    @property
    def hopeless(self) -> str | None:
        """Say why a session makes no sense that no server has taken and nothing records.

        One that was live once goes on, however long its servers are away.
        """
        passed_ns = time.monotonic_ns() - self._start_ns
        # Who adds a destination later has a session that may do without it.
        if not FIRST_LIVE_NS <= passed_ns < 2 * FIRST_LIVE_NS:
            return None
        if self._record or RECORD in self._past or not self._pushes:
            return None
        if any(output.was_live for output in self._pushes.values()):
            return None
        reasons = [output.reason for output in self._pushes.values()]
        return " ".join(reason for reason in reasons if reason) or "No server took the stream."

    # -- figures -----------------------------------------------------------------------

    @property
    def kbps(self) -> int:
        """The sum of what is being sent."""
        return sum(output.kbps for output in self._pushes.values())

    @property
    def frames_dropped(self) -> int:
        """Pictures that outputs threw away."""
        dropped = sum(each.destination.frames_dropped for each in self._pushes.values())
        now = self._record.recording.frames_dropped if self._record else 0
        return self._past_dropped + dropped + now

    def figures(self) -> dict[str, OutputFigures]:
        """Return what each output does now, by name."""
        found = {name: output.figures() for name, output in self._pushes.items()}
        if self._record:
            found[RECORD] = self._record.figures()
        return found

    def snapshot(self) -> dict[str, object]:
        """Return each output's state and figures, by name, for who connects."""
        events = [output.event() for output in self._pushes.values()]
        if self._record:
            events.append(self._record.event(self._record.recording.reason))
        figures = self.figures()
        return {
            event.output: {
                "address": event.address,
                "title": event.title,
                "reason": event.reason,
                **figures[event.output].model_dump(mode="json"),
            }
            for event in events
        }

    def summary(self) -> dict[str, dict[str, object]]:
        """Return figures of each output's whole life, by name, ended ones too."""
        found = self._past | {name: output.summary() for name, output in self._pushes.items()}
        if self._record:
            found[RECORD] = self._record.summary()
        return found

    # -- what becomes of them ----------------------------------------------------------

    def _on_push_state(self, output: PushOutput) -> None:
        """Tell everybody, and take away what will not run again; in the main thread."""
        if output.state == "failed" and not output.is_final:
            output.finish("failed", output.reason)
            return
        self._on_event(output.event())
        if output.is_final:
            self._bus.remove(output.destination)
            self._processes.stop(output.name)
            if output.state == "ended":
                self._leave(output)
                return
        self._on_change()

    def _leave(self, output: PushOutput) -> None:
        if self._pushes.get(output.name) is output:
            del self._pushes[output.name]
            self._past[output.name] = output.summary()
            self._past_dropped += output.destination.frames_dropped
        self._on_change()

    def _begin_end(self, output: PushOutput) -> None:
        self._bus.remove(output.destination)
        output.begin_end()

    def _await_end(self, output: PushOutput) -> None:
        """Wait for the push process's farewell, in a thread of its own."""
        output.destination.ended.wait(END_TIMEOUT_S)
        self._post(partial(self._has_ended, output))

    def _has_ended(self, output: PushOutput) -> None:
        if not output.is_final:
            output.finish("ended")

    def _on_recording(self, sentence: str) -> None:
        """Take in a word of the recording, on its thread."""
        self._post(partial(self._tell_of_recording, sentence))

    def _tell_of_recording(self, sentence: str) -> None:
        if self._record and self._record.has_failed:
            self._on_event(self._record.event(sentence))
            self._bus.remove(self._record.recording)
            self._on_change()
        else:
            self._on_event(Notice(level="warning", text=sentence))
