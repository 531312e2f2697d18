"""The mixer: a strip for each source that sounds, and what they come to together.

It stands in a wide dock and lies in a high one.  Everything that it changes is a command; the
meters are the engine's, 30 times a second while they are seen.
"""

import time

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QStackedLayout, QWidget

from studio.app.docks.advanced_audio import AdvancedAudio
from studio.app.docks.ducking import DuckingRules
from studio.app.docks.effects_strip import EffectsStrip
from studio.app.docks.levels import Levels
from studio.app.docks.master import Master
from studio.app.docks.sounding import is_heard, is_monitored, monitor, sounding
from studio.app.docks.strip import Strip
from studio.app.docks.strip_menu import StripActions, make_menu
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.words import tr
from studio.model.edits import SetInputMute, SetInputName, SetInputVolume
from studio.model.kinds import AUDIO_KINDS
from studio.model.scene import Collection, Input

METERS_PER_SECOND = 30
STANDS_FROM_PX = 176
"""Lower than that a strip can't stand."""
LEAST_PX = 68
"""Height of a strip that lies, and of the bar that scrolls them sideways."""
MASTER_PX = (120, 200)
"""Least and greatest width of the end of a row of strips that lie."""
LIES_PX = (108, 304)
"""Least and greatest width of a strip that lies beside others: as many as are seen at once share
what there is, so that none is cut, and the others are a scroll away."""
EASY_PX = 200
"""What a strip that lies likes to have: the end of the row gives way to it."""


