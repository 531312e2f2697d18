"""Pictures of an effect that is designed, drawn by a child process.

What is asked for last is drawn; what was asked for before it is left.  Small pictures of
models are drawn when nothing else is wanted::

    film = FilmLink(parent)
    film.picture.connect(...)                   # (number, at_ms, QImage)
    number = film.ask(draft.seen(), [1200.0])
"""

import json
import sys
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QProcess, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from studio.app.words import tr

SIZE = (480, 270)
SMALL = (160, 90)
MOST_LINE = 1 << 20
_MODULE = "studio.plugin_host.gifts"


class FilmLink(QObject):
    """See the module; it begins with the first thing that is asked for."""

    picture = Signal(int, float, QImage)
    noted = Signal(int, list)
    """Sentences on what can't be seen in the pictures."""
    done = Signal(int)
    failed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._waits_for = 0
        self._small: deque[tuple[dict[str, Any], Callable[[QImage], object]]] = deque()
        self._small_number = 0
        self._about: dict[str, Any] | None = None
        self._process = QProcess(self)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._ended)

    @property
    def is_busy(self) -> bool:
        """Whether a picture is under way."""
        return self._waits_for != 0

    def ask(
        self, told: dict[str, Any], times_ms: Sequence[float], size: tuple[int, int] = SIZE
    ) -> int:
        """Have an effect drawn at some times; return the number that the pictures have."""
        self._waits_for = self._send(told, times_ms, size)
        return self._waits_for

    def ask_small(self, told: dict[str, Any], then: Callable[[QImage], object]) -> None:
        """Have a small picture drawn, of an effect's middle, when there is time."""
        self._small.append((told, then))
        self._go_on()

    def close(self) -> None:
        """End what draws; it begins again with the next thing that is asked for."""
        self._small.clear()
        if isValid(self._process) and self._process.state() is not QProcess.ProcessState.NotRunning:
            self._waits_for = self._small_number = 0  # nobody is told that it has ended
            self._process.closeWriteChannel()
            if not self._process.waitForFinished(300):
                self._process.kill()
                self._process.waitForFinished(2000)

    def _send(self, told: dict[str, Any], times_ms: Sequence[float], size: tuple[int, int]) -> int:
        if self._process.state() is QProcess.ProcessState.NotRunning:
            self._about = None
            self._process.start(sys.executable, ["-m", _MODULE, "film"])
        self._number += 1
        order = {
            "number": self._number,
            "effect": told,
            "folder": "/",
            "times_ms": list(times_ms),
            "picture": list(size),
        }
        self._process.write(json.dumps(order).encode() + b"\n")
        self._small_number = 0  # a small one that was under way is left, and asked for again
        return self._number

    def _go_on(self) -> None:
        if self._small and not self._waits_for and not self._small_number:
            told, _ = self._small[0]
            self._send(told, [float(told["ms"]) / 2], SMALL)
            self._small_number = self._number

    def _read(self) -> None:
        while True:
            if self._about is None:
                if not self._process.canReadLine():
                    return
                self._about = json.loads(bytes(self._process.readLine(MOST_LINE).data()))
            about = self._about
            count = int(about.get("bytes", 0))
            if self._process.bytesAvailable() < count:
                return
            self._about = None
            self._take(about, bytes(self._process.read(count).data()) if count else b"")

    def _take(self, about: dict[str, Any], data: bytes) -> None:
        number = int(about["number"])
        if number == self._small_number:
            self._take_small(data)
            return
        if number != self._waits_for:
            return
        if data:
            width, height = _size_of(len(data))
            image = QImage(data, width, height, width * 3, QImage.Format.Format_RGB888).copy()
            self.picture.emit(number, float(about["at_ms"]), image)
            if about["notes"]:
                self.noted.emit(number, list(about["notes"]))
            return
        self._waits_for = 0
        if "refused" in about:
            self.failed.emit(number, str(about["refused"]))
        else:
            self.done.emit(number)
        self._go_on()

    def _take_small(self, data: bytes) -> None:
        if data:
            width, height = SMALL
            image = QImage(data, width, height, width * 3, QImage.Format.Format_RGB888).copy()
            self._small[0][1](image)
            return
        self._small.popleft()
        self._small_number = 0
        self._go_on()

    def _ended(self) -> None:
        number, self._waits_for, self._small_number = self._waits_for, 0, 0
        self._small.clear()
        if number:
            self.failed.emit(
                number, tr("What draws the preview has ended. Change something to try again.")
            )


def _size_of(count: int) -> tuple[int, int]:
    return SIZE if count == SIZE[0] * SIZE[1] * 3 else SMALL
