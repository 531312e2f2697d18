"""The window: a bar on top, and below it the stage, or the first start before there is one.

It holds no truth: what it shows comes from the engine, what it keeps lies in the settings.
When the language or the text scale changes its contents are made anew::

    Looks(application, studio.settings)
    window = MainWindow(studio)
    window.show()
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMainWindow, QSystemTrayIcon, QWidget

from studio.app.shell.about import about
from studio.app.shell.covered import is_covered
from studio.app.shell.files_menu import FilesMenu
from studio.app.shell.layout_name import LayoutName
from studio.app.shell.layouts import LAST, Layouts
from studio.app.shell.mark import mark
from studio.app.shell.menus import Menus
from studio.app.shell.stage import Stage
from studio.app.shell.top_bar import TopBar
from studio.app.shell.tray import Tray
from studio.app.studio import Studio
from studio.app.theme import changes, tokens
from studio.app.widgets.bar import Bar
from studio.app.widgets.file_drop import FileDrop
from studio.app.words import tr
from studio.model.commands import Redo, Undo

if TYPE_CHECKING:
    from studio.app.settings.page import SettingsPage

START = "studio.app.start.page"
SIZE_PX = (1440, 900)
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
GO_LIVE = "go_live"
MOST_STEPS = 1000
"""By Tab, over what is covered."""


class MainWindow(QMainWindow):
    """The window.

    Args:
        studio: The studio.

    Attributes:
        stage: The picture and the docks; of the newest contents.
        layouts: The named layouts of the docks.
        files: Opens and saves collections.
        menus: The menu bar.
    """

    whole = Signal()
    """Every dock has its content: what nobody sees at first is made after the first picture."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self.setObjectName("window")
        self.setWindowIcon(mark())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._leave_bar: Bar | None = None
        self._settings_page: SettingsPage | None = None
        self._is_closing = False
        self._scale = tokens().scale
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._rebuild)
        self.files = FilesMenu(studio, self)
        self.stage: Stage
        self._build("")
        self._place()
        FileDrop(self, {".gift": self._show_gift, ".zip": self._install_plugin})
        self.tray = Tray(self)
        changes().changed.connect(self._theme_changed)
        studio.notice.connect(self.say)
        studio.to_front.connect(self.to_front)
        studio.panel_wanted.connect(self.open_panel)
        studio.settings.changed.connect(self._settings_changed)
        studio.mirror.outputs_changed.connect(self._draw_title)
        studio.mirror.collection_changed.connect(self._draw_title)
        studio.leaving.asked.connect(self._ask_leaving)
        studio.leaving.answered.connect(self._put_question_away)
        self._draw_title()

    # -- contents -----------------------------------------------------------------------

    @property
    def is_first_start(self) -> bool:
        """Whether the page of the first start is shown in place of the stage."""
        return not self.studio.settings.now.is_set_up and find_spec(START) is not None

    def start_again(self) -> None:
        """Show the page of the first start once more; the scenes stay as they are."""
        self.studio.settings.change(is_set_up=False)

    def _build(self, state: str) -> None:
        """Make the contents; the docks stand as in ``state``, else as they stood last."""
        self._shows_start = self.is_first_start
        self.stage = Stage(self.studio)
        self.stage.filling.done.connect(self.whole)
        self.stage.filling.done.connect(self._be_whole)
        if state:
            self.stage.filling.finish()  # it was whole before
        self.layouts = Layouts(self.stage, self.studio.settings)
        menus = Menus(self)
        self.menus = menus
        self._top = TopBar(self.studio, menus.bar, self.files)
        self.setMenuWidget(self._top)
        if self._shows_start:
            self.stage.setParent(self)
            self.stage.hide()
            self.setCentralWidget(import_module(START).make(self.studio))
            self._top.hide()
        else:
            self.setCentralWidget(self.stage)
        if state:
            self.stage.restore(QByteArray.fromBase64(state.encode("ascii")), 1)
        else:
            self.layouts.apply(LAST)
        self._bind()

    def _rebuild(self) -> None:
        """Make the contents anew, when nothing is being dragged."""
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._soon.start(100)
            return
        state = bytes(self.stage.saveState(1).toBase64().data()).decode("ascii")
        old: tuple[QObject | None, ...]
        old = (self._top, self.takeCentralWidget(), self.stage, self.menus)
        page = self.settings_page
        section = page.section if page is not None else None
        is_scaled, self._scale = self._scale != tokens().scale, tokens().scale
        self._build(state if not self._shows_start else "")
        if is_scaled:
            self.stage.size_anew()
        for each in set(old):
            if each is not None:
                each.deleteLater()
        self.tray.draw()
        self._draw_title()
        if section is not None:
            self.show_settings(section)

    def _bind(self) -> None:
        bind, do = self.studio.shortcuts.bind, self.studio.link.do
        for action, title, key, then in (
            ("undo", tr("Undo"), "Ctrl+Z", lambda: do(Undo())),
            ("redo", tr("Redo"), "Ctrl+Shift+Z", lambda: do(Redo())),
            ("open", tr("Open a collection…"), "Ctrl+O", self.files.choose),
            ("save", tr("Save"), "Ctrl+S", self.files.save),
            ("settings", tr("Settings…"), "Ctrl+,", self.show_settings),
            ("plugins", tr("Plugins"), "Ctrl+Shift+X", self.show_plugins),
            ("handoff", tr("Handoff"), "Ctrl+Shift+H", self.show_handoff),
            ("full_screen", tr("Full screen"), "F11", self.toggle_full_screen),
            ("text_larger", tr("Larger text"), "Ctrl+=", lambda: self.scale_text(1)),
            ("text_smaller", tr("Smaller text"), "Ctrl+-", lambda: self.scale_text(-1)),
            ("next_part", tr("Go to the next part of the window"), "F6", self.go_to_next_part),
            ("quit", tr("Quit"), "Ctrl+Q", self.close),
        ):
            bind(action, title, key, self.stage, then)

    # -- what it shows ------------------------------------------------------------------

    def say(self, level: str, text: str) -> None:
        """Show a sentence above the picture."""
        self.stage.notices.say(level, text)

    def open_panel(self, title: str, make: Callable[[], QWidget]) -> None:
        """Slide something over the right column."""
        self.stage.open_panel(title, make)

    @property
    def settings_page(self) -> "SettingsPage | None":
        """The settings, while they are shown."""
        page = self._settings_page
        return page if self.stage.pages.currentWidget() is page else None

    def show_settings(self, section: str = "") -> None:
        """Show the settings in the picture's place, or put them away."""
        if self.settings_page is not None and not section:
            self.stage.close_page()
            return
        from studio.app.settings.page import SettingsPage  # not for the first picture

        page = self._settings_page = SettingsPage(self.studio)
        page.closed.connect(self.stage.close_page)
        self.stage.show_page(page)
        page.go_to(section)

    def show_plugins(self) -> None:
        """Show the plugins over the right column."""
        from studio.app.plugins.panel import open_plugins  # not for the first picture

        open_plugins(self.studio)

    def show_handoff(self) -> None:
        """Show handoffs over the right column."""
        from studio.app.handoff.panel import open_handoff  # not for the first picture

        open_handoff(self.studio)

    def _show_gift(self, path: Path) -> None:
        from studio.app.gifts.install_panel import open_install  # not for the first picture

        open_install(self.studio, path)

    def _install_plugin(self, path: Path) -> None:
        from studio.app.plugins.panel import install_plugin  # not for the first picture

        install_plugin(self.studio, path)

    def _be_whole(self) -> None:
        """Have what nobody sees at first: what plugins need of the window."""
        from studio.app.battle.calls import BattleCalls
        from studio.app.handoff.panel import heed
        from studio.app.plugins.hotkeys import PluginHotkeys

        heed(self.studio)
        PluginHotkeys(self.studio, self.stage)
        BattleCalls(self.studio, self.stage.notices)
        self.studio.plugins.start()

    def show_about(self) -> None:
        """Say who we are."""
        self.open_panel(tr("About"), about)

    def show_log(self) -> None:
        """Open the folder of the session's logs."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.studio.run_dir / "log")))

    def ask_layout_name(self) -> None:
        """Ask what the layout of now is to be called."""

        def keep(name: str) -> None:
            self.stage.panel.close_panel()
            if self.layouts.save(name):
                self.say("warning", tr("There are too many layouts; forget one first."))

        self.open_panel(tr("Keep this layout"), lambda: LayoutName(self.layouts.names, keep))

    def scale_text(self, steps: int) -> None:
        """Make text larger or smaller, for eyes and distances."""
        now = self.studio.settings.now.text_scale
        nearest = min(range(len(SCALES)), key=lambda index: abs(SCALES[index] - now))
        index = min(len(SCALES) - 1, max(0, nearest + steps))
        self.studio.settings.change(text_scale=SCALES[index])

    def toggle_full_screen(self) -> None:
        """Take the whole screen, or give it back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def go_to_next_part(self) -> None:
        """Move the keyboard to the next dock, to the picture, or to the panel."""
        panel = self.stage.panel
        parts: list[QWidget] = [self.stage.pages, panel, *self.stage.docks.values()]
        parts = [part for part in parts if part.isVisible() and not is_covered(panel, part)]
        focus = self.focusWidget()
        now = next((i for i, p in enumerate(parts) if focus and p.isAncestorOf(focus)), -1)
        for step in range(1, len(parts) + 1):
            part = parts[(now + step) % len(parts)]
            for child in part.findChildren(QWidget):
                if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    child.setFocus(Qt.FocusReason.TabFocusReason)
                    return

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802 # Qt's name
        """Go on by Tab to what is seen: not to what lies under the panel."""
        for _ in range(MOST_STEPS):
            if not super().focusNextPrevChild(next):
                return False
            focus = self.focusWidget()
            if focus is None or not is_covered(self.stage.panel, focus):
                return True
        return True

    def _draw_title(self) -> None:
        collection = self.studio.mirror.collection
        name = collection.name if collection is not None else ""
        is_live = self.studio.mirror.is_live
        title = tr("LIVE · {name}", name=name) if is_live else name
        self.setWindowTitle(f"{title} – Rocket Studio" if title else "Rocket Studio")
        self.setWindowIcon(mark(is_live=is_live))

    # -- live, from menus and the tray ---------------------------------------------------

    @property
    def can_go_live(self) -> bool:
        """Whether there is a button for it."""
        return GO_LIVE in self.studio.shortcuts.actions

    def go_live_or_end(self) -> None:
        """Do what the big button does; the window comes to the front, since it may ask."""
        self.to_front()
        self.studio.shortcuts.trigger(GO_LIVE)

    # -- changes -----------------------------------------------------------------------

    def _settings_changed(self) -> None:
        if self._shows_start != self.is_first_start:
            self._soon.start()

    def _theme_changed(self) -> None:
        if tokens().scale != self._scale:
            self._soon.start()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "tray"):
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 # Qt's name
        """Begin with the keyboard nowhere: a ring around the first button says nothing."""
        super().showEvent(event)
        if not self._shows_start:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- coming and going ----------------------------------------------------------------

    def to_front(self) -> None:
        """Come to the front, from the tray or from behind."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _place(self) -> None:
        """Stand where it stood; on a smaller screen it becomes smaller."""
        geometry = self.studio.settings.now.geometry
        if geometry and self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii"))):
            return
        screen = QGuiApplication.primaryScreen().availableGeometry()
        width, height = min(SIZE_PX[0], screen.width()), min(SIZE_PX[1], screen.height())
        place = QRect(0, 0, width, height)
        place.moveCenter(screen.center())
        self.setGeometry(place)

    def keep_place(self) -> None:
        """Remember where the window and its docks stand."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.studio.settings.change(geometry=geometry)
        if not self._shows_start:
            self.layouts.keep_last()

    def close_for_good(self) -> None:
        """Close, not only to the tray."""
        self._is_closing = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 # Qt's name
        """Ask first where viewers would notice; go to the tray where that was chosen."""
        self.keep_place()
        to_tray = self.studio.settings.now.closes_to_tray and not self._is_closing
        if to_tray and QSystemTrayIcon.isSystemTrayAvailable():
            self.hide()
            event.ignore()
            return
        self._is_closing = False
        if not self.studio.leaving.may_leave():
            event.ignore()
            return
        self.tray.close()
        super().closeEvent(event)

    def _ask_leaving(self) -> None:
        if self._leave_bar is not None:
            return
        self.to_front()
        self.stage.close_page()
        leaving = self.studio.leaving
        bar = self.stage.notices.say(
            "warning",
            tr("You are live or recording. Closing the window can leave the stream running."),
            tr("Keep streaming without the window"),
            leaving.leave_running,
            stays=True,
        )
        bar.add_button(tr("End everything"), leaving.end_all).set_role("danger")
        bar.closed.connect(leaving.stay)
        self._leave_bar = bar
        bar.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_question_away(self) -> None:
        bar, self._leave_bar = self._leave_bar, None
        if bar is not None:
            bar.put_away()
