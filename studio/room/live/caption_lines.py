"""Captions of one room on their way to the relay, which has them beside its HLS.

Viewers in the room's page read them by their WebSocket, at once; other players know nothing of
the room.  Finals go there one after the other; a relay that is slow or has nothing on air costs
the room nothing::

    lines = CaptionLines("1", relay, begin)
    lines.say(caption)                 # an action that was accepted
"""

from collections import deque
from collections.abc import Callable, Coroutine
from itertools import count

from pydantic import ValidationError

from studio.model.captions.spoken import Spoken, Word
from studio.model.captions.spread import spread
from studio.room.live.handoff_relay import RelayControl, RelayRefusedError
from studio.room.protocol.actions import Caption

MOST_WAITING = 30
"""Finals; beyond them the oldest is left out."""


class CaptionLines:
    """See the module.

    Args:
        room: Its name.
        relay: None: nothing goes anywhere.
        begin: Does something beside all else; False if there is too much of that.
    """

    def __init__(
        self,
        room: str,
        relay: RelayControl | None,
        begin: Callable[[Coroutine[None, None, None]], bool],
    ) -> None:
        self._room = room
        self._relay = relay
        self._begin = begin
        self._waiting: deque[Spoken] = deque(maxlen=MOST_WAITING)
        self._is_sending = False
        self._numbers = count(1)

    def say(self, caption: Caption) -> None:
        """Take a caption; only what is final goes on."""
        if self._relay is None or not caption.is_final:
            return
        try:
            spoken = spoken_of(caption, f"caption {next(self._numbers)}")
        except ValidationError:
            return  # at a time that no programme reaches, or words of spaces
        if not spoken.words:
            return
        self._waiting.append(spoken)
        if not self._is_sending:
            self._is_sending = self._begin(self._send(self._relay))

    async def _send(self, relay: RelayControl) -> None:
        try:
            while self._waiting:
                try:
                    await relay.caption(self._room, self._waiting.popleft())
                except RelayRefusedError:
                    self._waiting.clear()  # not live there: what was said till now is over
        finally:
            self._is_sending = False


def spoken_of(caption: Caption, breath: str) -> Spoken:
    """Return what was said, with times for all words.

    Args:
        caption: Its words' times are guessed where it has none.
        breath: Its id, if it has none.

    Raises:
        ValidationError: If that makes no sense.
    """
    words = tuple(
        Word(text=text, start_ms=start_ms, end_ms=max(start_ms, end_ms))
        for text, start_ms, end_ms in sorted(caption.words, key=lambda word: word[1])
    )
    has_translation = bool(caption.translation.strip() and caption.translation_language)
    return Spoken(
        id=caption.breath or breath,
        speaker=caption.speaker,
        language=caption.language,
        words=words or spread(caption.text, caption.start_ms),
        is_final=True,
        translation=caption.translation if has_translation else "",
        translation_language=caption.translation_language if has_translation else "",
    )
