"""Plays a media file or a stream into the rings, each picture and block in its time.

One thread, one sleep: whichever of the two tracks is due next takes the next step,
pictures 3 ticks ahead and sound 200 ms ahead.  Time never waits for the decoder:
what is too late is left out and counted, and what is hopelessly late (after a
SIGSTOP, or when a dead capture is restarted) is jumped over.  So after a restart a
file goes on where it would be, give or take what starting took::

    player = Player(MediaInput("clip.mp4"), rings, grid, orders, loop=True)
    outcome = player.run()
"""

import time
from enum import Enum, auto

from studio.capture.container import MediaInput
from studio.capture.errors import CaptureError
from studio.capture.grid import TickGrid
from studio.capture.orders import Orders
from studio.capture.sound import SECOND_NS
from studio.capture.tracks import PictureTrack, PlayStats, Sink, SoundTrack, Timeline

_HOPELESS_NS = SECOND_NS
_RESTARTED_NS = 5 * SECOND_NS  # so late is only a capture that has died and was restarted
_START_TICKS = 4
_LIVE_START_NS = 300_000_000
_LONGER_SOUND_NS = SECOND_NS // 2
_AGAIN_NS = 15 * SECOND_NS
_LEAD_FIRST_NS, _LEAD_LAST_NS = SECOND_NS // 4, 4 * SECOND_NS


class Outcome(Enum):
    """Why a player stopped."""

    PLAYED = auto()
    ENDED_BY_ORDER = auto()
    TOO_SLOW = auto()
    """The decoder does not keep up; it may with more threads."""


