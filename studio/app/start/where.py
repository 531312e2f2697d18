"""The first choice: this computer's room, a platform or any address, or none yet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

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
        self._is_low = False
        self._pages = QStackedWidget()
        self._made = (self._room_page(), self._platform_page(), self._later_page())
        for page in self._made:
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

    def set_low(self, is_low: bool) -> None:
        """Be as high as what is chosen needs, not as the highest: the next card begins there."""
        self._is_low = is_low
        self._fit()

    def _show(self, choice: str) -> None:
        self._pages.setCurrentIndex((ROOM_CHOICE, PLATFORM, LATER).index(choice))
        self._fit()

    def _fit(self) -> None:
        for page in self._made:
            page.set_counted(not self._is_low or page is self._pages.currentWidget())

    def _show_way(self) -> None:
        self.way.set_address(self.form.address.text())

    def _room_page(self) -> "_Page":
        return _steps(
            tr("A live room on this computer, for any browser. No account, no key."),
            [
                ("radio", tr("Going live opens the room, with danmaku, gifts, polls and PK.")),
                ("link", tr("Its link and QR code stand beside the big button, to be shared.")),
                ("messages-square", tr("What viewers say and give comes into the right column.")),
                ("plus", tr("Platforms can be added at any time; the stream goes to all of them.")),
            ],
        )

    def _platform_page(self) -> "_Page":
        page = _Page()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_px)
        column.addWidget(self.form)
        column.addWidget(self.way)
        column.addStretch(1)
        return page

    def _later_page(self) -> "_Page":
        return _steps(
            tr("The studio opens without. “Where to stream” is beside the big button."),
            [
                ("disc", tr("Recording needs no destination.")),
                ("layers", tr("Scenes, sources and sound can be set up first.")),
            ],
        )


class _Page(QWidget):
    """A page that its stack may leave out of its height while another one is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._is_counted = True

    def set_counted(self, is_counted: bool) -> None:
        """Be counted in the height of the stack, or not."""
        self._is_counted = is_counted
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Preferred if is_counted else policy.Ignored)
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 # Qt's name
        """Return the height of what is on the page."""
        return super().heightForWidth(width) if self._is_counted else 0


def _steps(text: str, steps: Sequence[tuple[str, str]]) -> _Page:
    """Return a page that says what a choice means, and what will happen then."""
    page = _Page()
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
