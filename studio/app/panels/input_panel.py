"""What the panels of one input have in common: its live picture, and going when it goes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.app.link.engine_link import Reply
from studio.app.panels.live_view import LiveView
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.bar import Bar
from studio.app.widgets.slide_panel import SlidePanel
from studio.app.words.told import told
from studio.model.commands import GetChoices
from studio.model.kinds import AUDIO_KINDS
from studio.model.scene import Input

FAILED = "failed"


class InputPanel(QWidget):
    """A panel about an input; ``column`` takes what stands in it.

    Args:
        studio: Whose.
        name: Of the input.

    Attributes:
        view: Its picture; None if it only has sound.
        gone: The input isn't there any more.
    """

    gone = Signal()

    def __init__(self, studio: Studio, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.name = name
        self.column = QVBoxLayout(self)
        self.column.setSpacing(tokens().gap_wide_px)
        shown = self.input
        self.view: LiveView | None = None
        if shown is not None and shown.kind not in AUDIO_KINDS:
            self.view = LiveView(studio, name)
            self.column.addWidget(self.view)
        self._fault: Bar | None = None
        studio.mirror.collection_changed.connect(self._check)
        studio.mirror.inputs_changed.connect(self._show_health)
        self._show_health()

    @property
    def pinned(self) -> QWidget | None:
        """The picture, on which one sees what all the rest does: it does not scroll away."""
        return self.view

    @property
    def input(self) -> Input | None:
        """The input as the engine has it."""
        collection = self.studio.mirror.collection
        return collection.input(self.name) if collection else None

    def follow(self, shown: Input) -> None:
        """Show the input as it is now; called whenever the collection has changed."""

    def ask(self, kind: str) -> Callable[[str, Callable[[Reply], None]], None]:
        """Return what asks the engine for the choices of a kind's settings."""

        def ask(setting: str, then: Callable[[Reply], None]) -> None:
            self.studio.link.do(GetChoices(kind=kind, setting=setting), then)

        return ask

    def _check(self) -> None:
        shown = self.input
        if shown is not None:
            self.follow(shown)
        elif self.studio.mirror.collection is not None:
            close_around(self)
            self.gone.emit()

    def _show_health(self) -> None:
        state = self.studio.mirror.inputs.get(self.name)
        reason = told(state.reason) if state is not None and state.health == FAILED else ""
        if not reason:
            if self._fault is not None:
                self._fault.deleteLater()
                self._fault = None
        elif self._fault is None:
            self._fault = Bar("warning", reason, closable=False)
            at = self.column.indexOf(self.view) if self.view is not None else -1
            self.column.insertWidget(at + 1, self._fault)
        else:
            self._fault.set_text(reason)


def collection_path(studio: Studio) -> Path | None:
    """Return the file of the collection, to whose folder paths are relative."""
    return Path(studio.mirror.collection_path) if studio.mirror.collection_path else None


def close_around(widget: QWidget) -> None:
    """Let the panel slide away that shows a widget."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, SlidePanel):
        around = around.parentWidget()
    if isinstance(around, SlidePanel):
        around.close_panel()


def tell_refusal(studio: Studio, reply: Reply) -> None:
    """Say in the window's bar why a command was not done, if it was not."""
    if not reply.ok:
        studio.say("warning", sentence(reply))


def sentence(reply: Reply) -> str:
    """Return why a command was not done, without the words that only programs need; "" if it was.

    ``SetInputSettings: inputs.3: Value error, settings.url: Too long.`` → ``Too long.``
    """
    if reply.ok:
        return ""
    text = reply.reason.removeprefix("Value error, ")
    head, separator, rest = text.partition(": ")
    while separator and rest and " " not in head.removeprefix("Value error, "):
        text = rest
        head, separator, rest = text.partition(": ")
    return told(text[:1].upper() + text[1:])
