"""Publishers whose stream is made to fit what is on air, because their owner says so.

What is made of such a stream stands by in its publisher's stead, under its number and name, and
goes on air like any other.  It is said by the device's name, so that a phone that calls again is
made to fit again; it begins as soon as something is on air that the stream does not fit, and
anew when that becomes another::

    stand_ins = StandIns(programme, replaced=…, take=…)
    stand_ins.want("phone", is_wanted=True)
    stand_ins.look(publishers, kbps)                # each tick
    if stand_ins.put(source, tag, now_ms): …        # it was taken for that
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.publish.queue import MediaTag
from studio.room.relay.decoders import undecodable
from studio.room.relay.errors import CrowdedError, RelayError
from studio.room.relay.source import Source
from studio.room.relay.stream import Programme
from studio.room.relay.target import Target
from studio.room.relay.transcoding import Transcoding

MAX_WANTED = 16
MAX_STAND_INS = 2
"""Each costs a good part of a core."""

AGAIN_MS = 3000
log = logging.getLogger(__name__)


@dataclass(slots=True)
class StandIn:
    """What stands by instead of a publisher.

    Attributes:
        source: What is made of the publisher's stream.
        begun_ms: When that began.
    """

    source: Source
    transcoding: Transcoding
    begun_ms: int


class StandIns:
    """See the module; belongs to the event loop.

    Args:
        programme: Where they stand by.
        replaced: Told that one source stands where another did.
        take: Takes the tags that are made.
        now_ms: The relay's clock.

    Attributes:
        wanted: The devices for which it was said.
    """

    def __init__(
        self,
        programme: Programme,
        *,
        replaced: Callable[[Source, Source], None],
        take: Callable[[Source, MediaTag], None],
        now_ms: Callable[[], int],
    ) -> None:
        self.wanted: set[str] = set()
        self._programme = programme
        self._replaced = replaced
        self._take = take
        self._now_ms = now_ms
        self._stand_ins: dict[Source, StandIn] = {}
        self._failed: dict[Source, str] = {}
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def has_work(self) -> bool:
        """Whether anything was said, or goes on."""
        return bool(self.wanted or self._stand_ins)

    def want(self, device: str, *, is_wanted: bool) -> None:
        """Have what a device sends made to fit, or no longer; who is on air stays so.

        Raises:
            RelayError: If it can't be.
        """
        if not is_wanted:
            self.wanted.discard(device)
            return
        if len(self.wanted | {device}) > MAX_WANTED:
            raise CrowdedError(f"{MAX_WANTED} devices are converted already, which is the most.")
        if self._programme.active is not None:
            Target.of(self._programme.active, 0)  # says why not
        for source in self._programme.sources:
            if source.name == device and (sentence := undecodable(source)):
                raise RelayError(sentence)
        self._failed = {each: why for each, why in self._failed.items() if each.name != device}
        self.wanted.add(device)

    def of(self, source: Source) -> StandIn | None:
        """Return what stands by instead of a publisher."""
        return self._stand_ins.get(source)

    def found(self, shown: Source) -> StandIn | None:
        """Return the stand-in that the programme knows as a source."""
        return next((each for each in self._stand_ins.values() if each.source is shown), None)

    def misfit(self, shown: Source) -> str:
        """Return why a source of the programme can't go on air; "" if it can."""
        return self._failed.get(shown) or self._programme.misfit(shown)

    def put(self, source: Source, tag: MediaTag, now_ms: int) -> bool:
        """Take a tag of a publisher that has a stand-in; False for others.

        Raises:
            MediaError: If its header is of no use.
        """
        stand_in = self._stand_ins.get(source)
        if stand_in is None:
            return False
        stand_in.transcoding.put(source.note(tag, now_ms))
        return True

    def look(self, publishers: Mapping[Source, Callable[[], None]], kbps: int) -> None:
        """Begin what is wanted, and end what is not; each tick.

        Args:
            publishers: All of them, with what asks each for a key frame.
            kbps: Of what is on air.
        """
        active = self._programme.active
        for source, ask_key in publishers.items():
            stand_in = self._stand_ins.get(source)
            is_wanted = source.name in self.wanted
            if stand_in is None:
                if is_wanted and active not in (None, source) and self._must_fit(source):
                    self._begin(source, ask_key, kbps)
            elif stand_in.source is not active and not (is_wanted and self._fits(stand_in)):
                self.end(source)
                self._replaced(stand_in.source, source)

    def end(self, source: Source) -> Source:
        """Forget a publisher; return as what the programme knows it."""
        self._failed.pop(source, None)
        stand_in = self._stand_ins.pop(source, None)
        if stand_in is None:
            return source
        task = asyncio.create_task(stand_in.transcoding.close(), name="end of a transcoding")
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)
        return stand_in.source

    async def close(self) -> None:
        """End all."""
        for source in list(self._stand_ins):
            self.end(source)
        await asyncio.gather(*self._closing)

    def _must_fit(self, source: Source) -> bool:
        return (
            source.is_known
            and source is not self._programme.target
            and source not in self._failed
            and bool(self._programme.misfit(source))
        )

    def _fits(self, stand_in: StandIn) -> bool:
        """Whether it is as what is on air now, as far as can be said."""
        is_young = self._now_ms() - stand_in.begun_ms < AGAIN_MS
        return (
            is_young or not stand_in.source.is_known or not self._programme.misfit(stand_in.source)
        )

    def _begin(self, source: Source, ask_key: Callable[[], None], kbps: int) -> None:
        active = self._programme.active
        assert active is not None
        now_ms = self._now_ms()
        try:
            if len(self._stand_ins) >= MAX_STAND_INS:
                raise CrowdedError(
                    f"{source.name} can't be converted: {MAX_STAND_INS} are already, the most."
                )
            if sentence := undecodable(source):
                raise RelayError(sentence)
            target = Target.of(active, kbps)
        except RelayError as error:
            self._fail(source, str(error))
            return
        shown = Source(source.number, source.who, now_ms, source.device, source.phone)
        transcoding = Transcoding(
            source.name,
            target,
            take=lambda tag: self._take(shown, tag),
            ask_key=ask_key,
            failed=lambda: self._give_up(source),
        )
        for header in (source.video_header, source.audio_header):
            if header is not None:
                transcoding.put(header)
        self._stand_ins[source] = StandIn(shown, transcoding, now_ms)
        log.info("%s is made %dx%d at %d", source.name, target.width, target.height, target.fps)
        self._replaced(source, shown)

    def _give_up(self, source: Source) -> None:
        shown = self.end(source)
        self._fail(
            source, f"What {source.name} sends can't be converted: the server's log says why."
        )
        self._replaced(shown, source)

    def _fail(self, source: Source, sentence: str) -> None:
        log.error("%s", sentence)
        self._failed[source] = sentence
