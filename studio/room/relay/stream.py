"""One room's programme: publishers in, one unbroken stream out.  No socket, no clock.

The first publisher is active; every other one stands by, whatever its name, and is
never refused for being second: it may be the same person on a new connection while
the old one is still thought to live, or another device that is to take over.  The
active one changes when it is gone, or on command.  The cut is at a key frame of the
new one, which is asked for one; its headers go before it, and its times are put on
the programme's own line, so that viewers and platforms see one publish::

    programme = Programme()
    source = programme.join("studio", now_ms)
    for out in programme.take(source, tag, now_ms): ...
    for out in programme.tick(now_ms): ...          # each TICK_MS: the slate, the grace
    programme.leave(source, now_ms, in_order=False)

When nobody has sent for SILENCE_MS, the slate goes on air as if it were another
publisher; where one stands by, that has STANDBY_MS more to bring a key frame, so that
nobody sees the slate for a blink.  After HOLD_MS of it, or when the last publisher ends
in order, it is over.
"""

from collections.abc import Iterator
from dataclasses import replace

from studio.publish.queue import MediaTag
from studio.room.relay.errors import CrowdedError, RelayError
from studio.room.relay.fit import misfit
from studio.room.relay.slate import Slate, SlateFormat
from studio.room.relay.source import Source
from studio.room.relay.tags import AVC_HEAD_BYTES, AvcConfig
from studio.room.relay.timeline import Timeline
from studio.rtmp.flv import Tag
from studio.rtmp.nal import length_prefixed

SILENCE_MS = 1000
HOLD_MS = 120_000
SOUND_ONLY_MS = 2000
"""A publisher that has sent no picture for so long has none."""

STANDBY_MS = 500
ASK_AGAIN_MS = 1000
MAX_PUBLISHERS = 4
TICK_MS = 20


