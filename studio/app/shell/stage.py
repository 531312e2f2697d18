"""The picture in the middle and the docks around it.

Inside the window and no window itself, so that the first start and the settings can take
its whole place.  A panel slides over the right column; where that is narrower than the
panel, the picture makes room: nothing ever covers it.

What nobody sees at first, docks behind a tab and panels, is made after the first picture.
"""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QChildEvent, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QTabBar, QTabWidget, QWidget

from studio.app.docks import DOCKS
from studio.app.shell.dock import AREAS, Dock
from studio.app.shell.filling import Filling, Step
from studio.app.shell.middle import Middle
from studio.app.theme import tokens
from studio.app.widgets.slide_panel import SlidePanel
from studio.app.words import tr

if TYPE_CHECKING:
    from studio.app.studio import Studio

LEFT_PX, RIGHT_PX, BOTTOM_PX = 188, 272, 112
"""What leaves the picture its 55 % of 1440x900; they grow with the text, a little."""
PANEL_PX = 320
SETTLES_MS = 100
TAB_GAP_PX = 8
"""At most between docks that share a place and their tabs."""
CENTRE = "studio.app.picture.centre"
LATER = ("studio.app.panels.filters", "studio.app.panels.properties", "studio.app.settings.page")
"""Loaded when all docks are made, so that the first panel opens at once."""


