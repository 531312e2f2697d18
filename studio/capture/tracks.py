"""The two tracks of a player: pictures and sound, each a step at a time.

A track says when it wants to take its next step (``wake_ns``), and takes it:
decode one frame, and hand it over if its time is near.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import av

from studio.capture.container import MediaInput, Track, nanoseconds
from studio.capture.grid import TickGrid
from studio.capture.orders import Orders
from studio.capture.sound import BLOCK_FRAMES, RATE_HZ, SECOND_NS, Resampler, Samples, SoundBlocks

PICTURE_AHEAD_TICKS = 3
SOUND_AHEAD_NS = 200_000_000
_BLOCK_NS = BLOCK_FRAMES * SECOND_NS // RATE_HZ
_FROZEN_NS = 200_000_000
"""A late picture is dropped to catch up, but rather shown than that nothing moves for so long."""
_FASTER_THAN_TICKS = Fraction(21, 20)
_SLOW_SHARE = 0.8


class Sink(Protocol):
    """Where pictures and sound go; ``CaptureRings`` is one."""

    def write_picture(
        self,
        frame: av.VideoFrame,
        pts_ns: int,
        want: tuple[int, int],
        pixel_aspect: Fraction | None = None,
    ) -> None:
        """Take a picture that is due at a monotonic time."""

    def write_sound(self, block: Samples, pts_ns: int) -> None:
        """Take a block of sound whose first sample is due at a monotonic time."""


@dataclass(slots=True)
class PlayStats:
    """What has become of the media.

    Attributes:
        late: Pictures left out as they were decoded too late.
        unseen: Pictures left out as the next one is due at the same tick.
        late_blocks: Blocks of sound left out as they were decoded too late.
        jumps: How often the player jumped to the present.
    """

    late: int = 0
    unseen: int = 0
    late_blocks: int = 0
    jumps: int = 0


@dataclass(slots=True)
class Timeline:
    """Where the media lies in time.

    Attributes:
        anchor_ns: Monotonic time of the media's beginning, in this pass.
    """

    anchor_ns: int


class PictureTrack:
    """Decodes pictures and hands them over on the ticks of the session.

    Attributes:
        is_over: Whether the media has no more pictures.
        end_ns: Where the last picture ends, in media time.
        late_ns: How late the last decoded picture was; negative is early.
    """

    def __init__(
        self,
        media: MediaInput,
        track: "Track[av.VideoFrame]",
        sink: Sink,
        grid: TickGrid,
        orders: Orders,
        timeline: Timeline,
        stats: PlayStats,
    ) -> None:
        self._media = media
        self._track = track
        self._sink = sink
        self._grid = grid
        self._orders = orders
        self._timeline = timeline
        self._stats = stats
        self._frame_ns = round(SECOND_NS / (media.info.fps or 25))
        self._may_be_unseen = media.info.fps * grid.period_ns > _FASTER_THAN_TICKS * SECOND_NS
        self._pixel_aspect = media.pixel_aspect
        self._held: av.VideoFrame | None = None
        self._written_ns = 0
        self._began_cpu_ns = 0
        self._decoded_ns = 0
        self.restart(0)

    def restart(self, from_ns: int) -> None:
        """The media was wound to this place; pictures before it are not shown."""
        self.is_over = False
        self.end_ns = 0
        self.late_ns = 0
        self._from_ns = from_ns
        self._began_cpu_ns = time.process_time_ns()
        self._decoded_ns = 0
        self._held = None
        self._held_ns = from_ns  # of the picture that comes next, or an estimate
        self._held_for_ns = self._frame_ns

    @property
    def tick(self) -> int:
        """The tick at which the next picture is due, as far as is known."""
        return self._grid.index_of(self._timeline.anchor_ns + self._held_ns)

    @property
    def wake_ns(self) -> int:
        """When to take the next step."""
        return self._grid.due_ns(self.tick - PICTURE_AHEAD_TICKS)

    def is_slow(self) -> bool:
        """Whether decoding costs so much processor time that it can't keep up."""
        cpu_ns = time.process_time_ns() - self._began_cpu_ns
        return self._decoded_ns > SECOND_NS and cpu_ns > self._decoded_ns * _SLOW_SHARE

    def step(self, now_ns: int) -> None:
        """Decode the next picture; hand it over if its time is near.

        Raises:
            CaptureError: If the input can't be read or decoded any more.
            RingError: If there is no memory for the ring.
        """
        if self._held is None:
            self._held = self._decode()
            if self._held is None or self.wake_ns > now_ns:
                return
        frame, self._held = self._held, None
        tick = self.tick
        self._held_ns += self._held_for_ns
        due_ns = self._grid.due_ns(tick)
        self.late_ns = now_ns - due_ns
        is_late = now_ns >= self._grid.due_ns(tick + 1)
        if is_late and now_ns - self._written_ns < _FROZEN_NS:
            self._stats.late += 1
        elif self._may_be_unseen and self.tick == tick:
            self._stats.unseen += 1
        elif (shown := self._orders.shown) != (0, 0):
            self._sink.write_picture(frame, due_ns, shown, self._pixel_aspect)
            self._written_ns = now_ns

    def _decode(self) -> av.VideoFrame | None:
        frame = self._track.next()
        if frame is None:
            self.is_over = True
            return None
        time_ns = self._media.time_ns(frame)
        start_ns = self._held_ns if time_ns is None else time_ns
        duration_ns = self._duration_ns(frame)
        self._decoded_ns += duration_ns
        end_ns = start_ns + duration_ns
        self.end_ns = max(self.end_ns, end_ns)
        if end_ns <= self._from_ns:
            return None  # between the key frame and the place that was asked for
        self._held_ns, self._held_for_ns = start_ns, duration_ns
        return frame

    def _duration_ns(self, frame: av.VideoFrame) -> int:
        if frame.duration and frame.time_base:
            return nanoseconds(frame.duration, frame.time_base)
        return self._frame_ns


