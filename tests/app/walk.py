"""Walks the tree of a window and says what somebody could not read, reach or hit.

faults(window)      # sentences, empty where everything is well
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from studio.app.widgets.elided_label import ElidedLabel
from studio.app.widgets.few_lines import FewLines

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QTextEdit,
    QPlainTextEdit,
)
TARGET_PX = 32


def seen(root: QWidget) -> Iterator[QWidget]:
    """Yield every widget that is there for somebody, not those that others are made of."""
    behind = [
        each
        for each in root.findChildren(QDockWidget)
        if each.isVisible() and each.visibleRegion().isEmpty()
    ]
    for widget in root.findChildren(QWidget):
        inner = widget.parentWidget()
        if any(each.isAncestorOf(widget) for each in behind):  # a tab behind another
            continue
        if not widget.isVisible() or isinstance(widget, QScrollBar):
            continue
        if isinstance(inner, QAbstractSpinBox | QComboBox | QTabBar | QLineEdit):
            continue
        if widget.objectName().startswith("qt_") and not isinstance(widget, QTabBar):
            continue
        yield widget


def called(widget: QWidget | None) -> str:
    """Return how a fault names a widget."""
    if widget is None:
        return "nothing"
    text = getattr(widget, "text", None)
    words = widget.accessibleName() or widget.objectName() or (text() if callable(text) else "")
    return f"{type(widget).__name__} {words!r}"


def nameless(root: QWidget) -> list[str]:
    """Return the controls that a screen reader can say nothing about."""
    return [
        f"{called(widget)} in {called(widget.parentWidget())} has no name"
        for widget in seen(root)
        if isinstance(widget, CONTROLS)
        and not widget.accessibleName()
        and not (isinstance(widget, QPushButton | QCheckBox | QRadioButton) and widget.text())
    ]


def unreachable(root: QWidget) -> list[str]:
    """Return the enabled controls that Tab never comes to."""
    return [
        f"{called(each)} can't be reached by Tab"
        for each in seen(root)
        if isinstance(each, CONTROLS) and each.isEnabled()
        if not any_of_group(each) and not for_mouse_only(each)
    ]


def any_of_group(widget: QWidget) -> bool:
    """Say whether Tab comes to it, or to the one that is on of a group it belongs to."""
    proxy = widget.focusProxy() or widget
    if proxy.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return True
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and any(
        each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in group.buttons()
    )


def for_mouse_only(widget: QWidget) -> bool:
    """Say whether it only repeats what a key does: the cross of a field, that Esc empties."""
    return widget.property("mouseOnly") is True


def small(root: QWidget) -> list[str]:
    """Return what is pressed and is too small to be hit."""
    return [
        f"{called(widget)} is {widget.width()}×{widget.height()}"
        for widget in seen(root)
        if isinstance(widget, QAbstractButton | QComboBox | QAbstractSpinBox | QLineEdit)
        and widget.property("mouseOnly") is not True
        and (widget.height() < TARGET_PX or widget.width() < TARGET_PX)
    ]


def clipped(root: QWidget) -> list[str]:
    """Return the words that don't fit into what shows them."""
    found = []
    for widget in seen(root):
        text = ""
        room = widget.contentsRect()
        metrics = QFontMetrics(widget.font())
        if isinstance(widget, ElidedLabel | FewLines):
            lines = len(widget.shown_lines(room.width())) if isinstance(widget, FewLines) else 1
            if room.height() < lines * metrics.height() - 1:
                found.append(f"{called(widget)}: too low for its line")
            if is_cut_by_parents(widget):
                found.append(f"{called(widget)}: its parents show only a part of it")
            continue
        if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
            needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else 0
            needed = needed or widget.minimumSizeHint().height()
            if widget.height() < needed - 1:
                found.append(f"{called(widget)}: {widget.height()} px high, needs {needed}")
            if not widget.wordWrap():
                text = widget.text()
        elif isinstance(widget, QPushButton | QCheckBox | QRadioButton):
            needed = widget.minimumSizeHint().width()
            if widget.text() and widget.width() < needed - 1:
                found.append(f"{called(widget)}: {widget.width()} px wide, needs {needed}")
        if text and metrics.horizontalAdvance(text) > room.width() + 1:
            wide = metrics.horizontalAdvance(text)
            found.append(f"{called(widget)}: {room.width()} px wide, needs {wide}")
        if is_cut_by_parents(widget):
            found.append(f"{called(widget)}: its parents show only a part of it")
    return found


def is_cut_by_parents(widget: QWidget) -> bool:
    """Say whether a part of a text lies outside of what holds it, and nothing scrolls there."""
    if not isinstance(widget, QLabel | QPushButton) or not widget.text():
        return False
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above.parentWidget(), QAbstractScrollArea):
            return False
        place = widget.rect().translated(widget.mapTo(above, widget.rect().topLeft()))
        if not above.rect().adjusted(-1, -1, 1, 1).contains(place):
            return True
        above = above.parentWidget()
    return False


def beyond(root: QWidget) -> list[str]:
    """Return the contents that are wider than what shows them, where nothing scrolls sideways."""
    found = []
    for area in (each for each in seen(root) if isinstance(each, QScrollArea)):
        never = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        inner, room_px = area.widget(), area.viewport().width()
        if never and inner is not None and inner.width() > room_px + 1:
            found.append(f"{called(inner)}: {inner.width()} px wide, seen are {room_px}")
    return found


def faults(root: QWidget) -> list[str]:
    """Return everything that is wrong."""
    return [*nameless(root), *unreachable(root), *small(root), *clipped(root), *beyond(root)]
