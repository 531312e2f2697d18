"""What lies under the panel: nobody sees it, so the keyboard passes it over."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from studio.app.widgets.slide_panel import SlidePanel


def is_covered(panel: SlidePanel, widget: QWidget) -> bool:
    """Say whether a widget's middle lies under a panel that is open, and not in it."""
    if not panel.is_open or panel is widget or panel.isAncestorOf(widget):
        return False
    around = panel.parentWidget()
    if around is None or not around.isAncestorOf(widget) or widget.window() is not panel.window():
        return False
    middle: QPoint = widget.mapTo(around, widget.rect().center())
    return panel.geometry().contains(middle)