class Programme:
    """See the module.

    Args:
        silence_ms: After how much silence the active publisher counts as gone.
        hold_ms: How long the slate waits for a publisher.

    Attributes:
        slate: Set by the owner when it is ready for ``slate_format``.
        splices: How often the publisher has changed.
        wait_ms: How long the last change took, from the command or the loss to the cut.
        is_over: Nothing comes any more.
    """

    def __init__(self, silence_ms: int = SILENCE_MS, hold_ms: int = HOLD_MS) -> None:
        self.slate: Slate | None = None
        self.splices = 0
        self.wait_ms = 0
        self.is_over = False
        self.sources: list[Source] = []
        self._silence_ms = silence_ms
        self._hold_ms = hold_ms
        self._timeline = Timeline()
        self._active: Source | None = None
        self._target: Source | None = None
        self._usual: Source | None = None
        self._is_ordered = False
        self._aimed_ms: int | None = None
        self._asked_ms = 0
        self._keys_wanted: set[Source] = set()
        self._headers: dict[Tag, MediaTag] = {}
        self._slate_source = Source(0, "slate", 0)
        self._slate_tags: Iterator[MediaTag] = iter(())
        self._slate_next: MediaTag | None = None
        self._slate_start_ms = 0
        self._last_picture_ms: int | None = None
        self._last_heard_ms = 0
        self._numbers = 0

    @property
    def is_on_slate(self) -> bool:
        """Whether viewers see the slate."""
        return self._active is self._slate_source

    @property
    def active(self) -> Source | None:
        """Who is on air; None for nobody and for the slate."""
        return None if self.is_on_slate else self._active

    @property
    def slate_format(self) -> SlateFormat | None:
        """What a slate must be like to follow what is on air; None while it can't be known."""
        source = self.active
        if source is None or source.video_header is None:
            return None
        return SlateFormat.of(source)

    @property
    def newest_ms(self) -> int:
        """The newest time that went out."""
        return self._timeline.newest_ms

    def shown_ms(self, programme_ms: int) -> int | None:
        """Return when is shown what was said at a time of the clock of the studio on air.

        None if its clock isn't known.
        """
        shown_ms = self.active.shown_ms(programme_ms) if self.active else None
        return None if shown_ms is None else self._timeline.shown_ms(shown_ms)

    @property
    def target(self) -> Source | None:
        """Who is to go on air at its next key frame."""
        return self._target

    def join(self, who: str, now_ms: int, device: str = "", phone: str = "") -> Source:
        """Take one more publisher.

        Raises:
            CrowdedError: If there are MAX_PUBLISHERS already.
        """
        if len(self.sources) >= MAX_PUBLISHERS:
            raise CrowdedError(
                f"{MAX_PUBLISHERS} publishers are here already, which is the most; end one first."
            )
        self._numbers += 1
        source = Source(self._numbers, who, now_ms, device, phone)
        self.sources.append(source)
        self._last_heard_ms = now_ms
        return source

    def leave(self, source: Source, now_ms: int, *, in_order: bool) -> None:
        """Let a publisher go; ``in_order`` says that it has ended its stream itself."""
        if source not in self.sources:
            return
        self.sources.remove(source)
        self._keys_wanted.discard(source)
        if source is self._target:
            self._drop_target()
        if source is self._active:
            self._active = None
            self._aimed_ms = self._aimed_ms or now_ms
            self._aim_at_standby(now_ms)
        if in_order and not self.sources:
            self.is_over = True

    def replace(self, old: Source, new: Source, now_ms: int) -> None:
        """Let another source stand where one did: what is made of it, or itself again."""
        if old in self.sources:
            self.sources.insert(self.sources.index(old), new)
            self.leave(old, now_ms, in_order=False)

    def take_over(self, number: int, now_ms: int) -> None:
        """Put a publisher that stands by on air, from its next key frame on.

        Raises:
            RelayError: If there is none of that number, it would not go on as viewers are
                used to, or another one is just taking over.
        """
        source = next((each for each in self.sources if each.number == number), None)
        if source is None:
            raise RelayError(f"No publisher of this room has the number {number}.")
        if source is self._active or source is self._target:
            return
        if self._is_ordered and self._target is not None:
            name = self._target.name
            raise RelayError(f"{name} is just taking over: cancel that first, or wait for it.")
        if not source.has_media or source.video_header is None:
            raise RelayError(f"{source.name} sends no picture yet: start its stream first.")
        if sentence := self.misfit(source):
            raise RelayError(sentence)
        self._is_ordered, self._aimed_ms = True, now_ms
        self._aim_at(source, now_ms)

    def misfit(self, source: Source) -> str:
        """Return why a publisher can't go on here; "" if it can.

        It has to be as what is on air, or as what was before that came in by a loss.
        """
        if self.active is None:
            return ""
        sentence = misfit(self.active, source)
        if sentence and self._usual is not None and misfit(self._usual, source) is None:
            return ""
        return sentence or ""

    def cancel(self, now_ms: int) -> None:
        """Let nobody take over who was ordered to; what is on air stays.

        Raises:
            RelayError: If it is too late, or was never asked for.
        """
        if not self._is_ordered or self._target is None:
            raise RelayError("Nobody is just taking over: it is done already, or has failed.")
        self._keys_wanted.discard(self._target)
        self._drop_target()
        if self._active is None:
            self._aim_at_standby(now_ms)

    def take(self, source: Source, tag: MediaTag, now_ms: int) -> list[MediaTag]:
        """Take a tag and return what goes out for it.

        Raises:
            MediaError: If its header is of no use.
        """
        tag = source.note(tag, now_ms)
        if source is self._active:
            self._last_heard_ms = now_ms
            if self._target is None:
                self._aimed_ms = None
            return self._pass_on(tag, now_ms)
        if not tag.is_header and self._may_begin(source, tag, now_ms):
            return self._cut(source, tag, now_ms)
        return []

    def tick(self, now_ms: int) -> list[MediaTag]:
        """See who is gone, and return what of the slate is due."""
        active = self._active
        if active is not None and not self.is_on_slate:
            if now_ms - active.heard_ms < self._silence_ms:
                self._ask_again(now_ms)
                return []
            self._aimed_ms = self._aimed_ms or active.heard_ms
            self._aim_at_standby(now_ms)
        if self._last_picture_ms is None:  # nothing was ever on air
            patience_ms = self._hold_ms if self.sources else self._silence_ms
            self.is_over |= now_ms - self._last_heard_ms >= patience_ms
            return []
        self._ask_again(now_ms)
        if now_ms - self._last_heard_ms >= self._hold_ms:
            self.is_over = True
        if self.is_on_slate:
            return self._slate_due(now_ms)
        quiet_ms = now_ms - self._last_heard_ms
        patience_ms = self._silence_ms + (STANDBY_MS if self._is_standby_near(now_ms) else 0)
        if quiet_ms >= patience_ms and self.slate is not None:
            return self._begin_slate(self.slate, now_ms)
        return []

    def take_keys_wanted(self) -> list[Source]:
        """Return who is to be asked for a key frame now."""
        wanted, self._keys_wanted = self._keys_wanted, set()
        return [source for source in self.sources if source in wanted]

    def want_key(self) -> None:
        """Somebody downstream can go on only from a key frame."""
        if self.active is not None:
            self._keys_wanted.add(self.active)

    def _is_standby_near(self, now_ms: int) -> bool:
        target = self._target
        return target is not None and now_ms - target.heard_ms < self._silence_ms

    def _drop_target(self) -> None:
        self._target, self._is_ordered = None, False

    def _aim_at(self, source: Source, now_ms: int) -> None:
        self._target = source
        self._asked_ms = now_ms
        self._keys_wanted.add(source)

    def _aim_at_standby(self, now_ms: int) -> None:
        """Have the standby that was heard last take over."""
        if self._target is not None:
            return
        fresh = [
            source
            for source in self.sources
            if source is not self._active
            and source.has_media
            and now_ms - source.heard_ms < self._silence_ms
        ]
        if fresh:
            self._aim_at(max(fresh, key=lambda source: source.heard_ms), now_ms)

    def _ask_again(self, now_ms: int) -> None:
        if self._target is not None and now_ms - self._asked_ms >= ASK_AGAIN_MS:
            self._aim_at(self._target, now_ms)

    def _may_begin(self, source: Source, tag: MediaTag, now_ms: int) -> bool:
        if source is not self._target and self.active is not None:
            return False
        if tag.kind is Tag.VIDEO:
            return tag.is_key and source.video_header is not None
        return source.video_header is None and now_ms - source.joined_ms >= SOUND_ONLY_MS

    def _cut(self, source: Source, first: MediaTag, now_ms: int) -> list[MediaTag]:
        """Put ``source`` on air with its key frame ``first``."""
        waited_ms = 0
        if self._last_picture_ms is not None:
            waited_ms = now_ms - self._last_picture_ms
            self.splices += 1
            self.wait_ms = now_ms - (self._aimed_ms or now_ms)
        if source is not self._slate_source:
            if self._is_ordered or self._usual is None:
                self._usual = source
            self._drop_target()
            self._aimed_ms = None
        self._active = source
        self._last_heard_ms = now_ms
        self._timeline.cut_to(source, first, waited_ms)
        placed = self._timeline.place(first)
        assert placed is not None  # a picture always has a place; so has the first sound
        out, is_new_video = self._changed_headers(source, placed.time_ms)
        if is_new_video and first.kind is Tag.VIDEO:
            placed = _with_parameter_sets(placed, source.video_header)
        out.append(placed)
        self._last_picture_ms = now_ms
        for sound in source.sounds if first.kind is Tag.VIDEO else ():
            out += self._place_sound(sound)
        return out

    def _changed_headers(self, source: Source, time_ms: int) -> tuple[list[MediaTag], bool]:
        """Return the headers that differ from those on air, and whether another video's is."""
        out: list[MediaTag] = []
        is_new_video = False
        for header in (source.script, source.video_header, source.audio_header):
            if header is None:
                continue
            old = self._headers.get(header.kind)
            if old is not None and old.body == header.body:
                continue
            is_new_video |= header.kind is Tag.VIDEO and old is not None
            out.append(replace(header, time_ms=time_ms, is_header=True))
            self._headers[header.kind] = header
        return out, is_new_video

    def _pass_on(self, tag: MediaTag, now_ms: int) -> list[MediaTag]:
        if tag.is_header:
            source = self._active
            assert source is not None
            return self._changed_headers(source, self._timeline.last_ms.get(tag.kind, 0))[0]
        if tag.kind is Tag.AUDIO:
            return self._place_sound(tag)
        self._last_picture_ms = now_ms
        placed = self._timeline.place(tag)
        return [] if placed is None else [placed]

    def _place_sound(self, tag: MediaTag) -> list[MediaTag]:
        fill: list[MediaTag] = []
        silence = self._silence
        if silence is not None and (count := self._timeline.missing_sounds(tag)):
            fill = self._timeline.place_silence(silence, min(count, 100))
        placed = self._timeline.place(tag)
        return fill if placed is None else [*fill, placed]

    @property
    def _silence(self) -> bytes | None:
        """A frame of silence that fits the sound's header on air."""
        header = self._headers.get(Tag.AUDIO)
        if self.slate is None or header is None:
            return None
        return self.slate.silence_for(header)

    def _begin_slate(self, slate: Slate, now_ms: int) -> list[MediaTag]:
        source = self._slate_source = Source(0, "slate", now_ms)
        header = self._headers.get(Tag.AUDIO)
        for tag in slate.headers(header):
            source.note(tag, now_ms)
        self._slate_tags = slate.endless(self._silence)
        self._slate_start_ms = now_ms
        source.step_ms = slate.step_ms
        first = next(self._slate_tags)
        self._slate_next = next(self._slate_tags)
        return self._cut_to_slate(source, first, now_ms)

    def _cut_to_slate(self, source: Source, first: MediaTag, now_ms: int) -> list[MediaTag]:
        heard_ms = self._last_heard_ms
        out = self._cut(source, first, now_ms)
        self._last_heard_ms = heard_ms  # the slate is nobody: the hold goes on
        return out

    def _slate_due(self, now_ms: int) -> list[MediaTag]:
        out: list[MediaTag] = []
        while (tag := self._slate_next) and tag.time_ms <= now_ms - self._slate_start_ms:
            out += self._pass_on(tag, now_ms)
            self._slate_next = next(self._slate_tags)
        return out


def _with_parameter_sets(tag: MediaTag, header: MediaTag | None) -> MediaTag:
    """Put SPS and PPS into a key frame too, for players that take no second header."""
    if header is None or header.body[0] & 0x80:
        return tag
    config = AvcConfig.read(header.body)
    sets = length_prefixed([config.sps, config.pps])
    body = tag.body[:AVC_HEAD_BYTES] + sets + tag.body[AVC_HEAD_BYTES:]
    return replace(tag, body=body)
