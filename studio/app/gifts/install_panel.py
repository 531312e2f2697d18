"""A gift that somebody shared: what it is and what it costs, before it is installed.

It is looked at by a child process, as nothing in such a file is believed.
"""

import json
from pathlib import Path

from PySide6.QtCore import QSize, QTemporaryDir
from PySide6.QtGui import QMovie
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from studio.app.gifts.head_form import DEAREST, LEVELS
from studio.app.gifts.panel import open_editor
from studio.app.gifts.preview import Screen
from studio.app.gifts.verbs import GiftVerbs
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.bar import Bar
from studio.app.widgets.buttons import PushButton
from studio.app.words import language, tr


class InstallPanel(QWidget):
    """See the module.

    Args:
        studio: Whose.
        path: The .gift.
    """

    def __init__(self, studio: Studio, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._path = studio, path
        self._verbs = GiftVerbs(self)
        self._folder = QTemporaryDir()
        self._movie: QMovie | None = None
        self.picture = Screen()
        self.picture.say(tr("Looking at it…"))
        self.name, self.about, self.cost = QLabel(), QLabel(), QLabel()
        self.name.setProperty("role", "title")
        for each in (self.name, self.about):
            each.setWordWrap(True)
        self.install = PushButton(tr("Install"), "check", role="primary")
        self.install.refuse(tr("It is still being looked at."))
        self.install.clicked.connect(self._install)
        row = QHBoxLayout()
        row.addWidget(self.cost)
        row.addStretch(1)
        row.addWidget(self.install)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(tokens().gap_wide_px)
        for widget in (self.picture, self.name, self.about):
            self._column.addWidget(widget)
        self._column.addLayout(row)
        self._column.addStretch(1)
        self._verbs.run(["check", str(path), "--json"], self._checked)

    def _checked(self, output: str, sentence: str) -> None:
        if sentence:
            self.picture.say(tr("No gift that can be installed."))
            self._say(sentence)
            return
        told = json.loads(output)
        name = told["name"][language()]
        self.name.setText(name)
        size, seconds = f"{told['bytes'] / 1024:,.0f} KiB", f"{told['ms'] / 1000:g}"
        parts = told["parts"]
        self.about.setText(
            tr("{seconds} s · {parts} parts · {size}", seconds=seconds, parts=parts, size=size)
        )
        words, badge = LEVELS[told["cost"]]
        self.cost.setText(tr(words))
        self.cost.setToolTip(tr(DEAREST[told["dearest"]], percent=told["percent"]))
        self.cost.setProperty("badge", badge)
        self.cost.style().unpolish(self.cost)
        self.cost.style().polish(self.cost)
        self.install.refuse("")
        self.install.setFocus()
        self.picture.say(tr("The preview is drawn…"))
        out = self._folder.filePath("preview.webp")
        verb = ["preview", str(self._path), "-o", out]
        self._verbs.run(verb, lambda _, why: self._drawn(out, why))

    def _drawn(self, out: str, sentence: str) -> None:
        if sentence:
            self.picture.say(sentence[:200])
            return
        self._movie = QMovie(out, parent=self)
        self._movie.setScaledSize(QSize(480, 270))
        self._movie.frameChanged.connect(self._show)
        self._movie.start()

    def _show(self) -> None:
        if self._movie is not None:
            self.picture.show_image(self._movie.currentImage())

    def _install(self) -> None:
        self.install.refuse(tr("It is being installed."))
        self._verbs.run(["install", str(self._path), "--json"], self._installed)

    def _installed(self, output: str, sentence: str) -> None:
        if not isValid(self):
            return
        if sentence:
            self.install.refuse("")
            self._say(sentence)
            return
        folder = Path(json.loads(output)["folder"])
        self.install.refuse(tr("It is installed."))
        bar = Bar(
            "info",
            tr("Installed: viewers can make it from now on."),
            tr("Open in the editor"),
            lambda: open_editor(self._studio, folder),
        )
        self._column.insertWidget(0, bar)

    def _say(self, sentence: str) -> None:
        self._column.insertWidget(0, Bar("warning", sentence))


def open_install(studio: Studio, path: Path) -> None:
    """Slide in what a shared gift is."""
    studio.panel_wanted.emit(tr("A gift from a file"), lambda: InstallPanel(studio, path))
