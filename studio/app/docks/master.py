"""The end of the mixer: what viewers hear altogether, and what concerns all strips."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QSizePolicy, QWidget

from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.widgets.meter import Meter
from studio.app.words import tr

Pair = tuple[float, float]
_UP = Qt.Orientation.Vertical


class Master(QWidget):
    """The meters of the tracks, and three ways on.

    Signals:
        advanced_wanted: Every value of every source.
        ducking_wanted: The rules that make room for speech.
        hidden_wanted: The strips that were hidden.
    """

    advanced_wanted = Signal()
    ducking_wanted = Signal()
    hidden_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("master")
        self._orientation = _UP
        self._meters: dict[int, Meter] = {}
        self._title = QLabel(tr("Mix"))
        self._title.setProperty("role", "strong")
        self._title.setToolTip(tr("What viewers hear, and what is recorded"))
        self._advanced = IconButton("sliders-vertical", tr("Sound in detail"))
        self._advanced.clicked.connect(self.advanced_wanted)
        self._ducking = IconButton("audio-waveform", tr("Make room for speech (ducking)"))
        self._ducking.clicked.connect(self.ducking_wanted)
        self._hidden = PushButton("", "eye", role="link")
        self._hidden.clicked.connect(self.hidden_wanted)
        self._hidden.hide()
        self._place = QWidget()
        self._bars = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._place)
        self._bars.setContentsMargins(0, 0, 0, 0)
        self._bars.setSpacing(tokens().grid_px)
        self._grid = QGridLayout(self)
        self.set_tracks((1,))
        self.set_orientation(_UP)

    def meters(self) -> Sequence[Meter]:
        """Return the meters, one for each track."""
        return tuple(self._meters.values())

    def set_tracks(self, tracks: Sequence[int]) -> None:
        """Show a meter for each track that is encoded."""
        if tuple(self._meters) == tuple(tracks):
            return
        for meter in self._meters.values():
            self._bars.removeWidget(meter)
            meter.hide()
            meter.deleteLater()
        self._meters = {}
        for bus in tracks:
            meter = self._meters[bus] = Meter(self._orientation)
            meter.setAccessibleName(tr("Level of track {bus}", bus=bus))
            self._bars.addWidget(meter)

    def set_hidden(self, count: int) -> None:
        """Offer the strips that were hidden."""
        self._hidden.setVisible(count > 0)
        self._hidden.setText(tr("%n hidden", count))
        self._hidden.set_tip(tr("Show all strips again"))

    def take(self, buses: Mapping[str, Sequence[Pair]], now_s: float) -> None:
        """Show the levels of the buses."""
        for bus, meter in self._meters.items():
            meter.take(buses.get(str(bus), ()), now_s)

    def set_orientation(self, orientation: Qt.Orientation, fader_px: int = 0) -> None:
        """Stand up or lie down, as the strips do.

        Args:
            orientation: The strips'.
            fader_px: Height of the faders of strips that lie beside it: so much is left free
                below the meters, which then stand beside the strips'.
        """
        self._orientation = orientation
        stands = orientation is _UP
        direction = QBoxLayout.Direction
        self._bars.setDirection(direction.LeftToRight if stands else direction.TopToBottom)
        for meter in self._meters.values():
            meter.set_orientation(orientation)
        while self._grid.takeAt(0):
            pass
        for index in range(5):
            self._grid.setColumnStretch(index, 0)
            self._grid.setRowStretch(index, 0)
            self._grid.setRowMinimumHeight(index, 0)
        self._grid.setSpacing(4)
        self._grid.setContentsMargins(8, 4, 8, 4)
        free, fixed = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed
        self.setSizePolicy(fixed if stands else free, free if stands else fixed)
        if stands:
            centre = Qt.AlignmentFlag.AlignHCenter
            self._grid.addWidget(self._title, 0, 0, 1, 2, centre)
            self._grid.addWidget(self._place, 1, 0, 1, 2, centre)
            self._grid.addWidget(self._hidden, 2, 0, 1, 2, centre)
            self._grid.addWidget(self._advanced, 3, 0)
            self._grid.addWidget(self._ducking, 3, 1)
            self._grid.setRowStretch(1, 1)
        else:
            self._grid.addWidget(self._title, 0, 0)
            self._grid.addWidget(self._hidden, 0, 1)
            self._grid.addWidget(self._advanced, 0, 2)
            self._grid.addWidget(self._ducking, 0, 3)
            self._grid.addWidget(self._place, 1, 0, 1, 4)
            self._grid.setVerticalSpacing(2)
            self._grid.setRowMinimumHeight(2, fader_px and fader_px + 2)  # an empty row has no gap
            self._grid.setColumnStretch(0, 1)
