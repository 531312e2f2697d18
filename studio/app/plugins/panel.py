"""The plugins: a card for each, and the way to more.  Slides over the right column."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from studio.app.link.engine_link import Reply
from studio.app.plugins.card import PluginCard
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.bar import Bar
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.empty_state import EmptyState
from studio.app.words import tr
from studio.model.plugin_commands import InstallPlugin


class PluginsPanel(QWidget):
    """See the module.

    Args:
        studio: Whose.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._link = studio.plugins
        self.setAccessibleName(tr("Plugins"))
        self.cards: dict[str, PluginCard] = {}
        self._opens_new = False
        self.add = PushButton(tr("Install a plugin…"), "plus")
        self.add.clicked.connect(self.choose)
        self._hint = QLabel(tr("Or drop its .zip on the window. It gets no right unasked."))
        self._hint.setProperty("role", "small")
        self._hint.setWordWrap(True)
        self.empty = EmptyState(
            "sparkles",
            tr("Plugins add gifts, polls, lotteries and more to the stream."),
            tr("Install a plugin…"),
            self.choose,
        )
        self._waiting = QLabel(tr("The plugin host is being started…"))
        self._waiting.setProperty("role", "quiet")
        self._waiting.setWordWrap(True)
        self._installing: dict[str, int] = {}
        self.progress = QLabel()
        self.progress.setProperty("role", "quiet")
        self.progress.setWordWrap(True)
        self.progress.setTextFormat(Qt.TextFormat.PlainText)
        self.progress.hide()
        self._bars = QVBoxLayout()
        self._list = QVBoxLayout()
        self._list.setSpacing(tokens().gap_px)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_px)
        column.addLayout(self._bars)
        column.addWidget(self.progress)
        column.addWidget(self._waiting)
        column.addWidget(self.empty)
        column.addLayout(self._list)
        column.addWidget(self.add)
        column.addWidget(self._hint)
        column.addStretch(1)
        self._link.listed.connect(self._draw)
        self._link.changed.connect(self._follow)
        self._link.installs.connect(self._progress)
        self._link.wake()
        self._draw()

    def choose(self) -> None:
        """Ask for a file."""
        found, _ = QFileDialog.getOpenFileName(
            self, tr("Install a plugin"), str(Path.home()), tr("Plugins (*.zip)")
        )
        if found:
            self.install(Path(found))

    def install(self, path: Path) -> None:
        """Install what lies there, and show it."""
        self._opens_new = True
        self._installing[str(path)] = 0
        self._show_progress()

        def answered(reply: Reply) -> None:
            if not isValid(self):
                return
            self._installing.pop(str(path), None)
            self._show_progress()
            if reply.ok:
                self._say("info", tr("Installed. Say what it may do, then switch it on."))
            else:
                self._opens_new = False
                self._say("error", reply.reason)

        self._link.do(InstallPlugin(path=str(path)), answered)

    def _progress(self, path: str, percent: int) -> None:
        if path in self._installing:
            self._installing[path] = percent
            self._show_progress()

    def _show_progress(self) -> None:
        """Say how far the one is that is being installed."""
        self.progress.setVisible(bool(self._installing))
        for path, percent in list(self._installing.items())[:1]:
            self.progress.setText(
                tr("{name} is being installed: {percent} %", name=Path(path).name, percent=percent)
            )

    def _say(self, level: str, text: str) -> None:
        self._bars.addWidget(Bar("error" if level == "error" else "info", text))

    def _draw(self) -> None:
        """Have a card for each, what was just installed first."""
        plugins = self._link.plugins
        for gone in set(self.cards) - set(plugins):
            card = self.cards.pop(gone)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        for each in plugins.values():
            if each.id not in self.cards:
                card = self.cards[each.id] = PluginCard(self._link, each)
                if self._opens_new:  # it was just installed: what it asks for is to be seen
                    self._opens_new = False
                    self._list.insertWidget(0, card)
                    card.set_open(True)
                else:
                    self._list.addWidget(card)
            else:
                self.cards[each.id].follow(each)
        self.empty.setVisible(self._link.is_there and not plugins)
        self.add.setVisible(bool(plugins))
        self._hint.setVisible(bool(plugins))
        self._waiting.setVisible(not self._link.is_there)

    def _follow(self, plugin: str) -> None:
        card, now = self.cards.get(plugin), self._link.plugins.get(plugin)
        if card is not None and now is not None:
            card.follow(now)


def open_plugins(studio: Studio) -> None:
    """Slide the panel in."""
    studio.panel_wanted.emit(tr("Plugins"), lambda: PluginsPanel(studio))


def install_plugin(studio: Studio, path: Path) -> None:
    """Slide the panel in, and have a plugin installed from a .zip."""

    def made() -> QWidget:
        panel = PluginsPanel(studio)
        panel.install(path)
        return panel

    studio.panel_wanted.emit(tr("Plugins"), made)
