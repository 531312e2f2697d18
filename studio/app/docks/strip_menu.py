"""What else can be done with a source's sound: the menu of its strip."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QWidget

from studio.app.docks.sounding import on_track
from studio.app.panels.opening import open_filters
from studio.app.studio import Studio
from studio.app.theme import icon
from studio.app.words import tr
from studio.model.edits import SetInputVolume
from studio.model.scene import BUS_COUNT, Collection, Input


@dataclass(frozen=True, slots=True)
class StripActions:
    """What the menu leaves to the mixer."""

    rename: Callable[[], object]
    advanced: Callable[[], object]
    hide: Callable[[], object]


def make_menu(
    studio: Studio, collection: Collection, shown: Input, actions: StripActions, parent: QWidget
) -> QMenu:
    """Return the menu of an input's strip."""
    menu = QMenu(parent)
    menu.addAction(icon("wand-sparkles"), tr("&Filters"), lambda: open_filters(studio, shown.name))
    menu.addMenu(_tracks(studio, collection, shown, menu))
    menu.addAction(icon("audio-lines"), tr("&Balance, offset and more…"), actions.advanced)
    reset = menu.addAction(
        icon("rotate-ccw"),
        tr("&Volume to 0 dB"),
        lambda: studio.link.do(SetInputVolume(input=shown.name, volume_db=0.0)),
    )
    reset.setEnabled(shown.volume_db != 0.0)
    menu.addSeparator()
    menu.addAction(icon("pencil"), tr("&Rename"), actions.rename)
    menu.addAction(icon("eye-off"), tr("&Hide in the mixer"), actions.hide)
    return menu


def _tracks(studio: Studio, collection: Collection, shown: Input, parent: QWidget) -> QMenu:
    menu = QMenu(tr("&Tracks"), parent)
    menu.setIcon(icon("list-ordered"))
    for bus in range(1, BUS_COUNT + 1):
        action = menu.addAction(track_name(collection, bus))
        action.setCheckable(True)
        action.setChecked(bus in shown.buses)
        action.toggled.connect(
            lambda is_wanted, bus=bus: studio.link.do(on_track(shown, bus, is_wanted))
        )
    return menu


def track_name(collection: Collection, bus: int) -> str:
    """Say what a track is for."""
    tracks = collection.audio.tracks
    if bus == collection.audio.monitor_bus:
        return tr("{bus} · what you hear", bus=bus)
    if tracks and bus == tracks[0]:
        return tr("{bus} · stream and recording", bus=bus)
    if bus in tracks:
        return tr("{bus} · recording", bus=bus)
    return tr("{bus} · not used", bus=bus)
