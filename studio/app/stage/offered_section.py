"""Cameras that linked studios offer, each with the button that puts it into the picture."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.app.stage.offered import OfferedCamera
from studio.app.stage.offered_cameras import OfferedCameras
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.widgets.section import Section
from studio.app.words import tr


class OfferedRow(QWidget):
    """One camera.

    Args:
        offer: The camera.

    Attributes:
        add: Puts it into the picture; there while no input shows it.
    """

    def __init__(self, offer: OfferedCamera) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "2")
        self.name = ElidedLabel(offer.camera)
        self.name.setProperty("role", "strong")
        self.whose = ElidedLabel(tr("of {studio}", studio=offer.studio) if offer.studio else "")
        self.whose.setProperty("role", "small")
        self.state = QLabel(tr("In the sources"))
        self.state.setProperty("role", "small")
        self.add = PushButton(tr("Add"), "plus", role="primary")
        self.add.set_tip(tr("Add to the picture"))
        self.add.setAccessibleName(tr("Add {name} to the picture", name=offer.title))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.whose)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(tokens().gap_px)
        row.addLayout(words, 1)
        row.addWidget(self.state)
        row.addWidget(self.add)

    def show_input(self, name: str) -> None:
        """Show which input has it, "" for none."""
        self.add.setVisible(not name)
        self.state.setVisible(bool(name))
        self.state.setToolTip(name)


class OfferedSection(QWidget):
    """See the module; hidden while nothing is offered.

    Args:
        studio: Whose.

    Attributes:
        rows: By the camera.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._cameras = OfferedCameras.of(studio)
        self.rows: dict[OfferedCamera, OfferedRow] = {}
        section = Section(tr("Cameras of other studios"))
        self._body = section.body
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)
        self._cameras.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        inputs = self._cameras.inputs
        for offer in self.rows.keys() - inputs.keys():
            row = self.rows.pop(offer)
            self._body.removeWidget(row)
            row.hide()
            row.deleteLater()
        for offer, name in inputs.items():
            row = self.rows.get(offer) or self._added(offer)
            row.show_input(name)
        self.setVisible(bool(self.rows))

    def _added(self, offer: OfferedCamera) -> OfferedRow:
        row = self.rows[offer] = OfferedRow(offer)
        row.add.clicked.connect(lambda: self._cameras.add(offer, into_scene=True))
        self._body.addWidget(row)
        return row
