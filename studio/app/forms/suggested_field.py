"""Words of which some are known: a line to type in, and a list of them at its end.

What is known is asked for when the list is opened: it changes while one looks.
"""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget
from shiboken6 import isValid

from studio.app.forms.field import Field
from studio.app.forms.machine_field import Ask, choices_of
from studio.app.forms.schema import Setting
from studio.app.link.engine_link import Reply
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.words import tr

LONGEST = 1000


class SuggestedField(Field):
    """See the module.

    Args:
        setting: What is set.
        ask: Asks what is known for a setting.
    """

    def __init__(self, setting: Setting, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(setting, parent)
        self._ask = ask
        self.line = QLineEdit()
        self.line.setAccessibleName(self.name)
        self.line.setMaxLength(min(setting.max_length or LONGEST, LONGEST))
        self.line.setPlaceholderText(tr(setting.nothing) if setting.nothing else "")
        self.open = IconButton("chevron-down", tr("What there is for {name}", name=self.name))
        self.menu = QMenu(self)
        self.menu.setAccessibleName(self.name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().grid_px)
        row.addWidget(self.line, 1)
        row.addWidget(self.open)
        self.setFocusProxy(self.line)
        self.line.editingFinished.connect(self._typed)
        self.open.clicked.connect(lambda: self._ask(setting.path[-1], self._came))
        self._value = ""

    def set_value(self, value: object) -> None:
        """Show a value; what is being typed stays."""
        self._value = value if isinstance(value, str) else ""
        if not (self.line.hasFocus() and self.line.isModified()):
            self.line.setText(self._value)

    def _came(self, reply: Reply) -> None:
        if not isValid(self):
            return  # the panel was closed meanwhile
        self._fill(choices_of(reply.data.get("choices")) if reply.ok else [])
        self.menu.popup(self.open.mapToGlobal(self.open.rect().bottomLeft()))

    def _fill(self, choices: list[tuple[object, str]]) -> None:
        self.menu.clear()
        nothing = [("", tr(self.setting.nothing))] if self.setting.nothing else []
        for value, words in [*nothing, *choices]:
            action = self.menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value == self._value)
            action.triggered.connect(lambda _=False, value=str(value): self._take(value))
        if not choices:
            self.menu.addAction(tr("Nothing else is known now")).setEnabled(False)

    def _typed(self) -> None:
        self.line.setModified(False)
        self._take(self.line.text().strip())

    def _take(self, value: str) -> None:
        self.line.setText(value)
        if value != self._value:
            self._value = value
            self.edited.emit(value)
