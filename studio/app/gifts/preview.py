"""What a gift looks like: its picture at a time, a line of time, and a button that plays it.

The last picture stays while a new one is drawn; what can't be drawn is said beneath.
"""

from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from studio.app.gifts.draft import Draft
from studio.app.gifts.film_link import FilmLink
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.words import tr

DEBOUNCE_MS = 300
PICTURES_S = 15
KEPT = 300


class Screen(QWidget):
    """The picture, 16 to 9."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image: QImage | None = None
        self.sentence = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("Preview"))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 # Qt's name
        """It is as high as its width wants."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 # Qt's name
        """Return the height of 16 to 9."""
        return width * 9 // 16

    def sizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Return a size of 16 to 9."""
        return QSize(320, 180)

    def show_image(self, image: QImage) -> None:
        """Show another picture."""
        self.image, self.sentence = image, ""
        self.update()

    def say(self, sentence: str) -> None:
        """Say something where there is no picture yet."""
        self.sentence = sentence
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the picture with round corners."""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), tokens().radius_px, tokens().radius_px)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), tokens().surface_0)
        if self.image is not None:
            painter.drawImage(self.rect(), self.image)
        elif self.sentence:
            painter.setPen(tokens().secondary)
            area = self.rect().adjusted(16, 8, -16, -8)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, flags, self.sentence)


class Preview(QWidget):
    """See the module.

    Args:
        draft: What is shown.
        film: Draws.

    Attributes:
        moved: The time that is shown has changed, in milliseconds.
    """

    moved = Signal(int)

    def __init__(self, draft: Draft, film: FilmLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft, self._film = draft, film
        self._kept: dict[int, QImage] = {}
        self._number, self._is_filming = 0, False
        self.picture = Screen()
        self.picture.say(tr("The first picture is drawn…"))
        self.play = IconButton("play", tr("Play"), checkable=True, checked_icon="circle-stop")
        self.play.toggled.connect(self._play)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("Time of the preview"))
        self.slider.setPageStep(500)
        self.slider.setSingleStep(100)
        self.slider.valueChanged.connect(self._slid)
        self.time = QLabel()
        self.time.setProperty("role", "quiet")
        self.fault = QLabel()
        self.fault.setProperty("role", "warning")
        self.fault.setWordWrap(True)
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.hide()
        row = QHBoxLayout()
        row.setSpacing(tokens().gap_px)
        row.addWidget(self.play)
        row.addWidget(self.slider, 1)
        row.addWidget(self.time)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().grid_px)
        column.addWidget(self.picture)
        column.addLayout(row)
        column.addWidget(self.fault)
        self._soon = QTimer(self, interval=DEBOUNCE_MS, singleShot=True)
        self._soon.timeout.connect(self._ask)
        self._clock = QTimer(self, interval=1000 // PICTURES_S)
        self._clock.timeout.connect(self._tick)
        film.picture.connect(self._take)
        film.noted.connect(lambda _, notes: self._say(" ".join(notes)))
        film.failed.connect(self._failed)
        film.done.connect(self._done)
        draft.changed.connect(self._changed)
        self._fit()
        self.slider.setValue(min(draft.ms * 2 // 5, draft.ms))
        self._soon.start(0)

    @property
    def at_ms(self) -> int:
        """The time that is shown."""
        return self.slider.value()

    def _changed(self) -> None:
        self._kept.clear()
        self._fit()
        self._is_filming = False
        self._soon.start(DEBOUNCE_MS)

    def _fit(self) -> None:
        self.slider.setMaximum(self._draft.ms)
        self._show_time()

    def _show_time(self) -> None:
        self.time.setText(f"{self.at_ms / 1000:4.1f} / {self._draft.ms / 1000:.1f} s")

    def _slid(self) -> None:
        self._show_time()
        self.moved.emit(self.at_ms)
        if (image := self._kept.get(self._place(self.at_ms))) is not None:
            self.picture.show_image(image)
        elif not self.play.isChecked():
            self._soon.start(DEBOUNCE_MS)

    def _ask(self) -> None:
        """Have the picture drawn, or all of them while it plays."""
        told = self._draft.seen()
        if not told["part"]:
            self._say(tr("Nothing to see yet: add a part."))
            return
        if self.play.isChecked():
            self._film_all(told)
        else:
            self._number = self._film.ask(told, [float(self.at_ms)])

    def _film_all(self, told: dict[str, Any]) -> None:
        count = max(1, min(KEPT, self._draft.ms * PICTURES_S // 1000))
        first = self._place(self.at_ms) % count
        missing = [n for n in range(first, count) if n not in self._kept]
        missing = missing or [n for n in range(count) if n not in self._kept]
        if missing:
            self._is_filming = True
            times = [n * 1000 / PICTURES_S for n in missing]
            self._number = self._film.ask(told, times)

    def _play(self, is_on: bool) -> None:
        self.play.set_name(tr("Stop") if is_on else tr("Play"))
        if is_on:
            self._ask()
            self._clock.start()
        else:
            self._clock.stop()
            self._soon.start(0)

    def _tick(self) -> None:
        """Show the next picture, if it is drawn already."""
        following = self._place(self.at_ms) + 1
        if following * 1000 // PICTURES_S >= self._draft.ms:
            following = 0
        if following in self._kept:
            self.slider.setValue(round(following * 1000 / PICTURES_S))
        elif not self._film.is_busy:
            self._ask()

    def _take(self, number: int, at_ms: float, image: QImage) -> None:
        if number != self._number:
            return
        if self._is_filming:
            self._kept[self._place(at_ms)] = image
        if not self.play.isChecked() or self.picture.image is None:
            self.picture.show_image(image)
        self._say("")

    def _done(self, number: int) -> None:
        if number == self._number and self._is_filming:
            self._is_filming = False
            if self.play.isChecked():
                self._ask()

    def _failed(self, number: int, sentence: str) -> None:
        if number == self._number:
            self._is_filming = False
            self.play.setChecked(False)
            self._say(self._draft.fault or sentence)

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _place(self, at_ms: float) -> int:
        return round(at_ms * PICTURES_S / 1000)

    def hideEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Stop while nobody looks."""
        self.play.setChecked(False)
        super().hideEvent(event)  # type: ignore[arg-type]
