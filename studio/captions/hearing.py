"""The thread that hears: takes each speaker's sound through to words, and tells them.

Finals come first, as they stand; what goes on is looked at as often as the machine allows
(``looks``), the speaker first who waited longest, and not at all while anybody is a second
behind.  In pauses finals are translated (``translating``).  It looks for sound every 30 ms, as the
engine wakes nobody::

    hearing = Hearing(wishes, tell, watchdog)
    hearing.run()               # until the wishes say that it ends
"""

import logging
import time
from collections.abc import Callable

from studio.captions.choosing import Recognisers
from studio.captions.errors import RecogniserError
from studio.captions.line import Activity, Ended, Hole
from studio.captions.looks import Looks
from studio.captions.recogniser import Recogniser
from studio.captions.sound import ms_of
from studio.captions.speaker import Speaker
from studio.captions.translating import Translating, translated
from studio.captions.watchdog import LOADING_S, Watchdog
from studio.captions.wishes import LineWish, Now, Wishes
from studio.ipc.errors import RingError
from studio.ipc.message import Message
from studio.model.captions.spoken import Spoken
from studio.model.errors import StudioError

logger = logging.getLogger(__name__)

Tell = Callable[[str, Message], None]
"""Tells everybody something; whoever connects later gets the last of each key that isn't ''."""
_ROUND_S = 0.03
_BEHIND_MS = 1_000
_RATE_S = 1.0
_AGAIN_S = 5.0


