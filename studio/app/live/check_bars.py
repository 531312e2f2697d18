"""What should be known before going live, as bars with the button that helps; never in the way."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.app.docks.levels import Levels
from studio.app.live.broadcast import Broadcast, recording_folder
from studio.app.live.checks import Check, Problem, Situation, check
from studio.app.live.destinations import open_destinations
from studio.app.panels.opening import open_properties
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.bar import Bar
from studio.app.words import tr
from studio.app.words.told import told
from studio.model.edits import SetInputMute

CHECK_MS = 2000
MOST_SHOWN = 2
FAILED = "failed"
"""The engine's word for a source that does not do what it should."""


class CheckBars(QWidget):
    """See the module."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._levels = Levels.of(studio)
        self._broadcast = Broadcast.of(studio)
        self._shown: dict[Check, Bar] = {}
        self._dismissed: set[Check] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens().grid_px)
        self._timer = QTimer(self, interval=CHECK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        studio.settings.changed.connect(self.look)
        studio.mirror.inputs_changed.connect(self.look)
        studio.mirror.collection_changed.connect(self.look)
        self.look()

    @property
    def shown(self) -> tuple[Check, ...]:
        """What is said now."""
        return tuple(self._shown)

    def look(self) -> None:
        """Say what there is to say now, and no longer what is well again."""
        found = self._found()
        self._dismissed &= set(found)
        wanted = [each for each in found if each not in self._dismissed][:MOST_SHOWN]
        for each in [each for each in self._shown if each not in wanted]:
            bar = self._shown.pop(each)
            bar.hide()
            bar.deleteLater()
        for each in wanted:
            if each not in self._shown:
                bar = self._shown[each] = self._bar(each)
                bar.closed.connect(lambda each=each: self._dismiss(each))
                self._column.addWidget(bar)
        self.setVisible(bool(self._shown))

    def _dismiss(self, each: Check) -> None:
        self._dismissed.add(each)
        self._shown.pop(each, None)
        self.setVisible(bool(self._shown))

    def _found(self) -> list[Check]:
        mirror = self._studio.mirror
        if mirror.collection is None or not mirror.is_there:
            return []
        folder = recording_folder(self._studio)
        return check(
            Situation(
                collection=mirror.collection,
                programme=mirror.program_scene,
                destinations=len(self._broadcast.destinations),
                silent_s=self._levels.silent_s,
                failed={
                    name: told(state.reason)
                    for name, state in mirror.inputs.items()
                    if state.health == FAILED
                },
                folder=str(folder),
                free_bytes=free_bytes(folder),
            )
        )

    def _bar(self, each: Check) -> Bar:
        studio = self._studio
        name = each.subject

        def unmute() -> None:
            studio.link.do(SetInputMute(input=name, muted=False))

        texts: dict[Problem, tuple[str, str, Callable[[], object]]] = {
            Problem.NO_DESTINATION: (
                tr("Nothing is chosen to stream to yet."),
                tr("Choose"),
                lambda: open_destinations(studio),
            ),
            Problem.MICROPHONE_MUTED: (
                tr("{name} is muted: viewers would not hear you.", name=name),
                tr("Unmute"),
                unmute,
            ),
            Problem.MICROPHONE_SILENT: (
                tr("{name} has been silent for ten seconds: is it the right one?", name=name),
                tr("Look"),
                lambda: open_properties(studio, name),
            ),
            Problem.CAMERA_FAILED: (
                tr("{name} gives no picture.", name=name),
                tr("Look"),
                lambda: open_properties(studio, name),
            ),
            Problem.DISK_FULL: (
                tr("The disk of your recordings is nearly full."),
                tr("Choose a folder"),
                lambda: studio.shortcuts.trigger("settings"),
            ),
        }
        text, action, do = texts[each.problem]
        bar = Bar("warning", text)
        bar.add_button(action, do, stays=True)
        return bar


def free_bytes(folder: Path) -> int | None:
    """Return what is free where a folder is or would be, or None if nobody can tell."""
    for place in (folder, *folder.parents):
        try:
            return shutil.disk_usage(place).free
        except FileNotFoundError:
            continue
        except OSError:
            return None
    return None
