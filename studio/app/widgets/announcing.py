"""Says something to a screen reader that has happened elsewhere than under the focus.

announce(bar, "The camera is gone.", is_urgent=True)
"""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str, *, is_urgent: bool = False) -> None:
    """Have a text said; what is urgent interrupts what is being said.

    Args:
        widget: Where it happened.
        text: As it is to be heard.
        is_urgent: An error.
    """
    if not text or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    if is_urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
