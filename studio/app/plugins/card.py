"""One plugin in the panel: how it is and its switch; unfolded, all that can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from studio.app.forms.form import Form
from studio.app.link.engine_link import Reply
from studio.app.link.plugin_link import PluginLink
from studio.app.plugins.controls_box import ControlsBox
from studio.app.plugins.plugin_words import spoken, spoken_schema, told, what_it_does
from studio.app.plugins.rights_box import RightsBox
from studio.app.plugins.usage_bars import UsageBars
from studio.app.theme import pixmap, tokens
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.widgets.section import Section
from studio.app.widgets.switch import Switch
from studio.app.words import tr
from studio.model.command import Command
from studio.model.plugin_commands import (
    GrantRights,
    RemovePlugin,
    RestartPlugin,
    SetPluginEnabled,
    SetPluginSettings,
    UseControl,
)
from studio.model.plugin_state import Plugin

LOG_LINES = 7


class PluginCard(QWidget):
    """See the module.

    Args:
        link: To the plugin host.
        plugin: As it is.
    """

    def __init__(self, link: PluginLink, plugin: Plugin) -> None:
        super().__init__()
        self._link = link
        self.plugin = plugin
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "card")
        self.called = spoken(plugin.name)
        self.setAccessibleName(self.called)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.details: PluginDetails | None = None
        self.name = ElidedLabel(self.called)
        self.name.setProperty("role", "strong")
        self._icon = QLabel()
        self._state = ElidedLabel()
        self._state.setProperty("role", "small")
        self.switch = Switch(tr("Switch {name} on or off", name=self.called))
        self.switch.edited.connect(self._switch)
        self.unfold = IconButton("chevron-right", tr("More of {name}", name=self.called))
        self.unfold.clicked.connect(lambda: self.set_open(self.details is None))
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setProperty("role", "warning")
        self._sentence.setContentsMargins(tokens().target_px + 4, 0, 0, 0)  # under the name
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 4, 12, 8)
        self._column.setSpacing(tokens().grid_px)
        self._column.addLayout(self._head())
        self._column.addWidget(self._sentence)
        self.follow(plugin)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens().grid_px)
        line.addWidget(self._icon)
        line.addWidget(self._state, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addLayout(line)
        head = QHBoxLayout()
        head.setSpacing(tokens().grid_px)
        head.addWidget(self.unfold)
        head.addLayout(words, 1)
        head.addWidget(self.switch)
        return head

    def follow(self, plugin: Plugin) -> None:
        """Show how it is now."""
        self.plugin = plugin
        now = told(plugin)
        size = round(14 * tokens().scale)
        self._icon.setPixmap(pixmap(now.icon, now.ink, size))
        self._state.setText(tr("{state} · {version}", state=now.word, version=plugin.version))
        self.switch.set_on(plugin.is_enabled)
        text = plugin.sentence
        if not text and plugin.state == "needs_rights":
            text = tr("Say what it may do; then it starts.")
        self._sentence.setText(text)
        self._sentence.setVisible(bool(text))
        if self.details is not None:
            self.details.follow(plugin)

    def set_open(self, is_open: bool) -> None:
        """Unfold or fold away."""
        self.unfold.set_icon("chevron-down" if is_open else "chevron-right")
        if is_open and self.details is None:
            self.details = PluginDetails(self._link, self.plugin, self.do)
            self._column.addWidget(self.details)
        elif not is_open and self.details is not None:
            self._column.removeWidget(self.details)
            self.details.hide()
            self.details.deleteLater()
            self.details = None

    def do(self, command: Command, then: Callable[[str], None] | None = None) -> None:
        """Have the host do something; a refusal is said here, and what is shown put right."""

        def answered(reply: Reply) -> None:
            if not isValid(self):
                return
            if not reply.ok:
                self.follow(self.plugin)
                self._sentence.setText(reply.reason)
                self._sentence.show()
            if then is not None:
                then("" if reply.ok else reply.reason)

        self._link.do(command, answered)

    def _switch(self, is_on: bool) -> None:
        self.do(SetPluginEnabled(plugin=self.plugin.id, enabled=is_on))
        missing = set(self.plugin.rights) - set(self.plugin.granted)
        if is_on and missing:
            self.set_open(True)  # what it asks for is to be seen


class PluginDetails(QWidget):
    """What a card shows unfolded.

    Args:
        link: To the plugin host.
        plugin: As it is.
        do: Has the host do something.
    """

    def __init__(
        self,
        link: PluginLink,
        plugin: Plugin,
        do: Callable[[Command, Callable[[str], None] | None], None],
    ) -> None:
        super().__init__()
        self._link, self._do, self.plugin = link, do, plugin
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 0, 0, 4)
        self._column.setSpacing(tokens().gap_px)
        if said := what_it_does(plugin):
            words = QLabel(said)
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setProperty("role", "quiet")
            self._column.addWidget(words)
        self.rights = RightsBox(plugin, self._grant)
        self._section(tr("It may"), self.rights, is_there=bool(plugin.rights))
        self.controls: ControlsBox | None = None
        self._controls_section = Section(tr("Controls"))
        self._column.addWidget(self._controls_section)
        self.form: Form | None = None
        if plugin.settings_schema.get("properties"):
            self.form = Form(spoken_schema(plugin.settings_schema), lambda key, came: None)
            self.form.edited.connect(self._set)
            self._section(tr("Settings"), self.form)
        self.usage = UsageBars()
        self._usage_section = self._section(tr("What it uses"), self.usage)
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setTabChangesFocus(True)
        self.log.setAccessibleName(tr("Log of {name}", name=spoken(plugin.name)))
        self.log.setFixedHeight(LOG_LINES * tokens().line_px)
        self._section(tr("Log"), self.log)
        self._column.addLayout(self._foot())
        link.lines_came.connect(self._show_lines)
        self._show_lines(plugin.id)
        self.follow(plugin)

    def _section(self, title: str, widget: QWidget, *, is_there: bool = True) -> Section:
        section = Section(title)
        section.body.addWidget(widget)
        section.setVisible(is_there)
        self._column.addWidget(section)
        return section

    def _foot(self) -> QVBoxLayout:
        self.restart = PushButton(tr("Restart"), "refresh-cw")
        self.restart.clicked.connect(lambda: self._do(RestartPlugin(plugin=self.plugin.id), None))
        self.remove = PushButton(tr("Remove"), "trash-2")
        self.remove.clicked.connect(lambda: self.ask(True))
        if self.plugin.is_bundled:
            self.remove.refuse(tr("It came with the studio; switched off it does nothing."))
        row = QHBoxLayout()
        row.setSpacing(tokens().gap_px)
        row.addWidget(self.restart)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.question = QWidget()
        ask = QVBoxLayout(self.question)
        ask.setContentsMargins(0, 0, 0, 0)
        words = QLabel(tr("Remove it with its settings and all that it has stored?"))
        words.setWordWrap(True)
        self.yes = PushButton(tr("Remove it"), role="danger")
        self.yes.clicked.connect(lambda: self._do(RemovePlugin(plugin=self.plugin.id), None))
        self.no = PushButton(tr("Keep it"))
        self.no.clicked.connect(lambda: self.ask(False))
        buttons = QHBoxLayout()
        buttons.addWidget(self.yes)
        buttons.addWidget(self.no)
        buttons.addStretch(1)
        ask.addWidget(words)
        ask.addLayout(buttons)
        self.question.hide()
        foot = QVBoxLayout()
        foot.addLayout(row)
        foot.addWidget(self.question)
        return foot

    def ask(self, is_asked: bool) -> None:
        """Ask in place whether it shall go, or no longer."""
        self.question.setVisible(is_asked)
        self.remove.setVisible(not is_asked)
        (self.no if is_asked else self.remove).setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, plugin: Plugin) -> None:
        """Show how it is now."""
        self.plugin = plugin
        self.rights.follow(plugin)
        if self.form is not None:
            self.form.show_values(plugin.settings)
        is_running = plugin.state == "running"
        self._controls_section.setVisible(bool(plugin.panel) and is_running)
        if plugin.panel and is_running:
            self._show_controls(plugin)
        self._usage_section.setVisible(is_running)
        self.usage.follow(plugin.usage, plugin.limits)
        self.restart.refuse("" if plugin.is_enabled else tr("It is off."))

    def _show_controls(self, plugin: Plugin) -> None:
        if self.controls is None or not self.controls.has_same(plugin.panel):
            if self.controls is not None:
                self.controls.hide()
                self.controls.deleteLater()
            self.controls = ControlsBox(plugin.panel, self._use)
            self._controls_section.body.addWidget(self.controls)
        self.controls.follow(plugin.panel)

    def _show_lines(self, plugin: str) -> None:
        if plugin == self.plugin.id and (now := self._link.plugins.get(plugin)):
            self.log.setPlainText("\n".join(now.lines) or tr("It has said nothing yet."))
            bar = self.log.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _grant(self, rights: tuple[object, ...]) -> None:
        self._do(GrantRights.model_validate({"plugin": self.plugin.id, "rights": rights}), None)

    def _use(self, control: str, value: object) -> None:
        told = {"plugin": self.plugin.id, "control": control, "value": value}
        self._do(UseControl.model_validate(told), None)

    def _set(self, settings: dict[str, object], gesture: str) -> None:
        form = self.form
        told = {"plugin": self.plugin.id, "settings": {**self.plugin.settings, **settings}}

        def answered(fault: str) -> None:
            if form is not None and isValid(form):
                form.answered(gesture, fault)

        self._do(SetPluginSettings.model_validate(told), answered)
