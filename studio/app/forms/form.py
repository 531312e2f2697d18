"""A form of all settings that a schema tells, live: each change is sent as it is made.

It knows no command.  What is edited is collected for a tenth of a second, then said with
its gesture; whoever owns the form sends it, and tells what became of it::

    form = Form(schema, ask=ask, collection_path=path)
    form.show_values(input.settings)
    form.edited.connect(send)          # {"color": "#ff0000"}, "form-7/color/1"
    form.answered("form-7/color/1", "")

While edits are under way the fields show what the anchor made of them; then what the
engine has.
"""

import itertools
import time
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.app.forms.field import Field
from studio.app.forms.machine_field import Ask
from studio.app.forms.making import make_field
from studio.app.forms.row import Row
from studio.app.forms.schema import Schema, Setting, has_meaning, overlay, read, value_of
from studio.app.theme import tokens
from studio.app.widgets.section import Section
from studio.app.words import tr

WAIT_MS = 100
"""Edits of so long are sent as one."""
SETTLE_MS = 500
"""After the last edit, fields show what the engine has."""
PAUSE_S = 2.0
"""Edits of one field that lie farther apart are undone one by one."""

LONG = 20
"""Settings; where there are more, all groups but the first are folded at first."""

_numbers = itertools.count(1)


class Form(QWidget):
    """Fields for the settings of one thing.

    Args:
        schema: JSON schema of an object.
        ask: Asks the engine what this machine offers for a setting.
        collection_path: To whose folder paths are relative.

    Attributes:
        edited: Top-level settings as the anchor wants them, and the gesture.
        pointed: Those that the anchor only points at, to see what they would do; empty: none.
        rows: By the setting's key.
    """

    edited = Signal(dict, str)
    pointed = Signal(dict)

    def __init__(
        self,
        schema: Schema,
        ask: Ask,
        collection_path: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = f"form-{next(_numbers)}"
        self._values: dict[str, object] = {}
        self._unsent: dict[str, object] = {}
        self._editing: Row | None = None
        self._edited_s = 0.0
        self._gesture = 0
        self._under_way: dict[str, Row] = {}
        self._is_stale = False
        self._wait = QTimer(self, interval=WAIT_MS, singleShot=True)
        self._wait.timeout.connect(self.send_now)
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._settled)
        self.rows: dict[str, Row] = {}
        self._shown: dict[str, object] = {}  # what the fields show, sent or not
        self._settings: dict[str, Setting] = {}
        self._sections: list[tuple[Section, list[Row]]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens().gap_px)
        self._build(read(schema), ask, collection_path)
        self._show_meant()

    def show_values(self, values: Mapping[str, object]) -> None:
        """Show what the engine has; later, where the anchor is just editing."""
        self._values = dict(values)
        if self._settle.isActive() or self._wait.isActive():
            self._is_stale = True
            return
        for row in self.rows.values():
            if not row.fault.isVisibleTo(row):
                row.show_value(value_of(row.field.setting, self._values))
        self._shown = dict(self._values)
        self._show_meant()

    def choose(self, key: str, value: object) -> None:
        """Set one setting as if the anchor had typed it."""
        row = self.rows.get(key)
        if row is not None:
            row.show_value(value)
            self._take(row, value)
            self.send_now()

    def answered(self, gesture: str, fault: str) -> None:
        """Take what became of an edit: a sentence if it wasn't done."""
        row = self._under_way.pop(gesture, None)
        if row is not None:
            row.say(fault)

    def send_now(self) -> None:
        """Say what is edited without waiting."""
        self._wait.stop()
        if self._unsent and self._editing is not None:
            gesture = f"{self._name}/{self._editing.field.setting.key[:60]}/{self._gesture}"
            self._under_way[gesture] = self._editing
            unsent, self._unsent = self._unsent, {}
            self._settle.start()
            self.edited.emit(unsent, gesture)

    def _build(self, settings: tuple[Setting, ...], ask: Ask, path: Path | None) -> None:
        plain = [each for each in settings if not each.is_advanced]
        advanced = [each for each in settings if each.is_advanced]
        groups = dict.fromkeys(each.group for each in plain)
        for number, group in enumerate(groups):
            rows = [self._row(make_field(each, ask, path)) for each in plain if each.group == group]
            is_open = number == 0 or len(plain) <= LONG
            self._add(rows, tr(group) if group else "", is_open=is_open)
        rows = [self._row(make_field(each, ask, path)) for each in advanced]
        self._add(rows, tr("More") if rows else "", is_open=False)

    def _add(self, rows: list[Row], title: str, *, is_open: bool) -> None:
        column = self._column
        if title:
            section = Section(title, folds=True)
            section.set_open(is_open)
            self._column.addWidget(section)
            self._sections.append((section, rows))
            column = section.body
        for row in rows:
            column.addWidget(row)

    def _row(self, field: Field) -> Row:
        row = Row(field)
        self.rows[field.setting.key] = row
        self._settings[field.setting.key] = field.setting
        field.edited.connect(lambda value: self._take(row, value))
        field.pointed.connect(lambda value: self._point(field.setting, value))
        row.reset.connect(lambda: self._reset(row))
        row.show_value(value_of(field.setting, {}))
        return row

    def _point(self, setting: Setting, value: object) -> None:
        values = {**self._values, **self._unsent}
        self.pointed.emit({} if value is None else overlay(setting, values, value))

    def _show_meant(self) -> None:
        """Show the settings that mean something beside what the others are, and no others."""
        for key, setting in self._settings.items():
            if setting.when:
                self.rows[key].setVisible(has_meaning(setting, self._settings, self._shown))
        for section, rows in self._sections:
            section.setHidden(all(row.isHidden() for row in rows))

    def _reset(self, row: Row) -> None:
        self._edited_s = 0.0  # a step of its own
        self.choose(row.field.setting.key, row.field.setting.default)

    def _take(self, row: Row, value: object) -> None:
        now_s = time.monotonic()
        if row is not self._editing:
            self.send_now()
        if row is not self._editing or now_s - self._edited_s > PAUSE_S:
            self._gesture += 1
        self._editing, self._edited_s = row, now_s
        row.say("")
        row.mark_edited(value)
        changed = overlay(row.field.setting, {**self._values, **self._unsent}, value)
        self._unsent |= changed
        self._shown |= changed
        self._show_meant()
        self._settle.start()
        if not self._wait.isActive():
            self._wait.start()

    def _settled(self) -> None:
        if self._under_way:
            self._settle.start()  # the engine has not answered yet
            return
        if self._is_stale:
            self._is_stale = False
            self.show_values(self._values)
