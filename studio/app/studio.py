"""Everything that a widget needs, in one object; every widget takes it first.

class Fader(QWidget):
    def __init__(self, studio: Studio) -> None: ...

    studio.link.do(SetInputMute(...))      # what an anchor does
    studio.mirror.collection               # how things are
    studio.settings.now.theme              # what was chosen
    studio.say("warning", "…")             # a sentence in the window's bar
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from studio.app.leaving import Leaving
from studio.app.link.engine_link import EngineLink
from studio.app.link.mirror import Mirror
from studio.app.link.plugin_link import PluginLink
from studio.app.link.room_link import RoomLink
from studio.app.picture.selection import Selection
from studio.app.processes import AppProcesses
from studio.app.settings.store import AppSettings
from studio.app.shortcuts import Shortcuts
from studio.app.words.told import told
from studio.ipc.message import Message
from studio.model.events import EncodingChanged

log = logging.getLogger(__name__)

Part = TypeVar("Part", bound=QObject)


class Studio(QObject):
    """See the module.

    Args:
        run_dir: Of the session.
        settings_path: Where the app's settings lie.
        ask_supervisor: Sends the supervisor a message; says whether there is one.

    Attributes:
        link: To the engine.
        mirror: What the engine is.
        selection: Which items are chosen.
        room: To the room, if there is one.
        plugins: To the plugin host, and what it tells of its plugins.
        settings: What the anchor chose.
        shortcuts: Which keys do what.
        processes: ``room_client`` and ``room``, which the app may have started.
        leaving: What closing the window means now.
    """

    notice = Signal(str, str)
    """A sentence for the anchor, with its level; of the engine or of the app itself."""
    to_front = Signal()
    """Somebody started the app once more: the window comes to the front."""
    panel_wanted = Signal(str, object)
    """Something is to slide over the right column: its title, and a function that makes it."""
    pictured = Signal()
    """The window shows the engine's picture, the first of this editor's."""
    finished = Signal()
    """The app is to end now."""
    closed = Signal()
    """It hangs up: whoever has a connection of its own does too."""

    def __init__(
        self,
        run_dir: Path,
        settings_path: Path,
        ask_supervisor: Callable[[Message], bool] = lambda message: False,
    ) -> None:
        super().__init__()
        self.run_dir = run_dir
        self.settings = AppSettings(settings_path, self)
        self.link = EngineLink(run_dir, self)
        self.mirror = Mirror(self.link, self)
        self.selection = Selection(self.mirror, self)
        self.room = RoomLink(run_dir, self)
        self.plugins = PluginLink(run_dir, ask_supervisor, self)
        self.shortcuts = Shortcuts(self.settings, self)
        self.processes = AppProcesses(ask_supervisor, self)
        self.leaving = Leaving(self.link, self.mirror, self)
        self._is_seen = True
        self.mirror.outputs_changed.connect(self._rest)
        self.link.snapshot.connect(self._remember_collection)
        self.link.happened.connect(self._remember_encoding)
        self.mirror.notice.connect(self.say)
        self.settings.failed.connect(lambda text: self.say("warning", text))
        self.leaving.left.connect(self.finished)

    def start(self) -> None:
        """Begin to look for the engine and the room."""
        self.link.start()
        self.room.start()

    def close(self) -> None:
        """Write the settings and hang up."""
        self.closed.emit()
        self.settings.close()
        self.link.close()
        self.room.close()
        self.plugins.close()

    def part(self, kind: type[Part]) -> Part:
        """Return what there is one of in a studio, made on first use.

        Args:
            kind: A class that takes the studio alone, and has it for its parent.
        """
        found = self.findChild(kind, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return found if isinstance(found, kind) else kind(self)

    def say(self, level: str, text: str) -> None:
        """Show a sentence: ``info``, ``warning`` or ``error``; in the language of the window."""
        self.notice.emit(level, told(text))

    def set_seen(self, is_seen: bool) -> None:
        """Say whether the window can be seen; if not, and nothing is live, the engine may rest."""
        self._is_seen = is_seen
        self._rest()

    def _rest(self) -> None:
        is_on = self.mirror.is_live or self.mirror.is_recording
        self.link.rest_meters(not self._is_seen and not is_on)

    def _remember_collection(self, state: dict[str, object]) -> None:
        """The next start begins with what is open now."""
        path = state.get("collection_path")
        if isinstance(path, str) and path:
            self.settings.change(last_collection=path)

    def _remember_encoding(self, event: object) -> None:
        if isinstance(event, EncodingChanged):
            self.settings.change(encoding=event.encoding)

    def heard(self, message: Message) -> None:
        """Take what came to the process's own door; in the UI thread."""
        match message["type"]:
            case "stop":
                self.finished.emit()
            case "raise":
                log.info("The window was asked to come to the front.")
                self.to_front.emit()
            case "supervisor_came":
                self.processes.ask_again()
            case "process_ready" | "process_ended":
                self.processes.heard(message)
