"""Handoff (接力): let another computer go on with the programme, or take one over.

Slides over the right column, by itself when another computer asks::

    open_handoff(studio)
"""

from urllib.parse import urlsplit

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from studio.app.handoff.course import Course
from studio.app.handoff.devices import Devices
from studio.app.handoff.link import HandoffLink
from studio.app.handoff.phone_on_air import PhoneOnAir
from studio.app.live.room_host import RoomHost
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.bar import Bar
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.section import Section
from studio.app.words import tr
from studio.app.words.told import told
from studio.ipc.message import Message
from studio.model.errors import StudioError
from studio.model.room_address import room_address

MOST_LETTERS = 5_000
COPIED_MS = 2_000
LOOK_MS = 2_000
_HERE = ("127.0.0.1", "localhost", "::1")


class HandoffPanel(QWidget):
    """See the module.

    Args:
        studio: Whose.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.setAccessibleName(tr("Handoff"))
        self._studio = studio
        self._host = RoomHost.of(studio)
        self._link = HandoffLink.of(studio)
        self._bars = QVBoxLayout()
        self.course = Course(self._link, self._answered)
        self.send = self._make_send()
        self.take = self._make_take()
        self.devices = Devices()
        self.devices.transcode_wanted.connect(self._transcode)
        self.devices.air_wanted.connect(
            lambda device: self._link.do("put_on_air", self._answered, device=device)
        )
        self.phone = PhoneOnAir()
        self.phone.back_wanted.connect(lambda: self._link.take(None, self._answered))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * tokens().gap_px)
        column.addLayout(self._bars)
        for widget in (self.course, self.phone, self.send, self.take, self.devices):
            column.addWidget(widget)
        column.addStretch(1)
        self._copied = QTimer(self, interval=COPIED_MS, singleShot=True)
        self._copied.timeout.connect(self._draw)
        self._link.changed.connect(self._draw)
        # Who publishes is the relay's to know, which tells nobody of it by itself.
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self._look)
        self._looking.start()
        self._look()
        self._draw()

    def _make_send(self) -> Section:
        section = Section(tr("Let another computer go on"))
        words = QLabel(
            tr(
                "It gets your scenes, files and settings, goes on air at a key frame, and viewers "
                "notice nothing. The link is good for ten minutes."
            )
        )
        words.setWordWrap(True)
        words.setProperty("role", "quiet")
        self.link = QLineEdit(readOnly=True)
        self.link.setAccessibleName(tr("Link for the other computer; a secret"))
        self.link.hide()
        self.make_link = PushButton(tr("Copy a link for it"), "copy")
        self.make_link.clicked.connect(lambda: self._link.do("offer", self._offered))
        for widget in (words, self.link, self.make_link):
            section.body.addWidget(widget)
        return section

    def _make_take(self) -> Section:
        section = Section(tr("Go on here with another computer's programme"))
        self.place = QLineEdit(maxLength=MOST_LETTERS)
        self.place.setPlaceholderText(tr("The link that the other computer shows"))
        self.place.setAccessibleName(tr("Link of the other computer"))
        self.place.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.place.returnPressed.connect(self._take_over)
        self.at_once = QCheckBox(tr("Go on air as soon as it is ready"))
        self.start = PushButton(tr("Take over"), "arrow-right", "primary")
        self.start.clicked.connect(self._take_over)
        for widget in (self.place, self.at_once, self.start):
            section.body.addWidget(widget)
        return section

    def _take_over(self) -> None:
        try:
            place = room_address(self.place.text().strip(), from_file=False)
        except StudioError as error:
            self._say(str(error))
            return
        after_s = 0 if self.at_once.isChecked() else None
        self.start.setEnabled(False)
        self._link.take(place, self._answered, confirm_after_s=after_s)

    def _offered(self, answer: Message) -> None:
        self._answered(answer)
        if isValid(self) and isinstance(link := answer.get("link"), str):
            if _is_here(link) and self._host.lan:
                link = f"{self._host.lan}{answer.get('path')}"
            self._warn_of(link)
            self.link.setText(link)
            self.link.setCursorPosition(0)
            self.link.show()
            QGuiApplication.clipboard().setText(link)
            self.make_link.setText(tr("Copied"))
            self.make_link.set_icon("check")
            self._copied.start()

    def _warn_of(self, link: str) -> None:
        """Say it where a link leads nowhere on another computer."""
        if not _is_here(link):
            return
        self._say(
            tr(
                "This link works on this computer only: the room is not open for others yet. "
                "End the stream, open the room for other devices, and go live again."
            )
        )
        if not self._studio.mirror.is_live and self._host.state == "running":
            self.bar.add_button(tr("Open it for other devices"), self._host.open_for_others)

    def _look(self) -> None:
        if self._link.is_there and not self._link.goes_on:
            self._link.do("devices", self._seen)
        else:
            self._seen({})

    def _seen(self, answer: Message) -> None:
        if isValid(self):
            devices = answer.get("devices")
            self.devices.show_devices(devices)
            self.phone.show_devices(() if self.course.offers_return else devices)

    def _transcode(self, device: str, is_on: bool) -> None:
        self._link.do("transcode", self._answered, device=device, on=is_on)

    def _answered(self, answer: Message) -> None:
        if not isValid(self):
            return
        self.start.setEnabled(True)
        if sentence := answer.get("sentence"):
            self._say(str(sentence))

    def _say(self, sentence: str) -> None:
        while (item := self._bars.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.bar = Bar("error", told(sentence))
        self._bars.addWidget(self.bar)

    def _draw(self) -> None:
        link = self._link
        self.course.setVisible(bool(link.told["step"]))
        self.course.draw()
        for section in (self.send, self.take):
            section.setVisible(not link.goes_on)
        if link.goes_on:
            self.phone.hide()  # until it is looked for again
        why = "" if link.is_there else tr("Go live in a room first: the link leads there.")
        self.make_link.refuse(why)
        if not self._copied.isActive():
            self.make_link.setText(tr("Copy a link for it"))
            self.make_link.set_icon("copy")


def _is_here(link: str) -> bool:
    return urlsplit(link).hostname in _HERE


def open_handoff(studio: Studio) -> None:
    """Slide the panel in."""
    studio.panel_wanted.emit(tr("Handoff"), lambda: HandoffPanel(studio))


def heed(studio: Studio) -> None:
    """Have the panel come by itself when another computer asks."""
    link = HandoffLink.of(studio)
    was: list[object] = [None]

    def look() -> None:
        step = link.told["step"]
        if step == "asked" and was[0] != "asked":
            open_handoff(studio)
        was[0] = step

    link.changed.connect(look)
    look()
