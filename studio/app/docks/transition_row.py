"""How scenes change: which transition, and how long it takes."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.app.forms.choice_field import ComboBox
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.number_field import NumberField
from studio.app.words import later, tr
from studio.model.edits import SetSceneTransition

KINDS = (("cut", later("Cut")), ("fade", later("Fade")))
LONGEST_MS = 20_000


class TransitionRow(QWidget):
    """See the module.

    Args:
        studio: Whose.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.kind = ComboBox(tr("Transition"))
        self.kind.setMinimumContentsLength(3)
        for _, word in KINDS:
            self.kind.addItem(tr(word))
        self.duration = NumberField(
            tr("Duration of the transition"), 0, LONGEST_MS / 1000, 0.05, decimals=2, suffix=" s"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(tokens().grid_px)
        row.addWidget(self.kind, 1)
        row.addWidget(self.duration)
        self.kind.activated.connect(lambda _: self._send(""))
        self.duration.edited.connect(lambda _: self._send("transition-duration"))
        studio.mirror.collection_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        collection = self._studio.mirror.collection
        if collection is None:
            return
        kinds = [kind for kind, _ in KINDS]
        self.kind.setCurrentIndex(kinds.index(collection.transition.kind))
        self.duration.set_value(collection.transition.duration_ms / 1000)
        is_cut = collection.transition.kind == "cut"
        self.duration.setEnabled(not is_cut)
        self.duration.setToolTip(tr("A cut takes no time.") if is_cut else "")

    def _send(self, gesture: str) -> None:
        edit = SetSceneTransition.model_validate(
            {
                "kind": KINDS[self.kind.currentIndex()][0],
                "duration_ms": round(self.duration.value() * 1000),
                "gesture": gesture,
            }
        )
        self._studio.link.do(edit)
