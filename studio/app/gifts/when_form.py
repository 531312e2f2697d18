"""What makes the effect: a recipe of gifts, in order or not, by one viewer or by all, in time."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.app.gifts.catalogue import Catalogue
from studio.app.gifts.draft import Draft
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.widgets.combo_box import ComboBox
from studio.app.widgets.number_field import NumberField
from studio.app.widgets.segmented import Segmented
from studio.app.words import language, tr

MOST_STEPS = 16


class StepRow(QWidget):
    """One line of the recipe: which gift, and how many."""

    def __init__(self, number: int, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gift = ComboBox(tr("Gift {n}", n=number + 1))
        for each in catalogue.gifts:
            self.gift.addItem(f"{each.icon}  {each.name(language())}", each.id)
        self._catalogue = catalogue
        self.count = NumberField(tr("How many of gift {n}", n=number + 1), 1, 10_000)
        self.remove = IconButton("trash-2", tr("Remove gift {n}", n=number + 1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().gap_px)
        row.addWidget(self.gift, 1)
        row.addWidget(QLabel("×"))
        row.addWidget(self.count)
        row.addWidget(self.remove)

    def show_step(self, gift: str, count: int) -> None:
        """Show a step; also of a gift that the room does not have."""
        if self.gift.findData(gift) < 0:
            kind = self._catalogue.kind(gift)
            self.gift.addItem(f"{kind.icon}  {kind.name(language())}", gift)
        self.gift.setCurrentIndex(self.gift.findData(gift))
        self.count.set_value(count)


class WhenForm(QWidget):
    """See the module."""

    def __init__(self, draft: Draft, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft, self._catalogue = draft, catalogue
        self.rows: list[StepRow] = []
        self._steps = QVBoxLayout()
        self._steps.setSpacing(tokens().grid_px)
        self.add = PushButton(tr("Add a gift"), "plus")
        self.add.clicked.connect(self._add)
        anyhow = (("", tr("Any order")), ("yes", tr("In this order")))
        self.order = Segmented(tr("Order"), anyhow)
        self.order.chosen.connect(lambda value: self._set("is_ordered", bool(value)))
        whose = (("", tr("By all together")), ("yes", tr("By one viewer")))
        self.whose = Segmented(tr("Who gives"), whose)
        self.whose.chosen.connect(lambda value: self._set("is_by_one", bool(value)))
        self.within = NumberField(tr("Within seconds"), 1, 3600, suffix=" s")
        self.within.edited.connect(lambda value: self._set("within_s", value))
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        row.addWidget(QLabel(tr("Within")))
        row.addWidget(self.within)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_px)
        column.addLayout(self._steps)
        column.addLayout(row)
        column.addWidget(self.order)
        column.addWidget(self.whose)
        draft.changed.connect(self._show)
        catalogue.changed.connect(self._anew)
        self._show()

    @property
    def _when(self) -> dict[str, Any]:
        when: dict[str, Any] = self._draft.told.setdefault("when", {})
        return when

    @property
    def _recipe(self) -> list[dict[str, Any]]:
        """The steps; a gift that has the effect for itself is a recipe of one."""
        when = self._when
        if recipe := when.get("recipe"):
            return [dict(each) for each in recipe]
        return [{"gift": gift} for gift in when.get("gifts", ())]

    def _show(self) -> None:
        recipe = self._recipe
        while len(self.rows) > len(recipe):
            gone = self.rows.pop()
            self._steps.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.rows) < len(recipe):
            self._add_row()
        for row, step in zip(self.rows, recipe, strict=True):
            row.show_step(str(step["gift"]), int(step.get("count", 1)))
        self.order.setVisible(len(recipe) > 1)
        self.order.set_value("yes" if self._when.get("is_ordered") else "")
        self.whose.set_value("yes" if self._when.get("is_by_one") else "")
        self.within.set_value(float(self._when.get("within_s", 30.0)))
        full = tr("A recipe has {most} steps at most.", most=MOST_STEPS)
        self.add.refuse(full if len(recipe) >= MOST_STEPS else "")

    def _add_row(self) -> None:
        number = len(self.rows)
        row = StepRow(number, self._catalogue)
        row.gift.activated.connect(lambda _: self._change(number, "gift", row.gift.currentData()))
        row.count.edited.connect(lambda value: self._change(number, "count", round(value)))
        row.remove.clicked.connect(lambda: self._remove(number))
        self.rows.append(row)
        self._steps.addWidget(row)

    def _anew(self) -> None:
        """Show other gifts to choose from."""
        while self.rows:
            gone = self.rows.pop()
            self._steps.removeWidget(gone)
            gone.deleteLater()
        self._show()

    def _add(self) -> None:
        gifts = self._catalogue.gifts
        taken = {step["gift"] for step in self._recipe}
        free = next((each.id for each in gifts if each.id not in taken), "rose")
        self._use([*self._recipe, {"gift": free, "count": 1}])

    def _remove(self, number: int) -> None:
        self._use([each for n, each in enumerate(self._recipe) if n != number])

    def _change(self, number: int, key: str, value: object) -> None:
        recipe = self._recipe
        recipe[number] = {**recipe[number], key: value}
        self._use(recipe, f"step {number} {key}")

    def _use(self, recipe: list[dict[str, Any]], gesture: str = "") -> None:
        with self._draft.edit(gesture):
            self._when["recipe"] = recipe
            self._when.pop("gifts", None)  # else it would begin twice

    def _set(self, key: str, value: object) -> None:
        with self._draft.edit(f"when {key}"):
            self._when[key] = value
