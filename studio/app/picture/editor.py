"""The picture that is edited: programme, or preview in studio mode, with handles.

Mouse and keys act on the chosen items through the workbench; what lies over the picture is
painted from it.  Tab walks through the items and leaves at the last one; a screen reader is
told each time which one it is.
"""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QInputEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.picture.cursors import cursor_of
from studio.app.picture.describing import described
from studio.app.picture.drags import Keys, Point
from studio.app.picture.handles import Handle, handle_at, handle_points
from studio.app.picture.item_actions import ItemActions
from studio.app.picture.item_menu import ItemMenu
from studio.app.picture.keys import ItemKeys
from studio.app.picture.many import ManyBox
from studio.app.picture.mouse_hand import MouseHand
from studio.app.picture.outlines import Overlay, paint
from studio.app.picture.picture_view import PictureView
from studio.app.picture.workbench import Workbench
from studio.app.studio import Studio
from studio.app.words import tr
from studio.model.geometry import Rect
from studio.model.layout import Place

MARGIN_PX = 8
REACH_PX, STALK_PX, LEAST_PX = 9.0, 26.0, 28.0


class Editor(PictureView):
    """See the module.

    Attributes:
        bench: The scene that is edited.
        doing: What is done to the chosen items.
    """

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        self.bench = Workbench(studio)
        self.doing = ItemActions(self.bench)
        self._hovered: Place | None = None
        size = studio.settings.now.picture_px
        super().__init__(studio, "programme", margin=MARGIN_PX, size=size, parent=parent)
        self.bench.setParent(self)
        self._hand = MouseHand(self.bench, self._handles)
        self._keys = ItemKeys(self.bench, self.doing, self)
        self.setObjectName("picture")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.bench.changed.connect(self._follow)
        self.pictured.connect(studio.pictured)
        studio.closed.connect(self._keep_size)
        studio.selection.changed.connect(self._describe)
        studio.mirror.collection_changed.connect(self._describe)
        studio.mirror.scenes_changed.connect(self._choose_scene)
        studio.mirror.studio_mode_changed.connect(self._choose_scene)
        self._choose_scene()

    def empty_sentence(self) -> str:
        """Say what belongs into a scene without items."""
        sentence = super().empty_sentence()
        collection = self.studio.mirror.collection
        scene = collection.scene(self.bench.scene) if collection else None
        if not sentence and scene is not None and not scene.items:
            return tr("Nothing here yet. Add a source in the list of sources.")
        return sentence

    @property
    def overlay(self) -> Overlay:
        """What is painted over the picture now."""
        dragging = self._hand.is_dragging
        boxed = self.bench.boxed
        is_hidden = self._hand.is_turning or self._hand.band is not None
        return Overlay(
            chosen=self.bench.chosen,
            box=boxed.rect if isinstance(boxed, ManyBox) and not is_hidden else None,
            readout=self._hand.readout or self._keys.readout,
            handles={} if dragging else self._handles(),
            hovered=None if dragging else self._hovered,
            guides=self._hand.guides,
            band=self._hand.band,
        )

    def paint_over(self, painter: QPainter) -> None:
        """Paint outlines, handles and guide lines."""
        paint(painter, self.port, self.overlay)

    # -- the mouse --------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Choose what is under the mouse, or take hold of a handle."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        scale = self.port.scale
        self._hand.press(
            self._at(event.position()),
            _held(event),
            reach=REACH_PX / scale,
            threshold=QApplication.startDragDistance() / 2 / scale,
        )
        self._hovered = None
        self.redraw()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Drag, or show what a press would do."""
        at = self._at(event.position())
        if self._hand.is_held:
            self._hand.move(at, _held(event))
            self.redraw()
            return
        handle = handle_at(self._handles(), *at, REACH_PX / self.port.scale)
        hovered = None if handle else self._hand.hovered(at)
        movable = self.bench.movable
        is_over = any(place.is_shown and place.holds(*at) for place in movable)
        self.setCursor(cursor_of(handle, self.bench.boxed, is_over=is_over))
        if hovered != self._hovered:
            self._hovered = hovered
            self.redraw()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Let go."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._hand.release()
            self.redraw()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Open the properties of what was chosen by the first click."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._hand.undo_click()
            self.doing.open_properties()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Nothing is under the mouse any more."""
        super().leaveEvent(event)
        self._hovered = None
        self.redraw()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 # Qt's name
        """Show what can be done with the chosen items; by keyboard at the item."""
        at = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            at = self.mapToGlobal(self._middle())
        else:
            self._choose_under(self._at(QPointF(event.pos())))
        if self.doing.items:
            menu = ItemMenu(self.bench, self.doing, self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at)

    # -- the keyboard -----------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Walk by Tab before Qt takes it; keep keys that are ours from shortcuts."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._keys.wants(event):
                event.accept()
                return True
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
            step = steps.get(Qt.Key(event.key()))
            if step and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if self._keys.walk(step):
                    return True
                self.studio.selection.clear()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Do what a key means for the chosen items."""
        if event.key() == Qt.Key.Key_Escape:
            if not self._hand.cancel():
                self.studio.selection.clear()
            self.redraw()
        elif self._hand.is_held or not self._keys.press(event):
            self._hand.keys_changed(_held(event))
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Go on dragging without a key."""
        self._hand.keys_changed(_held(event))
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 # Qt's name
        """Say what is chosen to whom comes by keyboard."""
        super().focusInEvent(event)
        self._describe()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 # Qt's name
        """End a move by keys."""
        super().focusOutEvent(event)
        if not self._hand.is_held:
            self.bench.gesture.end()

    # -- what is shown ----------------------------------------------------------------

    def _keep_size(self) -> None:
        if not self.studio.mirror.studio_mode:
            self.studio.settings.change(picture_px=(self.width(), self.height()))

    def _choose_scene(self) -> None:
        mirror = self.studio.mirror
        is_preview = mirror.studio_mode
        self._hand.cancel()
        self.set_subject("preview" if is_preview else "programme")
        self.bench.edit(mirror.preview_scene if is_preview else mirror.program_scene)
        self.setAccessibleName(tr("Preview") if is_preview else tr("Programme"))
        self._describe()
        self._follow()

    def _describe(self) -> None:
        """Tell screen readers what is chosen, if it is something else now."""
        own = [place for place in self.bench.places if place.holder == self.bench.scene]
        text = described(self.bench.chosen, self.bench.scene, len(own))
        if text == self.accessibleDescription():
            return
        self.setAccessibleDescription(text)
        kind = QAccessible.Event.DescriptionChanged
        QAccessible.updateAccessibility(QAccessibleEvent(self, kind))
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _handles(self) -> dict[Handle, Point]:
        boxed = self.bench.boxed
        if boxed is None:
            return {}
        left, top = self.port.to_canvas(0, 0)
        right, bottom = self.port.to_canvas(self.width(), self.height())
        scale = self.port.scale
        seen = Rect(left, top, right, bottom)
        stalk, least = STALK_PX / scale, LEAST_PX / scale
        return handle_points(boxed, stalk=stalk, visible=seen, least=least)

    def _choose_under(self, at: Point) -> None:
        """Let the menu be about what is under the mouse."""
        if any(place.holds(*at) for place in self.bench.chosen):
            return
        hovered = self._hand.hovered(at)
        if hovered is None:
            self.studio.selection.clear()
        else:
            self.studio.selection.select(hovered.holder, [hovered.item.id])

    def _middle(self) -> QPoint:
        chosen = self.bench.chosen
        if not chosen:
            return self.rect().center()
        x, y = self.port.to_widget(*chosen[0].bounds.center)
        return QPoint(round(x), round(y))

    def _at(self, position: QPointF) -> Point:
        return self.port.to_canvas(position.x(), position.y())


def _held(event: QInputEvent) -> Keys:
    held, key = event.modifiers(), Qt.KeyboardModifier
    return Keys(
        shift=bool(held & key.ShiftModifier),
        ctrl=bool(held & key.ControlModifier),
        alt=bool(held & key.AltModifier),
    )