class Hearing:
    """See the module.

    Args:
        wishes: What the engine wants.
        tell: Tells it something.
        watchdog: Ends this when it hangs.
        listen: Makes what says whether somebody speaks.
        recognisers: What hears words.
    """

    def __init__(
        self,
        wishes: Wishes,
        tell: Tell,
        watchdog: Watchdog,
        *,
        listen: Callable[[], Activity],
        recognisers: Recognisers,
    ) -> None:
        self._wishes = wishes
        self._tell = tell
        self._watchdog = watchdog
        self._listen = listen
        self._recognisers = recognisers
        self._looks = Looks()
        self._translating = Translating()
        self._speakers: dict[str, Speaker] = {}
        self._refused: dict[str, tuple[LineWish, float]] = {}
        self._troubles: dict[str, str] = {}
        self._health = ("", "")
        self._counted = (time.monotonic(), time.process_time())
        self._behind_ms = 0
        self._heard: dict[str, tuple[int, int]] = {}

    def run(self) -> None:
        """Hear until told to end."""
        try:
            while not (now := self._wishes.wait(_ROUND_S)).is_ended:
                self._watchdog.beat()
                self._recognisers.use(now.choice)
                self._settle(now)
                self._round()
        finally:
            for speaker in self._speakers.values():
                speaker.close()

    def _settle(self, now: Now) -> None:
        """Hear those who are wanted, as they are wanted, and no others."""
        for line in self._speakers.keys() - now.lines.keys():
            self._speakers.pop(line).close()
            self._heard.pop(line, None)
            self._say_health(line, "")
        for line, wish in now.lines.items():
            speaker = self._speakers.get(line)
            refused, again_s = self._refused.get(line, (None, 0.0))
            is_known = speaker is not None and speaker.wish == wish
            if is_known or (refused == wish and time.monotonic() < again_s):
                continue
            try:
                self._take_on(wish, speaker)
            except (RingError, StudioError) as error:  # a ring that has gone, no model as yet
                if refused != wish:
                    logger.warning("%r can't be heard: %s", wish.speaker or line, error)
                self._refused[line] = wish, time.monotonic() + _AGAIN_S
                self._say_health(line, str(error))
            else:
                self._refused.pop(line, None)

    def _take_on(self, wish: LineWish, speaker: Speaker | None) -> None:
        self._watchdog.beat(LOADING_S)
        if speaker is not None and speaker.wish.epoch_ns == wish.epoch_ns:
            speaker.change(wish)
            return
        if speaker is not None:
            self._speakers.pop(wish.line).close()
        self._speakers[wish.line] = Speaker(wish, self._listen())
        self._recogniser(wish)  # loaded before the first word

    def _round(self) -> None:
        behind_ms = 0
        for speaker in self._speakers.values():
            if dropped := speaker.hear():
                logger.warning("Captions fell behind: %d ms were not heard.", ms_of(dropped))
            behind_ms = max(behind_ms, speaker.behind_ms)
            while (event := speaker.next()) is not None:
                self._finish(speaker, event)
        self._behind_ms = max(self._behind_ms, behind_ms)
        if behind_ms <= _BEHIND_MS:
            self._take_turn()
        self._say_rate()

    def _finish(self, speaker: Speaker, event: Ended | Hole) -> None:
        begin_ns = time.monotonic_ns()
        hears = self._recogniser(speaker.wish)
        try:
            spoken = speaker.final(event, hears)
        except RecogniserError as error:
            self._say_health(speaker.wish.line, str(error))
            spoken = speaker.final(event, None)
        end_ns = time.monotonic_ns()
        self._looks.looked(begin_ns, end_ns)
        self._say(speaker, spoken)
        self._say_heard(speaker)
        if spoken is not None and isinstance(event, Ended):
            self._translating.add(speaker.wish, spoken, event.samples, end_ns)

    def _take_turn(self) -> None:
        """Do what may be left out, a little of it, if there is time."""
        begin_ns = time.monotonic_ns()
        if self._looks.is_due(begin_ns) and (self._translate(begin_ns) or self._look()):
            self._looks.looked(begin_ns, time.monotonic_ns())

    def _look(self) -> bool:
        """Look at what goes on at one speaker; False if there is nothing new."""
        speakers = self._speakers
        for line, speaker in list(speakers.items()):
            if speaker.has_news and (hears := self._recogniser(speaker.wish)):
                try:
                    self._say(speaker, speaker.look(hears))
                except RecogniserError as error:
                    self._say_health(line, str(error))
                speakers[line] = speakers.pop(line)  # the others come first next time
                return True
        return False

    def _translate(self, now_ns: int) -> bool:
        """Translate what waits for it; False if it isn't its turn."""
        is_quiet = not any(speaker.has_news for speaker in self._speakers.values())
        one = self._translating.due(now_ns, is_quiet=is_quiet)
        if one is None:
            return False
        speaker = self._speakers.get(one.wish.line)
        is_wished = speaker is not None and speaker.wish.translate_to == one.wish.translate_to
        if speaker and is_wished and (hears := self._recogniser(speaker.wish)):
            try:
                self._say(speaker, translated(one, hears))
            except RecogniserError as error:
                self._say_health(one.wish.line, str(error))
        return True

    def _recogniser(self, wish: LineWish) -> Recogniser | None:
        """Return what hears somebody; None, and the reason told, if there is nothing."""
        self._watchdog.beat(LOADING_S)
        try:
            found = self._recognisers.of(wish.language)
        except RecogniserError as error:
            self._say_health(wish.line, str(error))
            return None
        finally:
            self._watchdog.beat()
        self._say_health(wish.line, "")
        return found

    def _say(self, speaker: Speaker, spoken: Spoken | None) -> None:
        if spoken is not None:
            message = spoken.model_dump(mode="json")
            self._tell("", {"type": "spoken", "line": speaker.wish.line, "spoken": message})

    def _say_heard(self, speaker: Speaker) -> None:
        """Say from where on the next process has to hear, if this one ends."""
        heard = speaker.until_ns, speaker.next_number
        line = speaker.wish.line
        if self._heard.get(line) != heard:
            self._heard[line] = heard
            until_ns, number = heard
            message: Message = {"type": "heard", "until_ns": until_ns, "next": number}
            self._tell("", {**message, "line": line})

    def _say_health(self, line: str, reason: str) -> None:
        """Say what is wrong, with any line, if that is something else than before."""
        self._troubles[line] = reason
        reason = next(filter(None, self._troubles.values()), "")
        health = ("failed" if reason else "running", reason)
        if health != self._health:
            self._health = health
            self._tell("state", {"type": "state", "health": health[0], "reason": reason})

    def _say_rate(self) -> None:
        counted_s, counted_cpu_s = self._counted
        now_s, cpu_s = time.monotonic(), time.process_time()
        if now_s - counted_s < _RATE_S:
            return
        self._counted = now_s, cpu_s
        behind_ms, self._behind_ms = self._behind_ms, 0
        factor = (cpu_s - counted_cpu_s) / (now_s - counted_s)
        message: Message = {"type": "rate", "real_time_factor": factor, "behind_ms": behind_ms}
        self._tell("rate", {**message, "untranslated": self._translating.dropped})
        for speaker in self._speakers.values():
            self._say_heard(speaker)
