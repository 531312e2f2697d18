"""One model that can be chosen: what it is, and the next step to it: fetch, try, use."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.app.captions.cost_words import can_follow, cost_words
from studio.app.captions.model_trial import Result
from studio.app.captions.offers import OWN, RECOMMENDED, Offer
from studio.app.captions.tongues import tongue_name
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.file_field import FileField
from studio.app.widgets.turning_row import TurningRow
from studio.app.words import tr
from studio.app.words.told import told

MOST_NAMES = 6


class ModelCard(QWidget):
    """See the module.

    Args:
        offer: The model.

    Signals:
        fetch_wanted: Its kind; ``cancel_wanted``, ``try_wanted`` and ``use_wanted`` likewise.
    """

    fetch_wanted = Signal(str)
    cancel_wanted = Signal()
    try_wanted = Signal(str)
    use_wanted = Signal(str)

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.offer = offer
        self._is_tried = self._is_trying = self._is_used = self._is_known = False
        self._is_fetched = self._waits = False
        self._missing_bytes = 0
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "2")
        self.setAccessibleName(tr(offer.title))
        self.badge = QLabel(tr("In use"))
        self.badge.setProperty("badge", "good")
        self.size_line = _words("small")
        name = tr("Folder of your own model")
        self.folder_field = FileField(name, wanted="folder", nothing=name)
        self.folder_field.edited.connect(self._folder_chosen)
        self.status = _words("small")
        self.trouble = _words("error")
        self.unsuited = _words("warning")
        self.fetch = PushButton("", role="primary")
        self.fetch.clicked.connect(lambda: self.fetch_wanted.emit(offer.kind))
        self.cancel = PushButton(tr("Cancel"))
        self.cancel.clicked.connect(self.cancel_wanted)
        self.trial = PushButton(tr("Try it here"))
        self.trial.set_tip(tr("Loads it and measures what it costs on this machine."))
        self.trial.clicked.connect(lambda: self.try_wanted.emit(offer.kind))
        self.use = PushButton(tr("Use it"), role="primary")
        self.use.clicked.connect(lambda: self.use_wanted.emit(offer.kind))
        self._place()
        self._draw()

    def _place(self) -> None:
        head = QHBoxLayout()
        title = QLabel(tr(self.offer.title))
        title.setProperty("role", "strong")
        title.setWordWrap(True)
        head.addWidget(title, 1)
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        what = QLabel(tr(self.offer.what))
        what.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(tokens().grid_px)
        column.addLayout(head)
        column.addWidget(what)
        column.addWidget(self.size_line)
        if self.offer is OWN:
            best = QLabel(tr("The best for Chinese and English mixed: {name}", name=RECOMMENDED))
            best.setProperty("role", "small")
            best.setWordWrap(True)
            best.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(best)
            column.addWidget(self.folder_field)
        for line in (self.unsuited, self.status, self.trouble):
            column.addWidget(line)
        buttons = TurningRow(tokens().grid_px)
        for button in (self.fetch, self.cancel, self.trial, self.use):
            buttons.add(button)
        column.addWidget(buttons)

    @property
    def folder(self) -> str:
        """Where a model of one's own lies; empty for all others."""
        return self.folder_field.value.strip() if self.offer is OWN else ""

    def set_folder(self, folder: str) -> None:
        """Show where it lies."""
        self.folder_field.set_value(folder)
        self._draw()

    def show_size(self, size_bytes: int, licence: str) -> None:
        """Say how large it is, and what its licence is."""
        size = tr("{size} MB", size=round(size_bytes / 1e6))
        self._say(self.size_line, f"{size} · {licence}" if size_bytes else "")

    def show_state(
        self, *, is_known: bool, missing_bytes: int, is_used: bool, unsuited_to: str
    ) -> None:
        """Show where it stands.

        Args:
            is_known: Whether it was looked for.
            missing_bytes: So much has to be fetched.
            is_used: It is chosen.
            unsuited_to: The language of now, if it doesn't know that.
        """
        self._is_known, self._is_used = is_known, is_used
        self._missing_bytes = missing_bytes
        said = tr("It does not know {language}.", language=tongue_name(unsuited_to))
        self._say(self.unsuited, said if unsuited_to else "")
        self._draw()

    def show_fetch(self, progress: str, fault: str, *, is_busy: bool) -> None:
        """Show how far it is fetched.

        Args:
            progress: In words; empty unless it is being fetched.
            fault: Why it could not be fetched, as it was told.
            is_busy: Something is being fetched, be it this or another.
        """
        if self._is_fetched or progress:
            self._say(self.status, progress)
        self._is_fetched = bool(progress)
        if fault or progress:
            self._say(self.trouble, told(fault))
        self.fetch.refuse(tr("Another model is being fetched.") if is_busy else "")
        self._draw()

    def show_trying(self) -> None:
        """Say that it is being tried."""
        self._is_trying, self._is_tried = True, False
        self._say(self.trouble, "")
        self._say(self.status, tr("It is being loaded and measured…"))
        self._draw()

    def set_waiting(self, waits: bool) -> None:
        """Wait while another one is being tried."""
        self._waits = waits
        self._draw()

    def show_trial(self, result: Result | None, fault: str) -> None:
        """Say what was measured, or why it can't be used."""
        self._is_trying, self._is_tried = False, result is not None
        if result is None:
            self._say(self.status, "")
            self._say(self.trouble, told(fault))
        else:
            factor = f"{result.factor:.2f}"
            lines = [cost_words(result.factor), tr("Real-time factor {factor}", factor=factor)]
            lines.append(tr("Loaded in {seconds} s", seconds=f"{result.load_s:.1f}"))
            self._say(self.status, " · ".join(lines))
            slow = not can_follow(result.factor)
            self.use.setText(tr("Use it all the same") if slow else tr("Use it"))
            self.use.set_role("plain" if slow else "primary")
        self._draw()

    def _folder_chosen(self) -> None:
        self._is_tried, self._is_used = False, False
        self._say(self.status, "")
        self._say(self.trouble, "")
        self._draw()

    def _draw(self) -> None:
        is_here = not self._missing_bytes
        self.badge.setVisible(self._is_used)
        self.fetch.setText(tr("Fetch it ({size} MB)", size=round(self._missing_bytes / 1e6)))
        self.fetch.setVisible(not is_here and not self._is_fetched)
        self.cancel.setVisible(self._is_fetched)
        self.trial.setVisible(is_here)
        self.use.setVisible(is_here and self._is_tried and not self._is_used)
        if not self._is_known:
            self.trial.refuse(tr("What is here is being looked for…"))
        elif self._is_trying or self._waits:
            self.trial.refuse(tr("One is being tried."))
        elif self.offer is OWN and not self.folder:
            self.trial.refuse(tr("Choose its folder first."))
        else:
            self.trial.refuse("")

    def _say(self, line: QLabel, text: str) -> None:
        line.setText(text)
        line.setVisible(bool(text))


def _words(role: str) -> QLabel:
    words = QLabel()
    words.setProperty("role", role)
    words.setWordWrap(True)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.hide()
    return words
