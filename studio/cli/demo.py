"""``rocket-studio demo``: one command from nothing to a live room on this computer.

A room server and a client of it are started beside the session; its programme is ours, and
whoever opens the address that is shown can watch, talk and give.  With ``--to`` or
``--record`` it goes there as well.
"""

import logging
import queue
import sys
import time
from collections.abc import Callable

from studio.cli.live import Events, go_live
from studio.ipc.channel import Channel
from studio.ipc.child import Launch
from studio.ipc.message import Message
from studio.model.errors import StudioError
from studio.model.events import Event
from studio.model.session import LivePlan
from studio.supervisor.run_dir import run_dir
from studio.supervisor.session_file import find_session
from studio.supervisor.supervisor import Supervisor

log = logging.getLogger(__name__)

ROOM, CLIENT = "room", "room_client"
WELCOME_COINS = 1_000
START_S = 60.0


class DemoError(StudioError):
    """The room of the demo can't be had."""


def show_demo(plan: LivePlan, room: Message, title: str, launch: Launch) -> int:
    """Go live to a room of our own until the session ends; return the exit code.

    Raises:
        StudioError: If the room server does not start, or nothing can run.
    """
    return go_live(plan, launch, DemoRoom(room, title))


class DemoRoom:
    """The room, its client, and a show.

    Args:
        wishes: For the room server.
        title: Of the show.
    """

    has_failed = False

    def __init__(self, wishes: Message, title: str) -> None:
        self._wishes = wishes
        self._title = title
        self._client = self._engine = ""

    def prepare(
        self,
        plan: LivePlan | None,
        supervisor: Supervisor,
        events: Events,
        say: Callable[[str], None],
    ) -> LivePlan:
        """Start the room, begin a show in it, and return the plan with its place.

        Raises:
            DemoError: If it can't be had.
        """
        assert plan is not None
        found = self._open_room(supervisor, events)
        boot: Message = {key: found[key] for key in ("server", "room", "invitation")}
        self._client = _started(supervisor, events, CLIENT, boot)
        with _Peer(self._client) as client:
            place = client.ask({"type": "publish", "id": 1}, "published")
            show: Message = {"type": "show", "id": 2, "title": self._title, "live": True}
            shown = client.ask(show, "shown")
        if sentence := place["sentence"] or shown["sentence"]:
            raise DemoError(str(sentence))
        return plan.model_copy(update={"urls": (*plan.urls, str(place["url"]))})

    def engine_is_ready(self, address: str) -> None:
        """Take note of the engine, the first or another."""
        self._engine = address
        self._introduce()

    def heard(self, message: Message) -> None:
        """Take note of a client that came after another had died."""
        if message["type"] == "process_ready" and message["name"] == CLIENT:
            self._client = str(message["address"])
            self._introduce()

    def close(self) -> None:
        """Do nothing: the supervisor ends the processes."""

    def _introduce(self) -> None:
        """Tell the client where the engine is: it passes on what is said on the programme."""
        if not self._engine:
            return
        here = {"engine": self._engine, "run_dir": str(run_dir()), "hand_over": "no"}
        try:
            with _Peer(self._client) as client:
                client.ask({"type": "handoff_do", "id": 3, "do": "watch", **here}, "handoff_done")
        except StudioError as error:
            log.warning("viewers read no captions: %s", error)

    def _open_room(self, supervisor: Supervisor, events: Events) -> Message:
        boot: Message = {**self._wishes, "welcome_coins": WELCOME_COINS}
        with _Peer(_started(supervisor, events, ROOM, boot)) as room:
            found = room.heard("room_server", lambda said: said["state"] != "starting")
        if found["state"] != "running":
            raise DemoError(str(found["sentence"]))
        watch, anchor = found["watch"], found["anchor"]
        lines = [f"Watch it at     {watch}", f"Moderate it at  {anchor}", "Ctrl-C ends it."]
        if found.get("lan"):
            lines.append(f"Phones: {found['lan']}, once each: {found['trust']}")
        print("\n".join(lines), file=sys.stderr, flush=True)
        return found


def _started(supervisor: Supervisor, events: Events, kind: str, boot: Message) -> str:
    """Start a process and return where it listens."""
    supervisor.start_process(kind, kind, boot)
    end_s = time.monotonic() + START_S
    while True:
        try:
            event = events.get(timeout=max(0.0, end_s - time.monotonic()))
        except queue.Empty:
            raise DemoError(f"The {kind} did not start.") from None
        if isinstance(event, Event):
            continue
        if event["type"] == "session_ended":
            raise DemoError("The session was ended.")
        if event.get("name") == kind and event["type"] == "process_ready":
            return str(event["address"])
        if event.get("name") == kind and not event.get("restarting"):
            raise DemoError(str(event.get("reason")))


class _Peer:
    """A connection to a process of the session."""

    def __init__(self, address: str) -> None:
        session = find_session(run_dir())
        if session is None:
            raise DemoError("The session was ended.")
        self._said: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._channel = Channel.connect(
            address,
            role="client",
            secret=session.secret,
            on_message=lambda channel, message: self._said.put(message),
            on_close=lambda channel, reason: self._said.put(None),
        )

    def __enter__(self) -> "_Peer":
        return self

    def __exit__(self, *error: object) -> None:
        self._channel.close()

    def ask(self, question: Message, answer: str) -> Message:
        """Say something and return the answer."""
        self._channel.send(question)
        return self.heard(answer, lambda said: said["id"] == question["id"])

    def heard(self, kind: str, is_it: Callable[[Message], bool]) -> Message:
        """Return the next message of a kind that is the right one."""
        end_s = time.monotonic() + START_S
        while True:
            try:
                said = self._said.get(timeout=max(0.0, end_s - time.monotonic()))
            except queue.Empty:
                raise DemoError("The room does not answer.") from None
            if said is None:
                raise DemoError("The session was ended.")
            if said["type"] == kind and is_it(said):
                return said
