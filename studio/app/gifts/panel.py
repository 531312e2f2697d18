"""The editor of gifts: a panel over the right column in which an effect is put together.

From above: what to begin from, what it looks like, what it is called, when it comes, its
parts, and the form of the chosen part with its path.  Every step is undone by Ctrl+Z::

    open_editor(studio)
"""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QStandardPaths, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from studio.app.gifts.beginnings import copy_of, empty, known_gifts
from studio.app.gifts.catalogue import Catalogue
from studio.app.gifts.draft import Draft, Told, free_name
from studio.app.gifts.film_link import FilmLink
from studio.app.gifts.head_form import HeadForm
from studio.app.gifts.part_form import PartForm
from studio.app.gifts.part_kinds import ADDED, KINDS, kind_of, new_part
from studio.app.gifts.part_list import PartList
from studio.app.gifts.preview import Preview
from studio.app.gifts.stock import Sort
from studio.app.gifts.stock_picker import StockPicker
from studio.app.gifts.verbs import GiftVerbs
from studio.app.gifts.when_form import WhenForm
from studio.app.studio import Studio
from studio.app.theme import icon, tokens
from studio.app.widgets.bar import Bar
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.widgets.section import Section
from studio.app.words import language, tr
from studio.model.effect import MAX_PARTS, EffectError
from studio.model.effect_files import save_effect
from studio.model.errors import StudioError
from studio.supervisor.user_folder import gifts_folder

PANEL_PX = 420
_UNSAVED: list[Told] = []
"""What was being designed when the panel was closed; it is there again when it is opened."""


