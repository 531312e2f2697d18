"""The filters of an input: its live picture, the list of them, the settings of the chosen one.

They work in the order of the list.  A filter is switched on and off by its box, renamed by
F2, moved by dragging or by Alt with the arrow keys, removed by Delete.  Some kinds have presets
above their settings, and a button shows the source unfiltered while it is held.  What the
pointer is over, an effect, a preset, another background, is tried on in the live picture:
viewers see it only when it is chosen.  Effects to choose from are seen on the user's own face.
"""

from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from studio.app.forms.effect_field import EffectField
from studio.app.forms.form import Form
from studio.app.forms.schema import Look, read
from studio.app.link.engine_link import Reply
from studio.app.panels import filter_edits
from studio.app.panels.before_after import BeforeAfter
from studio.app.panels.filter_list import FilterList
from studio.app.panels.fitting import Fitting
from studio.app.panels.input_panel import InputPanel, collection_path, sentence
from studio.app.panels.preset_chips import PresetChips, presets_of
from studio.app.panels.tracking_bar import TrackingBar
from studio.app.panels.undo_bar import UndoBar
from studio.app.studio import Studio
from studio.app.theme import icon
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.empty_state import EmptyState
from studio.app.words import tr
from studio.model.edits import SetSourceFilters
from studio.model.kinds import FILTER_KINDS
from studio.model.scene import Collection, Filter, Input


