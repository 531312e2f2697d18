"""A phone that is a camera: how it does, what it sends, and whether viewers see it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.app.stage import phone_words
from studio.app.stage.linked_peer import LinkedPeer
from studio.app.stage.peers import StagePeer
from studio.app.stage.sync_row import SyncRow
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.widgets.combo_box import ComboBox
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import tr

Choice = tuple[str, object]


class PhoneCard(QWidget):
    """See the module.

    Args:
        phone: The phone.

    Attributes:
        ordered: It is to send otherwise: the orders, as link takes them.
        add_wanted: It should be in the picture.
        remove_wanted: It should be hung up on.
        air_wanted: It may go on air by itself where this computer goes, or no longer.
    """

    ordered = Signal(dict)
    add_wanted = Signal()
    remove_wanted = Signal()
    air_wanted = Signal(bool)

    def __init__(self, phone: StagePeer) -> None:
        super().__init__()
        self.id = phone.id
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "2")
        self.name = ElidedLabel(phone.name)
        self.name.setProperty("role", "strong")
        self.badge = QLabel(tr("On air"))
        self.badge.setProperty("badge", "live")
        self.status = _words("small")
        self.trouble = _words("warning")
        self.add = PushButton(tr("Add to the picture"), "plus", role="primary")
        self.add.clicked.connect(self.add_wanted)
        self.torch = self._switch("flashlight", tr("Torch"), "torch")
        self.mirror = self._switch("flip-vertical-2", tr("Mirror the picture"), "mirror")
        self.exposure = self._switch("lock", tr("Hold the exposure"), "exposure_lock")
        self.air = IconButton(
            "radio", tr("May go on air by itself when this computer goes"), checkable=True
        )
        self.air.clicked.connect(self.air_wanted)
        self.more = IconButton("settings-2", tr("What it sends"), checkable=True)
        self._form = QWidget()
        self._form.hide()
        self.more.toggled.connect(self._form.setVisible)
        self.sync = SyncRow()
        self.remove = IconButton("x", tr("Hang up on it"))
        self.remove.clicked.connect(self.remove_wanted)
        self.lens = self._choice(tr("Camera"))
        self.shape = self._choice(tr("Size of its picture"))
        self.fps = self._choice(tr("Pictures a second"))
        self.kbps = self._choice(tr("Data a second"))
        self._place()
        self.show_phone(phone, None, "")

    def _switch(self, icon_name: str, name: str, key: str) -> IconButton:
        button = IconButton(icon_name, name, checkable=True)
        button.clicked.connect(lambda is_on: self.ordered.emit({key: is_on}))
        return button

    def _choice(self, name: str) -> ComboBox:
        box = ComboBox(name)
        box.activated.connect(lambda _: self.ordered.emit(dict(box.currentData())))
        return box

    def _place(self) -> None:
        gap = tokens().grid_px
        head, buttons = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(gap)
        head.addWidget(self.name, 1)
        head.addWidget(self.badge)
        buttons.setSpacing(gap)
        for button in (self.torch, self.mirror, self.exposure, self.air, self.more):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        grid = QGridLayout(self._form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(gap)
        for row, box in enumerate((self.lens, self.shape, self.fps, self.kbps)):
            label = QLabel(box.accessibleName())
            label.setProperty("role", "small")
            label.setWordWrap(True)
            label.setBuddy(box)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(gap)
        column.addLayout(head)
        column.addWidget(self.status)
        column.addWidget(self.trouble)
        column.addWidget(self.add)
        column.addWidget(self.sync)
        column.addLayout(buttons)
        column.addWidget(self._form)

    def show_phone(
        self,
        phone: StagePeer,
        linked: LinkedPeer | None,
        input_name: str,
        kept_ms: float | None = None,
    ) -> None:
        """Show how it is now.

        Args:
            phone: As the room tells of it.
            linked: As link tells of it; None where that does not know it.
            input_name: The input that shows it, or "".
            kept_ms: By how much that input is set to have sound later; None for no input.
        """
        title = input_name or phone.name
        self.name.setText(title)
        self.setAccessibleName(title)
        self.add.setVisible(not input_name)
        is_there = linked is not None and linked.is_connected
        self.badge.setVisible(linked is not None and linked.is_on_air)
        words = tr("Ready to be added.") if not input_name else phone_words.status(linked)
        if phone.is_lost:
            words = tr("Its line is lost; it is waited for.")
        elif phone.standby == "warm":
            words = tr("Stands by to go on air alone.") + "\n" + words
        elif phone.standby == "asked":
            words = tr("Asks to go on air by itself.") + "\n" + words
        self.air.setChecked(phone.standby not in ("", "asked"))
        self.status.setText(words)
        trouble = phone_words.trouble(linked)
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        self.sync.show_sync(linked, kept_ms)
        self.sync.setVisible(bool(input_name))
        unknown = "" if is_there else tr("It is not linked yet.")
        self._refuse(linked, unknown)
        self._fill(linked)

    def _refuse(self, linked: LinkedPeer | None, unknown: str) -> None:
        can_not = tr("This phone's browser can't do that.")
        self.torch.refuse(unknown or ("" if linked and linked.has_torch else can_not))
        self.exposure.refuse(unknown or ("" if linked and linked.has_exposure else can_not))
        self.mirror.refuse(unknown)
        self.more.refuse(unknown)
        if unknown:
            self.more.setChecked(False)

    def _fill(self, linked: LinkedPeer | None) -> None:
        if linked is None:
            return
        for button, key in (
            (self.torch, "torch"),
            (self.mirror, "mirror"),
            (self.exposure, "exposure_lock"),
        ):
            if isinstance(is_on := linked.order.get(key), bool):
                button.setChecked(is_on)
        lenses: list[Choice] = [
            (label or tr("Camera {number}", number=n), {"lens": id})
            for n, (id, label) in enumerate(linked.lenses, 1)
        ]
        lens = linked.order.get("lens")
        unchanged: list[Choice] = [] if lens else [(tr("Unchanged"), {})]
        _choose(self.lens, unchanged + lenses, {"lens": lens} if lens else {})
        sizes: list[Choice] = [
            (f"{width}×{height}", {"width": width, "height": height})
            for width, height in phone_words.sizes(linked.most)
        ]
        now = {key: phone_words.ordered(linked, key) for key in phone_words.DEFAULT}
        _choose(self.shape, sizes, {"width": now["width"], "height": now["height"]})
        rates: list[Choice] = [
            (tr("{fps} fps", fps=fps), {"fps": fps}) for fps in phone_words.rates(linked.most)
        ]
        _choose(self.fps, rates, {"fps": now["fps"]})
        kbps: list[Choice] = [
            (tr("{kbps} kb/s", kbps=f"{each:,}"), {"kbps": each}) for each in phone_words.RATES_KBPS
        ]
        _choose(self.kbps, kbps, {"kbps": now["kbps"]})


def _choose(box: ComboBox, choices: Sequence[Choice], now: object) -> None:
    """Offer choices and show which one holds; one that is open is left alone."""
    if box.view().isVisible():
        return
    if [box.itemText(index) for index in range(box.count())] != [word for word, _ in choices]:
        box.clear()
        for word, order in choices:
            box.addItem(word, order)
    found = next((n for n, (_, order) in enumerate(choices) if order == now), -1)
    if box.currentIndex() != found:
        box.setCurrentIndex(found)
    box.setEnabled(bool(choices))


def _words(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