class GiftEditor(QWidget):
    """See the module.

    Args:
        studio: Whose room's gifts are in recipes.
        told: The effect to begin with.

    Attributes:
        panel_px: How wide the panel is to be.
        picker: Chooses a file for a part, while that is wanted.
    """

    panel_px = PANEL_PX

    def __init__(self, studio: Studio, told: Told | None = None) -> None:
        super().__init__()
        self._studio = studio
        self.setAccessibleName(tr("Design a gift"))
        self.film = FilmLink(self)
        self.verbs = GiftVerbs(self)
        self._catalogue = Catalogue(studio.room, self)
        self._body: QWidget | None = None
        self.picker: StockPicker | None = None
        self._bar: Bar | None = None
        self._column = QVBoxLayout(self)
        self._column.setSpacing(tokens().gap_wide_px)
        self._column.addLayout(self._head())
        self._bars = QVBoxLayout()
        self._column.addLayout(self._bars)
        self.draft: Draft
        kept = _UNSAVED.pop() if told is None and _UNSAVED else None
        self.begin(told or kept or empty())

    # -- beginning ----------------------------------------------------------------------

    def begin(self, told: Told) -> None:
        """Design this from now on."""
        self._drop_picker()
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self.draft = Draft(told, self)
        self._body = self._make_body()
        self._column.insertWidget(2, self._body)
        self.draft.changed.connect(self._dress)
        self._dress()

    def copy_and_change(self, folder: Path) -> None:
        """Begin with an effect that is there already; an own one is changed itself."""
        try:
            told = copy_of(folder)
        except EffectError as error:
            self.say("warning", str(error))
            return
        if folder.parent != gifts_folder():
            told["id"] = self._free_id(f"my_{told['id']}")
            name = told["name"]
            name["zh"], name["en"] = f"我的{name['zh']}"[:40], f"My {name['en'].lower()}"[:40]
            gifts = told.pop("when", {}).get("gifts") or ["rocket"]
            told["when"] = {"recipe": [{"gift": gifts[0], "count": 2}], "within_s": 60.0}
        self.begin(told)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens().grid_px)
        self.new = PushButton(tr("Begin with…"), "copy-plus")
        menu = QMenu(self.new)
        menu.aboutToShow.connect(lambda: self._fill_beginnings(menu))
        self.new.setMenu(menu)
        self.undo = IconButton("undo", tr("Undo"), shortcut="Ctrl+Z")
        self.redo = IconButton("redo", tr("Redo"), shortcut="Ctrl+Shift+Z")
        self.undo.clicked.connect(lambda: self.draft.undo())
        self.redo.clicked.connect(lambda: self.draft.redo())
        self.save = PushButton(tr("Save"), "save", role="primary")
        self.save.clicked.connect(self.save_now)
        self.share = IconButton("upload", tr("Share…"))
        self.share.clicked.connect(self._choose_pack)
        row.addWidget(self.new)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addStretch(1)
        row.addWidget(self.share)
        row.addWidget(self.save)
        return row

    def _fill_beginnings(self, menu: QMenu) -> None:
        menu.clear()
        menu.addAction(tr("An empty gift")).triggered.connect(lambda: self.begin(empty()))
        known = known_gifts()
        for title, is_own in ((tr("My gifts"), True), (tr("Copy and change"), False)):
            group = [each for each in known if each.is_own is is_own]
            if group:
                menu.addSection(title)
            for each in group:
                name = each.zh if language() == "zh" else each.en
                action = menu.addAction(name)
                action.triggered.connect(lambda _=False, f=each.folder: self.copy_and_change(f))

    # -- the body -----------------------------------------------------------------------

    def _make_body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_wide_px)
        self.preview = Preview(self.draft, self.film)
        self.head = HeadForm(self.draft)
        when = Section(tr("When viewers give"), folds=True)
        self.when = WhenForm(self.draft, self._catalogue)
        when.body.addWidget(self.when)
        self.parts = PartList(self.draft)
        self.add = PushButton(tr("Add a part"), "plus")
        self.add.setMenu(self._kinds())
        parts = Section(tr("Parts"), folds=True)
        parts.body.addWidget(self.parts)
        parts.body.addLayout(self._part_buttons())
        self._parts = parts
        self.form = PartForm(self.draft)
        self.form.file_wanted.connect(self._change_file)
        path = self.form.path
        path.time_wanted.connect(self._look_at)
        self.preview.moved.connect(path.show_time)
        path.show_time(self.preview.at_ms)
        self.film.picture.connect(self._show_behind)
        for each in (self.preview, self.head, when, parts, self.form):
            column.addWidget(each)
        column.addStretch(1)
        return body

    def _part_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens().grid_px)
        up = IconButton("arrow-up", tr("Move the part up"), shortcut="Alt+Up")
        down = IconButton("arrow-down", tr("Move the part down"), shortcut="Alt+Down")
        self.remove = IconButton("trash-2", tr("Remove the part"), shortcut="Del")
        up.clicked.connect(lambda: self.parts.step(-1))
        down.clicked.connect(lambda: self.parts.step(1))
        self.remove.clicked.connect(self.parts.remove)
        row.addWidget(self.add)
        row.addStretch(1)
        for each in (up, down, self.remove):
            row.addWidget(each)
        return row

    def _kinds(self) -> QMenu:
        menu = QMenu(self.add)
        for kind in ADDED:
            action = menu.addAction(icon(KINDS[kind].icon), tr(KINDS[kind].title))
            action.triggered.connect(lambda _=False, kind=kind: self.add_kind(kind))
        return menu

    def add_kind(self, kind: str) -> None:
        """Add a part; what it is made of is chosen first, where it is made of a file."""
        sort = KINDS[kind].sort
        if sort is None:
            self._add(kind, "")
        else:
            self._pick(sort, lambda path: self._add(kind, path))

    def _add(self, kind: str, file: str) -> None:
        name = self.draft.free_id(Path(file).stem if file else kind)
        at_ms = min(self.preview.at_ms // 100 * 100, self.draft.ms * 3 // 4) if file else 0
        self.draft.add(new_part(kind, file, name, at_ms if kind == "sound" else 0, self.draft.ms))

    def _change_file(self) -> None:
        chosen = self.draft.chosen
        sort = kind_of(chosen).sort if chosen is not None else None
        if sort is not None:
            self._pick(sort, self.form.use_file)

    def _pick(self, sort: Sort, then: Any) -> None:
        self._drop_picker()
        picker = self.picker = StockPicker(sort, self.film)
        self._parts.body.addWidget(picker)

        def picked(path: str) -> None:
            self._drop_picker()
            then(path)

        picker.picked.connect(picked)
        picker.cancelled.connect(self._drop_picker)
        picker.list.setFocus()

    def _drop_picker(self) -> None:
        if self.picker is not None and isValid(self.picker):
            self.picker.hide()
            self.picker.deleteLater()
        self.picker = None

    def _look_at(self, at_ms: int) -> None:
        if not self.preview.play.isChecked():
            self.preview.slider.setValue(at_ms)

    def _show_behind(self) -> None:
        if self.preview.picture.image is not None and not self.preview.play.isChecked():
            self.form.path.show_behind(self.preview.picture.image)

    # -- saving -------------------------------------------------------------------------

    def save_now(self) -> Path | None:
        """Save the gift among the user's; return its folder, or None if that can't be."""
        told = self.draft.told
        if told["id"] == "my_gift" or told["id"].startswith("my_gift"):
            self._name_it(told)
        try:
            folder = save_effect(told, gifts_folder())
        except StudioError as error:
            self.say("warning", tr("Not saved. {why}", why=self.draft.fault or str(error)))
            return None
        self.draft.mark_saved()
        self._dress()
        self.say("info", tr("Saved: viewers can make it from now on."))
        return folder

    def _name_it(self, told: Told) -> None:
        """Give an empty one's folder the name of the gift, if that can be written so."""
        wanted = free_name(str(told["name"].get("en", "")), set())
        if not wanted.startswith("gift") and wanted != "my_gift":
            told["id"] = self._free_id(wanted)

    def _free_id(self, wanted: str) -> str:
        return free_name(wanted, {each.id for each in known_gifts()})

    def _choose_pack(self) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        start = Path(QStandardPaths.writableLocation(documents)) / f"{self.draft.told['id']}.gift"
        dialog = QFileDialog(self, tr("Share the gift as a file"), str(start.parent))
        dialog.selectFile(start.name)
        dialog.setNameFilter(f"{tr('Gifts')} (*.gift)")
        dialog.setDefaultSuffix("gift")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(False)
        dialog.fileSelected.connect(self.pack)
        dialog.show()

    def pack(self, out: str) -> None:
        """Save the gift, and write it into one file to be shared."""
        folder = self.save_now()
        if folder is None:
            return

        def packed(_: str, sentence: str) -> None:
            if isValid(self):
                done = tr("Ready to be shared: {path}", path=out)
                self.say("warning" if sentence else "info", sentence or done)

        self.verbs.run(["pack", str(folder), "-o", out], packed)

    def say(self, level: Any, sentence: str) -> None:
        """Say something above the preview, in place of what was said before."""
        if self._bar is not None and isValid(self._bar):
            self._bar.hide()
            self._bar.deleteLater()
        self._bar = Bar(level, sentence)
        self._bar.closed.connect(self._bar.deleteLater)
        self._bars.addWidget(self._bar)

    def _dress(self) -> None:
        draft, fault = self.draft, self.draft.fault
        self.undo.refuse("" if draft.can_undo else tr("Nothing to undo"))
        self.redo.refuse("" if draft.can_redo else tr("Nothing to redo"))
        self.save.refuse(tr("It can't be shown as it is: {why}", why=fault) if fault else "")
        self.share.refuse(tr("It can't be shown as it is: {why}", why=fault) if fault else "")
        full = tr("A gift has {most} parts at most.", most=MAX_PARTS)
        self.add.refuse(full if len(draft.parts) >= MAX_PARTS else "")
        self.remove.refuse("" if len(draft.parts) > 1 else tr("A gift has one part at least."))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Undo and do again within the editor, before the studio does."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.draft.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.draft.redo()
        elif event.matches(QKeySequence.StandardKey.Save):
            self.save_now()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take the keys of undoing for the editor while the focus is in it."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            keys = QKeySequence.StandardKey
            if any(event.matches(key) for key in (keys.Undo, keys.Redo, keys.Save)):
                event.accept()
                return True
        return super().event(event)

    def hideEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Keep what is not saved for the next time, and draw nothing meanwhile."""
        self.film.close()
        if not self.draft.is_saved:
            _UNSAVED[:] = [self.draft.told]
        super().hideEvent(event)  # type: ignore[arg-type]


def open_editor(studio: Studio, folder: Path | None = None) -> None:
    """Slide the editor in, with a gift that is there already or with an empty one."""

    def make() -> QWidget:
        editor = GiftEditor(studio)
        if folder is not None:
            editor.copy_and_change(folder)
        return editor

    studio.panel_wanted.emit(tr("Design a gift"), make)
