"""Buttons by their weight: one primary thing on a place, the rest quieter.

A button says in its tooltip what it does, with its shortcut; one that is disabled says
why instead::

    PushButton(tr("Add source"), "plus", role="primary")
    IconButton("eye", tr("Hide"))
    button.refuse(tr("End the stream first."))
"""

from typing import Literal

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from studio.app.theme import icon, tokens

Role = Literal["plain", "primary", "live", "quiet", "danger", "link"]
INKS = {"primary": "on-accent", "live": "on-live", "danger": "live", "link": "accent"}


def with_shortcut(text: str, shortcut: str) -> str:
    """Return a tooltip that names the keys too."""
    keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text}  ({keys})" if keys else text


class PushButton(QPushButton):
    """A button with words.

    Args:
        text: What it does, in words; a ``&`` before the letter of its mnemonic.
        icon_name: An icon of ours before the words, or nothing.
        role: How much it weighs.
        big: A step larger, for the one thing of a page.
    """

    def __init__(
        self,
        text: str,
        icon_name: str = "",
        role: Role = "plain",
        parent: QWidget | None = None,
        big: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon_name
        self._tip = ""
        self.setProperty("role", role)
        if big:
            self.setProperty("big", True)
        self.setAutoDefault(False)
        self._dress()

    def set_role(self, role: Role) -> None:
        """Weigh more or less from now on."""
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)
            self._dress()

    def set_icon(self, icon_name: str) -> None:
        """Show another icon."""
        self._icon_name = icon_name
        self._dress()

    def set_tip(self, text: str, shortcut: str = "") -> None:
        """Say more in the tooltip."""
        self._tip = with_shortcut(text, shortcut)
        if self.isEnabled():
            self.setToolTip(self._tip)

    def refuse(self, why: str) -> None:
        """Be disabled and say why in the tooltip; an empty reason enables again."""
        self.setEnabled(not why)
        self.setToolTip(why or self._tip)

    def _dress(self) -> None:
        if self._icon_name:
            ink = INKS.get(str(self.property("role")), "text")
            size = round(tokens().icon_px * 0.8)
            gap = tokens().grid_px if self.text() else 0
            self.setIcon(icon(self._icon_name, ink, size, gap))
            self.setIconSize(QSize(size + gap, size))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the icon anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon_name"):
            self._dress()


class IconButton(QToolButton):
    """A button that shows an icon only; its name is said by the tooltip and to screen readers.

    Args:
        icon_name: An icon of ours.
        name: What it does, in words: the accessible name and the tooltip.
        role: ``quiet`` has no ground until the pointer is over it.
        checkable: Stays down; ``checked_icon`` is shown then.
    """

    def __init__(
        self,
        icon_name: str,
        name: str,
        parent: QWidget | None = None,
        role: Role = "quiet",
        checkable: bool = False,
        checked_icon: str = "",
        shortcut: str = "",
    ) -> None:
        super().__init__(parent)
        assert name, "an icon button needs a name"
        self._icons = (icon_name, checked_icon or icon_name)
        self._ink = ""
        self._shortcut = shortcut
        self.setProperty("role", role)
        self.setProperty("shape", "icon")
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name)
        self._dress()
        self.toggled.connect(self._dress)

    def set_name(self, name: str) -> None:
        """Call it otherwise, in tooltip and to screen readers."""
        self.setAccessibleName(name)
        self._tip = with_shortcut(name, self._shortcut)
        if self.isEnabled():
            self.setToolTip(self._tip)

    def set_icon(self, icon_name: str, checked_icon: str = "", ink: str = "") -> None:
        """Show another icon, in the colour of a role if one is named."""
        self._icons = (icon_name, checked_icon or icon_name)
        self._ink = ink
        self._dress()

    def refuse(self, why: str) -> None:
        """Be disabled and say why in the tooltip; an empty reason enables again."""
        self.setEnabled(not why)
        self.setToolTip(why or self._tip)

    def _dress(self) -> None:
        ink = self._ink or INKS.get(str(self.property("role")), "text")
        self.setIcon(icon(self._icons[self.isChecked()], ink))
        size = tokens().icon_px
        self.setIconSize(QSize(size, size))
        self.setMinimumSize(tokens().target_px, tokens().target_px)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Draw the icon anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icons"):
            self._dress()
