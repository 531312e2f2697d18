"""What is said on the programme, from this studio's engine to the room, while it has one.

A text that grows is told a few times a second, its newest state each time; a final is told for
sure, in its turn.  Whoever speaks much or a room that is slow costs the engine nothing.  The
engine is told which words the room shows as stars, so that captions do so too::

    captioning = Captioning(secret, act, words)
    tasks = [asyncio.create_task(captioning.stay())]
    captioning.use(address)            # of the engine; another one when that has died
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence

from studio.ipc.aio import AsyncChannel, connect
from studio.ipc.errors import ChannelError
from studio.ipc.message import Message
from studio.model.captions.settings import MOST_PHRASES
from studio.model.captions.spoken import Spoken
from studio.model.commands import MaskRoomWords
from studio.model.errors import StudioError
from studio.model.events import Captioned, EventError, parse_event
from studio.room_client.api import ApiError

EVERY_S = 0.2
AGAIN_S = 1.0
ASK_AGAIN_S = 10.0
MOST_WAITING = 100
"""Breaths; beyond them the oldest is left out."""
MOST_CHARACTERS = 400
"""Of one telling, by the room's protocol: the last ones are told."""
MOST_WORDS = 300
"""With times, by the room's protocol; of more, the times are left out."""


class Captioning:
    """See the module.

    Args:
        secret: Of the session, which the engine asks for.
        act: Does something in the room; returns its answer.
        words: Asks the room which words it masks, or raises StudioError.
    """

    def __init__(
        self,
        secret: str,
        act: Callable[[Message], Awaitable[Message]],
        words: Callable[[], Awaitable[Sequence[str]]],
    ) -> None:
        self._secret = secret
        self._act = act
        self._words = words
        self._engine = ""
        self._channel: AsyncChannel | None = None
        self._changed = asyncio.Event()
        self._came = asyncio.Event()
        self._waiting: OrderedDict[str, Spoken] = OrderedDict()
        self._knows_words = True

    def use(self, engine: str) -> None:
        """Listen to the engine at an address; "" is none."""
        if engine != self._engine:
            self._engine = engine
            self._changed.set()

    async def stay(self) -> None:
        """Listen and tell until cancelled."""
        telling = asyncio.create_task(self._tell())
        try:
            while True:
                self._changed.clear()
                if self._engine:
                    await self._listen(self._engine)
                else:
                    await self._changed.wait()
        finally:
            telling.cancel()
            self._hang_up()

    async def _listen(self, engine: str) -> None:
        """Listen until the engine has gone or is another, or try for a while."""
        try:
            self._channel = await connect(
                engine,
                role="client",
                secret=self._secret,
                on_message=self._take,
                on_close=lambda channel, reason: self._changed.set(),
            )
        except (ChannelError, OSError):
            pass
        else:
            masking = asyncio.create_task(self._mask(self._channel))
            await self._changed.wait()
            masking.cancel()
            self._hang_up()
        if self._engine == engine:  # it died, and may be back where it was
            await asyncio.sleep(AGAIN_S)

    async def _mask(self, engine: AsyncChannel) -> None:
        """Tell the engine the room's words, as soon as the room answers."""
        while True:
            try:
                command = MaskRoomWords(words=tuple(await self._words())[:MOST_PHRASES])
            except StudioError as error:
                if isinstance(error, ApiError) and error.code:  # it refuses, or is older than this
                    return
                await asyncio.sleep(ASK_AGAIN_S)
            except ValueError:  # another version's
                return
            else:
                engine.send(command.to_message(1))
                return

    def _hang_up(self) -> None:
        channel, self._channel = self._channel, None
        if channel is not None:
            channel.close()

    def _take(self, channel: AsyncChannel, message: Message) -> None:
        if message["type"] != "event" or message.get("name") != Captioned.__name__:
            return
        try:
            event = parse_event(message)
        except EventError:
            return  # of a newer engine
        if isinstance(event, Captioned) and event.spoken.words:
            self._waiting[event.spoken.id] = event.spoken
            if len(self._waiting) > MOST_WAITING:
                self._waiting.popitem(last=False)
            self._came.set()

    async def _tell(self) -> None:
        while True:
            await self._came.wait()
            while self._waiting:
                _, spoken = self._waiting.popitem(last=False)
                await self._act_on(spoken)
                await asyncio.sleep(EVERY_S)
            self._came.clear()

    async def _act_on(self, spoken: Spoken) -> None:
        """Tell the room of something; one that takes no words with times gets the text."""
        action = _action(spoken)
        if spoken.is_final and self._knows_words:
            answer = await self._act({**action, **_words(spoken)})
            if answer.get("code") not in ("unreadable", "too_big"):
                return
            self._knows_words = answer["code"] == "too_big"  # else it is an older room
        await self._act(action)


def _words(spoken: Spoken) -> Message:
    """Return what captions beside HLS need of a final, besides its text."""
    has_times = len(spoken.words) <= MOST_WORDS and len(spoken.text) <= MOST_CHARACTERS
    words = spoken.words if has_times else ()
    return {
        "breath": spoken.id,
        "speaker": spoken.speaker,
        "words": [[word.text, word.start_ms, word.end_ms] for word in words],
    }


def _action(spoken: Spoken) -> Message:
    action: Message = {
        "type": "caption",
        "text": spoken.text[-MOST_CHARACTERS:].strip(),
        "start_ms": spoken.start_ms,
        "is_final": spoken.is_final,
        "language": spoken.language,
    }
    if spoken.translation:  # a room that is older refuses what it doesn't know
        action["translation"] = spoken.translation[-MOST_CHARACTERS:].strip()
        action["translation_language"] = spoken.translation_language
    return action