class Filters(InputPanel):
    """See the module.

    Args:
        studio: Whose.
        name: Of the input.
    """

    def __init__(self, studio: Studio, name: str, parent: QWidget | None = None) -> None:
        super().__init__(studio, name, parent)
        self._filters: filter_edits.Filters = ()
        self._waiting = 0  # edits that were not answered yet
        self._asked_for = ""
        self._formed: tuple[str, str] | None = None
        self.form: Form | None = None
        self.presets: PresetChips | None = None
        self.before: BeforeAfter | None = None
        self.add = PushButton(tr("Add filter"), "plus")
        self.add.setMenu(self._kinds())
        self.list = FilterList(name)
        self.list.toggled.connect(
            lambda n, on: self._use(filter_edits.enabled(self._filters, n, on))
        )
        self.list.renamed.connect(self._rename)
        self.list.moved.connect(lambda n, to: self._use(filter_edits.moved(self._filters, n, to)))
        self.list.removed.connect(self._remove)
        self.list.chosen.connect(lambda _: self._show_form())
        self.empty = EmptyState(
            "wand-sparkles", tr("Filters change how this source looks, such as a green screen.")
        )
        self.pick = PushButton(tr("Pick the colour from the picture"), "pipette")
        self.pick.setCheckable(True)
        self.pick.clicked.connect(self._pick)
        if self.view is not None:
            self.view.picked.connect(self._picked)
            self.view.picking_changed.connect(self.pick.setChecked)
            self.before = BeforeAfter(studio, self.view)
            self.column.addWidget(self.before)
        self.tracking = TrackingBar(studio, name, self)
        self.undo = UndoBar(studio)
        for part in (self.tracking, self.list, self.empty, self.undo, self.add, self.pick):
            self.column.addWidget(part)
        self.column.addStretch(1)
        if (shown := self.input) is not None:
            self.follow(shown)

    def follow(self, shown: Input) -> None:
        """Show the filters as they are, unless edits of ours are still under way."""
        if not self._waiting:
            self._filters = shown.filters
            self._show()

    @property
    def chosen(self) -> Filter | None:
        """The filter whose settings are shown."""
        name = self.list.current
        return next((each for each in self._filters if each.name == name), None)

    def add_kind(self, kind: str) -> None:
        """Add a filter of a kind, and choose it."""
        title = tr(str(FILTER_KINDS[kind].model_config.get("title") or kind))
        filters = filter_edits.added(self._filters, kind, title)
        self._asked_for = filters[-1].name
        self._use(filters)

    def _kinds(self) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for kind, model in FILTER_KINDS.items():
            schema = model.model_json_schema()
            action = menu.addAction(icon(str(schema["icon"])), tr(str(schema["title"])))
            action.setToolTip(tr(str(schema["description"])))
            action.triggered.connect(lambda _=False, kind=kind: self.add_kind(kind))
        return menu

    def _show(self) -> None:
        self.list.show_filters(self._filters, self._asked_for)
        self._asked_for = ""
        self.list.setVisible(bool(self._filters))
        self.empty.setVisible(not self._filters)
        if self.before is not None:
            self.before.setVisible(bool(self._filters))
        self._show_form()

    def _show_form(self) -> None:
        chosen = self.chosen
        key = (chosen.name, chosen.kind) if chosen else None
        if key != self._formed:
            self._formed = key
            self._drop_form()
            if chosen is not None:
                self.form = self._make_form(chosen)
                self.presets = self._make_presets(chosen)
        picks = [] if chosen is None else self._picked_keys(chosen)
        self.pick.setVisible(bool(picks) and self.view is not None)
        if chosen is not None and self.form is not None:
            self.form.show_values(chosen.settings)
        if chosen is not None and self.presets is not None:
            self.presets.show_settings(chosen.settings)

    def _drop_form(self) -> None:
        if self.form is not None:
            self.form.send_now()
        for part in (self.form, self.presets):
            if part is not None:
                self.column.removeWidget(part)
                part.hide()
                part.deleteLater()
        self.form = self.presets = None
        if self.view is not None:
            self.view.try_on(None)

    def _make_form(self, chosen: Filter) -> Form:
        name = chosen.name
        form = Form(
            FILTER_KINDS[chosen.kind].model_json_schema(),
            self.ask(chosen.kind),
            collection_path(self.studio),
        )
        form.edited.connect(lambda settings, gesture: self._set(name, settings, gesture))
        form.pointed.connect(lambda settings: self._try_on(name, settings))
        for key, row in form.rows.items():
            if isinstance(row.field, EffectField) and self.view is not None:
                self._fit(row.field, name, key)
        self.column.insertWidget(self.column.indexOf(self.pick) + 1, form)
        return form

    def _fit(self, field: EffectField, name: str, key: str) -> None:
        """Have the choices of a filter's setting seen on the user's own face."""

        def put_on(value: str) -> filter_edits.Filters:
            return filter_edits.alone(self._filters, name, {key: value})

        Fitting(self.studio, self.name, field, field, put_on)

    def _make_presets(self, chosen: Filter) -> PresetChips | None:
        """Return the presets of a kind that has some, above its form."""
        presets = presets_of(chosen.kind)
        if not presets:
            return None
        chips = PresetChips(chosen.kind, presets)
        chips.chosen.connect(lambda settings: self._use_preset(chosen.name, settings))
        chips.pointed.connect(lambda settings: self._try_on(chosen.name, settings))
        self.column.insertWidget(self.column.indexOf(self.pick) + 1, chips)
        return chips

    def _use_preset(self, name: str, settings: dict[str, object]) -> None:
        if self.form is not None:
            self.form.send_now()  # what was just edited is a step of its own
        self._use(filter_edits.with_settings(self._filters, name, settings))

    def _try_on(self, name: str, settings: dict[str, object]) -> None:
        """Show what settings would do, in the panel's picture alone."""
        if self.view is not None:
            tried = filter_edits.with_settings(self._filters, name, settings) if settings else None
            self.view.try_on(tried if tried != self._filters else None)

    def _set(self, name: str, settings: dict[str, object], gesture: str) -> None:
        self._use(filter_edits.with_settings(self._filters, name, settings), gesture, self.form)

    def _rename(self, name: str, wanted: str) -> None:
        filters = filter_edits.renamed(self._filters, name, wanted)
        index = next((n for n, each in enumerate(self._filters) if each.name == name), -1)
        if index >= 0:
            self._asked_for = filters[index].name
        self._use(filters)

    def _remove(self, name: str) -> None:
        self._use(filter_edits.removed(self._filters, name))
        self.undo.say(tr("{name} removed.", name=name), lambda now: not self._has(now, name))

    def _has(self, collection: Collection, name: str) -> bool:
        shown = collection.input(self.name)
        return shown is not None and any(each.name == name for each in shown.filters)

    def _use(
        self, filters: filter_edits.Filters, gesture: str = "", form: Form | None = None
    ) -> None:
        """Show a list at once, and have the engine take it."""
        self._filters = filters
        self._waiting += 1
        edit = SetSourceFilters(input=self.name, filters=filters, gesture=gesture)
        self.studio.link.do(edit, lambda reply: self._answered(reply, gesture, form))
        if not gesture:
            self._show()

    def _answered(self, reply: Reply, gesture: str, form: Form | None) -> None:
        if not isValid(self):
            return  # the panel was closed meanwhile
        self._waiting -= 1
        if form is not None and isValid(form):
            form.answered(gesture, sentence(reply))
        elif not reply.ok:
            self.studio.say("warning", sentence(reply))
        if not self._waiting and (shown := self.input) is not None and (reply.ok or not form):
            self.follow(shown)

    def _picked_keys(self, chosen: Filter) -> list[str]:
        """Return the settings whose colour can be picked from the picture."""
        settings = read(FILTER_KINDS[chosen.kind].model_json_schema())
        return [each.key for each in settings if each.look is Look.COLOR and each.is_picked]

    def _pick(self) -> None:
        if self.view is not None:
            self.view.pick()

    def _picked(self, color: str) -> None:
        chosen = self.chosen
        if chosen is not None and self.form is not None:
            for key in self._picked_keys(chosen)[:1]:
                self.form.choose(key, color)
