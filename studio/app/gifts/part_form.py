"""The small form of the chosen part: its file, its settings, and its path."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.app.forms.form import Form
from studio.app.gifts.draft import Draft
from studio.app.gifts.part_kinds import kind_of
from studio.app.gifts.part_schema import schema_of
from studio.app.gifts.path_form import PathForm
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.widgets.section import Section
from studio.app.words import tr


class PartForm(QWidget):
    """See the module.

    Args:
        draft: Whose chosen part it is of.

    Attributes:
        file_wanted: Another file is to be chosen for the part.
    """

    file_wanted = Signal()

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._made_for: object = None
        self.form: Form | None = None
        self.title = ElidedLabel()
        self.title.setProperty("role", "strong")
        self._file = QWidget()
        self._file_name = ElidedLabel()
        change = PushButton(tr("Another file…"), role="quiet")
        change.clicked.connect(self.file_wanted)
        row = QHBoxLayout(self._file)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(tr("File")))
        row.addWidget(self._file_name, 1)
        row.addWidget(change)
        self.path = PathForm(draft)
        self._path = Section(tr("Path"), folds=True)
        self._path.body.addWidget(self.path)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens().gap_px)
        for each in (self.title, self._file, self._path):
            self._column.addWidget(each)
        draft.changed.connect(self._show)
        draft.chosen_changed.connect(self._show)
        self._show()

    def use_file(self, path: str) -> None:
        """Make the chosen part of another file."""
        chosen = self._draft.chosen
        if chosen is not None:
            with self._draft.edit():
                (chosen.get("content") or chosen["sound"])["file"] = path

    def _show(self) -> None:
        part = self._draft.chosen
        self.setVisible(part is not None)
        if part is None:
            return
        kind = kind_of(part)
        self.title.setText(f"{tr(kind.title)} · {part['id']}")
        value = part.get("content") or part.get("sound") or {}
        self._file.setVisible(kind.sort is not None)
        self._file_name.setText(Path(str(value.get("file", ""))).name)
        self._path.setVisible(kind.kind != "sound")
        self._show_form(part)

    def _show_form(self, part: dict[str, Any]) -> None:
        parts = self._draft.parts
        above = parts[: next(n for n, each in enumerate(parts) if each is part)]
        carriers = [str(each["id"]) for each in above if not each.get("sound")]
        schema = schema_of(part, carriers, self._draft.ms)
        made_for = part["id"], schema
        if made_for != self._made_for:
            self._made_for = made_for
            if self.form is not None:
                self._column.removeWidget(self.form)
                self.form.hide()
                self.form.deleteLater()
            self.form = Form(schema, lambda setting, then: None)
            self.form.edited.connect(self._edited)
            self._column.addWidget(self.form)
        assert self.form
        self.form.show_values(part)

    def _edited(self, values: dict[str, Any], gesture: str) -> None:
        part = self._draft.chosen
        if part is None or self.sender() is not self.form:
            return
        with self._draft.edit(gesture):
            part.update(values)
            if not part.get("on"):
                part.pop("on", None)
        if self.form is not None:
            self.form.answered(gesture, self._draft.fault)
