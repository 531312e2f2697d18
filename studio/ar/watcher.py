"""The thread that looks: each picture of the camera's ring becomes a result in ours.

It always takes the newest picture that there is, also one whose time has not come yet: files are
decoded ahead, and so their results are there in time.  Pictures for which there is no time get the
faces of the one before, carried on by how their surface moves (``flow``).  A picture that was
overwritten while it was looked at is left out and counted::

    watcher = Watcher(name, secret, wishes, tell)
    watcher.run()               # until wishes.end()
"""

import logging
import time
from collections.abc import Callable

from studio.ar.camera_line import CameraLine
from studio.ar.errors import ArError
from studio.ar.flow import Flow
from studio.ar.gpu import GpuChoice
from studio.ar.pace import Pace
from studio.ar.picture import Picture
from studio.ar.tracker import Tracker
from studio.ar.wishes import Now, Wishes
from studio.ipc.errors import RingError
from studio.ipc.message import Message
from studio.ipc.ring import RingFormat, RingReader, RingWriter, Slot
from studio.model.tracking import Tracked, most_bytes, pack

logger = logging.getLogger(__name__)

Tell = Callable[[str, Message], None]
"""Tells the engine something of a kind, and who comes later the newest of each kind."""

SLOTS = 8
_ANY_TIME_NS = 2**63 - 1
_ROUND_S = 0.5  # so often models and captures that are missing are looked for
_RATE_NS = 1_000_000_000
_WORKED = 300  # results, and what looks is known to work


class Watcher:
    """See the module.

    Args:
        name: The process's.
        secret: The session's.
        wishes: What the engine wants.
        tell: Tells it something.

    Attributes:
        torn: Pictures that were overwritten while they were looked at.
    """

    def __init__(self, name: str, secret: str, wishes: Wishes, tell: Tell) -> None:
        self.torn = 0
        self._wishes = wishes
        self._tell = tell
        self._gpu = GpuChoice()
        self._tracker = Tracker(on_gpu=self._gpu.on_gpu)
        self._pace = Pace()
        self._flow = Flow()
        self._line = CameraLine(secret, wishes)
        self._results = RingWriter.create(f"{name}-tracked", SLOTS, most_bytes())
        self._reader: RingReader | None = None
        self._sequence = self._followed = 0
        self._lagged = 0
        self._health: tuple[str, str] = ("", "")
        self._results_written = 0
        self._counted = 0
        self._counted_ns = time.monotonic_ns()

    def run(self) -> None:
        """Look until told to end."""
        self._tell("ring", {"type": "ring", "name": self._results.name})
        try:
            while not (now := self._wishes.wait(_ROUND_S)).is_ended:
                self._round(now)
        finally:
            self._line.close()
            self._attach("")
            self._tracker.close()
            self._gpu.close()
            self._results.close()

    def _round(self, now: Now) -> None:
        if now.lagged > self._lagged:
            self._pace.lag(time.monotonic_ns())
        self._lagged = now.lagged
        self._line.keep(now)
        if now.look and not now.is_resting:
            self._tracker.prepare(now.look)
            if self._gpu.on_gpu and self._tracker.is_broken:
                self._do_without_gpu()
            self._say_health(self._tracker.trouble)
            self._attach(now.ring)
            if self._pace.is_due(time.monotonic_ns()):
                self._look(now)
            else:
                self._follow()
        else:
            self._attach("")
        self._say_rate()

    def _new_slot(self) -> Slot | None:
        """Return the newest picture, if it was not looked at yet."""
        slot = self._reader.newest(_ANY_TIME_NS) if self._reader is not None else None
        return None if slot is None or slot.sequence == self._sequence else slot

    def _follow(self) -> None:
        """Carry what was seen last on to the newest picture, which is not looked at for now."""
        slot = self._new_slot()
        if slot is None or slot.sequence == self._followed:
            return
        self._followed = slot.sequence
        try:
            tracked = self._flow.follow(Picture.of(slot))
        except ArError as error:
            self._say_health(str(error))
            return
        if tracked is not None:
            self._write(slot, tracked)

    def _write(self, slot: Slot, tracked: Tracked) -> bool:
        """Write a result, unless its picture was overwritten meanwhile."""
        if self._reader is None or not self._reader.is_whole(slot):
            self.torn += 1
            return False
        size = pack(tracked, self._results.begin())
        self._results.commit(
            pts_ns=tracked.pts_ns, format=RingFormat.TRACKED, frames=size // 4, channels=1
        )
        return True

    def _look(self, now: Now) -> None:
        """Look at the newest picture, if it is a new one."""
        slot = self._new_slot()
        if slot is None:
            return
        self._sequence = slot.sequence
        begin_ns, begin_cpu_ns = time.monotonic_ns(), time.process_time_ns()
        try:
            picture = Picture.of(slot)
            tracked = self._tracker.look(picture, now.look)
        except ArError as error:
            self._say_health(str(error))
            return
        if self._write(slot, tracked):
            tracked = self._tracker.look_aside(picture, now.look, tracked)
            self._flow.begin(picture, tracked)
            self._counted += 1
            self._results_written += 1
        cpu_ns = time.process_time_ns() - begin_cpu_ns
        self._pace.looked(begin_ns, time.monotonic_ns(), cpu_ns)
        self._say_health(self._tracker.trouble)

    def _do_without_gpu(self) -> None:
        logger.warning(
            "The graphics card failed to look; the processor does. %s", self._tracker.trouble
        )
        self._tracker.close()
        self._gpu.on_gpu = False
        self._tracker = Tracker()

    def _attach(self, ring: str) -> None:
        """Read this ring from now on."""
        if self._reader is not None and self._reader.name != ring:
            self._reader.close()
            self._reader = None
        if ring and self._reader is None:
            try:
                self._reader = RingReader.attach(ring)
            except RingError as error:
                logger.warning("The camera's pictures can't be read: %s", error)
                self._wishes.read("")
            self._sequence = self._followed = 0

    def _say_health(self, trouble: str) -> None:
        health = ("failed", trouble) if trouble else ("running", "")
        if health != self._health:
            self._health = health
            self._tell("state", {"type": "state", "health": health[0], "reason": health[1]})

    def _say_rate(self) -> None:
        now_ns = time.monotonic_ns()
        gap_ns = now_ns - self._counted_ns
        if gap_ns >= _RATE_NS:
            rate = self._counted * 1e9 / gap_ns
            self._tell("rate", {"type": "rate", "results_s": rate, "cost_ms": self._pace.cost_ms})
            if self.torn:
                logger.warning("Pictures were overwritten while they were looked at: %d", self.torn)
                self.torn = 0
            self._counted, self._counted_ns = 0, now_ns
            self._gpu.keep(has_worked=self._results_written > _WORKED)
