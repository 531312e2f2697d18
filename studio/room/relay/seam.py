"""Where one publisher's pictures end and another's begin, measured on what goes out.

Nothing of what the programme wanted is believed here: a tag is looked at when it is sent,
so that what is told of a change is what viewers had::

    seams = Seams()
    seams.sent(tag, now_ms)              # each, as it goes out
    seams.cut("pc", "laptop", wait_ms)   # before the first tag of the new one
    seams.last                           # Seam(gap_ms=36, step_ms=33, …)
"""

from dataclasses import asdict, dataclass

from studio.publish.queue import MediaTag
from studio.rtmp.flv import Tag

SLATE = "slate"


@dataclass(slots=True)
class Seam:
    """One change of what is on air.

    Attributes:
        before: Who was on air; ``slate`` for nobody.
        after: Who is.
        wait_ms: From the command, or from when the one before was missed, to the cut.
        gap_ms: Without a new picture, on our clock.
        step_ms: From the last picture to the first, by their time stamps.
        sound_step_ms: The same of the sound; 0 until the first one.
        slate_ms: How long the slate was there before ``after`` came.
    """

    before: str
    after: str
    wait_ms: int = 0
    gap_ms: int = 0
    step_ms: int = 0
    sound_step_ms: int = 0
    slate_ms: int = 0


class Seams:
    """See the module.

    Attributes:
        last: The newest one, once there is any.
        longest_gap_ms: Of all so far.
        slate_ms: How long the slate was seen in all, apart from now.
    """

    def __init__(self) -> None:
        self.last: Seam | None = None
        self.longest_gap_ms = 0
        self.slate_ms = 0
        self._is_new = {Tag.VIDEO: False, Tag.AUDIO: False}
        self._newest: dict[Tag, tuple[int, int]] = {}
        self._slate_since_ms: int | None = None

    def cut(self, before: str, after: str, wait_ms: int) -> None:
        """Note that what is sent from now on is another's."""
        self.last = Seam(before, after, wait_ms)
        self._is_new = dict.fromkeys(self._is_new, True)

    def sent(self, tag: MediaTag, now_ms: int) -> None:
        """Note what goes out."""
        if tag.is_header or tag.kind is Tag.SCRIPT:
            return
        if self._is_new[tag.kind] and self.last is not None:
            self._is_new[tag.kind] = False
            self._measure(self.last, tag, now_ms)
        self._newest[tag.kind] = tag.time_ms, now_ms

    def as_dict(self) -> dict[str, object] | None:
        """Return the newest one as JSON has it."""
        return asdict(self.last) if self.last else None

    def _measure(self, seam: Seam, tag: MediaTag, now_ms: int) -> None:
        time_ms, sent_ms = self._newest.get(tag.kind, (tag.time_ms, now_ms))
        if tag.kind is Tag.AUDIO:
            seam.sound_step_ms = tag.time_ms - time_ms
            return
        seam.step_ms, seam.gap_ms = tag.time_ms - time_ms, now_ms - sent_ms
        self.longest_gap_ms = max(self.longest_gap_ms, seam.gap_ms)
        if seam.before == SLATE and self._slate_since_ms is not None:
            seam.slate_ms = now_ms - self._slate_since_ms
            self.slate_ms += seam.slate_ms
        self._slate_since_ms = now_ms if seam.after == SLATE else None
