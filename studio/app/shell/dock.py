"""One dock: a card with a title of ours around a widget, that can be moved, floated and hidden."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QMainWindow,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.app.docks import Area, DockSpec
from studio.app.shell.dock_title import DockTitle, NoTitle
from studio.app.theme import tokens
from studio.app.words import later, tr

if TYPE_CHECKING:
    from studio.app.studio import Studio

AREAS: dict[Area, Qt.DockWidgetArea] = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}
MOVES: dict[Area, str] = {
    "left": later("Move to the left"),
    "right": later("Move to the right"),
    "bottom": later("Move to the bottom"),
}


class _Roof(QScrollArea):
    """Lets a dock be lower than its content wants: it is scrolled then, and pushes nothing away."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        least = self._content.minimumSizeHint()
        return QSize(least.width(), min(least.height(), 2 * tokens().target_px + 8))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Need no more than the content does now: a layout around keeps what it asked for once."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


RESTING = "restingFocusPolicy"
"""Property of a widget behind another dock: how it takes the focus when it is in front."""


class Dock(QDockWidget):
    """A dock of the window.

    It has its name and its place at once, its content when that is seen, asked for, or
    ``fill`` is called: a window is there sooner without what lies behind a tab.

    Args:
        spec: What it is.
        studio: Whose; its content's ``titleActions``, if it has some, stand in the title.
        window: Where it stands.
    """

    def __init__(self, spec: DockSpec, studio: "Studio", window: QMainWindow) -> None:
        super().__init__(tr(spec.title), window)
        self.spec = spec
        self._studio = studio
        self._window = window
        self._content: QWidget | None = None
        self.setObjectName(spec.id)
        self.setAccessibleName(tr(spec.title))
        self.setAllowedAreas(
            AREAS["left"] | AREAS["right"] | AREAS["bottom"] | Qt.DockWidgetArea.TopDockWidgetArea
        )
        self._actions: Sequence[QWidget] = ()
        self._card = QWidget()
        self._room_px = 0
        self._card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self._card)
        self._column.setContentsMargins(1, 0, 1, 1)
        self.setWidget(self._card)
        self._form = ""
        self._is_in_front = True
        self.visibilityChanged.connect(self._come_or_go)

    @property
    def is_filled(self) -> bool:
        """Whether its content was made."""
        return self._content is not None

    @property
    def content(self) -> QWidget:
        """What is in it; made now if it was not."""
        self.fill()
        assert self._content is not None
        return self._content

    def fill(self) -> None:
        """Make the content, once."""
        if self._content is not None:
            return
        content = self._content = self.spec.make(self._studio)
        self._actions = tuple(getattr(content, "titleActions", ()))
        self._column.addWidget(content if self.spec.is_whole else _Roof(content))
        content.installEventFilter(self)
        if self._form:
            self._form = ""
            self.arrange()
        if not self._is_in_front:
            self._let_focus_in(False)

    def _come_or_go(self, is_in_front: bool) -> None:
        self._is_in_front = is_in_front
        if is_in_front:
            self.fill()
        self._let_focus_in(is_in_front)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Have Tab pass by what was put into the content while it lies behind another dock."""
        if event.type() == QEvent.Type.LayoutRequest and not self._is_in_front:
            self._let_focus_in(False)
        return super().eventFilter(watched, event)

    def _let_focus_in(self, is_in_front: bool) -> None:
        """Have Tab pass by what lies behind another dock, which Qt takes for visible.

        Its shortcuts stay: they bring it to the front.
        """
        for widget in self._card.findChildren(QWidget):
            if not is_in_front and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                widget.setProperty(RESTING, widget.focusPolicy().value)
                widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            elif is_in_front and (policy := widget.property(RESTING)) is not None:
                widget.setFocusPolicy(Qt.FocusPolicy(policy))
                widget.setProperty(RESTING, None)

    def arrange(self) -> None:
        """Have the title that fits where the dock is now: above, at its side, or none."""
        if self.isFloating():
            form = "title"
        elif any(not each.isHidden() for each in self._window.tabifiedDockWidgets(self)):
            form = "tab"
        elif self._window.dockWidgetArea(self) == AREAS["bottom"]:
            form = "side"
        else:
            form = "title"
        if form == self._form:
            return
        self._form = form
        old = self.titleBarWidget()
        for action in self._actions:
            action.setParent(self._card)
        if form == "tab":
            self.setTitleBarWidget(NoTitle())
        else:
            title = DockTitle(self.windowTitle(), self._actions, self.fill_menu, form == "side")
            self.setTitleBarWidget(title)
        for action in self._actions:
            action.setVisible(form != "tab")
        upright = QDockWidget.DockWidgetFeature.DockWidgetVerticalTitleBar
        features = QDockWidget.DockWidgetFeature
        moves = features.DockWidgetClosable | features.DockWidgetMovable
        moves |= features.DockWidgetFloatable
        self.setFeatures(moves | upright if form == "side" else moves)
        self._card.setProperty("dock", {"tab": "alone", "side": "beside"}.get(form, "body"))
        if self._card.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            self._card.style().unpolish(self._card)
            self._card.style().polish(self._card)
        if old is not None:
            old.deleteLater()

    def make_room(self, px: int) -> None:
        """Let the content end so far before the dock: something lies over its right end."""
        if px != self._room_px:
            self._room_px = px
            self._column.setContentsMargins(1, 0, 1 + px, 1)

    def fill_menu(self, menu: QMenu) -> None:
        """Offer everything that can be done by dragging."""
        for area, words in MOVES.items():
            action = menu.addAction(tr(words))
            action.triggered.connect(lambda _=False, area=area: self.move_to(area))
            action.setEnabled(self._window.dockWidgetArea(self) != AREAS[area])
        menu.addSeparator()
        words = tr("Put back into the window") if self.isFloating() else tr("Make a window of it")
        menu.addAction(words).triggered.connect(lambda: self.setFloating(not self.isFloating()))
        menu.addAction(tr("Hide")).triggered.connect(self.hide)

    def move_to(self, area: Area) -> None:
        """Stand somewhere else."""
        self.setFloating(False)
        self._window.addDockWidget(AREAS[area], self)
        self.show()
