"""Pictures of the engine on the screen: the programme, the preview, a scene, an input.

A view has a ring of its own at the engine, and looks for a new picture as often as it
asked for; one that nobody sees costs nothing.  After the engine was started again it is
opened again by itself::

    view = View(studio.link, "programme", "", 960, 540, 30)
    view.follow(self)                       # rests while this widget is hidden
    view.frame_ready.connect(self.update)
    painter.drawImage(self.rect(), view.image())
"""

import logging
import time
import weakref

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from studio.app.link.engine_link import EngineLink, Reply
from studio.ipc.errors import IpcError
from studio.ipc.ring import RingReader
from studio.model.commands import CloseView, OpenView, SetView, ViewOf
from studio.model.scene import Filter

log = logging.getLogger(__name__)

MIN_PX, MAX_PX = 16, 4096


class View(QObject):
    """One view; ``close`` it when it is not needed any more.

    Args:
        link: To the engine.
        of: What is seen: ``programme``, ``preview``, ``scene``, ``input`` or ``head``.
        name: Of the scene or input.
        width: Of the pictures; rounded to what the engine takes.
        fps: At most so many a second.
    """

    frame_ready = Signal()
    failed = Signal(str)
    """It can't be opened, and why; it is tried again with the next engine or size."""

    def __init__(
        self,
        link: EngineLink,
        of: ViewOf,
        name: str,
        width: int,
        height: int,
        fps: float,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._of: ViewOf = of
        self._name = name
        self._size = _size(width, height)
        self._fps = fps
        self._is_shown = True
        self._is_closed = False
        self._followed: weakref.ref[QWidget] | None = None
        self._number: int | None = None
        self._ring: RingReader | None = None
        self._tried: tuple[Filter, ...] | None = None
        self._opening = 0
        self._opened_as = 0
        self._sequence = 0
        self._image: QImage | None = None
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        link.connected.connect(self._open)
        link.lost.connect(self._forget)
        if link.is_connected:
            self._open()

    def end_with(self, owner: QObject) -> None:
        """Live until an owner is gone, and end then.

        Python's own, and nobody's child: one that Qt deletes with its parent crashes PySide.
        """
        owner.destroyed.connect(lambda: self.close())

    def image(self) -> QImage | None:
        """Return the newest picture, the caller's own; None before the first."""
        return None if self._image is None else QImage(self._image)

    @property
    def is_newest(self) -> bool:
        """Whether pictures come of what was asked for last, no more of what was before."""
        return self._opened_as == self._opening

    @property
    def is_shown(self) -> bool:
        """Whether anybody sees it, as far as it was told."""
        return self._is_shown

    def set_fps(self, fps: float) -> None:
        """Have so many pictures a second from now on; 0 rests it."""
        self._fps = fps
        self._pace()

    def set_size(self, width: int, height: int) -> None:
        """Have pictures of another size; the last one stays until the first of those."""
        size = _size(width, height)
        if size != self._size and not self._is_closed:
            self._size = size
            self._open()

    def set_subject(self, of: ViewOf, name: str) -> None:
        """Show something else."""
        if (of, name) != (self._of, self._name) and not self._is_closed:
            self._of, self._name = of, name
            self._open()

    def try_on(self, filters: tuple[Filter, ...] | None) -> None:
        """Show an input with other filters, here alone; None: with its own again."""
        if filters != self._tried and not self._is_closed:
            self._tried = filters
            self._open()

    def set_shown(self, is_shown: bool) -> None:
        """Rest while nobody sees it, or go on."""
        if is_shown != self._is_shown:
            self._is_shown = is_shown
            self._pace()

    def follow(self, widget: QWidget) -> None:
        """Rest whenever this widget is hidden, or its window can't be seen; end with it."""
        # Not kept alive: one that died with its view would still send it events.
        self._followed = weakref.ref(widget)
        widget.destroyed.connect(self.close)
        widget.installEventFilter(self)
        self._see()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's
        """See whether the followed widget is shown."""
        if event.type() == QEvent.Type.Hide:
            self.set_shown(False)
        elif event.type() in (QEvent.Type.Show, QEvent.Type.Expose):
            self._see()
        return super().eventFilter(watched, event)

    def _see(self) -> None:
        """Look whether the followed widget can be seen; a dock may have another window now."""
        widget = self._followed() if self._followed is not None else None
        if widget is None or not isValid(widget):
            return
        window = widget.window().windowHandle()
        if window is not None:
            window.installEventFilter(self)  # again is no harm
        is_seen = window is None or window.isExposed()
        self.set_shown(widget.isVisible() and is_seen)

    def close(self) -> None:
        """End it; safe to call twice."""
        if self._is_closed:
            return
        self._is_closed = True
        if isValid(self):  # at the end of a process Qt may be gone before what it tells
            self._timer.stop()
            self._release(self._number)
        self._let_go()

    def _open(self) -> None:
        """Ask for a ring; what there was goes on until it has come."""
        if self._is_closed or not self._link.is_connected:
            return
        self._opening += 1
        opening = self._opening
        width, height = self._size
        self._link.do(
            OpenView(
                of=self._of,
                name=self._name,
                filters=self._tried,
                width=width,
                height=height,
                fps=self._fps or 1,
            ),
            lambda reply: self._opened(opening, reply),
        )

    def _opened(self, opening: int, reply: Reply) -> None:
        number, ring = reply.data.get("view"), reply.data.get("ring")
        if not reply.ok or not isinstance(number, int) or not isinstance(ring, str):
            if opening == self._opening and not self._is_closed:
                self.failed.emit(reply.reason)
            return
        if self._is_closed or opening != self._opening:
            self._release(number)
            return
        try:
            reader = RingReader.attach(ring)
        except IpcError as error:
            self.failed.emit(str(error))
            self._release(number)
            return
        self._release(self._number)
        self._forget()
        self._number, self._ring, self._opened_as = number, reader, opening
        self._pace(is_new=True)

    def _release(self, number: int | None) -> None:
        if number is not None and isValid(self._link) and self._link.is_connected:
            self._link.do(CloseView(view=number))

    def _forget(self, reason: str = "") -> None:
        del reason
        self._timer.stop()
        self._let_go()

    def _let_go(self) -> None:
        self._number, self._sequence = None, 0
        if self._ring is not None:
            self._ring.close()
            self._ring = None

    def _pace(self, *, is_new: bool = False) -> None:
        """Tell the engine how many pictures are wanted, and look for them that often."""
        fps = self._fps if self._is_shown and not self._is_closed else 0.0
        if self._number is not None and not (is_new and fps == self._fps and fps):
            self._link.do(SetView(view=self._number, fps=fps))
        if fps > 0 and self._ring is not None:
            # Twice as often as they come: in step with them one would be missed now and then.
            self._timer.start(max(1, round(500 / fps)))
        else:
            self._timer.stop()

    def _look(self) -> None:
        if self._ring is None:
            return
        slot = self._ring.newest(time.monotonic_ns())
        if slot is None or slot.sequence == self._sequence:
            return
        # One copy, into memory that is the picture's own: a painter may keep it.
        image = QImage(slot.width, slot.height, QImage.Format.Format_RGB32)
        memoryview(image.bits())[:] = slot.data
        if self._ring.is_whole(slot):
            self._image, self._sequence = image, slot.sequence
            self.frame_ready.emit()


def _size(width: int, height: int) -> tuple[int, int]:
    """Return even numbers that the engine takes."""
    clamped = (min(max(px, MIN_PX), MAX_PX) // 2 * 2 for px in (width, height))
    even = tuple(clamped)
    return even[0], even[1]
