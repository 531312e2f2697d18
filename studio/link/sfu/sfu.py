"""The SFU of a session: is there, is gone, comes back; and who is linked by it.

A guest from some number on is, as they come, and one whose direct line is bad.  One for whom it
did not do is linked directly for a while::

    sfu = Sfu(session_secret, programme, servers)
    sfu.use(setting)                            # None: none
    connection = sfu.connection(id, direct, …)  # None: link him directly
    await sfu.close()
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable

from aiortc import RTCIceServer

from studio.ipc.message import Message
from studio.link.connection import Media
from studio.link.programme import Programme
from studio.link.sfu.errors import SfuError
from studio.link.sfu.feed import Feed
from studio.link.sfu.line_watch import LineWatch
from studio.link.sfu.relayed import RelayedConnection
from studio.link.sfu.setting import SfuSetting
from studio.link.sfu.video_room import VideoRoom

log = logging.getLogger(__name__)

AGAIN_S = 2.0
AVOID_S = 60.0
"""So long one for whom it did not do is linked directly."""
MOST_KEPT = 64


class Sfu:
    """See the module; belongs to the process's loop.

    Args:
        session: The session's secret, from which those in the SFU follow.
        programme: What is published into it.
        servers: Of STUN and TURN.
        now_s: Monotonic time.
    """

    def __init__(
        self,
        session: str,
        programme: Programme,
        servers: Callable[[], list[RTCIceServer]],
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._programme = programme
        self._servers = servers
        self._now_s = now_s
        self._setting: SfuSetting | None = None
        self._task: asyncio.Task[None] | None = None
        self._room: VideoRoom | None = None
        self._feed: Feed | None = None
        self._sentence = ""
        self._connections: set[RelayedConnection] = set()
        self._watches: dict[str, LineWatch] = {}
        self._bad: set[str] = set()
        self._avoid_s: dict[str, float] = {}

    @property
    def is_ready(self) -> bool:
        """Whether guests can be linked by it."""
        return self._feed is not None

    def shown(self) -> Message | None:
        """Return how it is, for the app; None without one."""
        if self._setting is None:
            return None
        return {"url": self._setting.url, "ready": self.is_ready, "sentence": self._sentence}

    def use(self, setting: SfuSetting | None) -> None:
        """Link by this one from now on; None for none."""
        if setting == self._setting:
            return
        self._setting = setting
        if self._task:
            self._task.cancel()
        before = self._task
        self._task = asyncio.create_task(self._stay(setting, before), name="sfu")

    def connection(
        self,
        id: str,
        direct: int,
        *,
        media: Media,
        name: str,
        send: Callable[[Message], None],
        on_state: Callable[[str], None],
        on_control: Callable[[object], None],
    ) -> RelayedConnection | None:
        """Return a guest's connection by the SFU; None if he is to be linked directly.

        Args:
            id: Of the guest.
            direct: How many others are linked directly.
            media: Takes what comes.
            name: Of his rings.
            send: Passes a signal on to his page.
            on_state: Told aiortc's state.
            on_control: Told each message of "control"; None once it is open.
        """
        if not self._is_for(id, direct) or self._room is None or self._feed is None:
            return None
        if (share := self._feed.lend(name)) is None:
            return None

        def over(did_fail: bool) -> None:
            self._connections.discard(connection)
            if did_fail:
                self._avoid(id)

        connection = RelayedConnection(
            media,
            self._servers(),
            room=self._room,
            share=share,
            send=send,
            on_state=on_state,
            on_control=on_control,
            on_over=over,
        )
        self._connections.add(connection)
        return connection

    def is_line_bad(self, id: str, received: int, missed: int) -> bool:
        """Note how a direct line of a guest does; return whether he is to be called again.

        Args:
            id: Of the guest.
            received: Packets that came.
            missed: Packets that did not come at first.
        """
        if not self.is_ready or id in self._bad or self._is_avoided(id):
            return False
        if len(self._watches) >= MOST_KEPT:
            self._watches.clear()
        watch = self._watches.setdefault(id, LineWatch())
        if not watch.is_bad(self._now_s(), received, missed):
            return False
        del self._watches[id]
        self._bad.add(id)
        return True

    def forget(self, id: str) -> None:
        """A guest has gone."""
        self._watches.pop(id, None)
        self._avoid_s.pop(id, None)
        self._bad.discard(id)

    async def close(self) -> None:
        """End what is in the SFU."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def _is_for(self, id: str, direct: int) -> bool:
        if self._setting is None or self._is_avoided(id):
            return False
        return direct + 1 >= self._setting.from_guest or id in self._bad

    def _is_avoided(self, id: str) -> bool:
        return self._now_s() - self._avoid_s.get(id, -AVOID_S) < AVOID_S

    def _avoid(self, id: str) -> None:
        if self.is_ready:  # else it is none of the guest's
            self._avoid_s[id] = self._now_s()
        self._bad.discard(id)

    async def _stay(self, setting: SfuSetting | None, before: asyncio.Task[None] | None) -> None:
        """Have a room in it, again whenever it is lost."""
        if before:
            await asyncio.gather(before, return_exceptions=True)
        self._sentence = ""
        while setting:
            lost = asyncio.Event()
            try:
                await self._open(setting, lost)
                log.info("The SFU at %s is there.", setting.url)
                self._sentence = ""
                await lost.wait()
                self._say(f"The SFU at {setting.url} is gone: guests are linked directly.")
            except SfuError as error:
                self._say(f"{error} Guests are linked directly until it is there.")
            except Exception:  # the border of the SFU: what it says may be wrong in any way
                log.exception("What the SFU says could not be handled.")
                self._sentence = "What the SFU says could not be handled; the log says more."
            finally:
                await self._shut()
            await asyncio.sleep(AGAIN_S)

    async def _open(self, setting: SfuSetting, lost: asyncio.Event) -> None:
        self._room = await VideoRoom.open(setting, self._session, lost.set)
        feed = Feed(self._programme, self._servers(), lost.set)
        try:
            await feed.publish(self._room)
        except BaseException:
            await feed.close()
            raise
        self._feed = feed

    async def _shut(self) -> None:
        feed, self._feed = self._feed, None
        room, self._room = self._room, None
        for each in list(self._connections):
            each.lose("The SFU is gone.")
        if feed:
            await feed.close()
        if room:
            with contextlib.suppress(SfuError):
                await room.close()

    def _say(self, sentence: str) -> None:
        """Tell what is wrong, once."""
        if sentence != self._sentence:
            self._sentence = sentence
            log.warning("%s", sentence)
