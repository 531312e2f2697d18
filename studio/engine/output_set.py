"""The outputs of a session: its destinations, each with a push process, and its recording.

Belongs to the engine's main thread; what push processes and recordings say
comes in on theirs and goes out through ``on_event``, which only queues.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio.engine.outputs.bus import PacketBus
from studio.engine.outputs.destination import Destination, DestinationStatus
from studio.engine.outputs.recording import Recording, RecordingState
from studio.engine.processes import Processes
from studio.ipc.channel import Channel
from studio.ipc.errors import ChannelError
from studio.model.events import Event, Notice, OutputState, OutputStateChanged
from studio.model.media import SECOND_NS
from studio.rtmp.relay_url import parse_destination

log = logging.getLogger(__name__)

RECORD = "record"
END_TIMEOUT_S = 5.0
FIRST_LIVE_NS = 10 * SECOND_NS
"""So long a session may begin without anybody who takes it."""


@dataclass(slots=True)
class _Push:
    """A destination with the process that publishes to it.

    Attributes:
        where: The address at which the channel reached the process.
        is_final: It failed for good, or was ended.
        reconnects: Of push processes that are gone; the living one counts its own.
        live_ns: Monotonic time at which it was live first, 0 if never.
    """

    destination: Destination
    address: str
    channel: Channel | None = None
    where: str = ""
    live_ns: int = 0
    is_ending: bool = False
    is_final: bool = False
    reconnects: int = 0
    sent_bytes: int = 0


class OutputSet:
    """Starts, watches and ends the outputs.

    Args:
        bus: Where they hang.
        processes: Starts the push processes.
        session_id: Tells a push process that the stream goes on.
        secret: Of the channel.
        on_event: Gets what changed, from any thread.
        on_key_wanted: Asks the encoder for a key frame, from any thread.
    """

    def __init__(
        self,
        bus: PacketBus,
        processes: Processes,
        *,
        session_id: str,
        secret: str,
        on_event: Callable[[Event], None],
        on_key_wanted: Callable[[], None],
    ) -> None:
        self._bus = bus
        self._processes = processes
        self._session_id = session_id
        self._secret = secret
        self._on_event = on_event
        self._on_key_wanted = on_key_wanted
        self._pushes: dict[str, _Push] = {}
        self._recording: Recording | None = None
        self._ending: list[threading.Thread] = []
        self._start_ns = time.monotonic_ns()

    def publish(self, name: str, url: str, *, verify_tls: bool) -> None:
        """Publish to one more destination, from its next key frame on.

        Raises:
            AddressError: If the address can't be used.
        """
        address = parse_destination(url).redacted()
        destination = Destination(
            name,
            session=self._session_id,
            on_key_wanted=self._on_key_wanted,
            on_change=lambda status: self._on_status(name, status),
        )
        self._pushes[name] = _Push(destination, address)
        self._bus.add(destination)
        self._processes.start(
            name,
            "push",
            {"url": url, "verify_tls": verify_tls},
            on_ready=lambda where: self._attach(name, where),
            on_ended=lambda reason: self._on_push_ended(name, reason),
        )
        self._tell(name, "connecting", "")

    def record(self, path: Path) -> None:
        """Record into a file, from the next key frame on.

        Raises:
            OutputError: If the file can't be made.
        """
        self.stop_recording()
        self._recording = Recording(path, on_event=self._on_recording)
        self._bus.add(self._recording)
        self._on_key_wanted()
        self._tell_recording("recording", "")

    def stop_recording(self) -> None:
        """Finish the file, if there is one."""
        if self._recording:
            self._bus.remove(self._recording)
            self._recording.close()
            if self._recording.state is not RecordingState.FAILED:
                self._tell_recording("ended", "")

    def stop(self, name: str) -> None:
        """End one destination in order; returns at once."""
        self._begin_end(self._pushes[name])
        ending = threading.Thread(target=self._finish, args=(name,), name=f"end-{name}")
        self._ending.append(ending)
        ending.start()

    def close(self) -> None:
        """End everything in order: all at once, and none waits for a slow one for long."""
        running = [name for name, push in self._pushes.items() if not push.is_ending]
        for name in running:
            self._begin_end(self._pushes[name])
        self.stop_recording()
        deadline_ns = time.monotonic_ns() + int(END_TIMEOUT_S * SECOND_NS)
        for name in running:
            self._finish(name, max(0.0, (deadline_ns - time.monotonic_ns()) / SECOND_NS))
        for ending in self._ending:
            ending.join()

    @property
    def nothing_runs(self) -> bool:
        """True if every output has failed for good, so that going on makes no sense."""
        recorded = self._recording
        if recorded and recorded.state is not RecordingState.FAILED:
            return False
        return bool(self._pushes or recorded) and all(
            push.is_final for push in self._pushes.values()
        )

    @property
    def hopeless(self) -> str | None:
        """Say why a session makes no sense that no server has taken and nothing records.

        One that was live once goes on, however long its servers are away.
        """
        passed_ns = time.monotonic_ns() - self._start_ns
        # Who adds a destination later has a session that may do without it.
        if not FIRST_LIVE_NS <= passed_ns < 2 * FIRST_LIVE_NS:
            return None
        if self._recording or not self._pushes:
            return None
        if any(push.live_ns for push in self._pushes.values()):
            return None
        reasons = [push.destination.status.reason for push in self._pushes.values()]
        return " ".join(reason for reason in reasons if reason) or "No server took the stream."

    @property
    def kbps(self) -> int:
        """The sum of what is being sent."""
        return sum(push.destination.status.kbps for push in self._pushes.values())

    @property
    def frames_dropped(self) -> int:
        """Pictures that outputs threw away."""
        dropped = sum(push.destination.frames_dropped for push in self._pushes.values())
        return dropped + (self._recording.frames_dropped if self._recording else 0)

    def summary(self) -> dict[str, object]:
        """Return figures for each output, by name."""
        found: dict[str, object] = {}
        for name, push in self._pushes.items():
            status = push.destination.status
            sent_bytes = push.sent_bytes + status.bytes
            live_s = (time.monotonic_ns() - push.live_ns) / SECOND_NS if push.live_ns else 0.0
            found[name] = {
                "address": push.address,
                "state": status.state,
                "reason": status.reason,
                "kbps": round(sent_bytes * 8 / 1000 / live_s) if live_s else 0,
                "bytes": sent_bytes,
                "reconnects": push.reconnects + status.reconnects,
                "frames_dropped": push.destination.frames_dropped,
            }
        if self._recording:
            found[RECORD] = {
                "address": str(self._recording.path),
                "paths": [str(path) for path in self._recording.paths],
                "state": str(self._recording.state),
                "reason": self._recording.reason,
                "bytes": self._recording.bytes,
                "frames_dropped": self._recording.frames_dropped,
            }
        return found

    def _attach(self, name: str, where: str) -> None:
        push = self._pushes.get(name)
        if push is None or push.is_final:
            return
        if push.channel and not push.channel.is_closed and push.where == where:
            return  # a new supervisor tells of a process that never stopped
        try:
            push.channel = Channel.connect(
                where,
                role="engine",
                secret=self._secret,
                on_message=push.destination.on_message,
                on_close=push.destination.on_close,
            )
        except ChannelError as error:
            log.warning("%s can't be reached: %s", name, error)
            return
        push.where = where
        push.destination.attach(push.channel)

    def _on_push_ended(self, name: str, reason: str) -> None:
        push = self._pushes.get(name)
        if push is None or push.is_final:
            return
        status = push.destination.status
        push.reconnects += status.reconnects + 1
        push.sent_bytes += status.bytes
        self._tell(name, "reconnecting", f"{reason} It is started again.")

    def _begin_end(self, push: _Push) -> None:
        push.is_ending = True
        self._bus.remove(push.destination)
        push.destination.end()

    def _finish(self, name: str, timeout_s: float = END_TIMEOUT_S) -> None:
        push = self._pushes[name]
        push.destination.ended.wait(timeout_s)
        push.is_final = True
        if push.channel:
            push.channel.close()
        self._processes.stop(name)
        self._tell(name, "ended", "")

    def _on_status(self, name: str, status: DestinationStatus) -> None:
        """Take in a push process's word, on its channel's thread."""
        push = self._pushes[name]
        if status.state == "live":
            push.live_ns = push.live_ns or time.monotonic_ns()
        elif status.state == "failed":
            push.is_final = True
        if status.state in ("connecting", "live", "reconnecting", "failed"):
            self._tell(name, status.state, status.reason)  # type: ignore[arg-type] # just checked

    def _on_recording(self, sentence: str) -> None:
        recording = self._recording
        if recording and recording.state is RecordingState.FAILED:
            self._tell_recording("failed", sentence)
        else:
            self._on_event(Notice(level="warning", text=sentence))

    def _tell(self, name: str, state: OutputState, reason: str) -> None:
        push = self._pushes[name]
        self._on_event(
            OutputStateChanged(
                output=name,
                address=push.address,
                state=state,
                reason=reason,
                is_final=push.is_final,
            )
        )

    def _tell_recording(self, state: OutputState, reason: str) -> None:
        if self._recording:
            self._on_event(
                OutputStateChanged(
                    output=RECORD,
                    address=str(self._recording.path),
                    state=state,
                    reason=reason,
                    is_final=state in ("ended", "failed"),
                )
            )