class Stage(QMainWindow):
    """The centre and the docks.

    Args:
        studio: The studio.

    Attributes:
        docks: By id.
        filling: Makes what is not seen at first.
        notices: Sentences above the picture.
        pages: The picture, and what takes its place for a while.
        panel: What slides over the right column.
    """

    def __init__(self, studio: "Studio") -> None:
        super().__init__()
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setObjectName("stage")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setContentsMargins(4, 0, 4, 4)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        options = QMainWindow.DockOption
        self.setDockOptions(
            options.AllowNestedDocks | options.AllowTabbedDocks | options.GroupedDragging
        )
        self.setCorner(Qt.Corner.BottomLeftCorner, AREAS["bottom"])
        self.setCorner(Qt.Corner.BottomRightCorner, AREAS["right"])
        there = find_spec(CENTRE) is not None
        self._middle = Middle(import_module(CENTRE).make(studio) if there else QWidget())
        self.notices, self.pages = self._middle.notices, self._middle.pages
        self.setCentralWidget(self._middle)
        studio.link.take()  # the picture is on its way while the docks are made
        self.docks = {spec.id: Dock(spec, studio, self) for spec in DOCKS if spec.is_there}
        for dock in self.docks.values():
            if dock.spec.is_first:
                dock.fill()
        self.filling = Filling(self._later(), studio.pictured, self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._arrange)
        for dock in self.docks.values():
            dock.topLevelChanged.connect(self._soon.start)
            dock.dockLocationChanged.connect(self._soon.start)
            dock.visibilityChanged.connect(self._soon.start)
        self.panel = SlidePanel(self, PANEL_PX)
        self.panel.inset_px = 4
        self.panel.closed.connect(self._make_room)
        self._has_sizes = False
        self._below: frozenset[str] | None = None
        self._pending: tuple[QByteArray, int] | None = None
        self.reset()
        for dock in self.docks.values():
            dock.arrange()

    @property
    def is_whole(self) -> bool:
        """Whether every dock has its content."""
        return self.filling.is_done

    def _later(self) -> Iterator[Step]:
        for dock in self.docks.values():
            if not dock.is_filled:
                yield partial(import_module, dock.spec.module)
                yield dock.fill
        for name in LATER:
            yield partial(import_module, name)

    def restore(self, state: QByteArray, version: int) -> bool:
        """Have the docks stand as they were saved; return whether that could be read."""
        was_read = self.restoreState(state, version)
        self._has_sizes = self._has_sizes or was_read
        self._below = None
        if was_read and not self.isVisible():
            self._pending = (state, version)  # sizes are taken anew when there is room for them
        self._soon.start()
        return was_read

    def size_anew(self) -> None:
        """Divide the room anew, the docks where they are: what is in them has another size."""
        self._has_sizes = False
        self._soon.start()
        QTimer.singleShot(SETTLES_MS, self, self._give_sizes)  # once all of it is laid out

    def reset(self) -> None:
        """Place the docks as ui.md has them."""
        for dock in self.docks.values():
            dock.setFloating(False)
            self.removeDockWidget(dock)
        for dock in self.docks.values():
            spec = dock.spec
            self.addDockWidget(AREAS[spec.area], dock)
            if spec.beside in self.docks:
                self.tabifyDockWidget(self.docks[spec.beside], dock)
            dock.setVisible(spec.is_shown)
        for spec in DOCKS:
            if spec.beside in self.docks and spec.id in self.docks:
                self.docks[spec.beside].raise_()
        self._has_sizes = False
        self._soon.start()

    def _give_sizes(self) -> None:
        grown = 1 + (tokens().scale - 1) * 0.6
        columns = [("scenes", LEFT_PX), ("danmaku", RIGHT_PX), ("controls", RIGHT_PX)]
        there = [(self.docks[id], round(px * grown)) for id, px in columns if id in self.docks]
        self.resizeDocks(
            [dock for dock, _ in there], [px for _, px in there], Qt.Orientation.Horizontal
        )
        if "mixer" in self.docks:
            height = round(BOTTOM_PX * (1 + (tokens().scale - 1) * 0.8))
            self.resizeDocks([self.docks["mixer"]], [height], Qt.Orientation.Vertical)
        for pair, parts in ((("scenes", "sources"), (2, 3)), (("danmaku", "controls"), (9, 1))):
            docks = [self.docks[id] for id in pair if id in self.docks]
            if len(docks) == 2:
                self.resizeDocks(docks, [part * 100 for part in parts], Qt.Orientation.Vertical)

    def _arrange(self) -> None:
        for dock in self.docks.values():
            dock.arrange()
        if self._pending is not None and self.isVisible():
            state, version = self._pending
            self._pending = None
            self.restoreState(state, version)
        if not self._has_sizes and self.isVisible():
            # Only a window that is shown divides its room as it is told.
            self._has_sizes = True
            self._give_sizes()
        self._share_bottom()
        bars = self.tab_bars()
        for bar in bars:
            twins = [each for each in bars if each.isVisible() and _titles(each) == _titles(bar)]
            if bar.isVisible() and not self._belongs(bar, is_alone=len(twins) == 1):
                bar.hide()  # Qt leaves one behind where docks that shared it were placed anew
            bar.setAccessibleName(tr("Docks that share a place"))
            bar.setExpanding(False)
            bar.setElideMode(Qt.TextElideMode.ElideRight)
        self._make_room()

    def _share_bottom(self) -> None:
        """Give docks below the picture the same width when one comes to those that are there.

        Qt would give it what it needs at least: cameras would be a column of two beside a mixer
        that has room for ten.
        """
        there = [
            dock
            for dock in self.docks.values()
            if self.dockWidgetArea(dock) == AREAS["bottom"]
            and not dock.isFloating()
            and not dock.isHidden()
        ]
        before, self._below = self._below, frozenset(dock.spec.id for dock in there)
        if before is not None and before < self._below and self.isVisible():
            self.resizeDocks(there, [100] * len(there), Qt.Orientation.Horizontal)

    def tab_bars(self) -> list[QTabBar]:
        """Return the tabs of docks that share a place, and those that Qt left behind."""
        return self.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)

    def _belongs(self, bar: QTabBar, *, is_alone: bool) -> bool:
        """Say whether a tab bar stands on one of its docks; of two the one at its left edge."""
        titles, place = _titles(bar), bar.geometry()
        return any(
            dock.windowTitle() in titles
            and (is_alone or abs(dock.geometry().left() - place.left()) <= TAB_GAP_PX)
            and not dock.visibleRegion().isEmpty()
            and abs(dock.geometry().top() - place.bottom()) <= TAB_GAP_PX
            and dock.geometry().left() <= place.center().x() <= dock.geometry().right()
            for dock in self.docks.values()
        )

    # -- what takes the picture's place -------------------------------------------------

    def show_page(self, page: QWidget) -> None:
        """Show a page in place of the picture; it is deleted when it goes."""
        self.close_page()
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)

    def close_page(self) -> None:
        """Show the picture again."""
        page = self.pages.currentWidget()
        if page is not None and self.pages.count() > 1:
            self.pages.removeWidget(page)
            page.hide()
            page.deleteLater()

    # -- the panel --------------------------------------------------------------------

    def open_panel(self, title: str, make: Callable[[], QWidget]) -> None:
        """Slide something over the right column."""
        content = make()
        self.panel.set_column(self._column().width())
        self.panel.open(title, content)
        self._make_room()

    def _column(self) -> QRect:
        """Return the right column: what is right of the middle, as it is without a panel."""
        right = [
            dock.geometry()
            for dock in self.docks.values()
            if not dock.isFloating()
            and not dock.visibleRegion().isEmpty()  # a tab behind another is somewhere else
            and self.dockWidgetArea(dock) == AREAS["right"]
        ]
        left = min((each.left() for each in right), default=self.width() - 4)
        return QRect(left, 0, self.width() - 4 - left, self.height() - 4)

    def _make_room(self) -> None:
        """Let the middle end where the panel begins."""
        column = self._column()
        wanted = self.panel.wanted_px() if self.panel.is_open else 0
        missing = max(0, wanted - column.width() - 4)
        self._middle.setContentsMargins(0, 0, missing, 0)
        for dock in self.docks.values():
            is_under = self.dockWidgetArea(dock) == AREAS["bottom"] and not dock.isFloating()
            dock.make_room(missing if is_under else 0)
        self.panel.set_column(column.width())
        if self.panel.is_open:
            self.panel.raise_()  # Qt puts the tabs of docks that it places anew over all else

    def childEvent(self, event: QChildEvent) -> None:  # noqa: N802 # Qt's name
        """Keep the panel over tabs that Qt makes whenever it places docks anew."""
        super().childEvent(event)
        if event.polished() and isinstance(event.child(), QTabBar):
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 # Qt's name
        """Divide the room when there is some."""
        super().showEvent(event)
        self.filling.begin()
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Keep the panel on its column."""
        super().resizeEvent(event)
        self._soon.start()


def _titles(bar: QTabBar) -> set[str]:
    return {bar.tabText(index) for index in range(bar.count())}
