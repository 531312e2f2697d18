"""``rocket-studio`` without words: the studio with its window.

Where nothing runs, this process becomes the supervisor of a session that stays until the
anchor closes it.  Where one runs, its window is opened, or brought to the front, and the
command is over.
"""

import os
import queue
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from studio.cli.client import EngineClient
from studio.cli.last import last_encoding, last_language
from studio.cli.live import ENGINE, EXIT_FAILED, end_on_signals
from studio.cli.scenes import usable_collection
from studio.ipc.channel import Channel
from studio.ipc.child import Launch
from studio.ipc.errors import ChannelError
from studio.ipc.launch import launch
from studio.ipc.message import Message
from studio.model import session as sessions
from studio.model.collection_file import load
from studio.model.commands import OpenCollection, SetEncoding
from studio.model.errors import StudioError
from studio.model.session import LivePlan
from studio.supervisor.display import display_here
from studio.supervisor.errors import SupervisorError
from studio.supervisor.roster import PLUGIN_HOST
from studio.supervisor.run_dir import run_dir
from studio.supervisor.session_file import ListedProcess, Session, find_session
from studio.supervisor.supervisor import Supervisor
from studio.supervisor.user_folder import settings_path

APP = "app"
START_S = 60.0
ANSWER_S = 5.0
STARTS = 2
"""So many apps may die before one answers."""
LOOK_S = 0.05


class AppError(StudioError):
    """The window can't be had."""


def open_studio(
    collection: Path | None, *, with_window: bool = True, launch: Launch = launch
) -> int:
    """Open the studio, or the window of the one that runs; return the exit code.

    Args:
        collection: What is opened instead of the last one.
        with_window: Without, the session waits for somebody to speak to it.
        launch: Launches processes, or has some that were launched ahead.

    Raises:
        StudioError: If nothing can run.
    """
    if with_window and not has_display():
        raise AppError(
            "There is no display here for the window (DISPLAY and WAYLAND_DISPLAY are not set). "
            "Go live without it (rocket-studio live) or run what is behind it: "
            "rocket-studio app --no-window"
        )
    if collection is not None:
        load(collection)
    folder = run_dir()
    if find_session(folder) is None:
        try:
            return _begin(folder, collection, with_window, launch)
        except SupervisorError:
            if find_session(folder) is None:
                raise  # else somebody was a moment faster
    return _join(folder, collection, with_window)


def has_display(environ: Mapping[str, str] = os.environ) -> bool:
    """Say whether a window can be shown here, as far as a glance tells."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(environ.get(key) for key in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _begin(folder: Path, collection: Path | None, with_window: bool, launch: Launch) -> int:
    """Supervise a session until it ends."""
    path = collection.resolve() if collection else usable_collection(_say)
    events: queue.SimpleQueue[Message] = queue.SimpleQueue()
    supervisor = Supervisor(folder, on_event=events.put, launch=launch)
    supervisor.start()
    sessions.clear(folder)
    plan = _plan(path)
    with end_on_signals(supervisor):
        supervisor.start_process(ENGINE, ENGINE, {"plan": plan.model_dump(mode="json")})
        if with_window:
            supervisor.start_process(APP, APP, {})
        fault = _follow(events, supervisor, APP if with_window else ENGINE)
    supervisor.stop()
    if fault:
        _say(fault)
        return EXIT_FAILED
    ended = sessions.outcome(folder)
    if ended is None or not ended.ok:
        _say(ended.reason if ended else "The engine ended without a word; its log says why.")
        return EXIT_FAILED
    return 0


def _plan(collection: Path) -> LivePlan:
    """Return the plan of a session that stays, encoded as the anchor had it last."""
    settings = settings_path()
    plan = LivePlan(collection=str(collection), stays=True, language=last_language(settings))
    try:
        encoding = SetEncoding.model_validate(last_encoding(settings))
    except ValidationError:
        return plan
    return plan.model_copy(update=encoding.model_dump())


def _follow(events: "queue.SimpleQueue[Message]", supervisor: Supervisor, first: str) -> str:
    """Say what goes wrong until the session is over; return why it never had a window.

    Args:
        events: Of the supervisor.
        supervisor: Starts the plugins once the first is there, which they don't delay so.
        first: The kind of process that is waited for.
    """
    was_shown, fault = False, ""
    while (event := events.get())["type"] != "session_ended":
        is_app = event.get("kind") == APP
        if event["type"] == "process_ready":
            was_shown |= is_app
            if event.get("kind") == first:
                supervisor.start_process(PLUGIN_HOST, PLUGIN_HOST, {})
        elif event["restarting"]:
            _say(f"{event['reason']} It is started again.")
        elif is_app and not was_shown:
            fault = f"The window can't be opened. {event['reason']}"
            supervisor.request_stop(fault)
    return fault


def _join(folder: Path, collection: Path | None, with_window: bool) -> int:
    """Open what was asked for in the session that runs, its window in front."""
    if collection is not None:
        _open_collection(folder, collection.resolve())
    if not with_window:
        return 0
    end_s = time.monotonic() + START_S
    is_asked, seen = False, set[int]()
    while (session := find_session(folder)) is not None and time.monotonic() < end_s:
        app = next((each for each in session.processes if each.kind == APP), None)
        if app is not None and app.is_alive:
            seen.add(app.pid)
            if _raise(session, app):
                return 0
        elif session.is_supervised and not is_asked:
            is_asked = _ask_for_app(session)
        if len(seen) > STARTS:
            break
        time.sleep(LOOK_S)
    raise AppError(
        f"The session that runs can't open its window; {folder / 'log' / 'app.log'} says why. "
        "End the session with: rocket-studio end"
    )


def _raise(session: Session, app: ListedProcess) -> bool:
    """Have the window come to the front; say whether the app has heard it."""
    has_heard = threading.Event()
    try:
        channel = Channel.connect(
            app.address,
            role="client",
            secret=session.secret,
            on_message=lambda channel, message: has_heard.set(),
            on_close=lambda channel, reason: None,
        )
    except ChannelError:
        return False  # it is just starting, or just ending
    channel.send({"type": "raise"})
    is_heard = has_heard.wait(ANSWER_S)
    channel.close()
    return is_heard


def _ask_for_app(session: Session) -> bool:
    has_answered = threading.Event()
    try:
        channel = Channel.connect(
            session.supervisor_address,
            role="client",
            secret=session.secret,
            on_message=lambda channel, message: has_answered.set(),
            on_close=lambda channel, reason: None,
        )
    except ChannelError:
        return False
    channel.send({"type": "app", "display": display_here()})
    channel.send({"type": "status"})  # answered after it
    is_heard = has_answered.wait(ANSWER_S)
    channel.close()
    return is_heard


def _open_collection(folder: Path, path: Path) -> None:
    session = find_session(folder)
    client = EngineClient(folder, lambda event: None)
    try:
        if session is None or session.engine is None or not client.connect(session.engine.address):
            raise AppError("The session's engine does not answer; try again in a moment.")
        client.do(OpenCollection(path=str(path)))
    finally:
        client.close()


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
