"""A phone that is on air by itself, and how the programme comes back from it.

phone = PhoneOnAir()
phone.back_wanted.connect(lambda: …)
phone.show_devices(answer["devices"])       # as the room client has them
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from studio.app.widgets.buttons import PushButton
from studio.app.widgets.section import Section
from studio.app.words import tr


class PhoneOnAir(Section):
    """See the module; hidden while none is.

    Attributes:
        back_wanted: The programme is to be taken back.
    """

    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("A phone is on air"))
        self.words = QLabel()
        self.words.setProperty("role", "quiet")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.back = PushButton(tr("Take the programme back"), "undo", "primary")
        self.back.clicked.connect(self.back_wanted)
        for widget in (self.words, self.back):
            self.body.addWidget(widget)
        self.hide()

    def show_devices(self, devices: object) -> None:
        """Show whether one is now."""
        name = next(
            (
                str(each.get("name"))
                for each in (devices if isinstance(devices, list) else ())
                if isinstance(each, dict) and each.get("is_on_air") and each.get("is_phone")
            ),
            "",
        )
        self.words.setText(
            tr(
                "Viewers see what “{device}” sees. Taken back, the programme goes on with what "
                "this studio shows, and the phone stands by again.",
                device=name,
            )
        )
        self.setVisible(bool(name))
