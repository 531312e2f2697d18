"""The connection to a guest who is linked by an SFU; to the rest of link it is like any other.

See the package for what is connected with what.  What the SFU refuses or loses has the guest's
page call again, by the signal that a link which was started anew sends as well.
"""

import asyncio
import contextlib
import itertools
import json
import logging
from collections.abc import Callable

from aiortc import RTCIceServer

from studio.ipc.message import Message
from studio.link.connection import MOST_CANDIDATES, Connection, Media, checked
from studio.link.errors import LinkError
from studio.link.negotiating import quick_start
from studio.link.sfu.errors import SfuError
from studio.link.sfu.feed import Share
from studio.link.sfu.janus_line import Handle, Said
from studio.link.sfu.video_room import VideoRoom

log = logging.getLogger(__name__)

UP_S = 12.0
ANSWER_S = 4.0
"""An offer of the programme that was not answered by then is made again: signals may be lost."""
MOST_UNANSWERED = 3
"""After so many it is said that he goes without; he is on air, and nothing is ended for that."""
RARELY_S = 30.0
"""From then on so often: his page may come to it."""
PROGRAMME = "programme"
"""The part of signals that is about the page's second connection."""


class RelayedConnection(Connection):
    """See the module.

    Args:
        media: Takes what comes.
        servers: Of STUN and TURN.
        room: In the SFU.
        share: Of the programme; closed with this.
        send: Passes a signal on to the guest's page.
        on_state: Told aiortc's state.
        on_control: Told each message of "control"; None once it is open.
        on_over: Told once that it is over, and whether that is as the SFU did not do for him.
    """

    is_relayed = True

    def __init__(
        self,
        media: Media,
        servers: list[RTCIceServer],
        *,
        room: VideoRoom,
        share: Share,
        send: Callable[[Message], None],
        on_state: Callable[[str], None],
        on_control: Callable[[object], None],
        on_over: Callable[[bool], None],
    ) -> None:
        super().__init__(media, servers, on_state=self._changed, on_control=on_control)
        self.sending = share
        self._room = room
        self._share = share
        self._send_signal = send
        self._on_peer_state = on_state
        self._on_over = on_over
        self._was_linked = False
        self._publisher: Handle | None = None
        self._viewer: Handle | None = None
        self._own: Handle | None = None
        self._is_up = asyncio.Event()
        self._is_answered = asyncio.Event()
        self._is_over = False
        self._task: asyncio.Task[None] | None = None
        self._offering: asyncio.Task[None] | None = None

    async def answer(self, sdp: object) -> str:
        """Have the SFU answer the guest's offer; what else is connected follows by itself.

        Raises:
            LinkError: If it makes no sense, or the SFU refuses.
        """
        offer = checked(sdp, "offer")
        try:
            self._publisher, number, answer = await self._room.publish(offer, self._on_publisher)
        except SfuError as error:
            self.lose(str(error))
            raise
        self._send_signal({"type": "relayed"})
        self._task = asyncio.create_task(self._connect(number))
        return quick_start(answer)

    def begin(self) -> None:
        """Say what is said once "control" is open."""
        self._on_control(None)

    async def candidate(self, message: Message) -> None:
        """Tell the SFU an address at which the guest may be reached.

        Raises:
            SfuError: If it is gone.
        """
        text, mid, index = (message.get(key) for key in ("candidate", "sdpMid", "sdpMLineIndex"))
        handle = self._viewer if message.get("part") == PROGRAMME else self._publisher
        self._candidates += 1
        if handle is None or not isinstance(text, str) or self._candidates > 2 * MOST_CANDIDATES:
            return
        candidate: Said = {"candidate": text[:1024]}
        if isinstance(mid, str):
            candidate["sdpMid"] = mid[:64]
        if isinstance(index, int):
            candidate["sdpMLineIndex"] = index
        await handle.trickle(candidate)

    async def signal(self, message: Message) -> None:
        """Take the page's answer on its second connection, or what it says on "control".

        Raises:
            LinkError: If it makes no sense, or the SFU refuses.
        """
        match message:
            case {"type": "answer", "part": "programme", "sdp": sdp} if self._viewer:
                if self._is_answered.is_set():
                    return  # it was offered twice, and says the same twice
                answer = checked(sdp, "answer")
                self._is_answered.set()
                await self._room.start(self._viewer, answer)
                self._share.begin(answer)
                self.misses_programme = False
                told = {"type": "programme", "picture": self._share.has_pictures}
                self.send(json.dumps(told))
            case {"type": "control", "text": str(text)}:
                self._on_control(text)

    def send(self, text: str) -> bool:
        """Say something on "control"."""
        self._send_signal({"type": "control", "text": text})
        return True

    def lose(self, reason: str) -> None:
        """Give up on the SFU, once: the page calls again."""
        if self._is_over:
            return
        self._is_over = True
        log.warning("A guest is called anew: %s", reason)
        self._on_over(not self._was_linked)
        self._send_signal({"type": "bye", "again": True})
        self._on_peer_state("failed")

    async def close(self) -> None:
        """Hang up."""
        if not self._is_over:
            self._is_over = True
            self._on_over(False)
        tasks = [each for each in (self._task, self._offering) if each]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        handles = [each for each in (self._publisher, self._viewer, self._own) if each]
        with contextlib.suppress(SfuError):
            await asyncio.gather(*(each.detach() for each in handles))
        await super().close()

    async def _connect(self, number: int) -> None:
        """Offer the programme to the page, and take what it publishes."""
        try:
            async with asyncio.timeout(UP_S):
                streams = self._share.streams
                self._viewer, offer = await self._room.subscribe(streams, self._on_other)
                self._offering = asyncio.create_task(self._offer(offer))
                await self._is_up.wait()
                self._own, offer = await self._room.subscribe([{"feed": number}], self._on_other)
                await self._room.start(self._own, await super().answer(offer))
        except TimeoutError:
            self.lose("The SFU and the guest's page do not find each other.")
        except LinkError as error:
            self.lose(str(error))
        except Exception:  # the border of a peer: SDP has a thousand ways to be wrong
            log.exception("What the SFU offers could not be handled.")
            self.lose("What the SFU offers could not be handled; the log says more.")

    async def _offer(self, sdp: str) -> None:
        """Offer the programme to the page until it answers; say so where it does not."""
        for number in itertools.count(1):
            self._send_signal({"type": "offer", "part": PROGRAMME, "sdp": sdp})
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ANSWER_S if number <= MOST_UNANSWERED else RARELY_S):
                    await self._is_answered.wait()
                return
            if number == MOST_UNANSWERED:
                log.warning("A guest does not see the programme: his page does not answer.")
                self.misses_programme = True
                self.send(json.dumps({"type": "programme", "is_missed": True}))

    def _changed(self, state: str) -> None:
        if state == "failed":
            self.lose("The line between SFU and studio is gone.")
        elif not self._is_over:
            self._was_linked = self._was_linked or state == "connected"
            self._on_peer_state(state)

    def _on_publisher(self, said: Said) -> None:
        if said.get("janus") == "webrtcup":
            self._is_up.set()
        self._on_other(said)

    def _on_other(self, said: Said) -> None:
        if said.get("janus") in ("hangup", "detached"):
            self.lose("The SFU has hung up.")
