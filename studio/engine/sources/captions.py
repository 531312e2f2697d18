"""What is said, as a source.

A thread paints when lines change, and sleeps otherwise; while nobody speaks the tick gets the
same clear picture again and again, of which the compositors draw nothing::

    source = CaptionSource("Captions", CaptionSourceSettings())
    source.say(spoken)                      # partials and finals, as they are to be read
    source.say(corrected, is_new=False)
    source.use(settings)                    # another look, for what is read already too
    source.show_example(spoken)             # for a moment, unless somebody speaks

Where it can't paint it says so in its state and stays clear: a card over the programme would
be worse than no captions.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping

from studio.engine.picture import Picture
from studio.engine.sources.caption_paint import CaptionPainter
from studio.engine.sources.caption_picture import CaptionPictures
from studio.engine.sources.caption_text import CaptionText, Row
from studio.engine.sources.source import Health, SourceState
from studio.model.captions.spoken import Spoken
from studio.model.errors import StudioError
from studio.model.kinds_captions import CaptionSourceSettings
from studio.telemetry.thread_name import show_thread_name

log = logging.getLogger(__name__)

EXAMPLE_MS = 8_000
PAINT_S = 0.05
"""From one picture to the next at least: what is told in between is read in the next one."""
MOST_WAITING = 64
"""Breaths; a source reads few lines, so what is older would never be seen."""
MOST_KEPT = 16
_CLOSE_S = 1.0

Told = Mapping[str, tuple[Spoken, bool]]
"""What was told since the last look, by id, and whether it is new."""


class CaptionSource:
    """Shows what it is told; implements ``Source``.  All of it may be called from any thread.

    Args:
        name: What the source is called, for people.
        settings: How it looks.
    """

    def __init__(self, name: str, settings: CaptionSourceSettings) -> None:
        self._name = name
        self._settings = settings
        self._waiting: OrderedDict[str, tuple[Spoken, bool]] = OrderedDict()
        self._example: Spoken | None = None
        self._is_shown = True
        self._is_closed = False
        self._has_news = False
        self._news = threading.Condition()  # of all above
        self._state = SourceState(Health.RUNNING)
        self._reading = _Reading(settings)
        self._picture: Picture | None = self._reading.picture(())
        self._thread = threading.Thread(target=self._run, name=f"captions-{name}", daemon=True)
        self._thread.start()

    @property
    def state(self) -> SourceState:
        """How it is."""
        return self._state

    def want(self, width: int, height: int) -> None:
        """Paint while it is shown; always in its own size."""
        is_shown = width > 0 and height > 0
        if is_shown != self._is_shown:
            with self._news:
                self._is_shown = is_shown
                self._tell()

    def request(self, due_ns: int) -> None:
        """Nothing: the picture is there."""

    def latch(self, due_ns: int) -> Picture | None:
        """Return what is read now."""
        return self._picture

    def say(self, spoken: Spoken, *, is_new: bool = True) -> None:
        """Read what is said.

        Args:
            spoken: A partial or a final.
            is_new: Else it was told before, and is only read if it still stands there.
        """
        with self._news:
            _, was_new = self._waiting.pop(spoken.id, (None, False))
            self._waiting[spoken.id] = spoken, is_new or was_new
            if len(self._waiting) > MOST_WAITING:
                self._waiting.popitem(last=False)
            self._tell()

    def use(self, settings: CaptionSourceSettings) -> bool:
        """Look so from now on; say whether that is another look."""
        with self._news:
            is_other = settings != self._settings
            self._settings = settings
            self._tell()
        return is_other

    def show_example(self, spoken: Spoken) -> None:
        """Read an example for a moment, until somebody speaks."""
        with self._news:
            self._example = spoken
            self._tell()

    def close(self) -> None:
        """End the thread."""
        with self._news:
            self._is_closed = True
            self._tell()
        self._thread.join(_CLOSE_S)
        self._picture = None

    def _tell(self) -> None:
        self._has_news = True
        self._news.notify()

    def _run(self) -> None:
        show_thread_name()
        settings, reading = self._settings, self._reading
        while True:
            with self._news:
                if not self._has_news:
                    self._news.wait(reading.wait_s(_now_ms()))
                if self._is_closed:
                    return
                self._has_news = False
                told, self._waiting = self._waiting, OrderedDict()
                example, self._example = self._example, None
                other = self._settings if self._settings != settings else None
                settings, is_shown = self._settings, self._is_shown
            try:
                reading.follow(other, told, example, _now_ms())
                picture = reading.next_picture() if is_shown else None
            except StudioError as error:
                self._fail(str(error))
            except Exception:  # the border of this thread: one source must not end the programme
                log.exception("%s failed in a way that nobody thought of.", self._name)
                self._fail(f"{self._name} can't be shown because of a fault in Rocket Studio.")
            else:
                self._state = SourceState(Health.RUNNING)
                if picture is None:
                    continue
                self._picture = picture
            with self._news:
                self._news.wait_for(lambda: self._is_closed, PAINT_S)

    def _fail(self, reason: str) -> None:
        if self._state.reason != reason:
            log.warning("%s: %s", self._name, reason)
        self._state = SourceState(Health.FAILED, reason)
        self._picture = self._reading.picture(())


class _Reading:
    """What is read, in the look of now; belongs to one thread at a time.

    Args:
        settings: How it looks.
    """

    def __init__(self, settings: CaptionSourceSettings) -> None:
        self._kept: OrderedDict[str, tuple[Spoken, int]] = OrderedDict()
        self._example: tuple[Row, ...] = ()
        self._example_until_ms = 0
        self._rows: tuple[Row, ...] = ()
        self._shown: tuple[Row, ...] | None = None
        self._serial = 0
        self._use(settings)

    def wait_s(self, now_ms: int) -> float | None:
        """Return when something goes away by itself; None for never."""
        due = [self._example_until_ms] if self._example else []
        if self._text is not None and self._text.next_ms is not None:
            due.append(self._text.next_ms)
        return max(0, min(due) - now_ms) / 1000 if due else None

    def follow(
        self,
        settings: CaptionSourceSettings | None,
        told: Told,
        example: Spoken | None,
        now_ms: int,
    ) -> None:
        """Take in what has changed.

        Args:
            settings: Another look, if there is one.
            told: What was told.
            example: To be read if nothing else is.
            now_ms: The time.

        Raises:
            FontError: If there is nothing to write with.
        """
        if settings is not None:
            self._use(settings)
        for spoken, is_new in told.values():
            self._take(spoken, is_new, now_ms)
        if example is not None:
            self._take_example(example, now_ms)
        self._rows = self._rows_at(now_ms)

    def next_picture(self) -> Picture | None:
        """Return what is read now; None if that is the last picture still."""
        return None if self._rows == self._shown else self.picture(self._rows)

    def picture(self, rows: tuple[Row, ...]) -> Picture:
        """Return a picture of rows."""
        rgba = self._painter.paint(rows)
        self._shown = rows
        self._serial += 1
        return self._pictures.picture(rgba, self._serial)

    def _use(self, settings: CaptionSourceSettings) -> None:
        self._settings = settings
        self._painter = CaptionPainter(settings)
        geometry = self._painter.geometry
        self._pictures = CaptionPictures(geometry.width, geometry.height)
        self._shown = None
        self._text: CaptionText | None = None
        self._example = ()
        for spoken, told_ms in self._kept.values():
            self._writing().say(spoken, told_ms)

    def _writing(self) -> CaptionText:
        """Return what is written; the fonts are looked for with the first word."""
        if self._text is None:
            self._text = self._new_text()
        return self._text

    def _new_text(self) -> CaptionText:
        rulers = (self._painter.ruler(is_translated=each) for each in (False, True))
        return CaptionText(self._settings, *rulers)

    def _take(self, spoken: Spoken, is_new: bool, now_ms: int) -> None:
        if is_new:
            self._writing().say(spoken, now_ms)
        elif self._text is not None:
            self._text.correct(spoken)
        kept = self._kept.get(spoken.id)
        if is_new or kept:
            self._kept[spoken.id] = spoken, now_ms if is_new or not kept else kept[1]
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def _take_example(self, spoken: Spoken, now_ms: int) -> None:
        text = self._new_text()
        text.say(spoken, now_ms)
        self._example, self._example_until_ms = text.rows, now_ms + EXAMPLE_MS

    def _rows_at(self, now_ms: int) -> tuple[Row, ...]:
        if self._text is not None:
            self._text.pass_time(now_ms)
            if rows := self._text.rows:
                self._example = ()
                return rows
        if self._example and now_ms >= self._example_until_ms:
            self._example = ()
        return self._example


def _now_ms() -> int:
    return time.monotonic_ns() // 1_000_000
