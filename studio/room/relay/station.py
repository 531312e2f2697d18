"""One room on the air: its programme, those who watch, where else it goes.

Belongs to the event loop; nothing in here waits.  What a publisher gives goes out in
the same call, to viewers whose sockets are free, to the segments of HLS, and to the
platforms::

    station = Station("room-1", on_over=...)
    publication = station.publish("studio", ask_key=..., tell_role=...)
    publication.put(kind, time_ms, body)
    station.add_viewer(viewer)
"""

import asyncio
import logging
import time
from collections.abc import Callable

from studio.model.captions.spoken import Spoken
from studio.publish.queue import MediaTag
from studio.room.relay.captions import Captions
from studio.room.relay.errors import CrowdedError, MediaError
from studio.room.relay.gop import GopCache
from studio.room.relay.meter import Meter
from studio.room.relay.onward import Onward
from studio.room.relay.seam import SLATE, Seams
from studio.room.relay.segments import Segmenter
from studio.room.relay.slate import SlateFormat, make_slate
from studio.room.relay.source import Source
from studio.room.relay.stand_ins import StandIns
from studio.room.relay.stream import Programme
from studio.room.relay.tags import read_tag
from studio.room.relay.viewer import Frame, Viewer, limit_bytes
from studio.rtmp.flv import Tag

MAX_KBPS = 80_000
MAX_VIEWERS = 20_000
EDGE_MS = 1000
"""So far behind the newest picture are players of Low-Latency HLS, about."""
OLDEST_MS, NEWEST_MS = 60_000, 10_000
"""A final that would be from farther away is on another clock."""
HEARD_MS = 1000
"""So long after it was said, about, something is known for good."""
_SLATE_WAIT_MS = 1000
log = logging.getLogger(__name__)


def now_ms() -> int:
    """The relay's clock: monotonic, in milliseconds."""
    return time.monotonic_ns() // 1_000_000


