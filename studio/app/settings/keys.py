"""The shortcuts: each can be changed, a conflict is told before it is one, all can be reset."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QKeySequenceEdit, QLabel, QVBoxLayout, QWidget

from studio.app.settings.group import SettingGroup
from studio.app.settings.row import SettingRow
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.words import tr

if TYPE_CHECKING:
    from studio.app.studio import Studio


def keys_group(studio: "Studio") -> SettingGroup:
    """Return the group: a row for each action of the window, and one that resets all."""
    rows = []
    for action in sorted(studio.shortcuts.actions.values(), key=lambda each: each.title):
        field = KeyField(studio, action.id)
        rows.append(SettingRow(action.title, "", field, "shortcut key 快捷键"))
    reset = PushButton(tr("Reset all"))
    reset.clicked.connect(lambda: studio.settings.change(shortcuts={}))
    rows.append(
        SettingRow(
            tr("Reset the shortcuts"),
            tr("Every action gets the keys that it had at first."),
            reset,
            "shortcut key reset 快捷键 恢复 默认",
        )
    )
    return SettingGroup("shortcuts", tr("Shortcuts"), rows)


class KeyField(QWidget):
    """The keys of one action.

    Args:
        studio: The studio.
        action: Its id.
    """

    def __init__(self, studio: "Studio", action: str) -> None:
        super().__init__()
        self._shortcuts = studio.shortcuts
        self._action = action
        title = self._shortcuts.actions[action].title
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().grid_px)
        row = QHBoxLayout()
        row.setSpacing(tokens().grid_px)
        self.keys = QKeySequenceEdit()
        self.keys.setMaximumSequenceLength(1)
        self.keys.setAccessibleName(tr("Keys of {action}", action=title))
        self.keys.editingFinished.connect(self._typed)
        self.none = IconButton("x", tr("No keys for {action}", action=title))
        self.none.clicked.connect(lambda: self._set(""))
        self.back = IconButton("rotate-ccw", tr("Reset the keys of {action}", action=title))
        self.back.clicked.connect(self._reset)
        row.addWidget(self.keys, 1)
        row.addWidget(self.none)
        row.addWidget(self.back)
        self.conflict = QWidget()
        line = QHBoxLayout(self.conflict)
        line.setContentsMargins(0, 0, 0, 0)
        self._told = QLabel()
        self._told.setWordWrap(True)
        self._told.setProperty("role", "warning")
        self.take = PushButton(tr("Use it here"))
        self.take.clicked.connect(self._take)
        line.addWidget(self._told, 1)
        line.addWidget(self.take)
        column.addLayout(row)
        column.addWidget(self.conflict)
        self._shortcuts.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        key = self._shortcuts.key(self._action)
        self.keys.setKeySequence(QKeySequence(key))
        self.conflict.hide()
        default = self._shortcuts.actions[self._action].default
        self.none.refuse("" if key else tr("It has no keys."))
        same = QKeySequence(key) == QKeySequence(default)
        self.back.refuse(tr("It has its first keys.") if same else "")

    def _typed(self) -> None:
        key = self.keys.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if key == self._shortcuts.key(self._action):
            self._draw()
            return
        holder = self._shortcuts.who_has(key)
        if holder is not None and holder.id != self._action:
            words = tr("{keys} is for “{action}”.", keys=key, action=holder.title)
            self._told.setText(words)
            self.conflict.show()
            return
        self._set(key)

    def _take(self) -> None:
        self._set(self.keys.keySequence().toString(QKeySequence.SequenceFormat.PortableText))

    def _reset(self) -> None:
        self.keys.setKeySequence(QKeySequence(self._shortcuts.actions[self._action].default))
        self._typed()

    def _set(self, key: str) -> None:
        self._shortcuts.set_key(self._action, key)
        self._draw()
