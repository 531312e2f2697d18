"""The destinations: which of them going live goes to, and the form of the one that is open.

Shown by the settings and in a panel beside the controls.  What is typed is kept at once.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.app.live.broadcast import Broadcast
from studio.app.live.destination_form import DestinationForm
from studio.app.live.platforms import CUSTOM, ROOM
from studio.app.settings.model import Destination
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.widgets.empty_state import EmptyState
from studio.app.widgets.switch import Switch
from studio.app.widgets.turning_row import TurningRow
from studio.app.words import tr

MAX_DESTINATIONS = 12


class Destinations(QWidget):
    """See the module.

    Args:
        opened: The title of the destination whose form is open at first.
    """

    def __init__(self, studio: Studio, opened: str = "") -> None:
        super().__init__()
        self._studio = studio
        self._rows: list[DestinationRow] = []
        self._is_own_change = False
        self._empty = EmptyState(
            "radio-tower", tr("Nowhere to go yet. The room of this computer needs no account.")
        )
        self.add = PushButton(tr("&Add a destination"), "plus", role="primary")
        self.add.clicked.connect(lambda: self.add_one(CUSTOM))
        self.add_room = PushButton(tr("&Use this computer's room"), "house")
        self.add_room.clicked.connect(lambda: self.add_one(ROOM))
        buttons = TurningRow(tokens().gap_px)
        buttons.add(self.add)
        buttons.add(self.add_room)
        self._list = QVBoxLayout()
        self._list.setSpacing(tokens().gap_px)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(tokens().gap_px)
        self._column.addWidget(self._empty)
        self._column.addLayout(self._list)
        self._column.addWidget(buttons)
        self._column.addStretch(1)
        studio.settings.changed.connect(self._follow)
        self._fill()
        for row in self._rows:
            if row.destination.title == opened:
                row.open()

    @property
    def rows(self) -> tuple["DestinationRow", ...]:
        """What is shown."""
        return tuple(self._rows)

    def add_one(self, kind: str) -> None:
        """Add a destination and open its form."""
        title = tr("This computer's room") if kind == ROOM else ""
        self._append(Destination(title=title, kind=kind))
        self._keep()
        if kind != ROOM:
            self._rows[-1].open()

    def _fill(self) -> None:
        while self._rows:
            self._drop(self._rows[-1])
        for destination in self._studio.settings.now.destinations:
            self._append(destination)
        self._draw()

    def _append(self, destination: Destination) -> None:
        row = DestinationRow(destination, Broadcast.of(self._studio))
        row.edited.connect(self._keep)
        row.removed.connect(lambda: self._remove(row))
        row.opened.connect(lambda: self._close_others(row))
        self._rows.append(row)
        self._list.addWidget(row)

    def _remove(self, row: "DestinationRow") -> None:
        self._drop(row)
        self._keep()

    def _drop(self, row: "DestinationRow") -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _close_others(self, opened: "DestinationRow") -> None:
        for row in self._rows:
            if row is not opened:
                row.close_form()

    def _keep(self) -> None:
        """Keep what is there; two of one name get numbers, as outputs are told apart by it."""
        kept: list[Destination] = []
        for row in self._rows:
            each = row.destination
            taken = {other.title for other in kept}
            title, number = each.title, 2
            while title in taken:
                title = f"{each.title} {number}"
                number += 1
            kept.append(each.model_copy(update={"title": title}))
        self._is_own_change = True
        self._studio.settings.change(destinations=[each.model_dump() for each in kept])
        self._is_own_change = False
        self._draw()

    def _follow(self) -> None:
        if not self._is_own_change:
            shown = tuple(row.destination for row in self._rows)
            if shown != self._studio.settings.now.destinations:
                self._fill()

    def _draw(self) -> None:
        self._empty.setVisible(not self._rows)
        has_room = any(row.destination.kind == ROOM for row in self._rows)
        self.add_room.setVisible(not has_room)
        is_full = len(self._rows) >= MAX_DESTINATIONS
        self.add.refuse(tr("That are as many as one upload can feed.") if is_full else "")


class DestinationRow(QWidget):
    """One destination: a switch, its name, and its form when it is open."""

    edited = Signal()
    removed = Signal()
    opened = Signal()

    def __init__(self, destination: Destination, broadcast: Broadcast) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "2")
        self._destination = destination
        self._broadcast = broadcast
        self.form: DestinationForm | None = None
        self.switch = Switch(tr("Go live to {name}", name=destination.title), destination.enabled)
        self.switch.edited.connect(self._enable)
        self.name = ElidedLabel(destination.title or tr("New destination"))
        self.name.setProperty("role", "strong")
        self.edit = IconButton(
            "chevron-right",
            tr("Edit {name}", name=destination.title),
            checkable=True,
            checked_icon="chevron-down",
        )
        self.edit.clicked.connect(lambda is_open: self.open() if is_open else self.close_form())
        remove = IconButton("trash-2", tr("Remove {name}", name=destination.title))
        remove.clicked.connect(self.removed)
        self._remove = remove
        head = QHBoxLayout()
        head.setSpacing(tokens().grid_px)
        head.addWidget(self.switch)
        head.addWidget(self.name, 1)
        head.addWidget(self.edit)
        head.addWidget(remove)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 4, 4, 4)
        self._column.addLayout(head)
        broadcast.changed.connect(self._lock)
        self._lock()

    @property
    def destination(self) -> Destination:
        """What it is now."""
        return self._destination

    def open(self) -> None:
        """Show the form."""
        self.edit.setChecked(True)
        if self.form is None:
            self.form = DestinationForm(self._destination)
            self.form.setContentsMargins(0, 4, 8, 8)
            self.form.edited.connect(self._take)
            self._column.addWidget(self.form)
        self.form.show()
        self.opened.emit()
        self._lock()

    def close_form(self) -> None:
        """Hide the form."""
        self.edit.setChecked(False)
        if self.form is not None:
            self.form.hide()

    def _take(self) -> None:
        if self.form is not None:
            taken = self.form.destination
            self._destination = taken.model_copy(update={"enabled": self._destination.enabled})
            self.name.setText(taken.title or tr("New destination"))
            self.edited.emit()

    def _enable(self, is_enabled: bool) -> None:
        self._destination = self._destination.model_copy(update={"enabled": is_enabled})
        self.edited.emit()

    def _lock(self) -> None:
        """What is live is not changed under its feet."""
        found = self._broadcast.output_of(self._destination.title)
        is_live = found is not None and found[1].state not in ("failed", "ended")
        why = tr("It is live now.") if is_live else ""
        self._remove.refuse(why)
        if self.form is not None:
            self.form.setEnabled(not is_live)
            self.form.setToolTip(why)


def make(studio: Studio) -> QWidget:
    """Return the list, for the settings."""
    return Destinations(studio)


def open_destinations(studio: Studio, opened: str = "") -> None:
    """Show the list in the panel beside the picture."""
    studio.panel_wanted.emit(tr("Where to stream"), lambda: Destinations(studio, opened))
