"""The link for guests, in a panel.

open_invite(studio)
"""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.app.stage.link_card import LinkCard
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.words import tr


def open_invite(studio: Studio) -> None:
    """Show it over the right column."""
    studio.panel_wanted.emit(tr("Invite a guest"), lambda: InvitePanel(studio))


class InvitePanel(QWidget):
    """See the module."""

    panel_px = 340

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.link = LinkCard(studio, "guest", tr("Make a link for guests"))
        steps = QLabel(
            "\n".join(
                (
                    tr("1. Send the link to your guest, or let them scan the code."),
                    tr("2. They check their camera, wait, and you let them in at the stage."),
                    tr("Many may come by one link; nobody is seen before you say so."),
                )
            )
        )
        steps.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(tokens().gap_wide_px)
        column.addWidget(self.link)
        column.addWidget(steps)
        column.addStretch(1)
