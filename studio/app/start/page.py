"""The first start: where to stream, camera and microphone, quality; then the studio.

Every choice has a good default, each can be changed later, and one may leave at any time.  The
first collection is opened at once, so that what is chosen can be seen and heard.
"""

import logging
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.app.link.engine_link import Reply
from studio.app.start.devices import Devices
from studio.app.start.proposal import CAREFUL
from studio.app.start.quality import QualityChoice
from studio.app.start.template import Choices, build
from studio.app.start.where import Where
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.bar import Bar
from studio.app.widgets.buttons import PushButton
from studio.app.words import tr
from studio.app.words.told import told
from studio.model.commands import OpenCollection, SetEncoding
from studio.model.edits import SetCanvas
from studio.model.errors import StudioError
from studio.model.files import write_whole
from studio.model.scene import Canvas, Collection
from studio.supervisor.user_folder import scenes_folder

log = logging.getLogger(__name__)

BESIDE_FROM_PX = 900
"""Narrower than that the cards stand below one another."""
WIDEST_PX = 1320
FILE_NAME = "my-studio.json"


class StartPage(QWidget):
    """See the module."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._path: Path | None = None
        self._is_leaving = False
        self.setAccessibleName(tr("First start"))
        self.where = Where()
        self.devices = Devices(studio)
        self.quality = QualityChoice()
        self.skip = PushButton(tr("&Skip"), role="quiet")
        self.skip.clicked.connect(self.leave)
        self.open = PushButton(tr("&Open the studio"), "arrow-right", role="primary", big=True)
        self.open.clicked.connect(self.finish)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(tokens().gap_wide_px)
        for number, title, content, share in (
            (1, tr("Where to stream"), self.where, 6),
            (2, tr("Camera and microphone"), self.devices, 8),
            (3, tr("Quality"), self.quality, 6),
        ):
            self._cards.addWidget(_card(number, title, content), share)
        self.quality.changed.connect(self._show_need)
        self._show_need()
        self._bars = QVBoxLayout()
        self._place()
        studio.mirror.is_there_changed.connect(self._on_there)
        if studio.mirror.is_there:
            self._begin()
        self.quality.measure()

    def _place(self) -> None:
        title = QLabel(tr("Welcome to Rocket Studio"))
        title.setProperty("role", "heading")
        words = QLabel(tr("Three choices, all of them good as they are and easy to change later."))
        words.setProperty("role", "quiet")
        words.setWordWrap(True)
        inner = QWidget()
        inner.setMaximumWidth(round(WIDEST_PX * tokens().scale))
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 32, 24, 16)
        column.setSpacing(tokens().gap_px)
        column.addStretch(1)
        column.addWidget(title)
        column.addWidget(words)
        column.addLayout(self._bars)
        column.addSpacing(tokens().gap_wide_px)
        column.addLayout(self._cards)
        column.addStretch(2)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        scroll = self.scrolled = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(middle)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.addStretch(1)
        foot.addWidget(self.skip)
        foot.addWidget(self.open)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)

    # -- the first collection ---------------------------------------------------------

    def _on_there(self, is_there: bool) -> None:
        if is_there and self._path is None:
            self._begin()

    def _begin(self) -> None:
        """Open a first collection, unless there is one of the anchor's own."""
        if self._studio.settings.now.has_own_scenes or self._studio.mirror.is_live:
            return
        collection = build(Choices(CAREFUL))
        if (path := self._write(collection, new_file())) is not None:
            self._path = path
            self._studio.link.do(OpenCollection(path=str(path)), self._on_reply)

    def _write(self, collection: Collection, path: Path) -> Path | None:
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, collection.model_dump_json(by_alias=True, indent=2) + "\n")
        except (OSError, StudioError) as error:
            log.error("The first scenes can't be written: %s", error)
            self._warn(tr("The first scenes can't be kept: {why}", why=error))
            return None
        return path

    # -- the end ----------------------------------------------------------------------

    def finish(self) -> None:
        """Keep what was chosen, and open the studio with it."""
        self.open.refuse(tr("The studio is being opened."))
        settings = self._studio.settings
        chosen = self.where.destinations()
        if chosen:
            kept = [each for each in settings.now.destinations if each.kind != chosen[0].kind]
            settings.change(destinations=[each.model_dump() for each in (*chosen, *kept)])
        quality = self.quality.quality
        encoding = SetEncoding(video_kbps=quality.video_kbps)
        settings.change(encoding=encoding.model_dump())
        self._studio.link.do(encoding)
        if self._path is None:
            canvas = Canvas(width=quality.width, height=quality.height, fps=Fraction(quality.fps))
            self._studio.link.do(SetCanvas(canvas=canvas, fit_items=True))
            self.leave()
            return
        choices = Choices(quality, self.devices.chosen_camera(), self.devices.chosen_microphone())
        if self._write(build(choices), self._path) is None:
            self.leave()
            return
        self._studio.link.do(OpenCollection(path=str(self._path)), self._on_opened)

    def leave(self) -> None:
        """Open the studio as it is."""
        if self._is_leaving:
            return
        self._is_leaving = True
        self.quality.probe.stop()
        self.where.way.doctor.stop()
        self.devices.close_picture()
        own: dict[str, object] = {}
        if self._path is not None:
            own = {"last_collection": str(self._path), "has_own_scenes": True}
        self._studio.settings.change(is_set_up=True, **own)

    def _on_opened(self, reply: Reply) -> None:
        if not reply.ok:
            self._studio.say("warning", reply.reason)
        self.leave()

    def _on_reply(self, reply: Reply) -> None:
        if not reply.ok:
            self._warn(told(reply.reason))

    def _show_need(self) -> None:
        self.where.way.set_video_kbps(self.quality.quality.video_kbps)

    def _warn(self, text: str) -> None:
        self._bars.addWidget(Bar("warning", text))

    # -- shape ------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Put the cards beside or below one another."""
        super().resizeEvent(event)
        is_wide = self.width() >= BESIDE_FROM_PX * tokens().scale
        direction = QBoxLayout.Direction
        self._cards.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
        self.where.set_low(not is_wide)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 # Qt's name
        """Let Enter open the studio."""
        super().showEvent(event)
        self.open.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Leave by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def new_file() -> Path:
    """Return the file of the first collection; one that is there stays as it is."""
    folder = scenes_folder()
    path, number = folder / FILE_NAME, 2
    while path.exists():
        path = folder / f"{Path(FILE_NAME).stem}-{number}.json"
        number += 1
    return path


def _card(number: int, title: str, content: QWidget) -> QWidget:
    card = QWidget()
    card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    card.setProperty("surface", "card")
    card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    card.setMinimumWidth(240)
    head = QLabel(f"{number}  {title}")
    head.setProperty("role", "title")
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 16, 20, 20)
    column.setSpacing(tokens().gap_wide_px)
    column.addWidget(head)
    column.addWidget(content, 1)
    return card


def make(studio: Studio) -> QWidget:
    """Return the page."""
    return StartPage(studio)
