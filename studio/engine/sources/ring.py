"""Pictures that another process writes into a ring: a capture's, a plugin's.

A capture's ring has 8 slots of which its writer fills at most 3 ahead of time, so
a slot stays as it is for 4 frame times after it is due: the picture's planes are
views into the slot, and nothing is copied (0.2 CPU-ms a 1080p picture).  Of other
writers nothing is known, so their pictures are copied and checked.

When the writer dies the last picture stays for a second, then the placeholder
says why.  The engine calls ``attach`` again when the supervisor has restarted it::

    source = RingSource("Camera", secret=secret, on_sound_ring=ring_input.attach)
    processes.start(name, "capture", boot, on_ready=source.attach, on_ended=source.writer_ended)
    picture = source.latch(due_ns)
"""

import threading
import time
from collections.abc import Callable

import numpy as np

from studio.engine.picture import Picture, Plane
from studio.engine.sources.picture_memory import PictureMemory
from studio.engine.sources.placeholder import placeholder_picture
from studio.engine.sources.source import Health, SourceState
from studio.ipc.errors import RingError
from studio.ipc.message import Message
from studio.ipc.process_line import ProcessLine
from studio.ipc.ring import RingFormat, RingReader, Slot

KEEP_LAST_NS = 1_000_000_000
_DEFAULT_SIZE = (1280, 720)


