"""The middle of the window: notices above, the picture below, which keeps most of the height."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from studio.app.shell.notices import Notices

NOTICES_SHARE = 0.3
"""Of the height, at most: what more there is to say scrolls, and the picture stays."""


class Middle(QWidget):
    """See the module.

    Args:
        picture: What is shown as long as no page takes its place.

    Attributes:
        notices: Sentences above the picture.
        pages: The picture, and what takes its place for a while.
    """

    def __init__(self, picture: QWidget) -> None:
        super().__init__()
        self.notices = Notices()
        self.pages = QStackedWidget()
        self.pages.addWidget(picture)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.notices)
        column.addWidget(self.pages, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Leave the picture what is its own."""
        super().resizeEvent(event)
        self.notices.set_most_px(round(self.height() * NOTICES_SHARE))
