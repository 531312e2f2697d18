"""A panel that slides over the right column: filters, properties, stats.

It lies over its parent's edge, never over the picture; Esc and its cross close it, and
the focus goes back to where it came from.  One content at a time; what it names as its
``pinned``, such as a picture on which all else is seen, stays above what scrolls::

    panel.open(tr("Filters of {name}", name=name), FilterPanel(studio, name))
"""

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.words import tr

CONTENT_PX = (16, 4, 16, 16)
"""Around a content."""
PINNED_SHARE = 0.3
"""Of the height, at most."""


class SlidePanel(QWidget):
    """Slides over the right edge of its parent.

    Args:
        over: What it lies over; it takes its height and at most its width.
        least_width_px: Narrower it doesn't get, where the parent has the room; a content
            with ``panel_px`` has its own.

    Attributes:
        inset_px: Between it and its parent's right and lower edge.
    """

    closed = Signal()
    """It slid away."""

    def __init__(self, over: QWidget, least_width_px: int = 320) -> None:
        super().__init__(over)
        self._over = over
        self._least_px = least_width_px
        self._column_px = least_width_px
        self._from: QWidget | None = None
        self.content: QWidget | None = None
        self.pinned: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "card")
        self._title = ElidedLabel()
        self._title.setProperty("role", "title")
        cross = IconButton("x", tr("Close"), shortcut="Esc")
        cross.clicked.connect(self.close_panel)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 4)
        head.addWidget(self._title, 1)
        head.addWidget(cross)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pin = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._pin)
        column.addWidget(self._scroll, 1)
        self.scroll_bar.rangeChanged.connect(self._align_pinned)
        self._motion = QPropertyAnimation(self, b"geometry", self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.finished.connect(self._arrived)
        self._is_open = False
        self.inset_px = 0
        over.installEventFilter(self)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether something is shown."""
        return self._is_open

    @property
    def scroll_bar(self) -> QScrollBar:
        """What scrolls the content."""
        return self._scroll.verticalScrollBar()

    def set_column(self, width_px: int) -> None:
        """Be as wide as the column that it covers."""
        self._column_px = width_px
        if self._is_open:
            self.setGeometry(self._place(True))

    def open(self, title: str, content: QWidget) -> None:
        """Slide in with this content; what was shown before is deleted."""
        if not self._is_open:
            self._from = QApplication.focusWidget()
        self._empty()
        self.content = content
        content.setContentsMargins(*CONTENT_PX)
        self.pinned = getattr(content, "pinned", None)
        if self.pinned is not None:
            self._pin.addWidget(self.pinned)
        self._title.setText(title)
        self.setAccessibleName(title)
        self._scroll.setWidget(content)
        was_open, self._is_open = self._is_open, True
        if not was_open:
            self.setGeometry(self._place(False))
        self.show()
        self.raise_()
        self._align_pinned()
        self._slide()
        can = (
            w
            for w in content.findChildren(QWidget)
            if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible() and w.isEnabled()
        )
        next(can, self).setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Slide away; the focus goes back."""
        if not self._is_open:
            return
        self._is_open = False
        try:
            if self._from is not None and self._from.isVisible():
                self._from.setFocus(Qt.FocusReason.OtherFocusReason)
        except RuntimeError:  # it was deleted meanwhile
            pass
        self._from = None
        self._slide()

    def _empty(self) -> None:
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        if self.pinned is not None:
            self.pinned.deleteLater()
        self.content = self.pinned = None

    def _align_pinned(self) -> None:
        """Have it stand in one line with what scrolls, and leave most of the height to that."""
        layout = self.content.layout() if self.content is not None else None
        if self.pinned is None or layout is None:
            self._pin.setContentsMargins(0, 0, 0, 0)
            return
        around, bar = layout.contentsMargins(), self.scroll_bar
        beside_px = bar.sizeHint().width() if bar.maximum() > 0 else 0
        left, top, _, _ = CONTENT_PX
        self._pin.setContentsMargins(
            around.left() + left, top, around.right() + left + beside_px, 2 * top
        )
        self.pinned.setMaximumHeight(max(1, round(self._over.height() * PINNED_SHARE)))

    def wanted_px(self) -> int:
        """Return how wide it is where there is room: with large text a little wider."""
        least_px = int(getattr(self.content, "panel_px", self._least_px))
        return max(self._column_px, round(least_px * (1 + (tokens().scale - 1) * 0.6)))

    def _place(self, is_open: bool) -> QRect:
        area = self._over.rect().adjusted(0, 0, -self.inset_px, -self.inset_px)
        width = min(area.width(), self.wanted_px())
        left = area.right() + 1 - width if is_open else self._over.width()
        return QRect(left, area.top(), width, area.height())

    def _slide(self) -> None:
        self._motion.stop()
        if not tokens().calm_ms:
            self.setGeometry(self._place(self._is_open))
            self._arrived()
            return
        self._motion.setDuration(tokens().calm_ms)
        self._motion.setStartValue(self.geometry())
        self._motion.setEndValue(self._place(self._is_open))
        self._motion.start()

    def _arrived(self) -> None:
        if not self._is_open:
            self.hide()
            self._empty()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Follow the size of what it lies over."""
        if event.type() == QEvent.Type.Resize and self._is_open:
            self._motion.stop()
            self.setGeometry(self._place(True))
            self._align_pinned()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Close by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)
