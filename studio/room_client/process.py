"""The process: one room, and whoever subscribes on the local channel.

A subscriber gets ``room_state`` (the connection, and the room's state as it is now), then
each event as ``room_event`` in order.  It may send ``act`` with an ``action`` of the room's
protocol, and is answered by ``acted``; ``publish``, and is told where to (``published``);
``show`` with ``live`` and a ``title``, which begins or ends a show (``shown``);
``gift_kinds``, and is told what can be given there; ``ice``, and is told the servers for
WebRTC; ``invite`` with a ``kind``, and is given a link to the stage (``invited``), which
``uninvite`` takes back.  On a visit, ``offer`` with ``inputs`` says whose pictures the studio
there may ask for, and all are told (``offers``).  Signals go only to those who took part at the
stage, by an action ``stage_host``, ``stage_ask`` or ``signal``.  One that does not keep up loses
danmaku first: its channel is bounded, and events that cost money wait for it for as long as it
is there.
"""

import asyncio
import contextlib
import itertools
import logging
import signal
import sys
import time
from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from studio.ipc.aio import AsyncChannel, AsyncChannelServer
from studio.ipc.child import Boot, announce_ready, watch_lifeline
from studio.ipc.errors import ChildError
from studio.ipc.message import Message
from studio.model.errors import StudioError
from studio.model.room_address import PIN
from studio.room_client.api import RoomApi, room_path
from studio.room_client.captioning import Captioning
from studio.room_client.client import DELAYS_S, RoomClient
from studio.room_client.going_live import GoingLive
from studio.room_client.handoff.around import Around
from studio.room_client.handoff.desk import HandoffDesk
from studio.room_client.handoff.files import Files
from studio.room_client.inviting import Inviting
from studio.room_client.kinds import gift_kinds
from studio.room_client.missed import missed_gifts
from studio.room_client.opponents import opponents
from studio.room_client.pinned import PinnedError
from studio.room_client.session import Session
from studio.room_client.showing import Showing
from studio.room_client.staging import Staging
from studio.room_client.subscriber import Subscriber

log = logging.getLogger(__name__)

MAX_ACTIONS = 500
FLUSH_S = 0.05
GRACE_S = 10.0
_LOOK_S = 0.5
_GOODBYE_S = 3.0
_MAX_TITLE = 64
_MAY_BE_LOST = {"danmaku", "likes", "viewers", "entered"}
_TAKE_PART = {"stage_host", "stage_ask", "signal"}


