"""The properties of an input: its picture, and a form of its kind's settings; all live."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.app.forms.form import Form
from studio.app.forms.region_field import RegionField
from studio.app.link.engine_link import Reply
from studio.app.panels.avatar_about import about
from studio.app.panels.caption_hint import CaptionHint
from studio.app.panels.input_panel import InputPanel, collection_path, sentence
from studio.app.panels.region_drawing import RegionDrawing
from studio.app.stage.linked import Linked
from studio.app.stage.offered import offered_by
from studio.app.stage.seats import LINK, wish_of
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.words import tr
from studio.model.edits import SetInputSettings
from studio.model.kinds import INPUT_KINDS
from studio.model.kinds_captions import CaptionSourceSettings
from studio.model.scene import Input


class Properties(InputPanel):
    """See the module.

    Args:
        studio: Whose.
        name: Of the input.
    """

    def __init__(self, studio: Studio, name: str, parent: QWidget | None = None) -> None:
        super().__init__(studio, name, parent)
        shown = self.input
        kind = shown.kind if shown else "color"
        self.form = Form(
            INPUT_KINDS[kind].model_json_schema(), self.ask(kind), collection_path(studio)
        )
        self.form.edited.connect(self._send)
        self.hint = CaptionHint(studio, self) if kind == "captions" else None
        if self.hint is not None:
            self.column.addWidget(self.hint)
        self.column.addWidget(self.form)
        self.about = QLabel()
        self.about.setProperty("role", "small")
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.hide()
        self.column.addWidget(self.about)
        self._let_draw()
        self.column.addLayout(self._further())
        self.column.addStretch(1)
        if shown is not None:
            self.follow(shown)

    def follow(self, shown: Input) -> None:
        """Show the settings as they are."""
        self.form.show_values(shown.settings)
        if self.hint is not None and isinstance(shown.typed, CaptionSourceSettings):
            self.hint.follow(shown.typed)
        file = shown.settings.get("file")
        if shown.kind == "avatar" and isinstance(file, str) and file:
            beside = collection_path(self.studio)
            told = about((beside.parent if beside else Path()) / file)
            self.about.setText(told)
            self.about.setVisible(bool(told))
        else:
            self.about.hide()

    def ask(self, kind: str) -> Callable[[str, Callable[[Reply], None]], None]:
        """Return what asks for choices: of another studio's cameras link knows, else the engine."""
        of_engine = super().ask(kind)

        def ask(setting: str, then: Callable[[Reply], None]) -> None:
            if (kind, setting) != (LINK, "camera"):
                of_engine(setting, then)
                return
            wish = wish_of(self.input) if self.input else ""
            names = offered_by(Linked.of(self.studio).peers.values(), wish)
            choices = [{"value": name, "text": name} for name in names]
            then(Reply(ok=True, data={"choices": choices}))

        return ask

    def _let_draw(self) -> None:
        """Let the parts of a screen be drawn."""
        for row in self.form.rows.values():
            if isinstance(row.field, RegionField):
                drawing = RegionDrawing(self.studio, self.name, row.field, self)
                drawing.failed.connect(row.say)

    def _further(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens().gap_px)
        if self.view is not None:
            self.filters = PushButton(tr("Filters…"), "wand-sparkles")
            self.filters.clicked.connect(self._open_filters)
            row.addWidget(self.filters)
        row.addStretch(1)
        return row

    def _open_filters(self) -> None:
        from studio.app.panels.opening import open_filters  # it knows this module

        open_filters(self.studio, self.name)

    def _send(self, settings: dict[str, object], gesture: str) -> None:
        edit = SetInputSettings(input=self.name, settings=settings, gesture=gesture)
        self.studio.link.do(edit, lambda reply: self.form.answered(gesture, sentence(reply)))