class Player:
    """Plays one opened input; belongs to one thread.

    Args:
        media: What to play.
        sink: Where it goes.
        grid: The ticks of the session.
        orders: What may be asked of it meanwhile.
        loop: Whether it begins again at its end.
        start_ns: Monotonic time of the beginning, or None for soon.
        is_live: Whether it comes in real time, so that there is nothing to jump to.
    """

    def __init__(
        self,
        media: MediaInput,
        sink: Sink,
        grid: TickGrid,
        orders: Orders,
        *,
        loop: bool = False,
        start_ns: int | None = None,
        is_live: bool = False,
    ) -> None:
        self.stats = PlayStats()
        self._media = media
        self._grid = grid
        self._orders = orders
        self._loop = loop and not is_live
        self._is_live = is_live
        self._length_ns = media.info.duration_ns
        self._last_jump_ns = -_AGAIN_NS
        self._lead_ns = 0
        self._from_ns = 0
        start_ns = self._soon_ns() if start_ns is None else start_ns
        anchor_ns = grid.due_ns(grid.index_at_or_after(start_ns))
        self._timeline = timeline = Timeline(anchor_ns)
        self._pictures = self._sound = None
        if media.video is not None:
            self._pictures = PictureTrack(
                media, media.video, sink, grid, orders, timeline, self.stats
            )
        if media.audio is not None:
            limit_ns = media.picture_length_ns
            if limit_ns and self._length_ns - limit_ns > _LONGER_SOUND_NS:
                limit_ns = None
            self._sound = SoundTrack(media, media.audio, sink, timeline, self.stats, limit_ns)

    @property
    def anchor_ns(self) -> int:
        """Monotonic time of the media's beginning, in this pass."""
        return self._timeline.anchor_ns

    def run(self) -> Outcome:
        """Play until the end or an order.

        Raises:
            CaptureError: If the input can't be read or decoded any more.
            RingError: If there is no memory for a ring.
        """
        late_ns = time.monotonic_ns() - self.anchor_ns
        if late_ns > _RESTARTED_NS:
            self._go_to_present(_LEAD_FIRST_NS)
        elif late_ns > 0:  # this process took its time to start: so the media starts now
            self._timeline.anchor_ns = self._soon_ns()
            if self._sound:
                self._sound.restart(0, is_seam=False)
        while not self._orders.is_ended:
            if self._orders.is_paused:
                self._stand_still()
                continue
            if self._orders.is_resting and not self._is_live:
                self._rest()
                continue
            place_ns = self._orders.take_seek()
            if place_ns is not None:
                self._go_to(place_ns, self._soon_ns() - place_ns)
            track = self._next_track()
            if track is None:
                if not self._begin_again():
                    return Outcome.PLAYED
            elif not self._orders.wait(track.wake_ns):
                track.step(time.monotonic_ns())
                if self._is_hopeless() and not self._catch_up():
                    return Outcome.TOO_SLOW
        return Outcome.ENDED_BY_ORDER

    def _next_track(self) -> PictureTrack | SoundTrack | None:
        tracks: list[PictureTrack | SoundTrack] = [
            track for track in (self._pictures, self._sound) if track and not track.is_over
        ]
        return min(tracks, key=lambda track: track.wake_ns, default=None)

    def _soon_ns(self) -> int:
        now_ns = time.monotonic_ns()
        if self._is_live:
            now_ns += _LIVE_START_NS
        return self._grid.due_ns(self._grid.index_at_or_after(now_ns) + _START_TICKS)

    def _begin_again(self) -> bool:
        """Wind back for the next pass; False if this was the last one.

        Raises:
            CaptureError: If nothing in it could be decoded, so it would spin.
        """
        length_ns = self._pictures.end_ns if self._pictures else 0
        sound_ns = self._sound.end_ns if self._sound else 0
        if sound_ns - length_ns > _LONGER_SOUND_NS:
            length_ns = sound_ns
        if length_ns <= 0 and self._from_ns > 0:  # it was wound to its very end
            length_ns = max(self._length_ns, self._from_ns)
        if length_ns <= 0:
            raise CaptureError(f"{self._media.target} holds nothing that can be decoded.")
        if self._sound:
            self._sound.fill(length_ns)
        if not self._loop:
            return False
        self._length_ns = length_ns
        self._media.seek(0)
        self._from_ns = 0
        self._timeline.anchor_ns += length_ns
        if self._pictures:
            self._pictures.restart(0)
        if self._sound:
            self._sound.restart(0, is_seam=True)
        return True

    def _stand_still(self) -> None:
        """Wait for the end of a pause; then all that comes is later by its length."""
        while self._orders.is_paused and not self._orders.is_ended:
            self._orders.wait(None)
        soon_ns = self._soon_ns()
        next_ns = soon_ns
        if self._pictures and not self._pictures.is_over:
            next_ns = self._grid.due_ns(self._pictures.tick)
        elif self._sound:
            next_ns = self._sound.due_ns
        by_ns = max(0, soon_ns - next_ns)
        self._timeline.anchor_ns += by_ns
        if self._sound:
            self._sound.shift(by_ns)

    def _rest(self) -> None:
        """Decode nothing until somebody looks or listens; then go on where it would be.

        What comes in real time can't rest: its sender would not wait.
        """
        while self._orders.is_resting and not self._orders.is_ended:
            self._orders.wait(None)
        if not self._orders.is_ended:
            self._go_to_present(_LEAD_FIRST_NS)

    def _is_hopeless(self) -> bool:
        late_ns = self._pictures.late_ns if self._pictures else 0
        if self._sound and not self._sound.is_over:
            late_ns = max(late_ns, time.monotonic_ns() - self._sound.due_ns)
        return late_ns > _HOPELESS_NS

    def _catch_up(self) -> bool:
        """Jump to the present; False if the decoder is too slow to stay there."""
        if self._is_live:
            self._shift_live()
            return True
        self.stats.jumps += 1
        now_ns = time.monotonic_ns()
        is_again = now_ns - self._last_jump_ns < _AGAIN_NS
        self._last_jump_ns = now_ns
        # A long way from the key frame to the present takes its time: aim further ahead.
        self._lead_ns = min(_LEAD_LAST_NS, self._lead_ns * 2) if is_again else _LEAD_FIRST_NS
        if self._pictures and self._pictures.is_slow():
            return False
        self._go_to_present(self._lead_ns)
        return True

    def _go_to_present(self, lead_ns: int) -> None:
        """Wind to where the media would be by now if it had never been late."""
        anchor_ns = self._timeline.anchor_ns
        place_ns = self._soon_ns() + lead_ns - anchor_ns
        if self._length_ns > 0 and place_ns >= self._length_ns:
            passes, place_ns = divmod(place_ns, self._length_ns)
            if self._loop:
                anchor_ns += passes * self._length_ns
            else:
                place_ns = self._length_ns
        self._go_to(place_ns, anchor_ns)

    def _shift_live(self) -> None:
        """What was not received in time comes later, and so does all that follows."""
        soon_ns = next_ns = self._soon_ns()
        if self._pictures:
            next_ns = self._grid.due_ns(self._pictures.tick)
        elif self._sound:
            next_ns = self._sound.due_ns
        by_ns = soon_ns - next_ns
        self._timeline.anchor_ns += by_ns
        if self._pictures:
            self._pictures.late_ns = 0
        if self._sound:
            self._sound.shift(by_ns)

    def _go_to(self, place_ns: int, anchor_ns: int) -> None:
        self._media.seek(place_ns)
        self._from_ns = place_ns
        self._timeline.anchor_ns = anchor_ns
        if self._pictures:
            self._pictures.restart(place_ns)
        if self._sound:
            self._sound.restart(place_ns, is_seam=False)
