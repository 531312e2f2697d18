"""The first choice: this computer's room, a platform or any address, or none yet."""

from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.app.live.destination_form import DestinationForm
from studio.app.live.platforms import ROOM, platforms
from studio.app.settings.model import Destination
from studio.app.theme import tokens
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
        self._pages = QStackedWidget()
        for each in (
            _words(tr("A live room on this computer, for any browser: danmaku, gifts, polls, PK.")),
            self.form,
            _words(tr("The studio opens without. “Where to stream” is beside the big button.")),
        ):
            self._pages.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_wide_px)
        column.addWidget(self.choice)
        column.addWidget(self._pages, 1)
        self.choice.chosen.connect(self._show)
        self._show(ROOM_CHOICE)

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


def _words(text: str) -> QWidget:
    page = QWidget()
    label = QLabel(text)
    label.setProperty("role", "quiet")
    label.setWordWrap(True)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(label)
    column.addStretch(1)
    return page