class Station:
    """See the module.

    Args:
        room: Its name.

    Attributes:
        seams: What viewers saw of changes of the publisher.
        stand_ins: Of publishers whose stream is made to fit.
    """

    def __init__(self, room: str) -> None:
        self.room = room
        self.programme = Programme()
        self.hls = Segmenter()
        self.captions = Captions()
        self._cache = GopCache()
        self.onward = Onward(room, self.programme.want_key, self._cache.headers.values)
        self.meter = Meter()
        self.viewers: set[Viewer] = set()
        self.dropped_frames = 0
        self.seams = Seams()
        self.started_s = time.time()
        self._waiting: set[Viewer] = set()
        self.stand_ins = StandIns(
            self.programme, replaced=self._replaced, take=self._take, now_ms=now_ms
        )
        self._publications: dict[Source, Publication] = {}
        self._roles: dict[Source, str] = {}
        self._shown = SLATE
        self._slate_task: asyncio.Task[None] | None = None
        self._slate_format: SlateFormat | None = None
        self._first_ms: int | None = None
        self._limit_bytes = limit_bytes(0)

    @property
    def is_over(self) -> bool:
        """Nothing comes any more; close and forget it."""
        return self.programme.is_over

    def publish(
        self,
        who: str,
        ask_key: Callable[[], None],
        tell_role: Callable[[str], None],
        device: str = "",
        phone: str = "",
    ) -> "Publication":
        """Take one more publisher.

        Args:
            who: Its name.
            ask_key: Asks it for a key frame, if there is a way.
            tell_role: Hears ``active`` and ``standby``.
            device: What its machine is called, if it says.
            phone: Which peer of the stage it is, if it is one.

        Raises:
            CrowdedError: If the room has too many.
        """
        source = self.programme.join(who, now_ms(), device, phone)
        publication = Publication(self, source, ask_key, tell_role)
        self._publications[source] = publication
        self._after(now_ms())
        return publication

    def add_viewer(self, viewer: Viewer) -> None:
        """Let somebody watch from the newest key frame on.

        Raises:
            CrowdedError: If the room has too many.
        """
        if len(self.viewers) + len(self._waiting) >= MAX_VIEWERS:
            raise CrowdedError("This room is full; try again later.")
        if self._cache.is_ready:
            self.viewers.add(viewer)
            viewer.begin(self._cache.start())
        else:
            self._waiting.add(viewer)

    def remove_viewer(self, viewer: Viewer) -> None:
        """Forget a viewer that has gone."""
        if viewer in self.viewers:
            self.dropped_frames += viewer.dropped_frames
        self.viewers.discard(viewer)
        self._waiting.discard(viewer)

    @property
    def all_dropped_frames(self) -> int:
        """Pictures that slow viewers did not get."""
        return self.dropped_frames + sum(viewer.dropped_frames for viewer in self.viewers)

    def tick(self) -> None:
        """Do what time has brought; every TICK_MS."""
        time_ms = now_ms()
        splices = self.programme.splices
        self._send_all(self.programme.tick(time_ms), splices, time_ms)
        bytes_per_s = self.meter.bytes_per_s(time_ms)
        self._limit_bytes = limit_bytes(bytes_per_s)
        if self.stand_ins.has_work:
            publishers = {each.source: each.ask_key for each in self._publications.values()}
            self.stand_ins.look(publishers, round(bytes_per_s * 8 / 1000))
        self._after(time_ms)

    def take_over(self, number: int) -> None:
        """Put a publisher on air at its next key frame.

        Raises:
            RelayError: Why that can't be.
        """
        self.programme.take_over(number, now_ms())
        self._after(now_ms())

    def cancel(self) -> None:
        """Let nobody take over who was to.

        Raises:
            RelayError: If it is too late.
        """
        self.programme.cancel(now_ms())

    def say(self, spoken: Spoken) -> None:
        """Caption what was said, once it is final; nothing happens where there is no HLS."""
        open_ms = self.hls.open_ms
        if open_ms is None or not spoken.is_final:
            return
        newest_ms = self.programme.newest_ms
        end_ms = self.programme.shown_ms(spoken.end_ms)
        if end_ms is None or not newest_ms - OLDEST_MS <= end_ms <= newest_ms + NEWEST_MS:
            end_ms = newest_ms - HEARD_MS
        earliest_ms = max(open_ms, newest_ms - EDGE_MS)
        self.captions.say(spoken, end_ms - spoken.end_ms, earliest_ms)

    async def close(self) -> None:
        """End everything in order."""
        if self._slate_task is not None:
            self._slate_task.cancel()
        for publication in list(self._publications.values()):
            publication.tell_role("over")
        for viewer in [*self.viewers, *self._waiting]:
            viewer.close()
        self.hls.end()
        await self.stand_ins.close()
        await self.onward.close()

    def put(self, source: Source, tag: MediaTag) -> None:
        """Take a tag of a publisher; see Publication.

        Raises:
            MediaError: If it is of no use to anybody.
        """
        if not self.stand_ins.put(source, tag, now_ms()):
            self._take(source, tag)

    def _take(self, source: Source, tag: MediaTag) -> None:
        """Take a tag of a source of the programme."""
        time_ms = now_ms()
        splices = self.programme.splices
        self._send_all(self.programme.take(source, tag, time_ms), splices, time_ms)
        if tag.is_header or splices != self.programme.splices or tag.is_key:
            self._after(time_ms)

    def leave(self, source: Source, *, in_order: bool) -> None:
        """Let a publisher go."""
        shown = self.stand_ins.end(source)
        self.programme.leave(shown, now_ms(), in_order=in_order)
        self._publications.pop(shown, None)
        self._roles.pop(shown, None)
        self._after(now_ms())

    def _replaced(self, old: Source, new: Source) -> None:
        """Note that another source stands where one did."""
        if publication := self._publications.pop(old, None):
            self._publications[new] = publication
            self._roles[new] = self._roles.pop(old, "")
            self.programme.replace(old, new, now_ms())

    def _send_all(self, tags: list[MediaTag], splices: int, time_ms: int) -> None:
        """Send what a programme gave that had changed ``splices`` times until then."""
        if not tags:
            return
        active = self.programme.active
        before, self._shown = self._shown, active.name if active else SLATE
        is_cut = splices != self.programme.splices
        if is_cut:
            self.seams.cut(before, self._shown, self.programme.wait_ms)
        for tag in tags:
            self.seams.sent(tag, time_ms)
            self._send(tag, time_ms)
        if is_cut and (seam := self.seams.last):
            log.info("%s: %s is on air after %d ms", self.room, seam.after, seam.gap_ms)

    def _send(self, tag: MediaTag, time_ms: int) -> None:
        frame = Frame.of(tag)
        self.meter.note(len(frame.data), time_ms)
        self._cache.put(tag)
        for viewer in [v for v in self.viewers if not v.offer(frame, self._limit_bytes, time_ms)]:
            log.info("a viewer of %s took nothing for too long and was cut", self.room)
            self.remove_viewer(viewer)
            viewer.close()
        if self._waiting and self._cache.is_ready:
            waiting, self._waiting = self._waiting, set()
            self.viewers |= waiting
            for viewer in waiting:
                viewer.begin(self._cache.start())
        self.hls.put(tag)
        self.onward.put(tag)

    def _after(self, time_ms: int) -> None:
        """Tell publishers what they are, ask for key frames, have the slate made."""
        active = self.programme.active
        for source, publication in list(self._publications.items()):
            role = "active" if source is active else "standby"
            if self._roles.get(source) != role:
                self._roles[source] = role
                publication.tell_role(role)
        for source in self.programme.take_keys_wanted():
            if stand_in := self.stand_ins.found(source):
                stand_in.transcoding.want_key()
            else:
                self._publications[source].ask_key()
        if active is not None:
            self._first_ms = self._first_ms or time_ms
            if time_ms - self._first_ms >= _SLATE_WAIT_MS:  # its rate is known by then
                self._make_slate(self.programme.slate_format)

    def _make_slate(self, wanted: SlateFormat | None) -> None:
        if wanted is None or wanted.is_close_to(self._slate_format):
            return
        if self._slate_task is None or self._slate_task.done():
            self._slate_format = wanted
            self._slate_task = asyncio.create_task(self._encode(wanted), name="slate")

    async def _encode(self, wanted: SlateFormat) -> None:
        try:
            self.programme.slate = await asyncio.to_thread(make_slate, wanted)
        except (OSError, ValueError, KeyError):
            log.exception("%s: there is no slate of %dx%d", self.room, wanted.width, wanted.height)


class Publication:
    """One publisher's place in a station.

    Attributes:
        ask_key: Asks the publisher for a key frame.
        tell_role: Tells it ``active``, ``standby`` or ``over``.
    """

    def __init__(
        self,
        station: Station,
        source: Source,
        ask_key: Callable[[], None],
        tell_role: Callable[[str], None],
    ) -> None:
        self.station = station
        self.source = source
        self.ask_key = ask_key
        self.tell_role = tell_role
        self._meter = Meter()

    def put(self, kind: Tag, time_ms: int, body: bytes) -> None:
        """Take one tag as it came.

        Raises:
            MediaError: If the publisher sends what nobody could play, or too much.
        """
        received_ms = now_ms()
        self._meter.note(len(body), received_ms)
        if self._meter.bytes_per_s(received_ms) * 8 > MAX_KBPS * 1000:
            raise MediaError(f"The publisher sends more than {MAX_KBPS // 1000} Mbit/s.")
        tag = read_tag(kind, time_ms, body)
        if tag is not None:
            self.station.put(self.source, tag)

    def end(self, *, in_order: bool) -> None:
        """Leave."""
        self.station.leave(self.source, in_order=in_order)
