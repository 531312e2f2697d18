"""One of what this machine has: cameras, microphones, displays, fonts.

The engine is asked what there is; a value that isn't there any more stays chosen and is
shown as such.  Where anything goes it is a line to type in.
"""

from collections.abc import Callable
from typing import cast

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget
from shiboken6 import isValid

from studio.app.forms.field import Field
from studio.app.forms.schema import Setting
from studio.app.link.engine_link import Reply
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.widgets.combo_box import ComboBox
from studio.app.words import tr

MOST = 2000
"""Choices; a machine with more fonts shows the first."""

Choices = list[tuple[object, str]]
Ask = Callable[[str, Callable[[Reply], None]], None]


class MachineField(Field):
    """A choice that the engine knows.

    Args:
        setting: What is set.
        ask: Asks the engine for the choices of a setting.
    """

    def __init__(self, setting: Setting, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self._ask = ask
        self._value: object = setting.default
        self._choices: Choices = []
        self.combo = ComboBox(self.name)
        self.line = QLineEdit()
        self.line.setAccessibleName(self.name)
        self.line.setMaxLength(1000)
        self.line.setPlaceholderText(tr(setting.nothing) if setting.nothing else "")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.line)
        self._pages.addWidget(self.combo)
        self.refresh = IconButton("refresh-cw", tr("Look again for {name}", name=self.name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().grid_px)
        row.addWidget(self._pages, 1)
        row.addWidget(self.refresh)
        self.combo.activated.connect(self._choose)
        self.line.editingFinished.connect(self._typed)
        self.refresh.clicked.connect(self.look)
        self.setFocusProxy(self._pages)
        self._show()
        self.look()

    def set_value(self, value: object) -> None:
        """Show a value, there or not."""
        if not _same(value, self._value):
            self._value = value
            self._show()

    def look(self) -> None:
        """Ask the engine anew what there is."""
        self._ask(self.setting.path[-1], self._came)

    def _came(self, reply: Reply) -> None:
        if not isValid(self):
            return  # the panel was closed meanwhile
        self._choices = choices_of(reply.data.get("choices")) if reply.ok else []
        self._show()

    def _show(self) -> None:
        if not self._choices:
            text = "" if self._value in (None, 0) else str(self._value)
            if not (self.line.hasFocus() and self.line.isModified()):
                self.line.setText(text)
            self._pages.setCurrentWidget(self.line)
            return
        self._rows = self._offered()
        self.combo.clear()
        for _, text in self._rows:
            self.combo.addItem(text)
        at = next((n for n, (value, _) in enumerate(self._rows) if _same(value, self._value)), -1)
        self.combo.setCurrentIndex(at)
        self._pages.setCurrentWidget(self.combo)

    def _offered(self) -> Choices:
        """Return the choices, with nothing in particular before and what is gone behind them."""
        rows = list(self._choices)
        nothing = 0 if self.setting.is_whole else ""
        if self.setting.nothing and not any(_same(value, nothing) for value, _ in rows):
            rows.insert(0, (nothing, tr(self.setting.nothing)))
        if not any(_same(value, self._value) for value, _ in rows):
            rows.append((self._value, tr("{name} (not there)", name=str(self._value))))
        return rows

    def _choose(self, index: int) -> None:
        self._value = self._rows[index][0]
        self.edited.emit(self._value)

    def _typed(self) -> None:
        text = self.line.text().strip()
        self.line.setModified(False)
        value: object = text
        if self.setting.is_whole:
            value = int(text) if text.isdecimal() and len(text) < 10 else self.setting.default
        if not _same(value, self._value):
            self._value = value
            self.edited.emit(value)


def choices_of(raw: object) -> Choices:
    """Return the choices that a reply holds, and what each is called."""
    rows: Choices = []
    for each in cast(list[object], raw) if isinstance(raw, list) else []:
        if isinstance(each, dict) and isinstance(each.get("value"), str | int):
            rows.append((each["value"], str(each.get("text") or each["value"])))
    return rows[:MOST]


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other
