"""The first choice: this computer's room, a platform or any address, or none yet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.app.live.destination_form import DestinationForm
from studio.app.live.platforms import ROOM, platforms
from studio.app.settings.model import Destination
from studio.app.start.way_test import WayTest
from studio.app.theme import pixmap, tokens
from studio.app.widgets.segmented import Segmented
from studio.app.words import tr

ROOM_CHOICE, PLATFORM, LATER = "room", "platform", "later"


class Where(QWidget):
    """See the module."""

    def __init__(self) -> None:
        super().__init__()
        self.choice = Segmented(
            tr("Where to stream"),
            [
                (ROOM_CHOICE, tr("My own room")),
                (PLATFORM, tr("A platform")),
                (LATER, tr("Later")),
            ],
            ROOM_CHOICE,
        )
        first = platforms()[0]
        self.form = DestinationForm(
            Destination(title=first.name, kind=first.id, url=first.address), has_room=False
        )
        self.way = WayTest()
        self.form.edited.connect(self._show_way)
        self._pages = QStackedWidget()
        for page in (self._room_page(), self._platform_page(), self._later_page()):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_wide_px)
        column.addWidget(self.choice)
        column.addWidget(self._pages, 1)
        self.choice.chosen.connect(self._show)
        self._show(ROOM_CHOICE)
        self._show_way()

    def destinations(self) -> list[Destination]:
        """Return what was chosen; an address that is not whole is kept, but switched off."""
        if self.choice.value == ROOM_CHOICE:
            return [Destination(title=tr("This computer's room"), kind=ROOM)]
        if self.choice.value == PLATFORM:
            made = self.form.destination
            return [made.model_copy(update={"enabled": bool(made.url)})]
        return []

    def _show(self, choice: str) -> None:
        self._pages.setCurrentIndex((ROOM_CHOICE, PLATFORM, LATER).index(choice))

    def _show_way(self) -> None:
        self.way.set_address(self.form.address.text())

    def _room_page(self) -> QWidget:
        return _steps(
            tr("A live room on this computer, for any browser. No account, no key."),
            [
                ("radio", tr("Going live opens the room, with danmaku, gifts, polls and PK.")),
                ("link", tr("Its link and QR code stand beside the big button, to be shared.")),
                ("messages-square", tr("What viewers say and give comes into the right column.")),
                ("plus", tr("Platforms can be added at any time; the stream goes to all of them.")),
            ],
        )

    def _platform_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_px)
        column.addWidget(self.form)
        column.addWidget(self.way)
        column.addStretch(1)
        return page

    def _later_page(self) -> QWidget:
        return _steps(
            tr("The studio opens without. “Where to stream” is beside the big button."),
            [
                ("disc", tr("Recording needs no destination.")),
                ("layers", tr("Scenes, sources and sound can be set up first.")),
            ],
        )


def _steps(text: str, steps: Sequence[tuple[str, str]]) -> QWidget:
    """Return a page that says what a choice means, and what will happen then."""
    page = QWidget()
    label = QLabel(text)
    label.setProperty("role", "quiet")
    label.setWordWrap(True)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens().gap_wide_px)
    column.addWidget(label)
    for icon_name, sentence in steps:
        row = QHBoxLayout()
        row.setSpacing(12)
        mark = QLabel()
        mark.setPixmap(pixmap(icon_name, "accent", tokens().icon_px))
        mark.setFixedSize(tokens().icon_px, tokens().line_px)
        words = QLabel(sentence)
        words.setWordWrap(True)
        row.addWidget(mark)
        row.addWidget(words, 1)
        row.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
    column.addStretch(1)
    return page