class MixerDock(QWidget):
    """See the module."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._levels = Levels.of(studio)
        self.strips: dict[str, Strip] = {}
        self.setAccessibleName(tr("Mixer"))
        self._inner = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.effects = EffectsStrip(studio, self._inner)
        self._row.addWidget(self.effects)
        self._row.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inner)
        self._empty = QLabel(tr("Nothing here sounds yet. Add a microphone or music as a source."))
        self._empty.setProperty("role", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._middle = QWidget()
        self._stack = QStackedLayout(self._middle)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self._empty)
        self.master = Master()
        self.master.advanced_wanted.connect(self.open_advanced)
        self.master.ducking_wanted.connect(self._open_ducking)
        self.master.hidden_wanted.connect(self._show_hidden)
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(self._middle, 1)
        self._outer.addWidget(self.master)
        mirror = studio.mirror
        mirror.collection_changed.connect(self._draw)
        mirror.scenes_changed.connect(self._draw_heard)
        mirror.is_there_changed.connect(self._on_there)
        studio.settings.changed.connect(self._draw)
        studio.plugins.listed.connect(self._follow_plugins)
        studio.plugins.changed.connect(self._follow_plugins)
        self._levels.came.connect(self._show_levels)
        self._draw()

    def open_advanced(self, name: str = "") -> None:
        """Show every value of every source, from one of them on."""
        studio = self._studio
        studio.panel_wanted.emit(tr("Sound in detail"), lambda: AdvancedAudio(studio, name))

    def _open_ducking(self) -> None:
        studio = self._studio
        studio.panel_wanted.emit(tr("Make room for speech"), lambda: DuckingRules(studio))

    # -- what is shown ----------------------------------------------------------------

    def _draw(self) -> None:
        """Show the inputs as they are now, keeping the strips that there are."""
        collection = self._studio.mirror.collection
        if collection is None:
            return
        hidden = set(self._studio.settings.now.hidden_strips)
        all_of_them = sounding(collection)
        shown = [each for each in all_of_them if each.name not in hidden]
        names = [each.name for each in shown]
        for name in [name for name in self.strips if name not in names]:
            strip = self.strips.pop(name)
            self._row.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        for index, each in enumerate(shown):
            strip = self.strips.get(each.name) or self._add(each.name)
            if self._row.indexOf(strip) != index:
                self._row.removeWidget(strip)
                self._row.insertWidget(index, strip)
            strip.set_volume(each.volume_db)
            strip.set_state(
                is_device=each.kind in AUDIO_KINDS,
                is_muted=each.muted,
                is_monitored=is_monitored(collection, each),
            )
        self.strips = {name: self.strips[name] for name in names}
        self.master.set_tracks(collection.audio.tracks)
        self.master.set_hidden(len(all_of_them) - len(shown))
        self.effects.draw()
        self.effects.setVisible(self.effects.is_wanted())
        self._stack.setCurrentWidget(self._scroll if self._all() else self._empty)
        self._shape()
        self._draw_heard()

    def _follow_plugins(self) -> None:
        if self.effects.is_wanted() == self.effects.isHidden():
            self._draw()

    def _draw_heard(self) -> None:
        collection = self._studio.mirror.collection
        if collection is None:
            return
        programme = self._studio.mirror.program_scene
        for name, strip in self.strips.items():
            each = collection.input(name)
            if each is None:
                continue
            heard = is_heard(collection, programme, each)
            why_not = "" if heard else tr("Heard only while a scene with it is on air.")
            strip.set_heard(each.muted, why_not)

    def _add(self, name: str) -> Strip:
        strip = self.strips[name] = Strip(name, self._inner)
        self._shape_strip(strip)
        link = self._studio.link
        strip.volume_wanted.connect(
            lambda volume_db, gesture: link.do(
                SetInputVolume(input=name, volume_db=volume_db, gesture=gesture)
            )
        )
        strip.mute_wanted.connect(
            lambda is_muted: link.do(SetInputMute(input=name, muted=is_muted), self._on_reply)
        )
        strip.monitor_wanted.connect(lambda is_wanted: self._monitor(name, is_wanted))
        strip.menu_wanted.connect(lambda under: self._open_menu(name, under))
        strip.name_wanted.connect(
            lambda new: link.do(SetInputName(input=name, new_name=new), self._on_reply)
        )
        strip.show()
        return strip

    def _find(self, name: str) -> tuple[Collection, Input] | None:
        collection = self._studio.mirror.collection
        found = collection.input(name) if collection else None
        return (collection, found) if collection and found else None

    def _monitor(self, name: str, is_wanted: bool) -> None:
        if found := self._find(name):
            self._studio.link.do(monitor(*found, is_wanted), self._on_reply)

    def _open_menu(self, name: str, under: QWidget) -> None:
        if not (found := self._find(name)):
            return
        actions = StripActions(
            rename=self.strips[name].rename,
            advanced=lambda: self.open_advanced(name),
            hide=lambda: self._hide(name),
        )
        menu = make_menu(self._studio, *found, actions, self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))

    def _hide(self, name: str) -> None:
        hidden = self._studio.settings.now.hidden_strips
        self._studio.settings.change(hidden_strips=(*hidden, name))

    def _show_hidden(self) -> None:
        self._studio.settings.change(hidden_strips=())

    def _on_reply(self, reply: object) -> None:
        if getattr(reply, "ok", True) is False:
            self._studio.say("warning", getattr(reply, "reason", ""))
            self._draw()

    def _on_there(self, is_there: bool) -> None:
        self._inner.setEnabled(is_there)
        if not is_there:
            later_s = time.monotonic() + 60
            for meter in (*(strip.meter for strip in self._all()), *self.master.meters()):
                meter.fall(later_s)

    # -- meters -----------------------------------------------------------------------

    def _show_levels(self) -> None:
        if not self.isVisible():
            return
        now_s = self._levels.at_s
        for name, strip in self.strips.items():
            strip.meter.take(self._levels.inputs.get(name, ()), now_s)
        self.effects.meter.take(self._levels.effects, now_s)
        self.master.take(self._levels.buses, now_s)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 # Qt's name
        """Have the levels measured as often as they are painted."""
        super().showEvent(event)
        self._levels.want(self, METERS_PER_SECOND)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 # Qt's name
        """Want them no longer."""
        super().hideEvent(event)
        self._levels.want(self, 0)

    # -- shape ------------------------------------------------------------------------

    @property
    def _is_wide(self) -> bool:
        return self.width() > self.height() * 0.9

    def _all(self) -> tuple[Strip, ...]:
        """Return every strip, also that of effects if it is there."""
        return (*self.strips.values(), *(() if self.effects.isHidden() else (self.effects,)))

    def _orientation(self) -> Qt.Orientation:
        """Say how the strips are: upright where there is room for it, else lying."""
        least_px = round(STANDS_FROM_PX * tokens().scale)
        stands = self.height() >= least_px and self._is_wide
        return Qt.Orientation.Vertical if stands else Qt.Orientation.Horizontal

    def _shape(self) -> None:
        """Put the strips side by side in a wide dock, below one another in a high one."""
        orientation, is_wide = self._orientation(), self._is_wide
        direction = QBoxLayout.Direction
        towards = direction.LeftToRight if is_wide else direction.TopToBottom
        self._row.setDirection(towards)
        self._outer.setDirection(towards)
        is_low = is_wide and orientation is Qt.Orientation.Horizontal
        strips = self._all()
        for strip in strips:
            strip.set_orientation(orientation)
        fader_px = strips[0].fader.sizeHint().height() if strips and is_low else 0
        self.master.set_orientation(orientation, fader_px)
        self._outer.setSpacing(tokens().gap_wide_px if is_low else 0)
        least_px, most_px = (round(each * tokens().scale) for each in MASTER_PX)
        easy_px = self.width() - round(EASY_PX * tokens().scale) * len(strips)
        low_px = max(least_px, min(most_px, self.width() // 4, easy_px))
        self.master.setMinimumWidth(low_px if is_low else 0)
        self.master.setMaximumWidth(low_px if is_low else 16_777_215)
        for strip in strips:
            self._shape_strip(strip)
        never, needed = (
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            Qt.ScrollBarPolicy.ScrollBarAsNeeded,
        )
        self._scroll.setHorizontalScrollBarPolicy(needed if is_wide else never)
        self._scroll.setVerticalScrollBarPolicy(never if is_wide else needed)

    def _shape_strip(self, strip: Strip) -> None:
        orientation = self._orientation()
        strip.set_orientation(orientation)
        if self._is_wide and orientation is Qt.Orientation.Horizontal:
            least_px, most_px = (round(each * tokens().scale) for each in LIES_PX)
            room_px = self.width() - self.master.minimumWidth() - self._outer.spacing()
            seen = max(1, min(len(self._all()), room_px // least_px))
            strip.setFixedWidth(max(least_px, min(most_px, room_px // seen)))
            self._scroll.horizontalScrollBar().setSingleStep(strip.width())
        elif orientation is Qt.Orientation.Horizontal:
            strip.setMinimumWidth(0)
            strip.setMaximumWidth(16_777_215)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Need the height of strips that lie, however they are just now."""
        return QSize(super().minimumSizeHint().width(), round(LEAST_PX * tokens().scale))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Stand or lie, as there is room."""
        super().resizeEvent(event)
        self._shape()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Stand or lie otherwise with larger text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_outer"):
            self._shape()


def make(studio: Studio) -> QWidget:
    """Return the dock's content."""
    return MixerDock(studio)