class RingSource:
    """A picture source whose pictures are made in another process.

    Args:
        name: What the source is called, for people.
        secret: What a capture process asks for; not needed for ``attach_ring``.
        on_sound_ring: Told the name of each new ring of sound, in an I/O thread.
    """

    def __init__(
        self,
        name: str,
        *,
        secret: str = "",
        on_sound_ring: Callable[[str], object] = lambda name: None,
    ) -> None:
        self.picture_ring_name = self.sound_ring_name = ""
        self.info: Message = {}
        self._name = name
        self._on_sound_ring = on_sound_ring
        self._lock = threading.Lock()  # of what the tick and the I/O thread share
        self._state = SourceState(Health.STARTING)
        self._failed_ns: int | None = None
        self._reader: RingReader | None = None
        self._must_copy = False
        self._memory = PictureMemory()
        self._seen: tuple[RingReader, int] | None = None
        self._picture: Picture | None = None
        self._placeholder: Picture | None = None
        self._serial = 0
        self._is_paused = False
        self._is_resting = False
        self._fresh_from_ns = 0
        self._is_closed = False
        self._line = ProcessLine(
            name,
            secret=secret,
            on_message=self._on_message,
            on_lost=lambda: self._fail(f"{name} has stopped; it is started again."),
            on_silent=lambda reason: self._fail(f"{name} does not answer: {reason}"),
        )
        self._line.keep("rest", {"type": "wake"})  # an engine before us may have let it rest

    @property
    def state(self) -> SourceState:
        """How it is; a capture starts until its first picture was seen, if it has any."""
        state = self._state
        if state.health is Health.RUNNING and self._picture is None and self._may_have_picture:
            return SourceState(Health.STARTING)
        return state

    @property
    def _may_have_picture(self) -> bool:
        return self._line.is_up and bool(self.info.get("width", True))

    def attach(self, address: str) -> None:
        """Connect to a capture process that listens there; returns at once."""
        if not self._is_closed:
            self._line.call(address)

    def attach_ring(self, ring_name: str) -> None:
        """Read a ring of which only the name is known.

        Raises:
            RingError: If there is none.
        """
        self._take_reader(RingReader.attach(ring_name), must_copy=True)
        self._recover()

    def writer_ended(self, reason: str) -> None:
        """The writer has died: what is shown now stays for a second."""
        self._line.hang_up()
        self._fail(reason or f"{self._name} has stopped; it is started again.")

    def pause(self, is_paused: bool) -> None:
        """Let the media stand still, or go on."""
        self._is_paused = is_paused
        self._line.keep("pause", {"type": "pause" if is_paused else "resume"})

    def seek(self, place_ns: int) -> None:
        """Go to a place of the media."""
        self._line.tell({"type": "seek", "ns": place_ns})

    def want(self, width: int, height: int) -> None:
        """Say how large it is shown at most; the capture makes it no larger."""
        self._line.keep("want", {"type": "want", "width": width, "height": height})

    def rest(self, is_resting: bool) -> None:
        """Let the capture do nothing while nobody looks or listens, or go on.

        What was seen before the rest is never shown after it: it may be hours old.
        """
        if is_resting == self._is_resting:
            return
        self._is_resting = is_resting
        self._line.keep("rest", {"type": "rest" if is_resting else "wake"})
        with self._lock:
            moves = self._state.health is Health.RUNNING and not self._is_paused
            if moves and not is_resting:
                self._fresh_from_ns = time.monotonic_ns()
                self._picture = None

    def request(self, due_ns: int) -> None:
        """Nothing: the other process works ahead by itself."""

    def latch(self, due_ns: int) -> Picture | None:
        """Return the newest picture that is due, or the placeholder after a failure."""
        with self._lock:
            if self._reader is not None:
                self._look(self._reader, due_ns)
            if self._failed_ns is None or due_ns - self._failed_ns < KEEP_LAST_NS:
                return self._picture
            return self._placeholder or self._picture

    def close(self) -> None:
        """Let go of the channel and the ring; the process is the supervisor's."""
        self._is_closed = True
        self._line.hang_up()
        with self._lock:
            reader, self._reader = self._reader, None
            self._picture = self._placeholder = None
        if reader is not None:
            reader.close()

    def _on_message(self, message: Message) -> None:
        match message:
            case {"type": "ring", "kind": "picture", "name": str(ring_name)}:
                self.picture_ring_name = ring_name
                try:
                    self._take_reader(RingReader.attach(ring_name), must_copy=False)
                except RingError as error:
                    self._fail(str(error))
            case {"type": "ring", "kind": "sound", "name": str(ring_name)}:
                self.sound_ring_name = ring_name
                self._tell_sound_ring(ring_name)
            case {"type": "state", "health": "failed", "reason": str(reason)}:
                self._fail(reason)
            case {"type": "state", "health": "running"}:
                self._recover()
            case {"type": "state", "health": "ended"}:
                self._state = SourceState(Health.ENDED)
            case {"type": "info"}:
                self.info = message

    def _tell_sound_ring(self, ring_name: str) -> None:
        try:
            self._on_sound_ring(ring_name)
        except RingError as error:  # its writer died just now; a new one will tell its own
            self._fail(str(error))

    def _take_reader(self, reader: RingReader, *, must_copy: bool) -> None:
        with self._lock:
            old, self._reader = self._reader, reader
            self._must_copy = must_copy
            if self._is_closed:
                old, self._reader = reader, None
        if old is not None:
            old.close()  # planes that are still looked at stay valid

    def _recover(self) -> None:
        """The writer is well; it has started when its first picture is there, if it has any."""
        has_pictures = bool(self.info.get("width", 1))
        with self._lock:
            is_waiting = has_pictures and self._picture is None
            self._state = SourceState(Health.STARTING if is_waiting else Health.RUNNING)
            if not has_pictures:
                self._failed_ns = None

    def _fail(self, reason: str) -> None:
        """Show the placeholder, in a second; it is drawn here, off the tick."""
        with self._lock:
            if self._is_closed or self._state == SourceState(Health.FAILED, reason):
                return
            size = _DEFAULT_SIZE
            if self._picture is not None:
                size = self._picture.width, self._picture.height
            self._state = SourceState(Health.FAILED, reason)
            if self._failed_ns is None:
                self._failed_ns = time.monotonic_ns()
            self._serial += 1
            serial = self._serial
        drawn = placeholder_picture(self._name, reason, size, serial)
        with self._lock:
            self._placeholder = drawn

    def _look(self, reader: RingReader, due_ns: int) -> None:
        """Take the newest due picture, if it is a new one."""
        slot = reader.newest(due_ns)
        if slot is None or self._seen == (reader, slot.sequence):
            return
        if slot.pts_ns < self._fresh_from_ns:
            return
        picture = self._picture_of(reader, slot)
        if picture is None:
            return
        self._seen = (reader, slot.sequence)
        self._serial += 1
        self._picture = picture
        if self._state.health is Health.STARTING:
            self._state = SourceState(Health.RUNNING)
        if self._state.health is not Health.FAILED:
            self._failed_ns = None

    def _picture_of(self, reader: RingReader, slot: Slot) -> Picture | None:
        """Make a picture of a slot; None if it was overwritten meanwhile."""
        if slot.format not in (RingFormat.NV12, RingFormat.NV12A):
            return None
        memory: Plane = np.frombuffer(slot.data, np.uint8)
        if self._must_copy:
            copy = self._memory.take(memory.size)
            np.copyto(copy, memory)
            memory = copy
            if not reader.is_whole(slot):
                return None
        area = slot.width * slot.height
        alpha = None
        if slot.format is RingFormat.NV12A:
            alpha = memory[area * 3 // 2 :].reshape(slot.height, slot.width)
        return Picture(
            width=slot.natural_width or slot.width,
            height=slot.natural_height or slot.height,
            y=memory[:area].reshape(slot.height, slot.width),
            uv=memory[area : area * 3 // 2].reshape(slot.height // 2, slot.width // 2, 2),
            alpha=alpha,
            serial=self._serial + 1,
            pts_ns=slot.pts_ns,
        )


def attached(name: str, ring_name: str) -> RingSource:
    """Return a source that reads a ring; where there is none it shows why."""
    source = RingSource(name)
    try:
        source.attach_ring(ring_name)
    except RingError as error:
        source.writer_ended(str(error))
    return source
