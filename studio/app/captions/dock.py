"""The captions as they are made: read, put right, searched, paused.

Off until somebody switches them on; what keeps them from being made is said with its button.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from studio.app.captions.desk import CaptionDesk
from studio.app.captions.dock_menu import make_menu
from studio.app.captions.finder import Finder
from studio.app.captions.model_panel import open_models
from studio.app.captions.model_stock import ModelStock
from studio.app.captions.offers import hearing
from studio.app.captions.said import Change
from studio.app.captions.said_view import SaidView
from studio.app.captions.setup_panel import open_setup
from studio.app.captions.state_line import StateLine
from studio.app.captions.tongues import choices
from studio.app.captions.trouble_bar import TroubleBar
from studio.app.captions.word_editor import WordEditor
from studio.app.settings.choice import ChoiceBox
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.widgets.empty_state import EmptyState
from studio.app.words import tr

SHORTCUT = "captions"
DEFAULT_KEY = "Ctrl+Shift+T"
LEAST_LINES = 3


class CaptionsDock(QWidget):
    """See the module."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.desk = CaptionDesk.of(studio)
        self._stock = ModelStock.of(studio)
        self._shown_corrections: dict[str, str] = {}
        self._offered: tuple[frozenset[str], str] | None = None
        self.setAccessibleName(tr("Captions"))
        self.listen = PushButton(tr("Listen"), "mic", role="primary")
        self.listen.clicked.connect(self.toggle)
        self.language = ChoiceBox(tr("Language that is spoken"), ())
        self.language.chosen.connect(lambda code: self.desk.set(language=code))
        self.language.setMinimumContentsLength(4)
        self.view = SaidView(self.desk.said)
        self.view.setMinimumHeight(LEAST_LINES * tokens().line_px)
        self.find_button = IconButton("search", tr("Find in what was said"), checkable=True)
        self.find_button.clicked.connect(self._find)
        self.more = IconButton("ellipsis-vertical", tr("More about captions"))
        self.more.clicked.connect(self._open_menu)
        self.state = StateLine()
        self.trouble = TroubleBar(studio, lambda: open_models(studio), self)
        self.finder = Finder(self.view)
        self.finder.closed.connect(lambda: self.find_button.setChecked(False))
        self.editor = WordEditor()
        self._place()
        self.view.picked.connect(self.editor.open)
        self.view.unseen_changed.connect(self._show_unseen)
        self.editor.opened.connect(self._above.hide)
        self.editor.corrected.connect(self.desk.correct)
        self.editor.forgotten.connect(self.desk.forget)
        self.editor.closed.connect(self._back_to_text)
        self.desk.told.connect(self._follow)
        self.desk.changed.connect(self._draw)
        studio.shortcuts.bind(SHORTCUT, tr("Captions on or paused"), DEFAULT_KEY, self, self.toggle)
        self._draw()

    def _place(self) -> None:
        self._middle = QWidget()
        self._stack = QStackedLayout(self._middle)
        self._empty = EmptyState(
            "captions",
            tr("What is said stands here as viewers read it. Click a word to put it right."),
        )
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        self.newer = PushButton("", "arrow-down", role="primary", parent=self._middle)
        self.newer.clicked.connect(self.view.follow)
        self.newer.hide()
        self._middle.installEventFilter(self)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 4, 4)
        head.setSpacing(tokens().grid_px)
        head.addWidget(self.listen)
        head.addWidget(self.language, 1)
        head.addWidget(self.find_button)
        head.addWidget(self.more)
        self._above = QWidget()  # gives way while a word is put right
        above = QVBoxLayout(self._above)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        for widget in (self.state, self.trouble, self.finder):
            above.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._above)
        column.addWidget(self._middle, 1)
        column.addWidget(self.editor)

    def toggle(self) -> None:
        """Hear what is said, or pause."""
        self.desk.listen(not self.desk.settings.hears)

    # -- what it shows -------------------------------------------------------------------

    def _draw(self) -> None:
        desk, settings = self.desk, self.desk.settings
        self.listen.setText(tr("Pause") if settings.hears else tr("Listen"))
        self.listen.set_icon("mic-off" if settings.hears else "mic")
        self.listen.set_role("plain" if settings.hears else "primary")
        keys = self._studio.shortcuts.key(SHORTCUT)
        self.listen.set_tip(tr("Captions on or paused"), keys)
        self.listen.refuse("" if desk.is_there else tr("The engine is being started…"))
        self.state.show_health(desk.health, is_there=desk.is_there, is_paused=bool(desk.said.rows))
        known = hearing(settings).languages if settings.model else frozenset()
        offered = (known, settings.language)
        if offered != self._offered:
            self._offered = offered
            self.language.set_choices(choices(*offered), settings.language)
        if settings.corrections != self._shown_corrections:
            self._shown_corrections = dict(settings.corrections)
            self.view.set_corrections(settings.corrections)
        self._stack.setCurrentWidget(self.view if desk.said.rows else self._empty)
        self.find_button.setVisible(bool(desk.said.rows))

    def _follow(self, change: Change) -> None:
        self.view.follow_change(change)
        if self._stack.currentWidget() is self._empty or not self.desk.said.rows:
            self._draw()

    def _show_unseen(self, count: int) -> None:
        self.newer.setText(tr("%n new", count))
        self.newer.setVisible(count > 0)
        self._place_newer()

    def _place_newer(self) -> None:
        self.newer.adjustSize()
        x = (self._middle.width() - self.newer.width()) // 2
        self.newer.move(x, self._middle.height() - self.newer.height() - tokens().gap_px)
        self.newer.raise_()

    # -- people -----------------------------------------------------------------------

    def _open_menu(self) -> None:
        studio = self._studio
        menu = make_menu(self.desk, lambda: open_setup(studio), lambda: open_models(studio), self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _find(self, is_wanted: bool) -> None:
        if is_wanted:
            self.finder.open()
        else:
            self.finder.close_finder()

    def _back_to_text(self) -> None:
        self._above.show()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Keep the button where it belongs."""
        if isinstance(event, QResizeEvent) and self.newer.isVisible():
            self._place_newer()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 # Qt's name
        """Look which models are here, once somebody sees it."""
        super().showEvent(event)
        if not self._stock.is_known:
            self._stock.look()
