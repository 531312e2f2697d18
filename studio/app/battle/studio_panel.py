"""Being linked with another anchor's studio, in a panel: our link for them, or theirs for us.

open_studios(studio)
"""

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from studio.app.battle.offer_list import OfferList
from studio.app.battle.visit import StudioVisit
from studio.app.panels.adding import edited_scene
from studio.app.panels.naming import taken_names, unique
from studio.app.stage.link_card import LinkCard
from studio.app.stage.seats import HOST
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.section import Section
from studio.app.words import later, tr
from studio.app.words.told import told
from studio.model.edits import CreateInput
from studio.model.kinds_link import LinkSettings
from studio.model.scene import Input

_STATES = {
    "away": later("Its room is being looked for…"),
    "waiting": later("{name} has been asked to let you in."),
    "in": later("You are on the stage of {name}."),
}
_REASONS = {
    "refused": later("Its anchor did not let you in."),
    "removed": later("Its anchor ended the call."),
    "banned": later("Its anchor ended the call for good."),
    "left": later("You have left."),
    "lost": later("The line was lost for too long. Ask for another link."),
    "full": later("Its stage is full."),
}


def open_studios(studio: Studio) -> None:
    """Show it over the right column."""
    studio.panel_wanted.emit(tr("Another studio"), lambda: StudioPanel(studio))


class StudioPanel(QWidget):
    """See the module."""

    panel_px = 340

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.visit = StudioVisit.of(studio)
        self.link = LinkCard(studio, "studio", tr("Make a link for a studio"))
        self.line = QLineEdit()
        self.line.setPlaceholderText("https://…/studio/…")
        self.line.setAccessibleName(tr("Link of the other studio"))
        self.line.returnPressed.connect(self._go)
        self.go = PushButton(tr("Visit"), "link", role="primary")
        self.go.clicked.connect(self._go)
        self.leave = PushButton(tr("Leave"), "x")
        self.leave.clicked.connect(self.visit.leave)
        self.state = _small("")
        self.offers = OfferList(studio, self.visit)
        self._place()
        self.visit.changed.connect(self._draw)
        self._draw()

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(tokens().gap_wide_px)
        about = tr("You see and hear each other; each keeps a picture and viewers of their own.")
        column.addWidget(_small(about))
        ours, theirs = Section(tr("They come to you")), Section(tr("You come to them"))
        ours.body.addWidget(self.link)
        ours.body.addWidget(_small(tr("Good for ten minutes; you let them in at the stage.")))
        for widget in (self.line, self.go, self.state, self.leave):
            theirs.body.addWidget(widget)
        cameras = Section(tr("Your cameras for them"))
        cameras.body.addWidget(self.offers)
        for section in (ours, theirs, cameras):
            column.addWidget(section)
        column.addStretch(1)

    def _go(self) -> None:
        if why := self.visit.go(self.line.text()):
            self.state.setText(why)
            self.state.show()
            return
        self.line.clear()  # it is a secret, and used up
        self._have_input()

    def _have_input(self) -> None:
        """Have a source that shows the other studio, in the scene that is worked on."""
        collection = self._studio.mirror.collection
        if collection is None or any(
            isinstance(each.typed, LinkSettings) and each.typed.peer == HOST
            for each in collection.inputs
        ):
            return
        name = unique(tr("Other studio"), taken_names(collection))
        made = Input(name=name, kind="link", settings={"peer": HOST})
        scene = edited_scene(self._studio)
        self._studio.link.do(CreateInput(input=made, scene=scene or None))

    def _draw(self) -> None:
        visit = self.visit
        words = _STATES.get(visit.state, "")
        said = tr(words, name=visit.name or tr("the other studio")) if words else ""
        if visit.state == "over":
            said = tr(_REASONS[visit.reason]) if visit.reason in _REASONS else told(visit.reason)
        self.state.setText(said)
        self.state.setVisible(bool(said))
        is_on = visit.state in ("away", "waiting", "in")
        self.line.setVisible(not is_on)
        self.go.setVisible(not is_on)
        self.leave.setVisible(is_on)


def _small(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "small")
    label.setWordWrap(True)
    return label
