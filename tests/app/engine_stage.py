"""A real session for tests of the app: a supervisor, an engine, a small collection.

stage = Stage()
studio = stage.studio(folder)      # linked, with the collection as it is at first
stage.close()
"""

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop

from studio.app.link.engine_link import Reply
from studio.app.studio import Studio
from studio.ipc.message import Message
from studio.model.command import Command
from studio.model.commands import OpenCollection, SetStudioModeEnabled
from studio.model.session import LivePlan
from studio.supervisor.session_file import find_session
from studio.supervisor.supervisor import Supervisor

CLIPS = Path(__file__).resolve().parents[2] / "assets" / "clips"
PATIENCE_S = 60.0
LOOKS_S = 0.005

COLLECTION: dict[str, Any] = {
    "schema": 1,
    "name": "Test",
    "canvas": {"width": 640, "height": 360, "fps": "30"},
    "current_scene": "Main",
    "inputs": [
        {"name": "Backdrop", "kind": "color", "settings": {"color": "#204060"}},
        {"name": "Title", "kind": "text", "settings": {"text": "直播 live", "size_px": 32}},
        {
            "name": "Presenter",
            "kind": "media",
            "settings": {"file": str(CLIPS / "camera.mp4"), "loop": True},
        },
        {
            "name": "Music",
            "kind": "media",
            "settings": {"file": str(CLIPS / "music.ogg"), "loop": True},
        },
    ],
    "scenes": [
        {
            "name": "Main",
            "items": [
                {"id": 1, "source": "Backdrop"},
                {
                    "id": 2,
                    "source": "Presenter",
                    "transform": {
                        "x": 300,
                        "y": 100,
                        "bounds_type": "scale_inner",
                        "bounds_width": 320,
                        "bounds_height": 180,
                    },
                },
                {"id": 3, "source": "Title", "transform": {"x": 20, "y": 20}},
                {"id": 4, "source": "Music"},
            ],
        },
        {"name": "Pause", "items": [{"id": 1, "source": "Backdrop"}]},
    ],
}


class Stage:
    """One session; a new engine comes when the last one ended."""

    def __init__(self) -> None:
        # A socket's path may have about 100 bytes, and pytest's folders are deep.
        self._home = tempfile.TemporaryDirectory(prefix="rs-")
        self.run_dir = Path(self._home.name) / "run"
        self.collection = Path(self._home.name) / "test.json"
        self.asked: list[Message] = []
        """What the window of the last ``asking_studio`` asked the supervisor for."""
        self._supervisor: Supervisor | None = None
        self._engine_pid = 0

    def studio(self, folder: Path) -> Studio:
        """Return a studio that is linked to the engine, everything as at first.

        Args:
            folder: Gets the app's settings.
        """
        self._begin()
        studio = Studio(self.run_dir, folder / "settings.json")
        studio.start()
        until(lambda: studio.mirror.is_there or self._has_ended)
        if not studio.mirror.is_there or not self._is_reset(studio):
            studio.close()
            self.end()
            return self.studio(folder)
        return studio

    def start_plugins(self) -> None:
        """Have a plugin host; it goes with the session.

        Where its plugins lie is said by ROCKET_STUDIO_CONFIG_DIR.
        """
        assert self._supervisor is not None
        self._supervisor.start_process("plugin_host", "plugin_host", {})

    def asking_studio(self, folder: Path) -> Studio:
        """Return a studio that has processes started as its window asks for them.

        Args:
            folder: Gets the app's settings.
        """
        self.studio(folder).close()
        supervisor = self._supervisor
        assert supervisor is not None
        self.asked = []
        asked = self.asked

        def ask(message: Message) -> bool:
            asked.append(message)
            name, boot = str(message["name"]), message.get("boot")
            if message["type"] == "process_start" and isinstance(boot, dict):
                supervisor.start_process(name, str(message["kind"]), boot)
            else:
                supervisor.stop_process(name)
            return True

        studio = Studio(self.run_dir, folder / "settings.json", ask)
        studio.start()
        until(lambda: studio.mirror.is_there)
        return studio

    def end(self) -> None:
        """End the session."""
        if self._supervisor is not None:
            self._supervisor.stop()
            self._supervisor = None

    def close(self) -> None:
        """End the session and leave nothing behind."""
        self.end()
        self._home.cleanup()

    def _write(self) -> None:
        self.collection.write_text(json.dumps(COLLECTION))

    def _begin(self) -> None:
        self._write()
        session = find_session(self.run_dir) if self._supervisor is not None else None
        if session is not None and session.engine is not None and session.engine.is_alive:
            return
        self.end()
        self._supervisor = Supervisor(self.run_dir, on_event=lambda event: None)
        self._supervisor.start()
        plan = LivePlan(
            collection=str(self.collection),
            encoder="libx264",
            preset="superfast",
            video_kbps=800,
            compositor="array",
            stays=True,
        )
        self._supervisor.start_process("engine", "engine", {"plan": plan.model_dump(mode="json")})
        self._is_fresh = True

    @property
    def _has_ended(self) -> bool:
        """Whether the engine was just ending when it was taken for one to go on with."""
        session = find_session(self.run_dir)
        is_alive = session is not None and session.engine is not None and session.engine.is_alive
        return not self._is_fresh and not is_alive

    def _is_reset(self, studio: Studio) -> bool:
        """Have the engine begin anew with the collection; say whether it could."""
        if self._is_fresh:
            self._is_fresh = False
            return True
        if studio.mirror.is_live or studio.mirror.is_recording:
            return False
        if studio.mirror.studio_mode:
            do(studio, SetStudioModeEnabled(enabled=False))
        return do(studio, OpenCollection(path=str(self.collection))).ok


def do(studio: Studio, command: Command) -> Reply:
    """Have the engine do something, and return its answer."""
    replies: list[Reply] = []
    studio.link.do(command, replies.append)
    until(lambda: bool(replies))
    return replies[0]


def delete_now() -> None:
    """Have all that was to be deleted later gone: outside of Qt's loop no event does that."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def until(condition: Callable[[], object], patience_s: float = PATIENCE_S) -> None:
    """Let Qt work until something is true; fail if it takes too long."""
    end_s = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < end_s, f"{condition} did not become true in {patience_s} s"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(LOOKS_S)  # Qt would spin, and take a core from the engine