class SoundTrack:
    """Decodes sound and hands it over in blocks.

    Args:
        limit_ns: Where the pass ends, in media time, if it is known: what is
            longer than the pictures by a little is cut, so that loops have no seam.

    Attributes:
        is_over: Whether the media has no more sound.
        end_ns: Where it ends, in media time.
    """

    def __init__(
        self,
        media: MediaInput,
        track: "Track[av.AudioFrame]",
        sink: Sink,
        timeline: Timeline,
        stats: PlayStats,
        limit_ns: int | None,
    ) -> None:
        self._media = media
        self._track = track
        self._sink = sink
        self._timeline = timeline
        self._stats = stats
        self._limit_ns = limit_ns
        self._blocks = SoundBlocks(timeline.anchor_ns)
        self.restart(0, is_seam=True)

    def restart(self, from_ns: int, *, is_seam: bool) -> None:
        """The media was wound to this place.

        Args:
            from_ns: Sound before it is not heard.
            is_seam: Whether the sound goes on without a gap, as in a loop.
        """
        self.is_over = False
        self.end_ns = from_ns
        self._from_ns = from_ns
        self._is_first = True
        self._resampler = Resampler()
        if not is_seam:
            self._blocks = SoundBlocks(self._timeline.anchor_ns + from_ns)

    @property
    def due_ns(self) -> int:
        """When the next block is due."""
        return self._blocks.due_ns

    @property
    def wake_ns(self) -> int:
        """When to take the next step."""
        return self._blocks.due_ns - SOUND_AHEAD_NS

    def shift(self, by_ns: int) -> None:
        """All that comes is due so much later."""
        self._blocks.shift(by_ns)

    def fill(self, until_ns: int) -> None:
        """Add silence up to a place of the media."""
        self._write(self._blocks.fill(self._timeline.anchor_ns + until_ns), 0)

    def step(self, now_ns: int) -> None:
        """Decode some sound and hand over the blocks that it makes whole.

        Raises:
            CaptureError: If the input can't be read or decoded any more.
            RingError: If there is no memory for the ring.
        """
        frame = self._track.next()
        if frame is None:
            self.is_over = True
            return
        time_ns = self._media.time_ns(frame)
        start_ns = self.end_ns if time_ns is None else time_ns
        samples = self._resampler.convert(frame)
        self.end_ns = start_ns + len(samples) * SECOND_NS // RATE_HZ
        if self._limit_ns is not None:
            samples = samples[: max(0, _frames(self._limit_ns - start_ns))]
        if start_ns < self._from_ns:
            samples = samples[_frames(self._from_ns - start_ns) :]
            start_ns = self._from_ns
        if len(samples):
            due_ns = self._timeline.anchor_ns + start_ns
            self._write(self._blocks.add(samples, due_ns, is_first=self._is_first), now_ns)
            self._is_first = False

    def _write(self, blocks: Iterator[tuple[int, Samples]], now_ns: int) -> None:
        for pts_ns, block in blocks:
            if pts_ns + _BLOCK_NS < now_ns:
                self._stats.late_blocks += 1
            else:
                self._sink.write_sound(block, pts_ns)


def _frames(duration_ns: int) -> int:
    return round(duration_ns * RATE_HZ / SECOND_NS)
