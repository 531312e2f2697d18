"""The second choice: camera and microphone, with what they give right now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.app.docks.levels import Levels
from studio.app.link.engine_link import Reply
from studio.app.panels.live_view import LiveView
from studio.app.settings.choice import ChoiceBox
from studio.app.start.template import camera_name, microphone_name
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.empty_state import EmptyState
from studio.app.widgets.meter import Meter
from studio.app.words import tr
from studio.app.words.told import told
from studio.model.commands import GetChoices
from studio.model.edits import SetInputSettings

FIRST, NONE = "", "\x00none"
METERS_PER_SECOND = 20
METER_PX = 18
LEAST_PICTURE_PX, MOST_PICTURE_PX = 160, 280
"""Between a picture that can be judged and one that hides all else in a card of a page's width."""


class Devices(QWidget):
    """See the module.

    Signals:
        changed: Another one was chosen.
    """

    changed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._levels = Levels.of(studio)
        self.camera = ChoiceBox(tr("Camera"), _choices([], tr("No camera")))
        self.microphone = ChoiceBox(tr("Microphone"), _choices([], tr("No microphone")))
        self.meter = Meter(Qt.Orientation.Horizontal)
        self.meter.setFixedHeight(round(METER_PX * tokens().scale))
        self._hearing = _small()
        self._seeing = _small()
        self._place = QVBoxLayout()
        without = tr("Fine: the screen takes the camera's place. It can be added at any time.")
        self._without = EmptyState("monitor", without)
        self._without.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._without.setProperty("surface", "2")
        self._place.addWidget(self._without)
        self.picture: LiveView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_px)
        column.addWidget(self.camera)
        column.addLayout(self._place)
        column.addWidget(self._seeing)
        column.addSpacing(tokens().gap_px)
        column.addWidget(self.microphone)
        column.addWidget(self.meter)
        column.addWidget(self._hearing)
        column.addStretch(1)
        self.camera.chosen.connect(lambda _: self._set(self.camera_input, self.camera))
        self.microphone.chosen.connect(lambda _: self._set(self.microphone_input, self.microphone))
        self._levels.came.connect(self._show_level)
        self._levels.want(self, METERS_PER_SECOND)
        mirror = studio.mirror
        mirror.is_there_changed.connect(self._ask)
        mirror.inputs_changed.connect(self._draw)
        mirror.collection_changed.connect(self._draw)
        if mirror.is_there:
            self._ask()
        self._draw()

    def chosen_camera(self) -> str | None:
        """Return a device, empty for the first one, None for no camera."""
        return None if self.camera.value == NONE else self.camera.value

    def chosen_microphone(self) -> str | None:
        """Return the same of the microphone."""
        return None if self.microphone.value == NONE else self.microphone.value

    def close_picture(self) -> None:
        """Let go of the camera's picture."""
        self._levels.want(self, 0)
        if self.picture is not None:
            self.picture.view.close()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Keep the picture's place in its shape, with a picture or without."""
        super().resizeEvent(event)
        height = max(LEAST_PICTURE_PX, min(self.width() * 9 // 16, MOST_PICTURE_PX))
        self._without.setFixedHeight(height)

    def _ask(self) -> None:
        link = self._studio.link
        link.do(GetChoices(kind="camera", setting="device"), self._take_cameras)
        link.do(GetChoices(kind="microphone", setting="device"), self._take_microphones)

    def _take_cameras(self, reply: Reply) -> None:
        found = devices_of(reply)
        self.camera.set_choices(_choices(found, tr("No camera")), self.camera.value)
        if reply.ok and not found:
            self.camera.set_value(NONE)
        self._draw()

    def _take_microphones(self, reply: Reply) -> None:
        found = devices_of(reply)
        self.microphone.set_choices(_choices(found, tr("No microphone")), self.microphone.value)
        if reply.ok and not found:
            self.microphone.set_value(NONE)
        self._draw()

    def _set(self, name: str, box: ChoiceBox) -> None:
        """Let what was chosen be seen and heard at once."""
        collection = self._studio.mirror.collection
        if collection and collection.input(name) and box.value != NONE:
            settings: dict[str, object] = {"device": box.value}
            self._studio.link.do(SetInputSettings(input=name, settings=settings))
        self._draw()
        self.changed.emit()

    def _name(self, kind: str, otherwise: str) -> str:
        """Return how the first input of a kind is called: the anchor may have renamed it."""
        collection = self._studio.mirror.collection
        inputs = collection.inputs if collection else ()
        return next((each.name for each in inputs if each.kind == kind), otherwise)

    @property
    def camera_input(self) -> str:
        """The input that shows the camera."""
        return self._name("camera", camera_name())

    @property
    def microphone_input(self) -> str:
        """The input that hears the microphone."""
        return self._name("microphone", microphone_name())

    def _draw(self) -> None:
        collection = self._studio.mirror.collection
        has_input = collection is not None and collection.input(self.camera_input) is not None
        is_seen = self.chosen_camera() is not None and has_input
        if is_seen and self.picture is None:
            self.picture = LiveView(self._studio, self.camera_input)
            self.picture.setMinimumHeight(LEAST_PICTURE_PX)
            self.picture.setMaximumHeight(MOST_PICTURE_PX)
            self._place.addWidget(self.picture)
        if self.picture is not None:
            self.picture.setVisible(is_seen)
        self._without.setVisible(not is_seen)
        state = self._studio.mirror.inputs.get(self.camera_input)
        why = told(state.reason) if is_seen and state is not None else ""
        self._seeing.setText(why)
        self._seeing.setVisible(bool(why))
        self._draw_hearing()

    def _draw_hearing(self) -> None:
        is_heard = self.chosen_microphone() is not None
        self.meter.setVisible(is_heard)
        state = self._studio.mirror.inputs.get(self.microphone_input)
        if not is_heard:
            text = tr("Fine: music and clips sound without one.")
        elif state is not None and state.reason:
            text = told(state.reason)
        else:
            text = tr("Say something: the bar should move into the yellow.")
        self._hearing.setText(text)

    def _show_level(self) -> None:
        if self.isVisible():
            levels = self._levels.inputs.get(self.microphone_input, ())
            self.meter.take(levels, self._levels.at_s)


def devices_of(reply: Reply) -> list[tuple[str, str]]:
    """Read the devices from the engine's answer."""
    choices = reply.data.get("choices")
    found = []
    for each in choices if isinstance(choices, list) else []:
        if isinstance(each, dict) and isinstance(each.get("value"), str) and each["value"]:
            found.append((str(each["value"]), str(each.get("text") or each["value"])))
    return found


def _choices(found: list[tuple[str, str]], none: str) -> list[tuple[str, str]]:
    return [(FIRST, tr("Automatic: the first one")), *found, (NONE, none)]


def _small() -> QLabel:
    label = QLabel()
    label.setProperty("role", "small")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