class RoomClientProcess:
    """See the module.

    Args:
        boot: ``server`` (the room server's address), ``room``, and ``invitation``: a link's
            token, which makes us the anchor; ``fingerprint`` of the server's authority, which may
            stand behind the invitation too, after ``&ca=``; and ``grace_s``, how long another
            supervisor may take to come when ours has died.
    """

    def __init__(self, boot: Boot) -> None:
        server, room, invitation = boot.get("server"), boot.get("room"), boot.get("invitation")
        if not all(isinstance(each, str) for each in (server, room, invitation)):
            raise ChildError("The boot message of a room client lacks server, room or invitation.")
        key, _, pin = str(invitation).partition(PIN)
        self._api = api = RoomApi(str(server), pin or str(boot.get("fingerprint", "")))
        self._session = Session(api, key)
        self._grace_s = boot.grace_s(GRACE_S)
        self._room = str(room)
        device = boot.get("device", "")
        self._live = GoingLive(api, self._session, self._room, str(device))
        self._server_url = str(server)
        self._inviting = Inviting(api, self._session, self._room)
        offers = boot.get("offers")
        self._showing = Showing(offers if isinstance(offers, list) else ())
        self._staging = Staging(boot.secret)
        self._subscribers: dict[AsyncChannel, Subscriber] = {}
        self._actions: set[asyncio.Task[Any]] = set()
        self._client: RoomClient | None = None
        files = Files(api, self._session, self._room)
        around = Around(
            api, self._session, self._room, self._live, files, boot.secret, self._act_alone
        )
        self._captioning = Captioning(boot.secret, self._act_alone, self._masked_words)
        self._handoff = HandoffDesk(around, str(server), self._tell_surely)
        self._stop = asyncio.Event()
        self._server = AsyncChannelServer(
            boot.address,
            name=boot.name,
            secret=boot.secret,
            on_message=self._on_message,
            on_connect=self._on_connect,
            on_close=lambda channel, reason: self._forget(channel),
        )

    async def run(self) -> None:
        """Serve until told to stop, or the supervisor is gone."""
        loop = asyncio.get_running_loop()
        if sys.platform != "win32":
            loop.add_signal_handler(signal.SIGTERM, self._stop.set)
        await self._server.start()

        def on_lost() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended before the supervisor
                loop.call_soon_threadsafe(lost.set)

        lost = asyncio.Event()
        watch_lifeline(on_lost)
        announce_ready()
        work = (
            self._stay(),
            self._flush(),
            self._captioning.stay(),
            self._wait_for_another(lost),
        )
        tasks = [asyncio.create_task(each) for each in work]
        await self._stop.wait()
        for task in (*tasks, *self._actions):
            task.cancel()
        await asyncio.gather(*tasks, *self._actions, return_exceptions=True)
        await self._handoff.close()
        if self._live.did_begin:
            with contextlib.suppress(StudioError, TimeoutError):  # the room may have gone first
                await asyncio.wait_for(self._live.end(), _GOODBYE_S)
        await self._server.close()

    async def _wait_for_another(self, lost: asyncio.Event) -> None:
        """End when the supervisor has died and no other has come for a while."""
        await lost.wait()
        log.warning("the supervisor is gone")
        gone_s = time.monotonic()
        while time.monotonic() - gone_s < self._grace_s:
            await asyncio.sleep(_LOOK_S)
            if any(each.peer_role == "supervisor" for each in self._subscribers):
                gone_s = time.monotonic()
        self._stop.set()

    async def _stay(self) -> None:
        try:
            address = await self._socket_address()
        except PinnedError as error:  # no other try makes it the server that was meant
            self._on_room_state("stopped", str(error))
            return
        self._client = RoomClient(
            address,
            self._room,
            self._session.token,
            self._on_room_message,
            self._on_room_state,
            missed=lambda since_ms: missed_gifts(self._api, self._room, since_ms),
            context=self._api.pinned.context,
        )
        await self._client.run()

    async def _socket_address(self) -> str:
        for delay_s in itertools.chain(DELAYS_S, itertools.repeat(DELAYS_S[-1])):
            try:
                return await self._session.socket_address()
            except PinnedError:
                raise
            except StudioError as error:
                self._on_room_state("reconnecting", str(error))
            await asyncio.sleep(delay_s)
        raise AssertionError("it is tried for ever")

    async def _flush(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_S)
            for subscriber in self._subscribers.values():
                subscriber.flush()

    def _on_connect(self, channel: AsyncChannel) -> None:
        subscriber = self._subscribers[channel] = Subscriber(channel)
        subscriber.put(self._showing.snapshot(), may_be_lost=False)
        subscriber.put(self._handoff.message(), may_be_lost=False)

    def _forget(self, channel: AsyncChannel) -> None:
        if (gone := self._subscribers.pop(channel, None)) and gone.lost:
            log.warning("%s was too slow for %d danmaku", channel.peer_role, gone.lost)

    def _on_room_state(self, state: str, why: str) -> None:
        if why:
            log.info("%s: %s", state, why)
        if self._showing.connection(state, why):
            self._tell(self._showing.snapshot(), may_be_lost=False)

    def _on_room_message(self, message: Message) -> None:
        if message["type"] == "joined":
            self._showing.joined(message, time.monotonic_ns() // 1_000_000)
            self._tell(self._showing.snapshot(), may_be_lost=False)
            self._handoff.joined()
            for action in self._staging.after_joining(message.get("you")):
                self._begin(self._do(action))
            return
        self._showing.event(message)
        self._staging.heard(message)
        self._handoff.heard(message)
        event: Message = {"type": "room_event", "event": message}
        self._tell(event, may_be_lost=message["type"] in _MAY_BE_LOST)

    def _tell_surely(self, message: Message) -> None:
        self._tell(message, may_be_lost=False)

    def _tell(self, message: Message, *, may_be_lost: bool) -> None:
        event = message.get("event")
        is_signal = isinstance(event, dict) and event.get("type") == "signal"
        for subscriber in self._subscribers.values():
            if subscriber.takes_part or not is_signal:
                subscriber.put(message, may_be_lost=may_be_lost)

    def _on_message(self, channel: AsyncChannel, message: Message) -> None:
        if message["type"] == "stop" and channel.peer_role == "supervisor":
            self._stop.set()
        elif work := self._WORK.get(str(message["type"])):
            self._begin(work(self, channel, message))

    def _begin(self, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.create_task(work)
        self._actions.add(task)
        task.add_done_callback(self._actions.discard)

    async def _do(self, action: Message) -> Message:
        """Do something in the room, and note what it means for the stage."""
        assert self._client is not None
        answer = await self._client.act(self._staging.completed(action))
        self._staging.acted(action, answer)
        return answer

    async def _act_alone(self, action: Message) -> Message:
        """Do something in the room for ourselves."""
        if self._client is None:
            sentence = "The room can't be reached now."
            return {"type": "refused", "code": "unreachable", "sentence": sentence}
        return await self._client.act(action)

    async def _masked_words(self) -> list[str]:
        """Return which words the room shows as stars.

        Raises:
            StudioError: If it does not say.
        """
        token = await self._session.token()
        answer = await self._api.ask("GET", room_path(self._room, "masked-words"), token=token)
        words = answer.get("words")
        return [word for word in words if isinstance(word, str)] if isinstance(words, list) else []

    async def _hand_over(self, channel: AsyncChannel, message: Message) -> None:
        engine = message.get("engine")
        if message.get("do") in ("watch", "engine") and isinstance(engine, str):
            self._captioning.use(engine)
        is_joined = self._client is not None and self._client.is_in
        channel.send(await self._handoff.do(message, is_joined))

    async def _act(self, channel: AsyncChannel, message: Message) -> None:
        action = message.get("action")
        if self._client is None or len(self._actions) > MAX_ACTIONS:
            answer: Message = {
                "type": "refused",
                "code": "unreachable",
                "sentence": "The room can't be reached now.",
            }
        elif not isinstance(action, dict) or not isinstance(action.get("type"), str):
            answer = {
                "type": "refused",
                "code": "bad_action",
                "sentence": "An action is an object with a type.",
            }
        else:
            subscriber = self._subscribers.get(channel)
            if subscriber and action["type"] in _TAKE_PART:
                subscriber.takes_part = True
            answer = await self._do(action)
        channel.send({"type": "acted", "id": message.get("id"), "answer": answer})

    async def _publish(self, channel: AsyncChannel, message: Message) -> None:
        answer: Message = {"type": "published", "id": message.get("id"), "url": "", "address": ""}
        try:
            place = await self._live.publish()
            log.info("the programme goes to %s", place.address)
            answer |= {"url": place.url, "address": place.address, "sentence": ""}
        except StudioError as error:
            answer["sentence"] = str(error)
        channel.send(answer)

    async def _show(self, channel: AsyncChannel, message: Message) -> None:
        title, sentence = message.get("title"), ""
        try:
            if message.get("live") is not True:
                await self._live.end()
            elif isinstance(title, str) and title.strip():
                await self._live.begin(title.strip()[:_MAX_TITLE])
            else:
                sentence = "A show has a title."
        except StudioError as error:
            sentence = str(error)
        answer = {"type": "shown", "id": message.get("id"), "ok": not sentence}
        channel.send({**answer, "sentence": sentence})

    async def _ice(self, channel: AsyncChannel, message: Message) -> None:
        answer: Message = {"type": "ice", "id": message.get("id"), "servers": [], "sentence": ""}
        try:
            token = await self._session.token()
            answer["servers"] = await self._api.ask_many(room_path(self._room, "ice"), token=token)
        except StudioError as error:
            answer["sentence"] = str(error)
        else:
            with contextlib.suppress(StudioError):  # it is the anchor's to know
                answer |= await self._api.ask("GET", room_path(self._room, "sfu"), token=token)
        channel.send(answer)

    async def _gift_kinds(self, channel: AsyncChannel, message: Message) -> None:
        answer: Message = {"type": "gift_kinds", "id": message.get("id"), "kinds": []}
        try:
            answer |= {"kinds": await gift_kinds(self._api), "sentence": ""}
        except StudioError as error:
            answer["sentence"] = str(error)
        channel.send(answer)

    async def _opponents(self, channel: AsyncChannel, message: Message) -> None:
        answer: Message = {"type": "opponents", "id": message.get("id"), "sentence": ""}
        try:
            answer |= await opponents(self._api)
        except StudioError as error:
            answer["sentence"] = str(error)
        channel.send(answer)

    async def _invite(self, channel: AsyncChannel, message: Message) -> None:
        answer: Message = {"type": "invited", "id": message.get("id"), "sentence": ""}
        try:
            if message["type"] == "invite":
                answer |= await self._inviting.invite(message.get("kind"), self._server_url)
            else:
                await self._inviting.take_back(message.get("invitation"))
        except StudioError as error:
            answer["sentence"] = str(error)
        channel.send(answer)

    async def _offer(self, channel: AsyncChannel, message: Message) -> None:
        names = message.get("inputs")
        if isinstance(names, list) and self._showing.offer(names):
            self._tell_surely(self._showing.offers())

    _WORK: ClassVar[
        dict[str, Callable[["RoomClientProcess", AsyncChannel, Message], Coroutine[Any, Any, None]]]
    ] = {
        "act": _act,
        "publish": _publish,
        "show": _show,
        "gift_kinds": _gift_kinds,
        "opponents": _opponents,
        "ice": _ice,
        "invite": _invite,
        "uninvite": _invite,
        "offer": _offer,
        "handoff_do": _hand_over,
    }
