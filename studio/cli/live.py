"""``rocket-studio live``: supervises a session in this terminal and shows how it goes."""

import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from studio.cli.client import EngineClient
from studio.cli.progress import Progress, summary
from studio.ipc.child import Launch
from studio.ipc.launch import launch
from studio.ipc.message import Message
from studio.model import session as sessions
from studio.model.collection_file import load, missing_files
from studio.model.events import Event, SessionEnded
from studio.model.session import LivePlan
from studio.supervisor.roster import PLUGIN_HOST
from studio.supervisor.run_dir import run_dir
from studio.supervisor.supervisor import Supervisor
from studio.supervisor.user_folder import has_plugins_on

ENGINE = "engine"
EXIT_FAILED = 1
EXIT_SIGNALS = (signal.SIGINT, signal.SIGTERM)
AGAIN_S = 1.0
_SILENT = "engine_silent"
"""Said to ourselves: the engine did not answer a while ago."""


Events = queue.SimpleQueue[Event | Message]


class Room(Protocol):
    """Which a session is in.

    Attributes:
        has_failed: The session isn't what it was begun for.
    """

    has_failed: bool

    def prepare(
        self,
        plan: LivePlan | None,
        supervisor: Supervisor,
        events: Events,
        say: Callable[[str], None],
    ) -> LivePlan:
        """Be in the room before there is an engine, and return the plan for it."""
        ...

    def engine_is_ready(self, address: str) -> None:
        """Take note of the engine, the first or another."""
        ...

    def heard(self, message: Message) -> None:
        """Hear what becomes of other processes, and what they say."""
        ...

    def close(self) -> None:
        """Leave it."""
        ...


def go_live(
    plan: LivePlan | None,
    launch: Launch = launch,
    room: Room | None = None,
) -> int:
    """Run a session until it ends or is ended; return the exit code.

    Args:
        plan: What was asked for; None where the room says it.
        launch: Launches processes, or has some that were launched ahead.
        room: Which the session is in.

    Raises:
        StudioError: If nothing can run.
    """
    progress = Progress()
    if plan is not None:
        path = Path(plan.collection)
        for sentence in missing_files(load(path), path):
            progress.say(f"! {sentence}")
    folder = run_dir()
    sessions.clear(folder)
    events: Events = queue.SimpleQueue()
    supervisor = Supervisor(folder, on_event=events.put, launch=launch)
    supervisor.start()
    client = EngineClient(folder, events.put)
    try:
        with end_on_signals(supervisor):
            if room:
                plan = room.prepare(plan, supervisor, events, progress.say)
            assert plan is not None
            supervisor.start_process(ENGINE, ENGINE, {"plan": plan.model_dump(mode="json")})
            _follow(events, client, progress, supervisor, room)
    finally:
        supervisor.stop()
        client.close()
        if room:
            room.close()
    code = _report(sessions.outcome(folder), progress)
    return EXIT_FAILED if room and room.has_failed else code


def _follow(
    events: Events,
    client: EngineClient,
    progress: Progress,
    supervisor: Supervisor,
    room: Room | None,
) -> None:
    """Show events until the session is over."""
    engine = ""
    while True:
        event = events.get()
        if isinstance(event, SessionEnded):
            continue
        if isinstance(event, Event):
            progress.show(event)
            continue
        if event["type"] == "process_ready" and event["name"] == ENGINE:
            engine = str(event["address"])
            _reach(client, engine, events)
            if room:
                room.engine_is_ready(engine)
            if has_plugins_on():
                supervisor.start_process(PLUGIN_HOST, PLUGIN_HOST, {})
        elif event["type"] == _SILENT:
            if event["address"] == engine:
                _reach(client, engine, events)
        elif event["type"] == "process_ended":
            if event["name"] == ENGINE and event["restarting"]:
                engine = ""
                progress.say(f"✗ {event['reason']} It is started again.")
        elif event["type"] == "session_ended":
            return
        elif room:
            room.heard(event)


def _reach(client: EngineClient, engine: str, events: Events) -> None:
    """Connect to the engine; one that is too busy to answer is called again."""
    if not client.connect(engine):
        again = threading.Timer(AGAIN_S, events.put, args=({"type": _SILENT, "address": engine},))
        again.daemon = True
        again.start()


def _report(ended: SessionEnded | None, progress: Progress) -> int:
    if ended is None:
        progress.say("✗ The engine ended without a word; its log in the run directory says why.")
        return EXIT_FAILED
    if ended.reason:
        progress.say(f"{'·' if ended.ok else '✗'} {ended.reason}")
    if ended.stats:
        print(summary(ended.stats), file=sys.stderr)
    return 0 if ended.ok else EXIT_FAILED


@contextmanager
def end_on_signals(supervisor: Supervisor) -> Iterator[None]:
    """End the session in order on Ctrl-C and SIGTERM."""

    def end(number: int, frame: object) -> None:
        supervisor.request_stop("The session was ended.")

    before = {number: signal.signal(number, end) for number in EXIT_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
